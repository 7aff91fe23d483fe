"""Names in running text: both sides of every boundary, on names made up for it."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity.errors import KnowledgeError, ListError
from porosity.screening import spotting_words
from porosity.screening.listed import Listed, ListedName, Quality
from porosity.screening.spotting import Spot, Spotter
from porosity.screening.spotting_text import PlainText, plain_names


def party(
    id: str, schema: str, *names: str, countries: tuple[str, ...] = (), positions: tuple[str, ...] = ()
) -> Listed:
    """A listed party with its first name as the primary one."""
    qualities = (Quality.PRIMARY, *[Quality.ALIAS] * len(names))
    listed = tuple(ListedName(text, quality) for text, quality in zip(names, qualities, strict=False))
    return Listed(id, "xx-test", schema, listed, countries=countries, positions=positions)


PARTIES = (
    party("p1", "Person", "QUARZIN, Belodrag Thunmir", "Belo"),
    party("p2", "Person", "Vashti Ólmogrėn"),
    party(
        "p3", "Person", "PAK Song-gil", "박성길", countries=("kp",), positions=("Director of the Dragonfly Foundry",)
    ),
    party("p4", "Person", "Maria"),
    party("p5", "Person", "KIM, Chol", countries=("kp",)),
    party("p6", "Person", "Oleg Tarasovich Vrublezh"),
    party("b1", "Company", "Zemtrolex Shipping Co., Ltd.", "Zemtrolex", "ZSC"),
    party("b2", "Organization", "Ministry of Public Weather", countries=("kp",)),
    party("b3", "Organization", "Krevalong Bank"),
    party("b4", "Organization", "Krevalong Bank of Overseas Commerce"),
    party("b5", "Company", "La'Quorbel Trading"),
    party("b6", "Organization", "Opera"),
    party("b7", "Organization", "The Base"),
    party("b8", "Company", "Groß-Vintzel GmbH"),
    party("b9", "Organization", "環海珠玉貿易"),
    party("v1", "Vessel", "Maria"),
    party("v2", "Vessel", "ANGARA"),
    party("v3", "Vessel", "Tong Vreng 5"),
    party("v4", "Vessel", "SUCCESS"),
    party("a1", "Airplane", "P-8137X"),
)
SPOTTER = Spotter.build(PARTIES)


def ids(text: str) -> list[str]:
    """Who is found in a text, in order."""
    return [id for spot in SPOTTER.find(text) for id in spot.ids]


def words(text: str) -> list[str]:
    """The words of a text that are found."""
    return [text[spot.start : spot.end] for spot in SPOTTER.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Belodrag Thunmir Quarzin signed it.", "Belodrag Thunmir Quarzin"),
        ("Mr. Quarzin, Belodrag Thunmir", "Quarzin, Belodrag Thunmir"),
        ("a deal with Zemtrolex.", "Zemtrolex"),
        ("Zemtrolex's ships", "Zemtrolex"),
        ("Zemtrolex’s ships", "Zemtrolex"),
        ("the Zemtrolex-owned yard", "Zemtrolex"),
        ("(Zemtrolex)", "Zemtrolex"),
        ("“Zemtrolex”", "Zemtrolex"),
        ("ZEMTROLEX SOLD TO RIVAL", "ZEMTROLEX"),
        ("sold to Zemtrolex Shipping Company Limited", "Zemtrolex Shipping Company Limited"),
        ("Zemtrolex Shipping Co. Ltd said", "Zemtrolex Shipping Co. Ltd"),
        ("Zemtrolex\nShipping Co.,\nLtd said", "Zemtrolex\nShipping Co.,\nLtd"),
        ("Zem\u00adtro\u200blex", "Zem\u00adtro\u200blex"),
        ("VASHTI OLMOGREN fled", "VASHTI OLMOGREN"),
        (unicodedata.normalize("NFD", "Vashti Ólmogrėn fled"), unicodedata.normalize("NFD", "Vashti Ólmogrėn")),
        ("Vashti Ölmogren fled", "Vashti Ölmogren"),
        ("Pak Song Gil", "Pak Song Gil"),
        ("Pak Song-\ngil", "Pak Song-\ngil"),
        ("Pak Songgil", "Pak Songgil"),
        ("Oleg Vrublezh", "Oleg Vrublezh"),
        ("La’Quorbel Trading", "La’Quorbel Trading"),
        ("LaQuorbel Trading", "LaQuorbel Trading"),
        ("GROSS-VINTZEL", "GROSS-VINTZEL"),
        ("Krevalong Bank of Overseas Commerce", "Krevalong Bank of Overseas Commerce"),
        ("Krevalong Bank of Vienna", "Krevalong Bank"),
        ("从环海到環海珠玉貿易公司", "環海珠玉貿易"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, found: str) -> None:
    assert words(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Belodrag Thunmir. Quarzin left.",
        "Belodrag Thunmir\n\nQuarzin left.",
        "Belodrag Thunmir Quarzinsky",
        "XBelodrag Thunmir Quarzin",
        "Zemtrolexia",
        "www.zemtrolex.example and info@zemtrolex.example",
        "zemtrolex.com",
        "Zemtrolex Nightingale won the race.",
        "Belo said so.",
        "Vashti; Olmogren",
        "ZSC was founded.",
        "the opera house",
        "Opera was performed.",
        "The Base was shelled.",
        "The base was shelled.",
    ],
)
def test_what_only_looks_like_a_name_is_not_found(text: str) -> None:
    assert words(text) == []


def test_a_first_name_is_neither_a_person_nor_a_ship() -> None:
    assert ids("Maria said the tanker had left.") == []
    assert ids("Maria Callas sang aboard the ship.") == []
    assert ids("the tanker Maria") == ["v1"]
    assert ids("the vessel named “Maria” was loaded") == ["v1"]
    assert ids("Maria (IMO 9000001)") == ["v1"]


def test_a_rocket_is_no_ship() -> None:
    assert ids("The Angara rocket lifted off from Plesetsk.") == []
    assert ids("The cargo ship Angara left Vostochny.") == ["v2"]


def test_a_common_word_is_no_ship() -> None:
    assert ids("Success is certain. The ship won.") == []
    assert ids("The success of the ship was great.") == []
    assert ids("the success tanker") == []
    assert ids("the tanker Success") == ["v4"]


def test_a_ship_with_a_number_is_that_ship() -> None:
    assert ids("The vessel Tong Vreng 5 sailed.") == ["v3"]
    assert ids("The vessel Tong Vreng 55 sailed.") == []
    assert ids("Tong Vreng 5 is a street.") == []


def test_an_aircraft_asks_for_aircraft() -> None:
    assert ids("The plane with tail number P-8137X landed.") == ["a1"]
    assert ids("Form P-8137X must be signed.") == []


def test_two_short_words_are_no_person() -> None:
    assert ids("Kim Chol was there.") == []


def test_a_name_that_others_bear_is_sure_where_the_office_is_named() -> None:
    (bare,) = SPOTTER.find("Pak Song Gil was there.")
    (told,) = SPOTTER.find("Pak Song Gil, director of the Dragonfly Foundry, was there.")
    assert (bare.sure, told.sure) == (False, True)
    both = SPOTTER.find(
        "Pak Song Gil, director of the Dragonfly Foundry, came.\n\nThen" + " x" * 100 + " Pak Song Gil left."
    )
    assert [spot.sure for spot in both] == [True, True]


def test_a_longer_name_with_the_same_beginning_is_another() -> None:
    assert ids("Pak Song Gil Chol sang.") == []


def test_an_acronym_needs_the_name_that_it_stands_for() -> None:
    assert ids("Zemtrolex Shipping Co., Ltd. (ZSC) paid; ZSC denies it.") == ["b1", "b1", "b1"]


def test_a_ministry_is_that_of_its_state() -> None:
    assert ids("the Ministry of Public Weather of the DPRK") == ["b2"]
    assert ids("the DPRK Ministry of Public Weather") == ["b2"]
    assert ids("the Ministry of Public Weather of Iran, a friend of the DPRK") == []
    assert ids("In Pyongyang, North Korea and the DPRK, the Ministry of Public Weather met.") == ["b2"]
    assert ids("the Ministry of Public Weather") == []
    assert ids("a ministry of public weather in North Korea") == []


def test_korean_particles_may_follow_a_name_and_other_syllables_may_not() -> None:
    assert words("박성길는 갔다") == ["박성길"]
    assert words("박성길 위원장이 갔다") == ["박성길"]
    assert words("박성길위원장이 갔다") == ["박성길"]
    assert words("박성길금은 없다") == []
    assert words("대박성길는 없다") == []
    assert words(unicodedata.normalize("NFD", "박성길는 갔다")) == [unicodedata.normalize("NFD", "박성길")]


def test_offsets_count_code_points_behind_letters_that_grow() -> None:
    text = "ﬃ ß İ 😀 ㎥ … Zemtrolex ﬁ"
    (spot,) = SPOTTER.find(text)
    assert text[spot.start : spot.end] == "Zemtrolex"
    long = "ﬃß" * 50 + " Zemtrolex " + "漢" * 200 + " Zemtrolex"
    assert words(long) == ["Zemtrolex", "Zemtrolex"]


def test_nothing_is_found_in_nothing() -> None:
    assert SPOTTER.find("") == []
    assert SPOTTER.find("\ud800 \x00 ’’’") == []
    assert Spotter.build([]).find("Zemtrolex") == []


def test_names_that_are_no_names_are_left_out() -> None:
    odd = [party("o1", "Organization", "", "-", "Korean:", "12", "x" * 5000), party("o2", "Person", ",", "a, b, c")]
    assert Spotter.build(odd).find("Korean: 12 - , a, b, c") == []


def test_a_kept_spotter_finds_the_same(tmp_path: Path) -> None:
    SPOTTER.save(tmp_path / "names.gz")
    text = "Zemtrolex, Pak Song Gil and the tanker Maria; the DPRK Ministry of Public Weather"
    assert Spotter.load(tmp_path / "names.gz").find(text) == SPOTTER.find(text)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "names.gz"
    SPOTTER.save(path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ListError, match=r"names\.gz"):
        Spotter.load(path)


@pytest.mark.parametrize("broken", ["vessels: ship\n", "", "- ship\n"])
def test_context_words_that_are_not_whole_are_refused(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "screening").mkdir()
    (tmp_path / "screening" / "contexts.yml").write_text(broken, encoding="utf-8")
    monkeypatch.setattr(spotting_words, "knowledge", lambda: tmp_path)
    with pytest.raises(KnowledgeError, match=r"contexts\.yml"):
        spotting_words.contexts.__wrapped__()


NAMES = ("Zemtrolex", "Belodrag Thunmir Quarzin", "Krevalong Bank", "the tanker Maria", "박성길는", "Pak Song Gil")
BITS = (
    "ß",
    "İ",
    "ﬁ",
    "’s",
    "'",
    "-",
    "\n",
    "\n\n",
    " ",
    ", ",
    ". ",
    "the DPRK",
    "環海珠玉貿易",
    "\u0301",
    "\u200b",
    "A",
)
PIECES = st.sampled_from((*NAMES, *BITS, "Vashti Ólmogrėn"))
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=14).map("".join)


@given(TEXTS)
def test_every_hit_is_a_slice_that_reads_as_a_listed_name(text: str) -> None:
    spots = SPOTTER.find(text)
    for spot in spots:
        assert 0 <= spot.start < spot.end <= len(text)
        assert PlainText(text[spot.start : spot.end]).data.strip().decode() in SPOTTER.patterns
    assert all(one.end <= other.start for one, other in pairwise(spots))


@given(TEXTS)
def test_text_behind_a_full_stop_takes_no_hit_away(text: str) -> None:
    def found(spots: list[Spot]) -> set[tuple[int, int]]:
        return {(spot.start, spot.end) for spot in spots}

    assert found(SPOTTER.find(text + ".")) <= found(SPOTTER.find(text + ". It rained and nobody came."))


@given(st.text(max_size=60))
def test_plain_text_keeps_its_account(text: str) -> None:
    plain = PlainText(text)
    assert plain.data.startswith(b" ")
    assert plain.data.endswith(b" ")
    assert b"  " not in plain.data


@given(st.lists(st.text(max_size=12), max_size=6))
def test_names_in_one_go_read_as_one_by_one(names: list[str]) -> None:
    assert plain_names(names) == [PlainText(name.replace("\n", " ")).data.decode().strip() for name in names]
