"""What came of an incident: votes, listings, seizures and denials that its reports tell, each with the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from porosity.assessment import Act, Claim, Event, Stance
from porosity.exports import wording
from porosity.incidents.accounts import Account, in_order
from porosity.incidents.records import Reply

KINDS = {Act.DESIGNATE: "designation", Act.VOTE: "vote", Act.SEIZE: "seizure", Act.DETAIN: "arrest"}


def replies(accounts: Sequence[Account]) -> tuple[Reply, ...]:
    """The answers that reports of an incident tell, by day; the same words once."""
    found: dict[tuple[str, str], Reply] = {}
    for account in in_order(accounts):
        for one in (*_acts(account), *_denials(account)):
            found.setdefault((one.kind, one.quote.text), one)
    return tuple(found.values())


def _acts(account: Account) -> Iterator[Reply]:
    """Acts of answering, anywhere in a report that tells the incident."""
    for event in account.assessment.events:
        quote = account.saying(event)
        if event.act in KINDS and quote is not None:
            who = wording.joined(
                [account.entities[i].name for i in event.roles.get("agent", ()) if i in account.entities]
            )
            yield Reply(
                KINDS[event.act], who, wording.event_phrase(event, account.entities), _day(account, event), quote
            )


def _denials(account: Account) -> Iterator[Reply]:
    for event, claim in account.told():
        if claim.stance is Stance.DENIES and claim.evidence:
            what = wording.event_phrase(event, account.entities)
            yield Reply("denial", _speaker(claim), what, account.published, account.quote(claim.evidence[0], claim))


def _speaker(claim: Claim) -> str:
    return claim.sources[-1] if claim.sources else ""


def _day(account: Account, event: Event) -> date | None:
    """The day of an answer: its own where the report gives one day, else that of the report."""
    time = event.time
    return time.first if time is not None and time.first is not None and time.first == time.last else account.published
