"""Names against lists: both sides of every boundary, and what an analyst would say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from match_samples import FAMILY, GIVEN, INVISIBLE, PARTIES, failing, is_match, match, party, weak, year

from porosity.screening import scorer
from porosity.screening.listed import Listed, Quality
from porosity.screening.names import Kind, Role, read_name
from porosity.screening.reasons import because, clauses
from porosity.screening.screener import Match, Screener, Subject

SCREENER = Screener.build(PARTIES, {"xx-test": "xx-test@2026-01-02"})


def ids(query: str, schema: str | None = "Person", **known: object) -> list[str]:
    """Who matches, best first."""
    found = SCREENER.match(Subject(query, schema, **known), None)  # type: ignore[arg-type]
    return [one.listed.id for one in found if one.score >= scorer.THRESHOLD]


@pytest.mark.parametrize(
    ("query", "schema", "first"),
    [
        ("Belodrag Thunmir Quarzin", "Person", "p1"),
        ("QUARZIN, Belodrag Thunmir", "Person", "p1"),
        ("Quarzin Belodrag", "Person", "p1"),
        ("Belodrag Quarzin", None, "p1"),
        ("Belodrag Quarzim", "Person", "p1"),
        ("B. T. Quarzin", "Person", "p1"),
        ("Dr. Belodrag Quarzin", "Person", "p1"),
        ("Vashti Olmogren", "Person", "p2"),
        ("Kim Chol Su", "Person", "p3"),
        ("김철수", "Person", "p3"),
        ("Kim Cholmin", "Person", "p4"),
        ("Сергей Петрович Врублеж", "Person", "p5"),
        ("S. P. Vrublezh", "Person", "p5"),
        ("Mohamed Hussein Krevalong", "Person", "p7"),
        ("Zemtrolex", "Company", "b1"),
        ("Zemtrolex Shipping", "Organization", "b1"),
        ("ООО Врублеж Oil and Gas", "Company", "b2"),
        ("Ministry of Public Weather", "Organization", "b3"),
        ("TONG VRENG 5", "Vessel", "v1"),
        ("Angara", "Vessel", "v2"),
    ],
)
def test_the_party_that_is_meant_comes_first(query: str, schema: str | None, first: str) -> None:
    assert ids(query, schema)[0] == first


@pytest.mark.parametrize(
    ("query", "schema"),
    [
        ("Ulmarika Fenwrick", "Person"),
        ("Vashti Quarzin", "Person"),
        ("Kim Chol Hyok", "Person"),
        ("Pak Chol Su", "Person"),
        ("James Smith", "Person"),
        ("General Trading", "Company"),
        ("Shipping Company Limited", "Company"),
        ("Trading LLC", "Company"),
        ("Ltd", "Company"),
        ("Ministry", "Organization"),
        ("Ministry of Public Works", "Organization"),
        ("Oil and Gas", "Company"),
        ("Krevalong Shipping", "Company"),
        ("TONG VRENG 6", "Vessel"),
        ("Dr.", "Person"),
        ("van der", "Person"),
        ("5", "Vessel"),
        ("K", "Person"),
    ],
)
def test_who_is_not_listed_is_not_found(query: str, schema: str) -> None:
    assert ids(query, schema) == []


@pytest.mark.parametrize("query", ["", "   ", "!!!", "😀😀", "\u200b", "\x00", "-", "'", "…", "🚢 🚢"])
def test_a_query_without_a_name_finds_nobody(query: str) -> None:
    assert SCREENER.match(Subject(query)) == []


@pytest.mark.parametrize("query", ["12345", "9110236", "1", "0" * 50, "١٢٣", "½"])
def test_digits_alone_are_nobodys_name(query: str) -> None:
    assert ids(query, None) == []


@pytest.mark.parametrize(
    "query", ["x" * 10_000, "Belodrag " * 1_111, "a b " * 2_500, "김" * 10_000, "ß" * 10_000, "\u200b" * 9_999 + "x"]
)
def test_an_endless_query_finds_nobody(query: str) -> None:
    assert ids(query, "Person") == []


def test_what_follows_a_whole_name_after_hundreds_of_letters_is_cut_off() -> None:
    assert match("Belodrag Quarzin" + " " * 10_000 + "x", "Belodrag Quarzin") is not None


def test_kim_is_not_kim() -> None:
    assert ids("Kim Chol Su") == ["p3"]
    assert ids("Kim Chol Min") == ["p4"]


def test_the_best_comes_first_and_near_ones_may_follow() -> None:
    found = SCREENER.match(Subject("Belodrag Quarzin"), None)
    assert [one.bits for one in found] == sorted((one.bits for one in found), reverse=True)
    assert all(0 <= one.score <= 1 for one in found)


def test_not_more_than_the_limit() -> None:
    crowd = Screener.build(party(f"p{number:02}", "Person", "Belodrag Quarzin") for number in range(30))
    asked = Subject("Belodrag Quarzin", "Person")
    assert [one.listed.id for one in crowd.match(asked, 3)] == ["p00", "p01", "p02"]
    assert (len(crowd.match(asked)), len(crowd.match(asked, None))) == (10, 30)


def test_a_party_is_told_once_with_the_name_that_fits_best() -> None:
    found = SCREENER.match(Subject("Vashti van der Olmogren", "Person"), None)
    assert [(one.listed.id, one.name) for one in found] == [("p2", "Vashti van der Ólmogrėn")]


def test_two_parties_of_one_name_are_both_told() -> None:
    both = Screener.build(
        [party("p1", "Person", "Belodrag Quarzin"), party("p2", "Person", "QUARZIN, Belodrag", born=[year(1961)])]
    )
    assert [one.listed.id for one in both.match(Subject("Belodrag Quarzin", "Person", born="1961"))] == ["p2", "p1"]


def test_a_weak_alias_needs_more_than_itself() -> None:
    listed = party("p1", "Person", "Belodrag Quarzin", weak("Abu Ali"), born=[year(1961)])
    assert not is_match("Abu Ali", listed)
    assert is_match("Abu Ali", listed, born="1961")
    assert is_match("Abu Ali", party("p1", "Person", "Belodrag Quarzin", "Abu Ali"))
    found = match("Abu Ali", listed, born="1961")
    assert found is not None and found.is_weak and "weak alias" in " ".join(because(found))


@pytest.mark.parametrize("name", ["Abu Hamza", "Hakim"])
def test_a_given_name_for_a_weak_alias_is_not_enough(name: str) -> None:
    assert not is_match(name, party("p1", "Person", "Belodrag Quarzin", weak(name)))


def test_a_strong_name_beside_a_weak_one_counts() -> None:
    found = match("Belodrag Quarzin", party("p1", "Person", weak("Belodrag Quarzin"), "QUARZIN, Belodrag"))
    assert found is not None and not found.is_weak


def test_a_short_or_common_name_needs_more() -> None:
    bits = {}
    for name in ("Quarzin", "Rashid", "Kim", "Ali"):
        found = match(name, name)
        bits[name] = found.bits if found else 0.0
    assert bits["Quarzin"] > bits["Rashid"] > bits["Ali"]
    assert bits["Quarzin"] > bits["Kim"]


# an analyst's eye

ARABIC = "Arabic letters leave out short vowels, and their romanisation is compared as if it had all"
KIN = "forms of one name that are both known count as two names: a family costs more than a sound, 1.28 to 1.0"
UNLED = "a comparison takes it for a match, but the index does not lead there"

SHOULD = [
    # order, initials, titles, particles, compound names
    ("Thunmir Belodrag Quarzin", "QUARZIN, Belodrag Thunmir", "Person"),
    ("Quarzin B.", "Belodrag Quarzin", "Person"),
    ("Lt. Gen. Belodrag Quarzin", "Belodrag Quarzin", "Person"),
    ("Olmogren, Vashti van der", "Vashti van der Olmogren", "Person"),
    ("Sean Olmogren", "Seán Ólmogren", "Person"),
    ("José García López", "GARCIA LOPEZ, Jose", "Person"),
    ("Nicolás Maduro", "Nicolas MADURO MOROS", "Person"),
    ("Jürgen Quarzin", "Juergen Quarzin", "Person"),
    ("Bob Olmogren", "Robert Olmogren", "Person"),
    ("Thomas Lubanga", "Thomas LUBANGA DYILO", "Person"),
    ("Nguyễn Văn Minh", "Nguyen Van Minh", "Person"),
    failing(
        "Maduro Moros, Nicolás", "Nicolás Maduro", "Person", why="a second family name costs more than the rest gives"
    ),
    # Russian and Ukrainian
    ("Vladimir Putin", "Vladimir Vladimirovich PUTIN", "Person"),
    ("V. V. Putin", "Vladimir Vladimirovich PUTIN", "Person"),
    ("Poutine Vladimir", "Vladimir Putin", "Person"),
    ("Игорь Сечин", "Igor Sechin", "Person"),
    ("Рамзан Кадыров", "KADYROV, Ramzan", "Person"),
    ("Sasha Vrublezh", "Aleksandr Vrublezh", "Person"),
    ("Anna Vrublezhskaya", "Anna Vrublezhskaia", "Person"),
    ("Sergei Petrovich Vrublezh", "Sergei Vrublezh", "Person"),
    ("Врублеж С.П.", "Sergei Petrovich Vrublezh", "Person"),
    failing("Jewgeni Prigoschin", "Yevgeny Prigozhin", "Person", why="two German readings are dearer than the name"),
    # Korean and Chinese
    ("Kim Jong-eun", "Kim Jong Un", "Person"),
    ("Choi Ryong-hae", "CHOE, Ryong Hae", "Person"),
    ("Jang Song Thaek", "Chang Song-taek", "Person"),
    ("최룡해", "Choe Ryong Hae", "Person"),
    ("Xi Jinping", "XI, Jin Ping", "Person"),
    ("习近平", "Xi Jinping", "Person"),
    ("김철수", "KIM, Chol Su", "Person"),
    failing("박영식", "Pak Yong Sik", "Person", why=f"bag, yeong and sig for pak, yong and sik: {UNLED}"),
    ("리영호", "RI, Yong Ho", "Person"),
    ("Shin Yong Chol", "Sin Yong-chol", "Person"),
    failing("Ким Чен Ын", "Kim Jong Un", "Person", why="the Russian way of writing Korean names: chen is not jong"),
    ("Teng Hsiao-p'ing", "Deng Xiaoping", "Person"),
    failing("Chu Jung-chi", "Zhu Rongji", "Person", why="Wade-Giles against Pinyin"),
    failing("Mao Tse-tung", "Mao Zedong", "Person", why=f"tse and tung for zedong: {UNLED}"),
    # Arabic and Persian
    ("Bachar el-Assad", "Bashar al-Assad", "Person"),
    ("Abdul Rahman Olmogren", "Abdurrahman Olmogren", "Person"),
    ("Abdel Nasser Olmogren", "Abd al-Nasir Olmogren", "Person"),
    failing("Osama Binladen", "Usama bin Ladin", "Person", why=f"binladen for bin and ladin: {UNLED}"),
    ("Ulmarika Binvrublezh", "Ulmarika bin Vrublezh", "Person"),
    ("Vashti Alkaabi", "Vashti al-Kaabi", "Person"),
    failing("Mohamed Alkaabi", "Muhammad al-Kaabi", "Person", why=KIN),
    failing("Mohamed Ali", "Muhammad Ali", "Person", why=KIN),
    failing("Ahmed Hassan", "Ahmad Hasan", "Person", why=KIN),
    ("Abd al-Rahman Olmogren", "Abdulrahman Olmogren", "Person"),
    failing("قاسم سليماني", "Qasem Soleimani", "Person", why=ARABIC),
    failing("أسامة بن لادن", "Usama bin Ladin", "Person", why=ARABIC),
    failing("بشار الأسد", "Bashar al-Assad", "Person", why=ARABIC),
    failing("معمر القذافي", "Muammar Gaddafi", "Person", why="the ayn becomes a question mark: m, mr, alqdhafy"),
    # deception and clerks
    ("Веlоdrаg Quаrzіn", "Belodrag Quarzin", "Person"),
    ("Bldrg Qrzn", "Belodrag Quarzin", "Person"),
    ("Bel0drag Quarz1n", "Belodrag Quarzin", "Person"),
    ("Belodrag Ouarzin", "Belodrag Quarzin", "Person"),
    ("Belodrag Quazrin", "Belodrag Quarzin", "Person"),
    ("Belodrag Qua", "Belodrag Quarzin", "Person"),
    ("elodrag Quarzin", "Belodrag Quarzin", "Person"),
    ("Belod rag Quarzin", "Belodrag Quarzin", "Person"),
    # bodies and ships
    ("Vrublezh GmbH", "Vrublezh LLC", "Company"),
    ("ООО Врублеж", "Vrublezh LLC", "Company"),
    ("Zemtrolex & Sons", "Zemtrolex and Sons", "Company"),
    ("Bank of Krevalong", "Krevalong Bank", "Company"),
    ("Intl Zemtrolex Corp", "International Zemtrolex Corporation", "Company"),
    ("Zemtrolex Shipping Co., Ltd.", "Zemtrolex Shipping LLC", "Company"),
    failing(
        "Vrublezh Joit Stock Company",
        "Vrublezh Joint Stock Company",
        "Company",
        why="joit has too few letters to be corrected, and the listed form is one word by then",
    ),
    ("ADRIAN DARYA", "ADRIAN DARYA 1", "Vessel"),
    ("Ch'o'ng Ch'o'n Gang", "CHONG CHON GANG", "Vessel"),
    ("M/V Tong Vreng 5", "TONG VRENG 5", "Vessel"),
    ("MT TONG VRENG 5", "TONG VRENG 5", "Vessel"),
    ("Tong Vreng No. 5", "TONG VRENG 5", "Vessel"),
    failing("Chongchongang", "CHONG CHON GANG", "Vessel", why="three words written as one"),
    ("Okonjla 6", "OKONJOLA 6", "Vessel"),
]
ORDER = "the syllables in another order cost 6 bits, but the bonus of a whole name is given all the same"
SHOULD_NOT = [
    ("Vashti Quarzin", "Belodrag Quarzin", "Person"),
    ("Peter Olmogren", "Paul Olmogren", "Person"),
    ("James Wilson", "John Wilson", "Person"),
    ("Ivan Petrov", "Ivan Sidorov", "Person"),
    ("Petr Ivanov", "Ivan Petrov", "Person"),
    ("Mohammad Reza Khan", "Mohammad Ali Khan", "Person"),
    ("Muhammad Ali", "Muhammad Ali Hassan", "Person"),
    ("Kim Chol Su", "Kim Chol Min", "Person"),
    ("Kim Jong Il", "Kim Jong Un", "Person"),
    ("Pak Chol Su", "Kim Chol Su", "Person"),
    ("Ri Yong Ho", "RI, Yong Hyok", "Person"),
    ("Nguyen Van Minh", "Nguyen Van Hung", "Person"),
    ("Zhang Wei", "Zhang Min", "Person"),
    ("Li Wei", "Lee Way", "Person"),
    ("Hamid Karzai", "Hamid Mir", "Person"),
    failing("Kim Yo Jong", "Kim Jong Yo", "Person", why=ORDER),
    failing("Kim Un Jong", "Kim Jong Un", "Person", why=ORDER),
    failing("Robert Wilson", "Roberta Wilson", "Person", why="a man's and a woman's name, taken for a slip"),
    ("Kim Chol", "Kim Chol Su", "Person"),
    ("Vrublezh Trading LLC", "Quarzin Trading LLC", "Company"),
    ("Zemtrolex Trading", "Zemtrolex Shipping Co., Ltd.", "Company"),
    ("Zemtrolex Vostok Ltd", "Zemtrolex Zapad Ltd", "Company"),
    ("General Trading Company LLC", "International General Trading LLC", "Company"),
    ("National Bank", "National Oil Company", "Company"),
    ("Ministry of Public Works", "Ministry of Public Weather", "Organization"),
    ("Gazprom", "Gazprombank", "Company"),
    ("Vrublezh Plant No. 14", "Vrublezh Plant No. 15", "Organization"),
    ("TONG VRENG 5", "TONG VRENG 6", "Vessel"),
    ("KUM SONG 5", "KUM SONG 7", "Vessel"),
    ("ANGARA II", "ANGARA III", "Vessel"),
]


@pytest.mark.parametrize(("query", "listed", "schema"), SHOULD)
def test_an_analyst_would_want_to_see(query: str, listed: str, schema: str) -> None:
    assert is_match(query, listed, schema)


@pytest.mark.parametrize(("query", "listed", "schema"), SHOULD_NOT)
def test_an_analyst_would_not_want_to_see(query: str, listed: str, schema: str) -> None:
    assert not is_match(query, listed, schema)


def test_a_middle_name_that_the_list_lacks_is_no_other_person() -> None:
    listed = party("p1", "Person", "Belodrag Quarzin", born=[year(1961)])
    found = match("Belodrag Thunmir Quarzin", listed)
    assert found is not None  # shown, if not as a match
    assert is_match("Belodrag Thunmir Quarzin", listed, born="1961")
    assert match("Belodrag Quarzin", listed).bits > found.bits + 5  # type: ignore[union-attr]


# what holds for all names

LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=9)
INVENTED = st.tuples(st.sampled_from(GIVEN), st.lists(LETTERS, max_size=2), st.sampled_from(FAMILY)).map(
    lambda parts: " ".join([parts[0], *parts[1], parts[2]])
)
ANY_NAME = st.lists(LETTERS, min_size=2, max_size=4).map(" ".join)


def has_two_that_tell(name: str, schema: str) -> bool:
    """Whether two different words of a name say who is meant."""
    read = read_name(name, Kind.of(schema))
    return len({word for word, role in zip(read.words, read.roles, strict=True) if role is Role.CORE}) >= 2


@given(ANY_NAME, st.sampled_from(["Person", "Company", "Vessel"]))
@settings(deadline=None)
def test_a_listed_name_of_several_words_is_found_with_itself(name: str, schema: str) -> None:
    if has_two_that_tell(name, schema):
        assert is_match(name, name, schema)


@given(INVENTED, st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
@settings(deadline=None, max_examples=60)
def test_capitals_lose_nobody(name: str, cased: object) -> None:
    assert is_match(cased(name), name)  # type: ignore[operator]


@given(INVENTED, st.integers(1, 3))
@settings(deadline=None, max_examples=60)
def test_turning_the_words_round_loses_nobody(name: str, by: int) -> None:
    words = name.split()
    assert is_match(" ".join(words[by:] + words[:by]), name)


@given(INVENTED, st.lists(st.tuples(st.integers(0, 30), st.sampled_from(INVISIBLE)), max_size=6))
@settings(deadline=None, max_examples=60)
def test_signs_that_cannot_be_seen_lose_nobody(name: str, signs: list[tuple[int, str]]) -> None:
    hidden = name
    for at, sign in signs:
        hidden = hidden[:at] + sign + hidden[at:]
    assert is_match(hidden, name)


BENT = st.sampled_from(
    [
        *("Belodrag Quarzim", "Quarzin", "Kim Chol Su", "Kim Cholsu", "Rashid", "Vashti Olmogren", "S. P. Vrublezh"),
        *("Sergei Vrublezh Petrovich Ivan", "John Smith", "Mohamed Hussein Krevalong", "Zemtrolex Shiping", "ANGARA"),
        *("Vrublezh Oil Gas OOO", "TONG VRENG", "Tong Vrang 5", "Maria", "Belodrag Thunmir Thunmir Quarzin Dr"),
    ]
)


@given(
    BENT,
    st.sampled_from(["Person", "Company", "Vessel", None]),
    st.sampled_from([None, "1961", "1962", "1958-02-01", "1990"]),
    st.sampled_from([(), ("kp",), ("de", "us")]),
    st.sampled_from([(), ("9110236",), ("AB123456",), ("9175937",)]),
)
@settings(deadline=None, max_examples=200)
def test_the_reasons_add_up_to_the_bits(
    query: str, schema: str | None, born: str | None, countries: tuple[str, ...], identifiers: tuple[str, ...]
) -> None:
    for found in SCREENER.match(Subject(query, schema, countries, born, identifiers), None):
        assert sum(bits for _, bits in clauses(found)) == pytest.approx(found.bits, abs=0.1)
        assert found.score == scorer.score(found.bits)
        printed = [float(reason.rsplit("(", 1)[1].rstrip(")")) for reason in because(found)]
        assert sum(printed) == pytest.approx(found.bits, abs=0.06 * len(printed) + 0.1)


def test_reasons_name_the_words_of_both_sides() -> None:
    found = match("B. Thunmir Quarzim", "QUARZIN, Belodrag Olmogren")
    assert found is None  # another given name
    listed = party("p1", "Person", weak("QUARZIN, Belodrag Thunmir"), born=[year(1961)], countries=["kp"])
    found = match("B. Quarzim", listed, countries=("kp",), born="1961")
    told = " ".join(because(found)) if found else ""
    assert "b may stand for belodrag" in told
    assert "quarzim may be a spelling of quarzin" in told
    assert "thunmir is only listed" in told
    assert "weak alias" in told
    assert "country kp, as listed" in told and "born 1961, listed as born 1961" in told


@given(st.text(max_size=400), st.sampled_from(["Person", "Company", "Vessel", None]))
@settings(deadline=None, max_examples=200)
def test_any_text_can_be_asked(query: str, schema: str | None) -> None:
    assert all(0 <= one.score <= 1 for one in SCREENER.match(Subject(query, schema)))


def test_half_a_letter_can_be_asked() -> None:
    assert SCREENER.match(Subject("\ud800")) == []


# keeping


def test_a_party_is_found_by_its_id() -> None:
    assert SCREENER.find("p3") == PARTIES[2]
    assert SCREENER.find("p99") is None
    assert list(SCREENER) == list(PARTIES)


def plain(found: list[Match]) -> str:
    """The matches, as far as a reader sees them."""
    return json.dumps([[one.listed.id, one.name, one.bits, one.score, because(one)] for one in found])


def test_a_screener_comes_back_from_the_disk_as_it_was(tmp_path: Path) -> None:
    SCREENER.save(tmp_path / "kept")
    again = Screener.load(tmp_path / "kept")
    assert (len(again), dict(again.versions)) == (len(PARTIES), {"xx-test": "xx-test@2026-01-02"})
    for listed in PARTIES:
        for asked in (listed.name, listed.name[:-1] + "x", listed.name.split()[0]):
            for schema in (listed.schema, None):
                subject = Subject(asked, schema, born="1961", countries=("kp",))
                assert plain(again.match(subject, None)) == plain(SCREENER.match(subject, None))
    found = again.match(Subject("TONG VRENG 5", "Vessel"))[0].listed
    assert found == next(one for one in PARTIES if one.id == "v1")


@pytest.mark.parametrize("parties", [(), (party("p1", "Person", "!!!"),), (party("p1", "Person", "😀", "…"),)])
def test_a_list_without_names_finds_nobody(tmp_path: Path, parties: tuple[Listed, ...]) -> None:
    empty = Screener.build(parties)
    empty.save(tmp_path)
    for screener in (empty, Screener.load(tmp_path)):
        assert (len(screener), screener.match(Subject("Belodrag Quarzin"))) == (len(parties), [])


def test_half_a_letter_in_one_name_hides_no_other_party() -> None:
    both = Screener.build([party("p1", "Person", "Kim \ud800"), party("p2", "Person", "Belodrag Quarzin")])
    assert [one.listed.id for one in both.match(Subject("Belodrag Quarzin", "Person"))] == ["p2"]


def test_an_alias_without_letters_hides_no_other() -> None:
    listed = party("p1", "Person", "…", "Belodrag Quarzin", weak("!!"))
    found = match("Belodrag Quarzin", listed)
    assert found is not None and (found.name, found.is_weak) == ("Belodrag Quarzin", False)
    assert listed.names[1].quality is Quality.ALIAS
