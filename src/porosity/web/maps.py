"""Routes between States on the shapes of the world, as SVG: who sends, and where it goes, as thick as it is frequent.

The shapes are Natural Earth's (``third_party/web/SOURCE.md``); its borders say nothing about whose a place is.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from markupsafe import Markup

from porosity import resources
from porosity.exports import wording

MOST_ROUTES = 60
MOST_NAMES = 16
AIR = 26.0


@dataclass(frozen=True, slots=True)
class World:
    """The shapes and the places of States, by their codes."""

    width: float
    height: float
    shapes: Mapping[str, str]
    places: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Route:
    """From one State to another, perhaps over a third, and how many incidents go that way."""

    origin: str
    goal: str
    count: int
    via: str = ""

    @property
    def words(self) -> str:
        """The route in words."""
        stops = [self.origin, *([self.via] if self.via else []), self.goal]
        return " → ".join(wording.country(stop) for stop in stops)


@cache
def world() -> World:
    """The shapes that ship."""
    data = json.loads((resources.third_party() / "web" / "world.json").read_text(encoding="utf-8"))
    places = {code: (float(x), float(y)) for code, (x, y) in data["places"].items()}
    return World(data["width"], data["height"], data["shapes"], places)


def draw(routes: Iterable[Route], *, name: str = "map", small: bool = False) -> Markup:
    """The picture, cut to the part of the world that the routes need; empty where none can be drawn.

    ``small`` is for a narrow page: fewer names in larger letters.
    """
    known = world()
    drawn = sorted(
        (one for one in routes if one.origin in known.places and one.goal in known.places and one.origin != one.goal),
        key=lambda one: (one.count, one.origin, one.goal),
    )[-MOST_ROUTES:]
    if not drawn:
        return Markup("")
    weights: Counter[str] = Counter()
    for one in drawn:
        weights.update({stop: one.count for stop in (one.origin, one.via, one.goal) if stop in known.places})
    left, top, width, height = _frame([known.places[code] for code in weights], known)
    scale = width / 1000 * (2.2 if small else 1.0)
    most = max(one.count for one in drawn)
    parts = [
        Markup(
            '<svg class="map" xmlns="http://www.w3.org/2000/svg" viewBox="{:.0f} {:.0f} {:.0f} {:.0f}" role="img" '
            'aria-labelledby="{}-title {}-desc"><title id="{}-title">Routes</title><desc id="{}-desc">{}</desc>'
        ).format(left, top, width, height, name, name, name, name, describe(drawn))
    ]
    for code, path in known.shapes.items():
        parts.append(
            Markup('<path class="land{}" d="{}" fill="{}" stroke="#fff"/>').format(
                " on" if code in weights else "", path, "#fcefd2" if code in weights else "#e4e0d6"
            )
        )
    parts += [_arc(one, known, scale, most) for one in drawn]
    for code in weights:
        x, y = known.places[code]
        parts.append(
            Markup('<circle class="stop" cx="{}" cy="{}" r="{:.1f}" fill="#fff" stroke="#96201c"/>').format(
                x, y, 3.4 * scale
            )
        )
    parts += _names(
        [code for code, _ in weights.most_common(MOST_NAMES // 3 if small else MOST_NAMES)], known, scale, left + width
    )
    parts.append(Markup("</svg>"))
    return Markup("").join(parts)


def describe(routes: Iterable[Route]) -> str:
    """The routes in words, the most frequent first."""
    ordered = sorted(routes, key=lambda one: (-one.count, one.words))
    return "; ".join(f"{one.words}: {one.count}" for one in ordered)


def _frame(points: list[tuple[float, float]], known: World) -> tuple[float, float, float, float]:
    """The part of the world to show: all places with air around them, about twice as wide as high."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width = max(max(xs) - min(xs) + 6 * AIR, known.width / 3)
    height = max(max(ys) - min(ys) + 5 * AIR, width / 2.3)
    width = min(max(width, height * 2), known.width)
    height = min(height, known.height)
    left = min(max((min(xs) + max(xs) - width) / 2, 0), known.width - width)
    top = min(max((min(ys) + max(ys) - height) / 2, 0), known.height - height)
    return left, top, width, height


def _arc(one: Route, known: World, scale: float, most: int) -> Markup:
    """A bow from place to place, with a head where it goes; over a third State it passes there."""
    stops = [known.places[code] for code in (one.origin, one.via, one.goal) if code in known.places]
    thick = (0.8 + 4.2 * (one.count / most) ** 0.7) * scale * 0.8
    parts = []
    for place, ((x, y), (to_x, to_y)) in enumerate(pairwise(stops)):
        length = math.hypot(to_x - x, to_y - y) or 1.0
        bend = min(0.24 * length, 70.0)
        middle_x = (x + to_x) / 2 + bend * (to_y - y) / length
        middle_y = (y + to_y) / 2 - bend * (to_x - x) / length
        parts.append(
            Markup(
                '<path class="route" d="M{} {}Q{:.1f} {:.1f} {} {}" stroke="#96201c" fill="none" '
                'stroke-width="{:.1f}"/>'
            ).format(x, y, middle_x, middle_y, to_x, to_y, thick)
        )
        if place == len(stops) - 2:
            parts.append(_head(middle_x, middle_y, to_x, to_y, scale * 9 + thick))
    return Markup("").join(parts)


def _head(from_x: float, from_y: float, x: float, y: float, size: float) -> Markup:
    angle = math.atan2(y - from_y, x - from_x)
    back = 4 * size / 10
    tip_x, tip_y = x - back * math.cos(angle), y - back * math.sin(angle)
    corners = [(tip_x, tip_y)] + [
        (tip_x - size * math.cos(angle + side), tip_y - size * math.sin(angle + side)) for side in (0.42, -0.42)
    ]
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in corners)
    return Markup('<polygon class="head" points="{}" fill="#96201c"/>').format(points)


def _names(codes: list[str], known: World, scale: float, right: float) -> list[Markup]:
    """The names of States beside their places, none over another; the less frequent one gives way."""
    size = 13 * scale
    taken: list[tuple[float, float, float, float]] = []
    found = []
    for code in codes:
        x, y = known.places[code]
        text = wording.country(code)
        long = len(text) * size * 0.55
        for anchor, start, dy in (("start", x + size * 0.6, 0.35), ("end", x - size * 0.6 - long, 0.35),
                                  ("middle", x - long / 2, -0.8), ("middle", x - long / 2, 1.5)):  # fmt: skip
            box = (start, y + dy * size - size, start + long, y + dy * size + size * 0.25)
            if box[2] > right or any(_touch(box, other) for other in taken):
                continue
            taken.append(box)
            at = {"start": start, "end": start + long, "middle": start + long / 2}[anchor]
            found.append(
                Markup('<text x="{:.1f}" y="{:.1f}" font-size="{:.1f}" text-anchor="{}">{}</text>').format(
                    at, y + dy * size, size, anchor, text
                )
            )
            break
    return found


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
