"""The one who stands at every door: each request passes all guards in their order, each answer leaves with our headers.

Cheapest first: the name that was asked for, where the request comes from, who sends it, how often, how much; then the
token of its form. What a guard refuses is answered here, and no page ever sees it.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response

from porosity.web import problems
from porosity.web.problems import Problem, Refused
from porosity.web.safety import bodies, csrf, headers, hosts, limits, logs, origins
from porosity.web.safety.accounts import Account, Accounts, Role
from porosity.web.safety.asked import Asked
from porosity.web.settings import Settings, is_loopback

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

SESSION = "porosity-session"
SCHEMES = ("bearer", "apikey", "token")
MINUTE = 60.0
SHARING = 10  # people behind a proxy come from one address, that of the proxy
OWN_AFFAIRS = ("/logout", "/theme")


class Guard:
    """What the doorkeeper knows: the settings, the accounts if there are any, and who came how often."""

    def __init__(self, settings: Settings, accounts: Accounts | None) -> None:
        self.settings = settings
        self.accounts = accounts
        self.key = secrets.token_bytes(32)
        self.logins = limits.Rate(settings.limits.logins, 5 * MINUTE)
        sharing = SHARING if settings.secure else 1
        self.logins_of_address = limits.Rate(settings.limits.logins_of_address * sharing, 5 * MINUTE)
        self.api_calls = limits.Rate(settings.limits.api_calls, MINUTE)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the account, where there are accounts, and by what it is known."""

    account: Account | None = None
    session: str = ""
    by_token: bool = False


class Doorkeeper:
    """The guards around an application."""

    def __init__(self, app: App, guard: Guard) -> None:
        self._app = app
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008, "reason": ""})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Asked.of(scope)
        visit = _Visit(asked, self._guard.settings, send)
        begun = time.monotonic()
        try:
            trusted = await self._admitted(asked, scope, receive, visit)
            if trusted is not None:
                await self._app(scope, trusted, visit.send)
        except Refused as refused:
            await self._answer(refused.answer, asked, scope, receive, visit)
        except Exception as error:
            number = logs.fault(error)
            if not visit.has_begun:
                problem = Problem(500, "the server", "this request broke something.", f"The log has it as {number}.")
                await self._answer(problem, asked, scope, receive, visit)
        logs.request_done(scope, asked.method, visit.status, time.monotonic() - begun)

    async def _admitted(self, asked: Asked, scope: Scope, receive: Receive, visit: _Visit) -> Receive | None:
        """The body for the application, once every guard has let the request pass; None if it is answered already."""
        settings = self._guard.settings
        for problem in (
            hosts.refusal(asked, settings),
            _stranger(asked, self._guard),
            origins.refusal(asked, settings),
        ):
            if problem is not None:
                raise Refused(problem)
        if origins.is_trusted(asked, settings):
            visit.trusted = asked.headers["origin"]
            if asked.method == "OPTIONS":
                await self._send(Response(status_code=204), scope, receive, visit)
                return None
        caller = await self._caller(asked)
        self._check(asked, caller)
        body = b"" if asked.is_safe else await bodies.taken(asked, receive, settings.limits)
        self._check_form(asked, caller, body, scope, visit)
        return bodies.given_again(body, receive)

    async def _caller(self, asked: Asked) -> Caller:
        accounts = self._guard.accounts
        if accounts is None:
            return Caller()
        from starlette.concurrency import run_in_threadpool

        scheme, _, given = asked.headers.get("authorization", "").partition(" ")
        if scheme.lower() in SCHEMES:
            account = await run_in_threadpool(accounts.of_token, given.strip())
            return Caller(account, by_token=account is not None)
        secret = asked.cookie(SESSION)
        account = await run_in_threadpool(accounts.of_session, secret) if secret else None
        return Caller(account, secret if account is not None else "")

    def _check(self, asked: Asked, caller: Caller) -> None:
        """Who may not, or not so often, or not at all before they sign in."""
        if self._guard.accounts is None or asked.is_open:
            return
        if caller.account is None:
            raise Refused(_unknown(asked))
        needed = Role.READER if asked.is_safe or asked.is_api or asked.path in OWN_AFFAIRS else Role.ANALYST
        if not caller.account.role.includes(needed):
            raise Refused(forbidden(needed))
        if asked.is_api:
            if wait := self._guard.api_calls.wait(caller.account.name):
                raise Refused(limits.too_often(wait, "the API"))
            self._guard.api_calls.count(caller.account.name)

    def _check_form(self, asked: Asked, caller: Caller, body: bytes, scope: Scope, visit: _Visit) -> None:
        """The token of the form that was sent, and the one for the forms of the page that is asked for."""
        cookie = csrf.cookie_of(asked)
        if csrf.is_needed(asked, by_token=caller.by_token, session=caller.session, trusted=bool(visit.trusted)):
            expected = csrf.token(self._guard.key, cookie, caller.session) if cookie else ""
            problem = csrf.refusal(asked, body, expected)
            if problem is not None:
                raise Refused(problem)
        if not cookie and asked.has_forms:
            cookie = csrf.fresh()
            visit.cookies.append(csrf.set_cookie(cookie, self._guard.settings))
        state = scope.setdefault("state", {})
        state["csrf_token"] = csrf.token(self._guard.key, cookie, caller.session) if cookie else ""
        state["account"] = caller.account
        state["session"] = caller.session

    async def _answer(self, problem: Problem, asked: Asked, scope: Scope, receive: Receive, visit: _Visit) -> None:
        request = Request(scope, receive)
        app = scope.get("app")
        page = problems.page_of(app) if app is not None else None
        if problem.status == 401 and asked.method == "GET" and problems.is_for_people(request):
            back = quote(asked.path + (f"?{request.url.query}" if request.url.query else ""), safe="")
            response = Response(status_code=303, headers={"Location": f"/login?back={back}"})
        else:
            scope.setdefault("state", {}).setdefault("csrf_token", "")
            response = problems.answer(problem, page=page, request=request)
        await self._send(response, scope, receive, visit)

    async def _send(self, response: Response, scope: Scope, receive: Receive, visit: _Visit) -> None:
        await response(scope, receive, visit.send)


class _Visit:
    """One answer on its way out."""

    def __init__(self, asked: Asked, settings: Settings, send: Send) -> None:
        self._asked = asked
        self._settings = settings
        self._send = send
        self.cookies: list[str] = []
        self.trusted = ""
        self.has_begun = False
        self.status = 500

    async def send(self, message: Message) -> None:
        """Pass a message on; the first takes our headers along."""
        if message["type"] == "http.response.start":
            self.has_begun = True
            self.status = message["status"]
            found = list(message.get("headers", ()))
            found += [(b"set-cookie", cookie.encode("latin-1")) for cookie in self.cookies]
            told = headers.completed(found, self._asked, self._settings, trusted=self.trusted)
            message = {**message, "headers": told}
        await self._send(message)


def _stranger(asked: Asked, guard: Guard) -> Problem | None:
    """Without accounts only the own machine is answered, whatever address a server was bound to."""
    if guard.accounts is not None or not asked.client or not _is_address(asked.client) or is_loopback(asked.client):
        return None
    return Problem(403, "the request", "it comes from another machine.", "Start the server with accounts.")


def _is_address(client: str) -> bool:
    return client.replace(".", "").isdigit() or ":" in client


def _unknown(asked: Asked) -> Problem:
    if asked.headers.get("authorization"):
        problem, next_step = "the key is not known here, or has run out.", "Make one by `porosity tokens add`."
    else:
        problem, next_step = "nobody is signed in.", "Sign in at /login, or send a key: Authorization: Bearer ..."
    return Problem(401, "the request", problem, next_step, {"WWW-Authenticate": 'Bearer realm="porosity"'})


def forbidden(needed: Role) -> Problem:
    """What somebody is told whose role does not go so far."""
    return Problem(403, "the account", f"this needs the role {needed.value}.", "Ask an admin of this server.")
