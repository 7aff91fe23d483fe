"""The goods files themselves, and the words with which a broken one is refused."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from porosity.errors import KnowledgeError
from porosity.goods.classes import classes
from porosity.goods.entries import entries, load_entries, words
from porosity.goods.headings import headings
from porosity.goods.lexicon import Lexicon


def test_every_class_is_reached_by_an_entry() -> None:
    reached = frozenset[str]().union(*(entry.classes | entry.possible_classes for entry in entries().values()))
    assert set(classes()) - reached == set()


def test_every_chapter_has_a_heading_text() -> None:
    chapters = {f"{number:02d}" for number in range(1, 98)} - {"77"}  # chapter 77 is kept free
    assert chapters <= set(headings())


def test_every_heading_lies_in_a_known_chapter() -> None:
    assert {code[:2] for code in headings()} <= set(headings())


def test_every_plain_term_is_found_by_itself() -> None:
    lexicon = Lexicon(entries(), words())
    missed = []
    for entry in entries().values():
        for term in entry.terms:
            text = re.sub("#", "122", term)
            text = f"{text}s" if entry.plural and not text.endswith("s") else text
            hits = list(lexicon.hits(text, lexicon.tokens(text)))
            if not hits:
                missed.append((entry.id, term))
    assert missed == []


def test_no_term_belongs_to_two_entries() -> None:
    norm = words().spelling.norm
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    phrases = [(entry.id, term) for entry in entries().values() for term in entry.terms]
    phrases += [("nothing", phrase) for phrase in words().nothing]
    for owner, phrase in phrases:
        key = tuple(word.lower() if "#" in word else norm(word) for word in phrase.replace("-", " ").split())
        owners[key].add(owner)
    assert {key: found for key, found in owners.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('car: {terms: [car], hs: ["8703"]}', "entry 'car': cites no reference. Say where it belongs"),
        ('car: {terms: [car], classes: [vehicel], reference: "HS 87"}', "Did you mean 'vehicle'?"),
        ('car: {hs: ["8703"], reference: "HS 87"}', "has neither terms nor brands"),
        ('car: {terms: [car], hs: [8703], reference: "HS 87"}', "8703 in 'hs' is not a text. Put it in quotes"),
        ('car: {terms: [car], hs: ["87031"], reference: "HS 87"}', "'87031' is no HS code"),
        ('car: {terms: [car], colour: red, reference: "HS 87"}', "has the unknown key 'colour'"),
        ('car: {terms: [car], unless: "(", reference: "HS 87"}', "'unless' is no regular expression"),
        ('car: {terms: ["car (red)"], reference: "HS 87"}', "is no plain phrase"),
        ('car: {terms: [car], verb: maybe, reference: "HS 87"}', "'verb' must be true or false"),
        ("car: [car]", "must be a mapping with terms"),
        ("- car", "must be a mapping: one key per entry"),
        ("car: {terms: [a], terms: [b]}", "the key 'terms' is repeated"),
    ],
)
def test_broken_entry_is_refused_with_advice(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "broken.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=re.escape(message)):
        load_entries(path)
