from __future__ import annotations

import re

import pytest

from porosity.reports.layout import is_boilerplate, looks_like_title, paragraphs
from porosity.reports.wordlists import load_yaml

ARTICLE = """Two ships leave Port Example

This page is now closed. All times are GMT.

PORT EXAMPLE, March 5 (Example Wire) - Two ships left on Tuesday, the harbour master said.

They carried coal. Nobody said where to.

The Alder (right) beside a tug at Port Example. Picture: harbour office
The tug came from the next bay.

WHAT THE PAPERS SAY

- The papers name a buyer. He is not known.
- They name no port.

The harbour master of Port Example on the quay on Tuesday with a guest

“I saw two ships and a great deal of smoke.”

Where did they go?

3. What is left

(Reporting by the Port Example desk; editing by nobody)"""


def test_each_paragraph_is_what_its_layout_says() -> None:
    kinds = [(p.kind, ARTICLE[p.start : p.end][:24]) for p in paragraphs(ARTICLE)]
    assert [kind for kind, _ in kinds] == [
        "title", "boilerplate", "dateline", "lead", "body", "caption", "caption", "heading", "list", "list", "caption",
        "quote", "heading", "heading", "boilerplate",
    ], kinds  # fmt: skip


def test_the_dateline_is_parted_from_the_lead() -> None:
    dateline, lead = [p for p in paragraphs(ARTICLE) if p.kind in ("dateline", "lead")]
    assert ARTICLE[dateline.start : dateline.end] == "PORT EXAMPLE, March 5 (Example Wire) -"
    assert ARTICLE[lead.start : lead.end].startswith("Two ships left on Tuesday")


def test_a_known_title_is_the_title_whatever_it_looks_like() -> None:
    text = "It left.\n\nThe ship left on Monday."
    assert [p.kind for p in paragraphs(text, title="It left.")] == ["title", "lead"]
    assert [p.kind for p in paragraphs(text, title="")] == ["lead", "body"]


def test_speakers_of_an_interview_are_no_headings() -> None:
    text = "A: It left the port.\nQ: Why?\nA: Nobody knows."
    assert [p.kind for p in paragraphs(text, title="")] == ["lead", "body", "body"]


@pytest.mark.parametrize("line", ["Ship leaves port", "Whose ship is it?", "‘It left’, says harbour master"])
def test_titles(line: str) -> None:
    assert looks_like_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "The ship left.",
        "The ship left. It came back",
        "and so it left",
        "",
        "- one",
        "Photo: the ship",
        "2024",
        "Wait:",
    ],
)
def test_no_titles(line: str) -> None:
    assert not looks_like_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "© 2024 Example Wire. All rights reserved.",
        "Sign up for our morning letter",
        "Advertisement",
        "Read more: the ship that left",
        "By Ann Poe and Bo Roe",
        "Follow us on Telegram",
        "5 min read",
    ],
)
def test_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "The agent was asked to sign up for the voyage.",
        "By Monday the ship had left the port.",
        "Share prices of the shipping line fell by a third after the ship had left.",
        "The company said it is not responsible for the content of the crates.",
        "Printed papers were found on board.",
    ],
)
def test_running_text_is_no_boilerplate(line: str) -> None:
    assert not is_boilerplate(line)


def test_every_cue_compiles_and_says_what_it_means() -> None:
    for lists in load_yaml("boilerplate.yml").values():
        assert set(lists) == {"opens", "anywhere"}
        for entry in [*lists["opens"], *lists["anywhere"]]:
            assert set(entry) == {"cue", "means"}
            re.compile(entry["cue"])
