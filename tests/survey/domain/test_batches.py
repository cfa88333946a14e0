"""The numbers of batches, and totals that add up or not."""

from dataclasses import replace
from fractions import Fraction

import pytest

from survey.domain.batches import Totals, next_number

TOTALS = Totals(
    copies=50,
    found=40,
    typed=40,
    blank=2,
    spoiled=1,
    compared=55,
    differing=1,
    is_by_one_person=False,
)


@pytest.mark.parametrize(
    ("known", "number"),
    [
        ([], "P-2026-001"),
        (["P-2026-001", "P-2026-006"], "P-2026-007"),
        (["P-2026-999"], "P-2026-1000"),
        (["P-2026-1000", "P-2026-999"], "P-2026-1001"),
        (["something else"], "P-2026-001"),
    ],
)
def test_batches_are_numbered_within_their_year(known: list[str], number: str) -> None:
    assert next_number(2026, known) == number


def test_what_is_neither_blank_nor_spoiled_is_stored() -> None:
    assert TOTALS.stored == 37
    assert TOTALS.adds_up


def test_fewer_sheets_than_were_printed_need_no_reason() -> None:
    assert replace(TOTALS, copies=500).adds_up


def test_a_sheet_that_was_counted_and_not_typed_needs_a_reason() -> None:
    totals = replace(TOTALS, typed=39)
    assert totals.is_short
    assert not totals.adds_up


def test_more_sheets_than_were_printed_need_a_reason() -> None:
    totals = replace(TOTALS, copies=39)
    assert totals.is_over
    assert not totals.adds_up


def test_the_share_of_differing_answers_is_exact() -> None:
    assert TOTALS.share == Fraction(1, 55)
    assert replace(TOTALS, compared=0, differing=0).share == 0


def test_totals_in_short_tell_any_two_apart() -> None:
    others = [
        replace(TOTALS, **{name: value + 1}) for name, value in vars(TOTALS).items()
    ]  # a bool counts as 0 or 1
    assert len({TOTALS.in_short, *(each.in_short for each in others)}) == len(others) + 1
