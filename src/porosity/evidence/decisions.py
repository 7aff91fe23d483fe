"""What people decide: appended, never changed, taken back only by another decision; and what it makes of a row.

A decision stands until somebody revokes it (and a revocation until it is revoked). The latest that stands of its kind
counts: a finding that was dismissed and then confirmed is confirmed.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, TypeVar

import sqlalchemy as sa

from porosity.errors import InputError
from porosity.evidence import marks, tables
from porosity.evidence.packing import storable
from porosity.evidence.records import Decision, DecisionKind, Target, Tlp

OPEN, CONFIRMED, DISMISSED = "open", "confirmed", "dismissed"
DECIDED: Final = (OPEN, CONFIRMED, DISMISSED)

M = TypeVar("M", bound=StrEnum)
K, T = DecisionKind, Target
TARGETS: Final[Mapping[DecisionKind, tuple[Target, ...]]] = {
    K.CONFIRM: (T.FINDING, T.INCIDENT, T.EVENT, T.LISTING, T.ENTITY, T.REPORT),
    K.DISMISS: (T.FINDING, T.INCIDENT, T.EVENT, T.LISTING, T.ENTITY, T.REPORT),
    K.MERGE: (T.INCIDENT, T.ENTITY),
    K.SPLIT: (T.INCIDENT, T.ENTITY),
    K.OVERRIDE: (T.FINDING, T.INCIDENT),
    K.NOTE: tuple(one for one in T if one is not T.DECISION),
    K.MARK: (T.REPORT,),
    K.REDACT: (T.REPORT,),
    K.ERASE: (T.REPORT,),
    K.REVOKE: (T.DECISION,),
}
"""What each kind can be about."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the decisions about one thing come to; ``by`` names, for each part, the decision that says so."""

    decided: str = OPEN
    reliability: str | None = None
    credibility: int | None = None
    tlp: Tlp = Tlp.CLEAR
    confidential_source: bool = False
    by: Mapping[str, str] = field(default_factory=dict)


def standing(decisions: Iterable[Decision]) -> Standing:
    """What the decisions about one thing come to."""
    values: dict[str, Any] = {}
    by: dict[str, str] = {}

    def take(decision: Decision, **parts: Any) -> None:
        values.update(parts)
        by.update(dict.fromkeys(parts, decision.id))

    for one in marks.standing(decisions):
        if one.kind is DecisionKind.CONFIRM:
            take(one, decided=CONFIRMED)
        elif one.kind is DecisionKind.DISMISS:
            take(one, decided=DISMISSED)
        elif one.kind is DecisionKind.OVERRIDE:
            take(one, **{name: one.body[name] for name in ("reliability", "credibility") if name in one.body})
        elif one.kind is DecisionKind.MARK:
            if "tlp" in one.body:
                take(one, tlp=Tlp(one.body["tlp"]))
            if "confidential_source" in one.body:
                take(one, confidential_source=bool(one.body["confidential_source"]))
    return Standing(**values, by=by)


def new_decision(
    kind: DecisionKind | str,
    target: Target | str,
    key: str,
    *,
    who: str,
    why: str = "",
    body: Mapping[str, Any] | None = None,
    when: datetime | None = None,
) -> Decision:
    """A decision of good form, not yet kept.

    Raises:
        InputError: it is of a kind that nobody knows, is about the wrong thing, unsigned, or lacks what it decides.
    """
    kind = _member(DecisionKind, kind, "the decision")
    target = _member(Target, target, "the target")
    if target not in TARGETS[kind]:
        allowed = ", ".join(one.value for one in TARGETS[kind])
        raise InputError(kind.value, f"is no decision about a {target.value}.", f"It can be about: {allowed}.")
    if not who.strip():
        raise InputError(kind.value, "is not signed.", "Say who decides, by --who.")
    checked = _body(kind, dict(body or {}))
    moment = (when or datetime.now(UTC)).astimezone(UTC)
    return Decision(
        _identity(moment), kind, target, storable(key), storable(who.strip()), moment, storable(why.strip()), checked
    )


def _member(kind: type[M], value: str, what: str) -> M:
    try:
        return kind(value)
    except ValueError:
        raise InputError(what, f"{value!r} is unknown.", f"Known: {', '.join(one.value for one in kind)}.") from None


def _identity(moment: datetime) -> str:
    """An id that is nobody else's, in whatever store, and sorts by time."""
    return f"d-{int(moment.timestamp() * 1000):011x}{secrets.token_hex(4)}"


def _body(kind: DecisionKind, body: dict[str, Any]) -> dict[str, Any]:
    check = _CHECKS.get(kind)
    problem = None if check is None else check(body)
    if problem:
        raise InputError(kind.value, problem[0], problem[1])
    try:
        return dict(json.loads(json.dumps(body)))
    except (TypeError, ValueError) as error:
        raise InputError(kind.value, f"its body is no JSON: {error}.") from error


def _check_merge(body: dict[str, Any]) -> tuple[str, str] | None:
    return None if _texts(body.get("with")) else ("does not say with what.", "Name the others by --with.")


def _check_split(body: dict[str, Any]) -> tuple[str, str] | None:
    held = body.get("events", body.get("mentions"))
    return None if _texts(held) or _spans(held) else ("does not say what leaves.", "Name the events by --events.")


def _check_override(body: dict[str, Any]) -> tuple[str, str] | None:
    if not {"reliability", "credibility"} & set(body):
        return "sets no grade.", "Give --reliability A to F, --credibility 1 to 6, or both."
    if body.get("reliability", "A") not in tuple("ABCDEF"):
        return f"{body['reliability']!r} is no reliability.", "It is one of A, B, C, D, E, F."
    credibility = body.get("credibility", 1)
    if isinstance(credibility, bool) or credibility not in range(1, 7):
        return f"{credibility!r} is no credibility.", "It is a number from 1 to 6."
    return None


def _check_mark(body: dict[str, Any]) -> tuple[str, str] | None:
    if not {"tlp", "confidential_source"} & set(body):
        return "marks nothing.", "Give --tlp, or --confidential-source."
    if body.get("tlp", Tlp.CLEAR) not in tuple(Tlp):
        return f"{body['tlp']!r} is no mark.", f"Known: {', '.join(one.value for one in Tlp)}."
    if not isinstance(body.get("confidential_source", False), bool):
        return "a source is confidential or not.", "Write true or false."
    return None


def _check_redact(body: dict[str, Any]) -> tuple[str, str] | None:
    return None if _spans(body.get("spans")) else ("names no words.", "Give the offsets by --span START-END.")


def _texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(one, str) and one for one in value)


def _spans(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(map(_is_span, value))


def _is_span(value: Any) -> bool:
    if not isinstance(value, list | tuple) or len(value) != 2 or not all(type(one) is int for one in value):
        return False
    return 0 <= int(value[0]) < int(value[1])


_CHECKS: Final = {
    DecisionKind.MERGE: _check_merge,
    DecisionKind.SPLIT: _check_split,
    DecisionKind.OVERRIDE: _check_override,
    DecisionKind.MARK: _check_mark,
    DecisionKind.REDACT: _check_redact,
}


# In the database


def append(connection: sa.Connection, decision: Decision) -> None:
    """Keep a decision. There is no way to change one."""
    connection.execute(
        tables.decision.insert(),
        {
            "id": decision.id,
            "kind": decision.kind.value,
            "target": decision.target.value,
            "key": decision.key,
            "who": decision.who,
            "when": moment_text(decision.when),
            "why": decision.why,
            "body": json.dumps(dict(decision.body), sort_keys=True),
        },
    )


def select(connection: sa.Connection, target: Target | None = None, key: str | None = None) -> tuple[Decision, ...]:
    """Decisions, oldest first; of one thing, its revocations (and theirs) are among them."""
    table = tables.decision
    query = sa.select(table).order_by(table.c.number)
    if target is not None:
        query = query.where(table.c.target == target.value)
    if key is not None:
        query = query.where(table.c.key == key)
    rows = list(connection.execute(query))
    if target is not Target.DECISION and (target is not None or key is not None):
        rows += _revocations(connection, {row.id for row in rows})
    return tuple(map(_decision, sorted(rows, key=lambda row: row.number)))


def _revocations(connection: sa.Connection, ids: set[str]) -> list[Any]:
    """The revocations of decisions, the revocations of these, and so on."""
    table, asked = tables.decision, ids
    found: dict[str, Any] = {}
    while asked:
        some = connection.execute(
            sa.select(table).where(table.c.target == Target.DECISION.value, table.c.key.in_(sorted(asked)))
        ).all()
        asked = {row.id for row in some} - set(found)
        found.update({row.id: row for row in some})
    return list(found.values())


def one(connection: sa.Connection, identity: str) -> Decision | None:
    """A decision by its id."""
    row = connection.execute(sa.select(tables.decision).where(tables.decision.c.id == identity)).first()
    return None if row is None else _decision(row)


def subject(connection: sa.Connection, decision: Decision) -> Decision:
    """The decision that a revocation, or a chain of them, is about in the end; another is its own subject."""
    while decision.kind is DecisionKind.REVOKE:
        found = one(connection, decision.key)
        if found is None:
            return decision
        decision = found
    return decision


def standing_of(connection: sa.Connection, target: Target, key: str) -> Standing:
    """What the decisions about one thing come to, as they are kept."""
    return standing(select(connection, target, key))


def _decision(row: Any) -> Decision:
    return Decision(
        id=row.id,
        kind=DecisionKind(row.kind),
        target=Target(row.target),
        key=row.key,
        who=row.who,
        when=datetime.fromisoformat(row.when),
        why=row.why,
        body=json.loads(row.body),
    )


def moment_text(moment: datetime) -> str:
    """A moment as it is kept: UTC, with microseconds, so that it sorts as text.

    >>> moment_text(datetime(2024, 2, 20, 1, tzinfo=UTC))
    '2024-02-20T01:00:00.000000+00:00'
    """
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
