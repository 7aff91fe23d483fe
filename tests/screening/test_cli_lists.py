"""``porosity lists`` as a user meets it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from shelf_samples import day, file, ftm_lines, parties, party, un_xml

from commands import OK, REFUSED, SOME_FAILED, Run
from porosity.exports.list_sheet import plain
from porosity.screening.listed import ListedName, Program
from porosity.screening.lists.loading import FORMATS


@pytest.fixture
def run(run: Run) -> Run:
    """Runs ``porosity lists ARGUMENTS``."""
    return partial(run, "lists")


@pytest.fixture
def un(tmp_path: Path) -> Path:
    """Two versions of a list: Kim is listed since 1 January, Ri came and Pak went in between."""
    kim = party(1, "Kim", Program("DPRK", since=day("01-01")))
    file(tmp_path, un_xml(day("02-01"), [kim, party(2, "Pak")]), "old.xml")
    file(tmp_path, un_xml(day("06-01"), [kim, party(3, "Ri", Program("IRAN", since=day("05-01")))]), "new.xml")
    return tmp_path


# the table


def test_an_empty_shelf_says_what_to_do_next(run: Run) -> None:
    done = run()
    assert (done.code, done.out) == (OK, "")
    assert "porosity lists import FILE" in done.err and "porosity lists pull" in done.err
    assert run("--format", "json").json == {"versions": []}


def test_the_table_shows_what_is_kept(run: Run, un: Path) -> None:
    run("import", "old.xml", "new.xml")
    done = run()
    assert done.code == OK
    header, first, *_ = lines = [line.split() for line in done.out.splitlines()]
    assert header[:3] == ["list", "version", "day"]
    assert first[0] == "un-sc" and first[2:8] == ["2020-02-01", "(file)", "2", "2", "0", "un-xml"]
    assert [line[2] for line in lines if line[0] == "un-sc"] == ["2020-02-01", "2020-06-01"]
    assert "2 versions" in done.err


def test_the_table_as_json(run: Run, un: Path) -> None:
    run("import", "old.xml", "new.xml")
    first, second = run("-f", "json").json["versions"]
    assert first["ref"] == f"un-sc@{first['id']}"
    assert (first["dated"], first["dated_from"], first["records"], first["experimental"]) == (
        "2020-02-01",
        "file",
        2,
        False,
    )
    assert second["source"] == str(un / "new.xml")
    assert second["originals"][0]["sha256"] == second["sha256"]


def test_an_experimental_format_is_marked(run: Run, tmp_path: Path) -> None:
    file(tmp_path, ftm_lines([party(1)]), "list.json")
    done = run("import", "list.json", "--dated", "2020-01-01")
    assert "experimental" in done.err
    assert "(experimental)" in run().out


# import


def test_import_gives_the_version_on_stdout_and_talks_on_stderr(run: Run, un: Path) -> None:
    done = run("import", "old.xml")
    assert done.code == OK
    assert done.out.startswith("un-sc@2020-02-01-") and done.out.count("\n") == 1
    assert "2 records, 2 names, none skipped" in done.err and "stands in the file" in done.err
    again = run("import", "old.xml")
    assert (again.code, again.out) == (OK, done.out)
    assert "kept already" in again.err


def test_help_lists_the_formats_and_marks_the_experimental_ones(run: Run) -> None:
    lines = run("import", "--help").out.splitlines()
    for known in FORMATS:
        (line,) = (line for line in lines if line.split()[:1] == [known.name])
        assert line.endswith("(experimental)") is known.experimental


def test_every_command_has_help(run: Run) -> None:
    for command in ("import", "pull", "diff", "was", "show"):
        assert command in run("--help").out
        assert "Usage: porosity lists" in run(command, "--help").out


def test_a_day_that_is_given_is_used_where_the_file_has_none(run: Run, tmp_path: Path) -> None:
    file(tmp_path, un_xml(None, parties(2)), "undated.xml")
    guess = run("import", "undated.xml")
    assert "--dated" in guess.err
    known = run("import", "undated.xml", "--dated", "2020-03-01")
    assert known.out.startswith("un-sc@2020-03-01-") and "It replaces" in known.err


def test_a_day_that_is_given_does_not_outweigh_the_file(run: Run, un: Path) -> None:
    done = run("import", "old.xml", "--dated", "2020-03-01")
    assert done.out.startswith("un-sc@2020-02-01-") and "--dated is not used" in done.err


@pytest.mark.parametrize("more", [1, 400])
def test_a_day_to_come_is_refused(run: Run, un: Path, more: int) -> None:
    to_come = datetime.now(UTC).date() + timedelta(days=more)
    done = run("import", "old.xml", "--dated", to_come)
    assert done.code == REFUSED and "yet to come" in done.err


def test_a_broken_file_is_one_line_and_the_rest_goes_on(run: Run, un: Path) -> None:
    file(un, b"<html>sorry</html>", "broken.xml")
    alone = run("import", "broken.xml")
    assert (alone.code, alone.out) == (REFUSED, "")
    assert alone.err.startswith("porosity: ") and "broken.xml" in alone.err and alone.err.count("\n") == 1
    among = run("import", "old.xml", "broken.xml", "new.xml")
    assert among.code == SOME_FAILED and among.out.count("un-sc@") == 2
    assert run("import", "broken.xml", "absent.xml").code == REFUSED


def test_a_format_can_be_named(run: Run, un: Path) -> None:
    assert run("import", "old.xml", "--as", "un-xml").code == OK
    wrong = run("import", "old.xml", "--as", "un-yaml")
    assert wrong.code == REFUSED and "un-yaml" in wrong.err and "un-xml" in wrong.err


def test_what_was_skipped_is_named_by_show(run: Run, tmp_path: Path) -> None:
    nameless = b"<INDIVIDUAL><DATAID>9</DATAID></INDIVIDUAL></INDIVIDUALS>"
    file(tmp_path, un_xml(day("02-01"), [party(1)]).replace(b"</INDIVIDUALS>", nameless), "list.xml")
    assert "1 skipped or marred" in run("import", "list.xml").err
    shown = run("show", "un-sc")
    assert "record 9" in shown.out and "sha256" in shown.out
    assert run("show", "un-sc", "-f", "json").json["skips"][0]["place"] == "list.xml, record 9"


# diff


def test_diff_counts_first_then_the_entries(run: Run, un: Path) -> None:
    run("import", "old.xml", "new.xml")
    done = run("diff", "un-sc@2020-02-01", "un-sc")
    lines = done.out.splitlines()
    assert lines[0].startswith("un-sc@2020-02-01-") and " -> un-sc@2020-06-01-" in lines[0]
    assert lines[1] == "1 added, 1 removed, 0 changed, 1 the same"
    assert lines[2:] == ["", "added", "  un-3  Ri  (IRAN)", "", "removed", "  un-2  Pak  (DPRK)"]


def test_diff_of_files_names_each_change(run: Run, tmp_path: Path) -> None:
    file(tmp_path, un_xml(day("02-01"), [party(1, "Kim")]), "old.xml")
    file(tmp_path, ftm_lines([party(1, "Kim II", Program("IRAN"))]), "new.json")
    done = run("diff", "old.xml", "new.json")
    assert done.out.splitlines()[3:] == [
        "changed",
        "  un-1  Kim II  (IRAN)",
        "    names        - Kim (primary)",
        "    names        + Kim II (primary)",
        "    programs     - DPRK",
        "    programs     + IRAN",
    ]
    told = run("diff", "old.xml", "new.json", "-f", "json").json
    assert told["counts"] == {"added": 0, "removed": 0, "changed": 1, "same": 0}
    assert told["changed"][0]["changes"][0] == {
        "field": "names",
        "removed": ["Kim (primary)"],
        "added": ["Kim II (primary)"],
    }


def test_diff_of_different_lists_is_refused(run: Run, tmp_path: Path) -> None:
    file(tmp_path, ftm_lines([party(1)]), "un.json")
    file(tmp_path, ftm_lines([party(1, list="us-ofac-sdn")]), "us.json")
    done = run("diff", "un.json", "us.json")
    assert done.code == REFUSED and "different lists" in done.err


def test_diff_of_what_is_not_there_names_what_is(run: Run, un: Path) -> None:
    run("import", "old.xml")
    done = run("diff", "un-sc@2020-02-02", "un-sc")
    assert done.code == REFUSED and "Kept: un-sc@2020-02-01-" in done.err


# was


@pytest.mark.parametrize(
    ("who", "on", "answer", "programs"),
    [
        ("Kim", "2019-12-31", "no", []),
        ("un-1", "2020-01-01", "yes", ["DPRK"]),
        ("kim", "2020-06-01", "yes", ["DPRK"]),
        ("Kim", "2020-06-02", "unknown", []),
        ("Ri", "2020-04-30", "no", []),
        ("Ri", "2020-05-01", "yes", ["IRAN"]),
        ("Pak", "2020-01-31", "unknown", []),
        ("Pak", "2020-02-01", "yes", ["DPRK"]),
        ("Pak", "2020-02-02", "unknown", []),
        ("Pak", "2020-06-01", "no", []),
        ("Nobody", "2020-04-01", "no", []),
        ("Nobody", "2020-01-31", "unknown", []),
    ],
)
def test_was(run: Run, un: Path, who: str, on: str, answer: str, programs: list[str]) -> None:
    run("import", "old.xml", "new.xml")
    (told,) = run("was", who, "--on", on, "-f", "json").json["answers"]
    assert (told["list"], told["answer"]) == ("un-sc", answer)
    assert [program["name"] for program in told["programs"]] == programs
    text = run("was", who, "--on", on)
    assert text.code == OK
    assert text.out.startswith(f"un-sc: {answer}\n")
    assert ("nearest" in text.out) is (answer == "unknown")


def test_was_asks_every_list_or_those_that_are_named(run: Run, un: Path) -> None:
    file(un, ftm_lines([party(1, "Kim", list="us-ofac-sdn")]), "us.json")
    run("import", "old.xml")
    run("import", "us.json", "--dated", "2020-02-01")
    assert [one["list"] for one in run("was", "Kim", "--on", "2020-02-01", "-f", "json").json["answers"]] == [
        "un-sc",
        "us-ofac-sdn",
    ]
    named = run("was", "Kim", "--on", "2020-02-01", "--list", "us-ofac-sdn", "-f", "json").json
    assert [one["answer"] for one in named["answers"]] == ["yes"]
    wrong = run("was", "Kim", "--on", "2020-02-01", "--list", "un-xx")
    assert wrong.code == REFUSED and "us-ofac-sdn" in wrong.err


def test_was_on_an_empty_shelf_says_what_to_do_next(run: Run) -> None:
    done = run("was", "Kim", "--on", "2020-02-01")
    assert done.code == REFUSED and "lists import" in done.err


def test_was_nobody_is_no_question(run: Run, un: Path) -> None:
    run("import", "old.xml")
    assert run("was", "  ", "--on", "2020-02-01").code == REFUSED
    assert run("was", "Kim", "--on", "2020-02-30").code == REFUSED


def test_a_name_cannot_command_the_terminal(run: Run, tmp_path: Path) -> None:
    hostile = party(1, "Kim")
    hostile = type(hostile)(hostile.id, hostile.list, hostile.schema, (ListedName("Kim\x1b[31m\u202eIl"),))
    file(tmp_path, ftm_lines([hostile]), "[red]list.json")
    assert run("import", "[red]list.json", "--dated", "2020-02-01").code == OK
    file(tmp_path, ftm_lines([party(2)]), "other.json")
    shown = run("diff", "other.json", "un-sc").out + run("was", "un-1", "--on", "2020-02-01").out
    assert "\x1b" not in shown and "\u202e" not in shown and "Kim" in shown
    assert "[red]" in run().out.replace("\n", "")


def test_letters_that_need_a_joiner_keep_it() -> None:
    assert plain("می\u200cخواهم\t\x07") == "می\u200cخواهم"


# pull


class Server(BaseHTTPRequestHandler):
    """A publisher: what it serves is set by the test."""

    def do_GET(self) -> None:
        data = self.server.pages.get(self.path)  # type: ignore[attr-defined]
        self.send_response(200 if data else 404)
        self.send_header("Content-Length", str(len(data or b"")))
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Any]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.pages = {}  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def publishers(folder: Path, server: Any) -> Path:
    lines = [
        f"{name}:\n  title: A list\n  publisher: A publisher\n  format: un-xml\n  files:\n"
        f"    list.xml: {{url: 'http://127.0.0.1:{server.server_address[1]}/{name}', least: 10, most: 100000}}\n"
        "  records: {least: 1, most: 500}\n  verified_on: null\n  reference: none\n"
        for name in ("us-x", "un-sc")
    ]
    return file(folder, "".join(lines).encode(), "publishers.yml")


def test_pull_keeps_what_is_sound_and_names_what_is_not(run: Run, tmp_path: Path, server: Any) -> None:
    path = publishers(tmp_path, server)
    server.pages["/un-sc"] = un_xml(day("02-01"), parties(100))
    done = run("pull", "--publishers", path, "--allow-private")
    assert done.code == SOME_FAILED
    assert done.out.startswith("un-sc@2020-02-01-")
    assert "porosity: us-x: http://127.0.0.1" in done.err and "404" in done.err

    server.pages["/un-sc"] = un_xml(day("03-01"), parties(89))
    shrunk = run("pull", "un-sc", "--publishers", path, "--allow-private")
    assert (shrunk.code, shrunk.out) == (SOME_FAILED, "")
    assert "--accept-shrink" in shrunk.err
    assert len(run("-f", "json").json["versions"]) == 1

    accepted = run("pull", "un-sc", "--publishers", path, "--allow-private", "--accept-shrink")
    assert accepted.code == OK and accepted.out.startswith("un-sc@2020-03-01-")


def test_pull_stays_out_of_the_own_network_unless_allowed(run: Run, tmp_path: Path, server: Any) -> None:
    done = run("pull", "un-sc", "--publishers", publishers(tmp_path, server))
    assert done.code == SOME_FAILED and "only https" in done.err


def test_pull_of_an_unknown_list_names_the_known(run: Run) -> None:
    done = run("pull", "un-xx")
    assert done.code == REFUSED and "un-sc" in done.err


# hostile shelves


def test_a_damaged_shelf_is_one_line(run: Run, un: Path) -> None:
    run("import", "old.xml")
    (meta,) = (un / "shelf").glob("un-sc/*/meta.json")
    meta.write_text("{")
    done = run()
    assert done.code == REFUSED and "meta.json" in done.err and "import the list again" in done.err


def test_a_shelf_that_is_a_file_is_one_line(run: Run, un: Path) -> None:
    (un / "shelf").write_text("no folder")
    for command in ([], ["import", "old.xml"], ["was", "Kim", "--on", "2020-02-01"]):
        done = run(*command)
        assert done.code == REFUSED and "shelf" in done.err, command
