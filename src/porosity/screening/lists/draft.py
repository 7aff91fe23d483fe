"""A record being put together, whatever the format it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from porosity.screening.listed import Identifier, Listed, ListedName, Program, Quality
from porosity.screening.lists.days import births
from porosity.screening.lists.nations import country_code, country_codes
from porosity.screening.lists.source import BadRecord
from porosity.timespan import TimeSpan

NOTHING = ("", "-", "-0-", "na", "n/a", "n/d", "unknown", "none")
_DETAIL = re.compile(
    r"\b(?:date of birth|place of birth|born (?:on|in|\d)|passport|id number|identification|dob|pob)\b", re.I
)
_DETAIL_BEHIND = re.compile(r"[.,]?\s+(?:date of birth\b|place of birth\b|born (?:on\b|in\b|\d)).*", re.I | re.S)
_NUMBER_LABEL = re.compile(
    r"^(?:[^0-9]*?\b(?:passport|card|id|identity|cedula)\b[^0-9]*?)?[^0-9]{0,60}?(?:\b(?:no|number|nr|num)\b\.?:?\s*)",
    re.I,
)


def tidy(text: str | None) -> str:
    """A cell with its whitespace collapsed; empty where it holds a placeholder."""
    plain = " ".join((text or "").split())
    return "" if plain.lower() in NOTHING else plain


def joined(*parts: str | None, by: str = ", ") -> str:
    """The parts that say something, joined."""
    return by.join(part for part in map(tidy, parts) if part)


@dataclass(slots=True)
class Draft:
    """Collects what a list says of one party; every value once, in the order of the list."""

    id: str
    list: str
    schema: str
    names: dict[str, ListedName] = field(default_factory=dict)
    programs: dict[Program, None] = field(default_factory=dict)
    countries: dict[str, None] = field(default_factory=dict)
    born: dict[TimeSpan, None] = field(default_factory=dict)
    birth_places: dict[str, None] = field(default_factory=dict)
    genders: dict[str, None] = field(default_factory=dict)
    positions: dict[str, None] = field(default_factory=dict)
    titles: dict[str, None] = field(default_factory=dict)
    addresses: dict[str, None] = field(default_factory=dict)
    identifiers: dict[Identifier, None] = field(default_factory=dict)
    particulars: dict[tuple[str, str], None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    reference: str | None = None

    def name(self, text: str | None, quality: Quality = Quality.PRIMARY) -> None:
        """Add a name; one that differs in case only from an earlier one is the same, and no longer weak if that was."""
        plain = tidy(text).strip(' ;"')
        if not any(character.isalnum() for character in plain):
            return
        known = self.names.setdefault(plain.casefold(), ListedName(plain, quality))
        if known.quality is Quality.WEAK and quality is not Quality.WEAK:
            self.names[plain.casefold()] = ListedName(known.text, quality)

    def country(self, *texts: str | None) -> None:
        """Add the countries that cells name."""
        for text in texts:
            self.countries.update(dict.fromkeys(country_codes(text or "")))

    def birth(self, text: str | None) -> None:
        """Add the births that a free text gives."""
        self.born.update(dict.fromkeys(births(text or "")))

    def gender(self, text: str | None) -> None:
        """Add a gender, as Follow the Money writes it."""
        found = {"m": "male", "f": "female"}.get(tidy(text).lower()[:1])
        if found:
            self.genders[found] = None

    def position(self, text: str | None) -> None:
        """Add an office or rank."""
        add(self.positions, text)

    def title(self, text: str | None) -> None:
        """Add a title that is not part of a name."""
        add(self.titles, text)

    def birth_place(self, text: str | None) -> None:
        """Add a place of birth."""
        add(self.birth_places, text)

    def address(self, text: str | None) -> None:
        """Add an address in one line."""
        add(self.addresses, text)

    def note(self, text: str | None) -> None:
        """Add a remark."""
        add(self.notes, text)

    def particular(self, name: str, text: str | None) -> None:
        """Add a property by its name in Follow the Money."""
        if plain := tidy(text):
            self.particulars[(name, plain)] = None

    def identify(self, kind: str, text: str | None, *, given_by: str | None = None) -> None:
        """Add a number; a country in brackets behind it is the one that gave it, where ``given_by`` names none."""
        number, behind = number_and_country(tidy(text))
        if kind in ("imo", "mmsi"):
            number = "".join(re.findall(r"\d", number)) or number
        if number:
            self.identifiers[Identifier(kind, number, country_code(given_by or "") or behind)] = None

    def program(self, program: Program) -> None:
        """Add a programme."""
        self.programs[program] = None

    def listed_since(self, program: str, since: date) -> None:
        """Date the programmes whose names hold a word, where no earlier day is known."""
        old, self.programs = self.programs, {}
        for known in old:
            dated = program in known.name and (known.since is None or since < known.since)
            self.programs[replace(known, since=since) if dated else known] = None

    def done(self) -> Listed:
        """The record; without a name there is none."""
        if not self.names:
            raise BadRecord("it has no name.")
        return Listed(
            id=self.id,
            list=self.list,
            schema=self.schema,
            names=tuple(sorted(self.names.values(), key=lambda name: name.quality is not Quality.PRIMARY)),
            programs=tuple(self.programs),
            countries=tuple(self.countries),
            born=tuple(self.born),
            birth_places=tuple(self.birth_places),
            genders=tuple(self.genders),
            positions=tuple(self.positions),
            titles=tuple(self.titles),
            addresses=tuple(self.addresses),
            identifiers=tuple(self.identifiers),
            particulars=tuple(self.particulars),
            reference=self.reference,
            note="\n".join(self.notes) or None,
        )


def add(values: dict[str, None], text: str | None) -> None:
    """Add a text that says something."""
    if plain := tidy(text):
        values[plain] = None


def number_and_country(text: str) -> tuple[str, str | None]:
    """A number without its label, dates and remarks, and the country that gave it.

    >>> number_and_country("A00195974 (Ugandan passport, expiry date on 16.12.2029)")
    ('A00195974', 'ug')
    >>> number_and_country("Russian passport no. 55 0314316, valid from 6.12.2019")
    ('55 0314316', 'ru')
    """
    number, _, behind = text.partition("(")
    label = _NUMBER_LABEL.match(number)
    country = country_code(behind.split(")")[0].split("issued")[0]) if behind else None
    if label and label.end() < len(number):
        country = country or country_code(re.sub(r"\b(?:number|no|nr)\b.*", "", label.group(), flags=re.I))
        number = number[label.end() :]
    number = re.split(r",\s|\b(?:issued|expire[sd]?|valid)\b", number)[0].strip(" .,;:")
    return (number or text.strip(" .,;:()")), country


def split_names(text: str) -> list[str]:
    """The names of a cell that holds several: at semicolons, and in brackets that hold several of their own.

    Brackets that tell of a birth or a document are no part of the name.

    >>> split_names("Old Mill; Ольга (Olga Orlova; Olya Orlova)")
    ['Old Mill', 'Ольга', 'Olga Orlova', 'Olya Orlova']
    >>> split_names("Olga Orlova (date of birth: 1.2.1970; place of birth: Omsk)"), split_names("Mill (Old); Dam")
    (['Olga Orlova'], ['Mill (Old)', 'Dam'])
    """
    names: list[str] = []
    for part in _outside_brackets(text.replace("(original script)", "")):
        before, _, inside = part.partition("(")
        plain = _DETAIL_BEHIND.sub("", before)
        if plain != before or _DETAIL.search(inside):
            names.append(plain)
        elif ";" in inside:
            names += [plain, *re.split(r"[;()]", inside)]
        else:
            names.append(part)
    return [name for name in map(str.strip, names) if name]


def _outside_brackets(text: str) -> list[str]:
    """The parts between semicolons that stand in no brackets."""
    parts, depth = [""], 0
    for character in text:
        depth = max(0, depth + (character == "(") - (character == ")"))
        if character == ";" and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def split_values(text: str | None) -> list[str]:
    """The values of a cell that separates them by semicolons."""
    return [part.strip() for part in (text or "").split(";") if part.strip()]
