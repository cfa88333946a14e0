"""Counts of cases: taken whole, never written over, and in force until they are taken back."""

from dataclasses import replace
from datetime import date

import pytest

from analysis.reading.faults import Fault, Message
from questionnaires.months import months_from
from survey.domain.case_counts import (
    CaseCell,
    CaseImport,
    FileCount,
    Replaced,
    Shortfall,
    as_text,
    checked,
    counts_in,
    counts_in_force,
    fingerprint,
    in_use,
    of_months,
    replaced,
    shortfalls,
    sums_by_month,
)
from survey.domain.places import ServicePoint

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
TODAY = date(2026, 3, 2)
POINTS = (
    ServicePoint(1, "Quầy 1", "Người có công", "Tầng 1", None),
    ServicePoint(2, "Việc làm", "Việc làm", "Tầng 1", date(2026, 2, 1)),
)
FIRST, SECOND = CaseCell(1, JANUARY), CaseCell(2, FEBRUARY)


def row(
    number: int = 2, name: str = "Quầy 1", month: date | None = JANUARY, cases: int = 5
) -> FileCount:
    return FileCount(number, name, month, cases)


def test_rows_become_counts_of_service_points_also_of_closed_ones() -> None:
    found = checked([row(), row(3, "  VIỆC   LÀM", FEBRUARY, 0)], POINTS, TODAY)
    assert (found.counts, found.faults) == ({FIRST: 5, SECOND: 0}, ())


def test_rows_of_one_cell_are_added_up_as_a_file_by_fields_has_them() -> None:
    assert checked([row(), row(3, cases=7)], POINTS, TODAY).counts == {FIRST: 12}


def test_a_name_that_fits_no_service_point_is_said_with_the_nearest_one() -> None:
    found = checked([row(2, "Quầy 01"), row(3, "Bưu điện"), row(4, "Quầy 01")], POINTS, TODAY)
    assert found.faults == (
        Fault.of(Message.NEAR_POINT, rows=[2, 4], value="Quầy 01", near="Quầy 1"),
        Fault.of(Message.UNKNOWN_POINT, rows=[3], value="Bưu điện"),
    )


def test_a_name_that_is_cut_short_is_told_in_full() -> None:
    points = [replace(POINTS[0], name="Quầy 1: Người có công"), POINTS[1]]
    found = checked([row(2, "Quầy 1")], points, TODAY)
    assert [fault.values["near"] for fault in found.faults] == ["Quầy 1: Người có công"]


def test_of_a_row_without_a_month_the_name_is_checked() -> None:
    found = checked([row(2, "Bưu điện", None), row(3, month=None)], POINTS, TODAY)
    assert found.counts == {}
    assert found.faults == (Fault.of(Message.UNKNOWN_POINT, rows=[2], value="Bưu điện"),)


def test_a_month_that_is_not_over_cannot_be_counted() -> None:
    found = checked([row(2, month=date(2026, 3, 1)), row(3)], POINTS, TODAY)
    assert found.faults == (Fault.of(Message.MONTH_NOT_OVER, rows=[2], month="03/2026"),)


def made(number: int, counts: dict[CaseCell, int]) -> CaseImport:
    return CaseImport(number, TODAY, "chị Lan", counts=counts)


def undone(one: CaseImport) -> CaseImport:
    return replace(one, undone_on=TODAY, undone_by="chị Lan")


def test_the_last_import_of_a_cell_is_in_force_until_it_is_undone() -> None:
    first, second = made(1, {FIRST: 5, SECOND: 6}), made(2, {FIRST: 50})
    assert counts_in_force([second, first]) == {FIRST: 50, SECOND: 6}
    assert counts_in_force([first, undone(second)]) == {FIRST: 5, SECOND: 6}
    assert counts_in_force([undone(first), undone(second)]) == {}


def test_each_import_tells_which_of_its_counts_are_in_force() -> None:
    first, second = made(1, {FIRST: 5, SECOND: 6}), made(2, {FIRST: 50})
    assert in_use(first, [first, second]) == {SECOND}
    assert in_use(second, [first, second]) == {FIRST}
    assert in_use(first, [first, undone(second)]) == {FIRST, SECOND}
    assert in_use(undone(second), [first, undone(second)]) == set()


def test_an_import_says_what_it_counts() -> None:
    one = made(1, {SECOND: 6, FIRST: 5})
    assert (one.cases, one.months, one.is_undone) == (11, (JANUARY, FEBRUARY), False)
    assert undone(one).is_undone


def test_what_would_be_replaced_is_said_changed_or_not() -> None:
    found = replaced({FIRST: 5, SECOND: 7}, {SECOND: 6, FIRST: 5})
    assert found == (Replaced(FIRST, 5, 5), Replaced(SECOND, 6, 7))
    assert [one.is_changed for one in found] == [False, True]


def test_fewer_cases_than_responses_are_told() -> None:
    counts = {FIRST: 5, SECOND: 6}
    assert shortfalls(counts, {FIRST: 5, SECOND: 7}) == (Shortfall(SECOND, 6, 7),)
    assert shortfalls(counts, {}) == ()


def test_sums_go_by_month() -> None:
    counts = {SECOND: 6, FIRST: 5, CaseCell(2, JANUARY): 1}
    assert sums_by_month(counts) == {JANUARY: (2, 6), FEBRUARY: (1, 6)}


def test_a_period_takes_the_counts_of_its_months() -> None:
    counts = {FIRST: 5, SECOND: 6}
    assert of_months(counts, months_from(FEBRUARY, 1)) == {SECOND: 6}


def test_counts_are_written_and_read_again() -> None:
    counts = {SECOND: 6, FIRST: 5}
    assert as_text(counts) == "1.2026-01.5 2.2026-02.6"
    assert counts_in(as_text(counts)) == counts


@pytest.mark.parametrize(
    "text",
    ["", "1.2026-01", "1.2026-13.5", "1.2026-01.x", "2.2026-02.6 1.2026-01.5",
     "1.2026-01.5 1.2026-01.5", "01.2026-01.5"],
)  # fmt: skip
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        counts_in(text)


def test_a_hash_tells_other_counts_and_what_they_replace() -> None:
    known = fingerprint({FIRST: 5})
    assert fingerprint({FIRST: 5}) == known
    assert fingerprint({FIRST: 6}) != known
    assert fingerprint({FIRST: 5}, [Replaced(FIRST, 4, 5)]) != known
