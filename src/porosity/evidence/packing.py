"""How bytes and JSON lie in the store: compressed where that helps, and known by their first byte."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any, Final

PLAIN: Final = b"\x00"
DEFLATED: Final = b"\x01"
LEVEL: Final = 6


def pack(data: bytes) -> bytes:
    """Bytes as they are kept."""
    deflated = zlib.compress(data, LEVEL)
    return DEFLATED + deflated if len(deflated) < len(data) else PLAIN + data


def unpack(kept: bytes) -> bytes:
    """The bytes that were packed.

    >>> unpack(pack(b"a" * 100)) == b"a" * 100, unpack(pack(b""))
    (True, b'')
    """
    kept = bytes(kept)
    return zlib.decompress(kept[1:]) if kept[:1] == DEFLATED else kept[1:]


def pack_json(value: Any) -> bytes:
    """A value as compact JSON, packed. A lone surrogate, which a broken report may hold, comes back as it was."""
    return pack(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def unpack_json(kept: bytes) -> Any:
    """The value that was packed.

    >>> unpack_json(pack_json({"a": "\\ud800"}))
    {'a': '\\ud800'}
    """
    return json.loads(unpack(kept).decode("utf-8", "surrogatepass"))


def short(text: str, most: int = 300) -> str:
    """Text as an index can hold it; of one that is longer, the beginning and a hash, so that it stays its own.

    >>> short("a" * 1000, 30)
    'aaaaa~41edece42d63e8d9bf515a9b'
    """
    data = storable(text).encode()
    if len(data) <= most:
        return storable(text)
    return f"{data[: most - 25].decode(errors='ignore')}~{hashlib.sha256(data).hexdigest()[:24]}"


def storable(text: str) -> str:
    """Text as a column can hold it: PostgreSQL takes no NUL and neither engine half a character.

    >>> storable("a\\x00b\\ud800")
    'a\\ufffdb\\ufffd'
    """
    if text.isascii() and "\x00" not in text:
        return text
    return text.replace("\x00", "\ufffd").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
