from dataclasses import replace

import numpy as np
import pytest

from analysis.indices.satisfaction import satisfaction_rows
from questionnaires.model import Condition
from questionnaires.scoring import CountsFor, counts_for
from tests.questionnaires.files import small


def packed(*responses: str) -> np.ndarray:
    return np.array([[ord(sign) for sign in response] for response in responses], dtype=np.uint8)


def counted(responses, items, questionnaire=None):
    rows = satisfaction_rows(packed(*responses), questionnaire or small(), items)
    return rows.y.tolist(), rows.m.tolist()


def test_the_items_of_a_factor_are_summed_for_each_respondent():
    responses = ["331--", "123--", "3----"]
    assert counted(responses, ["signs", "chairs"]) == ([2, 0, 1], [2, 2, 1])


def test_blank_and_not_applicable_are_neither_satisfied_nor_valid():
    assert counted(["-03--", "30---"], ["signs", "chairs"]) == ([0, 1], [0, 1])


def test_one_item_has_at_most_one_answer():
    assert counted(["--3--", "--1--", "-----"], ["courtesy"]) == ([1, 0, 0], [1, 1, 0])


def test_each_value_counts_for_what_scoring_says():
    questionnaire = small()
    for item in questionnaire.items:
        for value in "-0123":
            response = "".join(value if q is item else "-" for q in questionnaire)
            says = counts_for(questionnaire, item.id, value)
            expected = (
                [float(says is CountsFor.SATISFIED)],
                [float(says is not CountsFor.MISSING)],
            )
            assert counted([response], [item.id]) == expected


def test_an_item_counts_only_for_those_whom_it_concerns():
    questionnaire = small()
    questions = list(questionnaire.questions)
    questions[2] = replace(questions[2], only_if=Condition("chairs", frozenset({"1", "2"})))
    questions[1] = replace(questions[1], only_if=Condition("signs", frozenset({"3"})))
    chained = replace(questionnaire, questions=tuple(questions))
    assert counted(["323--", "333--", "123--"], ["courtesy"], chained) == ([1, 0, 0], [1, 0, 0])


def test_weights_go_with_the_respondents():
    rows = satisfaction_rows(packed("3----"), small(), ["signs"], np.array([2.5]))
    assert rows.weights.tolist() == [2.5]


def test_nobody_has_no_rows():
    empty = np.zeros((0, 5), dtype=np.uint8)
    assert satisfaction_rows(empty, small(), ["signs"]).y.shape == (0,)


@pytest.mark.parametrize("answers", [packed("33"), np.zeros(5, dtype=np.uint8)])
def test_answers_to_another_questionnaire_are_refused(answers):
    with pytest.raises(ValueError, match=r"one column for each of the 5 questions of small\.v1"):
        satisfaction_rows(answers, small(), ["signs"])


def test_an_answer_that_was_not_offered_is_refused_with_its_place():
    with pytest.raises(ValueError, match=r"answers to signs .* 1 are not, first in row 1: '9'"):
        counted(["1----", "9----"], ["signs"])


def test_a_factual_question_is_no_item():
    with pytest.raises(ValueError, match="items must be scored questions"):
        counted(["---1-"], ["late"])


def test_an_unknown_item_is_refused():
    with pytest.raises(KeyError, match="prices"):
        counted(["-----"], ["prices"])
