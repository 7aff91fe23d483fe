"""People and things across reports: the list, and one of them with its listings and those it acts with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from porosity.assessment import Listing
from porosity.evidence import parties
from porosity.evidence.keys import listing_key
from porosity.evidence.parties import PartyRow, Wanted
from porosity.evidence.records import Decision, Target
from porosity.exports import wording
from porosity.web import networks
from porosity.web.answering import Shown, answer
from porosity.web.problems import NotFound
from porosity.web.site import Site, site_of

router = APIRouter()
MOST = 50
AROUND = 14


@dataclass(frozen=True, slots=True)
class Asked:
    """Which parties are asked for, as links."""

    wanted: Wanted
    after: str | None = None

    def link(self, **changed: object) -> str:
        """The address of the list with some of it changed."""
        wanted = replace(self.wanted, **changed)  # type: ignore[arg-type]
        pairs = [("q", wanted.words)] if wanted.words else []
        pairs += [("kind", one) for one in wanted.kinds] + [("country", one) for one in wanted.countries]
        pairs += [("listed", "yes" if wanted.listed else "no")] if wanted.listed is not None else []
        return f"/entities?{urlencode(pairs)}" if pairs else "/entities"

    def toggled(self, name: str, value: str) -> str:
        """The address with one value added, or taken away if it is there."""
        if name == "listed":
            return self.link(listed=None if self.wanted.listed else True)
        chosen: tuple[str, ...] = getattr(self.wanted, name)
        rest = tuple(one for one in chosen if one != value)
        return self.link(**{name: rest if value in chosen else (*chosen, value)})

    def has(self, name: str, value: str) -> bool:
        """Whether a value is chosen."""
        return bool(self.wanted.listed) if name == "listed" else value in getattr(self.wanted, name)

    def next_page(self, after: str) -> str:
        """The address of what follows."""
        here = self.link()
        return f"{here}{'&' if '?' in here else '?'}{urlencode({'after': after})}"

    @property
    def is_empty(self) -> bool:
        """Whether all are asked for."""
        return self.wanted == Wanted()


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list that a party may be, with what people decided on the match."""

    name: str
    words: str
    means: str
    because: str
    key: str
    report: str
    decisions: tuple[Decision, ...]


@router.get("/entities")
def browse(request: Request) -> Response:
    """Parties, those with most findings first."""
    site, params = site_of(request), request.query_params
    listed = {"yes": True, "no": False}.get(params.get("listed", ""))
    asked = Asked(
        Wanted(params.get("q", "").strip(), tuple(params.getlist("kind")), tuple(params.getlist("country")), listed),
        params.get("after") or None,
    )
    with site.store.read() as connection:
        found = parties.parties(connection, asked.wanted, limit=MOST, after=asked.after)
    counts = site.counted(asked.wanted, lambda: _counts(site, asked.wanted))
    return answer(
        request,
        Shown(
            "entities.html",
            {"entities": found.items, "total": found.total, "after": found.after, "facets": counts},
            {"asked": asked, "page": found, "groups": _groups(counts)},
        ),
    )


@router.get("/entity/{key:path}")
def show(request: Request, key: str) -> Response:
    """One party: in which reports and acts, with whom, and which entries of lists it may be."""
    site = site_of(request)
    with site.store.read() as connection:
        row = parties.party(connection, key)
        if row is None:
            raise NotFound(
                "entities",
                f"nobody is called {key[:120]!r} here.",
                "Look in the list: the name may be written otherwise.",
            )
        tied = parties.ties(connection, key, limit=AROUND)
        among = parties.ties_among(connection, [one.key for one in tied])
        findings = parties.findings_of(connection, key)
        reports = parties.reports_of(connection, key)
        listed = parties.listed_in(connection, key)
    around = [networks.Node(one.key, one.name, one.kind, one.listed, one.acts) for one in tied]
    ties = [networks.Tie(key, one.key, one.acts) for one in tied]
    ties += [networks.Tie(one, other, count) for (one, other), count in among.items()]
    return answer(
        request,
        Shown(
            "entity.html",
            {
                "entity": row,
                "listings": () if listed is None else _entries(site, *listed),
                "tied": tied,
                "findings": findings,
                "reports": reports,
            },
            {"picture": networks.draw(_node(row), around, ties)},
        ),
    )


def _node(row: PartyRow) -> networks.Node:
    return networks.Node(row.key, row.name, row.kind, row.listed)


def _counts(site: Site, wanted: Wanted) -> Mapping[str, Mapping[str, int]]:
    with site.store.read() as connection:
        return parties.counts(connection, wanted)


def _groups(counts: Mapping[str, Mapping[str, int]]) -> list[tuple[str, list[tuple[str, int]]]]:
    return [
        (name, sorted(counts[name].items(), key=lambda pair: (-pair[1], pair[0])))
        for name in ("listed", "kinds", "countries")
        if counts.get(name)
    ]


def _entries(site: Site, report: str, entity_id: str) -> tuple[Entry, ...]:
    """The entries of lists that the latest report which has any holds a party for."""
    found = site.store.assessment(report)
    held = next((one for one in found.entities if one.id == entity_id), None)
    return () if held is None else tuple(_entry(site, report, entity_id, entry) for entry in held.listings or ())


def _entry(site: Site, report: str, entity_id: str, entry: Listing) -> Entry:
    key = listing_key(report, entity_id, entry)
    return Entry(
        entry.name,
        wording.listing(entry),
        entry.means.value,
        entry.because,
        key,
        report,
        site.store.decisions(Target.LISTING, key),
    )
