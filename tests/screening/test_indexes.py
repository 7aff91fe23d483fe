"""Kept indexes: made once for the same lists, made again for others, and never seen half made."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from match_samples import table
from shelf_samples import day, file, ftm_lines, party, un_xml

from porosity.errors import InputError
from porosity.screening.indexes import FOLDER, KEPT, for_paths, for_shelf
from porosity.screening.intake import take_in
from porosity.screening.listed import Program
from porosity.screening.parts import Arrival
from porosity.screening.screener import Screener, Subject
from porosity.screening.versions import Shelf

ROWS = [
    ("un-1", "Person", "QUARZIN, Belodrag", "primary"),
    ("un-1", "Person", "Belo", "weak"),
    ("un-2", "Vessel", "TONG VRENG 5", "primary"),
]


def ids(screener: Screener, query: str = "Belodrag Quarzin") -> list[str]:
    """Who matches."""
    return [found.listed.id for found in screener.match(Subject(query)) if found.score >= 0.7]


def opened(keep: Path | None, *paths: Path) -> tuple[Screener, bool]:
    """A screener over some files, and whether it had to be laid out."""
    said: list[str] = []
    screener = for_paths(paths, keep, said.append)
    return screener, bool(said)


def kept(keep: Path) -> list[Path]:
    """The indexes that can be seen."""
    return sorted(path for path in keep.iterdir() if not path.name.startswith("."))


@pytest.fixture
def list_file(tmp_path: Path) -> Path:
    return table(tmp_path / "list.tsv", ROWS)


@pytest.fixture
def keep(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def test_the_same_bytes_are_laid_out_once(list_file: Path, keep: Path) -> None:
    first, was_made = opened(keep, list_file)
    again, was_made_again = opened(keep, list_file)
    assert (was_made, was_made_again, len(kept(keep))) == (True, False, 1)
    assert ids(first) == ids(again) == ["un-1"]
    assert dict(first.versions) == dict(again.versions)
    assert first.versions["un-sc"].startswith("un-sc@undated-")


def test_the_bytes_count_and_not_the_day_of_the_file(list_file: Path, keep: Path) -> None:
    opened(keep, list_file)
    os.utime(list_file, (1, 1))
    assert opened(keep, list_file)[1] is False


def test_changed_bytes_are_laid_out_anew(list_file: Path, keep: Path) -> None:
    before, _ = opened(keep, list_file)
    table(list_file, [*ROWS, ("un-3", "Person", "Vashti Olmogren", "primary")])
    after, was_made = opened(keep, list_file)
    assert (was_made, len(kept(keep))) == (True, 2)
    assert (ids(before, "Vashti Olmogren"), ids(after, "Vashti Olmogren")) == ([], ["un-3"])
    assert before.versions != after.versions


@pytest.mark.parametrize("names", ["alt.csv", "ALT.CSV", "sdn_alt.csv"])
def test_a_change_in_a_file_beside_is_noticed(tmp_path: Path, keep: Path, names: str) -> None:
    primary = file(tmp_path, b'9,"QUARZIN, Belodrag","individual","GRANARY"' + b',"-0-"' * 8 + b"\n", "sdn.csv")
    beside = file(tmp_path, b'9,1,"aka","OLMOGREN, Vashti","-0-"\n', names)
    assert ids(opened(keep, primary)[0], "Vashti Olmogren") == ["ofac-9"]
    beside.write_bytes(b'9,1,"aka","THUNMIR, Ulmarika","-0-"\n')
    screener, was_made = opened(keep, primary)
    assert (ids(screener, "Ulmarika Thunmir"), ids(screener, "Vashti Olmogren"), was_made) == (["ofac-9"], [], True)


def test_the_bytes_of_before_find_their_index_again(list_file: Path, keep: Path) -> None:
    opened(keep, list_file)
    content = list_file.read_bytes()
    list_file.write_bytes(content.replace(b"Belodrag", b"Vashti"))
    assert ids(opened(keep, list_file)[0]) == []
    list_file.write_bytes(content)
    screener, was_made = opened(keep, list_file)
    assert (ids(screener), was_made) == (["un-1"], False)


def test_the_order_of_the_files_does_not_count(tmp_path: Path, keep: Path) -> None:
    one = table(tmp_path / "one.tsv", ROWS[:2])
    two = table(tmp_path / "two.tsv", ROWS[2:])
    assert opened(keep, one, two)[1] is True
    screener, was_made = opened(keep, two, one)
    assert (len(screener), was_made) == (2, False)


def test_a_folder_is_all_lists_in_it(tmp_path: Path, keep: Path) -> None:
    folder = tmp_path / "lists"
    (folder / "deep").mkdir(parents=True)
    table(folder / "one.tsv", ROWS[:2])
    table(folder / "deep" / "two.tsv", ROWS[2:])
    (folder / "readme.txt").write_text("no list")
    screener, _ = opened(keep, folder)
    assert (ids(screener), ids(screener, "Tong Vreng 5")) == (["un-1"], ["un-2"])


def test_a_party_in_two_files_is_told_once(tmp_path: Path, keep: Path) -> None:
    one = table(tmp_path / "one.tsv", ROWS)
    two = table(tmp_path / "two.tsv", ROWS[:1])
    assert ids(opened(keep, one, two)[0]) == ["un-1"]


def test_a_dated_list_says_its_day(tmp_path: Path, keep: Path) -> None:
    screener, _ = opened(keep, file(tmp_path, un_xml(date(2020, 2, 1), [party(1, "Belodrag Quarzin")])))
    assert screener.versions["un-sc"].startswith("un-sc@2020-02-01-")


def test_a_list_that_is_called_by_its_file_keeps_its_name(tmp_path: Path, keep: Path) -> None:
    line = b'{"id": "q1", "schema": "Person", "properties": {"name": ["Belodrag Quarzin"], "topics": ["sanction"]}}\n'
    one, two = (file(tmp_path, line, name) for name in ("granary.json", "harbour.json"))
    first, _ = opened(keep, one)
    second, _ = opened(keep, two)
    assert [found.listed.list for found in first.match(Subject("Belodrag Quarzin"))] == ["ftm-granary"]
    assert [found.listed.list for found in second.match(Subject("Belodrag Quarzin"))] == ["ftm-harbour"]


@pytest.mark.parametrize("name", ["missing.tsv", "missing/folder"])
def test_a_list_that_is_not_there_is_named(tmp_path: Path, keep: Path, name: str) -> None:
    with pytest.raises(InputError, match="does not exist"):
        opened(keep, tmp_path / name)


def test_a_folder_without_a_list_is_named(tmp_path: Path, keep: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no list"):
        opened(keep, tmp_path / "empty")


# where nothing can be kept


def test_without_a_folder_the_index_is_in_memory(list_file: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    assert ids(opened(None, list_file)[0]) == ["un-1"]
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_that_cannot_be_written_is_no_hindrance(list_file: Path, tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("")
    screener, was_made = opened(tmp_path / "in-the-way" / "kept", list_file)
    assert (ids(screener), was_made) == (["un-1"], True)


def test_a_full_disk_leaves_nothing_half_written(list_file: Path, keep: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Screener, folder: Path) -> None:
        (folder / "words.txt").write_text("half")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Screener, "save", full)
        assert ids(opened(keep, list_file)[0]) == ["un-1"]
    assert list(keep.iterdir()) == []
    assert opened(keep, list_file)[1] is True


def test_an_interruption_leaves_nothing_to_be_seen(
    list_file: Path, keep: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = Screener.save

    def interrupted(self: Screener, folder: Path) -> None:
        save(self, folder)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Screener, "save", interrupted)
        opened(keep, list_file)
    assert kept(keep) == []
    screener, was_made = opened(keep, list_file)
    assert (ids(screener), was_made, len(kept(keep))) == (["un-1"], True, 1)


def test_another_process_may_be_faster(
    list_file: Path, keep: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(keep, list_file)
    (place,) = kept(keep)
    elsewhere = tmp_path / "elsewhere"
    save = Screener.save

    def beaten(self: Screener, folder: Path) -> None:
        save(self, folder)
        shutil.copytree(place, elsewhere / place.name)

    monkeypatch.setattr(Screener, "save", beaten)
    assert ids(opened(elsewhere, list_file)[0]) == ["un-1"]
    assert [path.name for path in elsewhere.iterdir()] == [place.name]


def emptied(path: Path) -> None:
    path.unlink()
    path.write_bytes(b"")


def halved(path: Path) -> None:
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[: len(content) // 2])


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("name_words.npy", Path.unlink),
        ("texts.bin", Path.unlink),
        ("words.txt", Path.unlink),
        ("meta.json", Path.unlink),
        ("name_words.npy", emptied),
        ("name_words.npy", halved),
        ("keys.npy", halved),
        ("entries.bin", emptied),
        ("entries.bin", halved),
        ("meta.json", emptied),
    ],
)
def test_a_broken_index_is_no_hindrance(list_file: Path, keep: Path, name: str, harm: Callable[[Path], None]) -> None:
    opened(keep, list_file)
    (place,) = kept(keep)
    harm(place / name)
    for _ in range(2):
        assert ids(opened(keep, list_file)[0]) == ["un-1"]


def test_a_broken_index_is_made_whole_once(list_file: Path, keep: Path) -> None:
    opened(keep, list_file)
    (place,) = kept(keep)
    (place / "words.txt").unlink()
    assert [opened(keep, list_file)[1] for _ in range(2)] == [True, False]


def test_the_oldest_are_thrown_away(list_file: Path, keep: Path) -> None:
    for number in range(KEPT + 4):
        table(list_file, [*ROWS, (f"un-{number + 10}", "Person", f"Vashti Olmogren {number}", "primary")])
        opened(keep, list_file)
    assert len(kept(keep)) == KEPT
    assert opened(keep, list_file)[1] is False


# the shelf


def shelf_with(tmp_path: Path) -> Shelf:
    """A shelf with two versions of a list: Quarzin came in June."""
    shelf = Shelf(tmp_path / "shelf")
    olmogren = party(1, "Vashti Olmogren", Program("DPRK", since=day("01-01")))
    quarzin = party(2, "Belodrag Quarzin", Program("DPRK", since=day("06-01")))
    for name, dated, entries in (("old", "02-01", [olmogren]), ("new", "06-01", [olmogren, quarzin])):
        path = file(tmp_path, un_xml(day(dated), entries), f"{name}.xml")
        take_in(shelf, path, Arrival(str(path)), today=date(2026, 3, 1))
    return shelf


def test_the_shelf_is_screened_as_it_stands_or_stood(tmp_path: Path) -> None:
    shelf = shelf_with(tmp_path)
    assert ids(for_shelf(shelf)) == ["un-2"]
    assert ids(for_shelf(shelf, day("02-01"))) == []
    assert ids(for_shelf(shelf, day("02-01")), "Vashti Olmogren") == ["un-1"]
    assert for_shelf(shelf).versions["un-sc"].startswith("un-sc@2020-06-01-")
    assert for_shelf(shelf, day("02-01")).versions["un-sc"].startswith("un-sc@2020-02-01-")


def test_the_shelf_is_laid_out_once_for_each_version(tmp_path: Path) -> None:
    shelf = shelf_with(tmp_path)
    said: list[str] = []
    for dated in (None, day("02-01"), None, day("02-01"), day("06-01")):
        for_shelf(shelf, dated, said.append)
    assert len(said) == 2
    assert shelf.lists() == ("un-sc",)
    assert len(kept(shelf.path / FOLDER)) == 2


def test_an_empty_shelf_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="porosity lists import"):
        for_shelf(Shelf(tmp_path / "shelf"))


def test_a_day_before_all_lists_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="1990-01-01"):
        for_shelf(shelf_with(tmp_path), date(1990, 1, 1))


def test_what_a_stream_kept_comes_back(tmp_path: Path, keep: Path) -> None:
    path = file(tmp_path, ftm_lines([party(1, "Belodrag Quarzin"), party(2, "Quarzin «Ö» 리")]), "list.json")
    for _ in range(2):
        screener, _ = opened(keep, path)
        assert screener.match(Subject("Belodrag Quarzin"))[0].listed == party(1, "Belodrag Quarzin")
