"""OFAC's advanced XML (`sdn_advanced.xml`): parties, places, documents and entries that point to one another by number.

Two passes: what parties point to is gathered first, as the entries stand behind the parties; then the parties stream.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from porosity.screening.listed import Listed, Program, Quality
from porosity.screening.lists import days, ofac_labels
from porosity.screening.lists.draft import Draft, joined
from porosity.screening.lists.markup import Element, all_of, elements, local, text_of, texts_of
from porosity.screening.lists.nations import country_code
from porosity.screening.lists.ofac_csv import CONSOLIDATED, SDN
from porosity.screening.lists.source import BadRecord, Head, Source
from porosity.timespan import TimeSpan

SCHEMAS = {"individual": "Person", "entity": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}
PLACE_PARTS = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "POSTAL CODE")
FEATURES = {
    "vessel type": "type",
    "website": "website",
    "email address": "email",
    "phone number": "phone",
    "vessel deadweight tonnage": "deadweightTonnage",
    "vessel gross registered tonnage": "grossRegisteredTonnage",
    "organization established date": "incorporationDate",
}


@dataclass(slots=True)
class _Tables:
    """What the parties point to, by number; ``words`` are the reference values by their kind and number."""

    words: dict[tuple[str, str], str] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    documents: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    entries: dict[str, list[tuple[str, Program]]] = field(default_factory=dict)

    def word(self, kind: str, number: str | None) -> str:
        """A reference value."""
        return self.words.get((kind, number or ""), "")


def fits(head: Head) -> bool:
    """Whether a file is this list."""
    return re.match(r"Sanctions\b", head.root) is not None


def dated(head: Head) -> date | None:
    """The day of issue."""
    found = re.search(r"<(?:\w+:)?DateOfIssue\b[^>]*>(.*?)</(?:\w+:)?DateOfIssue>", head.text, re.S)
    numbers = re.findall(r">\s*(\d+)\s*<", found.group(1)) if found else []
    return days.day("-".join(number.zfill(2) for number in numbers[:3]))


def read(source: Source) -> Iterator[Listed]:
    """Stream the parties."""
    tables = _gather(source)
    found = ((f"party {item.get('FixedRef')}", item) for item in elements(source, "DistinctParty"))
    return source.records(found, lambda item: build(item, tables))


def _gather(source: Source) -> _Tables:
    tables = _Tables()
    for item in elements(source, "ReferenceValueSets", "Location", "IDRegDocument", "DistinctParty", "SanctionsEntry"):
        match local(item):
            case "ReferenceValueSets":
                tables.words |= {(local(word), word.get("ID")): _text(word) for kind in item for word in kind}
            case "Location":
                tables.places[item.get("ID")] = _place(item, tables)
            case "IDRegDocument":
                number = _document(item, tables)
                tables.documents.setdefault(item.get("IdentityID") or "", []).append(number)
            case "SanctionsEntry":
                tables.entries.setdefault(item.get("ProfileID") or "", []).extend(_programs(item, tables))
    return tables


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _place(item: Element, tables: _Tables) -> tuple[str, str]:
    """An address in one line, and its country."""
    country = next((tables.word("AreaCode", area.get("AreaCodeID")) for area in all_of(item, "LocationAreaCode")), "")
    if not country:
        country = next((tables.word("Country", one.get("CountryID")) for one in all_of(item, "LocationCountry")), "")
    parts: dict[str, str] = {}
    for part in all_of(item, "LocationPart"):
        kind = tables.word("LocPartType", part.get("LocPartTypeID")).upper()
        parts.setdefault(kind, text_of(part, "LocationPartValue", "Value"))
    return joined(*(parts.get(kind, "") for kind in PLACE_PARTS), country), country


def _document(item: Element, tables: _Tables) -> tuple[str, str, str]:
    """The kind, number and country of a document."""
    kind = tables.word("IDRegDocType", item.get("IDRegDocTypeID"))
    country = tables.word("Country", item.get("IssuedBy-CountryID"))
    return kind, text_of(item, "IDRegistrationNo"), country


def _programs(item: Element, tables: _Tables) -> list[tuple[str, Program]]:
    """The programmes of an entry with the name of its list."""
    which = tables.word("List", item.get("ListID"))
    events = all_of(item, "EntryEvent")
    since = next((found for event in events if (found := _day(event, "Date"))), None)
    basis = next((tables.word("LegalBasis", event.get("LegalBasisID")) for event in events), "") or None
    names = texts_of(item, "SanctionsMeasure", "Comment")
    measures = ("asset-freeze",) if which.upper().startswith("SDN") else ()
    return [(which, Program(name, basis, measures, since)) for name in names or ([which] if which else [])]


def _day(item: Element, *path: str) -> date | None:
    for found in all_of(item, *path):
        numbers = [text_of(found, part).zfill(2) for part in ("Year", "Month", "Day")]
        return days.day("-".join(numbers))
    return None


def build(item: Element, tables: _Tables) -> Listed:
    """The record of one party."""
    profile = next(iter(all_of(item, "Profile")), None)
    if profile is None:
        raise BadRecord("it has no profile.")
    entries = tables.entries.get(profile.get("ID") or "", [])
    schema = _schema(profile, tables)
    draft = Draft(f"ofac-{item.get('FixedRef') or profile.get('ID')}", _list(entries), schema)
    draft.programs.update(dict.fromkeys(program for _, program in entries))
    draft.note(text_of(item, "Comment"))
    for identity in all_of(profile, "Identity"):
        _names(draft, identity, tables)
        for kind, number, country in tables.documents.get(identity.get("ID") or "", []):
            ofac_labels.take(draft, f"{kind} {number}", country)
    for feature in all_of(profile, "Feature"):
        _feature(draft, feature, tables)
    return draft.done()


def _list(entries: list[tuple[str, Program]]) -> str:
    return CONSOLIDATED if entries and not any(name.upper().startswith("SDN") for name, _ in entries) else SDN


def _schema(profile: Element, tables: _Tables) -> str:
    """By the sub-type of the party; vessels and aircraft are sub-types of transport."""
    kind = tables.word("PartySubType", profile.get("PartySubTypeID")).lower()
    return SCHEMAS.get(kind, "Person" if profile.get("PartySubTypeID") == "4" else "Organization")


def _names(draft: Draft, identity: Element, tables: _Tables) -> None:
    groups = {
        group.get("ID"): tables.word("NamePartType", group.get("NamePartTypeID")).lower()
        for group in all_of(identity, "NamePartGroups", "MasterNamePartGroup", "NamePartGroup")
    }
    for alias in all_of(identity, "Alias"):
        quality = _quality(alias, tables)
        for name in all_of(alias, "DocumentedName"):
            values = all_of(name, "DocumentedNamePart", "NamePartValue")
            latin = any(value.get("ScriptID") in (None, "215") for value in values)
            draft.name(_printed(values, groups), quality if latin else Quality.ORIGINAL)


def _quality(alias: Element, tables: _Tables) -> Quality:
    if alias.get("Primary") == "true":
        return Quality.PRIMARY
    if tables.word("AliasType", alias.get("AliasTypeID")).upper().startswith("F"):
        return Quality.FORMER
    return Quality.WEAK if alias.get("LowQuality") == "true" else Quality.ALIAS


def _printed(values: list[Element], groups: dict[str, str]) -> str:
    """The name as the CSV prints it: the last name, a comma, and the others."""
    last: list[str] = []
    others: list[str] = []
    for value in values:
        is_last = groups.get(value.get("NamePartGroupID"), "") == "last name"
        (last if is_last else others).append(_text(value))
    return joined(" ".join(last), " ".join(others))


def _feature(draft: Draft, feature: Element, tables: _Tables) -> None:
    kind = tables.word("FeatureType", feature.get("FeatureTypeID")).lower()
    text = text_of(feature, "FeatureVersion", "VersionDetail") or tables.word(
        "DetailReference", _reference(feature, "VersionDetail", "DetailReferenceID")
    )
    place, country = tables.places.get(_reference(feature, "VersionLocation", "LocationID"), ("", ""))
    if kind == "birthdate":
        draft.born.update(dict.fromkeys(_births(feature)))
    elif kind == "place of birth":
        draft.birth_place(text or place)
    elif kind == "location":
        draft.address(place)
        draft.country(country)
    elif kind.startswith(("nationality", "citizenship")):
        draft.country(country or text)
    elif kind == "gender":
        draft.gender(text)
    elif kind == "title":
        draft.position(text)
    elif kind == "vessel flag":
        draft.particular("flag", country_code(text))
        draft.country(text)
    elif kind in FEATURES:
        draft.particular(FEATURES[kind], text)
    else:
        ofac_labels.take(draft, f"{kind} {text}")


def _reference(feature: Element, tag: str, attribute: str) -> str:
    return next((found.get(attribute) or "" for found in all_of(feature, "FeatureVersion", tag)), "")


def _births(feature: Element) -> Iterator[TimeSpan]:
    """The span from the start of the first day to the end of the last."""
    for period in all_of(feature, "FeatureVersion", "DatePeriod"):
        first = _day(period, "Start", "From")
        last = _day(period, "End", "To") or first
        if first and last:
            text = f"{first}" if first == last else f"{first} to {last}"
            about = any(
                found.get("Approximate") == "true" for found in (*all_of(period, "Start"), *all_of(period, "End"))
            )
            yield days.about(first, last, text) if about else TimeSpan(first, last, text)
