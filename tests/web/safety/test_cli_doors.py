"""Accounts and tokens from the command line, and the server that asks for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from porosity.web.safety.accounts import Accounts

Porosity = Callable[..., "CompletedProcess[bytes]"]
PASSWORD = b"nine crates of coal\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "accounts.sqlite"


def test_an_account_and_its_token_come_and_go(porosity: Porosity, book: Path) -> None:
    option = ("--accounts", book)
    made = porosity("accounts", "add", "anna", "--role", "analyst", "--password-stdin", *option, stdin=PASSWORD)
    assert made.returncode == 0 and made.stdout == b""
    (listed,) = porosity("accounts", "list", "-f", "jsonl", *option).stdout.splitlines()
    assert json.loads(listed)["role"] == "analyst"
    key = porosity("tokens", "add", "anna", "--label", "nightly", *option).stdout.decode().strip()
    found = Accounts(book).of_token(key)
    assert found is not None and found.name == "anna"
    told = porosity("tokens", "list", "-f", "jsonl", *option).stdout.decode()
    assert json.loads(told)["label"] == "nightly" and key not in told
    assert porosity("tokens", "revoke", json.loads(told)["id"], *option).returncode == 0
    assert Accounts(book).of_token(key) is None
    assert porosity("accounts", "remove", "anna", *option).returncode == 0
    assert porosity("accounts", "list", *option).stdout == b""


@pytest.mark.parametrize(
    ("command", "stdin", "words"),
    [
        (("accounts", "add", "anna", "--password-stdin"), b"short\n", b"12 characters"),
        (("accounts", "add", "a/b", "--password-stdin"), PASSWORD, b"is no name"),
        (("accounts", "add", "anna"), b"", b"--password-stdin"),
        (("accounts", "remove", "nobody"), b"", b"no such file"),
        (("tokens", "add", "nobody"), b"", b"no such file"),
        (("serve", "--host", "0.0.0.0"), b"", b"--name"),
        (("serve", "--host", "0.0.0.0", "--name", "porosity.example"), b"", b"no accounts"),
    ],
)
def test_what_cannot_be_done_is_explained(
    porosity: Porosity, book: Path, command: tuple[str, ...], stdin: bytes, words: bytes
) -> None:
    option = () if command[0] == "serve" else ("--accounts", book)
    done = porosity(*command, *option, stdin=stdin, env={"POROSITY_STORE": str(book.with_name("store.sqlite"))})
    assert done.returncode == 2 and words in done.stderr, done.stderr


def test_a_server_for_others_needs_an_account_first(porosity: Porosity, book: Path) -> None:
    done = porosity(
        "serve",
        "--host",
        "0.0.0.0",
        "--name",
        "x.example",
        "--accounts",
        book,
        env={"POROSITY_STORE": str(book) + ".store"},
    )
    assert done.returncode == 2 and b"accounts add" in done.stderr
