"""A small application with a door of each kind, so that an attack is seen to go through or not."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Body, Depends, FastAPI, Form, Request, UploadFile
from fastapi.responses import HTMLResponse
from starlette.testclient import TestClient

from porosity.web import problems
from porosity.web.safety import Role, guard, needs
from porosity.web.settings import Settings

HERE = "http://127.0.0.1:8710"
SECRET = "Old Mill Trading of Nampo"


def app(settings: Settings | None = None) -> FastAPI:
    """The application with its guards."""
    made = bare()
    guard(made, settings or Settings())
    return made


def bare() -> FastAPI:
    """The application without any guard."""
    made = FastAPI(openapi_url=None)
    made.state.changed = 0

    @made.get("/page")
    def page(request: Request) -> HTMLResponse:
        return HTMLResponse(f'<p>page</p><i id="t">{getattr(request.state, "csrf_token", "")}</i>')

    @made.post("/change")
    async def change(request: Request) -> dict[str, int]:
        made.state.changed += 1
        return {"changed": made.state.changed, "size": len(await request.body())}

    @made.post("/form")
    def form(word: Annotated[str, Form()], file: UploadFile | None = None) -> dict[str, Any]:
        return {"word": word, "file": None if file is None else file.size}

    @made.post("/erase", dependencies=[Depends(needs(Role.ADMIN))])
    def erase() -> dict[str, str]:
        return {"erased": "everything"}

    @made.get("/api/thing")
    def thing() -> dict[str, str]:
        return {"secret": SECRET}

    @made.post("/api/thing")
    def ask(body: Annotated[Any, Body()]) -> dict[str, str]:
        return {"secret": SECRET}

    @made.post("/api/raw")
    async def raw(request: Request) -> dict[str, int]:
        return {"size": len(await request.body())}

    @made.post("/api/reconcile")
    def reconcile(queries: Annotated[str, Form()]) -> dict[str, str]:
        return {"secret": SECRET}

    @made.get("/find/{word}")
    def search(word: str) -> dict[str, str]:
        return {"word": word}

    @made.get("/broken")
    def broken(q: str) -> None:
        raise ValueError(f"no such party: {q}")

    problems.install(made)
    return made


def client(settings: Settings | None = None, **more: Any) -> TestClient:
    """A program at the door of the guarded application."""
    return TestClient(app(settings), base_url=HERE, raise_server_exceptions=False, **more)


def token_of(browser: TestClient) -> str:
    """The token of the page, as our own script would find it."""
    return browser.get("/page").text.split('id="t">')[1].split("<")[0]
