from __future__ import annotations

import re
from collections import Counter

import pytest

from porosity.reports.outlets import outlet, outlet_of_url, outlets


def test_an_outlet_is_found_by_name_alias_and_domain() -> None:
    for name in ("KCNA", "the Korean Central News Agency", "kcna.kp"):
        found = outlet(name)
        assert found is not None
        assert (found.id, found.party_country, found.kind) == ("kcna", "kp", "state-news-agency")
    assert outlet("Example Wire") is None


@pytest.mark.parametrize(
    ("url", "id"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc"),
        ("https://world.kbs.co.kr/x", "kbs"),
        ("https://beyondparallel.csis.org/x", "beyond-parallel"),
        ("reuters.com", "reuters"),
        ("https://notreuters.com/", None),
        ("https://reuters.com.evil.example/", None),
        ("http://[broken", None),
    ],
)
def test_an_address_belongs_to_the_outlet_of_its_domain(url: str, id: str | None) -> None:
    found = outlet_of_url(url)
    assert (found.id if found else None) == id


def test_no_name_belongs_to_two_outlets() -> None:
    names = Counter(
        name
        for found in outlets().values()
        for name in {re.sub(r"\W+", " ", text.casefold()) for text in (found.name, *found.aliases, *found.domains)}
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_countries_are_two_small_letters_and_reasons_are_given() -> None:
    for found in outlets().values():
        assert re.fullmatch("[a-z]{2}", found.country)
        assert found.party_country is None or re.fullmatch("[a-z]{2}", found.party_country)
        assert found.because
        assert found.reference
        assert found.reliability != "A"
