"""The sample assessment with hostile or arbitrary text in every field that holds text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(), max_size=40)

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "</style><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "[bold red]red[/bold red][link=http://evil.example]x[/link]",
    "\x1b[31mred\x1b]8;;http://evil.example\x07link\x1b]8;;\x07\x9b2J\r",
    "\u202eetad\u202c \u2066x\u2069 \u2028 \ufeff",
    "# heading\n\n---\n\n| a | b |\n- [x](http://evil.example) ![i](http://evil.example/i.png)",
    "```\n<b>bold</b> &lt; &amp; `code` **strong** ~~~ $x$ www.evil.example",
    "1. one\n> quote\n===\n+ plus",
    "\x00\ud800",
    "",
)

Rewrite = Callable[[str], str]


def rewritten(value: Any, rewrite: Rewrite) -> Any:
    """A copy in which every text went through ``rewrite``; words of closed vocabularies stay."""
    if isinstance(value, Enum) or value is None:
        return value
    if isinstance(value, str):
        return rewrite(value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{item.name: rewritten(getattr(value, item.name), rewrite) for item in fields(value)})
    if isinstance(value, Mapping):
        return {rewrite(key): rewritten(item, rewrite) for key, item in value.items()}
    if isinstance(value, tuple | frozenset):
        return type(value)(rewritten(item, rewrite) for item in value)
    return value


def card_of(rewrite: Rewrite, card: Any) -> Any:
    """The law with every text rewritten too, found by either id."""
    return lambda measure: rewritten(card, rewrite)
