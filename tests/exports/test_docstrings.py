"""The examples in docstrings hold."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

EXPORTS = (f"exports.{name}" for name in ("wording", "safe", "segments", "timeline", "markdown"))
MODULES = ("contract", "support.sources", *EXPORTS)


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(import_module(f"porosity.{name}")).failed == 0
