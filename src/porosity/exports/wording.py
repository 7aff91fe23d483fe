"""Every sentence that a dossier says about an act, in one reviewed place.

The wording is conditional about people and acts: "if as reported, ... falls under ...". A dossier compares a report
with a measure; it establishes no fact and accuses nobody, so no sentence here says that somebody broke a rule.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from porosity.assessment import Act, Entity, Event, Evidence, Finding, Listing, Means, Origin, Status, Verdict
from porosity.exports.card import MeasureCard
from porosity.support.kinds import CREDIBILITY, RELIABILITY
from porosity.timespan import TimeSpan

VERDICT_WORDS = {
    "prohibited": "Prohibited, if as reported",
    "conditional": "Depends on open points",
    "exempt": "Exempt",
    "not-in-force": "Not in force",
    "not-bound": "Not bound",
    "criterion": "Criterion only",
    "not-covered": "Not covered",
}
VERDICT_MEANS = {
    "prohibited": "What the report says meets every element of the measure. Whether it is true is another question.",
    "conditional": "The act comes within the subject of the measure; the report leaves an element open that decides.",
    "exempt": "The act comes within the measure, and the measure itself lets it pass.",
    "not-in-force": "The measure did not govern at the time of the act: not yet, or no longer.",
    "not-bound": "The measure does not bind those who are reported to have acted, or only urges them.",
    "criterion": "A ground on which somebody may be listed. It is no sanction: that begins with a designation.",
}
STATUS_WORDS = {
    "asserted": "Asserted: stated as fact by the report or by one side",
    "alleged": "Alleged: an accusation, a suspicion or an estimate",
    "confirmed": "Confirmed: a party to it says so itself",
    "denied": "Denied: the report tells of it as denied",
    "planned": "Planned: offered, agreed or intended, not done yet",
    "mixed": "Mixed: put differently by different speakers",
}
PUT_WORDS = {
    "admits": "admitted",
    "says": "told",
    "likely": "alleged",
    "possible": "called possible",
    "asks": "asked about",
    "denies": "denied",
}
DIRECTNESS_WORDS = {
    "first-hand": "at first hand",
    "eyewitness": "as an eyewitness",
    "document": "on paper",
    "picture": "in pictures",
    "statement": "in a statement",
    "hearsay": "by hearsay",
}
TRUTH_WORDS = {"met": "met", "not_met": "not met", "unknown": "unknown"}
TRUTH_ICONS = {"met": "✓", "not_met": "✗", "unknown": "?"}
EXEMPTION_WORDS = {
    "applies": "applies",
    "absent": "does not apply",
    "presumed_absent": "not reported, presumed absent",
    "open": "open, and it decides",
}
CITATION_WORDS = {
    "verified": "paragraph number checked",
    "recalled": "paragraph number recalled, not checked",
    "unverified": "paragraph number not verified",
}
FORCE_WORDS = {
    "decides": "decides (binding)",
    "demands": "demands (binding)",
    "reaffirms": "reaffirms (repeats what binds already)",
    "law": "law (binding where it applies)",
    "calls": "calls upon (urges, binds nobody)",
    "calls upon": "calls upon (urges, binds nobody)",
    "permits": "permits (binds nobody)",
}
OUTLET = "the outlet itself"
MOST_NUMBERS = 12  # of findings that are named one by one
METHOD = (
    "Porosity reads what a report says, holds each reported act against dated sanctions measures, and shows which "
    "elements are met, not met or left open, with the words and the article behind each."
)
WHAT_THIS_IS_NOT = (
    "It does not establish that anything happened, and it accuses nobody: every conclusion hangs on the report.",
    "It is not legal advice, and not a finding of any committee, court or authority.",
    "“Is it barred, if true?” and “is it true?” are answered apart, and never added up to one score.",
    "“Unknown” means that the report does not say. Silence is not innocence, and it is not guilt.",
    "What a machine reads can be misread. Check the sentence before you rely on a conclusion.",
)

_MASS_NOUNS = frozenset(
    re.findall(
        r"\S+",
        "aid aluminium ammonia ammunition artillery assistance cash caviar cement clothing coal cognac "
        "cooperation copper crude cryptocurrency currency data diesel equipment expertise explosives "
        "fertiliser fertilizer fish flour food fuel furniture gas gasoline ginseng gold grain hardware help "
        "information intelligence iron jewellery kerosene know-how labour lead machinery material materiel "
        "medicine metal money munitions naphtha nickel nitrate oil ore people personnel petroleum plutonium "
        "police pork propellant "
        "research rice sand seafood silver software steel support technology textiles timber titanium tobacco "
        "trade training uranium vodka water weaponry wheat whiskey whisky wine wood work zinc",
    )
)
_ARTICLES = ("a ", "an ", "the ", "its ", "his ", "her ", "their ", "some ", "any ", "no ", "one ", "two ", "three ")
_SOUNDS_LIKE_CONSONANT = ("eu", "unif", "uniq", "unit", "univ", "union", "use", "usu", "one", "ura", "u-")
_SILENT_H = ("hour", "honest", "heir", "honour", "honor")
_INITIALS_WITH_VOWEL = "AEFHILMNORSX"


def joined(parts: Sequence[str], last: str = "and") -> str:
    """A list in words.

    >>> joined(["coal", "iron", "lead"])
    'coal, iron and lead'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def capital(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


def label(name: str) -> str:
    """An identifier as words: ``goods_are_coal`` or ``luxury-goods``.

    >>> label("goods_are_coal")
    'Goods are coal'
    """
    words = name.replace("_", " ").replace("-", " ").strip()
    return capital(re.sub(r"\b(dprk|wmd|un|eu|hs)\b", lambda found: found[0].upper(), words))


FAMILY_WORDS = {
    "vehicles-machinery-metals": "Vehicles, machinery and metals",
    "arms-to-dprk": "Arms to the DPRK",
    "arms-from-dprk": "Arms from the DPRK",
    "wmd-missile-technology": "WMD and missile technology",
    "crude-oil-gas": "Crude oil and gas",
    "dprk-exports": "DPRK exports",
    "shipping-aviation": "Shipping and aviation",
    "dprk-own-tests": "The DPRK's own tests",
    "russia-luxury-goods": "Luxury goods into Russia",
}


def unbroken(citation: str) -> str:
    """A citation whose paragraph does not part from its number at the end of a line."""
    return re.sub(r"\b(OP|art\.|Annex|para\.|No\.|UNSCR) ", "\\1\u00a0", citation)


def family(name: str) -> str:
    """A family of measures in words."""
    return FAMILY_WORDS.get(name, label(name))


@cache
def _territories() -> Mapping[str, str]:
    from babel import Locale

    return {str(code).lower(): str(name) for code, name in Locale("en").territories.items()}


def country(code: str | None) -> str:
    """A country's English name for its ISO code; the code itself if it is no country we know.

    >>> country("kp")
    'North Korea'
    """
    return "" if code is None else _territories().get(code, code)


# Time

MONTHS = (
    "",
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(when: date) -> str:
    """A day in words: 18 February 2024."""
    return f"{when.day} {MONTHS[when.month]} {when.year}"


SCREENED_KINDS = frozenset(("person", "organisation", "vessel", "aircraft"))
MEANS_WORDS = {
    Means.SAME: "",
    Means.POSSIBLE: "perhaps: ",
    Means.OTHER: "somebody else: ",
}


def listing(entry: Listing) -> str:
    """What an entry of a list says of a party, after its name: the list, the programme, the days, the likeness.

    >>> listing(Listing("un-sc", "un-1", "KIM", 1.0, "DPRK", date(2017, 12, 22), measures=("asset-freeze",)))
    'un-sc, un-1, DPRK, asset-freeze, since 22 December 2017, score 1.00'
    """
    called = entry.id if entry.reference in (None, entry.id) else f"{entry.reference} ({entry.id})"
    parts = [entry.list, called, entry.program, ", ".join(entry.measures)]
    if entry.since is not None:
        parts.append(f"since {day(entry.since)}")
    if entry.until is not None:
        parts.append(f"until {day(entry.until)}")
    parts.append(f"score {entry.score:.2f}")
    return ", ".join(part for part in parts if part)


def period(time: TimeSpan | None) -> str:
    """A span of time with its preposition.

    >>> period(TimeSpan(date(2024, 2, 1), date(2024, 2, 29)))
    'in February 2024'
    """
    if time is None or (time.first is None and time.last is None):
        return "at a time not given"
    if time.first is None:
        return f"by {day(time.last)}" if time.last else ""
    if time.last is None:
        return f"from {day(time.first)} on"
    if time.first == time.last:
        return f"on {day(time.first)}"
    return _whole(time.first, time.last) or f"between {day(time.first)} and {day(time.last)}"


def _whole(first: date, last: date) -> str:
    """The month, the year or the years that a span fills exactly, or nothing."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"in {first.year}" if first.year == last.year else f"between {first.year} and {last.year}"
    ends_month = last.day == calendar.monthrange(last.year, last.month)[1]
    if first.day == 1 and ends_month and (first.year, first.month) == (last.year, last.month):
        return f"in {MONTHS[first.month]} {first.year}"
    return ""


def in_force(card: MeasureCard) -> str:
    """Since when, and until when, a measure governs."""
    if card.in_force_from is None:
        return "date not known"
    if card.in_force_until is None:
        return f"in force since {day(card.in_force_from)}, no end known"
    return f"in force from {day(card.in_force_from)} until {day(card.in_force_until)} (first day without it)"


# Acts as noun phrases


def with_article(name: str, kind: str = "") -> str:
    """A thing with the article that English wants.

    >>> with_article("Russian-made car"), with_article("Aurus Senat", "vehicle"), with_article("coal")
    ('a Russian-made car', 'an Aurus Senat', 'coal')
    """
    words = name.strip()
    if not words or not words[0].isalpha() or words.lower().startswith(_ARTICLES):
        return words
    if kind in ("person", "organisation", "place"):
        return party(words)
    head = _head(words)
    proper = not (head.isalpha() and head.islower())
    if _needs_no_article(words) or (proper and kind not in ("vehicle", "good")):
        return words
    return f"{_a_or_an(words)} {words}"


_AFTER_THE_NOUN = re.compile(r" (?:of|for|in|from|with|to|by|on|at|built|made|used|designed|worth|that|which) ")


def _head(words: str) -> str:
    """The noun that the others describe: the last word, or what stands before the first preposition or participle."""
    return re.split(r"[\s-]", _AFTER_THE_NOUN.split(words)[0].rstrip("."))[-1]


def _needs_no_article(words: str) -> bool:
    """Whether the head noun is a plural or a mass noun."""
    head = _head(words).lower()
    return head in _MASS_NOUNS or (head.endswith("s") and not head.endswith(("ss", "us", "is")))


def party(name: str) -> str:
    """Somebody with "the" where the name is a description.

    >>> party("Russian foreign ministry"), party("Kim Jong Un"), party("lawmakers")
    ('the Russian foreign ministry', 'Kim Jong Un', 'lawmakers')
    """
    words = name.strip()
    last = words.split()[-1] if words else ""
    described = len(last) > 3 and last.isalpha() and last.islower()
    owned = re.search(r"['’]s? ", words) is not None  # "Japan's defence ministry"
    if not described or owned or words.lower().startswith(_ARTICLES) or _needs_no_article(words):
        return words
    return f"the {words}"


def _a_or_an(words: str) -> str:
    first = words.split()[0]
    if len(first) > 1 and first.isupper():
        return "an" if first[0] in _INITIALS_WITH_VOWEL else "a"
    lower = first.lower()
    vowel = lower[0] in "aeiou" and not lower.startswith(_SOUNDS_LIKE_CONSONANT)
    return "an" if vowel or lower.startswith(_SILENT_H) else "a"


def _names(ids: Iterable[str], entities: Mapping[str, Entity], *, article: bool) -> str:
    found = []
    for key in ids:
        entity = entities.get(key)
        name, kind = (key, "") if entity is None else (entity.name, entity.kind)
        words = with_article(name, kind) if article else party(name)
        if words and words not in found:
            found.append(words)
    if len(found) > 4:
        found = [*found[:3], f"{len(found) - 3} others"]
    return joined(found)


_PATTERNS: Mapping[Act, str] = {
    Act.TRANSFER: "transfer{ of item}{ from agent}{ to recipient}",
    Act.PROCURE: "procurement{ of item}{ by recipient}{ from agent}",
    Act.POSSESS: "possession{ of item}{ by holder}",
    Act.PRODUCE: "production{ of item}{ by agent}",
    Act.USE: "use{ of item}{ by agent}{ against recipient}",
    Act.TEST: "test{ of item}{ by agent}",
    Act.DEPLOY: "deployment{ of item}{ by agent}{ to destination}",
    Act.TRAIN: "training{ of recipient}{ by agent}",
    Act.EMPLOY: "employment{ of worker}{ by employer}",
    Act.COOPERATE: "cooperation{ between agents}{ on topic}",
    Act.FINANCE: "financing{ of receiver}{ by agent}",
    Act.TRANSPORT: "transport{ of item}{ by mover}{ from origin}{ to goal}",
    Act.CONSTRUCT: "construction{ of built}{ by agent}",
    Act.TRAVEL: "travel{ of agent}{ to destination}",
    Act.SEIZE: "seizure{ of item}{ by agent}",
    Act.DESIGNATE: "designation{ of receiver}{ by agent}",
    Act.VOTE: "vote{ of agent}{ on topic}",
    Act.DETAIN: "detention{ of victim}{ by detainer}",
    Act.DIE: "death{ of victim}",
    Act.MEET: "meeting{ between agents}",
    Act.STATE: "statement{ of agent}{ on topic}",
    Act.OTHER: "reported act{ of agent}{ towards recipient}{ concerning item}",
}
_SLOTS: Mapping[str, tuple[str, ...]] = {
    "holder": ("agent", "recipient"),
    "worker": ("recipient", "item", "agent"),
    "employer": ("agent",),
    "receiver": ("recipient", "item"),
    "mover": ("carrier", "agent"),
    "goal": ("destination", "recipient"),
    "built": ("item", "place"),
    "victim": ("recipient", "item", "agent"),
    "detainer": ("agent",),
    "topic": ("topic", "item"),
    "destination": ("destination", "place"),
    "agents": ("agent", "recipient"),
}
_THINGS = frozenset({"item", "built", "receiver", "topic"})
_EXCLUSIVE = {"employer": "worker", "detainer": "victim"}


def act_phrase(act: Act, roles: Mapping[str, tuple[str, ...]], entities: Mapping[str, Entity]) -> str:
    """An act as a noun phrase, without its article: "transfer of a car from Russia to Kim Jong Un"."""
    filled: dict[str, str] = {}

    def fill(match: re.Match[str]) -> str:
        before, slot = match[1], match[2]
        filled[slot] = _slot(slot, roles, entities)
        repeated = slot in _EXCLUSIVE and filled.get(_EXCLUSIVE[slot]) == filled[slot]
        if not filled[slot] or repeated:
            return ""
        if slot == "agents" and not _is_pair(roles):
            return f" of {filled[slot]}"
        return f"{before}{filled[slot]}"

    return re.sub(r"\{( (?:\w+ )?)(\w+)\}", fill, _PATTERNS[act])


def _is_pair(roles: Mapping[str, tuple[str, ...]]) -> bool:
    return len({*roles.get("agent", ()), *roles.get("recipient", ())}) > 1


def _slot(slot: str, roles: Mapping[str, tuple[str, ...]], entities: Mapping[str, Entity]) -> str:
    if slot == "agents":
        return _names((*roles.get("agent", ()), *roles.get("recipient", ())), entities, article=False)
    for role in _SLOTS.get(slot, (slot,)):
        if roles.get(role):
            return _names(roles[role], entities, article=slot in _THINGS)
    return ""


def event_phrase(event: Event, entities: Mapping[str, Entity]) -> str:
    """An event as a noun phrase with its article: "the transfer of a car from Russia to Kim Jong Un"."""
    return f"the {act_phrase(event.act, event.roles, entities)}"


# Findings as sentences


def measure_name(measure_id: str, card: MeasureCard | None) -> str:
    """The instrument without its later additions, or the id where nobody knows the measure."""
    return measure_id if card is None or not card.instrument else card.instrument.split(";")[0].strip()


def citations(cited: Iterable[tuple[str, str]]) -> str:
    """All citations of a measure, by how sure their numbers are.

    >>> citations([("OP 7", "verified"), ("OP 8", "verified"), ("OP 39", "recalled")])
    'OP 7; OP 8 (paragraph numbers checked); OP 39 (paragraph number recalled, not checked)'
    """
    by_sure: dict[str, list[str]] = {}
    for text, sure in cited:
        by_sure.setdefault(sure, []).append(text)
    parts = []
    for sure, texts in by_sure.items():
        words = CITATION_WORDS.get(sure, sure)
        parts.append(f"{'; '.join(texts)} ({words if len(texts) == 1 else words.replace('number', 'numbers', 1)})")
    return "; ".join(parts)


def finding_sentence(finding: Finding, act: str, measure: str) -> str:
    """What a finding says, in one conditional sentence. ``act`` is a noun phrase with its article.

    >>> from porosity.logic import Truth
    >>> from porosity.assessment import Element
    >>> found = Finding("f1", "e1", "m", "statues", Verdict.PROHIBITED, (Element("act", Truth.MET, "said"),))
    >>> finding_sentence(found, "the transfer of a statue from Korea to Ruritania", "UNSCR 2321 (2016) OP 29")
    'If as reported, the transfer of a statue from Korea to Ruritania falls under UNSCR 2321 (2016) OP 29.'
    """
    if_so = "If carried out as reported" if finding.status is Status.PLANNED else "If as reported"
    match finding.verdict:
        case Verdict.PROHIBITED:
            return f"{if_so}, {act} falls under {measure}."
        case Verdict.CONDITIONAL:
            return f"{if_so}, {act} may fall under {measure}; that depends on points which the report leaves open."
        case Verdict.EXEMPT:
            return f"{if_so}, {act} comes within {measure} and is exempt from it."
        case Verdict.NOT_IN_FORCE:
            return f"Even if as reported, {act} does not fall under {measure}, which was not in force at that time."
        case Verdict.NOT_BOUND:
            return f"Even if as reported, {act} is not barred by {measure}, which does not bind those reported to act."
        case Verdict.CRITERION:
            return f"{if_so}, {act} may be a ground for listing somebody under {measure}; that is not yet a sanction."


def not_near_sentence(measure: str, *, dated: bool, has_ways: bool) -> str:
    """Why nothing in a report was held against a measure."""
    if not has_ways:
        return f"Porosity knows {measure}, but holds no act against it: its terms are not written out."
    undated = "" if dated else " It would not be found in any case, for nobody knows from when it governs."
    return f"No act in this report, as it was read, comes near {measure}.{undated}"


def why_not_sentence(
    act: str,
    measure: str,
    *,
    failing: Sequence[str],
    open_points: Sequence[str],
    nobody_of: str = "",
    dated: bool = True,
) -> str:
    """Why an act that comes near a measure is not found to fall under it. ``nobody_of``: a State that has no part.

    >>> why_not_sentence("the transfer of a statue", "UNSCR 2321 (2016) OP 29", failing=["Direction"], open_points=[])
    'Even if as reported, the transfer of a statue does not fall under UNSCR 2321 (2016) OP 29. Not met: direction.'
    """
    if not dated:
        return f"{capital(act)} comes near {measure}, but nobody knows from when that governs, so it is never found."
    if failing:
        listed = joined([point.lower() for point in failing])
        return f"Even if as reported, {act} does not fall under {measure}. Not met: {listed}."
    gaps = f" Open: {joined([point.lower() for point in open_points])}." if open_points else ""
    nobody = f" Nobody and nothing of {nobody_of} is named in it." if nobody_of else ""
    return f"What the report says of {act} is too little to hold it against {measure}.{nobody}{gaps}"


def reason(because: str, card: MeasureCard | None) -> str:
    """The reason of a finding, without an opening that only repeats ``finding_sentence`` and the instrument.

    >>> card = MeasureCard("m", "Statues", "UNSCR 2321 (2016) OP 29")
    >>> reason("If as reported, this falls under UNSCR 2321 (2016) OP 29: supplying statues.", card)
    'It concerns supplying statues.'
    """
    if card is None or not card.instrument:
        return because
    _, opening, rest = because.partition(f"{card.instrument}: ")
    return f"It concerns {rest}" if opening and rest else because


def verdict_sentence(verdict: str, acts: Sequence[tuple[str, Sequence[str]]], depending: int = 0) -> str:
    """What the whole report comes to.

    ``acts`` are noun phrases with the measures that they fall, or may fall, under. ``depending`` is how many further
    acts depend on open points where the verdict does not.
    """
    if verdict == "not-covered" or not acts:
        return (
            "Nothing in this report, as it was read, falls under a measure that Porosity holds. "
            "That is no clearance: what the report does not say was not judged."
        )
    verb = "falls" if verdict == "prohibited" else "may fall"
    shown = [f"{act} {verb} under {_some(measures)}" for act, measures in acts[:3]]
    more = len(acts) - len(shown)
    tail = f" {capital(number(more))} more {'act comes' if more == 1 else 'acts come'} to the same." if more else ""
    open_points = " That depends on points which the report leaves open." if verdict == "conditional" else ""
    listed = shown[0] if len(shown) == 1 else f"{'; '.join(shown[:-1])}; and {shown[-1]}"
    if depending:
        tail += f" {capital(number(depending))} {'further act depends' if depending == 1 else 'further acts depend'}"
        tail += " on points which the report leaves open."
    return f"If as reported, {listed}.{open_points}{tail}"


def _some(measures: Sequence[str]) -> str:
    """The first measures by name, the others by their number."""
    if len(measures) <= 3:
        return joined(list(measures))
    return joined([*measures[:2], f"{number(len(measures) - 2)} more measures"])


def number(count: int) -> str:
    """A small number in words."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return words[count] if 0 <= count < len(words) else str(count)


def counted(count: int, noun: str, plural: str = "") -> str:
    """A count with its noun.

    >>> counted(1, "finding"), counted(3, "finding")
    ('1 finding', '3 findings')
    """
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def numbered(noun: str, numbers: Sequence[int]) -> str:
    """Numbers after their noun.

    >>> numbered("claim", (1, 2, 4))
    'claims 1, 2 and 4'
    """
    return f"{noun if len(numbers) == 1 else noun + 's'} {joined([str(each) for each in numbers])}"


def origin(one: Origin) -> str:
    """How somebody puts an act, how he came to know, and why he is graded as he is.

    >>> origin(Origin("sources", "unnamed-source", "says", "hearsay", "F", "not named", via=("Reuters",)))
    'told by hearsay, by way of Reuters; not named'
    """
    how = f"{PUT_WORDS.get(one.put, one.put)} {DIRECTNESS_WORDS.get(one.directness, one.directness)}"
    via = f", by way of {joined(one.via)}" if one.via else ""
    return f"{how}{via}; {one.because}"


def place(evidence: Evidence) -> str:
    """Where in a document some words stand: "page 12, paragraph 37 (a)"; empty where it counts neither."""
    page = "" if evidence.page is None else f"page {evidence.page}"
    paragraph = "" if evidence.paragraph is None else f"paragraph {evidence.paragraph}"
    return ", ".join(part for part in (page, paragraph) if part)


def some_numbers(numbers: Sequence[int]) -> tuple[Sequence[int], int]:
    """The first numbers of a long list, and how many more there are."""
    return numbers[:MOST_NUMBERS], max(0, len(numbers) - MOST_NUMBERS)


def support_code(reliability: str, credibility: int) -> str:
    """The Admiralty code with its meaning spelled out."""
    source = RELIABILITY.get(reliability, "no known grade")
    said = CREDIBILITY.get(credibility, "no known grade")
    return f"source {source}; information {said}"
