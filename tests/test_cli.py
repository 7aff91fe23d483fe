"""The command line as a user meets it: what goes in, what comes out where, and with which exit code.

Most tests call ``main`` within the process, which is quick; what needs a process of its own runs one (``porosity``).
"""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from commands import OK, REFUSED, SOME_FAILED, Done, Run
from porosity import __version__, contract
from porosity.measures.loading import shipped_law
from reports.panel import panel_report

LORRY = "Russia hands over a lorry\n\nRussia gave North Korea a lorry on 1 May 2020, the Example Agency said.\n"
QUIET = "A quiet day\n\nThe library of Ashford lent out forty books on Monday, its director said.\n"


Porosity = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with two reports of our own."""
    (tmp_path / "lorry.txt").write_text(LORRY)
    (tmp_path / "quiet.txt").write_text(QUIET)
    return tmp_path


# help


def test_help_names_every_command(run: Run) -> None:
    done = run("--help")
    assert done.code == OK
    for command in ("read", "judge", "measures", "bench"):
        assert f"\n  {command} " in done.out


@pytest.mark.parametrize("command", ["read", "judge", "measures", "bench"])
def test_help_is_a_sentence_with_a_verb_and_explains_every_option(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert (done.code, done.err) == (OK, "")
    sentence = done.out.split("\n\n")[1].strip()
    assert sentence.endswith(".")
    assert sentence[0].isupper()
    options = done.out.split("Options:")[1]
    for line in options.splitlines():
        if line.startswith("  -"):
            assert len(line.split()) > 2, line


def test_version(run: Run) -> None:
    assert run("--version") == Done(OK, f"porosity {__version__}\n", "")


def test_help_loads_no_more_than_it_needs(porosity: Porosity) -> None:
    code = (
        "import sys; sys.argv = ['porosity', '--help']\n"
        "from porosity.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([name for name in ('onnxruntime', 'numpy', 'yaml', 'lxml', 'httpx') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["reed"], "No such command 'reed'"),
        (["read"], "Missing argument"),
        (["read", "a.txt", "--publisht", "2020-01-01"], "No such option"),
        (["read", "a.txt", "--format", "docx"], "'text', 'json', 'jsonl', 'html', 'md', 'pdf'"),
        (["read", "a.txt", "--published", "2020-13-01"], "'2020-13-01' does not match"),
        (["read", "a.txt", "--jobs", "-1"], "--jobs"),
        (["read", "lorry.txt", "--resume"], "--resume: is for --format jsonl with --output."),
        (["read", "lorry.txt", "--format", "jsonl", "--resume"], "--resume: is for --format jsonl with --output."),
        (["measures", "--on", "yesterday"], "'yesterday' does not match"),
        (["measures", "--goods", "car"], "--goods: 'car' is no heading. Give 2 to 6 digits, e.g. 8703."),
        (["measures", "--goods", "8"], "--goods: '8' is no heading."),
        (["measures", "--direction", "up"], "--direction: 'up' is unknown. Known: both, in, none, out."),
        (["measures", "--family", "lux"], "Known: arms-from-dprk, arms-to-dprk,"),
        (["measures", "--regime", "un"], "Known: au-dprk, ca-dprk,"),
        (["measures", "--target", "zz"], "--target: 'zz' is unknown. Known: kp, ru."),
        (["bench"], "Set POROSITY_DATA, or give --data"),
        (["bench", "--data", "nowhere"], "nowhere: is no folder."),
    ],
)
def test_a_wrong_request_is_refused_with_the_good_values(
    run: Run, files: Path, arguments: list[str], says: str
) -> None:
    done = run(*arguments)
    assert done.code == REFUSED
    assert done.out == ""
    assert says in done.err


# measures


def test_measures_lists_all(run: Run) -> None:
    done = run("measures")
    assert done.code == OK
    assert done.err == f"{len(shipped_law().measures)} measures\n"
    for measure in shipped_law().measures:
        assert measure.id in done.out


def test_measures_prints_one(run: Run) -> None:
    done = run("measures", "un-2397-7-vehicles")
    assert done.code == OK
    for words in ("un-2397-7-vehicles", "15 for, 0 against", "citations", "limbs", "exemptions", "cases"):
        assert words in done.out
    record = json.loads(run("measures", "un-2397-7-vehicles", "--format", "json").out)
    assert record["in_force_from"] == "2017-12-22"
    assert record["cases"]


def test_measures_searches_and_filters(run: Run) -> None:
    def found(*arguments: str) -> set[str]:
        return {one["id"] for one in json.loads(run("measures", *arguments, "--format", "json").out)["measures"]}

    assert found("statues", "--regime", "un-dprk") == {"un-2321-29-statues"}
    assert "un-2397-7-vehicles" in found("--goods", "87.03", "--on", "2017-12-22", "--direction", "in")
    assert "un-2397-7-vehicles" not in found("--goods", "8703", "--on", "2017-12-21")
    assert "eu-ru-luxury" in found("--target", "ru")


def test_measures_that_finds_nothing_says_so(run: Run) -> None:
    assert run("measures", "submarines-of-glass") == Done(SOME_FAILED, "", "0 measures\n")


# judge

GIFT = {
    "act": "transfer",
    "roles": {"agent": [{"name": "A firm", "country": "ru"}], "recipient": ["North Korea"], "item": ["a lorry"]},
    "time": {"from": "2020-05-01", "to": "2020-05-01"},
}


def test_judge_takes_parties_in_place(run: Run) -> None:
    done = run("judge", "-", stdin=json.dumps({"events": [GIFT]}).encode())
    assert (done.code, done.err) == (OK, "")
    (answer,) = done.lines
    jsonschema.validate(answer, contract.JUDGEMENT_SCHEMA)
    (finding,) = [one for one in answer["findings"] if one["measure"] == "un-2397-7-vehicles"]
    assert (finding["event"], finding["verdict"]) == ("event-1", "prohibited")
    assert answer["made_with"]["law"] == shipped_law().version


def test_judge_takes_parties_by_id(run: Run, tmp_path: Path) -> None:
    entities = [{"id": "car", "name": "it", "hs": ["8703"]}, {"id": "kim", "name": "A leader", "country": "kp"}]
    event = {**GIFT, "id": "gift", "roles": {"agent": ["Russia"], "recipient": ["kim"], "item": ["car"]}}
    path = tmp_path / "events.json"
    path.write_text(json.dumps({"entities": entities, "events": [event]}))
    (answer,) = run("judge", path).lines
    assert {one["event"] for one in answer["findings"]} == {"gift"}
    assert "un-2397-7-vehicles" in {one["measure"] for one in answer["findings"]}


def test_judge_answers_line_for_line(run: Run, tmp_path: Path) -> None:
    meeting = {"act": "meet", "roles": {"agent": ["Russia", "North Korea"]}}
    lines, one = tmp_path / "lines.jsonl", tmp_path / "one.json"
    lines.write_text("\n".join(json.dumps({"events": [event]}) for event in (GIFT, meeting)))
    one.write_text(json.dumps([{"events": [meeting]}, {"events": [GIFT]}]))
    answers = run("judge", lines, one).lines
    assert [bool(answer["findings"]) for answer in answers] == [True, False, False, True]


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ({**GIFT, "act": "gift"}, "events[0]: 'act' is 'gift'. Use one of: transfer, procure,"),
        ({**GIFT, "roles": {"giver": ["Russia"]}}, "the role 'giver' is unknown. Use one of: agent, recipient,"),
        ({**GIFT, "facts": {"approved": True}}, "the fact 'approved' is unknown. Known: above_worker_number,"),
        ({**GIFT, "time": {"from": "May"}}, "'May' is no day. Write it as 2024-02-20."),
    ],
)
def test_judge_refuses_with_file_and_line_and_writes_nothing(
    run: Run, tmp_path: Path, event: dict[str, object], says: str
) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps({"events": [GIFT]}) + "\n" + json.dumps({"events": [event]}) + "\n")
    done = run("judge", path)
    assert (done.code, done.out) == (REFUSED, "")
    assert done.err.startswith(f"porosity: {path}:2: events[0]")
    assert says in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty."),
        (b'{"events": []}\n{"events": ]\n', ":2: is not JSON: Expecting value."),
        (b"7", "an object with 'events' was expected."),
        (b"\xff\xff", "is not UTF-8 (byte 0)."),
        (b"[" * 200_000, "is nested too deeply."),
    ],
)
def test_judge_refuses_what_is_no_document(run: Run, tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(data)
    done = run("judge", path)
    assert (done.code, done.out) == (REFUSED, "")
    assert says in done.err


def test_judge_keeps_odd_characters_as_escapes(run: Run) -> None:
    event = {**GIFT, "id": "\ud800\u2028"}
    done = run("judge", "-", stdin=json.dumps({"events": [event]}).encode())
    (answer,) = done.lines
    assert answer["findings"][0]["event"] == "\ud800\u2028"


def test_judge_agrees_with_read(run: Run, files: Path) -> None:
    """The events that `read` writes are judged as `read` judged them."""
    (whole,) = run("read", "lorry.txt", "--format", "jsonl").lines
    document = {"published": whole["report"]["published"], "events": whole["events"], "entities": whole["entities"]}
    (answer,) = run("judge", "-", stdin=json.dumps(document).encode()).lines
    read = {(one["event"], one["measure"], one["family"], one["verdict"]) for one in whole["findings"]}
    assert read
    assert {(one["event"], one["measure"], one["family"], one["verdict"]) for one in answer["findings"]} == read


# read


def test_read_judges_a_report(run: Run, files: Path) -> None:
    (assessment,) = run("read", "lorry.txt", "--format", "jsonl").lines
    jsonschema.validate(assessment, contract.SCHEMA)
    assert assessment["verdict"] == "prohibited"
    assert "un-2397-7-vehicles" in {one["measure"] for one in assessment["findings"]}
    assert assessment["report"]["id"] == "lorry"
    (quiet,) = run("read", "quiet.txt", "--format", "jsonl").lines
    assert (quiet["verdict"], quiet["findings"]) == ("not-covered", [])


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("text", "Russia hands over a lorry"),
        ("json", "{"),
        ("jsonl", "{"),
        ("html", "<!doctype html>"),
        ("md", "#"),
        ("csv", "report,title"),
    ],
)
def test_read_writes_every_format_to_stdout(run: Run, files: Path, form: str, begins: str) -> None:
    done = run("read", "lorry.txt", "--format", form)
    assert (done.code, done.err) == (OK, "")
    assert done.out.lstrip().lower().startswith(begins.lower())
    assert "2397" in done.out


def test_findings_of_several_reports_are_one_table(run: Run, files: Path) -> None:
    done = run("read", "lorry.txt", "gone.txt", "quiet.txt", "-f", "csv", "-o", "findings.csv")
    assert done.code == SOME_FAILED
    with (files / "findings.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert {row["report"] for row in rows} == {"lorry"}
    assert {(row["from"], row["to"]) for row in rows} == {("Russia", "North Korea")}


def test_evidence_of_a_document_knows_its_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "panel.pdf").write_bytes(panel_report())
    (assessment,) = run("read", "panel.pdf", "-f", "jsonl").lines
    jsonschema.validate(assessment, contract.SCHEMA)
    places = {
        (one["page"], one.get("paragraph"), tuple(one.get("notes", ())))
        for claim in assessment["claims"]
        for one in claim["evidence"]
        if "supplied North Korea with rifles" in one["text"]
    }
    assert places == {(2, "3", ("n1",))}
    assert all("missiles" not in one["text"] for claim in assessment["claims"] for one in claim["evidence"])
    assert [one["mark"] for one in assessment["document"]["notes"]] == ["1", "2", "3"]


def test_the_stories_of_a_digest_are_read_apart(run: Run, tmp_path: Path) -> None:
    digest = Path(__file__).parent / "reports" / "documents" / "digest.txt"
    found = run("read", digest, "-f", "jsonl").lines
    assert [one["report"]["id"] for one in found] == ["digest-1", "digest-2", "digest-3"]
    assert found[2]["findings"] == []


def test_what_the_caller_knows_is_used(run: Run, files: Path) -> None:
    known = ["--published", "2021-02-03", "--publisher", "KCNA", "--title", "A title", "--url", "https://a.example/1"]
    (assessment,) = run("read", "lorry.txt", "--format", "jsonl", *known).lines
    report = assessment["report"]
    assert (report["published"], report["publisher"], report["title"], report["url"]) == (
        "2021-02-03",
        "KCNA",
        "A title",
        "https://a.example/1",
    )


def test_standard_input_is_a_report(run: Run) -> None:
    (assessment,) = run("read", "-", "--format", "jsonl", stdin=LORRY.encode()).lines
    assert assessment["verdict"] == "prohibited"


@pytest.mark.parametrize("form", ["text", "json", "html", "md"])
def test_a_dossier_is_written_to_a_file_whole(run: Run, files: Path, form: str) -> None:
    path = files / "new" / "dossier"
    done = run("read", "lorry.txt", "--format", form, "--output", path)
    assert (done.code, done.out, done.err) == (OK, "", f"written: {path}\n")
    assert "2397" in path.read_text(encoding="utf-8")
    assert [one.name for one in path.parent.iterdir()] == ["dossier"]


def test_several_reports_become_files_of_a_folder(run: Run, files: Path) -> None:
    done = run("read", "lorry.txt", "gone.txt", "lorry.txt", "quiet.txt", "-f", "html", "-o", "out")
    assert done.code == SOME_FAILED
    assert sorted(one.name for one in (files / "out").iterdir()) == ["lorry-2.html", "lorry.html", "quiet.html"]
    assert "porosity: gone.txt: cannot be opened: No such file or directory." in done.err
    assert "3 reports read, 1 failed, dossiers in out." in done.err


def test_one_failing_report_does_not_stop_the_others(run: Run, files: Path) -> None:
    (files / "empty.txt").write_text("")
    done = run("read", "empty.txt", "lorry.txt", "quiet.txt", "--format", "jsonl")
    assert done.code == SOME_FAILED
    assert [one["report"]["id"] for one in done.lines] == ["lorry", "quiet"]
    assert "porosity: empty.txt: the file is empty." in done.err
    assert "2 reports read, 1 failed." in done.err


def test_where_all_fail_nothing_was_done(run: Run, files: Path) -> None:
    done = run("read", "gone.txt", "gone-too.txt", "--format", "jsonl")
    assert (done.code, done.out) == (REFUSED, "")


def test_json_lines_with_broken_lines(run: Run, files: Path) -> None:
    records = [{"id": "a", "text": LORRY, "published": "2020-05-02"}, {"id": "b"}, {"id": "c", "text": QUIET}]
    lines = [json.dumps(record) for record in records]
    (files / "reports.jsonl").write_text("\n".join([lines[0], "{broken", lines[1], "", lines[2]]))
    done = run("read", "reports.jsonl", "--format", "jsonl")
    assert done.code == SOME_FAILED
    assert [(one["report"]["id"], one["verdict"]) for one in done.lines] == [("a", "prohibited"), ("c", "not-covered")]
    assert "reports.jsonl:2: not JSON" in done.err
    assert 'reports.jsonl:3: no "text" in it' in done.err


# who stands behind it

SOURCES = """\
Lorries for the North

Iran sold North Korea 300 lorries on 1 May 2020, two officials who asked not to be named told the Example Agency.

In a letter to the Security Council, Japan said that Iran had sold 300 lorries to North Korea in May 2020.

The sale could not be independently verified. Iran denied that it had sold lorries to North Korea.
"""


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_each_source_is_shown_with_how_it_was_graded_and_why(run: Run, files: Path, form: str) -> None:
    (files / "sources.txt").write_text(SOURCES)
    done = run("read", "sources.txt", "--published", "2020-06-01", "--format", form)
    text = re.sub(r"<[^>]+>", "", " ".join(done.out.split())).replace("**", "")
    for words in (
        "not named, so nobody can weigh who says it and why; name withheld",
        "in a letter",
        "weak on what it denies",
        "The sale could not be independently verified.",
        "denied in a statement",
    ):
        assert words in text


def test_sources_are_written_for_machines_and_change_no_verdict(run: Run, files: Path) -> None:
    (files / "sources.txt").write_text(SOURCES)
    bare = SOURCES.replace("The sale could not be independently verified. ", "").replace(
        ", two officials who", ", men who"
    )
    (files / "bare.txt").write_text(bare)
    one, other = run("read", "sources.txt", "bare.txt", "--published", "2020-06-01", "-f", "jsonl").lines
    support = one["findings"][0]["support"]
    assert {origin["kind"] for origin in support["origins"]} == {"unnamed-official", "state", "party"}
    assert support["unverified"] and not other["findings"][0]["support"]["unverified"]
    assert [f["verdict"] for f in one["findings"]] == [f["verdict"] for f in other["findings"]]


# why not

RICE = "Russia sends rice\n\nRussia gave North Korea 500 tonnes of rice on 1 May 2020, the Example Agency said.\n"
WHY_NOT = ["--why-not", "un-2397-7-vehicles"]


@pytest.fixture
def rice(files: Path) -> Path:
    """A report of a shipment that no ban on vehicles concerns."""
    path = files / "rice.txt"
    path.write_text(RICE)
    return path


@pytest.mark.parametrize("form", ["text", "md"])
def test_why_not_tells_each_element_with_its_words_and_its_article(run: Run, rice: Path, form: str) -> None:
    done = run("read", rice, *WHY_NOT, "--format", form)
    assert (done.code, done.err) == (OK, "")
    whole = " ".join(done.out.split())
    assert "Even if as reported, the transfer of rice from Russia to North Korea does not fall under UNSCR" in whole
    for words in ("✓ met", "✗ not met", "Not named: rice.", "gave North Korea 500 tonnes of rice", "2397 (2017) OP 7"):
        assert words in whole


def test_why_not_keeps_its_schema(run: Run, rice: Path) -> None:
    for form in ("json", "jsonl"):
        answer = json.loads(run("read", rice, *WHY_NOT, "--format", form).out)
        jsonschema.validate(answer, contract.WHY_NOT_SCHEMA)
        told = {one["name"]: one for one in answer["why_not"]["elements"]}
        assert (told["act"]["reply"], told["things"]["reply"], answer["why_not"]["verdict"]) == ("met", "not met", None)
        words = told["things"]["evidence"][0]
        assert answer["report"]["text"][words["start"] : words["end"]] == words["text"]


def test_why_not_of_a_measure_that_is_found_says_that_it_is(run: Run, files: Path) -> None:
    answer = json.loads(run("read", "lorry.txt", *WHY_NOT, "--format", "json").out)
    assert answer["why_not"]["verdict"] == "prohibited"
    assert answer["why_not"]["because"].startswith("If as reported, the transfer of a lorry")


def test_where_no_act_comes_near_why_not_says_so(run: Run, files: Path) -> None:
    done = run("read", "quiet.txt", *WHY_NOT)
    assert done.code == OK
    assert "No act in this report, as it was read, comes near UNSCR 2397 (2017) OP 7." in " ".join(done.out.split())
    answer = json.loads(run("read", "quiet.txt", *WHY_NOT, "-f", "json").out)
    jsonschema.validate(answer, contract.WHY_NOT_SCHEMA)
    assert (answer["why_not"]["event"], answer["why_not"]["elements"]) == (None, [])


def test_why_not_is_asked_of_several_reports(run: Run, rice: Path) -> None:
    done = run("read", "lorry.txt", rice, *WHY_NOT, "--format", "jsonl")
    assert [one["why_not"]["verdict"] for one in done.lines] == ["prohibited", None]
    done = run("read", "lorry.txt", rice, *WHY_NOT, "--format", "md", "--output", "out")
    assert (rice.parent / "out" / "rice.md").read_text().startswith("# Why not un-2397-7-vehicles?\n")


@pytest.mark.parametrize("command", [["read", "lorry.txt"], ["judge", "-"]])
def test_an_unknown_measure_is_refused_with_its_neighbours(run: Run, files: Path, command: list[str]) -> None:
    done = run(*command, "--why-not", "un-2397-7-vehicle", stdin=b"[]")
    assert (done.code, done.out) == (REFUSED, "")
    assert done.err.startswith(
        "porosity: --why-not: 'un-2397-7-vehicle' is no measure. Did you mean un-2397-7-vehicles"
    )


def test_why_not_has_no_page(run: Run, files: Path) -> None:
    done = run("read", "lorry.txt", *WHY_NOT, "--format", "html")
    assert (done.code, done.out) == (REFUSED, "")
    assert "--why-not: is not written as html. Use one of: text, md, json, jsonl." in done.err


def test_judge_answers_why_not_too(run: Run) -> None:
    rice = {**GIFT, "roles": {**GIFT["roles"], "item": ["rice"]}}  # type: ignore[dict-item]
    given = json.dumps([{"events": [rice]}, {"events": [rice, GIFT]}]).encode()
    first, second = run("judge", "-", *WHY_NOT, stdin=given).lines
    for answer in (first, second):
        jsonschema.validate(answer, contract.WHY_NOT_SCHEMA)
    assert (first["why_not"]["verdict"], second["why_not"]["verdict"]) == (None, "prohibited")
    assert [one["reply"] for one in first["why_not"]["elements"] if one["name"] == "things"] == ["not met"]


# a batch that goes on


@pytest.fixture
def batch(files: Path) -> Path:
    """JSON lines of five reports, one of them broken and one there twice."""
    texts = [LORRY, QUIET, LORRY.replace("lorry", "ship"), LORRY]
    records = [{"id": f"r{number % 3}", "text": text, "published": "2020-05-02"} for number, text in enumerate(texts)]
    path = files / "batch.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records) + "{broken\n")
    return path


def test_a_batch_that_was_cut_off_goes_on_to_the_same_end(run: Run, batch: Path, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole.jsonl", tmp_path / "cut.jsonl"
    assert run("read", batch, "--format", "jsonl", "-o", whole).code == SOME_FAILED
    data = whole.read_bytes()
    assert data.count(b"\n") == 4
    ends = [at for at, byte in enumerate(data) if byte == ord("\n")]
    for at in (0, 7, ends[0] // 2, ends[0], ends[0] + 1, ends[1] + 40, ends[2] + 1, len(data) - 1, len(data)):
        cut.write_bytes(data[:at])
        done = run("read", batch, "--format", "jsonl", "-o", cut, "--resume")
        assert done.code == SOME_FAILED, (at, done.err)
        assert cut.read_bytes() == data


def test_a_batch_does_not_overwrite(run: Run, batch: Path, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text("kept\n")
    for arguments in ([], ["--resume"]):
        done = run("read", batch, "--format", "jsonl", "-o", "out.jsonl", *arguments)
        assert (done.code, done.out) == (REFUSED, "")
    assert (tmp_path / "out.jsonl").read_text() == "kept\n"


def test_a_killed_batch_goes_on(porosity: Porosity, files: Path) -> None:
    path = files / "many.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": f"{LORRY} No {n}."}) + "\n" for n in range(30)))
    command = [sys.executable, "-c", "from porosity.cli import main; main()", "read", str(path), "-f", "jsonl", "-o"]
    killed = subprocess.Popen([*command, "out.jsonl"], cwd=files, stderr=subprocess.DEVNULL)
    out = files / "out.jsonl"
    for _ in range(600):
        time.sleep(0.05)
        if killed.poll() is not None or (out.exists() and out.read_bytes().count(b"\n") > 3):
            break
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    done = porosity("read", path, "-f", "jsonl", "-o", "out.jsonl", "--resume")
    assert done.returncode == OK
    assert [json.loads(line)["report"]["id"] for line in out.read_text().splitlines()] == [str(n) for n in range(30)]


def test_processes_give_what_one_gives(porosity: Porosity, batch: Path) -> None:
    one, two = (porosity("read", batch, "-f", "jsonl", "--jobs", jobs) for jobs in (1, 2))
    assert one.returncode == two.returncode == SOME_FAILED
    assert one.stdout.count(b"\n") == 4
    assert one.stdout == two.stdout


# what should never come in


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\t\n"),
        ("zeros.txt", b"\0" * 3000),
        ("binary.txt", bytes(range(256)) * 20),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4),
        ("broken.pdf", b"%PDF-1.4 nonsense"),
        ("empty.eml", b"Subject: nothing\n\n"),
        ("empty.html", b"<html><body></body></html>"),
        ("deep.jsonl", b'{"text": ' + b"[" * 100_000),
    ],
)
def test_what_is_no_text_is_refused(run: Run, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    done = run("read", name)
    assert (done.code, done.out) == (REFUSED, "")
    assert done.err.startswith(f"porosity: {name}")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "data",
    [
        LORRY.encode("utf-16"),
        LORRY.encode("utf-8-sig"),
        LORRY.replace("\n", "\r\n").encode(),
        LORRY.replace("the Example Agency", "the café “Example”").encode("cp1252"),
        ("x" * 3000 + ". " + LORRY).encode(),
        LORRY.replace(" a lorry", " a lor\u00adry").encode(),
        LORRY.replace("North Korea", "North\u00a0Korea").encode(),
        LORRY.replace(" gave", "\x07 gave").encode(),
        ("<html><body>" + "<div>" * 2000 + LORRY.replace("\n\n", "<p>")).encode(),
    ],
    ids=["utf-16", "bom", "crlf", "cp1252", "long-word", "soft-hyphen", "hard-space", "bell", "deep-html"],
)
def test_odd_bytes_do_not_hide_an_act(run: Run, tmp_path: Path, data: bytes) -> None:
    name = "report.html" if data.startswith(b"<html") else "report.txt"
    (tmp_path / name).write_bytes(data)
    done = run("read", name, "--format", "jsonl")
    assert done.code == OK, done.err
    (assessment,) = done.lines
    assert assessment["verdict"] == "prohibited"


@pytest.mark.parametrize(
    "text",
    [
        "The lorry was " + "very, " * 10_000 + "large. " + LORRY,
        "\u202e" + "Russia gave North Korea a lorry.".replace(" ", " \u202e") + " \u2066\u200f",
        "أعطت روسيا كوريا الشمالية سيارة. " * 50,
        "러시아가 북한에 자동차를 선물했다. " * 50,
        "🚚" * 3000 + LORRY,
        "“" * 500 + LORRY + "”" * 500,
        "\n".join(["Russia gave North Korea a lorry."] * 500),
        "<script>alert(1)</script> [x](javascript:alert(1)) \\u0000 {{7*7}} %s %n " + LORRY,
        "e\u0301" * 5000,
        "1,000,000,000,000 tonnes in 99999 on 31 February 2020. " * 50,
        "RUSSIA GAVE NORTH KOREA A LORRY " * 200,
    ],
    ids=[
        *("long-sentence", "bidi", "arabic", "korean", "emoji", "quotes", "echo", "injection", "accents", "numbers"),
        "capitals",
    ],
)
def test_hostile_texts_are_read_to_the_end(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    page = run("read", "report.txt", "--format", "html")
    assert page.code == OK, page.err
    done = run("read", "report.txt", "--format", "jsonl")
    assert done.code == OK, done.err
    (assessment,) = done.lines
    jsonschema.validate(assessment, contract.SCHEMA)
    whole = assessment["report"]["text"]
    for claim in assessment["claims"]:
        for span in claim["evidence"]:
            assert whole[span["start"] : span["end"]] == span["text"]


def test_a_place_that_cannot_be_written_is_named(run: Run, files: Path) -> None:
    (files / "taken").mkdir()
    for form in ("html", "jsonl"):
        for output in ("lorry.txt/out", "taken"):
            done = run("read", "lorry.txt", "--format", form, "--output", output)
            assert (done.code, done.out) == (REFUSED, "")
            assert f"porosity: {output}: " in done.err


# the process


def test_a_reader_that_goes_away_is_no_error(files: Path) -> None:
    code = "from porosity.cli import main; main()"
    command = [sys.executable, "-c", code, "measures", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_output_is_utf_8_whatever_the_locale(porosity: Porosity, tmp_path: Path) -> None:
    event = {**GIFT, "id": "Löwe-사자"}
    (tmp_path / "e.json").write_text(json.dumps({"events": [event]}))
    done = porosity("judge", "e.json", env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert done.returncode == OK
    assert "Löwe-사자".encode() in done.stdout


def test_the_script_is_installed() -> None:
    script = Path(sys.executable).with_name("porosity")
    if not script.exists():
        pytest.skip("the package is not installed here")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True, env=dict(os.environ))
    assert done.stdout == f"porosity {__version__}\n"
