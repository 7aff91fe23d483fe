"""Full-text search: the same reports in both engines, by what people type, and never a syntax error."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from porosity.evidence.records import Filters
from porosity.evidence.searching import folded, parsed, snippet, tsvector, words_of
from porosity.evidence.store import Store
from stores import small

TEXTS = {
    "plain": "A firm in Harbour City sold luxury goods to the port of Nampo.",
    "accents": "L'Élysée a livré des voitures à Genève; the naïve café owner Åse paid.",
    "il": "An Il-62M of Koryo Wings landed; the goods were of no luxury.",
    "korean": "북한이 러시아에 포탄을 보냈다.",
    "chinese": "朝鲜向俄罗斯出售煤炭。",
    "cyrillic": "Россия передала Северной Корее лимузин.",
    "nul": "A text with \x00 in it and half a character \ud800 sold.",
}


WORDS = ["car", "Car", "coal", "ship", "shipment", "Nampo", "naïve", "2024", "a62m", "north", "korea"]


@pytest.fixture
def told(store: Store) -> Store:
    """A store of one report a script."""
    for name, text in TEXTS.items():
        given = small(name, text)
        store.add(given.original, given.assessment)
    return store


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("luxury", {"plain", "il"}),
        ("LUXURY goods", {"plain", "il"}),
        ('"luxury goods"', {"plain"}),
        ('"luxury goods', {"plain"}),
        ("lux*", {"plain", "il"}),
        ("lux", set()),
        ("elysee", {"accents"}),
        ("ÉLYSÉE geneve", {"accents"}),
        ("naive ase", {"accents"}),
        ("il-62m", {"il"}),
        ("62m il", {"il"}),
        ('"62m il"', set()),
        ("북한", {"korean"}),
        ("俄罗斯", {"chinese"}),
        ("罗俄", set()),
        ("россия", {"cyrillic"}),
        ("лимузин*", {"cyrillic"}),
        ("sold", {"plain", "nul"}),
        ("luxury NOT goods", set()),
        ("title:luxury", set()),
        ("", set()),
        ("'); DROP TABLE report; --", set()),
    ],
)
def test_what_is_found(told: Store, query: str, keys: set[str]) -> None:
    assert {hit.key for hit in told.search(query)} == keys
    if query:
        assert {row.key for row in told.reports(Filters(words=query)).items} == keys


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=40) | st.text(alphabet="\"'*():-^NEARORANDNOT {}<>&|!\\ab ", max_size=40))
@example("a" * 10_000)
@example('"' * 999)
@example("* " * 500)
def test_whatever_is_typed_is_no_error(told: Store, query: str) -> None:
    told.search(query)
    assert told.reports(Filters(words=query)).total is not None


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_a_report_holds_the_words_or_is_not_found(store: Store, words: list[str]) -> None:
    text = " ".join(words) or "none"
    given = small(f"r{sha256(text.encode()).hexdigest()[:12]}", text)
    store.add(given.original, given.assessment)
    for word in ("car", "shipment", "NAIVE", "korea"):
        found = {hit.key for hit in store.search(word, limit=1000)}
        assert (given.assessment.report.id in found) is (folded(word) in {w for w, *_ in words_of(text)})


def test_title_words_weigh_more_and_filters_hold(store: Store) -> None:
    for name, title, text in (
        ("body", "", "The crane stood at the quay for a while."),
        ("title", "Crane sold", "Quay."),
    ):
        given = small(name, text)
        report = given.assessment.report
        whole = f"{title}\n\n{text}" if title else text
        store.add(given.original, replace(given.assessment, report=replace(report, title=title, text=whole)))
    assert [hit.key for hit in store.search("crane")] == ["title", "body"]
    assert [hit.key for hit in store.search("crane", Filters(report="body"))] == ["body"]
    assert len(store.search("crane", limit=1)) == 1


def test_the_snippet_is_where_the_words_stand_together() -> None:
    text = "Luxury first. " + "Filler words here. " * 30 + "Then luxury cars came to Nampo. " + "More. " * 50
    before, found, after = snippet(text, parsed("luxury nampo"))
    assert found == "luxury" and after.startswith(" cars came to Nampo.") and before.startswith("… ")
    assert snippet("Åse was here", parsed("ase"))[1] == "Åse"
    assert snippet("nothing", parsed("other")) == ("nothing", "", "")


@given(st.text(max_size=300))
def test_words_are_letters_and_digits_where_they_are_said_to_stand(text: str) -> None:
    for word, start, end in words_of(text):
        assert word and all(c.isalnum() for c in word) and 0 <= start < end <= len(text)


def test_a_book_fits_into_a_tsvector() -> None:
    written = tsvector("Title", " ".join(f"word{number}" for number in range(200_000)))
    assert len(written) < 1_000_000 * 2 and re.match(r"'title':1A", written)
