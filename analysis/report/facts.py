"""Answers to the factual questions, counted where the question concerned the person."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.report.entries import LEAST_TO_SHOW, few_responses
from analysis.report.model import Fact, FactAnswer
from analysis.responses import Mask, Responses
from questionnaires.model import BLANK, Question


def facts(responses: Responses) -> tuple[Fact, ...]:
    """Return each factual question with its answers, in the questionnaire's order."""
    concerned = _concerned(responses)
    return tuple(
        _fact(responses, question, concerned[question.id])
        for question in responses.questionnaire.facts
    )


def _concerned(responses: Responses) -> dict[str, Mask]:
    """Return for each question whom it concerns; an answer beside the point leads no further."""
    found: dict[str, Mask] = {}
    for question in responses.questionnaire:
        condition = question.only_if
        if condition is None:
            found[question.id] = np.ones(len(responses), np.bool_)
            continue
        values = np.array([ord(value) for value in sorted(condition.values)], np.uint8)
        holds = np.isin(responses.column(condition.question), values)
        found[question.id] = found[condition.question] & holds
    return found


def _fact(responses: Responses, question: Question, concerned: Mask) -> Fact:
    counts = np.bincount(responses.column(question.id)[concerned], minlength=256)
    asked = int(concerned.sum())
    answered = asked - int(counts[ord(BLANK)])
    # An answer that one person of a few gave would point at that person.
    is_shown = answered >= LEAST_TO_SHOW
    return Fact(
        id=question.id,
        title=question.wording,
        asked=asked,
        answered=answered,
        is_conditional=question.only_if is not None,
        answers=_answers(question, counts, answered) if is_shown else (),
        caveats=() if is_shown else (few_responses(),),
    )


def _answers(
    question: Question, counts: NDArray[np.int64], answered: int
) -> tuple[FactAnswer, ...]:
    given = [(choice, int(counts[ord(choice.value)])) for choice in question.choices]
    return tuple(
        FactAnswer(choice.value, choice.label, count, count / answered) for choice, count in given
    )
