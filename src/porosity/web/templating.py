"""The templates, and the gate that all text from outside passes: made harmless for display, then escaped.

The macros of the dossier are those of ``porosity.exports``; the pages hang their own around them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from fastapi import Request
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from porosity import __version__
from porosity.exports import wording
from porosity.exports.safe import clean, web_address
from porosity.web import person, wordings

THEMES = ("light", "dark")


def render(request: Request, template: str, variables: Mapping[str, Any]) -> str:
    """A page as HTML."""
    from porosity.web.answering import address

    theme = request.cookies.get("porosity-theme", "")
    return (
        environment()
        .get_template(template)
        .render(
            request=request,
            csrf_token=getattr(request.state, "csrf_token", ""),
            who=person.of(request),
            account=person.account(request),
            theme=theme if theme in THEMES else "",
            here=here(request),
            twin=twin(request),
            address=address,
            asset=asset,
            words=wording,
            says=wordings,
            web_address=web_address,
            version=__version__,
            **variables,
        )
    )


def here(request: Request) -> str:
    """The address of this page without its host, so that a form can lead back to it."""
    query = request.url.query
    path: str = request.scope["path"]
    return path + (f"?{query}" if query else "")


def twin(request: Request) -> str:
    """The address of the JSON twin."""
    from urllib.parse import quote

    path = quote(request.scope["path"])
    query = request.url.query
    return f"{'/index' if path == '/' else path}.json" + (f"?{query}" if query else "")


@cache
def environment() -> Environment:
    """Jinja with our loaders: an unknown name is an error, never an empty word."""
    made = Environment(
        loader=ChoiceLoader(
            [PackageLoader("porosity.web"), PrefixLoader({"dossier": PackageLoader("porosity.exports")})]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.filters["cite"] = wording.unbroken
    made.filters["number"] = wordings.number
    made.filters["measure_name"] = wordings.measure
    made.filters["country_name"] = wording.country
    return made


def _shown(value: object) -> object:
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def asset(name: str) -> str:
    """The address of a static file, which changes with its content so that browsers may keep it."""
    from porosity.web.statics import content

    return f"/static/{name}?v={hashlib.sha256(content(name)).hexdigest()[:12]}"


def warm() -> None:
    """Compile every template, so that nobody waits for it with the first page."""
    for name in environment().list_templates(filter_func=lambda name: name.endswith(".html")):
        environment().get_template(name)
