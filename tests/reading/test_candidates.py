"""What is left out before events are gathered could not have matched: with and without it, the events are the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity import goods
from porosity.assessment import Act, Claim, Entity, Evidence
from porosity.reading import events
from porosity.reading.candidates import Candidates
from porosity.reading.claims import Told
from porosity.reading.sources import Voice

ENTITIES: Mapping[str, Entity] = {
    entity.id: entity
    for entity in (
        Entity("iran", "Iran", "place", "ir"),
        Entity("general", "General Amiri", "person", "ir"),
        Entity("oman", "Oman", "place", "om"),
        Entity("firm", "a firm", "organisation"),
        Entity("guns", "rifles", "weapon", goods=goods.classify("rifles")),
        Entity("arms", "arms", "weapon", goods=goods.classify("assault rifles")),
        Entity("coal", "coal", "goods", goods=goods.classify("coal")),
        Entity("thing", "thing", "other"),
    )
}
PARTIES = st.lists(st.sampled_from(("iran", "general", "oman", "firm")), max_size=2, unique=True)
ROLES = st.fixed_dictionaries(
    {"agent": PARTIES, "recipient": PARTIES, "item": st.lists(st.sampled_from(("guns", "arms", "coal", "thing")))}
)
ACTS = st.sampled_from((Act.TRANSFER, Act.PROCURE, Act.SEIZE))


class Everything(Candidates):
    """Leaves nothing out."""

    def __init__(self, entities: Mapping[str, Entity], reach: int) -> None:
        super().__init__(entities, reach)
        self._last = -1

    def add(self, number: int, *_: object) -> None:
        self._last = max(self._last, number)

    def of(self, *_: object) -> list[int]:
        return list(range(self._last + 1))


def told(number: int, act: Act, roles: dict[str, list[str]], paragraph: int) -> Told:
    filled = {role: tuple(dict.fromkeys(ids)) for role, ids in roles.items() if ids}
    return Told(Claim(f"c{number}", act, filled, (Evidence(number, number + 1, "x"),)), number, paragraph, Voice())


@given(st.lists(st.tuples(ACTS, ROLES, st.integers(0, 6)), max_size=10))
def test_nothing_that_matches_is_left_out(drawn: list[tuple[Act, dict[str, list[str]], int]]) -> None:
    claims = [told(number, *one) for number, one in enumerate(drawn, 1)]
    found = events.events_of(claims, ENTITIES, date(2024, 2, 20))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "Candidates", Everything)
        assert found == events.events_of(claims, ENTITIES, date(2024, 2, 20))


def test_what_has_nothing_in_common_is_not_looked_at() -> None:
    candidates = Candidates(ENTITIES, 1)
    candidates.add(0, 0, ["iran"], ["oman"], ["coal"])
    assert candidates.of(9, ["firm"], [], ["coal"]) == []
    assert candidates.of(9, ["general"], [], ["coal"]) == [0]  # the same thing, from the same State
    assert candidates.of(9, ["general"], [], ["guns"]) == []
    assert candidates.of(1, ["firm"], [], ["guns"]) == [0]  # the paragraph beside it
