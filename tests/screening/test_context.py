"""What else is known beside the name: birth, country and numbers, for and against."""

from __future__ import annotations

import pytest
from match_samples import is_match, match, party, year

from porosity.screening import context
from porosity.screening.listed import Listed
from porosity.screening.reasons import because
from porosity.screening.screener import Subject

HIM = party(
    "p1",
    "Person",
    "Belodrag Quarzin",
    born=[year(1961)],
    countries=["kp", "ru"],
    numbers=[("passport", "AB 123456"), ("national-id", "99-1234-5")],
)
SHIP = party("v1", "Vessel", "TONG VRENG 5", numbers=[("imo", "9110236"), ("mmsi", "445123000")])


def told(listed: Listed = HIM, **known: object) -> float:
    """The bits beside the name."""
    subject = Subject("whoever", **known)  # type: ignore[arg-type]
    return sum(one.bits for one in context.weigh(subject, listed))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1961", 1961),
        ("1961-03-02", 1961),
        ("02/03/1961", 1961),
        ("12 March 1961", 1961),
        ("c. 1961", 1961),
        ("2003", 2003),
        ("61", None),
        ("", None),
        ("unknown", None),
        ("19610302", None),
        ("1561", None),
    ],
)
def test_the_year_is_found_however_a_birth_is_written(text: str, found: int | None) -> None:
    assert context.year(text) == found


def test_the_nearer_birth_speaks_more_for_somebody() -> None:
    same, next_, near, apart, far = (told(born=born) for born in ("1961", "1962", "1963", "1964", "1999"))
    assert same > next_ > 0 > near > apart == far
    assert [told(born=born) for born in ("1960", "1959", "1958")] == [next_, near, apart]


def test_a_span_of_births_is_met_within_it() -> None:
    listed = party("p1", "Person", "Belodrag Quarzin", born=[year(1957, 1959), year(1970)])
    assert told(listed, born="1958") == told(listed, born="1959") == told(listed, born="1970") == told(born="1961")
    assert told(listed, born="1971") == told(born="1962")
    assert told(listed, born="1964") == told(born="1999")


@pytest.mark.parametrize("known", [{}, {"born": "unknown"}, {"born": ""}])
def test_what_is_not_known_says_nothing(known: dict[str, str]) -> None:
    assert context.weigh(Subject("whoever", **known), HIM) == ()  # type: ignore[arg-type]


def test_what_is_not_listed_says_nothing() -> None:
    bare = party("p1", "Person", "Belodrag Quarzin")
    asked = Subject("whoever", born="1961", countries=("kp",), identifiers=("AB123456",))
    assert context.weigh(asked, bare) == ()


def test_a_shared_country_speaks_for_and_another_against() -> None:
    assert told(countries=("kp",)) > 0 > told(countries=("de",))
    assert told(countries=("de", "ru")) == told(countries=("kp",))


@pytest.mark.parametrize(
    "number",
    [
        *("AB 123456", "AB123456", "ab-123456", "AB.123 456", "9912345"),
        "АВ 123456",
    ],
)
def test_a_number_is_the_same_however_it_is_written(number: str) -> None:
    assert told(identifiers=(number,)) > 20


@pytest.mark.parametrize("number", ["AB 123457", "B 123456", "12345", "AB"])
def test_another_number_of_a_person_says_nothing(number: str) -> None:
    assert told(identifiers=(number,)) == 0


@pytest.mark.parametrize(
    ("number", "speaks"),
    [("9110236", 1), ("IMO 9110236", 1), ("imo9110236", 1), ("445123000", 1), ("9175937", -1), ("IMO 9175937", -1)],
)
def test_the_imo_number_tells_ships_apart(number: str, speaks: int) -> None:
    bits = told(SHIP, identifiers=(number,))
    assert bits * speaks > 5


def test_a_number_that_is_no_imo_says_nothing_of_a_ship() -> None:
    assert told(SHIP, identifiers=("HRB 20441",)) == 0


def test_the_most_is_what_everything_says_together() -> None:
    asked = Subject("whoever", born="1961", countries=("kp",), identifiers=("AB123456",))
    assert sum(one.bits for one in context.weigh(asked, HIM)) == context.most(asked)
    assert context.most(Subject("whoever")) == 0


def test_each_piece_says_what_was_held_against_what() -> None:
    asked = Subject("whoever", born="1964-01-01", countries=("de",), identifiers=("ab 123456",))
    birth, country, number = (one.because for one in context.weigh(asked, HIM))
    assert "1964" in birth and "1961" in birth
    assert "de" in country and "kp, ru" in country
    assert "AB 123456" in number


# with the name


def test_a_doubtful_name_is_decided_by_birth_and_country() -> None:
    smith = party("p1", "Person", "John Smith", born=[year(1961)], countries=["us"])
    assert is_match("Jon Smith", smith, born="1961", countries=("us",))
    assert not is_match("Jon Smith", smith, born="1990")
    hassan = party("p2", "Person", "Ali Hassan", born=[year(1961)], countries=["us"])
    assert is_match("A. Hassan", hassan, countries=("us",))
    assert is_match("A. Hassan", hassan, born="1961")


def test_another_country_alone_makes_nobody_somebody_else() -> None:
    assert is_match("John Smith", party("p1", "Person", "John Smith", countries=["us"]), countries=("cn",))


def test_a_bent_rare_name_falls_with_another_birth() -> None:
    assert is_match("Belodrag Quarzim", HIM)
    assert is_match("Belodrag Quarzim", HIM, born="1961")
    assert not is_match("Belodrag Quarzim", HIM, born="1990")


@pytest.mark.parametrize("name", ["Kim Chol Su", "John Smith", "Muhammad Ali Khan", "Belodrag Quarzin"])
def test_a_namesake_of_another_age_is_somebody_else(name: str) -> None:
    listed = party("p1", "Person", name, born=[year(1961)])
    assert all(is_match(name, listed, born=born) for born in ("1961", "1960", "1963"))
    assert not any(is_match(name, listed, born=born) for born in ("1985", "1964", "1958"))


def test_a_namesake_of_another_age_may_still_be_shown() -> None:
    found = match("Belodrag Quarzin", HIM, born="1985")
    assert found is not None and "born 1985, listed as born 1961" in " ".join(because(found))


def test_a_number_outweighs_another_birth() -> None:
    assert is_match("Belodrag Quarzin", HIM, born="1985", identifiers=("AB 123456",))
    assert not is_match("Belodrag Quarzin", HIM, born="1985", identifiers=("AB 123457",))


def test_the_same_imo_outweighs_a_bent_name() -> None:
    assert is_match("Tonng Vrang", SHIP, "Vessel", identifiers=("9110236",))
    bent = match("Tonng Vrang", SHIP, "Vessel", identifiers=("9110236",))
    same = match("TONG VRENG 5", SHIP, "Vessel", identifiers=("9175937",))
    assert bent is not None and (same is None or bent.bits > same.bits + 5)


def test_another_imo_makes_a_bent_name_no_match() -> None:
    assert is_match("Tong Vrang", SHIP, "Vessel")
    assert not is_match("Tong Vrang", SHIP, "Vessel", identifiers=("9175937",))


def test_another_ship_of_the_same_name_is_another_ship() -> None:
    assert not is_match("TONG VRENG 5", SHIP, "Vessel", identifiers=("9175937",))


@pytest.mark.parametrize(
    ("query", "listed", "schema", "number"),
    [
        ("Sea Breeze", SHIP, "Vessel", "IMO 9110236"),
        ("TONG VRENG 7", SHIP, "Vessel", "9110236"),
        ("Ulmarika Fenwrick", HIM, "Person", "AB 123456"),
        ("Vashti Quarzin", HIM, "Person", "AB 123456"),
    ],
)
def test_a_number_finds_its_bearer_under_a_new_name(query: str, listed: Listed, schema: str, number: str) -> None:
    assert is_match(query, listed, schema, identifiers=(number,))


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("AB 123457", "AB 123456"),
        ("отсутствует", "нет данных"),
        ("-----", "..."),
        ("КМ 123456", "АВ 123456"),
    ],
)
def test_two_numbers_are_not_one(asked: str, listed: str) -> None:
    other = party("p1", "Person", "Belodrag Quarzin", numbers=[("passport", listed)])
    assert not is_match("Ulmarika Fenwrick", other, identifiers=(asked,))


def test_the_kind_counts() -> None:
    maria = party("v1", "Vessel", "Maria")
    assert is_match("Maria", maria, "Vessel")
    assert not is_match("Maria", maria, "Person")
    same, other, unknown = (match("TONG VRENG 5", SHIP, schema) for schema in ("Vessel", "Company", None))
    assert same and other and unknown
    assert same.bits > other.bits and other.is_other_kind and not unknown.is_other_kind
