"""Decisions as lines for people, or as JSON."""

from __future__ import annotations

import json
from typing import Any

from porosity.evidence.audit import decision_json
from porosity.evidence.records import Decision


def line(decision: Decision, *, as_json: bool) -> str:
    """A decision in one line."""
    if as_json:
        return json.dumps(decision_json(decision), ensure_ascii=False)
    body = ", ".join(f"{name} {_shown(value)}" for name, value in decision.body.items())
    told = f"{decision.kind.value} {decision.target.value} {decision.key}" + (f" ({body})" if body else "")
    why = f": {' '.join(decision.why.split())}" if decision.why else ""
    return f"{decision.id}  {decision.when:%Y-%m-%d %H:%M} UTC  {' '.join(decision.who.split())}  {told}{why}"


def _shown(value: Any) -> str:
    return ", ".join(map(_shown, value)) if isinstance(value, list) else str(value)
