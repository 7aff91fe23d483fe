"""Killed at any instant, the store opens again with everything that it promised, and nothing half-written."""

from __future__ import annotations

import random

from killing import Toll, kill_one, look

KILLS = 6


def test_nothing_is_lost_and_nothing_half_written(store_url: str) -> None:
    dice, toll = random.Random(5), Toll()
    for number in range(KILLS):
        reports, decisions = kill_one(store_url, f"w{number}", dice)
        look(store_url, reports, decisions, toll)
    assert (toll.kills, toll.lost, toll.half_written) == (KILLS, 0, 0)
    assert toll.reports > 0 and toll.decisions > 0
