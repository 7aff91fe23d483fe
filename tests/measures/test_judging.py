"""Verdicts: what elements and ways out amount to, which findings are raised, and what they ask."""

from dataclasses import replace
from datetime import date

import pytest

from measures.made import COAL, FROM, LORRY, UNTIL, finding, law, measure, party, situation, verdict, way_out
from porosity.assessment import Element, Exemption, Verdict
from porosity.logic import Truth
from porosity.measures.judging import STRENGTH, fails, judge, telling, verdict_of
from porosity.measures.measure import Kind

MET, NOT_MET, UNKNOWN = Truth.MET, Truth.NOT_MET, Truth.UNKNOWN
APPROVAL = {
    "approval": {
        "fact": "committee_approved",
        "silent": "presumed_absent",
        "asks": "Did the Committee approve it?",
        "reference": "art. 2",
    }
}
USUAL = {"approval": {**APPROVAL["approval"], "silent": "open"}}


def decided(**values: Truth) -> list[Element]:
    return [Element(name, value, "") for name, value in {"in_force": MET, "bound": MET, "act": MET, **values}.items()]


@pytest.mark.parametrize(
    ("kind", "values", "ways_out", "expected"),
    [
        (Kind.PROHIBITION, {}, [], Verdict.PROHIBITED),
        (Kind.CAP, {}, [], Verdict.PROHIBITED),
        (Kind.DUTY, {}, [], Verdict.PROHIBITED),
        (Kind.LICENCE, {}, [], Verdict.PROHIBITED),
        (Kind.PROHIBITION, {"things": UNKNOWN}, [], Verdict.CONDITIONAL),
        (Kind.PROHIBITION, {"in_force": UNKNOWN}, [], Verdict.CONDITIONAL),
        (Kind.PROHIBITION, {}, ["presumed_absent", "absent"], Verdict.PROHIBITED),
        (Kind.PROHIBITION, {}, ["open"], Verdict.CONDITIONAL),
        (Kind.PROHIBITION, {"things": UNKNOWN}, ["applies"], Verdict.EXEMPT),
        (Kind.PROHIBITION, {"in_force": NOT_MET, "bound": NOT_MET}, ["applies"], Verdict.NOT_IN_FORCE),
        (Kind.PROHIBITION, {"bound": NOT_MET, "things": UNKNOWN}, ["applies"], Verdict.NOT_BOUND),
        (Kind.CRITERION, {"things": UNKNOWN}, [], Verdict.CRITERION),
        (Kind.CRITERION, {"in_force": NOT_MET}, [], Verdict.NOT_IN_FORCE),
    ],
)
def test_what_elements_and_ways_out_amount_to(
    kind: Kind, values: dict[str, Truth], ways_out: list[str], expected: Verdict
) -> None:
    exemptions = [way_out(f"way-{number}", state) for number, state in enumerate(ways_out)]
    assert verdict_of(kind, decided(**values), exemptions) is expected


def test_only_in_force_and_bound_may_fail_and_still_be_told() -> None:
    assert not fails(decided(in_force=NOT_MET, bound=NOT_MET))
    assert fails(decided(things=NOT_MET))
    assert not fails(decided(things=UNKNOWN))


def test_each_verdict() -> None:
    assert verdict(situation()) is Verdict.PROHIBITED
    assert verdict(situation(on=None)) is Verdict.CONDITIONAL
    assert verdict(situation(on=UNTIL)) is Verdict.NOT_IN_FORCE
    assert verdict(situation(), measure(force="calls")) is Verdict.NOT_BOUND
    assert verdict(situation(), measure(bound={"states": ["jp"]})) is Verdict.NOT_BOUND
    assert verdict(situation(), measure(kind="criterion")) is Verdict.CRITERION
    assert verdict(situation(item=COAL)) is None


def test_silence_about_an_exception_leaves_the_verdict_and_asks() -> None:
    found = finding(situation(), measure(exemptions=APPROVAL))
    assert found is not None
    assert found.verdict is Verdict.PROHIBITED
    assert [one.value for one in found.exemptions] == ["presumed_absent"]
    assert found.open_questions[-1] == "Did the Committee approve it?"


def test_silence_where_approval_is_usual_leaves_it_open() -> None:
    found = finding(situation(), measure(exemptions=USUAL))
    assert found is not None
    assert found.verdict is Verdict.CONDITIONAL
    assert found.open_questions[0] == "Did the Committee approve it?"


@pytest.mark.parametrize("rules", [APPROVAL, USUAL])
def test_a_way_out_that_is_told_applies_or_is_absent(rules: dict[str, object]) -> None:
    of = measure(exemptions=rules)
    assert verdict(situation(facts={"committee_approved": True}), of) is Verdict.EXEMPT
    assert verdict(situation(facts={"committee_approved": False}), of) is Verdict.PROHIBITED


def test_a_way_out_may_be_for_one_limb_only() -> None:
    limb = {
        "family": "vehicles-machinery-metals",
        "says": "supplying",
        "acts": ["transfer"],
        "direction": "in",
        "reference": "art. 1",
    }
    limbs = {
        "lorries": {**limb, "things": {"classes": ["vehicle"]}},
        "coal": {**limb, "things": {"classes": ["coal"]}},
    }
    of = measure(limbs=limbs, exemptions={"approval": {**APPROVAL["approval"], "limbs": ["coal"]}})
    told = {"committee_approved": True}
    assert verdict(situation(item=LORRY, facts=told), of) is Verdict.PROHIBITED
    assert verdict(situation(item=COAL, facts=told), of) is Verdict.EXEMPT


def test_a_measure_gives_one_finding_a_family_the_strongest() -> None:
    limb = {"says": "supplying", "acts": ["transfer"], "direction": "in", "reference": "art. 1"}
    things = {"things": {"classes": ["vehicle"]}}
    limbs = {
        "late": {**limb, **things, "family": "vehicles-machinery-metals", "since": UNTIL.replace(year=2019)},
        "lorries": {**limb, **things, "family": "vehicles-machinery-metals"},
        "gifts": {**limb, **things, "family": "luxury-goods"},
    }
    of = measure(limbs=limbs, families=["vehicles-machinery-metals", "luxury-goods"])
    found = judge(situation(), law(of))
    assert sorted((one.family, one.verdict) for one in found) == [
        ("luxury-goods", Verdict.PROHIBITED),
        ("vehicles-machinery-metals", Verdict.PROHIBITED),
    ]


def test_findings_come_strongest_first() -> None:
    measures = [
        replace(measure(in_force_from=UNTIL, in_force_until=None), id="later"),
        replace(measure(force="calls"), id="call"),
        replace(measure(kind="criterion"), id="criterion"),
        replace(measure(exemptions=USUAL), id="open"),
        replace(measure(), id="ban"),
    ]
    found = judge(situation(), law(*measures))
    assert [one.measure for one in found] == ["ban", "open", "criterion", "call", "later"]
    assert [STRENGTH.index(one.verdict) for one in found] == sorted(STRENGTH.index(one.verdict) for one in found)


def test_a_measure_not_in_force_is_not_told_beside_its_heir() -> None:
    old = replace(measure(in_force_until=date(2012, 1, 1)), id="old", replaced_by=("new",))
    new = replace(measure(in_force_from=date(2012, 1, 1)), id="new")
    both = law(old, new)
    assert [one.measure for one in telling(judge(situation(), both), both)] == ["new"]
    alone = law(old)
    assert [one.measure for one in telling(judge(situation(), alone), alone)] == ["old"]


def test_the_wording_is_conditional_and_names_what_decides() -> None:
    texts = {
        Verdict.PROHIBITED: finding(situation()),
        Verdict.CONDITIONAL: finding(situation(on=None)),
        Verdict.CRITERION: finding(situation(), measure(kind="criterion")),
        Verdict.EXEMPT: finding(situation(facts={"committee_approved": True}), measure(exemptions=APPROVAL)),
    }
    for kind, found in texts.items():
        assert found is not None
        assert found.verdict is kind
        assert found.because.startswith("If as reported, ")
        assert "An act of our own, art. 1" in found.because
    conditional = texts[Verdict.CONDITIONAL]
    assert conditional is not None
    assert conditional.because.endswith("Open: in force.")
    late = finding(situation(on=UNTIL))
    assert late is not None
    assert f"{FROM} to {date(2019, 12, 31)}" in late.because


def test_settled_verdicts_ask_nothing() -> None:
    for one, of in (
        (situation(on=UNTIL), measure()),
        (situation(), measure(force="calls")),
        (situation(facts={"committee_approved": True}), measure(exemptions=APPROVAL)),
    ):
        found = finding(one, of)
        assert found is not None
        assert found.open_questions == ()


def test_who_and_how_are_asked_where_the_report_does_not_say() -> None:
    found = finding(situation(agent=[], carrier=[]))
    assert found is not None
    assert set(found.open_questions) == {
        "Who supplied it, and when?",
        "How was it shipped, and by which route?",
    }
    full = finding(situation(via=party("cn")))
    assert full is not None
    assert full.open_questions == ()


def test_no_question_is_asked_twice() -> None:
    twice = {name: {**rule, "fact": "humanitarian_purpose"} for name, rule in APPROVAL.items()} | {
        "again": APPROVAL["approval"]
    }
    found = finding(situation(via="cn"), measure(exemptions=twice))
    assert found is not None
    assert found.open_questions == ("Did the Committee approve it?",)


def test_a_finding_keeps_its_claims_and_its_ids() -> None:
    one = situation()
    found = judge(replace(one, event=replace(one.event, claims=("c1", "c2"))), law())
    assert [(f.event, f.claims, f.id) for f in found] == [
        ("event", ("c1", "c2"), "event:made:vehicles-machinery-metals")
    ]


def test_exemptions_print_their_reason() -> None:
    told = finding(situation(facts={"committee_approved": True}), measure(exemptions=APPROVAL))
    assert told is not None
    assert told.exemptions == (
        Exemption("approval", "applies", "The report says that it applies.", "art. 2", "Did the Committee approve it?"),
    )
