"""Sheets of annotated sentences: what is read, and each thing that can be wrong with one, with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from porosity_training.sheets import SheetError, main, read

SHEET = """
# a remark
= q001 wire
Turkey delivered drones to Mali's army, two officials said.
Turkey/place; drones/weapon; army/organisation; officials/person
! said | 4 | Turkey delivered drones to Mali's army
* transfer delivered | agent=1 recipient=3 item=2 | asserts certain 4

= q002 headline
Rain in Baku
"""


def only(sheet: str) -> dict[str, object] | SheetError:
    (found,) = read(sheet)
    return found


def test_a_sheet_gives_sentences_in_the_form_of_the_corpus() -> None:
    first, second = read(SHEET)
    assert isinstance(first, dict) and isinstance(second, dict)
    assert first["entities"][1] == {"i": 2, "type": "weapon", "text": "drones"}
    assert first["sayings"] == [{"cue": "said", "source": 4, "content": "Turkey delivered drones to Mali's army"}]
    assert first["acts"] == [
        {
            "act": "transfer",
            "trigger": "delivered",
            "roles": {"agent": [1], "recipient": [3], "item": [2]},
            "stance": "asserts",
            "certainty": "certain",
            "source": 4,
        }
    ]
    assert second == {
        "id": "q002",
        "style": "headline",
        "text": "Rain in Baku",
        "entities": [],
        "sayings": [],
        "acts": [],
    }


def test_fillers_are_listed_and_nobody_is_a_source_that_is_left_out() -> None:
    found = only(
        "= q1 wire\nIran and Iraq traded.\nIran/place; Iraq/place\n* transfer traded | agent=1,2 | plans possible -"
    )
    assert isinstance(found, dict)
    act = found["acts"][0]  # type: ignore[index]
    assert (act["roles"], act["source"]) == ({"agent": [1, 2]}, None)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("= q1\nIran sold oil.", "begins with '= ID STYLE'"),
        ("= q1 wire", "begins with '= ID STYLE'"),
        ("= q1 wire\nIran sold oil.\nIran/state", "no type of thing 'state'"),
        ("= q1 wire\nIran sold oil.\nIraq/place", "does not hold the thing 'Iraq'"),
        ("= q1 wire\nIran sold oil.\nIran/place\n! said | 1", "a saying that is not"),
        ("= q1 wire\nIran sold oil.\nIran/place\n! said | 1 | oil", "does not hold 'said'"),
        ("= q1 wire\nIran sold oil.\nIran/place\n* sell sold | - | asserts certain -", "no act 'sell'"),
        ("= q1 wire\nIran sold oil.\nIran/place\n* transfer gave | - | asserts certain -", "does not hold the trigger"),
        ("= q1 wire\nIran sold oil.\nIran/place\n* transfer sold | giver=1 | asserts certain -", "no role 'giver'"),
        ("= q1 wire\nIran sold oil.\nIran/place\n* transfer sold | agent=2 | asserts certain -", "no thing '2'"),
        (
            "= q1 wire\nIran sold oil.\nIran/place\n* transfer sold | agent=1 | asserts surely -",
            "for stance, certainty",
        ),
        ("= q1 wire\nIran sold oil.\nIran/place\n? sold", "begins neither with"),
    ],
)
def test_what_is_wrong_is_named_with_its_sentence(lines: str, problem: str) -> None:
    found = only(lines)
    assert isinstance(found, SheetError)
    assert str(found).startswith("q1") and problem in str(found)


def test_sentences_of_one_skeleton_and_ids_that_come_twice_are_refused() -> None:
    one = "= {} wire\nThe ship left the port of Nampo on Monday with {} on board."
    sheet = "\n".join((one.format("q1", "coal"), one.format("q2", "sand"), "= q1 wire\nIt rained."))
    _, alike, twice = read(sheet)
    assert str(alike) == "q2 wire: is too like q1"
    assert str(twice) == "q1 wire: has an id that another sentence has"


def test_nothing_is_written_where_something_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet, out = tmp_path / "sheet.txt", tmp_path / "out.jsonl"
    monkeypatch.setattr("sys.argv", ["sheets", str(sheet), "--out", str(out)])
    sheet.write_text(SHEET + "= q003 wire\nIt rained.\nrain/goods;snow/goods\n", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main()
    assert (stopped.value.code, out.exists()) == (2, False)
    assert "q003 wire: does not hold the thing 'snow'" in capsys.readouterr().err
    sheet.write_text(SHEET, encoding="utf-8")
    main()
    assert [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()] == ["q001", "q002"]
