"""What kind of file it is shows in its bytes, whatever its name says."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from analysis.caveats import CaveatCode
from analysis.reading import FaultyData, Reading, read_responses
from analysis.reading.faults import Fault, Message
from analysis.reading.opening import opened
from tests.analysis.forms import SMALL, plain, table, written

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def read(path: Path) -> Reading:
    return read_responses(path, SMALL)


def packed(reading: Reading) -> list[str]:
    return [bytes(row).decode() for row in reading.responses.answers]


def faults(path: Path) -> list[Fault]:
    with pytest.raises(FaultyData) as caught:
        read(path)
    return list(caught.value.faults)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (OLE + "Workbook".encode("utf-16-le"), Message.OLD_EXCEL),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Message.LOCKED),
        (b"\xef\xbb\xbf\r\n<HTML><table>", Message.MARKUP),
        (b'<?xml version="1.0"?><Workbook>', Message.MARKUP),
    ],
    ids=["old Excel", "a password", "HTML", "XML"],
)
@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a.xlsx"])
def test_files_that_are_not_read_are_named(
    tmp_path: Path, name: str, content: bytes, message: Message
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert [fault.message for fault in faults(path)] == [message]


@pytest.mark.parametrize(
    ("part", "content", "message"),
    [
        (
            "mimetype",
            "application/vnd.oasis.opendocument.spreadsheet",
            Message.OPEN_DOCUMENT,
        ),
        ("phiếu.csv", "signs,courtesy,fee\n5,4,3\n", Message.ZIPPED),
    ],
)
def test_archives_that_are_no_workbooks_are_named(
    tmp_path: Path, part: str, content: str, message: Message
) -> None:
    path = tmp_path / "a.ods"
    with ZipFile(path, "w") as archive:
        archive.writestr(part, content)
    assert [fault.message for fault in faults(path)] == [message]


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, plain("543--"))
    with pytest.raises(FaultyData) as caught, opened(path):
        path.write_bytes(path.read_bytes() + b"5,4,3,,\n")
    assert [fault.message for fault in caught.value.faults] == [Message.CHANGED]


QUOTED = [["signs", "courtesy", "fee", "note"], [*"543", 'said "so"; and, or | more']]


@pytest.mark.parametrize("rows", [plain("543--"), QUOTED], ids=["plain", "quoted"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line", ["sep={}\r\n", "SEP={}\n", '"sep={}"\n'])
def test_the_line_that_tells_excel_the_separator_is_obeyed(
    tmp_path: Path, rows: list[list[str]], separator: str, line: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(line.format(separator) + table(rows, separator), "utf-8-sig")
    assert packed(read(path)) == ["543--"]


@pytest.mark.parametrize("quote", ["", '"'])
def test_rows_are_counted_as_excel_shows_them(tmp_path: Path, quote: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"sep=;\nPHIẾU\nsigns;courtesy;fee\n5;4;3\n5;{quote}9{quote};3\n")
    (fault,) = faults(path)
    assert (fault.rows, fault.values["value"]) == ((4,), "9")


def test_a_bar_separates_columns(tmp_path: Path) -> None:
    assert packed(read(written(tmp_path, plain("543--"), "|"))) == ["543--"]


@pytest.mark.parametrize("quote", ["", '"'])
def test_headings_below_a_title_are_found_and_the_report_says_so(
    tmp_path: Path, quote: str
) -> None:
    path = tmp_path / "a.csv"
    title = f"{quote}KẾT QUẢ KHẢO SÁT{quote},,\nQuý I năm 2026\n"
    path.write_text(title + "signs,courtesy,fee\n5,4,3\n1,1,1\n")
    reading = read(path)
    assert packed(reading) == ["543--", "111--"]
    assert (reading.caveats[0].code, reading.caveats[0].values) == (
        CaveatCode.ROWS_ABOVE,
        {"row": 3},
    )


def test_two_rows_of_headings_are_refused_with_the_row(tmp_path: Path) -> None:
    rows = [["service_point", "Q1", "Q2", "Q4"], ["Quầy", "signs", "courtesy", "fee"]]
    (fault,) = faults(written(tmp_path, [*rows, ["Quầy 1", *"543"]]))
    assert (fault.message, fault.values) == (Message.HEADINGS_BELOW, {"row": "2"})


def test_one_cell_called_like_a_column_is_no_heading(tmp_path: Path) -> None:
    path = written(tmp_path, [["a", "b"], ["signs", "1"], ["x", "2"]])
    assert {fault.message for fault in faults(path)} == {Message.MISSING_COLUMN}
