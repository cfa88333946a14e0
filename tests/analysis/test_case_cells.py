"""Responses and case counts fit, or everything that does not is told."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from analysis.caveats import CaveatCode
from analysis.reading.faults import Message, UnfitCases
from analysis.report.build import build_report
from analysis.report.model import Coverage, Period, Report, Source
from analysis.report.sample.case_cells import case_cells
from tests.analysis.cases import make_answered, make_counts

BY_MONTH = ("service_point", "month")
QUARTER = {("a", f"2026-0{month}"): 40 for month in (1, 2, 3)}


def report_of(responses, counts, period=None) -> Report:
    return build_report(responses, None, Source("Sở thử", cases=counts), period)


def unfit(responses, counts, period=None) -> list[tuple[Message, dict[str, str]]]:
    with pytest.raises(UnfitCases) as caught:
        report_of(responses, counts, period)
    assert "do not fit the responses, so no report was made" in str(caught.value)
    return [(fault.message, dict(fault.values)) for fault in caught.value.faults]


def test_each_response_finds_its_cell_however_its_name_is_written() -> None:
    responses = make_answered(
        [("QUẦY 2", "2026-01"), ("QUẦY 1", "2026-01"), ("QUẦY 2", "2026-02")], ["5"] * 3, BY_MONTH
    )
    counts = make_counts(
        {
            ("Quầy 1", "2026-01"): 7,
            ("Quầy 2", "2026-01"): 8,
            ("quầy 2", "2026-02"): 9,
            ("Quầy 1", "2026-02"): 0,
            ("Quầy 1", "2025-12"): 99,
        },
        BY_MONTH,
    )
    found = case_cells(responses, counts, Period())
    assert [(*cell.names, cell.cases) for cell in found.cells] == [
        ("Quầy 1", "2026-01", 7),
        ("quầy 2", "2026-01", 8),
        ("quầy 2", "2026-02", 9),
    ]
    assert found.codes.tolist() == [1, 0, 2]
    assert found.responses == (1, 1, 1)


def test_coverage_needs_no_counts_before_the_first_response_and_the_first_count() -> None:
    responses = make_answered(
        [("a", "2026-05")] * 12 + [("a", "2026-06")] * 8, ["5"] * 20, BY_MONTH
    )
    counts = make_counts({("a", "2026-05"): 40, ("a", "2026-06"): 60}, BY_MONTH)
    year = Period(date(2026, 1, 1), date(2026, 6, 30))
    report = build_report(responses, None, Source("Sở thử", counted=counts), year)
    assert report.coverage == Coverage(20, 100)
    (told,) = [one for one in report.caveats if one.code is CaveatCode.CASES_COUNTED_FROM]
    assert told.values == {"month": "05/2026"}
    whole = build_report(responses, None, Source("Sở thử", counted=counts))
    assert CaveatCode.CASES_COUNTED_FROM not in {one.code for one in whole.caveats}
    # For weights each month of the period is needed, and one between two that are counted always.
    assert unfit(responses, counts, year)[0][0] is Message.ABSENT_MONTH
    earlier = make_counts(
        {("a", "2026-02"): 9, **{c.names: c.cases for c in counts.rows}}, BY_MONTH
    )
    with pytest.raises(UnfitCases, match="03/2026, 04/2026"):
        build_report(responses, None, Source("Sở thử", counted=earlier), year)


def test_more_responses_than_cases_name_the_cell_both_numbers_and_the_row() -> None:
    responses = make_answered([("a",)] * 3 + [("b",)] * 4, ["5"] * 7)
    with pytest.raises(UnfitCases) as caught:
        report_of(responses, make_counts({("a",): 2, ("b",): 4}))
    (fault,) = caught.value.faults
    assert (fault.message, fault.rows) == (Message.MORE_THAN_CASES, (2,))
    said = fault.in_words(str)
    assert said.startswith("Row 2: a: 3 responses, but 2 cases.")
    assert "several forms were given for one case" in said


def test_a_cell_without_a_row_has_no_cases() -> None:
    responses = make_answered([("a", "2026-01"), ("b", "2026-02")], ["5", "5"], BY_MONTH)
    counts = make_counts({("a", "2026-01"): 9, ("b", "2026-01"): 9, ("a", "2026-02"): 9}, BY_MONTH)
    assert unfit(responses, counts) == [
        (Message.MORE_THAN_CASES, {"responses": "1", "cases": "0", "cell": "b, 2026-02"})
    ]


def test_names_that_are_not_counted_and_responses_without_a_name_are_all_told() -> None:
    responses = make_answered([("a",), ("Quầy 9",), (None,), (None,)], ["5"] * 4)
    assert unfit(responses, make_counts({("a",): 9})) == [
        (Message.UNNAMED_RESPONSES, {"responses": "2", "name": "service_point"}),
        (Message.UNCOUNTED_NAME, {"value": "Quầy 9", "responses": "1"}),
    ]


def test_two_names_that_read_alike_are_never_given_the_same_cases_twice() -> None:
    responses = make_answered([("Hòa Bình",), ("Hoà Bình",)], ["5", "5"])
    assert unfit(responses, make_counts({("Hòa Bình",): 300})) == [
        (Message.ALIKE_NAMES, {"value": "Hòa Bình", "other": "Hoà Bình"})
    ]


def test_responses_without_the_column_that_cases_are_counted_by_are_told() -> None:
    responses = make_answered([("a",)], ["5"])
    counts = make_counts({("a", "x"): 9}, ("service_point", "field"))
    assert unfit(responses, counts) == [(Message.ABSENT_LABELS, {"name": "field"})]


def test_undated_responses_belong_to_no_month_until_a_period_leaves_them_out() -> None:
    responses = make_answered([("a", "2026-01")] * 5 + [("a", None)], ["5"] * 6, BY_MONTH)
    assert unfit(responses, make_counts(QUARTER, BY_MONTH)) == [
        (Message.UNDATED_RESPONSES, {"responses": "1", "name": "month"})
    ]
    january = Period(date(2026, 1, 1), date(2026, 1, 31))
    assert report_of(responses, make_counts(QUARTER, BY_MONTH), january).responses == 5


def test_each_month_of_the_period_needs_a_row_also_one_without_responses() -> None:
    responses = make_answered([("a", "2026-01"), ("a", "2026-04")], ["5", "5"], BY_MONTH)
    counts = make_counts({("a", "2026-01"): 40, ("a", "2026-03"): 40}, BY_MONTH)
    assert unfit(responses, counts) == [(Message.ABSENT_MONTH, {"months": "02/2026, 04/2026"})]
    later = Period(begins=date(2027, 1, 1))
    assert unfit(responses, counts, later) == [(Message.ABSENT_MONTH, {"months": "01/2027"})]


@pytest.mark.parametrize(
    ("period", "cut"),
    [
        (Period(date(2026, 1, 2), date(2026, 2, 28)), ["01/2026"]),
        (Period(date(2026, 1, 1), date(2026, 2, 27)), ["02/2026"]),
        (Period(date(2026, 1, 5), date(2026, 3, 5)), ["01/2026", "03/2026"]),
        (Period(date(2026, 1, 5), date(2026, 1, 9)), ["01/2026"]),
    ],
)
def test_a_period_that_cuts_a_month_is_refused(period: Period, cut: list[str]) -> None:
    responses = make_answered([("a", "2026-01")] * 5, ["5"] * 5, BY_MONTH)
    found = unfit(responses, make_counts(QUARTER, BY_MONTH), period)
    assert found == [(Message.CUT_MONTH, {"month": month}) for month in cut]


@pytest.mark.parametrize(
    ("period", "cases"),
    [
        (Period(), 80),
        (Period(begins=date(2026, 1, 1)), 80),
        (Period(ends=date(2026, 3, 31)), 120),
        (Period(date(2026, 2, 1), date(2026, 2, 28)), 40),
    ],
)
def test_an_open_side_goes_as_far_as_the_responses(period: Period, cases: int) -> None:
    responses = make_answered([("a", "2026-01"), ("a", "2026-02")] * 5, ["5"] * 10, BY_MONTH)
    found = report_of(responses, make_counts(QUARTER, BY_MONTH), period).population
    assert found is not None
    assert found.cases == cases


def test_without_a_response_the_cases_are_those_of_the_file() -> None:
    nobody = replace(make_answered([("a",)], ["5"]), days=np.array(["2025-01-02"], "M8[D]"))
    counts = make_counts(QUARTER, BY_MONTH)
    report = report_of(nobody, counts, Period(begins=date(2026, 2, 1)))
    assert report.coverage == Coverage(0, 80)
    assert report.indices[0].estimate is not None
    assert report.indices[0].estimate.estimate is None


def test_a_period_without_any_case_has_no_coverage() -> None:
    nobody = replace(make_answered([("a",)], ["5"]), days=np.array(["2025-01-02"], "M8[D]"))
    counts = make_counts({("a", "2026-02"): 0}, BY_MONTH)
    report = report_of(nobody, counts, Period(begins=date(2026, 2, 1)))
    assert report.coverage is not None
    assert (report.coverage.cases, report.coverage.share) == (0, None)
