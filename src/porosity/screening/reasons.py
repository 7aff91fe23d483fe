"""Why a match has its score, in clauses that a reader can check; each ends with its worth in bits."""

from __future__ import annotations

from collections.abc import Iterator

from porosity.screening import scorer
from porosity.screening.listed import Quality
from porosity.screening.scorer import Comparison, Pair
from porosity.screening.screener import Match

HOW = {
    "same": "{written} is the same",
    "spelt": "{written} may be a spelling of {listed}",
    "other word": "{written} may be a spelling of {listed}, but is a name of its own",
    "initial": "{written} may stand for {listed}",
    "cut short": "{written} may be {listed} cut short",
    "one word": "{written} may be {listed}",
    "two words": "{written} may be {listed}",
}


def because(match: Match) -> list[str]:
    """The reasons, those of the name first: what matched what, what is on one side only, what else is known."""
    return [f"{clause} ({bits:+.1f})" for clause, bits in clauses(match)]


def clauses(match: Match) -> Iterator[tuple[str, float]]:
    """Each piece of evidence with its bits; they add up to the bits of the match."""
    told = 0.0
    for clause, bits in _all(match):
        told += bits
        yield clause, bits
    rest = match.bits - told
    if abs(rest) >= 0.05:
        yield ("words of one name go together, so that many say less than they would alone", rest)


def _all(match: Match) -> Iterator[tuple[str, float]]:
    comparison = match.comparison
    for pair in comparison.pairs:
        yield _pair(pair, match), pair.gain
    yield from _single(comparison, match)
    yield from comparison.remarks
    w = scorer.weights()
    if match.is_weak:
        yield f"{Quality.WEAK.value} alias", -w.weak
    if match.is_other_kind:
        yield f"listed as {match.listed.schema}", -w.other_kind
    for one in match.context:
        yield one.because, one.bits


def _pair(pair: Pair, match: Match) -> str:
    written = " ".join(match.query.name.words[at] for at in pair.at)
    listed = " ".join(match.other.words[to] for to in pair.to)
    return HOW[pair.how].format(written=written, listed=listed)


def _single(comparison: Comparison, match: Match) -> Iterator[tuple[str, float]]:
    for at in comparison.extra:
        yield f"{match.query.name.words[at]} is not listed", -match.query.alone[at]
    costs = scorer.missing_costs(match.other)
    for to in comparison.missing:
        yield f"{match.other.words[to]} is only listed", -costs[to]
