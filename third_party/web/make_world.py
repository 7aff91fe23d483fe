"""Natural Earth's countries, from the topologies of ``world-atlas``, as one compact file of SVG paths.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python third_party/web/make_world.py package/countries-110m.json package/countries-50m.json

Shapes come from the coarse file, places (the middle of the largest piece) from the finer one, which has the small
States that a route may touch. The projection is Equal Earth (Šavrič, Patterson and Jenny 2018): areas stay true.
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from pathlib import Path
from typing import Any

WIDTH = 1000
SOUTH, NORTH = -57.0, 84.0
MERIDIAN = 11.6  # in the middle: the picture is then cut in the Bering Strait, through no country
NAMED = {"Kosovo": "xk", "N. Cyprus": "cy", "Somaliland": "so"}  # these have no number of their own
MOVED = {"fr": (2.5, 46.6), "us": (-98.0, 39.0), "no": (9.0, 61.0), "ru": (62.0, 58.0), "cn": (108.0, 33.5)}

Point = tuple[float, float]


def equal_earth(longitude: float, latitude: float) -> Point:
    """A place on the plane, x to the right and y downwards."""
    a = (1.340264, -0.081106, 0.000893, 0.003796)
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    two, six = theta**2, theta**6
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta)
    x /= 3 * (9 * a[3] * six * two + 7 * a[2] * six + 3 * a[1] * two + a[0])
    return x, -theta * (a[3] * six * two + a[2] * six + a[1] * two + a[0])


LEFT = equal_earth(-180, 0)[0]
SCALE = WIDTH / (2 * -LEFT)
TOP = equal_earth(0, NORTH)[1]
HEIGHT = round((equal_earth(0, SOUTH)[1] - TOP) * SCALE)


def placed(point: Point) -> Point:
    """A place in the picture."""
    x, y = equal_earth((point[0] - MERIDIAN + 180) % 360 - 180, point[1])
    return (x - LEFT) * SCALE, (y - TOP) * SCALE


class Topology:
    """A TopoJSON file with its arcs decoded."""

    def __init__(self, path: Path) -> None:
        data = json.loads(path.read_text(encoding="utf-8"))
        (sx, sy), (dx, dy) = data["transform"]["scale"], data["transform"]["translate"]
        self.arcs: list[list[Point]] = []
        for arc in data["arcs"]:
            x = y = 0
            line = []
            for step in arc:
                x, y = x + step[0], y + step[1]
                line.append((x * sx + dx, y * sy + dy))
            self.arcs.append(line)
        self.countries: list[dict[str, Any]] = data["objects"]["countries"]["geometries"]

    def rings(self, geometry: dict[str, Any]) -> list[list[Point]]:
        """The outer rings of a country."""
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        return [self._ring(polygon[0]) for polygon in polygons]

    def _ring(self, numbers: list[int]) -> list[Point]:
        ring: list[Point] = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            ring.extend(arc[1:] if ring else arc)
        return ring


def area(ring: list[Point]) -> float:
    """Twice the signed area of a ring."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))


def middle(ring: list[Point]) -> Point:
    """The centre of gravity of a ring."""
    whole = area(ring)
    x = y = 0.0
    for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
        part = a[0] * b[1] - b[0] * a[1]
        x += (a[0] + b[0]) * part
        y += (a[1] + b[1]) * part
    return x / (3 * whole), y / (3 * whole)


def path(rings: list[list[Point]]) -> str:
    """Rings as SVG path data in whole tenths, each step relative to the last."""
    parts = []
    for ring in rings:
        points = [(round(x * 10), round(y * 10)) for x, y in map(placed, ring)]
        steps = [points[0]]
        for point in points[1:]:
            if point != steps[-1]:
                steps.append(point)
        if len(steps) < 4:
            continue
        moves = [f"M{_tenths(steps[0][0])} {_tenths(steps[0][1])}l"]
        moves.append(" ".join(f"{_tenths(b[0] - a[0])} {_tenths(b[1] - a[1])}" for a, b in itertools.pairwise(steps)))
        parts.append("".join(moves) + "z")
    return "".join(parts).replace(" -", "-")


def _tenths(value: int) -> str:
    return f"{value / 10:g}"


def code(geometry: dict[str, Any]) -> str | None:
    """ISO 3166 alpha-2 in lower case, or None for what is no country."""
    from babel.core import get_global

    found = NAMED.get(geometry["properties"]["name"])
    if found is None and "id" in geometry:
        found = get_global("territory_aliases").get(geometry["id"], [""])[0].lower()
    return found or None


def main(coarse: Path, fine: Path) -> None:
    """Write ``world.json`` beside this file."""
    shapes: dict[str, str] = {}
    shape_source, place_source = Topology(coarse), Topology(fine)
    for geometry in shape_source.countries:
        name = code(geometry)
        if name and name != "aq":
            shapes[name] = shapes.get(name, "") + path(shape_source.rings(geometry))
    places: dict[str, list[float]] = {}
    for geometry in place_source.countries:
        name = code(geometry)
        if name and name != "aq" and geometry["properties"]["name"] not in NAMED:
            largest = max(place_source.rings(geometry), key=lambda ring: abs(area(ring)))
            x, y = placed(MOVED.get(name) or middle(largest))
            places[name] = [round(x, 1), round(y, 1)]
    record = {
        "width": WIDTH,
        "height": HEIGHT,
        "places": dict(sorted(places.items())),
        "shapes": dict(sorted(shapes.items())),
    }
    target = Path(__file__).with_name("world.json")
    target.write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{target.name}: {len(shapes)} shapes, {len(places)} places, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
