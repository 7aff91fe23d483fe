"""Sentences that answer: which words do, and which only look like it."""

from __future__ import annotations

import pytest
from builder import page

from porosity.reading.rebuttals import Answer, is_over, rebuttal_in


def answer(text: str) -> Answer | None:
    found = rebuttal_in(page(text)[0])
    return found.answer if found is not None else None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Utopia called the tale a fabrication.", Answer.DENIED),
        ("The firm dismissed those accounts.", Answer.DENIED),
        ("Its envoy says the whole thing is made up.", Answer.DENIED),
        ("The owner says it did not, and shows a paper.", Answer.DENIED),
        ("A clerk there said no, more likely rice.", Answer.DENIED),
        ("The ministry said that it had breached nothing.", Answer.DENIED),
        ("A rival was not convinced.", Answer.DOUBTED),
        ("That was disputed by two drivers.", Answer.DOUBTED),
        ("It was in fact a barge.", Answer.CORRECTED),
        ("In May the court of appeal quashed the fine.", Answer.REVERSED),
        ("She is not.", Answer.BARE),
        ("The port has no record of her.", Answer.NOTHING),
        ("No other yard found one.", Answer.NOTHING),
        ("One was still at his bench in June.", Answer.STILL),
        ("A second office put the figure at 40.", Answer.COUNTED),
        ("Utopia says that the pass is not open at all.", Answer.NEGATED),
    ],
)
def test_what_answers(text: str, kind: Answer) -> None:
    assert answer(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "The tanker was denied entry.",
        "They were denied a port.",
        "The firm neither confirmed nor denied it.",
        "She dismissed the cook.",
        "They could deny him the right to speak.",
        "That leaves little doubt.",
        "Prices may decline by four points.",
        "To put that number in context, the yard owes more.",
        "He never said that he knew.",
        "It was not sure of being paid.",
        "The yard called the ship a beauty.",
        "He said no ship had come by.",
        "The court fined the firm.",
        "They count sacks.",
    ],
)
def test_what_only_looks_like_an_answer(text: str) -> None:
    assert answer(text) is None


def test_the_words_and_their_clause_are_told_apart() -> None:
    line = page("Utopia called it a lie, and the crew went home.")[0]
    found = rebuttal_in(line)
    assert found is not None
    assert line.text_of(*found.words) == "called it a lie"
    assert line.text[found.start :].startswith("called")


@pytest.mark.parametrize(("text", "over"), [("The last of them left in May.", True), ("They work there.", False)])
def test_what_is_over(text: str, over: bool) -> None:
    assert is_over(text) is over
