"""The ONNX file and its labels: arrays in, arrays out, nothing decided.

The file holds both stages of the network as the branches of one `If`: *encode* reads a batch of sentences, *tag* looks
at a sentence from one of its words. `training/porosity_training/export.py` writes it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from porosity.errors import PorosityError
from porosity.reading.decoding import Scores
from porosity.reading.words import Encoded

Indices = NDArray[np.int64]

TASKS = ("argument", "saying", "role")
HIDDEN = 384


class NetworkFileError(PorosityError):
    """The weights or their labels are missing, or are not what this version reads."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of the network's outputs, in order, and the roles that each act was seen with."""

    types: tuple[str, ...]
    open_names: tuple[str, ...]
    acts: tuple[str, ...]
    roles: tuple[str, ...]
    stances: tuple[str, ...]
    certainties: tuple[str, ...]
    arguments: tuple[str, ...]
    saying: tuple[str, ...]
    roles_of_act: dict[str, dict[str, int]]

    @classmethod
    def load(cls, path: Path) -> Labels:
        """Read the label file that lies beside the weights."""
        try:
            held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            lists = {name: tuple(held[name]) for name in cls.__slots__ if name != "roles_of_act"}
            return cls(**lists, roles_of_act=held["roles_of_act"])
        except (OSError, ValueError, KeyError) as error:
            raise NetworkFileError(str(path), f"not a label file of the reading network ({error!r}).") from error

    @property
    def heads(self) -> dict[str, slice]:
        """Where each flat head lies in the scores of a word."""
        widths = {
            "types": 1 + 2 * len(self.types),
            "open_names": 1 + 2 * len(self.open_names),
            "predicate": 2,
            "cue": 2,
            "act": 1 + len(self.acts),
            "stance": len(self.stances),
            "certainty": len(self.certainties),
            "factuality": 1,
        }
        return _slices(widths)

    @property
    def tasks(self) -> dict[str, slice]:
        """Where the tags of each task lie in the scores of the tagger."""
        counts = {"argument": len(self.arguments), "saying": len(self.saying), "role": len(self.roles)}
        return _slices({task: 1 + 2 * counts[task] for task in TASKS})


def _slices(widths: dict[str, int]) -> dict[str, slice]:
    out, at = {}, 0
    for name, width in widths.items():
        out[name] = slice(at, at + width)
        at += width
    return out


@dataclass(frozen=True, slots=True)
class Batch:
    """Encoded sentences: states (n, words, 384), scores of every head, words a sentence."""

    states: Scores
    counts: Indices
    heads: dict[str, Scores]


class Graph:
    """A session over the file."""

    def __init__(self, path: Path, *, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            content = path.read_bytes()
            self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises its own types, none of them public
            raise NetworkFileError(str(path), f"the reading network could not be loaded ({error}).") from error
        self.version = hashlib.sha256(content).hexdigest()[:12]
        self.labels = Labels.load(path.with_suffix(".json"))
        self._heads, self._tasks = self.labels.heads, self.labels.tasks
        flat, square = np.zeros(0, np.int64), np.zeros((0, 0), np.int64)
        self._nothing = {
            **dict.fromkeys(("ids", "shapes", "first"), square),
            **dict.fromkeys(("lengths", "counts", "rows", "words", "tasks"), flat),
            "states": np.zeros((0, 0, HIDDEN), np.float32),
        }

    def encode(self, sentences: Sequence[Encoded]) -> Batch:
        """Stage one. A sentence has one word at least."""
        counts = _lengths([s.first for s in sentences])
        feed = {
            "stage": np.array(True),
            "ids": _padded([s.ids for s in sentences]),
            "shapes": _padded([s.shapes for s in sentences]),
            "lengths": _lengths([s.ids for s in sentences]),
            "first": _padded([s.first for s in sentences]),
        }
        states, scores = self._session.run(None, {**self._nothing, **feed})
        return Batch(states, counts, {name: scores[:, :, where] for name, where in self._heads.items()})

    def tag(self, batch: Batch, rows: Indices, words: Indices, task: str) -> Scores:
        """Stage two: scores (k, words, tags) of one task, seen from word `words[k]` of sentence `rows[k]`."""
        feed = {
            "stage": np.array(False),
            "states": batch.states,
            "counts": batch.counts,
            "rows": rows,
            "words": words,
            "tasks": np.full(len(rows), TASKS.index(task), np.int64),
        }
        scores: Scores = self._session.run(["scores"], {**self._nothing, **feed})[0]
        return scores[:, :, self._tasks[task]]


def _lengths(lists: Sequence[Sequence[int]]) -> Indices:
    return np.array([len(values) for values in lists], dtype=np.int64)


def _padded(lists: Sequence[Sequence[int]]) -> Indices:
    out = np.zeros((len(lists), max(map(len, lists))), dtype=np.int64)
    for row, values in zip(out, lists, strict=True):
        row[: len(values)] = values
    return out
