"""The file of publishers: what ships is sound, and what is wrong with another is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from porosity.errors import KnowledgeError
from porosity.screening.lists.loading import FORMATS
from porosity.screening.publishers import Range, read_publishers, shipped

GOOD = """
un-sc:
  title: A list
  publisher: A publisher
  format: un-xml
  files:
    list.xml: {url: 'https://list.example/list.xml', least: 10, most: 1000}
  records: {least: 1, most: 10}
  verified_on: null
  reference: 'https://list.example'
"""


def test_what_ships_is_sound() -> None:
    publishers = read_publishers(shipped())
    formats = {known.name: known for known in FORMATS}
    assert len({publisher.list for publisher in publishers}) == len(publishers) > 3
    for publisher in publishers:
        assert publisher.format in formats
        assert publisher.verified_on is None  # nobody has downloaded from these addresses yet; a day is a claim
        for file in publisher.files:
            assert file.url.startswith("https://")
        if publisher.format != "ofac-csv":
            assert formats[publisher.format].list == publisher.list


@pytest.mark.parametrize(
    ("name", "records"), [("un-sc", 1003), ("us-ofac-sdn", 8976), ("us-ofac-sdn", 11443), ("us-bis-dpl", 581)]
)
def test_copies_that_are_known_to_be_sound_lie_in_the_range(name: str, records: int) -> None:
    (publisher,) = (one for one in read_publishers(shipped()) if one.list == name)
    assert records in publisher.records


@pytest.mark.parametrize(("number", "inside"), [(9, False), (10, True), (20, True), (21, False)])
def test_a_range_holds_both_its_ends(number: int, inside: bool) -> None:
    assert (number in Range(10, 20)) is inside


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("un-sc:", "../un:", "no name of a list"),
        ("  title: A list\n", "", "lacks title"),
        ("  title: A list\n", "  title: A list\n  mirror: x\n", "unknown mirror"),
        ("  title: A list\n", "  title: ''\n", "'title' is no text"),
        ("list.xml:", "../list.xml:", "no name of a file"),
        ("https://list.example/list.xml", "ftp://list.example", "no web address"),
        ("https://list.example/list.xml", "https://", "no web address"),
        ("least: 10, most", "least: 2000, most", "no range"),
        ("least: 1, most", "least: 0, most", "no range"),
        ("least: 1, most", "least: true, most", "no range"),
        ("verified_on: null", "verified_on: never", "'verified_on' is no day"),
        (GOOD, "", "holds no list"),
        (GOOD, "un-sc: 1", "must hold"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = tmp_path / "publishers.yml"
    path.write_text(GOOD)
    assert read_publishers(path)[0].files[0].size == Range(10, 1000)
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(KnowledgeError, match=words) as caught:
        read_publishers(path)
    assert "publishers.yml" in caught.value.place
