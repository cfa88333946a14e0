"""Where a file tells months and no days, months are read, and no day is made up."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.__main__ import main
from analysis.caveats import CaveatCode
from analysis.reading import FaultyData, Reading, read_responses
from analysis.reading.faults import Message
from analysis.report.build import MonthCut, build_report
from analysis.report.model import Period, Report, Source
from tests.analysis.forms import SMALL, written

ASKED = ["signs", "courtesy", "fee"]


def read(folder: Path, heading: list[str], *rows: list[str]) -> Reading:
    return read_responses(
        written(folder, [[*heading, *ASKED], *([*row, *"543"] for row in rows)]), SMALL
    )


def months(folder: Path, *cells: str) -> list[str]:
    return read(folder, ["month"], *([cell] for cell in cells)).responses.days.astype(str).tolist()


def made(folder: Path, period: Period, *cells: str) -> Report:
    reading = read(folder, ["month"], *([cell] for cell in cells))
    return build_report(reading.responses, None, Source("phiếu.csv"), period, reading.caveats)


@pytest.mark.parametrize(
    "cell",
    ["2026-03", "2026/3", "03/2026", "3-2026", "Tháng 3/2026", "T3/2026", "tháng 3 năm 2026",
     " 2026-03 ", "2026-03-01", "2026-03-01T00:00:00", "Mar-26", "mar-26", "Thg3-26", "Thg 3-26"],
)  # fmt: skip
def test_a_month_is_read_as_people_and_spreadsheets_write_it(tmp_path: Path, cell: str) -> None:
    assert months(tmp_path, cell) == ["2026-03"]


@pytest.mark.parametrize(
    "cell", ["3", "Tháng 3", "13/2026", "2026", "03/26", "15/03/2026", "26-Mar", "Abc-26", "quý 1"]
)
def test_what_is_no_month_with_its_year_is_refused_with_its_rows(tmp_path: Path, cell: str) -> None:
    with pytest.raises(FaultyData) as caught:
        months(tmp_path, "2026-03", cell)
    (fault,) = caught.value.faults
    assert (fault.message, fault.column, fault.rows) == (Message.NOT_A_MONTH, "month", (3,))


def test_a_month_of_another_century_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FaultyData) as caught:
        months(tmp_path, "1926-03")
    assert [fault.message for fault in caught.value.faults] == [Message.UNLIKELY_YEAR]


def test_no_day_is_made_up(tmp_path: Path) -> None:
    responses = read(tmp_path, ["tháng"], ["02/2026"], [""], ["03/2026"]).responses
    assert responses.is_by_month
    assert responses.days.astype(str).tolist() == ["2026-02", "NaT", "2026-03"]
    assert responses.first_days.astype(str).tolist() == ["2026-02-01", "NaT", "2026-03-01"]
    assert responses.last_days.astype(str).tolist() == ["2026-02-28", "NaT", "2026-03-31"]
    assert responses.months.names == ("2026-02", "2026-03")
    assert responses.quarters.names == ("2026-Q1",)


def test_where_a_column_tells_the_day_the_month_is_not_read_and_that_is_said(
    tmp_path: Path,
) -> None:
    reading = read(tmp_path, ["Tháng", "Ngày"], ["3", "05/03/2026"], ["3", "15/03/2026"])
    assert not reading.responses.is_by_month
    assert reading.responses.days.astype(str).tolist() == ["2026-03-05", "2026-03-15"]
    ignored = [c.values for c in reading.caveats if c.code is CaveatCode.COLUMNS_IGNORED]
    assert ignored == [{"columns": "Tháng"}]


def test_a_period_of_whole_months_has_the_responses_of_these_months(tmp_path: Path) -> None:
    cells = ("2026-01", "2026-02", "2026-02", "", "2026-03")
    report = made(tmp_path, Period(date(2026, 2, 1), date(2026, 3, 31)), *cells)
    assert report.responses == 3
    assert (report.first_day, report.last_day) == (date(2026, 2, 1), date(2026, 3, 31))
    assert made(tmp_path, Period(ends=date(2026, 2, 28)), *cells).responses == 3


@pytest.mark.parametrize(
    "period",
    [
        Period(date(2026, 2, 2), date(2026, 3, 31)),
        Period(date(2026, 2, 1), date(2026, 3, 30)),
        Period(begins=date(2026, 2, 15)),
        Period(ends=date(2026, 2, 15)),
    ],
)
def test_a_period_that_cuts_a_month_is_refused_rather_than_guessed(
    tmp_path: Path, period: Period
) -> None:
    with pytest.raises(MonthCut):
        made(tmp_path, period, "2026-02", "2026-03")


def test_months_without_a_response_have_no_first_and_last_day(tmp_path: Path) -> None:
    report = made(tmp_path, Period(ends=date(2025, 12, 31)), "2026-02")
    assert (report.responses, report.first_day, report.last_day) == (0, None, None)


def test_equal_rows_of_a_month_are_different_people(tmp_path: Path) -> None:
    reading = read(tmp_path, ["month"], *([["2026-03"]] * 3))
    assert len(reading.responses) == 3
    assert CaveatCode.SAME_RESPONSES not in {caveat.code for caveat in reading.caveats}


def test_a_row_that_is_called_a_total_where_a_month_is_expected_is_nobody(
    tmp_path: Path,
) -> None:
    reading = read(tmp_path, ["month"], ["2026-03"], ["2026-03"], ["Tổng cộng"])
    assert len(reading.responses) == 2
    assert [each.count for each in reading.account.left_out] == [1]


def test_the_command_names_why_a_period_that_cuts_a_month_cannot_be(tmp_path: Path) -> None:
    data = written(tmp_path, [["month", *ASKED], *(["2026-03", *"543"] for _ in range(12))])
    (tmp_path / "small.v1.yaml").write_text(SMALL.text)
    asked = ("--questionnaire", str(tmp_path / "small.v1.yaml"), "--out", str(tmp_path / "out"))

    def run(*more: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["report", str(data), *asked, *more])
        return result.exit_code, result.output

    code, output = run("--from", "2026-03-02")
    assert (code, "không cho biết ngày" in output) == (1, True)
    assert "Các phiếu có tháng từ 03/2026 đến 03/2026" in run("--dry-run")[1].splitlines()
    assert run("--from", "2026-03-01", "--to", "2026-03-31")[0] == 0


def test_a_row_with_a_month_is_a_response_though_its_place_is_named_like_an_average(
    tmp_path: Path,
) -> None:
    heading = ["service_point", "month"]
    place = ["Trung Bình", "2026-03"]
    reading = read(tmp_path, heading, place, ["A", ""], ["A", "2026-04"], place)
    months = ["2026-03", "NaT", "2026-04", "2026-03"]
    assert reading.responses.days.astype(str).tolist() == months
