"""Markdown: the words without the syntax."""

from __future__ import annotations

import re

from porosity.reports.cleaning import LineJoiner, clean, is_list_item, one_line
from porosity.reports.plain import Page, split_title

_FRONT_MATTER = re.compile(r"\A---\n(.{0,4000}?)\n---\n", re.DOTALL)
_FIELD = re.compile(
    r"^(title|date|published|publisher|source|url|lang(?:uage)?):[ \t]*(.+)$", re.MULTILINE | re.IGNORECASE
)
_FENCE = re.compile(r"^(?:```|~~~).*$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?$", re.MULTILINE)
_UNDERLINED = re.compile(r"^([^\n]{1,250})\n(?:={3,}|-{3,})$", re.MULTILINE)
_RULE = re.compile(r"^(?:[-*_][ \t]*){3,60}$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.{0,20000}?-->", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,500}>")
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,500})\]\([^()\n]{0,1000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,1000})\](?:\([^()\n]{0,1000}\)|\[[^\[\]\n]{0,100}\])")
_REFERENCE = re.compile(r"^[ ]{0,3}\[[^\[\]\n]{1,100}\]:[ \t]+\S+.*$", re.MULTILINE)
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,1000})>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,1000})(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]{1,1000})(?<=\S)\1(?![\w*])")
_STRUCK = re.compile(r"~~([^~\n]{1,1000})~~")
_CODE = re.compile(r"`{1,3}([^`\n]{1,1000})`{1,3}")
_QUOTED = re.compile(r"^[ ]{0,3}(?:>[ ]?){1,9}", re.MULTILINE)
_TABLE_RULE = re.compile(r"^\|?[ \t:|-]{3,500}\|?$", re.MULTILINE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")

_INLINE = ((_STRONG, r"\2"), (_EMPHASIS, r"\2"), (_STRUCK, r"\1"), (_CODE, r"\1"), (_ESCAPE, r"\1"))


def read_markdown(text: str, *, title: str | None = None) -> Page:
    """Markdown: the words without the syntax; the first heading is the title, front matter is metadata."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found: dict[str, str] = {}
    front = _FRONT_MATTER.match(text)
    if front is not None:
        names = {"date": "published", "source": "publisher", "lang": "language"}
        for name, value in _FIELD.findall(front.group(1)):
            found.setdefault(names.get(name.lower(), name.lower()), value.strip().strip("\"'"))
        text = text[front.end() :]
    because = {key: f"`{key}` in the front matter" for key in found}
    first_heading = _HEADING.search(text) or _UNDERLINED.search(text)
    text = _COMMENT.sub("", text)
    text = _FENCE.sub("", text)
    text = _UNDERLINED.sub(r"\n\1\n", text)
    text = _HEADING.sub(r"\n\1\n", text)
    text = _RULE.sub("", text)
    text = _TABLE_RULE.sub("", text)
    text = _REFERENCE.sub("", text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _TAG.sub("", text)
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _QUOTED.sub("", text)
    for pattern, kept in _INLINE:
        text = pattern.sub(kept, text)
    body = _join_blocks(clean(text))
    if title is None and "title" in found:
        page = split_title(body, title=found["title"], why=because["title"])
    elif title is None and first_heading is not None:
        heading = _plain_words(first_heading.group(1))
        opens = body.partition("\n")[0] == heading
        page = split_title(body, title=heading if opens else None, why="the first heading")
    else:
        page = split_title(body, title=title)
    return Page(page.title, page.body, found, {**because, **page.because})


def _plain_words(markdown: str) -> str:
    for pattern, kept in ((_IMAGE, r"\1"), (_LINK, r"\1"), *_INLINE):
        markdown = pattern.sub(kept, markdown)
    return one_line(markdown)


def _join_blocks(text: str) -> str:
    """In Markdown a line end inside a block is a space; items of a list keep their lines."""
    blocks: list[str] = []
    joiner = LineJoiner(text)
    for block in text.split("\n\n"):
        paragraphs: list[list[str]] = []
        for line in block.split("\n"):
            if paragraphs and not is_list_item(line) and not line.startswith("|"):
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
        blocks.append("\n".join(joiner.join(lines) for lines in paragraphs))
    return "\n\n".join(blocks)
