"""Taking in what another store held: a backup, or assessments as JSON lines. What is there already stays as it is.

Into an empty store a backup is copied as a whole. Into one that holds something, its reports and the decisions about
them are added one by one; a report whose key is taken by another gets a new one, and so do the decisions about it.
Decisions about incidents are left out then: which incident ``i-7`` is, is a matter of each store.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from porosity.assessment import Assessment
from porosity.contract_reading import from_dict
from porosity.errors import InputError
from porosity.evidence import adding, copying, deciding, decisions, keys, tables
from porosity.evidence.backing_up import checked, copy_file
from porosity.evidence.records import Decision, Original, Target
from porosity.evidence.reloading import ASSESSMENT
from porosity.evidence.store import Store

SQLITE: Final = b"SQLite format 3\x00"
Say = Callable[[str], None]


@dataclass(slots=True)
class Taken:
    """What was taken in."""

    new: int = 0
    known: int = 0
    decisions: int = 0


def take_in(store: Store, path: Path, say: Say) -> Taken:
    """Take in a file; ``say`` hears of what was left out.

    Raises:
        InputError: it is neither a backup nor JSON of assessments.
        StoreError: the backup is not whole, or the store cannot hold it.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(SQLITE))
    except OSError as error:
        raise InputError(str(path), f"cannot be opened: {error.strerror or error}.") from error
    if head != SQLITE:
        return _take_in_lines(store, path)
    with tempfile.TemporaryDirectory(prefix="porosity-") as folder:
        copied = Path(folder) / "backup.sqlite"  # brought up to date there; the file itself is only read
        copy_file(path, copied)
        with Store.open(str(copied)) as source:
            checked(source)
            return _take_in_store(store, source, say)


def _take_in_store(store: Store, source: Store, say: Say) -> Taken:
    with source.read() as held:
        with store.write() as connection:
            if copying.is_empty(connection):
                copying.copy(held, connection)
                count = sa.select(sa.func.count())
                return Taken(
                    new=connection.scalar(count.select_from(tables.report)) or 0,
                    decisions=connection.scalar(count.select_from(tables.decision)) or 0,
                )
        return _Merge(store, held, say).run()


@dataclass(slots=True)
class _Merge:
    """A store taken into another that holds something already."""

    store: Store
    held: sa.Connection
    say: Say

    def run(self) -> Taken:
        taken = Taken()
        names: dict[str, str] = {}  # keys there: keys here
        for key in self.held.scalars(sa.select(tables.report.c.key).order_by(tables.report.c.number)).all():
            with self.store.write() as connection:
                renamed, new = self._report(connection, key)
            names.update(renamed)
            taken.new += new
            taken.known += not new
        taken.decisions = self._decisions(names)
        return taken

    def _report(self, connection: sa.Connection, key: str) -> tuple[dict[str, str], bool]:
        """A report with all its assessments, oldest first; which keys of it are which here."""
        row = self.held.execute(sa.select(tables.report).where(tables.report.c.key == key)).one()
        there = adding.bodies(self.held, key)
        if row.erased or not there:
            return {}, False
        report = replace(there[0].report, id=row.own_id)
        captures = adding.captures(self.held, key)
        stored = next(
            (found for one in captures if (found := adding.find(connection, one.sha256, report)) is not None), None
        )
        if stored is not None:
            if stored.erased:
                return {}, False
            for one in captures:
                adding.capture(connection, stored.key, one)
            settled = keys.settled(there[0], adding.bodies(connection, stored.key))
            return _renamed(there[0], settled, key, stored.key), False
        mine = ""
        for number, assessment in enumerate(reversed(there), 1):
            again = replace(assessment, report=replace(assessment.report, id=row.own_id))
            if number == 1:
                mine = adding.add(connection, captures[0], again).key
            else:
                adding.again(connection, mine, again, even_same=True)
        for one in captures[1:]:
            adding.capture(connection, mine, one)
        return _renamed(there[0], there[0], key, mine), True

    def _decisions(self, names: dict[str, str]) -> int:
        """The decisions that are not here yet, about what is; one transaction, for they may bear on each other."""
        count, left = 0, 0
        with self.store.write() as connection:
            for decision in decisions.select(self.held):
                if decisions.one(connection, decision.id) is not None:
                    continue
                here = self._about(connection, decision, names)
                if here is None:
                    left += 1
                    continue
                decisions.append(connection, here)
                deciding.take_effect(connection, decisions.subject(connection, here))
                count += 1
        if left:
            self.say(f"{left} decisions were left out: they are about incidents, or about what is not in this store.")
        return count

    def _about(self, connection: sa.Connection, decision: Decision, names: dict[str, str]) -> Decision | None:
        if decision.target is Target.DECISION:
            return decision if decisions.one(connection, decision.key) is not None else None
        if decision.target is Target.INCIDENT:
            return None
        if decision.target is Target.LISTING:
            report, entity, entry = decision.key.split(keys.BETWEEN, 2)
            mine = names.get(f"{report}{keys.BETWEEN}{entity}")
            return None if mine is None else replace(decision, key=f"{mine}{keys.BETWEEN}{entry}")
        known = names.get(decision.key)
        return None if known is None else replace(decision, key=known)


def _renamed(there: Assessment, here: Assessment, key: str, mine: str) -> dict[str, str]:
    """The keys of a report there, and what they are here; the two assessments are in the same order."""
    pairs: list[tuple[Sequence[Any], Sequence[Any]]] = [
        (there.findings, here.findings),
        (there.events, here.events),
        (there.entities, here.entities),
    ]
    names = {key: mine}
    for old, new in pairs:
        names.update(
            (f"{key}{keys.BETWEEN}{one.id}", f"{mine}{keys.BETWEEN}{other.id}")
            for one, other in zip(old, new, strict=True)
        )
    return names


def _take_in_lines(store: Store, path: Path) -> Taken:
    """Assessments as JSON: there are no bytes of the report, so the record itself is kept as what came."""
    taken = Taken()
    for place, line, data in _records(path):
        assessment = from_dict(data, place)
        original = Original(line, sha256(line).hexdigest(), datetime.now(UTC), place, None, ASSESSMENT)
        with store.write() as connection:
            if adding.find(connection, original.sha256, assessment.report) is not None:
                taken.known += 1
                continue
            adding.add(connection, original, assessment)
        taken.new += 1
    return taken


def _records(path: Path) -> Iterator[tuple[str, bytes, Any]]:
    """One object a line, or one object or a list of them over many lines."""
    try:
        with path.open("rb") as lines:
            first = next((line for line in lines if line.strip()), b"")
            try:
                data = json.loads(first)
            except ValueError:
                data = None
            lines.seek(0)
            if isinstance(data, dict) and "schema_version" in data:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield f"{path.name}:{number}", line.strip(), json.loads(line)
                return
            whole = json.loads(lines.read())
    except (ValueError, RecursionError) as error:
        raise InputError(
            str(path), "is neither a backup nor JSON of assessments.", "Make one by porosity backup."
        ) from error
    for number, one in enumerate(whole if isinstance(whole, list) else [whole], 1):
        yield f"{path.name}: record {number}", json.dumps(one, ensure_ascii=False).encode("utf-8", "replace"), one
