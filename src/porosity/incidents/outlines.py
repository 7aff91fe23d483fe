"""An incident in outline: what lists show of it, as counts that add up, so that a report more costs the same always.

The outline of a report in an incident is made once; an incident's is the sum of its reports', in any order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from porosity.assessment import Origin, Status, Verdict
from porosity.evidence import marks
from porosity.evidence.records import Decision, DecisionKind, IncidentRow
from porosity.exports import wording
from porosity.incidents.accounts import Account
from porosity.incidents.origins import Shared, carried_by
from porosity.incidents.origins import merged as origins_merged
from porosity.incidents.records import Part
from porosity.incidents.replies import replies
from porosity.incidents.rules import rules
from porosity.measures.judging import STRENGTH
from porosity.reading import countries
from porosity.support.grading import credibility, reliability
from porosity.support.kinds import Weight
from porosity.support.origins import PUTS, Standing

MOST = 2  # of what several reports say differently, the two that most of them say
FIELDS = ("givers", "takers", "lands", "goods", "nouns", "people", "leaders", "names", "places", "things", "jobs")
MAPS = ("people", "leaders", "names", "places")
NOT_COVERED = "not-covered"
STATUSES = (Status.CONFIRMED, Status.MIXED, Status.ASSERTED, Status.ALLEGED, Status.PLANNED, Status.DENIED)
_FIELD = re.compile(r"\{(\w+)\}")
Counts = Mapping[str, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Voice:
    """An origin in an outline: all that its grade hangs on."""

    name: str
    kind: str
    put: str
    directness: str
    reliability: str
    because: str
    weight: int
    party: bool
    shown: str
    named: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A measure under a family in an outline: the strongest verdict, and how often each status."""

    verdict: str
    statuses: Counts


@dataclass(frozen=True, slots=True)
class Outline:
    """The sum of some reports of an incident. ``counts`` are by field and value, ``shown`` are names as written."""

    kind: str
    reports: int = 0
    first_title: str = ""
    first_day: date | None = None
    since: date | None = None
    until: date | None = None
    acts: Counts = field(default_factory=dict)
    counts: Mapping[str, Counts] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, Judged] = field(default_factory=dict)
    origins: Mapping[str, Voice] = field(default_factory=dict)
    publishers: Counts = field(default_factory=dict)
    graded: int = 0
    unchecked: int = 0


def outline_of(account: Account) -> Outline:
    """The outline of one report in an incident."""
    main = [one.strand for one in account.held if one.strand.part is Part.MAIN]
    strands = main or [one.strand for one in account.held]
    counts: dict[str, dict[str, int]] = {}
    shown: dict[str, str] = {}
    for name in FIELDS:
        values = {value for strand in strands for value in getattr(strand, name)}
        if values:
            counts[name] = dict.fromkeys(sorted(values), 1)
    for strand in strands:
        for name in MAPS:
            shown.update(getattr(strand, name))
    if answers := dict.fromkeys(sorted({one.kind for one in replies((account,))}), 1):
        counts["answers"] = answers
    report = account.assessment.report
    graded = [one.support for one in account.findings if one.support is not None]
    return Outline(
        kind=strands[0].kind,
        reports=1,
        first_title=report.title,
        first_day=report.published,
        since=min((one.first for one in strands if one.first is not None), default=None),
        until=max((one.last for one in strands if one.last is not None), default=None),
        acts=dict.fromkeys((one.act.value for one in account.events), 1),
        counts=counts,
        shown=shown,
        findings=_findings(account),
        origins={_name_of(one): _voice(one) for one in origins_merged(carried_by(account))},
        publishers={report.publisher: 1} if report.publisher else {},
        graded=len(graded),
        unchecked=sum(1 for one in graded if one.unverified),
    )


def _findings(account: Account) -> dict[str, Judged]:
    found: dict[str, Judged] = {}
    for one in account.findings:
        key = f"{one.measure} {one.family}"
        other = Judged(one.verdict.value, {one.status.value: 1})
        found[key] = _judged(found[key], other) if key in found else other
    return found


def _name_of(one: Shared) -> str:
    side = "denies" if one.shown.put == "denies" else "says"
    return "|".join((side, *(part or "" for part in one.standing.key)))


def _voice(one: Shared) -> Voice:
    shown, standing = one.shown, one.standing
    return Voice(
        shown.name,
        shown.kind,
        shown.put,
        shown.directness,
        shown.reliability,
        shown.because,
        int(standing.weight),
        standing.party,
        standing.shown,
        standing.named,
    )


def added(one: Outline, other: Outline) -> Outline:
    """The sum of two outlines."""
    first = min((one, other), key=lambda each: (each.first_day or date.max, each.first_title))
    counts = {name: _sum(one.counts.get(name, {}), other.counts.get(name, {})) for name in {*one.counts, *other.counts}}
    return Outline(
        kind=first.kind,
        reports=one.reports + other.reports,
        first_title=first.first_title,
        first_day=first.first_day,
        since=min((day for day in (one.since, other.since) if day is not None), default=None),
        until=max((day for day in (one.until, other.until) if day is not None), default=None),
        acts=_sum(one.acts, other.acts),
        counts=counts,
        shown={**one.shown, **{key: max(name, one.shown.get(key, ""), key=len) for key, name in other.shown.items()}},
        findings=_joined(one.findings, other.findings, _judged),
        origins=_joined(one.origins, other.origins, _firmer),
        publishers=_sum(one.publishers, other.publishers),
        graded=one.graded + other.graded,
        unchecked=one.unchecked + other.unchecked,
    )


def total(outlines: Iterable[Outline]) -> Outline | None:
    """The sum of all; None of none."""
    whole: Outline | None = None
    for one in outlines:
        whole = one if whole is None else added(whole, one)
    return whole


def again(outline: Outline) -> Outline:
    """The outline of a further strand of a report that is counted already."""
    return replace(outline, reports=0, publishers={})


def _sum(one: Counts, other: Counts) -> dict[str, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in sorted({*one, *other})}


def _joined(one: Mapping[str, T], other: Mapping[str, T], both: Callable[[T, T], T]) -> dict[str, T]:
    joined = dict(one)
    for key, value in other.items():
        joined[key] = both(joined[key], value) if key in joined else value
    return joined


def _judged(one: Judged, other: Judged) -> Judged:
    verdict = min((one.verdict, other.verdict), key=lambda each: STRENGTH.index(Verdict(each)))
    return Judged(verdict, _sum(one.statuses, other.statuses))


def _firmer(one: Voice, other: Voice) -> Voice:
    best = min((one, other), key=lambda each: (PUTS.index(each.put), -each.weight, each.name))
    return replace(best, weight=max(one.weight, other.weight), party=one.party or other.party)


def row_of(identity: str, outline: Outline, decisions: Sequence[Decision] = ()) -> IncidentRow:
    """An incident as lists show it."""
    standings = [_standing(one) for one in outline.origins.values()]
    letter, digit = _grade(standings, outline, decisions)
    pairs = sorted(outline.findings, key=lambda key: (STRENGTH.index(Verdict(outline.findings[key].verdict)), key))
    parties = {*outline.counts.get("givers", {}), *outline.counts.get("takers", {})}
    return IncidentRow(
        id=identity,
        title=title_of(outline),
        act=min(outline.acts, key=lambda act: (-outline.acts[act], act), default="other"),
        since=outline.since,
        until=outline.until,
        verdict=_verdict(outline),
        status=_status(outline),
        measures=tuple(dict.fromkeys(key.split()[0] for key in pairs)),
        families=tuple(dict.fromkeys(key.split()[1] for key in pairs)),
        countries=tuple(sorted(parties)),
        reports=outline.reports,
        origins=sum(1 for one in standings if one.says_so),
        reliability=letter,
        credibility=digit,
        decided=decided_as(decisions),
    )


def _standing(voice: Voice) -> Standing:
    origin = Origin(voice.name, voice.kind, voice.put, voice.directness, voice.reliability, voice.because)
    return Standing(origin, Weight(voice.weight), voice.party, voice.shown, voice.named)


def _grade(
    standings: Sequence[Standing], outline: Outline, decisions: Sequence[Decision]
) -> tuple[str | None, int | None]:
    letter: str | None = None
    digit: int | None = None
    if standings:
        unchecked = bool(outline.graded) and outline.graded == outline.unchecked
        letter, _ = reliability(standings, outline.publishers)
        digit = credibility(standings, unchecked=unchecked)
    for one in standing_decisions(decisions, DecisionKind.OVERRIDE):
        letter, digit = one.body.get("reliability", letter), one.body.get("credibility", digit)
    return letter, digit


def standing_decisions(decisions: Iterable[Decision], *kinds: DecisionKind) -> tuple[Decision, ...]:
    """The decisions of some kinds that nobody took back."""
    return tuple(one for one in marks.standing(tuple(decisions)) if one.kind in kinds)


def decided_as(decisions: Iterable[Decision]) -> str:
    """*open*, *confirmed* or *dismissed*: by the last decision that stands."""
    told = standing_decisions(decisions, DecisionKind.CONFIRM, DecisionKind.DISMISS)
    if not told:
        return "open"
    return "confirmed" if told[-1].kind is DecisionKind.CONFIRM else "dismissed"


def _verdict(outline: Outline) -> str:
    told = {one.verdict for one in outline.findings.values()}
    return next((one.value for one in (Verdict.PROHIBITED, Verdict.CONDITIONAL) if one.value in told), NOT_COVERED)


def _status(outline: Outline) -> str:
    told = [Status(name) for one in outline.findings.values() for name in one.statuses]
    return status_of(told).value if told else Status.ASSERTED.value


def status_of(statuses: Iterable[Status]) -> Status:
    """One status of several: *mixed* where one denies what another tells, else the firmest."""
    some = set(statuses)
    if Status.DENIED in some and some - {Status.DENIED, Status.PLANNED}:
        return Status.MIXED
    return min(some, key=STATUSES.index)


def title_of(outline: Outline) -> str:
    """The title of an incident: made of what its reports share, else that of its first report."""
    kind = rules().kinds[outline.kind]
    if not kind.title or outline.reports < 2:
        return outline.first_title
    values = {name: _value(name, outline) for name in _FIELD.findall(kind.title)}
    if any(not value for name, value in values.items() if name not in ("place", "name")):
        return outline.first_title
    made = _FIELD.sub(lambda match: values[match[1]], kind.title)
    job = wording.joined(_common(outline.counts.get("jobs", {})))
    made = ", ".join(one for one in (made, job, months(outline)) if one)
    return wording.capital(re.sub(r"\s+([,.])", r"\1", " ".join(made.split())))


def months(outline: Outline) -> str:
    """The months in which an incident lies: "June 2024", "October 2024 to April 2025"."""
    if outline.since is None or outline.until is None:
        return ""
    first, last = f"{outline.since:%B %Y}", f"{outline.until:%B %Y}"
    return first if first == last else f"{first} to {last}"


def _value(name: str, outline: Outline) -> str:
    """What most reports have for a field, as a reader takes it."""
    counts = outline.counts
    match name:
        case "giver" | "taker":
            return _states(_common(counts.get(f"{name}s", {})))
        case "lands":
            both = _common(counts.get("lands", {}))
            return _states(both) if len(both) > 1 else ""
        case "goods":
            return wording.joined(_goods(counts))
        case "thing":
            return wording.joined(_common(counts.get("things", {})))
        case "who":
            return _named("people" if counts.get("people") else "leaders", outline)
        case _:
            return _named(f"{name}s", outline)


def _goods(counts: Mapping[str, Counts]) -> list[str]:
    """The classes that tell most; where none tells anything, the nouns."""
    classes = {one: times for one, times in counts.get("goods", {}).items() if not one.startswith("hs")}
    telling = {one: times for one, times in classes.items() if one not in rules().generic}
    if not telling and counts.get("nouns"):
        return _common(counts["nouns"])
    return [wording.label(one).lower() for one in _common(telling or classes)]


def _common(counts: Counts) -> list[str]:
    most = max(counts.values(), default=0)
    return sorted(one for one, times in counts.items() if times == most)[:MOST]


def _states(codes: Iterable[str]) -> str:
    return wording.joined([countries.country_name(one) or one for one in codes])


def _named(name: str, outline: Outline) -> str:
    return wording.joined([outline.shown.get(key, key) for key in _common(outline.counts.get(name, {}))])
