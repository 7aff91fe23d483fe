"""The contract read back: whatever is written comes back as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from porosity import batches
from porosity.assessment import Assessment
from porosity.contract import SCHEMA, to_dict
from porosity.contract_reading import from_dict
from porosity.errors import InputError
from porosity.reports import loading
from porosity.timespan import TimeSpan
from samples import ASSESSMENT

ROOT = Path(__file__).parents[1]


def _span(days: list[date | None]) -> TimeSpan:
    known = sorted(day for day in days if day is not None)
    return TimeSpan(*known) if len(known) == 2 else TimeSpan(days[0], None, "then")


st.register_type_strategy(TimeSpan, st.lists(st.none() | st.dates(), min_size=2, max_size=2).map(_span))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.from_type(Assessment))
def test_what_is_written_is_read_again(assessment: Assessment) -> None:
    assert from_dict(json.loads(json.dumps(to_dict(assessment)))) == assessment


def test_the_sample_is_read_again() -> None:
    assert from_dict(json.loads(json.dumps(to_dict(ASSESSMENT)))) == ASSESSMENT


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.txt")), ids=lambda path: path.stem)
def test_a_real_reading_is_read_again(path: Path) -> None:
    (loaded,) = loading.load(path)
    assert isinstance(loaded, loading.Loaded)
    assessment = batches.assess_loaded(loaded, batches.shipped_reader())
    written = json.loads(json.dumps(to_dict(assessment), ensure_ascii=False))
    Draft202012Validator(SCHEMA).validate(written)
    assert from_dict(written) == assessment


def test_keys_of_later_versions_are_passed_over() -> None:
    written = to_dict(ASSESSMENT)
    written["later"] = written["report"]["later"] = written["findings"][0]["later"] = 1
    assert from_dict(written) == ASSESSMENT


def test_what_an_earlier_version_did_not_write_is_silence() -> None:
    written = json.loads(json.dumps(to_dict(ASSESSMENT)))
    for entity in written["entities"]:
        del entity["goods"], entity["screened"]
    read = {entity.id: entity for entity in from_dict(written).entities}
    assert read["car"].goods is not None and read["car"].goods.hs == ("8703",)
    assert read["airline"].listings is None and read["agency"].goods is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"schema_version": 2}, "schema_version 2"),
        ({"schema_version": None}, "states no schema_version"),
        ({"claims": [{}]}, "there is no 'id'"),
        ({"events": 3}, "is no assessment"),
        ({"echoes": [[[1, 2]]]}, "is no assessment"),
    ],
)
def test_another_form_is_refused_with_its_place(change: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match="line 7") as refused:
        from_dict({**to_dict(ASSESSMENT), **change}, "line 7")
    assert words in str(refused.value)


@pytest.mark.parametrize("data", [None, [], "text", 3])
def test_what_is_no_object_is_refused(data: object) -> None:
    with pytest.raises(InputError, match="schema_version"):
        from_dict(data)


def test_a_wrong_day_is_refused() -> None:
    written = to_dict(replace(ASSESSMENT))
    written["report"]["published"] = "20 February"
    with pytest.raises(InputError, match="no assessment"):
        from_dict(written)
