"""The Remarks column of OFAC's CSV files: births, nationality, weak names and numbers, separated by semicolons."""

from __future__ import annotations

import re

from porosity.screening.listed import Quality
from porosity.screening.lists import days, ofac_labels
from porosity.screening.lists.draft import Draft

_NAME = re.compile(r"([afn])\.k\.a\.,?\s+['\"](.+)['\"]", re.I)
_BIRTH = re.compile(r"DOB:?\s+(.+)")
_PLACE = re.compile(r"POB:?\s+(.+)")
_GENDER = re.compile(r"Gender\s+(\w+)")
_LISTED = re.compile(r"Listing Date \((?:EO )?(CMIC|\d+)[^)]*\):?\s+(.+)")
_COUNTRY = re.compile(r"(?:nationality(?: of registration)?|citizen)\s+(.+)", re.I)


def read_remarks(draft: Draft, remarks: str) -> None:
    """Take over what the remarks say in fixed words; the whole stays as the note.

    A name in quotes here is a weak alias by OFAC's own account; strong ones stand in the alias file.
    """
    draft.note(remarks)
    for piece in re.split(r";\s+", remarks):
        _take(draft, re.sub(r"^alt\.\s+", "", piece.strip(), flags=re.I).rstrip(". "))


def _take(draft: Draft, piece: str) -> None:
    if found := _NAME.match(piece):
        draft.name(found.group(2), Quality.FORMER if found.group(1).lower() == "f" else Quality.WEAK)
    elif found := _BIRTH.match(piece):
        draft.birth(found.group(1))
    elif found := _PLACE.match(piece):
        draft.birth_place(found.group(1))
    elif found := _GENDER.match(piece):
        draft.gender(found.group(1))
    elif found := _COUNTRY.match(piece):
        draft.country(found.group(1))
    elif (found := _LISTED.match(piece)) and (since := days.day(found.group(2))):
        draft.listed_since(found.group(1), since)
    else:
        ofac_labels.take(draft, piece)
