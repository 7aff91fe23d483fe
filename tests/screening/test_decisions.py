"""Decisions on matches: kept, found again, superseded, never lost and never glued together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from porosity.errors import InputError, ListError
from porosity.screening.decisions import FILE, Answer, Decision, Decisions, listing_hash
from porosity.screening.listed import Identifier, Listed, ListedName, Program, Quality
from porosity.timespan import TimeSpan

LISTED = Listed(
    id="xx-7",
    list="xx-test",
    schema="Person",
    names=(ListedName("QUARZIN, Belodrag"), ListedName("Belo Quarzin", Quality.ALIAS)),
    programs=(Program("GRANARY", since=date(2019, 4, 2)), Program("HARBOUR")),
    countries=("kp", "ru"),
    born=(TimeSpan(date(1961, 1, 1), date(1961, 12, 31), "1961"),),
    identifiers=(Identifier("passport", "Z100", "kp"),),
    note="Deals in buttons.",
)
MADE = Decision(
    query="Belodrag Quarzin",
    query_schema=None,
    listed_id="xx-7",
    list="xx-test",
    answer=Answer.DIFFERENT,
    who="r.vole",
    when=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
    list_version="xx-test@2026-03-01",
    listing_hash=listing_hash(LISTED),
    score=0.81,
    why="Born twenty years later.",
)


def test_a_decision_is_found_by_the_same_question(tmp_path: Path) -> None:
    Decisions(tmp_path).add(MADE)
    assert Decisions(tmp_path).of(" BELODRAG\u00a0quarzin ", "xx-7", MADE.listing_hash) == MADE


def test_another_question_is_open(tmp_path: Path) -> None:
    kept = Decisions(tmp_path)
    kept.add(MADE)
    assert kept.of("Belodrag Quarzina", "xx-7", MADE.listing_hash) is None
    assert kept.of("Belodrag Quarzin", "xx-8", MADE.listing_hash) is None
    assert kept.of("Belodrag Quarzin", "xx-7", MADE.listing_hash, born="1985") is None
    assert kept.of("Belodrag Quarzin", "xx-7", MADE.listing_hash, country="kp") is None
    assert kept.of("Belodrag Quarzin", "xx-7", MADE.listing_hash, schema="Person") is None


def test_a_changed_listing_opens_the_question_again(tmp_path: Path) -> None:
    kept = Decisions(tmp_path)
    kept.add(MADE)
    changed = replace(LISTED, identifiers=(*LISTED.identifiers, Identifier("passport", "Z200", "kp")))
    assert kept.of(MADE.query, MADE.listed_id, listing_hash(changed)) is None
    assert kept.of(MADE.query, MADE.listed_id, listing_hash(LISTED)) == MADE


@pytest.mark.parametrize(
    "change",
    [
        {"names": LISTED.names[:1]},
        {"names": (*LISTED.names, ListedName("B. Q.", Quality.WEAK))},
        {"born": ()},
        {"countries": ("kp",)},
        {"identifiers": (Identifier("passport", "Z101", "kp"),)},
        {"programs": LISTED.programs[:1]},
        {"schema": "Company"},
    ],
)
def test_what_identifies_a_listing_changes_its_hash(change: dict[str, object]) -> None:
    assert listing_hash(replace(LISTED, **change)) != listing_hash(LISTED)  # type: ignore[arg-type]


def test_a_list_issued_again_does_not() -> None:
    again = replace(
        LISTED,
        names=(ListedName("Belo  QUARZIN", Quality.ALIAS), ListedName("Quarzin, Belodrag")),
        countries=("ru", "kp"),
        programs=LISTED.programs[::-1],
        born=(replace(LISTED.born[0], text="DOB 1961"),),
        note="Deals in buttons and thread.",
        addresses=("1 Quay",),
    )
    assert listing_hash(again) == listing_hash(LISTED)


def test_a_later_decision_counts_and_the_earlier_stays(tmp_path: Path) -> None:
    kept = Decisions(tmp_path)
    later = replace(MADE, answer=Answer.SAME, who="s.otter", why="The passport is his.")
    kept.add(MADE)
    kept.add(later)
    assert kept.of(MADE.query, MADE.listed_id, MADE.listing_hash) == later
    assert list(kept) == [MADE, later]


def test_on_a_name_the_last_decision_counts_whatever_was_asked_with_it(tmp_path: Path) -> None:
    kept = Decisions(tmp_path)
    later = replace(MADE, query="BELODRAG  Quarzin", query_schema="Person", born="1961", answer=Answer.SAME)
    kept.add(MADE)
    kept.add(later)
    assert kept.on("Belodrag Quarzin", "xx-7", MADE.listing_hash) == later
    assert kept.on("Belodrag Quarzina", "xx-7", MADE.listing_hash) is None
    assert kept.on("Belodrag Quarzin", "xx-8", MADE.listing_hash) is None
    assert kept.on("Belodrag Quarzin", "xx-7", "another") is None


def test_what_another_process_adds_is_seen(tmp_path: Path) -> None:
    reader = Decisions(tmp_path)
    assert list(reader) == []
    Decisions(tmp_path).add(MADE)
    assert list(reader) == [MADE]


def test_times_are_kept_in_utc(tmp_path: Path) -> None:
    east = replace(MADE, when=MADE.when.astimezone(timezone(timedelta(hours=9))))
    Decisions(tmp_path).add(east)
    assert json.loads((tmp_path / FILE).read_bytes())["when"] == "2026-03-04T05:06:07+00:00"


def test_odd_letters_come_back_as_they_were(tmp_path: Path) -> None:
    odd = replace(MADE, query="張\u2028三 \ud800", why='"\n\\ \x00', who="и. о.")
    Decisions(tmp_path).add(odd)
    assert list(Decisions(tmp_path)) == [odd]
    assert len((tmp_path / FILE).read_bytes().splitlines()) == 1


@pytest.mark.parametrize("cut", [1, 20, 200])
def test_a_line_that_was_cut_off_is_told_of_and_never_glued(tmp_path: Path, cut: int) -> None:
    kept = Decisions(tmp_path)
    kept.add(MADE)
    kept.add(replace(MADE, who="cut.off"))
    path = tmp_path / FILE
    torn = path.read_bytes()[: -cut - 1]
    path.write_bytes(torn)
    assert list(kept) == [MADE]
    assert [problem.place for problem in kept.problems] == [f"{FILE}:2"]
    later = replace(MADE, who="t.heron")
    kept.add(later)
    assert list(kept) == [MADE, later]
    assert path.read_bytes().startswith(torn)
    assert len(kept.problems) == 1


def test_a_whole_line_without_its_end_counts(tmp_path: Path) -> None:
    kept = Decisions(tmp_path)
    kept.add(MADE)
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes()[:-1])
    later = replace(MADE, who="t.heron")
    assert list(kept) == [MADE]
    kept.add(later)
    assert (list(kept), kept.problems) == ([MADE, later], ())


@pytest.mark.parametrize(
    "line",
    [
        b"\x00\x00\x00",
        b"[]",
        b"7",
        b'{"answer": "perhaps"}',
        b"\xff\xfe",
        b"{" * 100_000,
        b'{"answer": "same", "when": 3}',
    ],
)
def test_a_broken_line_hides_no_other(tmp_path: Path, line: bytes) -> None:
    kept = Decisions(tmp_path)
    kept.add(MADE)
    path = tmp_path / FILE
    path.write_bytes(line + b"\n" + path.read_bytes())
    assert list(kept) == [MADE]
    assert [problem.place for problem in kept.problems] == [f"{FILE}:1"]


def test_a_line_of_a_later_version_is_read(tmp_path: Path) -> None:
    kept = Decisions(tmp_path)
    kept.add(MADE)
    path = tmp_path / FILE
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "mood": "fine"}) + "\n", encoding="utf-8")
    assert list(Decisions(tmp_path)) == [MADE]


@pytest.mark.parametrize(
    "wrong",
    [{"who": " "}, {"query": ""}, {"when": datetime(2026, 3, 4)}, {"score": float("nan")}, {"listing_hash": ""}],
)
def test_half_a_decision_is_none(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        replace(MADE, **wrong)  # type: ignore[arg-type]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ListError, match="was not kept"):
        Decisions(tmp_path / "file" / "shelf").add(MADE)


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_decisions import MADE
from porosity.screening.decisions import Decisions
kept = Decisions(Path({folder!r}))
for number in range({count}):
    kept.add(replace(MADE, who={name!r}, why=str(number) + " " + "x" * 3000))
    print(number, flush=True)
"""


def writer(folder: Path, name: str, count: int) -> subprocess.Popen[bytes]:
    """A process that adds decisions and prints the number of each that was kept."""
    code = WRITER.format(tests=str(Path(__file__).parent), folder=str(folder), name=name, count=count)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=dict(os.environ))


def numbers(folder: Path, name: str) -> list[int]:
    """The numbers of the decisions that a writer has kept."""
    return [int(one.why.split()[0]) for one in Decisions(folder) if one.who == name]


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    running = [writer(tmp_path, name, 60) for name in ("one", "two")]
    for process in running:
        process.communicate(timeout=120)
    kept = Decisions(tmp_path)
    assert len(list(kept)) == 120
    assert kept.problems == ()
    assert numbers(tmp_path, "one") == numbers(tmp_path, "two") == list(range(60))


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
def test_what_was_kept_outlives_a_kill(tmp_path: Path) -> None:
    for turn in range(4):
        process = writer(tmp_path, f"w{turn}", 100_000)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.02 * turn)
        process.kill()
        said = [0, *(int(line) for line in process.communicate()[0].splitlines() if line.isdigit())]
        kept = numbers(tmp_path, f"w{turn}")
        assert kept == list(range(len(kept)))
        assert max(said) < len(kept)
    Decisions(tmp_path).add(MADE)
    assert list(Decisions(tmp_path))[-1] == MADE
