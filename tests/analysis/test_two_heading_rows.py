"""Headings of two rows are read together, and a row of answers is never taken for headings."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.account import LeftOut
from analysis.caveats import CaveatCode
from analysis.reading import FaultyData, Reading, read_responses
from analysis.reading.faults import Message
from tests.analysis.forms import SMALL, written
from tests.analysis.workbooks import workbook

ITEMS = [str(SMALL.question(name).wording) for name in ("signs", "courtesy", "fee")]
GRID = "Ông/Bà hài lòng đến mức nào?"
UPPER = ["Quầy", "Ngày", GRID, None, None]
LOWER = [None, None, *ITEMS]
PERSON = ["Quầy 1", date(2026, 3, 2), "Rất hài lòng", "Hài lòng", "Bình thường"]
SURVEYMONKEY = ["Respondent ID", "Collector ID", "Start Date", "End Date", "Email Address"]


def packed(reading: Reading) -> list[str]:
    return [bytes(row).decode() for row in reading.responses.answers]


def codes(reading: Reading) -> set[CaveatCode]:
    return {caveat.code for caveat in reading.caveats}


@pytest.mark.parametrize("above", [[], [["BIỂU TỔNG HỢP"], []]], ids=["first", "under a title"])
def test_a_grid_has_its_parts_in_the_row_below(tmp_path: Path, above: list[list[str]]) -> None:
    reading = read_responses(workbook(tmp_path, Phiếu=[*above, UPPER, LOWER, PERSON]), SMALL)
    assert packed(reading) == ["543--"]
    assert reading.responses.labels["service_point"].names == ("Quầy 1",)
    assert reading.responses.days.astype(str).tolist() == ["2026-03-02"]
    rows = [c.values["row"] for c in reading.caveats if c.code is CaveatCode.ROWS_ABOVE]
    assert rows == ([3] if above else [])


def test_merged_headings_are_no_merged_answers(tmp_path: Path) -> None:
    book = Workbook()
    for row in (UPPER, LOWER, PERSON, PERSON):
        book.active.append(row)
    for cells in ("A1:A2", "B1:B2", "C1:E1"):
        book.active.merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    assert packed(read_responses(tmp_path / "a.xlsx", SMALL)) == ["543--"] * 2


def test_a_row_of_the_first_person_is_no_second_row_of_headings(tmp_path: Path) -> None:
    # What stands in columns that are not read may be called as columns are: here in more of them
    # than this person answered.
    headings = ["Vị trí", "Việc", "signs", "courtesy", "fee"]
    rows = [headings, ["Quầy", "Lĩnh vực", "5", "", ""], ["Bàn", "Hộ tịch", *"111"]]
    reading = read_responses(written(tmp_path, rows), SMALL)
    assert packed(reading) == ["5----", "111--"]


def test_headings_below_another_table_are_still_asked_about(tmp_path: Path) -> None:
    rows = [["Quầy", "Số"], ["Quầy 1", "7"], ["signs", "courtesy", "fee"], [*"543"]]
    with pytest.raises(FaultyData) as caught:
        read_responses(written(tmp_path, rows), SMALL)
    assert [fault.message for fault in caught.value.faults] == [Message.HEADINGS_BELOW]


def surveymonkey(folder: Path, upper: list[str], lower: list[str], *cells: str) -> Reading:
    rows = [[*SURVEYMONKEY, *upper, "Quầy"], [*[""] * 5, *lower, "Response"]]
    for number, moment in (("118", "03/13/2026 09:10:11 AM"), ("119", "03/14/2026 11:10:11 PM")):
        rows.append([number, "42", moment, moment, "", *cells, "Quầy 1"])
    return read_responses(written(folder, [*rows, rows[-1]]), SMALL)


def days_of(folder: Path, *days: str) -> tuple[list[str], set[CaveatCode]]:
    """Return the days that a table of SurveyMonkey is read as, and the doubts about their order."""
    rows = [[*SURVEYMONKEY, *ITEMS, "Quầy"], [*[""] * 5, *["Response"] * 4]]
    for number, day in enumerate(days):
        moments = [f"{day} 09:10:11 AM"] * 2
        rows.append([f"11{number}", "42", *moments, "", "Hài lòng", "", "", "Quầy 1"])
    reading = read_responses(written(folder, rows), SMALL)
    order = {CaveatCode.DAY_FIRST, CaveatCode.MONTH_FIRST}
    return reading.responses.days.astype(str).tolist(), codes(reading) & order


@pytest.mark.parametrize(
    ("upper", "lower"),
    [([GRID, "", ""], ITEMS), (ITEMS, ["Response"] * 3)],
    ids=["a grid", "questions of their own"],
)
def test_an_export_of_surveymonkey_is_read(
    tmp_path: Path, upper: list[str], lower: list[str]
) -> None:
    reading = surveymonkey(tmp_path, upper, lower, "Rất hài lòng", "Hài lòng", "Không phải nộp")
    assert packed(reading) == ["540--"] * 2
    assert reading.responses.labels["service_point"].names == ("Quầy 1",)
    assert reading.responses.days.astype(str).tolist() == ["2026-03-13", "2026-03-14"]
    left_out = {each.reason: each.numbers for each in reading.account.left_out}
    assert left_out.pop(LeftOut.SENT_AGAIN) == "5"
    assert left_out in ({}, {LeftOut.SUMMARY: "2"})
    assert CaveatCode.ROWS_ABOVE not in codes(reading)


def test_surveymonkey_writes_months_first(tmp_path: Path) -> None:
    found = days_of(tmp_path, "03/04/2026", "05/12/2026")
    assert found == (["2026-03-04", "2026-05-12"], {CaveatCode.MONTH_FIRST})


def test_a_date_that_cannot_have_its_month_first_tells_of_the_others(tmp_path: Path) -> None:
    assert days_of(tmp_path, "03/04/2026", "25/03/2026") == (["2026-04-03", "2026-03-25"], set())


def test_dates_of_both_orders_are_refused_whatever_program_wrote_them(tmp_path: Path) -> None:
    with pytest.raises(FaultyData, match="some the month first"):
        days_of(tmp_path, "03/25/2026", "25/03/2026")
