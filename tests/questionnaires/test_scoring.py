"""What an answer counts for, and answers as one character a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.model import Questionnaire
from questionnaires.published import load_questionnaire
from questionnaires.scoring import (
    CountsFor,
    counts_for,
    is_answered,
    pack,
    satisfied_values,
    unpack,
    valid_values,
)
from tests.questionnaires.files import small

FULL = load_questionnaire("service-19.v1")


def answers_to(questionnaire: Questionnaire) -> st.SearchStrategy[dict[str, str]]:
    """Return a strategy for any answers that a questionnaire allows."""
    offered = {
        question.id: st.sampled_from([choice.value for choice in question.choices])
        for question in questionnaire
    }
    return st.fixed_dictionaries({}, optional=offered)


@pytest.mark.parametrize(
    ("question", "value", "expected"),
    [
        ("signs", "3", CountsFor.SATISFIED),
        ("signs", "2", CountsFor.VALID),
        ("signs", "1", CountsFor.VALID),
        ("chairs", "0", CountsFor.MISSING),
        ("chairs", "-", CountsFor.MISSING),
        ("chairs", None, CountsFor.MISSING),
        ("signs", "0", CountsFor.MISSING),
        ("signs", "9", CountsFor.MISSING),
        ("late", "1", CountsFor.VALID),
        ("late", "0", CountsFor.MISSING),
        ("late", "3", CountsFor.MISSING),
    ],
)
def test_a_value_counts_for(question: str, value: str | None, expected: CountsFor) -> None:
    assert counts_for(small(), question, value) is expected


def test_an_unknown_question_counts_for_nothing_but_an_error() -> None:
    with pytest.raises(KeyError, match="nobody"):
        counts_for(small(), "nobody", "1")


def test_values_of_a_question_are_told_by_what_they_count_for() -> None:
    questionnaire = small()

    assert valid_values(questionnaire.question("chairs")) == {"1", "2", "3"}
    assert satisfied_values(questionnaire, questionnaire.question("chairs")) == {"3"}
    assert satisfied_values(questionnaire, questionnaire.question("late")) == set()


def test_answers_are_packed_in_questionnaire_order() -> None:
    assert pack(small(), {"apology": "b", "signs": "3", "chairs": "0"}) == "30--b"
    assert unpack(small(), "30--b") == {"signs": "3", "chairs": "0", "apology": "b"}


def test_no_answers_are_packed_as_blanks() -> None:
    assert pack(small(), {}) == "-----"
    assert unpack(small(), "-----") == {}


@pytest.mark.parametrize("packed", ["", "3", "-----3"])
def test_a_wrong_length_is_an_error(packed: str) -> None:
    with pytest.raises(ValueError, match=f"must have 5 characters.* there are {len(packed)}"):
        unpack(small(), packed)


@pytest.mark.parametrize("packed", ["4----", "0----", "３----", " ----", "----1", "----A"])
def test_a_value_that_is_not_offered_cannot_be_unpacked(packed: str) -> None:
    with pytest.raises(ValueError, match="must be one that is offered"):
        unpack(small(), packed)


@pytest.mark.parametrize("value", ["", "4", "0", "-", "33", "３"])
def test_a_value_that_is_not_offered_cannot_be_packed(value: str) -> None:
    with pytest.raises(ValueError, match="the answer to signs of small"):
        pack(small(), {"signs": value})


def test_an_answer_to_no_question_cannot_be_packed() -> None:
    with pytest.raises(ValueError, match=r"not \['nobody'\]"):
        pack(small(), {"nobody": "1"})


@pytest.mark.parametrize(
    ("answers", "is_one"),
    [
        ({}, False),
        ({"help": "1"}, False),
        ({"help": "2"}, False),
        ({"visits": "2"}, True),
        ({"help": "2", "visits": "2"}, True),
        ({"help": "2", "fee": "0"}, True),
        ({"signs": "5"}, True),
    ],
)
def test_whether_somebody_helped_is_no_answer_by_itself(
    answers: dict[str, str], *, is_one: bool
) -> None:
    assert is_answered(FULL, pack(FULL, answers)) is is_one


@given(answers_to(FULL))
def test_what_is_packed_comes_back(answers: dict[str, str]) -> None:
    packed = pack(FULL, answers)

    assert unpack(FULL, packed) == answers
    assert pack(FULL, unpack(FULL, packed)) == packed
    assert len(packed) == len(FULL.questions)


@given(st.text(max_size=40))
def test_any_text_unpacks_or_is_a_value_error(packed: str) -> None:
    try:
        answers = unpack(FULL, packed)
    except ValueError:
        return
    assert pack(FULL, answers) == packed
