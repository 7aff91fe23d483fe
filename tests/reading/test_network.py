"""The network that ships, on sentences of our own: plain ones it must get right, hostile ones it must survive."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from porosity.reading.graph import NetworkFileError
from porosity.reading.network import WEIGHTS, Filler, Mention, Network, SentenceReading
from porosity.reading.words import split_words

PLAIN = "Russia gave North Korea twenty trucks in March, South Korean officials said."


@pytest.fixture(scope="module")
def network() -> Network:
    return Network.load()


@pytest.fixture(scope="module")
def plain(network: Network) -> SentenceReading:
    return network.read([PLAIN])[0]


def text(reading: SentenceReading, span: Filler | Mention) -> str:
    return " ".join(word.text for word in reading.words[span.start : span.end])


def test_a_gift_has_its_giver_receiver_and_thing(plain: SentenceReading) -> None:
    (gift,) = [act for act in plain.acts if act.act == "transfer"]
    assert plain.words[gift.trigger].text == "gave"
    assert (gift.stance, gift.certainty, gift.proposed) == ("asserts", "certain", False)
    roles = {filler.role: text(plain, filler) for filler in gift.roles}
    assert (roles["agent"], roles["recipient"], roles["item"]) == ("Russia", "North Korea", "trucks")


def test_who_says_it_is_read_apart_from_what_is_said(plain: SentenceReading) -> None:
    (saying,) = plain.sayings
    assert plain.words[saying.cue].text == "said"
    assert "officials" in text(plain, saying.sources[0])
    assert text(plain, saying.contents[0]).startswith("Russia gave North Korea")


def test_things_have_their_types(plain: SentenceReading) -> None:
    types = {text(plain, mention): mention.label for mention in plain.mentions}
    assert types["Russia"] == "place" and types["trucks"] == "vehicle" and types["South Korean"] == "nationality"


def test_a_predicate_has_propbank_arguments(plain: SentenceReading) -> None:
    (gave,) = [p for p in plain.predicates if plain.words[p.trigger].text == "gave"]
    assert {f.role: text(plain, f) for f in gave.arguments}["ARG0"] == "Russia"
    assert gave.factuality > 0


def test_a_denied_sale_is_a_denial(network: Network) -> None:
    reading = network.read(["China denied selling oil to Pyongyang."])[0]
    (sale,) = [act for act in reading.acts if reading.words[act.trigger].text == "selling"]
    assert sale.stance == "denies"
    assert sale.stance == max(sale.stance_scores, key=lambda name: sale.stance_scores[name])
    assert sum(sale.stance_scores.values()) == pytest.approx(1, abs=1e-4)
    assert sum(sale.certainty_scores.values()) == pytest.approx(1, abs=1e-4)


def test_a_proposed_word_is_read_though_the_network_would_not_fire(network: Network) -> None:
    reading = network.read(["The weather was fine."], propose=lambda words: [1, 1, 99, -3])[0]
    (act,) = reading.acts
    assert act.trigger == 1 and act.proposed and act.act


def test_without_arguments_there_are_no_predicates(network: Network) -> None:
    reading = network.read([PLAIN], arguments=False)[0]
    assert reading.predicates == () and reading.acts


def test_open_names_are_named_persons_organisations_places(network: Network, plain: SentenceReading) -> None:
    assert {(m.label, text(plain, m)) for m in network.open_names([plain.words])[0]} >= {("LOC", "Russia")}


def test_an_open_name_is_read_without_its_title(network: Network) -> None:
    words = split_words("Yesterday Mr. Obama met President Putin in Paris.")
    people = [m for m in network.open_names([words])[0] if m.label == "PER"]
    assert [words[m.start].text for m in people] == ["Obama", "Putin"]


def test_what_is_only_asked_about_is_not_certain(network: Network) -> None:
    reading = network.read(["Did Russia sell trucks to North Korea?"])[0]
    (sale,) = [act for act in reading.acts if reading.words[act.trigger].text == "sell"]
    assert sale.stance == "asks" and sale.certainty != "certain"


def test_a_sentence_reads_the_same_in_any_company(network: Network) -> None:
    sentences = [
        PLAIN,
        "China denied selling oil to Pyongyang.",
        "He said so.",
        "The ship sailed from Nampo to Dalian. " * 9,
    ]
    together = network.read(sentences)
    for alone, beside in zip((network.read([sentence])[0] for sentence in sentences), together, strict=True):
        assert [(a.trigger, a.act, [(f.role, f.start, f.end) for f in a.roles]) for a in alone.acts] == [
            (a.trigger, a.act, [(f.role, f.start, f.end) for f in a.roles]) for a in beside.acts
        ]
        assert [(m.label, m.start, m.end) for m in alone.mentions] == [
            (m.label, m.start, m.end) for m in beside.mentions
        ]


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        " ",
        "\x00\x01\x7f",
        "😀🚀 " * 30,
        "שלום לכולם",
        "مرحبا بالعالم",
        "a\u0301\u0327" * 40,
        "x" * 20_000,
        "," * 500,
    ],
)
def test_odd_sentences_are_read_without_a_crash(network: Network, sentence: str) -> None:
    (reading,) = network.read([sentence])
    for filler in (f for act in reading.acts for f in act.roles):
        assert 0 <= filler.start < filler.end <= len(reading.words)


def test_no_sentences_give_no_readings(network: Network) -> None:
    assert network.read([]) == []


def test_a_very_long_sentence_is_read_in_windows_and_indices_hold(network: Network) -> None:
    (reading,) = network.read([PLAIN.replace(".", ",") * 720])
    assert len(reading.words) > 10_000
    triggers = {reading.words[act.trigger].text for act in reading.acts if act.act == "transfer"}
    assert "gave" in triggers
    assert all(mention.end <= len(reading.words) for mention in reading.mentions)
    assert max(act.trigger for act in reading.acts) > 9_900


def test_answers_come_in_the_order_of_the_questions(network: Network) -> None:
    sentences = [PLAIN, "", "China denied selling oil to Pyongyang.", PLAIN]
    readings = network.read(sentences)
    assert [len(reading.words) for reading in readings] == [14, 0, 7, 14]
    assert readings[0] == readings[3]


def test_the_version_is_the_hash_of_the_file(network: Network) -> None:
    assert network.version == hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()[:12]


def test_the_file_is_one_that_a_repository_can_carry() -> None:
    assert WEIGHTS.stat().st_size <= 30_000_000


def test_a_broken_file_names_itself(tmp_path: Path) -> None:
    broken = tmp_path / "reading.onnx"
    broken.write_bytes(b"not a network")
    with pytest.raises(NetworkFileError, match=r"reading\.onnx"):
        Network.load(broken)


def test_weights_without_labels_name_the_label_file(tmp_path: Path) -> None:
    alone = tmp_path / "reading.onnx"
    alone.write_bytes(WEIGHTS.read_bytes())
    with pytest.raises(NetworkFileError, match=r"reading\.json"):
        Network.load(alone)
