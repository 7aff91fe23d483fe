"""Scenes: an act that no single word names, but that who somebody is, what he does and where he does it add up to.

"The waitresses are from Pyongyang. They sing in a restaurant of Vientiane" says that somebody has workers of the DPRK,
though nobody is hired in it. ``knowledge/scenes.yml`` holds the scenes; what they find are implied claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from porosity import facts, resources, yaml_strict
from porosity.assessment import Act, Basis, Claim, Evidence, Goods, Stance
from porosity.errors import KnowledgeError
from porosity.reading import grammar, hedges
from porosity.reading.cast import Cast, bodies_of
from porosity.reading.claims import SILENT_KINDS, Told
from porosity.reading.cues import is_contest
from porosity.reading.home import STAYING
from porosity.reading.lines import Line, Span, in_words, overlap
from porosity.reading.moments import is_compared
from porosity.reading.naming import is_demonym, is_in_name, is_people_of
from porosity.reading.roles import UNIONS, states_and_places
from porosity.reading.sources import Saying, sayings_of, voice_of
from porosity.reading.standpoint import at_odds
from porosity.timespan import TimeSpan

FILE = "knowledge/scenes.yml"
KEYS = frozenset(
    ("act", "home", "does", "also", "never", "there", "not_there", "class", "item", "roles", "facts", "spread", "voice")
)
BEFORE_REACH = 3  # words between a State's name and the noun that it belongs to: "North Korean state trading company"
AFTER_REACH = 7  # words from a noun to the State behind "from" or "of" that it belongs to
NEGATION_REACH = 4  # words before a deed in which "no" or "never" undoes it
PLACE_REACH = 3  # words between a preposition and the State or place that it leads to
AUXILIARY_REACH = 3  # words before a participle in which its "were" or "being" stands
PRONOUN_REACH = 4  # words at the head of a sentence in which a pronoun points back
POINTING = frozenset(("they", "them", "he", "she", "all", "both", "most", "some", "these", "those", "it"))
OBJECT_REACH = 2  # words between a verb and whom it is done to
OF_THEM = frozenset(("from", "of", "in", "by", "at", "for", "with"))
THERE = frozenset(
    (
        "in",
        "at",
        "near",
        "on",
        "outside",
        "inside",
        "into",
        "to",
        "around",
        "round",
        "across",
        "off",
        "behind",
        "beside",
    )
)
BEING = frozenset(("is", "are", "was", "were", "be", "being", "been", "come", "comes", "came", "hail", "hails"))
TONGUES = frozenset(("in", "into", "speak", "speaks", "learn", "learns"))
OWNING = (["its"], ["their"])
POSSESSING = frozenset(("'s", "’s", "its", "their"))
SENDING = frozenset(("sent", "send", "sends", "sending", "dispatched", "dispatch", "deployed", "lent", "posted"))
STOPPING = frozenset((",", ";", ":", ".", "(", ")", "and", "or", "but", "that", "which", "who", "says", "said"))
LASTING = frozenset(("has", "have", "is", "are", "still"))
UNDOING = frozenset(("no", "not", "n't", "n’t", "never", "nobody", "neither", "nor", "none", "without", "nothing"))


@dataclass(frozen=True, slots=True)
class Scene:
    """What must come together. ``home`` is who or what belongs to the State, ``does`` what they do or is done to them.

    ``also`` must each be said besides, ``never`` not. ``there`` says whether another State must be named (*needed*),
    may be (*sought*) or does not matter (*none*); ``item`` whose words name the thing. ``spread`` is how many sentences
    of the paragraph may lie between who it is and what he does.
    """

    name: str
    act: Act
    home: re.Pattern[str]
    does: tuple[re.Pattern[str], ...]
    also: tuple[re.Pattern[str], ...]
    never: re.Pattern[str] | None
    there: str
    not_there: frozenset[str]
    classes: frozenset[str]
    item: str
    home_role: str
    there_role: str
    facts: Mapping[str, bool]
    spread: int
    voice: str


@dataclass(frozen=True, slots=True)
class _Home:
    """Who or what belongs to the State: the line, the words of the noun, and all words that say so."""

    line: Line
    noun: Span
    said: Span
    by: Line | None = None  # the line that says so, where it is another


@dataclass(frozen=True, slots=True)
class _Stage:
    """The report that a scene is looked for in: its lines, who is in it, who speaks, and where it names the State."""

    lines: Sequence[Line]
    cast: Cast
    sayings: Mapping[int, list[Saying]]
    named: Mapping[int, Sequence[Span]]


@cache
def scenes() -> tuple[tuple[str, ...], tuple[Scene, ...]]:
    """The States whose scenes are looked for, and the shipped scenes.

    Raises:
        KnowledgeError: a scene lacks something, or names a list of words that the file does not hold.
    """
    data = yaml_strict.load(resources.knowledge() / "scenes.yml")
    if not isinstance(data, Mapping) or set(data) != {"of", "words", "scenes"}:
        raise KnowledgeError(FILE, "must hold 'of', 'words' and 'scenes'.")
    words = {str(name): "|".join(f"(?:{one})" for one in texts) for name, texts in data["words"].items()}
    found = tuple(read_scene(str(name), body, words) for name, body in data["scenes"].items())
    return tuple(data["of"]), found


def read_scene(name: str, body: Mapping[str, object], words: Mapping[str, str]) -> Scene:
    """A scene from its entry, its words by the names of their lists.

    Raises:
        KnowledgeError: it has a key that no scene has, or names a list of words that is not held.
    """
    place = f"{FILE}: scene '{name}'"
    if unknown := sorted(set(body) - KEYS):
        raise KnowledgeError(place, f"has the unknown key '{unknown[0]}'.", f"Keys are {', '.join(sorted(KEYS))}.")

    def pattern(names: object) -> re.Pattern[str]:
        assert isinstance(names, list)
        if missing := [one for one in names if one not in words]:
            raise KnowledgeError(place, f"names the words '{missing[0]}', which the file does not hold.")
        return re.compile(r"(?<!\w)(?:" + "|".join(words[one] for one in names) + r")(?!\w)", re.IGNORECASE)

    does = body["does"]
    assert isinstance(does, list)
    roles, also, facts_ = body["roles"], body.get("also", []), body.get("facts", {})
    assert isinstance(roles, Mapping) and isinstance(also, list) and isinstance(facts_, Mapping)
    never, there = body.get("never"), body.get("not_there", [])
    assert isinstance(there, list)
    return Scene(
        name=name,
        act=Act(str(body["act"])),
        home=pattern(body["home"]),
        does=tuple(pattern([one]) for one in does),
        also=tuple(pattern(one) for one in also),
        never=None if never is None else pattern(never),
        there=str(body.get("there", "needed")),
        not_there=frozenset(map(str, there)),
        classes=frozenset((str(body["class"]),)),
        item=str(body.get("item", "home")),
        home_role=str(roles["home"]),
        there_role=str(roles.get("there", "place")),
        facts={str(fact): bool(value) for fact, value in facts_.items()},
        spread=int(str(body.get("spread", 0))),
        voice=str(body.get("voice", "")),
    )


def played(told: Sequence[Told], lines: Sequence[Line], cast: Cast) -> list[Told]:
    """The claims that the scenes of a report imply, where nothing that is told says as much already."""
    states, known = scenes()
    present = [state for state in states if cast.states[state]]
    if not present:
        return []
    found: list[Told] = []
    by_paragraph: dict[int, list[Told]] = {}
    for one in told:
        by_paragraph.setdefault(one.paragraph, []).append(one)
    sayings, paragraphs = sayings_of(lines, cast), _paragraphs(lines)
    for state in present:
        stage = _Stage(lines, cast, sayings, {line.index: of_state(line, state, cast) for line in lines})
        naming = [paragraph for paragraph in paragraphs if any(stage.named[line.index] for line in paragraph)]
        for scene in known:
            for paragraph in naming:
                said = {line.paragraph: by_paragraph.get(line.paragraph, ()) for line in paragraph}
                open_ = [line for line in paragraph if not _is_told(scene, state, said[line.paragraph], cast)]
                for one in _of_paragraph(scene, paragraph, open_, state, stage):
                    found.append(replace(one, claim=replace(one.claim, id=f"s{len(found) + 1}")))
                    by_paragraph.setdefault(one.paragraph, []).append(found[-1])
    return found


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines that belong together: those of a paragraph, the title with the first of them."""
    groups: dict[int, list[Line]] = {}
    for line in lines:
        if line.kind not in SILENT_KINDS and line.echo_of is None:
            groups.setdefault(line.paragraph, []).append(line)
    paragraphs = list(groups.values())
    if len(paragraphs) > 1 and paragraphs[0][0].kind == "title":
        paragraphs[:2] = [paragraphs[0] + paragraphs[1]]
    return paragraphs


def _of_paragraph(
    scene: Scene, paragraph: Sequence[Line], open_: Sequence[Line], state: str, stage: _Stage
) -> Iterator[Told]:
    """The scenes of one kind in a paragraph: each sentence that names who it is, and one that only goes on."""
    homes = {line.index: home for line in paragraph if (home := _home(scene, line, stage)) is not None}
    for line, after in pairwise(paragraph):
        pointed = _pointed_at(scene, line, after, stage) if line.index not in homes else None
        if pointed is not None:
            homes[line.index] = pointed
    played_by: set[int] = set()
    for line in open_ if homes else ():
        near = [at for at in homes if abs(at - line.index) <= scene.spread]
        at = min(near, key=lambda one: (abs(one - line.index), one), default=None)
        if at is None or at in played_by:
            continue
        one = _play(scene, state, homes[at], line, paragraph, stage)
        if one is not None:
            played_by.add(at)
            yield one


def _home(scene: Scene, line: Line, stage: _Stage) -> _Home | None:
    """The first noun of a line that names what belongs to the State, and is tied to it."""
    named = stage.named[line.index]
    if not named:
        return None
    for match in scene.home.finditer(line.text):
        noun = in_words(line.reading, *match.span())
        if noun is None:
            continue
        for owner in named:
            if _is_itself(line, noun, owner) if overlap(owner, noun) else _belongs(line, noun, owner):
                return _Home(line, noun, (min(noun[0], owner[0]), max(noun[1], owner[1])))
    return None


def _is_itself(line: Line, noun: Span, owner: Span) -> bool:
    """Whether a noun is part of the name that it shares: "North Koreans", "Koryo Bank", but not "People's Republic"."""
    named = {(m.start, m.end) for m in line.states}
    return owner not in named or owner == noun or is_people_of(line.text_of(*owner))


def _pointed_at(scene: Scene, line: Line, after: Line, stage: _Stage) -> _Home | None:
    """Who, in a line, the next one says to be of the State: "Sixty women sew there. All of them are from Pyongyang"."""
    said = any(_is_said_of(after, owner) for owner in stage.named[after.index])
    pronouns = {word.lower() for word in after.words[: PRONOUN_REACH + 1]}
    if scene.item != "home" or not said or not POINTING & pronouns:
        return None
    for match in scene.home.finditer(line.text):
        noun = in_words(line.reading, *match.span())
        if noun is not None and not any(overlap(noun, (m.start, m.end + 1)) for m in line.states):
            return _Home(line, noun, noun, after)
    return None


def of_state(line: Line, state: str, cast: Cast) -> list[Span]:
    """Where a line names a State, its people, a place in it or a body of it."""
    certain = cast.states[state] > 0
    found = [(m.start, m.end) for m in line.states if m.code == state and (certain or not m.ambiguous)]
    found += [(start, end) for start, end, place in line.places if (place.held_by or place.country) == state]
    found += [
        span for span, country in bodies_of(line) if country == state and not any(overlap(span, one) for one in found)
    ]
    koreans = [at for at, word in enumerate(line.words) if word in ("Korean", "Koreans")]
    for at in koreans:
        if not any(overlap((at, at + 1), (m.start, m.end)) for m in line.states) and cast.korea() == state:
            found.append((at, at + 1))
    return sorted(found)


def _belongs(line: Line, noun: Span, owner: Span) -> bool:
    """Whether a noun is a State's by its words: "Korean cooks", "cooks from Pyongyang", "the cooks are Koreans"."""
    words = [word.lower() for word in line.words]
    if owner[1] <= noun[0]:
        between = words[owner[1] : noun[0]]
        if len(between) <= BEFORE_REACH and not (STOPPING | OF_THEM) & set(between):
            return True
        is_nearest = not any(owner[1] <= m.start and m.end <= noun[0] for m in line.states)
        return (is_nearest and between[-1:] in OWNING) or bool(
            SENDING & set(between) and words[noun[0] - 1] not in POSSESSING
        )
    between = words[noun[1] : owner[0]]
    if (
        between
        and len(between) <= AFTER_REACH
        and OF_THEM & set(between[-PLACE_REACH:])
        and not {",", ";"} & set(between)
    ):
        return True
    return _is_said_of(line, owner) and bool(BEING & set(between))


def _is_said_of(line: Line, owner: Span) -> bool:
    """Whether a State's name is said of somebody: "are from Pyongyang", "turned out to be North Koreans"."""
    before = [word.lower() for word in line.words[max(0, owner[0] - NEGATION_REACH) : owner[0]]]
    from_there = before[-1:] == ["from"] or before[-2:-1] == ["from"]
    return (
        (from_there or is_people_of(line.text_of(*owner))) and bool(BEING & set(before)) and not UNDOING & set(before)
    )


def _play(scene: Scene, state: str, home: _Home, line: Line, paragraph: Sequence[Line], stage: _Stage) -> Told | None:
    deed = _deed(scene, line, home)
    if deed is None:
        return None
    used = list({one.index: one for one in (home.by or home.line, home.line, line)}.values())
    near = [one for one in paragraph if abs(one.index - line.index) <= max(1, scene.spread)]
    if any(is_contest(one.text) for one in used):
        return None
    if scene.never is not None and any(scene.never.search(one.text) for one in used):
        return None
    text = " ".join(one.text for one in near)
    if not all(wanted.search(text) for wanted in scene.also):
        return None
    reading = hedges.reading_of(line.words, deed[0], line.cues)
    conditional = any(cue.kind == "condition" for cue in reading.cues)
    if conditional or reading.stance in (Stance.DENIES, Stance.ASKS) or line.text.rstrip().endswith("?"):
        return None
    cast, there = stage.cast, _there(scene, state, used, deed, paragraph, stage)
    if there is None and (scene.there == "needed" or (cast.home == state and scene.act in STAYING)):
        return None
    thing = _thing(scene, state, home, line, deed, cast)
    roles: dict[str, tuple[str, ...]] = {"item": (thing,)}
    if scene.home_role != "item":
        roles[scene.home_role] = _bodies(scene, state, home, cast) or (cast.country(state),)
    if there is not None and scene.there != "none":
        roles[scene.there_role] = (*roles.get(scene.there_role, ()), cast.country(there))
    voice = voice_of(line, deed[0], stage.sayings, stage.lines, asserted=reading.stance is Stance.ASSERTS)
    evidence = tuple(dict.fromkeys(_evidence(one) for one in sorted(used, key=lambda one: one.index)))
    claim = Claim(
        id="",
        act=scene.act,
        roles=roles,
        evidence=evidence,
        basis=Basis.IMPLIED,
        stance=reading.stance,
        certainty=reading.certainty,
        time=_time(line, deed[0]) or _time(home.line, home.noun[0]),
        sources=voice.names,
        hedges=tuple(line.evidence(cue.start, cue.end) for cue in reading.cues if cue.certainty is not None),
        facts={**facts.facts_in(text), **scene.facts},
    )
    return Told(claim=claim, line=line.index, paragraph=line.paragraph, voice=voice)


def _deed(scene: Scene, line: Line, home: _Home) -> Span | None:
    """The first words of a line that say what is done; not those that name who it is, nor what is said not to be."""
    for match in (match for pattern in scene.does for match in pattern.finditer(line.text)):
        deed = in_words(line.reading, *match.span())
        if deed is None or (line is home.line and overlap(deed, home.noun)) or is_in_name(line, deed[1] - 1):
            continue
        before = [word.lower() for word in line.words[max(0, deed[0] - NEGATION_REACH) : deed[0]]]
        if not UNDOING & set(before) and _is_in_voice(scene, line, deed, home):
            return deed
    return None


def _time(line: Line, at: int) -> TimeSpan | None:
    """The time that stands nearest in a sentence, else the one under which it goes on in the past.

    What lasted until a day lasted on it; what has lasted since a day still lasts, so the report's own day stands.
    """
    near = [one for one in line.times if not is_compared(line.text, one[1].start)]
    span = min(near, key=lambda one: abs(one[0][0] - at))[1].span if near else None
    if not near:
        span = line.under if grammar.is_past(line.words[at].lower()) else None
    if span is None or (span.first is None and span.last is None):
        return None
    if span.first is None and span.last is not None:
        return TimeSpan.on(span.last)
    return None if span.last is None and LASTING & {word.lower() for word in line.words} else span


def _bodies(scene: Scene, state: str, home: _Home, cast: Cast) -> tuple[str, ...]:
    """The bodies of the State that the words of the scene name, for what is done with a body and not with people."""
    if scene.item == "home":
        return ()
    named = [
        m for m in home.line.reading.mentions if m.label == "organisation" and overlap((m.start, m.end), home.said)
    ]
    ids = [i for m in named for i in cast.parties(home.line, m.start, m.end)]
    return tuple(dict.fromkeys(i for i in ids if cast[i].country == state))


def _evidence(line: Line) -> Evidence:
    return Evidence(line.start, line.start + len(line.text), line.text)


def _thing(scene: Scene, state: str, home: _Home, line: Line, deed: Span, cast: Cast) -> str:
    """The entity that the words of the scene name as its thing: who it is of, or what is done."""
    at, span = (home.line, home.noun) if scene.item == "home" else (line, deed)
    name = at.text_of(*span)
    read = Goods(name, classes=scene.classes, because=f"the report as a whole shows it ({scene.name})")
    return cast.shown(at, span, read, state if scene.item == "home" else None)


def _is_in_voice(scene: Scene, line: Line, deed: Span, home: _Home) -> bool:
    """Whether those of the State do it (*active*) or it is done to them (*passive*), where the scene minds."""
    suffers = bool(BEING & {word.lower() for word in line.words[max(0, deed[0] - AUXILIARY_REACH) : deed[0]]})
    suffers &= grammar.is_past(line.words[deed[0]].lower())
    if line is home.line and deed[0] < home.said[0]:
        suffers = bool(home.said[0] - deed[1] <= OBJECT_REACH)
    return not scene.voice or suffers is (scene.voice == "passive")


def _there(
    scene: Scene,
    state: str,
    used: Sequence[Line],
    deed: Span,
    paragraph: Sequence[Line],
    stage: _Stage,
) -> str | None:
    """The other State: named in the sentences of the scene, else before or after them, else in the title.

    Whose words it is stays out of it, unless both sides of what they do together speak.
    """
    title = [line for line in stage.lines[:1] if line.kind == "title"]
    last = used[-1]
    rest = sorted(paragraph, key=lambda one: (one.index > last.index, abs(one.index - last.index)))
    order = list(dict.fromkeys(one.index for one in (last, *used, *rest, *title)))
    barred = {state, *UNIONS, *scene.not_there, *(at_odds([state]) if stage.cast.home == state else ())}
    heard: list[tuple[bool, int, str]] = []
    for index in order:
        line = stage.lines[index]
        silent: list[tuple[bool, int, str]] = []
        for start, end, code, speaks in _named_in(line):
            if code not in barred and not _is_adjective(line, start, end, used=line in used):
                found = (not _is_where(line, start), abs(start - deed[0]) if line is last else start, code)
                (heard if speaks else silent).append(found)
        if silent:
            return min(silent)[2]
        if scene.act is not Act.COOPERATE or line not in used:
            heard = []
    return min(heard)[2] if heard else None


def _named_in(line: Line) -> Iterator[tuple[int, int, str, bool]]:
    """The States that a line names, or in which its places lie, and whether each only speaks, meets or votes in it."""
    sites = [(start, end, place.held_by or place.country) for start, end, place in line.places]
    sources = [(filler.start, filler.end) for saying in line.reading.sayings for filler in saying.sources]
    acting = states_and_places(line)
    for start, end, code in dict.fromkeys((*((m.start, m.end, m.code) for m in line.states), *sites)):
        speaks = (start, end, code) not in acting or any(overlap((start, end), source) for source in sources)
        yield start, end, code, speaks and not ((start, end, code) in sites and _is_where(line, start))


def _is_adjective(line: Line, start: int, end: int, *, used: bool) -> bool:
    """Whether a nationality is no place: a tongue ("in English"), or whose somebody in another sentence is."""
    if not is_demonym(line.words[end - 1]):
        return False
    behind = line.words[end] if end < len(line.words) else "."
    return not used or (line.words[start - 1].lower() in TONGUES and not behind[0].isalpha())


def _is_where(line: Line, start: int) -> bool:
    before = [word.lower() for word in line.words[max(0, start - PLACE_REACH) : start]]
    return bool(THERE & set(before))


def _is_told(scene: Scene, state: str, told: Sequence[Told], cast: Cast) -> bool:
    """Whether a claim of the same paragraph says already what the scene would imply: who, what, and where."""
    for other in told:
        claim = other.claim
        if claim.act is not scene.act or claim.is_negative or other.is_unreal:
            continue
        things = [read for i in claim.roles.get("item", ()) if (read := cast[i].goods) is not None]
        belong = {cast[i].country for ids in claim.roles.values() for i in ids} - {None}
        fits = any(scene.classes & read.classes for read in things)
        if fits and state in belong and (len(belong) > 1 or scene.there == "sought"):
            return True
    return False
