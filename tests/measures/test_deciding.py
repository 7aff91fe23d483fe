"""Each element on both of its sides, and what is unknown between them."""

from datetime import date

import pytest

from measures.made import CARGO, COAL, FROM, LORRY, UNTIL, elements, finding, listed, measure, party, situation, value
from porosity.assessment import Goods, Verdict
from porosity.logic import Truth
from porosity.measures.deciding import weigh

MET, NOT_MET, UNKNOWN = Truth.MET, Truth.NOT_MET, Truth.UNKNOWN
Span = tuple[date | None, date | None]


# in force


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2009, 12, 31), NOT_MET),
        (FROM, MET),
        (date(2019, 12, 31), MET),
        (UNTIL, NOT_MET),
        ((date(2010, 1, 1), date(2010, 12, 31)), MET),  # "in 2010"
        ((date(2009, 12, 1), date(2010, 1, 31)), UNKNOWN),  # "that winter": on either side of the first day
        ((date(2019, 12, 31), UNTIL), UNKNOWN),
        ((date(2005, 1, 1), date(2025, 1, 1)), UNKNOWN),
        ((None, date(2009, 12, 31)), NOT_MET),
        ((None, FROM), UNKNOWN),
        ((UNTIL, None), NOT_MET),
        ((FROM, None), UNKNOWN),
    ],
)
def test_in_force_on_either_side_of_its_days(on: date | Span, expected: Truth) -> None:
    assert value("in_force", situation(on=on)) is expected


def test_an_event_that_may_lie_on_either_side_asks_when() -> None:
    found = finding(situation(on=(date(2009, 12, 1), date(2010, 1, 31))))
    assert found is not None
    assert found.verdict is Verdict.CONDITIONAL
    assert found.open_questions[0] == "When did it take place?"
    assert "may lie on either side" in found.elements[0].because


def test_without_a_date_the_day_of_publication_stands_and_is_named() -> None:
    element = elements(measure(), situation(on=None, published=FROM))["in_force"]
    assert element.value is MET
    assert "day of publication" in element.because
    assert value("in_force", situation(on=None, published=UNTIL)) is NOT_MET
    assert value("in_force", situation(on=None)) is UNKNOWN


def test_a_told_date_goes_before_the_day_of_publication() -> None:
    assert value("in_force", situation(on=date(2009, 1, 1), published=FROM)) is NOT_MET


def test_a_limb_may_be_younger_and_shorter_lived_than_its_measure() -> None:
    young = measure({"since": date(2012, 1, 1), "until": date(2013, 1, 1)})
    days = [date(2011, 12, 31), date(2012, 1, 1), date(2012, 12, 31), date(2013, 1, 1)]
    assert [value("in_force", situation(on=day), young) for day in days] == [NOT_MET, MET, MET, NOT_MET]


def test_an_undated_measure_is_never_known_to_govern() -> None:
    undated = measure(in_force_from=None, in_force_until=None)
    assert value("in_force", situation(), undated) is UNKNOWN
    assert finding(situation(), undated) is None


# bound


@pytest.mark.parametrize("force", ["calls", "permits"])
def test_words_that_only_call_or_permit_bind_nobody(force: str) -> None:
    assert value("bound", situation(), measure(force=force)) is NOT_MET


@pytest.mark.parametrize("force", ["decides", "demands", "reaffirms", "law"])
def test_words_that_decide_bind(force: str) -> None:
    assert value("bound", situation(), measure(force=force)) is MET


def test_every_member_of_the_un_is_bound_the_target_included() -> None:
    assert value("bound", situation(agent="ru")) is MET
    assert value("bound", situation(agent="kp", recipient=[])) is MET


@pytest.mark.parametrize("outsider", ["tw", "xk"])
def test_who_is_no_member_may_have_acted_through_one(outsider: str) -> None:
    element = elements(measure(), situation(agent=outsider, recipient=[]))["bound"]
    assert element.value is UNKNOWN
    assert element.asks == "Through which State did it pass?"


def test_whoever_acted_lived_in_some_member_state() -> None:
    assert value("bound", situation(agent=None, recipient=[])) is MET


def test_a_state_is_no_member_before_it_joined() -> None:
    early = measure(in_force_from=date(2000, 1, 1))  # Switzerland joined the UN on 10 September 2002
    days = [date(2002, 9, 9), date(2002, 9, 10), (date(2002, 1, 1), date(2002, 12, 31))]
    values = [value("bound", situation(agent="ch", recipient=[], on=day), early) for day in days]
    assert values == [UNKNOWN, MET, UNKNOWN]


def test_what_binds_the_target_asks_who_acted() -> None:
    own = measure({"direction": "none", "acts": ["test"], "things": None}, bound="target")
    assert value("bound", situation("test", agent="kp", recipient=[], item=[]), own) is MET
    assert value("bound", situation("test", agent="kr", recipient=[], item=[]), own) is NOT_MET
    assert value("bound", situation("test", agent=None, recipient=[], item=[]), own) is UNKNOWN
    assert value("bound", situation("test", agent=[], recipient=[], item=[]), own) is UNKNOWN


def test_anyone_is_anyone() -> None:
    assert value("bound", situation(agent=None, recipient=[]), measure(bound="anyone")) is MET


NATIONAL = measure(bound={"states": ["jp", "eu"]}, in_force_until=None)


@pytest.mark.parametrize(
    ("agent", "expected"),
    [("jp", MET), ("de", MET), ("eu", MET), ("ru", NOT_MET), ("ch", NOT_MET), (None, UNKNOWN), ([None, "jp"], MET)],
)
def test_a_national_rule_binds_its_own(agent: object, expected: Truth) -> None:
    assert value("bound", situation(agent=agent), NATIONAL) is expected


def test_a_national_rule_asks_after_carriers_and_receivers_too() -> None:
    assert value("bound", situation(agent="ru", carrier="jp"), NATIONAL) is MET
    assert value("bound", situation(agent="ru", recipient=["kp", "jp"]), NATIONAL) is MET
    assert value("bound", situation(agent="ru", recipient=["kp", None]), NATIONAL) is UNKNOWN


def test_a_national_rule_of_which_nobody_says_that_its_state_had_a_part_is_not_raised() -> None:
    one = situation(agent=None)
    assert not weigh(NATIONAL, NATIONAL.limbs[0], one).raised
    assert finding(one, NATIONAL) is None


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2020, 1, 31), MET),
        (date(2020, 2, 1), NOT_MET),  # the first day of the United Kingdom outside the EU
        ((date(2019, 6, 1), date(2020, 1, 31)), MET),
        ((date(2020, 1, 1), date(2020, 12, 31)), UNKNOWN),
        ((None, date(2019, 1, 1)), MET),
        ((None, None), UNKNOWN),
    ],
)
def test_the_members_of_a_group_are_those_of_the_day(on: date | Span, expected: Truth) -> None:
    assert value("bound", situation(agent="gb", on=on), NATIONAL) is expected


def test_an_open_span_asks_after_members_only_while_the_measure_governs() -> None:
    late = measure(bound={"states": ["eu"]}, in_force_from=date(2021, 1, 1), in_force_until=None)
    assert value("bound", situation(agent="gb", on=(None, None)), late) is NOT_MET
    assert value("bound", situation(agent="hr", on=(None, None)), late) is MET


# act


def test_only_the_acts_that_are_named_count() -> None:
    assert value("act", situation("transfer")) is MET
    assert value("act", situation("meet")) is NOT_MET
    assert finding(situation("meet")) is None


# direction


@pytest.mark.parametrize(
    ("way", "agent", "recipient", "expected"),
    [
        ("in", "ru", "kp", MET),
        ("in", "kp", "ru", NOT_MET),
        ("in", None, "kp", MET),  # an unknown supplier does not matter
        ("in", [], "kp", MET),
        ("in", "ru", None, UNKNOWN),
        ("in", "ru", [], UNKNOWN),
        ("in", "kp", "kp", NOT_MET),  # trade at home
        ("in", ["kp", "ru"], "kp", MET),
        ("out", "kp", "ru", MET),
        ("out", "ru", "kp", NOT_MET),
        ("out", "kp", None, MET),
        ("out", None, "ru", UNKNOWN),
        ("both", "kp", "ru", MET),
        ("both", "ru", "kp", MET),
        ("both", "ru", "cn", NOT_MET),
        ("both", "ru", None, UNKNOWN),
        ("both", ["kp", "ru"], [], MET),  # a joint act
        ("both", "kp", "kp", UNKNOWN),
    ],
)
def test_the_way_is_seen_from_the_target(way: str, agent: object, recipient: object, expected: Truth) -> None:
    assert value("direction", situation(agent=agent, recipient=recipient), measure({"direction": way})) is expected


def test_a_joint_act_has_no_direction() -> None:
    one_way = measure({"acts": ["cooperate"], "things": None, "direction": "out"})
    assert value("direction", situation("cooperate", agent="kp", recipient="ru", item=[]), one_way) is MET
    joint = situation("cooperate", agent=["kp", "ru"], recipient=[], item=[])
    assert value("direction", joint, one_way) is UNKNOWN
    assert value("direction", situation("cooperate", agent=["kp", None], recipient=[], item=[]), one_way) is UNKNOWN


def test_who_owns_or_uses_a_thing_received_it() -> None:
    for act in ("possess", "use", "procure"):
        assert value("direction", situation(act, agent="kp", recipient=[], origin="ru")) is MET
        assert value("direction", situation(act, agent="ru", recipient=[], origin="kp")) is NOT_MET


def test_what_stays_in_the_target_goes_nowhere() -> None:
    out = measure({"acts": ["transfer"], "direction": "out"})
    assert value("direction", situation(agent="kp", recipient="kp"), out) is NOT_MET
    assert value("direction", situation(agent="kp", recipient=["kp", None]), out) is UNKNOWN
    assert value("direction", situation(agent="kp", recipient=["kp", "ru"]), out) is MET
    assert value("direction", situation(agent="kp", recipient=None), out) is MET


def test_what_both_sides_of_the_target_do_binds_nobody_else() -> None:
    assert value("bound", situation(agent="kp", recipient="kp")) is NOT_MET
    assert value("bound", situation(agent="kp", recipient=["kp", None])) is MET
    assert value("bound", situation(agent="ru", recipient="kp")) is MET


def test_a_direction_that_nobody_knows_raises_nothing() -> None:
    assert finding(situation(recipient=None)) is None


# things


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (LORRY, MET),
        (COAL, NOT_MET),
        (CARGO, UNKNOWN),
        ([COAL, LORRY], MET),
        ([COAL, CARGO], UNKNOWN),
        ([], UNKNOWN),
        (Goods("thing", hs=("8703",)), MET),
        (Goods("thing", hs=("870321",)), MET),
        (Goods("thing", hs=("86",)), NOT_MET),
        (Goods("thing", possible_hs=("8703",)), UNKNOWN),
    ],
)
def test_things_are_met_by_any_certain_heading_or_class(item: object, expected: Truth) -> None:
    assert value("things", situation(item=item)) is expected


def test_a_class_is_among_all_that_it_is_within() -> None:
    arms = measure({"things": {"classes": ["heavy-arms"]}})
    missile = Goods("missile", classes=frozenset(("ballistic-missile",)))
    assert value("things", situation(item=missile), arms) is MET


def test_a_chapter_does_not_say_which_heading() -> None:
    cars = measure({"things": {"hs": ["8703"]}})
    assert value("things", situation(item=Goods("vehicle", hs=("87",))), cars) is UNKNOWN


def test_what_is_taken_out_is_out() -> None:
    craft = measure({"things": {"hs": ["88"], "classes": ["aircraft"], "but_not": ["aircraft-spares"]}})
    spares = Goods("spares", hs=("8807",), classes=frozenset(("aircraft-spares",)))
    perhaps = Goods("parts", hs=("8807",), possible_classes=frozenset(("aircraft-spares",)))
    assert value("things", situation(item=Goods("jet", hs=("8802",))), craft) is MET
    assert value("things", situation(item=spares), craft) is NOT_MET
    assert value("things", situation(item=perhaps), craft) is UNKNOWN


def test_an_unknown_thing_asks_what_it_is_and_a_thing_nobody_names_raises_nothing() -> None:
    found = finding(situation(item=CARGO))
    assert found is not None
    assert found.verdict is Verdict.CONDITIONAL
    assert "What exactly is it (cargo)?" in found.open_questions
    assert finding(situation(item=[])) is None
    assert finding(situation(item=COAL)) is None


def test_vague_words_do_not_come_near() -> None:
    aid = Goods("aid", classes=frozenset(("goods-unspecified",)), possible_classes=frozenset(("vehicle",)))
    assert finding(situation(item=aid)) is None


# further conditions


def when(**condition: object) -> dict[str, object]:
    return {"when": {"c": {"asks": "Is it so?", **condition}}}


@pytest.mark.parametrize(
    ("wanted", "told", "expected"),
    [
        (True, True, MET),
        (True, False, NOT_MET),
        (True, None, UNKNOWN),
        (False, True, NOT_MET),
        (False, False, MET),
        (False, None, UNKNOWN),
    ],
)
def test_a_fact_is_told_denied_or_left_open(wanted: bool, told: bool | None, expected: Truth) -> None:
    of = measure(when(fact="over_cap", **{"is": wanted}))
    facts = {} if told is None else {"over_cap": told}
    assert value("c", situation(facts=facts), of) is expected


@pytest.mark.parametrize(
    ("silent", "expected"),
    [("unknown", Verdict.CONDITIONAL), ("presumed_met", Verdict.PROHIBITED), ("not_raised", None)],
)
def test_what_silence_means_is_said_by_the_measure(silent: str, expected: Verdict | None) -> None:
    of = measure(when(fact="over_cap", silent=silent))
    found = finding(situation(), of)
    assert (None if found is None else found.verdict) is expected
    assert finding(situation(facts={"over_cap": False}), of) is None
    told = finding(situation(facts={"over_cap": True}), of)
    assert told is not None
    assert told.verdict is Verdict.PROHIBITED


def test_an_open_condition_is_named_as_a_question() -> None:
    found = finding(situation(), measure(when(fact="over_cap")))
    assert found is not None
    assert "Is it so?" in found.open_questions


@pytest.mark.parametrize(
    ("per", "amount", "expected"),
    [
        ("year", (600, "tonne"), MET),
        ("year", (500, "tonne"), UNKNOWN),  # others supply in the same year
        ("item", (600, "tonne"), MET),
        ("item", (500, "tonne"), NOT_MET),
        ("item", (0.6, "kilotonne"), UNKNOWN),
        ("item", (600, "barrel"), UNKNOWN),
        ("item", None, UNKNOWN),
    ],
)
def test_an_amount_of_a_year_or_of_one_thing(per: str, amount: tuple[float, str] | None, expected: Truth) -> None:
    of = measure(when(amount={"over": 500, "unit": "tonne", "per": per}))
    assert value("c", situation(amount=amount), of) is expected


def test_a_fact_that_is_told_goes_before_an_amount() -> None:
    of = measure(when(fact="over_cap", amount={"over": 500, "unit": "tonne", "per": "item"}))
    assert value("c", situation(amount=(600, "tonne"), facts={"over_cap": False}), of) is NOT_MET
    assert value("c", situation(amount=(500, "tonne"), facts={"over_cap": True}), of) is MET
    assert value("c", situation(amount=(600, "tonne")), of) is MET


@pytest.mark.parametrize(
    ("test", "place", "expected"),
    [
        ({"countries": ["cn", "eu"]}, "cn", MET),
        ({"countries": ["cn", "eu"]}, "fr", MET),
        ({"countries": ["cn", "eu"]}, "ru", NOT_MET),
        ({"countries": ["cn", "eu"]}, None, UNKNOWN),
        ({"countries_not": ["kp"]}, "cn", MET),
        ({"countries_not": ["kp"]}, "kp", NOT_MET),
        ({"countries_not": ["kp"]}, None, UNKNOWN),
        ({"countries_not": ["kp"]}, ["kp", "cn"], MET),
        ({"countries_not": ["kp"]}, [], UNKNOWN),
        ({"kinds": ["organisation"]}, None, MET),
        ({"kinds": ["vessel"]}, "cn", NOT_MET),
    ],
)
def test_a_party_by_country_or_kind(test: dict[str, list[str]], place: object, expected: Truth) -> None:
    of = measure(when(party={"roles": ["place"], **test}))
    assert value("c", situation(place=place), of) is expected


def test_a_party_may_be_asked_for_as_supplier_or_receiver() -> None:
    of = measure(when(party={"roles": ["supplier"], "countries": ["ru"]}))
    assert value("c", situation("procure", agent="kp", recipient=[], origin="ru"), of) is MET
    assert value("c", situation("procure", agent="ru", recipient=[], origin="kp"), of) is NOT_MET


def test_things_may_be_asked_for_in_another_role() -> None:
    of = measure(when(things={"classes": ["vessel"]}, role="carrier"))
    ship = party("cn", kind="vessel", goods=Goods("ship", hs=("8901",), classes=frozenset(("vessel",))))
    assert value("c", situation(carrier=ship), of) is MET
    assert value("c", situation(carrier=LORRY), of) is NOT_MET
    assert value("c", situation(), of) is UNKNOWN


LISTED = measure(when(listed=["agent", "recipient"]))


@pytest.mark.parametrize(
    ("listings", "expected"),
    [
        (None, UNKNOWN),  # nobody looked
        ((), NOT_MET),  # somebody looked and found nothing
        ((listed(),), MET),
        ((listed(date(2015, 6, 1)),), MET),
        ((listed(date(2015, 6, 2)),), NOT_MET),
        ((listed(date(2015, 6, 2)), listed(date(2014, 1, 1))), MET),
        ((listed(by="ofac"),), NOT_MET),  # a national list decides no measure of the UN
    ],
)
def test_a_listing_counts_from_its_day(listings: tuple[object, ...] | None, expected: Truth) -> None:
    agent = party("ru", listings=listings)
    assert value("c", situation(agent=agent, recipient=party("kp", listings=())), LISTED) is expected


def test_a_listing_within_the_span_of_the_act_leaves_it_open() -> None:
    agent = party("ru", listings=(listed(date(2015, 6, 15)),))
    span = (date(2015, 6, 1), date(2015, 6, 30))
    assert value("c", situation(agent=agent, on=span), LISTED) is UNKNOWN
    assert value("c", situation(agent=agent, on=None), LISTED) is UNKNOWN


def test_one_listed_party_is_enough_in_whatever_order() -> None:
    late, early = (party("ru", listings=(listed(day),)) for day in (date(2018, 1, 1), date(2012, 1, 1)))
    for agents in ([late, early], [early, late], [party("cn"), early], [party("cn", listings=()), early]):
        assert value("c", situation(agent=agents), LISTED) is MET
    assert value("c", situation(agent=[late, party("cn")]), LISTED) is UNKNOWN


def test_the_report_itself_may_say_that_a_party_is_listed() -> None:
    assert value("c", situation(facts={"un_listed": True}), LISTED) is MET


def test_any_test_of_a_condition_settles_it() -> None:
    of = measure(when(fact="over_cap", party={"roles": ["place"], "countries": ["cn"]}))
    assert value("c", situation(place="cn", facts={"over_cap": False}), of) is MET
    assert value("c", situation(place="ru", facts={"over_cap": False}), of) is NOT_MET
    assert value("c", situation(place="ru"), of) is UNKNOWN


def test_every_element_says_why_and_whence() -> None:
    for element in elements(measure(when(fact="over_cap", reference="art. 9")), situation()).values():
        assert element.because.endswith(".")
        assert element.reference
        assert element.value is not UNKNOWN or element.asks
