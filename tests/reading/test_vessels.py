"""Ships: who gives and who takes at sea, what a tanker fetches and brings, what is done for a ship."""

import pytest
from builder import Story, act, page, said, span_in

from porosity.assessment import Act
from porosity.reading.flags import flag_of, past_tonnage


def classes(story: Story, at: int = 0) -> frozenset[str]:
    entities = story.entities
    reads = [entities[i].goods for i in story.told[at].claim.roles.get("item", ())]
    return frozenset(name for read in reads if read is not None for name in read.classes)


@pytest.mark.parametrize(
    ("marked", "flag"),
    [
        ("A [tanker|vessel] flying the flag of Togo lay there.", "tg"),
        ("A [tanker|vessel] under the North Korean flag lay there.", "kp"),
        ("The North Korean tanker [Ann|vessel] lay there.", "kp"),
        ("The [Ann|vessel], a North Korean tanker, lay there.", "kp"),
        ("[ships|vessel] that belong to a firm in Pyongyang lay there.", "kp"),
        ("The [Ann|vessel] lay off North Korea.", None),
        ("The [Ann|vessel], North Korea said, lay there.", None),
    ],
)
def test_a_ship_belongs_where_the_words_beside_it_say(marked: str, flag: str | None) -> None:
    (line,) = page(said(marked))
    mention = line.reading.mentions[0]
    assert flag_of(line, mention.start, mention.end) == flag


def test_a_name_begins_behind_the_size() -> None:
    (line,) = page(said("The 3,000-dwt [Ann|vessel] lay there."))
    first, last = span_in(line, "3,000-dwt Ann")
    assert line.text_of(past_tonnage(line, first, last), last) == "Ann"
    assert past_tonnage(line, last - 1, last) == last - 1


def test_a_load_between_two_ships_passes_from_ship_to_ship() -> None:
    text = "Sugar went from a [Chinese|nationality] [barge|vessel] to a [North Korean|nationality] [freighter|vessel]."
    story = Story(said(text, act("went", "transport", item="Sugar", carrier=["barge", "freighter"])))
    claim = story.told[0].claim
    assert (claim.act, claim.facts["ship_to_ship"]) == (Act.TRANSFER, True)
    assert (story.countries("agent"), story.countries("recipient")) == (("cn",), ("kp",))


def test_hoses_between_two_ships_are_a_transfer_of_something() -> None:
    text = "The [Ann|vessel] was seen tied to the [North Korean|nationality] [Yu Song|vessel] with four hoses."
    story = Story(said(text, act("seen", "other", item="Ann")))
    assert (story.told[0].claim.act, classes(story)) == (Act.TRANSFER, {"ship-to-ship"})


def test_two_ships_in_one_sentence_are_no_transfer() -> None:
    text = "The [Ann|vessel] sailed after the [North Korean|nationality] [Yu Song|vessel]."
    story = Story(said(text, act("sailed", "transport", carrier="Ann")))
    assert "ship_to_ship" not in story.told[0].claim.facts


def test_what_is_pumped_right_after_passes_between_the_same_ships() -> None:
    text = "The [Ann|vessel] was seen tied to the [North Korean|nationality] [Yu Song|vessel] with hoses."
    seen = said(text, act("seen", "other", item="Ann"))
    pumped = said("[Diesel|goods] was pumped over.", act("pumped", "transfer", item="Diesel"))
    story = Story(seen, pumped)
    assert (story.names("agent", 1), story.names("recipient", 1)) == (("Ann",), ("Yu Song",))


def test_who_sells_to_ships_on_the_high_seas_passes_it_from_ship_to_ship() -> None:
    text = "A dealer sold [diesel|goods] to [North Korean|nationality] [ships|vessel] on the high seas."
    sold = act("sold", "transfer", agent="dealer", item="diesel", recipient="ships")
    assert Story(said(text, sold)).told[0].claim.facts["ship_to_ship"] is True
    ashore = said(text.replace("on the high seas", "in a port"), sold)
    assert "ship_to_ship" not in Story(ashore).told[0].claim.facts


def test_who_loads_abroad_fetches_it_for_his_own_state() -> None:
    text = "[North Korean|nationality] [tankers|vessel] loaded [diesel|goods] at [Vostochny|place]."
    story = Story(said(text, act("loaded", "transport", carrier="tankers", item="diesel", destination="Vostochny")))
    assert (story.countries("origin"), story.countries("recipient")) == (("ru",), ("kp",))


def test_who_loads_at_home_fetches_nothing() -> None:
    text = "[North Korean|nationality] [tankers|vessel] loaded [diesel|goods] at [Nampo|place]."
    story = Story(said(text, act("loaded", "transport", carrier="tankers", item="diesel", place="Nampo")))
    assert "recipient" not in story.told[0].claim.roles


def test_where_a_ship_unloads_it_brings_its_load() -> None:
    text = "The [Ann|vessel] unloaded [fuel|goods] at [Nampo|place]."
    story = Story(said(text, act("unloaded", "transport", carrier="Ann", item="fuel", place="Nampo")))
    assert story.countries("destination") == ("kp",)


@pytest.mark.parametrize(("port", "carries"), [("Nampo", True), ("Malta", False)])
def test_a_foreign_tanker_bound_for_the_dprk_may_carry_oil(port: str, carries: bool) -> None:
    text = f"A [tanker|vessel] sailed to [{port}|place]."
    story = Story(said(text, act("sailed", "transport", carrier="tanker", destination=port)))
    assert bool(story.told[0].claim.roles.get("item")) is carries


def test_who_insures_a_ship_gives_its_state_cover() -> None:
    text = "A [London|place] [club|organisation] insured the [North Korean|nationality] tanker [Ann|vessel]."
    story = Story(said(text, act("insured", "other", agent="club", item="Ann")))
    assert (classes(story), story.countries("recipient")) == ({"vessel-insurance"}, ("kp",))


def test_a_ship_that_is_struck_off_is_not_registered() -> None:
    text = "[Togo|place]'s [registry|organisation] deleted two [North Korean|nationality] [ships|vessel]."
    story = Story(said(text, act("deleted", "other", agent="registry", item="ships")))
    assert "flagging" not in classes(story)
    kept = Story(said(text.replace("deleted", "kept"), act("kept", "possess", agent="registry", item="ships")))
    assert classes(kept) == {"flagging"}


def test_who_charters_a_ship_gets_it_from_its_state() -> None:
    text = "A [firm|organisation] chartered a [North Korean|nationality] [freighter|vessel]."
    story = Story(said(text, act("chartered", "transfer", agent="firm", item="freighter")))
    assert (classes(story), story.countries("origin")) == ({"chartering"}, ("kp",))


def test_an_aircraft_of_which_nobody_tells_the_load_carries_something_unknown() -> None:
    flew = act("flew", "transport", carrier="jet", origin="Pyongyang", destination="Vladivostok")
    text = "A [Russian|nationality] [jet|aircraft] flew from [Pyongyang|place] to [Vladivostok|place]."
    assert classes(Story(said(text, flew), said("What was aboard is not known."))) == {"cargo-unknown"}
    assert classes(Story(said(text, flew), said("Forty tourists were aboard."))) == frozenset()


def test_an_amount_over_the_cap_is_for_whom_the_cap_is() -> None:
    text = "Shipments of [petrol|goods] came to 4.4 million barrels, nine times the limit on [North Korea|place]."
    story = Story(said(text, act("Shipments", "transfer", item="petrol")))
    assert story.told[0].claim.facts["over_cap"] is True
    assert story.countries("recipient") == ("kp",)


def test_the_price_cap_on_oil_is_no_cap_on_amounts() -> None:
    text = "[Shipments|goods] of [crude|goods] were sold above the price cap."
    assert "over_cap" not in Story(said(text, act("sold", "transfer", item="crude"))).told[0].claim.facts


def test_what_is_done_against_transfers_is_no_transfer() -> None:
    text = "The navy patrols the sea to spot [transfers|goods] to [North Korean|nationality] [ships|vessel]."
    story = Story(said(text, act("transfers", "transfer", recipient="ships")))
    assert story.told[0].is_unreal
