"""Of what kind a speaker is, by its name, its entity and the words around it."""

from __future__ import annotations

import pytest

from porosity.assessment import Entity
from porosity.support.sources import outlet_in, source_of


def kind(name: str, of: str = "person", country: str | None = None, *around: str) -> str:
    return source_of(name, Entity("e", name, of, country), around).kind.id


@pytest.mark.parametrize(
    ("name", "of", "country", "expected"),
    [
        ("officials", "person", None, "unnamed-official"),
        ("Officials", "person", None, "unnamed-official"),
        ("South Korean officials", "person", "kr", "unnamed-official"),
        ("intelligence official", "person", None, "unnamed-official"),
        ("Western diplomats", "person", None, "unnamed-official"),
        ("people", "person", None, "unnamed-source"),
        ("source", "person", None, "unnamed-source"),
        ("lorry mechanic", "person", None, "unnamed-source"),
        ("residents", "person", "kp", "eyewitness"),
        ("analysts", "person", None, "unnamed-expert"),
        ("defector", "person", None, "defector"),
        ("spokesman", "person", "ru", "office"),
        ("Ida Moss", "person", None, "person"),
        ("Ida Moss", "person", "gb", "person"),
        ("General Amiri", "person", "ir", "office"),
        ("Vladimir Putin", "person", "ru", "office"),
        ("Ukraine", "place", "ua", "state"),
        ("Kyiv", "place", "ua", "state"),
        ("South Korea's military", "organisation", "kr", "state"),
        ("Justice Department", "organisation", "us", "state"),
        ("Panel of Experts", "organisation", "un", "international"),
        ("Security Council", "organisation", "un", "international"),
        ("federal court", "organisation", "us", "court"),
        ("prosecutors", "organisation", "de", "prosecution"),
        ("Court filings", "document", None, "prosecution"),
        ("indictment", "document", None, "prosecution"),
        ("letter", "document", "ir", "letter"),
        ("Satellite images", "document", None, "picture"),
        ("customs data", "document", None, "document"),
        ("reports", "document", None, "hearsay"),
        ("annual report", "document", None, "document"),
        ("Hollin Shipping", "organisation", None, "organisation"),
        ("Iran's state broadcaster IRNA", "organisation", "ir", "state-media"),
        ("state television", "organisation", "kp", "state-media"),
        ("Korean Central News Agency", "organisation", "kp", "state-media"),
        ("Reuters", "organisation", "gb", "outlet"),
    ],
)
def test_the_kind_of_a_source(name: str, of: str, country: str | None, expected: str) -> None:
    assert kind(name, of, country) == expected


def test_a_title_beside_a_name_makes_an_office_holder() -> None:
    said = "The firm's rival, Ida Moss, said that lorries were sold."
    assert kind("Ida Moss", "person", "ir", said) == "person"
    assert kind("Ida Moss", "person", "ir", said.replace("The firm's rival", "Iran's trade minister")) == "office"
    far = f"Iran's trade minister left for the coast early this week to see the new harbour and its cranes, and {said}"
    assert kind("Ida Moss", "person", "ir", far) == "person"


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("diplomat", None),
        ("The Diplomat", "diplomat"),
        ("independent", None),
        ("economist", None),
        ("The Economist", "economist"),
        ("South Korea's Yonhap News Agency", "yonhap"),
        ("state news agency KCNA", "kcna"),
        ("bbc.co.uk", "bbc"),
        ("Ashford Times", None),
        ("Reuters Foundation trust", None),
        ("", None),
    ],
)
def test_an_outlet_is_found_by_its_whole_name_and_no_common_noun_is_one(name: str, outlet: str | None) -> None:
    found = outlet_in(name)
    assert (None if found is None else found.id) == outlet


@pytest.mark.parametrize(
    ("name", "of", "country", "state"),
    [
        ("Iran", "place", "ir", "ir"),
        ("Iranian foreign ministry", "organisation", "ir", "ir"),
        ("IRNA", "organisation", "ir", "ir"),
        ("BBC", "organisation", "gb", None),
        ("residents", "person", "ir", None),
        ("Iranian officials", "person", "ir", None),
        ("Ida Moss", "person", "ir", None),
        ("Hollin Shipping", "organisation", "ir", None),
        ("federal court", "organisation", "us", None),
    ],
)
def test_who_speaks_for_a_state(name: str, of: str, country: str, state: str | None) -> None:
    assert source_of(name, Entity("e", name, of, country)).speaks_for == state


@pytest.mark.parametrize(
    ("name", "sentence", "shown"),
    [
        ("Kremlin", "The Kremlin said no.", "the Kremlin"),
        ("Kyiv", "Kyiv said no.", "Kyiv"),
        ("source", "A source said no.", "a source"),
        ("Officials", "Officials said no.", "officials"),
        ("people", "Three people said no.", "people"),
        ("Western diplomats", "It is so, Western diplomats said.", "Western diplomats"),
        ("Russian foreign ministry", "The Russian foreign ministry said no.", "the Russian foreign ministry"),
        ("Japan's coast guard", "Japan's coast guard said no.", "Japan's coast guard"),
    ],
)
def test_a_name_as_a_sentence_takes_it(name: str, sentence: str, shown: str) -> None:
    assert source_of(name, None, (sentence,)).shown == shown
