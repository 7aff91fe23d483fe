"""``porosity accounts``, ``porosity tokens`` and ``porosity mcp``: who may come in, and the door for assistants."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from porosity.errors import InputError

if TYPE_CHECKING:
    from porosity.web.safety.accounts import Accounts

accounts = typer.Typer(name="accounts", help="Who may sign in where others can reach the server.", no_args_is_help=True)
tokens = typer.Typer(name="tokens", help="Keys by which programs call the API.", no_args_is_help=True)


class Role(StrEnum):
    """What an account may do, each what those before it may."""

    READER = "reader"
    ANALYST = "analyst"
    ADMIN = "admin"


class Form(StrEnum):
    """How a list is written."""

    TEXT = "text"
    JSONL = "jsonl"


File = Annotated[
    Path | None,
    typer.Option("--accounts", envvar="POROSITY_ACCOUNTS", help="The file of accounts; else the usual one."),
]
Format = Annotated[Form, typer.Option("--format", "-f", help="text or jsonl.")]


@accounts.command("add")
def add_account(
    name: Annotated[str, typer.Argument(help="The name to sign in with.")],
    role: Annotated[Role, typer.Option(help="reader, analyst or admin.")] = Role.READER,
    password_stdin: Annotated[bool, typer.Option(help="Read the password from standard input.")] = False,
    file: File = None,
) -> None:
    """Make an account; the password is asked for."""
    from porosity.web.safety.accounts import Role as Kept

    book = _open(file)
    book.add(name, _password(from_stdin=password_stdin), Kept(role.value))
    print(f"{name} may sign in as {role.value}; start by `porosity serve --accounts {book.path}`.", file=sys.stderr)


@accounts.command("list")
def list_accounts(form: Format = Form.TEXT, file: File = None) -> None:
    """List the accounts."""
    for one in _open(file, must_exist=True).all():
        record = {"name": one.name, "role": one.role.value, "added": one.added.isoformat(timespec="seconds")}
        _print(record, form)


@accounts.command("remove")
def remove_account(name: Annotated[str, typer.Argument(help="Whose account.")], file: File = None) -> None:
    """Take an account away; its sessions and tokens end at once."""
    _open(file, must_exist=True).remove(name)
    print(f"{name} may no longer sign in.", file=sys.stderr)


@tokens.command("add")
def add_token(
    name: Annotated[str, typer.Argument(help="The account that the program acts for.")],
    label: Annotated[str, typer.Option(help="What it is for.")] = "",
    days: Annotated[int | None, typer.Option(min=1, max=3650, help="For how long; else until it is revoked.")] = None,
    file: File = None,
) -> None:
    """Make a token and print it, this once."""
    print(_open(file, must_exist=True).add_token(name, label, days))
    print("Keep it: only its hash is stored. It goes into a header: Authorization: Bearer ...", file=sys.stderr)


@tokens.command("list")
def list_tokens(form: Format = Form.TEXT, file: File = None) -> None:
    """List the tokens by their ids; the tokens themselves are not known."""
    for one in _open(file, must_exist=True).tokens():
        times = {"made": one.made, "until": one.until, "used": one.used}
        told = {key: None if time is None else time.isoformat(timespec="seconds") for key, time in times.items()}
        _print({"id": one.id, "account": one.account, "label": one.label, **told}, form)


@tokens.command("revoke")
def revoke_token(id: Annotated[str, typer.Argument(help="The id, as listed.")], file: File = None) -> None:
    """Take a token back."""
    _open(file, must_exist=True).revoke_token(id)
    print(f"{id} opens nothing any more.", file=sys.stderr)


def mcp(
    store: Annotated[
        str | None, typer.Option(envvar="POROSITY_STORE", help="A database address or a path; else the usual place.")
    ] = None,
    max_tlp: Annotated[
        str, typer.Option(help="Show reports marked so at the most: clear, green, amber, amber+strict, red.")
    ] = "green",
    no_lists: Annotated[bool, typer.Option("--no-lists", help="Hold nobody against sanctions lists.")] = False,
) -> None:
    """Offer reading, judging, matching, measures and search to an assistant (Model Context Protocol, on stdio)."""
    from porosity import mcp_server

    mcp_server.run(store=store, max_tlp=max_tlp, lists=not no_lists)


def _open(file: Path | None, *, must_exist: bool = False) -> Accounts:
    from porosity.web.safety.accounts import Accounts
    from porosity.web.settings import default_accounts

    path = file or default_accounts()
    if must_exist and not path.exists():
        raise InputError(str(path), "there is no such file of accounts.", "Make one by `porosity accounts add NAME`.")
    return Accounts(path)


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise InputError("password", "cannot be asked for here.", "Give it on standard input with --password-stdin.")
    given: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return given


def _print(record: Mapping[str, str | None], form: Form) -> None:
    if form is Form.JSONL:
        print(json.dumps(record, ensure_ascii=False))
    else:
        print("  ".join(value or "-" for value in record.values()))
