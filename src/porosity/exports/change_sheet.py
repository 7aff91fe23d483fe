"""What a re-run changed, as lines for people, or as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from porosity.evidence.records import Change


def as_record(change: Change) -> dict[str, Any]:
    """A change as JSON has it."""
    return asdict(change)


def line(change: Change, *, as_json: bool) -> str:
    """A change in one line."""
    if as_json:
        return json.dumps(as_record(change), ensure_ascii=False)
    if change.before is None:
        told = f"new, {change.after}"
    elif change.after is None:
        told = f"gone, was {change.before}"
    else:
        told = f"{change.kind}: {change.before} -> {change.after}"
    return f"{change.finding}  {told}; {change.because}"
