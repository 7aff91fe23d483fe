"""Reading, judging, and what is kept, as JSON."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from porosity import contract
from porosity.web.app import create_app
from porosity.web.settings import Settings
from samples import ASSESSMENT
from stores import original

TEXT = "Russia shipped nine limousines to North Korea on Sunday, officials said."


def check(schema: dict[str, Any], found: dict[str, Any]) -> None:
    Draft202012Validator(schema).validate(found)


@pytest.mark.parametrize("path", ["/read", "/api/read"])
def test_a_report_is_read_into_the_contract(api: TestClient, path: str) -> None:
    answer = api.post(path, json={"text": TEXT, "published": "2024-02-19", "publisher": "The Paper", "id": "mine"})
    assert answer.status_code == 200
    found = answer.json()
    check(contract.SCHEMA, found)
    assert found["report"]["id"] == "mine" and found["report"]["published"] == "2024-02-19"
    assert found["verdict"] == "prohibited"


def test_the_lists_are_asked(api: TestClient) -> None:
    text = "The ship Vashti Star (IMO 9110236) left Nampo. Belodrag Quarzin of North Korea owns it, officials said."
    found = api.post("/read", json={"text": text, "published": "2024-02-19"}).json()
    assert "un-sc@" in found["made_with"]["lists"]


def test_nothing_is_kept_of_what_is_read(api: TestClient) -> None:
    before = api.get("/api/reports").json()["total"]
    api.post("/read", json={"text": TEXT})
    assert api.get("/api/reports").json()["total"] == before


def test_a_file_of_several_reports_is_read(api: TestClient) -> None:
    lines = b'{"id": "a", "text": "Coal was sold."}\nnot json\n{"id": "b", "text": "Coal was sold again."}\n'
    found = api.post("/api/read/file", files={"file": ("two.jsonl", lines)}).json()
    assert [one["report"]["id"] for one in found["reports"]] == ["a", "b"]
    assert found["not_read"][0]["place"].endswith(":2")


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ({"file": ("a.zip", b"PK\x03\x04")}, 415),
        ({"file": ("a.pdf", b"%PDF-1.7 nothing")}, 400),
        ({"file": ("a.txt", b"")}, 400),
        ({"other": ("a.txt", b"x")}, 422),
    ],
)
def test_a_file_that_is_none_is_explained(api: TestClient, files: dict[str, Any], status: int) -> None:
    answer = api.post("/api/read/file", files=files)
    assert answer.status_code == status and answer.json()["error"]["problem"]


def test_events_are_judged(api: TestClient) -> None:
    event = {"act": "transfer", "roles": {"agent": ["Russia"], "recipient": ["North Korea"], "item": ["a limousine"]}}
    found = api.post("/judge", json={"published": "2024-02-19", "events": [event]}).json()
    check(contract.JUDGEMENT_SCHEMA, found)
    assert any(one["verdict"] == "prohibited" for one in found["findings"])


@pytest.mark.parametrize(
    ("question", "status", "words"),
    [
        ({"events": [{"act": "dance"}]}, 400, "act"),
        ({"events": "all"}, 422, "events"),
        ({"events": [], "more": 1}, 422, "more"),
        ({"published": "yesterday", "events": []}, 400, "published"),
        ({"events": [{"act": "transfer", "roles": {"agent": [{"name": {"a": 1}}]}}]}, 400, "roles.agent"),
    ],
)
def test_events_that_are_none_are_explained(api: TestClient, question: dict[str, Any], status: int, words: str) -> None:
    answer = api.post("/judge", json=question)
    assert answer.status_code == status
    assert words in answer.text


def test_a_report_that_is_kept_comes_back_whole(api: TestClient) -> None:
    (row,) = api.get("/api/reports").json()["items"]
    whole = api.get(f"/api/reports/{row['key']}").json()
    check(contract.SCHEMA, whole["assessment"])
    assert whole["report"] == row
    assert whole["runs"][0]["made_with"] == dict(ASSESSMENT.made_with)


def test_lists_are_filtered_and_paged(api: TestClient) -> None:
    everything = api.get("/api/findings?limit=200").json()
    assert everything["total"] == len(everything["items"]) > 2
    seen, after = [], ""
    for _ in range(50):
        page = api.get(f"/api/findings?limit=1{f'&after={after}' if after else ''}").json()
        seen += [one["key"] for one in page["items"]]
        if page["after"] is None:
            break
        after = page["after"]
    assert sorted(seen) == sorted(one["key"] for one in everything["items"])
    measure = everything["items"][0]["measure"]
    some = api.get(f"/api/findings?measure={measure}").json()["items"]
    assert some and {one["measure"] for one in some} == {measure}
    assert api.get("/api/reports?q=parade").json()["items"]
    assert not api.get("/api/reports?q=zeppelin").json()["items"]
    assert not api.get("/api/reports?until=1999-01-01").json()["items"]


def test_measures_are_filtered_and_paged(api: TestClient) -> None:
    first = api.get("/api/measures?limit=2&on=2018-01-01").json()
    second = api.get(f"/api/measures?limit=2&on=2018-01-01&after={first['after']}").json()
    assert len(first["items"]) == 2 and not {one["id"] for one in first["items"]} & {
        one["id"] for one in second["items"]
    }
    assert api.get(f"/api/measures/{first['items'][0]['id']}").json()["id"] == first["items"][0]["id"]
    assert api.get("/api/measures?goods=abc").status_code == 422
    assert api.get("/api/measures?direction=up").status_code == 422


def test_what_is_redacted_confidential_or_marked_is_not_told(tmp_path: Any) -> None:
    app = create_app(Settings(store=str(tmp_path / "store.sqlite"), lists=False))
    hidden, publisher = ASSESSMENT.report.text[:8], ASSESSMENT.report.publisher
    assert publisher
    with TestClient(app, base_url="http://127.0.0.1") as api:
        store = app.state.site.store
        key = store.add(original(), ASSESSMENT).key
        paths = ["/api/reports", "/api/findings", "/api/incidents", f"/api/reports/{key}"]
        assert hidden in "".join(api.get(path).text for path in paths)

        store.decide("redact", "report", key, who="A", body={"spans": [[0, 8]]})
        assert all(hidden not in api.get(path).text for path in paths)
        assert api.get("/api/reports").json()["items"]
        assert api.get("/api/reports?q=visiting").json() == {"items": [], "total": None, "after": None}
        assert api.get("/api/findings?q=visiting").json()["items"] == []
        assert api.get("/api/reports?q=parade").json()["items"]

        store.decide("mark", "report", key, who="A", body={"tlp": "amber", "confidential_source": True})
        (row,) = api.get("/api/reports").json()["items"]
        assert row["publisher"] is None and row["key"] != key
        assert publisher not in api.get(f"/api/reports/{row['key']}").text
        assert api.get(f"/api/reports/{key}").status_code == 404
        assert api.get("/api/reports?max_tlp=green").json()["items"] == []
        assert api.get("/api/findings?max_tlp=green").json()["items"] == []


def test_a_server_that_reads_nothing_says_so() -> None:
    api = TestClient(create_app(Settings(store="none:", reading=False)), base_url="http://127.0.0.1")
    answer = api.post("/read", json={"text": TEXT})
    assert answer.status_code == 403 and "--no-reading" in answer.json()["error"]["next_step"]
