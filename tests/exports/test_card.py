"""From a measure of the law to what a dossier prints of it."""

from __future__ import annotations

from datetime import date

from porosity.exports import wording
from porosity.exports.card import MeasureCard
from porosity.measures.measure import Bound, Citation, Force, HistoryStep, Kind, Measure, Sure, Vote

MEASURE = Measure(
    id="xx-coal",
    title="Coal",
    regime="xx",
    kind=Kind.PROHIBITION,
    force=Force.CALLS,
    instrument="Regulation 12/2016 art. 3",
    families=("dprk-exports",),
    bound=Bound("un-members"),
    citations=(Citation("art. 3(1)", Sure.VERIFIED), Citation("art. 4", Sure.RECALLED, "the dates")),
    limbs=(),
    adopted=date(2016, 3, 1),
    vote=Vote(15, 0, 0),
    in_force_from=date(2016, 3, 2),
    in_force_until=date(2021, 7, 1),
    history=(HistoryStep(date(2017, 1, 1), "Regulation 1/2017", "adds lignite"),),
    force_note="It only urges.",
    note="Any form of coal.",
)


def test_a_card_holds_what_a_dossier_prints() -> None:
    card = MeasureCard.of(MEASURE)
    assert card.citations == (("art. 3(1)", "verified"), ("art. 4 (the dates)", "recalled"))
    assert card.vote == "15-0-0"
    assert card.note == "It only urges. Any form of coal."
    assert card.history == ("2017-01-01, Regulation 1/2017: adds lignite",)
    assert wording.in_force(card).startswith("in force from 2 March 2016 until 1 July 2021")


def test_every_word_of_the_law_is_worded() -> None:
    assert {sure.value for sure in Sure} <= set(wording.CITATION_WORDS)
    assert {force.value for force in Force} <= set(wording.FORCE_WORDS)
