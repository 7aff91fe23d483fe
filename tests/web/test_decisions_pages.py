"""Decisions in the page: signed, kept, shown where they belong, taken back, never erased."""

from __future__ import annotations

from .conftest import KEY, Visitor

FINDING = f"{KEY}#f1"


def test_a_finding_is_confirmed_and_its_page_shows_by_whom(visitor: Visitor) -> None:
    visitor.send("/decisions", kind="confirm", target="finding", key=FINDING, who="A. Analyst", why="seen the papers")
    assert visitor.ask(f"/reports/{KEY}")["findings"][0]["decided"] == "confirmed"
    page = visitor.see(f"/reports/{KEY}")
    assert "A. Analyst" in page and "seen the papers" in page
    assert "A. Analyst" in visitor.see("/audit")


def test_a_dismissal_needs_a_reason_and_a_confirmation_does_not(visitor: Visitor) -> None:
    refused = visitor.send("/decisions", status=400, kind="dismiss", target="finding", key=FINDING, who="A. Analyst")
    assert "a reason is missing" in refused.text
    visitor.send("/decisions", kind="dismiss", target="finding", key=FINDING, who="A. Analyst", why="another car")
    assert visitor.ask("/review?decided=dismissed")["total"] == 1


def test_nobody_decides_without_a_name(visitor: Visitor) -> None:
    refused = visitor.send("/decisions", status=400, kind="confirm", target="finding", key=FINDING)
    assert "nobody signs" in refused.text


def test_the_name_is_remembered_for_the_next_decision(visitor: Visitor) -> None:
    visitor.send("/decisions", kind="confirm", target="finding", key=FINDING, who="A. Analyst")
    assert 'value="A. Analyst"' in visitor.see("/review")
    visitor.send("/decisions", kind="note", target="finding", key=FINDING, why="again")
    assert {one["who"] for one in visitor.ask("/audit")["decisions"]} == {"A. Analyst"}


def test_a_decision_is_taken_back_and_stays_on_record(visitor: Visitor) -> None:
    made = visitor.send(
        "/decisions", status=201, json=True, kind="confirm", target="finding", key=FINDING, who="A. Analyst"
    )
    number = made["decision"]["id"]
    visitor.send("/decisions", kind="revoke", target="decision", key=number, who="B. Boss", why="too early")
    assert visitor.ask(f"/reports/{KEY}")["findings"][0]["decided"] == "open"
    assert [one["kind"] for one in visitor.ask("/audit")["decisions"]] == ["revoke", "confirm"]
    assert "taken back" in visitor.see("/audit")


def test_a_grade_is_overridden_in_one_part_or_both(visitor: Visitor) -> None:
    visitor.send(
        "/decisions", kind="override", target="finding", key=FINDING, who="A", why="named source", reliability="B"
    )
    row = visitor.store.finding(FINDING)
    assert row is not None and row.reliability == "B"
    refused = visitor.send("/decisions", status=400, kind="override", target="finding", key=FINDING, who="A", why="x")
    assert "no grade was chosen" in refused.text


def test_an_answer_without_reload_is_the_block_with_the_decision(visitor: Visitor) -> None:
    block = visitor.send(
        "/decisions", status=200, htmx=True, kind="confirm", target="finding", key=FINDING, who="A. Analyst",
        id="finding-1", offered=["confirm", "dismiss", "note"], graded="1", back=f"/reports/{KEY}#finding-1",
    ).text  # fmt: skip
    assert block.lstrip().startswith('<div class="decide" id="decide-finding-1">')
    assert "A. Analyst" in block and "Take back" in block and "<html" not in block


def test_a_form_leads_back_to_our_own_pages_only(visitor: Visitor) -> None:
    there = visitor.send(
        "/decisions", kind="note", target="finding", key=FINDING, who="A", why="x", back="https://elsewhere.example/"
    )
    assert there.headers["location"] == "/"


def test_what_is_not_there_cannot_be_decided_on(visitor: Visitor) -> None:
    visitor.send("/decisions", status=400, kind="confirm", target="finding", key="sample#f999", who="A")
    visitor.send("/decisions", status=400, kind="erase", target="report", key=KEY, who="A", why="x")
    visitor.send("/decisions", status=400, kind="confirm", target="universe", key=KEY, who="A")


def test_a_form_without_the_mark_of_the_page_is_refused(visitor: Visitor) -> None:
    response = visitor.client.post(
        "/decisions", data={"kind": "confirm", "target": "finding", "key": FINDING, "who": "A"}
    )
    assert response.status_code == 403
    assert visitor.ask("/audit")["total"] == 0


def test_the_queue_decides_and_goes_on(visitor: Visitor) -> None:
    waiting = visitor.ask("/review")["total"]
    item = visitor.send("/review", status=200, htmx=True, key=FINDING, kind="dismiss", who="A", why="another car").text
    assert "settled" in item and "another car" in item
    assert visitor.ask("/review")["total"] == waiting - 1
    visitor.send("/review", status=200, htmx=True, key=FINDING, kind="revoke", who="A")
    assert visitor.ask("/review")["total"] == waiting


def test_the_queue_shows_the_words_that_a_finding_rests_on(visitor: Visitor) -> None:
    page = visitor.see("/review/words?key=sample%23f1")
    assert "quote-line" in page and "<html" not in page
    visitor.see("/review/words?key=sample%23f999", status=404)


def test_the_trail_can_be_narrowed(visitor: Visitor) -> None:
    visitor.send("/decisions", kind="confirm", target="finding", key=FINDING, who="Ada")
    visitor.send("/decisions", kind="note", target="report", key=KEY, who="Bea", why="to be seen again")
    assert visitor.ask("/audit?who=bea")["total"] == 1
    assert visitor.ask("/audit?kind=confirm")["total"] == 1
    assert visitor.ask("/audit?target=report")["total"] == 1
    assert "No decision fits" in visitor.see("/audit?who=nobody")
