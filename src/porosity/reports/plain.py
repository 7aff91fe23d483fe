"""Plain text, and how a title is parted from a body."""

from __future__ import annotations

from dataclasses import dataclass, field

from porosity.assessment import Note
from porosity.reports.cleaning import clean, one_line, unwrap
from porosity.reports.layout import looks_like_title


@dataclass(frozen=True, slots=True)
class Page:
    """What a format yields before dates, publishers and languages are looked for.

    `found` are values that the format itself gives ("published", "publisher", "title", "language", "url") and `because`
    where each was. `pages` are the offset ranges of PDF pages in `body`, `notes` the notes that were at their feet and
    `headings` the ranges of lines in larger type.
    """

    title: str
    body: str
    found: dict[str, str] = field(default_factory=dict)
    because: dict[str, str] = field(default_factory=dict)
    pages: tuple[tuple[int, int], ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()


def read_plain(text: str, *, title: str | None = None) -> Page:
    """Plain text: wrapped lines joined; the first line is the title where it looks like one and none is given."""
    body = unwrap(clean(text))
    return split_title(body, title=title)


def split_title(body: str, *, title: str | None = None, why: str = "given") -> Page:
    """Part the title from a clean text; a given title that the text repeats as its first line is not said twice."""
    first, _, rest = body.partition("\n")
    rest = rest.lstrip("\n")
    if title is not None and title.strip():
        title = one_line(title)
        repeated = bool(rest) and first.casefold() == title.casefold()
        return Page(title, rest if repeated else body, because={"title": why})
    if rest and not rest[0].islower() and looks_like_title(first):
        return Page(first, rest, because={"title": "the first line stands alone and reads like a title"})
    return Page("", body, because={"title": "none: the text opens with running text"})
