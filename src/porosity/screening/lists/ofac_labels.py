"""What OFAC calls the numbers and particulars of a party, in its remarks and in its XML files."""

from __future__ import annotations

import re

from porosity.screening.lists.draft import Draft
from porosity.screening.lists.nations import country_code

# By the beginning of the label, in lower case; of two that fit the longer one holds.
KINDS = {
    "mmsi": "mmsi",
    "call-sign": "vessel call sign|other vessel call sign",
    "passport": "passport|diplomatic passport|stateless person passport|british national overseas passport",
    "national-id": "national id no.|cedula no.|cedula de|identification number|personal id card|d.n.i.|c.u.r.p.|ssn|"
    "n.i.e.|national foreign id number|turkish identification number|citizen's card number|kenyan id no.|le number|"
    "i.f.e.|tazkira national id card|birth certificate number|bosnian personal id no.|moroccan personal id no.|"
    "residency number|electoral registry no.|numero de identidad|tarjeta de identidad|stateless person id card|"
    "refugee id card",
    "tax": "tax id no.|tax number|nit #|ruc #|rif #|v.a.t. number|r.f.c.|italian fiscal code|fiscal code|c.u.i.t.|"
    "c.u.i.p.|rtn|cnpj|numero unico de identificacao tributaria",
    "registration": "registration number|registration id|vessel registration identification|business number|"
    "business registration number|business registration document #|company number|uk company number|company id|"
    "commercial registry number|c.r. no.|matricula mercantil no|folio mercantil no.|trade license no.|license|"
    "public registration number|chamber of commerce number|enterprise number|unified social credit code|"
    "united social credit code certificate|central registration system number|registered charity no.|"
    "certificate of incorporation number|istanbul chamber of comm. no.|dubai chamber of commerce membership no.|"
    "economic register number|branch unit number|aircraft tail number|file number|organization code|"
    "msb registration number|legal entity number",
    "swift": "swift/bic",
    "other": "government gazette number|d-u-n-s number|bik|isin|driver's license no.|chinese commercial code|"
    "digital currency address -|travel document number|pilot license number",
}
NUMBERS = {label: kind for kind, labels in KINDS.items() for label in labels.split("|")}
PARTICULARS = {
    "website": "website",
    "email address": "email",
    "phone number": "phone",
    "telephone no.": "phone",
    "organization established date": "incorporationDate",
    "organization type": "sector",
    "other vessel type": "type",
    "vessel year of build": "buildDate",
    "aircraft model": "model",
    "aircraft manufacture date": "buildDate",
    "aircraft manufacturer's serial number": "serialNumber",
    "aircraft construction number": "serialNumber",
    "aircraft mode s transponder code": "icaoCode",
}
FLAGS = {"former vessel flag": "pastFlags", "other vessel flag": "flag", "vessel flag": "flag"}
_ALL = sorted([*NUMBERS, *PARTICULARS, *FLAGS], key=len, reverse=True)
_LABEL = re.compile(rf"({'|'.join(map(re.escape, _ALL))})(?![a-z])", re.I)
_LEFTOVER = re.compile(r"^\s*(?:\((?:also|msn|uscc+|cbls|ru|rnc|nuit|vat)\b[^)]*\)|no\.|number|#|:)\s*", re.I)


def take(draft: Draft, text: str, country: str | None = None) -> bool:
    """Add what "Passport 123 (Cuba)" says; False where the label is not known."""
    found = _LABEL.match(text)
    if not found:
        return False
    label, value = found.group(1).lower(), text[found.end() :]
    while (shorter := _LEFTOVER.sub("", value)) != value:
        value = shorter
    value = value.strip(" .")
    if label in NUMBERS:
        _number(draft, label, value, country)
    elif label in FLAGS:
        draft.particular(FLAGS[label], country_code(value))
    else:
        draft.particular(PARTICULARS[label], value)
    return True


def _number(draft: Draft, label: str, value: str, country: str | None) -> None:
    kind = NUMBERS[label]
    imo = re.match(r"IMO\s*(\d{7})\b", value)
    if imo:
        kind, value = "imo", imo.group(1)
    elif label == "legal entity number" and re.fullmatch(r"[A-Z0-9]{18}\d\d", value):
        kind = "lei"
    elif label == "digital currency address -":
        value = value.split(" ", 1)[-1]
    draft.identify(kind, value, given_by=country)
