"""Errors name the place, the problem and the next step."""

import pytest

from porosity.errors import InputError, KnowledgeError, PorosityError, ReportError


def test_an_error_reads_as_place_problem_remedy() -> None:
    error = InputError("--goods", "'car' is no heading.", "Give 2 to 6 digits.")
    assert str(error) == "--goods: 'car' is no heading. Give 2 to 6 digits."
    assert (error.place, error.problem, error.next_step) == ("--goods", "'car' is no heading.", "Give 2 to 6 digits.")


def test_a_remedy_may_be_missing() -> None:
    assert str(ReportError("a.txt", "is empty.")) == "a.txt: is empty."


@pytest.mark.parametrize("kind", [KnowledgeError, ReportError, InputError])
def test_one_base_catches_all(kind: type[PorosityError]) -> None:
    with pytest.raises(PorosityError):
        raise kind("here", "it is wrong.")
