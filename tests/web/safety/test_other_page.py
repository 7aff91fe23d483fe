"""Another page in the same browser, in a real one: it tries every way that a page has, and gets nothing.

The browser is told to lead a name of the attacker to this machine, as a rebound name would.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from porosity.web.app import create_app
from porosity.web.safety import csrf, origins
from porosity.web.settings import Settings
from samples import ASSESSMENT
from stores import original
from web.api import served

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = Path("/usr/bin/chromium")
SECRET = ASSESSMENT.report.title
ATTACK = """<!doctype html><title>attack</title><body><script>
const here = %(here)s, got = {};
const tried = async (name, act) => { try { got[name] = String(await act()).slice(0, 200000); } catch (e) { got[name] = "error"; } };
const loaded = (kind, src) => new Promise((done) => {
  const one = document.createElement(kind);
  one.onload = () => done("loaded"); one.onerror = () => done("error");
  setTimeout(() => done("nothing"), 1500); one.src = src; document.body.append(one);
});
(async () => {
  await tried("read", () => fetch(here + "/api/reports").then((r) => r.text()));
  await tried("read blindly", () => fetch(here + "/api/reports", {mode: "no-cors"}).then((r) => r.text()));
  await tried("read page", () => fetch(here + "/reports", {credentials: "include"}).then((r) => r.text()));
  await tried("send json", () => fetch(here + "/read", {method: "POST", body: "{}", headers: {"Content-Type": "application/json"}}).then((r) => r.text()));
  await tried("send text", () => fetch(here + "/decisions", {method: "POST", mode: "no-cors", body: new URLSearchParams(%(form)s)}).then((r) => r.type));
  await tried("script", () => loaded("script", here + "/reports.json"));
  await tried("picture", () => loaded("img", here + "/static/mark.svg"));
  await tried("frame", async () => { await loaded("iframe", here + "/reports"); return document.querySelector("iframe").contentDocument?.body?.innerText ?? "shut"; });
  const form = document.createElement("form");
  form.method = "post"; form.action = here + "/decisions"; form.target = "sink";
  for (const [name, value] of Object.entries(%(form)s)) { const field = document.createElement("input"); field.name = name; field.value = value; form.append(field); }
  const sink = document.createElement("iframe"); sink.name = "sink"; document.body.append(sink, form); form.submit();
  setTimeout(() => { window.got = got; }, 1000);
})();
</script>"""  # noqa: E501


@contextmanager
def attacker(body: bytes) -> Iterator[int]:
    """A server with one page on another port of this machine."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip("no Chromium at /usr/bin/chromium")
    arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                 "--host-resolver-rules=MAP rebound.example 127.0.0.1, MAP evil.example 127.0.0.1"]  # fmt: skip
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    settings = Settings(store=str(tmp_path_factory.mktemp("other") / "store.sqlite"), lists=False)
    app = create_app(settings)
    app.state.site.store.add(original(), ASSESSMENT)
    with served.serving_at(app, settings) as address:
        yield address, app.state.site.store


def attacked(browser: Any, address: str, store: Any, name: str) -> dict[str, str]:
    """What a page of the attacker got, while the victim has ours open."""
    finding = store.findings(limit=1).items[0].key
    form = {"target": "finding", "key": finding, "kind": "dismiss", "who": "Mallory", "why": "forged", "back": "/"}
    victim = browser.new_context()
    page = victim.new_page()
    page.goto(f"{address}/reports")
    assert SECRET in page.content()
    body = ATTACK % {"here": json.dumps(address), "form": json.dumps(form)}
    with attacker(body.encode()) as port:
        other = victim.new_page()
        other.goto(f"http://{name}:{port}/")
        other.wait_for_function("window.got !== undefined", timeout=20_000)
        got: dict[str, str] = other.evaluate("window.got")
    victim.close()
    return got


@pytest.mark.parametrize("name", ["127.0.0.1", "evil.example"], ids=["the same machine", "another site"])
def test_another_page_gets_nothing_and_changes_nothing(browser: Any, server: tuple[str, Any], name: str) -> None:
    address, store = server
    got = attacked(browser, address, store, name)
    assert SECRET not in json.dumps(got)
    for way in ("read", "read blindly", "read page", "send json", "script", "picture"):
        assert got[way] in ("error", ""), (way, got[way])
    assert got["frame"] == "shut"
    assert store.decisions() == ()


def test_a_rebound_name_gets_nothing(browser: Any, server: tuple[str, Any]) -> None:
    """For the browser the page and the server are one origin then; only the name gives it away."""
    address, _ = server
    page = browser.new_page()
    answer = page.goto(address.replace("127.0.0.1", "rebound.example") + "/api/reports")
    assert answer.status == 421 and SECRET not in page.content()
    told = page.evaluate("fetch('/api/reports').then((r) => r.text())")
    assert SECRET not in told
    assert page.context.cookies() == []
    page.close()


def test_our_own_page_runs_our_script_and_nothing_else(browser: Any, server: tuple[str, Any]) -> None:
    address, store = server
    hostile = '<script>window.pwned = 1</script><img src=x onerror="window.pwned = 2">'
    made = replace(ASSESSMENT, report=replace(ASSESSMENT.report, id="hostile", title=hostile))
    key = store.add(original("hostile"), made).key
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path in ("/", "/reports", f"/reports/{key}", "/search?q=parade", "/review", "/measures"):
        page.goto(address + path)
        assert page.evaluate("window.pwned") is None
        assert page.evaluate("htmx.config.allowEval === false")
    assert not [text for text in said if "Content Security Policy" in text], "a page of ours needs what is forbidden"
    page.evaluate(
        "() => { const one = document.createElement('div'); document.body.append(one);"
        " one.innerHTML = '<img src=x onerror=\\'pwned=3\\'>'; }"
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    with pytest.raises(playwright.Error):
        page.evaluate("() => { const one = document.createElement('script'); one.textContent = 'window.pwned = 4';"
                      " document.body.append(one); if (window.pwned !== 4) throw new Error('shut'); }")  # fmt: skip
    page.close()


def test_without_the_guards_the_other_page_decides(
    browser: Any, server: tuple[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for guard in (origins, csrf):
        monkeypatch.setattr(guard, "refusal", lambda *_: None)
    address, store = server
    assert attacked(browser, address, store, "127.0.0.1")["picture"] == "error"  # the headers still stand
    assert [one.who for one in store.decisions()] != []
