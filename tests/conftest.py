"""What tests of several houses share: running the command line as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("porosity", deadline=None)  # a busy machine is no failing law
settings.load_profile("porosity")
os.environ["POROSITY_LISTS"] = str(Path(__file__).parent / "no-lists")  # no test sees the lists kept on this machine

Porosity = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def porosity(tmp_path: Path) -> Porosity:
    """Runs ``porosity ARGUMENTS`` in a folder of its own; a traceback on stderr fails the test that sees it."""

    def run(
        *arguments: object, stdin: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-c", "from porosity.cli import main; main()", *map(str, arguments)]
        plain = {key: value for key, value in os.environ.items() if not key.startswith("POROSITY_")}
        done = subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**plain, "COLUMNS": "100", "POROSITY_LISTS": str(tmp_path / "no-lists"), **(env or {})},
            timeout=300,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode(errors="replace")
        return done

    return run
