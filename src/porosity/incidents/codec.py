"""Frozen records as JSON and back, by their own type hints: one form, so that what is stored comes back.

Days and times are ISO 8601, an enum is its value, tuples and sets are lists; a set is sorted, so the same record always
gives the same JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from porosity.errors import InputError

T = TypeVar("T")


def encoded(value: Any) -> Any:
    """A record, or anything that records hold, as what ``json.dumps`` takes."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: encoded(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): encoded(item) for key, item in value.items()}
    if isinstance(value, (frozenset, set)):
        return sorted(encoded(item) for item in value)
    if isinstance(value, (tuple, list)):
        return [encoded(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def decoded(kind: type[T], data: Any) -> T:
    """A record of a kind from its JSON form; keys that it does not have are passed over, for later versions add some.

    Raises:
        InputError: the data are of another form.
    """
    try:
        return _value(kind, data)  # type: ignore[no-any-return]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(kind.__name__, f"is not of its form: {error}.", "Write it with this version.") from error


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _value(kind: Any, data: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return None if data is None else _value(next(one for one in inner if one is not NoneType), data)
    if origin is tuple:
        return tuple(_value(inner[0], item) for item in data) if inner[-1] is ... else _fixed(inner, data)
    if origin is frozenset:
        return frozenset(_value(inner[0], item) for item in data)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _value(inner[1], item) for key, item in data.items()}
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{one.name: _value(hints[one.name], data[one.name]) for one in fields(kind) if one.name in data})  # type: ignore[operator]
    if kind is datetime or kind is date:
        return kind.fromisoformat(data)
    return kind(data) if isinstance(kind, type) and issubclass(kind, Enum) else data


def _fixed(inner: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    return tuple(_value(one, item) for one, item in zip(inner, data, strict=True))
