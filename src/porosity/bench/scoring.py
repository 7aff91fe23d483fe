"""Predictions for a benchmark file, and the figures that the benchmark's own scorer prints for them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from porosity.errors import InputError
from porosity.reports.loading import Loaded, from_text

Figures = dict[str, float]
NO_DATA = "Set POROSITY_DATA, or give --data: the folder that holds bench/, data/ and lists/."
FIGURE = re.compile(r"^(\S.*?)\s{2,}(-?\d+(?:\.\d+)?)\b")


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file of JSON lines, plain or gzip.

    Raises:
        InputError: the file is not there; the message says which folder was expected.
    """
    import gzip

    if not path.exists():
        raise InputError(str(path), "is not there.", NO_DATA)
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def as_report(record: Mapping[str, Any]) -> Loaded:
    """A benchmark record as a loaded report."""
    published = record.get("published") or record.get("date")
    return from_text(
        record["text"],
        id=str(record["id"]),
        title=record.get("title"),
        published=date.fromisoformat(str(published)[:10]) if published else None,
        publisher=record.get("publisher"),
        url=record.get("url"),
    )


def score(
    scorer: Path, gold: Path, predictions: Iterable[Mapping[str, Any]], *, errors: int = 0
) -> tuple[Figures, str]:
    """The figures that a scorer prints for predictions, by name, and its whole output."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "predictions.jsonl"
        with file.open("w", encoding="utf-8") as out:
            for prediction in predictions:
                out.write(json.dumps(prediction, ensure_ascii=False) + "\n")
        command = [sys.executable, str(scorer), str(gold), str(file), "--errors", str(errors)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or not done.stdout:
        raise InputError(str(scorer), f"failed: {done.stderr.strip()[-300:]}")
    figures = {m.group(1): float(m.group(2)) for line in done.stdout.splitlines() if (m := FIGURE.match(line))}
    return figures, done.stdout
