"""Screening as clients of yente do it; nomenklatura's enricher is such a client."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from followthemoney import Dataset, StatementEntity
from nomenklatura.cache import Cache
from nomenklatura.db import Session
from nomenklatura.enrich.yente import YenteEnricher
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from starlette.testclient import TestClient

from porosity.web.settings import Settings
from web.api import served


def ask(
    api: TestClient, schema: str, path: str = "/api/match/default", **properties: list[str]
) -> list[dict[str, Any]]:
    question = {"queries": {"q": {"schema": schema, "properties": properties}}}
    answer = api.post(path, json=question)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["responses"]["q"]["results"]
    return found


def test_a_party_is_found_with_its_reasons(api: TestClient) -> None:
    (found,) = ask(api, "Person", name=["Belodrag Quarzin"], birthDate=["1961-03-01"], nationality=["KP"])
    assert found["id"] == "un-1" and found["match"] is True and found["schema"] == "Person"
    assert found["features"]["context"] > 0
    assert any("born 1961" in clause for clause in found["because"])
    assert found["datasets"] == ["un-sc"] and found["target"] is True


def test_another_birth_is_no_match(api: TestClient) -> None:
    assert not any(one["match"] for one in ask(api, "Person", name=["Belodrag Quarzin"], birthDate=["1990"]))


def test_the_best_of_several_names_decides(api: TestClient) -> None:
    (found,) = ask(api, "Person", name=["Nobody At All"], alias=["Belodrag Thunmir Quarzin"])
    assert found["id"] == "un-1"


def test_a_number_is_enough_for_a_vessel(api: TestClient) -> None:
    (found,) = ask(api, "Vessel", name=["VASHTI STAR"], imoNumber=["IMO9110236"])
    assert found["id"] == "un-vessel-3"


@pytest.mark.parametrize("path", ["/match/default", "/api/match/default", "/api/match/sanctions", "/api/match/un-sc"])
def test_the_addresses_of_yente_lead_here_too(api: TestClient, path: str) -> None:
    assert ask(api, "Person", path, name=["Belodrag Quarzin"])


def test_lists_kinds_and_ids_can_be_left_out(api: TestClient) -> None:
    for query in ("exclude_dataset=un-sc", "include_dataset=un-1718-vessels", "exclude_schema=Person",
                  "exclude_entity_ids=un-1", "topics=crime"):  # fmt: skip
        assert not ask(api, "Person", f"/api/match/default?{query}", name=["Belodrag Quarzin"])
    assert ask(api, "Person", "/api/match/default?topics=sanction", name=["Belodrag Quarzin"])
    assert not ask(api, "Person", "/api/match/un-1718-vessels", name=["Belodrag Quarzin"])


@pytest.mark.parametrize(
    ("path", "question", "status", "place"),
    [
        ("/api/match/nothing", {"queries": {}}, 404, "dataset"),
        ("/api/match/default?algorithm=logic-v1", {"queries": {}}, 400, "algorithm"),
        ("/api/match/default", {"queries": {"q": {"schema": "Nonsense", "properties": {}}}}, 400, "schema"),
        ("/api/match/default", {"queries": {"q": {"schema": "Person", "properties": {}}}}, 400, "properties.name"),
        ("/api/match/default", {}, 422, "body.queries"),
        ("/api/match/default", {"queries": {}, "weights": {"name": 1}}, 422, "body.weights"),
        ("/api/match/default?threshold=7", {"queries": {}}, 422, "query.threshold"),
    ],
)
def test_what_cannot_be_asked_is_explained(
    api: TestClient, path: str, question: dict[str, Any], status: int, place: str
) -> None:
    answer = api.post(path, json=question)
    assert answer.status_code == status
    assert answer.json()["error"]["place"] == place


def test_search_by_a_part_of_a_name_by_an_id_and_for_all(api: TestClient) -> None:
    def found(query: str) -> list[str]:
        return [one["id"] for one in api.get(f"/api/search/default?{query}").json()["results"]]

    assert found("q=quarz") == ["un-1"]
    assert found("q=un-2") == ["un-2"]
    assert found("q=belodrag quarzin")[0] == "un-1"
    assert set(found("q=")) == {"un-1", "un-2", "un-vessel-3"}
    assert found("q=&schema=LegalEntity&limit=1&offset=1") == ["un-2"]
    assert found("q=&countries=kp&schema=Vessel") == ["un-vessel-3"]
    assert found("q=nobody of that name") == []


def test_search_counts_what_it_finds(api: TestClient) -> None:
    answer = api.get("/search/default").json()
    assert answer["total"]["value"] == 3
    assert {one["name"]: one["count"] for one in answer["facets"]["datasets"]["values"]} == {
        "un-sc": 2, "un-1718-vessels": 1,
    }  # fmt: skip


def test_an_entity_comes_with_its_sanctions(api: TestClient) -> None:
    nested = api.get("/entities/un-1").json()
    (sanction,) = nested["properties"]["sanctions"]
    assert sanction["schema"] == "Sanction" and sanction["properties"]["program"] == ["DPRK"]
    assert "sanctions" not in api.get("/api/entities/un-1?nested=false").json()["properties"]


@pytest.mark.parametrize("id_", ["nobody", "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "a%00b", "%3Cscript%3E"])
def test_an_id_that_nobody_has(api: TestClient, id_: str) -> None:
    answer = api.get(f"/api/entities/{id_}")
    assert answer.status_code in (404, 422)
    assert set(answer.json()) == {"error"}


def test_catalog_and_algorithms(api: TestClient) -> None:
    catalog = api.get("/catalog").json()
    assert {one["name"] for one in catalog["datasets"]} == {"default", "sanctions", "un-sc", "un-1718-vessels"}
    assert all(one["version"] for one in catalog["datasets"])
    assert api.get("/algorithms").json()["best"] == "porosity"


def test_signs_of_life(api: TestClient) -> None:
    assert api.get("/healthz").json() == {"status": "ok"}
    assert api.get("/readyz").json() == {"status": "ok"}


def test_a_browser_is_led_to_the_page_of_the_same_address(api: TestClient) -> None:
    answer = api.get("/entities/un-1", headers={"Accept": "text/html"})
    assert answer.headers["content-type"].startswith("text/html")


def test_nomenklaturas_enricher_finds_and_expands_parties(app: FastAPI, settings: Settings) -> None:
    dataset = Dataset.make({"name": "mine", "title": "Mine"})
    with served.serving_at(app, settings) as address:
        cache = Cache(Session(create_engine("sqlite://", poolclass=StaticPool)), dataset, create=True)
        enricher = YenteEnricher(dataset, cache, {"api": f"{address}/", "dataset": "default", "cache_days": 0})
        data = {"id": "x", "schema": "Person", "properties": {"name": ["Belodrag Quarzin"], "nationality": ["kp"]}}
        mine = StatementEntity.from_data(dataset, data)
        (match,) = enricher.match(mine)
        assert match.id == "un-1" and match.caption.startswith("QUARZIN")
        around = list(enricher.expand(mine, match))
        assert [one.schema.name for one in around] == ["Person", "Sanction"]
        assert around[1].get("entity") == ["un-1"]
        nobody = StatementEntity.from_data(dataset, {"id": "y", "schema": "Person", "properties": {"name": ["Zz Yy"]}})
        assert list(enricher.match(nobody)) == []
        enricher.close()
