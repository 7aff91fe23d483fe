from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity.reports.echoes import echoes

FILLER = ["The harbour was busy that week.", "Prices of bread rose in the town.", "A storm is expected by Friday."]


def pair(first: str, second: str) -> bool:
    return echoes([first, *FILLER, second]) == [(0, len(FILLER) + 1)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The Alder carried nine crates to Port Example.", "The Alder carried nine crates to Port Example"),
        (
            "But the Alder carried nine crates of pumps to Port Example, the harbour master said.",
            "Alder carried nine crates of pumps to Port Example",
        ),
        (
            "The harbour master showed a visitor the sealed crates in the hold and then took a photograph.",
            "The harbour master showed a visitor the sealed crates in the hold and took photographs",
        ),
        ("The envoy gave the minister a carved table.", "The minister was given a carved table by the envoy."),
        (
            "Minister Roe said in a talk with local radio that he would rather see the old ferry sail another year"
            " than the new one.",
            "It also comes as Roe has said that he would prefer to see the old ferry sail another year over the new one"
            " in an odd talk with local radio.",
        ),
        ("Diesel came to 265 tons, twice as much as in the year before.", "Diesel: 265 tons."),
        ("They sold five tons of scrap copper to Acme.", "They sold 5 tons of scrap copper to Acme."),
        ("In May the yard took 120,400 tons, a tenth more than in April.", "Iron ore: 120,400."),
        ("Shipments of butane were 65 tons.", "Butane: 65."),
        ("The clerk counts them at the gate and counts them again at night.", "The clerk counts."),
        ("Captain Ada Roe Poe, waving a red scarf.", "Ada Roe Poe may be on the bridge again, waving a red scarf."),
        (
            "Arcadia said on Friday that the ferry which it launched a day earlier was a new twin-hull model called the"
            " Alder-9, after a trial that Utopia and Ruritania both timed at close to an hour.",
            "Arcadia says the ferry was the Alder-9, a new twin-hull CAT.",
        ),
    ],
)  # fmt: skip
def test_said_again(first: str, second: str) -> None:
    assert pair(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Acme exported 5 tons of scrap copper to Utopia.", "Acme exported 50 tons of scrap copper to Utopia."),
        ("Minister Roe told General Poe to leave the harbour.", "General Poe told Minister Roe to leave the harbour."),
        ("The Alder left the old harbour with coal in May.", "The Alder left the old harbour with coal in June."),
        ("The Alder carried coal to the old harbour.", "The Alder never carried coal to the old harbour."),
        ("The Alder did not carry coal to the old harbour.", "The Alder did carry coal to the old harbour."),
        ("Acme sold pumps to the ministry of Utopia.", "Acme bought pumps from the ministry of Utopia."),
        ("The yard in Arcadia built the white ferry.", "The yard in Utopia built the white ferry."),
        ("Acme sent crates of pumps to the old harbour.", "Acme sent crates of shells to the old harbour."),
        ("The envoy gave the minister a table at dinner.", "The envoy gave the minister a rifle at dinner."),
        ("North Arcadia opened the bridge to lorries.", "South Arcadia opened the bridge to lorries."),
        ("He declined.", "He declined."),
        ("In May the yard took 120,400 tons.", "Iron ore: 120,500."),
        ("The yard took 65 tons of butane and 65 of ore.", "Coal: 65."),
        ("Roe moved to Arcadia in 2020.", "PRESENTER: And Utopia again, in 2020."),
        ("The clerk does not count them at the gate.", "The clerk does count."),
        (
            "In May the yard in Arcadia built the long white ferry with nine decks for the northern line.",
            "In May the yard in Utopia built the long white ferry with nine decks for the northern line.",
        ),
    ],
)  # fmt: skip
def test_alike_and_yet_another_claim(first: str, second: str) -> None:
    assert not pair(first, second)


def test_a_sentence_said_three_times_has_one_first() -> None:
    said = "The Alder carried nine crates of pumps to Port Example."
    assert echoes([said, FILLER[0], said, FILLER[1], said]) == [(0, 2), (0, 4)]


def test_a_table_of_like_rows_is_not_one_row() -> None:
    rows = [f"In {year} the yard built {year - 1990} ferries for the northern line." for year in range(2000, 2020)]
    assert echoes(rows) == []


@given(st.lists(st.text(max_size=80), max_size=12))
def test_first_comes_before_again_and_is_no_echo_itself(texts: list[str]) -> None:
    pairs = echoes(texts)
    again = [later for _, later in pairs]
    assert len(again) == len(set(again))
    for first, later in pairs:
        assert 0 <= first < later < len(texts)
        assert first not in again


def test_ten_thousand_sentences_are_compared_by_an_index() -> None:
    texts = [f"Ship {number} left port {number * 7} with {number * 3} tons of coal." for number in range(10_000)]
    assert echoes(texts) == []
