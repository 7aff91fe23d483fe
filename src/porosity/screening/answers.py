"""What the screening answers, as records: the matches of a subject, with what people decided about them before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from porosity.screening import reasons, scorer
from porosity.screening.decisions import Answer, Decision, Decisions, listing_hash
from porosity.screening.listed import Listed
from porosity.screening.screener import MOST_RESULTS, Match, Screener, Subject


def answer(
    screener: Screener,
    subject: Subject,
    decisions: Decisions | None = None,
    *,
    threshold: float = scorer.THRESHOLD,
    limit: int = MOST_RESULTS,
) -> list[dict[str, Any]]:
    """The results for a subject, best first. What a person found to be somebody else comes last and is no match."""
    found = screener.match(subject, None if decisions else limit)
    told = [(match, decided(decisions, subject, match.listed)) for match in found]
    told.sort(key=lambda one: one[1] is not None and one[1].answer is Answer.DIFFERENT)
    return [result(match, screener.versions, decision, threshold) for match, decision in told[:limit]]


def decided(decisions: Decisions | None, subject: Subject, listed: Listed) -> Decision | None:
    """What a person decided on this very question and this listing as it now is."""
    if not decisions:
        return None
    asked = {"schema": subject.schema, "country": "; ".join(subject.countries) or None, "born": subject.born}
    return decisions.of(subject.query, listed.id, listing_hash(listed), **asked)


def result(
    match: Match, versions: Mapping[str, str], decision: Decision | None = None, threshold: float = scorer.THRESHOLD
) -> dict[str, Any]:
    """One match as a record of the contract."""
    listed = match.listed
    found: dict[str, Any] = {
        "id": listed.id,
        "list": listed.list,
        "name": match.name,
        "schema": listed.schema,
        "score": round(match.score, 4),
        "match": match.score >= threshold,
        "because": reasons.because(match),
        "caption": listed.name,
        "program": listed.program,
        "since": None if listed.since is None else listed.since.isoformat(),
        "version": versions.get(listed.list),
    }
    if decision is not None:
        found["decision"] = {
            "answer": decision.answer.value,
            "who": decision.who,
            "when": decision.when.isoformat(),
            "why": decision.why,
            "version": decision.list_version,
        }
        if decision.answer is not Answer.UNSURE:
            found["match"] = decision.answer is Answer.SAME
    return found
