"""An incident as plain text: what it is, how well it stands, whose word it is, what reports differ on, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from porosity.exports import wording
from porosity.incidents.records import Contrast, Incident, Joined, Moment, Part, Question, Quote, Reply, SharedOrigin


def text(incident: Incident) -> str:
    """The whole incident, part by part; parts that are empty are left out."""
    row = incident.row
    head = [
        f"{incident.id}  {row.title}",
        f"{incident.what}; {row.verdict}, {row.status}, {row.decided}",
    ]
    if incident.support is not None:
        head.append(f"Support {incident.support.reliability}{incident.support.credibility}: {incident.support.because}")
    parts = [
        "\n".join(head),
        _part("Reports", map(_report, incident.reports)),
        _part(
            "Findings, if as reported",
            (f"{one.verdict}: {one.measure} ({one.family}), {one.status}" for one in incident.findings),
        ),
        _part("Timeline", map(_moment, incident.timeline)),
        _part("Origins", map(_origin, incident.origins)),
        _part("Reports differ on", (line for one in incident.contradictions for line in _contrast(one))),
        _part("Questions", map(_question, incident.questions)),
        _part("What came of it", map(_reply, incident.replies)),
        _part("The same text again", (" = ".join(some) for some in incident.duplicates)),
        _part(
            "Decisions",
            (f"{one.when:%Y-%m-%d} {one.who}: {one.kind.value} {one.why}".rstrip() for one in incident.decisions),
        ),
    ]
    return "\n\n".join(part for part in parts if part)


def _part(title: str, lines: Iterable[str]) -> str:
    told = [f"  {line}" for line in lines]
    return "\n".join((title, *told)) if told else ""


def _report(one: Joined) -> str:
    when = "" if one.published is None else f"{one.published.isoformat()} "
    who = f", {one.publisher}" if one.publisher else ""
    passing = " (in passing)" if one.part is Part.MENTION and one.why[:1] != ("told in passing",) else ""
    return f"{when}{one.report}{who}: {one.title}{passing} [{'; '.join(one.why)}]"


def _moment(one: Moment) -> str:
    if one.first is None and one.last is None:
        when = "no day"
    elif one.first == one.last:
        when = str(one.first)
    else:
        when = f"{one.first or '...'} to {one.last or '...'}"
    return f"{when}: {one.what} ({one.put}){_quoted(one.quote)}"


def _origin(one: SharedOrigin) -> str:
    tags = [one.put, f"reliability {one.reliability}", wording.counted(len(one.reports), "report")]
    if one.party:
        tags.append("a party to it")
    if one.copies:
        tags.append(wording.counted(one.copies, "copy", "copies"))
    return f"{one.name} ({', '.join(tags)}): {one.because}"


def _contrast(one: Contrast) -> Iterator[str]:
    yield f"{one.about}: {one.because}"
    for side in one.sides:
        yield f"  {side.says}: {', '.join(_source(quote) for quote in side.quotes)}"


def _source(quote: Quote) -> str:
    day = "" if quote.published is None else f", {quote.published.isoformat()}"
    return f"{quote.who or quote.publisher or 'the outlet itself'} in {quote.report}{day}"


def _question(one: Question) -> str:
    if one.closed_by is None:
        return f"open: {one.text}"
    return f"answered: {one.text} {one.answer} ({one.because}){_quoted(one.closed_by)}"


def _reply(one: Reply) -> str:
    day = "" if one.when is None else f"{one.when.isoformat()} "
    return f"{day}{one.kind}: {one.what}{_quoted(one.quote)}"


def _quoted(quote: Quote | None) -> str:
    return "" if quote is None else f' — "{" ".join(quote.text.split())}" ({quote.report})'
