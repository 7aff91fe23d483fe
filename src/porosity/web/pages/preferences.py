"""How somebody wants the pages: light or dark, kept in their browser."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from porosity.web.person import A_YEAR
from porosity.web.templating import THEMES

router = APIRouter()


@router.post("/theme")
def theme(theme: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "/") -> Response:
    """Keep the colours, or follow the system again."""
    response = RedirectResponse(local(back), 303)
    if theme in THEMES:
        response.set_cookie("porosity-theme", theme, max_age=A_YEAR, samesite="strict", path="/", httponly=True)
    else:
        response.delete_cookie("porosity-theme", path="/")
    return response


def local(address: str) -> str:
    """An address to lead back to, if it is one of ours; else the first page.

    >>> local("/reports?q=car"), local("https://elsewhere.example/"), local("//elsewhere.example")
    ('/reports?q=car', '/', '/')
    """
    ours = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if ours and address.isprintable() else "/"
