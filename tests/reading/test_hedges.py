"""How firmly an act is put, by the words around it."""

from pathlib import Path

import pytest

from porosity.errors import KnowledgeError
from porosity.reading import hedges
from porosity.reading.words import split_words


def words_of(text: str) -> list[str]:
    return [word.text for word in split_words(text)]


def reading(text: str, trigger: str) -> tuple[str, str]:
    words = words_of(text)
    found = hedges.reading_of(words, words.index(trigger))
    return found.stance.value, found.certainty.value


@pytest.mark.parametrize(
    ("text", "trigger", "stance", "certainty"),
    [
        ("Russia shipped oil to the North.", "shipped", "asserts", "certain"),
        ("Russia likely shipped oil to the North.", "shipped", "asserts", "probable"),
        ("Russia allegedly shipped oil.", "shipped", "asserts", "probable"),
        ("Russia is believed to have shipped oil.", "shipped", "asserts", "probable"),
        ("Russia may have shipped oil.", "shipped", "asserts", "possible"),
        ("Russia is suspected of shipping oil.", "shipping", "asserts", "possible"),
        ("It is unclear whether Russia shipped oil.", "shipped", "asserts", "possible"),
        ("A suspected shipment of arms was seen.", "shipment", "asserts", "possible"),
        ("Russia did not ship oil.", "ship", "denies", "certain"),
        ("Russia denied shipping oil.", "shipping", "denies", "certain"),
        ("There is no evidence that Russia shipped oil.", "shipped", "denies", "certain"),
        ("Russia will ship oil.", "ship", "plans", "certain"),
        ("Russia agreed to ship oil.", "ship", "plans", "certain"),
        ("Seoul to send shells to Kyiv", "send", "plans", "certain"),
        ("Washington urged Beijing to stop the export of coal.", "export", "asks", "certain"),
        ("Did Russia ship oil?", "ship", "asks", "certain"),
        ("If Russia ships oil, prices fall.", "ships", "asserts", "possible"),
        ("Tehran offered drones.", "offered", "plans", "certain"),
        ("Minsk refused tanks.", "refused", "denies", "certain"),
    ],
)
def test_cues_reach_their_act(text: str, trigger: str, stance: str, certainty: str) -> None:
    assert reading(text, trigger) == (stance, certainty)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Russia shipped oil; China may object.", "shipped"),
        ("Moscow, which may object, said that Minsk sold tanks.", "sold"),
        ("Russia did not object when Minsk sold tanks.", "sold"),
        ("On 3 May Russia shipped oil.", "shipped"),
        ("Not only Russia shipped oil.", "shipped"),
        ("The ship No. 7 carried oil.", "carried"),
    ],
)
def test_cues_do_not_reach_beyond_their_clause(text: str, trigger: str) -> None:
    assert reading(text, trigger) == ("asserts", "certain")


def test_quotation_marks_of_distance_are_a_cue() -> None:
    words = words_of("Navy seizes “missile parts” off Oman")
    assert [cue.kind for cue in hedges.find(words)] == ["distance_quote"]
    assert reading("Army “sold tanks” to rebels", "sold") == ("asserts", "possible")


def test_a_long_quotation_is_no_distance() -> None:
    words = words_of("He said “we have sold nothing at all to anybody in the region” on Monday")
    assert "distance_quote" not in {cue.kind for cue in hedges.find(words)}


def test_a_cue_is_the_words_that_it_covers() -> None:
    words = words_of("Kim is believed to have received a car, officials say")
    for cue in hedges.find(words):
        assert 0 <= cue.start < cue.end <= len(words)
        assert cue.text == " ".join(words[cue.start : cue.end])


def test_the_cues_that_decide_come_with_the_reading() -> None:
    words = words_of("Russia reportedly did not ship oil")
    found = hedges.reading_of(words, words.index("ship"))
    assert {cue.text for cue in found.cues} == {"reportedly", "not"}


def test_an_empty_sentence_has_no_cues() -> None:
    assert hedges.find([]) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- {kind: doubt, reach: clause, words: [maybe]}", "kind is 'doubt'"),
        ("- {kind: plan, reach: far, words: [will]}", "reach is 'far'"),
        ("- {kind: hedge, reach: clause, words: [maybe]}", "needs a certainty"),
        ("- {kind: plan, reach: clause, certainty: possible, words: [will]}", "nothing else, needs a certainty"),
        ("- {kind: plan, reach: clause, words: []}", "words must be a list"),
        ("- {kind: plan, reach: clause, mood: odd, words: [will]}", "known keys"),
    ],
)
def test_a_broken_table_says_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "hedges.yml"
    path.write_text(text)
    with pytest.raises(KnowledgeError, match=says):
        hedges.read_hedges(path)
