"""Typing the sheets of a batch: once, a sample twice, and adjudicating where the two differ."""

from questionnaires.model import Questionnaire
from survey.domain.adjudication import adjudicated
from survey.domain.drafts import Draft, Entry, Typed, read_sheet, spoiled
from survey.domain.errors import BatchMovedOn, NotThisSheet, TypedByTheSame
from survey.domain.progress import Drafts, Stage
from survey.services.batch_progress import progress, read_progress
from survey.services.publish_text import questionnaire
from survey.services.survey import Survey
from survey.store import paper
from survey.store.staff import count_accounts

_BEING_TYPED = (Stage.FIRST_ENTRY, Stage.SECOND_ENTRY, Stage.ADJUDICATION, Stage.SIGN_OFF)


def asked(survey: Survey, number: str) -> Questionnaire:
    """Return the questionnaire that the sheets of a batch ask; raise UnknownBatch."""
    return questionnaire(survey, progress(survey, number).batch.questionnaire)


def read_draft(survey: Survey, number: str, sheet: int, typed: Typed, account: int) -> Draft:
    """Return a sheet as somebody typed it, not stored yet.

    Raises UnknownBatch, InvalidAnswers, CommentTooLong and IdentifiersFound.
    """
    return read_sheet(asked(survey, number), sheet, typed, account)


def spoiled_draft(survey: Survey, number: str, sheet: int, account: int) -> Draft:
    """Return the draft of a spoiled sheet, not stored yet; raise UnknownBatch."""
    return spoiled(sheet, asked(survey, number), account)


def type_sheet(survey: Survey, number: str, draft: Draft) -> None:
    """Store the next sheet of the pile; sent again as it was, it changes nothing.

    Raises UnknownBatch, BatchMovedOn, and NotThisSheet where another sheet is the next one.
    """
    with survey.store.writing() as connection:
        known = read_progress(survey, connection, number)
        if _is_repeated(known.first, draft):
            return
        if known.stage not in _BEING_TYPED:
            raise BatchMovedOn("this batch takes no sheet")
        if known.stage is not Stage.FIRST_ENTRY or draft.sheet != known.next_sheet:
            raise NotThisSheet("another sheet is the next one")
        paper.add_draft(connection, number, Entry.FIRST, draft)


def type_again(survey: Survey, number: str, draft: Draft) -> None:
    """Store a sheet of the sample as it was typed a second time.

    Raises UnknownBatch, BatchMovedOn, NotThisSheet, and TypedByTheSame where somebody else could.
    """
    with survey.store.writing() as connection:
        known = read_progress(survey, connection, number)
        if _is_repeated(known.second, draft):
            return
        if known.stage is not Stage.SECOND_ENTRY:
            raise BatchMovedOn("this batch takes no second entry now")
        if draft.sheet not in known.waiting:
            raise NotThisSheet("this sheet is not to be typed again")
        is_alone = count_accounts(connection) == 1
        if draft.sheet not in known.waiting_for(draft.typed_by, is_alone=is_alone):
            raise TypedByTheSame("the first entry was made by the same person")
        paper.add_draft(connection, number, Entry.SECOND, draft)


def is_alone(survey: Survey) -> bool:
    """Tell whether the office has a single account, so that nobody else can type again."""
    with survey.store.reading() as connection:
        return count_accounts(connection) == 1


def undo_last_sheet(survey: Survey, number: str, sheet: int) -> None:
    """Forget the last sheet of the first entry, to type it anew; any other is left as it is.

    Raises UnknownBatch, and BatchMovedOn once the second entry has begun.
    """
    with survey.store.writing() as connection:
        known = read_progress(survey, connection, number)
        if known.stage not in _BEING_TYPED or known.second:
            raise BatchMovedOn("the second entry has begun")
        if sheet and sheet == len(known.first):
            paper.delete_draft(connection, number, Entry.FIRST, sheet)
            paper.set_ended_early(connection, number, ended_early=False)


def undo_retyped_sheet(survey: Survey, number: str, sheet: int, account: int) -> None:
    """Forget a sheet of the second entry that the same person typed, to type it anew.

    Raises UnknownBatch, and BatchMovedOn once the second entry is at its end: its differences have
    been shown.
    """
    with survey.store.writing() as connection:
        known = read_progress(survey, connection, number)
        if known.stage is not Stage.SECOND_ENTRY:
            raise BatchMovedOn("the second entry is at its end")
        if sheet in known.second and known.second[sheet].typed_by == account:
            paper.delete_draft(connection, number, Entry.SECOND, sheet)


def adjudicate(survey: Survey, number: str, sheet: int, typed: Typed, account: int) -> None:
    """Store what the paper says where two entries of a sheet differ.

    Sent again as it was, it changes nothing. Raises UnknownBatch, BatchMovedOn, NotThisSheet,
    NotAdjudicated, CommentTooLong and IdentifiersFound.
    """
    questions = asked(survey, number)
    with survey.store.writing() as connection:
        known = read_progress(survey, connection, number)
        if sheet not in known.second:
            raise BatchMovedOn("this sheet was not typed twice, or the batch is at its end")
        draft = adjudicated(questions, known.first[sheet], known.second[sheet], typed, account)
        if _is_repeated(known.adjudicated, draft):
            return
        if known.stage is not Stage.ADJUDICATION or sheet not in known.unadjudicated:
            raise NotThisSheet("nothing of this sheet is to be adjudicated")
        paper.add_draft(connection, number, Entry.ADJUDICATED, draft)


def _is_repeated(known: Drafts, draft: Draft) -> bool:
    return draft.sheet in known and known[draft.sheet].says_the_same(draft)
