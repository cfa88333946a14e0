"""Every sentence of a questionnaire by its place, and those that a language lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questionnaires.model import NOT_APPLICABLE, Question, QuestionKind, Questionnaire, Wording


@dataclass(frozen=True)
class PlacedWording:
    """One sentence and where it stands.

    Attributes
    ----------
    place : str
        Such as ``introduction``, ``scale.1``, ``factor.access``, ``question.signs`` or
        ``question.fee.0`` (the question's own answer with the value 0).
    wording : Wording
        The sentence in each language that somebody wrote it in.
    """

    place: str
    wording: Wording


def wordings(questionnaire: Questionnaire) -> tuple[PlacedWording, ...]:
    """Return every sentence that people can be shown, in the order in which they meet it.

    Parameters
    ----------
    questionnaire : Questionnaire

    Returns
    -------
    tuple of PlacedWording
        The answers that all items share stand once, under ``scale``. Places are unique.
    """
    return tuple(_wordings(questionnaire))


def missing_wordings(questionnaire: Questionnaire, language: str) -> tuple[PlacedWording, ...]:
    """Return the sentences that nobody wrote in a language yet.

    Parameters
    ----------
    questionnaire : Questionnaire
    language : str
        A language tag such as ``blt``.

    Returns
    -------
    tuple of PlacedWording
        Empty when a page can be shown in this language without falling back.
    """
    every = wordings(questionnaire)
    return tuple(placed for placed in every if language not in placed.wording.texts)


def _wordings(questionnaire: Questionnaire) -> Iterator[PlacedWording]:
    yield PlacedWording("title", questionnaire.title)
    if questionnaire.introduction is not None:
        yield PlacedWording("introduction", questionnaire.introduction)
    for choice in questionnaire.scale.choices:
        yield PlacedWording(f"scale.{choice.value}", choice.label)
    for factor in questionnaire.factors:
        yield PlacedWording(f"factor.{factor.id}", factor.title)
    for question in questionnaire:
        yield from _question_wordings(question)
    if questionnaire.comment is not None:
        yield PlacedWording("comment", questionnaire.comment)


def _question_wordings(question: Question) -> Iterator[PlacedWording]:
    yield PlacedWording(f"question.{question.id}", question.wording)
    for choice in question.choices:
        # The marks of an item are those of the scale; "not applicable" is its own.
        if question.kind is QuestionKind.FACT or choice.value == NOT_APPLICABLE:
            yield PlacedWording(f"question.{question.id}.{choice.value}", choice.label)
