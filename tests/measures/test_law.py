"""The law as a whole: searching it, and a measure on a page."""

import json
from datetime import date
from pathlib import Path

import pytest

from measures.made import measure as made
from porosity.exports import law_sheet
from porosity.measures.loading import shipped_law
from porosity.measures.measure import Direction, Force, Measure

LAW = shipped_law()


def ids(measures: list[Measure]) -> set[str]:
    return {measure.id for measure in measures}


def test_every_word_must_be_found() -> None:
    assert "un-2321-29-statues" in ids(LAW.search("statues"))
    assert ids(LAW.search("STATUES dprk")) <= ids(LAW.search("statues"))
    assert LAW.search("statues submarines-of-glass") == []


def test_on_a_day_only_what_governs_is_found() -> None:
    cap, heir = "un-2375-14-refined-cap-2m", "un-2397-5-refined-cap"
    before, after = ids(LAW.search(on=date(2017, 12, 31))), ids(LAW.search(on=date(2018, 1, 1)))
    assert heir not in before
    assert heir in after
    assert cap in before
    undated = {measure.id for measure in LAW.measures if not measure.dated}
    assert not undated & (before | after)


def test_the_last_day_is_the_one_before_the_end() -> None:
    for measure in LAW.measures:
        if measure.in_force_from and measure.in_force_until:
            assert measure.governs(measure.in_force_from)
            assert not measure.governs(measure.in_force_until)


def test_a_target_a_family_a_regime() -> None:
    assert {measure.target for measure in LAW.search(target="ru")} == {"ru"}
    assert all("luxury-goods" in measure.families for measure in LAW.search(family="luxury-goods"))
    assert {measure.regime for measure in LAW.search(regime="un-dprk")} == {"un-dprk"}
    assert LAW.search(target="fr") == []


@pytest.mark.parametrize("heading", ["8703", "87", "870323"])
def test_a_heading_is_found_by_its_chapter_and_its_parts(heading: str) -> None:
    assert "un-2397-7-vehicles" in ids(LAW.search(goods=heading))


def test_a_direction_finds_what_goes_both_ways_too() -> None:
    into = LAW.search(direction=Direction.IN)
    assert all(any(limb.direction in (Direction.IN, Direction.BOTH) for limb in measure.limbs) for measure in into)
    assert "un-2397-7-vehicles" in ids(into)
    assert "un-2397-7-vehicles" not in ids(LAW.search(direction=Direction.OUT))


def test_filters_narrow_together() -> None:
    filters = {"target": "kp", "direction": Direction.IN, "regime": "un-dprk", "family": "luxury-goods"}
    assert ids(LAW.search("luxury", on=date(2024, 1, 1), **filters)) == {"un-1718-8a3-luxury"}  # type: ignore[arg-type]
    assert LAW.search("luxury", on=date(2006, 1, 1), **filters) == []  # type: ignore[arg-type]


def test_ranks_follow_the_table_of_families() -> None:
    ranks = [LAW.rank("luxury-goods", one) for one in ("un-1718-8a3-luxury", "jp-luxury-2006")]
    assert ranks[0] == 0
    assert ranks[1] > 100


def test_an_unknown_id_is_nothing() -> None:
    assert LAW.get("un-1234") is None


def test_calls_bind_nobody() -> None:
    assert [force for force in Force if not force.binds] == [Force.CALLS, Force.PERMITS]


# on a page

GOLDEN = Path(__file__).parents[1] / "golden" / "measure.txt"
RICH = made(
    {
        "when": {"large": {"fact": "over_cap", "asks": "Was it large?"}},
        "since": date(2011, 1, 1),
        "until": date(2019, 1, 1),
    },
    symbol="S/RES/0 (2010)",
    adopted=date(2009, 12, 24),
    vote={"yes": 14, "no": 0, "abstaining": 1, "meeting": "S/PV.0"},
    force_note="the words are plain, but this note about them is long enough to be folded under its own beginning",
    replaced_by=["un-2397-7-vehicles"],
    citations=[
        {"text": "An act of our own, art. 1", "sure": "recalled", "of": "the ban"},
        {"text": "An act of our own, annex", "sure": "verified"},
    ],
    history=[{"since": date(2012, 5, 1), "by": "Another act, art. 4", "adds": "trailers are vehicles"}],
    confidence="a made-up measure",
    note="Nothing here is law.",
    exemptions={
        "approval": {
            "fact": "committee_approved",
            "silent": "presumed_absent",
            "asks": "Did the Committee approve it?",
            "reference": "An act of our own, art. 2",
        }
    },
)


def test_a_measure_on_a_page(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    law_sheet.print_measure(RICH, as_json=False)
    assert capsys.readouterr().out == GOLDEN.read_text(encoding="utf-8")


def test_a_measure_with_its_cases(capsys: pytest.CaptureFixture[str]) -> None:
    shipped = LAW.get("un-2321-29-statues")
    assert shipped is not None
    law_sheet.print_measure(shipped, as_json=False)
    text = capsys.readouterr().out
    law_sheet.print_measure(shipped, as_json=True)
    cases = json.loads(capsys.readouterr().out)["cases"]
    assert cases
    for case in cases:
        assert case["expect"] in text


def test_a_list_names_when_each_governs(capsys: pytest.CaptureFixture[str]) -> None:
    law_sheet.print_list(LAW.search(family="statues"), as_json=False)
    seen = capsys.readouterr()
    assert "un-2321-29-statues" in seen.out
    assert "since 2016-11-30" in seen.out
    assert seen.err == "1 measures\n" or seen.err.endswith("measures\n")


def test_json_holds_what_the_file_says() -> None:
    measure = LAW.get("un-2397-7-vehicles")
    assert measure is not None
    record = json.loads(json.dumps(law_sheet.as_record(measure)))
    assert record["in_force_from"] == "2017-12-22"
    assert record["vote"]["yes"] == 15
    assert record["vote"]["no"] == 0
    assert "path" not in record
    assert {limb["id"] for limb in record["limbs"]} == {limb.id for limb in measure.limbs}


def test_periods_end_on_their_last_day() -> None:
    measure = LAW.get("un-2375-14-refined-cap-2m")
    assert measure is not None
    assert measure.in_force_until is not None
    last = law_sheet.in_force(measure).split(" to ")[1]
    assert date.fromisoformat(last) < measure.in_force_until
    assert {law_sheet.in_force(one) for one in LAW.measures if not one.dated} == {"undated"}
