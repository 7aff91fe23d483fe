"""The pictures of the pages, made anew: a store of our own short reports, a server, Debian's Chromium.

    python docs/screenshots/make.py            # all of them
    python docs/screenshots/make.py picture    # those whose name begins so

ImageMagick's ``convert``, where it is there, takes three quarters off their size.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
EXAMPLE = ROOT / "examples" / "a-second-limousine.txt"
DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
WHO = "A. Analyst"


def fill(path: Path) -> str:
    """A store with the example and our own short reports; the key of the example."""
    from porosity.batches import assess_loaded
    from porosity.bench import breadth
    from porosity.bench.scoring import as_report
    from porosity.evidence.records import Original
    from porosity.evidence.store import Store
    from porosity.reading.reader import NetworkReader
    from porosity.reports.loading import from_text

    reader = NetworkReader()
    text = EXAMPLE.read_text(encoding="utf-8")
    loaded = [from_text(text, id="a-second-limousine"), *(as_report(case) for _, case in breadth.cases("reports"))]
    with Store.open(str(path)) as store:
        for one in loaded:
            data = one.report.text.encode()
            original = Original(data, sha256(data).hexdigest(), datetime.now(UTC), f"{one.report.id}.txt")
            store.add(original, assess_loaded(one, reader))
        key = "a-second-limousine"
        store.decide("confirm", "finding", f"{key}#f1", who=WHO, why="The aide speaks for a party to it.")
        store.decide("dismiss", "finding", f"{key}#f4", who=WHO, why="The cars are older than the measure.")
        store.decide("note", "report", key, who="B. Reader", why="Compare with the first car, of February.")
        return key


def largest_incident(path: Path) -> str:
    """The incident with most reports."""
    from porosity.evidence.store import Store

    with Store.open(str(path)) as store:
        return max(store.incidents(limit=1000).items, key=lambda one: (one.reports, one.origins)).id


def pages(key: str, incident: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Name, address, and how it is shown."""
    return [
        ("inbox", "/", {}),
        ("reports", "/reports", {}),
        ("report", f"/reports/{key}", {}),
        ("report-dark", f"/reports/{key}", {"dark": True}),
        ("report-phone", f"/reports/{key}#text", {"phone": True}),
        ("finding", f"/reports/{key}#finding-1", {}),
        ("incidents", "/incidents", {}),
        ("incident", f"/incidents/{incident}", {"full": True}),
        ("incident-phone", f"/incidents/{incident}", {"phone": True}),
        ("entities", "/entities", {}),
        ("entity", "/entity/person:kim%20jong%20un", {}),
        ("measures", "/measures?on=2024-06-19", {}),
        ("measure", "/measures/un-2397-7-vehicles?on=2024-06-19", {}),
        ("search", "/search?q=limousine", {}),
        ("picture", "/picture", {"full": True}),
        ("picture-dark", "/picture", {"dark": True}),
        ("picture-phone", "/picture", {"phone": True}),
        ("review", "/review?verdict=prohibited", {}),
        ("review-phone", "/review", {"phone": True, "dark": True}),
        ("audit", "/audit", {}),
        ("not-found", "/reports/nothing", {}),
    ]


def main() -> None:
    """Fill, serve, look."""
    from playwright.sync_api import sync_playwright

    from web.browsing import ARGUMENTS, CHROMIUM, serving

    wanted = tuple(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store.sqlite"
        key = fill(store)
        shown = pages(key, largest_incident(store))
        with serving(store) as server, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for name, address, how in shown:
                if not wanted or name.startswith(wanted):
                    _take(browser, server.address + address, HERE / f"{name}.png", **how)
            browser.close()


def _take(
    browser: Any, address: str, target: Path, *, dark: bool = False, phone: bool = False, full: bool = False
) -> None:
    context = browser.new_context(viewport=PHONE if phone else DESK, color_scheme="dark" if dark else "light")
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.screenshot(path=str(target), full_page=full)
    context.close()
    if convert := shutil.which("convert"):
        smaller = ["-strip", "+dither", "-colors", "128", "-define", "png:compression-level=9"]
        subprocess.run([convert, str(target), *smaller, f"PNG8:{target}"], check=True)
    print(f"{target.name}: {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
