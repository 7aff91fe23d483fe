"""A stored report as it is loaded today, from the very bytes that were kept, with what people told about it then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from porosity.assessment import Assessment
from porosity.errors import PorosityError
from porosity.evidence.records import Original
from porosity.reports import loading
from porosity.reports.jsonl import read_record
from porosity.reports.loading import Known, Loaded, LoadFailure

GIVEN: Final = "given"
RECORD: Final = "application/json"
ASSESSMENT: Final = "application/vnd.porosity.assessment+json"
"""An assessment that was imported: there are no bytes of the report itself."""


def reloaded(original: Original, assessment: Assessment, own_id: str) -> Loaded:
    """The report again; where its bytes cannot be loaded any more, its text as it was stored."""
    try:
        found = [one for one in _load(original, _known(assessment, original, own_id)) if isinstance(one, Loaded)]
    except PorosityError:
        found = []
    if not found:
        return Loaded(assessment.report, because=assessment.found, warnings=assessment.warnings)
    loaded = _same(found, assessment, own_id)
    return replace(loaded, report=replace(loaded.report, id=own_id, sha256=original.sha256))


def _known(assessment: Assessment, original: Original, own_id: str) -> Known:
    """What was told about the report, and not found in it."""
    report, found = assessment.report, assessment.found
    return Known(
        published=report.published if found.get("published") == GIVEN else None,
        publisher=report.publisher if found.get("publisher") == GIVEN else None,
        title=report.title if found.get("title") == GIVEN else None,
        url=None if "url" in found else report.url or original.url,
        id=own_id,
    )


def _load(original: Original, known: Known) -> list[Loaded | LoadFailure]:
    media_type, _, rest = (original.media_type or "").partition(";")
    if media_type == ASSESSMENT:
        return []
    place = original.name or known.id or "the original"
    if media_type.strip() == RECORD:
        return [read_record(original.data, place, known)]
    encoding = rest.partition("charset=")[2].strip() or None
    path = Path(original.name) if original.name and "://" not in original.name else None
    kind = loading.KINDS.get(media_type.strip())
    loaded = loading.load_bytes(original.data, place=place, kind=kind, path=path, known=known, encoding=encoding)
    return list(loading.each_story([loaded], known))


def _same(found: Sequence[Loaded], assessment: Assessment, own_id: str) -> Loaded:
    """Of the stories of a file, the one that the report is: by its id, else by its text."""
    if len(found) == 1:
        return found[0]
    text = assessment.report.text
    for one in found:
        if one.report.text == text:
            return one
    named = [one for one in found if one.report.id == own_id]
    return named[0] if named else max(found, key=lambda one: SequenceMatcher(None, one.report.text, text).quick_ratio())
