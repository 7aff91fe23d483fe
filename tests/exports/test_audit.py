"""The chain as JSON, held by its schema, and as a page that runs nothing."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from chains import DECISIONS, HASH, at, audit, audited, decision
from jsonschema import Draft202012Validator
from poison import PAYLOADS, rewritten
from test_html_dossier import Page, is_harmless

from porosity.evidence.audit import Audit, as_json, narrowed, schema
from porosity.evidence.records import IncidentRow, Member, Target, Tlp
from porosity.exports import audit_sheet
from samples import ASSESSMENT, card


def written(given: Audit) -> dict:
    found = json.loads(json.dumps(as_json(given, card=card)))
    Draft202012Validator(schema()).validate(found)
    return found


def incident_audit() -> Audit:
    row = IncidentRow(
        "i-4", "Gift of a car", "transfer", None, None, "prohibited", "mixed", ("un-2397-7-vehicles",),
        ("vehicles-machinery-metals",), ("kp", "ru"), 2, 1, "D", 3, "open",
    )  # fmt: skip
    members = (Member("sample#e1", "sample", ("same act, transfer", "same day")),)
    merged = decision(7, "merge", "incident", "i-4", "the same car", **{"with": ["i-9"]})
    return Audit(
        Target.INCIDENT, "i-4", Tlp.RED, (audited(), audited(key="other", tlp=Tlp.AMBER)), row, members, (merged,), 2
    )


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


def test_golden(golden) -> None:
    golden("audit.json", json.dumps(as_json(audit("f2"), card=card), ensure_ascii=False, indent=1) + "\n")
    golden("audit.html", audit_sheet.render(audit("f2"), card=card))


def test_a_finding_brings_its_whole_chain_and_nothing_else() -> None:
    (report,) = written(audit("f2"))["reports"]
    (finding,) = report["findings"]
    assert finding["finding"]["measure"] == "un-1718-8a3-luxury"
    assert finding["law"]["citations"][2] == {"text": "UNSCR 2270 (2016) OP 39", "paragraph_number": "recalled"}
    assert [one["id"] for one in report["events"]] == ["e1"]
    assert [one["id"] for one in report["claims"]] == ["c1", "c2", "c3", "c4"]
    assert report["originals"]["captures"][0]["sha256"] == HASH
    assert [run["number"] for run in report["assessments"]] == [1, 2]
    assert report["assessments"][1]["changes"][0]["kind"] == "gained"
    assert {one["name"] for one in report["entities"]} >= {"Viktor Sorokin", "Han Chol Min"}
    assert "Anton Belov" not in {one["name"] for one in report["entities"]}


def test_words_stand_where_the_audit_says() -> None:
    (report,) = written(audit())["reports"]
    text = report["report"]["text"]
    for finding in report["findings"]:
        for element in finding["finding"]["elements"]:
            for item in element["evidence"]:
                assert text[item["start"] : item["end"]] == item["text"]


def test_what_was_taken_back_is_shown_as_such() -> None:
    (report,) = written(audit())["reports"]
    assert [(one["id"], one["stands"]) for one in report["decisions"]] == [
        ("d-3", False), ("d-4", True), ("d-5", True), ("d-6", True),
    ]  # fmt: skip
    page = audit_sheet.render(audit(), card=card)
    assert page.count("taken back later") == 2  # at the finding, and among all


def test_an_incident_has_its_members_and_its_own_decisions() -> None:
    found = written(incident_audit())
    assert found["incident"]["members"][0]["why"] == ["same act, transfer", "same day"]
    assert found["marking"] == "TLP:AMBER" and found["audience"] == "TLP:RED"
    assert found["left_out"] == 2 and found["decisions"][0]["body"] == {"with": ["i-9"]}
    page = audit_sheet.render(incident_audit(), card=card)
    assert "2 reports left out" in page and "same act, transfer; same day" in page


def test_originals_that_are_withheld_say_why() -> None:
    one = replace(audited(), withheld="withheld: the source is confidential", captures=())
    found = written(Audit(Target.REPORT, "sample", Tlp.RED, (one,)))
    assert found["reports"][0]["originals"] == {"withheld": "withheld: the source is confidential"}
    assert "Withheld: the source is confidential." in audit_sheet.render(
        Audit(Target.REPORT, "sample", Tlp.RED, (one,)), card=card
    )


@pytest.mark.parametrize("given", [audit(), audit("f1"), incident_audit(), Audit(Target.REPORT, "x", Tlp.CLEAR, ())])
def test_the_page_runs_and_loads_nothing_and_its_links_arrive(given: Audit) -> None:
    page = Page(audit_sheet.render(given, card=card))
    assert is_harmless(page)
    assert not page.ids or max(page.ids.values()) == 1
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text(payload: str) -> None:
    def rewrite(text: str) -> str:
        return text + payload

    hostile = rewritten(ASSESSMENT, rewrite)
    one = audited()
    rows = tuple(replace(row, key=row.key + payload) for row in one.findings)
    decided = tuple(replace(each, who=payload, why=payload, body={payload: payload}) for each in DECISIONS)
    one = replace(one, assessment=hostile, findings=rows, decisions=decided, row=replace(one.row, key=payload))
    page = audit_sheet.render(Audit(Target.REPORT, payload, Tlp.RED, (one,)), card=card)
    page.encode()
    assert is_harmless(Page(page))
    assert re.findall("<script", page) == []


def test_narrowing_keeps_what_a_finding_rests_on() -> None:
    found = narrowed(ASSESSMENT, ["f6"])
    assert [one.id for one in found.findings] == ["f6"]
    assert [one.id for one in found.claims] == ["c8"]
    assert {one.id for one in found.entities} == {"airline", "parts"}
    assert at(1).tzinfo is not None
