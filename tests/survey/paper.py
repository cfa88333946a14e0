"""Batches of paper forms brought to each stage by the services that staff use."""

from functools import cache

from questionnaires.scoring import unpack
from survey.domain.batches import Batch
from survey.domain.drafts import Typed
from survey.domain.staff import StaffAccount
from survey.services.batch_progress import progress
from survey.services.keep_batches import count_box, new_batch
from survey.services.passwords import SALT_BYTES, hash_password
from survey.services.sign_batch import sign_off
from survey.services.survey import Survey
from survey.services.type_sheets import asked, read_draft, spoiled_draft, type_again, type_sheet
from survey.store.staff import add_account, find_account

FULL = "5" * 9 + "11"
SPOILED = "spoiled"
PASSWORD = "một câu thật dài"


def make_account(survey: Survey, name: str) -> StaffAccount:
    """Return the account of somebody who may sign in."""
    with survey.store.writing() as connection:
        known = find_account(connection, name)
        return known or add_account(connection, name, _password_hash())


@cache
def _password_hash() -> str:
    return hash_password(PASSWORD, bytes(SALT_BYTES))


def emptied_box(survey: Survey, sheets: int, point: int = 1) -> Batch:
    """Make a batch of fifty of whose sheets so many were in the box."""
    batch = new_batch(survey, point, 50)
    count_box(survey, batch.number, sheets)
    return batch


def typed(survey: Survey, number: str, answers: str, comment: str = "") -> Typed:
    """Return packed answers as they are typed."""
    return Typed(unpack(asked(survey, number), answers), comment)


def type_first(
    survey: Survey, number: str, sheet: int, answers: str, account: int, *, comment: str = ""
) -> None:
    """Type one sheet."""
    if answers == SPOILED:
        draft = spoiled_draft(survey, number, sheet, account)
    else:
        written = typed(survey, number, answers, comment)
        draft = read_draft(survey, number, sheet, written, account)
    type_sheet(survey, number, draft)


def type_second(survey: Survey, number: str, sheet: int, answers: str, account: int) -> None:
    """Type one sheet a second time."""
    written = typed(survey, number, answers)
    type_again(survey, number, read_draft(survey, number, sheet, written, account))


def typed_batch(
    survey: Survey, first: int, second: int, sheets: list[str], comment: str = ""
) -> Batch:
    """Return a batch whose sheets and sample are typed, ready for the sign-off."""
    batch = emptied_box(survey, len(sheets))
    for sheet, answers in enumerate(sheets, start=1):
        words = f"{comment}{sheet}" if comment else ""
        type_first(survey, batch.number, sheet, answers, first, comment=words)
    for sheet in progress(survey, batch.number).waiting:
        type_second(survey, batch.number, sheet, sheets[sheet - 1], second)
    return batch


def signed(survey: Survey, number: str, reason: str = "", by: str = "Lan") -> None:
    """Sign a batch off with the totals that it has."""
    sign_off(survey, number, progress(survey, number).totals().in_short, reason, by)
