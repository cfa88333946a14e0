"""The fields in which a sheet of paper is typed: an answer code for each question, and faults."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request

from questionnaires.model import Choice, Phrase, Question, Questionnaire
from survey.domain.drafts import Typed
from survey.domain.identifiers import SEEN
from survey.domain.texts import without_invisible
from survey.web.staff.pages import said
from templates.languages import N_

COMMENT = "comment"
SHEET = "sheet"
# No question may be called so: questionnaires refuse hyphens in ids.
_CODE = "q-"
_NOT_OFFERED = N_("Not offered here. Type one of these: %(signs)s. Blank stays empty.")


@dataclass(frozen=True)
class SheetField:
    """One question of a sheet as it is typed."""

    name: str
    number: int
    wording: Phrase
    choices: tuple[tuple[str, Phrase], ...]
    codes: str
    typed: str
    refusal: str  # said when another character is typed
    is_refused: bool


def sheet_fields(
    asked: Questionnaire, language: str, typed: Typed, refused: frozenset[str] = frozenset()
) -> tuple[SheetField, ...]:
    """Return a field for each question, in the order of the paper."""
    return tuple(
        _field(number, question, language, typed.codes, is_refused=question.id in refused)
        for number, question in enumerate(asked.questions, start=1)
    )


def typed_sheet(asked: Questionnaire) -> Typed:
    """Return what this request brings of a sheet."""
    codes = {
        question.id: without_invisible(request.form.get(_CODE + question.id, ""))
        for question in asked
    }
    comment = without_invisible(request.form.get(COMMENT, ""))
    return Typed(codes, comment, request.form.get(SEEN, ""))


def typed_number() -> int:
    """Return the number of the sheet that this request is about; 0 for none."""
    text = request.form.get(SHEET, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def field_name(question_id: str) -> str:
    """Return what the field of a question is called."""
    return _CODE + question_id


def _field(
    number: int,
    question: Question,
    language: str,
    typed: Mapping[str, str],
    *,
    is_refused: bool,
) -> SheetField:
    codes = [choice.value for choice in question.choices]
    return SheetField(
        name=field_name(question.id),
        number=number,
        wording=question.wording.in_language(language),
        choices=tuple(_shown(choice, language) for choice in question.choices),
        codes="".join(codes),
        typed=typed.get(question.id, ""),
        refusal=said(_NOT_OFFERED, signs=", ".join(codes)),
        is_refused=is_refused,
    )


def _shown(choice: Choice, language: str) -> tuple[str, Phrase]:
    return choice.value, choice.label.in_language(language)
