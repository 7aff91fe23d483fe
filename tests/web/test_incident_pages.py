"""Incidents as pages: joined, merged, split, and found again by an id that leads on."""

from __future__ import annotations

from .conftest import KEY, Visitor

CAR, DIESEL = "news-1", "news-2"


def _of(visitor: Visitor, report: str) -> str:
    rows = [visitor.store.incident(one.id) for one in visitor.store.incidents(limit=100).items]
    return next(row.id for row, members in filter(None, rows) if any(one.report == report for one in members))


def test_an_incident_shows_its_reports_and_why_they_are_joined(desk: Visitor) -> None:
    key = _of(desk, CAR)
    page = desk.see(f"/incidents/{key}")
    assert "Russian company gives North Korean leader a car" in page and "it is the first report of it" in page
    twin = desk.ask(f"/incidents/{key}")
    assert twin["incident"]["row"]["id"] == key
    assert any(one["report"] == CAR for one in twin["incident"]["reports"])


def test_incidents_are_listed_and_counted_by_facets(desk: Visitor) -> None:
    found = desk.ask("/incidents")
    assert found["total"] == len(found["incidents"]) >= 1
    assert sum(found["facets"]["verdicts"].values()) == found["total"]
    page = desk.see("/incidents?verdict=prohibited")
    assert 'aria-current="true"' in page
    assert "No incident fits" in desk.see("/incidents?verdict=exempt")


def test_merged_incidents_are_one_and_the_younger_id_leads_on(desk: Visitor) -> None:
    older, younger = _of(desk, CAR), _of(desk, DIESEL)
    desk.send(f"/incidents/{older}/merge", **{"with": younger, "who": "Ada", "why": "the same delivery"})
    assert "was merged into this incident" in desk.see(f"/incidents/{younger}")
    assert desk.ask(f"/incidents/{younger}")["incident"]["row"]["id"] == older
    page = desk.see(f"/incidents/{older}")
    assert "the same delivery" in page and "Merged" in page
    assert "the same delivery" in desk.see("/audit")


def test_what_is_split_off_is_another_incident(desk: Visitor) -> None:
    older, younger = _of(desk, CAR), _of(desk, DIESEL)
    desk.send(f"/incidents/{older}/merge", **{"with": younger, "who": "Ada", "why": "the same delivery"})
    desk.send(f"/incidents/{older}/split", report=[DIESEL], who="Ada", why="another year")
    assert _of(desk, DIESEL) != _of(desk, CAR)


def test_a_merge_or_split_without_sense_is_refused(desk: Visitor) -> None:
    visitor, key = desk, _of(desk, CAR)
    for data in ({"with": "elsewhere"}, {"with": key}, {"with": "i-99999"}, {"with": "i-1 OR 1=1"}):
        visitor.send(f"/incidents/{key}/merge", status=400, **data, who="Ada", why="x")
    visitor.send(f"/incidents/{key}/merge", status=400, **{"with": "i-2", "who": "Ada"})
    assert "none was chosen" in visitor.send(f"/incidents/{key}/split", status=400, who="Ada", why="x").text
    assert (
        "nothing would stay"
        in visitor.send(f"/incidents/{key}/split", status=400, report=[CAR], who="Ada", why="x").text
    )
    visitor.see("/incidents/i-99999", status=404)
    visitor.see("/incidents/elsewhere", status=404)


def test_the_picture_counts_incidents_and_leaves_out_the_dismissed(desk: Visitor) -> None:
    before = desk.ask("/picture")
    assert before["total"] >= 1 and before["counts"]["families"]
    assert {"from": "ru", "to": "kp", "incidents": 2} in before["routes"]
    page = desk.see("/picture")
    assert 'class="map"' in page and "Russia → North Korea" in page
    loud = [one.id for one in desk.store.incidents(limit=100).items if one.verdict in ("prohibited", "conditional")]
    for key in loud:
        desk.send("/decisions", kind="dismiss", target="incident", key=key, who="Ada", why="misread")
    assert desk.ask("/picture")["total"] == before["total"] - len(loud)
    assert "Nothing to show" in desk.see("/picture")


def test_an_empty_store_has_an_empty_picture(empty: Visitor) -> None:
    assert "Nothing to show" in empty.see("/picture")
    assert "No incident yet" in empty.see("/incidents")
    assert "Nobody yet" in empty.see("/entities")


def test_an_entity_shows_its_listings_and_those_it_acts_with(visitor: Visitor) -> None:
    page = visitor.see("/entity/person:han%20chol%20min")
    assert "Viktor Sorokin" in page and "HAN, Chol Min" in page and 'class="network"' in page
    twin = visitor.ask("/entity/person:han%20chol%20min")
    assert twin["entity"]["reports"] == 1 and twin["listings"]
    visitor.see("/entity/person:nobody", status=404)


def test_a_match_is_dismissed_and_taken_back(visitor: Visitor) -> None:
    key = visitor.ask("/entity/person:han%20chol%20min")["listings"][0]["key"]
    visitor.send("/decisions", kind="dismiss", target="listing", key=key, who="Ada", why="a namesake")
    assert "a namesake" in visitor.see("/entity/person:han%20chol%20min")
    assert "a namesake" in visitor.see(f"/reports/{KEY}")
