"""Reports as pages: from a finding to its words, to its article, and back; facets as links; every state designed."""

from __future__ import annotations

import re
from dataclasses import replace

from porosity.web import report_view
from porosity.web.settings import NO_STORE, Settings
from porosity.web.site import Site
from samples import ASSESSMENT, FINDINGS
from stores import original

from .conftest import KEY, Visitor


def targets(page: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', page))


def test_every_link_within_the_page_of_a_report_leads_somewhere(visitor: Visitor) -> None:
    page = visitor.see(f"/reports/{KEY}")
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links and links <= targets(page)


def test_no_id_stands_twice_on_a_page(visitor: Visitor) -> None:
    for path in (f"/reports/{KEY}", "/reports", "/review", "/", "/audit", "/search?q=car"):
        ids = re.findall(r'\bid="([^"]+)"', visitor.see(path))
        assert len(ids) == len(set(ids)), path


def test_the_text_leads_to_the_finding_and_the_finding_to_the_text(visitor: Visitor) -> None:
    page = visitor.see(f"/reports/{KEY}")
    text = page[page.index('id="text"') : page.index('id="findings"')]
    findings = page[page.index('id="findings"') : page.index('id="questions"')]
    assert 'href="#finding-1"' in text and 'href="#f1-1"' in text
    words = set(re.findall(r'class="quote" href="#(t\d+)"', findings))
    assert words and words <= targets(text)


def test_an_element_leads_to_its_article_on_the_day_of_the_act(visitor: Visitor) -> None:
    site = Site(Settings(store=NO_STORE))
    measure = site.law.get("un-2397-7-vehicles")
    assert measure is not None
    anchors = report_view.articles(measure)
    assert anchors["UNSCR 2397 (2017) OP 7"] == "limb-supply"
    assert anchors["UNSCR 2397 (2017) OP 25"] == "way-committee-approval"


def test_the_article_that_a_finding_leads_to_is_on_the_page_of_its_measure(visitor: Visitor) -> None:
    page = visitor.see(f"/reports/{KEY}")
    found = {link for link in re.findall(r'href="(/measures/[^"]+)"', page) if "#" in link}
    for link in found:
        address, _, anchor = link.partition("#")
        assert anchor in targets(visitor.see(address)), link


def test_the_twin_of_a_report_is_the_contract_with_its_decisions(visitor: Visitor) -> None:
    twin = visitor.ask(f"/reports/{KEY}")
    assert twin["report"]["key"] == KEY
    assert [one["key"] for one in twin["findings"]] == [f"{KEY}#{finding.id}" for finding in FINDINGS]
    assert twin["assessment"]["verdict"] == ASSESSMENT.verdict


def test_a_facet_is_a_link_that_narrows_and_widens_again(visitor: Visitor) -> None:
    page = visitor.see("/reports")
    assert 'href="/reports?verdict=prohibited"' in page
    narrowed = visitor.see("/reports?verdict=prohibited")
    assert re.search(r'href="/reports"[^>]*aria-current="true"', narrowed)
    assert visitor.ask("/reports?verdict=prohibited&verdict=conditional")["total"] == 1
    assert visitor.ask("/reports?verdict=exempt")["total"] == 0


def test_filters_that_nothing_fits_say_how_to_go_on(visitor: Visitor) -> None:
    assert "No report fits" in visitor.see("/reports?publisher=Nobody")


def test_an_empty_store_says_how_to_begin(empty: Visitor) -> None:
    assert "No report is kept yet" in empty.see("/reports")
    assert "Nothing has been read yet" in empty.see("/")
    assert "Nothing waits" in empty.see("/review")
    assert "No decision yet" in empty.see("/audit")


def test_a_report_that_is_not_there_is_a_page_that_says_so(visitor: Visitor) -> None:
    assert "there is none with the key" in visitor.see("/reports/nothing", status=404)
    assert visitor.ask("/reports/nothing.json", status=404)["error"]["status"] == 404


def test_keys_with_strange_characters_have_their_page(empty: Visitor) -> None:
    from porosity.web.answering import address

    for name in ("a/b c?d=1", "x.json", "ключ", "100%", "..", "a.html"):
        made = replace(ASSESSMENT, report=replace(ASSESSMENT.report, id=name, text=ASSESSMENT.report.text + name))
        key = empty.store.add(original(name), made).key
        page = empty.see(address("reports", key))
        assert ASSESSMENT.report.title in page
        assert address("reports", key) in empty.see("/reports").replace("&#39;", "'")


def test_an_earlier_assessment_can_be_seen_and_says_so(visitor: Visitor) -> None:
    other = replace(ASSESSMENT, made_with={**ASSESSMENT.made_with, "law": "newer"}, findings=FINDINGS[1:])
    visitor.store.add(original(), other)
    assert "This is assessment" in visitor.see(f"/reports/{KEY}?number=1")
    assert "This is assessment" not in visitor.see(f"/reports/{KEY}")
    visitor.see(f"/reports/{KEY}?number=7", status=404)


def test_search_shows_the_words_in_their_place(visitor: Visitor) -> None:
    page = visitor.see("/search?q=luxury+goods")
    assert "<mark>" in page and f'href="/reports/{KEY}"' in page
    assert "No report holds these words" in visitor.see("/search?q=submarine")
    assert "Words stand anywhere" in visitor.see("/search")
