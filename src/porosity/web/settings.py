"""What a server is started with."""

from __future__ import annotations

from dataclasses import dataclass

LOOPBACK = "127.0.0.1"
PORT = 8710
NO_STORE = "none:"


@dataclass(frozen=True, slots=True)
class Settings:
    """``store`` is an address of a database: None is the usual place, and with `NO_STORE` only the law is shown.

    ``lists``: parties are held against sanctions lists. ``reading`` False shuts the inbox. ``allow_private`` lets web
    addresses lead into the own network. ``most_upload`` is how many bytes a request may bring.
    """

    store: str | None = None
    host: str = LOOPBACK
    port: int = PORT
    lists: bool = True
    reading: bool = True
    allow_private: bool = False
    most_upload: int = 25_000_000
