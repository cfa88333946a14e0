"""Batches: made with a number of their own, counted, printed, given up."""

from dataclasses import replace

import pytest

from survey.background import RunHere
from survey.domain.errors import BatchMovedOn, ServicePointClosed, UnknownBatch, UnknownServicePoint
from survey.domain.progress import Stage
from survey.services.batch_progress import batches_of, open_batches, progress
from survey.services.keep_batches import abandon, count_box, new_batch, print_batch, stop_entry
from survey.services.manage_places import close_service_point, rename_service_point
from survey.services.publish_text import use
from survey.services.survey import Survey
from tests.survey.conftest import Clock
from tests.survey.paper import FULL, emptied_box, make_account, signed, type_first, typed_batch
from tests.templates.printed import PrintedPage


def print_here(survey: Survey, number: str) -> bytes:
    return print_batch(survey, number, RunHere())


def test_batches_are_numbered_through_all_counters_and_from_one_each_year(
    survey: Survey, clock: Clock
) -> None:
    assert [new_batch(survey, point, 50).number for point in (1, 2, 1)] == [
        "P-2026-001", "P-2026-002", "P-2026-003"
    ]  # fmt: skip
    clock.pass_days(365)
    assert new_batch(survey, 1, 50).number == "P-2027-001"


def test_a_batch_keeps_what_was_asked_when_it_was_printed(survey: Survey) -> None:
    batch = new_batch(survey, 1, 50)
    use(survey, questionnaire="service-19.v1")
    rename_service_point(survey, 1, "Quầy 1", "Trẻ em", "Tầng 3")
    known = progress(survey, batch.number).batch
    assert known == batch
    assert (known.questionnaire, known.field) == ("counter.v1", "Người có công")


def test_batches_stand_at_their_counter_the_latest_first(survey: Survey) -> None:
    for point in (1, 2, 1):
        new_batch(survey, point, 50)
    assert [one.batch.number for one in batches_of(survey, 1)] == ["P-2026-003", "P-2026-001"]
    assert [one.batch.number for one in batches_of(survey, 2)] == ["P-2026-002"]


def test_no_batch_is_made_for_a_counter_that_is_closed_or_unknown(survey: Survey) -> None:
    close_service_point(survey, 1)
    with pytest.raises(ServicePointClosed):
        new_batch(survey, 1, 50)
    with pytest.raises(UnknownServicePoint):
        new_batch(survey, 9, 50)


def test_a_batch_is_printed_as_often_as_wanted_with_the_same_bytes(
    survey: Survey, clock: Clock
) -> None:
    batch = new_batch(survey, 1, 50)
    pdf = print_here(survey, batch.number)
    clock.pass_days(3)
    assert print_here(survey, batch.number) == pdf
    text = PrintedPage(pdf).text()
    for words in (batch.number, "Quầy 1: Người có công", "Sở Thử nghiệm", "counter.v1"):
        assert words in text


def test_when_the_box_is_emptied_nothing_more_is_printed(survey: Survey) -> None:
    batch = emptied_box(survey, 5)
    with pytest.raises(BatchMovedOn):
        print_here(survey, batch.number)


def test_the_box_can_be_counted_anew_but_not_below_what_is_typed(survey: Survey) -> None:
    lan = make_account(survey, "Lan").id
    batch = emptied_box(survey, 2)
    type_first(survey, batch.number, 1, FULL, lan)
    type_first(survey, batch.number, 2, FULL, lan)
    count_box(survey, batch.number, 3)
    assert progress(survey, batch.number).stage is Stage.FIRST_ENTRY
    with pytest.raises(BatchMovedOn):
        count_box(survey, batch.number, 1)


def test_after_the_second_entry_has_begun_the_box_is_not_counted_anew(survey: Survey) -> None:
    lan, mai = make_account(survey, "Lan").id, make_account(survey, "Mai").id
    batch = typed_batch(survey, lan, mai, [FULL] * 3)
    with pytest.raises(BatchMovedOn):
        count_box(survey, batch.number, 4)
    signed(survey, batch.number)
    with pytest.raises(BatchMovedOn):
        count_box(survey, batch.number, 4)


def test_a_pile_that_ends_early_is_said_to(survey: Survey) -> None:
    lan = make_account(survey, "Lan").id
    batch = new_batch(survey, 1, 50)
    with pytest.raises(BatchMovedOn):
        stop_entry(survey, batch.number)
    count_box(survey, batch.number, 5)
    type_first(survey, batch.number, 1, FULL, lan)
    stop_entry(survey, batch.number)
    stop_entry(survey, batch.number)
    found = progress(survey, batch.number)
    assert found.stage is Stage.SECOND_ENTRY
    assert found.batch == replace(batch, found=5, ended_early=True)


def test_giving_up_forgets_what_was_typed_and_keeps_the_number(survey: Survey) -> None:
    lan = make_account(survey, "Lan").id
    batch = emptied_box(survey, 5)
    type_first(survey, batch.number, 1, FULL, lan, comment="Chờ lâu quá")
    assert [one.batch.number for one in open_batches(survey)] == [batch.number]
    abandon(survey, batch.number)
    abandon(survey, batch.number)
    found = progress(survey, batch.number)
    assert found.stage is Stage.ABANDONED
    assert found.first == {}
    assert open_batches(survey) == ()
    assert b"Ch\xe1\xbb\x9d l\xc3\xa2u qu\xc3\xa1" not in survey.store.path.read_bytes()
    assert new_batch(survey, 1, 50).number == "P-2026-002"
    for act in (print_here, stop_entry):
        with pytest.raises(BatchMovedOn):
            act(survey, batch.number)


def test_what_was_signed_off_cannot_be_given_up(survey: Survey) -> None:
    lan, mai = make_account(survey, "Lan").id, make_account(survey, "Mai").id
    batch = typed_batch(survey, lan, mai, [FULL] * 3)
    signed(survey, batch.number)
    with pytest.raises(BatchMovedOn):
        abandon(survey, batch.number)


@pytest.mark.parametrize("act", [progress, print_here, stop_entry, abandon])
@pytest.mark.parametrize("number", ["P-2026-001", "", "x", "P-2026-001 ", "'; --"])
def test_an_unknown_batch_is_refused(survey: Survey, act: object, number: str) -> None:
    assert callable(act)
    with pytest.raises(UnknownBatch):
        act(survey, number)
