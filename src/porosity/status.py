"""How the act behind a finding is put: its status and the words that hedge it.

*If true, is it barred?* is the finding's verdict. *Is it true?* is asked here and in ``porosity.support``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from porosity.assessment import Act, Certainty, Claim, Entity, Evidence, Stance, Status
from porosity.reading.sources import Voice, is_document
from porosity.support.sentences import Sentences
from porosity.support.sources import Source, source_of

PARTIES = ("agent", "recipient", "origin", "destination", "place")
STRIKING = ("agent", "origin")  # where arms are used, whom they hit and whose land it is only suffers it


@dataclass(frozen=True, slots=True)
class Voices:
    """The claims of one event, and whose words each is.

    ``contrary`` are claims outside the event in which somebody says that it is not so, and ``disputed`` what its own
    claims contradict each other about, short of whether it took place.
    """

    claims: Sequence[Claim]
    voices: Mapping[str, Voice]
    entities: Mapping[str, Entity]
    sentences: Sentences = field(default_factory=Sentences)
    publisher: str | None = None
    contrary: Sequence[Claim] = ()
    disputed: Sequence[str] = ()

    def sources(self, claim: Claim) -> tuple[Source, ...]:
        """Who says it, from the outermost to the nearest speaker; where nobody does, the outlet itself, if it is known.

        Empty is an outlet of which nothing is known.
        """
        speakers = self.voices[claim.id].speakers
        if not speakers:
            itself = source_of(self.publisher or "", None)
            return (itself,) if itself.outlet is not None else ()
        around = self.sentences.around(claim.evidence)
        return tuple(source_of(one.name, self.entities.get(one.entity), around) for one in speakers)

    def parties(self, claim: Claim) -> tuple[Source, ...]:
        """Those who say it and had a part in the act, or speak for the State of one who had.

        A paper or a picture speaks for none.
        """
        given = {
            i
            for one in self.claims
            for role in (STRIKING if one.act is Act.USE else PARTIES)
            for i in one.roles.get(role, ())
        }
        states = {self.entities[i].country for i in given if i in self.entities} - {None}
        return tuple(
            source
            for source in self.sources(claim)
            if (source.entity in given or source.speaks_for in states) and not is_document(source.name)
        )

    def alleges(self, claim: Claim) -> bool:
        """Whether a claim is put as an allegation: hedged, doubted, or by a source that only alleges."""
        return claim.certainty is not Certainty.CERTAIN or self.voices[claim.id].alleges

    def admits(self, claim: Claim) -> bool:
        """Whether a claim is a party's own flat word that it took place."""
        flat = claim.stance is Stance.ASSERTS and not claim.negated and not self.alleges(claim)
        return flat and bool(self.parties(claim))


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
        if any(voices.admits(claim) for claim in asserting):
            return Status.CONFIRMED
        return Status.ALLEGED if all(voices.alleges(claim) for claim in asserting) else Status.ASSERTED
    return Status.PLANNED if any(c.stance is Stance.PLANS for c in claims) else Status.ALLEGED


def is_refuted(voices: Voices) -> bool:
    """Whether nobody says that it took place, and it is no party that denies it, but an inquiry or the outlet."""
    return all(claim.is_negative and not voices.parties(claim) for claim in voices.claims)


def hedges_of(claims: Iterable[Claim]) -> tuple[Evidence, ...]:
    """The words that hedge an event, in order, each once."""
    return tuple(sorted({hedge for claim in claims for hedge in claim.hedges}, key=lambda one: one.start))
