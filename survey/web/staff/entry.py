"""Typing the sheets of a batch, the first time and for a sample a second time."""

from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from survey.domain.drafts import Draft, Typed
from survey.domain.errors import (
    BatchMovedOn,
    CommentTooLong,
    IdentifiersFound,
    InvalidAnswers,
    NotAdjudicated,
    NotThisSheet,
    TypedByTheSame,
)
from survey.domain.identifiers import SEEN, comment_digest, pieces
from survey.domain.progress import Progress, Stage
from survey.domain.texts import clean_comment
from survey.services import type_sheets
from survey.services.batch_progress import progress
from survey.web.current import current_survey
from survey.web.headers import STAFF_POLICY
from survey.web.languages import chosen_language
from survey.web.staff.batches import back_to
from survey.web.staff.pages import said, staff_page
from survey.web.staff.sessions import current_account
from survey.web.staff.sheets import sheet_fields, typed_number, typed_sheet
from templates.languages import N_

# The one page of staff that has a script: it moves from field to field and sends the sheet.
_POLICY = f"{STAFF_POLICY}; script-src 'self'; connect-src 'self'"

_NOT_THIS = N_(
    "Not saved: this sheet was typed meanwhile, or taken back. What you typed stands below; look "
    "at the number above and at the one on the paper before you save."
)
_TELLS = N_(
    "This may show who wrote it: %(found)s. Leave it out, or save once more to keep it as it is."
)
_COMMENT_LONG = N_("The comment has %(length)s signs; %(longest)s are the most.")


@dataclass(frozen=True)
class Refusal:
    """What is wrong with a sheet that was sent, and with what status the page comes back."""

    status: int = 200
    fields: frozenset[str] = frozenset()
    comment: str | None = None
    seen: str = ""
    page: str | None = None


_NONE = Refusal()
WORD_FAULTS = (CommentTooLong, IdentifiersFound)


def type_sheet(batch: str) -> Response:
    """Ask for the next sheet of the pile."""
    if request.method != "POST":
        found = progress(current_survey(), batch)
        if found.stage is Stage.FIRST_ENTRY:
            return _first_page(found, Typed({}), _NONE)
        return redirect(url_for("staff.batch", batch=batch), 303)
    typed = typed_sheet(type_sheets.asked(current_survey(), batch))
    try:
        type_sheets.type_sheet(current_survey(), batch, _draft(batch, typed))
    except BatchMovedOn:
        return back_to(batch, "moved-on")
    except (*WORD_FAULTS, InvalidAnswers, NotThisSheet) as error:
        found = progress(current_survey(), batch)
        if found.stage is not Stage.FIRST_ENTRY:
            return back_to(batch, "moved-on")
        return _first_page(found, typed, refusal_of(error, typed))
    return redirect(url_for("staff.type_sheet", batch=batch), 303)


def undo_last_sheet(batch: str) -> Response:
    """Forget the last sheet, to type it anew."""
    try:
        type_sheets.undo_last_sheet(current_survey(), batch, typed_number())
    except BatchMovedOn:
        return back_to(batch, "moved-on")
    return redirect(url_for("staff.type_sheet", batch=batch), 303)


def type_again(batch: str) -> Response:
    """Ask for a sheet of the sample a second time, without showing what was typed first."""
    if request.method != "POST":
        found = progress(current_survey(), batch)
        if found.stage is Stage.SECOND_ENTRY:
            return _second_page(found, Typed({}), _NONE)
        return redirect(url_for("staff.batch", batch=batch), 303)
    typed = typed_sheet(type_sheets.asked(current_survey(), batch))
    draft = None
    try:
        draft = _draft(batch, typed)
        type_sheets.type_again(current_survey(), batch, draft)
    except BatchMovedOn:
        return back_to(batch, "moved-on")
    except (*WORD_FAULTS, InvalidAnswers, NotThisSheet, TypedByTheSame) as error:
        found = progress(current_survey(), batch)
        if found.stage is not Stage.SECOND_ENTRY:
            return back_to(batch, "moved-on")
        return _second_page(found, typed, refusal_of(error, typed))
    return redirect(url_for("staff.type_again", batch=batch, vua=draft.sheet), 303)


def undo_retyped_sheet(batch: str) -> Response:
    """Forget a sheet that was just typed a second time."""
    try:
        type_sheets.undo_retyped_sheet(
            current_survey(), batch, typed_number(), current_account().id
        )
    except BatchMovedOn:
        return back_to(batch, "moved-on")
    return redirect(url_for("staff.type_again", batch=batch), 303)


def _draft(batch: str, typed: Typed) -> Draft:
    survey, account = current_survey(), current_account().id
    if "spoiled" in request.form:
        return type_sheets.spoiled_draft(survey, batch, typed_number(), account)
    return type_sheets.read_draft(survey, batch, typed_number(), typed, account)


def refusal_of(error: Exception, typed: Typed) -> Refusal:
    """Return what is said about a sheet that cannot be taken."""
    if isinstance(error, InvalidAnswers):
        return Refusal(422, fields=frozenset(error.faults))
    if isinstance(error, NotAdjudicated):
        return Refusal(422, fields=frozenset(error.questions))
    if isinstance(error, CommentTooLong):
        sentence = said(_COMMENT_LONG, length=error.length, longest=error.longest)
        return Refusal(422, comment=sentence)
    if isinstance(error, IdentifiersFound):
        return _told(clean_comment(typed.comment))
    return Refusal(409, page=said(_NOT_THIS))


def _told(comment: str) -> Refusal:
    found = "; ".join(piece.text.strip() for piece in pieces(comment) if piece.kind is not None)
    return Refusal(422, comment=said(_TELLS, found=found), seen=comment_digest(comment))


def _first_page(found: Progress, typed: Typed, refusal: Refusal) -> Response:
    return _entry_page(
        found,
        typed,
        refusal,
        sheet=found.next_sheet,
        place=found.next_sheet,
        of=found.batch.found,
        last=len(found.first),
        is_second=False,
        is_alone=False,
    )


def _second_page(found: Progress, typed: Typed, refusal: Refusal) -> Response:
    survey, account = current_survey(), current_account()
    is_alone = type_sheets.is_alone(survey)
    waiting = found.waiting_for(account.id, is_alone=is_alone)
    if not waiting:
        return staff_page(
            "staff/second_by_others.html",
            409 if request.method == "POST" else 200,
            batch=found.batch,
            waiting=len(found.waiting),
        )
    just = request.args.get("vua", "")
    return _entry_page(
        found,
        typed,
        refusal,
        sheet=waiting[0],
        place=len(found.twice) - len(found.waiting) + 1,
        of=len(found.twice),
        last=int(just) if _is_own(found, just, account.id) else 0,
        is_second=True,
        is_alone=is_alone,
    )


def _is_own(found: Progress, sheet: str, account: int) -> bool:
    typed = {str(number): draft for number, draft in found.second.items()}
    return sheet in typed and typed[sheet].typed_by == account


def _entry_page(found: Progress, typed: Typed, refusal: Refusal, **values: object) -> Response:
    asked = type_sheets.asked(current_survey(), found.batch.number)
    response = staff_page(
        "staff/entry.html",
        refusal.status,
        notice=None,
        batch=found.batch,
        refused=refusal.page,
        fields=sheet_fields(asked, chosen_language(), typed, refusal.fields),
        asks_comment=asked.comment is not None,
        comment=typed.comment,
        comment_fault=refusal.comment,
        seen_field=SEEN,
        seen=refusal.seen,
        **values,
    )
    response.headers["Content-Security-Policy"] = _POLICY
    return response
