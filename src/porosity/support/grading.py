"""The Admiralty grade of an event, and one sentence that says why.

The letter is that of the best source; the digit counts origins that do not lean on each other, takes off for denials,
and stays where nothing could be checked. A further origin never makes it worse, a denial never makes it better.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from porosity.assessment import Evidence, Support
from porosity.exports import wording
from porosity.reports.outlets import outlet as outlet_named
from porosity.status import Voices
from porosity.support.kinds import CANNOT_BE_JUDGED, RELIABILITY, Weight, kinds
from porosity.support.origins import Standing, standings_of

SHOWN = ("eyewitness", "document", "picture")
NOT_TOLD = 6
ONLY_DENIED = 5
WORST = 5
UNCHECKED = 3  # no better than this where the report says that it could not be checked


def support_of(voices: Voices) -> Support:
    """The grade of an event, with the origins behind it and the words that say that it could not be checked."""
    standings = standings_of(voices)
    unverified = _unverified(voices)
    publishers = () if voices.publisher is None else (voices.publisher,)
    letter, best = reliability(standings, publishers)
    digit = credibility(standings, unchecked=bool(unverified))
    because = sentence(standings, best, unchecked=bool(unverified), disputed=voices.disputed)
    return Support(letter, digit, because, tuple(one.origin for one in standings), unverified)


def credibility(standings: Iterable[Standing], *, unchecked: bool = False) -> int:
    """How far origins agree, 1 to 5; 6 where nobody says that it took place, and nobody denies it flatly."""
    standings = tuple(standings)
    saying = [one for one in standings if one.says_so]
    denying = [one for one in standings if one.origin.put == "denies"]
    if not saying:
        return ONLY_DENIED if denying and len(denying) == len(standings) else NOT_TOLD
    digit = _agreed(saying)
    if unchecked and not any(one.origin.put == "admits" for one in saying):
        digit = max(digit, UNCHECKED)
    if denying:
        interested = all(one.party for one in denying)
        digit = max(digit + 1, 3) if interested else max(digit + 2, 4)
    return min(digit, WORST)


def _agreed(saying: Sequence[Standing]) -> int:
    """What origins amount to before anybody denies: admitted, said by several, by one, or only called possible."""
    admitted = any(one.origin.put == "admits" for one in saying)
    firm = [one for one in saying if one.weight is Weight.FIRM]
    heard = [one for one in saying if one.weight is not Weight.POSSIBLE]
    shown = any(one.origin.directness in SHOWN for one in firm)
    if (admitted and len(heard) > 1) or len(firm) > 2 or (len(firm) > 1 and shown):
        return 1
    if admitted or len(heard) > 1:
        return 2
    return 3 if heard else 4


def _unverified(voices: Voices) -> tuple[Evidence, ...]:
    """The sentences, in or close upon a claim that it took place, in which the report says that it was not checked."""
    words = [evidence for claim in voices.claims if not claim.is_negative for evidence in claim.evidence]
    table = kinds()
    return tuple(one for one in voices.sentences.from_on(words) if table.says("unverified", one.text))


def reliability(standings: Sequence[Standing], publishers: Iterable[str] = ()) -> tuple[str, str]:
    """The best letter among those who say so, who carry it and who publish it; and who it is, with the reason."""
    counted = [one for one in standings if one.says_so] or standings
    graded = {(one.origin.reliability, one.shown, one.origin.because) for one in counted}
    for name in {name for one in counted for name in one.origin.via} | set(publishers):
        outlet = outlet_named(name)
        if outlet is not None:
            graded.add((outlet.reliability, outlet.name, outlet.because))
    letter, name, because = min(graded)
    if letter == CANNOT_BE_JUDGED:
        return letter, "nobody of known standing says so"
    alone = len(counted) == 1 and counted[0].shown == name
    who = "that source" if alone else f"the best source, {name},"
    return letter, f"{who} is {RELIABILITY[letter]} ({because})"


def sentence(standings: Sequence[Standing], best: str, *, unchecked: bool, disputed: Sequence[str]) -> str:
    """The whole grade in one sentence."""
    saying = [one for one in standings if one.says_so]
    denying = [one for one in standings if one.origin.put == "denies"]
    parts = [_said(saying) if saying else _not_said(standings)]
    if denying and saying:
        parts.append(f"it is denied by {_names(denying)}")
    if disputed:
        parts.append(f"those who tell it differ on {wording.joined(disputed)}")
    if unchecked:
        parts.append("the report says that it could not be verified")
    return f"{'; '.join((*parts, best))}."


def _said(saying: Sequence[Standing]) -> str:
    """Who says so, by how much that counts."""
    heard = [one for one in saying if one.weight is not Weight.POSSIBLE]
    admitting = [one for one in saying if one.origin.put == "admits"]
    if not heard:
        return f"It is no more than possible by the word of {_names(saying)}"
    if admitting:
        others = [one for one in heard if one not in admitting]
        more = f"and told by {_names(others)} too" if others else "and told by nobody else here"
        return f"It is admitted by {_names(admitting)}, {more}"
    if len(heard) > 1:
        return f"It is told by {wording.number(len(heard))} origins that do not lean on each other, {_names(heard)}"
    return f"It is {'alleged' if heard[0].origin.put == 'likely' else 'told'} by one origin, {_names(heard)}"


def _not_said(standings: Sequence[Standing]) -> str:
    asking = [one for one in standings if one.origin.put == "asks"]
    denying = [one for one in standings if one.origin.put == "denies"]
    if not asking:
        return f"It is only denied here, by {_names(denying)}"
    denied = f", and denied by {_names(denying)}" if denying else ""
    return f"Nobody here says that it took place: it is asked about by {_names(asking)}{denied}"


def _names(standings: Iterable[Standing]) -> str:
    return wording.joined([_name(one) for one in standings])


def _name(one: Standing) -> str:
    """An origin by name, with what a reader must know of it: a party to the act, not named, told by somebody else."""
    tags = [] if one.named else ["not named"]
    if one.party:
        tags.append("a party to it")
    if one.origin.via:
        tags.append(f"by way of {wording.joined(one.origin.via)}")
    return f"{one.shown} ({', '.join(tags)})" if tags else one.shown
