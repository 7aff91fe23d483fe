"""What the pages on safety and on the API promise is there."""

from __future__ import annotations

import re
from pathlib import Path

from porosity.web.app import create_app
from porosity.web.settings import NO_STORE, Settings

ROOT = Path(__file__).parents[3]
SAFETY = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
HERE = ("tests/web/safety", "tests/web/api", "tests")


def test_every_test_that_is_named_exists() -> None:
    named = set(re.findall(r"`([\w/]*test_\w+\.py)`", SAFETY))
    assert len(named) >= 10
    for name in named:
        places = [ROOT / name] if "/" in name else [ROOT / folder / name for folder in HERE]
        assert any(place.is_file() for place in places), name


def test_every_threat_has_its_guard_and_its_test() -> None:
    rows = [line for line in SAFETY.splitlines() if line.startswith("| ") and not line.startswith("| threat")]
    assert len(rows) >= 20
    assert all("test_" in row.split("|")[3] for row in rows)


def test_every_door_that_is_described_exists() -> None:
    doors = create_app(Settings(store=NO_STORE)).openapi()["paths"]
    known = {(method.upper(), re.sub(r"{\w+}", "{}", path)) for path, item in doors.items() for method in item}
    named = re.findall(r"(GET|POST) (/[\w/{}-]+)", API)
    assert len(named) >= 10
    for method, path in named:
        inner = path if path.startswith("/api/") else f"/api{path}"
        assert (method, re.sub(r"{\w+}", "{}", inner)) in known, path
