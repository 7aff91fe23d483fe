"""Which words name which act, and which only look like it."""

import gzip
import json
from pathlib import Path

import pytest

from porosity.errors import KnowledgeError
from porosity.reading.lexicon import Candidate, Lexicon, read_lexicon
from porosity.reading.words import split_words


def words_of(text: str) -> list[str]:
    return [word.text for word in split_words(text)]


def act_of(text: str, trigger: str, **given: object) -> str | None:
    words = words_of(text)
    found = Lexicon.load().decide(words, words.index(trigger), **given)  # type: ignore[arg-type]
    return found.act.value if found else None


@pytest.mark.parametrize(
    ("text", "trigger", "act"),
    [
        ("Putin gave Kim a car", "gave", "transfer"),
        ("Russia has supplied oil to the North", "supplied", "transfer"),
        ("North Korea ships arms to Syria", "ships", "transfer"),
        ("They handed the missiles over to Iran", "handed", "transfer"),
        ("The rebels were given rifles by Tehran", "given", "transfer"),
        ("Tehran sent rifles to the rebels", "sent", "transfer"),
        ("Pyongyang sent troops to Kursk", "sent", "deploy"),
        ("Pyongyang sent workers to Vladivostok", "sent", "employ"),
        ("Kim sent a message to Putin", "sent", "state"),
        ("Russia imports workers from the North", "imports", "procure"),
        ("Mali took delivery of six helicopters", "took", "procure"),
        ("Kim rode in a Maybach", "rode", "use"),
        ("North Korea conducted a test of an ICBM", "conducted", "test"),
        ("North Korea fired a ballistic missile into the sea", "fired", "test"),
        ("They fired rockets at Kharkiv", "fired", "use"),
        ("China vetoed the draft", "vetoed", "vote"),
        ("Police arrested two men", "arrested", "detain"),
        ("The navy detained the tanker", "detained", "seize"),
        ("Washington sanctioned three firms", "sanctioned", "designate"),
        ("Navalny died in prison", "died", "die"),
        ("The leaders met in Vostochny", "met", "meet"),
        ("Moscow denied the report", "denied", "state"),
        ("The bank laundered millions", "laundered", "finance"),
        ("They set up a joint venture in Rason", "set", "cooperate"),
        ("Engineers built a bridge over the Tumen", "built", "construct"),
        ("Engineers built missiles there", "built", "produce"),
        ("A bust was conveyed to the committee", "conveyed", "transfer"),
        ("The battalion was issued with rifles", "issued", "transfer"),
        ("Clams come from Rajin every night", "come", "transport"),
        ("Two wagons of diesel went to Tumangang", "went", "transport"),
        ("A missile flew 400 km and fell into the sea", "flew", "test"),
        ("Seven missiles took off from the coast", "took", "test"),
        ("A missile fell into the waters off Japan", "fell", "test"),
        ("Bricklayers go to work on the site", "go", "employ"),
        ("She is on the books of a cleaning firm", "on", "employ"),
        ("The firm was jointly set up by two partners", "jointly", "cooperate"),
        ("They hold a stake in the mill", "hold", "cooperate"),
        ("They will carry out joint research", "carry", "cooperate"),
        ("The bank keeps an account for it", "keeps", "finance"),
        ("The club insures five ships", "insures", "finance"),
        ("Instructors pass out recruits", "pass", "train"),
        ("He studied at the academy", "studied", "train"),
        ("The wagons were waved through", "waved", "transport"),
        ("Lawmakers waved through the bill", "waved", "vote"),
    ],
)
def test_acts(text: str, trigger: str, act: str) -> None:
    assert act_of(text, trigger) == act


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The cargo ship docked", "ship"),
        ("He was seen near the test site", "test"),
        ("An export ban was announced", "export"),
        ("A state-owned firm spoke", "owned"),
        ("He has left", "has"),
        ("Second batch of armed drones", "armed"),
        ("They showed him the car", "showed"),
        ("The train left the station", "train"),
        ("Launch tubes were found", "Launch"),
    ],
)
def test_no_act(text: str, trigger: str) -> None:
    assert act_of(text, trigger) is None


def test_a_speech_is_given_as_words_not_as_a_thing() -> None:
    assert act_of("Kim gave a speech", "gave") == "state"
    assert act_of("Kim gave a horse", "gave") == "transfer"


def test_without_an_item_an_entry_that_needs_one_is_silent() -> None:
    assert act_of("They fired again", "fired") is None


def test_the_label_of_a_mention_stands_in_for_unknown_words() -> None:
    assert act_of("They sent the Xyzzy", "sent", item_words=["Xyzzy"]) is None
    assert act_of("They sent the Xyzzy", "sent", item_words=["Xyzzy"], label="weapon") == "transfer"


def test_accepts_tells_yes_no_and_unknown() -> None:
    words = words_of("They fired it")
    entry = next(c.entry for c in Lexicon.load().candidates(words) if c.act == "use")
    assert entry.accepts(["a", "rocket"]) is True
    assert entry.accepts(["the", "minister"]) is False
    assert entry.accepts(["the", "thing"]) is None
    assert entry.accepts(None) is None


def test_containers_show_what_they_hold() -> None:
    items = Lexicon.load().entries[0].items
    assert items.kinds_of(words_of("a batch of armed drones")) >= {"weapon"}
    assert "weapon" not in items.kinds_of(words_of("merchants of weapons"))


@pytest.mark.parametrize(
    ("text", "span", "act"),
    [
        ("a ship-to-ship transfer at sea", (1, 7), "transport"),
        ("illicit arms transfers continued", (1, 3), "transfer"),
        ("They set up a joint venture", (1, 6), "cooperate"),
        ("took final delivery of it", (0, 3), None),
    ],
)
def test_the_longest_match_wins(text: str, span: tuple[int, int], act: str | None) -> None:
    found = {(c.start, c.end): c.act.value for c in Lexicon.load().candidates(words_of(text))}
    assert found.get(span) == act


@pytest.mark.parametrize("word", ["training", "shelling", "funding", "financing"])
def test_of_equal_candidates_the_word_as_written_comes_first_in_every_run(word: str) -> None:
    first, second = Lexicon.load().candidates(["more", "arms", word])
    assert (first.entry.words, first.act) == ((word,), second.act)


def test_candidates_stay_within_the_sentence() -> None:
    for text in ("", "give", "hand", "take delivery of", "set up a"):
        words = words_of(text)
        assert all(0 <= c.start < c.end <= len(words) for c in Lexicon.load().candidates(words))


def test_plans_and_implications_are_marked() -> None:
    entries = Lexicon.load().entries
    assert any(e.plan for e in entries if e.words == ("agree",))
    assert all(e.implicates for e in entries if e.words == ("own",) and e.act == "possess")


def test_the_lexicon_is_wide() -> None:
    entries = Lexicon.load().entries
    assert len({entry.words for entry in entries}) > 900
    assert {entry.act.value for entry in entries} >= {"transfer", "procure", "employ", "vote", "detain", "state"}


def test_every_roleset_is_one_of_propbank() -> None:
    from porosity import resources

    table = resources.third_party() / "propbank" / "rolesets.jsonl.gz"
    with gzip.open(table, "rt", encoding="utf-8") as lines:
        known = {json.loads(line)["id"] for line in lines}
    assert {e.roleset for e in Lexicon.load().entries if e.roleset} <= known


COMMON = """items: {weapon: [rifle]}
containers: [box]
orientations: {giving: {0: agent, 1: item, 2: recipient}}
light_verbs: [make]
modified_by: [site]
"""


def folder_with(tmp_path: Path, name: str, text: str) -> Path:
    (tmp_path / "_common.yml").write_text(COMMON)
    (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("gift.yml", "- {as: giving, pos: verb, words: {give: null}}", "no act is called 'gift'"),
        ("transfer.yml", "- {as: taking, pos: verb, words: {give: null}}", "no orientation is called 'taking'"),
        ("transfer.yml", "- {as: giving, pos: adverb, words: {give: null}}", "pos is 'adverb'"),
        ("transfer.yml", "- {as: giving, pos: verb, words: {give: null}, needs: [toy]}", "unknown kind 'toy'"),
        ("transfer.yml", "- {as: giving, pos: verb, words: {give: null}, colour: red}", "unknown key 'colour'"),
        ("transfer.yml", "- {as: giving, pos: verb, words: {}}", "words must map"),
        ("transfer.yml", "- {as: giving, pos: verb, words: {give: null}, implicates: [gift]}", "implicates"),
        ("transfer.yml", "- {as: giving, pos: phrase, words: {... over: null}}", "a gap stands before the last word"),
    ],
)
def test_a_broken_file_says_what_is_wrong(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(KnowledgeError, match=says):
        read_lexicon(folder_with(tmp_path, name, text))


def test_a_small_lexicon_of_ones_own(tmp_path: Path) -> None:
    lexicon = read_lexicon(folder_with(tmp_path, "transfer.yml", "- {as: giving, pos: verb, words: {bestow: null}}"))
    found = lexicon.candidates(["They", "bestowed", "it"])
    assert [(c.start, c.end, c.act) for c in found] == [(1, 2, "transfer")]
    assert isinstance(found[0], Candidate)
    assert found[0].entry.args == {"ARG0": "agent", "ARG1": "item", "ARG2": "recipient"}
