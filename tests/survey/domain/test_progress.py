"""How far a batch has come: each stage, whose turn it is, and what would be signed."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from survey.domain.batches import SignOff, Totals
from survey.domain.drafts import Draft
from survey.domain.progress import MOST_DIFFERING, Comparison, Progress, Stage
from tests.survey.domain.paper import BATCH, BLANK, FULL, LAN, MAI, draft, progress

DAY = date(2026, 3, 2)
ALL = [draft(sheet) for sheet in range(1, 11)]
SAMPLE = (2, 3, 5, 7, 10)
AGAIN = [draft(sheet, by=MAI) for sheet in SAMPLE]
OTHER = "4" + FULL[1:]


def again(**wrong: str) -> list[Draft]:
    """Return the second entry of the sample, some sheets (`s7="..."`) with other answers."""
    return [draft(sheet, wrong.get(f"s{sheet}", FULL), by=MAI) for sheet in SAMPLE]


@pytest.mark.parametrize(
    ("found", "stage"),
    [
        (progress(batch=replace(BATCH, found=None)), Stage.PRINTED),
        (progress(), Stage.FIRST_ENTRY),
        (progress(ALL[:9]), Stage.FIRST_ENTRY),
        (progress(ALL, sample=SAMPLE), Stage.SECOND_ENTRY),
        (progress(ALL, AGAIN[:4], sample=SAMPLE), Stage.SECOND_ENTRY),
        (progress(ALL, again(s7=OTHER), sample=SAMPLE), Stage.ADJUDICATION),
        (progress(ALL, again(s7=OTHER), [draft(7)], sample=SAMPLE), Stage.SIGN_OFF),
        (progress(ALL, AGAIN, sample=SAMPLE), Stage.SIGN_OFF),
        (progress(batch=replace(BATCH, found=0)), Stage.SIGN_OFF),
        (progress(batch=replace(BATCH, ended_early=True)), Stage.SIGN_OFF),
        (progress(ALL[:9], batch=replace(BATCH, ended_early=True), sample=(1,)),
         Stage.SECOND_ENTRY),
        (progress(batch=replace(BATCH, abandoned_on=DAY)), Stage.ABANDONED),
    ],
)  # fmt: skip
def test_a_batch_waits_for_what_is_missing(found: Progress, stage: Stage) -> None:
    assert found.stage is stage


def test_a_batch_that_is_signed_off_waits_for_nothing() -> None:
    signed = SignOff(Totals(50, 10, 10, 0, 0, 0, 0, False), "", "Lan", DAY)
    assert replace(progress(), sign_off=signed).stage is Stage.SIGNED


def test_the_next_sheet_follows_the_last_one() -> None:
    assert progress().next_sheet == 1
    assert progress(ALL[:3]).next_sheet == 4


def test_one_differing_answer_of_55_is_no_reason_to_type_all_again() -> None:
    found = progress(ALL, again(s7=OTHER), sample=SAMPLE)
    assert found.of_sample == Comparison(55, 1)
    assert found.of_sample.share == Fraction(1, 55)
    assert not found.is_whole
    assert found.waiting == ()
    assert found.unadjudicated == (7,)


def test_two_differing_answers_of_55_are_too_many_and_all_is_typed_again() -> None:
    found = progress(ALL, again(s7=OTHER, s2=OTHER), sample=SAMPLE)
    assert found.of_sample.share > MOST_DIFFERING
    assert found.is_whole
    assert found.twice == tuple(range(1, 11))
    assert found.waiting == (1, 4, 6, 8, 9)
    assert found.stage is Stage.SECOND_ENTRY


def test_that_all_is_typed_again_does_not_change_while_it_is_done() -> None:
    rest = [draft(sheet, by=MAI) for sheet in (1, 4, 6, 8)]
    found = progress(ALL, [*again(s7=OTHER, s2=OTHER), *rest], sample=SAMPLE)
    assert found.waiting == (9,)
    found = progress(ALL, [*again(s7=OTHER, s2=OTHER), *rest, draft(9, by=MAI)], sample=SAMPLE)
    assert found.stage is Stage.ADJUDICATION
    assert found.unadjudicated == (2, 7)


def test_exactly_the_threshold_is_not_too_much() -> None:
    assert not Comparison(100, 2).is_too_much
    assert Comparison(100, 3).is_too_much
    assert not Comparison(0, 0).is_too_much


def test_before_the_sample_is_typed_nothing_is_said_of_it() -> None:
    assert not progress(ALL, again(s2=OTHER, s3=OTHER)[:2], sample=SAMPLE).is_whole


def test_nobody_types_the_same_sheet_twice_but_who_is_alone() -> None:
    mixed = [draft(sheet, by=MAI if sheet == 7 else LAN) for sheet in range(1, 11)]
    found = progress(mixed, sample=SAMPLE)
    assert found.waiting_for(LAN, is_alone=False) == (7,)
    assert found.waiting_for(MAI, is_alone=False) == (2, 3, 5, 10)
    assert found.waiting_for(LAN, is_alone=True) == SAMPLE


def test_what_was_adjudicated_counts_and_the_rest_as_first_typed() -> None:
    adjudicated = draft(7, OTHER, "Chờ lâu", by=MAI)
    found = progress(ALL, again(s7=OTHER), [adjudicated], sample=SAMPLE)
    assert [each.sheet for each in found.final()] == list(range(1, 11))
    assert found.final()[6] == adjudicated
    assert found.final()[0] == ALL[0]


def test_totals_count_blank_spoiled_and_differing() -> None:
    sheets = [draft(1, BLANK), draft(2, is_spoiled=True), *ALL[2:]]
    second = [draft(2, is_spoiled=True, by=MAI), draft(3, OTHER, by=MAI)]
    found = progress(sheets, second, [draft(3, BLANK)], sample=(2, 3))
    assert found.totals() == Totals(50, 10, 10, 2, 1, 11, 1, is_by_one_person=False)


def test_totals_say_when_the_same_person_typed_twice() -> None:
    assert progress(ALL, [draft(2, by=LAN)]).totals().is_by_one_person
    assert not progress(ALL).totals().is_by_one_person
