"""The worked cases of ``knowledge/cases/goods``: what each description certainly and possibly is."""

from typing import Any

import pytest

from porosity.goods import classify
from porosity.resources import knowledge
from porosity.yaml_strict import load

KEYS = {"text", "kind", "nothing", "hs", "classes", "possible_hs", "possible_classes", "not_classes"}


def cases() -> list[Any]:
    found = []
    for path in sorted((knowledge() / "cases" / "goods").glob("*.yml")):
        rows = load(path)
        assert isinstance(rows, list)
        for row in rows:
            assert set(row) <= KEYS, f"{path.name}: {row}"
            label = f"{path.stem}-{row['text']}" + (f"-{row['kind']}" if "kind" in row else "")
            found.append(pytest.param(row, id=label))
    return found


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    goods = classify(case["text"], kind=case.get("kind"))
    if case.get("nothing"):
        assert goods is None
        return
    assert goods is not None
    if "classes" in case:
        assert goods.classes == frozenset(case["classes"])
    if "hs" in case:
        assert set(goods.hs) == set(case["hs"])
    assert set(case.get("possible_hs", [])) <= set(goods.possible_hs)
    assert set(case.get("possible_classes", [])) <= goods.possible_classes
    assert not set(case.get("not_classes", [])) & (goods.classes | goods.possible_classes)
    assert goods.because
