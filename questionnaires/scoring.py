"""What an answer counts for, and answers as one character a question."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from questionnaires.model import (
    BLANK,
    HELP,
    NOT_APPLICABLE,
    Question,
    QuestionKind,
    Questionnaire,
)


class CountsFor(StrEnum):
    """What one answer is in a share: above and below the line, below only, or not there.

    A factual answer is never satisfied. "Not applicable" is missing, as a blank is: it says
    nothing about satisfaction.
    """

    SATISFIED = "satisfied"
    VALID = "valid"
    MISSING = "missing"


def valid_values(question: Question) -> frozenset[str]:
    """Return the values of a question that say something: all offered but "not applicable"."""
    return question.values - {NOT_APPLICABLE}


def satisfied_values(questionnaire: Questionnaire, question: Question) -> frozenset[str]:
    """Return the values of a question that count as satisfied; none for a factual question."""
    is_item = question.kind is QuestionKind.ITEM
    return questionnaire.scale.satisfied if is_item else frozenset()


def counts_for(questionnaire: Questionnaire, question_id: str, value: str | None) -> CountsFor:
    """Return what one answer counts for, its question's condition left aside.

    Parameters
    ----------
    questionnaire : Questionnaire
        The version that was answered.
    question_id : str
        One of its questions.
    value : str or None
        The answer; None or ``-`` where nothing was chosen.

    Returns
    -------
    CountsFor
        Missing also for a value that the question does not offer.

    Raises
    ------
    KeyError
        When the questionnaire has no such question.
    """
    question = questionnaire.question(question_id)
    if value in satisfied_values(questionnaire, question):
        return CountsFor.SATISFIED
    return CountsFor.VALID if value in valid_values(question) else CountsFor.MISSING


def pack(questionnaire: Questionnaire, answers: Mapping[str, str]) -> str:
    """Return answers as one character a question, in questionnaire order.

    Parameters
    ----------
    questionnaire : Questionnaire
        The version that was answered.
    answers : Mapping of str to str
        Question id to value; a question that is absent was left blank.

    Returns
    -------
    str
        As long as there are questions; ``-`` is blank, ``0`` not applicable.

    Raises
    ------
    ValueError
        For a question that is not asked or a value that it does not offer.
    """
    unknown = sorted(set(answers) - {question.id for question in questionnaire})
    if unknown:
        raise ValueError(f"answers must be to questions of {questionnaire.name}; not {unknown}")
    return "".join(
        _offered(questionnaire, question, answers[question.id]) if question.id in answers else BLANK
        for question in questionnaire
    )


def unpack(questionnaire: Questionnaire, packed: str) -> dict[str, str]:
    """Return packed answers by question id; blanks are left out.

    Parameters
    ----------
    questionnaire : Questionnaire
        The version that was answered.
    packed : str
        As `pack` makes it.

    Returns
    -------
    dict of str to str
        Question id to value, in questionnaire order.

    Raises
    ------
    ValueError
        For a wrong length or a value that its question does not offer.
    """
    questions = questionnaire.questions
    if len(packed) != len(questions):
        raise ValueError(
            f"packed answers to {questionnaire.name} must have {len(questions)} characters, one a "
            f"question; there are {len(packed)}"
        )
    return {
        question.id: _offered(questionnaire, question, value)
        for question, value in zip(questions, packed, strict=True)
        if value != BLANK
    }


def is_answered(questionnaire: Questionnaire, packed: str) -> bool:
    """Return whether a question is answered; whether somebody helped, alone, answers none.

    Parameters
    ----------
    questionnaire : Questionnaire
        The version that was answered.
    packed : str
        As `pack` makes it.

    Returns
    -------
    bool
        False where nothing is marked, or `HELP` alone.
    """
    marked = packed.strip(BLANK)
    if len(marked) != 1:
        return bool(marked)
    return questionnaire.questions[packed.index(marked)].id != HELP


def _offered(questionnaire: Questionnaire, question: Question, value: str) -> str:
    if value not in question.values:
        raise ValueError(
            f"the answer to {question.id} of {questionnaire.name} must be one that is offered, "
            f"one of {[choice.value for choice in question.choices]}; it is {value[:20]!r}"
        )
    return value
