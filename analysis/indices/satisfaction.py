"""From packed answers to satisfied and valid answers of each respondent.

Answers are packed one sign a question in questionnaire order. The items of an index come from
``index.items(questionnaire)``, those of a factor from ``factor.items``. What a value counts for is
said in `questionnaires.scoring`; here it is said of whole columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.moments import Rows
from questionnaires.model import BLANK, NOT_APPLICABLE, Question, QuestionKind, Questionnaire
from questionnaires.scoring import satisfied_values, valid_values

Answers = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def satisfaction_rows(
    answers: Answers,
    questionnaire: Questionnaire,
    items: Sequence[str],
    weights: NDArray[np.float64] | None = None,
) -> Rows:
    """Return satisfied and valid answers to `items`, one row a respondent.

    Parameters
    ----------
    answers : ndarray of uint8, shape (n, q)
        ASCII codes, one column a question in the order of ``questionnaire.questions``.
    questionnaire : Questionnaire
        The version that was answered.
    items : sequence of str
        Ids of scored questions; one for an item, several for a factor or an index.
    weights : ndarray of float, shape (n,), or None
        Cases that each respondent stands for; None is 1.

    Returns
    -------
    Rows
        With `y` and `m` between 0 and ``len(items)``.

    Raises
    ------
    ValueError
        If the number of columns differs from the questions, an item is not scored, or an answer
        was not offered.
    KeyError
        If an item is not in the questionnaire.
    """
    if answers.ndim != 2 or answers.shape[1] != len(questionnaire.questions):
        raise ValueError(
            f"answers must have one column for each of the {len(questionnaire.questions)} "
            f"questions of {questionnaire.name}: shape {answers.shape}"
        )
    satisfied = np.zeros(len(answers), dtype=np.int64)
    valid = np.zeros(len(answers), dtype=np.int64)
    for item in map(questionnaire.question, items):
        if item.kind is not QuestionKind.ITEM:
            raise ValueError(f"items must be scored questions of {questionnaire.name}: {item.id}")
        column = answers[:, questionnaire.position(item.id)]
        _require_offered(column, questionnaire, item)
        concerned = _concerned(answers, questionnaire, item)
        satisfied += concerned & _is_one_of(column, satisfied_values(questionnaire, item))
        valid += concerned & _is_one_of(column, valid_values(item))
    return Rows(satisfied, valid, weights)


def _is_one_of(column: Answers, values: Iterable[str]) -> Mask:
    table = np.zeros(256, dtype=np.bool_)
    table[[ord(value) for value in values]] = True
    found: Mask = table[column]
    return found


def _concerned(answers: Answers, questionnaire: Questionnaire, question: Question) -> Mask:
    """Return whom a question concerned: those whose earlier answer its condition names."""
    condition = question.only_if
    if condition is None:
        return np.ones(len(answers), dtype=np.bool_)
    earlier = questionnaire.question(condition.question)
    said = _is_one_of(answers[:, questionnaire.position(earlier.id)], condition.values)
    return said & _concerned(answers, questionnaire, earlier)


def _require_offered(column: Answers, questionnaire: Questionnaire, item: Question) -> None:
    known = _is_one_of(column, (*valid_values(item), BLANK, NOT_APPLICABLE))
    unknown = np.flatnonzero(~known)
    if unknown.size:
        raise ValueError(
            f"answers to {item.id} must be offered by {questionnaire.name}; {unknown.size} are "
            f"not, first in row {unknown[0]}: {chr(column[unknown[0]])!r}"
        )
