"""The description of the API, complete and true: the forms of assessments are those of the published contract."""

from __future__ import annotations

import json
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from porosity.web.api import bodies
from porosity.web.api.bodies import ErrorBody

Json = dict[str, Any]
REASONS: Final = {
    400: "The request cannot be answered as it is",
    401: "Nobody is signed in",
    403: "Not allowed",
    404: "There is no such thing",
    405: "Not with this method",
    408: "It did not arrive in time",
    413: "Too large",
    415: "Not a type that is read here",
    421: "The server does not go by that name",
    422: "Not of the form that is expected",
    429: "Too often",
    500: "A fault of ours",
    503: "Not now",
}
PROBLEMS: Final[dict[int | str, Json]] = {
    status: {"model": ErrorBody, "description": reason} for status, reason in REASONS.items()
}
ASSESSMENT, JUDGEMENT = "Assessment", "Judgement"


def answers(component: str, description: str) -> dict[int | str, Json]:
    """The answer of a door whose form is one of the contract."""
    return {200: {"description": description, "content": {"application/json": {"schema": ref(component)}}}}


def ref(component: str) -> Json:
    """A form by its name."""
    return {"$ref": f"#/components/schemas/{component}"}


def install(app: FastAPI) -> None:
    """Describe the application so."""

    def described() -> Json:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _described(app: FastAPI) -> Json:
    found = get_openapi(
        title=app.title,
        version=app.version,
        description=(
            "Reads what is reported and shows where sanctions leak. Every finding is conditional: if as reported, "
            "this falls under that measure. Nobody is accused. Errors have one form: `ErrorBody`."
        ),
        routes=app.routes,
    )
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(contract_forms())
    for form in (bodies.AssessmentRowBody, bodies.DecisionBody, bodies.NotRead, bodies.ReportBody):
        told = form.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
        schemas.update(told.pop("$defs", {}) | {form.__name__: told})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for item in found["paths"].values():
        for operation in item.values():
            _tell_problems(operation["responses"])
    found["components"]["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "Where the server has accounts."}
    }
    found["security"] = [{}, {"key": []}]
    return found


def _tell_problems(responses: Json) -> None:
    """Problems are JSON, also where the answer is none."""
    for status in REASONS:
        responses[str(status)]["content"] = {"application/json": {"schema": ref(ErrorBody.__name__)}}


def contract_forms() -> Json:
    """The forms of the contract as components, each reference led to its new place."""
    from porosity.contract import SCHEMA

    forms = {f"Contract_{name}": form for name, form in SCHEMA["$defs"].items() if name != "judgement"}
    forms[JUDGEMENT] = SCHEMA["$defs"]["judgement"]
    forms[ASSESSMENT] = {key: value for key, value in SCHEMA.items() if key not in ("$schema", "$defs")}
    written = json.dumps(forms).replace('"#/$defs/judgement"', f'"#/components/schemas/{JUDGEMENT}"')
    led: Json = json.loads(written.replace('"#/$defs/', '"#/components/schemas/Contract_'))
    return led
