"""A server with lists and a store of its own, for the tests of the API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import uvicorn
from fastapi import FastAPI

from porosity.screening import intake
from porosity.screening.ftm import to_ftm
from porosity.screening.listed import Identifier, Listed, ListedName, Program, Quality
from porosity.screening.parts import Arrival
from porosity.screening.versions import Shelf
from porosity.timespan import TimeSpan
from porosity.web.safety import serving
from porosity.web.settings import Settings

PARTIES = (
    Listed(
        "un-1",
        "un-sc",
        "Person",
        (ListedName("QUARZIN, Belodrag Thunmir"), ListedName("Rashid", Quality.WEAK)),
        (Program("DPRK", measures=("asset-freeze",), since=date(2017, 6, 1)),),
        countries=("kp",),
        born=(TimeSpan(date(1961, 1, 1), date(1961, 12, 31), "1961"),),
    ),
    Listed("un-2", "un-sc", "Organization", (ListedName("Old Mill <b>Trading</b> & Sons"),), (Program("DPRK"),)),
    Listed(
        "un-vessel-3",
        "un-1718-vessels",
        "Vessel",
        (ListedName("VASHTI STAR"),),
        (Program("1718"),),
        countries=("kp",),
        identifiers=(Identifier("imo", "9110236"),),
    ),
)


def shelf(folder: Path) -> Path:
    """A shelf with two lists of our own invention."""
    lines = "".join(json.dumps(entity) + "\n" for listed in PARTIES for entity in to_ftm(listed))
    file = folder / "lists.ftm.json"
    file.write_text(lines, encoding="utf-8")
    kept = folder / "shelf"
    intake.take_in(Shelf(kept), file, Arrival(source=str(file), given=date(2024, 1, 1)))
    return kept


@contextmanager
def serving_at(app: FastAPI, settings: Settings) -> Iterator[str]:
    """The application on a port of this machine, started as `porosity serve` starts it."""
    options: dict[str, Any] = {**serving.options(settings), "port": 0, "log_config": None}
    server = uvicorn.Server(uvicorn.Config(app, **options))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
        assert thread.is_alive()
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
