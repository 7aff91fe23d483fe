"""A name as the matcher reads it: its words, what each does, and where it ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from match_samples import INVISIBLE, failing

from porosity.screening.names import LONGEST, MOST_WORDS, Kind, Role, read_name, role_of

PERSON, BODY, CRAFT = Kind.PERSON, Kind.BODY, Kind.CRAFT


def words(text: str, kind: Kind = PERSON) -> str:
    """The words of a name, as one text."""
    return " ".join(read_name(text, kind).words)


def in_role(text: str, role: Role, kind: Kind) -> str:
    """The words of a name that do one thing in it."""
    name = read_name(text, kind)
    return " ".join(word for word, told in zip(name.words, name.roles, strict=True) if told is role)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("QUARZIN, Belodrag", "belodrag quarzin"),
        ("Quarzin , Belodrag Thunmir", "belodrag thunmir quarzin"),
        ("Belodrag Quarzin", "belodrag quarzin"),
        ("Belodrag, Quarzin, Thunmir", "belodrag quarzin thunmir"),  # two commas order nothing
        ("Belodrag-Thunmir Quarzin", "belodrag thunmir quarzin"),
        ("BelodragQuarzin", "belodrag quarzin"),
        ("Vashti Ólmogrėn", "vashti olmogren"),
        ("KIM, Chol Su", "chol su kim"),
        ("김철수", "gim cheol su"),
        ("김 철수", "gim cheol su"),
        ("Сергей Врублеж", "sergey vrublezh"),
        ("  Belodrag\t Quarzin\n", "belodrag quarzin"),
        ("“Belodrag” (Quarzin)", "belodrag quarzin"),
        ("Quarzin,", "quarzin"),
        (", Belodrag", "belodrag"),
        ("معمر", "mmr"),
    ],
)
def test_a_persons_name_is_read_in_its_natural_order(text: str, read: str) -> None:
    assert words(text) == read


@pytest.mark.parametrize("text", ["", " ", "!!!", "---", ",", "😀", "🚢🚢", "\u200b\u200d", "\x00", "…", "„“"])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_text_without_letters_and_digits_has_no_words(text: str, kind: Kind) -> None:
    name = read_name(text, kind)
    assert (name.words, name.roles) == ((), ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vrublezh Limited Liability Company", "Vrublezh LLC"),
        ("Vrublezh Joint Stock Company", "Vrublezh JSC"),
        ("Vrublezh Co., Ltd.", "Vrublezh Co Ltd"),
        ("Vrublezh S.A. de C.V.", "Vrublezh SA de CV"),
        ("Vrublezh S.A. de C.V.", "Vrublezh Sociedad Anonima de Capital Variable"),
        ("Общество с ограниченной ответственностью Врублеж", "ООО Врублеж"),
        ("Vrublezh Limitted Liability Compnay", "Vrublezh LLC"),
        ("Z.E.M. Shipping", "ZEM Shipping"),
        failing(
            "Vrublezh Gesellschaft mit beschränkter Haftung",
            "Vrublezh GmbH",
            why="mit beschränkter Haftung is among no legal forms",
        ),
        failing(
            "Vrublezh Joit Stock Company", "Vrublezh JSC", why="words of fewer than five letters are not corrected"
        ),
    ],
)
def test_a_legal_form_is_one_however_it_is_written(one: str, other: str) -> None:
    assert words(one, BODY) == words(other, BODY)


@pytest.mark.parametrize(
    ("text", "kind", "role", "found"),
    [
        ("Dr. Belodrag Quarzin", PERSON, Role.TITLE, "dr"),
        ("Gen. Sheikh Belodrag Quarzin Jr.", PERSON, Role.TITLE, "gen sheikh jr"),
        ("Vashti van der Olmogren", PERSON, Role.PARTICLE, "van der"),
        ("Belodrag bin Thunmir al-Quarzini", PERSON, Role.PARTICLE, "bin al"),
        ("B. T. Quarzin", PERSON, Role.INITIAL, "b t"),
        ("Zemtrolex Shipping LLC", BODY, Role.LEGAL, "llc"),
        ("Zemtrolex Shipping LLC", BODY, Role.GENERIC, "shipping"),
        ("Zemtrolex Shiping LLC", BODY, Role.GENERIC, "shiping"),
        ("Zemtrolex Shipping LLC", BODY, Role.CORE, "zemtrolex"),
        ("Belodrag Shipping", PERSON, Role.GENERIC, ""),  # of companies only
        ("TONG VRENG 5", CRAFT, Role.NUMBER, "5"),
        ("Ri Il O", PERSON, Role.INITIAL, ""),  # syllables, not initials and particles
        ("Kim Il U", PERSON, Role.CORE, "kim il u"),
    ],
)
def test_a_word_does_what_it_does_in_the_names_of_its_kind(text: str, kind: Kind, role: Role, found: str) -> None:
    assert in_role(text, role, kind) == found


@pytest.mark.parametrize(
    "form",
    [
        *("LLC", "Inc.", "PLC", "GmbH", "GmbH & Co. KG", "S.p.A.", "B.V.", "A/S", "OOO", "PJSC", "Pte Ltd", "FZE"),
        *("Sp. k.", "d.o.o.", "W.L.L.", "Limited Liability Partnership", "Closed Joint Stock Company", "a.s."),
        *("Co., Ltd.", "Co Ltd", "S.A. de C.V.", "Sdn Bhd", "UAB", "PT", "OÜ"),
        failing("Sp. z o.o.", why="the oo of Sp. z o.o. is read as a word that tells who is meant"),
        failing("有限公司", why="Chinese is romanised before its forms are looked for: you xian gong si"),
    ],
)
def test_a_legal_form_does_not_tell_who_is_meant(form: str) -> None:
    assert in_role(f"Vrublezh {form}", Role.CORE, BODY) == "vrublezh"


@pytest.mark.parametrize(
    ("word", "kind", "role"),
    [
        ("ii", PERSON, Role.TITLE),
        ("captain", PERSON, Role.TITLE),
        ("ii", CRAFT, Role.NUMBER),
        ("iii", CRAFT, Role.NUMBER),
        ("ii", BODY, Role.NUMBER),
    ],
)
def test_a_roman_number_tells_ships_and_bodies_apart(word: str, kind: Kind, role: Role) -> None:
    assert role_of(word, kind) is role


@pytest.mark.parametrize(
    ("text", "last"),
    [("Belodrag Quarz", "quarz"), ("Quarzin, Belod", "belod"), ("Quarzin,", "quarzin"), ("Vashti", "vashti")],
)
def test_the_end_is_where_the_text_ends(text: str, last: str) -> None:
    name = read_name(text, PERSON)
    assert name.words[name.end] == last


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ("Person", PERSON),
        ("Company", BODY),
        ("Organization", BODY),
        ("Vessel", CRAFT),
        ("Airplane", CRAFT),
        ("LegalEntity", Kind.UNKNOWN),
        (None, Kind.UNKNOWN),
        ("", Kind.UNKNOWN),
    ],
)
def test_a_schema_has_a_kind(schema: str | None, kind: Kind) -> None:
    assert Kind.of(schema) is kind


def test_an_endless_name_is_cut() -> None:
    for text in ("quarzin" * 2000, "Belodrag Quarzin " * 600, "a " * 5000, "ß" * 10_000):
        name = read_name(text, PERSON)
        assert 0 < len(name.words) <= MOST_WORDS
        assert sum(map(len, name.words)) <= 2 * LONGEST


@pytest.mark.parametrize(
    "text", ["Quarzin Belo\ud800", "\udfffQuarzin Belo", "Quarzin \ud800\ud800 Belo", "Quarzin Belo\udc80"]
)
@pytest.mark.parametrize("kind", list(Kind))
def test_half_a_letter_is_no_letter(text: str, kind: Kind) -> None:
    assert words(text, kind) == "quarzin belo"


@given(st.text(), st.sampled_from(Kind))
def test_any_text_is_read(text: str, kind: Kind) -> None:
    name = read_name(text, kind)
    assert len(name.words) == len(name.roles) <= MOST_WORDS
    assert all(word.isascii() and word == word.lower() and word.split() == [word] for word in name.words)
    assert name.words == () or 0 <= name.end < len(name.words)


@given(st.text(min_size=1), st.sampled_from(Kind))
def test_what_was_read_reads_as_itself(text: str, kind: Kind) -> None:
    once = read_name(text, kind).words
    assert read_name(" ".join(once), kind).words == once


@given(st.lists(st.tuples(st.integers(0, 15), st.sampled_from(INVISIBLE)), max_size=8))
def test_signs_that_cannot_be_seen_change_nothing(signs: list[tuple[int, str]]) -> None:
    text = "Belodrag Quarzin"
    for at, sign in signs:
        text = text[:at] + sign + text[at:]
    assert words(text) == "belodrag quarzin"
