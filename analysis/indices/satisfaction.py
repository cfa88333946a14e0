"""From packed answers to satisfied and valid answers of each respondent.

Answers are packed one character a question in questionnaire order. The items of an index come from
``index.items(questionnaire)``, those of a factor from ``factor.items``. What a value counts for is
decided in `questionnaires.scoring`; here it is applied to whole columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.estimators.rows import Rows
from questionnaires.model import BLANK, NOT_APPLICABLE, Question, QuestionKind, Questionnaire
from questionnaires.scoring import satisfied_values, valid_values

Answers = NDArray[np.uint8]
Mask = NDArray[np.bool_]
# What an answer is worth.
VALID, SATISFIED = 1, 2
_UNKNOWN = 255


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
    # Somebody may answer all that one form asks, whoever did.
    most = questionnaire.most_answers(items) or None
    small = np.min_scalar_type(len(items))
    satisfied, valid = (np.zeros(len(answers), small) for _ in range(2))
    for item in map(questionnaire.question, items):
        worth = worth_of(answers, questionnaire, item)
        satisfied += worth == SATISFIED
        valid += worth > 0
    return Rows(satisfied, valid, weights, items=most)


def worth_of(answers: Answers, questionnaire: Questionnaire, item: Question) -> Answers:
    """Return what each answer to an item is worth: 0 for none that is valid, VALID or SATISFIED.

    Arguments and errors are those of `satisfaction_rows`.
    """
    if item.kind is not QuestionKind.ITEM:
        raise ValueError(f"items must be scored questions of {questionnaire.name}: {item.id}")
    column = answers[:, questionnaire.position(item.id)]
    table = np.full(256, _UNKNOWN, np.uint8)
    for values, worth in (
        ((BLANK, NOT_APPLICABLE), 0),
        (valid_values(item), VALID),
        (satisfied_values(questionnaire, item), SATISFIED),
    ):
        table[[ord(value) for value in values]] = worth
    # Twice as fast as `table[column]`.
    worths = np.take(table, column)
    if worths.max(initial=0) == _UNKNOWN:
        raise _not_offered(column, np.flatnonzero(worths == _UNKNOWN), questionnaire, item)
    if item.only_if is not None:
        worths *= _concerned(answers, questionnaire, item)
    return worths


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
