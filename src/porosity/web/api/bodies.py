"""The forms of questions and answers. Those of the screening are yente's; the rest is ours."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from porosity.evidence.records import Tlp

MOST_QUERIES = 100
MOST_VALUES = 50
LONGEST_VALUE = 1000
LONGEST_TEXT = 5_000_000

Text = Annotated[str, Field(max_length=LONGEST_VALUE)]
Values = Annotated[list[Text], Field(max_length=MOST_VALUES)] | Text


class Error(BaseModel):
    """What went wrong."""

    status: int = Field(description="The status of the answer.", examples=[400])
    title: str = Field(description="The kind of problem.")
    place: str = Field(description="Where it is: a field, a parameter, a file.", examples=["published"])
    problem: str = Field(description="What is wrong there.")
    next_step: str = Field(description="What to do about it; may be empty.")


class ErrorBody(BaseModel):
    """The one shape of everything that goes wrong."""

    error: Error


# --- screening, after yente


class EntityBody(BaseModel):
    """An entity of Follow the Money."""

    model_config = ConfigDict(populate_by_name=True)

    id: str = Field(examples=["un-6908555"])
    caption: str
    schema_: str = Field(alias="schema", examples=["Person"])
    properties: dict[str, list[Any]] = Field(description="Texts; entities, where nested ones are asked for.")
    datasets: list[str] = []
    referents: list[str] = []
    target: bool = False
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    last_change: datetime | None = None


class ScoredEntityBody(EntityBody):
    """A listed party that the one asked for may be."""

    score: float = Field(ge=0, le=1)
    match: bool = Field(description="Whether the score reaches the threshold, or a person decided that it is.")
    features: dict[str, float] = Field(description="Bits of evidence: of the name, and of everything else together.")
    because: list[str] = Field(description="The reasons, each with its bits; they add up.")
    name: str = Field(description="The listed name that matched.")
    decision: dict[str, Any] | None = Field(None, description="What a person decided on this very pair before.")


class Total(BaseModel):
    """How many there are."""

    value: int
    relation: str = "eq"


class Example(BaseModel):
    """Who is looked for."""

    model_config = ConfigDict(populate_by_name=True)

    id: Annotated[str | None, Field(max_length=LONGEST_VALUE)] = None
    schema_: Annotated[str, Field(alias="schema", max_length=64)] = "Thing"
    properties: Annotated[
        dict[Annotated[str, Field(max_length=64)], Values],
        Field(examples=[{"name": ["Kim Yong Chol"], "country": ["kp"]}], max_length=60),
    ]


class MatchQuestion(BaseModel):
    """Several who are looked for, under keys of the caller's choice. ``weights`` and ``config`` must stay empty."""

    queries: Annotated[dict[Annotated[str, Field(max_length=200)], Example], Field(max_length=MOST_QUERIES)]
    weights: dict[str, float] = Field({}, description="Not used here: must be empty.", max_length=0)
    config: dict[str, Any] = Field({}, description="Not used here: must be empty.", max_length=0)


class Matches(BaseModel):
    """The answer to one of them."""

    status: int = 200
    results: list[ScoredEntityBody]
    total: Total
    query: Example


class FeatureDoc(BaseModel):
    """What a kind of evidence is."""

    description: str
    coefficient: float = 1.0
    url: str


class MatchAnswer(BaseModel):
    """The answers under the keys of the questions."""

    responses: dict[str, Matches]
    matcher: dict[str, FeatureDoc]
    limit: int


class FacetValue(BaseModel):
    """A value and how often it occurs."""

    name: str
    label: str
    count: int


class Facet(BaseModel):
    """The values of one kind."""

    label: str
    values: list[FacetValue]


class SearchAnswer(BaseModel):
    """Parties that were found."""

    limit: int
    offset: int
    total: Total
    results: list[EntityBody]
    facets: dict[str, Facet]


class Dataset(BaseModel):
    """A list, or several under one name."""

    name: str
    title: str
    summary: str | None = None
    url: str | None = None
    load: bool = True
    entities_url: str | None = None
    version: str
    index_version: str | None = None
    index_current: bool = True
    children: list[str] = []


class Catalog(BaseModel):
    """The data sets."""

    datasets: list[Dataset]
    current: list[str]
    outdated: list[str] = []
    index_stale: bool = False


class Algorithm(BaseModel):
    """A way to compare."""

    name: str
    description: str
    features: dict[str, FeatureDoc]


class Algorithms(BaseModel):
    """The ways to compare: one."""

    algorithms: list[Algorithm]
    default: str
    best: str


class Status(BaseModel):
    """A sign of life."""

    status: str = "ok"


# --- reading and judging


class ReadQuestion(BaseModel):
    """A report as text."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT, description="The words of the report.")]
    title: Annotated[str | None, Field(max_length=LONGEST_VALUE)] = None
    published: Annotated[date | None, Field(description="The day of publication; relative days hang on it.")] = None
    publisher: Annotated[str | None, Field(max_length=LONGEST_VALUE)] = None
    url: Annotated[str | None, Field(max_length=2000)] = None
    id: Annotated[str | None, Field(max_length=200)] = None


class JudgeQuestion(BaseModel):
    """Events without any text, see docs/judge.md."""

    model_config = ConfigDict(extra="forbid")

    published: Annotated[str | None, Field(max_length=40)] = None
    events: Annotated[list[dict[str, Any]], Field(max_length=200)]
    entities: Annotated[list[dict[str, Any]], Field(max_length=1000)] = []


class NotRead(BaseModel):
    """A report that could not be read, and why."""

    place: str
    problem: str


# --- records


class ReportBody(BaseModel):
    """A report as lists show it."""

    key: str
    title: str
    publisher: str | None
    published: date | None
    url: str | None
    sha256: str
    language: str | None
    added: datetime
    verdict: str
    findings: int
    words: int
    tlp: Tlp
    erased: bool


class FindingBody(BaseModel):
    """A finding as lists show it: if as reported, which measure it would fall under."""

    key: str
    report: str
    event: str
    incident: str | None
    measure: str
    family: str
    verdict: str
    status: str
    reliability: str | None
    credibility: int | None
    summary: str
    act: str
    since: date | None
    until: date | None
    countries: list[str]
    decided: str


class IncidentBody(BaseModel):
    """An incident as lists show it."""

    id: str
    title: str
    act: str
    since: date | None
    until: date | None
    verdict: str
    status: str
    measures: list[str]
    families: list[str]
    countries: list[str]
    reports: int
    origins: int
    reliability: str | None
    credibility: int | None
    decided: str


class MemberBody(BaseModel):
    """An event of an incident, and why it is there."""

    event: str
    report: str
    why: list[str]


class DecisionBody(BaseModel):
    """What a person decided."""

    id: str
    kind: str
    target: str
    key: str
    who: str
    when: datetime
    why: str
    body: dict[str, Any]


class AssessmentRowBody(BaseModel):
    """One run over a report."""

    number: int
    made: datetime
    made_with: dict[str, str]
    verdict: str


class PageOf(BaseModel):
    """Some of many. ``after`` asks for what follows; null where nothing does."""

    total: int | None = Field(description="How many there are in all; null where counting would be slow.")
    after: str | None


class ReportsPage(PageOf):
    """Some reports, those published last first."""

    items: list[ReportBody]


class FindingsPage(PageOf):
    """Some findings."""

    items: list[FindingBody]


class IncidentsPage(PageOf):
    """Some incidents."""

    items: list[IncidentBody]


class IncidentWhole(BaseModel):
    """An incident with its events and what people decided about it."""

    incident: IncidentBody
    members: list[MemberBody]
    decisions: list[DecisionBody]


class MeasureBody(BaseModel):
    """A measure of law; further fields as in its file."""

    model_config = ConfigDict(extra="allow")

    id: str
    title: str
    instrument: str
    regime: str
    families: list[str] = []


class MeasuresPage(PageOf):
    """Some measures, in the order of the law."""

    items: list[MeasureBody]
