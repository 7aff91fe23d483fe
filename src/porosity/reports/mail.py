"""Mail (`.eml`): the subject is the title, the readable part is the body, the header gives the date."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime

from porosity.errors import ReportError
from porosity.reports.cleaning import one_line
from porosity.reports.encodings import decode
from porosity.reports.outlets import outlet, outlet_of_url
from porosity.reports.plain import Page, read_plain

MOST_PARTS = 200
_FORWARDED = re.compile(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_QUOTE_MARK = re.compile(r"^(?:>[ ]?)+", re.MULTILINE)
_SOFT_BREAK = re.compile(r"(?<=\S) \n(?!\n|-- )")  # format=flowed ends a line that goes on with a space


def read_mail(data: bytes, place: str, *, title: str | None = None) -> Page:
    """A mail as title and body; attachments are named in a warning, not read."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        parts = list(message.walk())[:MOST_PARTS]
    except (MessageError, RecursionError, ValueError, LookupError, AttributeError, IndexError, TypeError) as error:
        raise ReportError(place, "the mail is broken and cannot be taken apart.", "Save its text as a file.") from error
    subject = _FORWARDED.sub("", one_line(_header(message, "Subject")))
    found, because = _metadata(message)
    plain = [part for part in parts if part.get_content_type() == "text/plain" and not _is_attached(part)]
    html = [part for part in parts if part.get_content_type() == "text/html" and not _is_attached(part)]
    names = [one_line(part.get_filename() or part.get_content_type()) for part in parts if _is_attached(part)]
    warnings = (f"attachments are not read: {', '.join(names[:10])}",) if names else ()
    if any(_text(part, place).strip() for part in plain):
        text = "\n\n".join(_unquoted(_text(part, place), part) for part in plain)
        page = read_plain(text, title=title or subject or None)
        body, heading = page.body, page.title
    elif html:
        from porosity.reports.html import read_html

        pages = [read_html(_text(part, place), title=title or subject or None) for part in html]
        body, heading = "\n\n".join(page.body for page in pages if page.body), title or subject
    else:
        body, heading = "", title or subject
    if not body.strip():
        next_step = "Save its attachments and read those." if names else ""
        raise ReportError(place, "there is no text in the mail.", next_step)
    because["title"] = "given" if title else "the subject of the mail" if subject else "none"
    return Page(one_line(heading), body, found, because, warnings=warnings)


def _metadata(message: Message) -> tuple[dict[str, str], dict[str, str]]:
    found: dict[str, str] = {}
    because: dict[str, str] = {}
    try:
        day = parsedate_to_datetime(_header(message, "Date")).date()
        found["published"], because["published"] = day.isoformat(), "the Date of the mail"
    except (TypeError, ValueError, IndexError, OverflowError):
        pass
    name, address = parseaddr(_header(message, "From"))
    sender = outlet(one_line(name)) if name else None
    sender = sender or (outlet_of_url(address.rpartition("@")[2]) if "@" in address else None)
    if sender is not None:
        found["publisher"], because["publisher"] = sender.name, f"the sender {one_line(address or name)}"
    return found, because


def _header(message: Message, name: str) -> str:
    try:
        return str(message.get(name) or "")
    except Exception:  # the standard parser trips over malformed headers in many ways; such a header says nothing
        return ""


def _is_attached(part: Message) -> bool:
    if part.is_multipart():
        return False
    try:
        return part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text"
    except Exception:  # as above
        return True


def _text(part: Message, place: str) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload:
        return ""
    try:
        charset = part.get_content_charset()
        return decode(payload, place, declared=charset)[0]
    except ReportError:
        return ""


def _unquoted(text: str, part: Message) -> str:
    text = text.replace("\r\n", "\n")
    signature = _SIGNATURE.search(text)
    if signature is not None and signature.start() > 0:
        text = text[: signature.start()]
    text = _QUOTE_MARK.sub("", text)
    if isinstance(part, EmailMessage) and str(part.get_param("format", "")).lower() == "flowed":
        text = _SOFT_BREAK.sub(" ", text)
    return text
