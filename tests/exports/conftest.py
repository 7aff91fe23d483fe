"""The sample of ``tests/samples.py``, and how golden files are compared and renewed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with ``tests/golden/NAME``; POROSITY_RENEW_GOLDEN=1 writes it instead, for a person to review."""

    def check(name: str, text: str) -> None:
        path = TESTS / "golden" / name
        if os.environ.get("POROSITY_RENEW_GOLDEN"):
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text

    return check
