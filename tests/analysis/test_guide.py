"""The guide from an office's file to its report: every command is run, and says what is printed."""

import csv
import io
import re
import shlex
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from analysis.__main__ import main
from questionnaires.published import load_questionnaire
from tests.analysis.programs.encodings import windows_1258

GUIDE = Path("docs/huong-dan/tu-tep-den-bao-cao.md").resolve()
HANDBOOK = Path("docs/huong-dan/bao-cao.md").resolve()
COUNTER = load_questionnaire("counter.v1")
MAPPING = "khop-cot.yaml"
_BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
_COMMAND = "python -m analysis "
_FIRST = datetime.fromisoformat("2026-03-02T09:00:11")
_LABELS = [str(choice.label) for choice in COUNTER.scale.choices]
_WORDINGS = [str(item.wording) for item in COUNTER.items]
_OWN = ["Kém", "Chưa tốt", "Tạm được", "Khá", "Tốt"]


def moments(count: int = 40) -> list[datetime]:
    return [_FIRST + timedelta(days=day, seconds=day) for day in range(count)]


def answers(number: int, words: Sequence[str]) -> list[str]:
    return [words[4 - (number * 7 + item) % 15 // 3] for item in range(len(_WORDINGS))]


def point(number: int) -> str:
    return f"Quầy {1 + number % 2}"


def write(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8-sig") -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))


def google() -> list[list[str]]:
    grid = [f"Ông/Bà hài lòng đến mức nào? [{wording}]" for wording in _WORDINGS]
    rows = [["Dấu thời gian", "Địa chỉ email", "Quầy", *grid]]
    for number, moment in enumerate(moments()):
        stamp = f"{moment:%Y/%m/%d} 9:{moment:%M:%S} SA GMT+7"
        rows.append([stamp, "a@vi.du", point(number), *answers(number, _LABELS)])
    return rows


def kobo() -> list[list[str]]:
    rows = [["start", "end", "today", "Quầy", *_WORDINGS, "_id", "_uuid", "_validation_status"]]
    for number, moment in enumerate(moments()):
        status = "Not Approved" if number == 2 else ""
        times = [f"{moment.isoformat()}.000+07:00"] * 2
        given = [*times, f"{moment:%Y-%m-%d}", point(number), *answers(number, _LABELS)]
        rows.append([*given, str(number), f"uuid-{number}", status])
    return [*rows, rows[5]]


def limesurvey() -> list[list[str]]:
    rows = [["id", "submitdate", "lastpage", "Quầy", *_WORDINGS]]
    for number, moment in enumerate(moments()):
        sent = "" if number == 1 else f"{moment:%Y-%m-%d %H:%M:%S}"
        rows.append([str(number + 1), sent, "3", point(number), *answers(number, _LABELS)])
    return rows


def summary(folder: Path) -> None:
    headings = ["Đơn vị", "Ngày", "Biển hiệu", "Hồ sơ", "Lệ phí", "Thời hạn", "Thái độ"]
    headings += ["Hướng dẫn", "Đúng hẹn", "Chính xác", "Phản ánh", "Ghi chú"]
    book = openpyxl.Workbook()
    book.remove(book.active)
    for month in (3, 4):
        sheet = book.create_sheet(f"Tháng {month}")
        sheet.append([f"BẢNG TỔNG HỢP PHIẾU THÁNG {month}/2026"])
        sheet.append([])
        sheet.append(headings)
        for number in range(20):
            day = date(2026, month, number + 1)
            sheet.append([point(number), day, *answers(number, _OWN)])
        if month == 4:
            sheet.cell(5, 3).value = "Tàm tạm"
    book.save(folder / "tong-hop.xlsx")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with the files that the guide speaks of, as the one that commands run in."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "google.csv", google())
    write(tmp_path / "kobo.csv", kobo())
    write(tmp_path / "limesurvey.csv", limesurvey())
    write(tmp_path / "mot-phan.csv", [row[:-2] for row in google()])
    write(tmp_path / "lap.csv", [*google(), *google()[4:6]])
    old = [[windows_1258(cell) for cell in row] for row in google()]
    write(tmp_path / "bang-ma-cu.csv", old, "cp1258")
    summary(tmp_path)
    return tmp_path


def blocks(page: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each block of code of a page: its language and its lines."""
    for language, text in _BLOCK.findall(page.read_text(encoding="utf-8")):
        yield language, text.splitlines()


def run(command: str) -> str:
    result = CliRunner().invoke(main, shlex.split(command.removeprefix(_COMMAND)))
    assert result.exit_code == ("Chưa đọc tệp" in result.output), result.output
    return result.output


def test_every_command_of_the_guide_prints_what_it_says(folder: Path) -> None:
    printed = ""
    for language, lines in blocks(GUIDE):
        if language == "text":
            assert [line for line in lines if line not in printed] == [], printed
        elif language == "yaml":
            proposed = (folder / MAPPING).read_text(encoding="utf-8")
            (folder / MAPPING).write_text("\n".join(lines), encoding="utf-8")
            assert asked_about(proposed) <= set(map(str.strip, lines))
        else:
            assert all(line.startswith(_COMMAND) for line in lines)
            printed = "".join(map(run, lines))
    assert (folder / "bao-cao" / "report.html").exists()
    assert (folder / "bao-cao-thang-3" / "report.html").exists()


def asked_about(proposed: str) -> set[str]:
    """Return the headings and cells of a proposed mapping, as they stand there."""
    lines = map(str.strip, proposed.splitlines())
    return {line for line in lines if line.startswith(("- heading:", "cell:"))}


def test_every_command_of_the_handbook_runs(folder: Path) -> None:
    # The handbook's case counts have none of the second service point in February.
    days = [("Quầy 1", "01"), ("Quầy 2", "01"), ("Quầy 1", "02")]
    rows = [["Ngày", "Quầy", *_WORDINGS]]
    for number in range(60):
        where, month = days[number % 3]
        rows.append([f"2026-{month}-{1 + number % 20:02}", where, *answers(number, _LABELS)])
    write(folder / "phieu.csv", rows)
    ran = []
    for _, lines in blocks(HANDBOOK):
        if lines[0].startswith("Quầy;"):
            (folder / "so-ho-so.csv").write_text("\n".join(lines), encoding="utf-8")
        ran += [run(line) for line in lines if line.startswith(_COMMAND)]
    assert len(ran) > 2
    assert not [output for output in ran if "Chưa đọc tệp" in output]
