"""The sources of an event as origins: who first says it, counted once however often and through whomever it is told.

- An outlet and the source that it quotes are one origin, and that is the source. The outlet whose text this is adds
  none, for it tells what others say.
- A State speaks with one voice: its ministries, its office-holders, its media, and its officials who are not named.
- People who are not named cannot be told apart, so all of them are one.
- Two outlets that say it in the same words are one: wire copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from porosity.assessment import Certainty, Claim, Origin, Stance
from porosity.status import Voices
from porosity.support.kinds import Weight, kinds
from porosity.support.sources import Source

ITSELF = "the outlet itself"
UNNAMED = ("unnamed-official", "unnamed-source", "unnamed-expert", "defector")
NAMELESS = (*UNNAMED, "eyewitness")
COPIED = 0.8  # of the words of two outlets that are the same in wire copy
FEWEST = 6  # words that two outlets must share; shorter wordings are alike by chance
CHANNELS = (("letter", "in a letter"), ("sworn", "before a court"))
PUTS = ("admits", "says", "likely", "possible", "asks", "denies")
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with the one whose word it is: the nearest speaker, or the party that admits it.

    ``source`` is None where the outlet itself speaks and nothing is known of it.
    """

    claim: Claim
    source: Source | None
    key: Key
    put: str
    party: bool
    directness: str
    weight: Weight
    notes: tuple[str, ...] = ()
    via: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """By what name the report calls who says it."""
        return ITSELF if self.source is None else self.source.name


@dataclass(frozen=True, slots=True)
class Standing:
    """An origin with all that counts for its weight. ``party``: it had a part in the act, or speaks for who had.

    ``shown`` is its name as a sentence takes it; ``named`` is false for people whose names the report does not give.
    ``key`` is what makes two speakers one origin.
    """

    origin: Origin
    weight: Weight
    party: bool
    shown: str
    named: bool
    key: Key = ("", "")

    @property
    def says_so(self) -> bool:
        """Whether it says, in whatever way, that the act took place or will."""
        return self.origin.put not in ("asks", "denies")


def standings_of(voices: Voices) -> tuple[Standing, ...]:
    """The origins of an event, those that say so first; what one both says and denies gives two."""
    told = [_told(claim, voices) for claim in (*voices.claims, *voices.contrary)]
    told = [one for one in told if not _only_carries(one, told)]
    same = _copies(told)
    groups: dict[tuple[Key, bool], list[Told]] = {}
    for one in told:
        groups.setdefault((same.get(one.key, one.key), one.put == "denies"), []).append(one)
    found = [_standing(group, key) for (key, _), group in groups.items()]
    return tuple(sorted(found, key=lambda one: (PUTS.index(one.origin.put), one.origin.name)))


def _told(claim: Claim, voices: Voices) -> Told:
    chain, parties, admits = voices.sources(claim), voices.parties(claim), voices.admits(claim)
    source = parties[-1] if admits else chain[-1] if chain else None
    around = " ".join(voices.sentences.around(claim.evidence))
    directness, notes = _directness(source, around, admits=admits)
    put = _put(claim, voices)
    said = {"likely": Weight.LIKELY, "possible": Weight.POSSIBLE}.get(put, Weight.FIRM)
    return Told(
        claim=claim,
        source=source,
        key=_key(source, voices.publisher),
        put=put,
        party=source in parties,
        directness=directness,
        weight=said if source is None else min(said, source.kind.weight),
        notes=notes,
        via=tuple(one.name for one in chain if source is not None and one.name != source.name),
    )


def _key(source: Source | None, publisher: str | None) -> Key:
    """What makes two speakers one origin."""
    if source is None:
        return ("itself", "")
    kind, country = source.kind.id, source.country
    if source.name == publisher and source.speaks_for is None:
        return ("itself", "")
    if source.speaks_for is not None or (kind == "unnamed-official" and country is not None):
        return ("state", country or "")
    if kind in UNNAMED:
        return ("unnamed", "")
    if kind == "hearsay":
        return ("hearsay", "")
    if source.outlet is not None:
        return ("outlet", source.outlet.id)
    name = source.name.casefold()
    return (kind, country or name) if kind in ("prosecution", "court") else ("source", source.entity or name)


def _only_carries(one: Told, told: Sequence[Told]) -> bool:
    """Whether an outlet's own word only tells what somebody says whom the report, or that outlet, names elsewhere."""
    if one.put == "denies" or one.key[0] not in ("itself", "outlet"):
        return False
    return any(
        (other.key[0] != "itself" if one.key[0] == "itself" else one.name in other.via)
        for other in told
        if other.put not in ("asks", "denies") and other.weight is not Weight.POSSIBLE
    )


def _copies(told: Iterable[Told]) -> dict[Key, Key]:
    """Outlets whose words are wire copy of another's, and whose."""
    words: dict[Key, set[str]] = {}
    for one in told:
        if one.key[0] == "outlet":
            text = " ".join(evidence.text for evidence in one.claim.evidence).replace(one.name, "")
            words.setdefault(one.key, set()).update(re.findall(r"\w+", text.lower()))
    same: dict[Key, Key] = {}
    order = sorted(words)
    for place, key in enumerate(order):
        for first in order[:place]:
            shared = words[key] & words[first]
            if len(shared) >= FEWEST and len(shared) >= COPIED * len(words[key] | words[first]):
                same[key] = same.get(first, first)
                break
    return same


def _put(claim: Claim, voices: Voices) -> str:
    """How a claim puts the act, by its own words."""
    if claim.is_negative:
        return "denies"
    if claim.stance is Stance.ASKS:
        return "asks"
    if voices.admits(claim):
        return "admits"
    if claim.certainty is Certainty.POSSIBLE:
        return "possible"
    return "likely" if voices.alleges(claim) else "says"


def _directness(source: Source | None, around: str, *, admits: bool) -> tuple[str, tuple[str, ...]]:
    """How somebody came to know, and what else the words around the name say of that."""
    if admits:
        return "first-hand", ()
    if source is None:
        return "statement", ()
    table, kind = kinds(), source.kind
    notes = []
    if kind.id in UNNAMED and table.says("withheld", around):
        notes.append("name withheld")
    if kind.directness in ("document", "picture") and table.says("shown", around):
        notes.append("seen by who reports it")
    if kind.directness == "statement":
        notes += [note for name, note in CHANNELS if table.says(name, around)]
    is_witness = kind.id in ("person", "unnamed-source", "eyewitness") and table.says("saw", around)
    return ("eyewitness" if is_witness else kind.directness), tuple(notes)


def _standing(group: Sequence[Told], key: Key) -> Standing:
    """One origin of all that it says, by what it says most firmly."""
    ordered = sorted(group, key=lambda one: (PUTS.index(one.put), -one.weight, one.name, one.claim.id))
    best = ordered[0]
    party = any(one.party for one in group)
    letter, reason, kind = _graded(best, party=party)
    notes = dict.fromkeys(note for one in ordered for note in one.notes)
    origin = Origin(
        name=best.name,
        kind=kind,
        put=best.put,
        directness=best.directness,
        reliability=letter,
        because="; ".join((reason, *notes)),
        claims=tuple(one.claim.id for one in group),
        via=tuple(dict.fromkeys(name for one in ordered for name in one.via)),
    )
    shown = f"{ITSELF}, without a source" if best.source is None else best.source.shown
    named = best.source is None or best.source.kind.id not in NAMELESS
    return Standing(origin, max(one.weight for one in group), party, shown, named, key)


def _graded(told: Told, *, party: bool) -> tuple[str, str, str]:
    """The letter of a source by itself, its reason, and its kind."""
    table = kinds().by_id
    source = told.source
    if source is None:
        kind = table["outlet"]
        return kind.reliability, "in its own words, without a source", kind.id
    if source.outlet is not None:
        voice = "; state media of a party to it" if party else ""
        return source.outlet.reliability, f"{source.outlet.because}{voice}", source.kind.id
    kind = table["party"] if party and source.kind.weight is Weight.FIRM else source.kind
    return kind.reliability, kind.because, kind.id
