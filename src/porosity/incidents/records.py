"""An incident as pages, the API and the command line show it: frozen records with one JSON form, both ways.

An incident is one real-world affair across reports: a visit, a campaign of deliveries, a building site. A report
belongs to every incident that it is *about* (its main part) and may tell others in passing (a mention).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from porosity.evidence.records import Decision, IncidentRow
from porosity.incidents.codec import decoded, encoded

Json = dict[str, Any]


class Part(StrEnum):
    """How a report belongs to an incident: it is about it, or it tells it in passing."""

    MAIN = "main"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report: who says them there, and where they stand in its text (offsets as in the contract)."""

    report: str
    text: str
    start: int
    end: int
    who: str = ""
    publisher: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """A report in an incident: its events there, and why it is there, each reason in words."""

    report: str
    title: str
    publisher: str | None
    published: date | None
    part: Part
    events: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the timeline: when (``text`` as the report has it; both days None where nobody says), and what.

    ``because`` says where the time comes from when no words of the report give it.
    """

    first: date | None
    last: date | None
    text: str
    act: str
    put: str
    what: str
    event: str
    quote: Quote | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class SharedOrigin:
    """Somebody whose word the incident rests on, or who denies it, counted once over all reports that carry it.

    ``put`` is the firmest of *admits*, *says*, *likely*, *possible*, *asks*; *denies* stands apart. ``via`` are outlets
    that carry it, ``reports`` where it stands. ``copies`` tells how many of these are the same text again.
    """

    name: str
    kind: str
    put: str
    directness: str
    reliability: str
    because: str
    reports: tuple[str, ...]
    via: tuple[str, ...] = ()
    copies: int = 0
    party: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: what it says (a name, a number, a day, *it did not take place*), and who says it."""

    says: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """What reports differ about: *who*, *what*, *how many*, *when*, *where* or *whether at all*; the sides in order."""

    about: str
    sides: tuple[Side, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Question:
    """An open question of a finding. ``closed_by`` is the sentence of another report that answers it, ``answer`` what
    it says; both empty while it is open."""

    text: str
    finding: str
    report: str
    answer: str = ""
    because: str = ""
    closed_by: Quote | None = None

    @property
    def is_open(self) -> bool:
        """Whether no report answers it yet."""
        return self.closed_by is None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of it: a designation, a vote, a denial, a seizure. ``who`` did it, ``when`` it is reported."""

    kind: str
    who: str
    what: str
    when: date | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class IncidentSupport:
    """How well an incident stands by the Admiralty code, with the reason in one sentence.

    ``overridden_by`` is the id of the decision that set it, where somebody did.
    """

    reliability: str
    credibility: int
    because: str
    overridden_by: str | None = None


@dataclass(frozen=True, slots=True)
class IncidentFinding:
    """What the law says of the incident: one measure under one family, with the findings of the reports behind it."""

    measure: str
    family: str
    verdict: str
    status: str
    findings: tuple[str, ...]
    open_questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident whole. ``row`` is what lists show of it; ``duplicates`` are groups of reports with the same text;
    ``givers`` and ``takers`` are the States on either side."""

    row: IncidentRow
    kind: str
    what: str
    reports: tuple[Joined, ...]
    timeline: tuple[Moment, ...] = ()
    origins: tuple[SharedOrigin, ...] = ()
    support: IncidentSupport | None = None
    findings: tuple[IncidentFinding, ...] = ()
    contradictions: tuple[Contrast, ...] = ()
    questions: tuple[Question, ...] = ()
    replies: tuple[Reply, ...] = ()
    duplicates: tuple[tuple[str, ...], ...] = ()
    parties: tuple[str, ...] = ()
    givers: tuple[str, ...] = ()
    takers: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def id(self) -> str:
        """Its id, which stays its own for ever."""
        return self.row.id


def to_dict(incident: Incident) -> Json:
    """An incident, ready for ``json.dumps``."""
    written: Json = encoded(incident)
    return written


def from_dict(data: Json) -> Incident:
    """An incident from its JSON form.

    Raises:
        InputError: the data are of another form.
    """
    return decoded(Incident, data)
