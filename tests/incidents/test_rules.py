"""The rules of incidents are refused where they are odd, in words that say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from porosity.errors import KnowledgeError
from porosity.incidents.rules import read_rules, rules
from porosity.resources import knowledge

TEXT = (knowledge() / "incidents.yml").read_text(encoding="utf-8")
ODD = [
    ("  supply:\n", "  supplies:\n", "lacks the kinds supply"),
    ("needs: [giver, taker]\n    window: 120", "needs: [thing]\n    window: 120", "not only what words alone can give"),
    ("near: 45\n    agree: {goods: 0.6, generic", "near: 145\n    agree: {goods: 0.6, generic", "near is the shorter"),
    ("agree: {goods: 0.6, generic", "agree: {colour: 0.6, generic", "weighs what is no feature"),
    ("differ: {giver: -1, taker: -0.3", "differ: {giver: 1, taker: -0.3", "weights below 0"),
    ("goods: [troops]", "goods: [troop]", "no class of goods"),
    ("acts: [test]", "acts: [tests]", "is no act"),
    ("over: [force]", "over: [forces]", "which is no kind"),
    ("    soft: true\n    by_word", "    softly: true\n    by_word", "Keys are"),
    ("passing: [", "in_passing: [", "must hold just"),
]  # fmt: skip


@pytest.mark.parametrize(("whole", "odd", "words"), ODD, ids=[one[-1] for one in ODD])
def test_odd_rules_are_refused(tmp_path: Path, whole: str, odd: str, words: str) -> None:
    assert whole in TEXT
    file = tmp_path / "incidents.yml"
    file.write_text(TEXT.replace(whole, odd), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=words):
        read_rules(file)


def test_every_kind_says_why_and_can_be_met() -> None:
    for kind in rules().kinds.values():
        assert kind.because, kind.id
        assert sum(kind.agree.values()) >= 1.0, kind.id
