"""Figures as SVG, made here: bars in the cells of a table, months as columns, and the life of a measure.

Every figure stands beside its numbers as a table. Colours come from the page's classes; attributes are what a viewer
without the style sheet shows. Nothing here holds words of a report that are not escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from porosity.exports import law_sheet
from porosity.measures.measure import Measure
from porosity.web import wordings

TONES = ("prohibited", "conditional", "criterion", "exempt", "not-bound", "not-in-force", "not-covered")
FILL = {"prohibited": "#96201c", "conditional": "#b06f00", "criterion": "#56398a"}


def bar(value: float, most: float, tone: str = "") -> Markup:
    """A bar for a table's cell, as long as its share of the longest."""
    length = 0.0 if most <= 0 else max(0.8, round(100 * value / most, 1))
    return Markup(
        '<svg class="chart cell" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="bar {}" x="0" y="1" width="{}" height="8" fill="{}"/></svg>'
    ).format(tone, length if value else 0, FILL.get(tone, "#3f6f95"))


@dataclass(frozen=True, slots=True)
class Month:
    """A column: a month (its first day) and how many of each verdict."""

    first: date
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of the month."""
        return sum(self.counts.values())


def filled(counts: Mapping[date, Mapping[str, int]], most: int = 120) -> list[Month]:
    """The months from the first to the last, the empty ones among them; of very many the last."""
    if not counts:
        return []
    first, last = min(counts), max(counts)
    months = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        day = date(year, month, 1)
        months.append(Month(day, dict(counts.get(day, {}))))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return months[-most:]


def columns(
    months: Sequence[Month], *, title: str, width: int = 760, height: int = 190, name: str = "months"
) -> Markup:
    """Months as stacked columns, the strongest verdict at the foot; empty if there are none."""
    if not months:
        return Markup("")
    left, bottom, top = 34, height - 24, 12
    most = max(month.total for month in months) or 1
    step = (width - left - 6) / len(months)
    thick = max(1.0, min(26.0, step * 0.78))
    parts = [
        Markup(
            '<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" '
            'aria-labelledby="{}-title" font-size="11"><title id="{}-title">{}</title>'
        ).format(width, height, name, name, title)
    ]
    for value in _ticks(most):
        y = round(bottom - (bottom - top) * value / most, 1)
        parts.append(
            Markup(
                '<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}" stroke="#ddd"/>'
                '<text class="soft" x="{}" y="{}" text-anchor="end">{}</text>'
            ).format(left, width, y, y, left - 6, y + 4, wordings.number(value))
        )
    for place, month in enumerate(months):
        x = round(left + place * step + (step - thick) / 2, 1)
        y = float(bottom)
        for tone in TONES:
            count = month.counts.get(tone, 0)
            if count:
                tall = (bottom - top) * count / most
                y -= tall
                parts.append(
                    Markup('<rect class="bar {}" x="{}" y="{}" width="{}" height="{}" fill="{}"/>').format(
                        tone, x, round(y, 1), round(thick, 1), round(tall, 1), FILL.get(tone, "#3f6f95")
                    )
                )
    parts += [_month_label(month, place, left, step, bottom) for place, month in _named(months, step)]
    parts.append(Markup("</svg>"))
    return Markup("").join(parts)


def _ticks(most: int) -> list[int]:
    step = max(1, round(most / 4))
    size = 10 ** (len(str(step)) - 1)
    step = max(1, -(-step // size) * size)
    return list(range(step, most + 1, step))


def _named(months: Sequence[Month], step: float) -> list[tuple[int, Month]]:
    """The months whose name stands below: all, or the first of each year, or of some years."""
    if step >= 44:
        return list(enumerate(months))
    years = [(place, month) for place, month in enumerate(months) if month.first.month == 1]
    each = max(1, -(-44 // max(1, int(step * 12))))
    return years[::each] or [(0, months[0])]


def _month_label(month: Month, place: int, left: float, step: float, bottom: float) -> Markup:
    text = f"{wordings.MONTHS[month.first.month]} {month.first.year}" if step >= 44 else str(month.first.year)
    x = round(left + (place + 0.5) * step, 1)
    return Markup('<text class="soft" x="{}" y="{}" text-anchor="middle">{}</text>').format(x, bottom + 17, text)


@dataclass(frozen=True, slots=True)
class LawAxis:
    """The years that the law spans."""

    first: date
    last: date

    def at(self, when: date, width: float) -> float:
        """The place of a day, kept within the picture."""
        share = (when - self.first).days / max(1, (self.last - self.first).days)
        return round(min(1.0, max(0.0, share)) * width, 1)


def law_axis(measures: Iterable[Measure], today: date | None = None) -> LawAxis:
    """From the first year of the law to the end of this one."""
    first = min((one.in_force_from for one in measures if one.in_force_from), default=date(2006, 1, 1))
    today = today or date.today()
    return LawAxis(date(first.year, 1, 1), date(today.year + 1, 1, 1))


def law_bar(measure: Measure, axis: LawAxis, on: date | None, *, width: int = 150, named: bool = False) -> Markup:
    """The life of a measure on the axis of the law, with a line at the chosen day; ``named`` adds the years."""
    height = 46 if named else 14
    words = law_sheet.in_force(measure)
    parts = [
        Markup('<svg class="chart spanbar" viewBox="0 0 {} {}" role="img" aria-label="{}" font-size="11">').format(
            width, height, words
        ),
        Markup('<line class="axis" x1="0" x2="{}" y1="7" y2="7" stroke="#ddd"/>').format(width),
    ]
    if measure.in_force_from is not None:
        x = axis.at(measure.in_force_from, width)
        end = width if measure.in_force_until is None else axis.at(measure.in_force_until, width)
        parts.append(
            Markup('<rect class="bar" x="{}" y="3" width="{}" height="8" rx="2" fill="#3f6f95"/>').format(
                x, round(max(2.0, end - x), 1)
            )
        )
    if named:
        parts += [
            Markup('<circle class="step" cx="{}" cy="7" r="3" fill="#fff" stroke="#1d1c1a"/>').format(
                axis.at(step.since, width)
            )
            for step in measure.history
        ]
    if on is not None:
        x = axis.at(on, width)
        parts.append(Markup('<line class="on" x1="{}" x2="{}" y1="0" y2="14" stroke="#96201c"/>').format(x, x))
    if named:
        parts += _years(axis, width)
    parts.append(Markup("</svg>"))
    return Markup("").join(parts)


def _years(axis: LawAxis, width: int) -> list[Markup]:
    years = range(axis.first.year, axis.last.year + 1)
    each = max(1, -(-len(years) * 44 // width))
    found = []
    for year in list(years)[::each]:
        x = axis.at(date(year, 1, 1), width)
        anchor = "start" if x < 16 else "end" if x > width - 16 else "middle"
        found.append(
            Markup('<line class="axis" x1="{}" x2="{}" y1="14" y2="20" stroke="#ddd"/>').format(x, x)
            + Markup('<text class="soft" x="{}" y="34" text-anchor="{}">{}</text>').format(x, anchor, year)
        )
    return found


def shares(counts: Mapping[str, int], order: Sequence[str] = TONES) -> list[tuple[str, int, Markup]]:
    """Counts in a fixed order, each with its bar."""
    most = max(counts.values(), default=0)
    known = [name for name in order if counts.get(name)]
    known += [name for name in counts if name not in order]
    return [(name, counts[name], bar(counts[name], most, name if name in TONES else "")) for name in known]
