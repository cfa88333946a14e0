"""Batches and drafts as tests need them: only what a test is about is given."""

from collections.abc import Iterable
from datetime import date

from questionnaires.published import load_questionnaire
from survey.domain.batches import Batch
from survey.domain.drafts import Draft
from survey.domain.progress import Progress

ASKED = load_questionnaire("counter.v1")
QUESTIONS = len(ASKED.questions)
FULL = "5" * 9 + "11"
BLANK = "-" * QUESTIONS
LAN, MAI = 1, 2
BATCH = Batch("P-2026-001", 1, "Việc làm", ASKED.name, "136-2022", 50, date(2026, 3, 2), found=10)


def draft(
    sheet: int = 1,
    answers: str = FULL,
    comment: str = "",
    by: int = LAN,
    is_spoiled: bool = False,
) -> Draft:
    """Return a sheet as Lan typed it."""
    return Draft(sheet, is_spoiled, BLANK if is_spoiled else answers, comment, by)


def progress(
    first: Iterable[Draft] = (),
    second: Iterable[Draft] = (),
    adjudicated: Iterable[Draft] = (),
    sample: tuple[int, ...] = (),
    batch: Batch = BATCH,
) -> Progress:
    """Return a batch with drafts."""
    by_sheet = [{each.sheet: each for each in drafts} for drafts in (first, second, adjudicated)]
    return Progress(batch, *by_sheet, sample=sample, sign_off=None)
