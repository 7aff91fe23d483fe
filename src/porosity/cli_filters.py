"""The options that every command over the store shares: which reports, findings or incidents are meant."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from porosity.errors import InputError

if TYPE_CHECKING:
    from porosity.evidence.records import Filters, Tlp

_DAY = ["%Y-%m-%d"]

Words = Annotated[str, typer.Option(help="Reports that hold these words; quotes for a phrase, a star for an ending.")]
Measures = Annotated[list[str] | None, typer.Option("--measure", help="A measure, by its id; several are fine.")]
Families = Annotated[list[str] | None, typer.Option("--family", help="A family, e.g. luxury-goods.")]
Verdicts = Annotated[list[str] | None, typer.Option("--verdict", help="prohibited, conditional, ...")]
Statuses = Annotated[list[str] | None, typer.Option("--status", help="asserted, alleged, confirmed, denied, ...")]
Countries = Annotated[list[str] | None, typer.Option("--country", help="Country code of a party, e.g. ru.")]
Publishers = Annotated[list[str] | None, typer.Option("--publisher", help="A publisher, as lists show it.")]
Decided = Annotated[list[str] | None, typer.Option("--decided", help="open, confirmed or dismissed.")]
Since = Annotated[datetime | None, typer.Option(formats=_DAY, help="From this day on.")]
Until = Annotated[datetime | None, typer.Option(formats=_DAY, help="Up to this day.")]
OfIncident = Annotated[str | None, typer.Option("--incident", help="Those of an incident, e.g. i-12.")]
OfReport = Annotated[str | None, typer.Option("--report", help="Those of a report, by its key.")]
Audience = Annotated[
    str, typer.Option("--tlp", help="For whom: clear, green, amber, amber+strict or red; what is stricter stays out.")
]


def filters_of(
    *,
    words: str = "",
    measures: list[str] | None = None,
    families: list[str] | None = None,
    verdicts: list[str] | None = None,
    statuses: list[str] | None = None,
    countries: list[str] | None = None,
    publishers: list[str] | None = None,
    decided: list[str] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    incident: str | None = None,
    report: str | None = None,
) -> Filters:
    """The filters that the options say.

    Raises:
        InputError: a value of a closed vocabulary is none.
    """
    from porosity.assessment import Status, Verdict
    from porosity.evidence.decisions import DECIDED
    from porosity.evidence.records import Filters

    _known("--verdict", verdicts, [*(one.value for one in Verdict), "not-covered"])
    _known("--status", statuses, [one.value for one in Status])
    _known("--decided", decided, DECIDED)
    return Filters(
        words=words,
        measures=tuple(measures or ()),
        families=tuple(families or ()),
        verdicts=tuple(verdicts or ()),
        statuses=tuple(statuses or ()),
        countries=tuple(code.lower() for code in countries or ()),
        publishers=tuple(publishers or ()),
        decided=tuple(decided or ()),
        since=None if since is None else since.date(),
        until=None if until is None else until.date(),
        incident=incident,
        report=report,
    )


def audience_of(text: str) -> Tlp:
    """The mark that ``--tlp`` names.

    Raises:
        InputError: there is no such mark.
    """
    from porosity.evidence.records import Tlp

    plain = text.lower().removeprefix("tlp:")
    _known("--tlp", [plain], [one.value for one in Tlp])
    return Tlp(plain)


def _known(option: str, values: list[str] | None, words: list[str] | tuple[str, ...]) -> None:
    for value in values or ():
        if value not in words:
            raise InputError(option, f"{value!r} is unknown.", f"Known: {', '.join(words)}.")
