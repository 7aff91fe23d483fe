"""What is brought to be read, and the reports in it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from porosity.evidence.records import Original
from porosity.reports import loading
from porosity.reports.loading import Known, Loaded, LoadFailure


@dataclass(frozen=True, slots=True)
class Brought:
    """What somebody brings to be read: bytes, and what is known of them. ``is_text``: one report as clean text."""

    data: bytes
    name: str = ""
    url: str | None = None
    media_type: str | None = None
    encoding: str | None = None
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    id: str | None = None
    is_text: bool = False


class _Named(io.BytesIO):
    """Bytes with the name of their file, which tells their format."""

    name = ""


def load(brought: Brought) -> Iterator[Loaded | LoadFailure]:
    """The reports in what was brought."""
    known = Known(brought.published, brought.publisher, brought.url, brought.title)
    if brought.is_text:
        text = brought.data.decode("utf-8", "replace")
        yield loading.from_text(
            text,
            title=known.title,
            published=known.published,
            publisher=known.publisher,
            url=known.url,
            id=brought.id,
        )
        return
    if brought.url is not None and brought.media_type is not None:
        yield from loading.of_page(brought.data, brought.url, brought.media_type, brought.encoding, known)
        return
    stream = _Named(brought.data)
    stream.name = brought.name
    yield from loading.load(
        stream, published=known.published, publisher=known.publisher, url=known.url, title=known.title
    )


def original_of(brought: Brought, at: datetime | None = None) -> Original:
    """The bytes as they came, ready to be kept."""
    return Original(
        brought.data,
        hashlib.sha256(brought.data).hexdigest(),
        at or datetime.now(UTC),
        brought.name,
        brought.url,
        brought.media_type,
    )
