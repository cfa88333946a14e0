"""`hailong report` and `hailong export` write files, or say why not."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from analysis.commands.report import command as report_of_file
from analysis.report.formats import FORMATS
from questionnaires.months import months_from
from survey.cli import hailong
from survey.domain.places import ServicePoint
from survey.services.follow_example_plan import MADE_UP, follow_example_plan
from survey.services.open_visit import open_visit
from survey.services.seal_day import seal_closed_days
from survey.services.submit_response import submit_response
from survey.services.survey import Survey
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock
from tests.survey.publishing import keep_empty_report, publish_all


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "new" / "folder"


@pytest.fixture
def answered(survey: Survey, code: str) -> Survey:
    opened = open_visit(survey, code, "vi")
    form = {item.id: ["5"] for item in opened.questionnaire.items}
    submit_response(survey, code, opened.visit, form, "")
    return survey


def run(survey: Survey, *arguments: str) -> Result:
    """Run a command on the data of a survey."""
    environment = {"HAILONG_DATA": str(survey.settings.data), "HAILONG_LANGUAGE": "vi"}
    return CliRunner(env=environment).invoke(hailong, list(arguments))


def read(folder: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((folder / "report.json").read_bytes())
    return value


def codes(value: dict[str, Any]) -> list[str]:
    return [caveat["code"] for caveat in value["caveats"]]


def test_without_a_published_report_it_says_what_can_be_done(answered: Survey, out: Path) -> None:
    result = run(answered, "report", "--out", str(out))
    assert result.exit_code == 1
    assert "Chưa có báo cáo nào được công bố. Dùng --from và --to" in result.stderr
    assert not out.exists()


@pytest.fixture
def published(survey: Survey) -> Survey:
    """Give an office that has published February, and nothing of March yet."""
    add_responses(survey, 1, [date(2026, 2, 3)] * 12)
    publish_all(survey)
    return survey


def test_a_published_report_is_written_in_each_format_whatever_came_since(
    published: Survey, out: Path
) -> None:
    for folder in ("one", "other"):
        result = run(published, "report", "--out", str(out / folder))
        assert result.exit_code == 0, result.output
        assert result.stdout.splitlines() == [
            f"Đã ghi: {out / folder / each.file}" for each in FORMATS.values()
        ]
        add_responses(published, 1, [date(2026, 2, 4), published.today()], lambda _: "1")
    for path in (out / "one").iterdir():
        assert path.read_bytes() == (out / "other" / path.name).read_bytes()
    assert read(out / "one")["respondents"] == 12
    assert "not_for_publication" not in codes(read(out / "one"))


def test_months_that_are_published_are_written_as_they_were(published: Survey, out: Path) -> None:
    months = ("--from", "02/2026", "--to", "2026-02")
    result = run(published, "report", *months, "--format", "json", "--out", str(out))
    assert result.exit_code == 0, result.output
    assert "không để công bố" not in result.stdout
    assert read(out)["period"]["begins"] == "2026-02-01"
    assert read(out)["respondents"] == 12


def test_other_months_are_made_for_whoever_has_the_database_and_marked(
    published: Survey, out: Path
) -> None:
    months = ("--from", "2026-02", "--to", "2026-03")
    result = run(published, "report", *months, "--format", "json,html", "--out", str(out))
    assert result.exit_code == 0, result.output
    assert "Báo cáo này chưa công bố và không để công bố" in result.stdout
    assert read(out)["respondents"] == 22
    assert codes(read(out))[0] == "not_for_publication"
    assert "period_not_fixed" not in codes(read(out))
    page = (out / "report.html").read_text("utf-8")
    assert page.count("Không để công bố: báo cáo này lập riêng") == 1


@pytest.mark.parametrize("months", [("2025-03", "2025-03"), ("2026-10", "2026-11")])
def test_months_in_which_nobody_answered_have_no_report(
    published: Survey, out: Path, months: tuple[str, str]
) -> None:
    first, last = months
    result = run(published, "report", "--from", first, "--to", last, "--out", str(out))
    assert result.exit_code == 1
    assert "không có ai trả lời nên không có gì để báo cáo. Chưa ghi tệp nào." in result.stderr
    assert "không để công bố" not in result.stdout
    assert not out.exists()


def test_an_altered_report_is_not_written(published: Survey, out: Path) -> None:
    with published.store.writing() as connection:
        connection.exec_driver_sql("UPDATE publication SET report = CAST('{}' AS BLOB)")
    result = run(published, "report", "--out", str(out))
    assert result.exit_code == 1
    assert re.search(r"từ \d\d/\d\d/2026 đến \d\d/\d\d/2026 không còn như khi lập", result.stderr)
    assert not out.exists()


def test_a_private_report_has_a_verdict_only_of_a_whole_plan_that_is_over(
    published: Survey, out: Path
) -> None:
    # The command looks at the clock of the machine, which will not show this year for long.
    add_responses(published, 1, [date(2099, 2, 3)] * 12)
    follow_example_plan(published, MADE_UP, months_from(date(2099, 1, 1), 12))
    months = ("--from", "2099-01", "--to", "2099-12")
    run(published, "report", *months, "--format", "json", "--out", str(out))
    assert read(out)["indices"][0]["verdict"] is None
    assert "plan_not_over" in codes(read(out))


def test_a_plan_and_a_period_in_which_nobody_answered_are_said(answered: Survey, out: Path) -> None:
    days = ("--from", "2022-01", "--to", "2022-12")
    result = run(answered, "report", "--plan", "136-2022", *days, "--out", str(out))
    assert result.exit_code == 1
    assert "Kỳ 01/2022 – 12/2022 không có ai trả lời" in result.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ("--format", "odt"),
            "Không có báo cáo dạng “odt”; hãy chọn trong: html, csv, data, json, xlsx, docx, pdf.",
        ),
        (
            ("--from", "2022-02", "--to", "2022-01"),
            "Ngày cuối của kỳ báo cáo đứng trước ngày đầu.",
        ),
        (("--from", "2022-02"), "Xin nêu cả tháng đầu và tháng cuối"),
        (("--plan", "none"), "none"),
        (("--silent-lower-by", "10"), "--silent-lower-by cần có số hồ sơ"),
    ],
)
def test_what_cannot_be_done_is_said(
    answered: Survey, out: Path, options: tuple[str, ...], sentence: str
) -> None:
    result = run(answered, "report", *options, "--out", str(out))
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert not out.exists()


def test_responses_are_weighted_to_case_counts(
    answered: Survey, points: tuple[ServicePoint, ServicePoint], tmp_path: Path, out: Path
) -> None:
    cases = tmp_path / "cases.csv"
    cases.write_text(f"Quầy,Tháng,Số hồ sơ\n{points[0].name},03/2026,40\n", "utf-8")
    options = ("--cases", str(cases), "--silent-lower-by", "10", "--out", str(out))
    result = run(answered, "report", *options)
    assert result.exit_code == 0, result.output
    found = json.loads((out / "report.json").read_bytes())
    assert (found["cases"], found["coverage"]) == (40, 1 / 40)
    index = found["indices"][0]
    # Of one respondent nothing else is told.
    assert (index["verdict"], index["estimate"], index["silent_lower"]) == (None, None, None)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("Quầy,Số hồ sơ\nQuầy X,40\n", "không khớp với phiếu trả lời"),
        ("Quầy,Số hồ sơ\nQuầy X,nhiều\n", "Hàng 2, cột “Số hồ sơ”"),
        (None, "none.csv"),
    ],
)
def test_case_counts_that_cannot_be_used_are_refused(
    answered: Survey, tmp_path: Path, out: Path, content: str | None, sentence: str
) -> None:
    cases = tmp_path / ("none.csv" if content is None else "cases.csv")
    if content is not None:
        cases.write_text(content, "utf-8")
    result = run(answered, "report", "--cases", str(cases), "--out", str(out))
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert not out.exists()


@pytest.mark.parametrize("command", ["report", "export"])
def test_a_place_that_cannot_be_written_to_is_said(
    answered: Survey, tmp_path: Path, command: str
) -> None:
    (tmp_path / "file").write_text("mine")
    options = ("--plan", "136-2022") if command == "report" else ()
    result = run(answered, command, *options, "--out", str(tmp_path / "file" / "out"))
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_an_export_is_read_back_by_the_report_of_a_file(
    answered: Survey, clock: Clock, out: Path
) -> None:
    clock.pass_days(1)
    seal_closed_days(answered)
    keep_empty_report(answered, months_from(date(2026, 3, 1), 1))
    result = run(answered, "export", "--out", str(out))
    assert result.exit_code == 0, result.output
    assert f"Đã ghi: {out / 'responses.csv'}" in result.stdout.splitlines()
    assert "Đây là dữ liệu về con người" in result.stdout
    assert "không phân biệt chủ sở hữu" not in result.stdout
    options = ["--questionnaire", out / "counter.v1.yaml", "--plan", out / "plan-136-2022.yaml"]
    arguments = [out / "responses.csv", *options, "--format", "json", "--out", out / "again"]
    again = CliRunner().invoke(report_of_file, [str(argument) for argument in arguments])
    assert again.exit_code == 0, again.output
    assert json.loads((out / "again" / "report.json").read_bytes())["respondents"] == 1


def test_an_export_is_not_written_over(answered: Survey, out: Path) -> None:
    run(answered, "export", "--out", str(out))
    result = run(answered, "export", "--out", str(out))
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
