"""Every format with its sample: a full record, a bare one, and what is skipped by name."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from list_samples import SAMPLES, births, names, numbers, problems, read

from porosity.screening.listed import Listed, Program
from porosity.screening.lists.loading import ListReading, open_list

RUBEN_BORN = ["1960-08-12", "between 1964-01-01 and 1966-12-31"]


def test_un() -> None:
    found, reading = read("un.xml")
    full, bare, firm = found.values()
    assert (reading.format.name, reading.dated) == ("un-xml", date(2026, 3, 4))
    assert (full.id, full.list, full.schema, full.reference) == ("un-9900001", "un-sc", "Person", "KPi.901")
    assert names(full) == [
        "primary: PAK SOL-MOK",
        "original: 박솔목",
        "alias: Pak So'l-mok",
        "alias: Park Sol Mok",
        "weak: The Lamp",
    ]
    basis = "paragraphs 7 (b) and 8 of resolution 9901 (2017)"
    assert full.programs == (Program("DPRK", basis, since=date(2017, 6, 2)),)
    assert births(full) == [
        "1958-05-01",
        "1957-03-04",
        "between 1959-01-01 and 1961-12-31",
        "between 1965-01-01 and 1967-12-31",
    ]
    assert (full.countries, full.genders, full.titles) == (("kp", "cn"), ("male",), ("Dr.",))
    assert full.positions == ("Director of Lamp Works No. 3",)
    assert full.addresses == ("3 Lamp Street, Dandong, China",)
    assert full.birth_places == ("Hamhung, Democratic People's Republic of Korea",)
    assert numbers(full) == {("passport", "PS 990 001", "kp")}
    assert (names(bare), bare.born, bare.programs[0].since) == (["primary: ORLOVSKAYA"], (), None)
    assert names(firm) == ["primary: SOL LAMP SHIPPING CO", "former: Moon Lamp Shipping"]
    assert firm.schema == "Organization"


def test_un_a_narrative_gives_the_companys_own_imo_number_and_not_its_ships() -> None:
    found, _ = read("un.xml")
    assert numbers(found["un-9900004"]) == {("imo", "5342883", None)}


def test_un_bad_records_are_skipped_by_name_and_a_date_that_is_none_is_missing() -> None:
    found, reading = read("un.xml")
    assert found["un-9900004"].programs[0].since is None
    assert reading.skipped == 3
    assert problems(reading) == [
        "un.xml, record 9900003: it has no name.",
        "un.xml, record un-9900002: its id was there before; the first one is kept.",
        "un.xml, record : it has no DATAID.",
    ]


def ofac() -> tuple[dict[str, Listed], ListReading]:
    return read("ofac/sdn.csv")


def test_ofac_csv_joins_the_files_beside() -> None:
    found, reading = ofac()
    ruben = found["ofac-901"]
    assert reading.format.name == "ofac-csv"
    assert names(ruben) == [
        "primary: VASKO, Ruben Oleg",
        "alias: VASCO, Ruben",
        "former: VASKOV, Ruben",
        "weak: LAMPMAN",
        "former: OLD RUBEN",
    ]
    assert ruben.programs == (
        Program("RUSSIA-EO14024", measures=("asset-freeze",)),
        Program("CYBER2", measures=("asset-freeze",)),
    )
    assert births(ruben) == [*RUBEN_BORN, "between 1970-01-01 and 1972-12-31"]
    assert (ruben.countries, ruben.genders, ruben.birth_places) == (("ru", "kp"), ("male",), ("Omsk, Russia",))
    assert (ruben.positions, ruben.addresses) == (("Head of Lamps",), ("3 Lamp Street, Omsk, Russia",))
    assert numbers(ruben) == {
        ("passport", "77001122", "ru"),
        ("national-id", "990-1", "ir"),
        ("tax", "7799001122", "ru"),
    }
    assert ruben.note is not None and ruben.note.endswith("Linked To: SOL LAMP BANK; Phone Number 79990001122.")


def test_ofac_csv_vessels_aircraft_and_firms() -> None:
    found, _ = ofac()
    ship, bank, plane, bare = (found[f"ofac-{number}"] for number in (902, 903, 904, 905))
    assert [party.schema for party in (ship, bank, plane, bare)] == [
        "Vessel",
        "Organization",
        "Airplane",
        "Organization",
    ]
    assert numbers(ship) == {("call-sign", "9XYZ9", None), ("imo", "9290397", None), ("mmsi", "445999000", None)}
    assert dict(ship.particulars) == {
        "type": "Crude Oil Tanker",
        "deadweightTonnage": "9,001",
        "grossRegisteredTonnage": "5,002",
        "flag": "kp",
        "pastFlags": "tg",
    }
    assert numbers(bank) == {
        ("swift", "SOLMKPPY", None),
        ("lei", "9999001LAMPWORKS0042", None),
        ("registration", "99-77", "cu"),
        ("imo", "5342883", None),
    }
    assert dict(plane.particulars) == {"model": "A300", "serialNumber": "9901"}
    assert (bare.names[0].text, bare.countries, bare.note) == ("BARE NAME", (), None)


def test_ofac_csv_bad_rows_are_skipped_by_name() -> None:
    _, reading = ofac()
    assert reading.skipped == 5
    assert problems(reading) == [
        "sdn.csv, line 6: it has no name.",
        "sdn.csv, line 7: it has 3 columns where the list has 12.",
        "sdn.csv, record ofac-905: its id was there before; the first one is kept.",
        "sdn.csv, line 9: its type 'robot' is none of individual, vessel, aircraft.",
        "sdn.csv, party 999: it has other names, but no row in the primary file.",
    ]


def test_ofac_csv_the_other_list_says_when_its_directives_began() -> None:
    found, _ = read("ofac_cons")
    lamp = found["ofac-951"]
    assert (lamp.list, lamp.names[1].text) == ("us-ofac-cons", "LAMP AVIONICS")
    assert lamp.programs == (Program("CMIC-EO13959", since=date(2021, 6, 3)),)


def test_ofac_csv_without_the_files_beside(tmp_path: Path) -> None:
    alone = tmp_path / "sdn.csv"
    alone.write_bytes((SAMPLES / "ofac/sdn.csv").read_bytes())
    listed = next(iter(open_list(alone)))
    assert names(listed) == ["primary: VASKO, Ruben Oleg", "weak: LAMPMAN", "former: OLD RUBEN"]
    assert listed.addresses == ()


def test_ofac_csv_with_a_header_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "sdn.csv"
    row = "36,LAMP LINES,-0- ,CUBA,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- "
    file.write_text(f"ID,Name,Type,Country,Title,Col_F,Col_G,Col_H,Col_I,Col_J,Col_K,Details\n{row}\n\x1a,,,,,,,,,,,\n")
    reading = open_list(file)
    assert [listed.id for listed in reading] == ["ofac-36"] and not reading.skips


def test_ofac_xml() -> None:
    found, reading = read("ofac.xml")
    ruben, ship, bare = found.values()
    assert (reading.format.experimental, reading.dated) == (True, date(2026, 3, 4))
    assert names(ruben) == ["primary: VASKO, Ruben Oleg", "alias: VASCO, Ruben", "weak: LAMPMAN", "former: VASKOV"]
    assert (births(ruben), ruben.countries, ruben.genders) == (RUBEN_BORN, ("ru", "kp"), ("male",))
    assert numbers(ruben) == {("passport", "77001122", "ru")}
    assert numbers(ship) == {("imo", "9290397", None), ("call-sign", "9XYZ9", None)}
    assert dict(ship.particulars)["deadweightTonnage"] == "9001"
    assert (bare.id, bare.schema, bare.programs) == ("ofac-903", "Organization", ())
    assert problems(reading) == [
        "ofac.xml, record 904: it has no name.",
        "ofac.xml, record 905: its type 'robot' is not known.",
        "ofac.xml, record : it has no uid.",
    ]


def test_ofac_advanced_xml_follows_its_references() -> None:
    found, reading = read("ofac_advanced.xml")
    ruben, ship, bare = found.values()
    assert (reading.format.name, reading.dated) == ("ofac-advanced-xml", date(2026, 3, 4))
    assert names(ruben) == ["primary: VASKO, Ruben Oleg", "original: ВАСКО", "weak: LAMPMAN", "former: VASKOV"]
    assert ruben.programs == (Program("RUSSIA-EO14024", "Executive Order 14024", ("asset-freeze",), date(2022, 2, 24)),)
    assert (births(ruben), ruben.countries, ruben.genders) == (RUBEN_BORN, ("ru",), ("male",))
    assert (ruben.positions, ruben.birth_places) == (("Head of Lamps",), ("Omsk, Russia",))
    assert ruben.addresses == ("3 Lamp Street, Omsk, Russia",)
    assert numbers(ruben) == {("passport", "77001122", "ru")}
    assert (ship.schema, ship.list, ship.particulars) == ("Vessel", "us-ofac-cons", (("flag", "kp"),))
    assert numbers(ship) == {("imo", "9290397", None), ("call-sign", "9XYZ9", None)}
    assert (names(bare), bare.schema) == (["primary: BARE NAME"], "Organization")
    assert problems(reading) == ["ofac_advanced.xml, party 904: it has no profile."]


def test_eu_fsf_xml() -> None:
    found, reading = read("eu_fsf.xml")
    ruben, bare = found.values()
    assert reading.dated == date(2026, 3, 4)
    assert (ruben.id, ruben.list, ruben.reference) == ("eu-fsf-901", "eu-fsf", "EU.9901.1")
    assert names(ruben) == ["primary: Ruben Vasko", "alias: Рубен Васко", "weak: Lamp Man"]
    assert ruben.programs == (Program("UKR", "9901/2022 (OJ L99)", since=date(2022, 2, 23)),)
    assert births(ruben) == [*RUBEN_BORN, "between 1970-01-01 and 1972-12-31"]
    assert (ruben.positions, ruben.titles, ruben.countries) == (("Head of Lamps",), ("Dr",), ("ru",))
    assert ruben.addresses == ("3 Lamp Street, 99001, Omsk, RUSSIAN FEDERATION",)
    assert numbers(ruben) == {("passport", "77001122", "ru")}
    assert (names(bare), bare.schema) == (["primary: Bare Name"], "Organization")
    assert [problem.split(": ")[1] for problem in problems(reading)] == ["it has no name.", "it has no logicalId."]


def test_eu_fsf_csv_joins_rows_that_stand_apart() -> None:
    found, reading = read("eu_fsf.csv")
    ruben, bare = found.values()
    assert reading.dated == date(2026, 3, 4)
    assert names(ruben) == ["primary: Ruben Vasko", "alias: Рубен Васко"]
    assert (births(ruben), ruben.countries, ruben.genders) == (RUBEN_BORN, ("ru",), ("male",))
    assert ruben.addresses == ("5 Lamp Street, Omsk, RUSSIAN FEDERATION",)
    assert numbers(ruben) == {("passport", "77001122", "ru")}
    assert (names(bare), bare.programs) == (["primary: Bare Name"], ())
    assert problems(reading) == [
        "eu_fsf.csv, line 9: it has 34 columns where the list has 35.",
        "eu_fsf.csv, line 11: it has no Entity_LogicalId.",
        "eu_fsf.csv, record 903: it has no name.",
    ]


def test_eu_journal() -> None:
    found, reading = read("eu_oj/39901R0001.csv")
    ruben, ship, bare = found.values()
    assert (ruben.id, ruben.list, ruben.reference) == ("eu-39901R0001-0", "eu-oj", "7")
    assert names(ruben)[:2] == ["primary: Ruben VASKO", "alias: Ruben Vasco"]
    assert names(ruben)[-3:] == ["alias: Рубен ВАСКО", "weak: Lampman", "former: VASKOV"]
    assert ruben.programs == (Program("EU-PRK", "39901R0001, Annex XIII.A", ("asset-freeze",), date(2011, 2, 26)),)
    assert (births(ruben), ruben.countries) == (RUBEN_BORN, ("ua", "ru"))
    assert ruben.positions == ("Head of Lamps", "Judge")
    assert numbers(ruben) == {("passport", "77001122", "ru"), ("tax", "7799001122", None)}
    assert ruben.note == "He sold lamps.\nOne note.\nAnother note."
    assert (ship.schema, ship.particulars, ship.countries) == ("Vessel", (("flag", "cm"),), ("cm",))
    assert ship.programs[0].since is None
    assert names(bare) == ["primary: Bare Name"]
    assert problems(reading) == [
        "39901R0001.csv, line 5: it has no name.",
        "39901R0001.csv, line 6: it names no act (celex).",
    ]


def test_eu_journal_an_amending_act_is_told_by_its_id() -> None:
    found, _ = read("eu_oj/39901R0002.csv")
    works = found["eu-39901R0002-0-a"]
    assert works.programs[0].basis == "39901R0001, 39901R0002, Annex IV"
    assert numbers(works) == {
        ("registration", "99-77", None),
        ("registration", "1027700000001", "ru"),
        ("tax", "7799001122", "ru"),
    }
    assert ("legalForm", "Joint Stock Company") in works.particulars


def _check_uk(found: dict[str, Listed]) -> None:
    ruben, ship, bare = found.values()
    assert (ruben.id, ruben.list, ruben.reference) == ("uk-LMP0001", "uk-sl", "KPi.901")
    assert {"primary: Ruben Oleg VASKO", "original: Рубен Васко", "weak: LAMPMAN"} <= set(names(ruben))
    regime = "The Lamps (Sanctions) Regulations 2021"
    assert ruben.programs == (Program(regime, measures=("asset-freeze", "travel-ban"), since=date(2022, 2, 24)),)
    assert births(ruben) == ["1960-08-12", "between 1965-01-01 and 1965-12-31"]
    assert (ruben.countries, ruben.genders, ruben.titles) == (("ru",), ("male",), ("Dr",))
    assert (ruben.positions, ruben.birth_places) == (("Head of Lamps",), ("Omsk, Russia",))
    assert ruben.addresses == ("3 Lamp Street, Omsk, 99001, Russia",)
    assert numbers(ruben) == {("passport", "77001122", None), ("national-id", "990-1", None)}
    assert ruben.note == "About lamps.\nHe sold lamps."
    assert (ship.schema, numbers(ship)) == ("Vessel", {("imo", "9290397", None)})
    assert ("flag", "kp") in ship.particulars
    assert names(bare) == ["primary: BARE NAME"]


def test_uk_csv() -> None:
    found, reading = read("uk.csv")
    assert (reading.format.name, reading.dated) == ("uk-csv", date(2026, 3, 4))
    _check_uk(found)
    assert problems(reading) == [
        "uk.csv, line 9: it has no Unique ID or Group ID.",
        "uk.csv, record LMP0004: it has no name.",
    ]


def test_uk_xml() -> None:
    found, reading = read("uk.xml")
    assert (reading.format.name, reading.dated) == ("uk-xml", date(2026, 3, 4))
    _check_uk(found)
    assert reading.skipped == 2


def test_uk_conlist() -> None:
    found, reading = read("uk_conlist.csv")
    ruben = found["uk-99001"]
    assert reading.dated == date(2026, 3, 4)
    assert names(ruben) == ["primary: Ruben VASKO", "weak: LAMPMAN", "former: VASKOV"]
    assert births(ruben) == ["between 1960-01-01 and 1960-12-31"]
    assert ruben.programs[0].since == date(2022, 2, 24)


def as_ods(path: Path, rows: list[list[str]], prolog: str = "") -> Path:
    """A spreadsheet of these rows; blank cells are written as one that repeats, as office programs do."""
    office, table, text = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text"))
    body = []
    for row in rows:
        cells = [
            f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" if cell else "<table:table-cell/>"
            for cell in row
        ]
        blank = '<table:table-cell table:number-columns-repeated="16000"/>'
        body.append(f"<table:table-row>{''.join(cells)}{blank}</table:table-row>")
    content = (
        f'{prolog}<office:document-content xmlns:office="{office}" xmlns:table="{table}" xmlns:text="{text}">'
        "<office:body><office:spreadsheet><table:table>"
        f"{''.join(body)}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", content)
    return path


def uk_rows() -> list[list[str]]:
    import csv

    return list(csv.reader((SAMPLES / "uk.csv").read_text(encoding="utf-8").splitlines()))


def test_uk_ods(tmp_path: Path) -> None:
    reading = open_list(as_ods(tmp_path / "uk.ods", uk_rows()))
    assert (reading.format.name, reading.dated) == ("uk-ods", date(2026, 3, 4))
    _check_uk({listed.id: listed for listed in reading})
    assert reading.skipped == 2


def test_bis() -> None:
    found, reading = read("dpl.txt")
    ruben = found["bis-0"]
    assert ruben.programs == (
        Program("DPL", "68 F.R. 99001 6/27/03", ("export-denial",), date(2003, 6, 19), date(2056, 6, 30)),
    )
    assert (ruben.names[0].text, ruben.countries) == ("R. VASKO", ("ru",))
    assert ruben.addresses == ("3 LAMP STREET, OMSK, 99001, RU",)
    assert found["bis-1"].programs[0].since is None
    assert problems(reading) == [
        "dpl.txt, line 4: it has no name.",
        "dpl.txt, line 5: it has 2 columns where the list has 12.",
    ]


def test_bis_a_bad_row_does_not_move_the_ids_behind_it() -> None:
    found, _ = read("dpl.txt")
    assert found["bis-4"].name == 'SOL "LAMP" CO'


def test_vessels_have_a_programme_for_each_measure() -> None:
    found, _ = read("vessels.csv")
    old, new = found["un-vessel-0"], found["un-vessel-1"]
    assert names(old) == ["primary: SOL 9", "alias: MOON 9", "alias: STAR 9"]
    assert old.programs == (
        Program("DPRK", "UNSCR 9901 (2016)", ("asset-freeze",), date(2016, 3, 2), date(2016, 12, 17)),
    )
    assert [program.measures for program in new.programs] == [("port-ban",), ("deflag",)]
    assert {program.until for program in new.programs} == {None}
    assert (new.identifiers, new.countries, old.countries) == ((), (), ("kp",))


def test_a_table_of_names_is_grouped_by_id() -> None:
    found, reading = read("names.tsv.gz")
    assert names(found["un-1"]) == ["primary: Ruben VASKO", "weak: Lampman"]
    assert {listed.id: (listed.list, listed.schema) for listed in found.values()} == {
        "un-1": ("un-sc", "Person"),
        "ofac-2": ("us-ofac-sdn", "Thing"),
        "xyz-5": ("names", "Vessel"),
    }
    assert problems(reading) == [
        "names.tsv.gz, line 5: it has 2 columns where the list has 4.",
        "names.tsv.gz, line 6: its quality 'splendid' is none of primary, alias, former, weak, original.",
    ]


@pytest.mark.parametrize("path", sorted(path for path in SAMPLES.rglob("*") if path.is_file()))
def test_every_sample_reads_the_same_twice(path: Path) -> None:
    if path.name in ("alt.csv", "add.csv", "sdn_comments.csv", "cons_alt.csv"):
        pytest.skip("a part of a list")
    assert list(open_list(path)) == list(open_list(path))
