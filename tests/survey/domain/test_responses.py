"""Which answers are taken: exactly those that were offered."""

from dataclasses import replace
from datetime import date

import pytest

from questionnaires.model import Questionnaire
from questionnaires.published import load_questionnaire
from questionnaires.scoring import unpack
from survey.domain.errors import AnswerFault, InvalidAnswers, NothingChosen
from survey.domain.modes import Mode
from survey.domain.responses import KeptResponse, Response, by_content, packed_answers


@pytest.fixture(scope="module")
def asked() -> Questionnaire:
    return load_questionnaire("counter.v1")


@pytest.fixture(scope="module")
def item(asked: Questionnaire) -> str:
    return asked.items[0].id


def test_a_full_form_is_taken_as_it_was_marked(asked: Questionnaire) -> None:
    form = {question.id: [question.choices[0].value] for question in asked}
    expected = {question.id: question.choices[0].value for question in asked}
    assert unpack(asked, packed_answers(asked, form)) == expected


def test_one_answer_is_enough_and_blanks_are_left_out(asked: Questionnaire, item: str) -> None:
    form = {question.id: [""] for question in asked} | {item: ["5"]}
    assert unpack(asked, packed_answers(asked, form)) == {item: "5"}


def test_what_a_keyboard_puts_round_a_sign_is_taken_off(asked: Questionnaire, item: str) -> None:
    assert unpack(asked, packed_answers(asked, {item: [" 5\r\n"]})) == {item: "5"}


def test_the_same_radio_sent_twice_counts_only_when_one_is_empty(
    asked: Questionnaire, item: str
) -> None:
    assert unpack(asked, packed_answers(asked, {item: ["", "4"]})) == {item: "4"}
    with pytest.raises(InvalidAnswers) as refused:
        packed_answers(asked, {item: ["4", "4"]})
    assert refused.value.faults == {item: AnswerFault.SEVERAL}


@pytest.mark.parametrize(
    "value",
    [
        "6",
        "-1",
        "-",
        "1000000000",
        "5.0",
        "05",
        "55",
        "５",
        "\u30005",
        "true",
        "None",
        "[5]",
        "5\0",
    ],
)
def test_what_was_not_offered_is_refused(asked: Questionnaire, item: str, value: str) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        packed_answers(asked, {item: [value]})
    assert refused.value.faults == {item: AnswerFault.NOT_OFFERED}


def test_not_applicable_is_taken_only_where_it_is_offered(asked: Questionnaire) -> None:
    for question in asked.items:
        if question.choice("0") is None:
            with pytest.raises(InvalidAnswers):
                packed_answers(asked, {question.id: ["0"]})
        else:
            assert unpack(asked, packed_answers(asked, {question.id: ["0"]})) == {question.id: "0"}


def test_every_fault_of_a_form_is_named(asked: Questionnaire) -> None:
    first, second, third = (question.id for question in asked.items[:3])
    with pytest.raises(InvalidAnswers) as refused:
        packed_answers(asked, {first: ["9"], second: ["1"], third: ["1", "2"]})
    assert refused.value.faults == {
        first: AnswerFault.NOT_OFFERED,
        third: AnswerFault.SEVERAL,
    }


def test_a_refusal_does_not_repeat_what_was_sent(asked: Questionnaire, item: str) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        packed_answers(asked, {item: ["0123456789 secret"]})
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("form", [{}, {"comment": ["Tốt"]}, {"unknown": ["5"]}, {"help": ["2"]}])
def test_a_form_without_any_answer_is_refused(
    asked: Questionnaire, form: dict[str, list[str]]
) -> None:
    with pytest.raises(NothingChosen):
        packed_answers(asked, form)


@pytest.mark.parametrize("form", [{}, {"help": ["2"]}])
def test_a_comment_alone_marks_nothing(asked: Questionnaire, form: dict[str, list[str]]) -> None:
    packed = packed_answers(asked, form, "Tốt")
    assert packed == "-" * len(asked.questions)
    response = KeptResponse(
        b"k", 1, "", Mode.POSTER, "q.v1", "", "vi", packed, "Tốt", date(2026, 3, 1)
    )
    assert not response.is_marked
    assert replace(response, answers=f"0{packed[1:]}").is_marked


def test_a_response_does_not_print_what_was_said() -> None:
    response = Response(
        bytes(16), 1, "Việc làm", Mode.POSTER, "a.v1", "b", "vi", "5432", "bí mật", date(2026, 3, 2)
    )
    assert "5432" not in repr(response)
    assert "bí mật" not in repr(response)


def test_neither_a_key_nor_a_comment_decides_the_order_of_responses() -> None:
    first = KeptResponse(b"b", 1, "", Mode.POSTER, "q.v1", "", "vi", "5", "z", date(2026, 3, 1))
    second = replace(first, key=b"a", comment="a")
    assert by_content(first) == by_content(second)
    assert by_content(first) < by_content(replace(first, answers="6"))
