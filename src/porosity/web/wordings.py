"""Short words of the pages: labels of facets, verdicts and decisions, days and numbers.

Sentences about acts are those of ``porosity.exports.wording``; here are only the words of the furniture.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from porosity.evidence.records import Decision, DecisionKind, Target
from porosity.exports import wording
from porosity.timespan import TimeSpan

SECTIONS = (
    ("/", "Inbox"),
    ("/reports", "Reports"),
    ("/incidents", "Incidents"),
    ("/entities", "Entities"),
    ("/measures", "Measures"),
    ("/picture", "Picture"),
    ("/review", "Review"),
    ("/audit", "Audit"),
)
PARAMETER = {
    "measures": "measure",
    "families": "family",
    "verdicts": "verdict",
    "statuses": "status",
    "countries": "country",
    "publishers": "publisher",
    "decided": "decided",
}
FACET = {
    "verdicts": "Verdict",
    "decided": "Decision",
    "families": "Subject",
    "measures": "Measure",
    "statuses": "How it is put",
    "countries": "Country",
    "publishers": "Publisher",
}
VERDICT_SHORT = {
    "prohibited": "Prohibited, if as reported",
    "conditional": "Depends on open points",
    "exempt": "Exempt",
    "not-in-force": "Not in force",
    "not-bound": "Not bound",
    "criterion": "Criterion only",
    "not-covered": "Not covered",
}
STATUS = {
    "asserted": "Asserted",
    "alleged": "Alleged",
    "confirmed": "Confirmed by a party",
    "denied": "Denied",
    "planned": "Planned",
    "mixed": "Mixed",
}
DECIDED = {
    "confirm": "Confirmed",
    "dismiss": "Dismissed",
    "merge": "Merged",
    "split": "Split",
    "override": "Grade overridden",
    "note": "Note",
    "mark": "Marked",
    "redact": "Redacted",
    "erase": "Erased",
    "revoke": "Taken back",
}
JOB = {"waiting": "Waiting", "fetching": "Fetching", "reading": "Reading", "done": "Read", "failed": "Failed"}
DO = {"confirm": "Confirm", "dismiss": "Dismiss", "note": "Add note"}
TARGETS = tuple(target.value for target in Target)
STATES = {"open": "Not decided", "confirmed": "Confirmed", "dismissed": "Dismissed"}
MONTHS = tuple(month[:3] for month in wording.MONTHS)


def number(value: int | float) -> str:
    """A count with thin spaces between its thousands.

    >>> number(12345)
    '12\\u202f345'
    """
    return f"{value:,}".replace(",", "\u202f")


def short_day(when: date | None) -> str:
    """A day for a table.

    >>> short_day(date(2024, 2, 18))
    '18 Feb 2024'
    """
    return "" if when is None else f"{when.day} {MONTHS[when.month]} {when.year}"


def short_span(since: date | None, until: date | None) -> str:
    """A span of days for a table.

    >>> short_span(date(2024, 2, 1), date(2024, 2, 3))
    '1–3 Feb 2024'
    """
    if since is None or until is None:
        return f"from {short_day(since)}" if since else f"by {short_day(until)}" if until else "no date"
    if since == until:
        return short_day(since)
    whole = wording.period(TimeSpan(since, until))
    if whole.startswith("in "):
        return whole.removeprefix("in ")
    if (since.year, since.month) == (until.year, until.month):
        return f"{since.day}–{short_day(until)}"
    if since.year == until.year:
        return f"{since.day} {MONTHS[since.month]} – {short_day(until)}"
    return f"{short_day(since)} – {short_day(until)}"


def moment(when: datetime) -> str:
    """A moment, in UTC.

    >>> moment(datetime(2024, 2, 18, 9, 5))
    '18 Feb 2024, 09:05 UTC'
    """
    return f"{short_day(when.date())}, {when:%H:%M} UTC"


def measure(measure_id: str) -> str:
    """A measure as it is cited: its instrument, without later additions."""
    from porosity.reading_run import card_of

    return wording.unbroken(wording.measure_name(measure_id, card_of(measure_id)))


def facet_value(name: str, value: str) -> str:
    """A value of a facet in words."""
    if name == "verdicts":
        return VERDICT_SHORT.get(value, value)
    if name == "families":
        return wording.family(value)
    if name == "measures":
        return measure(value)
    if name == "statuses":
        return STATUS.get(value, value)
    if name == "countries":
        return wording.country(value)
    return STATES.get(value, value) if name == "decided" else value


def with_revocations(decisions: Iterable[Decision]) -> list[tuple[Decision, bool]]:
    """Decisions in their order, each with whether it was taken back."""
    kept = list(decisions)
    back = {one.key for one in kept if one.kind is DecisionKind.REVOKE and one.target is Target.DECISION}
    return [(one, one.id in back) for one in kept]


def decision_detail(one: Decision) -> str:
    """What a decision carries, in words, with a space before it."""
    body = one.body
    if one.kind is DecisionKind.OVERRIDE:
        return f" to {body.get('reliability', '')}{body.get('credibility', '')}"
    if one.kind is DecisionKind.MERGE:
        return f" with {', '.join(map(str, body.get('with', ())))}"
    if one.kind is DecisionKind.SPLIT:
        return f" off {len(body.get('events', ()))} acts"
    if one.kind is DecisionKind.MARK:
        return f" TLP:{body['tlp']}" if body.get("tlp") else ""
    return ""
