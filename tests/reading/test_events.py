"""Claims gathered into events: what is one act, what is implied, what cannot both hold. All claims are made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity import goods
from porosity.assessment import Act, Basis, Claim, Entity, Event, Evidence, Listing, Quantity, Stance
from porosity.reading.claims import Told
from porosity.reading.events import events_of, implied, normal
from porosity.reading.sources import Speaker, Voice
from porosity.timespan import TimeSpan

PUBLISHED = date(2024, 2, 20)
ENTITIES: Mapping[str, Entity] = {
    entity.id: entity
    for entity in (
        Entity("iran", "Iran", "place", "ir"),
        Entity("iraq", "Iraq", "place", "iq"),
        Entity("oman", "Oman", "place", "om"),
        Entity("general", "General Amiri", "person", "ir"),
        Entity("founder", "Kim Il Sung", "person", "kp"),
        Entity("firm", "a firm", "organisation"),
        Entity("guns", "rifles", "weapon", goods=goods.classify("rifles")),
        Entity("missiles", "missiles", "weapon", goods=goods.classify("missiles")),
        Entity("sams", "portable surface-to-air missiles", "weapon", goods=goods.classify("surface-to-air missiles")),
        Entity("arms", "arms", "weapon", goods=goods.classify("assault rifles")),
        Entity("coal", "coal", "goods", goods=goods.classify("coal")),
        Entity("fuel", "diesel", "goods", goods=goods.classify("diesel")),
        Entity("oil", "oil", "goods", goods=goods.classify("oil")),
        Entity("car", "car", "vehicle", goods=goods.classify("car")),
        Entity("thing", "thing", "other"),
    )
}
MAKERS = {"guns": "kp", "car": "de", "coal": None}


def told(
    number: int,
    act: Act = Act.TRANSFER,
    *,
    stance: Stance = Stance.ASSERTS,
    time: TimeSpan | None = None,
    quantity: Quantity | None = None,
    by: str = "",
    line: int | None = None,
    paragraph: int = 0,
    is_unreal: bool = False,
    facts: Mapping[str, bool] | None = None,
    left_open: tuple[Evidence, ...] = (),
    **roles: str | Sequence[str],
) -> Told:
    filled = {role: (ids,) if isinstance(ids, str) else tuple(ids) for role, ids in roles.items()}
    voice = Voice((Speaker(by, by),)) if by else Voice()
    claim = Claim(
        f"c{number}",
        act,
        filled,
        (Evidence(number, number + 1, "x"),),
        stance=stance,
        time=time,
        quantity=quantity,
        sources=voice.names,
        facts=facts or {},
    )
    return Told(claim, number if line is None else line, paragraph, voice, is_unreal, left_open=left_open)


def events(*claims: Told) -> list[Event]:
    return events_of(claims, ENTITIES, PUBLISHED)


def one(*claims: Told) -> Event:
    (event,) = events(*claims)
    return event


SALE = told(1, agent="iran", recipient="iraq", item="guns")

# --- one event or several ---


def test_claims_of_one_act_are_one_event() -> None:
    event = one(SALE, told(2, agent="iran", recipient="iraq", item="guns"))
    assert event.claims == ("c1", "c2")


@pytest.mark.parametrize(
    "other",
    [
        told(2, agent="iran", recipient="oman", item="guns"),
        told(2, agent="iraq", recipient="iran", item="guns"),
        told(2, agent="iran", recipient="iraq", item="coal"),
        told(2, agent="iran", recipient="iraq", item="thing"),
        told(2, Act.SEIZE, agent="iran", item="guns"),
    ],
    ids=["another buyer", "the other way", "another thing", "a thing of no known kind", "another act"],
)
def test_claims_that_differ_in_the_main_are_two_events(other: Told) -> None:
    assert [event.claims for event in events(SALE, other)] == [("c1",), ("c2",)]


@pytest.mark.parametrize(
    "other",
    [
        told(2, agent="general", recipient="iraq", item="guns"),
        told(2, recipient="iraq", item="guns"),
        told(2, agent="iran", recipient="firm", item="guns"),
        told(2, agent="iran", recipient="iraq", item="arms"),
    ],
    ids=["a man of that State", "silent on one side", "a firm of no known State", "a like thing"],
)
def test_claims_that_may_tell_of_one_act_are_one_event(other: Told) -> None:
    assert one(SALE, other).claims == ("c1", "c2")


def test_selling_and_buying_are_one_event_without_a_point_of_view() -> None:
    bought = told(2, Act.PROCURE, agent="iraq", origin="iran", item="guns")
    for claims in permutations((SALE, bought)):
        event = one(*claims)
        assert (event.act, event.roles["agent"], event.roles["recipient"]) == (Act.TRANSFER, ("iran",), ("iraq",))


def test_what_is_bought_alone_is_a_transfer_with_a_receiver() -> None:
    event = one(told(1, Act.PROCURE, agent="iraq", item="guns"))
    assert (event.act, event.roles.get("agent"), event.roles["recipient"]) == (Act.TRANSFER, None, ("iraq",))


def test_what_is_carried_and_sold_is_one_transfer() -> None:
    carried = told(1, Act.TRANSPORT, origin="iran", destination="iraq", item="guns")
    assert one(carried, told(2, agent="iran", recipient="iraq", item="guns")).act is Act.TRANSFER
    assert one(carried).act is Act.TRANSPORT


def test_a_claim_that_names_no_thing_belongs_to_its_paragraph() -> None:
    vague = told(2, agent="iran", recipient="iraq", paragraph=0)
    assert len(events(SALE, vague)) == 1
    assert len(events(SALE, told(2, agent="iran", recipient="iraq", paragraph=1))) == 2
    assert len(events(SALE, told(2, recipient="iraq", paragraph=0))) == 2


def may(first: int, last: int | None = None) -> TimeSpan:
    return TimeSpan(date(2023, 5, first), date(2023, 5, last or first), "in May")


@pytest.mark.parametrize(
    ("day", "number"), [(may(3), 1), (may(5), 1), (may(8), 1), (may(9), 2), (None, 1), (TimeSpan(None, None), 1)]
)
def test_claims_some_days_apart_are_one_event(day: TimeSpan | None, number: int) -> None:
    first = told(1, agent="iran", recipient="iraq", item="guns", time=may(5))
    other = told(2, agent="iran", recipient="iraq", item="guns", time=day)
    assert len(events(first, other)) == number == len(events(other, first))


def test_the_event_has_the_narrower_time() -> None:
    first = told(1, agent="iran", recipient="iraq", item="guns", time=may(1, 30))
    for claims in permutations((first, told(2, agent="iran", recipient="iraq", item="guns", time=may(5)))):
        event = one(*claims)
        assert (event.time, event.time_because) == (may(5), "“in May”")


def test_an_open_time_gives_way_to_a_closed_one() -> None:
    open_end = TimeSpan(date(2023, 5, 1), None, "since May")
    open_start = TimeSpan(None, date(2023, 5, 31), "by May")
    for other in (open_end, open_start):
        first = told(1, agent="iran", recipient="iraq", item="guns", time=other)
        for claims in permutations((first, told(2, agent="iran", recipient="iraq", item="guns", time=may(5)))):
            assert one(*claims).time == may(5)


def test_an_event_that_nobody_dates_has_no_time() -> None:
    assert (one(SALE).time, one(SALE).time_because) == (None, "")


def test_what_a_rule_forbids_is_no_event() -> None:
    assert events(told(1, agent="iran", item="guns", is_unreal=True)) == []


def test_an_event_gathers_what_its_claims_say() -> None:
    open_point = Evidence(5, 9, "how?")
    tonnes = Quantity(5.0, "tonne", "5 tonnes")
    event = one(
        told(1, agent="iran", recipient="iraq", item="coal", place="oman", facts={"ship_to_ship": False}),
        told(2, agent="iran", item="coal", quantity=tonnes, facts={"ship_to_ship": True}, left_open=(open_point,)),
        told(3, agent="iran", item="coal", facts={"ship_to_ship": False}, left_open=(open_point,)),
    )
    assert (event.quantity, event.roles["place"], event.left_open) == (tonnes, ("oman",), (open_point,))
    assert event.facts == {"ship_to_ship": True}


def test_a_circumstance_that_is_only_denied_is_denied() -> None:
    assert one(told(1, agent="iran", item="coal", facts={"ship_to_ship": False})).facts == {"ship_to_ship": False}


def test_a_state_beside_its_own_people_is_dropped() -> None:
    event = one(SALE, told(2, agent=("iran", "general"), recipient="iraq", item="guns"))
    assert event.roles["agent"] == ("general",)
    assert one(SALE, told(2, agent="iran", recipient=("iraq", "firm"), item="guns")).roles["recipient"] == (
        "iraq",
        "firm",
    )


def test_nobody_is_on_both_sides_of_an_event() -> None:
    event = one(SALE, told(2, agent="iran", recipient=("iraq", "iran"), item="guns"))
    assert event.roles["agent"] == ("iran",) and event.roles["recipient"] == ("iraq",)


def test_a_vaguer_word_for_a_thing_is_dropped() -> None:
    assert one(told(1, agent="iran", item=("fuel", "oil"))).roles["item"] == ("fuel",)
    assert one(told(1, agent="iran", item=("oil", "fuel"))).roles["item"] == ("fuel",)
    assert one(told(1, agent="iran", item="oil")).roles["item"] == ("oil",)
    assert one(told(1, agent="iran", item=("coal", "guns"))).roles["item"] == ("coal", "guns")


def test_a_thing_that_is_told_more_closely_is_that_thing() -> None:
    assert one(told(1, agent="iran", item=("missiles", "sams"))).roles["item"] == ("sams",)
    assert one(told(1, agent="iran", item=("missiles", "guns"))).roles["item"] == ("missiles", "guns")


@pytest.mark.parametrize(
    ("time", "last"),
    [
        (None, date(1994, 7, 8)),
        (TimeSpan.on(date(1985, 5, 1)), date(1985, 5, 1)),
        (TimeSpan.on(date(2012, 4, 1)), date(2012, 4, 1)),
    ],
    ids=["in his life", "on a day of it", "a day after it stands as it is told"],
)
def test_nobody_gives_anything_after_his_death(time: TimeSpan | None, last: date) -> None:
    event = one(told(1, agent="founder", recipient="iran", item="guns", time=time))
    assert event.time is not None
    assert event.time.last == last


CLAIMS = st.builds(
    lambda number, act, agent, item, paragraph: told(number, act, agent=agent, item=item, paragraph=paragraph),
    st.integers(1, 9),
    st.sampled_from((Act.TRANSFER, Act.PROCURE, Act.TRANSPORT, Act.SEIZE, Act.TEST)),
    st.sampled_from(("iran", "iraq", "oman", "firm", "general")),
    st.sampled_from(("guns", "arms", "coal", "thing", "oil")),
    st.integers(0, 2),
)


@given(st.lists(CLAIMS, max_size=8, unique_by=lambda one: one.claim.id))
def test_every_claim_is_in_one_event(claims: list[Told]) -> None:
    found = [i for event in events(*claims) for i in event.claims]
    assert sorted(found) == sorted(one.claim.id for one in claims)


# --- as the law looks at it ---


def test_who_makes_a_thing_with_another_state_cooperates() -> None:
    made = told(1, Act.PRODUCE, agent=("iran", "iraq"), item="guns")
    assert one(made).act is Act.COOPERATE
    assert one(told(1, Act.PRODUCE, agent="iran", recipient="iraq", item="guns")).act is Act.COOPERATE
    assert one(told(1, Act.PRODUCE, agent=("iran", "general"), item="guns")).act is Act.PRODUCE


@pytest.mark.parametrize(("act", "item"), [(Act.TRAIN, ("guns",)), (Act.FINANCE, ("guns",)), (Act.TRANSFER, None)])
def test_what_parties_work_on_or_pay_for_is_their_item(act: Act, item: tuple[str, ...] | None) -> None:
    claim = told(1, act, agent="iran", topic="guns").claim
    assert normal(claim, ENTITIES).roles.get("item") == item


# --- what is implied ---


def implications(*claims: Told) -> list[Claim]:
    return [one.claim for one in implied(claims, ENTITIES, MAKERS)]


def test_who_uses_weapons_of_foreign_make_got_them_from_there_at_that_time() -> None:
    (got,) = implications(told(1, Act.USE, agent="iran", item="guns", time=may(5)))
    assert (got.act, got.basis, got.id) == (Act.TRANSFER, Basis.IMPLIED, "c1i")
    assert got.roles == {"agent": ("country:kp",), "recipient": ("iran",), "item": ("guns",)}
    assert got.time == may(5)


def test_who_owns_a_foreign_car_got_it_from_anybody_at_any_time() -> None:
    (got,) = implications(told(1, Act.POSSESS, agent="iran", item="car", time=may(5, 9)))
    assert got.roles == {"recipient": ("iran",), "item": ("car",)}
    assert got.time == TimeSpan(None, date(2023, 5, 9), "in May")


def test_who_stocks_foreign_weapons_got_them_some_time_before() -> None:
    (got,) = implications(told(1, Act.POSSESS, agent="iran", item="guns", time=may(5)))
    assert got.roles["agent"] == ("country:kp",) and got.time == TimeSpan(None, date(2023, 5, 5), "in May")


@pytest.mark.parametrize(
    "claim",
    [
        told(1, Act.USE, agent="iran", item="guns", stance=Stance.DENIES),
        told(1, Act.USE, item="guns"),
        told(1, Act.USE, agent="iran", item="coal"),
        told(1, Act.USE, agent="iran", item="thing"),
        told(1, Act.TRANSFER, agent="iran", item="guns"),
        told(1, Act.DEPLOY, agent="iran", item="car"),
    ],
    ids=["denied", "by nobody", "of no known make", "of no kind", "given", "a car that is deployed"],
)
def test_other_acts_imply_nothing(claim: Told) -> None:
    assert implications(claim) == []


def test_own_weapons_imply_nothing() -> None:
    entities = {**ENTITIES, "kp": Entity("kp", "North Korea", "place", "kp")}
    claim = told(1, Act.USE, agent="kp", item="guns")
    assert implied([claim], entities, MAKERS) == []
    shared = told(1, Act.USE, agent=("kp", "iran"), item="guns")
    assert implied([shared], entities, MAKERS) == []


def test_weapons_of_foreign_make_that_are_deployed_imply_a_transfer() -> None:
    assert [got.id for got in implications(told(1, Act.DEPLOY, agent="iran", item="guns"))] == ["c1i"]


def test_an_implied_event_names_both_claims_and_ends_by_publication() -> None:
    use = told(1, Act.POSSESS, agent="iran", item="car")
    (got,) = implied([use], ENTITIES, MAKERS)
    event = one(use, got)
    assert (event.act, event.claims, event.time) == (Act.TRANSFER, ("c1", "c1i"), TimeSpan(None, PUBLISHED))
    assert event.time_because.startswith("implied")


def test_what_is_implied_is_not_joined_with_what_is_stated() -> None:
    use = told(2, Act.USE, agent="iraq", item="guns")
    (got,) = implied([use], ENTITIES, MAKERS)
    entities = {**ENTITIES, "country:kp": Entity("country:kp", "North Korea", "place", "kp")}
    assert [event.claims for event in events_of([SALE, use, got], entities, PUBLISHED)] == [("c1",), ("c2", "c2i")]


# --- people and weapons abroad ---

SOLDIERS = {
    **ENTITIES,
    "men": Entity("men", "Iranian soldiers", "person", "ir", goods=goods.classify("soldiers")),
    "hands": Entity("hands", "Iranian workers", "person", "ir", goods=goods.classify("construction workers")),
}


@pytest.mark.parametrize(("who", "act", "sender"), [("men", Act.DEPLOY, "agent"), ("hands", Act.EMPLOY, "origin")])
def test_people_who_act_abroad_were_sent_there(who: str, act: Act, sender: str) -> None:
    (got,) = implied([told(1, Act.OTHER, agent=who, place="oman", time=may(5))], SOLDIERS, MAKERS)
    assert (got.claim.act, got.claim.id, got.claim.basis) == (act, "c1p", Basis.IMPLIED)
    assert got.claim.roles == {sender: ("country:ir",), "item": (who,), "place": ("oman",)}


@pytest.mark.parametrize(
    "claim",
    [
        told(1, Act.OTHER, agent="men", place="iran"),
        told(1, Act.STATE, agent="men", place="oman"),
        told(1, Act.OTHER, agent="general", place="oman"),
        told(1, Act.OTHER, agent="men"),
        told(1, Act.OTHER, agent="men", place="oman", stance=Stance.DENIES),
        told(1, Act.OTHER, agent="men", place="oman", is_unreal=True),
    ],
    ids=["at home", "who only speak", "who are no soldiers", "nowhere", "denied", "a rule"],
)
def test_no_presence_is_implied(claim: Told) -> None:
    assert implied([claim], SOLDIERS, MAKERS) == []


def test_who_acts_abroad_is_an_event_beside_the_presence() -> None:
    claim = told(1, Act.OTHER, agent="men", place="oman")
    (got,) = implied([claim], {**SOLDIERS, "country:ir": SOLDIERS["iran"]}, MAKERS)
    events = events_of([claim, got], {**SOLDIERS, "country:ir": SOLDIERS["iran"]}, PUBLISHED)
    assert [(event.act, event.claims) for event in events] == [(Act.OTHER, ("c1",)), (Act.DEPLOY, ("c1", "c1p"))]


def test_a_listed_person_whom_something_befalls_abroad_travelled_there() -> None:
    on_list = (Listing("un-1718", "1", "General Amiri", 1.0, "1718", date(2017, 6, 2)),)
    known = {**ENTITIES, "general": replace(ENTITIES["general"], listings=on_list)}
    seen = told(1, Act.OTHER, item="general", place="oman")
    (got,) = implied([seen], known, MAKERS)
    assert (got.claim.act, got.claim.roles) == (Act.TRAVEL, {"agent": ("general",), "destination": ("oman",)})
    assert implied([seen], ENTITIES, MAKERS) == []
    assert implied([told(1, Act.OTHER, item="general", place="iran")], known, MAKERS) == []


def test_a_weapon_that_is_tried_abroad_was_brought_there() -> None:
    (got,) = implied([told(1, Act.TEST, agent="iran", item="guns", place="oman")], ENTITIES, MAKERS)
    assert got.claim.roles == {"agent": ("iran",), "item": ("guns",), "destination": ("oman",)}
    assert implied([told(1, Act.TEST, agent="iran", item="guns", place="iran")], ENTITIES, MAKERS) == []
    assert implied([told(1, Act.TEST, agent="iran", item="car", place="oman")], ENTITIES, MAKERS) == []


def test_an_act_between_two_has_a_way_once_one_is_told() -> None:
    between = told(1, agent=("iran", "iraq"), item="guns")
    directed = told(2, agent="iran", recipient="iraq", item="guns")
    (event,) = events_of([between, directed], ENTITIES, PUBLISHED)
    assert (event.roles["agent"], event.roles["recipient"]) == (("iran",), ("iraq",))


def test_a_craft_that_carries_in_one_claim_is_no_cargo_of_the_other() -> None:
    ship = {**ENTITIES, "ship": Entity("ship", "a ship", "vessel", goods=goods.classify("cargo ship"))}
    moved = told(1, Act.TRANSPORT, item=("ship", "coal"), destination="iran")
    sailed = told(2, Act.TRANSPORT, carrier="ship", item="coal", destination="iran")
    (event,) = events_of([moved, sailed], ship, PUBLISHED)
    assert (event.roles["item"], event.roles["carrier"]) == (("coal",), ("ship",))
