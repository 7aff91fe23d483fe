"""What is sent, taken in whole before anything looks at it: no larger, no slower and no deeper than the limits say."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

import orjson

from porosity.web.problems import Problem, Refused
from porosity.web.safety.asked import Asked
from porosity.web.settings import Limits

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
JSON = "application/json"


async def taken(asked: Asked, receive: Receive, limits: Limits) -> bytes:
    """The body of a request.

    Raises:
        Refused: it is too large, came too slowly, is packed, or is JSON that is broken or nested too deeply.
    """
    most = limits.json_body if asked.media_type == JSON else limits.body
    if asked.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refused(Problem(415, "Content-Encoding", "packed requests are not unpacked.", "Send it as it is."))
    stated = asked.headers.get("content-length", "0")
    if not stated.isascii() or not stated.isdigit():
        raise Refused(Problem(400, "Content-Length", "is no number.", "Send the number of bytes."))
    if len(stated) > 15 or int(stated) > most:
        raise Refused(_too_large(most))
    try:
        async with asyncio.timeout(limits.body_seconds):
            body = await _read(receive, most)
    except TimeoutError as error:
        problem = f"did not arrive within {limits.body_seconds:g} seconds."
        raise Refused(Problem(408, "the request", problem, "Send it again, or in parts.")) from error
    if asked.media_type == JSON and body:
        check_json(body, limits.json_depth)
    return body


async def _read(receive: Receive, most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(Problem(400, "the request", "broke off.", "Send it again."))
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            raise Refused(_too_large(most))
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def check_json(body: bytes, most_deep: int) -> None:
    """Take JSON that every part behind the doors can hold: strict, in Unicode that can be written, and shallow.

    Raises:
        Refused: it is not.
    """
    try:
        whole = orjson.loads(body)
    except (orjson.JSONDecodeError, RecursionError) as error:
        raise Refused(Problem(400, "the body", "is not JSON.", "Send JSON in UTF-8, see /openapi.json.")) from error
    layer = _containers([whole])
    for _ in range(most_deep):
        if not layer:
            return
        layer = _containers(inner for one in layer for inner in (one.values() if isinstance(one, dict) else one))
    if layer:
        raise Refused(Problem(400, "the body", f"is nested more than {most_deep} deep.", "Send it flatter."))


def _containers(values: Iterable[Any]) -> list[Any]:
    return [one for one in values if isinstance(one, dict | list)]


def given_again(body: bytes, receive: Receive) -> Receive:
    """The body for whoever reads it next; after it, what the connection says."""
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if not given:
            given = True
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return receive_again


def _too_large(most: int) -> Problem:
    return Problem(413, "the request", f"is larger than the {most / 1e6:g} MB that are taken.", "Send less at once.")
