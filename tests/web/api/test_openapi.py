"""The description is complete and true: whatever is sent by it, the answer is one that it tells of."""

from __future__ import annotations

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from starlette.testclient import TestClient

from porosity.web.api import routers
from porosity.web.api.openapi import REASONS

EXAMPLES = 12
HERE = {"Host": "127.0.0.1"}


CHECKS = (
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
)


def test_every_door_answers_as_it_says(app: FastAPI) -> None:
    described = schemathesis.openapi.from_asgi("/openapi.json", app, headers=HERE)
    for found in described.get_all_operations():
        operation = found.ok()
        assert operation is not None

        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def sent(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=HERE, checks=CHECKS)

        sent()


def test_every_door_of_the_api_is_described(api: TestClient) -> None:
    told = api.get("/openapi.json").json()
    doors = {
        (method.lower(), route.path_format)
        for router in routers()
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods
    }
    assert doors == {(method, path) for path, item in told["paths"].items() for method in item}
    assert len(doors) > 20


def test_every_door_tells_of_every_problem_in_the_one_shape(api: TestClient) -> None:
    told = api.get("/openapi.json").json()
    for path, item in told["paths"].items():
        for method, operation in item.items():
            for status in REASONS:
                content = operation["responses"][str(status)]["content"]["application/json"]
                assert content["schema"] == {"$ref": "#/components/schemas/ErrorBody"}, (method, path, status)
            assert operation["operationId"] and operation.get("summary")


def test_every_reference_leads_somewhere(api: TestClient) -> None:
    text = api.get("/openapi.json").text
    known = set(api.get("/openapi.json").json()["components"]["schemas"])
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= known
    assert "HTTPValidationError" not in known


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/nothing", 404),
        ("DELETE", "/api/reports", 405),
        ("GET", "/api/judge", 405),
        ("GET", "/api/reports?limit=0", 422),
        ("POST", "/api/judge", 422),
        ("GET", "/api/reports/nothing", 404),
        ("GET", "/api/incidents/i-999999", 404),
        ("GET", "/api/measures/nothing", 404),
        ("GET", "/api/measures?after=nothing", 400),
        ("GET", "/api/reports?after=nothing", 400),
    ],
)
def test_every_problem_has_the_one_shape(api: TestClient, method: str, path: str, status: int) -> None:
    answer = api.request(method, path)
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert set(error) == {"status", "title", "place", "problem", "next_step"}
    assert error["status"] == status and all(isinstance(error[name], str) for name in set(error) - {"status"})
