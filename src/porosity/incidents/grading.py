"""How well an incident stands: the Admiralty grade over the origins of all its reports, with the reason in a sentence.

The rules are those of ``porosity.support`` for one report: the letter is that of the best source, the digit counts
origins that do not lean on each other, and takes off for denials. A person's override goes before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from porosity.evidence.records import Decision, DecisionKind
from porosity.exports import wording
from porosity.incidents.accounts import Account
from porosity.incidents.origins import Shared
from porosity.incidents.outlines import standing_decisions
from porosity.incidents.records import Contrast, IncidentSupport
from porosity.support.grading import credibility, reliability, sentence

AT_ALL = "whether at all"


def support_of(
    shared: Sequence[Shared],
    accounts: Sequence[Account],
    contrasts: Iterable[Contrast] = (),
    decisions: Iterable[Decision] = (),
) -> IncidentSupport | None:
    """The grade of an incident; None where nobody's word on it was read."""
    if not shared:
        return _overridden(None, decisions)
    standings = [one.standing for one in shared]
    publishers = [one.assessment.report.publisher for one in accounts if one.assessment.report.publisher]
    unchecked = _is_unchecked(accounts)
    letter, best = reliability(standings, publishers)
    digit = credibility(standings, unchecked=unchecked)
    disputed = list(dict.fromkeys(one.about for one in contrasts if one.about != AT_ALL))
    because = sentence(standings, best, unchecked=unchecked, disputed=disputed).rstrip(".")
    return _overridden(IncidentSupport(letter, digit, f"{because}{_carried(accounts)}."), decisions)


def _is_unchecked(accounts: Sequence[Account]) -> bool:
    """Whether every report that is graded says that it could not be checked."""
    graded = [one.support for account in accounts for one in account.findings if one.support is not None]
    return bool(graded) and all(one.unverified for one in graded)


def _carried(accounts: Sequence[Account]) -> str:
    """How many reports stand behind it, and how many of them are the same text again."""
    if len(accounts) < 2:
        return ""
    copies = sum(1 for one in accounts if one.copy_of is not None)
    told = f"; {wording.counted(len(accounts), 'report')} {'tell' if len(accounts) > 1 else 'tells'} of it"
    return f"{told}, {wording.counted(copies, 'copy', 'copies')} among them" if copies else told


def _overridden(support: IncidentSupport | None, decisions: Iterable[Decision]) -> IncidentSupport | None:
    """The grade as somebody set it, either part of it or both; the last decision that stands goes."""
    for one in standing_decisions(decisions, DecisionKind.OVERRIDE):
        letter = str(one.body.get("reliability", "F" if support is None else support.reliability))
        digit = int(one.body.get("credibility", 6 if support is None else support.credibility))
        support = IncidentSupport(letter, digit, one.why or f"set by {one.who}", one.id)
    return support
