"""The reader: a report in, claims, events, entities out. First with a network that reads what it is told, then real."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import cast as as_type

import pytest
from builder import LEXICON, GivenAct, GivenArguments, GivenSaying, act, read_by_hand, saying
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from porosity.assess import assess
from porosity.assessment import Act, Assessment, Basis, Evidence, Report, Verdict
from porosity.measures.judging import STRENGTH
from porosity.measures.loading import shipped_law
from porosity.reading.network import Network, SentenceReading
from porosity.reading.reader import NetworkReader, Reading
from porosity.reading.words import Word

PUBLISHED = date(2024, 2, 20)
Part = GivenAct | GivenSaying | GivenArguments
Sentence = tuple[str, tuple[Part, ...]]
LAW = shipped_law()


class Told:
    """A network that reads in each sentence what it was told, and nothing in any other."""

    version = "told"

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self._readings: dict[str, SentenceReading] = {}
        for marked, parts in sentences:
            _, reading = read_by_hand(marked, *parts)
            self._readings[" ".join(word.text for word in reading.words)] = reading

    def read_words(
        self, sentences: Sequence[Sequence[Word]], *, propose: object = None, predicates: object = None
    ) -> list[SentenceReading]:
        nothing = ((), (), (), ())
        return [
            self._readings.get(" ".join(word.text for word in words), SentenceReading(tuple(words), *nothing))
            for words in sentences
        ]


def report(title: str, *paragraphs: str, published: date | None = PUBLISHED) -> Report:
    text = "\n\n".join((title, *paragraphs)) if title else "\n\n".join(paragraphs)
    return Report("r", title, text, published, None, None, "0" * 64, "en")


def read(title: str, *paragraphs: Sequence[Sentence]) -> tuple[Report, Reading]:
    """A report of these sentences, as a reader reads it whose network sees what they are marked with."""
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
    body = [" ".join(read_by_hand(marked)[0] for marked, _ in paragraph) for paragraph in paragraphs]
    one = report(title, *body)
    return one, NetworkReader(as_type(Network, Told(sentences)), LEXICON).read(one)


def sold(marked: str, *more: Part, **roles: str) -> Sentence:
    filled = {"item": "rifles", **roles} if roles else {"agent": "Iran", "item": "rifles"}
    return marked, (act("sold", "transfer", **filled), *more)  # type: ignore[arg-type]


SALE = sold("[Iran|place] sold [rifles|weapon] to [Iraq|place] in May.", agent="Iran", item="rifles", recipient="Iraq")


def quoted(one: Report, evidence: Evidence) -> str:
    return one.text[evidence.start : evidence.end]


# --- with a network that is told what to read ---


def test_a_report_becomes_claims_events_and_entities() -> None:
    one, reading = read("A sale of arms", [SALE])
    (claim,), (event,) = reading.claims, reading.events
    assert (claim.act, event.claims, quoted(one, claim.evidence[0])) == (
        Act.TRANSFER,
        (claim.id,),
        claim.evidence[0].text,
    )
    assert {entity.name for entity in reading.entities} == {"Iran", "Iraq", "rifles"}
    for entity in reading.entities:
        assert [one.text[start:end] for start, end in entity.mentions] == [entity.name]


def test_each_claim_has_its_voice() -> None:
    spoken = sold("[Seoul|place] said [Iran|place] sold [rifles|weapon].", saying("said", "Seoul", "Iran sold rifles"))
    _, reading = read("News", [SALE], [spoken])
    assert [reading.voices[claim.id].names for claim in reading.claims] == [(), ("Seoul",)]


def test_what_is_said_twice_is_claimed_once_where_it_is_fuller() -> None:
    caption = sold("[Iran|place] sold a load of [rifles|weapon] to [Iraq|place] at night in May", item="rifles")
    full = sold(
        "[Iran|place] sold a load of [rifles|weapon] to [Iraq|place] at night in May, officials say.", item="rifles"
    )
    one, reading = read("News of the day", [caption], [full])
    assert [(one.text[a:b], one.text[c:d]) for (a, b), (c, d) in reading.echoes] == [
        (read_by_hand(caption[0])[0], read_by_hand(full[0])[0])
    ]
    (claim,) = reading.claims
    assert claim.evidence[0].start > one.text.index("May")


def test_an_implied_supplier_becomes_an_entity() -> None:
    used = (
        "[Russia|place] fired [North Korean|nationality] [missiles|weapon].",
        (act("fired", "use", agent="Russia", item="missiles"),),
    )
    _, reading = read("War", [used])
    implied = next(claim for claim in reading.claims if claim.basis is Basis.IMPLIED)
    entities = {entity.id: entity for entity in reading.entities}
    assert [entities[i].country for i in implied.roles["agent"]] == ["kp"]
    assert all(i in entities for claim in reading.claims for ids in claim.roles.values() for i in ids)


def test_contradictions_name_claims_of_the_report() -> None:
    denial = (
        "[Baghdad|place] said [Iran|place] had sold no [rifles|weapon] to [Iraq|place].",
        (
            saying("said", "Baghdad", "Iran had sold no rifles to Iraq"),
            act("sold", "transfer", stance="denies", agent="Iran", recipient="Iraq", item="rifles"),
        ),
    )
    _, reading = read("News", [SALE, denial])
    assert [c.claims for c in reading.contradictions] == [tuple(claim.id for claim in reading.claims)]


def test_slips_of_the_pen_are_named() -> None:
    first = sold("[Iran|place] sold an [Aurus|vehicle].", item="Aurus")
    second = sold("[Iraq|place] sold an [Anrus|vehicle].", item="Anrus")
    _, reading = read("News", [first], [second])
    assert reading.variants == (("Anrus", "Aurus"),)


def test_a_report_in_which_nothing_is_read_has_nothing() -> None:
    _, reading = read("Rain", [("It rained all day.", ())])
    assert (reading.claims, reading.events, reading.entities) == ((), (), ())


# --- with the network that ships ---

GIFT = report(
    "Moscow sends Pyongyang limousine",
    "Russia gave North Korean leader Kim Jong Un a Russian-made Aurus limousine on 18 February 2024, state media said.",
    "“He took the keys and thanked the giver,” his sister Kim Yo Jong said. It was unclear how the car got there.",
    "The foreign ministry in Seoul said the gift might violate a UN resolution. Moscow did not comment.",
)
COAL = report(
    "Tanker seized off Busan",
    "South Korea seized a tanker that carried 5,000 tonnes of North Korean coal to China in December 2017, officials "
    "said. The shipowner denied that the vessel had been in North Korea.",
    "A UN panel reported that the firm paid Pyongyang $3 million for the coal, citing satellite imagery.",
)


@pytest.fixture(scope="module")
def reader() -> NetworkReader:
    return NetworkReader()


@pytest.fixture(scope="module", params=[GIFT, COAL], ids=["a gift", "coal"])
def assessment(request: pytest.FixtureRequest, reader: NetworkReader) -> Assessment:
    return assess(request.param, reader, None, LAW)


def spans_of(found: Assessment) -> list[Evidence]:
    """All the words of the report that an assessment quotes."""
    spans = [span for claim in found.claims for span in (*claim.evidence, *claim.hedges)]
    spans += [span for event in found.events for span in event.left_open]
    for finding in found.findings:
        spans += finding.hedge
        spans += [span for element in finding.elements for span in element.evidence]
    return spans


def check_offsets(found: Assessment) -> None:
    text = found.report.text
    for span in spans_of(found):
        assert 0 <= span.start < span.end <= len(text) and span.text == text[span.start : span.end]
    for entity in found.entities:
        assert all(0 <= start < end <= len(text) for start, end in entity.mentions)
    for start, end in (pair for echo in found.echoes for pair in echo):
        assert 0 <= start < end <= len(text)


def check_references(found: Assessment) -> None:
    """Every id that an assessment uses is one that it holds."""
    claims = {claim.id for claim in found.claims}
    entities = {entity.id for entity in found.entities}
    events = {event.id for event in found.events}
    assert len(claims) == len(found.claims) and len(entities) == len(found.entities)
    for roles in [*(claim.roles for claim in found.claims), *(event.roles for event in found.events)]:
        assert {i for ids in roles.values() for i in ids} <= entities
    assert {i for event in found.events for i in event.claims} <= claims
    assert {i for finding in found.findings for i in finding.claims} <= claims
    assert {finding.event for finding in found.findings} <= events
    assert {i for one in found.contradictions for i in one.claims} <= claims


def test_every_quote_is_the_text_of_the_report(assessment: Assessment) -> None:
    assert spans_of(assessment)
    check_offsets(assessment)


def test_every_name_of_an_entity_stands_where_it_is_mentioned(assessment: Assessment) -> None:
    text = assessment.report.text
    named = [e for e in assessment.entities if e.mentions]
    assert named
    for entity in named:
        said = {text[start:end] for start, end in entity.mentions}
        spelled = {entity.name, *entity.spellings}
        assert any(spelling in words for spelling in spelled for words in said), (entity, said)


def test_every_id_leads_somewhere(assessment: Assessment) -> None:
    check_references(assessment)


def test_the_verdict_is_the_strongest_of_the_findings(assessment: Assessment) -> None:
    verdicts = [finding.verdict for finding in assessment.findings]
    assert verdicts and assessment.verdict == verdicts[0].value == Verdict.PROHIBITED.value
    assert all(STRENGTH.index(one) <= STRENGTH.index(other) for one, other in pairwise(verdicts))


def test_a_gift_of_a_car_is_a_luxury_for_the_north(reader: NetworkReader) -> None:
    found = assess(GIFT, reader, None, LAW)
    assert "luxury-goods" in {finding.family for finding in found.findings}
    event = next(e for e in found.events if e.id == found.findings[0].event)
    country = {entity.id: entity.country for entity in found.entities}
    assert ({country[i] for i in event.roles["agent"]}, {country[i] for i in event.roles["recipient"]}) == (
        {"ru"},
        {"kp"},
    )


def test_reading_twice_gives_the_same(reader: NetworkReader) -> None:
    assert reader.read(COAL) == reader.read(COAL)


def test_a_report_without_a_date_is_read_too(reader: NetworkReader) -> None:
    undated = report(GIFT.title, GIFT.text.partition("\n\n")[2], published=None)
    found = assess(undated, reader, None, LAW)
    check_offsets(found)
    assert found.claims


HOSTILE = {
    "nothing": "",
    "white space": " \n\t \u00a0\u2003\n\n",
    "control characters": "Russia\x00 gave\x07 North\x1b[31m Korea\x7f a car\u2028 in\u0085 May.",
    "right to left": "\u202eRussia gave North Korea a car.\u202c אירן מכרה נשק \u061c لإيران.",
    "emoji": "🇷🇺 gave 🇰🇵 a 🚗👨‍👩‍👧‍👦 on 1\ufe0f\u20e3 May 🚀🚀🚀.",
    "combining": "R\u0336u\u0336s\u0336s\u0336i\u0336a\u0336 gave " + "e" + "\u0301" * 300 + " a car.",
    "a very long word": "Russia gave " + "x" * 20_000 + " a car.",
    "many marks": "“" * 400 + "Russia gave a car" + "”)]'" * 200,
    "only cues": "said " * 300 + "denied that " * 100,
    "only acts": "sold gave shipped " * 200,
    "only commas": "Russia, China, and Iran, " * 200 + "sold oil.",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read_without_complaint(text: str, reader: NetworkReader) -> None:
    found = assess(report("", text), reader, None, LAW)
    check_offsets(found)
    check_references(found)


def test_thousands_of_words_in_any_order_are_read_without_complaint(reader: NetworkReader) -> None:
    chance = random.Random(7)
    words = [
        *GIFT.text.split(),
        *COAL.text.split(),
        "in exchange for",
        "including",
        "banned",
        "“",
        "”",
        "?",
        ";",
        "\n\n",
    ]
    found = assess(report("Words", " ".join(chance.choice(words) for _ in range(3000))), reader, None, LAW)
    assert found.claims
    check_offsets(found)
    check_references(found)


PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(GIFT.text.split()),
    st.sampled_from(["\n\n", "\n", "“", "”", '"', "’s", "...", "May", "in exchange for", "he", "the gift", "and", ","]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, max_size=40), title=st.text(max_size=20), joint=st.sampled_from(["", " "]))
def test_any_text_is_read_without_complaint(
    pieces: list[str], title: str, joint: str, any_reader: Callable[[], NetworkReader]
) -> None:
    body = joint.join(pieces)
    text = f"{title}\n\n{body}" if title else body
    found = assess(Report("r", title, text, PUBLISHED, None, None, "0" * 64, None), any_reader(), None, LAW)
    check_offsets(found)
    check_references(found)


@pytest.fixture(scope="module")
def any_reader(reader: NetworkReader) -> Callable[[], NetworkReader]:
    return lambda: reader
