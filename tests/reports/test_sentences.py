from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity.reports.cleaning import clean
from porosity.reports.numbering import label_end
from porosity.reports.sentences import LONGEST_SENTENCE, paragraphs, sentences, split


def cut(line: str) -> list[str]:
    return [line[start:end] for start, end in split(line)]


@pytest.mark.parametrize(
    "line",
    [
        "The U.S. Navy and U.N. envoys met Gen. Lee and Lt. Col. J. R. Park at St. Mark.",
        "Reps. Ann Poe and Bo Roe, Sen. Cy Doe and Mr. Ed Foe wrote to Acme Co. Ltd. about it.",
        "The ship, no. 7 of the list, carried 2,500.5 tons at 3.75 a ton.",
        "They met on Feb. 20 at 9 a.m. Monday and again at 3 p.m. GMT in room No. 4.",
        "Everything, e.g. Coal and i.e. Iron, was listed in Art. 5 and Annex III, p. 12.",
        "He spoke of late . about his age.",
        "“Who paid for it?” the agent asked.",
        "“Stop!” Ms. Roe shouted.",
        "The list (see Fig. 3) holds St. Petersburg, Mt. Ida and Ft. Worth.",
        "Officials at Poe Inc. said on Tuesday that Acme Corp. of Utah had paid.",
    ],
)
def test_one_sentence_stays_one(line: str) -> None:
    assert cut(line) == [line]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("The ship left. It came back.", 2),
        ("It went to the U.S. The crew stayed.", 2),
        ("He works for Acme Inc. The firm is new.", 2),
        ("They came at 9 p.m. The gate was shut.", 2),
        ('"We saw it. Nobody else did," he said. "It was dark."', 3),
        ("Was it coal? Nobody knows! It was black.", 3),
        ("He waited… Then he left.", 2),
        ("It ended.The next began.", 2),
        ("It lacks vitamin C. The crew fell ill.", 2),
        ("In 2018. 300 people came.", 2),
        ("He said no. Then he left.", 2),
        ("(It was late. Nobody came.) They left.", 3),
        ("船到了。人走了。", 2),
        ("He was cheered by his wife and I. He left.", 2),
    ],
)
def test_sentences_part_where_they_end(line: str, count: int) -> None:
    assert len(cut(line)) == count, cut(line)


def test_the_number_of_a_list_item_is_no_sentence() -> None:
    assert cut("1. The ship left. 2. It came back.") == ["1. The ship left.", "2. It came back."]


def test_a_caption_without_full_stop_never_runs_into_the_next_line() -> None:
    text = "The Alder at the quay in Port Example on Monday\nThe ship left. It came back."
    assert [text[s.start : s.end] for s in sentences(text, title="")] == [
        "The Alder at the quay in Port Example on Monday",
        "The ship left.",
        "It came back.",
    ]


def test_a_headline_of_two_sentences_stays_whole() -> None:
    text = "Whose ship is it? A look at the papers\n\nNobody knows."
    assert len(sentences(text, title="Whose ship is it? A look at the papers")) == 2


def test_a_sentence_of_ten_thousand_words_is_read_in_pieces() -> None:
    text = "the ship, " * 10_000 + "left."
    found = sentences(text, title="")
    assert len(found) > 10
    assert all(sentence.end - sentence.start <= LONGEST_SENTENCE for sentence in found)


@pytest.mark.parametrize("hostile", [".", "A. ", ". ", '."', "- ", "[[(", "'", "1,", "a.", "?!", "。"])
def test_repeated_marks_take_linear_time(hostile: str) -> None:
    text = clean(hostile * 100_000)
    assert sentences(text, title="")


TEXTS = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            ["Mr. ", "U.S. ", "Kim ", "said ", "no. ", "7 ", "? ", "! ", ". ", "…", "“", "”", '" ', "(", ") ", "\n",
             "\n\n", "- ", "1. ", "SEOUL, Feb 20 (Yonhap) -- ", "PHOTO: ", "p.m. ", "。", "a", "Z"]
        ),
        max_size=60,
    ).map("".join),
)  # fmt: skip


@given(TEXTS)
def test_sentences_are_ordered_apart_and_cover_every_visible_character(text: str) -> None:
    text = clean(text)
    found = sentences(text)
    last = 0
    for sentence in found:
        between = text[last : sentence.start].strip()
        assert not between or label_end(f"{between} x"), between  # the number of a list's item, or nothing
        assert text[sentence.start : sentence.end].strip()
        last = sentence.end
    assert not text[last:].strip()


def test_the_number_of_an_item_is_no_part_of_what_it_says() -> None:
    text = "37. Coal was sold.\n(a) It went by sea.\n- It came back."
    found = [text[s.start : s.end] for s in sentences(text, title="")]
    assert found == ["Coal was sold.", "It went by sea.", "- It came back."]


@given(TEXTS)
def test_sentences_lie_in_their_paragraphs(text: str) -> None:
    text = clean(text)
    blocks = paragraphs(text)
    for sentence in sentences(text):
        block = blocks[sentence.paragraph]
        assert block.start <= sentence.start < sentence.end <= block.end
