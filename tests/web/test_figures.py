"""Figures made on the server: nothing of a report becomes markup, numbers and pictures agree, ends are kept."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

from porosity.measures.loading import shipped_law
from porosity.web import charts, maps, networks

SVG = "{http://www.w3.org/2000/svg}"


def test_the_longest_bar_fills_the_cell_and_nothing_has_none() -> None:
    assert 'width="100.0"' in charts.bar(7, 7) and 'width="0"' in charts.bar(0, 7)
    assert 'width="0.8"' in charts.bar(1, 10_000), "what is there can be seen"


def test_months_without_incidents_are_columns_too() -> None:
    months = charts.filled({date(2023, 11, 1): {"prohibited": 2}, date(2024, 2, 1): {"conditional": 1}})
    assert [f"{one.first:%Y-%m}" for one in months] == ["2023-11", "2023-12", "2024-01", "2024-02"]
    assert [one.total for one in months] == [2, 0, 0, 1]
    picture = ET.fromstring(charts.columns(months, title="By month"))
    assert len(picture.findall(f"{SVG}rect")) == 2
    assert charts.filled({}) == [] and charts.columns([], title="none") == ""


def test_a_very_long_time_shows_its_last_months() -> None:
    months = charts.filled({date(1950, 1, 1): {"prohibited": 1}, date(2024, 1, 1): {"prohibited": 1}})
    assert len(months) == 120 and months[-1].first == date(2024, 1, 1)


def test_the_life_of_a_measure_begins_and_ends_on_its_days() -> None:
    measures = shipped_law().measures
    axis = charts.law_axis(measures, today=date(2025, 5, 5))
    assert axis.at(axis.first, 100) == 0 and axis.at(axis.last, 100) == 100
    assert axis.at(date(1900, 1, 1), 100) == 0 and axis.at(date(2100, 1, 1), 100) == 100
    for measure in measures:
        ET.fromstring(str(charts.law_bar(measure, axis, date(2020, 2, 29), width=700, named=True)))


def test_a_route_is_drawn_between_known_states_only() -> None:
    drawn = maps.draw([maps.Route("ru", "kp", 3), maps.Route("zz", "kp", 1), maps.Route("kp", "kp", 9)])
    assert drawn.count('class="route"') == 1 and "Russia → North Korea: 3" in drawn
    assert maps.draw([maps.Route("zz", "yy", 1)]) == "" and maps.draw([]) == ""
    over = maps.draw([maps.Route("it", "kp", 1, via="cn")])
    assert over.count('class="route"') == 2 and over.count('class="head"') == 1


def test_every_state_of_a_route_lies_within_the_picture() -> None:
    world = maps.world()
    for pair in (("nz", "us"), ("kp", "kr"), ("cl", "ru"), ("is", "za")):
        picture = ET.fromstring(str(maps.draw([maps.Route(*pair, 1)])))
        left, top, width, height = map(float, picture.attrib["viewBox"].split())
        for code in pair:
            x, y = world.places[code]
            assert left <= x <= left + width and top <= y <= top + height, pair


def test_a_network_is_the_same_each_time_and_its_words_are_words() -> None:
    middle = networks.Node("m", "<script>alert(1)</script>", "person")
    around = [networks.Node(str(n), f"Name & <b>{n}</b>", "organisation", n % 2 == 0, n + 1) for n in range(14)]
    ties = [networks.Tie("m", one.key, one.weight) for one in around]
    picture = networks.draw(middle, around, ties)
    assert picture == networks.draw(middle, around, ties)
    root = ET.fromstring(str(picture))
    assert not root.findall(f".//{SVG}script") and not root.findall(f".//{SVG}b")
    for shape in root.findall(f"{SVG}rect"):
        assert 0 <= float(shape.attrib["x"]) <= networks.WIDTH and 0 <= float(shape.attrib["y"]) <= networks.HEIGHT
    assert networks.draw(middle, [], []) == ""
