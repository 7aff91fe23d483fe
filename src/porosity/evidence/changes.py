"""What a re-run changed in a report, and which of the versions that differ explains it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from porosity.assessment import Assessment, Event, Finding
from porosity.evidence.keys import finding_key
from porosity.evidence.records import Change

GAINED, LOST, VERDICT, STATUS, SUPPORT = "gained", "lost", "verdict", "status", "support"

READING: Final = ("network", "acts", "names", "porosity")
"""What decides which events there are, the likeliest first."""
JUDGING: Final = ("law", "goods", "lists", "names", "porosity")
"""What decides what the law says of an event."""
VOICES: Final = ("network", "names", "acts", "porosity")
"""What decides how it is put and how well it stands."""
NAMES: Final = {
    "network": "the reading network",
    "law": "the law",
    "goods": "the goods",
    "acts": "the acts",
    "lists": "the lists",
    "names": "the names",
    "porosity": "the program",
}


def changes(before: Assessment, after: Assessment) -> tuple[Change, ...]:
    """The findings that came, went or are judged otherwise, in their order; ids of both name the same things."""
    versions = differing(before.made_with, after.made_with)
    facts = _facts(before, after)
    report = after.report.id
    old = {finding.id: finding for finding in before.findings}
    new = {finding.id: finding for finding in after.findings}
    found: list[Change] = []

    def tell(kind: str, identity: str, was: str | None, is_now: str | None, parts: Sequence[str]) -> None:
        because = facts or _because(versions, parts)
        found.append(Change(kind, finding_key(report, identity), was, is_now, because))

    for identity, finding in new.items():
        earlier = old.get(identity)
        if earlier is None:
            tell(GAINED, identity, None, finding.verdict.value, _parts(finding, before, after))
            continue
        if earlier.verdict is not finding.verdict:
            parts = _parts(finding, before, after, earlier)
            tell(VERDICT, identity, earlier.verdict.value, finding.verdict.value, parts)
        if earlier.status is not finding.status:
            tell(STATUS, identity, earlier.status.value, finding.status.value, VOICES)
        if _grade(earlier) != _grade(finding):
            tell(SUPPORT, identity, _grade(earlier), _grade(finding), VOICES)
    for identity, finding in old.items():
        if identity not in new:
            tell(LOST, identity, finding.verdict.value, None, _parts(finding, after, before))
    return tuple(found)


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The versions that differ, with what they were and are."""
    names = dict.fromkeys((*before, *after))
    return {
        name: (before.get(name, "none"), after.get(name, "none"))
        for name in names
        if before.get(name, "none") != after.get(name, "none")
    }


def _facts(before: Assessment, after: Assessment) -> str:
    """What was given about the report and is told otherwise now: that explains a change before any version does."""
    told = [
        f"{name} was {_shown(was)} and is {_shown(now)}"
        for name, was, now in (
            ("the day of publication", before.report.published, after.report.published),
            ("the publisher", before.report.publisher, after.report.publisher),
        )
        if was != now
    ]
    if before.report.text != after.report.text:
        told.append("the text itself is another")
    return "; ".join(told)


def _shown(value: object) -> str:
    return "unknown" if value is None else str(value)


def _parts(finding: Finding, without: Assessment, with_it: Assessment, earlier: Finding | None = None) -> Sequence[str]:
    """Which versions can explain a finding: the reading where its event was read otherwise, else the law."""
    event = next((one for one in with_it.events if one.id == finding.event), None)
    other = next((one for one in without.events if one.id == finding.event), None)
    if event is None or other is None or not _same(event, other):
        return READING
    decided = {element.name: element.value for element in finding.elements}
    moved = {e.name for e in earlier.elements if decided.get(e.name) is not e.value} if earlier is not None else set()
    if any("listed" in name or "designated" in name for name in moved):
        return ("lists", *JUDGING)
    if any("goods" in name or "item" in name for name in moved):
        return ("goods", *JUDGING)
    return JUDGING


def _same(event: Event, other: Event) -> bool:
    return (event.act, event.roles, event.time, event.facts) == (other.act, other.roles, other.time, other.facts)


def _grade(finding: Finding) -> str:
    return "" if finding.support is None else f"{finding.support.reliability}{finding.support.credibility}"


def _because(versions: Mapping[str, tuple[str, str]], parts: Sequence[str]) -> str:
    """The likeliest of the versions that differ; the only one that does is it for certain."""
    if not versions:
        return "no version differs: what made it is not versioned"
    name = next((one for one in parts if one in versions), None) or next(iter(versions))
    was, now = versions[name]
    sure = "" if len(versions) == 1 else f" (the likeliest of {len(versions)} that differ)"
    return f"{NAMES.get(name, name)} changed from {was} to {now}{sure}"
