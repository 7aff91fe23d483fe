"""The HTML dossier: complete, self-contained, harmless, readable."""

from __future__ import annotations

import base64
import re
import time
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from poison import ANY_TEXT, PAYLOADS, card_of, rewritten

from porosity.assessment import Act, Assessment, Claim, Contradiction, Evidence, Report
from porosity.exports import html
from porosity.exports.card import no_card
from porosity.exports.safe import clean
from samples import ASSESSMENT, CARDS, CLAIMS, GIFT, TEXT, card

VOID = {"meta", "br", "link", "img", "input", "hr", "line", "circle", "rect"}
LOADS = ("src", "srcset", "data", "poster", "background", "action", "formaction", "ping", "style", "xlink:href")


class Page(HTMLParser):
    """What a browser would find: elements, ids, links, and the words of the report."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.headings: list[int] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.paragraphs: list[str] = []
        self._report_depth: int | None = None
        self._reading = True
        self.feed(text)
        self.close()
        assert self.open == [], "an element is left open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        self.attributes.update(values)
        if "id" in values:
            self.ids[values["id"]] += 1
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if values.get("class") == "report":
            self._report_depth = len(self.open)
        if self._report_depth is not None and tag == "p":
            self.paragraphs.append("")
        if "ref" in values.get("class", "").split():
            self._reading = False
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another element"
        if tag == "a":
            self._reading = True
        if self._report_depth is not None and len(self.open) == self._report_depth:
            self._report_depth = None

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._report_depth is not None and self._reading and "p" in self.open[self._report_depth :]:
            self.paragraphs[-1] += data


def page_of(assessment: Assessment = ASSESSMENT) -> Page:
    return Page(html.render(assessment, card=card))


def is_harmless(page: Page) -> bool:
    """Nothing runs, nothing loads, and links lead within the page or to the address of the report."""
    elements = {"script", "img", "iframe", "object", "embed", "link", "base", "form", "input", "audio", "video"}
    return (
        not elements & set(page.tags)
        and not [name for name in page.attributes if name.startswith("on") or name in LOADS]
        and all(link.startswith(("#", "http://", "https://")) for link in page.links)
    )


def test_golden(golden) -> None:
    golden("dossier.html", html.render(ASSESSMENT, card=card))


def test_sections_stand_in_the_order_of_the_design() -> None:
    found = re.findall(r'<section id="([a-z]+)"', html.render(ASSESSMENT, card=card))
    assert found == [
        *("findings", "quiet", "claims", "contradictions", "text", "entities", "time"),
        *("questions", "warnings", "method"),
    ]


def test_the_page_runs_and_loads_nothing() -> None:
    page = page_of()
    assert is_harmless(page)
    assert [link for link in page.links if not link.startswith("#")] == [ASSESSMENT.report.url]


def test_the_policy_names_the_one_style_sheet_by_its_hash() -> None:
    text = html.render(ASSESSMENT, card=card)
    style = re.findall(r"<style>(.*?)</style>", text, re.S)
    assert len(style) == 1
    digest = base64.b64encode(sha256(style[0].encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in text or (
        f"default-src 'none'; style-src 'sha256-{digest}'" in text
    )


def test_every_link_within_the_page_arrives_and_ids_are_unique() -> None:
    page = page_of()
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert max(page.ids.values()) == 1


def test_each_claim_is_linked_from_the_text_and_back() -> None:
    text = html.render(ASSESSMENT, card=card)
    for number in range(1, len(CLAIMS) + 1):
        assert f'<a class="ref" href="#claim-{number}"' in text
        row = re.search(rf'<tr role="row" id="claim-{number}".*?</tr>', text, re.S)
        assert row is not None and re.search(r'class="quote" href="#t\d+"', row[0])


def test_headings_descend_one_level_at_a_time() -> None:
    levels = page_of().headings
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_text_is_shown_whole_whatever_spans_overlap() -> None:
    crossing = [Evidence(start, start + 40, TEXT[start : start + 40]) for start in range(55, 400, 7)]
    claims = tuple(Claim(f"x{number}", Act.OTHER, {}, (item,)) for number, item in enumerate(crossing))
    page = page_of(replace(ASSESSMENT, claims=claims))
    assert page.paragraphs == [line for line in TEXT.split("\n") if line]


def test_all_segments_of_a_span_light_up_together() -> None:
    text = html.render(ASSESSMENT, card=card)
    target = re.search(r'<tr role="row" id="claim-1" .*?href="#t(\d+)"', text, re.S)
    assert target is not None
    number = target[1]
    assert f"#t{number}:target~.k{number}" in text
    shown = re.findall(rf'<span class="[^"]*\bk{number}\b[^"]*">([^<]*)</span>', text)
    assert "".join(shown) == GIFT.text and len(shown) > 1


def test_an_echo_is_dimmed_and_leads_to_what_was_said_before() -> None:
    text = html.render(ASSESSMENT, card=card)
    assert len(re.findall(r'<span class="[^"]*\becho\b[^"]*">President Viktor Sorokin', text)) == 1
    assert text.count(">said before</a>") == 2


def test_support_is_spelled_out() -> None:
    text = html.render(ASSESSMENT, card=card)
    assert ">E4</b>: source unreliable; information doubtful." in text


def test_unsure_paragraph_numbers_say_so() -> None:
    assert "paragraph number recalled, not checked" in html.render(ASSESSMENT, card=card)


def test_a_measure_that_nobody_knows_is_shown_by_its_id() -> None:
    text = html.render(ASSESSMENT, card=no_card)
    assert "un-2397-7-vehicles" in text and "not at hand" in text


def test_an_empty_assessment_makes_a_page() -> None:
    report = Report("r", "", "", None, None, None, "0" * 64, None)
    page = page_of(Assessment(report, {}))
    assert is_harmless(page)
    assert "That is no clearance" in " ".join(page.words)


def test_references_to_nothing_are_shown_as_they_are() -> None:
    lost = replace(ASSESSMENT, claims=(), events=(), entities=(), contradictions=(Contradiction(("a", "b"), "x"),))
    page = page_of(lost)
    assert "A claim that is not in this dossier." in page.words


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x.example", " http://x"]
)
def test_an_address_that_is_not_of_the_web_is_no_link(url: str) -> None:
    page = page_of(replace(ASSESSMENT, report=replace(ASSESSMENT.report, url=url)))
    assert all(link.startswith("#") for link in page.links)
    assert url.strip() in " ".join(" ".join(page.words).split())


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("keep", [True, False], ids=["appended", "instead"])
def test_hostile_text_in_every_field_stays_text(payload: str, keep: bool) -> None:
    def rewrite(text: str) -> str:
        return text + payload if keep else payload

    assessment = rewritten(ASSESSMENT, rewrite)
    law = card_of(rewrite, CARDS["un-1718-8a3-luxury"])
    text = html.render(assessment, card=law)
    text.encode()
    page = Page(text)
    assert is_harmless(page)
    assert max(page.ids.values()) == 1
    assert page.headings.count(1) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_any_text_in_any_field_renders_and_stays_text(text: str) -> None:
    page = Page(html.render(rewritten(ASSESSMENT, lambda _: text), card=card_of(lambda _: text, CARDS["eu-ghrsr"])))
    assert is_harmless(page)


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT)
def test_any_report_is_shown_whole(text: str) -> None:
    page = page_of(replace(ASSESSMENT, report=replace(ASSESSMENT.report, text=text)))
    shown = [line for line in clean(text.replace("\r", "\ufffd")).split("\n") if line]
    assert [line for line in page.paragraphs if line != "There is no text."] == shown


def test_a_thousand_claims_stay_fast() -> None:
    body = "".join(f"Firm {number} shipped {number} lorries to the port.\n" for number in range(1000))
    claims, start = [], 0
    for number, line in enumerate(body.splitlines()):
        evidence = Evidence(start, start + len(line), line)
        claims.append(Claim(f"c{number}", Act.TRANSFER, {"item": ("car",)}, (evidence,)))
        start += len(line) + 1
    many = replace(ASSESSMENT, report=replace(ASSESSMENT.report, text=body), claims=tuple(claims))
    began = time.perf_counter()
    text = html.render(many, card=card)
    assert time.perf_counter() - began < 10
    assert text.count('<tr role="row" id="claim-') == 1000
    assert len(text) < 2_500_000


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_keep_the_contrast_of_wcag_aa(scheme: int) -> None:
    block = re.findall(r":root\{(.*?)\}", html.style_sheet(), re.S)[scheme]
    colours = dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{3,6})", block))
    tones = [name.removesuffix("-wash") for name in colours if name.endswith("-wash")]
    pairs = [(front, back) for front in ("ink", "soft", "link") for back in ("paper", "card", "lit")]
    pairs += [(tone, back) for tone in tones for back in (f"{tone}-wash", "card", "paper", "lit")]
    pairs += [(front, f"{tone}-wash") for tone in tones for front in ("ink", "soft")]
    weak = {pair: _contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
