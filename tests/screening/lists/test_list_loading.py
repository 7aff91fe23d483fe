"""Opening lists: telling formats, refusing what is broken or hostile, losing no more than one bad record."""

from __future__ import annotations

import contextlib
import gzip
import os
import random
import zipfile
from datetime import date
from pathlib import Path

import pytest
from list_samples import SAMPLES, names, problems

from porosity.errors import ListError
from porosity.screening.lists import source as source_module
from porosity.screening.lists import tables
from porosity.screening.lists.loading import FORMATS, find_lists, open_list
from porosity.screening.lists.markup import elements
from porosity.screening.lists.source import Source

DATA = os.environ.get("POROSITY_DATA")
UN = (SAMPLES / "un.xml").read_text(encoding="utf-8")
DPL = (SAMPLES / "dpl.txt").read_text(encoding="utf-8")
HEADER = DPL.splitlines()[0]


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read_all(path: Path, format: str | None = None) -> list[str]:
    return [listed.name for listed in open_list(path, format=format)]


@pytest.mark.parametrize(
    ("path", "format"),
    [
        ("un.xml", "un-xml"),
        ("ofac/sdn.csv", "ofac-csv"),
        ("ofac", "ofac-csv"),
        ("ofac_cons", "ofac-csv"),
        ("ofac.xml", "ofac-xml"),
        ("ofac_advanced.xml", "ofac-advanced-xml"),
        ("eu_fsf.xml", "eu-xml"),
        ("eu_fsf.csv", "eu-csv"),
        ("eu_oj/39901R0001.csv", "eu-oj-csv"),
        ("eu_oj/39901R0002.csv", "eu-oj-csv"),
        ("uk.csv", "uk-csv"),
        ("uk_conlist.csv", "uk-csv"),
        ("uk.xml", "uk-xml"),
        ("dpl.txt", "bis"),
        ("vessels.csv", "un-vessels"),
        ("others.ftm.json", "ftm"),
        ("names.tsv.gz", "tsv"),
    ],
)
def test_the_format_is_told_from_the_file_whatever_its_name(path: str, format: str, tmp_path: Path) -> None:
    assert open_list(SAMPLES / path).format.name == format
    if (SAMPLES / path).is_file():
        copy = write(tmp_path / "a_list.bin", (SAMPLES / path).read_bytes())
        assert open_list(copy).format.name == format


def test_only_formats_held_against_real_files_are_no_experiment() -> None:
    assert {known.name for known in FORMATS if not known.experimental} == {
        *("un-xml", "ofac-csv", "bis", "eu-oj-csv", "un-vessels", "tsv")
    }


def test_lists_are_found_and_what_is_no_list_is_left_out(tmp_path: Path) -> None:
    found = [str(path.relative_to(SAMPLES)) for path in find_lists(SAMPLES)]
    assert len(found) == 16
    assert "ofac/sdn.csv" in found and "ofac/alt.csv" not in found
    for name in ("README.md", ".hidden.xml", "picture.png"):
        write(tmp_path / name, UN if name.startswith(".") else b"\x89PNG lamps")
    write(tmp_path / "list.xml", UN)
    assert find_lists(tmp_path) == [tmp_path / "list.xml"]


def test_a_broken_list_is_found_so_that_opening_it_says_why(tmp_path: Path) -> None:
    broken = write(tmp_path / "list.json.gz", gzip.compress(b"x" * 500_000)[:60])
    assert find_lists(tmp_path) == [broken]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is empty"),
        (b" \n\n", "it is empty"),
        (b"# Notes\n\nabout lamps", "no known format. Known formats are un-xml, ofac-csv"),
        (b"<html><body>Lamps</body></html>", "no known format"),
        (b"PK\x03\x04 is no archive", "no known format"),
        (b"\x00\x01\x02\x03" * 100, "no known format"),
        (b"\x1f\x8b is no gzip", "its compression is broken"),
    ],
)
def test_what_is_no_list_is_refused_with_the_known_formats(content: bytes, words: str, tmp_path: Path) -> None:
    with pytest.raises(ListError) as caught:
        open_list(write(tmp_path / "some.file", content))
    assert words in str(caught.value) and "some.file" in str(caught.value)


def test_refusals_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ListError, match=r"cannot be opened: No such file.*Check the path"):
        open_list(tmp_path / "nowhere.xml")
    with pytest.raises(ListError, match=r"no format is called 'lamp'. Formats are un-xml"):
        open_list(SAMPLES / "un.xml", format="lamp")
    with pytest.raises(ListError, match=r"only a part of an OFAC list. Give the sdn.csv"):
        open_list(SAMPLES / "ofac" / "alt.csv")
    with pytest.raises(ListError, match=r"a folder with 2 lists. Name one file"):
        open_list(SAMPLES / "eu_oj")


BOMB = '<!DOCTYPE lamp [<!ENTITY a "lamp"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE lamp [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
FAR = "<!-- " + "lamp " * 40_000 + "-->"


@pytest.mark.parametrize("prolog", [BOMB, OUTSIDE, "<!DOCTYPE lamp>", FAR + BOMB])
@pytest.mark.parametrize("sample", ["un.xml", "ofac.xml", "ofac_advanced.xml", "eu_fsf.xml", "uk.xml"])
def test_document_types_and_entities_are_refused(sample: str, prolog: str, tmp_path: Path) -> None:
    text = (SAMPLES / sample).read_text(encoding="utf-8")
    name = {"un.xml": "un-xml", "uk.xml": "uk-xml", "eu_fsf.xml": "eu-xml", "ofac.xml": "ofac-xml"}
    declaration, rest = text.split("?>", 1)
    path = write(tmp_path / sample, f"{declaration}?>{prolog}{rest}")
    with pytest.raises(ListError, match="it declares a document type or entities"):
        read_all(path, name.get(sample, "ofac-advanced-xml"))


def test_document_types_are_refused_in_utf_16_and_in_spreadsheets(tmp_path: Path) -> None:
    from test_list_formats import as_ods, uk_rows

    declared, rest = UN.replace('encoding="UTF-8"', 'encoding="UTF-16"').split("?>", 1)
    with pytest.raises(ListError, match="document type"):
        read_all(write(tmp_path / "un.xml", f"{declared}?>{BOMB}{rest}".encode("utf-16")))
    with pytest.raises(ListError, match="document type"):
        read_all(as_ods(tmp_path / "uk.ods", uk_rows(), BOMB))


def test_an_entity_that_nobody_declared_breaks_the_list(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="its XML is broken or breaks off"):
        read_all(write(tmp_path / "un.xml", UN.replace("ORLOVSKAYA", "&lamp;")))


@pytest.mark.parametrize("sample", ["un.xml", "ofac.xml", "ofac_advanced.xml", "eu_fsf.xml", "uk.xml"])
def test_a_truncated_list_is_an_error_and_no_shorter_list(sample: str, tmp_path: Path) -> None:
    raw = (SAMPLES / sample).read_bytes()
    for share in (0.5, 0.9, 0.99):
        with pytest.raises(ListError, match="its XML is broken or breaks off"):
            read_all(write(tmp_path / sample, raw[: int(len(raw) * share)]))


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    deep = "<A>" * 5000 + "</A>" * 5000
    with pytest.raises(ListError, match="its XML is broken"):
        read_all(write(tmp_path / "un.xml", f"<CONSOLIDATED_LIST>{deep}</CONSOLIDATED_LIST>"))


def test_a_broken_spreadsheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "uk.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("other.xml", "<lamp/>")
    with pytest.raises(ListError, match="it is no spreadsheet"):
        read_all(path, "uk-ods")
    with pytest.raises(ListError, match="it is no spreadsheet"):
        read_all(SAMPLES / "un.xml", "uk-ods")


def test_compressed_lists_break_off_or_are_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = gzip.compress((SAMPLES / "others.ftm.json").read_bytes() * 200)
    assert read_all(write(tmp_path / "good.gz", packed))
    with pytest.raises(ListError, match="its compression is broken or breaks off"):
        read_all(write(tmp_path / "short.gz", packed[:-20]))
    monkeypatch.setattr(source_module, "SIZE_LIMIT", 100_000)
    with pytest.raises(ListError, match="no list is so large"):
        read_all(tmp_path / "good.gz")


def test_one_broken_letter_costs_one_letter(tmp_path: Path) -> None:
    raw = UN.encode().replace(b"ORLOVSKAYA", b"ORLOVSK\xffYA")
    reading = open_list(write(tmp_path / "un.xml", raw))
    found = [listed.name for listed in reading]
    assert "ORLOVSK�YA" in found and "PAK SOL-MOK" in found
    assert [str(doubt.problem) for doubt in reading.doubts] == ["letters of a name are broken: 'ORLOVSK�YA'."]
    table = DPL.encode().replace(b"BARE NAME", b"B\xffRE NAME") + '"ÖLLAMPE"\t'.encode() + b'""\t' * 10 + b'""\n'
    assert read_all(write(tmp_path / "dpl.txt", table)) == ["R. VASKO", "B�RE NAME", 'SOL "LAMP" CO', "ÖLLAMPE"]


def test_files_in_other_encodings_are_read(tmp_path: Path) -> None:
    latin = DPL.replace("BARE NAME", "MÜLLER Ñ LAMPEN")
    for encoding in ("latin-1", "cp1252", "utf-8", "utf-8-sig", "utf-16"):
        assert "MÜLLER Ñ LAMPEN" in read_all(write(tmp_path / "dpl.txt", latin.encode(encoding)))
    for encoding in ("iso-8859-1", "utf-16"):
        text = (SAMPLES / "ofac.xml").read_text(encoding="utf-8").replace("BARE NAME", "MÜLLER")
        declared = text.replace('version="1.0"', f'version="1.0" encoding="{encoding}"')
        assert "MÜLLER" in read_all(write(tmp_path / "ofac.xml", declared.encode(encoding)))
    undeclared = UN.replace("ORLOVSKAYA", "MÜLLER").replace("박솔목", "PAK").encode("cp1252")
    assert "MÜLLER" in read_all(write(tmp_path / "un.xml", undeclared))


def test_control_characters_do_not_break_a_list(tmp_path: Path) -> None:
    assert "ORLOV SKAYA" in read_all(write(tmp_path / "un.xml", UN.replace("ORLOVSKAYA", "ORLOV\x00SKAYA")))
    assert "BARENAME" in read_all(write(tmp_path / "dpl.txt", DPL.replace("BARE NAME", "BARE\x00NAME")))


def test_a_quote_that_never_closes_costs_its_own_row(tmp_path: Path) -> None:
    vessels = (SAMPLES / "vessels.csv").read_text(encoding="utf-8")
    open_quote = "\n".join([vessels.splitlines()[0], 'X,"Y,1,,,,,,,,', *vessels.splitlines()[1:]])
    reading = open_list(write(tmp_path / "v.csv", open_quote))
    assert [listed.id for listed in reading] == ["un-vessel-1", "un-vessel-2"]
    assert len(reading.skips) == 1 and problems(reading)[0].startswith("v.csv, line 2: it has")


def test_a_line_break_in_quotes_is_part_of_its_cell(tmp_path: Path) -> None:
    vessels = (SAMPLES / "vessels.csv").read_text(encoding="utf-8").replace("SOL 10", '"SOL\n10"')
    assert read_all(write(tmp_path / "v.csv", vessels)) == ["SOL 9", "SOL 10"]


def test_very_long_cells_and_lines_cost_their_own_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = '"{}"\t' + '""\t' * 10 + '""\n'
    long = open_list(write(tmp_path / "dpl.txt", HEADER + "\n" + row.format("A" * 2_000_000) + row.format("LAMP")))
    assert [listed.id for listed in long] == ["bis-1"]
    assert "a cell is longer than 1024 KB" in long.skips[0].problem
    monkeypatch.setattr(tables, "LINE_LIMIT", 5_000)
    monkeypatch.setattr(source_module, "LINE_LIMIT", 5_000)
    longer = open_list(write(tmp_path / "dpl.txt", HEADER + "\n" + row.format("A" * 20_000) + row.format("LAMP")))
    assert [listed.name for listed in longer] == ["LAMP"]
    assert "it is longer than" in longer.skips[0].problem


def test_a_list_without_a_column_that_it_needs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="it has no column 'Effective_Date'"):
        read_all(write(tmp_path / "dpl.txt", DPL.replace("Effective_Date", "Began")))
    assert read_all(write(tmp_path / "dpl.txt", DPL.replace('"City"', '"Town"')))


def test_whatever_is_broken_there_is_no_traceback(tmp_path: Path) -> None:
    chance = random.Random(7)
    files = [path for path in sorted(SAMPLES.rglob("*")) if path.is_file()]
    for path in files * 12:
        raw = bytearray(path.read_bytes())
        for _ in range(chance.choice((1, 3, 20))):
            at = chance.randrange(len(raw))
            raw[at : at + chance.randrange(3)] = chance.choice((b'"', b"\n", b"<", b",", b"\xff", b"\x00", b"99", b"("))
        copy = write(tmp_path / path.name, bytes(raw))
        with contextlib.suppress(ListError):
            list(open_list(copy))


def test_skips_are_all_counted_and_the_first_hundred_named(tmp_path: Path) -> None:
    reading = open_list(write(tmp_path / "dpl.txt", HEADER + "\n" + '"LAMP"\t"x"\n' * 250))
    assert list(reading) == []
    assert (reading.skipped, len(reading.skips)) == (250, 100)


def test_a_long_list_is_streamed(tmp_path: Path) -> None:
    start, end = UN.index("    <INDIVIDUAL>"), UN.index("    </INDIVIDUAL>") + len("    </INDIVIDUAL>")
    many = "".join(UN[start:end].replace("9900001", str(number)) for number in range(2_000))
    path = write(tmp_path / "un.xml", UN[:start] + many + UN[end:])
    alive = [len(item.getparent()) for item in elements(Source(path), "INDIVIDUAL")]
    assert len(alive) == 2_004
    assert max(alive) < 200  # the parser reads ahead; what is behind is gone
    assert sum(1 for _ in open_list(path)) == 2_002


@pytest.mark.skipif(not DATA or not Path(DATA, "lists").is_dir(), reason="POROSITY_DATA names no folder with lists/")
def test_the_real_copies_are_read_whole() -> None:
    lists = Path(str(DATA), "lists")
    found: dict[str, int] = {}
    for path in find_lists(lists):
        reading = open_list(path)
        count = sum(1 for listed in reading if names(listed))
        found[reading.format.name] = found.get(reading.format.name, 0) + count
        assert reading.skipped == 0, (path, reading.skips)
        assert reading.format.name != "un-xml" or reading.dated == date(2026, 2, 27)
    assert found == {
        "un-xml": 1003,
        "ofac-csv": 8976 + 11443 + 442,
        "bis": 581,
        "eu-oj-csv": 8434,
        "un-vessels": 69,
    }
