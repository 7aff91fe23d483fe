"""``porosity serve``: the web application on this machine, or for others who sign in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on; others than this machine need accounts.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8710,
    store: Annotated[
        str | None, typer.Option(envvar="POROSITY_STORE", help="A database address or a path; else the usual place.")
    ] = None,
    accounts: Annotated[Path | None, typer.Option(help="The file of accounts; with it, everybody signs in.")] = None,
    name: Annotated[list[str] | None, typer.Option(help="A further name that the server goes by.")] = None,
    secure: Annotated[bool, typer.Option(help="All names are served by HTTPS, through a proxy.")] = False,
    trust: Annotated[list[str] | None, typer.Option(help="An origin that may ask the reconciliation service.")] = None,
    no_lists: Annotated[bool, typer.Option("--no-lists", help="Hold nobody against sanctions lists.")] = False,
    no_reading: Annotated[bool, typer.Option("--no-reading", help="Show what is kept, and read nothing new.")] = False,
    allow_private: Annotated[bool, typer.Option(help="Let web addresses lead into the own network.")] = False,
) -> None:
    """Start the web application: reports, incidents, the law and decisions as pages."""
    import uvicorn

    from porosity.web.app import create_app
    from porosity.web.safety.serving import options
    from porosity.web.settings import Settings

    settings = Settings(
        store=store,
        host=host,
        port=port,
        lists=not no_lists,
        reading=not no_reading,
        allow_private=allow_private,
        accounts=accounts,
        hosts=tuple(name or ()),
        secure=secure,
        trusted=tuple(trust or ()),
    )
    app = create_app(settings)
    kept = app.state.site.store  # opened now, so that what is wrong with it is said now
    shown = f"[{host}]" if ":" in host else host
    print(f"Porosity: http://{shown}:{port}/ (store: {kept.url}); stop it with Ctrl+C.", file=sys.stderr)
    uvicorn.run(app, **options(settings))
