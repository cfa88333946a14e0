"""``python -m analysis report``: files from a file, or a sentence and nothing."""

import json
import re
from collections.abc import Callable
from errno import ENOSPC
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from analysis.__main__ import main
from analysis.commands.report import EXIT_REFUSED, refusals
from analysis.report.formats import FORMATS
from templates.languages import translations
from templates.typesetting import TypesettingError
from tests.analysis.forms import PLAN, SMALL, office_rows, plain, written
from tests.analysis.read_document import as_text
from tests.architecture.sources import ROOT


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "small.v1.yaml").write_text(SMALL.text, "utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN.text, "utf-8")
    return {
        "data": written(tmp_path, office_rows()),
        "questionnaire": tmp_path / "small.v1.yaml",
        "plan": tmp_path / "plan.yaml",
        "out": tmp_path / "out",
    }


def run(files: dict[str, Path], *options: str, plan: bool = True) -> Result:
    arguments = ["report", files["data"], "--questionnaire", files["questionnaire"]]
    arguments += ["--plan", files["plan"]] if plan else []
    arguments += ["--out", files["out"]]
    return CliRunner().invoke(main, [*map(str, arguments), *options])


def refusal(result: Result, files: dict[str, Path]) -> str:
    assert result.exit_code == EXIT_REFUSED
    assert not files["out"].exists()
    assert result.stdout == ""
    return result.stderr


def test_each_format_is_written_the_same_each_time(files: dict[str, Path]) -> None:
    result = run(files, "--format", "html,csv,json")
    assert result.exit_code == 0, result.output
    assert result.stdout == "".join(
        f"Đã ghi: {files['out'] / name}\n" for name in ("report.html", "report.csv", "report.json")
    )
    value = json.loads((files["out"] / "report.json").read_bytes())
    assert value["provenance"]["source"] == "phiếu.csv"
    assert re.fullmatch("[0-9a-f]{64}", value["provenance"]["sha256"])
    assert value["plan"]["sha256"] == PLAN.sha256
    first = {path.name: path.read_bytes() for path in files["out"].iterdir()}
    run(files, "--format", "html,csv,json")
    assert {path.name: path.read_bytes() for path in files["out"].iterdir()} == first


def test_without_a_plan_there_is_one_index(files: dict[str, Path]) -> None:
    assert run(files, "--format", "json", "--language", "en", plan=False).exit_code == 0
    value = json.loads((files["out"] / "report.json").read_bytes())
    assert [(entry["id"], entry["title"]) for entry in value["indices"]] == [
        ("all", "Satisfaction overall")
    ]


def test_a_period_can_be_chosen(files: dict[str, Path]) -> None:
    options = ["--from", "2026-02-01", "--to", "2026-03-31", "--format", "json"]
    assert run(files, *options).exit_code == 0
    value = json.loads((files["out"] / "report.json").read_bytes())
    assert [month["id"] for month in value["months"]] == ["2026-02", "2026-03"]
    assert value["period"]["begins"] == "2026-02-01"


def test_a_period_of_a_file_without_dates_is_refused(files: dict[str, Path]) -> None:
    files["data"] = written(files["data"].parent, plain("54---"))
    said = refusal(run(files, "--from", "2026-02-01"), files)
    assert "tệp không có cột ngày" in said


def test_a_period_that_ends_first_is_refused(files: dict[str, Path]) -> None:
    said = refusal(run(files, "--from", "2026-02-02", "--to", "2026-02-01"), files)
    assert said == "Ngày cuối của kỳ báo cáo đứng trước ngày đầu.\n"


def test_an_unknown_format_is_refused(files: dict[str, Path]) -> None:
    said = refusal(run(files, "--format", "html,odt"), files)
    assert said == f"Không có báo cáo dạng “odt”; hãy chọn trong: {', '.join(FORMATS)}.\n"


def test_a_document_that_cannot_be_set_is_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit), refusals(translations("vi").gettext, in_full=False):
        raise TypesettingError("documents/report.typ: unknown font family: liberation serif")
    said = capsys.readouterr().err
    assert "Không dàn trang được văn bản: documents/report.typ: unknown font family" in said
    assert said.endswith("hãy cài đặt lại phần mềm.\n")


def test_a_full_disk_is_told_with_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit), refusals(translations("vi").gettext, in_full=False):
        raise OSError(ENOSPC, "No space left on device", "report/report.pdf")
    said = capsys.readouterr().err
    assert said.startswith("Chưa ghi được gì: ổ đĩa đã đầy khi ghi report/report.pdf.")


def test_faulty_answers_are_refused_in_the_language_asked_for(files: dict[str, Path]) -> None:
    files["data"] = written(files["data"].parent, plain("59---"))
    assert "Hàng 2, cột “courtesy”: “9” không phải" in refusal(run(files), files)
    assert "Row 2, column “courtesy”: “9” is not" in refusal(run(files, "--language", "en"), files)


def test_a_faulty_questionnaire_is_refused(files: dict[str, Path]) -> None:
    files["questionnaire"].write_text("id: [", "utf-8")
    assert "small.v1.yaml" in refusal(run(files), files)


def test_a_missing_file_is_named(files: dict[str, Path]) -> None:
    files["data"] = files["data"].with_name("none.csv")
    assert refusal(run(files), files) == f"Không có tệp {files['data']}.\n"


def test_a_folder_instead_of_a_file_is_refused(files: dict[str, Path]) -> None:
    files["data"] = files["data"].parent
    assert refusal(run(files), files).startswith(f"Không đọc hoặc ghi được {files['data']}: ")


def test_the_letterhead_of_a_file_stands_on_the_document(files: dict[str, Path]) -> None:
    office = ROOT / "docs" / "examples" / "office.yaml"
    result = run(files, "--format", "docx", "--office", str(office))
    assert result.exit_code == 0, result.output
    words = as_text((files["out"] / "report.docx").read_bytes()).decode()
    assert "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI" in words.replace("\xa0", " ")
    assert "Sở Lao động - Thương binh và Xã hội · " in words
    assert "Số: 05/BC-SLĐTBXH" in words
    assert "Kính gửi: Ủy ban nhân dân tỉnh Điện Biên." in words
    assert "Điện Biên, ngày 05 tháng 01 năm 2023" in words


@pytest.mark.parametrize(("day", "is_early"), [("1999-12-31", True), ("2099-12-31", False)])
def test_a_day_before_the_last_one_of_the_report_is_cautioned_of(
    files: dict[str, Path], tmp_path: Path, day: str, is_early: bool
) -> None:
    office = tmp_path / "office.yaml"
    office.write_text(f"day: {day}\n", "utf-8")
    result = run(files, "--format", "csv", "--office", str(office))
    assert result.exit_code == 0
    assert ("ngày ký 31/12/1999, trước ngày cuối" in result.stderr) is is_early


def test_faults_of_a_letterhead_are_told_with_their_lines_and_nothing_is_written(
    files: dict[str, Path], tmp_path: Path
) -> None:
    office = tmp_path / "office.yaml"
    office.write_text("place: 7\nplase: Hà Nội\n", "utf-8")
    told = refusal(run(files, "--office", str(office), "--language", "en"), files)
    assert "line 1, place: this must be text" in told
    assert "line 2, plase: “plase” is not known here" in told


def test_a_letterhead_that_is_not_there_is_said_to_be_missing(
    files: dict[str, Path], tmp_path: Path
) -> None:
    told = refusal(run(files, "--office", str(tmp_path / "none.yaml"), "--language", "en"), files)
    assert "There is no file" in told


def made_before(files: dict[str, Path], tmp_path: Path, *options: str) -> Path:
    """Return the report.json of a part of the file, made before."""
    out = files["out"]
    assert run(files, "--format", "json", *options).exit_code == 0
    kept = tmp_path / "before.json"
    out.joinpath("report.json").rename(kept)
    out.rmdir()
    return kept


def test_a_report_is_held_against_another_ones_file(files: dict[str, Path], tmp_path: Path) -> None:
    before = made_before(files, tmp_path, "--from", "2026-01-01", "--to", "2026-01-31")
    days = ["--from", "2026-02-01", "--to", "2026-03-31"]
    assert run(files, "--format", "json", *days, "--compare", str(before)).exit_code == 0
    value = json.loads((files["out"] / "report.json").read_bytes())
    kept = json.loads(before.read_bytes())["indices"]
    given = [each for each in value["changes"] if each["reference"] == "GIVEN"]
    assert [each["id"] for each in given] == ["service", "people"]
    for change, then, now in zip(given, kept, value["indices"], strict=True):
        assert change["compared_with"]["begins"] == "2026-01-01"
        assert change["compared_with"]["estimate"] == then["estimate"]
        difference = now["estimate"] - then["estimate"]
        assert change["difference"] == pytest.approx(difference, abs=1e-9)
        assert change["interval"]["low"] < change["difference"] < change["interval"]["high"]


def test_a_report_of_the_same_days_is_not_compared(files: dict[str, Path], tmp_path: Path) -> None:
    before = made_before(files, tmp_path)
    refused = refusal(run(files, "--compare", str(before)), files)
    assert "cùng những ngày với báo cáo này" in refused
    assert refusal(run(files, "--compare", str(tmp_path / "no.json")), files).startswith("Không có")


@pytest.mark.parametrize(
    "change",
    [
        lambda _: [],
        lambda value: {**value, "schema": "hailong-report/1"},
        lambda value: {k: v for k, v in value.items() if k != "indices"},
        lambda value: {**value, "period": {**value["period"], "begins": "hôm qua"}},
        lambda value: {**value, "indices": [{**value["indices"][0], "estimate": 1.5}]},
        lambda value: {**value, "indices": [{**value["indices"][0], "estimate": 0.0}]},
        lambda value: {
            **value,
            "indices": [{k: v for k, v in value["indices"][0].items() if "definition" not in k}],
        },
    ],
)
def test_what_is_no_report_of_this_program_is_not_compared(
    files: dict[str, Path], tmp_path: Path, change: Callable[[Any], object]
) -> None:
    before = made_before(files, tmp_path, "--from", "2026-01-01", "--to", "2026-01-31")
    before.write_text(json.dumps(change(json.loads(before.read_bytes()))), "utf-8")
    said = refusal(run(files, "--from", "2026-02-01", "--compare", str(before)), files)
    assert "không phải là tệp report.json" in said


def test_of_a_report_without_figures_or_days_nothing_is_said(tmp_path: Path) -> None:
    files = {"out": tmp_path / "out", "plan": tmp_path / "plan.yaml"}
    files["questionnaire"] = tmp_path / "small.v1.yaml"
    files["questionnaire"].write_text(SMALL.text, "utf-8")
    files["plan"].write_text(PLAN.text, "utf-8")
    rows = [["signs", "courtesy", "fee"], *[list("544")] * 12, *[list("222")] * 8]
    files["data"] = written(tmp_path, rows[:6])
    before = made_before(files, tmp_path, "--same-rows", "keep")
    files["data"] = written(tmp_path, rows)
    options = ["--same-rows", "keep", "--format", "json", "--compare", str(before)]
    result = run(files, *options)
    assert result.exit_code == 0, result.output
    value = json.loads((files["out"] / "report.json").read_bytes())
    assert {each["difference"] for each in value["changes"]} == {None}
