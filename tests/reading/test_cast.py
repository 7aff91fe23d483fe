"""Who is who and what is what, on sentences with their mentions marked."""

from __future__ import annotations

from datetime import date

import pytest
from builder import PUBLISHED, Said, Story, act, page, said, span_in
from hypothesis import given
from hypothesis import strategies as st

from porosity.assessment import Entity
from porosity.reading.cast import Cast, Member, is_people
from porosity.reading.naming import bare
from porosity.reading.spellings import is_slip, variants

PARTIES = ("person", "organisation", "place", "nationality", "vessel")


def meet(*sentences: str | Said, until: str | None = None, published: date | None = PUBLISHED) -> Cast:
    """A cast that has met all mentions in their order; of the last sentence only those before the phrase ``until``."""
    lines = page(*sentences, published=published)
    cast = Cast(published)
    cast.meet(lines)
    for line in lines:
        last = len(line.words) if until is None or line is not lines[-1] else span_in(line, until)[0]
        for mention in line.reading.mentions:
            if mention.end <= last:
                ask = cast.parties if mention.label in PARTIES else cast.things
                ask(line, mention.start, mention.end)
    return cast


def parties(phrase: str, *sentences: str, published: date | None = PUBLISHED) -> list[Member]:
    """The parties that a phrase of the last sentence means, once all before it have been met."""
    cast = meet(*sentences, until=phrase, published=published)
    line = page(*sentences, published=published)[-1]
    return [cast[i] for i in cast.parties(line, *span_in(line, phrase))]


def names(phrase: str, *sentences: str, published: date | None = PUBLISHED) -> list[str]:
    return [member.name for member in parties(phrase, *sentences, published=published)]


def country(phrase: str, *sentences: str) -> str | None:
    (member,) = parties(phrase, *sentences)
    return member.country


def thing(phrase: str, *sentences: str) -> Member:
    """The thing that a phrase of the last sentence means, once all before it have been met."""
    cast = meet(*sentences, until=phrase)
    line = page(*sentences)[-1]
    (found,) = cast.things(line, *span_in(line, phrase))
    return cast[found]


# --- names ---


def test_spellings_of_a_known_name_are_one_person() -> None:
    cast = meet("[Kim Jong-un|person] left.", "[Kim Jong Un|person] slept.", "[Kim Jong-un|person] came.")
    (kim,) = cast.entities()
    assert (kim.name, kim.spellings, kim.country) == ("Kim Jong-un", ("Kim Jong Un",), "kp")
    assert len(kim.mentions) == 3


def test_names_of_a_state_are_one_state() -> None:
    cast = meet("[DPRK|place] forces and [North Korea|place] and the [Democratic People's Republic of Korea|place].")
    assert [(one.name, one.country) for one in cast.entities()] == [("North Korea", "kp")]


def test_an_abbreviation_is_its_body_and_listed() -> None:
    (komid,) = parties("KOMID", "[KOMID|organisation] shipped it.")
    assert komid.name == "Korea Mining Development Trading Corporation"
    assert [listing.list for listing in komid.listings] == ["un-1718"]


def test_a_known_person_carries_the_listing_of_the_un() -> None:
    (kim,) = parties("Kim Yo Jong", "[Kim Yo Jong|person] left.")
    (putin,) = parties("Vladimir Putin", "[Vladimir Putin|person] left.")
    assert (kim.country, putin.country, putin.listings) == ("kp", "ru", ())


def test_a_surname_is_whoever_bears_it() -> None:
    assert names("Orlov", "[Pavel Orlov|person] spoke.", "[Orlov|person] left.") == ["Pavel Orlov"]


def test_a_surname_is_the_bearer_with_the_most_mentions() -> None:
    first = ("[Ivan Orlov|person] spoke.", "[Oleg Orlov|person] spoke.")
    assert names("Orlov", *first, "[Ivan Orlov|person] left.", "[Oleg Orlov|person] left.", "[Orlov|person] ate.") == [
        "Oleg Orlov"
    ]
    assert names("Orlov", first[0], *first, "[Orlov|person] ate.") == ["Ivan Orlov"]


def test_a_first_name_is_no_surname_but_in_korean_order() -> None:
    assert names("Pavel", "[Pavel Orlov|person] spoke.", "[Pavel|person] left.") == ["Pavel"]
    assert names("Pak", "[Pak Jong Chon|person] spoke.", "[Pak|person] left.") == ["Pak Jong Chon"]


def test_a_surname_in_the_headline_is_the_person_whom_the_text_names_in_full() -> None:
    assert names("Putin", "[Putin|person] gives car", "[Vladimir Putin|person] left.", "[Putin|person] left.") == [
        "Vladimir Putin"
    ]
    lines = page("[Putin|person] gives car", "[Vladimir Putin|person] left.")
    cast = Cast(PUBLISHED)
    cast.meet(lines)
    (found,) = cast.parties(lines[0], 0, 1)
    assert cast[found].name == "Vladimir Putin"


@pytest.mark.parametrize("phrase", ["Pavel Orlov", "workers"])
def test_whoever_stands_behind_a_known_person_is_somebody_else(phrase: str) -> None:
    assert phrase in names(phrase, f"[Kim Jong Un|person] thanked [{phrase}|person].")


# --- pronouns ---

KIMS = ("[Kim Jong Un|person] spoke.", "[Kim Yo Jong|person] spoke.")


def test_he_and_she_are_the_latest_of_their_sex() -> None:
    assert names("He", *KIMS, "[He|person] left.") == ["Kim Jong Un"]
    assert names("her", *KIMS, "They saw [her|person].") == ["Kim Yo Jong"]
    assert names("He", KIMS[1], "[Vladimir Putin|person] spoke.", KIMS[0], "[He|person] left.") == ["Kim Jong Un"]


def test_a_stranger_may_be_he_or_she() -> None:
    assert names("He", "[Ivan Orlov|person] spoke.", "[He|person] left.") == ["Ivan Orlov"]
    assert names("She", "[Ivan Orlov|person] spoke.", "[She|person] left.") == ["Ivan Orlov"]


def test_a_pronoun_does_not_reach_far_back() -> None:
    rain = ["It rained."] * 4
    assert names("He", KIMS[0], *rain, "[He|person] left.") == ["Kim Jong Un"]
    assert names("He", KIMS[0], *rain, "It rained.", "[He|person] left.") == []


def test_it_reaches_back_three_sentences() -> None:
    rain = ["They slept well."] * 2
    assert names("It", "[Rosneft|organisation] paid.", *rain, "[It|other] left.") == ["Rosneft"]
    assert names("It", "[Rosneft|organisation] paid.", *rain, "They slept.", "[It|other] left.") == []


def test_it_is_no_person_and_they_may_be_a_body() -> None:
    assert names("It", "[Rosneft|organisation] paid.", KIMS[0], "[It|other] left.") == ["Rosneft"]
    assert names("They", "[Rosneft|organisation] paid.", "[They|person] left.") == ["Rosneft"]
    assert names("They", "It rained.", "[They|person] left.") == []


# --- offices and relations ---


@pytest.mark.parametrize(("day", "holder"), [(date(2011, 12, 16), "Kim Jong Il"), (date(2011, 12, 17), "Kim Jong Un")])
def test_the_leader_is_whoever_holds_the_office_on_the_day(day: date, holder: str) -> None:
    assert names("leader", "The [North Korean|nationality] [leader|person] left.", published=day) == [holder]


def test_an_aide_to_the_leader_is_not_the_leader() -> None:
    assert names("aide", "An [aide|person] to the [North Korean|nationality] leader left.") == ["aide"]


def test_his_sister_is_the_sister_of_whom_we_speak() -> None:
    assert names("His sister", KIMS[0], "[His sister|person] left.") == ["Kim Yo Jong"]
    assert names("sister", KIMS[0], "His [sister|person] left.") == ["Kim Yo Jong"]
    assert names("His sister", "[Ivan Orlov|person] spoke.", "[His sister|person] left.") == ["sister"]


# --- States, places, peoples ---


def test_a_capital_that_acts_is_its_government() -> None:
    assert names("Pyongyang", "[Pyongyang|place] denied it.") == ["North Korea"]
    assert names("Kremlin", "The [Kremlin|place] denied it.") == ["Russia"]


def test_a_place_lies_in_its_state() -> None:
    (rajin,) = parties("Rajin", "A ship left [Rajin|place].")
    assert (rajin.name, rajin.kind, rajin.country) == ("Rajin", "place", "kp")


@pytest.mark.parametrize(("people", "code"), [("North Koreans", "kp"), ("Germans", "de"), ("Russians", "ru")])
def test_a_people_is_people_and_not_its_state(people: str, code: str) -> None:
    (found,) = parties(people, f"[{people}|nationality] work there.")
    assert (found.name, found.kind, found.country) == (people, "person", code)


@pytest.mark.parametrize("state", ["North Korea", "Netherlands", "United States", "Philippines", "Laos"])
def test_a_state_is_a_state_though_its_name_ends_as_a_people_does(state: str) -> None:
    (found,) = parties(state, f"The [{state}|place] paid.")
    assert (found.name, found.kind) == (state, "place")


def test_a_body_belongs_to_the_state_beside_it() -> None:
    assert country("firm", "A [Chinese|nationality] [firm|organisation] paid.") == "cn"
    assert country("firm", "A [firm|organisation] from [China|place] paid.") == "cn"
    assert country("firm", "[China|place]'s largest [firm|organisation] paid.") == "cn"
    assert country("firm", "[China|place] told the [firm|organisation] so.") is None
    assert country("firm", "A [firm|organisation] at [Rajin|place] paid.") == "kp"


def test_korean_alone_is_of_the_korea_that_the_report_is_about() -> None:
    assert country("troops", "[Korean|nationality] [troops|person] left.") == "kp"
    assert country("troops", "[South Korea|place] won.", "[Korean|nationality] [troops|person] left.") == "kr"
    assert thing("cars", "[South Korea|place] won.", "It has [Korean|nationality] [cars|vehicle].").maker == "kr"


def test_a_person_belongs_to_the_state_in_the_title() -> None:
    assert country("Orlov", "[Kursk|place]'s acting governor [Orlov|person] left.") == "ru"
    assert country("Orlov", "[Orlov|person], the [Russian|nationality] minister of trade, left.") == "ru"
    assert country("Orlov", "[Orlov|person] of [Ukraine|place] left.") == "ua"


def test_a_state_that_is_no_part_of_the_title_is_nobodys() -> None:
    assert country("Orlov", "[Orlov|person] thanked the [Russian|nationality] army.") is None
    assert country("Orlov", "[Ukraine|place] said [Orlov|person] left.") is None
    assert country("Orlov", "The [Russian|nationality] army and [Orlov|person] left.") is None


@pytest.mark.parametrize("verb", ["greeted", "hosted"])
def test_a_title_does_not_reach_over_a_verb(verb: str) -> None:
    assert country("workers", f"The president of [Russia|place] {verb} [workers|person].") is None


def test_an_indefinite_body_is_a_new_one_and_a_definite_one_the_old() -> None:
    first = "A [Chinese|nationality] [firm|organisation] paid."
    assert names("firm", first, "The [firm|organisation] denied it.") == ["Chinese firm"]
    assert country("firm", first, "A [firm|organisation] denied it.") is None
    assert country("firm", first, "The [Russian|nationality] [firm|organisation] denied it.") == "ru"


# --- lists ---


def test_parties_are_cut_at_commas_and_joints() -> None:
    text = "[Russia|place], [China|place] and [Iran|place] paid."
    assert names("Russia, China and Iran", text) == ["Russia", "China", "Iran"]
    assert names("Russia or China", "[Russia|place] or [China|place] paid.") == ["Russia", "China"]


def test_an_apposition_is_no_list() -> None:
    text = "[Kim Jong Un|person], the leader of [North Korea|place], left."
    assert names("Kim Jong Un, the leader of North Korea", text) == ["Kim Jong Un"]


def test_a_name_with_and_in_it_is_one() -> None:
    text = "The [Ministry of Trade and Industry|organisation] of [Japan|place] paid."
    assert names("Ministry of Trade and Industry", text) == ["Ministry of Trade and Industry"]


# --- things ---

GIVEN = "He gave a [Russian|nationality] [limousine|vehicle]."


def test_a_definite_thing_is_the_one_spoken_of() -> None:
    assert thing("car", GIVEN, "The [car|vehicle] is new.").name == "Russian limousine"
    assert thing("It", GIVEN, "[It|other] is new.").name == "Russian limousine"


def test_another_thing_is_not_the_one_spoken_of() -> None:
    assert thing("car", GIVEN, "A [car|vehicle] is new.").name == "car"
    assert thing("rifle", GIVEN, "The [rifle|weapon] is new.").name == "rifle"
    assert thing("car", GIVEN, "The [German|nationality] [car|vehicle] is new.").maker == "de"


def test_the_gift_is_what_was_given() -> None:
    lines = page(GIVEN, "The [gift|goods] is new.")
    cast = Cast(PUBLISHED)
    (car,) = cast.things(lines[0], *span_in(lines[0], "limousine"))
    assert cast.things(lines[1], *span_in(lines[1], "gift")) != (car,)
    cast.given = car
    assert cast.things(lines[1], *span_in(lines[1], "gift")) == (car,)


@pytest.mark.parametrize(
    ("phrase", "sentence", "maker"),
    [
        ("missiles", "It has [North Korean|nationality] [missiles|weapon].", "kp"),
        ("missiles", "It has [Iran|place]'s [missiles|weapon].", "ir"),
        ("missiles", "It has [missiles|weapon] from [Iran|place].", "ir"),
        ("Hwasong-11", "It has the [Hwasong-11|weapon].", "kp"),
        ("Aurus", "It has an [Aurus|vehicle].", "ru"),
        ("missiles", "It has [missiles|weapon] for [Iran|place].", None),
        ("missiles", "It has [missiles|weapon].", None),
    ],
)
def test_a_thing_is_of_the_make_that_it_is_said_to_be(phrase: str, sentence: str, maker: str | None) -> None:
    assert thing(phrase, sentence).maker == maker


def test_made_there_is_not_supplied_from_there() -> None:
    assert thing("car", "It has a [Russian|nationality]-made [car|vehicle].").made_there
    assert thing("Russian-made car", "It has a [Russian-made car|vehicle].").made_there
    assert not thing("car", "It has a [Russian|nationality] [car|vehicle].").made_there


@pytest.mark.parametrize("verb", ["supplied", "produced", "built", "designed"])
@pytest.mark.parametrize(
    "who",
    [
        "It",
        pytest.param("[Iran|place]", marks=pytest.mark.xfail(strict=True, reason="a State before the verb joins them")),
    ],
)
def test_a_verb_of_making_is_no_part_of_the_thing(who: str, verb: str) -> None:
    missiles = thing("missiles", f"{who} {verb} [North Korean|nationality] [missiles|weapon].")
    assert (missiles.name, missiles.made_there) == ("North Korean missiles", False)


def test_the_buyers_state_is_not_the_maker() -> None:
    assert thing("missiles", "[Iraq|place] bought [missiles|weapon] from [Iran|place].").maker == "ir"
    assert thing("missiles", "[Iraq|place] bought [missiles|weapon].").maker is None


@pytest.mark.xfail(strict=True, reason="things of one name are one thing")
def test_like_things_of_unlike_make_are_two() -> None:
    lines = page("It has [missiles|weapon] from [Iran|place].", "[Oman|place] lost [missiles|weapon].")
    cast = Cast(PUBLISHED)
    first, second = (cast.things(line, *span_in(line, "missiles"))[0] for line in lines)
    assert cast[first].maker == "ir" and cast[second].maker is None


def test_a_vessel_is_the_same_with_and_without_its_prefix() -> None:
    assert names("Blue Star", "[MV Blue Star|vessel] left.", "The [Blue Star|vessel] left.") == ["MV Blue Star"]


def test_a_list_needs_no_and() -> None:
    assert names("Russia, China, Iran", "[Russia|place], [China|place], [Iran|place] paid.") == [
        "Russia",
        "China",
        "Iran",
    ]


def test_an_amount_is_of_the_thing_behind_it() -> None:
    assert thing("$9 million", "It freed [$9 million|money] in frozen [assets|money].").name == (
        "$9 million in frozen assets"
    )
    diesel = thing("tons", "It sold [tons|quantity] of [diesel|goods].")
    assert (diesel.name, diesel.goods is not None and diesel.goods.term) == ("tons of diesel", "diesel")
    assert thing("$9 million", "It freed [$9 million|money] in May.").name == "$9 million"
    assert thing("firm", "The [firm|organisation] of [diesel|goods] fame closed.").name != "firm of diesel"


def test_people_are_named_and_never_made_things() -> None:
    assert thing("Orlov", "It jailed [Orlov|person].").kind == "person"
    troops = thing("troops", "It sent [North Korean|nationality] [troops|person].")
    assert is_people(troops.goods) and troops.country == "kp"
    assert not is_people(thing("missiles", "It sent [missiles|weapon].").goods) and not is_people(None)


def test_a_name_is_known_only_once_it_has_been_met() -> None:
    (line,) = page("[Ivan Orlov|person] sold the [rifles|weapon].")
    cast = Cast(PUBLISHED)
    assert cast.known(line, 0, 2) is None
    (orlov,) = cast.parties(line, 0, 2)
    assert cast.known(line, 0, 2) == orlov and cast.known(line, 4, 5) is None


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("“the Kim Jong Un’s", "Kim Jong Un"),
        ("to the Russian army,", "Russian army"),
        ("its", "its"),
        ("U.S.", "U.S."),
        ("…", "…"),
        ("", ""),
    ],
)
def test_a_bare_phrase_has_nothing_at_its_edges(written: str, found: str) -> None:
    assert bare(written) == found


# --- slips of the pen ---

WORDS = st.text(alphabet="abcdeAR", min_size=1, max_size=8)


def variants_of(*spelled: str) -> tuple[tuple[str, str], ...]:
    return variants(Entity(f"e{at}", name, "person") for at, name in enumerate(spelled))


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("Anrus", "Aurus", True),
        ("Aurus", "Auruss", True),
        ("Aurus", "Arus", True),
        ("Aurus", "Auurs", True),
        ("Aurus", "Anras", False),
        ("Aurus", "Aurusss", False),
        ("Aurus", "Aurus", False),
    ],
)
def test_a_slip_is_one_letter_off(one: str, other: str, slip: bool) -> None:
    assert is_slip(one, other) is slip


@given(WORDS, WORDS)
def test_a_slip_works_both_ways(one: str, other: str) -> None:
    assert is_slip(one, other) == is_slip(other, one)


@given(WORDS)
def test_no_word_is_a_slip_of_itself(word: str) -> None:
    assert not is_slip(word, word)


@given(WORDS, st.integers(0, 8), st.sampled_from("abcdeAR"))
def test_a_letter_more_is_a_slip(word: str, at: int, letter: str) -> None:
    assert is_slip(word, word[:at] + letter + word[at:])


def test_variants_are_slips_and_no_inflections() -> None:
    assert variants_of("Aurus Senat", "Anrus Senat") == (("Anrus", "Aurus"),)
    assert variants_of("Russia", "Russian army") == ()


@pytest.mark.parametrize(
    "names",
    [
        ("Iran", "Iraq oil"),
        pytest.param(
            ("Kim Jong Un", "Kim Yong Nam"),
            marks=pytest.mark.xfail(strict=True, reason="words are compared, not names"),
        ),
    ],
)
def test_names_that_differ_because_they_name_others_are_no_variants(names: tuple[str, str]) -> None:
    assert variants_of(*names) == ()


def test_he_is_nobody_who_is_only_named_later() -> None:
    lines = page("[Kim Jong Un|person] left.", "He sold [cars|vehicle].", "[Vladimir Putin|person] spoke.")
    cast = Cast(PUBLISHED)
    for line, name in ((lines[0], "Kim Jong Un"), (lines[2], "Vladimir Putin")):
        cast.parties(line, *span_in(line, name))
    (he,) = cast.parties(lines[1], *span_in(lines[1], "He"))
    assert cast[he].name == "Kim Jong Un"


@pytest.mark.parametrize(
    ("text", "is_gold"), [("[Iran|place] won gold medals.", False), ("[Iran|place] won gold.", True)]
)
def test_the_next_word_can_make_a_thing_another(text: str, is_gold: bool) -> None:
    story = Story(said(text, act("won", "procure", agent="Iran", item="gold")))
    read = [entity.goods for entity in story.entities.values() if entity.name == "gold"]
    assert any(one is not None and "gold" in one.classes for one in read) is is_gold


def test_its_envoy_is_of_the_state_that_the_sentence_names_before() -> None:
    assert country("its envoy", "Of [Iran|place] little is known, but its [envoy|person] speaks.") == "ir"
    assert country("its envoy", "Little is known, but its [envoy|person] speaks.") is None


def test_what_a_ship_unloaded_is_the_thing_that_the_sentence_comes_to() -> None:
    line = page("What the [ship|vessel] unloaded there was [rifles|weapon].")[0]
    cast = Cast(PUBLISHED)
    (found,) = cast.things(line, *span_in(line, "What"))
    assert cast[found].name == "rifles"


def test_things_that_play_no_part_in_any_act_are_no_entities() -> None:
    line = page("The [coal|goods] was there, and the [load|goods] went on.")[0]
    cast = Cast(PUBLISHED)
    cast.see_things(line)
    assert cast.entities() == ()
    assert cast.spoken_of(line, (), in_passing=True) is not None
    assert cast.spoken_of(line, (), in_passing=False) is None
