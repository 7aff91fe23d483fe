"""Decisions as pages want them: all on one report, by what each is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from porosity.evidence.keys import report_of
from porosity.evidence.records import Decision, Target

if TYPE_CHECKING:
    from porosity.evidence.store import Store

Subject = tuple[Target, str]
Decisions = Mapping[Subject, tuple[Decision, ...]]


def on_report(store: Store, report: str) -> Decisions:
    """All decisions on a report and what is in it, by what they are about; what was taken back is among them."""
    found: dict[Subject, list[Decision]] = {}
    about: dict[str, Subject] = {}
    for one in store.decisions():
        if one.target is Target.DECISION:
            subject = about.get(one.key)
        else:
            subject = (one.target, one.key) if report_of(one.key) == report else None
        if subject is not None:
            about[one.id] = subject
            found.setdefault(subject, []).append(one)
    return {subject: tuple(taken) for subject, taken in found.items()}
