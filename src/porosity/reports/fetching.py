"""Web addresses, fetched with care: a report's address may come from anybody, and must not open the own network.

Each address, redirects included, is resolved once; every answer must be public, and the connection goes to the very
address that was checked, so that a name cannot change its mind in between. Size and time are limited, however slowly
or in however small a package an answer comes. Proxies of the environment are not used, for they would resolve the name
again.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import urljoin, urlsplit

from porosity.errors import ReportError

MOST_BYTES = 20_000_000
MOST_SECONDS = 30.0
MOST_REDIRECTS = 5
LONGEST_URL = 2000
READ_AT_ONCE = 65_536
SLOW = "the server did not answer in time."
USER_AGENT = "porosity (reads reports for sanctions research)"
READABLE = ("text/", "application/xhtml+xml", "application/pdf", "application/json", "application/x-ndjson",
            "application/jsonl", "application/xml", "message/rfc822")  # fmt: skip

PORTS = (80, 443, 8080, 8443)  # behind others stand mail, databases and what else a page must not be made to talk to

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_UNICAST = ipaddress.ip_network("2000::/3")  # all that was ever given out to the public internet
# IPv6 addresses that end in one of IPv4 and lead there: mapped, translated, compatible, and by NAT64.
_WRAPPED = tuple(ipaddress.IPv6Network(net) for net in ("::ffff:0:0/96", "::ffff:0:0:0/96", "::/96", "64:ff9b::/96"))
# Global by their numbers and yet not for us: relays and protocols, documentation, and what a cloud tells its machines.
_INWARD = tuple(
    ipaddress.ip_network(net)
    for net in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "2001::/23", "2002::/16", "3fff::/20")
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: `url` is where the redirects led."""

    url: str
    data: bytes
    media_type: str
    encoding: str | None


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a request goes: to the very address that was checked, under the name of the host."""

    url: str
    host: str
    host_header: str


def destination(url: str, *, allow_private: bool = False, deadline: float) -> Destination:
    """Resolve an address and check it; one that must not be fetched is a `ReportError`."""
    import httpx

    host, port, scheme = _parts(url)
    address = _checked(url, host, port, allow_private, deadline)
    if port not in PORTS and not allow_private:
        ports = ", ".join(map(str, PORTS))
        raise ReportError(url, f"asks for port {port}; pages are fetched from {ports}.", "Save the page as a file.")
    literal = f"[{address}]" if address.version == 6 else str(address)
    try:
        target = str(httpx.URL(url).copy_with(host=literal, fragment=None))
    except (httpx.InvalidURL, ValueError) as error:
        raise ReportError(url, f"cannot be fetched: {_words(error)}.", "Check the address.") from error
    return Destination(target, host, _host_header(host, port, 443 if scheme == "https" else 80))


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    most_bytes: int = MOST_BYTES,
    most_seconds: float = MOST_SECONDS,
) -> Fetched:
    """Fetch a page; anything but a readable answer within the limits is a `ReportError`.

    Addresses of the own machine and network are refused unless `allow_private`.
    """
    deadline = time.monotonic() + most_seconds
    here = url
    for _ in range(MOST_REDIRECTS + 1):
        answer = _one(here, allow_private, most_bytes, deadline)
        if isinstance(answer, Fetched):
            return answer
        here = answer
    raise ReportError(url, f"more than {MOST_REDIRECTS} redirects.", "Give the address that the page ends at.")


def _one(url: str, allow_private: bool, most_bytes: int, deadline: float) -> Fetched | str:
    """The page, or the address it redirects to."""
    import httpx

    target = destination(url, allow_private=allow_private, deadline=deadline)
    timeout = httpx.Timeout(min(10.0, _left(url, deadline)))
    headers = {
        "Host": target.host_header,
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.1",
        "Accept-Encoding": "identity",
    }
    with _Watch(deadline) as watch:
        try:
            with (
                httpx.Client(timeout=timeout, trust_env=False, follow_redirects=False) as client,
                client.stream("GET", target.url, headers=headers, extensions=watch.extensions(target.host)) as response,
            ):
                if response.has_redirect_location:
                    return urljoin(url, response.headers["location"])
                return _body(url, response, most_bytes, deadline)
        except httpx.TimeoutException as error:
            raise ReportError(url, SLOW, "Try again, or save the page as a file.") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError, OSError, zlib.error) as error:
            if watch.is_late:
                raise ReportError(url, SLOW, "Try again, or save the page as a file.") from error
            raise ReportError(url, f"cannot be fetched: {_words(error)}.", "Save the page as a file.") from error


class _Watch:
    """Cuts the connection at a time, whatever it is doing then: each single byte may come in time, all may not."""

    def __init__(self, deadline: float) -> None:
        self._timer = threading.Timer(max(0.0, deadline - time.monotonic()), self._cut)
        self._timer.daemon = True
        self._connection: socket.socket | None = None
        self.is_late = False

    def __enter__(self) -> _Watch:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if self._connection is not None:
            self._connection.close()

    def extensions(self, host: str) -> dict[str, Any]:
        """What a request is sent with: the name for TLS, and where to learn of its connection."""
        return {"sni_hostname": host, "trace": self._learn}

    def _learn(self, event: str, info: Mapping[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            connection = info["return_value"].get_extra_info("socket")
            self._connection = connection.dup()  # a second handle: TLS takes the first away

    def _cut(self) -> None:
        self.is_late = True
        if self._connection is not None:
            with suppress(OSError):
                self._connection.shutdown(socket.SHUT_RDWR)


def _body(url: str, response: object, most_bytes: int, deadline: float) -> Fetched:
    import httpx

    assert isinstance(response, httpx.Response)
    if response.status_code != 200:
        raise ReportError(url, f"the server answered {response.status_code} {response.reason_phrase}.")
    media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type and not media_type.startswith(READABLE) and media_type != "application/octet-stream":
        raise ReportError(url, f"answers with {media_type}, which is no report.", "Give a page, a PDF or a text.")
    stated = response.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > most_bytes:
        raise ReportError(url, f"larger than the {most_bytes / 1e6:g} MB that are fetched.", "Save it as a file.")
    parts: list[bytes] = []
    size = 0
    for part in _unpacked(url, response, most_bytes):
        size += len(part)
        if size > most_bytes:
            raise ReportError(url, f"larger than the {most_bytes / 1e6:g} MB that are fetched.", "Save it as a file.")
        _left(url, deadline)
        parts.append(part)
    return Fetched(url, b"".join(parts), media_type, response.charset_encoding)


def _unpacked(url: str, response: object, most_bytes: int) -> Iterator[bytes]:
    """The bytes of an answer, unpacked piece by piece, none larger than may be: a small package may hold a huge one."""
    import httpx

    assert isinstance(response, httpx.Response)
    how = response.headers.get("content-encoding", "identity").strip().lower()
    if how in ("identity", ""):
        yield from response.iter_raw(READ_AT_ONCE)
        return
    if how not in ("gzip", "x-gzip", "deflate"):
        raise ReportError(url, f"answers in the encoding {how}, which was not asked for.", "Save the page as a file.")
    unpacking = zlib.decompressobj(wbits=47)  # gzip or zlib, as its head says
    for raw in response.iter_raw(READ_AT_ONCE):
        waiting = raw
        while waiting:
            yield unpacking.decompress(waiting, most_bytes + 1)
            waiting = unpacking.unconsumed_tail


def _parts(url: str) -> tuple[str, int, str]:
    if len(url) > LONGEST_URL:
        raise ReportError(url[:80] + "...", f"longer than {LONGEST_URL} characters.")
    try:
        split = urlsplit(url)
        host, port = split.hostname or "", split.port
    except ValueError as error:
        raise ReportError(url, "is no web address.") from error
    if split.scheme not in ("http", "https"):
        raise ReportError(url, f"only http and https are fetched, not {split.scheme or 'this'}.")
    if not host:
        raise ReportError(url, "names no host.")
    if split.username is not None or split.password is not None:
        raise ReportError(f"{split.scheme}://{host}", "holds a user name or password.", "Leave it out.")
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError as error:
        raise ReportError(url, "its host is no valid name.") from error
    return host, port or (443 if split.scheme == "https" else 80), split.scheme


def _checked(url: str, host: str, port: int, allow_private: bool, deadline: float) -> _Address:
    """The address to connect to, once all that the name resolves to are known to be allowed."""
    addresses = _resolve(url, host, port, deadline)
    if not allow_private:
        for address in addresses:
            if not is_public(address):
                raise ReportError(
                    url,
                    f"leads to {address}, which is not on the public internet.",
                    "Allow private addresses if that is meant.",
                )
    return addresses[0]


def is_public(address: _Address) -> bool:
    """Whether an address is of the public internet, also where it wraps an older one.

    >>> is_public(ipaddress.ip_address("::ffff:10.0.0.1"))
    False
    """
    if any(address.version == net.version and address in net for net in _INWARD):
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if any(address in net for net in _WRAPPED):
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        return address in _UNICAST and address.is_global
    return address.is_global and not address.is_multicast and not address.is_reserved and not address.is_unspecified


def _resolve(url: str, host: str, port: int, deadline: float) -> list[_Address]:
    answers: list[_Address] = []
    problems: list[str] = []

    def look_up() -> None:
        try:
            for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                answers.append(ipaddress.ip_address(str(info[4][0]).split("%")[0]))
        except (OSError, UnicodeError, ValueError) as error:
            problems.append(str(error))

    thread = threading.Thread(target=look_up, daemon=True)  # the resolver knows no time limit of ours
    thread.start()
    thread.join(min(10.0, _left(url, deadline)))
    if not answers or thread.is_alive():
        raise ReportError(url, f"the host {host} cannot be found.", "Check the address and the connection.")
    return list(dict.fromkeys(answers))


def _left(url: str, deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise ReportError(url, "took longer than the time allowed.", "Save the page as a file.")
    return left


def _host_header(host: str, port: int, default: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return name if port == default else f"{name}:{port}"


def _words(error: Exception) -> str:
    return str(error).strip().rstrip(".") or type(error).__name__
