"""The reconciliation service, asked as OpenRefine asks it: the manifest first, then batches of a column."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from porosity.web.app import create_app
from porosity.web.settings import Settings


class OpenRefine:
    """As much of that client as talks to a service: it learns every address from the manifest."""

    def __init__(self, client: TestClient, service: str) -> None:
        self._client = client
        self._service = service
        self.manifest = client.get(service).json()

    def reconcile(self, names: list[str], type_: str | None = None, **columns: list[Any]) -> list[list[dict[str, Any]]]:
        """The candidates for each name of a column, in batches of the size that the service asks for."""
        found: list[list[dict[str, Any]]] = []
        size = self.manifest["batchSize"]
        for begin in range(0, len(names), size):
            queries = {
                f"q{at}": {
                    "query": name,
                    "limit": 5,
                    "type_strict": "should",
                    **({"type": type_} if type_ else {}),
                    "properties": [{"pid": pid, "v": values[begin + at]} for pid, values in columns.items()],
                }
                for at, name in enumerate(names[begin : begin + size])
            }
            answer = self._client.post(self._service, data={"queries": json.dumps(queries)})
            assert answer.status_code == 200, answer.text
            found += [answer.json()[key]["result"] for key in queries]
        return found

    def suggest(self, what: str, prefix: str) -> list[dict[str, Any]]:
        """What begins so."""
        service = self.manifest["suggest"][what]
        told: list[dict[str, Any]] = self._client.get(
            service["service_url"] + service["service_path"], params={"prefix": prefix}
        ).json()["result"]
        return told

    def preview(self, id_: str) -> str:
        """The page of a party for a frame."""
        answer = self._client.get(self.manifest["preview"]["url"].replace("{{id}}", id_))
        assert answer.headers["content-type"].startswith("text/html")
        return answer.text


@pytest.fixture(params=["/reconcile", "/api/reconcile", "/reconcile/un-sc", "/api/reconcile/default"])
def refine(api: TestClient, request: pytest.FixtureRequest) -> OpenRefine:
    return OpenRefine(api, request.param)


def test_the_manifest_says_what_it_must(refine: OpenRefine) -> None:
    assert "0.2" in refine.manifest["versions"]
    for name in ("name", "identifierSpace", "schemaSpace", "defaultTypes", "view", "preview", "suggest"):
        assert refine.manifest[name]
    assert "{{id}}" in refine.manifest["view"]["url"]


def test_a_column_is_reconciled(refine: OpenRefine) -> None:
    names = ["Belodrag Quarzin", "Nobody Of That Name", ""] * 15
    found = refine.reconcile(names, "Person")
    assert len(found) == len(names)
    (first,) = found[0]
    assert first["id"] == "un-1" and first["match"] is True and 70 <= first["score"] <= 100
    assert first["type"] == [{"id": "Person", "name": "Person"}]
    assert found[1] == [] and found[2] == []


def test_other_columns_speak_for_and_against(refine: OpenRefine) -> None:
    ours, other = refine.reconcile(["Belodrag Quarzin"] * 2, "Person", birthDate=["1961", "1999"], country=["kp", "kp"])
    assert ours[0]["match"] and not any(one["match"] for one in other)


def test_a_column_may_hold_cells_that_were_reconciled_before(refine: OpenRefine) -> None:
    (found,) = refine.reconcile(["Belodrag Quarzin"], "Person", country=[{"id": "kp", "name": "kp"}])
    assert found[0]["match"]


def test_suggestions(refine: OpenRefine) -> None:
    assert refine.suggest("entity", "quarz")[0]["id"] == "un-1"
    assert refine.suggest("type", "vess")[0]["id"] == "Vessel"
    assert refine.suggest("property", "birth")[0]["id"] == "birthDate"
    assert refine.suggest("entity", "") == []


def test_a_preview_never_becomes_markup(refine: OpenRefine) -> None:
    page = refine.preview("un-2")
    assert "&lt;b&gt;Trading&lt;/b&gt; &amp; Sons" in page and "<b>" not in page


def test_queries_may_come_by_get(api: TestClient) -> None:
    answer = api.get("/reconcile", params={"queries": '{"q0": {"query": "Belodrag Quarzin"}}'})
    assert answer.json()["q0"]["result"][0]["id"] == "un-1"


@pytest.mark.parametrize(
    "queries", ["", "[]", "{", '{"q": 7}', '{"q": {"query": 7}}', '{"q": {"query": "a", "limit": 100000}}', "\x00",
                '{"q": {"query": "a", "properties": [{"pid": "x"}]}}', "[" * 5000,
                json.dumps({f"q{n}": {"query": "a"} for n in range(101)})],
)  # fmt: skip
def test_what_is_no_batch_is_explained(api: TestClient, queries: str) -> None:
    answer = api.post("/reconcile", data={"queries": queries})
    assert answer.status_code in (400, 422)
    assert "queries" in answer.json()["error"]["place"]


def test_only_the_pages_that_are_trusted_may_frame_a_preview(api: TestClient, kept_lists: object) -> None:
    told = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
    path = "/api/reconcile/default/preview?id=un-1"
    assert api.get(path, headers=told).status_code == 403
    trusting = create_app(Settings(store="none:", trusted=("http://127.0.0.1:3333",)))
    answer = TestClient(trusting, base_url="http://127.0.0.1").get(path, headers=told)
    assert answer.status_code == 200
    assert "frame-ancestors http://127.0.0.1:3333" in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers
