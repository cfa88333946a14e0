"""The workbook: numbers are numbers, texts are texts, and no sheet is in a program's way."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Interval, Verdict
from analysis.report.findings.changes import Change, Movement
from analysis.report.findings.compared import Reference
from analysis.report.findings.months import MonthlyTrend
from analysis.report.findings.priorities import Priority
from analysis.report.findings.units import UnitComparisons
from analysis.report.formats.xlsx import write
from analysis.report.formats.xlsx.cells import Sheet, SheetColumn
from analysis.report.formats.xlsx.workbook import PROPERTY, sheet_name, workbook
from analysis.report.model import Period, Report, Source
from analysis.report.stored import fingerprint
from analysis.report.words import Words
from tests.analysis.read_workbook import opened, parts
from tests.analysis.small_report import small_report
from tests.analysis.test_report_build import report_of
from tests.analysis.test_report_masking import made
from tests.analysis.test_report_months import office

HOSTILE = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "@SUM(A1)",
    "http://example.org/",
    "internal:Sheet1!A1",
    "{=1+1}",
    "'=1",
    "\t=1",
    "a\x00b\x1b[31m\ufffe",
    "<img src=x>&amp;",
    "N" * 500,
    "_x0041_",
)


@pytest.fixture(scope="module")
def report() -> Report:
    return small_report()


def sheet_of(report: Report, name: str, language: str = "vi") -> Worksheet:
    found = opened(write(report, language))[name]
    assert isinstance(found, Worksheet)
    return found


def table(sheet: Worksheet) -> list[dict[str, object]]:
    """Return the rows below the headings."""
    heading = int(sheet.print_title_rows.strip("$").split(":")[0])
    names, *rows = sheet.iter_rows(min_row=heading, values_only=True)
    return [dict(zip(map(str, names), row, strict=True)) for row in rows]


def test_a_share_is_a_number_that_is_shown_as_a_percentage(report: Report) -> None:
    first = table(sheet_of(report, "Kết quả chung"))[0]
    estimate = report.indices[0].estimate

    assert estimate is not None
    assert estimate.interval is not None
    assert first["Hài lòng"] == estimate.estimate
    assert first["Khoảng tin cậy 95% từ"] == estimate.interval.low
    assert (first["Số người"], first["Kết luận"]) == (estimate.respondents, "Đạt")
    cells = [cell for row in sheet_of(report, "Kết quả chung").iter_rows() for cell in row]
    shown = {cell.value: cell.number_format for cell in cells}
    assert shown[estimate.estimate] == "0.0%"
    assert shown[estimate.respondents] == "#,##0"


def test_a_share_just_below_its_target_is_not_shown_as_the_target(report: Report) -> None:
    entry = report.indices[0]
    assert entry.estimate is not None
    near = replace(entry, estimate=replace(entry.estimate, estimate=0.79996), target=0.8)
    sheet = sheet_of(replace(report, indices=(near,)), "Kết quả chung")
    shown = {cell.value: cell.number_format for row in sheet.iter_rows() for cell in row}

    assert shown[0.79996] == "0.000%"


def test_verdicts_are_those_of_all_responses_under_the_formula_of_the_plan(report: Report) -> None:
    of_groups = table(sheet_of(report, "Từng quầy"))
    of_formulas = table(sheet_of(report, "Các công thức"))

    assert {row["Mục tiêu"] for row in of_groups} == {0.8, None}
    assert all("Kết luận" not in row for row in of_groups)
    assert [row["Kết luận"] for row in of_formulas[:2]] == ["Đạt", None]


def test_what_is_held_back_is_an_empty_cell_with_its_reason(report: Report) -> None:
    rows = table(sheet_of(report, "Từng quầy"))
    few = next(row for row in rows if row["Quầy"] == "Quầy lưu động")

    assert (few["Số người"], few["Hài lòng"]) == (4, None)
    assert str(few["Ghi chú"]).startswith("Dưới 10 người")


def test_each_criterion_says_whether_it_stands_out(report: Report) -> None:
    found = [item.stands_out for item in report.findings_of(Priority)]
    told = [row["Nổi bật"] for row in table(sheet_of(report, "Số người chưa hài lòng"))]
    assert told == ["có" if stands_out else "không" for stands_out in found]


def test_service_points_have_the_p_value_that_takes_all_of_them_into_account(
    report: Report,
) -> None:
    units = [unit for one in report.findings_of(UnitComparisons) for unit in one.units]
    rows = table(sheet_of(report, "So sánh các quầy"))
    assert "Giá trị p" not in rows[0]
    told = [row["Do ngẫu nhiên (Holm)"] for row in rows]
    assert told == [unit.test.p_claim if unit.test else None for unit in units]


def test_an_end_of_the_scale_stands_where_a_share_would() -> None:
    rows = table(sheet_of(made(("a", 27, 27), ("b", 90, 60), ("c", 80, 60)), "Từng quầy"))
    assert rows[0]["Hài lòng"] == "≥ 95%"


@pytest.mark.parametrize(("needed", "cell"), [(2345, 2400), (2_257_180, "không thể thu đủ")])
def test_further_people_are_a_number_or_said_in_words(
    report: Report, needed: int, cell: object
) -> None:
    entry = report.indices[0]
    assert entry.decision is not None
    decision = replace(entry.decision, verdict=Verdict.UNDECIDED, more_needed=needed)
    sheet = sheet_of(replace(report, indices=(replace(entry, decision=decision),)), "Kết quả chung")
    assert table(sheet)[0]["Cần thêm số người"] == cell


def test_a_trend_is_in_percentage_points() -> None:
    report = office([0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55])
    trend = report.findings_of(MonthlyTrend)[0].trend
    assert trend is not None
    rows = table(sheet_of(report, "Xu hướng"))
    assert 100 * trend.slope in [row["Thay đổi mỗi tháng (điểm phần trăm)"] for row in rows]


def test_a_target_that_is_no_number_is_refused(report: Report) -> None:
    entry = replace(report.indices[0], target="0.8")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a number was to be written"):
        write(replace(report, indices=(entry,)), "vi")


def test_a_cell_takes_no_text_that_no_spreadsheet_takes(report: Report) -> None:
    narrow = Sheet("x", ("head",), (SheetColumn("a", "words"),), (("1",),))
    book = opened(workbook(report, [narrow], Words("vi")))
    assert [row[0] for row in book["x"].iter_rows(values_only=True)] == ["head", "a", "1"]
    long = replace(narrow, rows=(("x" * 40_000,),))
    with pytest.raises(ValueError, match="no text of 40000 characters"):
        workbook(report, [long], Words("vi"))


def test_days_are_days(report: Report) -> None:
    values = [row[2] for row in sheet_of(report, "Giải thích").iter_rows(values_only=True)]

    assert values[1:3] == [datetime(2026, 1, 1), datetime(2026, 6, 27)]  # noqa: DTZ001


def test_the_words_have_codes_methods_and_sources(report: Report) -> None:
    rows = list(sheet_of(report, "Giải thích").iter_rows(values_only=True))
    said = "\n".join(str(row[2]) for row in rows)

    assert "1 = Rất không hài lòng; 2 = Không hài lòng" in said
    assert report.questionnaire.sha256 in said
    assert str(fingerprint(report)) in said


def test_the_fingerprint_is_a_property_that_a_program_reads(report: Report) -> None:
    (told,) = opened(write(report, "vi")).custom_doc_props.props

    assert (told.name, told.value) == (PROPERTY, fingerprint(report))


def test_headings_stay_in_sight_and_are_printed_on_every_page(report: Report) -> None:
    for sheet in opened(write(report, "en")):
        assert sheet.freeze_panes
        assert sheet.print_title_rows
        assert sheet.page_setup.fitToHeight == 0


def test_made_up_data_are_said_on_every_table(report: Report) -> None:
    for sheet in opened(write(report, "vi")).worksheets[:-1]:
        assert str(sheet["A2"].value).startswith("SỐ LIỆU GIẢ ĐỊNH")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_becomes_a_formula_or_a_link(report: Report, text: str) -> None:
    group = replace(report.service_points[0], id=text)
    caveat = Caveat(CaveatCode.NAMES_SUPPRESSED, {"names": text})
    changed = replace(
        report, service_points=(group,), source=Source(text), caveats=(caveat, *report.caveats)
    )
    content = write(changed, "vi")
    packed = parts(content)

    assert not [name for name in packed if "external" in name or "hyperlink" in name]
    for name, part in packed.items():
        if name.startswith("xl/worksheets/"):
            assert b"<f>" not in part
            assert b"<hyperlink" not in part
    kinds = {
        cell.data_type for sheet in opened(content) for row in sheet.iter_rows() for cell in row
    }
    assert kinds <= {"s", "n", "d"}


def test_a_name_is_read_back_as_it_is(report: Report) -> None:
    for text in ("=1+1", "'=1", "_x0041_", "N" * 500):
        group = replace(report.service_points[0], id=text)
        sheet = sheet_of(replace(report, service_points=(group,)), "Từng quầy")
        assert {row["Quầy"] for row in table(sheet)} == {text}


def test_a_report_without_any_response_is_a_workbook() -> None:
    assert opened(write(report_of(), "en")).sheetnames[-1] == "Explanations"


@given(st.lists(st.text(), max_size=8))
def test_sheets_have_names_that_every_program_takes(wanted: list[str]) -> None:
    names: list[str] = []
    for each in wanted:
        names.append(sheet_name(each, names))

    for name in names:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.parametrize(
    ("period", "name"),
    [(Period(date(2025, 1, 1), date(2025, 6, 30)), "01/2025–06/2025"), (Period(), "report.json")],
)
def test_a_change_stands_beside_the_time_that_it_is_from(
    report: Report, period: Period, name: str
) -> None:
    index = report.indices[0]
    change = Change(
        id=index.id,
        title=index.title,
        reference=Reference.GIVEN,
        period=period,
        name="report.json",
        earlier=0.8,
        difference=0.08,
        interval=Interval(0.01, 0.15, 0.95, "difference"),
        movement=Movement.HIGHER,
    )
    (row,) = table(
        sheet_of(replace(report, findings=(*report.findings, change)), "Thay đổi so với trước")
    )

    assert row["Kỳ so sánh"] == name
    assert row["Hài lòng ở kỳ so sánh"] == 0.8
    assert row["Chênh lệch (điểm phần trăm)"] == pytest.approx(8)
    assert row["Nhận xét"] == "Cao hơn kỳ so sánh"


def test_levels_are_counts_beside_their_names(report: Report) -> None:
    rows = table(sheet_of(report, "Số người chọn từng mức"))
    best = next(row for row in rows if row["Mức"] == "Rất hài lòng")

    assert (best["Số người"], best["Tỷ lệ"]) == (90, pytest.approx(90 / 204))


def test_a_row_is_as_high_as_its_words_need_and_no_higher() -> None:
    columns = (SheetColumn("95% interval from", "number"), SheetColumn("Name", "words"))
    title = "Satisfaction with the settling of the procedures of the administration, all of them"
    sheet = Sheet("x", (), columns, ((None, title),))
    (written,) = opened(workbook(small_report(), [sheet], Words("en")))
    # Three words below each other in ten characters; three lines of words, not of letters.
    assert (written.row_dimensions[1].height, written.row_dimensions[2].height) == (45, 45)
