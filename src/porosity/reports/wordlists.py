"""Reads the word lists of `knowledge/` that belong to reports: strict YAML, or an error that names the file."""

from __future__ import annotations

from typing import Any

from porosity.errors import KnowledgeError
from porosity.resources import knowledge


def load_yaml(name: str) -> Any:
    """The content of a YAML file of `knowledge/`; a key given twice is an error, not the last one's victory."""
    import yaml

    class Strict(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
            keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
            for key in keys:
                if keys.count(key) > 1:
                    raise KnowledgeError(f"{name}: line {node.start_mark.line + 1}", f"the key {key!r} is given twice")
            built: dict[Any, Any] = super().construct_mapping(node, deep=deep)
            return built

    path = knowledge() / name
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Strict)
    except OSError as error:
        raise KnowledgeError(str(path), "the file cannot be read.", "Reinstall porosity, or restore it.") from error
    except yaml.YAMLError as error:
        raise KnowledgeError(name, f"not valid YAML: {' '.join(str(error).split())}") from error


def words(text: str) -> frozenset[str]:
    """A list of words written as a block of text."""
    return frozenset(text.split())
