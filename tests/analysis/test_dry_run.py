"""A trial run tells all and writes nothing."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.__main__ import main
from tests.analysis.forms import QUESTIONS, SMALL, office_rows, plain, written


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    path = tmp_path / "small.v1.yaml"
    path.write_text(SMALL.text)
    return path


def run(data: Path, asked: Path, *more: str) -> tuple[int, str]:
    words = ["report", str(data), "--questionnaire", str(asked), *more]
    result = CliRunner().invoke(main, words)
    return result.exit_code, result.output


def test_a_trial_run_tells_what_would_be_read_and_writes_nothing(
    tmp_path: Path, asked: Path
) -> None:
    rows = [[*row, "x"] for row in office_rows(20)]
    rows[0][-1] = "Ghi chú"
    data = written(tmp_path, rows)
    before = sorted(tmp_path.iterdir())
    code, output = run(data, asked, "--dry-run", "--language", "en", "--out", str(tmp_path / "o"))
    assert code == 0
    lines = output.splitlines()
    assert lines[0] == "The file has no faults. Responses that would be read: 24"
    assert lines[1].startswith("Days: ")
    assert "Column “fee” → question “The fee is right.” (fee)" in lines
    assert "Column “service_point” → service point" in lines
    assert "Columns of the file that were not read: Ghi chú." in lines
    assert lines[-1] == "Nothing was written."
    assert sorted(tmp_path.iterdir()) == before


def test_a_trial_run_needs_no_folder_and_speaks_vietnamese(tmp_path: Path, asked: Path) -> None:
    code, output = run(written(tmp_path, plain("54321")), asked, "--dry-run")
    assert code == 0
    assert output.splitlines()[0] == "Tệp không có lỗi. Số phiếu sẽ được đọc: 1"
    assert "Ngày:" not in output
    assert output.splitlines()[-1] == "Chưa ghi gì ra đĩa."


def test_a_trial_run_lists_every_fault_with_every_row(tmp_path: Path, asked: Path) -> None:
    rows = [QUESTIONS, *([f"{i}!", "x", "5", "", ""] for i in range(250))]
    code, output = run(written(tmp_path, rows), asked, "--dry-run", "--language", "en")
    assert code == 1
    lines = output.splitlines()
    assert len(lines) == 1 + 1 + 251
    assert lines[1].startswith("“0!” is not an answer to this question.")
    assert lines[2:252] == [f"– Row {i + 2}, column “signs”: “{i}!”" for i in range(250)]
    assert lines[-1] == "– Row 2-251, column “courtesy”: “x”"


def test_a_report_still_needs_a_folder(tmp_path: Path, asked: Path) -> None:
    code, output = run(written(tmp_path, plain("54321")), asked)
    assert code == 2
    assert "--out" in output
