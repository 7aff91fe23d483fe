"""Hostile text in every field of a report never becomes markup, on any page that shows it."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from poison import PAYLOADS, rewritten

from porosity.assessment import Assessment
from porosity.evidence.records import Filters
from samples import ASSESSMENT
from stores import original

from .conftest import Visitor

SEEN = ("script", "img", "iframe", "object", "embed", "base", "link", "meta", "style", "marquee", "b", "a")
HUGE = "x" * 40_000


class Markup(HTMLParser):
    """Counts the elements and attributes that a browser would make of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: dict[str, int] = {}
        self.handlers: list[str] = []
        self.places: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] = self.tags.get(tag, 0) + 1
        for name, value in attrs:
            if name.startswith("on") or name == "style" or name in ("srcdoc", "formaction"):
                self.handlers.append(name)
            if name in ("href", "src", "action", "hx-get", "hx-post"):
                self.places.append(value or "")


def poisoned(payload: str, kept: Assessment = ASSESSMENT) -> Assessment:
    """The sample with a payload in every text but its ids, hash, address scheme and the names of measures."""
    same = {kept.report.sha256, *(one.measure for one in kept.findings), *(one.family for one in kept.findings)}
    ids = {one.id for group in (kept.claims, kept.events, kept.entities, kept.findings) for one in group}

    def rewrite(text: str) -> str:
        return text if text in same | ids or len(text) < 3 else payload + text

    made: Assessment = rewritten(kept, rewrite)
    text = payload + kept.report.text
    return replace(made, report=replace(made.report, id="poisoned", text=text, language="en"))


def plain(page: str) -> dict[str, int]:
    return {tag: count for tag, count in Markup(page).tags.items() if tag in SEEN}


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if one.strip("\x00\ud800")])
def test_hostile_words_never_become_markup(visitor: Visitor, payload: str) -> None:
    key = visitor.store.add(original("poison"), poisoned(payload)).key
    page = visitor.see(f"/reports/{key}")
    found = Markup(page)
    assert found.tags["script"] == 2 and not found.handlers
    assert not found.tags.keys() & {"img", "iframe", "object", "embed", "base", "style"}
    assert all(place.startswith(("/", "#", "http://", "https://")) for place in found.places)
    assert "\x1b" not in page and "\u202e" not in page and "\u2066" not in page
    for path in ("/reports", "/review", "/search?q=car", "/", f"/review/words?key={key}%23f1"):
        other = Markup(visitor.see(path))
        assert other.tags.get("script", 0) <= 2 and not other.handlers and "img" not in other.tags


def test_hostile_filters_and_searches_are_words_too(visitor: Visitor) -> None:
    for payload in PAYLOADS:
        words: Any = {"q": payload.encode("utf-8", "replace"), "publisher": payload.encode("utf-8", "replace")}
        for path in ("/reports", "/search", "/review", "/measures"):
            response = visitor.client.get(path, params=words, headers={"Accept": "text/html"})
            assert response.status_code in (200, 400)
            found = Markup(response.text)
            assert found.tags["script"] == 2 and not found.handlers and "img" not in found.tags


def test_hostile_names_of_deciders_are_words_too(visitor: Visitor) -> None:
    visitor.send(
        "/decisions", kind="note", target="finding", key="sample#f1", who='<img src=x onerror="alert(1)">',
        why="</p><script>alert(1)</script>",
    )  # fmt: skip
    for path in ("/audit", "/reports/sample", "/review?decided=open"):
        found = Markup(visitor.see(path))
        assert found.tags["script"] == 2 and "img" not in found.tags and not found.handlers


def test_a_word_of_forty_thousand_letters_has_its_page(visitor: Visitor) -> None:
    made = poisoned("")
    made = replace(made, report=replace(made.report, title=HUGE, text=HUGE + "\n\n" + made.report.text))
    key = visitor.store.add(original("huge"), made).key
    assert HUGE[:1000] in visitor.see(f"/reports/{key}")
    assert visitor.store.reports(Filters(report=key)).total == 1


def test_an_address_that_is_no_web_address_is_no_link(visitor: Visitor) -> None:
    made = replace(ASSESSMENT, report=replace(ASSESSMENT.report, id="other", url="javascript:alert(1)", text="x" * 99))
    made = replace(made, claims=(), events=(), entities=(), findings=(), contradictions=(), echoes=())
    key = visitor.store.add(original("url"), made).key
    page = visitor.see(f"/reports/{key}")
    assert "javascript:alert(1)" in page and not any("javascript" in place for place in Markup(page).places)
