"""Static files: ours, the dossier's style sheet and the vendored script. A closed list, so no path is ever joined."""

from __future__ import annotations

from functools import cache
from importlib import resources as package_files

from fastapi import APIRouter, HTTPException, Request, Response

from porosity import resources

TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
OURS = ("porosity.css", "porosity.js", "mark.svg")
A_YEAR = "public, max-age=31536000, immutable"

router = APIRouter(prefix="/static", include_in_schema=False)


@cache
def content(name: str) -> bytes:
    """The bytes of a static file.

    Raises:
        KeyError: there is none of that name.
    """
    if name in OURS:
        return package_files.files("porosity.web").joinpath("static", name).read_bytes()
    if name == "dossier.css":
        return package_files.files("porosity.exports").joinpath("templates", name).read_bytes()
    if name == "htmx.min.js":
        return (resources.third_party() / "web" / name).read_bytes()
    raise KeyError(name)


@router.get("/{name}")
def static(request: Request, name: str) -> Response:
    """A static file; its address names its content, so it may be kept."""
    try:
        body = content(name)
    except KeyError as error:
        raise HTTPException(404) from error
    kept = A_YEAR if "v" in request.query_params else "no-cache"
    return Response(body, media_type=TYPES[name.rsplit(".", 1)[1]], headers={"Cache-Control": kept})
