"""Typing: one sheet after the other, a sample by somebody else, differences looked up."""

import pytest

from survey.domain.drafts import Typed
from survey.domain.errors import (
    BatchMovedOn,
    NotAdjudicated,
    NotThisSheet,
    TypedByTheSame,
)
from survey.domain.progress import Progress, Stage
from survey.services.batch_progress import progress
from survey.services.survey import Survey
from survey.services.type_sheets import adjudicate, undo_last_sheet, undo_retyped_sheet
from tests.survey.paper import (
    FULL,
    SPOILED,
    emptied_box,
    make_account,
    signed,
    type_first,
    type_second,
    typed_batch,
)

OTHER = "4" + FULL[1:]


@pytest.fixture
def lan(survey: Survey) -> int:
    return make_account(survey, "Lan").id


@pytest.fixture
def mai(survey: Survey, lan: int) -> int:
    return make_account(survey, "Mai").id


def first_done(survey: Survey, lan: int, sheets: int = 6) -> Progress:
    """Return a batch that is typed once."""
    batch = emptied_box(survey, sheets)
    for sheet in range(1, sheets + 1):
        type_first(survey, batch.number, sheet, FULL, lan)
    return progress(survey, batch.number)


def test_sheets_are_taken_one_after_the_other(survey: Survey, lan: int) -> None:
    number = emptied_box(survey, 3).number
    type_first(survey, number, 1, FULL, lan, comment="Tốt")
    with pytest.raises(NotThisSheet):
        type_first(survey, number, 3, FULL, lan)
    type_first(survey, number, 2, SPOILED, lan)
    first = progress(survey, number).first
    assert [(one.answers, one.comment, one.is_spoiled) for one in first.values()] == [
        (FULL, "Tốt", False), ("-" * 11, "", True)
    ]  # fmt: skip


def test_a_sheet_sent_twice_is_one_sheet(survey: Survey, lan: int) -> None:
    number = emptied_box(survey, 1).number
    type_first(survey, number, 1, FULL, lan)
    type_first(survey, number, 1, FULL, lan)
    found = progress(survey, number)
    assert (len(found.first), found.stage) == (1, Stage.SECOND_ENTRY)


def test_a_sheet_that_was_typed_is_not_written_over(survey: Survey, lan: int, mai: int) -> None:
    number = emptied_box(survey, 3).number
    type_first(survey, number, 1, FULL, lan)
    with pytest.raises(NotThisSheet):
        type_first(survey, number, 1, OTHER, mai)
    assert progress(survey, number).first[1].answers == FULL


def test_before_the_box_is_counted_and_after_the_sign_off_nothing_is_typed(
    survey: Survey, lan: int, mai: int
) -> None:
    batch = typed_batch(survey, lan, mai, [FULL])
    signed(survey, batch.number)
    with pytest.raises(BatchMovedOn):
        type_first(survey, batch.number, 2, FULL, lan)
    with pytest.raises(BatchMovedOn):
        type_second(survey, batch.number, 1, FULL, mai)
    with pytest.raises(BatchMovedOn):
        undo_last_sheet(survey, batch.number, 1)


def test_words_without_a_mark_are_kept(survey: Survey, lan: int) -> None:
    number = emptied_box(survey, 3).number
    type_first(survey, number, 1, "-" * 11, lan, comment="Chờ lâu")
    assert progress(survey, number).first[1].comment == "Chờ lâu"


def test_the_last_sheet_can_be_taken_back_and_no_other(survey: Survey, lan: int) -> None:
    number = first_done(survey, lan).batch.number
    undo_last_sheet(survey, number, 5)
    assert len(progress(survey, number).first) == 6
    undo_last_sheet(survey, number, 6)
    undo_last_sheet(survey, number, 6)
    assert progress(survey, number).next_sheet == 6
    type_first(survey, number, 6, OTHER, lan)
    assert progress(survey, number).first[6].answers == OTHER


def test_the_sample_stays_the_same_when_a_sheet_is_typed_anew(survey: Survey, lan: int) -> None:
    before = first_done(survey, lan, 30)
    undo_last_sheet(survey, before.batch.number, 30)
    type_first(survey, before.batch.number, 30, OTHER, lan)
    assert progress(survey, before.batch.number).sample == before.sample
    assert len(before.sample) == 5


def test_another_batch_has_another_sample(survey: Survey, lan: int) -> None:
    assert first_done(survey, lan, 30).sample != first_done(survey, lan, 30).sample


def test_the_second_entry_is_for_somebody_else(survey: Survey, lan: int, mai: int) -> None:
    found = first_done(survey, lan)
    number, sheet = found.batch.number, found.waiting[0]
    with pytest.raises(TypedByTheSame):
        type_second(survey, number, sheet, FULL, lan)
    type_second(survey, number, sheet, FULL, mai)
    type_second(survey, number, sheet, FULL, mai)
    assert set(progress(survey, number).second) == {sheet}


def test_who_has_the_only_account_types_twice_and_it_is_said(survey: Survey, lan: int) -> None:
    found = first_done(survey, lan, 1)
    type_second(survey, found.batch.number, 1, FULL, lan)
    assert progress(survey, found.batch.number).totals().is_by_one_person


def test_only_sheets_of_the_sample_are_typed_again(survey: Survey, lan: int, mai: int) -> None:
    found = first_done(survey, lan, 6)
    (other,) = set(range(1, 7)) - set(found.sample)
    for sheet in (other, 0, 7):
        with pytest.raises(NotThisSheet):
            type_second(survey, found.batch.number, sheet, FULL, mai)


def test_a_sheet_of_the_second_entry_is_taken_back_by_who_typed_it(
    survey: Survey, lan: int, mai: int
) -> None:
    found = first_done(survey, lan)
    number, sheet = found.batch.number, found.waiting[0]
    type_second(survey, number, sheet, OTHER, mai)
    undo_retyped_sheet(survey, number, sheet, lan)
    assert sheet in progress(survey, number).second
    undo_retyped_sheet(survey, number, sheet, mai)
    undo_retyped_sheet(survey, number, sheet, mai)
    assert progress(survey, number).second == {}


def test_once_the_differences_can_be_seen_nothing_is_taken_back(
    survey: Survey, lan: int, mai: int
) -> None:
    found = first_done(survey, lan)
    number = found.batch.number
    type_second(survey, number, found.sample[0], OTHER, mai)
    with pytest.raises(BatchMovedOn):
        undo_last_sheet(survey, number, 6)
    for sheet in found.sample[1:]:
        type_second(survey, number, sheet, FULL, mai)
    assert progress(survey, number).stage is Stage.ADJUDICATION
    with pytest.raises(BatchMovedOn):
        undo_retyped_sheet(survey, number, found.sample[0], mai)


def test_a_difference_is_adjudicated_once_from_the_paper(
    survey: Survey, lan: int, mai: int
) -> None:
    found = first_done(survey, lan)
    number, sheet = found.batch.number, found.sample[0]
    for each in found.sample:
        type_second(survey, number, each, OTHER if each == sheet else FULL, mai)
    with pytest.raises(NotAdjudicated):
        adjudicate(survey, number, sheet, Typed({}), lan)
    for _ in range(2):
        adjudicate(survey, number, sheet, Typed({"signs": "3"}), lan)
    with pytest.raises(NotThisSheet):
        adjudicate(survey, number, sheet, Typed({"signs": "2"}), lan)
    with pytest.raises(NotThisSheet):
        adjudicate(survey, number, found.sample[1], Typed({}), lan)
    with pytest.raises(BatchMovedOn):
        adjudicate(survey, number, 99, Typed({}), lan)
    known = progress(survey, number)
    assert known.stage is Stage.SIGN_OFF
    assert known.final()[sheet - 1].answers == "3" + FULL[1:]
    assert known.first[sheet].answers == FULL
