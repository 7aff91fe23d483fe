"""The versions of what we know: a hash over the files of each part of ``knowledge/``."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache

from porosity import resources

# files that say what words tell
ACTS = (
    "boilerplate",
    "cues",
    "eras",
    "facts",
    "hedges",
    "rebuttals",
    "sayings",
    "scenes",
    "sources",
    "standpoints",
    "stories",
    "ways",
)
PARTS = {
    "goods": ("goods/*.yml", "makers.yml", "units.yml"),
    "acts": ("acts/**/*.yml", *(f"{name}.yml" for name in ACTS)),
    "lists": ("designations.yml", "offices.yml", "publishers.yml"),
    "names": ("countries.yml", "places.yml", "offices.yml", "outlets.yml", "support.yml", "screening/*"),
}


@cache
def versions() -> Mapping[str, str]:
    """A short hash for each part, the same as long as no file of it changes."""
    return {part: _hash(patterns) for part, patterns in PARTS.items()}


def _hash(patterns: tuple[str, ...]) -> str:
    folder = resources.knowledge()
    digest = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
