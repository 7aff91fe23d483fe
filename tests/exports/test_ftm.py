"""Assessments and incidents as Follow the Money: valid by its own rules, complete, and the same each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from followthemoney import model
from hypothesis import given, settings
from poison import ANY_TEXT, PAYLOADS, rewritten

from porosity.assessment import Assessment, Means, Report
from porosity.evidence.records import IncidentRow, Member
from porosity.exports import ftm, no_card
from samples import ASSESSMENT, card

Ftm = dict


def written(assessment: Assessment = ASSESSMENT) -> dict[str, Ftm]:
    found = list(ftm.entities(assessment, card=card))
    assert len({one["id"] for one in found}) == len(found)
    return {one["id"]: one for one in found}


def check(found: dict[str, Ftm]) -> None:
    """Valid by the model's own rules: every value is in its cleaned form, and nothing points at nothing."""
    for entity in found.values():
        schema = model.schemata[entity["schema"]]
        assert not schema.abstract
        assert schema.validate({"properties": entity["properties"]}) is None
        cleaned = model.get_proxy(entity, cleaned=False).to_dict()["properties"]
        assert {name: sorted(texts) for name, texts in cleaned.items()} == {
            name: sorted(texts) for name, texts in entity["properties"].items()
        }
    assert ftm.referents(found.values()) <= set(found)


def values(entity: Ftm, name: str) -> list[str]:
    return entity["properties"].get(name, [])


def of(found: dict[str, Ftm], schema: str) -> list[Ftm]:
    return [one for one in found.values() if one["schema"] == schema]


def test_all_is_valid_and_tied_together() -> None:
    check(written())


def test_ids_are_stable() -> None:
    assert list(written()) == list(written())
    assert "porosity-sample-e1" in written()


def test_the_report_is_an_article_without_its_text() -> None:
    (article,) = of(written(), "Article")
    assert values(article, "publishedAt") == ["2025-04-16"]
    assert values(article, "notes") == [f"SHA-256 of the source: {ASSESSMENT.report.sha256}"]
    assert "bodyText" not in article["properties"]


def test_kinds_become_schemas() -> None:
    found = written()
    schemas = {one.id: found[f"porosity-sample-{one.id}"]["schema"] for one in ASSESSMENT.entities}
    assert schemas["sorokin"] == "Person" and schemas["agency"] == "Organization"
    assert schemas["car"] == "Vehicle" and schemas["shells"] == "Asset" and schemas["minsk"] == "Address"
    assert schemas["russia"] == "PublicBody"  # it acts


def test_a_listing_is_a_sanction_only_where_it_means_the_party() -> None:
    (sanction,) = of(written(), "Sanction")
    assert values(sanction, "entity") == ["porosity-sample-han"]
    assert values(sanction, "listingDate") == ["2019-07-06"]
    assert values(written()["porosity-sample-han"], "topics") == ["sanction"]
    han = next(one for one in ASSESSMENT.entities if one.id == "han")
    assert han.listings is not None
    perhaps = replace(han, listings=tuple(replace(one, means=Means.POSSIBLE) for one in han.listings))
    found = written(replace(ASSESSMENT, entities=tuple(perhaps if one is han else one for one in ASSESSMENT.entities)))
    assert not of(found, "Sanction")
    assert "topics" not in found["porosity-sample-han"]["properties"]
    assert values(found["porosity-sample-han"], "notes")[0].startswith("Perhaps on a list: HAN, Chol Min")


def test_an_act_has_its_days_its_parties_and_their_roles() -> None:
    found = written()
    event = found["porosity-sample-e1"]
    assert values(event, "date") == ["2025-04-13"]
    assert sorted(values(event, "country")) == ["kp", "ru"]
    assert values(event, "involved") == ["porosity-sample-sorokin", "porosity-sample-han", "porosity-sample-sister"]
    roles = {
        (values(one, "role")[0], values(one, "subject")[0])
        for one in of(found, "UnknownLink")
        if values(one, "object") == [event["id"]]
    }
    assert ("item", "porosity-sample-car") in roles and ("agent", "porosity-sample-sorokin") in roles
    assert values(found["porosity-sample-e2"], "startDate") == ["2025-01-01"]


def test_a_finding_is_a_conditional_note_on_the_act() -> None:
    note = written()["porosity-sample-f1"]
    assert note["schema"] == "Note"
    assert values(note, "entity") == ["porosity-sample-e1"]
    assert values(note, "description")[0].startswith("If as reported, ")
    assert values(note, "name")[0].startswith("Prohibited, if as reported: ")
    assert "prohibited" in values(note, "keywords") and "support D3" in values(note, "keywords")


def test_mentions_lead_from_the_document_to_who_is_meant() -> None:
    found = [one for one in of(written(), "Mention") if values(one, "resolved") == ["porosity-sample-sorokin"]]
    assert [values(one, "name")[0] for one in found] == ["Viktor Sorokin", "Sorokin"]


def test_odd_ids_stay_apart() -> None:
    first = replace(ASSESSMENT, report=replace(ASSESSMENT.report, id="a b/c"))
    second = replace(ASSESSMENT, report=replace(ASSESSMENT.report, id="a b:c"))
    assert not set(written(first)) & set(written(second))


def test_an_empty_assessment_is_an_article() -> None:
    bare = Assessment(Report("r", "", "", None, None, None, "0" * 64, None), {})
    found = {one["id"]: one for one in ftm.entities(bare, card=no_card)}
    check(found)
    assert [one["schema"] for one in found.values()] == ["Article"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_valid(payload: str) -> None:
    check(written(replace(rewritten(ASSESSMENT, lambda text: text + payload))))


@settings(max_examples=30, deadline=None)
@given(ANY_TEXT)
def test_any_text_stays_valid(text: str) -> None:
    found = list(ftm.entities(rewritten(ASSESSMENT, lambda old: old + text), card=no_card))
    check({one["id"]: one for one in found})


def test_an_incident_is_an_event_over_those_of_its_reports() -> None:
    row = IncidentRow(
        "i-7", "Gift of a car", "transfer", date(2025, 4, 13), date(2025, 4, 13), "prohibited", "mixed",
        ("un-2397-7-vehicles",), ("vehicles-machinery-metals",), ("kp", "ru"), 2, 1, "D", 3, "open",
    )  # fmt: skip
    members = [
        Member("sample#e1", "sample", ("same act, transfer", "same day")),
        Member("sample#visit", "sample", ("it is the first report of it",)),
    ]
    known = written()
    found = {**known, **{one["id"]: one for one in ftm.incident(row, members, known)}}
    check(found)
    assert values(found["porosity-i-7"], "proof") == ["porosity-sample"]
    assert values(found["porosity-i-7"], "summary") == ["2 reports, 1 origin, support D3"]
    (tie,) = [one for one in of(found, "UnknownLink") if values(one, "object") == ["porosity-i-7"]]
    assert values(tie, "subject") == ["porosity-sample-e1"]
    assert values(tie, "summary") == ["same act, transfer; same day"]
