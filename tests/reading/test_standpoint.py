"""Whose own voice a report is, and who gives whom nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from porosity.errors import KnowledgeError
from porosity.reading import standpoint
from porosity.reading.standpoint import at_odds, home_of


@pytest.mark.parametrize(
    ("publisher", "text", "home"),
    [
        ("KCNA", "", "kp"),
        ("TASS", "", "ru"),
        ("Reuters", "our Republic, the respected Comrade said", None),  # a known outlet that speaks for no State
        (None, "PYONGYANG, May 2 (KCNA) -- Farmers sow.", "kp"),
        (None, "A title\n\nMOSCOW, May 2 (TASS) -- Farmers sow.", "ru"),
        ("An unknown paper", "Our people follow the respected Comrade.", "kp"),
        ("An unknown paper", "They follow the respected Comrade, it said.", None),  # one mark may be a quotation
        (None, "Farmers sow.", None),
    ],
)
def test_a_report_is_the_voice_of_the_state_whose_outlet_it_is(
    publisher: str | None, text: str, home: str | None
) -> None:
    assert home_of(publisher, text) == home


def test_enmity_goes_both_ways() -> None:
    assert at_odds(["kp"]) == {"us", "kr", "jp"}
    assert at_odds(["us"]) == {"kp"}
    assert at_odds(["ru", None]) == frozenset()


@pytest.mark.parametrize("text", ["voices: {}\n", "[1]\n"])
def test_a_file_with_other_keys_is_refused(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / standpoint.FILE).write_text(text)
    monkeypatch.setattr(standpoint.resources, "knowledge", lambda: tmp_path)
    standpoint.standpoints.cache_clear()
    with pytest.raises(KnowledgeError, match="must hold exactly"):
        standpoint.standpoints()
    standpoint.standpoints.cache_clear()


def test_a_voice_without_marks_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "own_bodies: []\ncrossing: []\nat_odds: {}\nstate_bodies: []\nagainst: []\n"
    body += "voices: {kp: {least: 1, marks: []}}\n"
    (tmp_path / standpoint.FILE).write_text(body)
    monkeypatch.setattr(standpoint.resources, "knowledge", lambda: tmp_path)
    standpoint.standpoints.cache_clear()
    with pytest.raises(KnowledgeError, match="how many of them are enough"):
        standpoint.standpoints()
    standpoint.standpoints.cache_clear()
