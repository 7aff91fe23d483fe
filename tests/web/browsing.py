"""A server in a process of its own and Debian's Chromium before it; where that is missing, the tests skip by a word."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = os.environ.get("POROSITY_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NO_BROWSER = "no browser here: install Debian's chromium, or name one by POROSITY_TEST_CHROMIUM"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 780}


@dataclass
class Server:
    """A running `porosity serve` over a store."""

    store: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        import http.client

        command = [
            sys.executable, "-c", "from porosity.cli import main; main()", "serve",
            "--store", str(self.store), "--port", str(self.port), "--no-lists",
        ]  # fmt: skip
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE)
        for _ in range(300):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
                connection.request("GET", "/measures")
                connection.getresponse().read()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        said = self.process.stderr.read().decode() if self.process.stderr else ""
        raise AssertionError(f"the server did not come up: {said[-2000:]}")

    def stop(self) -> None:
        """Stop it, as Ctrl+C does."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
            if self.process.stderr is not None:
                self.process.stderr.close()
            self.process = None


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def serving(store: Path) -> Iterator[Server]:
    """A server over a store."""
    server = Server(store, free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser, or a skip that says what is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright here: it is in the dev dependencies")
    if CHROMIUM is None:
        pytest.skip(NO_BROWSER)
    with playwright.sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        except playwright.Error as error:
            pytest.skip(f"{NO_BROWSER} ({str(error).splitlines()[0]})")
        yield browser
        browser.close()


@contextmanager
def window(browser: Any, *, dark: bool = False, phone: bool = False, probed: bool = False) -> Iterator[Any]:
    """A page of a fresh profile; whatever a script or the content policy complains of fails the test.

    ``probed``: a tool is let into the page, which our policy would not allow; then complaints are not ours.
    """
    context = browser.new_context(
        viewport=PHONE if phone else DESK,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        bypass_csp=probed,
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda asked: complaints.append(asked.url) if not _is_local(asked.url) else None)
    yield page
    context.close()
    assert probed or not complaints, complaints


def _is_local(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "about:", "blob:"))
