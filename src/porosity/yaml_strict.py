"""Strict YAML: what a lawyer types is what the program reads.

Plain YAML keeps the last of two equal keys, reads ``no`` as false and ``0555567`` as an octal number. Here a repeated
key is an error, only ``true`` and ``false`` are truth values, only plain decimal numbers are numbers (a leading zero
keeps its text), and only ``2017-12-22`` is a date. Every error is a :class:`KnowledgeError` naming file and line.
"""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from porosity.errors import KnowledgeError
from porosity.resources import knowledge

if TYPE_CHECKING:
    import yaml

T = TypeVar("T")

_SCALARS = (
    ("null", re.compile(r"^(?:~|null|)$"), "~n"),
    ("bool", re.compile(r"^(?:true|false)$"), "tf"),
    ("int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), "-+0123456789"),
    ("float", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?$"), "-+0123456789"),
    ("timestamp", re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), "0123456789"),
)


def load(path: Path) -> object:
    """The content of one YAML file: dicts, lists, texts, ints, floats, bools, None and dates; None if it is empty."""
    import yaml

    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise KnowledgeError(shown(path), f"cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(shown(path), f"is not UTF-8 (byte {error.start}).", "Save it as UTF-8.") from error
    try:
        return yaml.load(text, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = shown(path) if mark is None else f"{shown(path)}:{mark.line + 1}"
        raise KnowledgeError(place, f"{error.problem or error.context or 'is not valid YAML'}.") from error
    except yaml.YAMLError as error:
        raise KnowledgeError(shown(path), f"is not valid YAML: {error}.") from error


def load_numbers(path: Path, form: type[T]) -> T:
    """A file of numbers by their names, as the dataclass that has just these fields."""
    read = load(path)
    if not isinstance(read, dict):
        raise KnowledgeError(shown(path), "must hold numbers by their names.")
    wanted = [field.name for field in fields(form)]  # type: ignore[arg-type]
    if odd := sorted(set(wanted) ^ set(map(str, read))):
        raise KnowledgeError(shown(path), f"lacks or does not know: {', '.join(odd)}.", f"It has {', '.join(wanted)}.")
    for name, value in read.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise KnowledgeError(shown(path), f"{name} is {value!r}, which is no number.")
    return form(**{name: float(value) for name, value in read.items()})


def shown(path: Path) -> str:
    """A path as messages show it: from ``knowledge/`` on where it lies there."""
    try:
        return path.relative_to(knowledge().parent).as_posix()
    except ValueError:
        return path.as_posix()


@cache
def _loader() -> type[yaml.SafeLoader]:
    """The loader class; built on first use, so that importing this module stays cheap."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class StrictLoader(base):  # type: ignore[misc]
        yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
            seen: dict[object, int] = {}
            for key_node, _ in node.value:
                key = self.construct_object(key_node, deep=True)
                mark = key_node.start_mark
                if isinstance(key, list | dict):
                    raise yaml.constructor.ConstructorError(None, None, "a key must be a single value", mark)
                if key in seen:
                    problem = f"the key {key!r} is repeated; it first stands in line {seen[key]}. Keep one of the two"
                    raise yaml.constructor.ConstructorError(None, None, problem, mark)
                seen[key] = mark.line + 1
            mapping: dict[object, object] = yaml.constructor.BaseConstructor.construct_mapping(self, node, deep)
            return mapping

    def construct_date(loader: Any, node: yaml.ScalarNode) -> object:
        from datetime import date

        try:
            return date.fromisoformat(node.value)
        except ValueError as error:
            problem = f"{node.value} is no day of the calendar ({error}); quote it if it is a text"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from error

    for name, pattern, first in _SCALARS:
        begins = [*first, ""] if name == "null" else list(first)
        StrictLoader.add_implicit_resolver(f"tag:yaml.org,2002:{name}", pattern, begins)
    StrictLoader.add_constructor("tag:yaml.org,2002:timestamp", construct_date)
    return StrictLoader
