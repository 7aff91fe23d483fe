"""What changed between two versions of a list: who came, who went, and what is told of whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

from porosity.errors import InputError
from porosity.screening.listed import Identifier, Listed, ListedName, Program
from porosity.screening.versions import Shelf
from porosity.timespan import TimeSpan


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one entry: the values that went and those that came, as a reader sees them."""

    field: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry that is in both versions, but not the same."""

    before: Listed
    after: Listed
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs, by id, in the order of ids; ``same`` counts the entries that do not."""

    added: tuple[Listed, ...]
    removed: tuple[Listed, ...]
    changed: tuple[Changed, ...]
    same: int


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: how it is called, its entries, and how many of its records are not among them."""

    ref: str
    entries: tuple[Listed, ...]
    skipped: int


def entries_of(shelf: Shelf, ref: str) -> Side:
    """The entries of a kept version, or of a file or folder in any format that is known."""
    from porosity.screening.lists.loading import find_lists, open_list

    try:
        version = shelf.find(ref)
    except InputError:
        path = Path(ref)
        if not path.exists():
            raise
        readings = [open_list(one) for one in find_lists(path)]
        entries = tuple(listed for reading in readings for listed in reading)
        return Side(ref, entries, sum(reading.skipped for reading in readings))
    return Side(version.ref, tuple(shelf.entities(version)), version.skipped)


def difference(old: Iterable[Listed], new: Iterable[Listed]) -> Difference:
    """Hold two versions against each other, entry by entry. The order of values within an entry is no change."""
    before = {listed.id: listed for listed in old}
    after = {listed.id: listed for listed in new}
    both = sorted(before.keys() & after.keys())
    pairs = [(before[key], after[key], changes(before[key], after[key])) for key in both]
    changed = tuple(Changed(*pair) for pair in pairs if pair[2])
    return Difference(
        added=tuple(after[key] for key in sorted(after.keys() - before.keys())),
        removed=tuple(before[key] for key in sorted(before.keys() - after.keys())),
        changed=changed,
        same=len(both) - len(changed),
    )


def changes(before: Listed, after: Listed) -> tuple[Change, ...]:
    """The fields in which two records of one entry differ."""
    found = []
    for field in fields(Listed):
        old, new = _values(getattr(before, field.name)), _values(getattr(after, field.name))
        if set(old) != set(new):
            gone = tuple(value for value in old if value not in set(new))
            come = tuple(value for value in new if value not in set(old))
            found.append(Change(field.name, gone, come))
    return tuple(found)


def _values(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(_words(one) for one in value))
    return (str(value),)


def _words(value: object) -> str:
    """A value of an entry as a reader sees it; two that differ read differently."""
    if isinstance(value, ListedName):
        return f"{value.text} ({value.quality})"
    if isinstance(value, Program):
        return program_words(value)
    if isinstance(value, Identifier):
        return f"{value.kind} {value.value}" + (f" ({value.country})" if value.country else "")
    if isinstance(value, TimeSpan):
        return f"{value} ({value.text})" if value.text else str(value)
    if isinstance(value, tuple):
        return ": ".join(map(str, value))
    return str(value)


def program_words(program: Program) -> str:
    """A programme in one line."""
    rest = [
        program.basis,
        ", ".join(program.measures),
        f"since {program.since}" if program.since else "",
        f"until {program.until}" if program.until else "",
    ]
    return "; ".join([program.name, *(part for part in rest if part)])
