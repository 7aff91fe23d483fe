"""Why a measure is not found in a report, on a page: for a console and in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from porosity.exports import wording
from porosity.exports.card import MeasureCard
from porosity.exports.dossier import ElementView, element_views
from porosity.exports.markdown import escaped, quoted_words
from porosity.exports.safe import line
from porosity.measures.why_not import WhyNot, reply

STYLE = {"met": "green", "not met": "red", "unknown": "yellow", "not in force": "cyan", "not bound": "cyan"}


def sentence(why: WhyNot) -> str:
    """The answer in a sentence or two, conditional as every sentence on an act."""
    measure = wording.measure_name(why.measure.id, MeasureCard.of(why.measure))
    if why.situation is None:
        return wording.not_near_sentence(measure, dated=why.measure.dated, has_ways=bool(why.measure.limbs))
    act = wording.event_phrase(why.situation.event, why.situation.entities)
    if why.finding is not None:
        return wording.finding_sentence(why.finding, act, measure)
    fails = any(reply(element) not in ("met", "unknown") for element in why.deciding)
    labels = [wording.label(element.name) for element in why.deciding]
    return wording.why_not_sentence(
        act,
        measure,
        failing=labels if fails else (),
        open_points=() if fails else labels,
        nobody_of=wording.country(why.measure.target) if why.without_target else "",
        dated=why.measure.dated,
    )


def render(why: WhyNot, console: Console, *, title: str = "") -> None:
    """Print the answer to a console; ``title`` is that of the report."""
    for part in _parts(why, title):
        console.print(part)


def _parts(why: WhyNot, title: str) -> Iterator[RenderableType]:
    card = MeasureCard.of(why.measure)
    if title:
        yield Text(line(title), style="bold")
    yield Text(f"{line(card.id)} · {line(card.title)}", style="bold")
    yield Text(f"{line(wording.citations(card.citations) or card.instrument)} · {wording.in_force(card)}", style="dim")
    yield Padding(Text(line(sentence(why))), (1, 0, 1, 0))
    if why.situation is None:
        return
    yield Text(f"Nearest act: {line(_act(why))}", style="bold")
    if why.limb is not None:
        yield Text(f"Held against: {line(why.limb.says)}", style="dim")
    yield Padding(_table(_row(view) for view in element_views(why.elements)), (1, 0, 0, 0))
    if why.exemptions:
        ways = [(Text("way out", style="dim"), Text(line(text))) for text in _ways_out(why)]
        yield Padding(_table(ways), (1, 0, 0, 0))
    for text in _notes(why):
        yield Padding(Text(line(text)), (1, 0, 0, 0))


def _table(rows: Iterable[tuple[RenderableType, ...]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for row in rows:
        while len(table.columns) < len(row):
            table.add_column(ratio=1 if len(table.columns) == len(row) - 1 else None)
        table.add_row(*row)
    return table


def _row(view: ElementView) -> tuple[RenderableType, ...]:
    element = view.element
    said = reply(element)
    why = Text(line(element.because))
    for number, evidence in view.new:
        why.append(f" ({number}) “{line(evidence.text)}”", style="italic dim")
    if view.again:
        why.append(f" ({wording.numbered('quote', [number for number, _ in view.again])})", style="italic dim")
    if element.reference:
        why.append(f" {line(element.reference)}", style="dim")
    icon = wording.TRUTH_ICONS[element.value.value]
    return Text(f"{icon} {said}", style=STYLE[said]), Text(line(wording.label(element.name))), why


def _act(why: WhyNot) -> str:
    assert why.situation is not None
    event = why.situation.event
    phrase = wording.event_phrase(event, why.situation.entities).removeprefix("the ")
    return f"{phrase}, {wording.period(event.time)}"


def _ways_out(why: WhyNot) -> Iterator[str]:
    for item in why.exemptions:
        means = wording.EXEMPTION_WORDS.get(item.value, item.value)
        because = "" if item.value == "presumed_absent" else item.because
        yield " ".join(part for part in (f"{wording.label(item.name)}: {means}.", because, item.reference) if part)


def _notes(why: WhyNot) -> Iterator[str]:
    """What else there is to know: other ways to fall under the measure, and what took its place."""
    for other in why.others:
        point, said = wording.label(other.element.name).lower(), reply(other.element)
        limb = f"{other.limb.says} ({other.limb.reference})"
        yield f"Also held against {limb}: {point} {said}. {other.element.because}"
    if why.measure.replaced_by:
        yield f"Its place was taken by {wording.joined(why.measure.replaced_by)}."


def markdown(why: WhyNot, *, title: str = "") -> str:
    """The answer in Markdown; ``title`` is that of the report."""
    return "\n".join(_markdown(why, title)).rstrip("\n") + "\n"


def _markdown(why: WhyNot, title: str) -> Iterator[str]:
    card = MeasureCard.of(why.measure)
    yield f"# Why not {escaped(card.id)}?\n"
    if title:
        yield f"Report: {escaped(title)}\n"
    yield f"{escaped(card.title)} · {escaped(wording.citations(card.citations) or card.instrument)}"
    yield f"· {wording.in_force(card)}\n"
    yield f"**{escaped(sentence(why))}**\n"
    if why.situation is None:
        return
    yield f"Nearest act: {escaped(_act(why))}\n"
    if why.limb is not None:
        yield f"Held against: {escaped(why.limb.says)}\n"
    yield "| Element | Value | Why | Article |\n| --- | --- | --- | --- |"
    for view in element_views(why.elements):
        element = view.element
        value = f"{wording.TRUTH_ICONS[element.value.value]} {reply(element)}"
        cells = (escaped(wording.label(element.name)), value, escaped(element.because) + quoted_words(view))
        yield f"| {' | '.join((*cells, escaped(element.reference)))} |"
    yield ""
    for text in _ways_out(why):
        yield f"- Way out, {escaped(text)}"
    for text in _notes(why):
        yield f"- {escaped(text)}"
