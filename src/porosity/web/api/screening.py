"""Screening as clients of yente do it: ``/match``, ``/search``, ``/entities``, ``/catalog``, ``/algorithms``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from porosity.errors import InputError
from porosity.web.api import bodies
from porosity.web.api.lists import ALGORITHM, ALGORITHMS, COLLECTIONS, KeptLists, Opened, entity
from porosity.web.api.openapi import PROBLEMS
from porosity.web.problems import NotFound

if TYPE_CHECKING:
    from porosity.screening.listed import Listed
    from porosity.screening.screener import Match, Subject

router = APIRouter(prefix="/api", tags=["Screening"], responses=PROBLEMS)
THRESHOLD = 0.7
MOST_RESULTS = 200
MOST_NAMES = 5
NAMES = ("name", "alias", "previousName", "weakAlias")
COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry", "flag")
DATES = ("birthDate",)
FEATURES = {
    "name": bodies.FeatureDoc(description="Bits of evidence from comparing the names.", url="/openapi.json"),
    "context": bodies.FeatureDoc(description="Bits from birth, country and numbers.", url="/openapi.json"),
}
DatasetName = Annotated[str, Path(max_length=100, description="A list's id, or `default` for all that are kept.")]
Names = Annotated[list[Annotated[str, Query(max_length=100)]], Query(max_length=50)]
Algorithm = Annotated[str, Query(max_length=60, description="There is one, `porosity`; `best` means the same.")]
Threshold = Annotated[float, Query(ge=0, le=1, description="From which score on it counts as a match.")]


def kept_lists(request: Request) -> KeptLists:
    """The lists of this server."""
    state = request.app.state
    if not hasattr(state, "kept_lists"):
        state.kept_lists = KeptLists()
    found: KeptLists = state.kept_lists
    return found


@router.post("/match/{dataset}", operation_id="match")
def match(
    request: Request,
    response: Response,
    question: bodies.MatchQuestion,
    dataset: DatasetName,
    limit: Annotated[int, Query(ge=1, le=MOST_RESULTS)] = 5,
    threshold: Threshold = THRESHOLD,
    cutoff: Annotated[float, Query(ge=0, le=1, description="Results below this score are left out.")] = 0.0,
    algorithm: Algorithm = "best",
    fuzzy: Annotated[bool, Query(description="Of no effect: names are always compared by spelling.")] = True,
    include_dataset: Names = [],  # noqa: B006
    exclude_dataset: Names = [],  # noqa: B006
    exclude_schema: Names = [],  # noqa: B006
    exclude_entity_ids: Names = [],  # noqa: B006
    topics: Names = [],  # noqa: B006
) -> bodies.MatchAnswer:
    """Hold examples of parties against the lists: each by its names, countries, birth and numbers."""
    check_algorithm(algorithm)
    opened = kept_lists(request).open()
    lists = opened.dataset(dataset) - set(exclude_dataset)
    lists &= set(include_dataset) or lists
    unwanted = Unwanted(lists, frozenset(exclude_schema), frozenset(exclude_entity_ids), tuple(topics))
    responses = {}
    for key, example in question.queries.items():
        found = [one for one in scored(opened, example, threshold, unwanted) if one.score >= cutoff or one.match]
        responses[key] = bodies.Matches(results=found[:limit], total=bodies.Total(value=len(found)), query=example)
    response.headers["x-batch-size"] = str(len(responses))
    return bodies.MatchAnswer(responses=responses, matcher=FEATURES, limit=limit)


@router.get("/search/{dataset}", operation_id="search_parties")
def search(
    request: Request,
    dataset: DatasetName,
    q: Annotated[str, Query(max_length=300, description="A name, a part of one, an id, or nothing for all.")] = "",
    schema: Annotated[str, Query(max_length=64)] = "Thing",
    countries: Names = [],  # noqa: B006
    datasets: Names = [],  # noqa: B006
    include_dataset: Names = [],  # noqa: B006
    exclude_dataset: Names = [],  # noqa: B006
    topics: Names = [],  # noqa: B006
    limit: Annotated[int, Query(ge=0, le=MOST_RESULTS)] = 10,
    offset: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> bodies.SearchAnswer:
    """Look for parties by what is typed: those who match it as a name first, then those whose names hold it."""
    opened = kept_lists(request).open()
    lists = opened.dataset(dataset) - set(exclude_dataset)
    for wanted in (set(datasets), set(include_dataset)):
        lists &= wanted or lists
    kinds = schemata(schema)
    codes = {code.lower() for code in countries}
    found = [
        one
        for one in found_by(opened, q)
        if one.list in lists
        and (kinds is None or one.schema in kinds)
        and (not codes or codes & set(one.countries))
        and _has_topic(topics)
    ]
    return bodies.SearchAnswer(
        limit=limit,
        offset=offset,
        total=bodies.Total(value=len(found)),
        results=[body(entity(one)) for one in found[offset : offset + limit]],
        facets=_facets(found),
    )


@router.get("/entities/{entity_id:path}", operation_id="entity")
def fetch(
    request: Request,
    entity_id: Annotated[str, Path(max_length=300, description="The id of a listed party.")],
    nested: Annotated[bool, Query(description="With its sanctions inside.")] = True,
) -> bodies.EntityBody:
    """One listed party."""
    listed = kept_lists(request).open().screener.find(entity_id)
    if listed is None:
        raise NotFound("entity_id", "no listed party has this id.", "Take an id from /match or /search.")
    return body(entity(listed, nested=nested))


@router.get("/catalog", operation_id="catalog")
def catalog(request: Request) -> bodies.Catalog:
    """The lists that are kept, each with its version."""
    opened = kept_lists(request).open()
    versions = dict(sorted(opened.versions.items()))
    whole = "; ".join(versions.values())
    datasets = [
        bodies.Dataset(name=name, title=title, version=whole, index_version=whole, children=list(versions))
        for name, title in COLLECTIONS.items()
    ]
    datasets += [
        bodies.Dataset(name=name, title=name, version=version, index_version=version)
        for name, version in versions.items()
    ]
    return bodies.Catalog(datasets=datasets, current=[one.name for one in datasets])


@router.get("/algorithms", operation_id="algorithms")
def algorithms() -> bodies.Algorithms:
    """How names are compared: in one way, whose reasons come with every result."""
    only = bodies.Algorithm(
        name=ALGORITHM,
        description="Words of names are paired; rare words and like spellings speak for, what is left over against.",
        features=FEATURES,
    )
    return bodies.Algorithms(algorithms=[only], default=ALGORITHM, best=ALGORITHM)


class Unwanted:
    """Which results are left out."""

    def __init__(
        self, lists: frozenset[str], schemata: frozenset[str], ids: frozenset[str], topics: tuple[str, ...] = ()
    ) -> None:
        self._lists = lists
        self._schemata = schemata
        self._ids = ids
        self._topics = topics

    def lets(self, listed: Listed) -> bool:
        """Whether a party may be among the results."""
        is_meant = listed.list in self._lists and listed.schema not in self._schemata and listed.id not in self._ids
        return is_meant and _has_topic(self._topics)


def check_algorithm(name: str) -> None:
    """Refuse a way to compare that is not ours: another would give other answers.

    Raises:
        InputError: it is none of ours.
    """
    if name not in ALGORITHMS:
        raise InputError(
            "algorithm", "names are not compared in that way here.", f"Use one of: {', '.join(ALGORITHMS)}."
        )


def scored(
    opened: Opened, example: bodies.Example, threshold: float, unwanted: Unwanted
) -> list[bodies.ScoredEntityBody]:
    """The parties that an example may be, best first: the best of its names decides."""
    from porosity.screening.answers import decided, result

    best: dict[str, tuple[Match, dict[str, Any]]] = {}
    for subject in subjects(example):
        for one in opened.screener.match(subject, None):
            if unwanted.lets(one.listed) and (one.listed.id not in best or one.bits > best[one.listed.id][0].bits):
                decision = decided(opened.decisions, subject, one.listed)
                best[one.listed.id] = (one, result(one, opened.versions, decision, threshold))
    order = sorted(best.values(), key=lambda pair: (_is_ruled_out(pair[1]), -pair[0].bits, pair[0].listed.id))
    return [_scored(found, told) for found, told in order]


def subjects(example: bodies.Example) -> Iterator[Subject]:
    """Who an example asks for, once for each of its names.

    Raises:
        InputError: it has no name, or a schema that there is not.
    """
    from followthemoney import model

    from porosity.screening.questions import SHORTEST_NUMBER
    from porosity.screening.screener import Subject

    if example.schema_ not in model.schemata:
        raise InputError("schema", "is no schema of Follow the Money.", "Use e.g. Person, Company, Vessel or Thing.")
    names = list(dict.fromkeys(name for key in NAMES for name in values(example, key) if name.strip()))
    if not names:
        parts = [" ".join(values(example, key)) for key in ("firstName", "middleName", "fatherName", "lastName")]
        names = [" ".join(part for part in parts if part)]
    if not names[0].strip():
        raise InputError("properties.name", "nobody is named.", 'Give {"properties": {"name": ["..."]}}.')
    numbers = tuple(
        value
        for key in example.properties
        if key.lower().endswith(("number", "code", "id", "imonumber", "mmsi"))
        for value in values(example, key)
        if len(value) >= SHORTEST_NUMBER
    )
    for name in names[:MOST_NAMES]:
        yield Subject(
            query=name,
            schema=None if example.schema_ in ("Thing", "LegalEntity") else example.schema_,
            countries=tuple(dict.fromkeys(code.lower() for key in COUNTRIES for code in values(example, key))),
            born="; ".join(value for key in DATES for value in values(example, key)) or None,
            identifiers=numbers,
        )


def values(example: bodies.Example, key: str) -> list[str]:
    """The values of a property."""
    found = example.properties.get(key, [])
    return [found] if isinstance(found, str) else found


def found_by(opened: Opened, words: str) -> Iterable[Listed]:
    """Parties by what somebody types: an id, a name, a part of a name; all, where nothing is typed."""
    from porosity.screening.screener import Subject

    if not words.strip():
        return opened.screener
    found: dict[str, Listed] = {}
    named = opened.screener.find(words.strip())
    for one in (
        *((named,) if named is not None else ()),
        *(match.listed for match in opened.screener.match(Subject(words), None)),
        *opened.containing(words, MOST_RESULTS),
    ):
        found.setdefault(one.id, one)
    return found.values()


def schemata(name: str) -> frozenset[str] | None:
    """A schema and those under it; None where it means everything.

    Raises:
        InputError: there is no such schema.
    """
    from followthemoney import model

    schema = model.get(name)
    if schema is None:
        raise InputError("schema", "is no schema of Follow the Money.", "Use e.g. Person, Company, Vessel or Thing.")
    return None if name == "Thing" else frozenset(one.name for one in (schema, *schema.descendants))


def body(found: dict[str, Any]) -> bodies.EntityBody:
    """An entity in its form."""
    return bodies.EntityBody.model_validate(found)


def _scored(found: Match, told: dict[str, Any]) -> bodies.ScoredEntityBody:
    beside = sum(one.bits for one in found.context)
    return bodies.ScoredEntityBody.model_validate(
        {
            **entity(found.listed),
            "score": told["score"],
            "match": told["match"],
            "features": {"name": round(found.bits - beside, 2), "context": round(beside, 2)},
            "because": told["because"],
            "name": told["name"],
            "decision": told.get("decision"),
        }
    )


def _is_ruled_out(told: dict[str, Any]) -> bool:
    return bool(told.get("decision")) and told["decision"]["answer"] == "different"


def _has_topic(topics: Iterable[str]) -> bool:
    """Everybody here bears one topic: sanction."""
    wanted = set(topics)
    return not wanted or "sanction" in wanted


def _facets(found: Iterable[Listed]) -> dict[str, bodies.Facet]:
    from porosity.exports.wording import country

    codes: Counter[str] = Counter()
    lists: Counter[str] = Counter()
    for one in found:
        codes.update(one.countries)
        lists[one.list] += 1
    return {"countries": _facet("Countries", codes, country), "datasets": _facet("Lists", lists, str)}


def _facet(label: str, counted: Counter[str], say: Callable[[str], str]) -> bodies.Facet:
    values = [bodies.FacetValue(name=name, label=say(name), count=count) for name, count in counted.most_common(50)]
    return bodies.Facet(label=label, values=values)
