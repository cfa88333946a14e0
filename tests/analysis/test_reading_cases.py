"""A file of case counts is read in any usual form, or refused with all that is wrong."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.case_counts import CaseCounts, CaseRow
from analysis.reading import FaultyData, read_cases
from analysis.reading.cases import FaultyCases
from analysis.reading.faults import Message
from tests.analysis.forms import table

FULL = [
    ["service_point", "field", "month", "cases"],
    ["Quầy 1", "Đất đai", "2026-01", "120"],
    ["Quầy 1", "Đất đai", "2026-02", "0"],
]


def counted(folder: Path, rows, separator=",", encoding="utf-8") -> CaseCounts:
    path = folder / "hồ sơ.csv"
    path.write_bytes(table(rows, separator).encode(encoding))
    return read_cases(path)


def faults(folder: Path, rows) -> list[tuple[Message, str, tuple[int, ...]]]:
    with pytest.raises(FaultyData) as caught:
        counted(folder, rows)
    assert caught.value.name == "hồ sơ.csv"
    return [(fault.message, fault.column, fault.rows) for fault in caught.value.faults]


def test_cells_come_with_their_names_and_the_row_that_they_stand_in(tmp_path: Path) -> None:
    found = counted(tmp_path, FULL)
    assert found.columns == ("service_point", "field", "month")
    assert found.rows == (
        CaseRow(("Quầy 1", "Đất đai", "2026-01"), 120, 2),
        CaseRow(("Quầy 1", "Đất đai", "2026-02"), 0, 3),
    )
    assert (found.name, found.has_months, found.is_made_up) == ("hồ sơ.csv", True, False)
    assert found.sha256 == sha256((tmp_path / "hồ sơ.csv").read_bytes()).hexdigest()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_vietnamese_headings_any_separator_and_a_mark_at_the_start_are_read(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    rows = [["Số hồ sơ", "THÁNG", "Lĩnh vực", "Quầy"], ["7", "02/2026", "Đất đai", "Quầy 1"]]
    found = counted(tmp_path, rows, separator, encoding)
    assert found.rows == (CaseRow(("Quầy 1", "Đất đai", "2026-02"), 7, 2),)


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2026-03", "2026-03"),
        ("03/2026", "2026-03"),
        ("3.2026", "2026-03"),
        ("2026/12", "2026-12"),
        ("Tháng 3/2026", "2026-03"),
        ("T3/2026", "2026-03"),
        ("tháng 3 năm 2026", "2026-03"),
        ("2026-03-01", "2026-03"),
        ("Mar-26", "2026-03"),
        ("Thg3-26", "2026-03"),
        ("2026-03-01T00:00:00", "2026-03"),
    ],
)
def test_a_month_may_be_written_either_way_round(tmp_path: Path, written: str, month: str) -> None:
    rows = [["field", "month", "cases"], ["Đất đai", written, "1"]]
    assert counted(tmp_path, rows).rows[0].names == ("Đất đai", month)


@pytest.mark.parametrize(("written", "cases"), [("0", 0), (" 12 ", 12), ("12.0", 12), ("5,0", 5)])
def test_a_count_is_a_whole_number(tmp_path: Path, written: str, cases: int) -> None:
    assert counted(tmp_path, [["field", "cases"], ["a", written]]).rows[0].cases == cases


@pytest.mark.parametrize("written", ["-1", "1.234", "1,234", "1 234", "2.5", "nhiều", "1e3"])
def test_what_may_mean_two_counts_or_none_is_refused(tmp_path: Path, written: str) -> None:
    found = faults(tmp_path, [["field", "Số hồ sơ"], ["a", written]])
    assert found == [(Message.NOT_A_COUNT, "Số hồ sơ", (2,))]


@pytest.mark.parametrize(
    "written", ["", "13/2026", "0/2026", "2026", "26-Mar", "01/03/2026", "2026-03-02", "quý 1/2026"]
)
def test_what_is_no_month_is_refused(tmp_path: Path, written: str) -> None:
    found = faults(tmp_path, [["field", "month", "cases"], ["a", written, "1"]])
    assert found == [(Message.NOT_A_MONTH, "month", (2,))]


@pytest.mark.parametrize("written", ["05/1926", "2106-05"])
def test_a_month_of_a_year_that_cannot_be_is_refused(tmp_path: Path, written: str) -> None:
    found = faults(tmp_path, [["field", "month", "cases"], ["a", written, "1"]])
    assert found == [(Message.UNLIKELY_YEAR, "month", (2,))]


def test_rows_whose_names_could_be_read_stand_beside_what_is_wrong(tmp_path: Path) -> None:
    rows = [["Quầy", "Tháng", "Số hồ sơ"], ["Quầy 1", "x", "7"], ["", "01/2026", "8"]]
    with pytest.raises(FaultyCases) as caught:
        counted(tmp_path, [*rows, ["Quầy 2", "01/2026", "ba"]])
    assert caught.value.columns == ("service_point", "month")
    assert caught.value.rows == (
        CaseRow(("Quầy 1", "x"), 7, 2),
        CaseRow(("Quầy 2", "2026-01"), 0, 4),
    )


def test_all_faults_are_told_at_once_with_their_places(tmp_path: Path) -> None:
    rows = [
        ["Quầy", "Tháng", "Số hồ sơ"],
        ["Quầy 1", "01/2026", "12"],
        ["", "01/2026", "x"],
        ["Tổng cộng", "", "12"],
        [],
        ["=1+1", "01/2026", "3"],
        ["quầy  1", "2026-1", "9"],
        ["Quầy 2", "01/2026"],
        ["Người lập biểu"],
        ["Quầy 3", "01/2026", "4", "", "x"],
    ]
    assert faults(tmp_path, rows) == [
        (Message.NO_NAME, "Quầy", (3,)),
        (Message.NOT_A_COUNT, "Số hồ sơ", (3,)),
        (Message.TOTAL_ROW, "Quầy", (4,)),
        (Message.FORMULA, "Quầy", (6,)),
        (Message.CELL_TWICE, "", (2, 7)),
        (Message.NO_COUNT, "Số hồ sơ", (8,)),
        (Message.RAGGED, "", (10,)),
    ]


@pytest.mark.parametrize("name", ["Tổng cộng:", "TỔNG SỐ", "Toàn tỉnh", "cộng", "Grand total"])
def test_a_total_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    rows = [["Quầy", "Số hồ sơ"], ["Quầy 1", "300"], [name, "7"]]
    assert faults(tmp_path, rows) == [(Message.TOTAL_ROW, "Quầy", (3,))]


def test_a_count_that_is_a_formula_without_a_value_is_told_as_such(tmp_path: Path) -> None:
    book = Workbook()
    for row in [["Quầy", "Số hồ sơ"], ["Quầy 1", "=A1"], ["Quầy 2", 3], ["Quầy 3", None]]:
        book.active.append(row)
    path = tmp_path / "cases.xlsx"
    book.save(path)
    with pytest.raises(FaultyData) as caught:
        read_cases(path)
    found = [(fault.message, fault.rows) for fault in caught.value.faults]
    assert found == [(Message.NO_COUNT, (4,)), (Message.UNCALCULATED, (2,))]


@pytest.mark.parametrize("column", range(3))
def test_an_error_of_a_spreadsheet_counts_nothing(tmp_path: Path, column: int) -> None:
    rows = [["Quầy", "Tháng", "Số hồ sơ"], ["Quầy 1", "01/2026", "30"], ["Quầy 2", "01/2026", "7"]]
    rows[2][column] = "#REF!"
    assert faults(tmp_path, rows) == [(Message.ERROR_VALUE, rows[0][column], (3,))]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("QuÇy mét cöa", Message.TCVN3),
        ("Quaày 1", Message.VNI),
        ("Quáº§y 1", Message.TAKEN_FOR_LATIN),
        ("Qu?y 1", Message.REPLACED_LETTERS),
    ],
)
def test_a_damaged_name_counts_nothing(tmp_path: Path, name: str, message: Message) -> None:
    rows = [["Quầy", "Số hồ sơ"], ["Quầy 2", "30"], [name, "7"]]
    assert faults(tmp_path, rows) == [(message, "Quầy", (3,))]


def test_headings_again_and_signatures_below_count_nothing(tmp_path: Path) -> None:
    heading = ["Quầy", "Tháng", "Số hồ sơ"]
    rows = [
        *(heading, ["Quầy 1", "01/2026", "30"], heading, ["Quầy 2", "01/2026", "7"]),
        ["", "", "Điện Biên, ngày 30 tháng 6 năm 2026"],
        ["Nơi nhận:", "", "NGƯỜI LẬP BIỂU"],
        ["- UBND tỉnh;", "", "(Ký, ghi rõ họ tên)"],
        ["", "", "Lò Văn A"],
    ]
    assert counted(tmp_path, rows).cases == 37
    rows += [["Quầy 3", "01/2026", "5"], ["Quầy 4", "01/2026", ""]]
    assert faults(tmp_path, rows) == [(Message.NO_COUNT, "Số hồ sơ", (10,))]


@pytest.mark.parametrize(
    "name",
    ["Cả trung tâm", "Toàn Trung tâm PVHCC", "Tòan bộ đơn vị", "Tất cả các quầy", "All counters"],
)
def test_all_places_together_are_refused_beside_some_whatever_they_count(
    tmp_path: Path, name: str
) -> None:
    heading, points = ["Quầy", "Số hồ sơ"], [["Quầy 1", "300"], ["Quầy 2", "340"]]
    for cases in ("642", "640"):
        rows = [heading, *points, [name, cases]]
        assert faults(tmp_path, rows) == [(Message.TOTAL_ROW, "Quầy", (4,))]
    # Alone it counts nothing twice; and places have such names.
    assert counted(tmp_path, [heading, [name, "642"]]).cases == 642
    for place in ("Toàn Thắng", "Cả Lân", "Tân Cả Huyện"):
        assert counted(tmp_path, [heading, *points, [place, "642"]]).cases == 1282


def test_a_total_by_another_name_is_refused_by_its_sum(tmp_path: Path) -> None:
    rows = [
        ["Quầy", "Lĩnh vực", "Tháng", "Số hồ sơ"],
        ["Quầy 1", "Đất đai", "01/2026", "30"],
        ["Quầy 1", "Hộ tịch", "01/2026", "12"],
        ["Quầy 1", "Cộng quầy 1", "01/2026", "42"],
        ["Quầy 2", "Hộ tịch", "01/2026", "5"],
        ["Tổng hai quầy", "hộ tịch", "01/2026", "17"],
    ]
    assert faults(tmp_path, rows) == [
        (Message.TOTAL_ROW, "Quầy", (6,)),
        (Message.TOTAL_ROW, "Lĩnh vực", (4,)),
    ]


WHOLE = ["Xã Nà Tấu", "100"]
PARTS = [["Quầy 1", "60"], ["Quầy 2", "38"], ["Quầy 3", "2"]]
OTHER_WHOLE = [["Xã Nà Nhạn", "50"], ["Quầy A", "20"], ["Quầy B", "30"]]


@pytest.mark.parametrize(
    ("rows", "wholes"),
    [
        ([WHOLE, *PARTS], [(2, "3-5")]),
        ([*PARTS, WHOLE], [(5, "2-4")]),
        ([WHOLE, *PARTS, *OTHER_WHOLE], [(2, "3-5"), (6, "7-8")]),
        ([["Huyện", "150"], WHOLE, *PARTS, *OTHER_WHOLE], [(2, "3, 7"), (3, "4-6"), (7, "8-9")]),
        ([*PARTS, WHOLE, *OTHER_WHOLE[:0:-1], OTHER_WHOLE[0]], [(8, "6-7"), (5, "2-4")]),
        ([WHOLE, *PARTS, ["Xã Tênh Phông", "7"], ["Quầy T", "7"]], [(2, "3-5"), (6, "7")]),
    ],
)
def test_a_whole_beside_its_parts_is_asked_about(tmp_path: Path, rows, wholes) -> None:
    with pytest.raises(FaultyData) as caught:
        counted(tmp_path, [["Quầy", "Số hồ sơ"], *rows])
    found = caught.value.faults
    assert {(fault.message, fault.column) for fault in found} == {(Message.SUM_ROW, "Quầy")}
    told = sorted((fault.rows[0], fault.values["parts"]) for fault in found)
    assert told == sorted(wholes)


def test_a_whole_is_asked_about_once_for_all_its_months(tmp_path: Path) -> None:
    rows = [["Điểm phục vụ", "Tháng", "Số hồ sơ"]]
    for month in (1, 2, 3):
        rows += [["Xã", f"0{month}/2026", "42"], ["Quầy 1", f"0{month}/2026", str(30 + month)]]
        rows += [["Quầy 2", f"0{month}/2026", str(12 - month)]]
    # A month whose numbers were mended on one side does not hide the others.
    rows[1][2] = "43"
    assert faults(tmp_path, rows) == [(Message.SUM_ROW, "Điểm phục vụ", (5, 8))]


@pytest.mark.parametrize(
    "rows",
    [
        [PARTS[0], WHOLE, *PARTS[1:]],
        [["Quầy 1", "30"], ["Quầy 2", "30"]],
        [["Quầy 1", "30"], ["Quầy 2", "30"], ["Quầy 3", "0"]],
        [["Quầy 1", "0"], ["Quầy 2", "0"], ["Quầy 3", "0"]],
        [["Quầy 9", "99"], *PARTS],
        [WHOLE, *PARTS, ["Quầy 4", "1"]],
        [["Quầy 1", "5"]],
    ],
)
def test_places_whose_numbers_do_not_add_up_are_places(tmp_path: Path, rows) -> None:
    assert len(counted(tmp_path, [["Quầy", "Số hồ sơ"], *rows]).rows) == len(rows)


def test_more_names_than_an_office_has_are_refused(tmp_path: Path) -> None:
    rows = [["Quầy", "Số hồ sơ"], *([f"Quầy {n}", "1"] for n in range(501))]
    assert faults(tmp_path, rows) == [(Message.TOO_MANY_NAMES, "Quầy", ())]
    assert len(counted(tmp_path, rows[:-1]).rows) == 500


def test_one_month_in_which_numbers_add_up_by_chance_tells_nothing(tmp_path: Path) -> None:
    rows = [["Quầy", "Tháng", "Số hồ sơ"]]
    for month, cases in enumerate(([42, 30, 12], [40, 33, 12], [39, 20, 18]), start=1):
        rows += [[f"Quầy {n}", f"0{month}/2026", str(each)] for n, each in enumerate(cases)]
    assert len(counted(tmp_path, rows).rows) == 9


@pytest.mark.parametrize(
    ("last", "column"),
    [
        (["", "01/2026", "42"], "Quầy"),
        (["", "", "72"], "Quầy"),
        (["Quầy 1", "", "60"], "Tháng"),
    ],
)
def test_a_total_without_a_name_is_told_as_such(tmp_path: Path, last, column: str) -> None:
    rows = [
        ["Quầy", "Tháng", "Số hồ sơ"],
        *(["Quầy 1", "01/2026", "30"], ["Quầy 2", "01/2026", "12"]),
        *(["Quầy 1", "02/2026", "30"], last),
    ]
    assert faults(tmp_path, rows) == [(Message.UNNAMED_SUM, column, (5,))]
    rows[-1] = [*last[:2], "41"]
    assert Message.UNNAMED_SUM not in {message for message, _, _ in faults(tmp_path, rows)}


def test_a_place_that_is_called_like_a_total_is_a_place(tmp_path: Path) -> None:
    rows = [["Quầy", "Số hồ sơ"], ["Cộng Hòa", "30"], ["Tổng hợp", "12"], ["Quầy 2", "30"]]
    assert [row.cases for row in counted(tmp_path, rows).rows] == [30, 12, 30]


def test_cells_that_are_empty_at_the_end_may_be_left_off_or_too_many(tmp_path: Path) -> None:
    rows = [["Quầy", "Số hồ sơ", "Ghi chú"], ["Quầy 1", "3"], ["Quầy 2", "4", "", "", " "]]
    assert [row.cases for row in counted(tmp_path, rows).rows] == [3, 4]


def test_names_that_look_alike_are_one_cell(tmp_path: Path) -> None:
    rows = [["Quầy", "Số hồ sơ"], ["Hòa Bình", "300"], ["Hoà  Bình\u200b", "300"]]
    assert faults(tmp_path, rows) == [(Message.CELL_TWICE, "", (2, 3))]


def test_sums_are_by_each_column_and_over_all(tmp_path: Path) -> None:
    rows = [
        ["Quầy", "Tháng", "Số hồ sơ"],
        ["Quầy 2", "01/2026", "30"],
        ["Quầy 1", "01/2026", "12"],
        ["quầy 2", "02/2026", "5"],
    ]
    found = counted(tmp_path, rows)
    assert found.cases == 47
    assert found.cases_by("service_point") == {"Quầy 2": 35, "Quầy 1": 12}
    assert found.cases_by("month") == {"2026-01": 42, "2026-02": 5}


def test_a_workbook_is_read_with_what_excel_made_of_its_months(tmp_path: Path) -> None:
    book = Workbook()
    # Excel takes 03/2026 for the first of March.
    march = datetime(2026, 3, 1, tzinfo=UTC).replace(tzinfo=None)
    for row in (["Quầy", "Tháng", "Số hồ sơ"], ["Quầy 1", march, 7.0], ["Quầy 1", "04/2026", 8]):
        book.active.append(row)
    book.save(tmp_path / "hồ sơ.xlsx")
    assert read_cases(tmp_path / "hồ sơ.xlsx").rows == (
        CaseRow(("Quầy 1", "2026-03"), 7, 2),
        CaseRow(("Quầy 1", "2026-04"), 8, 3),
    )


@pytest.mark.parametrize("lines", ["Quầy|Số hồ sơ\nQuầy 1|7\n", "sep=;\nQuầy;Số hồ sơ\nQuầy 1;7\n"])
def test_other_separators_are_read(tmp_path: Path, lines: str) -> None:
    path = tmp_path / "hồ sơ.csv"
    path.write_text(lines, "utf-8")
    assert read_cases(path).rows == (CaseRow(("Quầy 1",), 7, 2),)


def test_missing_and_double_columns_are_told(tmp_path: Path) -> None:
    assert faults(tmp_path, [["month", "note"], ["2026-01", "x"]]) == [
        (Message.NO_COUNT_COLUMN, "", ()),
        (Message.NO_PLACE_COLUMN, "", ()),
    ]
    assert faults(tmp_path, [["field", "Lĩnh vực", "cases"], ["a", "b", "1"]]) == [
        (Message.DUPLICATE_COLUMN, "Lĩnh vực", ())
    ]


def test_a_column_that_is_not_known_is_left_alone(tmp_path: Path) -> None:
    rows = [["field", "cases", "Ghi chú", ""], ["a", "1", "tạm", ""]]
    assert counted(tmp_path, rows).rows == (CaseRow(("a",), 1, 2),)


SEVERAL = [
    ["STT", "Quầy", "Tiếp nhận", "Đã giải quyết", "Số hồ sơ", "Tỷ lệ (%)", "Năm", "Ghi chú"],
    ["1", "Quầy 1", "120", "100", "1300", "83", "2026", ""],
    ["2", "Quầy 2", "80", "1.200", "90", "90", "2026", "tạm"],
]


def test_which_of_several_counts_is_meant_is_asked(tmp_path: Path) -> None:
    with pytest.raises(FaultyData) as caught:
        counted(tmp_path, SEVERAL)
    (fault,) = caught.value.faults
    assert (fault.message, fault.column) == (Message.OTHER_COUNTS, "Số hồ sơ")
    assert fault.values == {"others": "“Tiếp nhận”, “Đã giải quyết”"}


def test_the_column_that_is_called_cases_is_meant(tmp_path: Path) -> None:
    rows = [[*SEVERAL[0]], *SEVERAL[1:]]
    rows[0][2] = "cases"
    assert [row.cases for row in counted(tmp_path, rows).rows] == [120, 80]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Thứ tự", ["1", "2", "3"]),
        ("Mã số", ["101", "102", "103"]),
        ("Tỉ lệ đúng hạn", ["99", "98", "97"]),
        ("Lãnh đạo phụ trách", ["Bà An", "Ông Ba", "7"]),
        ("", ["9", "8", "7"]),
    ],
)
def test_numbers_that_count_nothing_are_left_alone(tmp_path: Path, heading: str, cells) -> None:
    rows = [["Quầy", "Số hồ sơ", heading], *([f"Quầy {cell}", "5", cell] for cell in cells)]
    assert counted(tmp_path, rows).cases == 15


def test_made_up_counts_are_known_as_such(tmp_path: Path) -> None:
    rows = [["field", "cases", "made_up"], ["a", "1", "1"]]
    assert counted(tmp_path, rows).is_made_up


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", Message.EMPTY_FILE),
        (b"PK\x03\x04", Message.DAMAGED_WORKBOOK),
        ("Quầy,Số hồ sơ\n".encode(), Message.NO_CASES),
        ("field,cases\nĐất,1\n".encode("utf-16"), Message.UTF16),
        (b"field,cases\n\xd0\xca\xcc,1\n", Message.WINDOWS_1258),
        (b'field,cases\n"a,1\n', Message.BROKEN_QUOTES),
        ("QuÇy,Sè hå s¬,Th¸ng\na,1,2\n".encode(), Message.TCVN3),
    ],
)
def test_a_file_of_another_kind_is_called_so(
    tmp_path: Path, content: bytes, message: Message
) -> None:
    path = tmp_path / "hồ sơ.csv"
    path.write_bytes(content)
    with pytest.raises(FaultyData) as caught:
        read_cases(path)
    assert [fault.message for fault in caught.value.faults] == [message]
