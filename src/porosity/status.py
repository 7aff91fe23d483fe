"""How the act behind a finding is put, and how well it stands: status, hedges and support.

*If true, is it barred?* is the finding's verdict. *Is it true?* is asked here, and never mixed with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from porosity.assessment import Certainty, Claim, Entity, Evidence, Report, Stance, Status, Support
from porosity.reading.sources import Voice, is_document
from porosity.reports.outlets import outlet as outlet_named

UNKNOWN_RELIABILITY = "F"
PARTIES = ("agent", "recipient", "origin", "destination", "place")
RELIABILITY_WORDS = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}


@dataclass(frozen=True, slots=True)
class Voices:
    """The claims of one event, and whose words each is."""

    claims: Sequence[Claim]
    voices: Mapping[str, Voice]
    entities: Mapping[str, Entity]

    def countries(self, claim: Claim) -> set[str]:
        """The States to which the speakers of a claim belong; a paper or a picture speaks for none."""
        ids = (s.entity for s in self.voices[claim.id].speakers if not is_document(s.name))
        return {c for i in ids if (c := self.entities[i].country) is not None}

    def alleges(self, claim: Claim) -> bool:
        """Whether a claim is put as an allegation: hedged, doubted, or by a source that only alleges."""
        return claim.certainty is not Certainty.CERTAIN or self.voices[claim.id].alleges

    def origins(self) -> set[str]:
        """Who first says it, by name; an empty name is the outlet itself."""
        return {claim.sources[-1] if claim.sources else "" for claim in self.claims}


def status_of(voices: Voices) -> Status:
    """The status of an event: denied, planned, mixed, confirmed by a party, alleged or asserted."""
    claims = voices.claims
    denying = [c for c in claims if c.is_negative]
    asserting = [c for c in claims if c.stance is Stance.ASSERTS and not c.negated]
    if denying and asserting:
        return Status.MIXED
    if denying:
        return Status.DENIED
    if asserting:
        if _admitting(asserting, voices):
            return Status.CONFIRMED
        return Status.ALLEGED if all(voices.alleges(claim) for claim in asserting) else Status.ASSERTED
    return Status.PLANNED if any(c.stance is Stance.PLANS for c in claims) else Status.ALLEGED


def _admitting(claims: Iterable[Claim], voices: Voices) -> list[Claim]:
    """The claims in which a party to the act, or the State where it takes place, says so itself, flatly."""
    given = {i for claim in voices.claims for role in PARTIES for i in claim.roles.get(role, ())}
    states = {voices.entities[i].country for i in given} - {None}
    return [claim for claim in claims if not voices.alleges(claim) and voices.countries(claim) & states]


def hedges_of(claims: Iterable[Claim]) -> tuple[Evidence, ...]:
    """The words that hedge an event, in order, each once."""
    return tuple(sorted({hedge for claim in claims for hedge in claim.hedges}, key=lambda one: one.start))


def support_of(voices: Voices, report: Report) -> Support:
    """The Admiralty grade of an event: the best of its sources, and how far independent origins agree."""
    reliability, source_reason = _reliability(voices, report)
    credibility, reason = _credibility(voices)
    return Support(reliability, credibility, f"{source_reason} {reason}")


def _reliability(voices: Voices, report: Report) -> tuple[str, str]:
    graded = []
    for name in sorted({*voices.origins() - {""}, report.publisher or ""} - {""}):
        outlet = outlet_named(name)
        if outlet is not None:
            graded.append(
                (outlet.reliability, f"{outlet.name} is {RELIABILITY_WORDS[outlet.reliability]} ({outlet.because}).")
            )
    if not graded:
        return UNKNOWN_RELIABILITY, "No source of known standing is named."
    return min(graded)


def _credibility(voices: Voices) -> tuple[int, str]:
    claims = voices.claims
    asserting = [c for c in claims if not c.is_negative]
    admitted = _admitting(asserting, voices)
    named = sorted({c.sources[-1] for c in asserting if c.sources})
    told = ", ".join(named) or "the outlet itself"
    if any(c.is_negative for c in claims):
        if not asserting:
            return 5, "It is only denied here."
        if admitted:
            return 3, f"A party to the act says so ({told}), and it is denied."
        return 4, f"It is said by {told} and denied."
    if admitted and len(named) > 1:
        return 1, f"A party to the act says so, and others too: {told}."
    if admitted:
        return 2, f"A party to the act says so itself ({told}); one origin."
    if all(c.certainty is Certainty.POSSIBLE for c in asserting):
        return 4, f"It is only called possible ({told})."
    if len(named) > 1:
        return 2, f"{len(named)} origins agree: {told}."
    if all(c.certainty is not Certainty.CERTAIN for c in asserting):
        return 3, f"It is called likely, by one origin ({told})."
    return 3, f"One origin: {told}."
