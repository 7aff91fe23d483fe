"""The law as a whole: measures by id, their families and regimes, and the search over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from porosity.measures.measure import Direction, Limb, Measure


@dataclass(frozen=True, slots=True)
class Family:
    """A subject of measures; ``measures`` are its UN measures, strongest first."""

    id: str
    title: str
    covers: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Regime:
    """A body of measures with one issuer. ``programs`` are those of the issuer's lists that belong to it."""

    id: str
    title: str
    issuer: str
    target: str | None
    bound: str
    programs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Law:
    """All measures. ``version`` is a hash over their files."""

    measures: tuple[Measure, ...]
    families: tuple[Family, ...]
    regimes: tuple[Regime, ...]
    version: str
    _by_id: dict[str, Measure] = field(init=False, repr=False, compare=False)
    _rank: dict[tuple[str, str], int] = field(init=False, repr=False, compare=False)
    _by_act: dict[str, list[tuple[Measure, Limb, bool]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {measure.id: measure for measure in self.measures})
        ranks = {(family.id, name): place for family in self.families for place, name in enumerate(family.measures)}
        object.__setattr__(self, "_rank", ranks)
        by_act: dict[str, list[tuple[Measure, Limb, bool]]] = {}
        for measure in self.measures:
            for limb in measure.limbs if measure.dated else ():
                for act in limb.acts:
                    by_act.setdefault(act, []).append((measure, limb, limb.needs(measure.target)))
        object.__setattr__(self, "_by_act", by_act)

    def get(self, measure_id: str) -> Measure | None:
        """A measure by its id, or None."""
        return self._by_id.get(measure_id)

    def limbs_for(self, act: str) -> Iterable[tuple[Measure, Limb, bool]]:
        """The limbs of dated measures that speak of an act, each with whether it needs the target to be there."""
        return self._by_act.get(act, ())

    def rank(self, family: str, measure_id: str) -> int:
        """The place of a measure in its family, strongest first; measures outside the UN table come last."""
        return self._rank.get((family, measure_id), 1000)

    def search(
        self,
        words: str = "",
        *,
        on: date | None = None,
        target: str | None = None,
        goods: str | None = None,
        direction: Direction | None = None,
        family: str | None = None,
        regime: str | None = None,
    ) -> list[Measure]:
        """Measures that fit all that is asked: words in its texts, in force on a day, target, an HS heading, ..."""
        wanted = words.lower().split()
        return [
            measure
            for measure in self.measures
            if all(word in _haystack(measure) for word in wanted)
            and (on is None or measure.governs(on))
            and (target is None or measure.target == target)
            and (goods is None or _names_heading(measure, goods))
            and (direction is None or any(limb.direction in (direction, Direction.BOTH) for limb in measure.limbs))
            and (family is None or family in measure.families)
            and (regime is None or measure.regime == regime)
        ]


def _haystack(measure: Measure) -> str:
    texts = [measure.id, measure.title, measure.instrument, measure.note, *measure.families]
    for limb in measure.limbs:
        texts.append(limb.says)
        if limb.things is not None:
            texts.extend(limb.things.classes)
    return " ".join(texts).lower()


def _names_heading(measure: Measure, heading: str) -> bool:
    """Whether a limb names the heading, a chapter above it, or a part of it."""
    return any(
        heading.startswith(named) or named.startswith(heading)
        for limb in measure.limbs
        if limb.things is not None
        for named in limb.things.hs
    )
