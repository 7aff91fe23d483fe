"""The inbox: text that is pasted, files that are dropped, addresses to fetch, and how far each of them is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from porosity.errors import InputError
from porosity.exports.safe import line
from porosity.web.answering import Shown, answer, as_json, wants_json
from porosity.web.asking import day
from porosity.web.brought import Brought
from porosity.web.safety import uploads
from porosity.web.site import Site, site_of

router = APIRouter()
MOST_LABEL = 120
LATEST = 8


@router.get("/")
def inbox(request: Request) -> Response:
    """The forms, what is being read, and what came last."""
    site = site_of(request)
    latest = site.store.reports(limit=LATEST)
    return answer(
        request,
        Shown(
            "inbox.html",
            {"jobs": site.desk.jobs()[:20], "latest": latest.items, "total": latest.total},
            {
                "reading": site.settings.reading,
                "most_upload": site.settings.most_upload,
                "most_files": site.settings.limits.uploads,
            },
        ),
    )


@router.get("/inbox/jobs")
def jobs(request: Request) -> Response:
    """How far everything is: asked for by the page while anything is under way."""
    found = site_of(request).desk.jobs()[:20]
    if request.headers.get("hx-request") != "true":
        return as_json({"jobs": found})
    return answer(request, Shown("jobs.html", {"jobs": found}))


@router.post("/inbox/text")
def paste(
    request: Request,
    text: Annotated[str, Form()] = "",
    title: Annotated[str, Form()] = "",
    publisher: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    url: Annotated[str, Form()] = "",
) -> Response:
    """Text that somebody pasted."""
    site = _open_site(request)
    if not text.strip():
        raise InputError("text", "there is nothing in it.", "Paste the words of a report.")
    data = text.replace("\r\n", "\n").encode("utf-8", errors="replace")
    _refuse_large(site, len(data))
    brought = Brought(
        data,
        url=_address(url) if url.strip() else None,
        title=line(title) or None,
        published=day(published, "published"),
        publisher=line(publisher) or None,
    )
    label = line(title) or next((line(one) for one in text.splitlines() if one.strip()), "")
    return _taken(request, [site.desk.bring(brought, _short(label)).id])


@router.post("/inbox/files")
def drop(
    request: Request,
    files: Annotated[list[UploadFile], File()],
    publisher: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
) -> Response:
    """Files, each of one or many reports."""
    site = _open_site(request)
    given = [file for file in files if file.filename]
    if not given:
        raise InputError("files", "none was chosen.", "Choose one or more, or drop them onto the frame.")
    when, who = day(published, "published"), line(publisher) or None
    _refuse_large(site, sum(file.size or 0 for file in given))
    read = [(uploads.own_name(file.filename or ""), file.file.read()) for file in given]
    uploads.check(read, site.settings.limits)
    desk = site.desk
    taken = [desk.bring(Brought(data, name, published=when, publisher=who), _short(name)).id for name, data in read]
    return _taken(request, taken)


@router.post("/inbox/address")
def send_for(request: Request, url: Annotated[str, Form()] = "", published: Annotated[str, Form()] = "") -> Response:
    """An address, fetched with care."""
    site = _open_site(request)
    address, when = _address(url), day(published, "published")

    def fetch() -> Brought:
        from porosity.reports.fetching import fetch as fetch_page

        page = fetch_page(address, allow_private=site.settings.allow_private)
        return Brought(page.data, "", page.url, page.media_type, page.encoding, published=when)

    return _taken(request, [site.desk.send_for(fetch, _short(address)).id])


def _open_site(request: Request) -> Site:
    site = site_of(request)
    if not site.settings.reading:
        raise InputError("inbox", "this server reads nothing.", "Start it without --no-reading.")
    if site.desk.is_full:
        raise InputError("inbox", "too much is waiting to be read.", "Come back when some of it is done.")
    return site


def _refuse_large(site: Site, size: int) -> None:
    if size > site.settings.most_upload:
        most = site.settings.most_upload // 1_000_000
        raise InputError("inbox", f"larger than the {most} MB that are taken at once.", "Bring it in parts.")


def _address(url: str) -> str:
    address = url.strip()
    parts = urlsplit(address)
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        raise InputError("url", f"{line(address)[:80]!r} is no web address.", "It begins with https:// or http://.")
    return address


def _short(label: str) -> str:
    return label if len(label) <= MOST_LABEL else label[: MOST_LABEL - 1].rstrip() + "…"


def _taken(request: Request, taken: Iterable[int]) -> Response:
    if wants_json(request):
        wanted = set(taken)
        return as_json({"jobs": [job for job in site_of(request).desk.jobs() if job.id in wanted]}, 202)
    return RedirectResponse("/#jobs", 303)
