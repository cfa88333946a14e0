"""What became of the rows of a file is told wherever its numbers are."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from analysis.__main__ import main
from analysis.account import Account, LeftOut, RowsLeftOut, row_ranges
from analysis.report.formats.json import write as report_json
from analysis.report.stored import report_of, stored
from templates.languages import translations
from tests.analysis.forms import PLAN, SMALL, written
from tests.analysis.small_report import report_of_rows

SAME = "2026-03-10 10:00:07"
ROWS = [
    ["id", "submitdate", "signs", "courtesy", "fee"],
    *([str(number), f"2026-03-10 10:00:{number}", *"555"] for number in range(10, 22)),
    ["22", "", "1", "", ""],
    ["", "", "", "", ""],
    ["23", SAME, "", "", ""],
    ["24", "", "1", "", ""],
]


def run(folder: Path, *options: str, rows: list[list[str]] | None = None) -> Result:
    asked = folder / "small.v1.yaml"
    asked.write_text(SMALL.text, encoding="utf-8")
    data = written(folder, rows or ROWS)
    arguments = ["report", str(data), "--questionnaire", str(asked), *options]
    return CliRunner().invoke(main, arguments)


def test_rows_that_follow_each_other_are_one_run() -> None:
    assert row_ranges([2, 3, 4, 9, 11, 12]) == "2-4, 9, 11-12"
    assert RowsLeftOut.of(LeftOut.SAME, []).rows == ()
    assert Account.of(3, {LeftOut.SAME: []}) == Account(3)


def test_a_dry_run_names_every_row_that_is_left_out(tmp_path: Path) -> None:
    lines = run(tmp_path, "--dry-run", "--language", "en").output.splitlines()
    assert lines[:4] == [
        "The file has no faults. Responses that would be read: 12",
        "Left out: 1 empty rows (rows 15)",
        "Left out: 1 rows without any answer (rows 16)",
        "Left out: 2 responses begun and not sent (rows 14, 17)",
    ]
    assert lines[4] == "12 + 1 + 1 + 2 = 16 rows below the headings."
    assert "Không tính: 2 phiếu làm dở, chưa gửi (hàng 14, 17)" in run(tmp_path, "--dry-run").output


def test_the_first_page_says_in_one_line_what_is_left_out(tmp_path: Path) -> None:
    assert run(tmp_path, "--out", str(tmp_path), "--format", "html").exit_code == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert (
        "Tệp có 15 hàng, tính 12 phiếu. Không tính: 1 hàng không có câu trả lời nào,"
        " 2 phiếu làm dở, chưa gửi."
    ) in page


def test_nothing_is_said_where_nothing_is_left_out(tmp_path: Path) -> None:
    result = run(tmp_path, "--out", str(tmp_path), "--format", "html", rows=[*ROWS[:13], []])
    assert result.exit_code == 0
    assert "Không tính" not in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_programs_find_the_account_in_the_provenance() -> None:
    report = report_of_rows(ROWS)
    assert json.loads(report_json(report, "vi"))["provenance"]["rows"] == {
        "responses": 12,
        "left_out": [
            {"reason": "empty", "count": 1, "rows": [[15, 15]]},
            {"reason": "unanswered", "count": 1, "rows": [[16, 16]]},
            {"reason": "not_sent", "count": 2, "rows": [[14, 14], [17, 17]]},
        ],
    }
    assert report_of(stored(report), SMALL, PLAN).source.account == report.source.account


DATED = [
    ["day", "signs", "courtesy", "fee"],
    *([f"2026-03-{day:02}", *"555"] for day in range(1, 24)),
    ["", *"444"],
    ["2026-03-24", *"555"],
    ["", "", "", ""],
]
MARCH = ("--from", "2026-03-03", "--to", "2026-03-20")


def test_days_outside_the_period_are_a_kind_of_their_own(tmp_path: Path) -> None:
    lines = run(tmp_path, "--dry-run", *MARCH, rows=DATED).output.splitlines()
    assert lines[:6] == [
        "Tệp không có lỗi. Số phiếu sẽ được đọc: 18",
        "Không tính: 1 hàng trống (hàng 27)",
        "Không tính: 6 phiếu có ngày ngoài kỳ báo cáo (hàng 2-3, 22-24, 26)",
        "Không tính: 1 phiếu không ghi ngày nên không thuộc kỳ nào (hàng 25)",
        "Cộng lại: 18 + 1 + 6 + 1 = 26 hàng dưới hàng tiêu đề.",
        "Các phiếu có ngày từ 01/03/2026 đến 24/03/2026",
    ]
    assert run(tmp_path, *MARCH, "--out", str(tmp_path), rows=DATED).exit_code == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert (
        "Tệp có 25 hàng, tính 18 phiếu. Không tính: 6 phiếu có ngày ngoài kỳ báo cáo,"
        " 1 phiếu không ghi ngày nên không thuộc kỳ nào."
    ) in page
    rows = json.loads((tmp_path / "report.json").read_text())["provenance"]["rows"]
    assert rows["responses"] == 18
    assert rows["left_out"][1:] == [
        {"reason": "outside_period", "count": 6, "rows": [[2, 3], [22, 24], [26, 26]]},
        {"reason": "undated", "count": 1, "rows": [[25, 25]]},
    ]


def test_a_trial_run_of_a_period_needs_days_as_the_report_does(tmp_path: Path) -> None:
    rows = [row[1:] for row in DATED]
    refused = run(tmp_path, "--dry-run", *MARCH, rows=rows)
    assert refused.exit_code == 1
    assert "tệp không có cột ngày" in refused.output


def test_the_command_asks_about_rows_that_may_be_the_same(tmp_path: Path) -> None:
    rows = [["Timestamp", *ROWS[0][2:]], *([SAME, *"555"] for _ in range(12))]
    refused = run(tmp_path, "--dry-run", "--language", "en", rows=rows)
    assert refused.exit_code == 1
    assert "(2 = 3, 2 = 4, 2 = 5). Say --same-rows drop" in refused.output
    kept = run(tmp_path, "--dry-run", "--same-rows", "keep", rows=rows)
    assert "vẫn được tính" in kept.output
    dropped = run(tmp_path, "--dry-run", "--same-rows", "drop", rows=rows)
    assert "Không tính: 11 hàng trùng với hàng ở trên" in dropped.output


def test_every_reason_has_a_vietnamese_sentence() -> None:
    gettext = translations("vi").gettext
    assert not [reason for reason in LeftOut if gettext(reason) == reason]
