"""Looking up on the paper where two entries of a sheet differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from questionnaires.model import BLANK, Phrase, Question, Questionnaire
from survey.domain.adjudication import NO, READABLE, YES, to_adjudicate
from survey.domain.drafts import Draft, Typed
from survey.domain.errors import (
    BatchMovedOn,
    NotAdjudicated,
    NotThisSheet,
)
from survey.domain.identifiers import SEEN
from survey.domain.progress import Progress, Stage
from survey.services import type_sheets
from survey.services.batch_progress import progress
from survey.web.current import current_survey
from survey.web.languages import chosen_language
from survey.web.staff.batches import back_to
from survey.web.staff.entry import WORD_FAULTS, Refusal, refusal_of
from survey.web.staff.pages import said, staff_page
from survey.web.staff.sessions import current_account
from survey.web.staff.sheets import COMMENT, field_name, typed_number, typed_sheet
from templates.languages import N_

_IS_READABLE = N_("Can this sheet be read, and is it one of ours?")
_READ = N_("It can be read")
_SPOILED = N_("It is spoiled")
_BLANK = N_("blank")

_FAULTS = (*WORD_FAULTS, NotAdjudicated, NotThisSheet)


@dataclass(frozen=True)
class Offer:
    """Something that may stand on the paper."""

    value: str
    label: Phrase
    is_chosen: bool


@dataclass(frozen=True)
class Difference:
    """What two entries say, and what may be chosen; nothing is chosen beforehand."""

    name: str
    wording: Phrase
    first: str
    second: str
    offers: tuple[Offer, ...]
    is_refused: bool


def adjudicate(batch: str) -> Response:
    """Show the differences of one sheet side by side, and store what the paper says."""
    survey = current_survey()
    if request.method != "POST":
        found = progress(survey, batch)
        if found.stage is Stage.ADJUDICATION:
            return _page(found, None, Refusal())
        return back_to(batch, "settled" if found.stage is Stage.SIGN_OFF else "moved-on")
    typed = _typed(type_sheets.asked(survey, batch))
    try:
        type_sheets.adjudicate(survey, batch, typed_number(), typed, current_account().id)
    except BatchMovedOn:
        return back_to(batch, "moved-on")
    except _FAULTS as error:
        found = progress(survey, batch)
        if found.stage is not Stage.ADJUDICATION:
            return back_to(batch, "moved-on")
        return _page(found, typed, refusal_of(error, typed))
    return redirect(url_for("staff.adjudicate", batch=batch), 303)


def _typed(asked: Questionnaire) -> Typed:
    typed = typed_sheet(asked)
    readable = request.form.get(field_name(READABLE), "")
    codes = {**typed.codes, READABLE: typed.codes.get(READABLE, readable)}
    return Typed(codes, typed.comment, typed.seen)


def _page(found: Progress, typed: Typed | None, refusal: Refusal) -> Response:
    asked = type_sheets.asked(current_survey(), found.batch.number)
    sheet = found.unadjudicated[0]
    first, second = found.first[sheet], found.second[sheet]
    return staff_page(
        "staff/adjudicate.html",
        refusal.status,
        batch=found.batch,
        sheet=sheet,
        left=len(found.unadjudicated),
        differences=_differences(asked, first, second, typed or Typed({}), refusal),
        comment_name=COMMENT,
        comment=first.comment if typed is None else typed.comment,
        comment_fault=refusal.comment,
        seen_field=SEEN,
        seen=refusal.seen,
        asks_comment=asked.comment is not None,
        refused=refusal.page,
    )


def _differences(
    asked: Questionnaire, first: Draft, second: Draft, typed: Typed, refusal: Refusal
) -> list[Difference]:
    if first.is_spoiled != second.is_spoiled:
        return [_readable(first, typed, is_refused=READABLE in refusal.fields)]
    answers = {
        question.id: codes
        for question, *codes in zip(asked.questions, first.answers, second.answers, strict=True)
    }
    return [
        _difference(question, answers[question.id], typed, question.id in refusal.fields)
        for question in to_adjudicate(asked, first, second)
    ]


def _readable(first: Draft, typed: Typed, *, is_refused: bool) -> Difference:
    language = chosen_language()
    words = {YES: said(_READ), NO: said(_SPOILED)}
    chosen = typed.codes.get(READABLE, "")
    return Difference(
        name=field_name(READABLE),
        wording=Phrase(said(_IS_READABLE), language),
        first=words[NO if first.is_spoiled else YES],
        second=words[YES if first.is_spoiled else NO],
        offers=tuple(
            Offer(value, Phrase(word, language), value == chosen) for value, word in words.items()
        ),
        is_refused=is_refused,
    )


def _difference(
    question: Question, codes: Sequence[str], typed: Typed, is_refused: bool
) -> Difference:
    language = chosen_language()
    offered = {choice.value: choice.label.in_language(language) for choice in question.choices}
    labels = {value: Phrase(f"{value} {label}", label.language) for value, label in offered.items()}
    labels[BLANK] = Phrase(said(_BLANK), language)
    chosen = typed.codes.get(question.id, "")
    return Difference(
        name=field_name(question.id),
        wording=question.wording.in_language(language),
        first=str(labels[codes[0]]),
        second=str(labels[codes[1]]),
        offers=tuple(Offer(value, label, value == chosen) for value, label in labels.items()),
        is_refused=is_refused,
    )
