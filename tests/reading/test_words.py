"""How sentences are cut: the offsets are what every later index rests on."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from porosity.reading.words import CLS, MAX_PIECES, SEP, Pieces, shape, split_words
from porosity.resources import third_party

TOKENIZER = third_party() / "minilm" / "tokenizer.json"


def texts(sentence: str) -> list[str]:
    return [word.text for word in split_words(sentence)]


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces(Tokenizer.from_file(str(TOKENIZER)))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Seoul's army", ["Seoul", "'s", "army"]),
        ("It can’t and won't.", ["It", "ca", "n’t", "and", "wo", "n't", "."]),
        ("the U.S. and the D.P.R.K.", ["the", "U.S.", "and", "the", "D.P.R.K."]),
        ("1,200.50 tons at 14:30", ["1,200.50", "tons", "at", "14:30"]),
        ("an S-400, KN23 or Su-35S", ["an", "S", "-", "400", ",", "KN", "23", "or", "Su", "-", "35", "S"]),
        ("«Ярс» 미사일 ロケット", ["«", "Ярс", "»", "미사일", "ロケット"]),
        ("", []),
        (" \t\n ", []),
    ],
)
def test_sentences_are_cut_as_in_training(sentence: str, expected: list[str]) -> None:
    assert texts(sentence) == expected


@given(st.text())
def test_words_are_in_order_and_leave_out_only_white_space(text: str) -> None:
    at = 0
    for word in split_words(text):
        assert word.start >= at and word.end > word.start
        assert text[at : word.start].strip() == ""
        assert text[word.start : word.end] == word.text
        at = word.end
    assert text[at:].strip() == ""


@given(st.lists(st.sampled_from(["given", "Kim", "NATO", "2016", "McCain", "S", "%", "n't", "미사일"])))
def test_words_set_apart_by_blanks_stay_whole(words: list[str]) -> None:
    assert texts(" ".join(words)) == words


def test_each_kind_of_word_has_its_shape() -> None:
    shapes = [shape(word) for word in ("car", "Kim", "NATO", "400", "McCain", ",", "미사일")]
    assert shapes == [1, 2, 3, 4, 5, 6, 7]


def test_a_sentence_is_encoded_between_its_marks(pieces: Pieces) -> None:
    encoded = pieces.encode(["Salekhard", "gave"])
    assert encoded.ids[0] == CLS and encoded.ids[-1] == SEP
    assert encoded.first[0] == 1
    assert encoded.ids[encoded.first[1] : -1] == pieces.of("gave")
    assert len(encoded.shapes) == len(encoded.ids)


@given(text=st.text(min_size=1, max_size=300))
def test_every_word_has_a_piece_and_none_has_too_many(pieces: Pieces, text: str) -> None:
    assert all(1 <= len(pieces.of(word.text)) <= MAX_PIECES for word in split_words(text))


def test_the_vocabulary_is_the_one_the_network_was_trained_on() -> None:
    stated = (TOKENIZER.parent / "SOURCE.md").read_text(encoding="utf-8")
    assert hashlib.sha256(TOKENIZER.read_bytes()).hexdigest() in stated
