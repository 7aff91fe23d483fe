"""What others make of the same names."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cdist
from rigour.names import tokenize_name
from rigour.text.translit import ascii_text

from porosity.bench.scoring import Figures
from porosity.screening.listed import Listed
from porosity.screening.lists.loading import open_list

LEAST_RATIO = 85
LEAST_LOGIC = 0.7
CANDIDATES = 10


class Peer:
    """A matcher of somebody else's, over lists."""

    name = ""

    def __init__(self) -> None:
        self._seconds: list[float] = []

    def over(self, lists: Sequence[Path]) -> Callable[[Mapping[str, Any]], list[dict[str, Any]]]:
        """What answers a case."""
        listed = [one for path in lists for one in open_list(path)]
        search = self._search(listed)

        def answer(case: Mapping[str, Any]) -> list[dict[str, Any]]:
            began = time.perf_counter()
            found = sorted(search(case))
            self._seconds.append(time.perf_counter() - began)
            return [{"id": id_, "match": True} for id_ in dict.fromkeys(found)]

        return answer

    def speed(self) -> Figures:
        """Milliseconds a query."""
        told = sorted(self._seconds)
        p50, p95 = (1000 * told[len(told) * part // 100] for part in (50, 95))
        return {"p50, ms": round(p50, 2), "p95, ms": round(p95, 2)}

    def _search(self, listed: list[Listed]) -> Callable[[Mapping[str, Any]], Iterator[str]]:
        raise NotImplementedError


class RapidFuzz(Peer):
    """The ratio of the sorted words, over all names."""

    name = "rapidfuzz >= 85"

    def _search(self, listed: list[Listed]) -> Callable[[Mapping[str, Any]], Iterator[str]]:
        ids = [one.id for one in listed for _ in one.names]
        names = [_sorted(name.text) for one in listed for name in one.names]

        def search(case: Mapping[str, Any]) -> Iterator[str]:
            ratios = cdist([_sorted(case["query"])], names, scorer=fuzz.ratio, score_cutoff=LEAST_RATIO, dtype=np.uint8)
            return (ids[at] for at in np.flatnonzero(ratios[0] >= LEAST_RATIO))

        return search


class LogicV2(Peer):
    """nomenklatura's logic-v2 on the ten nearest by rapidfuzz."""

    name = "logic-v2 >= 0.7"

    def _search(self, listed: list[Listed]) -> Callable[[Mapping[str, Any]], Iterator[str]]:
        from followthemoney import model
        from nomenklatura.matching import LogicV2 as Logic
        from nomenklatura.matching.types import ScoringConfig

        config = ScoringConfig.defaults() if hasattr(ScoringConfig, "defaults") else Logic.default_config()
        owners = [(one, name.text) for one in listed for name in one.names]
        names = [_sorted(text) for _, text in owners]
        numbers = count()  # logic-v2 keeps the names of an entity by its id

        def entity(id_: str, schema: str, name: str, case: Mapping[str, Any]) -> Any:
            properties = {"name": [name]}
            if schema == "Person":
                properties["birthDate"] = [case["born"]] if case.get("born") else []
                properties["nationality"] = [case["country"]] if case.get("country") else []
            return model.get_proxy({"id": id_, "schema": schema, "properties": properties})

        def search(case: Mapping[str, Any]) -> Iterator[str]:
            ratios = cdist([_sorted(case["query"])], names, scorer=fuzz.ratio, dtype=np.uint8)[0]
            asked = entity(f"query-{next(numbers)}", case["schema"], case["query"], case)
            for at in np.argpartition(-ratios.astype(int), CANDIDATES)[:CANDIDATES]:
                one, text = owners[at]
                schema = one.schema if one.schema != "Thing" else "LegalEntity"
                born = next((span.first.isoformat()[:4] for span in one.born if span.first), None)
                known = {"born": born, "country": next(iter(one.countries), None)}
                other = entity(f"listed-{at}", schema, text, known)
                if Logic.compare(asked, other, config).score >= LEAST_LOGIC:
                    yield one.id

        return search


def peers() -> list[Peer]:
    """Those that are installed."""
    return [RapidFuzz(), *([LogicV2()] if find_spec("nomenklatura") else [])]


def _sorted(text: str) -> str:
    return " ".join(sorted(tokenize_name(ascii_text(text).casefold())))


__all__ = ["Peer", "peers"]
