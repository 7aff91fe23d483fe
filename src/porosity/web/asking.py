"""What is asked for, in the query string: filters that can be shared as a link, and the links that change them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from porosity.errors import InputError
from porosity.evidence.records import Filters

MANY = {
    "measure": "measures",
    "family": "families",
    "verdict": "verdicts",
    "status": "statuses",
    "country": "countries",
    "publisher": "publishers",
    "decided": "decided",
}
ORDER = {
    "verdicts": ("prohibited", "conditional", "criterion", "exempt", "not-bound", "not-in-force", "not-covered"),
    "decided": ("open", "confirmed", "dismissed"),
}
WORDS, SINCE, UNTIL, AFTER, ON = "q", "since", "until", "after", "on"


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of a request. ``after`` is where the list goes on; ``path`` the page that they stand on."""

    filters: Filters
    path: str
    after: str | None = None

    def query(self, **changed: object) -> str:
        """The query string of these filters, with fields of `Filters` changed."""
        return query_of(replace(self.filters, **changed))  # type: ignore[arg-type]

    def link(self, **changed: object) -> str:
        """The address of the same page with other filters, from its first entry on."""
        query = self.query(**changed)
        return f"{self.path}?{query}" if query else self.path

    def next_page(self, after: str) -> str:
        """The address of what follows."""
        query = self.query()
        return f"{self.path}?{query}{'&' if query else ''}{urlencode({AFTER: after})}"

    def toggled(self, name: str, value: str) -> str:
        """The address with one value of one facet added, or taken away if it is there."""
        chosen: tuple[str, ...] = getattr(self.filters, name)
        without = tuple(one for one in chosen if one != value)
        return self.link(**{name: without if value in chosen else (*chosen, value)})

    def has(self, name: str, value: str) -> bool:
        """Whether a value of a facet is chosen."""
        return value in getattr(self.filters, name)

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """The chosen values of all facets, as pairs of field and value."""
        return tuple((name, value) for name in MANY.values() for value in getattr(self.filters, name))

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for."""
        return not self.query()


def asked(params: QueryParams, path: str) -> Asked:
    """The filters of a query string.

    Raises:
        InputError: a day is no day.
    """
    many = {name: tuple(dict.fromkeys(filter(None, params.getlist(word)))) for word, name in MANY.items()}
    filters = Filters(
        words=params.get(WORDS, "").strip(),
        since=day(params.get(SINCE), SINCE),
        until=day(params.get(UNTIL), UNTIL),
        **many,  # type: ignore[arg-type]
    )
    return Asked(filters, path, params.get(AFTER) or None)


def query_of(filters: Filters) -> str:
    """Filters as a query string; nothing for those that are left open."""
    pairs: list[tuple[str, str]] = [(WORDS, filters.words)] if filters.words else []
    for word, name in MANY.items():
        pairs += [(word, value) for value in getattr(filters, name)]
    for word, when in ((SINCE, filters.since), (UNTIL, filters.until)):
        if when is not None:
            pairs.append((word, when.isoformat()))
    return urlencode(pairs)


def day(text: str | None, name: str) -> date | None:
    """A day of a query string, or None where none is given.

    Raises:
        InputError: it is no day.
    """
    if not text or not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(name, f"{text.strip()[:40]!r} is no day.", "Write it as 2024-02-18.") from error


def facets(counts: Mapping[str, Mapping[str, int]], names: Iterable[str]) -> list[tuple[str, list[tuple[str, int]]]]:
    """The facets of a list in a fixed order, and so the values of those that have one; others by how frequent."""
    return [(name, sorted(counts[name].items(), key=_place(name))) for name in names if counts.get(name)]


def _place(name: str) -> Callable[[tuple[str, int]], tuple[int, int, str]]:
    order = ORDER.get(name, ())

    def place(pair: tuple[str, int]) -> tuple[int, int, str]:
        value, count = pair
        return (order.index(value) if value in order else len(order), -count, value)

    return place
