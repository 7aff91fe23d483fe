"""Open questions of an incident, closed where another report answers them.

A question is open where an element, or an exemption, that decides a finding is left unknown. It is answered where
another report of the incident gives the same measure the same element decided, with the words that decide it: a car
without a make in one report is named two days later in the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from porosity.assessment import Evidence, Finding
from porosity.incidents.accounts import Account, in_order
from porosity.incidents.records import Question
from porosity.logic import Truth

Point = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a report says on a point, and the words that say so."""

    account: Account
    says: str
    evidence: Evidence


def questions(accounts: Sequence[Account]) -> tuple[Question, ...]:
    """The questions of all findings, each once, in the order of the reports, with the answer where there is one."""
    ordered = in_order(accounts)
    replies = _replies(ordered)
    found: dict[str, Question] = {}
    for account in ordered:
        for finding in account.findings:
            key = f"{account.key}#{finding.id}"
            for point, text in _asked(finding):
                reply = _best(replies.get(point, []), account)
                question = Question(text, key, account.key)
                if reply is not None:
                    quote = reply.account.quote(reply.evidence)
                    question = Question(text, key, account.key, reply.says, _because(reply, account), quote)
                if text not in found or (found[text].is_open and not question.is_open):
                    found[text] = question
    return tuple(found.values())


def _asked(finding: Finding) -> Iterator[tuple[Point, str]]:
    """What a finding leaves open: its point, and the question in words."""
    points: list[tuple[Point, str]] = []
    for element in finding.elements:
        if element.value is Truth.UNKNOWN:
            points.append(((finding.measure, "element", element.name), element.asks or element.because))
    for exemption in finding.exemptions:
        if exemption.value == "open":
            points.append(((finding.measure, "exemption", exemption.name), exemption.asks or exemption.because))
    told = {text for _, text in points}
    yield from points
    for text in finding.open_questions:
        if text not in told:
            yield (finding.measure, "question", text), text


def _replies(accounts: Sequence[Account]) -> dict[Point, list[Reply]]:
    """What reports say on the points of measures, with words to show for it."""
    found: dict[Point, list[Reply]] = {}
    for account in accounts:
        for finding in account.findings:
            for element in finding.elements:
                if element.value is not Truth.UNKNOWN and element.evidence:
                    reply = Reply(account, element.because, element.evidence[0])
                    found.setdefault((finding.measure, "element", element.name), []).append(reply)
    return found


def _best(replies: Sequence[Reply], asking: Account) -> Reply | None:
    """The answer of another report: the first that came after the question, else the last before it."""
    others = [one for one in replies if one.account.key != asking.key]
    day = asking.published or date.min
    later = [one for one in others if (one.account.published or date.max) >= day]
    return later[0] if later else others[-1] if others else None


def _because(reply: Reply, asking: Account) -> str:
    """When the answer came, seen from the report that left it open."""
    day, asked = reply.account.published, asking.published
    if day is None or asked is None:
        return "another report says it"
    apart = (day - asked).days
    if apart == 0:
        return "another report of the same day says it"
    when = f"{abs(apart)} day{'s' if abs(apart) > 1 else ''}"
    return f"a report {when} {'later' if apart > 0 else 'earlier'} says it"
