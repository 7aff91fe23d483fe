"""Three-valued logic: its tables, and the laws that hold for any values."""

from hypothesis import given
from hypothesis import strategies as st

from porosity.logic import Truth, all_of, any_of

MET, NOT_MET, UNKNOWN = Truth.MET, Truth.NOT_MET, Truth.UNKNOWN
truths = st.sampled_from(Truth)
some = st.lists(truths, max_size=6)


def test_of_true_false_and_nothing() -> None:
    assert [Truth.of(value) for value in (True, False, None)] == [MET, NOT_MET, UNKNOWN]


def test_all_must_be_met() -> None:
    assert all_of([MET, MET]) is MET
    assert all_of([MET, UNKNOWN]) is UNKNOWN
    assert all_of([UNKNOWN, NOT_MET]) is NOT_MET
    assert all_of([]) is MET


def test_one_met_is_enough() -> None:
    assert any_of([NOT_MET, NOT_MET]) is NOT_MET
    assert any_of([NOT_MET, UNKNOWN]) is UNKNOWN
    assert any_of([UNKNOWN, MET]) is MET
    assert any_of([]) is NOT_MET


@given(truths)
def test_the_contrary_of_the_contrary_is_the_same(value: Truth) -> None:
    assert value.negated().negated() is value
    assert (value.negated() is value) == (value is UNKNOWN)


@given(some)
def test_all_and_any_mirror_each_other(values: list[Truth]) -> None:
    assert all_of(values).negated() is any_of(value.negated() for value in values)


@given(some, st.randoms(use_true_random=False))
def test_order_and_repetition_never_matter(values: list[Truth], shuffler: object) -> None:
    other = [*values, *values]
    shuffler.shuffle(other)  # type: ignore[attr-defined]
    assert all_of(other) is all_of(values)
    assert any_of(other) is any_of(values)


@given(some, st.data())
def test_more_knowledge_never_turns_a_settled_answer(values: list[Truth], data: st.DataObject) -> None:
    known = [data.draw(truths) if value is UNKNOWN else value for value in values]
    for combine in (all_of, any_of):
        before = combine(values)
        assert before is UNKNOWN or combine(known) is before
