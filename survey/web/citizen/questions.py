"""The questions as the page prints them: in sections, with what is marked and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count, groupby

from questionnaires.model import (
    NOT_APPLICABLE,
    Phrase,
    Question,
    QuestionKind,
    Questionnaire,
    Scale,
)
from templates.languages import N_, translations

_MORE = N_("A few more questions")
# As many faces are drawn; a scale of another length goes without.
_FACES = 5


@dataclass(frozen=True)
class OfferedChoice:
    """One row to touch."""

    value: str
    label: Phrase
    is_apart: bool  # "not applicable" is no level of the scale and stands off from it
    is_marked: bool
    level: int | None  # from 1, the worst; None where the choice is no level of a scale of five


@dataclass(frozen=True)
class AskedQuestion:
    """One block of rows."""

    id: str
    number: int  # from 1, as they are asked
    wording: Phrase
    choices: tuple[OfferedChoice, ...]
    fault: str | None

    @property
    def is_marked(self) -> bool:
        """Whether one of its choices is marked."""
        return any(choice.is_marked for choice in self.choices)


@dataclass(frozen=True)
class Section:
    """Neighbouring questions of one kind.

    The titles of factors are left out: the official words of an item stand alone in every look.
    """

    title: str | None  # None: what all its questions ask stands above the first
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True)
class Filling:
    """What came back with a form: marks by question, and a sentence for each faulty one."""

    language: str
    marks: Mapping[str, str]
    faults: Mapping[str, str]


def sections(questionnaire: Questionnaire, filling: Filling) -> tuple[Section, ...]:
    """Return all questions in the order in which they are asked."""
    numbers = count(1)
    more = translations(filling.language).gettext(_MORE)
    return tuple(
        Section(
            None if kind is QuestionKind.ITEM else more,
            tuple(_asked(one, next(numbers), questionnaire.scale, filling) for one in questions),
        )
        for kind, questions in groupby(questionnaire.questions, key=lambda one: one.kind)
    )


def _asked(question: Question, number: int, scale: Scale, filling: Filling) -> AskedQuestion:
    marked = filling.marks.get(question.id, "").strip()
    levels = _levels(scale) if question.kind is QuestionKind.ITEM else {}
    choices = tuple(
        OfferedChoice(
            value=choice.value,
            label=choice.label.in_language(filling.language),
            is_apart=choice.value == NOT_APPLICABLE and question.kind is QuestionKind.ITEM,
            is_marked=choice.value == marked,
            level=levels.get(choice.value),
        )
        for choice in question.choices
    )
    wording = question.wording.in_language(filling.language)
    fault = filling.faults.get(question.id)
    return AskedQuestion(question.id, number, wording, choices, fault)


def _levels(scale: Scale) -> dict[str, int]:
    if len(scale.choices) != _FACES:
        return {}
    return {choice.value: level for level, choice in enumerate(scale.choices, start=1)}
