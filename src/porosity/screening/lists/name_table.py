"""A table of names: ``id, schema, name, quality``, split on tabs, without quoting.

Rows of one id need not stand together, so the whole table is held while it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from porosity.screening.listed import Listed, Quality
from porosity.screening.lists.draft import Draft
from porosity.screening.lists.source import BadRecord, Head, Source
from porosity.screening.lists.tables import lines

COLUMNS = ["id", "schema", "name", "quality"]
LISTS = (
    ("un-vessel-", "un-1718-vessels"),
    ("un-", "un-sc"),
    ("ofac-", "us-ofac-sdn"),
    ("bis-", "us-bis-dpl"),
    ("eu-fsf-", "eu-fsf"),
    ("eu-", "eu-oj"),
    ("uk-", "uk-sl"),
)


def fits(head: Head) -> bool:
    """Whether a file is such a table."""
    return head.first_line.lstrip("\ufeff").rstrip("\r\n").split("\t") == COLUMNS


def read(source: Source) -> Iterator[Listed]:
    """Read the table, then give its records in the order of their first rows."""
    drafts: dict[str, Draft] = {}
    for number, line in lines(source):
        if number == 1 or not line.strip():
            continue
        try:
            _take(drafts, line)
        except BadRecord as problem:
            source.skip(f"line {number}", str(problem))
    return source.records(_places(drafts.values()), Draft.done)


def _places(drafts: Iterable[Draft]) -> Iterator[tuple[str, Draft]]:
    return ((f"record {draft.id}", draft) for draft in drafts)


def _take(drafts: dict[str, Draft], line: str) -> None:
    cells = line.replace("\x00", "").rstrip("\r\n").split("\t")
    if len(cells) != len(COLUMNS):
        raise BadRecord(f"it has {len(cells)} columns where the list has {len(COLUMNS)}.")
    key, schema, name, quality = cells
    if not key or quality not in list(Quality):
        raise BadRecord(f"its quality {quality!r} is none of {', '.join(Quality)}." if key else "it has no id.")
    draft = drafts.setdefault(key, Draft(key, list_of(key), schema or "Thing"))
    if draft.schema == "Thing" and schema:
        draft.schema = schema
    draft.name(name, Quality(quality))


def list_of(key: str) -> str:
    """The list that an id belongs to by its beginning; other ids are of a list called ``names``."""
    return next((name for start, name in LISTS if key.startswith(start)), "names")
