"""Turns of an interview and quotations that run on: whose each line is."""

from __future__ import annotations

from builder import Said, page, said

from porosity.reading.speeches import quotations, turns


def labels(*sentences: Said | str) -> list[str | None]:
    lines = page(*sentences)
    found = turns(lines)
    return [found[line.index].label if line.index in found else None for line in lines]


def test_a_turn_goes_on_until_the_next_label() -> None:
    talk = [
        "An interview.",
        said("Q: Who sold it?", paragraph=1),
        said("A: Iran did.", paragraph=2),
        said("It rained.", paragraph=2),
        said("Q: And then?", paragraph=3),
        said("A: Nothing.", paragraph=4),
    ]
    assert labels(*talk) == [None, "Q", "A", "A", "Q", "A"]


def test_names_in_capitals_are_labels_and_other_words_are_none() -> None:
    talk = [said(f"{who}: It rained.", paragraph=at) for at, who in enumerate(("MS ROE", "HOST", "MS ROE", "HOST"))]
    assert labels(*talk) == ["MS ROE", "HOST", "MS ROE", "HOST"]
    assert labels(*[said("Roe: It rained.", paragraph=at) for at in range(4)]) == [None] * 4


def test_a_label_that_stands_once_is_no_speakers() -> None:
    assert labels("UPDATE: It rained.", said("CORRECTION: It did not.", paragraph=1)) == [None, None]


def test_a_heading_ends_a_turn() -> None:
    talk = [said(f"{who}: Yes.", paragraph=at) for at, who in enumerate(("Q", "A", "Q", "A"))]
    end = [said("Background", paragraph=4, kind="heading"), said("It rained.", paragraph=5)]
    assert labels(*talk, *end) == ["Q", "A", "Q", "A", None, None]


def test_a_quotation_runs_over_sentences_of_its_paragraph() -> None:
    lines = page('"It rained.', "It snowed.", 'It froze," she said.')
    (found,) = quotations(lines)
    assert [lines[at].text_of(*span) for at, span in found.contents.items()] == [
        "It rained.",
        "It snowed.",
        "It froze,",
    ]
    assert quotations(page('"It rained.', said('It froze," she said.', paragraph=1))) == []
    assert quotations(page('"It rained," she said.', "It froze.")) == []
