"""An incident whole, of its strands and the assessments of its reports: the same for a store and for files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from porosity.assessment import Assessment, Claim, Event, Status, Verdict
from porosity.evidence.records import Decision
from porosity.exports import wording
from porosity.incidents.accounts import Account, accounts_of
from porosity.incidents.contradictions import contrasts
from porosity.incidents.digests import Strand
from porosity.incidents.grading import support_of
from porosity.incidents.joining import Held
from porosity.incidents.origins import shared_origins
from porosity.incidents.outlines import outline_of, row_of, status_of, total
from porosity.incidents.questions import questions
from porosity.incidents.records import Incident, IncidentFinding, Joined, Moment, Part
from porosity.incidents.replies import replies
from porosity.incidents.rules import rules
from porosity.measures.judging import STRENGTH


def portrait(
    identity: str,
    held: Sequence[Held],
    assessments: Mapping[str, Assessment],
    *,
    copies: Mapping[str, str] | None = None,
    decisions: Iterable[Decision] = (),
) -> Incident:
    """An incident with its timeline, origins, support, findings, contradictions, questions and answers.

    Args:
        identity: its id.
        held: its strands, those told in passing among them.
        assessments: of its reports, by their keys.
        copies: the report whose text each copy repeats.
        decisions: those about it, the oldest first.
    """
    known = copies or {}
    decided = tuple(decisions)
    accounts = accounts_of(held, assessments, known)
    main = tuple(one for one in accounts if one.part is Part.MAIN) or accounts
    origins = shared_origins(main)
    differing = contrasts(main)
    support = support_of(origins, main, differing, decided)
    strands = [one.strand for one in held if one.strand.part is Part.MAIN] or [one.strand for one in held]
    whole = total(outline_of(one) for one in main)
    row = row_of(identity, whole or outline_of(main[0]), decided)
    kind = rules().kinds[strands[0].kind]
    return Incident(
        row=row,
        kind=kind.id,
        what=kind.means,
        reports=tuple(_joined(one) for one in accounts),
        timeline=_timeline(main),
        origins=tuple(one.shown for one in origins),
        support=support,
        findings=_findings(main),
        contradictions=differing,
        questions=questions(main),
        replies=replies(accounts),
        duplicates=_duplicates(accounts, known),
        parties=_parties(strands),
        givers=_side([strand.givers for strand in strands]),
        takers=_side([strand.takers for strand in strands]),
        goods=tuple(sorted({wording.label(name).lower() for one in strands for name in one.goods})),
        decisions=decided,
    )


def _joined(account: Account) -> Joined:
    report = account.assessment.report
    return Joined(
        report=account.key,
        title=report.title,
        publisher=report.publisher,
        published=report.published,
        part=account.part,
        events=tuple(f"{account.key}#{one.id}" for one in account.events),
        why=tuple(dict.fromkeys(why for one in account.held for why in one.why)),
    )


def _timeline(accounts: Sequence[Account]) -> tuple[Moment, ...]:
    """Every event of every report by its day; those without one by the day of the report."""
    moments = [(account, event, _moment(account, event)) for account in accounts for event in account.events]
    ordered = sorted(moments, key=lambda one: (one[2].first or one[2].last or one[0].published or date.max, one[0].key))
    return tuple(moment for _, _, moment in ordered)


def _moment(account: Account, event: Event) -> Moment:
    time = event.time
    return Moment(
        first=None if time is None else time.first,
        last=None if time is None else time.last,
        text="" if time is None else time.text,
        act=event.act.value,
        put=_put(account.claims(event)),
        what=wording.event_phrase(event, account.entities),
        event=f"{account.key}#{event.id}",
        quote=account.saying(event),
        because=event.time_because,
    )


def _put(claims: Sequence[Claim]) -> str:
    return wording.joined(list(dict.fromkeys(one.put for one in claims)))


def _findings(accounts: Sequence[Account]) -> tuple[IncidentFinding, ...]:
    """The findings of all reports by measure and family, the strongest first."""
    groups: dict[tuple[str, str], list[tuple[str, Verdict, Status, tuple[str, ...]]]] = {}
    for account in accounts:
        for one in account.findings:
            told = (f"{account.key}#{one.id}", one.verdict, one.status, one.open_questions)
            groups.setdefault((one.measure, one.family), []).append(told)
    found = []
    for (measure, family), some in groups.items():
        verdict = min((one[1] for one in some), key=STRENGTH.index)
        asked = dict.fromkeys(text for one in some for text in one[3])
        keys = tuple(dict.fromkeys(one[0] for one in some))
        status = status_of(one[2] for one in some).value
        found.append(IncidentFinding(measure, family, verdict.value, status, keys, tuple(asked)))
    return tuple(sorted(found, key=lambda one: (STRENGTH.index(Verdict(one.verdict)), one.measure, one.family)))


def _side(told: Sequence[frozenset[str]]) -> tuple[str, ...]:
    """The States on one side: those that half of the strands name that name any."""
    named = [one for one in told if one]
    counted = {state: sum(state in one for one in named) for one in named for state in one}
    return tuple(sorted(state for state, times in counted.items() if 2 * times >= len(named)))


def _parties(strands: Sequence[Strand]) -> tuple[str, ...]:
    """Persons and bodies that several reports name; where there is only one report, those of its own."""
    told: dict[str, set[str]] = {}
    shown: dict[str, str] = {}
    for strand in strands:
        for key, name in (*strand.people.items(), *strand.names.items()):
            told.setdefault(key, set()).add(strand.report)
            shown[key] = max(name, shown.get(key, ""), key=len)
    least = min(2, len({one.report for one in strands}))
    return tuple(sorted(shown[key] for key, reports in told.items() if len(reports) >= least))


def _duplicates(accounts: Sequence[Account], copies: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    groups: dict[str, list[str]] = {}
    for one in accounts:
        groups.setdefault(copies.get(one.key, one.key), []).append(one.key)
    return tuple(tuple(some) for some in groups.values() if len(some) > 1)
