"""The worked cases beside the law, and the boundaries that they must stand on."""

import pytest

from porosity.measures.cases import WorkedCase, boundaries, load_cases, missing_boundaries, run, shipped_cases
from porosity.measures.loading import shipped_law
from porosity.reading import countries
from porosity.resources import knowledge

LAW = shipped_law()
IDS = frozenset(measure.id for measure in LAW.measures)

# The blocks of part A of the reference that are measures: the resolutions of the Security Council on the DPRK.
UNITED_NATIONS = """
un-1695-2-missile-activities un-1695-missile
un-1718-2-5-tests un-1718-6-7-abandon un-1718-8a1-heavy-arms un-1718-8a2-wmd un-1718-8a3-luxury un-1718-8b-arms-export
un-1718-8c-assistance un-1718-8d-asset-freeze un-1718-8e-travel-ban
un-1874-11-17-cargo un-1874-18-20-finance un-1874-2-launches un-1874-9-10-all-arms
un-2087-2-launches un-2087-listings
un-2094-10-acting-for un-2094-17-18-vessels-aircraft un-2094-2-launches un-2094-22-wmd-catchall un-2094-finance-cash
un-2270-13-14-expulsion un-2270-15-designated-offices-jv un-2270-17-training un-2270-18-inspection
un-2270-19-20-leasing-flag un-2270-2-reaffirmed un-2270-21-flights un-2270-22-23-port-entry un-2270-27-wmd-catchall
un-2270-29-coal-iron-livelihood un-2270-30-minerals un-2270-31-aviation-fuel un-2270-32-state-bodies-freeze
un-2270-33-dprk-banks un-2270-34-35-offices-in-dprk un-2270-36-37-trade-gold un-2270-5-launch-cooperation
un-2270-6-arms-complete un-2270-7-repair un-2270-8-military-catchall un-2270-9-hosting-trainers
un-2321-11-science un-2321-12-designated-vessels un-2321-14-mission-staff un-2321-15-officials-entry
un-2321-16-mission-accounts un-2321-17-18-premises un-2321-26-coal-cap un-2321-28-metals un-2321-29-statues
un-2321-30-helicopters-vessels un-2321-31-offices-accounts un-2321-32-trade-support un-2321-33-expel-bankers
un-2321-34-workers-vigilance un-2321-8-9-22-24-shipping
un-2356-listings
un-2371-10-lead un-2371-11-work-permits-freeze un-2371-12-joint-ventures un-2371-13-14-clearing
un-2371-15-chemical-weapons un-2371-6-designated-vessels un-2371-8-coal-iron un-2371-9-seafood
un-2375-11-ship-to-ship un-2375-13-condensates un-2375-14-refined-cap-2m un-2375-15-crude-freeze un-2375-16-textiles
un-2375-17-work-permits un-2375-18-joint-ventures un-2375-7-10-high-seas
un-2397-11-12-insurance-register un-2397-14-vessels un-2397-4-crude-cap un-2397-5-refined-cap un-2397-6-exports
un-2397-7-machinery-metals un-2397-7-vehicles un-2397-8-workers un-2397-9-seizure
""".split()  # noqa: SIM905

# Resolution, day of adoption, meeting: as the Council's own tables have them. Each was adopted by all fifteen members.
ADOPTED = {
    "1695": ("2006-07-15", "S/PV.5490"),
    "1718": ("2006-10-14", "S/PV.5551"),
    "1874": ("2009-06-12", "S/PV.6141"),
    "2087": ("2013-01-22", "S/PV.6904"),
    "2094": ("2013-03-07", "S/PV.6932"),
    "2270": ("2016-03-02", "S/PV.7638"),
    "2321": ("2016-11-30", "S/PV.7821"),
    "2356": ("2017-06-02", "S/PV.7958"),
    "2371": ("2017-08-05", "S/PV.8019"),
    "2375": ("2017-09-11", "S/PV.8042"),
    "2397": ("2017-12-22", "S/PV.8151"),
}


def label(case: WorkedCase) -> str:
    return f"{case.measure}-{case.name}"


@pytest.mark.parametrize("case", shipped_cases(), ids=label)
def test_case(case: WorkedCase) -> None:
    assert run(case, LAW) is None


@pytest.mark.parametrize("measure", LAW.measures, ids=lambda measure: measure.id)
def test_no_boundary_without_case(measure) -> None:  # type: ignore[no-untyped-def]
    cases = [case for case in shipped_cases() if case.measure == measure.id]
    missing = missing_boundaries(measure, cases, LAW)
    assert not missing, [f"{one.limb}: {one.says}" for one in missing]


def test_a_boundary_without_its_case_is_seen() -> None:
    measure = next(one for one in LAW.measures if one.id == "un-2397-7-vehicles")
    assert missing_boundaries(measure, [], LAW) == sorted(set(boundaries(measure)))
    without = [case for case in shipped_cases() if "2017-12-21" not in str(case.situation.event.time)]
    says = {one.says for one in missing_boundaries(measure, without, LAW)}
    assert says == {"the day before 2017-12-22"}


def test_every_measure_of_the_security_council_is_there() -> None:
    assert {name for name in IDS if name.startswith("un-")} == set(UNITED_NATIONS)


@pytest.mark.parametrize("name", UNITED_NATIONS)
def test_a_resolution_has_its_day_and_its_votes(name: str) -> None:
    measure = LAW.get(name)
    assert measure is not None
    day, meeting = ADOPTED[name.split("-")[1]]
    assert measure.adopted is not None
    assert measure.adopted.isoformat() == day
    assert measure.vote is not None
    assert (measure.vote.yes, measure.vote.no, measure.vote.abstaining) == (15, 0, 0)
    assert measure.vote.meeting == meeting


def test_every_case_belongs_to_a_measure() -> None:
    assert {case.measure for case in shipped_cases()} <= IDS


def test_cases_can_be_picked_by_measure() -> None:
    assert {case.measure for case in load_cases(ids=["un-2321-29-statues"])} == {"un-2321-29-statues"}


def test_a_wrong_case_says_what_came_instead() -> None:
    (case, *_) = load_cases(ids=["un-2321-29-statues"])
    wrong = WorkedCase(case.measure, case.name, case.situation, "criterion")
    problem = run(wrong, LAW)
    assert problem is not None
    assert problem.startswith("expected criterion, got ")


def test_the_undated_are_found_and_yield_nothing() -> None:
    undated = [measure for measure in LAW.measures if not measure.dated]
    assert undated
    assert not any(list(boundaries(measure)) for measure in undated)
    assert {measure.id for measure in LAW.search("")} == IDS


def test_every_country_in_the_law_is_one() -> None:
    known = countries.groups()
    for measure in LAW.measures:
        codes = {*measure.bound.states, *([measure.target] if measure.target else [])}
        for limb in measure.limbs:
            for rule in limb.conditions:
                if rule.party is not None:
                    codes |= {*rule.party.countries, *rule.party.countries_not}
        assert not [code for code in codes if code not in known and countries.country_name(code) is None], measure.id


def test_folders_of_law_and_cases_are_alike() -> None:
    law = {path.relative_to(knowledge() / "measures") for path in (knowledge() / "measures").rglob("*.yml")}
    folder = knowledge() / "cases" / "measures"
    assert {path.relative_to(folder) for path in folder.rglob("*.yml")} <= law
