"""Joining one report at a time: the order of adding, decisions, mentions, cost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.strands import digest, strand
from porosity.errors import InputError
from porosity.incidents.digests import Digest
from porosity.incidents.joining import NEAREST, Joiner, Memory, keys
from porosity.incidents.records import Part

SHELLS = {"givers": "kp", "takers": "by", "goods": "munitions"}
COAL = {"givers": "kp", "takers": "cn", "goods": "coal"}


def joined(digests: Iterable[Digest], shelf: Memory | None = None) -> Memory:
    shelf = shelf or Memory()
    joiner = Joiner(shelf)
    for one in digests:
        joiner.add(one)
    return shelf


def groups(shelf: Memory) -> set[frozenset[str]]:
    found = (
        frozenset(held.strand.report for held in shelf.within(one) if held.strand.part is Part.MAIN)
        for one in shelf.incidents
    )
    return {one for one in found if one}


def shells(report: str, day: str, until: str | None = None) -> Digest:
    return digest(strand(report, "supply", day, until, **SHELLS))


def coal(report: str, day: str) -> Digest:
    return digest(strand(report, "supply", day, **COAL))


CLEAR = [shells("a", "2023-01-10"), shells("b", "2023-03-10"), coal("c", "2023-02-01"), shells("d", "2024-03-01"),
         coal("e", "2023-02-20")]  # fmt: skip


@pytest.mark.parametrize("order", list(permutations(range(5)))[::7])
def test_the_order_of_adding_changes_no_clear_case(order: tuple[int, ...]) -> None:
    assert groups(joined(CLEAR[at] for at in order)) == {frozenset("ab"), frozenset("ce"), frozenset("d")}


def test_what_ties_two_incidents_makes_one_of_them_and_the_older_keeps_its_id() -> None:
    shelf = joined([shells("a", "2023-01-01"), shells("b", "2023-08-01")])
    assert shelf.incidents == ("i-1", "i-2")
    joined([shells("c", "2023-04-15")], shelf)
    assert groups(shelf) == {frozenset("abc")}
    assert shelf.incidents == ("i-1",)
    assert shelf.leads == {"i-2": "i-1"}


def test_adding_a_report_twice_changes_nothing() -> None:
    shelf = joined(CLEAR)
    before = {one: shelf.within(one) for one in shelf.incidents}
    joined(CLEAR, shelf)
    assert {one: shelf.within(one) for one in shelf.incidents} == before


def test_a_report_that_says_something_else_now_moves() -> None:
    shelf = joined(CLEAR)
    joined([coal("b", "2023-03-10")], shelf)
    assert groups(shelf) == {frozenset("a"), frozenset("bce"), frozenset("d")}


def test_what_only_one_report_held_together_falls_apart_without_it() -> None:
    shelf = joined([shells("a", "2023-01-01"), shells("b", "2023-08-01"), shells("c", "2023-04-15")])
    Joiner(shelf).remove("c")
    assert groups(shelf) == {frozenset("a"), frozenset("b")}
    assert len(shelf.incidents) == 2


@given(
    st.lists(
        st.dates(
            min_value=__import__("datetime").date(2023, 1, 1), max_value=__import__("datetime").date(2023, 12, 31)
        ),
        max_size=12,
    )
)
def test_a_split_stays_split_under_any_later_add(days: list[date]) -> None:
    shelf = joined([shells("a", "2023-03-01"), shells("b", "2023-03-02")])
    fresh = Joiner(shelf).split("i-1", ["b#supply"])
    joined((shells(f"r{at}", str(day)) for at, day in enumerate(days)), shelf)
    home = {held.strand.report: held.incident for one in shelf.incidents for held in shelf.within(one)}
    assert home["a"] == "i-1"
    assert home["b"] == fresh


def test_a_split_stays_split_where_one_of_the_two_is_merged_on() -> None:
    shelf = joined([shells("a", "2023-03-01"), shells("b", "2023-03-02"), coal("c", "2023-03-03")])
    fresh = Joiner(shelf).split("i-1", ["b#supply"])
    merged = Joiner(shelf).merge([fresh, "i-2"])
    joined([shells("d", "2023-03-04")], shelf)
    homes = {held.strand.report: held.incident for one in shelf.incidents for held in shelf.within(one)}
    assert homes["b"] == merged != homes["a"]


def test_a_split_must_leave_something_on_either_side() -> None:
    shelf = joined([shells("a", "2023-03-01"), shells("b", "2023-03-02")])
    for wrong in ([], ["a#supply", "b#supply"], ["c#supply"]):
        with pytest.raises(InputError, match="can be split only"):
            Joiner(shelf).split("i-1", wrong)


def test_what_is_merged_stays_merged() -> None:
    shelf = joined([shells("a", "2023-03-01"), coal("b", "2023-03-02")])
    assert Joiner(shelf).merge(["i-2", "i-1"]) == "i-1"
    joined([shells("c", "2023-03-05"), coal("d", "2023-03-06")], shelf)
    assert groups(shelf) == {frozenset("abcd")}
    Joiner(shelf).remove("c")
    assert groups(shelf) == {frozenset("abd")}


def test_a_report_belongs_to_each_incident_that_it_shares() -> None:
    both = digest(strand("m", "supply", "2023-02-01", **SHELLS), strand("m", "ship", "2023-02-01", names="blue heron"))
    shelf = joined([shells("a", "2023-01-10"), both, digest(strand("s", "ship", "2023-03-01", names="blue heron"))])
    assert groups(shelf) == {frozenset("am"), frozenset("ms")}


def test_what_a_report_shares_with_nobody_makes_no_incident_beside_what_it_shares() -> None:
    both = digest(strand("m", "supply", "2023-02-01", **SHELLS), strand("m", "ship", "2023-02-01", names="blue heron"))
    assert groups(joined([shells("a", "2023-01-10"), both])) == {frozenset("am")}
    assert groups(joined([both])) == {frozenset("m")}


def test_what_is_told_in_passing_is_laid_beside_and_joins_nothing() -> None:
    passing = digest(
        strand("p", "words", "2023-01-20", people="ada roe"),
        strand("p", "supply", "2023-01-20", passing=True, **SHELLS),
    )
    for order in ([shells("a", "2023-01-10"), passing], [passing, shells("a", "2023-01-10")]):
        shelf = joined(order)
        assert groups(shelf) == {frozenset("a"), frozenset("p")}
        beside = [held for one in shelf.incidents for held in shelf.within(one) if held.strand.part is Part.MENTION]
        assert [held.why[0] for held in beside] == ["told in passing"]
        assert beside[0].incident == shelf.of_report("a")[0].incident


def test_every_pair_that_has_a_bond_shares_a_key() -> None:
    from incidents.test_bonds import TIED

    for kind, one, other, first, then, why in TIED:
        assert set(keys(strand("a", kind, first, **one))) & set(keys(strand("b", kind, then, **other))), why


def test_what_is_looked_at_does_not_grow_with_what_is_kept() -> None:
    shelf = joined(shells(f"r{at}", f"2023-{at % 12 + 1:02}-{at % 28 + 1:02}") for at in range(400))
    one = strand("x", "supply", "2023-06-15", **SHELLS)
    assert len(shelf.near(one)) <= 2 * NEAREST * len(keys(one))
