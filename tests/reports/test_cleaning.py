from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from porosity.reports.cleaning import clean, unwrap

WRAPPED = """The freighter Alder left the quay at noon on Monday with nine sealed
crates in its forward hold, the harbour master said. Nobody asked what
was in them, and the papers that the agent showed were all in good or-
der as far as anybody could tell.

A second ship, the Birch, came in on Tuesday. Its crew had been at sea
for three weeks and wanted nothing but bread, a telephone and a barber
who would take foreign coins."""


def test_unseen_characters_are_dropped_and_odd_spaces_made_plain() -> None:
    assert clean("A\u200bl\u00adder\ufeff \u202eleft\u202c\u00a0 port\x07.\x00") == "Alder left port."


def test_every_kind_of_line_end_becomes_one_kind() -> None:
    assert clean("a\r\nb\rc\u2028d\x85e\x0cf") == "a\nb\nc\nd\ne\nf"


def test_lone_surrogates_are_replaced_so_that_text_can_be_written() -> None:
    assert clean("a\ud800b").encode("utf-8") == "a\ufffdb".encode()


def test_wrapped_lines_become_paragraphs_and_broken_words_whole() -> None:
    first, second = unwrap(WRAPPED).split("\n\n")
    assert first.startswith("The freighter Alder left the quay at noon on Monday with nine sealed crates in")
    assert "all in good order as far" in first
    assert second.endswith("a barber who would take foreign coins.")


def test_a_hyphen_stays_where_the_text_writes_it_elsewhere() -> None:
    text = (
        WRAPPED.replace("good or-\nder", "far-\nseeing or-\nder") + "\n\nThe far-seeing agent of the harbour said so."
    )
    assert "far-seeing order" in unwrap(text)


def test_one_paragraph_a_line_is_left_alone() -> None:
    text = "A caption of the ship at the quay\n" + "The ship left the quay at noon. " * 6 + "\nIt came back."
    assert unwrap(text) == text


def test_lists_keep_their_lines_in_wrapped_text() -> None:
    text = WRAPPED + "\n\n- nine crates of machine parts that were sealed by the customs officers\n- two barrels"
    assert unwrap(text).endswith("customs officers\n\n- two barrels")


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.lists(st.text(alphabet="ab .-\n", max_size=90), max_size=12))
def test_unwrapping_twice_changes_nothing(lines: list[str]) -> None:
    once = unwrap(clean("\n".join(lines)))
    assert unwrap(once) == once


@given(st.text())
def test_unwrapping_loses_only_white_space_and_hyphens(text: str) -> None:
    def letters(some: str) -> str:
        return "".join(character for character in some if not character.isspace() and character != "-")

    assert letters(unwrap(clean(text))) == letters(clean(text))
