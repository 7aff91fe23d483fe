"""What strict YAML accepts, and the words with which it refuses."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity.errors import KnowledgeError
from porosity.yaml_strict import load, load_numbers


def loaded(tmp_path: Path, text: str) -> object:
    path = tmp_path / "law.yml"
    path.write_text(text, encoding="utf-8")
    return load(path)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),  # Norway, or the word
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("false", False),
        ("True", "True"),
        ("null", None),
        ("~", None),
        ("", None),
        ("8703", 8703),
        ("07", "07"),  # HS chapter, not octal 7
        ("0555567", "0555567"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),  # not a number in base sixty
        ("-3", -3),
        ("2.5", 2.5),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("2017-12-22", date(2017, 12, 22)),
        ("2017-12", "2017-12"),
        ("2017-1-2", "2017-1-2"),
        ("2017-12-22 10:00:00", "2017-12-22 10:00:00"),
        ("'2017-12-22'", "2017-12-22"),
        ("'8703'", "8703"),
    ],
)
def test_scalar_is_read_as_written(tmp_path: Path, written: str, read: object) -> None:
    assert loaded(tmp_path, f"value: {written}\n") == {"value": read}


def test_empty_file_is_nothing(tmp_path: Path) -> None:
    assert loaded(tmp_path, "") is None


def test_comment_only_file_is_nothing(tmp_path: Path) -> None:
    assert loaded(tmp_path, "# nothing yet\n") is None


def test_key_no_stays_a_word(tmp_path: Path) -> None:
    assert loaded(tmp_path, "no: Norway\n") == {"no": "Norway"}


def test_same_key_in_two_mappings_is_fine(tmp_path: Path) -> None:
    assert loaded(tmp_path, "a: {x: 1}\nb: {x: 2}\n") == {"a": {"x": 1}, "b": {"x": 2}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", r"law\.yml:3: the key 'a' is repeated; it first stands in line 1"),
        ("outer:\n  in: 1\n  in: 2\n", r"law\.yml:3: the key 'in' is repeated"),
        ("- {a: 1, a: 2}\n", r"law\.yml:1: the key 'a' is repeated"),
        ("day: 2017-02-30\n", r"law\.yml:1: 2017-02-30 is no day of the calendar"),
        ("a: [1, 2\nb: 3\n", r"law\.yml:\d"),
        ("? [a]\n: 1\n", "a key must be a single value"),
        ("a: !!python/object:os.system 1\n", r"law\.yml:1: could not determine a constructor"),
    ],
)
def test_broken_file_names_file_and_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(KnowledgeError, match=words):
        loaded(tmp_path, text)


def test_missing_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"gone\.yml: cannot be read"):
        load(tmp_path / "gone.yml")


def test_other_encoding_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "law.yml"
    path.write_bytes("name: café".encode("latin-1"))
    with pytest.raises(KnowledgeError, match="is not UTF-8"):
        load(path)


@dataclass(frozen=True)
class Costs:
    """Two numbers."""

    first: float
    last: float


def test_numbers_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "costs.yml"
    path.write_text("first: 2\nlast: 0.5\n", encoding="utf-8")
    assert load_numbers(path, Costs) == Costs(2.0, 0.5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("first: 2\n", r"costs\.yml: lacks or does not know: last\. It has first, last"),
        ("first: 2\nlast: 1\nlats: 1\n", r"costs\.yml: lacks or does not know: lats\. "),
        ("first: 2\nlast: two\n", r"costs\.yml: last is 'two', which is no number"),
        ("first: true\nlast: 1\n", r"costs\.yml: first is True, which is no number"),
        ("- 2\n", r"costs\.yml: must hold numbers by their names"),
        ("", r"costs\.yml: must hold numbers by their names"),
    ],
)
def test_odd_numbers_are_explained(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "costs.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=words):
        load_numbers(path, Costs)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_iso_date_comes_back(tmp_path_factory: pytest.TempPathFactory, day: date) -> None:
    path = tmp_path_factory.getbasetemp() / "dates.yml"
    path.write_text(f"- {day.isoformat()}\n", encoding="utf-8")
    assert load(path) == [day]
