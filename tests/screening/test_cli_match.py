"""``porosity match`` as a user meets it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from match_samples import table
from shelf_samples import day, file, party, un_xml

from commands import OK, REFUSED, Run
from porosity.screening.decisions import FILE
from porosity.screening.indexes import FOLDER
from porosity.screening.listed import Program

NOBODY = 1
ROWS = [
    ("un-1", "Person", "QUARZIN, Belodrag Thunmir", "primary"),
    ("un-1", "Person", "Belo", "weak"),
    ("un-2", "Person", "Vashti Ólmogrėn", "primary"),
    ("un-3", "Person", "KIM, Chol Su", "primary"),
    ("un-4", "Company", "Zemtrolex Shipping LLC", "primary"),
    ("un-vessel-5", "Vessel", "TONG VRENG 5", "primary"),
]
NAMES = ("Belodrag Quarzin", "Kim Cholsu", "Ulmarika Fenwrick", "Олмогрен Вашти", "Vashti Olmogren")


@pytest.fixture(autouse=True)
def wide(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen on which no row is folded."""
    monkeypatch.setenv("COLUMNS", "160")


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A list in a file."""
    return table(tmp_path / "list.tsv", ROWS)


def batch(folder: Path, *queries: str, name: str = "batch.jsonl", **more: object) -> Path:
    """A batch with a line for each name."""
    lines = [json.dumps({"desk": number, "query": query, **more}) for number, query in enumerate(queries)]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def written(path: Path) -> list[dict[str, Any]]:
    """The answers in a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def hits(lines: Sequence[dict[str, Any]]) -> list[list[str]]:
    """Who matches, line for line."""
    return [[one["id"] for one in line["results"] if one["match"]] for line in lines]


# one name


def test_a_name_is_answered_with_a_table(run: Run, listed: Path) -> None:
    done = run("match", "Belodrag Quarzin", "--against", listed)
    assert done.code == OK
    assert "un-1" in done.out and "QUARZIN, Belodrag Thunmir" in done.out and "match" in done.out
    assert "un-3" not in done.out


def test_nobody_is_an_answer_with_a_code_of_its_own(run: Run, listed: Path) -> None:
    done = run("match", "Ulmarika Fenwrick", "--against", listed)
    assert done.code == NOBODY
    assert "Nobody" in done.out


def test_the_evidence_is_told_on_request(run: Run, listed: Path) -> None:
    plain = run("match", "Belodrag Quarzim", "--against", listed)
    told = run("match", "Belodrag Quarzim", "--against", listed, "--explain")
    assert "quarzim may be a spelling of quarzin" in told.out
    assert "may be a spelling" not in plain.out


def test_a_name_is_answered_in_the_contract_of_batches(run: Run, listed: Path) -> None:
    (line,) = run("match", "Belodrag Quarzin", "--against", listed, "--format", "jsonl").lines
    assert line["query"] == "Belodrag Quarzin"
    (found,) = line["results"]
    assert {"id", "list", "name", "schema", "score", "match", "because"} <= set(found)
    assert (found["id"], found["list"], found["schema"], found["match"]) == ("un-1", "un-sc", "Person", True)


def test_what_is_known_counts(run: Run, listed: Path) -> None:
    def code(*options: str) -> int:
        return run("match", "Tong Vreng 5", "--against", listed, *options).code

    assert [code("--schema", "Vessel"), code()] == [OK, OK]
    (told,) = run("match", "Tong Vreng 5", "--against", listed, "--schema", "Company", "-f", "jsonl").lines
    assert "listed as Vessel" in " ".join(told["results"][0]["because"])


def test_birth_country_and_number_are_heard(run: Run, tmp_path: Path) -> None:
    entity = {
        "id": "q1",
        "schema": "Person",
        "properties": {
            "name": ["Jon Smith"],
            "birthDate": ["1961"],
            "country": ["kp"],
            "passportNumber": ["AB123456"],
            "topics": ["sanction"],
        },
    }
    path = file(tmp_path, json.dumps(entity).encode() + b"\n", "list.json")
    asked = ("match", "John Smith", "--schema", "Person", "--against", path, "-f", "jsonl")
    scores = []
    for options in ((), ("--born", "1961"), ("--born", "1990-02-01"), ("--country", "KP"), ("--id", "AB 123456")):
        results = run(*asked, *options).lines[0]["results"]
        scores.append(results[0]["score"] if results else 0.0)
    bare, same_birth, other_birth, same_country, same_number = scores
    assert other_birth < bare < same_country < same_number
    assert bare < same_birth


@pytest.mark.parametrize("name", ["", "   ", "\t"])
def test_no_name_is_refused(run: Run, listed: Path, name: str) -> None:
    done = run("match", name, "--against", listed)
    assert (done.code, done.out) == (REFUSED, "")
    assert "no name" in done.err


@pytest.mark.parametrize("name", ["!!!", "😀", "12345", "\u200b", "x" * 10_000, "[bold]red[/]", "🚢" * 500])
def test_a_name_that_is_none_finds_nobody(run: Run, listed: Path, name: str) -> None:
    assert run("match", name, "--against", listed).code == NOBODY


def test_markup_in_a_name_is_printed_as_it_is(run: Run, listed: Path) -> None:
    assert "[red]Quarzin[/red] Belodrag" in run("match", "[red]Quarzin[/red] Belodrag", "--against", listed).out


def test_bytes_that_are_no_text_are_no_crash(run: Run, listed: Path) -> None:
    assert run("match", os.fsdecode(b"Quarz\xffin"), "--against", listed).code in (NOBODY, REFUSED)


@pytest.mark.parametrize(
    "options",
    [
        ("--threshold", "1.5"),
        ("--threshold", "-1"),
        ("--limit", "0"),
        ("--format", "xml"),
        ("--on", "yesterday"),
        ("--on", "2020-02-01"),  # with --against
        ("--decide", "un-1=same"),
        ("--decide", "un-1=perhaps", "--by", "r.vole", "--why", "x"),
        ("--decide", "un-4=same", "--by", "r.vole", "--why", "x"),
        ("--decide", "same", "--by", "r.vole", "--why", "x"),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Run, listed: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    done = run("match", "Belodrag Quarzin", "--against", listed, *options)
    assert (done.code, done.out) == (REFUSED, "")
    assert done.err
    assert not (tmp_path / "shelf" / FILE).exists()


@pytest.mark.parametrize("against", ["missing.tsv", "empty", "notes.txt"])
def test_a_list_that_is_none_is_refused(run: Run, tmp_path: Path, against: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("no list\n")
    done = run("match", "Belodrag Quarzin", "--against", tmp_path / against)
    assert (done.code, done.out) == (REFUSED, "")
    assert against in done.err


# the kept lists


def test_without_lists_the_next_step_is_told(run: Run) -> None:
    done = run("match", "Belodrag Quarzin")
    assert done.code == REFUSED
    assert "porosity lists import" in done.err


def test_the_kept_lists_are_screened_as_they_stood(run: Run, tmp_path: Path) -> None:
    olmogren = party(1, "Vashti Olmogren", Program("DPRK", since=day("01-01")))
    quarzin = party(2, "Belodrag Quarzin", Program("DPRK", since=day("06-01")))
    for dated, entries in (("02-01", [olmogren]), ("06-01", [olmogren, quarzin])):
        assert run("lists", "import", file(tmp_path, un_xml(day(dated), entries))).code == OK
    (line,) = run("match", "Belodrag Quarzin", "-f", "jsonl").lines
    assert (hits([line]), line["results"][0]["since"]) == ([["un-2"]], "2020-06-01")
    assert line["results"][0]["version"].startswith("un-sc@2020-06-01-")
    assert run("match", "Belodrag Quarzin", "--on", "2020-02-01").code == NOBODY
    assert run("match", "Belodrag Quarzin", "--on", "2019-01-01").code == REFUSED


# batches


def test_a_batch_is_answered_line_for_line(run: Run, listed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    path = batch(tmp_path, *NAMES, schema="Person", note={"a": ["ö"]})
    done = run("match", path, "--against", listed, "--output", out)
    assert (done.code, done.out) == (OK, "")
    lines = written(out)
    assert hits(lines) == [["un-1"], ["un-3"], [], ["un-2"], ["un-2"]]
    for asked, line in zip(path.read_text().splitlines(), lines, strict=True):
        assert {key: line[key] for key in line if key != "results"} == json.loads(asked)
        assert [one["score"] for one in line["results"]] == sorted((r["score"] for r in line["results"]), reverse=True)
        assert all(0 <= one["score"] <= 1 and one["match"] is (one["score"] >= 0.7) for one in line["results"])
        assert all(one["because"] for one in line["results"])


def test_without_a_file_the_answers_go_to_standard_output(run: Run, listed: Path, tmp_path: Path) -> None:
    done = run("match", batch(tmp_path, *NAMES), "--against", listed)
    assert [line["query"] for line in done.lines] == list(NAMES)


def test_a_table_of_names_keeps_its_columns(run: Run, listed: Path, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text('\ufeffdesk,name,schema\n4,"QUARZIN, Belodrag",Person\n5,Nobody Atall,\n', encoding="utf-8")
    lines = run("match", path, "--against", listed).lines
    assert [(line["desk"], line["query"]) for line in lines] == [("4", "QUARZIN, Belodrag"), ("5", "Nobody Atall")]
    assert hits(lines) == [["un-1"], []]


def test_names_come_from_standard_input(run: Run, listed: Path) -> None:
    asked = b'{"query": "Belodrag Quarzin", "desk": 4}\n\n{"query": "Vashti \xc3\x93lmogren"}\n'
    done = run("match", "-", "--against", listed, stdin=asked)
    assert (done.code, hits(done.lines), done.lines[0]["desk"]) == (OK, [["un-1"], ["un-2"]], 4)


def test_a_text_file_is_a_name_a_line(run: Run, listed: Path, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("\n".join(NAMES) + "\n\n")
    assert [line["query"] for line in run("match", "names.txt", "--against", listed).lines] == list(NAMES)


def test_a_file_that_holds_no_names_is_no_name(run: Run, listed: Path, tmp_path: Path) -> None:
    (tmp_path / "names.pdf").write_bytes(b"%PDF-1.7")
    done = run("match", "names.pdf", "--against", listed)
    assert (done.code, done.out) == (REFUSED, "")
    assert ".txt" in done.err


def test_a_batch_can_be_read_by_people(run: Run, listed: Path, tmp_path: Path) -> None:
    path = batch(tmp_path, *NAMES)
    out = run("match", path, "--against", listed, "-f", "text").out
    assert [name for name in NAMES if name not in out] == []
    assert "Nobody on these lists is likely to be meant." in out
    assert run("match", path, "--against", listed, "-f", "text", "-o", "out.jsonl").code == REFUSED
    assert not (tmp_path / "out.jsonl").exists()


def test_an_empty_batch_has_no_answers(run: Run, listed: Path, tmp_path: Path) -> None:
    (tmp_path / "batch.jsonl").write_text("\n")
    assert run("match", "batch.jsonl", "--against", listed, "-o", "out.jsonl").code == OK
    assert (tmp_path / "out.jsonl").read_bytes() == b""


@pytest.mark.parametrize("bad", ["{", "[]", '{"query": ""}', '{"name": 7}', '{"query": "A", "schema": 1}'])
def test_a_bad_line_is_named(run: Run, listed: Path, tmp_path: Path, bad: str) -> None:
    path = batch(tmp_path, *NAMES[:2])
    path.write_text(path.read_text() + bad + "\n" + '{"query": "Quarzin"}\n')
    done = run("match", path, "--against", listed, "-o", "out.jsonl")
    assert done.code == REFUSED
    assert "batch.jsonl, line 3" in done.err


def test_a_bad_row_is_named(run: Run, listed: Path, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("query,country\nBelodrag Quarzin,kp\nKim,kp,cn\n")
    done = run("match", "names.csv", "--against", listed)
    assert done.code == REFUSED
    assert "names.csv, line 3" in done.err


def test_a_batch_goes_on_once_its_bad_line_is_mended(run: Run, listed: Path, tmp_path: Path) -> None:
    path = batch(tmp_path, *NAMES)
    good = path.read_text()
    path.write_text(good.replace('{"desk": 3', '"desk": 3'))
    assert run("match", path, "--against", listed, "-o", "out.jsonl").code == REFUSED
    path.write_text(good)
    assert run("match", path, "--against", listed, "-o", "out.jsonl", "--resume").code == OK
    assert [line["query"] for line in written(tmp_path / "out.jsonl")] == list(NAMES)


@pytest.mark.parametrize(
    ("name", "content"), [("batch.jsonl", b'{"query": "\xff"}\n'), ("names.csv", b"query\n\xff\xfe\n")]
)
def test_a_file_that_is_no_text_is_refused(run: Run, listed: Path, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    done = run("match", name, "--against", listed)
    assert done.code == REFUSED
    assert name in done.err and "UTF-8" in done.err


def test_input_that_is_no_text_is_refused(run: Run, listed: Path) -> None:
    assert run("match", "-", "--against", listed, stdin=b'{"query": "\xff"}\n').code == REFUSED


def test_a_missing_batch_is_refused(run: Run, listed: Path) -> None:
    done = run("match", "missing.jsonl", "--against", listed)
    assert done.code == REFUSED
    assert "missing.jsonl" in done.err


@pytest.mark.parametrize(
    "record",
    [
        {"query": "\ud800 Quarzin"},
        {"query": "Belodrag Quarzin", "note": "\ud800"},
        {"query": "Belodrag\u2028Quarzin", "note": "a\u2028b\u0085"},
        {"query": "Belodrag\x00Quarzin"},
        {"query": "Belodrag Quarzin", "results": "mine"},
        {"query": "Belodrag Quarzin", "": None, "very": {"deep": [[[]]]}},
    ],
)
def test_odd_records_are_answered_on_one_line(run: Run, listed: Path, tmp_path: Path, record: dict[str, Any]) -> None:
    path = tmp_path / "batch.jsonl"
    path.write_text(json.dumps(record) + "\n" + json.dumps({"query": "Kim Chol Su"}) + "\n")
    assert run("match", path, "--against", listed, "-o", "out.jsonl").code == OK
    first, second = (json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().split(b"\n")[:-1])
    assert {**first, "results": record.get("results")} == {"results": None, **record}
    assert hits([second]) == [["un-3"]]


def test_several_processes_write_what_one_does(run: Run, listed: Path, tmp_path: Path) -> None:
    path = batch(tmp_path, *NAMES * 60, schema="Person")
    assert run("match", path, "--against", listed, "-o", "one.jsonl").code == OK
    assert run("match", path, "--against", listed, "-o", "two.jsonl", "--jobs", "2").code == OK
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    assert len(written(tmp_path / "one.jsonl")) == 300


def test_threshold_and_limit_hold(run: Run, tmp_path: Path) -> None:
    rows = [(f"un-{number}", "Person", "Belodrag Quarzin", "primary") for number in range(15)]
    listed = table(tmp_path / "list.tsv", [*rows, ("un-99", "Person", "Belodrag Thunmir Quarzin", "primary")])
    path = batch(tmp_path, "Belodrag Quarzin")
    (line,) = run("match", path, "--against", listed).lines
    assert len(line["results"]) == 10
    (line,) = run("match", path, "--against", listed, "--limit", "3").lines
    assert len(line["results"]) == 3
    (line,) = run("match", path, "--against", listed, "--threshold", "1", "--limit", "20").lines
    assert (len(line["results"]), hits([line])) == (16, [[]])
    (line,) = run("match", path, "--against", listed, "--threshold", "0", "--limit", "20").lines
    assert len(hits([line])[0]) == 16


def test_the_threshold_can_be_set_for_all_runs(run: Run, listed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POROSITY_MATCH_THRESHOLD", "1.0")
    assert run("match", "Belodrag Quarzim", "--against", listed).code == NOBODY


# interrupted batches


def test_what_is_there_is_not_written_over(run: Run, listed: Path, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text("mine\n")
    done = run("match", batch(tmp_path, *NAMES), "--against", listed, "-o", "out.jsonl")
    assert done.code == REFUSED
    assert "--resume" in done.err
    assert (tmp_path / "out.jsonl").read_text() == "mine\n"


@pytest.mark.parametrize("lost", [1, 10, 400, 1500])
def test_a_batch_that_was_cut_off_goes_on(run: Run, listed: Path, tmp_path: Path, lost: int) -> None:
    path = batch(tmp_path, *NAMES * 2)
    out = tmp_path / "out.jsonl"
    assert run("match", path, "--against", listed, "-o", out).code == OK
    whole = out.read_bytes()
    assert len(whole) > lost
    out.write_bytes(whole[:-lost])
    assert run("match", path, "--against", listed, "-o", out, "--resume").code == OK
    assert out.read_bytes() == whole
    assert run("match", path, "--against", listed, "-o", out, "--resume").code == OK
    assert out.read_bytes() == whole


@pytest.mark.parametrize(
    "content",
    [
        b"my notes\n",
        b'{"query": "Somebody Else", "results": []}\n',
        b'{"a": 1}\n',
        b"my notes",
    ],
)
def test_a_file_of_something_else_is_refused(run: Run, listed: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "out.jsonl").write_bytes(content)
    done = run("match", batch(tmp_path, *NAMES), "--against", listed, "-o", "out.jsonl", "--resume")
    assert (done.code, (tmp_path / "out.jsonl").read_bytes()) == (REFUSED, content)


def test_a_batch_is_never_its_own_output(run: Run, listed: Path, tmp_path: Path) -> None:
    path = batch(tmp_path, *NAMES)
    before = path.read_bytes()
    assert run("match", path, "--against", listed, "-o", path, "--resume").code == REFUSED
    assert path.read_bytes() == before


# decisions


DECIDE = ("--by", "r.vole", "--why", "Born twenty years later.")


def test_a_decision_holds_for_one_name_and_for_batches(run: Run, listed: Path, tmp_path: Path) -> None:
    assert run("match", "Belodrag Quarzin", "--against", listed, "--decide", "un-1=different", *DECIDE).code == NOBODY
    done = run("match", "Belodrag Quarzin", "--against", listed)
    assert done.code == NOBODY
    assert "different (r.vole)" in done.out
    for jobs in (1, 2):
        lines = run("match", batch(tmp_path, "BELODRAG quarzin"), "--against", listed, "--jobs", jobs).lines
        (found,) = lines[0]["results"]
        assert (found["match"], found["decision"]["answer"]) == (False, "different")
        assert found["decision"]["why"] == "Born twenty years later."


def test_another_question_stays_open(run: Run, listed: Path) -> None:
    run("match", "Belodrag Quarzin", "--against", listed, "--decide", "un-1=different", *DECIDE)
    assert run("match", "Belodrag Thunmir Quarzin", "--against", listed).code == OK
    assert run("match", "Belodrag Quarzin", "--against", listed, "--born", "1984").code == OK
    assert run("match", "Belodrag Quarzin", "--against", listed, "--schema", "Person").code == OK


def test_the_last_decision_counts(run: Run, listed: Path) -> None:
    run("match", "Belodrag Quarzin", "--against", listed, "--decide", "un-1=different", *DECIDE)
    assert run("match", "Belodrag Quarzin", "--against", listed, "--decide", "un-1=same", *DECIDE).code == OK
    assert run("match", "Belodrag Quarzin", "--against", listed, "--threshold", "1").code == OK


def test_a_changed_listing_is_asked_about_again(run: Run, listed: Path) -> None:
    run("match", "Belodrag Quarzin", "--against", listed, "--decide", "un-1=different", *DECIDE)
    table(listed, [*ROWS, ("un-6", "Person", "Fenwrick Draganthe", "primary")])
    assert run("match", "Belodrag Quarzin", "--against", listed).code == NOBODY
    table(listed, [*ROWS, ("un-1", "Person", "Belodrag Quarzinov", "alias")])
    assert run("match", "Belodrag Quarzin", "--against", listed).code == OK


def test_somebody_else_comes_last(run: Run, tmp_path: Path) -> None:
    rows = [(f"un-{number}", "Person", "Belodrag Quarzin", "primary") for number in (1, 2, 3)]
    listed = table(tmp_path / "list.tsv", rows)
    done = run("match", "Belodrag Quarzin", "--against", listed, "--decide", "un-1=different", *DECIDE, "-f", "jsonl")
    assert [one["id"] for one in done.lines[0]["results"]] == ["un-2", "un-3", "un-1"]
    assert hits(done.lines) == [["un-2", "un-3"]]


def test_a_batch_is_decided_name_by_name(run: Run, listed: Path, tmp_path: Path) -> None:
    done = run("match", batch(tmp_path, *NAMES), "--against", listed, "--decide", "un-1=same", *DECIDE)
    assert done.code == REFUSED
    assert "--decide" in done.err


# the index


def test_lists_are_laid_out_once(run: Run, listed: Path) -> None:
    first, second = (run("match", "Belodrag Quarzin", "--against", listed) for _ in range(2))
    assert first.err and not second.err
    assert first.out == second.out


def test_a_shelf_that_cannot_be_written_is_no_hindrance(run: Run, listed: Path, tmp_path: Path) -> None:
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / FOLDER).write_text("in the way")
    assert run("match", "Belodrag Quarzin", "--against", listed).code == OK
