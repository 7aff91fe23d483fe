"""Adding, re-assessing, deciding, backing up and taking in, from the command line."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from commands import Run
from porosity.evidence.records import Target
from porosity.evidence.store import Store

CAR = "Russia has given North Korean leader Kim Jong Un a limousine, state media in Pyongyang said on 3 May 2019.\n"
COAL = "A ship carried 8,000 tonnes of coal from Nampo in North Korea to a port in China on 4 June 2019.\n"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two reports and three records, of which one cannot be read."""
    (tmp_path / "car.txt").write_text(CAR)
    (tmp_path / "coal.txt").write_text(COAL)
    records = [{"id": "r1", "text": CAR, "published": "2019-05-03"}, "no record", {"id": "r2", "text": COAL}]
    (tmp_path / "some.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records))
    return tmp_path


@pytest.fixture
def porosity(run: Run, files: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line on a store of the test's own."""
    monkeypatch.setenv("POROSITY_STORE", str(files / "store.sqlite"))
    return run


def _store(folder: Path) -> Store:
    return Store.open(str(folder / "store.sqlite"))


def test_add_keeps_the_very_bytes_and_skips_what_is_there(porosity: Run, files: Path) -> None:
    done = porosity("add", "car.txt", "some.jsonl")
    assert done.code == 1 and done.out.split("\n")[0].startswith("car\t")
    assert "3 reports added" in done.err and "1 failed" in done.err and "some.jsonl:2" in done.err
    again = porosity("add", "car.txt", "coal.txt", "some.jsonl")
    assert "1 reports added" in again.err and "3 there already" in again.err
    with _store(files) as store:
        (one,) = store.originals("car")
        assert one.data == CAR.encode() and one.name == "car.txt" and one.media_type == "text/plain"
        (record,) = store.originals("r1")
        assert record.data == (files / "some.jsonl").read_bytes().split(b"\n")[0]
        assert record.sha256 == sha256(record.data).hexdigest() and record.name == "some.jsonl:1"
        assert {row.key for row in store.reports().items} == {"car", "coal", "r1", "r2"}
        assert all(len(store.assessments(row.key)) == 1 for row in store.reports().items)


def test_add_in_several_processes_keeps_the_same(porosity: Run, files: Path) -> None:
    assert porosity("add", "car.txt", "coal.txt", "some.jsonl", "--jobs", "2").code == 1
    with _store(files) as store:
        assert store.originals("r2")[0].data == (files / "some.jsonl").read_bytes().split(b"\n")[2]
        assert store.reports().total == 4


def test_the_same_bytes_under_another_name_are_another_capture(porosity: Run, files: Path) -> None:
    (files / "again.txt").write_text(CAR)
    porosity("add", "car.txt")
    assert "1 there already" in porosity("add", "again.txt").err
    with _store(files) as store:
        assert [one.name for one in store.originals("car")] == ["car.txt", "again.txt"]


def test_another_report_of_the_same_name_gets_a_key_of_its_own(porosity: Run, files: Path) -> None:
    porosity("add", "car.txt")
    (files / "car.txt").write_text(COAL)
    assert porosity("add", "car.txt").out.startswith("car~2\t")
    with _store(files) as store:
        assert store.assessment("car~2").report.id == "car~2"


def test_a_day_that_is_told_now_is_a_new_assessment(porosity: Run, files: Path) -> None:
    porosity("add", "car.txt")
    assert "1 assessed anew" in porosity("add", "car.txt", "--published", "2012-01-01").err
    with _store(files) as store:
        assert len(store.assessments("car")) == 2
        row = store.report("car")
        assert row is not None and str(row.published) == "2012-01-01"


def test_a_store_that_is_none_is_one_line_and_code_two(porosity: Run, files: Path) -> None:
    done = porosity("add", "car.txt", "--store", "coal.txt")
    assert done.code == 2 and "is no store" in done.err and done.err.count("\n") == 1


def test_reassess_says_what_changed_and_which_version_explains_it(
    porosity: Run, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    porosity("add", "car.txt", "coal.txt", "--published", "2019-06-10")
    assert "2 as they were" in porosity("reassess").err
    with _store(files) as store:
        finding = next(row for row in store.findings().items if row.report == "car" and row.verdict == "prohibited")
        store.decide("dismiss", "finding", finding.key, who="A")
    from porosity.measures import loading
    from porosity.measures.law import Law

    law = loading.shipped_law()
    left = [one for one in law.measures if one.id != finding.measure]
    monkeypatch.setattr(loading, "shipped_law", lambda: Law(tuple(left), law.families, law.regimes, "fewer"))
    done = porosity("reassess")
    assert f"{finding.key}  gone, was prohibited; the law changed from {law.version} to fewer" in done.out
    record = json.loads(porosity("reassess", "car", "--even-same", "--format", "json").out)
    assert record == {"changes": []}
    monkeypatch.undo()
    monkeypatch.chdir(files)
    monkeypatch.setenv("POROSITY_STORE", str(files / "store.sqlite"))
    monkeypatch.setenv("POROSITY_LISTS", str(files / "shelf"))
    lines = porosity("reassess", "--format", "jsonl").out.splitlines()
    assert finding.key in {json.loads(line)["finding"] for line in lines}
    with _store(files) as store:
        row = store.finding(finding.key)
        assert row is not None and row.decided == "dismissed"
        assert [one.number for one in store.assessments("car")] == [1, 2, 3]


def test_reassess_reads_the_kept_bytes_again(porosity: Run, files: Path) -> None:
    porosity("add", "some.jsonl", "car.txt", "--publisher", "The Courier (invented)")
    with _store(files) as store:
        before = {row.key: store.assessment(row.key) for row in store.reports().items}
    for name in ("car.txt", "some.jsonl"):
        (files / name).unlink()
    assert "3 as they were" in porosity("reassess", "--even-same").err
    with _store(files) as store:
        assert {key: store.assessment(key) for key in before} == before
    assert porosity("reassess", "other").code == 2


def test_decide_and_decisions(porosity: Run, files: Path) -> None:
    porosity("add", "car.txt")
    with _store(files) as store:
        key = store.findings().items[0].key
    made = porosity("decide", "dismiss", key, "--who", "A. Analyst", "--why", "another car", "--format", "json")
    (decision,) = json.loads(made.out)["decisions"]
    assert decision["target"] == "finding" and decision["who"] == "A. Analyst" and decision["why"] == "another car"
    assert (
        porosity("decide", "mark", "car", "--who", "A", "--tlp", "amber").out.split("  ")[3].startswith("mark report")
    )
    assert porosity("decide", "override", key, "--who", "A", "--credibility", "2").code == 0
    assert porosity("decide", "revoke", decision["id"], "--who", "B").code == 0
    listed = porosity("decisions", key, "-f", "jsonl").out.splitlines()
    assert [json.loads(line)["kind"] for line in listed] == ["dismiss", "override", "revoke"]
    assert len(porosity("decisions").out.splitlines()) == 4
    assert len(porosity("decisions", "--target", "report").out.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("applaud", "car", "--who", "A"), "Known: confirm"),
        (("confirm", "car#f99", "--who", "A"), "no such finding"),
        (("redact", "car", "--who", "A", "--span", "5"), "START-END"),
        (("mark", "car", "--who", "A", "--tlp", "purple"), "amber+strict"),
        (("confirm", "car"), "--who"),
    ],
)
def test_a_decision_that_makes_no_sense_is_one_line(porosity: Run, arguments: tuple[str, ...], words: str) -> None:
    porosity("add", "car.txt")
    done = porosity("decide", *arguments)
    assert done.code == 2 and words in done.err and porosity("decisions").out == ""


def test_a_backup_is_whole_and_can_be_taken_in(porosity: Run, files: Path) -> None:
    porosity("add", "car.txt", "some.jsonl")
    porosity("decide", "note", "car", "--who", "A", "--why", "seen")
    done = porosity("backup", "backup.sqlite")
    assert done.code == 0 and "3 reports, 3 assessments, 1 decisions; checked" in done.err
    assert porosity("backup", "backup.sqlite").code == 2
    assert (files / "backup.sqlite").stat().st_mode & 0o777 == 0o600
    taken = porosity("import", "backup.sqlite", "--store", "new.sqlite")
    assert "3 reports and 1 decisions taken in" in taken.err
    with _store(files) as store, Store.open(str(files / "new.sqlite")) as new:
        assert new.reports() == store.reports() and new.incidents() == store.incidents()
        assert new.decisions(Target.REPORT, "car") == store.decisions()
        assert new.search("limousine") == store.search("limousine") != ()
    assert sorted(path.name for path in files.glob("*backup*")) == ["backup.sqlite"]


def test_assessments_as_json_lines_are_taken_in(porosity: Run, files: Path) -> None:
    lines = porosity("read", "car.txt", "coal.txt", "--format", "jsonl").out
    (files / "read.jsonl").write_text(lines)
    assert "2 reports and 0 decisions taken in" in porosity("import", "read.jsonl").err
    assert "0 reports and 0 decisions taken in, 2 reports were there" in porosity("import", "read.jsonl").err
    assert "1 there already" in porosity("add", "car.txt").err
    (files / "one.json").write_text(porosity("read", "car.txt", "--format", "json").out)
    assert "1 reports were there" in porosity("import", "one.json").err
    assert "2 as they were" in porosity("reassess", "--even-same").err
    with _store(files) as store:
        assert [one.name for one in store.originals("car")] == ["read.jsonl:1", "car.txt"]


@pytest.mark.parametrize("text", ["not JSON", "{}", '{"schema_version": 9}', "[3]", ""])
def test_what_is_no_backup_is_refused(porosity: Run, files: Path, text: str) -> None:
    (files / "thing").write_text(text)
    done = porosity("import", "thing")
    assert done.code == 2 and done.err.count("\n") == 1


def test_what_was_erased_is_a_failure_among_the_others(porosity: Run, files: Path) -> None:
    porosity("add", "car.txt")
    assert porosity("erase", "car", "--who", "A", "--why", "asked for").code == 0
    done = porosity("add", "car.txt", "coal.txt")
    assert done.code == 1 and "was erased" in done.err and "1 reports added" in done.err
    assert "1 failed" in done.err and done.out.startswith("coal\t")
