"""What changed between two versions: every entry falls on one side, and every change is named once."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shelf_samples import day, file, ftm_lines, party, un_xml

from porosity.errors import InputError
from porosity.screening.differences import Change, changes, difference, entries_of
from porosity.screening.intake import take_in
from porosity.screening.listed import Identifier, Listed, ListedName, Program, Quality
from porosity.screening.parts import Arrival
from porosity.screening.versions import Shelf
from porosity.timespan import TimeSpan

FULL = Listed(
    id="un-1",
    list="un-sc",
    schema="Person",
    names=(ListedName("Kim"), ListedName("Kim II", Quality.WEAK)),
    programs=(Program("DPRK", "1718 (2006)", ("asset-freeze",), day("01-01")),),
    countries=("kp",),
    born=(TimeSpan(day("1960-01-01"), day("1960-12-31"), "1960"),),
    birth_places=("Sinuiju",),
    genders=("male",),
    positions=("Minister",),
    titles=("Dr",),
    addresses=("1 Road",),
    identifiers=(Identifier("passport", "123", "kp"),),
    particulars=(("flag", "kp"),),
    reference="KPi.001",
    note="A note",
)
OTHER = {
    "schema": "Organization",
    "names": (ListedName("Kim"), ListedName("Kim II", Quality.ALIAS)),
    "programs": (Program("DPRK", "1718 (2006)", ("asset-freeze",), day("01-02")),),
    "born": (TimeSpan(day("1961-01-01"), day("1961-12-31"), "1961"),),
    "identifiers": (Identifier("passport", "123", None),),
    "particulars": (("flag", "ru"),),
    "reference": None,
}


def test_every_field_of_an_entry_is_compared() -> None:
    for field in fields(Listed):
        if field.name == "id":
            continue
        other = replace(FULL, **{field.name: OTHER.get(field.name, ("another",))})
        assert [change.field for change in changes(FULL, other)] == [field.name]


def test_a_change_names_what_went_and_what_came() -> None:
    after = replace(FULL, programs=(*FULL.programs, Program("IRAN")), note="Another")
    assert changes(FULL, after) == (
        Change("programs", (), ("IRAN",)),
        Change("note", ("A note",), ("Another",)),
    )


def test_the_words_of_a_program_hold_all_of_it() -> None:
    (change,) = changes(FULL, replace(FULL, programs=(replace(FULL.programs[0], until=day("05-01")),)))
    assert change.removed == ("DPRK; 1718 (2006); asset-freeze; since 2020-01-01",)
    assert change.added == ("DPRK; 1718 (2006); asset-freeze; since 2020-01-01; until 2020-05-01",)


def test_another_order_is_no_change() -> None:
    assert changes(FULL, replace(FULL, names=FULL.names[::-1])) == ()


ENTRIES = st.dictionaries(st.integers(0, 9), st.sampled_from(["Kim", "Ri", "Pak"])).map(
    lambda named: [party(number, name) for number, name in named.items()]
)


@given(old=ENTRIES, new=ENTRIES)
def test_every_entry_falls_on_one_side(old: list[Listed], new: list[Listed]) -> None:
    found = difference(old, new)
    assert len(found.removed) + len(found.changed) + found.same == len(old)
    assert len(found.added) + len(found.changed) + found.same == len(new)
    back = difference(new, old)
    assert (back.added, back.removed) == (found.removed, found.added)
    assert [(one.after, one.before) for one in back.changed] == [(one.before, one.after) for one in found.changed]


@given(entries=ENTRIES)
def test_a_version_does_not_differ_from_itself(entries: list[Listed]) -> None:
    found = difference(entries, entries[::-1])
    assert (found.added, found.removed, found.changed, found.same) == ((), (), (), len(entries))


def test_a_side_is_a_version_or_a_file_of_any_format(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    xml = file(tmp_path, un_xml(day("02-01"), [party(1)]))
    take_in(shelf, xml, Arrival("x"))
    stream = file(tmp_path, ftm_lines([party(1)]), "list.json")
    for ref in ("un-sc", "un-sc@2020-02-01", str(xml), str(stream)):
        assert entries_of(shelf, ref).entries == (party(1),)
    with pytest.raises(InputError, match="no such version"):
        entries_of(shelf, str(tmp_path / "absent.xml"))
