"""Attacks from the outside. Each goes through once the guard that stands against it is taken away."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from porosity.web.app import PAGES, create_app
from porosity.web.safety import bodies, csrf, doorkeeper, headers, hosts, origins
from porosity.web.settings import Limits, Settings
from web.api.served import serving_at
from web.safety import doors

SMALL = Settings(limits=Limits(body=2000, json_body=1000, json_depth=20, body_seconds=0.3))
Through = Callable[[TestClient], bool]


def rebound_name_reads(browser: TestClient) -> bool:
    """A name of the attacker that now leads to 127.0.0.1; for the browser this is the attacker's own origin."""
    told = {"Host": "rebound.example:8710", "Sec-Fetch-Site": "same-origin"}
    return doors.SECRET in browser.get("/api/thing", headers=told).text


def rebound_name_reads_a_page(browser: TestClient) -> bool:
    return "page" in browser.get("/page", headers={"Host": "rebound.example"}).text


def rebound_name_sends(browser: TestClient) -> bool:
    told = {"Host": "rebound.example:8710", "Origin": "http://rebound.example:8710", "Sec-Fetch-Site": "same-origin"}
    return doors.SECRET in browser.post("/api/thing", json={}, headers=told).text


def two_hosts(browser: TestClient) -> bool:
    told = [("Host", "127.0.0.1:8710"), ("Host", "rebound.example")]
    return browser.request("GET", "/api/thing", headers=told).status_code == 200


def other_page_reads(browser: TestClient) -> bool:
    told = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
    return doors.SECRET in browser.get("/api/thing", headers=told).text


def other_port_of_this_machine_reads(browser: TestClient) -> bool:
    """Another server on localhost is the same *site*, and still not we."""
    told = {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}
    return doors.SECRET in browser.get("/api/thing", headers=told).text


def other_page_opens_the_api(browser: TestClient) -> bool:
    told = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    return browser.get("/api/thing", headers=told).status_code == 200


def other_page_frames(browser: TestClient) -> bool:
    told = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
    return browser.get("/page", headers=told).status_code == 200


def other_page_sends_to_the_api(browser: TestClient) -> bool:
    """JSON under a type that needs no leave: the one that a form can send."""
    told = {"Origin": "https://evil.example", "Content-Type": "text/plain", "Sec-Fetch-Site": "cross-site"}
    return browser.post("/api/raw", content="{}", headers=told).status_code == 200


def old_browser_sends_to_the_api(browser: TestClient) -> bool:
    """Without Sec-Fetch-Site; the origin is told all the same."""
    told = {"Origin": "https://evil.example", "Content-Type": "text/plain"}
    return browser.post("/api/raw", content="{}", headers=told).status_code == 200


def hidden_origin_sends_to_the_api(browser: TestClient) -> bool:
    """A frame in a sandbox has the origin "null"."""
    told = {"Origin": "null", "Content-Type": "text/plain"}
    return browser.post("/api/raw", content="{}", headers=told).status_code == 200


def only_a_referer_tells(browser: TestClient) -> bool:
    told = {"Referer": "https://evil.example/page", "Content-Type": "application/json"}
    return browser.post("/api/thing", content="{}", headers=told).status_code == 200


def form_without_token(browser: TestClient) -> bool:
    browser.get("/page")
    return browser.post("/form", data={"word": "x"}, headers={"Origin": doors.HERE}).status_code == 200


def form_with_token_of_another_browser(browser: TestClient) -> bool:
    token = doors.token_of(browser)
    browser.cookies.clear()
    browser.get("/page")
    return browser.post("/form", data={"word": "x", "csrf_token": token}).status_code == 200


def form_with_planted_cookie(browser: TestClient) -> bool:
    """Another server on this machine may set a cookie for it; it cannot know the token that belongs to it."""
    browser.cookies.set(csrf.COOKIE, "a" * 43)
    return browser.post("/form", data={"word": "x", "csrf_token": "a" * 43}).status_code == 200


def script_without_token(browser: TestClient) -> bool:
    browser.get("/page")
    return browser.post("/change", json={}, headers={"X-CSRF-Token": "0" * 64}).status_code == 200


def form_to_the_api_from_a_browser(browser: TestClient) -> bool:
    browser.get("/page")
    told = {"Sec-Fetch-Site": "same-origin"}
    return browser.post("/api/reconcile", data={"queries": "{}"}, headers=told).status_code == 200


def too_large(browser: TestClient) -> bool:
    return browser.post("/api/raw", content=b"x" * 3000).status_code == 200


def too_large_and_unannounced(browser: TestClient) -> bool:
    def parts() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 100

    return browser.post("/api/raw", content=parts()).status_code == 200


def too_deep(browser: TestClient) -> bool:
    told = {"Content-Type": "application/json"}
    return browser.post("/api/raw", content="[" * 100 + "]" * 100, headers=told).status_code == 200


def packed(browser: TestClient) -> bool:
    told = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    return browser.post("/api/raw", content=b"\x1f\x8b\x08", headers=told).status_code == 200


def half_a_character(browser: TestClient) -> bool:
    """Half a surrogate pair, which no answer could write."""
    told = {"Content-Type": "application/json"}
    return browser.post("/api/raw", content='{"a": "\\ud800"}', headers=told).status_code == 200


def no_number(browser: TestClient) -> bool:
    told = {"Content-Type": "application/json"}
    return browser.post("/api/raw", content='{"a": NaN}', headers=told).status_code == 200


def another_machine(browser: TestClient) -> bool:
    far = TestClient(browser.app, base_url=doors.HERE, client=("203.0.113.9", 4711), raise_server_exceptions=False)
    return far.get("/api/thing").status_code == 200


ATTACKS: list[tuple[Through, object, str]] = [
    (rebound_name_reads, hosts, "refusal"),
    (rebound_name_reads_a_page, hosts, "refusal"),
    (rebound_name_sends, hosts, "refusal"),
    (two_hosts, hosts, "refusal"),
    (other_page_reads, origins, "refusal"),
    (other_port_of_this_machine_reads, origins, "refusal"),
    (other_page_opens_the_api, origins, "refusal"),
    (other_page_frames, origins, "refusal"),
    (other_page_sends_to_the_api, origins, "refusal"),
    (old_browser_sends_to_the_api, origins, "refusal"),
    (hidden_origin_sends_to_the_api, origins, "refusal"),
    (only_a_referer_tells, origins, "refusal"),
    (form_without_token, csrf, "refusal"),
    (form_with_token_of_another_browser, csrf, "refusal"),
    (form_with_planted_cookie, csrf, "refusal"),
    (script_without_token, csrf, "refusal"),
    (form_to_the_api_from_a_browser, csrf, "refusal"),
    (too_large, bodies, "taken"),
    (too_large_and_unannounced, bodies, "taken"),
    (too_deep, bodies, "taken"),
    (packed, bodies, "taken"),
    (half_a_character, bodies, "taken"),
    (no_number, bodies, "taken"),
    (another_machine, doorkeeper, "_stranger"),
]
TWO_GUARDS = (other_page_sends_to_the_api, old_browser_sends_to_the_api, hidden_origin_sends_to_the_api)


async def everything(_: object, receive: Callable[[], object], __: object) -> bytes:
    """The body, whatever it is."""
    parts = []
    while True:
        message = await receive()  # type: ignore[misc]
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


@pytest.mark.parametrize(("attack", "guard", "name"), ATTACKS, ids=[one[0].__name__ for one in ATTACKS])
def test_an_attack_is_stopped_by_its_guard_and_by_nothing_else(
    attack: Through, guard: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not attack(doors.client(SMALL)), "it went through"
    if attack in TWO_GUARDS:
        monkeypatch.setattr(csrf, "refusal", lambda *_: None)
        assert not attack(doors.client(SMALL)), "the first guard alone does not stop it"
    monkeypatch.setattr(guard, name, everything if guard is bodies else lambda *_: None)
    assert attack(doors.client(SMALL)), "something else stopped it: this test proves nothing about its guard"


def test_every_refusal_has_the_one_shape() -> None:
    answer = doors.client().get("/api/thing", headers={"Host": "rebound.example"})
    assert answer.status_code == 421
    assert set(answer.json()) == {"error"}
    assert set(answer.json()["error"]) == {"status", "title", "place", "problem", "next_step"}


@pytest.mark.parametrize("path", ["/page", "/api/thing", "/nothing", "/login"])
@pytest.mark.parametrize("host", ["127.0.0.1:8710", "rebound.example"])
def test_every_answer_tells_the_browser_what_it_may_not(path: str, host: str) -> None:
    told = doors.client().get(path, headers={"Host": host}).headers
    policy = dict(part.split(" ", 1) for part in told["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in told["content-security-policy"]
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "no-referrer"
    assert told["x-frame-options"] == "DENY"
    assert told["cache-control"] == "no-store"
    assert "server" not in told


def test_without_its_guard_an_answer_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headers, "completed", lambda found, *_, **__: found)
    assert "content-security-policy" not in doors.client().get("/page").headers


def test_a_style_that_a_page_names_by_its_hash_may_apply() -> None:
    assert "style-src 'self' 'sha256-abc='" in headers.policy(["sha256-abc="])
    assert "unsafe" not in headers.policy(["sha256-abc="])


def test_a_header_cannot_be_slipped_in_by_an_address() -> None:
    for path in ("/find/x%0d%0aSet-Cookie:%20a=b", "/login?back=%0d%0aSet-Cookie:%20a=b"):
        assert "a=b" not in doors.client().get(path).headers.get("set-cookie", "")


class TestOwnPagesAndPrograms:
    """What must still go through."""

    @pytest.mark.parametrize("host", ["127.0.0.1:8710", "localhost", "localhost:1", "[::1]:8710", "LOCALHOST"])
    def test_own_names(self, host: str) -> None:
        assert doors.client().get("/page", headers={"Host": host}).status_code == 200

    def test_a_form_of_our_page(self) -> None:
        browser = doors.client()
        token = doors.token_of(browser)
        told = {"Origin": doors.HERE, "Sec-Fetch-Site": "same-origin"}
        assert browser.post("/form", data={"word": "x", "csrf_token": token}, headers=told).json()["word"] == "x"

    def test_a_form_of_our_page_that_hides_its_address(self) -> None:
        browser = doors.client()
        token = doors.token_of(browser)
        told = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
        assert browser.post("/form", data={"word": "x", "csrf_token": token}, headers=told).status_code == 200

    def test_a_form_with_a_file(self) -> None:
        browser = doors.client()
        fields = {"word": "x", "csrf_token": doors.token_of(browser)}
        answer = browser.post("/form", data=fields, files={"file": ("a.txt", b"abc")})
        assert answer.json() == {"word": "x", "file": 3}

    def test_our_script(self) -> None:
        browser = doors.client()
        told = {"X-CSRF-Token": doors.token_of(browser)}
        assert browser.post("/change", json={}, headers=told).status_code == 200

    def test_a_token_lasts_while_the_cookie_does(self) -> None:
        browser = doors.client()
        assert doors.token_of(browser) == doors.token_of(browser)

    def test_a_program_without_any_of_it(self) -> None:
        assert doors.client().post("/api/thing", json={"a": 1}).status_code == 200
        assert doors.client().post("/api/reconcile", data={"queries": "{}"}).status_code == 200

    def test_a_link_from_another_site_to_a_page(self) -> None:
        told = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
        assert doors.client().get("/page", headers=told).status_code == 200

    def test_a_trusted_page_asks_the_reconciliation_service_and_nothing_else(self) -> None:
        trusting = Settings(trusted=("http://127.0.0.1:3333",))
        told = {"Origin": "http://127.0.0.1:3333", "Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}
        answer = doors.client(trusting).post("/api/reconcile", data={"queries": "{}"}, headers=told)
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == "http://127.0.0.1:3333"
        assert doors.client(trusting).get("/api/thing", headers=told).status_code == 403
        assert doors.client().post("/api/reconcile", data={"queries": "{}"}, headers=told).status_code == 403

    def test_json_as_deep_as_is_allowed(self) -> None:
        told = {"Content-Type": "application/json"}
        deep = "[" * 20 + "]" * 20
        assert doors.client(SMALL).post("/api/raw", content=deep, headers=told).status_code == 200
        assert doors.client(SMALL).post("/api/raw", content=f"[{deep}]", headers=told).status_code == 400


def test_every_form_of_every_page_is_guarded(tmp_path: Path) -> None:
    """Whatever pages are added: a door that changes something asks for the mark, and no other page may use it."""
    app = create_app(Settings(store=str(tmp_path / "store.sqlite"), lists=False))
    paths = {
        route.path
        for module in PAGES
        for route in module.router.routes
        if isinstance(route, APIRoute) and not route.methods <= {"GET", "HEAD"}
    }
    assert len(paths) >= 5
    browser = TestClient(app, base_url=doors.HERE, raise_server_exceptions=False)
    for path in paths:
        answer = browser.post(path.replace("{", "").replace("}", ""), data={"key": "x"}, headers={"Origin": doors.HERE})
        assert answer.status_code == 403 and answer.json()["error"]["place"] == csrf.FIELD, path
        answer = browser.post(path, data={"key": "x"}, headers={"Origin": "https://evil.example"})
        assert answer.status_code == 403 and "another page" in answer.text, path


def test_a_body_that_drips_is_given_up() -> None:
    settings = Settings(limits=Limits(body_seconds=0.3))
    with serving_at(doors.app(settings), settings) as address:
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            head = f"POST /api/raw HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100\r\n\r\n"
            connection.sendall(head.encode() + b"x")
            assert connection.recv(1000).startswith(b"HTTP/1.1 408")
