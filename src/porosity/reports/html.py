"""Web pages: the main text by trafilatura, and what the markup itself says of title, date, publisher and language.

Nothing is executed and nothing is fetched: scripts, styles and embedded objects are dropped before the text is taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from porosity.reports.cleaning import clean, one_line
from porosity.reports.outlets import outlet
from porosity.reports.plain import Page, split_title
from porosity.reports.wordlists import words

LARGEST_FOR_TRAFILATURA = 4_000_000  # characters; above it the plain walk takes over, which is linear
DEEPEST_FOR_TRAFILATURA = 200  # nested elements; its walks are recursive
LEAST_TEXT = 60  # characters; with less, the extractor missed the text of a short page

_CHARSET = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})"""
    rb"""|<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""",
    re.IGNORECASE,
)
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "pubdate",
    "publishdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "dcterms.date", "article.published", "cxenseparse:recs:publishtime",
)  # fmt: skip
_NO_TEXT = re.compile(r"<(script|style|noscript|template|head)\b")
_TAG = re.compile(r"<[^<>]{1,2000}>")
_SKIPPED = words(
    "script style noscript template svg math object embed iframe canvas audio video nav footer aside form button select"
    " input textarea dialog menu head"
)
_BLOCKS = words(
    "p div section article main h1 h2 h3 h4 h5 h6 li ul ol dl dt dd tr table blockquote pre figure figcaption header"
    " address hr br td th body center"
)


def declared_encoding(data: bytes) -> str | None:
    """The character set that a page declares in its first bytes."""
    match = _CHARSET.search(data[:4000])
    return (match.group(1) or match.group(2)).decode("ascii") if match else None


def read_html(text: str, *, title: str | None = None, url: str | None = None) -> Page:
    """A page as title and body; `because` names the piece of markup behind each value."""
    from lxml import html as lxml_html
    from lxml.etree import LxmlError

    text = text.replace("\x00", "")
    try:
        parser = lxml_html.HTMLParser(huge_tree=True, no_network=True)  # pages that nest too deeply lose no text
        root = lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text[:500]) + text[500:], parser=parser)
    except (LxmlError, ValueError, AssertionError):
        return Page("", "")
    found, because = _metadata(root)
    body, warnings = _main_text(text, root, url)
    if title is None and "title" in found:
        stated = found["title"]
        page = split_title(body, title=stated, why=because["title"])
    else:
        page = split_title(body, title=title)
    return Page(page.title, page.body, found, {**because, **page.because}, warnings=warnings)


def _main_text(text: str, root: Any, url: str | None) -> tuple[str, tuple[str, ...]]:
    deep = _is_deep(root)
    if len(text) <= LARGEST_FOR_TRAFILATURA and not deep:
        extracted = _by_trafilatura(text, url)
        if extracted is not None and len(extracted) >= LEAST_TEXT:
            return extracted, ()
    whole = clean("\n\n".join(_blocks(root))) or _without_tags(text)
    if deep or len(text) > LARGEST_FOR_TRAFILATURA:
        return whole, ("the page is too large or too deep to find its main text; all of its text is read",)
    return whole, ()


def _by_trafilatura(text: str, url: str | None) -> str | None:
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = trafilatura.bare_extraction(
            text, url=url, include_comments=False, include_tables=True, with_metadata=False, deduplicate=False
        )
    except Exception:  # a hostile page may break any of its heuristics; the plain walk reads it then
        return None
    raw = getattr(document, "text", None) if document is not None else None
    if not raw:
        return None
    return "\n\n".join(line for line in clean(raw).split("\n") if line)


def _is_deep(root: Any) -> bool:
    depth = 0
    from lxml.etree import iterwalk

    for event, _ in iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST_FOR_TRAFILATURA:
            return True
    return False


def _blocks(root: Any) -> Iterator[str]:
    """The text of each block element in order, without what is no text; iterative, for pages may nest without end."""
    from lxml.etree import iterwalk

    parts: list[str] = []
    skipping = 0
    for event, element in iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if not skipping and element.tail:
                parts.append(element.tail)
            continue
        name = element.tag if isinstance(element.tag, str) else ""
        hidden = name in _SKIPPED
        if event == "start":
            skipping += hidden
        else:
            skipping -= hidden
        if name in _BLOCKS and parts:
            line = one_line(" ".join("".join(parts).split()))
            parts = []
            if line:
                yield line
        text = element.text if event == "start" else element.tail
        if text and not skipping:
            parts.append(text)
    line = one_line(" ".join("".join(parts).split()))
    if line:
        yield line


def _without_tags(text: str) -> str:
    """All words outside tags, for pages so deep that the parser gave up."""
    from html import unescape

    lower = text.lower()
    kept: list[str] = []
    at = 0
    while at < len(text):
        opens = _NO_TEXT.search(lower, at)
        if opens is None:
            kept.append(text[at:])
            break
        kept.append(text[at : opens.start()])
        closes = lower.find(f"</{opens.group(1)}", opens.end())
        at = len(text) if closes < 0 else closes
    return clean(unescape(_TAG.sub("\n\n", "".join(kept))))


def _metadata(root: Any) -> tuple[dict[str, str], dict[str, str]]:
    found: dict[str, str] = {}
    because: dict[str, str] = {}

    def take(key: str, value: object, why: str) -> None:
        if key not in found and isinstance(value, str) and one_line(value):
            found[key], because[key] = one_line(value), why

    metas = _metas(root)
    for item in _linked_data(root):
        take("title", item.get("headline"), "headline in the page's linked data")
        take("published", item.get("datePublished"), "datePublished in the page's linked data")
        publisher = item.get("publisher")
        publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        take("publisher", name, "publisher in the page's linked data")
        take("language", item.get("inLanguage"), "inLanguage in the page's linked data")
    for name in ("og:title", "twitter:title", "dc.title", "headline"):
        take("title", metas.get(name), f"{name} in the page's head")
    for name in _DATE_NAMES:
        take("published", metas.get(name), f"{name} in the page's head")
    for name in ("og:site_name", "article:publisher", "dc.publisher", "publisher", "application-name"):
        value = metas.get(name, "")
        if not value.startswith("http"):
            take("publisher", value, f"{name} in the page's head")
    for element in root.iter("h1"):
        take("title", " ".join("".join(element.itertext()).split())[:300], "the first h1 of the page")
        break
    for element in root.iter("title"):
        take("title", element.text, "the title of the page")
        break
    for element in root.iter("time"):
        if element.get("datetime"):
            take("published", element.get("datetime"), "the first time element of the page")
            break
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            take("url", element.get("href"), "the canonical link")
            break
    take("url", metas.get("og:url"), "og:url in the page's head")
    take("language", root.get("lang"), "lang of the page")
    take("language", metas.get("content-language") or metas.get("og:locale"), "the page's head")
    if not found.get("url", "http").startswith("http"):
        del found["url"], because["url"]
    if "title" in found:
        found["title"] = _without_site(found["title"], found.get("publisher"))
    return found, because


def _metas(root: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _linked_data(root: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of JSON-LD scripts that describe a piece of writing."""
    for script in root.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json" or not script.text or len(script.text) > 300_000:
            continue
        try:
            pending: list[Any] = [json.loads(script.text)]
        except (ValueError, RecursionError):
            continue
        for item in pending:  # grows while it is walked
            if isinstance(item, list):
                pending.extend(item[:100])
            elif isinstance(item, dict):
                pending.extend(item[key] for key in ("@graph", "mainEntity") if key in item)
                if "headline" in item or "datePublished" in item:
                    yield item


def _without_site(title: str, publisher: str | None) -> str:
    """A title without the site's name behind a bar or dash."""
    match = re.match(r"(?P<title>.{10,})\s(?:[|»·]|[-–—])\s(?P<site>[^|»·]{2,40})$", title)
    if match is None:
        return title
    site = match["site"].strip()
    known = outlet(site) is not None or (publisher is not None and site.casefold() == publisher.casefold())
    return match["title"].strip() if known or " | " in title else title
