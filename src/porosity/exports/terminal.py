"""The dossier for a console, compact: verdict, findings, claims with their sources, contradictions.

Every word from outside goes through ``safe`` into a ``Text``: neither Rich markup nor a terminal's escape sequences
can come from a report. Meaning never hangs on colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from porosity.assessment import Assessment, Entity, Evidence, Support
from porosity.exports import wording
from porosity.exports.card import CardOf
from porosity.exports.dossier import ClaimView, ContradictionView, Dossier, EventView, FindingView, arrange
from porosity.exports.safe import line

VERDICT_STYLE = {
    "prohibited": "bold red",
    "conditional": "bold yellow",
    "exempt": "green",
    "criterion": "magenta",
    "not-bound": "cyan",
    "not-in-force": "cyan",
    "not-covered": "bold green",
}
TRUTH_STYLE = {"met": "green", "not_met": "red", "unknown": "yellow"}
STANCE_STYLE = {"asserts": "", "denies": "red", "asks": "yellow", "plans": "yellow"}
MOST_CLAIMS = 200
MOST_GROUPS = 25


def render(assessment: Assessment, console: Console, *, card: CardOf) -> None:
    """Print the dossier to a console. ``card`` finds a measure by its id."""
    dossier = arrange(assessment, card=card)
    for part in _parts(dossier):
        console.print(part)


def _plain(text: str, style: str = "") -> Text:
    return Text(line(text), style=style)


def _parts(dossier: Dossier) -> Iterable[RenderableType]:
    yield from _head(dossier)
    yield from _overview(dossier)
    for event in dossier.groups:
        yield from _event(event)
    if dossier.quiet:
        yield _section("Held against a measure, and not barred by it")
        for place, (_, view) in enumerate(dossier.quiet):
            yield Padding(_quiet(view), (1 if place else 0, 0, 0, 0))
    if dossier.claims:
        yield _section("Who said what")
        yield _claims(dossier.claims)
    if any(entity.listings for entity in dossier.entities):
        yield _section("On sanctions lists")
        for entity in dossier.entities:
            yield from _listings(entity)
    if dossier.contradictions:
        yield _section("Contradictions")
        for item in dossier.contradictions:
            yield _contradiction(item)
    yield from _notes(dossier)


def _section(title: str) -> RenderableType:
    return Padding(Rule(Text(title, style="bold"), align="left", style="dim"), (1, 0, 1, 0))


def _head(dossier: Dossier) -> Iterable[RenderableType]:
    report = dossier.report
    published = "date not given" if report.published is None else wording.day(report.published)
    yield _plain(report.title or "Untitled report", "bold")
    yield _plain(f"{report.publisher or 'Publisher not given'}, {published} · sha256 {report.sha256[:16]}", "dim")
    for name in ("published", "publisher"):
        if name in dossier.found:
            yield _plain(f"{name}: {dossier.found[name]}", "dim")
    style = VERDICT_STYLE[dossier.verdict]
    body = Group(
        _plain(dossier.sentence),
        Text("This compares a report with the law. It does not say that the report is true.", style="dim"),
    )
    title = Text(wording.VERDICT_WORDS[dossier.verdict], style=style)
    yield Padding(Panel(body, title=title, title_align="left", border_style=style, padding=(0, 1)), (1, 0, 0, 0))


def _overview(dossier: Dossier) -> Iterable[RenderableType]:
    view = dossier.overview
    if view is None:
        return
    if view.sections:
        yield _section("Contents of the document")
    for section in view.sections:
        page = "" if section.heading.page is None else f", page {section.heading.page}"
        found = f": {_count(section.findings)}" if section.findings else ""
        indent = 2 * (section.heading.level - 1)
        yield Padding(Text.assemble(line(section.heading.text), (f"{page}{found}", "dim")), (0, 0, 0, indent))
    for title, groups in (
        ("Findings by measure", view.by_measure),
        ("Findings by route", view.by_route),
        ("Findings by supplier", view.by_supplier),
    ):
        if groups:
            yield _section(title)
        for group in groups[:MOST_GROUPS]:
            yield Text.assemble(line(group.label), (f": {_count(group.findings)}", "dim"))
        if len(groups) > MOST_GROUPS:
            yield Text(f"{len(groups) - MOST_GROUPS} more are in the other formats.", style="dim")


def _count(findings: Sequence[int]) -> str:
    shown, more = wording.some_numbers(findings)
    return wording.numbered("finding", shown) + (f" and {more} more" if more else "")


def _event(event: EventView) -> Iterable[RenderableType]:
    yield Padding(_plain(event.heading, "bold underline"), (1, 0, 0, 0))
    when = Text(wording.capital(event.when), style="dim")
    if event.time_said:
        when.append(f" (“{line(event.time_said)}”)")
    if event.quantity:
        when.append(f", quantity as reported: {line(event.quantity)}")
    yield when
    if event.sources:
        yield _sources(event)
    for view in event.findings:
        yield Padding(_finding(view), (1, 0, 0, 0))


def _sources(event: EventView) -> RenderableType:
    """Who says or denies the act, each graded, and the words that say that it could not be checked."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for place, view in enumerate(event.sources):
        said = Text.assemble((line(view.origin.name), "bold"), f": {line(view.says)}")
        if view.claims:
            said.append(f" ({wording.numbered('claim', view.claims)})", style="dim")
        table.add_row("" if place else "sources", Text(line(view.origin.reliability), style="bold"), said)
    for evidence in event.unverified:
        table.add_row("", Text("?", style="yellow"), Text(f"not verified: {_said(evidence)}"))
    return table


def _numbered(view: FindingView, parts: Iterable[RenderableType]) -> RenderableType:
    """A finding under its number, everything indented alike."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True, justify="right", min_width=2)
    grid.add_column(ratio=1)
    verdict = view.finding.verdict.value
    title = Text.assemble((wording.VERDICT_WORDS[verdict], VERDICT_STYLE[verdict]))
    if view.card is not None and view.card.title:
        title.append(f" · {line(view.card.title)}", style="bold")
    grid.add_row(Text(f"{view.number}.", style="bold"), Group(title, *parts))
    return grid


def _finding(view: FindingView) -> RenderableType:
    return _numbered(view, (_cited(view), _elements(view), _below(view)))


def _elements(view: FindingView) -> RenderableType:
    """One line per element, with the first words behind it that no earlier element quoted."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(min_width=8, max_width=24)
    table.add_column(ratio=1)
    for shown in view.elements:
        element = shown.element
        value = element.value.value
        mark = Text(f"{wording.TRUTH_ICONS[value]} {wording.TRUTH_WORDS[value]}", style=TRUTH_STYLE[value])
        why = _plain(element.because or element.asks)
        for _, evidence in shown.new[:1]:
            why.append(f" {_said(evidence)}", style="italic dim")
        table.add_row(mark, _plain(wording.label(element.name)), why)
    return table


def _cited(view: FindingView) -> Text:
    if view.card is None:
        return _plain(view.finding.measure, "dim")
    return _plain(wording.citations(view.card.citations) or view.measure, "dim")


def _below(view: FindingView) -> RenderableType:
    """Status, hedge, support, ways out and open questions, one line each."""
    finding = view.finding
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(ratio=1)
    status = Text(wording.STATUS_WORDS[finding.status.value].lower())
    if finding.hedge:
        status.append("; hedged: " + ", ".join(_said(item) for item in finding.hedge))
    table.add_row("status", status)
    if view.support is not None:
        table.add_row("support", _support(view.support))
    for item in finding.exemptions:
        means = wording.EXEMPTION_WORDS.get(item.value, line(item.value))
        table.add_row("way out", Text(f"{line(wording.label(item.name))}: {means}"))
    for text in finding.open_questions:
        table.add_row(Text("open", style="yellow"), _plain(text))
    if view.claims:
        table.add_row("rests on", wording.numbered("claim", view.claims))
    return table


def _support(support: Support) -> Text:
    code = wording.support_code(support.reliability, support.credibility)
    grade = f"{line(support.reliability)}{support.credibility}"
    return Text.assemble((grade, "bold"), f": {code}. {line(support.because)}")


def _quiet(view: FindingView) -> RenderableType:
    parts = [_plain(f"{view.sentence} {view.because}")]
    parts += [Text.assemble(("open  ", "yellow"), line(text)) for text in view.finding.open_questions]
    return _numbered(view, parts)


def _said(evidence: Evidence) -> str:
    place = wording.place(evidence)
    return f"“{line(evidence.text)}”" + (f" ({line(place)})" if place else "")


def _claims(claims: tuple[ClaimView, ...]) -> RenderableType:
    table = Table(box=box.HORIZONTALS, show_lines=True, pad_edge=False, expand=True)
    table.header_style = table.border_style = "dim"
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("What is claimed", ratio=5)
    table.add_column("How", ratio=2, min_width=10)
    table.add_column("Who says it", ratio=3)
    table.add_column("In these words", ratio=5)
    for view in claims[:MOST_CLAIMS]:
        claim = view.claim
        what = _plain(view.heading)
        details = [text for text in (view.when, view.where) if text]
        if details:
            what.append(f", {line('; '.join(details))}", style="dim")
        how = Text(claim.put, style=STANCE_STYLE[claim.stance.value])
        how.append(f", {claim.certainty.value}" + (", implied" if claim.basis.value == "implied" else ""))
        words = Text(" ".join(_said(item) for item in claim.evidence), style="italic")
        table.add_row(str(view.number), what, how, _chain(view), words)
    if len(claims) <= MOST_CLAIMS:
        return table
    return Group(table, Text(f"{len(claims) - MOST_CLAIMS} more claims are in the HTML and JSON output.", style="dim"))


def _chain(view: ClaimView) -> Text:
    return Text(" → ".join(line(source) for source in view.chain))


def _contradiction(item: ContradictionView) -> RenderableType:
    parts: list[RenderableType] = [_plain(wording.capital(item.about) or "Two claims that cannot both hold", "bold")]
    for side in item.sides:
        text = Text("A claim that is not in this dossier.")
        if side is not None:
            text = Text.assemble(_chain(side), (f" {side.claim.put}", "bold"), f" (claim {side.number}): ")
            text.append(" ".join(_said(evidence) for evidence in side.claim.evidence), style="italic")
        parts.append(Padding(text, (0, 0, 0, 3)))
    return Group(*parts)


def _listings(entity: Entity) -> Iterable[RenderableType]:
    """The entries of a party; those of a namesake say that they are somebody else's."""
    for entry in entity.listings or ():
        text = Text.assemble((line(entity.name), "bold"), f" · {wording.MEANS_WORDS[entry.means]}{line(entry.name)} ")
        text.append(f"({line(wording.listing(entry))})", style="dim")
        if entry.because:
            text.append(f" {line(entry.because)}", style="dim")
        yield text


def _notes(dossier: Dossier) -> Iterable[RenderableType]:
    if dossier.questions:
        yield _section("Open questions")
        for place, question in enumerate(dossier.questions, start=1):
            asked_by = wording.numbered("finding", question.findings)
            yield Text.assemble(f"{place:>2}. {line(question.text)} ", (asked_by, "dim"))
    if dossier.variants or dossier.echoes or dossier.warnings:
        yield _section("Notes on the text")
    for written, meant in dossier.variants:
        yield Text(f"“{line(written)}” stands where “{line(meant)}” seems meant.")
    if dossier.echoes:
        count = len(dossier.echoes)
        yield Text(f"{wording.counted(count, 'passage')} said twice, and not counted as a second source.")
    for text in dossier.warnings:
        yield Text.assemble(("warning: ", "yellow"), line(text))
