"""The files of a report: what they hold, that they agree, and that they stay as they are."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import html5lib
import pytest

from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.thresholds import LEAST
from analysis.estimates import Interval
from analysis.report.findings.changes import Change, Movement
from analysis.report.findings.compared import Reference
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.findings.levels import ItemLevels
from analysis.report.formats import FORMATS, UnknownFormat, formats_of, write_report
from analysis.report.formats.csv import write as report_csv
from analysis.report.formats.data import COLUMNS
from analysis.report.formats.data import write as report_data
from analysis.report.formats.html import style_hash
from analysis.report.formats.html import write as report_html
from analysis.report.formats.json import write as report_json
from analysis.report.model import Entry, Period, Report, Source
from analysis.texts import unguarded
from tests.analysis.small_report import SNAPPED, small_file, small_report, snapshot_of
from tests.analysis.test_report_build import report_of

KEYS = {
    *("schema", "questionnaire", "plan", "period", "respondents", "answers", "cases", "indices"),
    *("factors", "items", "service_points", "months", "provenance"),
}
ENTRY_KEYS = {
    *("id", "title", "formula", "estimate", "standard_error", "interval", "respondents"),
    *("answers", "n_effective", "design_effect", "caveats"),
}
FURTHER = {"comparison", "monitoring", "trend", "fact", "priority", "level", "change"}
TARGET_KEYS = {
    *("target", "verdict", "deciding_bound", "p_value"),
    *("more_needed", "is_too_near", "why_none_needed"),
}


@pytest.fixture(scope="module")
def report() -> Report:
    return small_report()


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return report_html(report, "vi").decode()


def json_of(report: Report) -> dict[str, object]:
    value = json.loads(report_json(report, "vi"))
    assert isinstance(value, dict)
    return value


def read_csv(report: Report, language: str) -> list[dict[str, str]]:
    text = report_csv(report, language).decode("utf-8-sig")
    separator = {"vi": ";", "en": ","}[language]
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


@pytest.fixture(scope="module")
def again() -> Report:
    return small_report()


@pytest.mark.parametrize("name", SNAPPED)
def test_a_report_stays_as_it_is(report: Report, name: str) -> None:
    assert small_file(report, name).decode() == snapshot_of(name).read_bytes().decode()


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_answers_give_the_same_bytes(report: Report, again: Report, name: str) -> None:
    assert FORMATS[name].write(report, "vi") == FORMATS[name].write(again, "vi")


def test_the_json_has_the_promised_keys(report: Report) -> None:
    value = json_of(report)
    assert set(value) >= KEYS
    assert value["schema"] == "hailong-report/2"
    for kind in ("indices", "factors", "items"):
        for entry in value[kind]:
            assert set(entry) >= ENTRY_KEYS
    service, people = value["indices"]
    assert set(service) >= TARGET_KEYS
    assert not TARGET_KEYS & set(people)
    assert set(service["interval"]) == {"confidence_level", "low", "high", "method"}


def test_the_numbers_in_json_are_unrounded(report: Report) -> None:
    value = json_of(report)
    entry = report.indices[0]
    assert entry.estimate is not None
    assert entry.decision is not None
    assert value["indices"][0]["estimate"] == entry.estimate.estimate
    assert value["indices"][0]["deciding_bound"] == entry.decision.deciding_bound
    assert value["respondents"] == report.responses


def test_what_may_not_be_shown_is_null_with_a_caveat(report: Report) -> None:
    few = json_of(report)["service_points"][-1]
    assert (few["id"], few["respondents"]) == ("Quầy lưu động", 4)
    for entry in few["indices"]:
        shown = {key for key in ENTRY_KEYS | TARGET_KEYS if entry.get(key) is not None}
        assert shown <= {"id", "title", "formula", "caveats", "target", "why_none_needed"}
        assert entry.get("why_none_needed", "no_interval") == "no_interval"
        assert [caveat["code"] for caveat in entry["caveats"]] == ["few_responses"]


def test_without_a_plan_there_is_one_index_and_no_plan() -> None:
    value = json_of(report_of("54---", "3----"))
    assert value["plan"] is None
    assert [entry["id"] for entry in value["indices"]] == ["all"]
    assert value["period"] == {"begins": None, "ends": None, "first_day": None, "last_day": None}


def test_a_report_without_any_response_is_written_in_every_format() -> None:
    for each in FORMATS.values():
        assert b"NaN" not in each.write(report_of(), "en")


def test_the_data_have_a_row_for_each_estimate(report: Report) -> None:
    text = report_data(report, "vi").decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    groups = [group for groups in report.lists.values() for group in groups]
    expected = [*report.indices, *report.factors, *report.items]
    figures = [figure for index in report.findings_of(IndexFormulas) for figure in index.figures]
    further = [row for row in rows if row["level"] in FURTHER]
    shown = len(expected) + len(groups) * len(report.indices) + len(figures)
    assert len(rows) == shown + len(further)
    assert [row["formula"] for row in rows if row["level"] == "formula"] == [
        figure.formula for figure in figures
    ]
    assert tuple(rows[0]) == COLUMNS
    assert {row["made_up"] for row in rows} == {"1"}
    for row, entry in zip(rows, expected, strict=False):
        assert entry.estimate is not None
        assert (row["id"], row["estimate"]) == (entry.id, str(entry.estimate.estimate))
    hidden = [row for row in rows if row["part_name"] == "Quầy lưu động"]
    known = [(row["level"], row["respondents"], row["estimate"]) for row in hidden]
    assert known == [("index", "4", "")] * 2 + [("comparison", "", "")] * 2


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_data_are_the_same_table_in_every_language(report: Report, language: str) -> None:
    content = report_data(report, language)
    assert content.startswith(b"level,part,")
    assert content.count(b"\r\n") == content.count(b"\n")


@pytest.mark.parametrize(
    ("language", "separator", "cells"),
    [
        ("vi", ";", ("88,5", "Đạt", "01/01/2026")),
        ("en", ",", ("88.5", "Met", "1 January 2026")),
    ],
)
def test_the_csv_is_as_spreadsheets_of_its_language_read_it(
    report: Report, language: str, separator: str, cells: tuple[str, ...]
) -> None:
    content = report_csv(report, language)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n")
    headings, first, *_ = csv.reader(
        io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator
    )
    assert len(headings) == len(first) == 23
    assert (first[4], first[11], first[19]) == cells


def test_the_csv_has_the_estimates_that_the_page_has(report: Report) -> None:
    rows = [row for row in read_csv(report, "vi") if row["Loại"] != "mức"]
    groups = [group for groups in report.lists.values() for group in groups]
    expected = [*report.indices, *report.factors, *report.items]
    expected += [entry for group in groups for entry in group.indices]
    assert [row["Nội dung"] for row in rows] == [entry.title.texts["vi"] for entry in expected]
    assert {row["Giả định"] for row in rows} == {"giả định"}
    hidden = [row for row in rows if row["Tên"] == "Quầy lưu động"]
    assert [(row["Phạm vi"], row["Số người"], row["Hài lòng (%)"]) for row in hidden] == [
        ("Quầy", "4", ""),
        ("Quầy", "4", ""),
    ]
    assert hidden[0]["Ghi chú"].startswith("Dưới 10 người")


def test_the_csv_has_the_levels_that_the_page_has(report: Report) -> None:
    rows = [row for row in read_csv(report, "vi") if row["Loại"] == "mức"]
    told = [item for item in report.findings_of(ItemLevels) if item.levels]
    assert told
    columns = ("Nội dung", "Tên", "Số người", "Số người chọn mức này")
    assert [tuple(row[column] for column in columns) for row in rows] == [
        (
            item.title.texts["vi"],
            level.label.texts["vi"],
            str(item.answered),
            "" if level.count is None else str(level.count),
        )
        for item in told
        for level in item.levels
    ]
    shares = [row["Tỷ lệ chọn mức này (%)"] for row in rows if row["Số người chọn mức này"]]
    assert shares
    assert all(re.fullmatch(r"\d+,\d", share) for share in shares)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_csv_has_what_moved_as_numbers(report: Report, language: str) -> None:
    month = Period(date(2026, 4, 1), date(2026, 4, 30))
    title = report.indices[0].title
    lower = Change(
        "service",
        title,
        Reference.BEFORE,
        month,
        "",
        earlier=0.915,
        difference=-0.03,
        interval=Interval(-0.05, 0.002, 0.95, ""),
        movement=Movement.UNDECIDED,
    )
    unknown = replace(lower, name="=x", reference=Reference.GIVEN, difference=None, interval=None)
    changed = replace(report, findings=(lower, unknown))
    told, other = read_csv(changed, language)[-2:]
    cells = [*told.values()]
    numbers = [cells[4], *cells[15:18]]
    written = ["91.5", "-3.0", "-5.0", "0.2"]
    assert numbers == (
        written if language == "en" else [each.replace(".", ",") for each in written]
    )
    assert "04/2026" in cells[0]
    assert [*other.values()][15:18] == [""] * 3


def test_no_cell_of_a_table_is_a_formula(report: Report) -> None:
    group = replace(report.service_points[0], id="=cmd|' /C calc'!A0")
    changed = replace(report, service_points=(group,))
    text = report_data(changed, "vi").decode()
    names = {row["part_name"] for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert "'=cmd|' /C calc'!A0" in names
    assert "'=cmd|' /C calc'!A0" in {row["Tên"] for row in read_csv(changed, "vi")}
    assert unguarded("'=cmd|' /C calc'!A0") == "=cmd|' /C calc'!A0"


def test_the_page_is_valid_and_stands_alone(page: str) -> None:
    html5lib.HTMLParser(strict=True).parse(page)
    sources = re.findall(r'(?:src|href)="([^"]{0,30})', page)
    assert sources
    assert all(source.startswith("data:image/svg+xml,") for source in sources)
    assert "<script" not in page
    assert "style=" not in page
    assert "url(" not in page
    assert re.findall(r"<img (?![^>]*alt=)", page) == []


def test_a_policy_can_name_the_pages_stylesheet(page: str) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert style_hash() == f"'sha256-{digest}'"


def test_the_pictures_run_and_load_nothing(page: str) -> None:
    pictures = re.findall(r"svg\+xml,([^\"]+)\"", page)
    assert pictures
    for svg in map(unquote, pictures):
        assert "<script" not in svg
        # The names of the format look like addresses and are none.
        assert set(re.findall(r"http://[^/']+", svg)) <= {"http://www.w3.org"}


def test_made_up_data_is_said_first_and_only_then(page: str, report: Report) -> None:
    said = "SỐ LIỆU GIẢ ĐỊNH"
    assert page.index(said) < page.index("<h1>")
    assert said not in report_html(replace(report, is_made_up=False), "vi").decode()


def test_the_doubt_of_self_selection_stands_before_the_first_figure(page: str) -> None:
    assert page.index("tự chọn có trả lời hay không") < page.index('class="headline')


def test_the_verdict_is_a_sign_and_a_word(page: str) -> None:
    assert re.search(r'<p class="said">[✓✕?–] (Đạt|Chưa đạt|Chưa đủ căn cứ)</p>', page)


def test_the_page_speaks_english_and_marks_what_is_vietnamese(report: Report) -> None:
    page = report_html(report, "en").decode()
    assert '<html lang="en">' in page
    assert "MADE-UP DATA" in page
    assert re.search(r"\d\.\d%", page)
    assert 'lang="vi"' in page


def test_what_people_wrote_is_text_on_the_page(report: Report) -> None:
    evil = "<img src=x onerror=alert(1)>"
    group = replace(report.service_points[0], id=evil)
    changed = replace(report, service_points=(group,), source=Source(evil))
    page = report_html(changed, "vi").decode()
    assert evil not in page
    assert "&lt;img src=x" in page


def test_notes_tell_the_line_below_which_nothing_is_shown(page: str) -> None:
    assert f"Dưới {LEAST} người trả lời thì không nêu kết quả" in page


def test_a_doubt_of_the_whole_report_stands_among_the_notes(report: Report) -> None:
    caveat = Caveat(CaveatCode.NO_DATE, {"responses": 1234})
    page = report_html(replace(report, caveats=(caveat,)), "vi").decode()
    assert "<li>Có 1.234 phiếu không ghi ngày" in page


def test_an_entry_without_a_figure_has_no_picture(report: Report) -> None:
    hidden = Entry("service", report.indices[0].title, "pooled_share", None, target=0.8)
    page = report_html(replace(report, indices=(hidden,), service_points=(), months=()), "vi")
    assert b"<img" not in page.split(b"</section>")[0]


def test_files_are_written_where_they_are_wanted(report: Report, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    paths = write_report(report, folder, ("json", "data"), "vi")
    assert paths == (folder / "report.json", folder / "report-data.csv")
    assert sorted(folder.iterdir()) == sorted(paths)
    assert paths[0].read_bytes() == report_json(report, "vi")


@pytest.mark.skipif(os.name == "nt", reason="a limit stands in for a full disk")
def test_a_disk_that_fills_up_between_files_leaves_the_older_ones(tmp_path: Path) -> None:
    for name in ("report.csv", "report.html"):
        (tmp_path / name).write_bytes(b"older")
    program = (
        "import resource, signal, sys, pathlib; "
        "from analysis.report.formats import write_report; "
        "from tests.analysis.small_report import small_report; report = small_report(); "
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)); "
        "write_report(report, pathlib.Path(sys.argv[1]), ('csv', 'html'), 'vi')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert "OSError" in done.stderr
    assert {each.read_bytes() for each in tmp_path.iterdir()} == {b"older"}
    assert sorted(each.name for each in tmp_path.iterdir()) == ["report.csv", "report.html"]


def test_formats_are_a_list_of_names() -> None:
    assert formats_of("html") == ("html",)
    assert formats_of(" JSON ,csv,json") == ("json", "csv")
    with pytest.raises(UnknownFormat, match="docm") as caught:
        formats_of("html,docm")
    assert caught.value.name == "docm"
