"""What tests of several houses share: running the command line as a user does."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from commands import OK, Done, Run
from porosity import cli

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


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs ``porosity ARGUMENTS`` in this process, which is quick, with a folder and a shelf of lists of its own."""
    for name in [name for name in os.environ if name.startswith("POROSITY_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("POROSITY_LISTS", str(tmp_path / "shelf"))

    def run(*arguments: object, stdin: bytes = b"") -> Done:
        capfd.readouterr()
        monkeypatch.setattr(sys, "argv", ["porosity", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as stopped:
            cli.main()
            raise SystemExit(OK)
        seen = capfd.readouterr()
        code = stopped.value.code
        return Done(code if isinstance(code, int) else OK, seen.out, seen.err)

    return run
