"""The doors of the server, and who stands at them.

==============  ===========================================================================================
``guard``       puts everything below around an application; it refuses where it may not be started
``needs``       a dependency of a page: the role that it asks for
``doorkeeper``  each request passes all guards, each answer takes our headers along
``hosts``       the names that the server goes by
``origins``     our own pages, a program, or another page in the same browser
``csrf``        the mark of our own forms
``headers``     what the browser may run, load, frame and tell
``accounts``    accounts, sessions, tokens
``login``       signing in and out
``limits``      how often; ``bodies``: how large, how slow, how deep
``uploads``     which files are taken
``parsing``     reading in a process that can be killed
``logs``        what is written down, and what never is
``serving``     how the server is started
==============  ===========================================================================================
"""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI, Request

from porosity.errors import InputError
from porosity.web import problems
from porosity.web.problems import Refused
from porosity.web.safety import hosts
from porosity.web.safety.accounts import Account, Accounts, Role
from porosity.web.safety.doorkeeper import Doorkeeper, Guard, forbidden
from porosity.web.settings import Settings

__all__ = ["Account", "Accounts", "Role", "guard", "may_start", "needs"]


def guard(app: FastAPI, settings: Settings) -> Guard:
    """Put the guards around an application; to be called once, after everything else is added to it.

    Raises:
        InputError: others could reach the server, and there are no accounts.
    """
    from porosity.web.api.aliases import Aliases
    from porosity.web.safety import login

    kept = Guard(settings, may_start(settings))
    app.state.guard = kept
    problems.install(app)
    app.include_router(login.router)
    app.add_middleware(Doorkeeper, guard=kept)
    app.add_middleware(Aliases)
    return kept


def may_start(settings: Settings) -> Accounts | None:
    """The accounts that the settings name, opened; None where none are asked for and none are needed.

    Raises:
        InputError: others could reach the server, and there are no accounts.
    """
    limits = settings.limits
    if not hosts.names(settings):
        raise InputError(settings.host, "the server has no name there.", "Say by --name under which it is reached.")
    if settings.accounts is not None and settings.accounts.exists():
        accounts = Accounts(settings.accounts, session_hours=limits.session_hours, idle_hours=limits.idle_hours)
        if accounts.all():
            return accounts
        accounts.close()
    if settings.accounts is not None:
        raise InputError(str(settings.accounts), "holds no account.", "Make one by `porosity accounts add NAME`.")
    if not settings.is_local:
        raise InputError(
            settings.host,
            "others can reach this address, and there are no accounts.",
            "Make an account by `porosity accounts add NAME` and start with --accounts, or leave --host out.",
        )
    return None


def needs(role: Role) -> Callable[[Request], None]:
    """A dependency: the page is for accounts of that role. Without accounts, whoever sits at the machine may."""

    def check(request: Request) -> None:
        kept: Guard = request.app.state.guard
        if kept.accounts is None:
            return
        account = getattr(request.state, "account", None)
        if not isinstance(account, Account) or not account.role.includes(role):
            raise Refused(forbidden(role))

    return check
