"""A request as the doors see it: its method, path, and headers, each header told once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any

SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
API = "/api/"
RECONCILE = "/api/reconcile"
OPEN = ("/login", "/api/healthz", "/api/readyz")
STATIC = "/static/"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a request before anything of its body is read. Names of headers are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    repeated: frozenset[str]
    client: str

    @classmethod
    def of(cls, scope: Mapping[str, Any]) -> Asked:
        """The request of an ASGI scope."""
        headers: dict[str, str] = {}
        repeated = set()
        for raw_name, raw_value in scope["headers"]:
            name = raw_name.decode("latin-1").lower()
            if name in headers:
                repeated.add(name)
            headers[name] = raw_value.decode("latin-1").strip()
        client = scope.get("client")
        return cls(scope["method"].upper(), scope["path"], headers, frozenset(repeated), client[0] if client else "")

    @property
    def is_safe(self) -> bool:
        """Whether the method promises to change nothing."""
        return self.method in SAFE

    @property
    def is_api(self) -> bool:
        """Whether a program's door is asked for, which has no forms."""
        return self.path.startswith(API)

    @property
    def has_forms(self) -> bool:
        """Whether the answer may hold forms of ours, which need a mark."""
        return not self.is_api and not self.path.startswith(STATIC) and not self.path.endswith(".json")

    @property
    def is_open(self) -> bool:
        """Whether nobody need be known: signing in, the style sheet of that page, signs of life."""
        return self.path in OPEN or self.path.startswith(STATIC)

    @property
    def is_reconciliation(self) -> bool:
        """Whether the reconciliation service is asked for, the one that other pages may be trusted with."""
        return self.path == RECONCILE or self.path.startswith(f"{RECONCILE}/")

    @property
    def is_from_browser(self) -> bool:
        """Whether a browser tells where the request comes from; programs do not."""
        return any(name in self.headers for name in ("origin", "sec-fetch-site", "sec-fetch-mode", "referer"))

    @property
    def media_type(self) -> str:
        """The declared type of the body, without its parameters."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    def cookie(self, name: str) -> str:
        """The value of a cookie, or nothing."""
        try:
            found = SimpleCookie(self.headers.get("cookie", "")).get(name)
        except CookieError:
            return ""
        return "" if found is None else found.value
