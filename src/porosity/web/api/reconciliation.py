"""The reconciliation service that OpenRefine and its like speak to (W3C community group, version 0.2 of its API).

Names of a column are sent in batches, as JSON in a form; each comes back with the listed parties that it may mean.
"""

from __future__ import annotations

import html
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError

from porosity.errors import InputError
from porosity.web.api import bodies, screening
from porosity.web.api.lists import Opened
from porosity.web.api.openapi import PROBLEMS
from porosity.web.api.screening import DatasetName, kept_lists
from porosity.web.problems import NotFound

router = APIRouter(prefix="/api", tags=["Reconciliation"], responses=PROBLEMS)
TYPES = ("Thing", "Person", "Organization", "Company", "LegalEntity", "Vessel", "Airplane")
PROPERTIES = (
    *screening.COUNTRIES,
    "birthDate",
    "alias",
    "imoNumber",
    "passportNumber",
    "registrationNumber",
    "idNumber",
)
MOST_SUGGESTED = 20
SPACE = "https://followthemoney.tech/explorer/schemata/"
Prefix = Annotated[str, Query(max_length=200)]


class Type(BaseModel):
    """A kind of party."""

    id: str
    name: str


class Candidate(BaseModel):
    """A listed party that a name may mean; scores run to 100, as is the custom there."""

    id: str
    name: str
    description: str
    type: list[Type]
    score: float
    match: bool
    features: list[dict[str, Any]]


class Candidates(BaseModel):
    """The answer to one name."""

    result: list[Candidate]


class Asked(BaseModel):
    """A property that a row also has."""

    model_config = ConfigDict(extra="ignore")

    pid: Annotated[str, Field(max_length=100)]
    v: Any


class ReconciliationQuery(BaseModel):
    """One name of a column."""

    model_config = ConfigDict(extra="ignore")

    query: Annotated[str, Field(max_length=bodies.LONGEST_VALUE)]
    type: Annotated[str | list[str | dict[str, Any]] | dict[str, Any] | None, Field()] = None
    limit: Annotated[int, Field(ge=1, le=100)] = 5
    properties: Annotated[list[Asked], Field(max_length=50)] = []
    type_strict: Any = None


class Batch(RootModel[dict[str, ReconciliationQuery]]):
    """Names under keys of the caller's choice."""


class Suggestion(BaseModel):
    """Something that begins like what was typed."""

    id: str
    name: str
    description: str = ""
    notable: list[Type] = []


class Suggestions(BaseModel):
    """What begins so, in the form that pages expect."""

    code: str = "/api/status/ok"
    status: str = "200 OK"
    prefix: str
    result: list[Suggestion]


class Service(BaseModel):
    """Where a page asks."""

    service_url: str
    service_path: str


class View(BaseModel):
    """Where a page leads."""

    url: str
    width: int | None = None
    height: int | None = None


class Manifest(BaseModel):
    """What the service is and can."""

    versions: list[str]
    name: str
    identifierSpace: str
    schemaSpace: str
    view: View
    preview: View
    defaultTypes: list[Type]
    suggest: dict[str, Service]
    batchSize: int


Answer = Manifest | dict[str, Candidates]


@router.get("/reconcile", operation_id="reconcile_default")
def manifest_of_all(request: Request, queries: Annotated[str | None, Query(max_length=100_000)] = None) -> Answer:
    """The manifest; with `queries`, their answers, over all lists."""
    return manifest(request, "default", queries)


@router.post("/reconcile", operation_id="reconcile_default_post")
def reconcile_all(request: Request, queries: Annotated[str, Form(max_length=1_000_000)]) -> dict[str, Candidates]:
    """Names held against all lists."""
    return reconcile(request, "default", queries)


@router.get("/reconcile/{dataset}", operation_id="reconcile")
def manifest(
    request: Request, dataset: DatasetName, queries: Annotated[str | None, Query(max_length=100_000)] = None
) -> Answer:
    """The manifest; with `queries`, their answers."""
    opened = kept_lists(request).open()
    opened.dataset(dataset)
    if queries is not None:
        return answers(opened, dataset, queries)
    base = f"{request.base_url}api"
    here = f"{base}/reconcile/{dataset}"
    return Manifest(
        versions=["0.1", "0.2"],
        name=f"Porosity: {dataset}",
        identifierSpace=f"{base}/entities/",
        schemaSpace=SPACE,
        view=View(url=f"{here}/preview?id={{{{id}}}}"),
        preview=View(url=f"{here}/preview?id={{{{id}}}}", width=430, height=220),
        defaultTypes=[kind(one) for one in TYPES],
        suggest={
            name: Service(service_url=here, service_path=f"/suggest/{name}") for name in ("entity", "type", "property")
        },
        batchSize=20,
    )


@router.post("/reconcile/{dataset}", operation_id="reconcile_post")
def reconcile(
    request: Request, dataset: DatasetName, queries: Annotated[str, Form(max_length=1_000_000)]
) -> dict[str, Candidates]:
    """Names held against a list."""
    return answers(kept_lists(request).open(), dataset, queries)


@router.get("/reconcile/{dataset}/suggest/entity", operation_id="suggest_entity")
def suggest_entity(
    request: Request,
    dataset: DatasetName,
    prefix: Prefix = "",
    cursor: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> Suggestions:
    """Parties with a name that holds what was typed."""
    opened = kept_lists(request).open()
    lists = opened.dataset(dataset)
    found = [one for one in opened.containing(prefix, MOST_SUGGESTED + cursor) if one.list in lists][cursor:]
    return Suggestions(
        prefix=prefix,
        result=[
            Suggestion(id=one.id, name=one.name, description=f"{one.list}: {one.program}", notable=[kind(one.schema)])
            for one in found
        ],
    )


@router.get("/reconcile/{dataset}/suggest/type", operation_id="suggest_type")
def suggest_type(dataset: DatasetName, prefix: Prefix = "") -> Suggestions:
    """Kinds of parties."""
    found = [kind(one) for one in TYPES]
    wanted = prefix.casefold()
    return Suggestions(
        prefix=prefix, result=[Suggestion(id=one.id, name=one.name) for one in found if wanted in one.name.casefold()]
    )


@router.get("/reconcile/{dataset}/suggest/property", operation_id="suggest_property")
def suggest_property(dataset: DatasetName, prefix: Prefix = "") -> Suggestions:
    """What else of a row can be held against the lists."""
    wanted = prefix.casefold()
    return Suggestions(
        prefix=prefix,
        result=[Suggestion(id=one, name=one) for one in PROPERTIES if wanted in one.casefold()][:MOST_SUGGESTED],
    )


@router.get(
    "/reconcile/{dataset}/preview",
    operation_id="preview",
    response_class=HTMLResponse,
    responses={200: {"description": "A few words about a party.", "content": {"text/html": {}}}},
)
def preview(request: Request, dataset: DatasetName, id: Annotated[str, Query(max_length=300)]) -> Response:
    """A party in a few words, for a frame of a trusted page."""
    listed = kept_lists(request).open().screener.find(id)
    if listed is None:
        raise NotFound("id", "no listed party has this id.", "Take an id from the results.")
    names = "; ".join(name.text for name in listed.names[1:6])
    lines = (listed.name, names, f"{listed.list}: {listed.program}", ", ".join(listed.countries).upper())
    shown = "".join(f"<p>{html.escape(line)}</p>" for line in lines if line)
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(listed.name)}</title>{shown}</html>'
    )
    return HTMLResponse(page)


def answers(opened: Opened, dataset: str, queries: str) -> dict[str, Candidates]:
    """The answers to a batch.

    Raises:
        InputError: it is no batch, or a name in it cannot be looked for.
    """
    try:
        batch = Batch.model_validate_json(queries).root
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        problem = f"is no batch of queries{f' (at {place})' if place else ''}."
        raise InputError("queries", problem, 'Send {"q0": {"query": "a name"}} as JSON.') from error
    if len(batch) > bodies.MOST_QUERIES:
        raise InputError("queries", f"holds more than {bodies.MOST_QUERIES}.", "Send fewer at once.")
    unwanted = screening.Unwanted(opened.dataset(dataset), frozenset(), frozenset())
    return {key: Candidates(result=_candidates(opened, query, unwanted)) for key, query in batch.items()}


def kind(schema: str) -> Type:
    """A schema as a type."""
    from followthemoney import model

    known = model.get(schema)
    return Type(id=schema, name=schema if known is None else known.label)


def _candidates(opened: Opened, query: ReconciliationQuery, unwanted: screening.Unwanted) -> list[Candidate]:
    if not query.query.strip():
        return []
    properties: dict[str, list[str]] = {"name": [query.query]}
    for one in query.properties:
        name = one.pid.rsplit(":", 1)[-1]
        properties.setdefault(name, []).extend(_texts(one.v))
    example = bodies.Example.model_validate({"schema": _schema(query.type), "properties": properties})
    found = screening.scored(opened, example, screening.THRESHOLD, unwanted)[: query.limit]
    sure = [one for one in found if one.match]
    return [
        Candidate(
            id=one.id,
            name=one.caption,
            description=f"{', '.join(one.datasets)}: {one.name}",
            type=[kind(one.schema_)],
            score=round(100 * one.score, 1),
            match=one.match and len(sure) == 1,  # several that match are for a person to tell apart
            features=[{"id": name, "value": value} for name, value in one.features.items()],
        )
        for one in found
    ]


def _schema(asked: str | list[str | dict[str, Any]] | dict[str, Any] | None) -> str:
    first: Any = asked[0] if isinstance(asked, list) and asked else asked
    found = first.get("id") if isinstance(first, dict) else first
    return found if isinstance(found, str) and found in TYPES else "Thing"


def _texts(value: Any) -> list[str]:
    several = value if isinstance(value, list) else [value]
    given = [one.get("name") or one.get("id") if isinstance(one, dict) else one for one in several]
    return [str(one)[: bodies.LONGEST_VALUE] for one in given if isinstance(one, str | int | float)][
        : bodies.MOST_VALUES
    ]
