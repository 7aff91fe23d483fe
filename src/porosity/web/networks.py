"""Who is tied to whom, as SVG: the one that the page is about in the middle, those it acts with around it.

The places are found by springs that always begin alike, so the same ties give the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from porosity.exports.safe import line

WIDTH, HEIGHT = 760, 380
STEPS = 160
LONGEST = 26


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody or something: ``weight`` is how many acts tie it to the one in the middle."""

    key: str
    name: str
    kind: str
    listed: bool = False
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Tie:
    """Two nodes, by their keys, and in how many acts they are together."""

    one: str
    other: str
    count: int


def draw(middle: Node, around: Sequence[Node], ties: Sequence[Tie], *, name: str = "network") -> Markup:
    """The picture; empty where nobody is tied to the one in the middle."""
    if not around:
        return Markup("")
    nodes = [middle, *around]
    places = _places(nodes, ties)
    most = max((tie.count for tie in ties), default=1)
    parts = [
        Markup(
            '<svg class="network" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" font-size="12" '
            'aria-labelledby="{}-title {}-desc"><title id="{}-title">{}</title><desc id="{}-desc">{}</desc>'
        ).format(WIDTH, HEIGHT, name, name, name, line(f"Who acts with {middle.name}"), name, describe(around))
    ]
    for tie in ties:
        (x, y), (to_x, to_y) = places[tie.one], places[tie.other]
        parts.append(
            Markup('<line class="tie" x1="{:.0f}" y1="{:.0f}" x2="{:.0f}" y2="{:.0f}" stroke="#8a857b" '
                   'stroke-width="{:.1f}"/>').format(x, y, to_x, to_y, 0.8 + 3.4 * math.sqrt(tie.count / most))
        )  # fmt: skip
    for node in nodes:
        parts.append(_node(node, places[node.key], is_middle=node is middle))
    parts.append(Markup("</svg>"))
    return Markup("").join(parts)


def describe(around: Sequence[Node]) -> str:
    """The picture in words."""
    return line("; ".join(f"{node.name}, {node.kind}, acts together: {node.weight}" for node in around))


def _node(node: Node, place: tuple[float, float], *, is_middle: bool) -> Markup:
    x, y = place
    classes = " ".join(
        ["node", *(["me"] if is_middle else []), *(["listed"] if node.listed else []),
         *(["thing"] if node.kind not in ("person", "organisation") else [])]
    )  # fmt: skip
    size = 9 if is_middle else 5 + min(4, math.log2(1 + node.weight))
    if node.kind == "person":
        shape = Markup('<circle class="{}" cx="{:.0f}" cy="{:.0f}" r="{:.1f}" fill="#fff" stroke="#1d1c1a"/>').format(
            classes, x, y, size
        )
    else:
        shape = Markup(
            '<rect class="{}" x="{:.0f}" y="{:.0f}" width="{:.0f}" height="{:.0f}" rx="2" fill="#fff" '
            'stroke="#1d1c1a"/>'
        ).format(classes, x - size, y - size, 2 * size, 2 * size)
    label = line(node.name)
    label = label if len(label) <= LONGEST else label[: LONGEST - 1].rstrip() + "…"
    anchor, at = ("end", x - size - 4) if x > WIDTH * 0.62 else ("start", x + size + 4)
    if abs(x - WIDTH / 2) < WIDTH * 0.1:
        anchor, at = "middle", x
        y += size + 9 if y >= HEIGHT / 2 else -size - 13
    return shape + Markup('<text x="{:.0f}" y="{:.0f}" text-anchor="{}"{}>{}</text>').format(
        at, y + 4, anchor, Markup(' font-weight="700"') if is_middle else "", label
    )


def _places(nodes: Sequence[Node], ties: Sequence[Tie]) -> dict[str, tuple[float, float]]:
    """Springs: ties pull, all push, the middle stays."""
    count = len(nodes)
    at = [(0.0, 0.0)] + [
        (math.cos(2 * math.pi * place / (count - 1)), 0.8 * math.sin(2 * math.pi * place / (count - 1)))
        for place in range(count - 1)
    ]
    index = {node.key: place for place, node in enumerate(nodes)}
    pairs = [(index[tie.one], index[tie.other]) for tie in ties]
    for step in range(STEPS):
        force = [[0.0, 0.0] for _ in nodes]
        for a in range(count):
            for b in range(a):
                dx, dy = at[a][0] - at[b][0], at[a][1] - at[b][1]
                square = dx * dx + dy * dy + 1e-3
                push = 0.12 / square
                for one, sign in ((a, 1), (b, -1)):
                    force[one][0] += sign * push * dx
                    force[one][1] += sign * push * dy
        for a, b in pairs:
            dx, dy = at[b][0] - at[a][0], at[b][1] - at[a][1]
            pull = 0.18 * math.hypot(dx, dy)
            for one, sign in ((a, 1), (b, -1)):
                force[one][0] += sign * pull * dx
                force[one][1] += sign * pull * dy
        heat = 0.12 * (1 - step / STEPS)
        for place in range(1, count):
            fx, fy = force[place]
            size = math.hypot(fx, fy) or 1.0
            reach = min(size, heat)
            at[place] = (at[place][0] + fx / size * reach, at[place][1] + fy / size * reach)
    wide = max(max(abs(x) for x, _ in at), 1e-6)
    high = max(max(abs(y) for _, y in at), 1e-6)
    return {
        node.key: (WIDTH / 2 + x / wide * (WIDTH / 2 - 150), HEIGHT / 2 + y / high * (HEIGHT / 2 - 40))
        for node, (x, y) in zip(nodes, at, strict=True)
    }
