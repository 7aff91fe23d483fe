"""Full-text search, the same in both engines: words folded (case, accents), all of them wanted, quotes for a phrase.

The words of a text are cut here, not by the engine, so that SQLite (FTS5) and PostgreSQL (tsvector) find the same. What
a user types can never be a syntax error: whatever is neither a letter nor a digit only parts words, save quotes around
a phrase and a star behind the beginning of a word.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

import sqlalchemy as sa

from porosity.evidence import tables
from porosity.evidence.packing import pack

_WORD: Final = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_ALONE: Final = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")  # scripts without blanks
_HANGUL: Final = re.compile(r"[\uac00-\ud7a3]$")  # whose particles hang on the word
_PART: Final = re.compile(r'"([^"]*)"?|(\S+)')
LONGEST_WORD: Final = 64
MOST_WORDS: Final = 40
MOST_POSITIONS: Final = 16_000  # PostgreSQL counts no further; words beyond are found, but not as part of a phrase
MOST_TSVECTOR: Final = 900_000  # bytes; PostgreSQL takes a megabyte
RANKED: Final = 1_000
MOST_PLACES: Final = 200
AROUND: Final = 90  # characters of a snippet on each side


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one after another; the last may be only the beginning of one."""

    words: tuple[str, ...]
    prefix: bool = False


def folded(word: str) -> str:
    """A word without case and accents.

    >>> folded("Élysée"), folded("STRASSE"), folded("Straße")
    ('elysee', 'strasse', 'strasse')
    """
    if word.isascii():
        return word.lower()[:LONGEST_WORD]
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    return "".join(c for c in unicodedata.normalize("NFC", plain) if c.isalnum())[:LONGEST_WORD]


def words_of(text: str) -> Iterator[tuple[str, int, int]]:
    """The folded words of a text and where each stands; in scripts without blanks each character is one."""
    for match in _WORD.finditer(text):
        raw, start = match.group(), match.start()
        if raw.isascii() or not _ALONE.search(raw):
            if word := folded(raw):
                yield word, start, match.end()
            continue
        at = 0
        for piece in _pieces(raw):
            if word := folded(piece):
                yield word, start + at, start + at + len(piece)
            at += len(piece)


def _pieces(raw: str) -> Iterator[str]:
    run = ""
    for character in raw:
        if _ALONE.match(character):
            if run:
                yield run
            run = ""
            yield character
        else:
            run += character
    if run:
        yield run


def parsed(query: str) -> tuple[Term, ...]:
    """What somebody looks for.

    >>> [term.words for term in parsed('Il-62M "luxury goods" mis*')]
    [('il', '62m'), ('luxury', 'goods'), ('mis',)]
    >>> parsed('") OR * --')
    (Term(words=('or',), prefix=False),)
    """
    terms: list[Term] = []
    left = MOST_WORDS
    for match in _PART.finditer(query):
        phrase, plain = match.groups()
        words = tuple(word for word, *_ in islice(words_of(phrase if phrase is not None else plain), left))
        left -= len(words)
        if words:
            star = plain is not None and plain.endswith("*")
            terms.append(Term(words, star or (plain is not None and bool(_HANGUL.search(words[-1])))))
        if not left:
            break
    return tuple(dict.fromkeys(terms))


def for_sqlite(terms: Sequence[Term]) -> str:
    """The terms as FTS5 takes them; words hold letters and digits only, so nothing needs escaping."""
    return " AND ".join(f'"{" ".join(term.words)}"' + (" *" if term.prefix else "") for term in terms)


def for_postgres(terms: Sequence[Term]) -> str:
    """The terms as a tsquery."""
    return " & ".join(
        "(" + " <-> ".join(f"'{w}'" for w in term.words[:-1]) + (" <-> " if len(term.words) > 1 else "")
        + f"'{term.words[-1]}'" + (":*" if term.prefix else "") + ")"
        for term in terms
    )  # fmt: skip


def plain_words(text: str) -> str:
    """The folded words of a text with blanks between, as FTS5 is given them."""
    return " ".join(word for word, *_ in words_of(text))


def tsvector(title: str, body: str) -> str:
    """The folded words of a report as a tsvector, those of the title weighing more."""
    places: dict[str, list[str]] = {}
    at = 0
    for part, weight in ((title, "A"), (body, "")):
        for word, *_ in words_of(part):
            at += 1
            held = places.setdefault(word, [])
            if at < MOST_POSITIONS and len(held) < 250:
                held.append(f"{at}{weight}")
        at += 1  # no phrase runs from the title into the text
    size, written = 0, []
    for word, held in places.items():
        size += len(word.encode()) + 2 * len(held) + 8
        if size > MOST_TSVECTOR:
            break
        written.append(f"'{word}'" + (f":{','.join(held)}" if held else ""))
    return " ".join(written)


def snippet(text: str, terms: Sequence[Term]) -> tuple[str, str, str]:
    """The words found, with some text on each side: where most of what was looked for stands close together.

    >>> snippet("A car was given to the leader.", parsed("given"))
    ('A car was ', 'given', ' to the leader.')
    """
    places = [_as_typed(text, term) for term in terms]
    if not all(places):  # a word stands there with accents, or in another script
        words = list(words_of(text))
        places = [
            found or list(islice(_folded(words, term), MOST_PLACES)) for found, term in zip(places, terms, strict=True)
        ]
    hits = sorted((start, end, number) for number, found in enumerate(places) for start, end in found)
    if not hits:
        return text[: 2 * AROUND].strip(), "", ""
    starts = [start for start, *_ in hits]
    near = [
        len({number for *_, number in hits[place : bisect_right(starts, start + AROUND)]})
        for place, start in enumerate(starts)
    ]
    start, end, _ = hits[near.index(max(near))]
    return _before(text[:start]), text[start:end], _after(text[end:])


def _as_typed(text: str, term: Term) -> list[tuple[int, int]]:
    """Where a term stands in the text letter by letter, in whatever case: quick, and nearly always enough."""
    found = _pattern(term).finditer(text)
    return [match.span() for match in islice(found, MOST_PLACES)]


@lru_cache(maxsize=256)
def _pattern(term: Term) -> re.Pattern[str]:
    words = r"[\W_]+".join(map(re.escape, term.words))
    return re.compile(rf"(?<![^\W_]){words}" + ("" if term.prefix else r"(?![^\W_])"), re.IGNORECASE)


def _folded(words: Sequence[tuple[str, int, int]], term: Term) -> Iterator[tuple[int, int]]:
    """Where a term stands once the words of the text are folded."""
    size = len(term.words)
    for place in range(len(words) - size + 1):
        held = tuple(word for word, *_ in words[place : place + size])
        if held[:-1] == term.words[:-1] and (
            held[-1] == term.words[-1] or (term.prefix and held[-1].startswith(term.words[-1]))
        ):
            yield words[place][1], words[place + size - 1][2]


def _before(text: str) -> str:
    if len(text) <= AROUND:
        return text.replace("\n", " ")
    cut = text[-AROUND:]
    return "… " + cut[cut.find(" ") + 1 :].replace("\n", " ")


def _after(text: str) -> str:
    if len(text) <= AROUND:
        return text.replace("\n", " ")
    cut = text[:AROUND]
    return cut[: cut.rfind(" ")].replace("\n", " ") + " …"


# In the database


def keep_text(connection: sa.Connection, number: int, title: str, text: str) -> None:
    """Make a report findable by its words, and keep its text for snippets; ``text`` begins with the title, if any."""
    kept = {"number": number, "text": pack(text.encode("utf-8", "surrogatepass"))}
    connection.execute(tables.report_text.insert(), kept)
    body = text.removeprefix(title)
    if connection.dialect.name == "sqlite":
        connection.execute(
            sa.text("INSERT INTO report_words (rowid, title, body) VALUES (:number, :title, :body)"),
            {"number": number, "title": plain_words(title), "body": plain_words(body)},
        )
        return
    connection.execute(
        sa.text("INSERT INTO report_words (number, words) VALUES (:number, CAST(:words AS tsvector))"),
        {"number": number, "words": tsvector(title, body)},
    )


def forget(connection: sa.Connection, number: int) -> None:
    """Take the text of a report out, and its words out of the index."""
    connection.execute(tables.report_text.delete().where(tables.report_text.c.number == number))
    column = "rowid" if connection.dialect.name == "sqlite" else "number"
    connection.execute(sa.text(f"DELETE FROM report_words WHERE {column} = :number"), {"number": number})


def matching(connection: sa.Connection, terms: Sequence[Term]) -> sa.Select[tuple[int]]:
    """The numbers of the reports that hold all the terms, as a subquery."""
    if connection.dialect.name == "sqlite":
        query = sa.text("SELECT rowid AS number FROM report_words WHERE report_words MATCH :terms")
        bound = query.bindparams(terms=for_sqlite(terms))
    else:
        query = sa.text("SELECT number FROM report_words WHERE words @@ CAST(:terms AS tsquery)")
        bound = query.bindparams(terms=for_postgres(terms))
    return sa.select(bound.columns(sa.column("number", sa.Integer)).subquery("found").c.number)


def ranked(
    connection: sa.Connection, terms: Sequence[Term], where: Sequence[sa.ColumnElement[bool]], *, limit: int
) -> dict[int, float]:
    """The numbers of the reports that hold all the terms and keep the conditions, the best first, with their rank.

    Words that stand nearly everywhere tell little: of their reports, only the latest that came in are ranked.
    """
    held = tables.report
    found = matching(connection, terms)
    if where:
        latest = sa.select(held.c.number).where(held.c.number.in_(found), *where).order_by(held.c.number.desc())
    else:
        latest = found.order_by(sa.desc("number"))
    numbers = list(connection.scalars(latest.limit(RANKED)))
    if not numbers:
        return {}
    if connection.dialect.name == "sqlite":
        query = sa.text(
            "SELECT rowid AS number, -bm25(report_words, 4.0, 1.0) AS rank FROM report_words"
            " WHERE report_words MATCH :terms AND rowid >= :least"
        ).bindparams(terms=for_sqlite(terms), least=numbers[-1])
    else:
        query = sa.text(
            "SELECT number, ts_rank(words, CAST(:terms AS tsquery), 1) AS rank FROM report_words"
            " WHERE number = ANY(:numbers)"
        ).bindparams(terms=for_postgres(terms), numbers=numbers)
    wanted = set(numbers)
    some = [(float(row.rank), row.number) for row in connection.execute(query) if row.number in wanted]
    some.sort(key=lambda one: (-one[0], -one[1]))
    return {number: rank for rank, number in some[:limit]}
