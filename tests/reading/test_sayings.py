"""Words that report speech, and whose words they are."""

from itertools import pairwise
from pathlib import Path

import pytest

from porosity.errors import KnowledgeError
from porosity.reading import sayings
from porosity.reading.words import split_words


def words_of(text: str) -> list[str]:
    return [word.text for word in split_words(text)]


def kinds(text: str) -> dict[str, str]:
    words = words_of(text)
    return {" ".join(words[cue.start : cue.end]): cue.entry.kind for cue in sayings.cues(words)}


@pytest.mark.parametrize(
    ("text", "cue", "kind"),
    [
        ("The NIS said on Monday that it knew", "said", "say"),
        ("He was told by the prison", "told", "say"),
        ("According to KCNA, Kim was pleased", "According to", "say"),
        ("KCNA, citing Kim Yo Jong, said", "citing", "cite"),
        ("Moscow claims it sent oil", "claims", "claim"),
        ("Moscow denied the report", "denied", "deny"),
        ("Seoul asked for details", "asked", "ask"),
        ("Washington warned Beijing", "warned", "warn"),
        ("Kyiv accused Tehran", "accused", "accuse"),
        ("The ministry confirmed the death", "confirmed", "confirm"),
        ("The car is said to be an Aurus", "is said to", "say"),
        ("Kim is believed to own three", "is believed to", "believe"),
        ("Kremlin: no talks planned in May", ":", "say"),
        ("He was quoted as saying so", "quoted as saying", "say"),
    ],
)
def test_cues(text: str, cue: str, kind: str) -> None:
    assert kinds(text)[cue] == kind


@pytest.mark.parametrize("text", ["The judge was fair", "A state visit began", "The report has been", "It adds up"])
def test_nouns_that_look_like_verbs_report_nothing(text: str) -> None:
    assert not {"judge", "state"} & set(kinds(text))


def entry_of(text: str, cue: str) -> sayings.SayingEntry:
    words = words_of(text)
    return next(c.entry for c in sayings.cues(words) if " ".join(words[c.start : c.end]) == cue)


def test_who_tells_and_who_hears_are_arguments_whatever_the_voice() -> None:
    told = entry_of("He was told by the prison", "told")
    assert (told.source, told.hearer, told.content) == ("ARG0", "ARG2", "ARG1")
    accused = entry_of("Kyiv accused Tehran", "accused")
    assert (accused.source, accused.hearer) == ("ARG0", "ARG1")


def test_confirming_and_doubting() -> None:
    assert entry_of("Peskov confirmed it", "confirmed").factive
    assert not entry_of("Peskov said it", "said").factive
    assert entry_of("Moscow claims it", "claims").doubting
    assert entry_of("He is said to own it", "is said to").nobody


def test_a_colon_deep_in_a_sentence_is_no_cue() -> None:
    assert ":" not in kinds("They sent three things to the port on Monday: oil, coal and iron")


def test_cues_do_not_overlap() -> None:
    words = words_of("According to KCNA, Kim is said to have told officials, as reported by Tass, that he denied it")
    found = sayings.cues(words)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- {kind: sing, pos: verb, words: [sing]}", "kind is 'sing'"),
        ("- {kind: say, pos: adverb, words: [so]}", "pos is 'adverb'"),
        ("- {kind: say, pos: verb, source: ARG9, words: [say]}", "source is 'ARG9'"),
        ("- {kind: say, pos: verb, words: []}", "words must be a list"),
        ("- {kind: say, pos: verb, tone: low, words: [say]}", "known keys"),
    ],
)
def test_a_broken_table_says_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "sayings.yml"
    path.write_text(text)
    with pytest.raises(KnowledgeError, match=says):
        sayings.read_sayings(path)
