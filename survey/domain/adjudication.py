"""Deciding from the paper what a sheet says on which two entries differ."""

from collections.abc import Mapping

from questionnaires.model import BLANK, Question, Questionnaire
from questionnaires.scoring import is_answered, pack
from survey.domain.drafts import Draft, Typed, differing, read_comment, spoiled
from survey.domain.errors import NotAdjudicated

READABLE = "readable"  # asked instead of the questions when only one entry could read the sheet
YES, NO = "1", "0"


def to_adjudicate(
    questionnaire: Questionnaire, first: Draft, second: Draft
) -> tuple[Question, ...]:
    """Return the questions to which two readable drafts of a sheet have different answers."""
    if first.is_spoiled != second.is_spoiled:
        return ()
    return tuple(questionnaire.questions[place] for place in differing(first, second))


def adjudicated(
    questionnaire: Questionnaire,
    first: Draft,
    second: Draft,
    typed: Typed,
    typed_by: int,
) -> Draft:
    """Return the sheet as it counts, from what somebody read on the paper.

    `typed` has an answer code (``-`` for blank) for each question of `to_adjudicate`, or for
    `READABLE`. Raises NotAdjudicated for what was not chosen, CommentTooLong, and IdentifiersFound
    for words that the first entry did not have.
    """
    if first.is_spoiled != second.is_spoiled:
        if _readable(typed.codes) == NO:
            return spoiled(first.sheet, questionnaire, typed_by)
        answers = second.answers if first.is_spoiled else first.answers
    else:
        answers = _corrected(questionnaire, first, second, typed.codes)
    return Draft(first.sheet, False, answers, read_comment(typed, first.comment), typed_by)


def _readable(chosen: Mapping[str, str]) -> str:
    answer = chosen.get(READABLE, "")
    if answer not in (YES, NO):
        raise NotAdjudicated((READABLE,))
    return answer


def _corrected(
    questionnaire: Questionnaire, first: Draft, second: Draft, chosen: Mapping[str, str]
) -> str:
    asked = to_adjudicate(questionnaire, first, second)
    missing = tuple(one.id for one in asked if not _is_offered(one, chosen.get(one.id, "")))
    if missing:
        raise NotAdjudicated(missing)
    codes = list(first.answers)
    for question in asked:
        codes[questionnaire.position(question.id)] = chosen[question.id]
    packed = "".join(codes)
    return packed if is_answered(questionnaire, packed) else pack(questionnaire, {})


def _is_offered(question: Question, value: str) -> bool:
    return value == BLANK or question.choice(value) is not None
