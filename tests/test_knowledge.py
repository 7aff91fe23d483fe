"""Versions of the knowledge: the same as long as no file changes, another as soon as one does."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from porosity import knowledge, resources


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the knowledge that a test may change."""
    shutil.copytree(resources.knowledge(), tmp_path / "knowledge", ignore=shutil.ignore_patterns("cases", "measures"))
    monkeypatch.setattr(resources, "knowledge", lambda: tmp_path / "knowledge")
    knowledge.versions.cache_clear()
    yield tmp_path / "knowledge"
    knowledge.versions.cache_clear()


def test_every_part_has_files_and_a_version() -> None:
    folder = resources.knowledge()
    for patterns in knowledge.PARTS.values():
        for pattern in patterns:
            assert list(folder.glob(pattern)), pattern
    versions = knowledge.versions()
    assert set(versions) == set(knowledge.PARTS)
    assert all(len(version) == 12 for version in versions.values())


def test_a_copy_has_the_same_version(folder: Path) -> None:
    copied = dict(knowledge.versions())
    knowledge.versions.cache_clear()
    assert dict(knowledge.versions()) == copied


LAW = {"families.yml", "regimes.yml"}
ACROSS_REPORTS = {"incidents.yml"}  # of these no assessment is made


def test_every_list_has_a_version() -> None:
    folder = resources.knowledge()
    versioned = {path for patterns in knowledge.PARTS.values() for pattern in patterns for path in folder.glob(pattern)}
    assert {path.name for path in set(folder.glob("*.yml")) - versioned} <= LAW | ACROSS_REPORTS


@pytest.mark.parametrize(
    ("file", "part"),
    [("units.yml", "goods"), ("acts/acts.yml", "acts"), ("places.yml", "names"), ("facts.yml", "acts")],
)
def test_a_change_shows_in_its_part_alone(folder: Path, file: str, part: str) -> None:
    before = dict(knowledge.versions())
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8") + "# another line\n", encoding="utf-8")
    knowledge.versions.cache_clear()
    after = knowledge.versions()
    assert {name for name in before if before[name] != after[name]} == {part}


def test_a_renamed_file_is_another_version(folder: Path) -> None:
    before = dict(knowledge.versions())
    (folder / "goods" / "free.yml").rename(folder / "goods" / "unbarred.yml")
    knowledge.versions.cache_clear()
    assert knowledge.versions()["goods"] != before["goods"]
