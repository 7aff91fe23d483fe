"""The sample of ``tests/samples.py``, and golden files, for tests of what is kept and given away."""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "exports")]

from stores import another_url, postgres, sample, store, store_url  # noqa: E402

__all__ = ["another_url", "postgres", "sample", "store", "store_url"]
