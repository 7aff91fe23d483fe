"""Elements of an XML list, streamed: nothing outside the file is fetched, and nothing in it is expanded."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from porosity.screening.lists.source import Head, Source, Stream, encoding_of, head_of

# Typed as Any: lxml ships no types.
Element = Any
DOCTYPE = "it declares a document type or entities, which no list needs and which can hide an attack."
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DECLARED = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)""")


class _Utf8:
    """An XML file as clean UTF-8, so that one broken byte costs one letter and not the list."""

    def __init__(self, stream: Stream, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def read(self, size: int = -1) -> bytes:
        raw = self._stream.read()
        text = _CONTROL.sub(" ", self._decoder.decode(raw, final=not raw))
        return text.encode() if text or not raw else self.read(size)


def refuse_doctype(source: Source, head: Head) -> None:
    """Refuse a file that declares a document type."""
    if re.search(r"<!(DOCTYPE|ENTITY)", head.text, re.I) and head.text.lstrip("\ufeff \r\n\t").startswith("<"):
        raise source.error(DOCTYPE, "Fetch the list from its publisher; it comes without one.")


def elements(source: Source, *tags: str) -> Iterator[Element]:
    """The elements of the given names, in any namespace, each gone from memory once the next is asked for."""
    head = head_of(source.path)
    refuse_doctype(source, head)
    with Stream(source.path) as stream:
        yield from stream_elements(source, _clean(source, stream, head), *tags)


def _clean(source: Source, stream: Stream, head: Head) -> Any:
    declared = _DECLARED.search(head.text[:400])
    encoding = encoding_of(source.path)
    if encoding == "utf-16" or (declared and declared.group(1).lower() not in ("utf-8", "utf8", "us-ascii")):
        return stream
    return _Utf8(stream, encoding)


def stream_elements(source: Source, file: Any, *tags: str) -> Iterator[Element]:
    """As `elements`, of an open file."""
    from lxml import etree

    parser = etree.iterparse(
        file,
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in parser:
            if element.getroottree().docinfo.internalDTD is not None:
                raise source.error(DOCTYPE, "Fetch the list from its publisher; it comes without one.")
            yield element
            _forget(element)
    except etree.XMLSyntaxError as error:
        raise source.error(f"its XML is broken or breaks off: {error.msg}.") from error


def _forget(element: Element) -> None:
    """Free an element and the siblings before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def text_of(element: Element, *path: str) -> str:
    """The text of the first element on a path, whitespace collapsed; empty where there is none."""
    found = next(iter(all_of(element, *path)), None)
    return "" if found is None else " ".join("".join(found.itertext()).split())


def texts_of(element: Element, *path: str) -> list[str]:
    """The texts of all elements on a path that are not empty."""
    found = (" ".join("".join(item.itertext()).split()) for item in all_of(element, *path))
    return [text for text in found if text]


def all_of(element: Element, *path: str) -> list[Element]:
    """All elements on a path of local names below an element."""
    found = [element]
    for name in path:
        found = [child for parent in found for child in parent if local(child) == name]
    return found
