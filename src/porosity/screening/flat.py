"""Texts and arrays in files that are mapped, not read: a million entries open at once."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Texts:
    """Many texts by number."""

    def __init__(self, data: bytes | mmap.mmap, ends: NDArray[np.int64]) -> None:
        self._data = data
        self._ends = ends

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """Texts in memory."""
        parts = [text.encode("utf-8", "replace") for text in texts]
        ends = np.concatenate(([0], np.cumsum([len(part) for part in parts], dtype=np.int64))).astype(np.int64)
        return cls(b"".join(parts), ends)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        return self._data[self._ends[number] : self._ends[number + 1]].decode()

    def save(self, folder: Path, name: str) -> None:
        """Write ``name.bin`` and ``name.ends.npy``."""
        (folder / f"{name}.bin").write_bytes(self._data[:])
        np.save(folder / f"{name}.ends.npy", self._ends)

    @classmethod
    def load(cls, folder: Path, name: str) -> Texts:
        """Map what `save` wrote."""
        ends = _mapped(folder / f"{name}.ends.npy")
        if not int(ends[-1]):
            return cls(b"", ends)
        with (folder / f"{name}.bin").open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if len(data) != int(ends[-1]):
            raise ValueError(f"{name}.bin has another length than its ends say")
        return cls(data, ends)


def save_arrays(folder: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write each array as ``name.npy``."""
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)


def load_arrays(folder: Path, names: Iterable[str]) -> dict[str, NDArray[Any]]:
    """Map what `save_arrays` wrote."""
    return {name: _mapped(folder / f"{name}.npy") for name in names}


def _mapped(path: Path) -> NDArray[Any]:
    """A mapped array as a plain one: numpy's own class for them is slow to index."""
    return np.load(path, mmap_mode="r").view(np.ndarray)  # type: ignore[no-any-return]
