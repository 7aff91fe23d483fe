"""The commands over files and over a store: what they write, and what they say where there is nothing."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from incidents.test_reports import REPORTS

WANTED = ("a1", "a2", "a3", "k4", "k5", "i1")


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    file = tmp_path / "reports.jsonl"
    some = [{**one, "published": str(one["published"])} for one in REPORTS if one["id"] in WANTED]
    file.write_text("".join(json.dumps(one) + "\n" for one in some), encoding="utf-8")
    return file


def test_files_give_incidents_by_the_reports_own_ids(porosity: Any, lines: Path) -> None:
    done = porosity("incidents", lines, "--format", "json")
    assert done.returncode == 0
    found = json.loads(done.stdout)["incidents"]
    assert sorted(one["members"] for one in found) == [["a1", "a2", "a3"], ["i1"], ["k4", "k5"]]
    assert all(one["id"] and one["title"] and one["why"] for one in found)


def test_filters_leave_out_what_is_not_asked_for(porosity: Any, lines: Path) -> None:
    told = porosity("incidents", lines, "--family", "arms-from-dprk", "--format", "json").stdout
    assert [one["members"] for one in json.loads(told)["incidents"]] == [["a1", "a2", "a3"]]
    told = porosity("incidents", lines, "--since", "2024-10-01", "--format", "json").stdout
    assert [one["members"] for one in json.loads(told)["incidents"]] == [["k4", "k5"]]


def test_the_picture_is_the_same_as_data_table_and_csv(porosity: Any, lines: Path) -> None:
    data = json.loads(porosity("picture", lines, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(porosity("picture", lines, "--format", "csv").stdout.decode())))
    table = porosity("picture", lines).stdout.decode()
    assert [one["id"] for one in rows] == [one["id"] for one in data["lines"]]
    assert data["counts"]["route"] == {"kp > by": 1, "mn > kp": 1}
    assert data["counts"]["answer"] == {"denial": 1, "none": 1}
    assert "2 incidents on which a measure is found, if as reported" in table
    assert "North Korea > Belarus" in table


def test_a_store_is_listed_and_shown(porosity: Any, lines: Path, tmp_path: Path) -> None:
    store = str(tmp_path / "store.sqlite")
    assert porosity("add", lines, "--no-lists", "--store", store).returncode == 0
    found = json.loads(porosity("incidents", "--store", store, "--several", "--format", "json").stdout)["incidents"]
    assert sorted(one["members"] for one in found) == [["a1", "a2", "a3"], ["k4", "k5"]]
    shells = next(one["id"] for one in found if "a1" in one["members"])
    told = porosity("show", shells, "--store", store).stdout.decode()
    for part in ("Reports", "Findings, if as reported", "Origins", "Reports differ on", "Questions", "What came of it"):
        assert part in told
    assert json.loads(porosity("show", shells, "--store", store, "--format", "json").stdout)["row"]["id"] == shells
    assert porosity("show", "a1", "--store", store).returncode == 0
    missing = porosity("show", "i-99", "--store", store)
    assert missing.returncode == 2
    assert b"no incident and no report" in missing.stderr
    assert porosity("picture", "--store", store, "--format", "csv").stdout.count(b"\r\n") == 3
