"""The nouns of an assessment, as frozen records. ``porosity.contract`` turns them into the published JSON.

Offsets count Unicode code points in ``Report.text`` (the title, a blank line, the body), half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from porosity.logic import Truth, all_of, any_of
from porosity.timespan import TimeSpan


class Act(StrEnum):
    """The closed vocabulary of acts; ``knowledge/acts/acts.yml`` defines each."""

    TRANSFER = "transfer"
    PROCURE = "procure"
    POSSESS = "possess"
    PRODUCE = "produce"
    USE = "use"
    TEST = "test"
    DEPLOY = "deploy"
    TRAIN = "train"
    EMPLOY = "employ"
    COOPERATE = "cooperate"
    FINANCE = "finance"
    TRANSPORT = "transport"
    CONSTRUCT = "construct"
    TRAVEL = "travel"
    SEIZE = "seize"
    DESIGNATE = "designate"
    VOTE = "vote"
    DETAIN = "detain"
    DIE = "die"
    MEET = "meet"
    STATE = "state"
    OTHER = "other"


ROLES = (
    "agent",
    "recipient",
    "item",
    "quantity",
    "origin",
    "destination",
    "via",
    "carrier",
    "place",
    "purpose",
    "topic",
)


class Stance(StrEnum):
    """How the speaker puts an act: as fact, denied, asked about or demanded, or intended."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ASKS = "asks"
    PLANS = "plans"


class Certainty(StrEnum):
    """How firmly the speaker puts it."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Basis(StrEnum):
    """Whether the text states the act, or implies it (who owns or uses a thing got it earlier)."""

    STATED = "stated"
    IMPLIED = "implied"


class Verdict(StrEnum):
    """What a measure says of an event, if it took place as reported."""

    PROHIBITED = "prohibited"
    CONDITIONAL = "conditional"
    EXEMPT = "exempt"
    NOT_IN_FORCE = "not-in-force"
    NOT_BOUND = "not-bound"
    CRITERION = "criterion"


class Status(StrEnum):
    """How the act behind a finding is put."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    PLANNED = "planned"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Report:
    """One text as published. ``sha256`` is of the original bytes; ``language`` is ISO 639-1, or None if unknown."""

    id: str
    title: str
    text: str
    published: date | None
    publisher: str | None
    url: str | None
    sha256: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of the report that say something: a clause, a sentence at most.

    ``page`` and ``paragraph`` ("37 (a)") are those of the document, where it counts them; ``notes`` are the ids of the
    notes that the paragraph cites.
    """

    start: int
    end: int
    text: str
    page: int | None = None
    paragraph: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A note of a document: its mark, its words, its page, and where the text cites it (None: nobody knows)."""

    mark: str
    text: str
    page: int
    at: int | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document: where it stands in the text, and how deep (1 is the highest)."""

    start: int
    end: int
    text: str
    level: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """How a long report is laid out. ``pages`` is how many it has, 0 where it has none.

    ``paragraphs`` are those that the document counts itself: start, end and label; ``notes`` are no part of the text.
    """

    pages: int = 0
    headings: tuple[Heading, ...] = ()
    paragraphs: tuple[tuple[int, int, str], ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much: ``amount`` in ``unit`` (tonne, barrel, piece, person, usd, eur, ...), as ``text`` has it."""

    amount: float
    unit: str
    text: str


class Means(StrEnum):
    """Whom a listing means: the party itself, perhaps (a name that others bear, too), or a known namesake."""

    SAME = "same"
    POSSIBLE = "possible"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Listing:
    """An entry of a sanctions list that an entity was matched to.

    ``until`` is the first day without it, None where it stands. ``measures`` are what it brings, where the list says
    so, and ``terms`` gives the days of each: since when, and until when. ``version`` is that of the list.
    """

    list: str
    id: str
    name: str
    score: float
    program: str
    since: date | None
    until: date | None = None
    measures: tuple[str, ...] = ()
    means: Means = Means.SAME
    because: str = ""
    reference: str | None = None
    version: str | None = None
    terms: tuple[tuple[str, date | None, date | None], ...] = ()

    def brought(self, measure: str, when: TimeSpan) -> Truth:
        """Whether the entry brought a measure (``port-ban``) at a time."""
        if measure not in self.measures:
            return Truth.NOT_MET
        terms = [(since, until) for name, since, until in self.terms if name == measure] or [(self.since, self.until)]
        return any_of(_during(when, since, until) for since, until in terms)

    def stood(self, when: TimeSpan | None) -> Truth:
        """Whether the entry stood at a time; one without a day is taken to have stood."""
        return _during(when or TimeSpan(None, None), self.since, self.until)


def _during(when: TimeSpan, since: date | None, until: date | None) -> Truth:
    begun = Truth.MET if since is None else when.since(since)
    going = Truth.MET if until is None else when.before(until)
    return all_of((begun, going))


@dataclass(frozen=True, slots=True)
class Goods:
    """What kind of thing a name or description is, for the law.

    ``hs`` are headings of the Harmonized System (2, 4 or 6 digits) and ``classes`` are ids of
    ``knowledge/goods/classes.yml`` that certainly hold; the ``possible_`` ones may hold.
    """

    term: str
    hs: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    possible_hs: tuple[str, ...] = ()
    possible_classes: frozenset[str] = frozenset()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, place, vehicle, vessel, weapon or good in a report.

    ``country`` is ISO 3166 alpha-2 in lower case: where a party belongs, or what a place lies in.
    ``listings`` is None where nobody screened the name, and empty where screening found nothing.
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    spellings: tuple[str, ...] = ()
    mentions: tuple[tuple[int, int], ...] = ()
    listings: tuple[Listing, ...] | None = None
    goods: Goods | None = None
    flag: str | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """An act that somebody says happened, will happen or did not.

    ``sources`` runs from the outermost to the nearest speaker; empty is the outlet itself. ``hedges`` are the words
    that make it less than certain. ``facts`` are circumstances of ``knowledge/facts.yml`` that the words state.
    *denies* is a party's rejection of what it is said to have done; ``negated``, with *asserts*, is the plain fact that
    something did not take place.
    """

    id: str
    act: Act
    roles: Mapping[str, tuple[str, ...]]
    evidence: tuple[Evidence, ...]
    basis: Basis = Basis.STATED
    stance: Stance = Stance.ASSERTS
    certainty: Certainty = Certainty.CERTAIN
    time: TimeSpan | None = None
    quantity: Quantity | None = None
    sources: tuple[str, ...] = ()
    hedges: tuple[Evidence, ...] = ()
    facts: Mapping[str, bool] = field(default_factory=dict)
    negated: bool = False

    @property
    def is_negative(self) -> bool:
        """Whether it says, in whatever way, that the act did not take place."""
        return self.negated or self.stance is Stance.DENIES

    @property
    def put(self) -> str:
        """How it is put, for people: its stance, and *not* where it is a plain negative."""
        return f"{self.stance.value} not" if self.negated else self.stance.value


@dataclass(frozen=True, slots=True)
class Event:
    """One act in one report: what several claims have in common.

    Roles are perspective-free: ``agent`` supplies (or does the act) and ``recipient`` receives, also where the
    claims speak of buying. ``time_because`` says where the time comes from when no claim gives it. ``left_open`` are
    the words in which the report itself says that something of the act is not known. ``inferred`` are parties whom no
    words tie to the act, only its surroundings: what rests on them stays open.
    """

    id: str
    act: Act
    roles: Mapping[str, tuple[str, ...]]
    claims: tuple[str, ...] = ()
    time: TimeSpan | None = None
    time_because: str = ""
    quantity: Quantity | None = None
    facts: Mapping[str, bool] = field(default_factory=dict)
    left_open: tuple[Evidence, ...] = ()
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """One condition of a measure, decided, with its reason, its evidence and the article that sets it."""

    name: str
    value: Truth
    because: str
    evidence: tuple[Evidence, ...] = ()
    reference: str = ""
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """A way out of a measure: ``applies``, ``absent``, ``presumed_absent`` (silence) or ``open`` (silence decides)."""

    name: str
    value: str
    because: str
    reference: str = ""
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Somebody whose word an event rests on, or who denies it, with how it was graded by itself and why.

    ``kind`` is one of ``knowledge/support.yml``, ``put`` how it puts the event: *admits*, *says*, *likely*, *possible*,
    *asks*, *denies*. ``directness`` is how it came to know. ``via`` are those who carry its word.
    """

    name: str
    kind: str
    put: str
    directness: str
    reliability: str
    because: str
    claims: tuple[str, ...] = ()
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """How well a finding stands, by the Admiralty code: source reliability A-F, credibility 1-6, with the reason.

    ``origins`` are those who say or deny it; ``unverified`` are the words that say that it could not be checked.
    """

    reliability: str
    credibility: int
    because: str
    origins: tuple[Origin, ...] = ()
    unverified: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A measure held against an event, under one family: if as reported, what follows, and why."""

    id: str
    event: str
    measure: str
    family: str
    verdict: Verdict
    elements: tuple[Element, ...]
    exemptions: tuple[Exemption, ...] = ()
    open_questions: tuple[str, ...] = ()
    because: str = ""
    claims: tuple[str, ...] = ()
    status: Status = Status.ASSERTED
    hedge: tuple[Evidence, ...] = ()
    support: Support | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims that cannot both hold, and what they differ about."""

    claims: tuple[str, str]
    about: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """All that was read in a report and what the law says of it.

    ``found`` says how the date, publisher, title and language of the report were found, or why they were not.
    """

    report: Report
    made_with: Mapping[str, str]
    found: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    entities: tuple[Entity, ...] = ()
    findings: tuple[Finding, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    echoes: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    variants: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    document: Document | None = None

    @property
    def verdict(self) -> str:
        """The strongest of the findings: prohibited, then conditional, else not-covered."""
        seen = {finding.verdict for finding in self.findings}
        for verdict in (Verdict.PROHIBITED, Verdict.CONDITIONAL):
            if verdict in seen:
                return verdict.value
        return "not-covered"
