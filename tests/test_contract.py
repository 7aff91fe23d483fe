"""The contract for machines: the sample keeps it, and what breaks it is told apart."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from porosity.assessment import ROLES, Act, Assessment, Evidence, Report, Status, Verdict
from porosity.contract import JUDGEMENT_SCHEMA, SCHEMA, from_judgement, to_dict
from porosity.exports import wording
from porosity.support.kinds import DIRECTNESS
from porosity.support.origins import PUTS
from porosity.timespan import TimeSpan
from samples import ASSESSMENT, CLAIMS, FINDINGS

VALID = Draft202012Validator(SCHEMA)
KEYS = (
    *("schema_version", "made_with", "report", "verdict", "claims", "events", "entities", "findings"),
    *("contradictions", "echoes", "variants", "warnings"),
)


def sample() -> dict[str, Any]:
    return to_dict(ASSESSMENT)


def test_the_schemas_are_schemas() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator.check_schema(JUDGEMENT_SCHEMA)


def test_the_sample_keeps_the_contract_after_a_round_through_json() -> None:
    VALID.validate(json.loads(json.dumps(sample())))


def test_the_keys_are_those_of_the_design_in_its_order() -> None:
    assert tuple(sample()) == KEYS


def test_the_smallest_assessment_keeps_the_contract() -> None:
    report = Report("r", "", "", None, None, None, "0" * 64, None)
    written = to_dict(Assessment(report, {"porosity": "0.1.0"}))
    VALID.validate(written)
    assert written["verdict"] == "not-covered"


def test_vocabularies_are_those_of_the_code() -> None:
    kinds = SCHEMA["$defs"]
    assert kinds["act"]["enum"] == [act.value for act in Act]
    assert kinds["roles"]["propertyNames"]["enum"] == list(ROLES)
    assert kinds["finding"]["properties"]["verdict"]["enum"] == [verdict.value for verdict in Verdict]
    assert kinds["finding"]["properties"]["status"]["enum"] == [status.value for status in Status]


def test_a_span_of_time_counts_both_days_and_leaves_open_ends_null() -> None:
    claim = replace(CLAIMS[0], time=TimeSpan(None, date(2024, 2, 20), "by Tuesday"))
    written = to_dict(replace(ASSESSMENT, claims=(claim,)))
    assert written["claims"][0]["time"] == {"from": None, "to": "2024-02-20", "text": "by Tuesday"}
    VALID.validate(written)


def test_a_page_is_written_only_where_there_is_one() -> None:
    claim = replace(CLAIMS[0], evidence=(Evidence(0, 1, "V", page=3), Evidence(0, 1, "V")))
    with_page, without = to_dict(replace(ASSESSMENT, claims=(claim,)))["claims"][0]["evidence"]
    assert with_page["page"] == 3 and "page" not in without


def test_nobody_screened_and_nothing_found_both_write_no_listings() -> None:
    entities = {entity["id"]: entity for entity in sample()["entities"]}
    assert entities["dealer"]["listings"] == entities["sister"]["listings"] == []
    assert not entities["dealer"]["screened"] and entities["sister"]["screened"]


def test_headings_and_classes_come_from_the_goods() -> None:
    car = next(entity for entity in sample()["entities"] if entity["id"] == "car")
    assert car["hs"] == ["8703"] and car["classes"] == ["vehicles"]


def test_a_judgement_holds_the_same_findings() -> None:
    written = from_judgement(FINDINGS, {"porosity": "0.1.0", "law": "sha256:0"})
    Draft202012Validator(JUDGEMENT_SCHEMA).validate(written)
    assert tuple(written) == ("schema_version", "made_with", "findings")
    assert written["findings"] == sample()["findings"]


def test_the_words_for_sources_are_those_of_the_code() -> None:
    origin = SCHEMA["$defs"]["origin"]["properties"]
    assert tuple(origin["put"]["enum"]) == PUTS == tuple(wording.PUT_WORDS)
    assert tuple(origin["directness"]["enum"]) == DIRECTNESS == tuple(wording.DIRECTNESS_WORDS)


def test_added_keys_are_welcome() -> None:
    written = sample()
    written["new"] = written["report"]["new"] = written["findings"][0]["elements"][0]["new"] = 1
    VALID.validate(written)


def _without(path: str) -> Callable[[dict[str, Any]], None]:
    def change(written: dict[str, Any]) -> None:
        *way, last = path.split(".")
        place: Any = written
        for step in way:
            place = place[int(step)] if step.isdigit() else place[step]
        del place[last]

    return change


def _with(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(written: dict[str, Any]) -> None:
        *way, last = path.split(".")
        place: Any = written
        for step in way:
            place = place[int(step)] if step.isdigit() else place[step]
        place[int(last) if last.isdigit() else last] = value

    return change


REQUIRED = [
    *KEYS,
    *(f"report.{key}" for key in ("id", "title", "text", "published", "publisher", "url", "sha256", "language")),
    *(
        f"claims.0.{key}"
        for key in ("id", "act", "basis", "stance", "certainty", "roles", "time", "sources", "evidence")
    ),
    *(f"claims.0.evidence.0.{key}" for key in ("start", "end", "text")),
    *(f"events.0.{key}" for key in ("id", "act", "claims", "roles", "time", "quantity")),
    *(f"events.0.time.{key}" for key in ("from", "to", "text")),
    *(f"entities.0.{key}" for key in ("id", "name", "kind", "country", "spellings", "mentions", "listings", "hs")),
    *(f"entities.1.listings.0.{key}" for key in ("list", "id", "name", "score", "program", "since")),
    *(f"findings.0.{key}" for key in ("id", "event", "claims", "measure", "family", "verdict", "status", "hedge")),
    *(f"findings.0.{key}" for key in ("elements", "exemptions", "open_questions", "support")),
    *(f"findings.0.elements.0.{key}" for key in ("name", "value", "because", "evidence")),
    *(f"findings.0.exemptions.0.{key}" for key in ("name", "value", "because")),
    *(f"findings.0.support.{key}" for key in ("reliability", "credibility", "because")),
    *(f"findings.0.support.origins.0.{key}" for key in ("name", "kind", "put", "directness", "reliability")),
    *(f"findings.0.support.origins.0.{key}" for key in ("because", "claims", "via")),
    *(f"contradictions.0.{key}" for key in ("claims", "about")),
    "made_with.porosity",
]
WRONG = [
    ("schema_version", 2),
    ("verdict", "exempt"),
    ("report.published", "20 February 2024"),
    ("report.sha256", "abc"),
    ("claims.0.act", "give"),
    ("claims.0.stance", "alleges"),
    ("claims.0.certainty", "sure"),
    ("claims.0.basis", "guessed"),
    ("claims.0.roles", {"giver": ["a"]}),
    ("claims.0.evidence", []),
    ("claims.0.evidence.0.start", -1),
    ("claims.1.time.from", "2024"),
    ("entities.0.country", "RU"),
    ("entities.3.hs", ["87.03"]),
    ("entities.0.mentions", [[1]]),
    ("findings.0.verdict", "violated"),
    ("findings.0.family", "cars"),
    ("findings.0.status", "true"),
    ("findings.0.elements", []),
    ("findings.0.elements.0.value", "maybe"),
    ("findings.0.exemptions.0.value", "perhaps"),
    ("findings.0.support.reliability", "G"),
    ("findings.0.support.credibility", 7),
    ("findings.0.support.origins.0.put", "swears"),
    ("findings.0.support.origins.0.directness", "telepathy"),
    ("findings.0.support.origins.0.reliability", "Z"),
    ("findings.0.support.unverified", ["so"]),
    ("contradictions.0.claims", ["c1"]),
    ("echoes", [[[1, 2]]]),
    ("variants", [["one"]]),
    ("warnings", [1]),
]


@pytest.mark.parametrize("path", REQUIRED)
def test_a_missing_key_breaks_the_contract(path: str) -> None:
    written = copy.deepcopy(sample())
    _without(path)(written)
    with pytest.raises(ValidationError):
        VALID.validate(written)


@pytest.mark.parametrize(("path", "value"), WRONG, ids=[path for path, _ in WRONG])
def test_a_wrong_value_breaks_the_contract(path: str, value: object) -> None:
    written = copy.deepcopy(sample())
    _with(path, value)(written)
    with pytest.raises(ValidationError):
        VALID.validate(written)


def test_the_golden_assessment() -> None:
    golden = Path(__file__).parent / "golden" / "assessment.json"
    written = json.dumps(sample(), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("POROSITY_RENEW_GOLDEN"):
        golden.write_text(written, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == written
