"""Claims that Iran sold Iraq rifles, by whoever says so, made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from porosity.assessment import Act, Certainty, Claim, Entity, Evidence, Stance
from porosity.reading.sources import Speaker, Voice
from porosity.status import Voices
from porosity.support.sentences import Sentences

ENTITIES = {
    one.id: one
    for one in (
        Entity("iran", "Iran", "place", "ir"),
        Entity("general", "General Amiri", "person", "ir"),
        Entity("iraq", "Iraq", "place", "iq"),
        Entity("seoul", "South Korea", "place", "kr"),
        Entity("ministry", "South Korean foreign ministry", "organisation", "kr"),
        Entity("tokyo", "Japan", "place", "jp"),
        Entity("moscow", "Russia", "place", "ru"),
        Entity("residents", "residents", "person", "ir"),
        Entity("stranger", "Ida Moss", "person"),
        Entity("other", "Ralf Lund", "person", "no"),
        Entity("third", "Nils Berg", "person", "no"),
        Entity("official", "official", "person"),
        Entity("people", "people", "person"),
        Entity("photos", "satellite photographs", "document"),
        Entity("kcna", "KCNA", "organisation", "kp"),
        Entity("irna", "IRNA", "organisation", "ir"),
        Entity("reuters", "Reuters", "organisation", "gb"),
        Entity("yonhap", "Yonhap", "organisation", "kr"),
        Entity("guns", "rifles", "weapon", "ru"),
    )
}
POSSIBLE, PROBABLE = Certainty.POSSIBLE, Certainty.PROBABLE
DENIES, PLANS, ASKS = Stance.DENIES, Stance.PLANS, Stance.ASKS
ROLES = {"agent": ("iran",), "recipient": ("iraq",), "item": ("guns",)}
Put = tuple[Claim, Voice]


def put(
    *by: str,
    stance: Stance = Stance.ASSERTS,
    certainty: Certainty = Certainty.CERTAIN,
    name: str = "",
    alleges: bool = False,
    negated: bool = False,
    hedges: tuple[Evidence, ...] = (),
    evidence: tuple[Evidence, ...] = (),
    act: Act = Act.TRANSFER,
) -> Put:
    """A claim by a chain of entities, the outermost first (the outlet itself, if there is none).

    ``name`` is what the report calls the nearest of them.
    """
    names = [ENTITIES[one].name for one in by]
    names[-1:] = [name or names[-1]] if by else []
    voice = Voice(tuple(Speaker(one, called) for one, called in zip(by, names, strict=True)), alleges)
    claim = Claim(
        "",
        act,
        ROLES,
        evidence,
        stance=stance,
        certainty=certainty,
        sources=voice.names,
        hedges=hedges,
        negated=negated,
    )
    return claim, voice


def deny(*by: str, name: str = "") -> Put:
    """A denial of the sale."""
    return put(*by, stance=DENIES, name=name)


def voices(*claims: Put, text: str = "", publisher: str | None = None, disputed: Sequence[str] = ()) -> Voices:
    """The claims as the voices of one event; each is said in the sentence of the text that its evidence points at."""
    numbered = [(replace(claim, id=f"c{number}"), voice) for number, (claim, voice) in enumerate(claims)]
    by_id = {claim.id: voice for claim, voice in numbered}
    spans = _spans(text)
    said = Sentences(text, spans)
    return Voices([claim for claim, _ in numbered], by_id, ENTITIES, said, publisher, disputed=disputed)


def words(text: str, which: str) -> tuple[Evidence, ...]:
    """The evidence for some words of a text."""
    start = text.index(which)
    return (Evidence(start, start + len(which), which),)


def _spans(text: str) -> tuple[tuple[int, int], ...]:
    spans, start = [], 0
    for sentence in text.split(". "):
        spans.append((start, start + len(sentence)))
        start += len(sentence) + 2
    return tuple(spans) if text else ()
