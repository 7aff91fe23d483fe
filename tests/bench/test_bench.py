"""The benches on a data folder of our own: scoring, oracle documents, floors."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from porosity.assessment import Act
from porosity.bench import ablations, breadth, casebook, run, scoring
from porosity.errors import InputError
from porosity.measures.events import read_situations

DATA = Path(__file__).parent / "data"
GOLD = DATA / "bench" / "casebook" / "dev.jsonl"
SCORER = DATA / "bench" / "score.py"
CASES = list(scoring.records(GOLD))
Floors = Mapping[str, Mapping[str, Mapping[str, float]]]


def predictions(**verdicts: str) -> list[dict[str, Any]]:
    return [{"report": {"id": name.replace("_", "-")}, "verdict": verdict} for name, verdict in verdicts.items()]


# scoring


def test_figures_are_read_from_what_a_scorer_prints() -> None:
    told = predictions(own_1="prohibited", own_2="prohibited", own_3="prohibited")
    figures, output = scoring.score(SCORER, GOLD, told, errors=1)
    assert figures == {"cases": 3.0, "verdict accuracy": 0.667, "on agreed cases": 0.667, "family F1": 0.667}
    assert output.endswith("wrong: own-3\n")


def test_a_missing_prediction_is_scored_and_not_an_error() -> None:
    figures, _ = scoring.score(SCORER, GOLD, predictions(own_1="prohibited"))
    assert figures["verdict accuracy"] == 0.333


@pytest.mark.parametrize("code", ["raise SystemExit('no such field')", "import sys; sys.exit(3)", "pass"])
def test_a_scorer_that_fails_is_named(tmp_path: Path, code: str) -> None:
    scorer = tmp_path / "score.py"
    scorer.write_text(code)
    with pytest.raises(InputError, match=r"score\.py: failed"):
        scoring.score(scorer, GOLD, [])


@pytest.mark.parametrize(
    ("line", "figure"),
    [
        ("verdict accuracy    0.912  (interval 0.88 to 0.94)", ("verdict accuracy", 0.912)),
        ("  hedged            0.500  (of 12)", None),
        ("false findings      7 a hundred reports, on lures", ("false findings", 7.0)),
        ("change              -0.25", ("change", -0.25)),
        ("one word", None),
    ],
)
def test_what_is_a_figure(line: str, figure: tuple[str, float] | None) -> None:
    match = scoring.FIGURE.match(line)
    assert (match and (match[1], float(match[2]))) == figure


def test_records_may_be_packed(tmp_path: Path) -> None:
    packed = tmp_path / "dev.jsonl.gz"
    with gzip.open(packed, "wt", encoding="utf-8") as out:
        out.write('{"id": "ü"}\n\n{"id": "b"}\n')
    assert [one["id"] for one in scoring.records(packed)] == ["ü", "b"]
    with pytest.raises(InputError, match=r"is not there\. Set POROSITY_DATA"):
        list(scoring.records(tmp_path / "gone.jsonl"))


def test_a_case_becomes_a_report() -> None:
    loaded = scoring.as_report(CASES[0])
    assert (loaded.report.id, loaded.report.title) == ("own-1", "Russia hands over a lorry")
    assert str(loaded.report.published) == "2020-05-02"


# the casebook


def test_acts_as_people_read_them_become_events() -> None:
    (situation,) = read_situations(casebook._document(CASES[0]), "own-1")
    event = situation.event
    assert event.act is Act.TRANSFER
    assert [situation.names(event.roles[role]) for role in ("agent", "recipient", "item")] == [
        "Russia",
        "North Korea",
        "a lorry",
    ]
    (unknown,) = read_situations(casebook._document(CASES[2]), "own-3")
    assert unknown.event.act is Act.OTHER
    assert "item" not in unknown.event.roles


@pytest.mark.parametrize(
    ("stances", "status"),
    [
        (["denies"], "denied"),
        (["plans", "plans"], "planned"),
        (["asserts", "alleges"], "alleged"),
        (["asserts", "denies"], "asserted"),
        ([], "asserted"),
    ],
)
def test_the_status_of_an_oracle_case_is_that_of_its_acts(stances: list[str], status: str) -> None:
    assert casebook._status({"gold": {"acts": [{"stance": one} for one in stances]}}) == status


def test_the_oracle_is_the_law_alone() -> None:
    told = {one["report"]["id"]: one for one in casebook._oracle_predictions(GOLD)}
    assert {name: one["verdict"] for name, one in told.items()} == {
        "own-1": "prohibited",
        "own-2": "prohibited",
        "own-3": "not-covered",
    }
    coal = told["own-2"]
    assert {finding["status"] for finding in coal["findings"]} == {"denied"}
    assert "dprk-exports" in {finding["family"] for finding in coal["findings"]}
    assert {entity["country"] for entity in coal["entities"]} >= {"kp", "cn"}
    json.dumps(told)
    figures, _ = casebook.oracle(DATA)
    assert figures["verdict accuracy"] == 1.0


def test_the_casebook_from_its_text() -> None:
    figures, _ = casebook.from_text(DATA, jobs=1)
    assert figures["cases"] == 3.0
    assert figures["verdict accuracy"] == 1.0


@pytest.mark.parametrize("name", ablations.READERS)
def test_readers_with_parts_taken_away_still_read(name: str) -> None:
    figures = casebook.with_reader(DATA, ablations.READERS[name]())
    assert 0.0 <= figures["verdict accuracy"] <= 1.0


# floors


@pytest.fixture
def floors(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, dict[str, float]]]:
    """Floors that a test sets."""
    made: dict[str, dict[str, dict[str, float]]] = {}
    monkeypatch.setattr(run, "floors", lambda: made)
    return made


def bench(what: str | None, data: Path | None = DATA, errors: int = 0) -> int:
    return run.main(what, data=data, oracle=False, ablate=False, domain=None, errors=errors)


@pytest.mark.parametrize(
    ("limit", "code"),
    [({"least": 0.9}, 0), ({"least": 1.0}, 0), ({"least": 1.1}, 1), ({"most": 0.9}, 1), ({"most": 1.0}, 0), ({}, 0)],
)
def test_a_missed_floor_fails_the_run(
    floors: dict[str, dict[str, dict[str, float]]],
    capsys: pytest.CaptureFixture[str],
    limit: dict[str, float],
    code: int,
) -> None:
    floors["casebook-oracle"] = {"verdict accuracy": limit}
    assert bench("casebook-oracle") == code
    assert ("missed" in capsys.readouterr().out) == bool(code)


def test_a_floor_for_a_figure_that_is_gone_fails_the_run(
    floors: dict[str, dict[str, dict[str, float]]], capsys: pytest.CaptureFixture[str]
) -> None:
    floors["casebook-oracle"] = {"verdict precision": {"least": 0.5}}
    assert bench("casebook-oracle") == 1
    assert "absent" in capsys.readouterr().out


def test_wrong_cases_are_printed_where_asked(
    floors: dict[str, dict[str, dict[str, float]]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    gold = tmp_path / "data" / "bench" / "casebook" / "dev.jsonl"
    gold.write_text(gold.read_text(encoding="utf-8").replace('["not-covered"]', '["prohibited"]'), encoding="utf-8")
    assert bench("casebook-oracle", tmp_path / "data", errors=2) == 0
    assert "wrong: own-3" in capsys.readouterr().out


def test_the_shipped_floors_name_yardsticks_and_limits() -> None:
    known = run._yardsticks(DATA, 1, oracle=False, ablate=False, domain=None, errors=0)
    for name, figures in run.floors().items():
        assert name in known
        for limit in figures.values():
            assert set(limit) <= {"least", "most"}
            assert limit


@pytest.mark.parametrize(
    ("what", "data", "says"),
    [
        ("casebok", DATA, "'casebok' is unknown. Known: casebook-oracle, casebook,"),
        ("casebook", None, "Set POROSITY_DATA"),
        ("casebook", DATA / "gone", "is no folder"),
        ("longform", DATA, "is not there. Set POROSITY_DATA"),
        ("quiet", DATA, "is not there. Set POROSITY_DATA"),
    ],
)
def test_what_cannot_be_measured_is_refused(what: str, data: Path | None, says: str) -> None:
    with pytest.raises(InputError) as error:
        bench(what, data)
    assert says in str(error.value)


# breadth


def test_what_is_wrong_with_a_report_is_told_by_kind() -> None:
    (case, *_) = CASES
    from porosity import batches

    one = batches.assess_loaded(scoring.as_report(case), batches.shipped_reader())
    right = {"verdict": ["prohibited"], "families": ["vehicles-machinery-metals"], "allowed": ["luxury-goods"]}
    assert breadth.wrongs(right, one) == {}
    wrong = breadth.wrongs({"verdict": "not-covered", "families": ["workers"]}, one)
    assert wrong["verdict"] == "prohibited, not not-covered"
    assert wrong["missing"] == "missing workers"
    assert "vehicles-machinery-metals" in wrong["extra"]


def test_the_reports_of_our_own_are_well_formed() -> None:
    everything = [case for which in breadth.SETS for _, case in breadth.cases(which)]
    ids = [case["id"] for case in everything]
    assert len(ids) == len(set(ids)) > 100
    for case in everything:
        assert {"id", "title", "text", "expect"} <= set(case)
        accepted = case["expect"]["verdict"]
        assert set(accepted if isinstance(accepted, list) else [accepted]) <= {
            "prohibited",
            "conditional",
            "not-covered",
        }
