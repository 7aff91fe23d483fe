"""Loading is strict: each file in ``broken/`` says in its first lines what its error must say."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from porosity import yaml_strict
from porosity.errors import KnowledgeError
from porosity.measures.cases import read_cases
from porosity.measures.loading import known_words, load_law, read_measure
from porosity.measures.measure import Direction, Measure, Silent

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yml"))
GOOD = """\
id: {id}
title: Lorries to the DPRK
regime: {regime}
kind: prohibition
force: decides
instrument: "An act of our own, art. 1"
in_force_from: 2017-12-22
target: kp
bound: un-members
families: [vehicles-machinery-metals]
citations: [{{text: "An act of our own, art. 1", sure: recalled}}]
limbs:
  supply:
    family: vehicles-machinery-metals
    says: "supplying any lorry to the DPRK"
    acts: [transfer]
    direction: in
    things: {{classes: [vehicle]}}
    reference: "An act of our own, art. 1"
"""


def read(path: Path) -> Measure:
    return read_measure(path, yaml_strict.load(path))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small law of one measure."""
    (tmp_path / "measures" / "un-dprk").mkdir(parents=True)
    (tmp_path / "measures" / "un-dprk" / "lorries.yml").write_text(GOOD.format(id="lorries", regime="un-dprk"))
    (tmp_path / "families.yml").write_text(
        'vehicles-machinery-metals: {title: Vehicles, covers: "vehicles", measures: [lorries]}\n'
    )
    (tmp_path / "regimes.yml").write_text(
        "un-dprk: {title: UN, issuer: The Council, target: kp, bound: un-members}\n"
        "other: {title: Other, issuer: Nobody, bound: anyone}\n"
    )
    return tmp_path


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_measure_is_refused_with_a_remedy(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = [line.removeprefix("# says: ") for line in lines if line.startswith("# says: ")]
    assert expected
    with pytest.raises(KnowledgeError) as error:
        read(path)
    for words in expected:
        assert words in str(error.value)
    assert path.name in str(error.value)


def test_a_measure_is_read_as_it_is_written(folder: Path) -> None:
    law = load_law(folder)
    (measure,) = law.measures
    assert (measure.id, measure.in_force_from, measure.in_force_until) == ("lorries", date(2017, 12, 22), None)
    (limb,) = measure.limbs
    assert (limb.acts, limb.direction, limb.conditions) == (("transfer",), Direction.IN, ())
    assert measure.path == "measures/un-dprk/lorries.yml"
    assert [regime.target for regime in law.regimes] == ["kp", None]


def test_the_version_follows_the_files(folder: Path) -> None:
    before = load_law(folder).version
    assert load_law(folder).version == before
    path = folder / "measures" / "un-dprk" / "lorries.yml"
    path.write_text(path.read_text().replace("any lorry", "every lorry"))
    assert load_law(folder).version != before


def test_a_silent_condition_is_unknown_unless_it_says_otherwise(folder: Path) -> None:
    path = folder / "measures" / "un-dprk" / "lorries.yml"
    conditions = '    when: {a: {fact: over_cap, asks: "?"}, b: {fact: over_cap, asks: "?", silent: presumed_met}}\n'
    path.write_text(path.read_text() + conditions)
    assert [rule.silent for rule in read(path).limbs[0].conditions] == [Silent.UNKNOWN, Silent.PRESUMED_MET]


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            "measures/un-dprk/lorries.yml",
            "in_force_from",
            "replaced_by: [lories]\nin_force_from",
            "Did you mean 'lorries'?",
        ),
        ("measures/un-dprk/lorries.yml", "vehicles-machinery-metals", "vehicles", "family 'vehicles' is unknown."),
        ("families.yml", "[lorries]", "[lorry]", "'vehicles-machinery-metals' names 'lorry'."),
        ("families.yml", "covers:", "cover:", "'covers' is missing."),
        ("regimes.yml", "un-dprk:", "un-dprc:", "regime 'un-dprk' is unknown. Did you mean 'un-dprc'?"),
        ("regimes.yml", "title: Other", "title: Other, since: 2020-01-01", "the key 'since' is unknown."),
    ],
)
def test_links_lead_somewhere(folder: Path, file: str, old: str, new: str, says: str) -> None:
    path = folder / file
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(KnowledgeError) as error:
        load_law(folder)
    assert says in str(error.value)


def test_an_id_is_used_once(folder: Path) -> None:
    (folder / "measures" / "other").mkdir()
    (folder / "measures" / "other" / "lorries.yml").write_text(GOOD.format(id="lorries", regime="other"))
    with pytest.raises(KnowledgeError, match="another file has the id 'lorries' too"):
        load_law(folder)


def test_a_file_that_is_not_text_is_named(folder: Path) -> None:
    path = folder / "measures" / "un-dprk" / "lorries.yml"
    path.write_bytes(b"\xff\xfe\x00title")
    with pytest.raises(KnowledgeError, match="is not UTF-8"):
        load_law(folder)
    shutil.rmtree(folder / "measures")
    (folder / "families.yml").unlink()
    with pytest.raises(KnowledgeError, match="cannot be read"):
        load_law(folder)


def test_advice_is_the_nearest_word_or_all_of_few() -> None:
    assert known_words("hi", ["in", "out"]).startswith("Known words: in, out.")
    assert known_words("ot", ["in", "out"]).startswith("Did you mean 'out'?")
    assert known_words("zzz", [f"word-{number}" for number in range(30)]).startswith("No such word is known.")


CASE = (
    "- name: A lorry\n  event: {act: transfer, from: ru, to: kp, item: lorry, date: 2018-01-01}\n  expect: prohibited\n"
)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("expect: prohibited", "expect: forbidden", "case 1: 'expect' is 'forbidden'."),
        ("act: transfer", "act: transfers", "case 1: event: 'act' is 'transfers'. Did you mean 'transfer'?"),
        ("from: ru", "fro: ru", "the key 'fro' is unknown. Did you mean 'from'?"),
        ("item: lorry", "item: {name: lorry, colour: red}", "the key 'colour' is unknown."),
        ("date: 2018-01-01", "date: [2018-01-01]", "'date' must be a day or [first, last]"),
        ("date: 2018-01-01", 'date: "2018-01-01"', "'date' must be a day or [first, last]"),
        ("date: 2018-01-01", "date: 2018-01-01, facts: {over_kap: true}", "names 'over_kap'. Did you mean 'over_cap'?"),
        ("date: 2018-01-01", "date: 2018-01-01, facts: {over_cap: 1}", "must map facts to true or false"),
        ("- name: A lorry\n  event", "- name: A lorry\n  even", "'event' is missing."),
    ],
)
def test_cases_are_read_as_strictly(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = tmp_path / "lorries.yml"
    path.write_text(CASE.replace(old, new))
    with pytest.raises(KnowledgeError) as error:
        read_cases(path)
    assert says in str(error.value)


def test_two_cases_do_not_share_a_name(tmp_path: Path) -> None:
    path = tmp_path / "lorries.yml"
    path.write_text(CASE * 2)
    with pytest.raises(KnowledgeError, match="two cases are named 'A lorry'"):
        read_cases(path)
