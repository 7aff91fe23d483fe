"""Lists of what is stored: filtered, in a stable order, page by page from where the last one ended.

The order is that of publication, the newest first, those without a day last; within a day by key. A page says where
it ended, so that reports that come in meanwhile neither repeat nor hide any.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from porosity.errors import InputError
from porosity.evidence import facets, searching, tables
from porosity.evidence.packing import unpack
from porosity.evidence.records import Filters, FindingRow, Hit, IncidentRow, Member, Page, ReportRow, Tlp
from porosity.evidence.rows import STRICTNESS

MOST: Final = 1000
"""Rows of a page at most."""

Cell = tuple[tuple[str, ...], int]
"""The values of all facets, as `ORDER` has them, and how many findings have just these."""
ORDER: Final = ("verdict", "family", "measure", "status", "decided", "publisher", "countries")
_PLACES: Final = {name: ORDER.index(column) for name, column in facets.COLUMNS.items()}
FEW: Final = 2000
"""Rows that are soon fetched and sorted."""

_MARKS: Final = tuple(Tlp)


def reports(connection: sa.Connection, filters: Filters, *, limit: int, after: str | None) -> Page[ReportRow]:
    """Reports: those that have a finding that keeps the filters, where these ask for findings at all."""
    table = tables.report
    where = _report_conditions(connection, filters)
    place = place_of(after)
    query = sa.select(table).where(*where).order_by(table.c.day.desc(), table.c.key).limit(_limit(limit) + 1)
    if place is not None:
        query = query.where(_beyond(table.c.day, (table.c.key,), place))
    rows = connection.execute(query).all()
    total = connection.execute(sa.select(sa.func.count()).select_from(table).where(*where)).scalar_one()
    return page_of(rows, limit, total, report_row, lambda row: (row.day, row.key))


def findings(connection: sa.Connection, filters: Filters, *, limit: int, after: str | None) -> Page[FindingRow]:
    """Findings, by the publication of their reports."""
    table, inside = tables.finding, tables.incident_event
    place = place_of(after, parts=3)
    more = _finding_conditions(connection, filters)
    total = sum(number for _, number in facets.counted(connection, filters, more))
    if asked := facets.conditions(filters):
        # Many: they are soon met on the way through the days. Few: they are soon sorted.
        column = _not_by_index(table.c.facet) if total > FEW else table.c.facet
        more.append(column.in_(facets.chosen(asked)))
    query = (
        sa.select(table, inside.c.incident)
        .join_from(table, inside, inside.c.event == table.c.event, isouter=True)
        .where(*more)
        .order_by(table.c.day.desc(), table.c.report, table.c.key)
        .limit(_limit(limit) + 1)
    )
    if place is not None:
        query = query.where(_beyond(table.c.day, (table.c.report, table.c.key), place))
    rows = connection.execute(query).all() if total else []
    return page_of(rows, limit, total, finding_row, lambda row: (row.day, row.report, row.key))


def _not_by_index(column: Any) -> Any:
    """A column in a form that no index is chosen for."""
    return column.op("+")(0)


def finding(connection: sa.Connection, key: str) -> FindingRow | None:
    """A finding by its key, as the latest assessment has it."""
    table, inside = tables.finding, tables.incident_event
    query = (
        sa.select(table, inside.c.incident)
        .join_from(table, inside, inside.c.event == table.c.event, isouter=True)
        .where(table.c.key == key)
    )
    row = connection.execute(query).first()
    return None if row is None else finding_row(row)


def counts(connection: sa.Connection, filters: Filters) -> dict[str, dict[str, int]]:
    """How many findings there are under each value of each facet, the most frequent first."""
    return counted(cells(connection, filters), filters)


def cells(connection: sa.Connection, filters: Filters) -> tuple[Cell, ...]:
    """The findings by all facets at once; what the filters ask of facets is left to `counted`."""
    rest = without_facets(filters)
    found = facets.counted(connection, rest, _finding_conditions(connection, rest))
    return tuple((tuple(getattr(facet, name) for name in ORDER), number) for facet, number in found)


def without_facets(filters: Filters) -> Filters:
    """The filters save what they ask of facets."""
    return replace(filters, measures=(), families=(), verdicts=(), statuses=(), countries=(), publishers=(), decided=())


def counted(some: Iterable[Cell], filters: Filters) -> dict[str, dict[str, int]]:
    """The cells that keep the filters, counted under each value of each facet, the most frequent first."""
    found: dict[str, dict[str, int]] = {facet: {} for facet in (*_PLACES, "countries")}
    wanted = [(place, set(values)) for facet, place in _PLACES.items() if (values := getattr(filters, facet))]
    countries = set(filters.countries)
    for values, number in some:
        if any(values[place] not in asked for place, asked in wanted):
            continue
        held = values[-1].split()
        if countries and countries.isdisjoint(held):
            continue
        for facet, place in _PLACES.items():
            if value := values[place]:
                found[facet][value] = found[facet].get(value, 0) + number
        for value in held:
            found["countries"][value] = found["countries"].get(value, 0) + number
    return {facet: dict(sorted(held.items(), key=lambda one: (-one[1], one[0]))) for facet, held in found.items()}


IN_PICTURE: Final = ("verdicts", "statuses", "decided", "measures", "families", "countries", "suppliers",
                     "receivers", "goods", "answers", "months", "support")  # fmt: skip
"""What incidents are counted by, in the order of `incident_cells`; all but the first three may hold several values."""


def incident_cells(connection: sa.Connection, filters: Filters) -> tuple[Cell, ...]:
    """The incidents by all facets at once; what the filters ask of facets is left to `incidents_within`."""
    table = tables.incident
    day = sa.func.coalesce(table.c.since, table.c.until, "")
    support = sa.func.coalesce(table.c.reliability, "") + sa.cast(sa.func.coalesce(table.c.credibility, 0), sa.Text)
    columns = [
        table.c.verdict, table.c.status, table.c.decided, table.c.measures, table.c.families, table.c.countries,
        table.c.suppliers, table.c.receivers, table.c.goods, table.c.answers,
        sa.func.substr(day, 1, 7).label("month"), support.label("support"),
    ]  # fmt: skip
    rest = without_facets(filters)
    where = _incident_conditions(connection, rest)
    if (by_reports := _of_reports(connection, rest)) is not None:
        where.append(by_reports.condition)
    query = sa.select(*columns, sa.func.count()).where(*where).group_by(*columns)
    return tuple((tuple(map(str, row[:-1])), int(row[-1])) for row in connection.execute(query))


def incidents_within(some: Iterable[Cell], filters: Filters) -> list[Cell]:
    """The cells of incidents that keep the filters."""
    plain = [(place, set(asked)) for place, name in enumerate(IN_PICTURE[:3]) if (asked := getattr(filters, name))]
    many = [(place, set(asked)) for place, name in ((3, "measures"), (4, "families"), (5, "countries"))
            if (asked := getattr(filters, name))]  # fmt: skip
    return [
        (values, number)
        for values, number in some
        if all(values[place] in asked for place, asked in plain)
        and not any(asked.isdisjoint(values[place].split()) for place, asked in many)
    ]


def incidents_counted(some: Iterable[Cell]) -> dict[str, dict[str, int]]:
    """Cells of incidents counted under each value of each facet, the most frequent first."""
    found: dict[str, dict[str, int]] = {name: {} for name in IN_PICTURE}
    for values, number in some:
        for name, value in zip(IN_PICTURE, values, strict=True):
            held = found[name]
            for one in value.split():
                held[one] = held.get(one, 0) + number
    return {name: dict(sorted(held.items(), key=lambda one: (-one[1], one[0]))) for name, held in found.items()}


def incidents(connection: sa.Connection, filters: Filters, *, limit: int, after: str | None) -> Page[IncidentRow]:
    """Incidents, by the day of the act; those merged into others are left out.

    They are not counted where that would be slow: if they are asked for by very many reports.
    """
    table = tables.incident
    where = _incident_conditions(connection, filters)
    by_reports = _of_reports(connection, filters)
    if by_reports is not None:
        where.append(by_reports.condition)
    place = place_of(after)
    query = sa.select(table).where(*where).order_by(table.c.day.desc(), table.c.id).limit(_limit(limit) + 1)
    if place is not None:
        query = query.where(_beyond(table.c.day, (table.c.id,), place))
    rows = connection.execute(query).all()
    total = None
    if by_reports is None or by_reports.is_quick:
        total = connection.execute(sa.select(sa.func.count()).select_from(table).where(*where)).scalar_one()
    return page_of(rows, limit, total, incident_row, lambda row: (row.day, row.id))


def incident(connection: sa.Connection, identity: str) -> tuple[IncidentRow, tuple[Member, ...]] | None:
    """An incident with its events; by the id of one that was merged, the incident that it was merged into."""
    table, inside = tables.incident, tables.incident_event
    row = connection.execute(sa.select(table).where(table.c.id == leading(connection, identity))).first()
    if row is None:
        return None
    members = connection.execute(
        sa.select(inside).where(inside.c.incident == row.id).order_by(inside.c.report, inside.c.event)
    )
    return incident_row(row), tuple(Member(one.event, one.report, tuple(json.loads(one.why))) for one in members)


def leading(connection: sa.Connection, identity: str) -> str:
    """The id of the incident that leads on for one, after all merges; an id that is nobody's stays as it is."""
    table = tables.incident
    seen = set[str]()
    while identity not in seen:
        seen.add(identity)
        identity = connection.scalar(sa.select(table.c.into).where(table.c.id == identity)) or identity
    return identity


# What the filters ask for


def _report_conditions(connection: sa.Connection, filters: Filters) -> list[sa.ColumnElement[bool]]:
    table, finding = tables.report, tables.finding
    where = [*_days(table.c.day, filters), *_words(connection, table.c.number, filters)]
    if filters.publishers:
        where.append(table.c.publisher.in_(filters.publishers))
    if filters.verdicts:
        where.append(table.c.verdict.in_(filters.verdicts))
    if filters.report is not None:
        where.append(table.c.key == filters.report)
    if filters.max_tlp is not None:
        where.append(table.c.tlp <= STRICTNESS[filters.max_tlp])
    if filters.incident is not None:
        inside = tables.incident_event
        where.append(
            table.c.key.in_(
                sa.select(inside.c.report).where(inside.c.incident == leading(connection, filters.incident))
            )
        )
    asked = facets.conditions(filters, of_findings_only=True)
    if asked:
        some = sa.select(finding.c.report_number).where(finding.c.facet.in_(facets.chosen(asked)))
        where.append(table.c.number.in_(some))
    return where


def _finding_conditions(connection: sa.Connection, filters: Filters) -> list[sa.ColumnElement[bool]]:
    """What the filters ask of a finding beside its combination of facets."""
    table = tables.finding
    where = [*_days(table.c.day, filters), *_words(connection, table.c.report_number, filters)]
    if filters.report is not None:
        where.append(table.c.report == filters.report)
    if filters.incident is not None:
        inside = tables.incident_event
        where.append(
            table.c.event.in_(
                sa.select(inside.c.event).where(inside.c.incident == leading(connection, filters.incident))
            )
        )
    return where


def _incident_conditions(connection: sa.Connection, filters: Filters) -> list[sa.ColumnElement[bool]]:
    """What the filters ask of an incident's own row."""
    table = tables.incident
    where: list[sa.ColumnElement[bool]] = [table.c.into.is_(None)]
    if filters.since is not None:
        where.append(sa.func.coalesce(table.c.until, table.c.since) >= filters.since.isoformat())
    if filters.until is not None:
        where.append(sa.func.coalesce(table.c.since, table.c.until) <= filters.until.isoformat())
    for name, values in (("verdict", filters.verdicts), ("status", filters.statuses), ("decided", filters.decided)):
        if values:
            where.append(table.c[name].in_(values))
    for name in ("measures", "families", "countries"):
        if values := getattr(filters, name):
            where.append(facets.any_word(table.c[name], values))
    if filters.incident is not None:
        where.append(table.c.id == leading(connection, filters.incident))
    return where


@dataclass(frozen=True, slots=True)
class _ByReports:
    """A condition on the reports of an incident, and whether all that keep it are found quickly."""

    condition: sa.ColumnElement[bool]
    is_quick: bool


def _of_reports(connection: sa.Connection, filters: Filters) -> _ByReports | None:
    """What the filters ask of the reports of an incident: one of them must keep it all."""
    incident, inside, report = tables.incident, tables.incident_event, tables.report
    asked = Filters(words=filters.words, publishers=filters.publishers, report=filters.report, max_tlp=filters.max_tlp)
    if asked == Filters():
        return None
    where = _report_conditions(connection, asked)
    held = sa.select(inside.c.incident).join_from(inside, report, report.c.key == inside.c.report)
    one_of_it = sa.exists(held.where(inside.c.incident == incident.c.id, *where))
    if asked == Filters(max_tlp=filters.max_tlp):  # few are marked: only what holds one of them is looked into
        marked = sa.select(inside.c.incident).where(
            inside.c.report.in_(sa.select(report.c.key).where(sa.not_(where[0])))
        )
        return _ByReports(sa.or_(incident.c.id.not_in(marked), one_of_it), is_quick=True)
    some = sa.select(report.c.key).where(*where)
    if len(connection.execute(some.limit(FEW + 1)).all()) > FEW:
        return _ByReports(one_of_it, is_quick=False)
    return _ByReports(incident.c.id.in_(sa.select(inside.c.incident).where(inside.c.report.in_(some))), is_quick=True)


def _words(connection: sa.Connection, number: Any, filters: Filters) -> list[sa.ColumnElement[bool]]:
    if not filters.words.strip():
        return []
    terms = searching.parsed(filters.words)
    return [number.in_(searching.matching(connection, terms)) if terms else sa.false()]


def _days(column: Any, filters: Filters) -> list[sa.ColumnElement[bool]]:
    """Days of publication, both counted; a report without one is in no span."""
    where: list[sa.ColumnElement[bool]] = []
    if filters.since is not None:
        where.append(column >= filters.since.toordinal())
    if filters.until is not None:
        where += [column <= filters.until.toordinal(), column > 0]
    return where


# Pages


def _limit(limit: int) -> int:
    if not 1 <= limit <= MOST:
        raise InputError("the page", f"{limit} is no number of rows.", f"Ask for 1 to {MOST}.")
    return limit


def _beyond(day: Any, keys: Sequence[Any], place: Sequence[Any]) -> sa.ColumnElement[bool]:
    """Whatever comes after a place: an earlier day, or the same one and a later key."""
    return sa.and_(
        day <= place[0],
        sa.or_(day < place[0], sa.tuple_(*keys) > sa.tuple_(*(sa.literal(key) for key in place[1:]))),
    )


def place_of(after: str | None, parts: int = 2) -> list[Any] | None:
    """Where the last page ended, as its ``after`` says."""
    if after is None:
        return None
    try:
        place = json.loads(base64.urlsafe_b64decode(after.encode() + b"=" * (-len(after) % 4)))
        day, *keys = place
        if type(day) is int and len(keys) == parts - 1 and all(isinstance(key, str) for key in keys):
            return [day, *keys]
    except (ValueError, TypeError):
        pass
    raise InputError(
        "the page", "it says it goes on after a place that no page ended at.", "Begin with the first page."
    )


def page_of(rows: Sequence[Any], limit: int, total: int | None, made: Any, place: Any) -> Page[Any]:
    """The rows asked for as records, and where to go on: one row more than that was fetched."""
    shown = rows[:limit]
    after = None
    if len(rows) > limit:
        after = base64.urlsafe_b64encode(json.dumps(place(shown[-1]), ensure_ascii=False).encode()).decode().rstrip("=")
    return Page(tuple(made(row) for row in shown), total, after)


# Rows as records


def report_row(row: Any) -> ReportRow:
    """A report as lists show it."""
    return ReportRow(
        key=row.key,
        title=row.title,
        publisher=row.publisher,
        published=_day(row.published),
        url=row.url,
        sha256=row.sha256,
        language=row.language,
        added=_moment(row.added),
        verdict=row.verdict,
        findings=row.findings,
        words=row.words,
        tlp=_MARKS[row.tlp],
        erased=bool(row.erased),
    )


def finding_row(row: Any) -> FindingRow:
    """A finding as lists show it."""
    return FindingRow(
        key=row.key,
        report=row.report,
        event=row.event,
        incident=row.incident,
        measure=row.measure,
        family=row.family,
        verdict=row.verdict,
        status=row.status,
        reliability=row.reliability,
        credibility=row.credibility,
        summary=row.summary,
        act=row.act,
        since=_day(row.since),
        until=_day(row.until),
        countries=tuple(row.countries.split()),
        decided=row.decided,
    )


def incident_row(row: Any) -> IncidentRow:
    """An incident as lists show it."""
    return IncidentRow(
        id=row.id,
        title=row.title,
        act=row.act,
        since=_day(row.since),
        until=_day(row.until),
        verdict=row.verdict,
        status=row.status,
        measures=tuple(row.measures.split()),
        families=tuple(row.families.split()),
        countries=tuple(row.countries.split()),
        reports=row.reports,
        origins=row.origins,
        reliability=row.reliability,
        credibility=row.credibility,
        decided=row.decided,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def search(connection: sa.Connection, words: str, filters: Filters, *, limit: int) -> tuple[Hit, ...]:
    """The reports that hold all the words, the best first, each with the place where they stand."""
    terms = searching.parsed(words)
    if not terms:
        return ()
    ranked = searching.ranked(connection, terms, _report_conditions(connection, filters), limit=_limit(limit))
    table, texts = tables.report, tables.report_text
    query = (
        sa.select(table.c.number, table.c.key, table.c.title, table.c.publisher, table.c.published, texts.c.text)
        .join_from(table, texts, texts.c.number == table.c.number)
        .where(table.c.number.in_(list(ranked)))
    )
    found = {row.number: row for row in connection.execute(query)}
    hits = []
    for number, rank in ranked.items():
        if (row := found.get(number)) is None:
            continue
        text = unpack(row.text).decode("utf-8", "surrogatepass")
        cut = searching.snippet(text, terms)
        hits.append(Hit(row.key, row.title, row.publisher, _day(row.published), cut, rank))
    return tuple(hits)
