"""Accounts, sessions, roles and keys of programs, where others can reach the server."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from porosity.errors import InputError
from porosity.web.safety import accounts as module
from porosity.web.safety import doorkeeper, may_start
from porosity.web.safety.accounts import Accounts, Role
from porosity.web.safety.doorkeeper import SESSION
from porosity.web.safety.login import own_path
from porosity.web.settings import Limits, Settings
from web.safety import doors

PASSWORD = "nine crates of coal"
HTML = {"Accept": "text/html"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost little: the test of the real parameters makes its own."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(module, "hasher", lambda: cheap)
    module._nobodys.cache_clear()


@pytest.fixture
def book(tmp_path: Path) -> Accounts:
    made = Accounts(tmp_path / "accounts.sqlite")
    for name, role in (("rita", Role.READER), ("anna", Role.ANALYST), ("ada", Role.ADMIN)):
        made.add(name, PASSWORD, role)
    return made


def settings_of(book: Accounts, **limits: float) -> Settings:
    return Settings(accounts=book.path, limits=Limits(**limits))  # type: ignore[arg-type]


def browser_of(book: Accounts, **limits: float) -> TestClient:
    return doors.client(settings_of(book, **limits), follow_redirects=False)


def signed_in(book: Accounts, name: str) -> TestClient:
    browser = browser_of(book)
    assert sign_in(browser, name, PASSWORD) == 303
    return browser


def sign_in(browser: TestClient, name: str, password: str) -> int:
    page = browser.get("/login").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    return browser.post("/login", data={"name": name, "password": password, "csrf_token": token}).status_code


def test_an_address_that_others_reach_needs_accounts(tmp_path: Path) -> None:
    for host in ("0.0.0.0", "::", "192.168.1.5", "news.example"):
        with pytest.raises(InputError, match="no accounts"):
            may_start(Settings(host=host, hosts=("news.example",)))
        with pytest.raises(InputError, match="holds no account"):
            may_start(Settings(host=host, hosts=("news.example",), accounts=tmp_path / "none.sqlite"))
        with pytest.raises(InputError):
            doors.app(Settings(host=host))
    with pytest.raises(InputError, match="--name"):
        may_start(Settings(host="0.0.0.0"))
    for host in ("127.0.0.1", "localhost", "::1", "127.8.8.8"):
        assert may_start(Settings(host=host)) is None


def test_accounts_are_asked_for_on_the_own_machine_too_where_there_are_some(book: Accounts) -> None:
    assert browser_of(book).get("/page").status_code == 401
    assert browser_of(book).get("/page", headers=HTML).headers["location"] == "/login?back=%2Fpage"


def test_nobody_gets_anything_before_they_sign_in(book: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = browser_of(book)
    assert stranger.get("/api/thing").status_code == 401
    assert stranger.post("/api/thing", json={}).status_code == 401
    assert stranger.post("/form", data={"word": "x"}).status_code == 401
    monkeypatch.setattr(doorkeeper.Doorkeeper, "_check", lambda *_: None)
    assert browser_of(book).get("/api/thing").status_code == 200


def test_a_session_opens_the_doors_and_signing_out_shuts_them(book: Accounts) -> None:
    browser = signed_in(book, "anna")
    stolen = browser.cookies[SESSION]
    assert browser.get("/page").status_code == 200
    assert browser.post("/logout", headers={"X-CSRF-Token": doors.token_of(browser)}).status_code == 303
    thief = browser_of(book)
    thief.cookies.set(SESSION, stolen)
    assert thief.get("/page").status_code == 401


def test_the_cookie_of_a_session_is_kept_from_scripts(book: Accounts) -> None:
    browser = browser_of(book)
    page = browser.get("/login").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    answer = browser.post("/login", data={"name": "anna", "password": PASSWORD, "csrf_token": token})
    told = next(one for one in answer.headers.get_list("set-cookie") if one.startswith(SESSION))
    assert "HttpOnly" in told and "SameSite=lax" in told and "Path=/" in told


def test_signing_in_needs_the_token_of_its_form(book: Accounts) -> None:
    browser = browser_of(book)
    assert browser.post("/login", data={"name": "anna", "password": PASSWORD}).status_code == 403


def test_a_token_from_before_signing_in_is_worth_nothing_after(book: Accounts) -> None:
    browser = browser_of(book)
    before = browser.get("/login").text.split('name="csrf_token" value="')[1].split('"')[0]
    assert sign_in(browser, "anna", PASSWORD) == 303
    assert browser.post("/form", data={"word": "x", "csrf_token": before}).status_code == 403
    after = doors.token_of(browser)
    assert browser.post("/form", data={"word": "x", "csrf_token": after}).status_code == 200


def test_a_session_that_an_attacker_set_is_not_taken_over(book: Accounts) -> None:
    browser = browser_of(book)
    browser.cookies.set(SESSION, "chosen-by-somebody-else")
    assert sign_in(browser, "anna", PASSWORD) == 303
    assert book.of_session("chosen-by-somebody-else") is None


@pytest.mark.parametrize(("made", "seen", "holds"), [(1, 1, True), (11, 1, True), (13, 1, False), (3, 2.5, False)])
def test_a_session_ends_by_age_and_by_idleness(book: Accounts, made: float, seen: float, holds: bool) -> None:
    anna = book.get("anna")
    assert anna is not None
    secret = book.open_session(anna)
    with sqlite3.connect(book.path) as base:
        then = [(datetime.now(UTC) - timedelta(hours=hours)).isoformat() for hours in (made, seen)]
        base.execute("UPDATE session SET made = ?, seen = ?", then)
    assert (book.of_session(secret) is not None) is holds


def test_a_reader_reads_and_an_analyst_decides(book: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    rita, anna = signed_in(book, "rita"), signed_in(book, "anna")
    assert rita.get("/page").status_code == 200
    assert rita.post("/api/thing", json={}, headers={"X-CSRF-Token": doors.token_of(rita)}).status_code == 200
    refused = rita.post("/form", data={"word": "x", "csrf_token": doors.token_of(rita)})
    assert refused.status_code == 403 and "analyst" in refused.text
    assert anna.post("/form", data={"word": "x", "csrf_token": doors.token_of(anna)}).status_code == 200
    monkeypatch.setattr(Role, "includes", lambda *_: True)
    assert rita.post("/form", data={"word": "x", "csrf_token": doors.token_of(rita)}).status_code == 200


def test_what_is_for_an_admin_is_for_nobody_else(book: Accounts) -> None:
    anna, ada = signed_in(book, "anna"), signed_in(book, "ada")
    assert anna.post("/erase", headers={"X-CSRF-Token": doors.token_of(anna)}).status_code == 403
    assert ada.post("/erase", headers={"X-CSRF-Token": doors.token_of(ada)}).status_code == 200
    alone = doors.client()
    assert alone.post("/erase", headers={"X-CSRF-Token": doors.token_of(alone)}).status_code == 200


def test_the_api_by_session_needs_the_token(book: Accounts) -> None:
    assert signed_in(book, "anna").post("/api/thing", json={}).status_code == 403


@pytest.mark.parametrize("scheme", ["Bearer", "ApiKey", "apikey", "Token"])
def test_a_program_brings_its_key(book: Accounts, scheme: str) -> None:
    key = book.add_token("rita", "nightly screening")
    told = {"Authorization": f"{scheme} {key}"}
    assert browser_of(book).post("/api/thing", json={}, headers=told).status_code == 200
    assert browser_of(book).post("/form", data={"word": "x"}, headers=told).status_code == 403
    book.revoke_token(book.tokens()[0].id)
    assert browser_of(book).post("/api/thing", json={}, headers=told).status_code == 401


def test_a_key_runs_out(book: Accounts) -> None:
    assert book.of_token(book.add_token("rita", "", days=1)) is not None
    assert book.of_token(book.add_token("rita", "", days=0)) is None


@pytest.mark.parametrize("change", [lambda key: key[:-1] + ("A" if key[-1] != "A" else "B"), lambda key: "", str.upper])
def test_a_key_that_is_not_quite_right_opens_nothing(book: Accounts, change: object) -> None:
    assert book.of_token(change(book.add_token("rita", ""))) is None  # type: ignore[operator]


def test_who_leaves_loses_sessions_and_keys(book: Accounts) -> None:
    anna = book.get("anna")
    assert anna is not None
    session, key = book.open_session(anna), book.add_token("anna", "")
    book.remove("anna")
    assert book.of_session(session) is None and book.of_token(key) is None


def test_guessing_is_slowed_down_for_a_name_and_for_an_address(book: Accounts) -> None:
    browser = browser_of(book, logins=3, logins_of_address=5)
    assert [sign_in(browser, "anna", "wrong") for _ in range(4)] == [401, 401, 401, 429]
    assert sign_in(browser, "anna", PASSWORD) == 429
    assert sign_in(browser, "rita", PASSWORD) == 303
    assert [sign_in(browser, f"guess{number}", "wrong") for number in range(2)] == [401, 429]


def test_a_program_that_asks_too_often_waits(book: Accounts) -> None:
    told = {"Authorization": f"Bearer {book.add_token('rita', '')}"}
    program = browser_of(book, api_calls=3)
    answers = [program.get("/api/thing", headers=told) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert browser_of(book, api_calls=10_000).get("/api/thing", headers=told).status_code == 200


def test_an_unknown_name_and_a_wrong_password_look_alike(book: Accounts) -> None:
    browser = browser_of(book)
    pages = []
    for name in ("anna", "nobody"):
        token = browser.get("/login").text.split('name="csrf_token" value="')[1].split('"')[0]
        answer = browser.post("/login", data={"name": name, "password": "wrong", "csrf_token": token})
        pages.append((answer.status_code, answer.text))
    assert pages[0] == pages[1]


def test_the_file_gives_nothing_away(book: Accounts) -> None:
    anna = book.get("anna")
    assert anna is not None
    secrets = [PASSWORD, book.open_session(anna), book.add_token("anna", "").rsplit("_", 1)[1]]
    written = book.path.read_bytes()
    assert not any(secret.encode() in written for secret in secrets)
    assert book.path.stat().st_mode & 0o077 == 0


def test_passwords_are_kept_as_argon2id_with_64_mib() -> None:
    hashed = PasswordHasher.from_parameters(__import__("argon2").profiles.RFC_9106_LOW_MEMORY)
    assert (hashed.type.name, hashed.memory_cost, hashed.time_cost) == ("ID", 65536, 3)


@pytest.mark.parametrize("name", ["", "a b", "../x", "a\r\nb", "<b>", "x" * 65])
def test_a_name_is_plain(book: Accounts, name: str) -> None:
    with pytest.raises(InputError):
        book.add(name, PASSWORD, Role.READER)


def test_a_password_is_long(book: Accounts) -> None:
    with pytest.raises(InputError):
        book.add("new", "x" * 11, Role.READER)
    assert book.add("new", "x" * 12, Role.READER).name == "new"


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb", "", "/ä"]
)
def test_signing_in_leads_nowhere_else(back: str) -> None:
    assert own_path(back) == "/"


def test_no_account_may_sit_on_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "accounts.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(InputError):
        may_start(Settings(accounts=tmp_path / "accounts.sqlite"))
