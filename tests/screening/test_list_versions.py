"""The shelf: what comes in is kept whole, once, under the right day; what is broken leaves no trace."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import os
import shutil
import signal
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from shelf_samples import LIST, day, file, ftm_lines, parties, party, un_xml, version

from porosity.errors import InputError, ListError
from porosity.screening import intake
from porosity.screening.intake import ASIDE, STALE_SECONDS, Kept, take_in
from porosity.screening.listed import Listed, Program
from porosity.screening.parts import Arrival
from porosity.screening.versions import ENTITIES, META, ORIGINALS, DayFrom, Shelf, default_shelf, standing

TODAY = date(2026, 3, 1)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shelf")


def keep(shelf: Shelf, path: Path, given: date | None = None, **more: object) -> Kept:
    arrival = replace(Arrival(str(path), given=given), **more)  # type: ignore[arg-type]
    (kept,) = take_in(shelf, path, arrival, today=TODAY)
    return kept


def visible(shelf: Shelf) -> list[str]:
    """All that is on the shelf and not hidden."""
    return sorted(str(path.relative_to(shelf.path)) for path in shelf.path.glob("[!.]*/*"))


# what is kept


def test_what_was_read_comes_back(shelf: Shelf, tmp_path: Path) -> None:
    entries = [party(1, "Kim", Program("DPRK", since=day("01-02"))), party(2, "Ri «Ö» 리")]
    kept = keep(shelf, file(tmp_path, ftm_lines(entries), "list.json"), day("02-01"))
    assert list(shelf.entities(kept.version)) == entries
    assert (kept.version.records, kept.version.names, kept.version.skipped) == (2, 2, 0)


def test_letters_that_are_none_come_back_too(shelf: Shelf, tmp_path: Path) -> None:
    half = party(1, "Kim \ud800")  # half a letter, as JSON can hold it
    path = tmp_path / os.fsdecode(b"no-\xfftext.json")
    path.write_bytes(ftm_lines([half]))
    kept = keep(shelf, path, day("02-01")).version
    assert list(shelf.entities(kept)) == [half]
    assert shelf.versions(LIST) == (kept,)


def test_the_original_is_kept_byte_for_byte(shelf: Shelf, tmp_path: Path) -> None:
    path = file(tmp_path, un_xml(day("02-01"), parties(3)))
    kept = keep(shelf, path).version
    copy = shelf.folder(kept) / ORIGINALS / "list.xml"
    assert copy.read_bytes() == path.read_bytes()
    assert kept.originals[0].sha256 == kept.sha256
    assert kept.id == f"2020-02-01-{kept.sha256[:8]}"
    assert kept.size == path.stat().st_size


def test_what_is_told_of_a_version_comes_back(shelf: Shelf, tmp_path: Path) -> None:
    kept = keep(shelf, file(tmp_path, un_xml(day("02-01"), parties(3)))).version
    assert shelf.versions(LIST) == (kept,)
    assert shelf.lists() == (LIST,)


def test_the_entries_are_packed_the_same_every_time(tmp_path: Path) -> None:
    path = file(tmp_path, un_xml(day("02-01"), parties(3)))
    packed = set()
    for name in ("one", "two"):
        shelf = Shelf(tmp_path / name)
        packed.add((shelf.folder(keep(shelf, path).version) / ENTITIES).read_bytes())
    assert len(packed) == 1


def test_the_same_bytes_twice_change_nothing(shelf: Shelf, tmp_path: Path) -> None:
    path = file(tmp_path, un_xml(day("02-01"), parties(3)))
    first = keep(shelf, path)
    again = keep(shelf, file(tmp_path / "other", path.read_bytes(), "other.xml"))
    assert (first.new, again.new) == (True, False)
    assert again.version == first.version
    assert shelf.versions(LIST) == (first.version,)


def test_bytes_that_differ_on_one_day_are_two_versions(shelf: Shelf, tmp_path: Path) -> None:
    keep(shelf, file(tmp_path, un_xml(day("02-01"), parties(3))))
    keep(shelf, file(tmp_path, un_xml(day("02-01"), parties(4))))
    assert len(shelf.versions(LIST)) == 2


def test_one_file_of_two_lists_becomes_a_version_of_each(shelf: Shelf, tmp_path: Path) -> None:
    entries = [party(1), party(2, list="us-ofac-sdn"), party(3)]
    path = file(tmp_path, ftm_lines(entries), "both.json")
    kept = take_in(shelf, path, Arrival("both", given=day("01-01")), today=TODAY)
    assert {one.version.list: one.version.records for one in kept} == {LIST: 2, "us-ofac-sdn": 1}
    assert shelf.lists() == (LIST, "us-ofac-sdn")


def test_a_list_that_names_a_path_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    reading = Reading(file(tmp_path, b"x"), [party(1), party(2, list="../../elsewhere"), party(3, list="Un Sc")])
    incoming = intake.Incoming(tmp_path / "aside", tmp_path)
    incoming.folder.mkdir()
    incoming.read(reading)  # type: ignore[arg-type]
    ((made, _),) = incoming.finish(Arrival("x"), TODAY)
    assert (made.records, made.skipped) == (1, 2)
    assert "can name no list" in made.skips[0].problem
    assert not (tmp_path.parent / "elsewhere").exists()


class Reading:
    """A reading of records at hand."""

    class format:
        name, list, experimental = "test", "", False

    def __init__(self, path: Path, entries: list[Listed]) -> None:
        self.path, self.files, self.entries = path, [path], entries
        self.skips: list[object] = []
        self.skipped = 0
        self.dated = None

    def __iter__(self) -> object:
        return iter(self.entries)


def test_an_id_that_comes_twice_is_a_named_skip(tmp_path: Path) -> None:
    incoming = intake.Incoming(tmp_path, tmp_path)
    incoming.read(Reading(file(tmp_path, b"x"), [party(1, "first"), party(1, "second")]))  # type: ignore[arg-type]
    ((made, _),) = incoming.finish(Arrival("x"), TODAY)
    assert (made.records, made.skipped) == (1, 1)
    assert "un-1" in made.skips[0].place and "twice" in made.skips[0].problem


# the day of a version


@pytest.mark.parametrize(
    ("in_file", "given", "changed", "fetched", "dated", "how", "until"),
    [
        ("02-01", "03-01", "04-01", "05-01", "02-01", DayFrom.FILE, "05-01"),
        ("02-01", "03-01", None, None, "02-01", DayFrom.FILE, "02-01"),
        (None, "03-01", "04-01", "05-01", "03-01", DayFrom.GIVEN, "05-01"),
        (None, None, "04-01", "05-01", "04-01", DayFrom.SERVER, "05-01"),
        (None, None, None, "05-01", "05-01", DayFrom.DOWNLOAD, "05-01"),
        (None, None, None, None, "2026-03-01", DayFrom.IMPORT, None),
        ("2026-03-02", None, None, None, "2026-03-02", DayFrom.FILE, "2026-03-02"),  # already tomorrow, further east
        ("2026-03-03", "03-01", None, None, "03-01", DayFrom.GIVEN, "03-01"),  # a slip: yet to come
    ],
)
def test_the_day_comes_from_the_best_source(
    shelf: Shelf,
    tmp_path: Path,
    in_file: str | None,
    given: str | None,
    changed: str | None,
    fetched: str | None,
    dated: str,
    how: DayFrom,
    until: str | None,
) -> None:
    path = file(tmp_path, un_xml(day(in_file) if in_file else None, parties(2)))
    days = {key: day(text) for key, text in (("changed", changed), ("fetched", fetched)) if text}
    kept = keep(shelf, path, day(given) if given else None, **days).version
    assert (kept.dated, kept.dated_from) == (day(dated), how)
    assert (kept.covers_from, kept.covers_until) == ((day(dated), day(until)) if until else (None, None))


def test_a_day_to_come_is_named_as_a_slip(shelf: Shelf, tmp_path: Path) -> None:
    kept = keep(shelf, file(tmp_path, un_xml(day("3017-08-22"), parties(2)))).version
    assert kept.dated_from is DayFrom.IMPORT
    assert "yet to come" in kept.skips[0].problem


def test_a_day_given_later_replaces_the_day_of_import(shelf: Shelf, tmp_path: Path) -> None:
    path = file(tmp_path, un_xml(None, parties(2)))
    guess = keep(shelf, path)
    known = keep(shelf, path, day("02-01"))
    assert known.instead_of == guess.version
    assert shelf.versions(LIST) == (known.version,)
    assert keep(shelf, path) == Kept(known.version, new=False)  # without a day it is the one that is known


def test_the_day_of_import_given_as_the_day_becomes_known(shelf: Shelf, tmp_path: Path) -> None:
    path = file(tmp_path, un_xml(None, parties(2)))
    keep(shelf, path)
    kept = keep(shelf, path, TODAY)
    assert (kept.new, kept.version.dated_from) == (False, DayFrom.GIVEN)
    assert shelf.at(LIST, TODAY) == kept.version


def test_the_same_bytes_may_stand_for_two_given_days(shelf: Shelf, tmp_path: Path) -> None:
    path = file(tmp_path, un_xml(None, parties(2)))
    for given in ("02-01", "03-01"):
        assert keep(shelf, path, day(given)).new
    assert [one.dated for one in shelf.versions(LIST)] == [day("02-01"), day("03-01")]


def test_the_same_bytes_served_again_make_the_version_stand_longer(shelf: Shelf, tmp_path: Path) -> None:
    path = file(tmp_path, un_xml(None, parties(2)))
    keep(shelf, path, fetched=day("02-01"))
    again = keep(shelf, path, fetched=day("02-09"))
    assert not again.new
    assert (again.version.dated, again.version.covers_until) == (day("02-01"), day("02-09"))
    assert shelf.versions(LIST) == (again.version,)


def test_a_list_that_goes_back_to_old_bytes_is_a_new_version(shelf: Shelf, tmp_path: Path) -> None:
    old, other = un_xml(None, parties(2)), un_xml(None, parties(3))
    for fetched, data in (("02-01", old), ("02-05", other), ("02-09", old)):
        assert keep(shelf, file(tmp_path, data), fetched=day(fetched)).new
    assert len(shelf.versions(LIST)) == 3


# which version stood when


@pytest.mark.parametrize(
    ("asked", "found"),
    [("01-31", None), ("02-01", 0), ("02-05", 0), ("02-06", None), ("02-09", None), ("02-10", 1), ("02-11", None)],
)
def test_the_version_of_a_day(shelf: Shelf, tmp_path: Path, asked: str, found: int | None) -> None:
    keep(shelf, file(tmp_path, un_xml(day("02-01"), parties(2))), fetched=day("02-05"))
    keep(shelf, file(tmp_path, un_xml(day("02-10"), parties(3))))
    versions = shelf.versions(LIST)
    assert shelf.newest(LIST) == versions[1]
    assert shelf.at(LIST, day(asked)) == (None if found is None else versions[found])


def test_a_version_stands_until_the_day_before_the_next() -> None:
    row = standing((version(day("02-01"), day("02-20")), version(day("02-10")), version(day("02-10"), number=1)))
    assert [(one.covers_from, one.covers_until) for one in row] == [
        (day("02-01"), day("02-09")),
        (day("02-10"), day("02-10")),
        (day("02-10"), day("02-10")),
    ]


def test_a_version_of_an_unknown_day_stands_on_none(shelf: Shelf, tmp_path: Path) -> None:
    keep(shelf, file(tmp_path, un_xml(None, parties(2))))
    assert shelf.at(LIST, TODAY) is None
    assert standing(shelf.versions(LIST)) == ()
    assert shelf.newest(LIST) is not None


@pytest.mark.parametrize(("confirmed", "until"), [("01-31", "02-05"), ("02-05", "02-05"), ("02-06", "02-06")])
def test_confirming_never_shortens(shelf: Shelf, tmp_path: Path, confirmed: str, until: str) -> None:
    kept = keep(shelf, file(tmp_path, un_xml(day("02-01"), parties(2))), fetched=day("02-05")).version
    assert shelf.confirm(kept, day(confirmed)).covers_until == day(until)
    assert shelf.versions(LIST)[0].covers_until == day(until)


# how versions are called


def test_a_version_is_found_by_what_it_is_called(shelf: Shelf, tmp_path: Path) -> None:
    old = keep(shelf, file(tmp_path, un_xml(day("02-01"), parties(2)))).version
    new = keep(shelf, file(tmp_path, un_xml(day("02-10"), parties(3)))).version
    for ref in (old.ref, old.id, f"{LIST}@2020-02-01", "2020-02-01"):
        assert shelf.find(ref) == old
    assert shelf.find(LIST) == new


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("un-sc@2020-02-02", "Kept: un-sc@2020-02-01-"),
        ("un-xx", "Kept are versions of|Kept: "),
        ("../../etc@passwd", "no such version"),
        ("", "no such version"),
        ("@", "no such version"),
    ],
)
def test_a_version_that_is_not_there_names_those_that_are(shelf: Shelf, tmp_path: Path, ref: str, words: str) -> None:
    keep(shelf, file(tmp_path, un_xml(day("02-01"), parties(2))))
    with pytest.raises(InputError, match=words):
        shelf.find(ref)


def test_one_id_in_two_lists_asks_which(shelf: Shelf, tmp_path: Path) -> None:
    path = file(tmp_path, ftm_lines([party(1), party(2, list="us-ofac-sdn")]), "both.json")
    take_in(shelf, path, Arrival("both", given=day("01-01")), today=TODAY)
    with pytest.raises(InputError, match="several lists"):
        shelf.find("2020-01-01")


def test_the_shelf_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("POROSITY_LISTS", str(tmp_path))
    assert default_shelf() == tmp_path
    monkeypatch.delenv("POROSITY_LISTS")
    assert default_shelf().name == "lists"


def test_a_shelf_that_is_not_there_is_empty(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "nowhere")
    assert shelf.lists() == () and shelf.versions(LIST) == () and shelf.newest(LIST) is None
    assert not shelf.path.exists()


# many files


EU_COLUMNS = [
    "celex",
    "recordId",
    "programKey",
    "annex",
    "measure",
    "startDate",
    "reason",
    "schema",
    "name",
    "alias",
    "weakAlias",
    "previousName",
    "country",
    "nationality",
    "jurisdiction",
    "birthDate",
    "birthPlace",
    "position",
    "passportNumber",
    "gender",
    "appearance",
    "ethnicity",
    "fatherName",
    "motherName",
    "incorporationDate",
    "legalForm",
    "sector",
    "registrationNumber",
    "taxNumber",
    "idNumber",
    "innCode",
    "ogrnCode",
    "kppCode",
    "okpoCode",
    "leiCode",
    "swiftBic",
    "ticker",
    "imoNumber",
    "mmsi",
    "flag",
    "address",
    "phone",
    "email",
    "website",
    "notes",
]


def act(celex: str, names: list[str]) -> bytes:
    """An act of the EU as transcribed, with the persons that it lists."""
    cells = {"celex": celex, "schema": "Person", "programKey": "EU-PRK", "measure": "Asset freeze"}
    rows = [[{**cells, "name": name}.get(column, "") for column in EU_COLUMNS] for name in names]
    return "".join(",".join(row) + "\n" for row in [EU_COLUMNS, *rows]).encode()


def test_a_folder_of_acts_is_one_version(shelf: Shelf, tmp_path: Path) -> None:
    folder = tmp_path / "eu"
    file(folder, act("32017R1509", ["Ann", "Ben"]), "consolidated/32017R1509.csv")
    file(folder, act("32014R0833", ["Cid"]), "consolidated/32014R0833.csv")
    file(folder, act("32004R0314", []), "consolidated/32004R0314.csv")  # lists nobody, and is kept all the same
    file(folder, b"read me", "README.md")
    kept = keep(shelf, folder, day("02-01")).version
    assert (kept.list, kept.records) == ("eu-oj", 3)
    assert [one.name for one in kept.originals] == [
        "consolidated/32004R0314.csv",
        "consolidated/32014R0833.csv",
        "consolidated/32017R1509.csv",
    ]
    again = keep(shelf, folder, day("02-01"))
    assert not again.new
    file(folder, act("32014R0833", ["Cid", "Dan"]), "consolidated/32014R0833.csv")
    assert keep(shelf, folder, day("02-01")).new


def test_one_broken_act_refuses_the_whole_folder(shelf: Shelf, tmp_path: Path) -> None:
    folder = tmp_path / "eu"
    file(folder, act("32017R1509", ["Ann", "Ben"]), "1.csv")
    file(folder, act("", ["Cid"]), "2.csv")  # names no act
    with pytest.raises(ListError, match=r"2\.csv"):
        keep(shelf, folder)
    assert visible(shelf) == []


def test_two_undated_versions_in_a_folder_are_not_one_list(shelf: Shelf, tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        file(tmp_path / "both", un_xml(None, parties(len(name))), name)
    file(tmp_path / "both", un_xml(None, parties(9)), "b.xml")
    with pytest.raises(ListError, match="2 versions of un-sc"):
        keep(shelf, tmp_path / "both")
    assert visible(shelf) == []


def test_two_dated_versions_in_a_folder_are_both_kept(shelf: Shelf, tmp_path: Path) -> None:
    for name, dated in (("a.xml", "02-01"), ("b.xml", "03-01")):
        file(tmp_path / "both", un_xml(day(dated), parties(2)), name)
    kept = take_in(shelf, tmp_path / "both", Arrival("both"), today=TODAY)
    assert [one.version.dated for one in kept] == [day("02-01"), day("03-01")]


def test_the_files_beside_a_primary_file_are_kept_with_it(shelf: Shelf, tmp_path: Path) -> None:
    row = '36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n'
    path = file(tmp_path / "ofac", row.encode(), "sdn.csv")
    file(tmp_path / "ofac", b'36,12,"aka","AERO-CARIBBEAN",-0- \n', "alt.csv")
    file(tmp_path / "ofac", b'9,9,"aka","OF ANOTHER LIST",-0- \n', "cons_alt.csv")
    kept = keep(shelf, path, day("02-01")).version
    assert [one.name for one in kept.originals] == ["alt.csv", "sdn.csv"]
    file(tmp_path / "ofac", b'36,12,"aka","AERO CARIBBEAN",-0- \n', "alt.csv")
    assert keep(shelf, path, day("02-01")).new


# what is broken


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "list.xml"),
        (b"<html>not found</html>", "list.xml"),
        (b"<CONSOLIDATED_LIST></CONSOLIDATED_LIST>", "list.xml"),
        (un_xml(day("02-01"), parties(50))[:900], "list.xml"),
        (
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>',
            "list.xml",
        ),
        (b"\x1f\x8b broken", "list.gz"),
    ],
)
def test_what_is_no_whole_list_leaves_no_trace(shelf: Shelf, tmp_path: Path, data: bytes, name: str) -> None:
    keep(shelf, file(tmp_path, un_xml(day("01-01"), parties(2)), "good.xml"))
    before = visible(shelf)
    with pytest.raises(ListError, match=name):
        keep(shelf, file(tmp_path, data, name))
    assert visible(shelf) == before
    assert list((shelf.path / ASIDE).iterdir()) == []


def test_a_file_that_is_not_there_is_named(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(ListError, match="absent"):
        keep(shelf, tmp_path / "absent.xml")


def test_a_folder_without_lists_is_named(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ListError, match="no list of a known format"):
        keep(shelf, tmp_path / "empty")


def test_a_file_that_changes_under_the_reading_is_refused(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file(tmp_path, un_xml(day("02-01"), parties(2)))
    stamps = iter([[(1, 1)], [(2, 1)]])
    monkeypatch.setattr(intake, "_stamps", lambda files: next(stamps))
    with pytest.raises(ListError, match="changed while"):
        keep(shelf, path)
    assert visible(shelf) == []


def test_a_check_that_refuses_keeps_nothing(shelf: Shelf, tmp_path: Path) -> None:
    def refuse(version: object) -> None:
        raise ListError("here", "no.")

    with pytest.raises(ListError, match="no"):
        take_in(shelf, file(tmp_path, un_xml(day("02-01"), parties(2))), Arrival("x"), today=TODAY, check=refuse)
    assert visible(shelf) == []


@pytest.mark.parametrize("broken", ["", "{}", "[]", "{", "null", '{"list": "un-sc"}'])
def test_damage_is_an_error_that_names_the_file(shelf: Shelf, tmp_path: Path, broken: str) -> None:
    kept = keep(shelf, file(tmp_path, un_xml(day("02-01"), parties(2)))).version
    (shelf.folder(kept) / META).write_text(broken)
    with pytest.raises(ListError, match=META):
        shelf.versions(LIST)


def test_a_version_in_the_wrong_folder_is_damage(shelf: Shelf, tmp_path: Path) -> None:
    kept = keep(shelf, file(tmp_path, un_xml(day("02-01"), parties(2)))).version
    shutil.copytree(shelf.folder(kept), shelf.path / LIST / "2020-03-01-00000000")
    with pytest.raises(ListError, match="not of its own folder"):
        shelf.versions(LIST)


@pytest.mark.parametrize(
    "data", [b"", b"nothing", gzip.compress(b"{"), gzip.compress(b"[]\n"), gzip.compress(b"{}\n" * 3)[:-9]]
)
def test_damaged_entries_are_an_error(shelf: Shelf, tmp_path: Path, data: bytes) -> None:
    kept = keep(shelf, file(tmp_path, un_xml(day("02-01"), parties(2)))).version
    (shelf.folder(kept) / ENTITIES).write_bytes(data)
    with pytest.raises(ListError, match=ENTITIES):
        list(shelf.entities(kept))


# kills and races


def test_a_crash_before_the_renaming_leaves_nothing_to_see(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """What no handler catches."""

    def die(shelf: Shelf, version: object, place: Path) -> None:
        assert (place / META).exists()
        raise Killed

    monkeypatch.setattr(intake, "_place", die)
    with pytest.raises(Killed):
        keep(shelf, file(tmp_path, un_xml(day("02-01"), parties(2))))
    assert visible(shelf) == [] and shelf.lists() == ()


def _slow_import(shelf: Path, path: Path) -> None:
    intake._place = lambda *parts: time.sleep(60)  # type: ignore[assignment]
    keep(Shelf(shelf), path)


def test_a_killed_import_leaves_only_what_a_later_one_clears_away(shelf: Shelf, tmp_path: Path) -> None:
    path = file(tmp_path, un_xml(day("02-01"), parties(2)))
    process = multiprocessing.get_context("fork").Process(target=_slow_import, args=(shelf.path, path))
    process.start()
    deadline = time.monotonic() + 30
    while not list(shelf.path.glob(f"{ASIDE}/*/0/{META}")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    (leftover,) = (shelf.path / ASIDE).iterdir()
    assert shelf.lists() == () and visible(shelf) == []

    keep(shelf, path)
    assert leftover.exists()  # it could still be at work
    old = time.time() - STALE_SECONDS - 60
    os.utime(leftover, (old, old))
    assert not keep(shelf, path).new
    assert not leftover.exists()
    assert len(shelf.versions(LIST)) == 1


def _import(shelf: Path, path: Path, barrier: object, answers: object) -> None:
    barrier.wait()  # type: ignore[attr-defined]
    answers.put(keep(Shelf(shelf), path).new)  # type: ignore[attr-defined]


def test_two_imports_of_the_same_bytes_at_once_keep_one_version(shelf: Shelf, tmp_path: Path) -> None:
    path = file(tmp_path, un_xml(day("02-01"), parties(300)))
    context = multiprocessing.get_context("fork")
    barrier, answers = context.Barrier(4), context.Queue()
    processes = [context.Process(target=_import, args=(shelf.path, path, barrier, answers)) for _ in range(4)]
    for process in processes:
        process.start()
    new = [answers.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    assert sorted(new) == [False, False, False, True]
    (kept,) = shelf.versions(LIST)
    assert len(list(shelf.entities(kept))) == 300


def test_the_one_that_comes_second_finds_that_the_other_has_been(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file(tmp_path, un_xml(day("02-01"), parties(2)))
    first = keep(shelf, path)
    monkeypatch.setattr(intake, "_same_day", lambda *seen: None)  # as if it had not been there a moment ago
    assert keep(shelf, path) == Kept(first.version, new=False)


def test_meta_is_readable_json(shelf: Shelf, tmp_path: Path) -> None:
    kept = keep(shelf, file(tmp_path, un_xml(day("02-01"), parties(2)))).version
    told = json.loads((shelf.folder(kept) / META).read_text())
    assert told["dated"] == "2020-02-01" and told["dated_from"] == "file"
