"""Downloads of published lists: to the disk, whole, within limits, and only where they have changed.

What is passing (no answer, a broken connection, 429 and 5xx, a body shorter than announced) is tried again, a little
later each time. Every address, redirects included, must be https on the public internet (see `reports.fetching`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from porosity.errors import ListError, ReportError
from porosity.reports.fetching import destination
from porosity.screening.publishers import PublishedFile
from porosity.screening.versions import Original

if TYPE_CHECKING:
    import httpx

USER_AGENT = "porosity (keeps versions of sanctions lists)"
WAITS = (1.0, 4.0, 15.0)  # seconds before each further attempt
MOST_SECONDS = 900.0  # for one attempt at one file, however slowly it trickles
MOST_REDIRECTS = 5
STAYS = "The kept version stays; try again later, or save the file by hand and import it."

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Wire:
    """How to reach the net; tests put a transport of their own and a clock that does not wait in here."""

    allow_private: bool = False
    transport: httpx.BaseTransport | None = None
    sleep: Callable[[float], None] = time.sleep
    progress: Progress = lambda name, done, total: None


class Passing(Exception):
    """A failure that may be over in a moment."""


def download(file: PublishedFile, target: Path, known: Original | None, wire: Wire) -> Original | None:
    """Download a file; None where the publisher says that it is still the one that is ``known``."""
    problem = ""
    for wait in (0.0, *WAITS):
        if wait:
            wire.sleep(wait)
        try:
            return _follow(file, target, known, wire)
        except Passing as passing:
            problem = str(passing)
    raise ListError(file.url, f"{problem}, {len(WAITS) + 1} times.", STAYS)


def _follow(file: PublishedFile, target: Path, known: Original | None, wire: Wire) -> Original | None:
    """One attempt, through its redirects."""
    deadline = time.monotonic() + MOST_SECONDS
    here = file.url
    for _ in range(MOST_REDIRECTS + 1):
        answer = _request(here, file, target, known, wire, deadline)
        if not isinstance(answer, str):
            return answer
        here = answer
    raise ListError(file.url, f"more than {MOST_REDIRECTS} redirects.", STAYS)


def _request(
    url: str, file: PublishedFile, target: Path, known: Original | None, wire: Wire, deadline: float
) -> Original | str | None:
    """The file, None where it has not changed, or the address that it has moved to."""
    import httpx

    if not url.startswith("https://") and not wire.allow_private:
        raise ListError(url, "only https is trusted for a list.", STAYS)
    try:
        where = destination(url, allow_private=wire.allow_private, deadline=deadline)
        with (
            httpx.Client(
                timeout=httpx.Timeout(30.0, connect=10.0), trust_env=False, transport=wire.transport
            ) as client,
            client.stream(
                "GET",
                where.url,
                headers={"Host": where.host_header, **_headers(known)},
                extensions={"sni_hostname": where.host},
            ) as response,
        ):
            if response.is_redirect and "location" in response.headers:
                return urljoin(url, response.headers["location"])
            return _answer(response, file, target, known, wire, deadline)
    except ReportError as error:
        raise ListError(error.place, error.problem, STAYS) from error
    except httpx.TimeoutException as error:
        raise Passing("the server did not answer in time") from error
    except httpx.TransportError as error:
        raise Passing(f"the connection failed ({_words(error)})") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError) as error:
        raise ListError(url, f"cannot be downloaded: {_words(error)}.", STAYS) from error


def _headers(known: Original | None) -> Mapping[str, str]:
    """What is asked: the file as it is, and only if it has changed."""
    headers = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
    if known is not None and known.etag:
        headers["If-None-Match"] = known.etag
    if known is not None and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _answer(
    response: httpx.Response, file: PublishedFile, target: Path, known: Original | None, wire: Wire, deadline: float
) -> Original | None:
    status = response.status_code
    if status == 304 and known is not None:
        return None
    if status == 429 or status >= 500:
        raise Passing(f"the server answered {status} {response.reason_phrase}".rstrip())
    if status != 200:
        raise ListError(file.url, f"the server answered {status} {response.reason_phrase}".rstrip() + ".", STAYS)
    announced = response.headers.get("content-length", "")
    total = int(announced) if announced.isdecimal() else None
    if total is not None and total > file.size.most:
        raise _too_large(file)
    size = _save(response, file, target, total, wire, deadline)
    if total is not None and response.num_bytes_downloaded != total:
        raise Passing(f"the file broke off: {response.num_bytes_downloaded:,} of {total:,} bytes came")
    if size < file.size.least:
        raise ListError(file.url, f"has {size:,} bytes, a sound copy {file.size}.", STAYS)
    headers = response.headers
    return Original(file.name, "", size, file.url, headers.get("etag"), headers.get("last-modified"))


def _save(
    response: httpx.Response, file: PublishedFile, target: Path, total: int | None, wire: Wire, deadline: float
) -> int:
    """Write the body to the disk as it comes; more than a sound copy has is refused at once."""
    size = 0
    with target.open("wb") as out:
        for chunk in response.iter_bytes(1 << 16):
            size += len(chunk)
            if size > file.size.most:
                raise _too_large(file)
            if time.monotonic() > deadline:
                raise Passing(f"the download took longer than {MOST_SECONDS:g} seconds")
            out.write(chunk)
            wire.progress(file.name, size, total)
    return size


def _too_large(file: PublishedFile) -> ListError:
    return ListError(file.url, f"is larger than {file.size.most:,} bytes, a sound copy has {file.size}.", STAYS)


def _words(error: Exception) -> str:
    return str(error).strip().rstrip(".") or type(error).__name__
