"""Text from outside, made harmless for display.

Characters that steer a terminal, hide or reorder text are shown as the replacement character, one for one, so that
offsets keep their meaning. Line breaks and tabs stay.
"""

from __future__ import annotations

import re

_STEERING = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls of C0 and C1, among them the escape of terminal sequences
    "\u2028\u2029"  # line and paragraph separators, which break lines unseen
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of text direction
    "\ud800-\udfff"  # halves of surrogate pairs, which no encoding can write
    "\ufeff\ufffe\uffff"
    "]"
)


def clean(text: str) -> str:
    """The text with each steering character replaced.

    >>> clean("a\\x1b[31mred")
    'a\ufffd[31mred'
    """
    return _STEERING.sub("\ufffd", text)


def line(text: str) -> str:
    """The cleaned text on one line, runs of white space folded."""
    return " ".join(clean(text).split())


def web_address(url: str | None) -> str | None:
    """The address if a browser may follow it as a link, else None: only http and https lead anywhere."""
    if url is None or clean(url) != url or any(mark in url for mark in " \t\n\r\\"):
        return None
    return url if url.lower().startswith(("http://", "https://")) else None
