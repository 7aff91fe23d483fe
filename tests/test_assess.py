"""From a reading to findings, with a reader that reads what the test says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from porosity import __version__
from porosity.assess import assess
from porosity.assessment import Act, Assessment, Claim, Entity, Event, Evidence, Finding, Report, Stance, Status
from porosity.knowledge import versions
from porosity.measures.events import complete
from porosity.measures.loading import shipped_law
from porosity.reading.reader import Reading
from porosity.reading.sources import Speaker, Voice
from porosity.timespan import TimeSpan

LAW = shipped_law()
TEXT = "A gift\n\nRussia gave North Korea a lorry on 1 May 2020."
REPORT = Report("r", "A gift", TEXT, date(2020, 5, 2), None, None, "0" * 64, "en")
SAID = Evidence(8, len(TEXT), TEXT[8:])
DENIED = Evidence(0, 6, "A gift")
ENTITIES = tuple(
    complete(Entity(name, words, kind))
    for name, words, kind in (
        ("ru", "Russia", "place"),
        ("kp", "North Korea", "place"),
        ("lorry", "a lorry", "goods"),
        ("poem", "a poem", "goods"),
    )
)


OUTLET = Voice()


class Told:
    """A reader that reads the events that it is told."""

    version = "told"

    def __init__(self, events: Iterable[Event], claims: Iterable[Claim], voice: Voice) -> None:
        self._events, self._claims, self._voice = tuple(events), tuple(claims), voice

    def read(self, report: Report) -> Reading:
        return Reading(self._claims, self._events, ENTITIES, {claim.id: self._voice for claim in self._claims})


def claim(name: str, *, stance: Stance = Stance.ASSERTS, evidence: Evidence = SAID, dated: bool = True) -> Claim:
    roles = {"agent": ("ru",), "recipient": ("kp",), "item": ("lorry",)}
    time = TimeSpan.on(date(2020, 5, 1)) if dated else None
    return Claim(name, Act.TRANSFER, roles, (evidence,), stance=stance, time=time)


def event(name: str, *claims: Claim, item: str = "lorry", on: date | None = date(2020, 5, 1)) -> Event:
    roles = {"agent": ("ru",), "recipient": ("kp",), "item": (item,)}
    return Event(name, Act.TRANSFER, roles, tuple(one.id for one in claims), None if on is None else TimeSpan.on(on))


def assessed(
    events: Iterable[Event], claims: Iterable[Claim], report: Report = REPORT, voice: Voice = OUTLET
) -> Assessment:
    return assess(report, Told(events, claims, voice), None, LAW)


def vehicles(assessment: Assessment) -> Finding:
    return next(finding for finding in assessment.findings if finding.measure == "un-2397-7-vehicles")


def test_an_event_becomes_findings_with_its_claims_and_its_words() -> None:
    said = claim("c1")
    one = assessed([event("e1", said)], [said])
    found = vehicles(one)
    assert one.verdict == found.verdict.value == "prohibited"
    assert (found.event, found.claims, found.status) == ("e1", ("c1",), Status.ASSERTED)
    assert {e.name: e.evidence for e in found.elements}["in_force"] == (SAID,)
    assert found.support is not None


def test_findings_are_numbered_from_the_strongest_over_all_events() -> None:
    late, early = claim("c1"), claim("c2")
    one = assessed([event("e1", late, on=date(2017, 12, 1)), event("e2", early)], [late, early])
    assert [finding.id for finding in one.findings] == [f"f{number}" for number in range(1, len(one.findings) + 1)]
    assert one.findings[0].event == "e2"
    assert one.findings[-1].verdict.value == "not-in-force"


def test_an_act_that_a_party_denies_is_judged_as_the_act_that_is_denied() -> None:
    denied = claim("c1", stance=Stance.DENIES)
    found = vehicles(assessed([event("e1", denied)], [denied], voice=Voice((Speaker("ru", "Russia"),))))
    assert (found.verdict.value, found.status) == ("prohibited", Status.DENIED)
    assert found.elements[0].evidence == (SAID,)


def test_what_the_outlet_itself_says_not_to_be_so_yields_no_finding() -> None:
    denied = claim("c1", stance=Stance.DENIES)
    assert assessed([event("e1", denied)], [denied]).findings == ()


def test_the_words_of_a_denial_are_no_evidence_where_others_say_it() -> None:
    said, denied = claim("c1"), claim("c2", stance=Stance.DENIES, evidence=DENIED)
    found = vehicles(assessed([event("e1", said, denied)], [said, denied]))
    assert found.status is Status.MIXED
    assert {span for element in found.elements for span in element.evidence} == {SAID}


def test_an_act_without_a_day_has_no_evidence_for_one() -> None:
    said = claim("c1", dated=False)
    found = vehicles(assessed([event("e1", said, on=None)], [said]))
    element = next(e for e in found.elements if e.name == "in_force")
    assert element.evidence == ()
    assert "day of publication" in element.because


def test_without_any_day_the_finding_hangs_on_it() -> None:
    said = claim("c1", dated=False)
    found = vehicles(assessed([event("e1", said, on=None)], [said], replace(REPORT, published=None)))
    assert found.verdict.value == "conditional"
    assert "When did it take place?" in found.open_questions


@pytest.mark.parametrize("events", [[], ["poem"]])
def test_where_nothing_is_barred_nothing_is_found(events: list[str]) -> None:
    said = claim("c1")
    one = assessed([event("e1", said, item=item) for item in events], [said])
    assert (one.verdict, one.findings) == ("not-covered", ())


def test_what_it_was_made_with_is_told() -> None:
    one = assessed([], [])
    assert one.made_with == {"porosity": __version__, "network": "told", "law": LAW.version, **versions()}


def test_assessing_is_deterministic() -> None:
    said = claim("c1")
    assert assessed([event("e1", said)], [said]) == assessed([event("e1", said)], [said])
