"""Workbooks of Excel are read by their values, or refused with what to do."""

import tracemalloc
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from analysis.__main__ import main
from analysis.caveats import CaveatCode
from analysis.reading import FaultyData, Reading, read_cases, read_responses
from analysis.reading.faults import Fault, Message
from analysis.reading.merged_cells import MergedCells
from analysis.reading.workbooks import (
    MOST_BYTES,
    MOST_CELLS,
    MOST_DESCRIPTION,
    MOST_TEXT,
    content_of,
)
from templates.languages import translations
from tests.analysis.forms import QUESTIONS, SMALL, plain
from tests.analysis.workbooks import with_parts, workbook

HEADING = ["Ngày", "Quầy", "signs", "courtesy", "fee"]
ROW = [datetime(2026, 11, 22, 14, 3, 22), "Quầy 1", "Rất hài lòng", "Hài lòng", None]  # noqa: DTZ001
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
BEFORE = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
HEADS = b'<row r="1"><c r="A1" t="str"><v>signs</v></c><c r="B1" t="str"><v>courtesy</v></c>'
HEADS += b'<c r="C1" t="str"><v>fee</v></c></row>'
AFTER = b"</sheetData></worksheet>"


def read(path: Path, sheet: str | None = None) -> Reading:
    return read_responses(path, SMALL, sheet=sheet)


@pytest.mark.parametrize("code", ["_x000D_", "_x0000_", "_x000d__x000A_"])
def test_characters_that_excel_writes_as_codes_are_read(tmp_path: Path, code: str) -> None:
    later = ROW[0].replace(second=23)
    rows = [HEADING, ROW, [later, "Quầy 1@", "Rất hài lòng@", "Hài lòng", None]]
    path = workbook(tmp_path, Phiếu=rows)
    with ZipFile(path) as archive:
        written_cells = archive.read(SHEET).replace(b"@", code.encode())
    reading = read(with_parts(path, {SHEET: written_cells}))
    assert reading.responses.labels["service_point"].names == ("Quầy 1",)
    assert [bytes(row).decode() for row in reading.responses.answers] == ["54---"] * 2


def test_text_that_looks_like_such_a_code_stays_as_it_is(tmp_path: Path) -> None:
    rows = [HEADING, [*ROW[:1], "Quầy_x005F_x000D_", *ROW[2:]], [*ROW[:1], "Q_x0041_", *ROW[2:]]]
    path = workbook(tmp_path, Phiếu=rows)
    names = read(path).responses.labels["service_point"].names
    assert set(names) == {"Quầy_x000D_", "Q_x0041_"}


def packed(reading: Reading) -> list[str]:
    return [bytes(row).decode() for row in reading.responses.answers]


def faults(path: Path, sheet: str | None = None) -> list[Fault]:
    with pytest.raises(FaultyData) as caught:
        read(path, sheet)
    return list(caught.value.faults)


def messages(path: Path) -> list[Message]:
    return [fault.message for fault in faults(path)]


def raw(folder: Path, rows: bytes) -> Path:
    """Write a workbook whose sheet has these rows as they stand in its file."""
    return with_parts(workbook(folder, Phiếu=[["x"]]), {SHEET: BEFORE + rows + AFTER})


def test_values_of_cells_become_answers_names_and_days(tmp_path: Path) -> None:
    rows = [HEADING, ROW, [date(2026, 2, 1), " Quầy  1", "Bình thường"], [None, "", None]]
    reading = read(workbook(tmp_path, Phiếu=rows))
    assert packed(reading) == ["54---", "3----"]
    assert reading.responses.labels["service_point"].names == ("Quầy 1",)
    # A true date is a day, whichever number would stand first where it is shown.
    assert reading.responses.days.astype(str).tolist() == ["2026-11-22", "2026-02-01"]
    assert CaveatCode.DAY_FIRST not in {caveat.code for caveat in reading.caveats}


def test_numbers_are_codes_with_or_without_decimals(tmp_path: Path) -> None:
    path = workbook(tmp_path, Phiếu=[["signs", "courtesy", "fee"], [5, 4.0, "0"], [1, None, 2]])
    assert packed(read(path)) == ["540--", "1-2--"]
    row = b'<row r="2"><c><v>4.0</v></c><c><v>5E0</v></c></row>'
    assert packed(read(raw(tmp_path, HEADS + row))) == ["45---"]


def test_the_row_of_a_fault_is_that_of_the_sheet(tmp_path: Path) -> None:
    rows = [["signs", "courtesy", "fee"], [5, 5, 5], [], [5, 5, 4.5]]
    (fault,) = faults(workbook(tmp_path, Phiếu=rows))
    assert (fault.message, fault.column, fault.rows) == (Message.UNKNOWN_ANSWER, "fee", (4,))
    assert fault.values["value"] == "4.5"


def test_a_title_may_stand_above_the_headings(tmp_path: Path) -> None:
    rows = [["KẾT QUẢ KHẢO SÁT"], [], ["signs", "courtesy", "fee"], [5, 4, 6], [5, 4, 3]]
    (fault,) = faults(workbook(tmp_path, Phiếu=rows))
    assert fault.rows == (4,)
    reading = read(workbook(tmp_path, Phiếu=[*rows[:3], rows[4]]))
    assert packed(reading) == ["543--"]
    assert reading.caveats[0].code is CaveatCode.ROWS_ABOVE
    assert reading.caveats[0].values == {"row": 3}


def test_the_only_sheet_with_questions_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    path = workbook(tmp_path, Ghi=[["chú"]], Phiếu=plain("543--"), Biểu=[["đồ", "fee"]])
    reading = read(path)
    assert packed(reading) == ["543--"]
    assert reading.caveats[0].code is CaveatCode.OTHER_SHEETS
    assert reading.caveats[0].values == {"sheet": "Phiếu", "others": "“Ghi”, “Biểu”"}


def test_of_several_sheets_with_questions_one_is_asked_for(tmp_path: Path) -> None:
    path = workbook(tmp_path, Quý1=plain("543--"), Quý2=plain("111--", "222--"))
    (fault,) = faults(path)
    assert fault.message is Message.SEVERAL_SHEETS
    assert fault.values == {"sheets": "“Quý1”, “Quý2”"}
    assert packed(read(path, "quý2")) == ["111--", "222--"]
    (fault,) = faults(path, "Quý 3")
    assert fault.in_words(translations("vi").gettext) == (
        "Không có trang tính “Quý 3”; các trang tính là: “Quý1”, “Quý2”."
    )


def test_a_hidden_sheet_is_not_looked_at(tmp_path: Path) -> None:
    book = Workbook()
    for row in plain("543--"):
        book.active.append(row)
    hidden = book.create_sheet("Cũ")
    for row in plain("111--"):
        hidden.append(row)
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    reading = read(tmp_path / "a.xlsx")
    assert packed(reading) == ["543--"]
    (caveat,) = [each for each in reading.caveats if each.code is CaveatCode.HIDDEN_SHEETS]
    assert caveat.values == {"sheets": "“Cũ”"}


def filtered(folder: Path, rows: Sequence[Sequence[object]], hidden: Iterable[int]) -> Path:
    """Write a workbook in which a filter hides rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.active.auto_filter.ref = book.active.dimensions
    for number in hidden:
        book.active.row_dimensions[number].hidden = True
    book.save(folder / "lọc.xlsx")
    return folder / "lọc.xlsx"


def test_responses_that_a_filter_hides_are_counted_and_named(tmp_path: Path) -> None:
    rows = [*plain("543--", "111--", "222--", "333--"), [None], ["", None, None]]
    reading = read(filtered(tmp_path, rows, [3, 4, 6]))
    assert len(reading.responses) == 4
    (caveat,) = [each for each in reading.caveats if each.code is CaveatCode.HIDDEN_ROWS]
    assert caveat.values == {"responses": 2, "rows": "3-4"}
    assert "bộ lọc" in translations("vi").gettext(caveat.code.value)
    everyone = read(filtered(tmp_path, rows, []))
    assert CaveatCode.HIDDEN_ROWS not in {each.code for each in everyone.caveats}


def test_of_very_many_hidden_rows_the_first_are_named(tmp_path: Path) -> None:
    reading = read(filtered(tmp_path, plain(*["543--"] * 100), range(2, 100, 2)))
    values = reading.caveats[0].values
    assert values["responses"] == 49
    assert str(values["rows"]).startswith("2, 4, 6, ")
    assert str(values["rows"]).endswith(", 40, …")


def test_hidden_case_counts_are_refused(tmp_path: Path) -> None:
    rows = [["Quầy", "Số hồ sơ"], ["Quầy 1", 300], ["Quầy 2", 100], [None, None]]
    with pytest.raises(FaultyData) as caught:
        read_cases(filtered(tmp_path, rows, [3, 4]))
    (fault,) = caught.value.faults
    assert (fault.message, fault.rows) == (Message.HIDDEN_ROWS, (3,))


def formula(cell: str, value: str) -> bytes:
    return f'<c r="{cell}"{value.partition("|")[0]}><f>A1</f>{value.partition("|")[2]}</c>'.encode()


def test_a_formula_counts_by_its_value(tmp_path: Path) -> None:
    row = (
        b'<row r="2">' + formula("A2", "|<v>5</v>") + formula("B2", ' t="str"|<v></v>') + b"</row>"
    )
    assert packed(read(raw(tmp_path, HEADS + row))) == ["5----"]


def test_a_formula_without_a_value_is_refused_with_its_place(tmp_path: Path) -> None:
    row = b'<row r="3"><c r="A3"><v>5</v></c>' + formula("B3", "|") + b"</row>"
    (fault,) = faults(raw(tmp_path, HEADS + row))
    assert (fault.message, fault.column, fault.rows) == (Message.UNCALCULATED, "courtesy", (3,))


MERGED = [
    ["Kết quả"],
    HEADING,
    [date(2026, 3, 2), "Quầy 1", 5, 4, 3],
    [None, None, 5, 4, 3],
    [None, "Quầy 2", 1, 1, 1],
    [date(2026, 3, 9), None, 2, 2, 2],
    [date(2026, 3, 10), "Quầy 3", 3, 3, 3],
]


def merged(folder: Path, *refs: str, rows: Sequence[Sequence[object]] = MERGED) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for ref in ("A1:E1", *refs):
        book.active.merge_cells(ref)
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def test_a_name_in_merged_cells_is_that_of_each_of_their_rows(tmp_path: Path) -> None:
    responses = read(merged(tmp_path, "A3:A5", "B3:B4", "B5:B6")).responses
    points = responses.labels["service_point"]
    names = [points.names[code] for code in points.codes.tolist()]
    assert names == ["Quầy 1", "Quầy 1", "Quầy 2", "Quầy 2", "Quầy 3"]
    days = ["2026-03-02"] * 3 + ["2026-03-09", "2026-03-10"]
    assert responses.days.astype(str).tolist() == days


@pytest.mark.parametrize("refs", ["C3:C4", "B3:C3", "A2:A3"])
def test_other_merged_cells_below_the_headings_are_refused(tmp_path: Path, refs: str) -> None:
    found = faults(merged(tmp_path, refs))
    assert (Message.MERGED, {"cells": refs}) in [(each.message, each.values) for each in found]


def test_a_reference_is_of_two_cells() -> None:
    assert MergedCells.at("AB3:BA10") == MergedCells("AB3:BA10", 3, 10, 27, 52)
    with pytest.raises(ValueError, match="A3"):
        MergedCells.at("A3")


def test_cases_in_merged_cells_are_not_those_of_each_row(tmp_path: Path) -> None:
    rows = [["Kết quả"], ["Quầy", "Tháng", "Số hồ sơ"], ["Quầy 1", "01/2026", 9]]
    rows += [[None, "02/2026", 7], ["Quầy 2", "01/2026", 5]]
    counted = read_cases(merged(tmp_path, "A3:A4", rows=rows))
    assert counted.cases_by("service_point") == {"Quầy 1": 16, "Quầy 2": 5}
    with pytest.raises(FaultyData, match="C3:C4"):
        read_cases(merged(tmp_path, "A3:A4", "C3:C4", rows=rows))


def test_a_sheet_of_empty_cells_is_refused_before_it_is_read(tmp_path: Path) -> None:
    row = b"<row>" + b'<c s="0"/>' * 10_000 + b"</row>"
    rows = row * (MOST_CELLS // 10_000 + 1)
    assert messages(raw(tmp_path, HEADS + rows)) == [Message.LARGE_WORKBOOK]


def test_cells_at_the_ends_of_pieces_are_counted_once(tmp_path: Path) -> None:
    path = workbook(tmp_path, Phiếu=[[5, 4, 3, number] for number in range(12_000)])
    with ZipFile(path) as archive:
        assert archive.getinfo(SHEET).file_size > 1_000_000
        assert content_of(archive, SHEET).cells == 48_000


def test_a_bomb_is_refused_by_what_it_says_of_itself(tmp_path: Path) -> None:
    path = workbook(tmp_path, Phiếu=plain("543--"))
    content = path.read_bytes()
    entry = content.index(b"PK\x01\x02") + 24
    size = (MOST_BYTES + 1).to_bytes(4, "little")
    path.write_bytes(content[:entry] + size + content[entry + 4 :])
    assert messages(path) == [Message.LARGE_WORKBOOK]


BIG = 13_000_000


def large_parts(where: str, size: int) -> dict[str, bytes]:
    """Return a part of a workbook that is very much text in one cell, row, list or style."""
    letters = b"a" * size
    texts = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    runs = b"<r><t>a</t></r>" * (size // 15)
    row = b'<row r="2">%s</row>'
    return {
        "a value": {SHEET: BEFORE + HEADS + row % (b'<c t="str"><v>' + letters) + AFTER},
        "a text in its cell": {
            SHEET: BEFORE + HEADS + row % (b'<c t="inlineStr"><is><t>' + letters) + AFTER
        },
        "runs in a cell": {
            SHEET: BEFORE + HEADS + row % (b'<c t="inlineStr"><is>' + runs + b"</is></c>") + AFTER
        },
        "a text in the list": {STRINGS: texts + b"<si><t>" + letters + b"</t></si></sst>"},
        "runs in the list": {STRINGS: texts + b"<si>" + runs + b"</si></sst>"},
        "many texts": {STRINGS: texts + b"<si/>" * (size // 5) + b"</sst>"},
        "styles": {"xl/styles.xml": b"<styleSheet>" + b"<x/>" * MOST_DESCRIPTION},
    }[where]


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("a value", Message.LARGE_CELL),
        ("a text in its cell", Message.LARGE_CELL),
        ("runs in a cell", Message.LARGE_CELL),
        ("a text in the list", Message.LARGE_CELL),
        ("runs in the list", Message.LARGE_CELL),
        ("many texts", Message.LARGE_WORKBOOK),
        ("styles", Message.LARGE_WORKBOOK),
    ],
)
def test_very_much_in_one_place_is_refused_in_little_memory(
    tmp_path: Path, where: str, message: Message
) -> None:
    path = with_parts(workbook(tmp_path, Phiếu=plain("543--")), large_parts(where, BIG))
    tracemalloc.start()
    found = messages(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [message]
    assert most < 15_000_000


def test_texts_beyond_the_limit_are_refused_by_what_the_file_says_of_them(tmp_path: Path) -> None:
    path = with_parts(workbook(tmp_path, Phiếu=plain("543--")), {STRINGS: b"a" * (MOST_TEXT + 1)})
    assert messages(path) == [Message.LARGE_WORKBOOK]


def test_a_long_comment_is_read_past(tmp_path: Path) -> None:
    rows = [[*QUESTIONS, "Góp ý"], [*"5431", None, "dài " * 8_000]]
    assert packed(read(workbook(tmp_path, Phiếu=rows))) == ["5431-"]


def test_a_row_far_below_the_sheet_is_not_waited_for(tmp_path: Path) -> None:
    rows = HEADS + b'<row r="2"><c><v>5</v></c></row><row r="4000000000"><c><v>5</v></c></row>'
    assert messages(raw(tmp_path, rows)) == [Message.LARGE_WORKBOOK]


@pytest.mark.parametrize(
    "part",
    [
        b"not XML",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + BEFORE + AFTER,
        BEFORE + b'<row r="1"><c t="s"><v>99</v></c></row>' + AFTER,
        BEFORE + HEADS + b'<row r="2"><c><v>five</v></c></row>' + AFTER,
        BEFORE + HEADS + b'<row r="2"><c><v>5',
    ],
    ids=["no XML", "entities", "no such text", "no number", "cut"],
)
def test_a_damaged_workbook_is_refused(tmp_path: Path, part: bytes) -> None:
    path = with_parts(workbook(tmp_path, Phiếu=plain("543--")), {SHEET: part})
    assert messages(path) == [Message.DAMAGED_WORKBOOK]


def test_a_workbook_without_its_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert messages(path) == [Message.DAMAGED_WORKBOOK]


def test_a_sheet_without_cells_misses_the_questions(tmp_path: Path) -> None:
    assert messages(raw(tmp_path, b"")) == [Message.MISSING_COLUMN] * 3


def test_case_counts_may_be_a_workbook(tmp_path: Path) -> None:
    rows = [["BIỂU 1"], ["Quầy", "Tháng", "Số hồ sơ"], ["Quầy 1", "3/2026", 300.0]]
    counts = read_cases(workbook(tmp_path, Số=rows, Ghi=[["chú"]]))
    assert [(row.names, row.cases, row.row) for row in counts.rows] == [
        (("Quầy 1", "2026-03"), 300, 3)
    ]


def test_the_command_reads_the_sheet_that_is_named(tmp_path: Path) -> None:
    asked = tmp_path / "small.v1.yaml"
    asked.write_text(SMALL.text)
    path = workbook(tmp_path, Quý1=plain("543--"), Quý2=plain("111--", "222--"))
    words = ["report", str(path), "--questionnaire", str(asked), "--dry-run"]
    told = CliRunner().invoke(main, [*words, "--sheet", "Quý2"])
    assert told.output.startswith("Tệp không có lỗi. Số phiếu sẽ được đọc: 2")
    assert CliRunner().invoke(main, words).exit_code == 1
