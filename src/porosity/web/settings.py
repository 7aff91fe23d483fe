"""What a server is started with."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, field
from pathlib import Path

LOOPBACK = "127.0.0.1"
PORT = 8710
NO_STORE = "none:"
NAMES_OF_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken at once. Bytes, counts and seconds; rates are for one caller and one minute.

    ``body`` bounds a request as a whole, ``json_body`` one that is JSON; ``json_depth`` how deeply that is nested.
    ``reading_seconds`` bounds the reading of one report and ``reading_memory`` what its process may add to the network
    that it holds. ``waiting`` is how many readings may stand in line.
    """

    body: int = 40_000_000
    json_body: int = 6_000_000
    json_depth: int = 60
    body_seconds: float = 60.0
    upload: int = 25_000_000
    uploads: int = 200
    reports: int = 200
    reading_seconds: float = 300.0
    reading_memory: int = 1_500_000_000
    readers: int = 1
    waiting: int = 64
    logins: int = 5
    logins_of_address: int = 20
    api_calls: int = 600
    session_hours: float = 12.0
    idle_hours: float = 2.0


@dataclass(frozen=True, slots=True)
class Settings:
    """``store`` is an address of a database: None is the usual place, and with `NO_STORE` only the law is shown.

    ``lists``: parties are held against sanctions lists. ``reading`` False shuts the inbox. ``allow_private`` lets web
    addresses lead into the own network. ``accounts`` is the file of accounts (None: nobody signs in, which only the
    own machine's address allows). ``hosts`` are further names of the server; ``secure`` says that all of them are
    served by HTTPS, through a proxy. ``trusted`` are origins of other pages, such as OpenRefine's, that may ask the
    reconciliation service.
    """

    store: str | None = None
    host: str = LOOPBACK
    port: int = PORT
    lists: bool = True
    reading: bool = True
    allow_private: bool = False
    accounts: Path | None = None
    hosts: tuple[str, ...] = ()
    secure: bool = False
    trusted: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)

    @property
    def is_local(self) -> bool:
        """Whether only the own machine can reach the server."""
        return is_loopback(self.host)

    @property
    def most_upload(self) -> int:
        """The most bytes that are taken to be read at once."""
        return self.limits.upload


def is_loopback(host: str) -> bool:
    """Whether an address is of the own machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("0.0.0.0")
    (True, False)
    """
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def default_accounts() -> Path:
    """The file of `POROSITY_ACCOUNTS`, or one among the user's data."""
    named = os.environ.get("POROSITY_ACCOUNTS")
    if named:
        return Path(named)
    import platformdirs

    return platformdirs.user_data_path("porosity") / "accounts.sqlite"
