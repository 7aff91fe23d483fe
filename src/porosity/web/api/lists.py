"""The kept lists, opened with the first question and again when newer versions are kept; parties as entities.

Parties are entities of Follow the Money in the form that yente gives them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from porosity.errors import InputError, PorosityError
from porosity.web.problems import NotFound, Problem, Refused

if TYPE_CHECKING:
    from porosity.screening.decisions import Decisions
    from porosity.screening.listed import Listed
    from porosity.screening.screener import Screener

COLLECTIONS = {"default": "All lists that are kept here", "sanctions": "All lists that are kept here"}
ALGORITHM = "porosity"
ALGORITHMS = (ALGORITHM, "best", "default")
SECONDS_BETWEEN_LOOKS = 30.0
Json = dict[str, Any]


@dataclass(frozen=True)
class Opened:
    """The lists as they were at one time."""

    screener: Screener
    decisions: Decisions
    refs: tuple[str, ...]

    @cached_property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Every name in small letters with the id of its party, for the search by a part of a name."""
        return tuple((name.text.casefold(), listed.id) for listed in self.screener for name in listed.names)

    @property
    def versions(self) -> Mapping[str, str]:
        """Which version of each list this is."""
        return self.screener.versions

    def dataset(self, name: str) -> frozenset[str]:
        """The lists that a data set holds.

        Raises:
            NotFound: there is no such data set.
        """
        if name in COLLECTIONS:
            return frozenset(self.versions)
        if name not in self.versions:
            problem, known = "there is no such data set.", ", ".join((*COLLECTIONS, *sorted(self.versions)))
            raise NotFound("dataset", problem, f"Use one of: {known}.")
        return frozenset((name,))

    def containing(self, words: str, limit: int) -> Iterator[Listed]:
        """Parties with a name that holds these letters, those that begin with them first."""
        wanted = words.casefold().strip()
        found = [(text.find(wanted), len(text), id_) for text, id_ in self.names if wanted in text] if wanted else []
        for id_ in list(dict.fromkeys(id_ for *_, id_ in sorted(found)))[:limit]:
            listed = self.screener.find(id_)
            if listed is not None:
                yield listed


class KeptLists:
    """The door to the lists. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._opened: Opened | None = None
        self._looked = 0.0

    def open(self) -> Opened:
        """The lists as they are kept now.

        Raises:
            Refused: none is kept, or they cannot be opened.
        """
        with self._lock:
            if self._opened is None or time.monotonic() - self._looked > SECONDS_BETWEEN_LOOKS:
                try:
                    self._opened = self._opened_anew()
                except PorosityError as error:
                    raise Refused(Problem(503, "the lists", error.problem, error.next_step)) from error
                self._looked = time.monotonic()
            return self._opened

    def _opened_anew(self) -> Opened:
        from porosity.screening import indexes
        from porosity.screening.decisions import Decisions
        from porosity.screening.versions import Shelf, default_shelf

        shelf = Shelf(default_shelf())
        refs = tuple(newest.ref for name in shelf.lists() if (newest := shelf.newest(name)) is not None)
        if not refs:
            raise InputError(
                "the lists", "no list is kept yet.", "Run `porosity lists pull` or `porosity lists import`."
            )
        if self._opened is not None and self._opened.refs == refs:
            return self._opened
        return Opened(indexes.for_shelf(shelf), Decisions(shelf.path), refs)


def entity(listed: Listed, *, nested: bool = False) -> Json:
    """A party as an entity; with its sanctions inside, where it is asked for by its id."""
    from porosity.screening.ftm import to_ftm

    party, *sanctions = to_ftm(listed)
    party.pop("porosity", None)
    properties: Json = dict(party["properties"])
    if nested and sanctions:
        properties["sanctions"] = [{**_frame(one), "caption": _caption(one)} for one in sanctions]
    return {**_frame(party), "caption": listed.name, "properties": properties}


def _frame(found: Json) -> Json:
    return {
        "id": found["id"],
        "schema": found["schema"],
        "properties": found["properties"],
        "datasets": found["datasets"],
        "referents": [],
        "target": found["schema"] != "Sanction",
        "first_seen": None,
        "last_seen": None,
        "last_change": None,
    }


def _caption(sanction: Json) -> str:
    properties = sanction["properties"]
    return str(next(iter(properties.get("program") or properties.get("authority") or ["Sanction"])))
