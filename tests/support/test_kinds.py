"""The kinds of sources: the shipped table is whole, and what is odd in one stops it."""

from __future__ import annotations

from pathlib import Path

import pytest

from porosity import resources
from porosity.errors import KnowledgeError
from porosity.support.kinds import CREDIBILITY, RELIABILITY, kinds, read_kinds

SHIPPED = (resources.knowledge() / "support.yml").read_text(encoding="utf-8")
LETTER = "    reliability: B\n    directness: document\n    weight: firm\n    because: 'found after"


def test_the_code_is_the_admiralty_code() -> None:
    assert "".join(RELIABILITY) == "ABCDEF"
    assert tuple(CREDIBILITY) == (1, 2, 3, 4, 5, 6)


def test_nobody_starts_as_completely_reliable_and_each_has_a_reason() -> None:
    for kind in kinds().by_id.values():
        assert kind.reliability != "A" and kind.because and kind.called


def test_who_is_not_named_has_no_grade_of_his_own() -> None:
    for name in ("unnamed-official", "unnamed-source", "unnamed-expert", "eyewitness", "defector", "hearsay"):
        assert kinds().by_id[name].reliability == "F"


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("kinds:\n", "sorts:\n", "must hold 'kinds' and 'patterns'"),
        (LETTER, LETTER.replace("B", "G"), "reliability 'G' is none of A to F"),
        (LETTER, LETTER.replace("document", "paper"), "directness 'paper' is none of"),
        (LETTER, LETTER.replace("firm", "strong"), "weight 'strong' is none of"),
        (LETTER, LETTER.replace("weight: firm", "wait: firm"), "must have because, called"),
        ("  organisation:\n", "  organization:\n", "organization: has no words"),
        ("  saw: ", "  seen: ", "its patterns must be letter, saw,"),
        ("  person:\n", "  persona:\n    words: [somebody]\n", "lacks the kinds person"),
    ],
)
def test_an_odd_table_stops_with_its_place(tmp_path: Path, was: str, becomes: str, says: str) -> None:
    assert was in SHIPPED
    path = tmp_path / "support.yml"
    path.write_text(SHIPPED.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=says):
        read_kinds(path)


@pytest.mark.parametrize(
    ("pattern", "holds", "does_not"),
    [
        ("unverified", "The claim could not be independently verified.", "The claim was independently verified."),
        ("unverified", "The agency was unable to confirm it.", "The agency was able to confirm it."),
        ("unverified", "Reuters couldn't verify the footage.", "Reuters verified the footage."),
        ("unverified", "The reports have not been verified.", "The reports have been verified."),
        ("unverified", "There was no independent confirmation.", "There was independent confirmation."),
        ("unverified", "Neither account could be verified.", "Either account could be verified."),
        ("withheld", "two aides who asked not to be named", "two aides who asked not to be seated"),
        ("withheld", "speaking on condition of anonymity", "on condition of payment"),
        ("withheld", "people familiar with the matter", "people in a familiar place"),
        ("withheld", "he was not authorised to speak", "he was authorised to speak"),
        ("saw", "she saw the lorries", "she said lorries came"),
        ("shown", "papers seen by this newspaper", "papers that this newspaper has not seen"),
        ("letter", "wrote in a letter that", "let it be known that"),
        ("letter", "in an open letter to the Council", "in an open session of the Council"),
        ("sworn", "testified that", "said that"),
    ],
)
def test_both_sides_of_a_wording(pattern: str, holds: str, does_not: str) -> None:
    assert kinds().says(pattern, holds)
    assert not kinds().says(pattern, does_not)
