"""Where the shipped files are: ``knowledge/`` and ``third_party/``, in a wheel and in a checkout alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def _shipped(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parents[1] / name


def knowledge() -> Path:
    """The folder of the measures, cases, acts, goods and word lists."""
    return _shipped("knowledge")


def third_party() -> Path:
    """The folder of the foreign files that ship, each with its source, version, licence and hash."""
    return _shipped("third_party")
