"""No redacted word reaches any export, in any form; and what is not redacted stays as it is."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from poison import ANY_TEXT, rewritten

from porosity.assessment import (
    Act,
    Assessment,
    Claim,
    Document,
    Entity,
    Event,
    Evidence,
    Finding,
    Goods,
    Heading,
    Listing,
    Note,
    Origin,
    Quantity,
    Report,
    Support,
)
from porosity.contract import SCHEMA, to_dict
from porosity.evidence.redaction import BLOCK, NOTHING, blocked_out, redacted, redaction_of
from porosity.exports import findings_sheet, html, markdown, pdf, timeline, wording
from porosity.screening.ftm import AUTHORITIES
from porosity.timespan import TimeSpan
from samples import ASSESSMENT, CARDS, TEXT, card


def place(words: str, text: str = TEXT, *, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def without(*words: str, assessment: Assessment = ASSESSMENT) -> Assessment:
    spans = [place(one, assessment.report.text) for one in words]
    return redacted(assessment, redaction_of(assessment, spans))


def exports_of(assessment: Assessment, *, with_pdf: bool = False) -> dict[str, str]:
    """Everything that is written of an assessment, as text."""
    from porosity.exports import ftm

    found = {
        "json": json.dumps(to_dict(assessment), ensure_ascii=False),
        "html": re.sub("<[^>]*>", "", html.render(assessment, card=card)),
        "md": markdown.render(assessment, card=card).replace("\\", ""),
        "csv": "\n".join(findings_sheet.rows(assessment, card=card)),
        "svg": timeline.render(assessment, card=card),
        "ftm": "\n".join(json.dumps(one, ensure_ascii=False) for one in ftm.entities(assessment, card=card)),
    }
    if with_pdf:
        document = pypdfium2.PdfDocument(pdf.render(assessment, card=card))
        pages = (document[number].get_textpage().get_text_range() for number in range(len(document)))
        found["pdf"] = " ".join(pages).replace("\r\n", " ")
    return found


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def words_of(text: str) -> set[str]:
    """Words that tell something; years stand on the axis of time in any case."""
    return set(re.findall(r"[^\W\d_]{4,}|\d{5,}", folded(text)))


@cache
def ours() -> frozenset[str]:
    """The words that dossiers say of themselves and that the law says, whatever the report says."""
    said = " ".join(exports_of(rewritten(ASSESSMENT, lambda _: "x")).values())
    for finding in ASSESSMENT.findings:
        said += f" {finding.measure} {finding.family}"
        said += " ".join(f" {one.name} {one.reference}" for one in (*finding.elements, *finding.exemptions))
    tables = [table for table in vars(wording).values() if isinstance(table, dict)]
    said += " ".join(str(word) for table in tables for word in table.values())
    said += " ".join((" ", *AUTHORITIES.values(), *(entity.kind for entity in ASSESSMENT.entities)))
    for entity in ASSESSMENT.entities:
        if entity.goods is not None:
            said += " ".join((" ", *entity.goods.classes, *entity.goods.possible_classes))
    for known in CARDS.values():
        said += " ".join((" ", known.title, known.note, known.instrument, *known.history))
    return frozenset(words_of(said.replace("_", " ")))


def test_offsets_stay_true() -> None:
    found = without("Han Chol Min")
    assert len(found.report.text) == len(TEXT)
    for claim in found.claims:
        for item in claim.evidence:
            assert item.text == found.report.text[item.start : item.end]
    kept = [number for number, sign in enumerate(found.report.text) if sign != BLOCK]
    assert all(found.report.text[number] == TEXT[number] for number in kept)


def test_nothing_redacted_changes_nothing() -> None:
    assert redaction_of(ASSESSMENT, []) is NOTHING
    assert redacted(ASSESSMENT, NOTHING) is ASSESSMENT


def test_a_name_is_hidden_at_all_its_mentions_and_with_all_that_is_known_of_it() -> None:
    found = without("Han Chol Min")
    assert "Han Chol Min" not in found.report.text
    entity = next(one for one in found.entities if one.name == "[person 1, withheld]")
    assert (entity.country, entity.listings, entity.spellings, entity.mentions) == (None, None, (), ())
    assert "HAN" not in json.dumps(to_dict(found)) and "ofac-00001" not in json.dumps(to_dict(found))
    assert "Han Sol Hui" in found.report.text  # the sister was not redacted


def test_a_surname_that_is_a_spelling_goes_with_the_name() -> None:
    assert "Sorokin" not in without("Viktor Sorokin").report.text


def test_a_name_that_the_text_does_not_hold_goes_with_its_mention() -> None:
    text = "A car\n\nThe leader took a car."
    leader = Entity("e1", "Kim Example", "person", "kp", (), ((7, 17),))
    claim = Claim("c1", Act.TRANSFER, {"recipient": ("e1",)}, (Evidence(7, 29, text[7:29]),))
    finding = Finding("f1", "v1", "m", "f", ASSESSMENT.findings[0].verdict, (), because="It went to KIM Example.")
    event = Event("v1", Act.TRANSFER, {"recipient": ("e1",)}, ("c1",))
    report = Report("r", "A car", text, None, None, None, "0" * 64, "en")
    whole = Assessment(report, {}, {}, (claim,), (event,), (leader,), (finding,))
    found = redacted(whole, redaction_of(whole, [(7, 17)]))
    assert "kim" not in folded(json.dumps(to_dict(found)))
    assert found.findings[0].because == "It went to █████."


def test_a_passage_does_not_hide_those_who_are_named_elsewhere() -> None:
    found = without("The Russian foreign ministry denied that any vehicle had changed hands.")
    assert "North Korea" in {one.name for one in found.entities}
    assert "Russian foreign ministry" not in json.dumps(to_dict(found))


def test_what_only_hidden_words_say_is_left_out() -> None:
    found = without(
        "South Korean officials believe that Pyongyang agreed in January to sell 40,000 artillery shells to Russia"
    )
    assert "c6" not in {one.id for one in found.claims}
    assert "e2" not in {one.id for one in found.events}
    assert "f3" not in {one.id for one in found.findings}
    assert "Were the shells delivered" not in json.dumps(to_dict(found))


def test_an_amount_and_a_day_go_with_the_words_that_gave_them() -> None:
    found = without("40,000", "in January")
    event = next(one for one in found.events if one.id == "e2")
    assert (event.quantity, event.time) == (None, None)
    assert "40000" not in json.dumps(to_dict(found)) and "2025-01" not in json.dumps(to_dict(found))
    on_sunday = without("on Sunday")
    assert "13 April 2025" not in json.dumps(to_dict(on_sunday)) and "2025-04-13" not in json.dumps(to_dict(on_sunday))


def test_the_other_half_of_an_echo_goes_too() -> None:
    text = "The envoy of Ruritania came.\n\nEnvoys of Ruritania did come, it was said."
    report = Report("r", "", text, None, None, None, "", "en")
    whole = Assessment(report, {}, echoes=(((0, 28), (30, 72)),))
    assert "Ruritania" not in redacted(whole, redaction_of(whole, [(4, 22)])).report.text


def test_a_cut_word_is_hidden_whole() -> None:
    start, end = place("Volgar Senator")
    found = redacted(ASSESSMENT, redaction_of(ASSESSMENT, [(start + 2, end - 3)]))
    assert "Vo" not in found.report.text[start:end] and "tor" not in found.report.text[start:end]


@pytest.mark.parametrize("said", ["PETROW", "Petrow's", "petrów", "Petrowa", "Ivan-Petrow", "Petr"])
def test_derived_words_are_known_in_other_forms(said: str) -> None:
    report = Report("r", "", "Ivan Petrow sold coal.", None, None, None, "", "en")
    redaction = redaction_of(Assessment(report, {}), [(0, 11)])
    assert "petr" not in folded(redaction.mask(f"Sold by {said} then."))
    assert redaction.mask("Sold coal.") == "Sold coal."


def test_words_without_spaces_are_found_within_longer_ones() -> None:
    report = Report("r", "", "김정은이 차를 받았다.", None, None, None, "", "ko")
    redaction = redaction_of(Assessment(report, {}), [(0, 3)])
    assert redaction.text == "███이 차를 받았다."
    assert "김정은" not in redaction.mask("김정은에게 차")


def test_publisher_address_and_title_go_where_they_say_it() -> None:
    report = replace(
        ASSESSMENT.report, url="https://x.example/sorokin-gift", publisher="Sorokin Gazette", title="On Sorokin"
    )
    found = without("Viktor Sorokin", assessment=replace(ASSESSMENT, report=report))
    assert (found.report.url, found.report.publisher, found.report.title) == (None, None, "On █████")


def test_a_day_of_publication_read_from_hidden_words_goes() -> None:
    text = "PORT, 16 April 2025\n\nA ship came."
    report = Report("r", "", text, ASSESSMENT.report.published, None, None, "", "en")
    whole = Assessment(report, {})
    assert redacted(whole, redaction_of(whole, [(6, 19)])).report.published is None
    assert redacted(whole, redaction_of(whole, [(0, 4)])).report.published is not None


def test_a_hash_of_the_original_is_not_given() -> None:
    found = without("Viktor Sorokin")
    assert found.report.sha256 != ASSESSMENT.report.sha256


def test_headings_and_notes_of_a_document() -> None:
    start, end = place("Viktor Sorokin")
    document = Document(
        1, (Heading(start, end, TEXT[start:end], 1),), ((start, end, "7"),), (Note("1", "On Sorokin.", 1),)
    )
    found = without("Viktor Sorokin", assessment=replace(ASSESSMENT, document=document))
    assert found.document is not None
    assert found.document.headings[0].text == BLOCK * 14
    assert found.document.notes[0].text == "On █████."


def test_a_name_that_may_appear_nowhere() -> None:
    found = redacted(ASSESSMENT, redaction_of(ASSESSMENT, [], ["Korean Morning Agency"]))
    written = " ".join(exports_of(found).values())
    assert "Morning Agency" not in written
    assert "[source withheld]" in written


def test_sources_and_origins() -> None:
    origin = Origin("Viktor Sorokin", "party", "admits", "statement", "D", "Sorokin says so", via=("Sorokin's aide",))
    finding = replace(ASSESSMENT.findings[0], support=Support("D", 3, "Sorokin admits it", (origin,)))
    found = without("Viktor Sorokin", assessment=replace(ASSESSMENT, findings=(finding,)))
    assert "Sorokin" not in json.dumps(to_dict(found))


def test_goods_and_listings_of_what_is_called_otherwise() -> None:
    text = "The Aurus Senat came. The Senat left."
    car = Entity(
        "e1", "Aurus Senat", "vehicle", None, ("Aurus Senat", "Senat"), ((4, 15), (26, 31)), goods=Goods("Aurus Senat")
    )
    listed = replace(car, listings=(Listing("l", "i", "AURUS SENAT", 1.0, "p", None),))
    whole = Assessment(Report("r", "", text, None, None, None, "", "en"), {}, entities=(listed,))
    found = redacted(whole, redaction_of(whole, [(4, 9), (10, 11)], []))
    assert "aurus" not in folded(json.dumps(to_dict(found)))


def test_the_result_keeps_the_contract() -> None:
    for words in ("Han Chol Min", "President Viktor Sorokin has given", "40,000", TEXT[60:400]):
        Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(to_dict(without(words)))))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 60)), min_size=1, max_size=4))
def test_no_redacted_word_reaches_any_export(chosen: list[tuple[int, int]]) -> None:
    spans = [(start, min(len(TEXT), start + size)) for start, size in chosen]
    redaction = redaction_of(ASSESSMENT, spans)
    found = redacted(ASSESSMENT, redaction)
    assert blocked_out(found.report.text, sorted(redaction.hidden)) == found.report.text
    asked = " ".join(TEXT[start:end] for start, end in redaction.hidden)
    hidden = words_of(asked) - words_of(found.report.text) - ours()
    for name, written in exports_of(found).items():
        assert not [word for word in hidden if re.search(rf"(?<!\w){word}(?!\w)", folded(written))], name


@settings(max_examples=12, deadline=None)
@given(st.integers(0, len(TEXT) - 1), st.integers(1, 60))
def test_nor_the_pdf(start: int, size: int) -> None:
    redaction = redaction_of(ASSESSMENT, [(start, min(len(TEXT), start + size))])
    found = redacted(ASSESSMENT, redaction)
    asked = " ".join(TEXT[start:end] for start, end in redaction.hidden)
    hidden = words_of(asked) - words_of(found.report.text) - ours()
    written = folded(exports_of(found, with_pdf=True)["pdf"])
    assert not [word for word in hidden if re.search(rf"(?<!\w){word}(?!\w)", written)]


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT, st.integers(0, 40), st.integers(0, 40))
def test_any_text_can_be_redacted(text: str, start: int, end: int) -> None:
    report = Report("r", text[:5], text, None, None, None, "", None)
    quantity = Quantity(1, "piece", text[:3])
    claim = Claim(
        "c", Act.OTHER, {}, (Evidence(0, 5, text[:5]),), time=TimeSpan(None, None, text[:4]), quantity=quantity
    )
    whole = Assessment(
        report, {}, claims=(claim,), entities=(Entity("e", text[:6], "person", None, (text[:2],), ((0, 3),)),)
    )
    found = redacted(whole, redaction_of(whole, [(start, end)], [text[-3:]]))
    assert len(found.report.text) == len(text)
    assert found.report.text.count("\n") == text.count("\n")
