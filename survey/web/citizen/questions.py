"""The questions as the page prints them: in sections, with what is marked and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from questionnaires.model import (
    NOT_APPLICABLE,
    Choice,
    Factor,
    Phrase,
    Question,
    QuestionKind,
    Questionnaire,
)
from templates.languages import N_, translations

_MORE = N_("A few more questions")
# How long reading a question and choosing takes, on a telephone, without hurry.
_SECONDS_A_QUESTION = 6


@dataclass(frozen=True)
class OfferedChoice:
    """One row to touch."""

    value: str
    label: Phrase
    is_apart: bool  # "not applicable" is no level of the scale and stands off from it
    is_marked: bool


@dataclass(frozen=True)
class AskedQuestion:
    """One block of rows."""

    id: str
    wording: Phrase
    choices: tuple[OfferedChoice, ...]
    fault: str | None


@dataclass(frozen=True)
class Section:
    """Neighbouring questions of one factor, or facts between them."""

    title: Phrase | None
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True)
class Filling:
    """What came back with a form: marks by question, and a sentence for each faulty one."""

    language: str
    marks: Mapping[str, str]
    faults: Mapping[str, str]


def sections(questionnaire: Questionnaire, filling: Filling) -> tuple[Section, ...]:
    """Return all questions in the order in which they are asked."""
    factors = {item: factor for factor in questionnaire.factors for item in factor.items}
    grouped = groupby(questionnaire.questions, key=lambda question: factors.get(question.id))
    made: list[Section] = []
    for factor, questions in grouped:
        asked = tuple(_asked(question, filling) for question in questions)
        made.append(Section(_title(factor, filling.language, is_first=not made), asked))
    return tuple(made)


def minutes(questionnaire: Questionnaire) -> int:
    """Return how long answering takes, in whole minutes."""
    return max(1, round(len(questionnaire.questions) * _SECONDS_A_QUESTION / 60))


def _title(factor: Factor | None, language: str, *, is_first: bool) -> Phrase | None:
    if factor is not None:
        return factor.title.in_language(language)
    return None if is_first else Phrase(translations(language).gettext(_MORE), language)


def _asked(question: Question, filling: Filling) -> AskedQuestion:
    marked = filling.marks.get(question.id, "").strip()
    choices = tuple(
        _offered(choice, question, filling.language, is_marked=choice.value == marked)
        for choice in question.choices
    )
    wording = question.wording.in_language(filling.language)
    return AskedQuestion(question.id, wording, choices, filling.faults.get(question.id))


def _offered(
    choice: Choice, question: Question, language: str, *, is_marked: bool
) -> OfferedChoice:
    is_apart = choice.value == NOT_APPLICABLE and question.kind is QuestionKind.ITEM
    return OfferedChoice(choice.value, choice.label.in_language(language), is_apart, is_marked)
