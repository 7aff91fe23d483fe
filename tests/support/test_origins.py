"""Origins: what counts once, how each is graded by itself and why, and how it came to know."""

from __future__ import annotations

from dataclasses import replace

import pytest

from porosity.assessment import Origin
from porosity.support.kinds import Weight
from porosity.support.origins import standings_of
from support.said import ASKS, POSSIBLE, PROBABLE, Put, deny, put, voices, words


def origins(*claims: Put, text: str = "", publisher: str | None = None) -> list[Origin]:
    return [one.origin for one in standings_of(voices(*claims, text=text, publisher=publisher))]


def names(*claims: Put, publisher: str | None = None) -> list[str]:
    return [one.name for one in origins(*claims, publisher=publisher)]


# --- what counts once ---


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([put("seoul"), put("seoul")], ["South Korea"]),
        ([put("seoul"), put("tokyo")], ["Japan", "South Korea"]),
        ([put("seoul"), put("ministry")], ["South Korea"]),
        ([put("seoul"), put("official", name="official")], ["South Korea", "official"]),
        ([put("reuters", "seoul")], ["South Korea"]),
        ([put("reuters", "seoul"), put("seoul")], ["South Korea"]),
        ([put("reuters", "seoul"), put("reuters")], ["South Korea"]),
        ([put("reuters", "seoul"), put("reuters", "tokyo")], ["Japan", "South Korea"]),
        ([put("reuters"), put("seoul")], ["Reuters", "South Korea"]),
        ([put("reuters"), put("yonhap")], ["Reuters", "Yonhap"]),
        ([put(), put("seoul")], ["South Korea"]),
        ([put()], ["the outlet itself"]),
        ([put("official"), put("people")], ["official"]),
        ([put("iran"), put("irna"), put("general")], ["General Amiri"]),
        ([put("other"), put("third")], ["Nils Berg", "Ralf Lund"]),
        ([put("irna", "people")], ["IRNA"]),
        ([put("kcna", "people")], ["people"]),
    ],
    ids=[
        "the same twice",
        "two States",
        "two voices of a State",
        "a State and somebody nameless",
        "an outlet and whom it quotes",
        "quoted and direct",
        "an outlet that quotes elsewhere",
        "one outlet, two sources",
        "an outlet that quotes nobody",
        "two outlets",
        "the outlet itself beside a source",
        "the outlet itself alone",
        "two who are not named",
        "a State, its agency, its general",
        "two people of one country",
        "a party's agency that quotes",
        "another's agency that quotes",
    ],
)
def test_what_counts_once(claims: list[Put], expected: list[str]) -> None:
    assert names(*claims) == expected


def test_two_outlets_in_the_same_words_are_wire_copy() -> None:
    sold = "said Iran has sold Iraq three hundred old rifles"
    first, second = f"Reuters {sold}", f"Yonhap {sold}"
    text = f"{first}. {second}"
    copied = (put("reuters", evidence=words(text, first)), put("yonhap", evidence=words(text, second)))
    assert len(origins(*copied, text=text)) == 1
    other = "Yonhap said a ship with crates of weapons left Bandar Abbas"
    own = (copied[0], put("yonhap", evidence=words(f"{first}. {other}", other)))
    assert len(origins(*own, text=f"{first}. {other}")) == 2


def test_the_publisher_by_name_is_the_outlet_itself() -> None:
    assert names(put("reuters"), put("seoul"), publisher="Reuters") == ["South Korea"]
    assert names(put("reuters"), put("seoul"), publisher="BBC") == ["Reuters", "South Korea"]
    assert names(put(), publisher="Reuters") == ["Reuters"]


def test_who_only_carries_what_a_party_admits_is_no_party() -> None:
    one, other = standings_of(voices(put("iran"), put("tokyo")))
    assert (one.party, other.party) == (True, False)
    (found,) = standings_of(voices(deny("irna", "tokyo")))
    assert not found.party


def test_who_says_it_and_denies_it_is_told_twice() -> None:
    assert [one.put for one in origins(put("seoul"), deny("ministry"))] == ["says", "denies"]


def test_an_outlets_own_denial_stands_beside_what_others_say() -> None:
    assert [one.put for one in origins(put("seoul"), put(negated=True))] == ["says", "denies"]


# --- how it is put, and what it weighs ---


@pytest.mark.parametrize(
    ("claim", "expected", "weight"),
    [
        (put("iran"), "admits", Weight.FIRM),
        (put("iran", certainty=PROBABLE), "likely", Weight.LIKELY),
        (put("seoul"), "says", Weight.FIRM),
        (put("seoul", alleges=True), "likely", Weight.LIKELY),
        (put("seoul", certainty=POSSIBLE), "possible", Weight.POSSIBLE),
        (put("seoul", stance=ASKS), "asks", Weight.FIRM),
        (deny("iran"), "denies", Weight.FIRM),
        (put(negated=True), "denies", Weight.FIRM),
        (put("official"), "says", Weight.LIKELY),
        (put("official", certainty=POSSIBLE), "possible", Weight.POSSIBLE),
        (put("stranger", name="rumours"), "says", Weight.POSSIBLE),
    ],
)
def test_how_it_is_put_and_what_it_weighs(claim: Put, expected: str, weight: Weight) -> None:
    (found,) = standings_of(voices(claim))
    assert (found.origin.put, found.weight) == (expected, weight)


def test_an_origin_is_told_by_what_it_says_most_firmly() -> None:
    (found,) = standings_of(voices(put("seoul", certainty=POSSIBLE), put("seoul")))
    assert (found.origin.put, found.weight, found.origin.claims) == ("says", Weight.FIRM, ("c0", "c1"))


# --- each grade with its reason ---


@pytest.mark.parametrize(
    ("claim", "kind", "letter", "reason"),
    [
        (put("official"), "unnamed-official", "F", "nobody can weigh who says it"),
        (put("people"), "unnamed-source", "F", "not named"),
        (put("stranger", name="rumours"), "hearsay", "F", "nobody says whose word it is"),
        (put("stranger"), "person", "F", "record is not known"),
        (put("seoul"), "state", "C", "interests of its own"),
        (put("iran"), "party", "D", "strong on what it admits"),
        (deny("iraq"), "party", "D", "weak on what it denies"),
        (put("irna"), "state-media", "D", "state media of a party to it"),
        (put("kcna"), "state-media", "D", "evidence of what the State admits"),
        (put("reuters"), "outlet", "B", "corrections on record"),
        (put("photos"), "picture", "C", "seldom who sent it"),
        (put("stranger", name="court filings"), "prosecution", "C", "an accusation until it is tried"),
        (put("stranger", name="letter"), "letter", "F", "worth as much as whoever wrote it"),
        (put(), "outlet", "F", "without a source"),
    ],
)
def test_each_kind_has_its_letter_and_its_reason(claim: Put, kind: str, letter: str, reason: str) -> None:
    (found,) = origins(claim)
    assert (found.kind, found.reliability) == (kind, letter)
    assert reason in found.because


def test_somebody_nameless_of_a_party_stays_nameless() -> None:
    (found,) = origins(put("residents"))
    assert (found.kind, found.reliability) == ("eyewitness", "F")


# --- how it came to know ---


@pytest.mark.parametrize(
    ("claim", "sentence", "directness", "note"),
    [
        (put("iran"), "Iran said it sold rifles", "first-hand", ""),
        (put("seoul"), "South Korea said rifles were sold", "statement", ""),
        (put("seoul"), "In a letter, South Korea said rifles were sold", "statement", "in a letter"),
        (put("stranger"), "Ida Moss testified that rifles were sold", "statement", "before a court"),
        (put("stranger"), "Ida Moss, who saw the crates, said rifles were sold", "eyewitness", ""),
        (put("official"), "An official who saw the crates said rifles were sold", "hearsay", ""),
        (put("official"), "An official who asked not to be named said rifles were sold", "hearsay", "name withheld"),
        (put("photos"), "Satellite photographs seen by a paper show rifles", "picture", "seen by who reports it"),
        (put("photos"), "Satellite photographs show rifles", "picture", ""),
        (put("stranger", name="invoices"), "Invoices show that rifles were sold", "document", ""),
    ],
)
def test_how_somebody_came_to_know(claim: Put, sentence: str, directness: str, note: str) -> None:
    said, voice = claim
    (found,) = origins((replace(said, evidence=words(sentence, sentence)), voice), text=sentence)
    assert found.directness == directness
    assert (note in found.because) if note else found.because.count(";") == 0


def test_who_carries_it_is_told() -> None:
    (found,) = origins(put("reuters", "official"))
    assert (found.name, found.via) == ("official", ("Reuters",))
