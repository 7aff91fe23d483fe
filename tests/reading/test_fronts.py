"""Who stands for a listed body: only where the report says so, and only for a body that was on the list by then."""

from __future__ import annotations

from datetime import date

import pytest
from builder import Story, act, said

from porosity.reading.fronts import FACT, with_fronts


def facts(text: str, published: date = date(2024, 2, 20)) -> list[bool | None]:
    """What each claim says of acting for somebody listed."""
    story = Story(said(text, act("paid", "finance", recipient="Alpha Works", item="money")), published=published)
    return [one.claim.facts.get(FACT) for one in with_fronts(story.told, story.lines, story.cast)]


@pytest.mark.parametrize(
    "words", ["continues the business of", "acts for", "is a front for", "formerly known as", "belongs to"]
)
def test_whoever_stands_for_a_listed_body_is_told_as_such(words: str) -> None:
    assert facts(f"They paid [money|money] to [Alpha Works|organisation], which {words} [KOMID|organisation].") == [
        True
    ]


def test_nobody_stands_for_a_body_that_no_list_names() -> None:
    assert facts("They paid [money|money] to [Alpha Works|organisation], which acts for [Toyota|organisation].") == [
        None
    ]


def test_to_be_named_beside_a_listed_body_is_not_to_stand_for_it() -> None:
    assert facts("They paid [money|money] to [Alpha Works|organisation], and not to [KOMID|organisation].") == [None]


def test_before_the_day_of_listing_there_is_nothing_to_stand_for() -> None:
    text = "They paid [money|money] to [Alpha Works|organisation], which acts for [KOMID|organisation]."
    assert facts(text, published=date(2008, 5, 1)) == [None]
