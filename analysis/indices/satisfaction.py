"""From packed answers to satisfied and valid answers of each respondent.

Answers are packed one character a question in questionnaire order. The items of an index come from
``index.items(questionnaire)``, those of a factor from ``factor.items``. What a value counts for is
decided in `questionnaires.scoring`; here it is applied to whole columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.estimators.tables import Rows
from questionnaires.model import BLANK, NOT_APPLICABLE, Question, QuestionKind, Questionnaire
from questionnaires.scoring import satisfied_values, valid_values

Answers = NDArray[np.uint8]
Mask = NDArray[np.bool_]
_VALID_BITS = 16
_VALID = 1 << _VALID_BITS
_UNKNOWN = -1


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
        With `y` and `m` between 0 and the most of the items that one form asks.

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
    # Both counts in one number: the satisfied ones below, the valid ones above.
    counts = np.zeros(len(answers), dtype=np.int32)
    for item in map(questionnaire.question, items):
        if item.kind is not QuestionKind.ITEM:
            raise ValueError(f"items must be scored questions of {questionnaire.name}: {item.id}")
        column = answers[:, questionnaire.position(item.id)]
        worth = _table(satisfied_values(questionnaire, item)).astype(np.int32)
        worth += _VALID * _table(valid_values(item))
        worth[~_table((*valid_values(item), BLANK, NOT_APPLICABLE))] = _UNKNOWN
        # Twice as fast as `worth[column]`, and done for each item of each figure.
        counted = np.take(worth, column)
        if counted.min(initial=0) == _UNKNOWN:
            raise _not_offered(column, np.flatnonzero(counted == _UNKNOWN), questionnaire, item)
        if item.only_if is not None:
            counted *= _concerned(answers, questionnaire, item)
        counts += counted
    small = np.min_scalar_type(len(items))
    satisfied, valid = counts & (_VALID - 1), counts >> _VALID_BITS
    # Somebody may answer all that one form asks, whoever did.
    most = questionnaire.most_answers(items) or None
    return Rows(satisfied.astype(small), valid.astype(small), weights, items=most)


def _table(values: Iterable[str]) -> Mask:
    """Return for each byte whether it is one of the values."""
    table = np.zeros(256, dtype=np.bool_)
    table[[ord(value) for value in values]] = True
    return table


def _concerned(answers: Answers, questionnaire: Questionnaire, question: Question) -> Mask:
    """Return whom a question concerned: those whose earlier answer its condition names."""
    condition = question.only_if
    if condition is None:
        return np.ones(len(answers), dtype=np.bool_)
    earlier = questionnaire.question(condition.question)
    named: Mask = _table(condition.values)[answers[:, questionnaire.position(earlier.id)]]
    return named & _concerned(answers, questionnaire, earlier)


def _not_offered(
    column: Answers, unknown: NDArray[np.int64], questionnaire: Questionnaire, item: Question
) -> ValueError:
    return ValueError(
        f"answers to {item.id} must be offered by {questionnaire.name}; {unknown.size} are "
        f"not, first in row {unknown[0]}: {chr(column[unknown[0]])!r}"
    )
