"""Event documents from files: one JSON document, a list of them, or JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from porosity.errors import InputError

CONTRACT = "See docs/judge.md for the format."


def read_documents(files: Iterable[str]) -> Iterator[tuple[str, object]]:
    """Each document with its place (``file`` or ``file:line``).

    Raises:
        InputError: a file cannot be opened, or is not JSON; the message names the line.
    """
    for name in files:
        text = _text(name)
        if not text.strip():
            raise InputError(name, "is empty.", CONTRACT)
        try:
            whole = json.loads(text)
        except RecursionError as error:
            raise InputError(name, "is nested too deeply.", CONTRACT) from error
        except ValueError:
            yield from _lines(name, text)
            continue
        if isinstance(whole, list):
            yield from ((f"{name}[{number}]", item) for number, item in enumerate(whole))
        else:
            yield name, whole


def _text(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(name, f"cannot be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(name, f"is not UTF-8 (byte {error.start}).", "Save it as UTF-8.") from error


def _lines(name: str, text: str) -> Iterator[tuple[str, object]]:
    for number, line in enumerate(
        text.split("\n"), 1
    ):  # only this ends a line: JSON texts may hold U+2028 and its like
        if line.strip():
            try:
                yield f"{name}:{number}", json.loads(line)
            except RecursionError as error:
                raise InputError(f"{name}:{number}", "is nested too deeply.", CONTRACT) from error
            except ValueError as error:
                raise InputError(f"{name}:{number}", f"is not JSON: {_message(error)}.", CONTRACT) from error


def _message(error: ValueError) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else str(error)
