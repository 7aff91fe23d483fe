"""Was X listed on D, under which programme: both sides of every boundary, and laws over made-up histories."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from shelf_samples import LIST, day, file, ftm_lines, party, un_xml, version

from porosity.logic import Truth
from porosity.screening.intake import take_in
from porosity.screening.listed import Listed, ListedName, Program
from porosity.screening.membership import Membership, by_id_or_name, was_listed
from porosity.screening.parts import Arrival
from porosity.screening.sights import Sight, decide
from porosity.screening.versions import DayFrom, Shelf, Version, standing

YES, NO, UNKNOWN = Truth.MET, Truth.NOT_MET, Truth.UNKNOWN
UNDATED = Program("DPRK")


def dated(since: str | None, until: str | None = None, name: str = "DPRK") -> Program:
    return Program(name, since=day(since) if since else None, until=day(until) if until else None)


def row(*seen: tuple[str, Program | tuple[Program, ...] | None]) -> list[Sight]:
    """What versions say of one party: ``MM-DD`` or ``MM-DD/MM-DD`` for the days, then its programmes or None."""
    programs = [programs for _, programs in seen]
    made = []
    for number, (days, _) in enumerate(seen):
        first, _, last = days.partition("/")
        made.append(version(day(first), day(last) if last else None, number=number))
    return [
        Sight(one, None if held is None else party(1, "X", *(held if isinstance(held, tuple) else (held,))))
        for one, held in zip(standing(tuple(made)), programs, strict=True)
    ]


def ask(sights: list[Sight], on: str, program: str | None = "DPRK") -> Truth:
    return decide(sights, program, day(on)).answer


# one version


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        ("02-28", NO),
        ("02-29", NO),
        ("03-01", YES),
        ("05-31", YES),
        ("06-01", YES),
        ("06-02", UNKNOWN),
        ("12-31", UNKNOWN),
    ],
)
def test_since_decides_up_to_the_day_of_the_version(on: str, answer: Truth) -> None:
    assert ask(row(("06-01", dated("03-01"))), on) is answer


@pytest.mark.parametrize(
    ("on", "answer"),
    [("02-29", NO), ("03-01", YES), ("04-30", YES), ("05-01", NO), ("06-01", NO), ("06-02", UNKNOWN)],
)
def test_until_is_the_first_day_that_no_longer_counts(on: str, answer: Truth) -> None:
    assert ask(row(("06-01", dated("03-01", "05-01"))), on) is answer


@pytest.mark.parametrize(
    ("on", "answer"), [("06-01", YES), ("06-02", UNKNOWN), ("07-31", UNKNOWN), ("08-01", UNKNOWN), ("09-01", UNKNOWN)]
)
def test_an_end_to_come_says_nothing_of_the_days_after_the_version(on: str, answer: Truth) -> None:
    """It may be delisted before, and it may be renewed."""
    assert ask(row(("06-01", dated("03-01", "08-01"))), on) is answer


@pytest.mark.parametrize(("on", "answer"), [("05-31", UNKNOWN), ("06-01", YES), ("06-02", UNKNOWN)])
def test_an_undated_entry_counts_on_the_day_of_its_version_alone(on: str, answer: Truth) -> None:
    assert ask(row(("06-01", UNDATED)), on) is answer


@pytest.mark.parametrize(("on", "answer"), [("05-31", UNKNOWN), ("06-01", NO), ("06-02", UNKNOWN)])
def test_absence_counts_on_the_day_of_the_version_alone(on: str, answer: Truth) -> None:
    assert ask(row(("06-01", None)), on) is answer


@pytest.mark.parametrize(("on", "answer"), [("05-31", UNKNOWN), ("06-01", YES), ("06-20", YES), ("06-21", UNKNOWN)])
def test_a_version_that_was_still_served_counts_up_to_that_day(on: str, answer: Truth) -> None:
    assert ask(row(("06-01/06-20", UNDATED)), on) is answer


@pytest.mark.parametrize(("on", "answer"), [("03-31", UNKNOWN), ("04-01", NO), ("06-01", NO), ("06-02", UNKNOWN)])
def test_an_end_without_a_beginning(on: str, answer: Truth) -> None:
    assert ask(row(("06-01", dated(None, "04-01"))), on) is answer


@pytest.mark.parametrize(("on", "answer"), [("06-01", NO), ("06-30", UNKNOWN), ("07-01", UNKNOWN)])
def test_a_listing_announced_ahead_is_none_yet(on: str, answer: Truth) -> None:
    assert ask(row(("06-01", dated("07-01"))), on) is answer


@pytest.mark.parametrize(
    ("on", "answer"), [("02-29", NO), ("03-01", YES), ("04-01", NO), ("04-30", NO), ("05-01", YES), ("06-01", YES)]
)
def test_two_measures_of_one_programme_with_a_gap_between(on: str, answer: Truth) -> None:
    assert ask(row(("06-01", (dated("03-01", "04-01"), dated("05-01")))), on) is answer


# two versions


@pytest.mark.parametrize(
    ("before", "after", "answer"),
    [
        (UNDATED, UNDATED, YES),
        (None, None, NO),
        (UNDATED, None, UNKNOWN),
        (None, UNDATED, UNKNOWN),
        (dated("01-01"), None, UNKNOWN),  # delisted on some day in between
        (None, dated("03-01"), YES),  # listed in between, and the entry says when
        (None, dated("05-20"), NO),
        (dated("01-01"), dated("05-20"), UNKNOWN),  # listed anew: what was before?
        (dated("01-01", "04-01"), None, NO),  # it ended as was foreseen
        (dated("01-01", "04-01"), UNDATED, UNKNOWN),  # foreseen to end, yet there: renewed, or listed anew?
        (dated("01-01", "05-20"), None, UNKNOWN),
        (dated("01-01", "05-20"), UNDATED, YES),
        (None, dated(None, "05-20"), UNKNOWN),
        (None, dated(None, "04-01"), NO),
    ],
)
def test_a_day_between_two_versions(before: Program | None, after: Program | None, answer: Truth) -> None:
    assert ask(row(("02-01", before), ("06-01", after)), "05-01") is answer


@pytest.mark.parametrize(
    ("on", "answer"),
    [("01-31", UNKNOWN), ("02-01", YES), ("02-02", YES), ("05-31", YES), ("06-01", YES), ("06-02", UNKNOWN)],
)
def test_undated_in_two_versions_is_listed_from_the_one_to_the_other(on: str, answer: Truth) -> None:
    assert ask(row(("02-01", UNDATED), ("06-01", UNDATED)), on) is answer


@pytest.mark.parametrize(
    ("before", "until", "on", "answer"),
    [
        (UNDATED, "04-01", "03-31", YES),
        (UNDATED, "04-01", "04-01", NO),
        (UNDATED, "05-01", "04-30", YES),
        (UNDATED, "05-02", "04-30", UNKNOWN),  # the version of May lacks it with no reason
        (None, "04-01", "03-31", UNKNOWN),  # it came some day in between, and went again
        (None, "04-01", "04-01", NO),
    ],
)
def test_a_later_version_names_the_end_for_which_one_lacks_it(
    before: Program | None, until: str, on: str, answer: Truth
) -> None:
    assert ask(row(("02-01", before), ("05-01", None), ("06-01", dated(None, until))), on) is answer  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "answer"), [("02-01", YES), ("02-02", UNKNOWN), ("05-31", UNKNOWN), ("06-01", NO), ("06-02", UNKNOWN)]
)
def test_an_entry_that_vanished_was_delisted_some_day_in_between(on: str, answer: Truth) -> None:
    assert ask(row(("02-01", dated("01-01")), ("06-01", None)), on) is answer


@pytest.mark.parametrize(
    ("on", "answer"), [("02-01", YES), ("02-09", YES), ("02-10", NO), ("02-20", UNKNOWN), ("02-21", UNKNOWN)]
)
def test_the_next_version_ends_what_the_one_before_was_seen_to_say(on: str, answer: Truth) -> None:
    """The first was served up to 20 February, but the second is of the 10th."""
    assert ask(row(("02-01/02-20", UNDATED), ("02-10", None)), on) is answer


def test_only_versions_that_follow_each_other_make_a_span() -> None:
    sights = row(("02-01", UNDATED), ("04-01", None), ("06-01", UNDATED))
    assert [ask(sights, on) for on in ("03-01", "04-01", "05-01")] == [UNKNOWN, NO, UNKNOWN]


def test_two_versions_of_one_day_that_disagree_leave_it_open() -> None:
    sights = row(("02-01", UNDATED), ("02-01", None))
    assert ask(sights, "02-01") is UNKNOWN
    assert "disagree" in decide(sights, "DPRK", day("02-01")).because
    assert ask(row(("02-01", UNDATED), ("02-01", UNDATED)), "02-01") is YES
    assert ask(row(("02-01", None), ("02-01", None)), "02-01") is NO


def test_two_versions_of_one_day_that_disagree_bound_no_span() -> None:
    assert ask(row(("02-01", UNDATED), ("02-01", None), ("06-01", UNDATED)), "03-01") is UNKNOWN
    assert ask(row(("02-01", UNDATED), ("06-01", UNDATED), ("06-01", None)), "03-01") is UNKNOWN


# what versions say against each other


def test_dates_outweigh_a_version_of_the_day_that_lacks_the_party_but_it_is_named() -> None:
    sights = row(("04-01", None), ("06-01", dated("03-01")))
    found = decide(sights, "DPRK", day("04-01"))
    assert found.answer is YES
    assert sights[0].version.ref in found.because


def test_a_version_of_the_day_outweighs_a_later_since() -> None:
    assert ask(row(("04-01", dated("01-01")), ("06-01", dated("05-01"))), "04-01") is YES


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        ("02-29", UNKNOWN),
        ("03-01", YES),
        ("03-02", UNKNOWN),
        ("05-01", NO),
        ("07-31", NO),
        ("08-01", YES),
        ("09-01", YES),
    ],
)
def test_since_is_not_the_first_listing_where_an_older_version_saw_one(on: str, answer: Truth) -> None:
    """Seen on 1 March, gone on 1 May and 1 June, listed anew on 1 August: "since August" says nothing of February."""
    sights = row(("03-01", UNDATED), ("05-01", None), ("07-31", None), ("09-01", dated("08-01")))
    assert ask(sights, on) is answer


def test_of_two_beginnings_the_earlier_one_still_excludes_the_days_before_it() -> None:
    sights = row(("04-01", dated("03-01")), ("06-01", dated("05-01")))
    assert [ask(sights, on) for on in ("02-29", "03-01")] == [NO, YES]


def test_a_day_for_which_nothing_is_kept() -> None:
    assert decide([], "DPRK", day("02-01")).answer is UNKNOWN
    assert "--dated" in decide([], "DPRK", day("02-01")).because


# programmes


def shelved(tmp_path: Path, *versions: tuple[str | None, list[Listed]]) -> Shelf:
    """A shelf with a version of each day; without a day it is one whose day nobody knows."""
    shelf = Shelf(tmp_path / "shelf")
    for number, (on, entries) in enumerate(versions):
        path = file(tmp_path, ftm_lines(entries), f"{number}.json")
        take_in(shelf, path, Arrival(str(path), given=day(on) if on else None))
    return shelf


def answer(shelf: Shelf, who: str, on: str) -> Membership:
    return was_listed(shelf, LIST, by_id_or_name(who), day(on))


def test_the_answer_names_the_programmes_that_held_and_no_others(tmp_path: Path) -> None:
    entry = party(1, "X", dated("03-01", name="A"), dated("05-01", name="B"), dated(None, name="C"))
    shelf = shelved(tmp_path, ("06-01", [entry]))
    for on, names in (("03-01", ["A"]), ("05-01", ["A", "B"]), ("06-01", ["A", "B", "C"])):
        found = answer(shelf, "un-1", on)
        assert found.answer is YES
        assert [program.name for program in found.programs] == names


def test_a_programme_without_dates_keeps_the_days_before_open(tmp_path: Path) -> None:
    shelf = shelved(tmp_path, ("06-01", [party(1, "X", dated("03-01", name="A"), dated(None, name="B"))]))
    assert answer(shelf, "un-1", "02-01").answer is UNKNOWN
    assert answer(shelf, "un-1", "02-01").programs == ()


def test_a_change_of_programme_between_two_versions_leaves_the_party_listed(tmp_path: Path) -> None:
    old, new = party(1, "X", Program("A")), party(1, "X", Program("B"))
    found = answer(shelved(tmp_path, ("02-01", [old]), ("06-01", [new])), "un-1", "04-01")
    assert found.answer is YES
    assert found.programs == ()  # under which of the two, nobody knows


def test_each_measure_that_held_is_named(tmp_path: Path) -> None:
    freeze = Program("1718", measures=("asset-freeze",), since=day("01-01"))
    ban = Program("1718", measures=("port-ban",), since=day("01-01"), until=day("02-01"))
    flag = Program("1718", measures=("deflag",), since=day("03-01"))
    found = answer(shelved(tmp_path, ("06-01", [party(1, "X", freeze, ban, flag)])), "X", "04-01")
    assert found.programs == (freeze, flag)


# who is meant


def test_a_name_is_found_in_any_case_and_spacing(tmp_path: Path) -> None:
    shelf = shelved(tmp_path, ("06-01", [party(1, "KIM Jong  Il")]))
    assert answer(shelf, "kim jong il", "06-01").answer is YES
    assert answer(shelf, "Kim Jong", "06-01").answer is NO


def test_nobody_of_that_name_is_a_no_only_where_versions_reach(tmp_path: Path) -> None:
    shelf = shelved(tmp_path, ("02-01", [party(1)]), ("06-01", [party(2)]))
    assert [answer(shelf, "Nobody", on).answer for on in ("01-31", "02-01", "04-01", "06-01", "06-02")] == [
        UNKNOWN,
        NO,
        NO,
        NO,
        UNKNOWN,
    ]


def test_one_of_several_of_a_name_suffices(tmp_path: Path) -> None:
    shelf = shelved(tmp_path, ("06-01", [party(1, "Kim", dated("03-01")), party(2, "Kim", dated("05-01"))]))
    found = answer(shelf, "Kim", "04-01")
    assert found.answer is YES
    assert [one.id for one in found.found] == ["un-1"]
    assert answer(shelf, "Kim", "02-01").answer is NO


def test_namesakes_are_not_one_party(tmp_path: Path) -> None:
    """One vanished, the other came: nobody knows of the days between."""
    shelf = shelved(tmp_path, ("02-01", [party(1, "Kim"), party(9)]), ("06-01", [party(2, "Kim"), party(9)]))
    assert answer(shelf, "Kim", "04-01").answer is UNKNOWN


def test_a_party_is_followed_by_its_id_when_a_name_of_it_goes(tmp_path: Path) -> None:
    both = replace(party(1, "Kim"), names=(ListedName("Kim"), ListedName("Kim II")))
    shelf = shelved(tmp_path, ("02-01", [both]), ("06-01", [party(1, "Kim II")]))
    assert answer(shelf, "Kim", "06-01").answer is YES


def test_an_id_that_passes_to_somebody_else_is_not_followed(tmp_path: Path) -> None:
    """Where ids are numbered through anew, un-1 is Kim in one version and Ri in the next."""
    shelf = shelved(tmp_path, ("02-01", [party(1, "Kim"), party(2, "Ri")]), ("06-01", [party(1, "Ri")]))
    assert answer(shelf, "Kim", "06-01").answer is NO
    assert answer(shelf, "Ri", "06-01").answer is YES


# versions and reasons


def test_an_answer_names_its_version_and_an_unknown_the_nearest(tmp_path: Path) -> None:
    shelf = shelved(tmp_path, ("02-01", [party(1)]), ("06-01", [party(2)]))
    first, second = shelf.versions(LIST)
    assert answer(shelf, "un-1", "02-01").versions == (first,)
    between = answer(shelf, "un-1", "04-01")
    assert between.answer is UNKNOWN and between.nearest == (first, second)
    assert first.ref in between.because and second.ref in between.because
    assert answer(shelf, "un-1", "01-01").nearest == (first,)
    assert answer(shelf, "un-2", "07-01").nearest == (second,)


def test_after_the_newest_version_it_is_told_what_that_one_says(tmp_path: Path) -> None:
    shelf = shelved(tmp_path, ("06-01", [party(1, "X", dated("03-01"))]))
    found = answer(shelf, "X", "06-02")
    assert found.answer is UNKNOWN
    assert "listed by un-sc@2020-06-01" in found.because and "nothing is known since" in found.because


def test_a_version_of_an_unknown_day_decides_nothing(tmp_path: Path) -> None:
    shelf = shelved(tmp_path, (None, [party(1, "X", dated("03-01"))]))
    found = answer(shelf, "X", "04-01")
    assert found.answer is UNKNOWN
    assert found.nearest == shelf.versions(LIST)
    assert "--dated" in found.because


def test_a_no_tells_of_records_that_could_not_be_read(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    nameless = b"<INDIVIDUAL><DATAID>9</DATAID></INDIVIDUAL></INDIVIDUALS>"
    path = file(tmp_path, un_xml(day("06-01"), [party(1)]).replace(b"</INDIVIDUALS>", nameless))
    take_in(shelf, path, Arrival("x"))
    found = answer(shelf, "Nobody", "06-01")
    assert found.answer is NO
    assert "1 of its records" in found.because


def test_a_list_that_is_not_kept_is_unknown(tmp_path: Path) -> None:
    assert was_listed(Shelf(tmp_path), "un-sc", by_id_or_name("X"), day("02-01")).answer is UNKNOWN


# laws

FIRST = date(2020, 1, 1)
DAYS = st.integers(0, 40).map(lambda number: FIRST + timedelta(days=number))
SPANS = st.tuples(st.none() | DAYS, st.none() | DAYS).filter(lambda span: None in span or span[0] < span[1])  # type: ignore[operator]
PROGRAMS = st.builds(lambda name, span: Program(name, since=span[0], until=span[1]), st.sampled_from("AB"), SPANS)
ENTRIES = st.none() | st.lists(PROGRAMS, max_size=3).map(
    lambda programs: Listed("un-1", LIST, "Person", (ListedName("X"),), tuple(programs))
)
SEEN = st.lists(st.tuples(DAYS, st.integers(0, 5), ENTRIES), max_size=6)


def sights_of(seen: list[tuple[date, int, Listed | None]]) -> list[Sight]:
    ordered = sorted(seen, key=lambda one: one[0])
    made = [
        version(first, first + timedelta(days=more), number=number) for number, (first, more, _) in enumerate(ordered)
    ]
    return [Sight(one, entry) for one, (_, _, entry) in zip(standing(tuple(made)), ordered, strict=True)]


KEYS = st.sampled_from(["A", "B", None])


@given(seen=SEEN, more=st.tuples(DAYS, st.integers(0, 5), ENTRIES))
def test_a_further_version_never_turns_a_yes_by_dates(
    seen: list[tuple[date, int, Listed | None]], more: tuple[date, int, Listed | None]
) -> None:
    """As long as the day is not after the version that says so, which another could have followed."""
    for on in (FIRST + timedelta(days=number) for number in range(41)):
        for key in ("A", "B", None):
            if any(_tells(sight, key, on) for sight in sights_of(seen)):
                assert decide(sights_of(seen), key, on).answer is YES
                assert decide(sights_of([*seen, more]), key, on).answer is YES


def _tells(sight: Sight, key: str | None, on: date) -> bool:
    spans = sight.spans(key) if sight.version.dated >= on else ()
    return any(since and since <= on and (until is None or on < until) for since, until in spans)


@given(seen=SEEN, key=KEYS, later=st.integers(1, 9))
def test_after_the_newest_version_all_is_unknown(
    seen: list[tuple[date, int, Listed | None]], key: str | None, later: int
) -> None:
    sights = sights_of(seen)
    newest = max((sight.last for sight in sights), default=FIRST)
    assert decide(sights, key, newest + timedelta(days=later)).answer is UNKNOWN


@given(seen=SEEN, key=KEYS, on=DAYS)
def test_the_order_of_programmes_never_matters(
    seen: list[tuple[date, int, Listed | None]], key: str | None, on: date
) -> None:
    turned = [(first, more, entry and replace(entry, programs=entry.programs[::-1])) for first, more, entry in seen]
    assert decide(sights_of(seen), key, on).answer is decide(sights_of(turned), key, on).answer


@given(present=st.lists(st.tuples(DAYS, st.booleans()), max_size=6, unique_by=lambda one: one[0]), on=DAYS)
def test_without_dates_only_versions_decide(present: list[tuple[date, bool]], on: date) -> None:
    bare = Listed("un-1", LIST, "Person", (ListedName("X"),))
    sights = sights_of([(first, 0, bare if there else None) for first, there in present])
    assert decide(sights, None, on).answer is _plainly(dict(sorted(present)), on)


def _plainly(present: dict[date, bool], on: date) -> Truth:
    if on in present:
        return Truth.of(present[on])
    for (first, had), (last, has) in pairwise(present.items()):
        if first < on < last:
            return Truth.of(had) if had == has else UNKNOWN
    return UNKNOWN


@dataclass(frozen=True)
class History:
    """A party that was listed once, from one day to before another, and what versions showed of it."""

    since: date
    until: date
    looks: tuple[tuple[date, bool, bool], ...]

    def sights(self, *, without: int | None = None) -> list[Sight]:
        looks = [look for number, look in enumerate(self.looks) if number != without]
        return sights_of([(on, 0, self.entry(on, *shows)) for on, *shows in looks])

    def entry(self, on: date, tells_since: bool, keeps_ended: bool) -> Listed | None:
        """The entry as a truthful list shows it: with or without its day, and gone or marked once it has ended."""
        if on < self.since or (on >= self.until and not keeps_ended):
            return None
        until = self.until if on >= self.until else None
        return party(1, "X", Program("A", since=self.since if tells_since else None, until=until))

    def truth(self, on: date) -> Truth:
        return Truth.of(self.since <= on < self.until)


HISTORIES = st.builds(
    lambda span, looks: History(min(span), max(span), tuple(sorted(looks))),
    st.tuples(DAYS, DAYS).filter(lambda span: span[0] != span[1]),
    st.lists(st.tuples(DAYS, st.booleans(), st.booleans()), min_size=1, max_size=6, unique_by=lambda look: look[0]),
).filter(lambda history: any(history.since <= on < history.until for on, _, _ in history.looks))


@given(history=HISTORIES, on=DAYS, key=st.sampled_from(["A", None]))
def test_an_answer_from_truthful_versions_is_true(history: History, on: date, key: str | None) -> None:
    assert decide(history.sights(), key, on).answer in (history.truth(on), UNKNOWN)


@given(history=HISTORIES, on=DAYS, key=st.sampled_from(["A", None]), left_out=st.integers(0, 5))
def test_a_further_truthful_version_never_unsettles_an_answer(
    history: History, on: date, key: str | None, left_out: int
) -> None:
    fewer = history.sights(without=left_out)
    assume(any(sight.listed and history.since <= sight.first < history.until for sight in fewer))
    before, after = decide(fewer, key, on).answer, decide(history.sights(), key, on).answer
    assert before is UNKNOWN or after is before


@given(seen=SEEN, on=DAYS, guess=DAYS)
def test_a_version_of_an_unknown_day_changes_nothing(
    seen: list[tuple[date, int, Listed | None]], on: date, guess: date
) -> None:
    versions = tuple(sight.version for sight in sights_of(seen))
    unknown: Version = version(guess, number=99, how=DayFrom.IMPORT)
    assert standing((*versions, unknown)) == standing(versions)
