"""Wordings that steer what is made of an act (``knowledge/cues.yml``): rules, exchanges, what is left unsaid."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from porosity import resources, yaml_strict
from porosity.assessment import Act, Evidence
from porosity.errors import KnowledgeError
from porosity.reading import grammar
from porosity.reading.acts import FoundAct
from porosity.reading.lines import Line, Span

RULE_REACH = 6  # words between the word of a rule and the act that it speaks of
RETURN_REACH = 12  # words after "in exchange for" in which the thing given back is named
EXAMPLES_REACH = 4  # words from a thing to the "including" that lists what it is made of


@dataclass(frozen=True, slots=True)
class Cues:
    """The patterns and words of the file, by name."""

    patterns: Mapping[str, re.Pattern[str]]
    words: Mapping[str, frozenset[str]]


@cache
def cues() -> Cues:
    """The shipped cues.

    Raises:
        KnowledgeError: the file does not hold patterns and lists of words.
    """
    path = resources.knowledge() / "cues.yml"
    data = yaml_strict.load(path)
    if not isinstance(data, dict) or set(data) != {"patterns", "words"}:
        raise KnowledgeError(yaml_strict.shown(path), "must hold 'patterns' and 'words'.")
    patterns = {name: re.compile(text, re.IGNORECASE | re.DOTALL) for name, text in data["patterns"].items()}
    return Cues(patterns, {name: frozenset(words) for name, words in data["words"].items()})


def is_rule(act: FoundAct) -> bool:
    """Whether a word of forbidding stands close before the act: a rule speaks of it, and nobody is said to do it.

    What is told in the past was done in spite of the rule ("despite the ban Iran sold oil"; not "may not be sold").
    """
    words, (start, end) = act.line.words, act.trigger
    before = [word.lower() for word in words[max(0, start - RULE_REACH) : start]]
    if act.act is Act.TEST and cues().patterns["against"].search(" ".join(before)) is not None:
        return True  # "to shoot down missiles fired from the North"
    if cues().patterns["exempted"].search(line_behind(act)) is not None:
        return act.act not in (Act.VOTE, Act.DESIGNATE)
    if grammar.is_past(words[start].lower()) and before[-1:] != ["be"]:
        return False
    after = [word.lower() for word in words[end : end + 1]]
    lists = cues().words
    ruled = bool(lists["ruling"] & set(before)) or "ban" in before[-2:] or bool(lists["rules"] & set(after))
    ruled |= cues().patterns["rule"].search(" ".join(before)) is not None
    if act.entry is not None and act.entry.pos == "noun":
        ruled |= cues().patterns["against"].search(" ".join(before)) is not None
        ruled |= act.act is not Act.TEST and cues().patterns["watching"].search(" ".join(before)) is not None
    ruled |= cues().patterns["law_speaks"].search(_text_before(act.line, act.clause[0], start)) is not None
    ruled |= cues().patterns["stopping"].search(" ".join([*before, words[start].lower()])) is not None
    return ruled and act.act not in (Act.VOTE, Act.DESIGNATE)


def is_exhibited(text: str) -> bool:
    """Whether things are shown: those who made them did not make them together."""
    return cues().patterns["exhibited"].search(text) is not None


def is_depicted(act: FoundAct) -> bool:
    """Whether an act is only spoken of: pictures show it, somebody has a right to it, its day is kept."""
    before = act.line.text[: act.line.reading.words[act.trigger[0]].start]
    patterns = cues().patterns
    shown = patterns["depicted"].search(before.rstrip()) is not None
    return shown or patterns["entitled"].search(line_behind(act)) is not None


def is_contest(text: str) -> bool:
    """Whether a sentence tells of a game or contest."""
    return cues().patterns["contest"].search(text) is not None


def is_nothing_more(act: FoundAct) -> bool:
    """Whether what an act is about is "no more" of it than usual: "he took no more cash than advised"."""
    starts = (span[0] for span in act.roles.get("item", ()))
    return any(tuple(word.lower() for word in act.line.words[at : at + 2]) == ("no", "more") for at in starts)


def line_behind(act: FoundAct) -> str:
    """The text of the line behind an act's words."""
    return act.line.text[act.line.reading.words[act.trigger[1] - 1].end :]


def is_supposed(act: FoundAct) -> bool:
    """Whether an act stands in a condition ("if Iran were to sell oil"): nobody is said to do it."""
    supposing = cues().words["supposing"]
    return any(cue.kind == "condition" and cue.text.lower() in supposing for cue in act.hedges)


def is_background(act: FoundAct) -> bool:
    """Whether an act is told of in passing: a death that says who somebody was, a test that dates the law.

    In a title it is what is reported, unless another act stands before it.
    """
    line, at = act.line, act.trigger[0]
    if act.act is Act.TEST and line.kind != "title":
        before = _text_before(line, 0, at)
        return bool(cues().patterns["dating"].search(before) and cues().patterns["law"].search(line.text))
    leads = not any(other.trigger < at and not other.proposed for other in line.reading.acts)
    if act.act is not Act.DIE or at == 0 or (line.kind == "title" and leads):
        return False
    before = line.words[at - 1].lower()
    lists = cues().words
    if before in lists["relatives"]:
        return True
    return line.words[at].lower() in lists["fallen"] and before not in (*grammar.BE, "have", "has", "had")


def _text_before(line: Line, first: int, at: int) -> str:
    return line.text_of(first, at) if first < at else ""


def is_help(line: Line, item: Span) -> bool:
    """Whether what is given or got is help: "assistance in modernising", "its military support"."""
    return bool(cues().words["help"] & {word.lower() for word in line.words[slice(*item)]})


def is_war(line: Line, start: int) -> bool:
    """Whether the State named at a word is only where a war is: "the war in Ukraine"."""
    before = [word.lower() for word in line.words[max(0, start - 4) : start]]
    return bool(cues().words["wars"] & set(before)) and bool({"in", "on", "against", "of"} & set(before[-2:]))


def examples(line: Line, end: int) -> list[Span]:
    """Things that are listed as parts of the one before: "weapons, including howitzers and rockets"."""
    lists = cues().words["examples"]
    near = range(end, min(end + EXAMPLES_REACH, len(line.words)))
    start = next((at for at in near if line.words[at].lower() in lists), None)
    return [] if start is None else [span for span, _ in line.goods if span[0] > start]


def in_return(line: Line) -> tuple[int, list[Span]]:
    """Where a sentence says what is given back, and the things it names there; none where it does not."""
    found = cues().patterns["in_return"].search(line.text)
    if found is None:
        return len(line.words), []
    start = next((i for i, word in enumerate(line.reading.words) if word.start >= found.end()), len(line.words))
    return start, [span for span, _ in line.goods if start <= span[0] < start + RETURN_REACH]


def left_open(line: Line) -> tuple[Evidence, ...]:
    """The words in which a sentence says that something is not known: "did not say how it was shipped"."""
    patterns = cues().patterns
    if patterns["unsaid"].search(line.text) is None:
        return ()
    found = patterns["question"].search(line.text)
    start, end = (found.start(), found.end()) if found is not None else (0, len(line.text))
    text = line.text[start:end].rstrip(" .")
    return (Evidence(line.start + start, line.start + start + len(text), text),)
