"""Base forms: the irregular, the endings, and the words that only look inflected."""

from pathlib import Path

import pytest

from porosity.errors import KnowledgeError
from porosity.reading.lemmas import is_irregular_form, lemma, read_forms


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("given", "give"),
        ("sold", "sell"),
        ("shipped", "ship"),
        ("supplied", "supply"),
        ("supplies", "supply"),
        ("conveyed", "convey"),
        ("vetoed", "veto"),
        ("provided", "provide"),
        ("visited", "visit"),
        ("controlled", "control"),
        ("called", "call"),
        ("seized", "seize"),
        ("seizes", "seize"),
        ("dispatches", "dispatch"),
        ("dying", "die"),
        ("agreed", "agree"),
        ("exceed", "exceed"),
        ("trafficking", "traffic"),
        ("handed", "hand"),
        ("exchanged", "exchange"),
        ("belonged", "belong"),
        ("added", "add"),
        ("described", "describe"),
        ("Transferring", "transfer"),
        ("travelled", "travel"),
        ("traveled", "travel"),
        ("bring", "bring"),
    ],
)
def test_verbs(word: str, base: str) -> None:
    assert lemma(word) == base


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("missiles", "missile"),
        ("deliveries", "delivery"),
        ("arms", "arms"),
        ("aircraft", "aircraft"),
        ("buses", "bus"),
        ("men", "man"),
        ("vehicles", "vehicle"),
        ("boxes", "box"),
        ("crisis", "crisis"),
        ("Mercedes", "mercedes"),
        ("torpedoes", "torpedo"),
        ("gas", "gas"),
        ("training", "training"),
    ],
)
def test_nouns(word: str, base: str) -> None:
    assert lemma(word, noun=True) == base


def test_arms_is_a_verb_only_where_a_verb_is_asked_for() -> None:
    assert (lemma("arms"), lemma("arms", noun=True)) == ("arm", "arms")


def test_irregular_forms_are_pasts_not_bases() -> None:
    assert is_irregular_form("sold") and is_irregular_form("Given")
    assert not is_irregular_form("sell") and not is_irregular_form("shipped")


def test_a_verb_without_a_list_of_forms_is_named(tmp_path: Path) -> None:
    path = tmp_path / "irregular.yml"
    path.write_text("verbs: {give: gave}\nnouns: {}\nunchanged: []\ntakes_e: []\nstays_bare: []\n")
    with pytest.raises(KnowledgeError, match=r"verb 'give' needs a list.*give: \[gave, given\]"):
        read_forms(path)


def test_a_missing_section_is_named(tmp_path: Path) -> None:
    path = tmp_path / "irregular.yml"
    path.write_text("verbs: {}\nnouns: {}\n")
    with pytest.raises(KnowledgeError, match="sections verbs, nouns, unchanged"):
        read_forms(path)
