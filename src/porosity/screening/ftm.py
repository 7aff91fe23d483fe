"""Listed parties as entities of Follow the Money, and back.

A party becomes its entity and one `Sanction` a programme, all valid there. What that model cannot say exactly (a birth
"about 1960", the country of a passport, the order of names) travels beside the properties under the key ``porosity``,
field by field and only where it differs, so that our own entities come back as they were. Others' streams have no such
key and are read by their properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from porosity.screening.listed import Identifier, Listed, ListedName, Program, Quality
from porosity.screening.lists import days
from porosity.screening.lists.draft import Draft
from porosity.screening.lists.plain import fields_of, to_plain
from porosity.screening.lists.source import BadRecord
from porosity.timespan import TimeSpan

Entity = Mapping[str, Any]

# In the order of their weight: an entity of several lists takes the id on the first and is repeated for the others.
LISTS = {
    "un_sc_sanctions": "un-sc",
    "un_1718_vessels": "un-1718-vessels",
    "us_ofac_sdn": "us-ofac-sdn",
    "us_ofac_cons": "us-ofac-cons",
    "us_bis_denied": "us-bis-dpl",
    "eu_fsf": "eu-fsf",
    "eu_journal_sanctions": "eu-oj",
    "gb_fcdo_sanctions": "uk-sl",
    "gb_hmt_sanctions": "uk-sl",
}
AUTHORITIES = {
    "un": "United Nations Security Council",
    "us-bis": "Bureau of Industry and Security",
    "us": "Office of Foreign Assets Control",
    "eu": "Council of the European Union",
    "uk": "United Kingdom",
}
NAMES = {
    Quality.PRIMARY: "name",
    Quality.ORIGINAL: "alias",
    Quality.ALIAS: "alias",
    Quality.WEAK: "weakAlias",
    Quality.FORMER: "previousName",
}
# The first property that the schema has and that takes the value.
NUMBERS: Mapping[str, Sequence[str]] = {
    "imo": ("imoNumber", "idNumber"),
    "mmsi": ("mmsi",),
    "call-sign": ("callSign",),
    "passport": ("passportNumber", "idNumber"),
    "national-id": ("idNumber",),
    "registration": ("registrationNumber", "idNumber"),
    "tax": ("taxNumber", "idNumber"),
    "lei": ("leiCode", "idNumber"),
    "swift": ("swiftBic", "idNumber"),
    "other": ("idNumber", "registrationNumber"),
}
KINDS = {
    **{properties[0]: kind for kind, properties in NUMBERS.items() if kind != "other"},
    **dict.fromkeys(("innCode", "vatCode"), "tax"),
    **dict.fromkeys(("ogrnCode", "uscCode", "licenseNumber"), "registration"),
    **dict.fromkeys(("kppCode", "okpoCode", "dunsCode", "npiCode", "bikCode", "isinCode"), "other"),
    "socialSecurityNumber": "national-id",
}
COUNTRIES = ("nationality", "citizenship", "jurisdiction", "mainCountry", "country", "flag")
PARTICULARS = (
    *("type", "tonnage", "deadweightTonnage", "grossRegisteredTonnage", "flag", "pastFlags", "buildDate", "model"),
    *("serialNumber", "icaoCode", "website", "email", "phone", "legalForm", "sector", "incorporationDate", "ticker"),
    *("fatherName", "motherName", "appearance", "ethnicity"),
)
TEXTS = {
    "birth_places": "birthPlace",
    "genders": "gender",
    "positions": "position",
    "titles": "title",
    "addresses": "address",
}
PARTS = ("Sanction", "Address", "Identification", "Passport")
PARTIES = frozenset(
    (
        *("Thing", "Person", "Organization", "Company", "LegalEntity", "PublicBody", "Vessel", "Airplane", "Vehicle"),
        *("Asset", "CryptoWallet", "Security"),
    )
)
RISKS = ("sanction", "export", "debarment")


def to_ftm(listed: Listed) -> list[dict[str, Any]]:
    """The entity of a party, then its sanctions.

    >>> listed = Listed("un-1", "un-sc", "Vessel", (ListedName("Old Mill"),), (Program("DPRK"),))
    >>> [(entity["id"], entity["schema"]) for entity in to_ftm(listed)]
    [('un-1', 'Vessel'), ('un-1-sanction-0', 'Sanction')]
    """
    entity: dict[str, Any] = {"id": listed.id, "schema": _schema(listed.schema), "datasets": [listed.list]}
    entity["properties"] = _properties(listed, entity["schema"])
    sanctions = [_sanction(listed, number, program) for number, program in enumerate(listed.programs)]
    read = _read(entity, gather(sanctions), listed.id, lists_of(entity, "")[0], alone=True)
    known = to_plain(read)
    told = {name: value for name, value in to_plain(listed).items() if value != known[name]}
    return [{**entity, "porosity": told} if told else entity, *sanctions]


def from_ftm(entities: Iterable[Entity], *, dataset: str = "unknown") -> Iterator[Listed]:
    """The listed parties of a stream, in its order; ``dataset`` is what it is called where it does not say.

    Sanctions may stand before or behind their parties, so the stream is gone through twice: give a list or another
    iterable that starts anew. An iterator, which cannot, is held in memory. Entities that nobody lists (relatives,
    owners) are left out. A bad entity is a `BadRecord`.
    """
    again = list(entities) if iter(entities) is entities else entities
    attached = gather(again)
    for entity in again:
        yield from build_all(entity, attached, dataset)


@dataclass(slots=True)
class Attached:
    """What belongs to parties and stands apart from them: by the id of the party, addresses by their own."""

    sanctions: dict[str, list[Entity]] = field(default_factory=dict)
    numbers: dict[str, list[Entity]] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)


def gather(entities: Iterable[Entity]) -> Attached:
    """Gather what stands apart from the parties."""
    attached = Attached()
    for entity in entities:
        schema = entity.get("schema")
        if schema == "Sanction":
            for subject in values(entity, "entity"):
                attached.sanctions.setdefault(subject, []).append(entity)
        elif schema in ("Identification", "Passport"):
            for holder in values(entity, "holder"):
                attached.numbers.setdefault(holder, []).append(entity)
        elif schema == "Address" and (full := values(entity, "full") or values(entity, "name")):
            attached.addresses[str(entity.get("id"))] = full[0]
    return attached


def build_all(entity: Entity, attached: Attached, dataset: str) -> Iterator[Listed]:
    """The records of an entity, one for each list; none where it is no party or nobody lists it."""
    if entity.get("schema") in PARTIES and _is_listed(entity, attached):
        yield from _build_all(entity, attached, dataset)


def values(entity: Entity, name: str) -> list[str]:
    """The values of a property, as texts."""
    properties = entity.get("properties")
    found = properties.get(name) if isinstance(properties, Mapping) else None
    if isinstance(found, str):
        return [found]
    return [value for value in found if isinstance(value, str)] if isinstance(found, list) else []


def _is_listed(entity: Entity, attached: Attached) -> bool:
    """By a sanction or a topic; where a stream has no sanctions at all, everybody in it is listed."""
    if "porosity" in entity or not attached.sanctions or _sanctions(entity, attached):
        return True
    return any(topic.startswith(RISKS) for topic in values(entity, "topics"))


def _sanctions(entity: Entity, attached: Attached) -> list[Entity]:
    """Those that point to the entity, and those nested in it."""
    properties = entity.get("properties")
    nested = properties.get("sanctions") if isinstance(properties, Mapping) else None
    inside = [item for item in nested if isinstance(item, Mapping)] if isinstance(nested, list) else []
    return [*attached.sanctions.get(str(entity.get("id")), ()), *inside]


def _build_all(entity: Entity, attached: Attached, dataset: str) -> Iterator[Listed]:
    if not entity.get("id"):
        raise BadRecord("it has no id.")
    names = lists_of(entity, dataset)
    for number, name in enumerate(names):
        key = str(entity["id"]) + (f"-{name}" if number else "")
        read = _read(entity, attached, key, name, alone=len(names) == 1)
        found = replace(read, **fields_of(entity.get("porosity") or {}))
        if not found.names:
            raise BadRecord("it has no name.")
        yield found


def lists_of(entity: Entity, dataset: str) -> list[str]:
    """The lists that an entity is on; those we do not know are called after their datasets."""
    named = entity.get("datasets")
    datasets = [name for name in named if isinstance(name, str)] if isinstance(named, list) else []
    known = [ours for theirs, ours in LISTS.items() if theirs in datasets]
    known += [name for name in datasets if name in LISTS.values() or name.startswith("ftm-")]
    return list(dict.fromkeys(known)) or [f"ftm-{(datasets or [dataset])[0]}"]


def _read(entity: Entity, attached: Attached, key: str, name: str, *, alone: bool) -> Listed:
    """What the properties say."""
    draft = Draft(key, name, str(entity["schema"]))
    caption = entity.get("caption")
    names = {quality: values(entity, NAMES[quality]) for quality in NAMES}
    if isinstance(caption, str) and caption in names[Quality.PRIMARY]:
        draft.names[caption] = ListedName(caption)
    for quality in (Quality.PRIMARY, Quality.ALIAS, Quality.WEAK, Quality.FORMER):
        for text in names[quality]:
            draft.names.setdefault(text, ListedName(text, quality))
    for sanction in _sanctions(entity, attached):
        if not alone and name not in lists_of(sanction, ""):
            continue
        draft.program(_program(sanction, name))
        references = values(sanction, "unscId") or values(sanction, "authorityId") or values(sanction, "recordId")
        draft.reference = draft.reference or next(iter(references), None)
    _read_properties(draft, entity, attached)
    return _finished(draft, entity)


def _read_properties(draft: Draft, entity: Entity, attached: Attached) -> None:
    codes = (code for name in COUNTRIES for code in values(entity, name))
    draft.countries.update(dict.fromkeys(code.lower() for code in codes if len(code) == 2))
    for text in values(entity, "birthDate"):
        if known := days.span(text):
            draft.born[TimeSpan(*known, text)] = None
    for attribute, name in TEXTS.items():
        getattr(draft, attribute).update(dict.fromkeys(values(entity, name)))
    for address in values(entity, "addressEntity"):
        draft.address(attached.addresses.get(address))
    for name, kind in KINDS.items():
        for value in values(entity, name):
            draft.identifiers[Identifier(kind, value.removeprefix("IMO") if kind == "imo" else value)] = None
    for number in attached.numbers.get(str(entity["id"]), ()):
        _read_document(draft, number)
    for name in PARTICULARS:
        draft.particulars.update(dict.fromkeys((name, value) for value in values(entity, name)))


def _read_document(draft: Draft, number: Entity) -> None:
    kind = "passport" if number.get("schema") == "Passport" else "national-id"
    country = next(iter(values(number, "country")), None)
    for value in values(number, "number"):
        draft.identifiers.pop(Identifier(kind, value), None)
        draft.identifiers[Identifier(kind, value, country)] = None


def _finished(draft: Draft, entity: Entity) -> Listed:
    """As `Draft.done`, which asks for a name that may yet come from the key porosity."""
    draft.note("\n".join(values(entity, "notes")))
    nameless = not draft.names
    draft.name("nameless" if nameless else None)
    found = draft.done()
    return replace(found, names=()) if nameless else replace(found, note="\n".join(values(entity, "notes")) or None)


def _program(sanction: Entity, list_name: str) -> Program:
    keys, titles = values(sanction, "programId"), values(sanction, "program")
    name = next(iter([*keys, *titles, *values(sanction, "authority")]), list_name)
    basis = titles if keys else values(sanction, "reason")
    measures = tuple(re.sub(r"\W+", "-", text.lower()).strip("-") for text in values(sanction, "provisions"))
    since = _first_day(values(sanction, "listingDate") or values(sanction, "startDate"))
    return Program(name, next(iter(basis), None), measures, since, _first_day(values(sanction, "endDate")))


def _first_day(texts: Sequence[str]) -> date | None:
    return min((found for text in texts if (found := days.day(text))), default=None)


def _properties(listed: Listed, schema: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in listed.names:
        put(found, schema, NAMES[name.quality], name.text)
    for code in listed.countries:
        put(found, schema, "country", code)
    for born in listed.born:
        for text in _iso_dates(born):
            put(found, schema, "birthDate", text)
    for attribute, property_name in TEXTS.items():
        for text in getattr(listed, attribute):
            put(found, schema, property_name, text)
    for number in listed.identifiers:
        any(put(found, schema, property_name, number.value) for property_name in NUMBERS.get(number.kind, ()))
    for property_name, text in listed.particulars:
        put(found, schema, property_name, text)
    put(found, schema, "notes", listed.note or "")
    put(found, schema, "topics", "sanction")
    return found


def put(found: dict[str, list[str]], schema: str, name: str, text: str) -> bool:
    """Add a value in the form that the model takes; False where it takes none."""
    clean = _clean(schema, name, text)
    if clean is None:
        return False
    known = found.setdefault(name, [])
    if clean not in known:
        known.append(clean)
    return True


def _clean(schema: str, name: str, text: str) -> str | None:
    from followthemoney import model

    known = model.schemata[schema].properties.get(name)
    if known is None or known.stub or not text.strip():
        return None
    if known.type.name == "date" and (span := days.span(text)):
        text = next(iter(_iso_dates(TimeSpan(*span))), text)
    clean = known.type.clean(text, format=known.format)
    return clean if isinstance(clean, str) else None


def _iso_dates(born: TimeSpan) -> list[str]:
    """A span as dates that may be partial: a day, a month, or its years."""
    first, last = born.first, born.last
    if first is None or last is None:
        return []
    if first == last:
        return [first.isoformat()]
    if (first.year, first.month, first.day) == (last.year, last.month, 1) and (last + timedelta(days=1)).day == 1:
        return [f"{first:%Y-%m}"]
    return [f"{year:04}" for year in range(first.year, min(last.year, first.year + 20) + 1)]


@lru_cache(maxsize=64)
def _schema(name: str) -> str:
    """A schema that an entity may have there: one that is known and not abstract."""
    from followthemoney import model

    known = model.schemata.get(name)
    return name if known is not None and not known.abstract and name in PARTIES else "LegalEntity"


def _sanction(listed: Listed, number: int, program: Program) -> dict[str, Any]:
    found: dict[str, list[str]] = {"entity": [listed.id]}
    texts = (
        ("program", program.name),
        ("reason", program.basis),
        ("authority", next((name for start, name in AUTHORITIES.items() if listed.list.startswith(start)), None)),
        ("unscId" if listed.list.startswith("un-") else "authorityId", listed.reference),
        *(("provisions", measure) for measure in program.measures),
        ("listingDate", program.since and program.since.isoformat()),
        ("startDate", program.since and program.since.isoformat()),
        ("endDate", program.until and program.until.isoformat()),
    )
    for name, text in texts:
        put(found, "Sanction", name, text or "")
    key = f"{listed.id}-sanction-{number}"
    return {"id": key, "schema": "Sanction", "datasets": [listed.list], "properties": found}
