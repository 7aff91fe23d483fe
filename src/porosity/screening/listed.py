"""The nouns of a sanctions list: who is listed, under which names, since when and why.

Loaders make `Listed` records, whatever the format; the index, the matcher and the kept versions know nothing else.
Dates are half-open: ``until`` is the first day on which an entry no longer held.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from porosity.timespan import TimeSpan


class Quality(StrEnum):
    """What a list says of a name: a weak alias needs more evidence than a name."""

    PRIMARY = "primary"
    ALIAS = "alias"
    FORMER = "former"
    WEAK = "weak"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of a listed party, as printed, without its title."""

    text: str
    quality: Quality = Quality.PRIMARY


@dataclass(frozen=True, slots=True)
class Program:
    """Under what somebody is listed. Several measures of one listing with dates of their own are several programs.

    ``name`` is the publisher's programme ("DPRK", "RUSSIA-EO14024", "EU-PRK"), ``basis`` the legal act as printed,
    ``measures`` what it brings (``asset-freeze``, ``travel-ban``, ``port-ban``, ``deflag``, ``export-denial``, ...;
    empty: the source does not say). ``since`` is the day of the listing, None where the source does not say.
    """

    name: str
    basis: str | None = None
    measures: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that tells one party from all others: ``kind`` is one of `IDENTIFIERS`."""

    kind: str
    value: str
    country: str | None = None


IDENTIFIERS = ("imo", "mmsi", "call-sign", "passport", "national-id", "registration", "tax", "lei", "swift", "other")


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of one list.

    ``id`` is the list's own with the list's prefix (``un-6907993``, ``ofac-36``); ``list`` begins with the issuer
    (``un-``, ``us-``, ``eu-``, ``uk-``), which decides whose measures it opens. ``schema`` is a schema of Follow the
    Money (Person, Organization, Company, LegalEntity, Vessel, Airplane, Asset). ``countries`` are ISO codes in lower
    case: nationality, registration, flag, residence. ``born`` are the spans of days in which the birth lies, one for
    each that the list gives; "circa 1960" is the years 1959 to 1961. ``particulars`` are properties of Follow the
    Money by their names there, as pairs (``("flag", "kp")``, ``("type", "Tanker")``, ``("tonnage", "9001")``).
    """

    id: str
    list: str
    schema: str
    names: tuple[ListedName, ...]
    programs: tuple[Program, ...] = ()
    countries: tuple[str, ...] = ()
    born: tuple[TimeSpan, ...] = ()
    birth_places: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    particulars: tuple[tuple[str, str], ...] = ()
    reference: str | None = None
    note: str | None = None

    @property
    def name(self) -> str:
        """The name to print."""
        return self.names[0].text

    @property
    def program(self) -> str:
        """The programmes in one line, each once."""
        return "; ".join(dict.fromkeys(one.name for one in self.programs if one.name))

    @property
    def since(self) -> date | None:
        """The first day that a programme names; None if none does."""
        return min((one.since for one in self.programs if one.since is not None), default=None)


@dataclass(frozen=True, slots=True)
class Skip:
    """A record that could not be read: where it stands and what is wrong with it. The rest of the list goes on."""

    place: str
    problem: str
