"""The acts of a report and the measures that they are held against, on one axis of time, as SVG.

A day is a dot, a span a bar, an open end fades into a dotted line. Dashed lines mark when a cited measure came into
force or ended. Acts without any date are listed by the caller, not drawn: an unknown day has no place on an axis.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from porosity.assessment import Assessment, Verdict
from porosity.exports import wording
from porosity.exports.card import CardOf, MeasureCard
from porosity.exports.dossier import LOUD, Dossier, EventView, arrange
from porosity.exports.safe import line
from porosity.timespan import TimeSpan

MOST_ROWS = 40
DATED = (*LOUD, Verdict.NOT_IN_FORCE)
ROW = 42
MARGIN = 14
CHARACTER = 6.4  # average width of a character at the size of the labels; only used to cut labels


@dataclass(frozen=True, slots=True)
class Row:
    """One act on the axis."""

    number: int
    label: str
    when: str
    time: TimeSpan
    tone: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on which a cited measure begins or ends."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is drawn, and what is only listed."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    undated: tuple[EventView, ...]
    left_out: int


def plan(assessment: Assessment, dossier: Dossier) -> Timeline:
    """Choose what to draw: acts with a date, in order of time; of very many only those with findings."""
    times = {event.id: event.time for event in assessment.events}
    dated, undated = [], []
    for event in dossier.events:
        time = times.get(event.id)
        if time is None or (time.first is None and time.last is None):
            undated.append(event)
        else:
            dated.append((event, time))
    shown = dated if len(dated) <= MOST_ROWS else [pair for pair in dated if pair[0].findings][:MOST_ROWS]
    shown.sort(key=lambda pair: (pair[1].first or pair[1].last or date.min, pair[1].last or date.max))
    rows = tuple(Row(event.number, event.heading, event.when, time, _tone(event)) for event, time in shown)
    return Timeline(rows, _ticks(_cards(dossier)), tuple(undated), len(dated) - len(shown))


def _cards(dossier: Dossier) -> Iterable[MeasureCard]:
    """The measures whose dates matter here: those that carry the verdict, and those that were not in force."""
    views = [view for event in dossier.events for view in event.findings if view.finding.verdict in DATED]
    return {view.card.id: view.card for view in views if view.card is not None}.values()


def _tone(event: EventView) -> str:
    return event.findings[0].finding.verdict.value if event.findings else "plain"


def _ticks(cards: Iterable[MeasureCard]) -> tuple[Tick, ...]:
    found: dict[date, list[str]] = {}
    for card in cards:
        name = wording.measure_name(card.id, card)
        if card.in_force_from is not None:
            found.setdefault(card.in_force_from, []).append(f"{name} in force")
        if card.in_force_until is not None:
            found.setdefault(card.in_force_until, []).append(f"{name} ends")
    return tuple(Tick(day, "; ".join(dict.fromkeys(texts))) for day, texts in sorted(found.items()))


def mark(place: int) -> str:
    """The letters that stand for a tick: a to z, then aa, ab, ...

    >>> mark(0), mark(25), mark(26)
    ('a', 'z', 'aa')
    """
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class _Axis:
    """From days to places. ``first`` and ``last`` are ordinals with some air at both ends."""

    first: float
    last: float
    width: int

    @classmethod
    def over(cls, timeline: Timeline, width: int) -> _Axis:
        days = [day for row in timeline.rows for day in (row.time.first, row.time.last) if day is not None]
        days += [tick.day for tick in timeline.ticks]
        first, last = min(days).toordinal(), max(days).toordinal()
        air = max((last - first) * 0.04, 3.0)
        return cls(first - air, last + air, width)

    def at(self, day: date) -> float:
        share = (day.toordinal() - self.first) / (self.last - self.first)
        return round(MARGIN + share * (self.width - 2 * MARGIN), 1)

    def years(self) -> list[tuple[date, str]]:
        """The days to name below the axis: years, or months where the whole axis is short."""
        low, high = max(1, int(self.first)), min(int(self.last), date.max.toordinal())
        begin, end = date.fromordinal(low), date.fromordinal(high)
        room = max(2, self.width // 64)
        if high - low < 500:
            months = [(y, m) for y in range(begin.year, end.year + 1) for m in range(1, 13)]
            named = [(date(y, m, 1), f"{wording.MONTHS[m][:3]} {y}") for y, m in months]
        else:
            named = [(date(y, 1, 1), str(y)) for y in range(begin.year, end.year + 1)]
        named = [pair for pair in named if begin <= pair[0] <= end]
        step = -(-len(named) // room) or 1
        return named[::-1][::step][::-1]


def draw(timeline: Timeline, *, width: int = 760, name: str = "timeline") -> Markup:
    """The picture as one ``svg`` element; empty if there is nothing to draw.

    ``name`` prefixes the ids inside, so that a page can hold several pictures. Colours follow the page through classes;
    the attributes are what a viewer without the style sheet shows.
    """
    if not timeline.rows:
        return Markup("")
    axis = _Axis.over(timeline, width)
    narrow = width < 500
    row_height = ROW + 16 if narrow else ROW
    marks, top = _marks(timeline.ticks, axis)
    bottom = top + row_height * len(timeline.rows) + 6
    height = bottom + 26
    parts = [
        f'<svg class="timeline" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" font-size="12" fill="currentColor">',
        f'<title id="{name}-title">Reported acts and cited measures in time</title>',
        Markup('<desc id="{}-desc">{}</desc>').format(Markup(name), line(describe(timeline))),
    ]
    for place, (tick, y) in enumerate(zip(timeline.ticks, marks, strict=True)):
        x = axis.at(tick.day)
        parts.append(
            f'<line class="tick" x1="{x}" x2="{x}" y1="{y + 3}" y2="{bottom}" stroke="#767676" stroke-dasharray="2 3"/>'
            f'<text class="tick-mark" x="{x}" y="{y}" text-anchor="middle" font-style="italic">{mark(place)}</text>'
        )
    for place, row in enumerate(timeline.rows):
        parts.append(_row(row, axis, top + place * row_height, narrow))
    parts.append(
        f'<line class="axis" x1="{MARGIN}" x2="{width - MARGIN}" y1="{bottom}" y2="{bottom}" stroke="currentColor"/>'
    )
    for day, text in axis.years():
        x = axis.at(day)
        anchor = "start" if x < 40 else "end" if x > width - 40 else "middle"
        parts.append(
            f'<line class="axis" x1="{x}" x2="{x}" y1="{bottom}" y2="{bottom + 5}" stroke="currentColor"/>'
            f'<text class="year" x="{x}" y="{bottom + 19}" text-anchor="{anchor}">{text}</text>'
        )
    parts.append("</svg>")
    return Markup("\n").join(Markup(part) for part in parts)


def _marks(ticks: Sequence[Tick], axis: _Axis) -> tuple[list[int], int]:
    """The height of each tick's letter, so that letters of near days do not touch; and where the rows begin."""
    lanes: list[float] = []
    placed = []
    for place, tick in enumerate(ticks):
        x, size = axis.at(tick.day), 8 * len(mark(place)) + 4
        lane = next((number for number, taken in enumerate(lanes) if x - taken >= size), len(lanes))
        if lane == len(lanes):
            lanes.append(x)
        lanes[lane] = x
        placed.append(14 + lane * 14)
    return placed, 14 * (len(lanes) + 1) + 6


def _row(row: Row, axis: _Axis, y: int, narrow: bool) -> Markup:
    right = axis.width - MARGIN
    room = int((right - MARGIN) / CHARACTER)
    label = f"{row.number}. {line(row.label)}"
    label = _cut(label, room if narrow else room - len(row.when) - 3)
    when = _cut(row.when, room)
    bar_y = y + (42 if narrow else 26)
    text = Markup('<text class="row" x="{}" y="{}">{}</text>').format(MARGIN, y + 14, label)
    if narrow:
        text += Markup('<text class="when" x="{}" y="{}">{}</text>').format(MARGIN, y + 30, when)
    else:
        text += Markup('<text class="when" x="{}" y="{}" text-anchor="end">{}</text>').format(right, y + 14, when)
    return Markup('<g class="act {}">').format(row.tone) + text + _bar(row.time, axis, bar_y) + Markup("</g>")


def _bar(time: TimeSpan, axis: _Axis, y: int) -> Markup:
    first = None if time.first is None else axis.at(time.first)
    last = None if time.last is None else axis.at(time.last)
    rail = f'<line class="rail" x1="{MARGIN}" x2="{axis.width - MARGIN}" y1="{y}" y2="{y}" stroke="#d0d0d0"/>'
    if first is not None and last is not None:
        if last - first < 9:
            middle = round((first + last) / 2, 1)
            return Markup(f'{rail}<circle class="bar" cx="{middle}" cy="{y}" r="5"/>')
        bar = f'<rect class="bar" x="{first}" y="{y - 4}" width="{round(last - first, 1)}" height="8" rx="4"/>'
        return Markup(rail + bar)
    known = first if first is not None else last
    to = axis.width - MARGIN if last is None else MARGIN
    return Markup(
        f'{rail}<line class="open" x1="{known}" x2="{to}" y1="{y}" y2="{y}" stroke="currentColor" stroke-width="4" '
        f'stroke-dasharray="1 6" stroke-linecap="round"/><circle class="bar" cx="{known}" cy="{y}" r="5"/>'
    )


def _cut(text: str, room: int) -> str:
    """The text, cut with an ellipsis to ``room`` columns; wide characters take two."""
    used = 0
    for place, character in enumerate(text):
        used += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if used > room:
            return text[: max(0, place - 1)].rstrip() + "…"
    return text


def describe(timeline: Timeline) -> str:
    """The picture in words, for those who do not see it."""
    acts = [f"{row.label}, {row.when}" for row in timeline.rows]
    ticks = [f"{wording.day(tick.day)}: {tick.text}" for tick in timeline.ticks]
    return f"Acts: {'; '.join(acts)}. Measures: {'; '.join(ticks) or 'none dated'}."


def render(assessment: Assessment, *, card: CardOf, width: int = 760) -> str:
    """The picture of an assessment as a document of its own; empty if no act has a date."""
    return str(draw(plan(assessment, arrange(assessment, card=card)), width=width))
