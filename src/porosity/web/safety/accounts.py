"""Who may come in where others can reach the server: accounts, their sessions, and tokens for programs.

One SQLite file, readable by its owner alone. Passwords are kept as argon2id hashes; sessions and tokens, which are
random and long, as SHA-256. So who reads the file can neither sign in nor call the API.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from porosity.errors import InputError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1000
TOKEN = re.compile(r"por_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
TABLES = """
CREATE TABLE IF NOT EXISTS account (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, added TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS session (
    sha256 TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account(name) ON DELETE CASCADE,
    made TEXT NOT NULL, seen TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS token (
    id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, account TEXT NOT NULL REFERENCES account(name) ON DELETE CASCADE,
    label TEXT NOT NULL, made TEXT NOT NULL, until TEXT, used TEXT
) STRICT;
"""


class Role(StrEnum):
    """What an account may do. Each may do what those before it may.

    A reader reads, screens and asks the API; an analyst also adds reports and decides; an admin also erases.
    """

    READER = "reader"
    ANALYST = "analyst"
    ADMIN = "admin"

    def includes(self, other: Role) -> bool:
        """Whether this role may do what the other may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may come in."""

    name: str
    role: Role
    added: datetime


@dataclass(frozen=True, slots=True)
class Token:
    """What is kept of a program's key; the key itself is shown once, when it is made."""

    id: str
    account: str
    label: str
    made: datetime
    until: datetime | None
    used: datetime | None


class Accounts:
    """The file of accounts. Safe to use from many threads and processes."""

    def __init__(self, path: Path, *, session_hours: float = 12.0, idle_hours: float = 2.0) -> None:
        self.path = path
        self._session = timedelta(hours=session_hours)
        self._idle = timedelta(hours=idle_hours)
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600, exist_ok=True)
            path.chmod(0o600)
            self._base = sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)
            self._base.execute("PRAGMA foreign_keys = ON")
            self._base.executescript(TABLES)
        except (OSError, sqlite3.Error) as error:
            raise InputError(str(path), f"is no file of accounts: {error}.", "Name another by --accounts.") from error

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._base.close()

    def add(self, name: str, password: str, role: Role) -> Account:
        """Make an account.

        Raises:
            InputError: the name is taken or no name, or the password is too short.
        """
        if not NAME.fullmatch(name):
            raise InputError("name", f"{name[:70]!r} is no name.", "Use letters, digits and . _ @ -, up to 64.")
        _check_password(password)
        account = Account(name, role, _now())
        try:
            self._do(
                "INSERT INTO account VALUES (?, ?, ?, ?)",
                (name, role.value, hasher().hash(password), account.added.isoformat()),
            )
        except sqlite3.IntegrityError as error:
            raise InputError("name", f"{name!r} has an account.", "Remove that first, or use another name.") from error
        return account

    def remove(self, name: str) -> None:
        """Take an account away, and its sessions and tokens with it.

        Raises:
            InputError: there is none.
        """
        if not self._do("DELETE FROM account WHERE name = ?", (name,)):
            raise InputError("name", f"{name[:70]!r} has no account.", "See `porosity accounts list`.")

    def all(self) -> tuple[Account, ...]:
        """All accounts, by name."""
        return tuple(_account(row) for row in self._rows("SELECT name, role, added FROM account ORDER BY name"))

    def get(self, name: str) -> Account | None:
        """An account by its name."""
        found = self._rows("SELECT name, role, added FROM account WHERE name = ?", (name,))
        return _account(found[0]) if found else None

    def checked(self, name: str, password: str) -> Account | None:
        """The account, if name and password are right. An unknown name takes as long as a wrong password."""
        from argon2.exceptions import Argon2Error, InvalidHashError

        if len(password) > LONGEST_PASSWORD:
            return None
        found = self._rows("SELECT password FROM account WHERE name = ?", (name,))
        try:
            hasher().verify(found[0][0] if found else _nobodys(), password)
        except (Argon2Error, InvalidHashError):
            return None
        return self.get(name) if found else None

    def open_session(self, account: Account) -> str:
        """A new session; what is returned is the browser's secret and kept nowhere."""
        secret = secrets.token_urlsafe(32)
        now = _now().isoformat()
        self._do("DELETE FROM session WHERE made < ?", ((_now() - self._session).isoformat(),))
        self._do("INSERT INTO session VALUES (?, ?, ?, ?)", (_hash(secret), account.name, now, now))
        return secret

    def of_session(self, secret: str) -> Account | None:
        """Whose session it is; None where there is none, or it is too old or was left alone for too long."""
        found = self._rows(
            "SELECT name, role, added, made, seen FROM session JOIN account ON name = account WHERE sha256 = ?",
            (_hash(secret),),
        )
        if not found:
            return None
        now = _now()
        made, seen = (datetime.fromisoformat(text) for text in found[0][3:])
        if now - made > self._session or now - seen > self._idle:
            self.close_session(secret)
            return None
        if now - seen > timedelta(minutes=1):
            self._do("UPDATE session SET seen = ? WHERE sha256 = ?", (now.isoformat(), _hash(secret)))
        return _account(found[0][:3])

    def close_session(self, secret: str) -> None:
        """End a session."""
        self._do("DELETE FROM session WHERE sha256 = ?", (_hash(secret),))

    def add_token(self, name: str, label: str, days: int | None = None) -> str:
        """A new key for a program that acts for an account; it is returned here and never again.

        Raises:
            InputError: there is no such account.
        """
        if self.get(name) is None:
            raise InputError("name", f"{name[:70]!r} has no account.", "See `porosity accounts list`.")
        id_, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        until = None if days is None else (_now() + timedelta(days=days)).isoformat()
        self._do(
            "INSERT INTO token VALUES (?, ?, ?, ?, ?, ?, NULL)",
            (id_, _hash(secret), name, label[:100], _now().isoformat(), until),
        )
        return f"por_{id_}_{secret}"

    def tokens(self) -> tuple[Token, ...]:
        """What is kept of all keys, oldest first."""
        rows = self._rows("SELECT id, account, label, made, until, used FROM token ORDER BY made, id")
        return tuple(Token(*row[:3], *(_time(text) for text in row[3:])) for row in rows)

    def revoke_token(self, id_: str) -> None:
        """Take a key back.

        Raises:
            InputError: there is none of that id.
        """
        if not self._do("DELETE FROM token WHERE id = ?", (id_,)):
            raise InputError("token", f"{id_[:70]!r} is the id of no token.", "See `porosity tokens list`.")

    def of_token(self, given: str) -> Account | None:
        """Whose key it is; None where it is nobody's, was taken back or has run out."""
        parts = TOKEN.fullmatch(given)
        if parts is None:
            return None
        found = self._rows(
            "SELECT name, role, added, sha256, until, used FROM token JOIN account ON name = account WHERE id = ?",
            (parts[1],),
        )
        if not found or not secrets.compare_digest(found[0][3], _hash(parts[2])):
            return None
        until, used = _time(found[0][4]), _time(found[0][5])
        if until is not None and until <= _now():
            return None
        if used is None or _now() - used > timedelta(minutes=1):
            self._do("UPDATE token SET used = ? WHERE id = ?", (_now().isoformat(), parts[1]))
        return _account(found[0][:3])

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
        with self._lock, self._explained():
            return self._base.execute(query, values).fetchall()

    def _do(self, statement: str, values: tuple[Any, ...]) -> int:
        with self._lock, self._explained():
            return self._base.execute(statement, values).rowcount

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError:
            raise
        except sqlite3.Error as error:
            raise InputError(str(self.path), f"cannot be used: {error}.", "Check the disk and the file.") from error


@cache
def hasher() -> PasswordHasher:
    """Argon2id with the parameters of RFC 9106 for little memory (64 MiB, three passes)."""
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


@cache
def _nobodys() -> str:
    return hasher().hash(secrets.token_urlsafe(32))


def _check_password(password: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        problem = f"is shorter than {SHORTEST_PASSWORD} characters, or longer than {LONGEST_PASSWORD}."
        raise InputError("password", problem, "A sentence is easier to keep than a word.")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _account(row: Any) -> Account:
    return Account(row[0], Role(row[1]), datetime.fromisoformat(row[2]))


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _now() -> datetime:
    return datetime.now(UTC)
