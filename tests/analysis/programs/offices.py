"""Tables as clerks make them: headings, words and places of their own; and how a clerk answers.

Each is a file that `map` has to ask about, with what the clerk who made it would answer. The
answers stand by the heading of the column, and by the cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import openpyxl

Cells = Sequence[object]


@dataclass(frozen=True)
class OfficeFile:
    """A clerk's table, and what its clerk knows of it."""

    rows: Sequence[Cells]  # with what stands above the headings
    columns: Mapping[str, str]  # what the clerk answers about columns, by their headings
    cells: Mapping[str, str]  # and about cells
    read: Sequence[tuple[str, str, str]]  # day, service point and answers of each response
    left_out: int = 0
    sheet: str = ""  # that the clerk chooses
    other_sheets: Mapping[str, Sequence[Cells]] = field(default_factory=dict)
    separator: str = ""  # of a CSV file; none for a workbook

    def write(self, folder: Path) -> Path:
        """Write the file."""
        if self.separator:
            text = io.StringIO(newline="")
            csv.writer(text, delimiter=self.separator).writerows(self.rows)
            path = folder / "phiếu.csv"
            path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
            return path
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in {self.sheet or "Sheet1": self.rows, **self.other_sheets}.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        path = folder / "phiếu.xlsx"
        book.save(path)
        return path


_DAYS = [date(2026, 3, day) for day in (2, 3, 16, 17)]
_ISO = [f"{day}" for day in _DAYS]
_SLASHED = [f"{day:%d/%m/%Y}" for day in _DAYS]

# Two lines of a title above, the office's own scale, columns that have a name in one word.
SUMMARY = OfficeFile(
    rows=[
        ["UBND PHƯỜNG HÒA BÌNH"],
        ["BẢNG TỔNG HỢP PHIẾU KHẢO SÁT THÁNG 3/2026"],
        [],
        ["TT", "Đơn vị", "Ngày", "Biển hiệu", "Thái độ", "Lệ phí", "Ghi chú"],
        [1, "Quầy Hộ tịch", _DAYS[0], "Tốt", "Khá", "Tốt", None],
        [2, "Quầy Đất đai", _DAYS[1], "Trung bình", "Tốt", "Yếu", "ông A góp ý"],
        [3, "Quầy Hộ tịch", _DAYS[2], "Khá", "Rất tốt", "Rất tốt", None],
        [4, "Quầy Đất đai", _DAYS[3], "Rất kém", "Khá", None, None],
        ["Tổng cộng", None, None, None, None, None, None],
    ],
    columns={
        "Đơn vị": "service_point",
        "Biển hiệu": "signs",
        "Thái độ": "courtesy",
        "Lệ phí": "fee",
    },
    cells={"Rất tốt": "5", "Tốt": "5", "Khá": "4", "Trung bình": "3", "Yếu": "2", "Rất kém": "1"},
    read=[
        (_ISO[0], "Quầy Hộ tịch", "545--"),
        (_ISO[1], "Quầy Đất đai", "352--"),
        (_ISO[2], "Quầy Hộ tịch", "455--"),
        (_ISO[3], "Quầy Đất đai", "14---"),
    ],
    left_out=1,
)

# A sheet a quarter, questions by their number alone, answers as numbers.
_QUARTER: Sequence[Cells] = [
    ["Quầy giao dịch", "Thời gian", "Câu 1", "Câu 2", "Câu 3", "Câu 4"],
    ["Số 1", _DAYS[0], 5, 4, 5, "Có"],
    ["Số 2", _DAYS[1], 3, 4, 2, "Không"],
    ["Số 1", _DAYS[2], 1, 2, 4, "Không"],
    ["Số 2", _DAYS[3], 4, 4, 4, "Không"],
]
QUARTERS = OfficeFile(
    rows=_QUARTER,
    sheet="Quý 1",
    other_sheets={"Quý 2": [_QUARTER[0], ["Số 1", _DAYS[0], 1, 1, 1, "Có"]]},
    columns={
        "Quầy giao dịch": "service_point",
        "Thời gian": "day",
        "Câu 1": "signs",
        "Câu 2": "courtesy",
        "Câu 3": "fee",
        "Câu 4": "late",
    },
    cells={},
    read=[
        (_ISO[0], "Số 1", "5451-"),
        (_ISO[1], "Số 2", "3422-"),
        (_ISO[2], "Số 1", "1242-"),
        (_ISO[3], "Số 2", "4442-"),
    ],
)

# A CSV file of words that say little by themselves, a place in three kinds, lines below the table.
WORDS = OfficeFile(
    separator=";",
    rows=[
        ["Phường/Xã", "Ngày làm", "Chỉ dẫn, biển hiệu", "Cán bộ lịch sự", "Mức phí"],
        ["P. Tân An", _SLASHED[0], "Ổn", "Rất ổn", "Tạm được"],
        ["X. Trung Bình", _SLASHED[1], "Không ổn", "Ổn", "Ổn"],
        ["P. Tân An", _SLASHED[2], "Tạm được", "Quá tệ", ""],
        ["P. Tân An", _SLASHED[3], "Ổn", "Ổn", "Rất ổn"],
        ["", "", "", "", ""],
        ["Người lập biểu", "", "", "", ""],
    ],
    columns={
        "Phường/Xã": "service_point",
        "Ngày làm": "day",
        "Chỉ dẫn, biển hiệu": "signs",
        "Cán bộ lịch sự": "courtesy",
        "Mức phí": "fee",
    },
    cells={"Rất ổn": "5", "Ổn": "4", "Tạm được": "3", "Không ổn": "2", "Quá tệ": "1"},
    read=[
        (_ISO[0], "P. Tân An", "453--"),
        (_ISO[1], "X. Trung Bình", "244--"),
        (_ISO[2], "P. Tân An", "31---"),
        (_ISO[3], "P. Tân An", "445--"),
    ],
    left_out=2,
)

# Google Forms with questions and answers of the office's own wording; a fact asked by the way.
FORM = OfficeFile(
    separator=",",
    rows=[
        [
            "Dấu thời gian",
            "Bác đến bộ phận nào?",
            "Biển hiệu ở đây có rõ ràng không ạ?",
            "Công chức có lịch sự không ạ?",
            "Mức phí có đúng không ạ?",
            "Hồ sơ của bác có bị trễ hẹn không ạ?",
            "Số điện thoại",
        ],
        ["2026/03/02 9:00:12 SA GMT+7", "Tư pháp", "Hài lòng", "Rất hài lòng", "Ok", "Rồi", "0901"],
        ["2026/03/03 9:10:12 SA GMT+7", "Tư pháp", "Ok", "Hài lòng", "Ok", "Chưa", "0902"],
        ["2026/03/16 2:00:12 CH GMT+7", "Đất đai", "Chán", "Ok", "", "Chưa", "0903"],
        ["2026/03/17 2:00:12 CH GMT+7", "Đất đai", "Bình thường", "Ok", "Ok", "", "0904"],
    ],
    columns={
        "Bác đến bộ phận nào?": "service_point",
        "Biển hiệu ở đây có rõ ràng không ạ?": "signs",
        "Công chức có lịch sự không ạ?": "courtesy",
        "Mức phí có đúng không ạ?": "fee",
        "Hồ sơ của bác có bị trễ hẹn không ạ?": "late",
    },
    cells={"Ok": "4", "Chán": "2", "Rồi": "1", "Chưa": "2"},
    read=[
        (_ISO[0], "Tư pháp", "4541-"),
        (_ISO[1], "Tư pháp", "4442-"),
        (_ISO[2], "Đất đai", "24-2-"),
        (_ISO[3], "Đất đai", "344--"),
    ],
)

# Typed from paper: headings over two lines in a cell, numbers and words in one column.
PAPER = OfficeFile(
    rows=[
        ["Phiếu giấy nhập lại"],
        ["Số\nphiếu", "Nơi giao dịch", "Tiêu chí\n1", "Tiêu chí\n2", "Tiêu chí\n3"],
        [101, "Bộ phận một cửa", "Rất hài lòng", 5, 4],
        [102, "Bộ phận một cửa", 4, "Hài lòng", 4],
        [103, "Bưu điện", 3, 2, "Hài lòng"],
        [104, "Bưu điện", 1, 1, "K"],
    ],
    columns={
        "Nơi giao dịch": "service_point",
        "Tiêu chí 1": "signs",
        "Tiêu chí 2": "courtesy",
        "Tiêu chí 3": "fee",
    },
    cells={"5": "5", "4": "4", "3": "3", "2": "2", "1": "1", "K": "-"},
    read=[
        ("NaT", "Bộ phận một cửa", "554--"),
        ("NaT", "Bộ phận một cửa", "444--"),
        ("NaT", "Bưu điện", "324--"),
        ("NaT", "Bưu điện", "11---"),
    ],
)

# A scale of ten, a column that nobody asked about, tabs between the cells.
TENTHS = OfficeFile(
    separator="\t",
    rows=[
        ["Chi nhánh", "Ngày", "Q1. Biển hiệu", "Q2. Lịch sự", "Q3", "Đánh giá chung"],
        ["A", _SLASHED[0], "10", "8", "7", "9"],
        ["B", _SLASHED[1], "6", "8", "3", "8"],
        ["A", _SLASHED[2], "1", "3", "10", "3"],
        ["B", _SLASHED[3], "8", "8", "8", "8"],
    ],
    columns={
        "Chi nhánh": "service_point",
        "Q1. Biển hiệu": "signs",
        "Q2. Lịch sự": "courtesy",
    },
    cells={"10": "5", "8": "4", "7": "4", "6": "3", "3": "2", "1": "1"},
    read=[
        (_ISO[0], "A", "544--"),
        (_ISO[1], "B", "342--"),
        (_ISO[2], "A", "125--"),
        (_ISO[3], "B", "444--"),
    ],
)

OFFICES: Mapping[str, OfficeFile] = {
    "a summary under a title": SUMMARY,
    "a sheet a quarter": QUARTERS,
    "words of the office": WORDS,
    "a form of its own": FORM,
    "typed from paper": PAPER,
    "a scale of ten": TENTHS,
}
