"""A real browser walks the whole way, by mouse and by keyboard, in light and dark, on a desk and on a phone."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from porosity.assessment import Assessment
from porosity.evidence.store import Store
from samples import ASSESSMENT
from stores import original

from .browsing import Server, chromium, serving, window
from .conftest import NEWS
from .test_hostile_pages import poisoned

EXAMPLE = Path(__file__).parents[2] / "examples" / "a-second-limousine.txt"
KEY = "sample"
HOSTILE = "<script>document.title='owned'</script>\u202e" + "W" * 3000


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, news: tuple[Assessment, ...]) -> Iterator[Server]:
    """A server over a store with the sample, the sample told again, and a hostile report."""
    path = tmp_path_factory.mktemp("server") / "store.sqlite"
    with Store.open(str(path)) as store:
        store.add(original(), ASSESSMENT)
        text = ASSESSMENT.report.text + "\n"
        store.add(original("again"), replace(ASSESSMENT, report=replace(ASSESSMENT.report, id="again", text=text)))
        store.add(original("poison"), poisoned(HOSTILE))
        for one in news:
            store.add(original(one.report.text), one)
        store.decide("note", "report", KEY, who="Ada", why="to be seen again")
        store.decide("dismiss", "finding", f"{KEY}#f1", who="Ada", why="another car")
    with serving(path) as running:
        yield running


MISSING = "/reports/nothing"
PAGES = (
    "/", "/reports", "/reports?verdict=prohibited&q=car", "/reports?publisher=Nobody", f"/reports/{KEY}",
    "/reports/poisoned", MISSING, "/entities", "/entities?kind=person", "/entity/person:han%20chol%20min",
    "/measures", "/measures?on=2017-12-01", "/measures/un-2397-7-vehicles?on=2024-02-18", "/search", "/search?q=car",
    "/search?q=nothingness", "/review", "/review?decided=dismissed", "/audit",
    "/incidents", "/incidents/i-1", "/picture",
)  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(browser: Any, server: Server, path: str, dark: bool) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is in the dev dependencies")
    with window(browser, dark=dark, probed=True) as page:
        _go(page, server, path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found = axe.Axe().run(page)
        bad = [one for one in found.response["violations"] if one["impact"] in ("serious", "critical")]
        assert not bad, [(one["id"], [node["html"][:300] for node in one["nodes"][:3]]) for one in bad]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_a_phone(browser: Any, server: Server, path: str) -> None:
    with window(browser, phone=True, probed=path == MISSING) as page:
        _go(page, server, path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        wide = page.evaluate("document.documentElement.scrollWidth")
        widest = page.evaluate(
            "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
            ".slice(0, 4).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 60))"
        )
        assert wide <= 375, widest


def test_hostile_words_do_nothing_in_a_browser(browser: Any, server: Server) -> None:
    with window(browser) as page:
        for path in ("/reports/poisoned", "/reports", "/review", "/search?q=car", "/entities"):
            _go(page, server, path)
            assert page.title() != "owned"
            assert page.locator("main script, main img, main iframe").count() == 0


def test_the_whole_way(browser: Any, tmp_path: Path) -> None:
    """Paste, read, walk from finding to sentence to article, decide, restart, find the decision."""
    with serving(tmp_path / "store.sqlite") as server, window(browser) as page:
        _go(page, server, "/")
        assert "Nothing has been read yet" in page.content()
        page.fill("#text", EXAMPLE.read_text(encoding="utf-8"))
        page.click("text=Read it")
        page.wait_for_selector(".jobs .done a", timeout=180_000)
        page.click(".jobs .done a")
        assert "Prohibited, if as reported" in page.inner_text(".verdict-box")

        quote = page.locator("#finding-1 a.quote").first
        words = quote.inner_text().strip('“”" ')
        quote.locator("bdi").click(position={"x": 60, "y": 8})
        page.wait_for_selector("#text .lit")
        lit = " ".join(page.locator("#text .lit").all_inner_texts())
        assert words.split()[0] in lit and words.split()[-1].rstrip(".") in lit
        assert page.locator("#text .lit").first.is_visible()
        page.locator('#text a.ref.f[href="#finding-1"]').first.click()
        assert page.url.endswith("#finding-1")
        page.locator("#finding-1 td.cited a").first.click()
        assert re.search(r"/measures/[\w-]+\?on=2024-06-19#(limb|citation|way)-", page.url)
        assert "In force on 19 June 2024" in page.inner_text("main")
        page.go_back()

        page.click("#decide-finding-1 summary")
        page.fill("#finding-1-who", "A. Analyst")
        page.fill("#finding-1-why", "the papers say another car")
        page.click("#decide-finding-1 button.dismiss")
        page.wait_for_selector("#decide-finding-1 .taken >> text=the papers say another car")
        report = page.url.partition("#")[0]

        for text in NEWS[1:]:
            _go(page, server, "/")
            page.fill("#text", text)
            page.click("text=Read it")
            page.wait_for_selector(f".jobs .done >> text={text.splitlines()[0]}", timeout=180_000)
        _go(page, server, "/incidents?verdict=prohibited")
        page.click("text=Russia sends diesel to North Korea")
        diesel = page.url.rpartition("/")[2]
        page.go_back()
        page.click("text=China sells locomotives to North Korea")
        page.fill("#merge-with", diesel)
        page.fill("#merge-who", "A. Analyst")
        page.fill("#merge-why", "one shipment, says the ministry")
        page.click("#merge")
        page.wait_for_selector("#decisions >> text=one shipment, says the ministry")
        incident = page.url.partition("#")[0]

        server.stop()
        server.start()
        page.goto(incident)
        assert "one shipment, says the ministry" in page.inner_text("#decisions")
        assert "Russia sends diesel to North Korea" in page.inner_text("#reports")
        _go(page, server, "/audit")
        assert "the papers say another car" in page.inner_text("main")
        page.goto(report)
        assert "Dismissed by A. Analyst" in page.inner_text("#decide-finding-1")
        assert "dismissed" in page.inner_text("#finding-1 .line").lower()


def test_the_queue_by_keyboard_alone(browser: Any, server: Server) -> None:
    with window(browser) as page:
        _go(page, server, "/review")
        waiting = page.locator("#queue .item").count()
        page.focus("#reviewer-who")
        page.keyboard.type("K. Board")
        page.keyboard.press("Tab")
        page.keyboard.press("j")
        second = page.locator("#queue .item").nth(1)
        assert "current" in (second.get_attribute("class") or "")
        page.keyboard.press("k")
        page.keyboard.press("c")
        first = page.locator("#queue .item").nth(0)
        first.locator(".taken >> text=K. Board").wait_for()
        assert "current" in (second.get_attribute("class") or ""), "after a decision the next one is current"
        page.keyboard.press("d")
        page.keyboard.type("it is another ship")
        page.keyboard.press("Enter")
        second.locator(".taken >> text=it is another ship").wait_for()
        page.keyboard.press("k")
        page.keyboard.press("u")
        page.wait_for_function("() => !document.querySelectorAll('#queue .item')[1].classList.contains('settled')")
        page.keyboard.press("?")
        assert page.locator("dialog[open]").count() == 1
        page.keyboard.press("Escape")
        assert page.locator("dialog[open]").count() == 0
        assert page.locator("#queue .item").count() == waiting
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "find"


def test_a_decision_without_a_name_says_so_and_changes_nothing(browser: Any, server: Server) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.address + "/review")
    page.focus("#queue .item")
    page.keyboard.press("c")
    page.wait_for_selector("#said >> text=Give your name")
    context.close()


def test_the_pages_work_without_scripts(browser: Any, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.address}/reports/{KEY}")
    page.click("#decide-finding-2 summary")
    page.fill("#finding-2-who", "N. Oscript")
    page.click("#decide-finding-2 button.confirm")
    assert "Confirmed by N. Oscript" in page.inner_text("#decide-finding-2")
    assert page.url.endswith("#finding-2")
    context.close()


def test_colours_are_chosen_and_kept(browser: Any, server: Server) -> None:
    with window(browser) as page:
        _go(page, server, "/measures")
        light = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.click("button[name=theme][value=dark]")
        page.wait_for_selector("html[data-theme=dark]")
        page.wait_for_load_state("load")
        assert page.url.endswith("/measures")
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert light != dark
        _go(page, server, "/reports")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_the_keyboard_reaches_the_page_past_the_sections(browser: Any, server: Server) -> None:
    with window(browser) as page:
        _go(page, server, "/reports")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def _go(page: Any, server: Server, path: str) -> None:
    page.goto(server.address + path)


def test_a_server_without_its_store_says_what_to_do(tmp_path: Path, porosity: Any) -> None:
    done: subprocess.CompletedProcess[bytes] = porosity("serve", "--store", str(tmp_path), "--port", "0")
    assert done.returncode == 2
    assert done.stderr.startswith(b"porosity: ")
