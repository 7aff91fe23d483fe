"""The acts of a line: what the network reads, put right by the lexicon, each on its own side of every line."""

from __future__ import annotations

import pytest
from builder import LEXICON, UNSURE, GivenAct, GivenArguments, GivenSaying, act, arguments, page, said, saying, span_in

from porosity.assessment import Act, Certainty, Stance
from porosity.reading.acts import NOTICED, FoundAct, Noted, acts_of, head_of
from porosity.reading.lines import Line
from porosity.reading.words import split_words


def line_of(marked: str, *parts: GivenAct | GivenArguments | GivenSaying) -> Line:
    return page(said(marked, *parts))[0]


def found(marked: str, *parts: GivenAct | GivenArguments | GivenSaying) -> list[FoundAct]:
    return acts_of(line_of(marked, *parts), LEXICON)


def one(marked: str, *parts: GivenAct | GivenArguments | GivenSaying) -> FoundAct:
    (only,) = found(marked, *parts)
    return only


def filled(act_found: FoundAct) -> dict[str, list[str]]:
    return {role: [act_found.line.text_of(*span) for span in spans] for role, spans in act_found.roles.items()}


# --- which act ---


def test_the_lexicon_names_the_act_where_it_knows_the_word() -> None:
    sale = one("Iran sold [rifles|weapon].", act("sold", "procure", item="rifles"))
    assert (sale.act, sale.entry is not None) == (Act.TRANSFER, True)


def test_a_word_that_the_lexicon_does_not_know_is_what_the_network_says() -> None:
    act_found = one("Iran zapped [rifles|weapon].", act("zapped", "seize", item="rifles"))
    assert (act_found.act, act_found.entry) == (Act.SEIZE, None)


def test_the_thing_decides_what_its_verb_means() -> None:
    assert one("Iran sent [rifles|weapon].", act("sent", "other", item="rifles")).act is Act.TRANSFER
    assert one("Iran sent [greetings|other].", act("sent", "state", item="greetings")).act is Act.STATE


def test_a_phrase_is_one_trigger() -> None:
    sale = one("Iran sold off [rifles|weapon].", act("sold", "transfer", item="rifles"))
    assert sale.line.text_of(*sale.trigger) == "sold off"


def test_two_readings_of_one_trigger_give_one_act() -> None:
    parts = act("sold", "transfer", item="rifles"), act("off", "procure", item="rifles", score=0.5)
    assert [a.act for a in found("Iran sold off [rifles|weapon].", *parts)] == [Act.TRANSFER]


def test_acts_come_in_the_order_of_their_words() -> None:
    parts = act("bought", "procure", score=0.99), act("sold", "transfer", score=0.5)
    acts = found("Iran sold oil and bought gas.", *parts)
    assert [a.line.words[a.trigger[0]] for a in acts] == ["sold", "bought"]


# --- triggers that only the lexicon proposes ---


def proposed(trigger: str, score: float) -> GivenAct:
    return act(trigger, "transfer", proposed=True, score=score)


def test_a_noun_that_names_its_thing_is_an_act_by_itself() -> None:
    assert one("Talks on arms transfers failed.", proposed("transfers", 0.0)).act is Act.TRANSFER


@pytest.mark.parametrize(("text", "number"), [("Talks on arms transfers failed.", 1), ("Arms and, say, transfers.", 0)])
def test_the_thing_that_a_noun_names_stands_right_beside_it(text: str, number: int) -> None:
    assert len(found(text, proposed("transfers", 0.0))) == number


def test_a_thing_that_may_be_anything_makes_no_act() -> None:
    assert found("Talks on aid transfers failed.", proposed("transfers", 0.0)) == []


def test_a_noun_without_a_thing_needs_some_assent() -> None:
    assert found("Talks on transfers failed.", proposed("transfers", 2 * NOTICED)) == []
    assert len(found("Talks on transfers failed.", proposed("transfers", 3 * NOTICED))) == 1


def test_a_verb_whose_thing_is_right_needs_little_assent() -> None:
    needy = "Iran trades [rifles|weapon]."
    assert found(needy, proposed("trades", NOTICED / 2)) == []
    assert len(found(needy, proposed("trades", NOTICED))) == 1


def test_a_verb_that_takes_any_thing_needs_more() -> None:
    assert found("Iran sells [rifles|weapon].", proposed("sells", NOTICED)) == []
    assert len(found("Iran sells [rifles|weapon].", proposed("sells", 3 * NOTICED))) == 1


def test_a_proposed_word_that_is_no_candidate_is_no_act() -> None:
    assert found("Iran zaps [rifles|weapon].", proposed("zaps", 0.99)) == []


def test_what_the_lexicon_proposes_are_the_heads_of_its_candidates() -> None:
    words = split_words("Iran handed over rifles after an arms transfer.")
    heads = Noted(LEXICON).propose(words)
    assert [words[at].text for at in heads] == ["handed", "transfer"]
    candidates = LEXICON.candidates([word.text for word in words])
    assert {head_of(c) for c in candidates} == set(heads)


def test_a_sentence_is_looked_up_once() -> None:
    noted = Noted(LEXICON)
    words = tuple(word.text for word in split_words("Iran sold rifles."))
    assert noted.candidates(words) is noted.candidates(words)


# --- roles ---


def test_a_compound_noun_names_its_item() -> None:
    assert filled(one("[Arms|weapon] transfers go on.", act("transfers", "transfer")))["item"] == ["Arms"]


def test_a_verb_keeps_its_own_item() -> None:
    roles = filled(one("Iran shipped [oil|goods].", act("shipped", "transport", item="oil")))
    assert roles["item"] == ["oil"]


def test_parties_between_whom_something_passes_are_both_agents() -> None:
    text = "[Arms|weapon] transfers between [Iran|place] and [Iraq|place] go on."
    transfer = act("transfers", "transfer", recipient=["Iran", "Iraq"])
    roles = filled(one(text, transfer))
    assert roles["agent"] == ["Iran", "Iraq"] and "recipient" not in roles


def test_between_reaches_no_farther_than_its_phrase() -> None:
    text = "A truce between the sides, who supplied [Iraq|place] with [rifles|weapon], fails."
    roles = filled(one(text, act("supplied", "transfer", recipient="Iraq", item="rifles")))
    assert roles["recipient"] == ["Iraq"] and "agent" not in roles


def test_fillers_with_only_glue_between_are_one() -> None:
    text = "Iran sold a [type|other] of [vehicle|vehicle]."
    assert filled(one(text, act("sold", "transfer", item=["type", "vehicle"])))["item"] == ["type of vehicle"]


def test_fillers_with_a_word_between_are_two() -> None:
    text = "Iran sold [rifles|weapon] and [tanks|weapon]."
    assert filled(one(text, act("sold", "transfer", item=["rifles", "tanks"])))["item"] == ["rifles", "tanks"]


# --- PropBank as a second opinion ---

SOLD = "[Iran|place] sold [rifles|weapon] to [Iraq|place]."


def test_propbank_fills_a_role_that_is_missing() -> None:
    roles = filled(one(SOLD, act("sold", "transfer", item="rifles"), arguments("sold", ARG0="Iran", ARG2="Iraq")))
    assert (roles["agent"], roles["recipient"], roles["item"]) == (["Iran"], ["Iraq"], ["rifles"])


def test_propbank_never_overrules() -> None:
    given = act("sold", "transfer", agent="Iraq", item="rifles")
    roles = filled(one(SOLD, given, arguments("sold", ARG0="Iran", ARG1="rifles")))
    assert (roles["agent"], roles["item"]) == (["Iraq"], ["rifles"])


def test_a_span_plays_one_role() -> None:
    roles = filled(one(SOLD, act("sold", "transfer", origin="Iran"), arguments("sold", ARG0="Iran")))
    assert "agent" not in roles


def test_a_long_argument_is_its_head() -> None:
    text = "[Iran|place], which is poor, sold [rifles|weapon] that rust."
    given = arguments("sold", ARG0="Iran, which is poor", ARG1="rifles that rust")
    assert filled(one(text, act("sold", "transfer"), given)) == {"agent": ["Iran"], "item": ["rifles"]}


def test_propbank_has_no_say_on_words_that_the_lexicon_does_not_know() -> None:
    text = "[Iran|place] zapped [rifles|weapon]."
    assert filled(one(text, act("zapped", "seize"), arguments("zapped", ARG0="Iran"))) == {}


# --- how it is put ---


def put(sentence: str, trigger: str, **given: object) -> tuple[Stance, Certainty]:
    act_found = one(sentence, act(trigger, "transfer", **given))  # type: ignore[arg-type]
    return act_found.stance, act_found.certainty


@pytest.mark.parametrize(
    ("sentence", "given", "stance"),
    [
        ("Iran did not sell [oil|goods].", {"stance": "asserts"}, Stance.ASSERTS),
        ("Iran did not sell [oil|goods].", {"stance": "asserts", "sure": UNSURE}, Stance.DENIES),
        ("Iran will sell [oil|goods].", {"stance": "denies", "sure": UNSURE}, Stance.PLANS),
        ("Iran will sell [oil|goods].", {"stance": "asserts"}, Stance.ASSERTS),
        ("Iran does sell [oil|goods].", {"stance": "plans", "sure": UNSURE}, Stance.PLANS),
        ("Iran does sell [oil|goods].", {"stance": "denies"}, Stance.ASSERTS),
        ("Iran plans to sell [oil|goods].", {"stance": "asks"}, Stance.PLANS),
    ],
    ids=[
        "a sure network is believed",
        "an unsure one is overruled by a negation",
        "or by a plan",
        "which a sure one is not",
        "words that say nothing overrule nobody",
        "a denial takes a word of denial",
        "a plan is no question",
    ],
)
def test_stance_is_the_networks_where_it_is_sure(sentence: str, given: dict[str, object], stance: Stance) -> None:
    assert put(sentence, "sell", **given)[0] is stance


@pytest.mark.parametrize(
    ("sentence", "given", "certainty"),
    [
        ("Iran reportedly sold [oil|goods].", {"certainty": "certain", "sure": UNSURE}, Certainty.PROBABLE),
        ("Iran reportedly sold [oil|goods].", {"certainty": "certain"}, Certainty.PROBABLE),
        ("Iran sold [oil|goods].", {"certainty": "possible", "sure": UNSURE}, Certainty.POSSIBLE),
    ],
)
def test_certainty_is_that_of_the_words_where_they_hedge_and_else_the_networks(
    sentence: str, given: dict[str, object], certainty: Certainty
) -> None:
    assert put(sentence, "sold", **given)[1] is certainty


def test_only_words_that_hedge_are_kept_as_hedges() -> None:
    hedged = one("Iran reportedly did not sell [oil|goods].", act("sell", "transfer", sure=UNSURE))
    assert [cue.text for cue in hedged.hedges] == ["reportedly"]


def test_clause_ends_at_the_next_act_that_the_network_fires_on() -> None:
    parts = act("sold", "transfer"), act("bought", "procure")
    first, second = found("Iran sold oil, and Iraq bought gas.", *parts)
    assert first.line.text_of(*first.clause) == "Iran sold oil"
    assert second.line.text_of(*second.clause) == "Iraq bought gas."


def test_a_line_without_acts_has_none() -> None:
    line = line_of("It rained.")
    assert acts_of(line, LEXICON) == [] and span_in(line, "rained") == (1, 2)


@pytest.mark.parametrize(
    ("content", "agents"), [("oil was sold", ()), ("it sold oil", ("Iran",)), ("its oil was sold", ("Iran",))]
)
def test_who_only_tells_of_an_act_is_not_its_agent(content: str, agents: tuple[str, ...]) -> None:
    sentence = f"[Iran|place] said that {content}."
    found = one(sentence, act("sold", "transfer", agent="Iran"), saying("said", "Iran", content))
    assert tuple(found.line.text_of(*span) for span in found.roles.get("agent", ())) == agents


def test_who_does_it_stands_behind_by() -> None:
    sentence = "She was given a [rug|goods] by the envoy of [Iran|place]."
    found = one(sentence, act("given", "transfer", agent="rug by the envoy of Iran", item="rug"))
    assert filled(found)["agent"] == ["the envoy of Iran"]


def test_what_is_taken_off_a_coast_comes_from_there() -> None:
    found = one(
        "Divers lift [scrap|goods] off [Nampo|place].", act("lift", "transport", item="scrap", destination="Nampo")
    )
    assert filled(found)["origin"] == ["Nampo"] and "destination" not in filled(found)


@pytest.mark.parametrize(
    ("sentence", "agents"),
    [
        ("[Iran|place] strongly denounces the supply of [arms|weapon] to [Oman|place].", []),
        ("[Iran|place] announces the supply of [arms|weapon] to [Oman|place].", ["Iran"]),
        ("[Iran|place] denounces, and halts, its supply of [arms|weapon] to [Oman|place].", ["Iran"]),
    ],
)
def test_who_condemns_an_act_has_no_part_in_it(sentence: str, agents: list[str]) -> None:
    given = act("supply", "transfer", agent="Iran", item="arms", recipient="Oman")
    assert filled(one(sentence, given)).get("agent", []) == agents


def test_who_is_given_something_with_a_thing_gets_it() -> None:
    sentence = "[Oman|place] presented the [minister|person] with a [car|vehicle]."
    found = one(sentence, act("presented", "transfer", agent="Oman", item=["minister", "car"]))
    assert (filled(found)["recipient"], filled(found)["item"]) == (["minister"], ["car"])


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("He wrote to the [Committee for Economic Exchange|organisation] last week.", 0),
        ("He wrote of an exchange of [arms|weapon] last week.", 1),
        ("Arms Exchange Agreed", 1),
    ],
)
def test_a_word_in_a_name_is_no_act(sentence: str, names: int) -> None:
    trigger = "exchange" if "exchange" in sentence else "Exchange"
    assert len(found(sentence, act(trigger, "transfer"))) == names
