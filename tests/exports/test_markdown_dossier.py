"""The Markdown dossier: complete, and no text from outside can break it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token
from poison import ANY_TEXT, PAYLOADS, card_of, rewritten

from porosity.exports import markdown
from samples import ASSESSMENT, CARDS, card

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
FOREIGN = {"html_block", "html_inline", "link_open", "image", "fence", "code_block", "hr", "s_open", "em_open"}


def tokens(text: str) -> list[Token]:
    found = []
    for token in PARSER.parse(text):
        found.append(token)
        found.extend(token.children or ())
    return found


def shape(text: str) -> list[str]:
    """The structure without the words."""
    inline = {"text", "softbreak", "text_special"}
    return [token.type for token in tokens(text) if token.type not in inline]


def test_golden(golden) -> None:
    golden("dossier.md", markdown.render(ASSESSMENT, card=card))


def test_no_line_breaks_off_and_none_trails() -> None:
    text = markdown.render(ASSESSMENT, card=card)
    assert text.endswith("\n") and not text.endswith("\n\n")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_leaves_the_structure_as_it_is(payload: str) -> None:
    def plain(text: str) -> str:
        return text.replace("\n", " ") + "x"

    def hostile(text: str) -> str:
        return text.replace("\n", " ") + "x" + payload.replace("\n", " ")

    law = CARDS["un-1718-8a3-luxury"]
    calm = markdown.render(rewritten(ASSESSMENT, plain), card=card_of(plain, law))
    poisoned = markdown.render(rewritten(ASSESSMENT, hostile), card=card_of(hostile, law))
    assert shape(poisoned) == shape(calm)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_in_place_of_every_text_opens_nothing(payload: str) -> None:
    text = markdown.render(rewritten(ASSESSMENT, lambda _: payload), card=card_of(lambda _: payload, CARDS["eu-ghrsr"]))
    assert not FOREIGN & set(shape(text))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_any_text_in_any_field_opens_nothing(text: str) -> None:
    rendered = markdown.render(rewritten(ASSESSMENT, lambda _: text), card=card_of(lambda _: text, CARDS["eu-ghrsr"]))
    rendered.encode()
    assert not FOREIGN & set(shape(rendered))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# a", r"\# a"),
        ("1. a", r"1\. a"),
        ("- a", r"\- a"),
        ("a-b 2.5", "a-b 2.5"),
        ("a | b", r"a \| b"),
        ("http://a.example", r"http\://a.example"),
        ("two\nlines", "two lines"),
    ],
)
def test_escaping_marks_only_what_markdown_would_read(text: str, escaped: str) -> None:
    assert markdown.escaped(text) == escaped
