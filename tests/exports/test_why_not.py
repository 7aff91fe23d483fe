"""Why not, on a page: hostile text opens nothing, and every answer has an icon and words."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from exports.poison import PAYLOADS
from porosity.assessment import Act, Entity, Event, Evidence
from porosity.exports import why_not
from porosity.measures.deciding import Situation
from porosity.measures.events import complete
from porosity.measures.loading import shipped_law
from porosity.measures.why_not import WhyNot, held_against, named_measure
from porosity.timespan import TimeSpan

RULE = named_measure(shipped_law(), "un-2397-7-vehicles")


def answer(item: str = "rice", *, words: str = "sent rice", on: date = date(2020, 5, 1)) -> WhyNot:
    entities = {
        one.id: complete(one)
        for one in (
            Entity("ru", "Russia", "place"),
            Entity("kp", "North Korea", "place"),
            Entity("item", item, "goods"),
        )
    }
    roles = {"agent": ("ru",), "recipient": ("kp",), "item": ("item",)}
    event = Event("e1", Act.TRANSFER, roles, time=TimeSpan.on(on))
    return held_against(RULE, [Situation(event, entities, evidence=(Evidence(0, len(words), words),))])


def plain(why: WhyNot, title: str = "") -> str:
    stream = io.StringIO()
    why_not.render(why, Console(file=stream, width=200), title=title)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("why", "line"),
    [
        (answer(), r"✗ not met +Things +Not named: rice"),
        (answer("a lorry"), r"✓ met +Things +Named: a lorry"),
        (answer("a lorry", on=date(2017, 1, 1)), r"✗ not in force +In force"),
        (answer("spare parts"), r"\? unknown +Things"),
    ],
)
def test_each_answer_has_its_line(why: WhyNot, line: str) -> None:
    assert re.search(line, plain(why))


def test_words_are_quoted_once_and_then_by_number() -> None:
    for text in (plain(answer(words="sent rice north")), why_not.markdown(answer(words="sent rice north"))):
        assert text.count("sent rice north") == 1
        assert re.search(r"\((quote|words) 1\)", text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_opens_nothing(payload: str) -> None:
    why = answer(words=payload)
    assert why.situation is not None
    poisoned = replace(why, elements=tuple(replace(one, because=payload, reference=payload) for one in why.elements))
    text = why_not.markdown(poisoned, title=payload)
    assert not re.search(r"(?<!\\)<\w", text)
    assert "\x1b" not in text + plain(poisoned, title=payload)
    table = [line for line in text.split("\n") if line.startswith("|")]
    assert all(len(re.findall(r"(?<!\\)\|", line)) == 5 for line in table)
