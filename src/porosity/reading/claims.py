"""From acts to claims: who did what to whom, when, how firmly, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from porosity import facts, quantities
from porosity.assessment import Act, Basis, Claim, Evidence, Quantity
from porosity.reading.acts import FoundAct, acts_of
from porosity.reading.cast import Cast
from porosity.reading.lexicon import Lexicon
from porosity.reading.lines import Line, Span, overlap
from porosity.reading.sources import Saying, chain, names, sayings_of
from porosity.timespan import TimeSpan

PARTY_ROLES = ("agent", "recipient", "origin", "destination", "via", "place")
THING_ROLES = ("item", "carrier", "topic", "purpose")
BY_NATIONALITY = (Act.DEPLOY, Act.EMPLOY, Act.TRAIN)
SILENT_KINDS = frozenset(("boilerplate", "dateline"))
NEAR = 8  # words between an act and a time that no role names


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with where it came from, for the steps that gather claims into events."""

    claim: Claim
    line: int
    paragraph: int
    speakers: tuple[str, ...]


def claims_of(lines: Sequence[Line], cast: Cast, lexicon: Lexicon, published: date | None) -> list[Told]:
    """All claims of a report in order; what a line says again is not claimed again."""
    sayings = sayings_of(lines, cast)
    told: list[Told] = []
    for line in lines:
        if line.echo_of is not None or line.kind in SILENT_KINDS:
            continue
        for act in acts_of(line, lexicon):
            number = len(told) + 1
            told.append(_claim(f"c{number}", act, line, cast, sayings, lines))
    return told


def _claim(
    claim_id: str,
    act: FoundAct,
    line: Line,
    cast: Cast,
    sayings: Mapping[int, list[Saying]],
    lines: Sequence[Line],
) -> Told:
    roles = _roles(act, line, cast)
    speakers = chain(line, act.trigger[0], sayings, lines)
    clause = _widened(act)
    quantity = _quantity(act, line)
    words = line.text_of(*clause)
    claim = Claim(
        id=claim_id,
        act=act.act,
        basis=Basis.STATED,
        stance=act.stance,
        certainty=act.certainty,
        roles=roles,
        time=_time(act, line),
        quantity=quantity,
        sources=names(speakers, cast),
        evidence=(line.evidence(*clause),),
        hedges=tuple(_cue_evidence(line, cue.start, cue.end) for cue in act.hedges),
        facts=facts.facts_in(words),
    )
    return Told(claim, line.index, line.paragraph, speakers)


def _roles(act: FoundAct, line: Line, cast: Cast) -> dict[str, tuple[str, ...]]:
    roles: dict[str, tuple[str, ...]] = {}
    for role in PARTY_ROLES:
        for span in act.roles.get(role, ()):
            roles[role] = _joined(roles.get(role, ()), cast.parties(line, *span))
    for role in THING_ROLES:
        for span in act.roles.get(role, ()):
            roles[role] = _joined(roles.get(role, ()), cast.things(line, *span))
    if act.act in BY_NATIONALITY and "agent" not in roles:
        for span in act.roles.get("item", ()):
            code = cast.country_beside(line, *span)
            if code is not None:
                roles["agent"] = (cast.country(code),)
    return {role: ids for role, ids in roles.items() if ids}


def _joined(ids: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*ids, *more)))


def _widened(act: FoundAct) -> Span:
    """The clause with all fillers in it, which is what an act's evidence quotes."""
    spans = [act.clause, act.trigger, *(span for role in act.roles.values() for span in role)]
    return min(span[0] for span in spans), max(span[1] for span in spans)


def _cue_evidence(line: Line, first: int, last: int) -> Evidence:
    return line.evidence(first, last)


def _quantity(act: FoundAct, line: Line) -> Quantity | None:
    spans = [*act.roles.get("quantity", ()), *act.roles.get("item", ())]
    for first, last in spans:
        found = quantities.parse(line.text_of(max(0, first - 2), last))
        if found:
            return found[0]
    return None


def _time(act: FoundAct, line: Line) -> TimeSpan | None:
    """The time that a role names, else one that stands near in the clause, else the only one of the sentence."""
    for span in act.roles.get("time", ()):
        for where, mention in line.times:
            if overlap(where, span):
                return mention.span
    near = [
        (abs(where[0] - act.trigger[0]), mention.span)
        for where, mention in line.times
        if overlap(where, act.clause) or len(line.times) == 1
    ]
    return min(near, key=lambda one: one[0])[1] if near else None
