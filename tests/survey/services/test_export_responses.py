"""The export: everything in it, nothing beside it, and the same report from it."""

import csv
import json
import os
import stat
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest

from analysis.commands.report import report_of_file
from analysis.report.formats.json import write as report_json
from analysis.report.model import Period, Report
from questionnaires.months import months_from
from questionnaires.published import load_questionnaire
from questionnaires.reader import read_plan, read_questionnaire
from questionnaires.scoring import unpack
from survey.domain.errors import FolderInUse, NoRights, StoreFull, TargetExists
from survey.domain.modes import Mode
from survey.domain.places import ServicePoint
from survey.domain.responses import KeptResponse
from survey.domain.tablets import KEY
from survey.services.export_responses import README, export_responses
from survey.services.manage_places import overview_of, rename_service_point
from survey.services.open_visit import open_visit
from survey.services.print_posters import new_poster
from survey.services.private_folder import is_private
from survey.services.produce_report import produce_report
from survey.services.publish_text import use
from survey.services.seal_day import seal_closed_days
from survey.services.set_up_office import set_up_office
from survey.services.submit_response import submit_response
from survey.services.survey import Survey
from survey.store.responses import read_responses
from tests.survey.conftest import ADDRESS, CONTACT, OFFICE, Clock
from tests.survey.publishing import keep_empty_report
from tests.survey.tablets import enrolled

COMMENT = "=1+1 Cán bộ vui vẻ"
SPRING = months_from(date(2026, 3, 1), 2)


def answer(
    survey: Survey, code: str, random: Random, comment: str = "", tablet_key: str = ""
) -> None:
    opened = open_visit(survey, code, "vi")
    form = {
        question.id: [random.choice(question.choices).value]
        for question in opened.questionnaire
        if random.random() < 0.9
    }
    if form:
        submit_response(survey, code, opened.visit, form | {KEY: [tablet_key]}, comment)


@pytest.fixture
def busy(survey: Survey, clock: Clock) -> Survey:
    """Give the office two months of answers at two counters, the second one's name risky.

    Both are taken as published.
    """
    random = Random(5)
    rename_service_point(survey, 2, "=Quầy 2", "Việc làm, BHTN", "Tầng 2")
    codes = [overview_of(survey, point).active_posters[0].code for point in (1, 2)]
    for _ in range(40):
        for code in codes:
            answer(survey, code, random, COMMENT)
        clock.pass_days(1)
    seal_closed_days(survey)
    keep_empty_report(survey, SPRING)
    return survey


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def numbers(report: Report) -> dict[str, object]:
    value = json.loads(report_json(report, "vi"))
    assert isinstance(value, dict)
    for of_the_file in ("source", "sha256", "rows", "fingerprint"):
        del value["provenance"][of_the_file]
    return value


def read_back(folder: Path, name: str = "counter.v1") -> Report:
    asked = read_questionnaire((folder / f"{name}.yaml").read_bytes(), name)
    plan = read_plan((folder / "plan-136-2022.yaml").read_bytes(), "plan", asked)
    return report_of_file(folder / "responses.csv", asked, plan, Period())


def test_the_report_from_the_export_has_the_same_numbers(busy: Survey, tmp_path: Path) -> None:
    export_responses(busy, tmp_path / "out")
    assert numbers(read_back(tmp_path / "out")) == numbers(produce_report(busy))


def test_the_report_from_a_demonstrations_export_is_made_up_too(
    busy: Survey, tmp_path: Path
) -> None:
    set_up_office(busy, OFFICE, ADDRESS, CONTACT, is_demo=True)
    export_responses(busy, tmp_path / "out")
    report = read_back(tmp_path / "out")
    assert report.is_made_up
    assert numbers(report) == numbers(produce_report(busy))


def test_questionnaires_share_the_table_and_each_has_its_own_report(
    busy: Survey, code: str, clock: Clock, tmp_path: Path
) -> None:
    use(busy, questionnaire="service-19.v1")
    random = Random(6)
    for _ in range(12):
        answer(busy, code, random)
    clock.pass_days(1)
    seal_closed_days(busy)
    export_responses(busy, tmp_path / "out")
    assert (tmp_path / "out" / "counter.v1.yaml").exists()
    assert read_back(tmp_path / "out", "service-19.v1").responses == 12
    # The office's own report is of what most people answered. Caveats name the other columns, or
    # those who answered the other questionnaire.
    own, read = numbers(produce_report(busy)), numbers(read_back(tmp_path / "out", "counter.v1"))
    assert own.pop("caveats") != read.pop("caveats")
    assert own == read


def test_the_order_of_the_rows_follows_from_what_they_say_and_keys_are_left_out(
    busy: Survey, points: tuple[ServicePoint, ServicePoint], tmp_path: Path
) -> None:
    export_responses(busy, tmp_path / "out")
    with busy.store.reading() as connection:
        stored = list(read_responses(connection))
    rows = table(tmp_path / "out" / "responses.csv")
    said = [(row["month"], row["service_point"], row["fee"]) for row in rows]
    assert said == [
        (f"{one.month:%Y-%m}", ("", points[0].name, "'=Quầy 2")[one.service_point], fee_of(one))
        for one in sorted(stored, key=lambda one: (one.month, one.service_point, one.answers))
    ]
    content = b"".join(path.read_bytes() for path in (tmp_path / "out").iterdir())
    for response in stored:
        assert response.key not in content
        assert response.key.hex().encode() not in content


def fee_of(response: KeptResponse) -> str:
    return unpack(load_questionnaire(response.questionnaire), response.answers).get("fee", "")


def test_no_cell_runs_in_a_spreadsheet_and_every_text_comes_back(
    busy: Survey, tmp_path: Path
) -> None:
    export_responses(busy, tmp_path / "out")
    assert (tmp_path / "out" / "responses.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    names = {row["service_point"] for row in table(tmp_path / "out" / "responses.csv")}
    assert "'=Quầy 2" in names
    report = read_back(tmp_path / "out")
    assert "=Quầy 2" in {group.id for group in report.service_points}


def test_comments_stand_apart_from_answers_and_only_of_closed_months(
    busy: Survey, tmp_path: Path
) -> None:
    export_responses(busy, tmp_path / "out")
    assert "comment" not in table(tmp_path / "out" / "responses.csv")[0]
    comments = table(tmp_path / "out" / "comments.csv")
    assert {row["month"] for row in comments} == {"2026-03"}
    assert {row["comment"] for row in comments} == {f"'{COMMENT}"}


def test_months_are_exported_once_their_report_is_published(
    survey: Survey, code: str, clock: Clock, tmp_path: Path
) -> None:
    answer(survey, code, Random(2))
    clock.pass_days(40)
    seal_closed_days(survey)
    answer(survey, code, Random(3))
    export_responses(survey, tmp_path / "before")
    assert table(tmp_path / "before" / "responses.csv") == []
    keep_empty_report(survey, months_from(date(2026, 3, 1), 1))
    clock.pass_days(1)
    seal_closed_days(survey)
    export_responses(survey, tmp_path / "after")
    assert [row["month"] for row in table(tmp_path / "after" / "responses.csv")] == ["2026-03"]


@pytest.mark.skipif(os.name != "posix", reason="rights are not a mode elsewhere")
def test_only_the_owner_reads_the_files_whatever_was_there_before(
    survey: Survey, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir(mode=0o755)
    before = os.umask(0)
    try:
        paths = export_responses(survey, tmp_path / "out")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert all(is_private(path) for path in (tmp_path / "out", *paths))
    paths[0].chmod(0o644)
    assert not is_private(paths[0])


def test_each_way_of_answering_stays_apart(survey: Survey, clock: Clock, tmp_path: Path) -> None:
    for mode, people in ((Mode.POSTER, 3), (Mode.KIOSK, 1), (Mode.ASSISTED, 2)):
        code = new_poster(survey, 1, mode).code
        key = enrolled(survey, code) if mode is Mode.KIOSK else ""
        for _ in range(people):
            answer(survey, code, Random(1), tablet_key=key)
    clock.pass_days(1)
    seal_closed_days(survey)
    keep_empty_report(survey, SPRING)
    export_responses(survey, tmp_path / "out")
    rows = Counter(row["mode"] for row in table(tmp_path / "out" / "responses.csv"))
    assert rows == {"poster": 3, "kiosk": 1, "assisted": 2}


def test_the_code_book_explains_every_way_in_which_a_response_can_come(
    busy: Survey, tmp_path: Path
) -> None:
    export_responses(busy, tmp_path / "out")
    ways = [row for row in table(tmp_path / "out" / "codebook.csv") if row["column"] == "mode"]
    assert {row["code"] for row in ways} == {mode.value for mode in Mode} - {Mode.TRIAL.value}
    assert all(row["label_vi"] and row["label_en"] for row in ways)


def test_the_code_book_explains_every_column_and_every_code(busy: Survey, tmp_path: Path) -> None:
    export_responses(busy, tmp_path / "out")
    book = table(tmp_path / "out" / "codebook.csv")
    codes = {(row["column"], row["code"]) for row in book}
    rows = table(tmp_path / "out" / "responses.csv")
    marks = {row["column"] for row in book if not row["code"]}
    assert marks == {name for name in rows[0] if not any(name == row[0] for row in codes if row[1])}
    for row in rows:
        for name, value in row.items():
            assert name in marks or not value or (name, value) in codes
    (happy,) = [row for row in book if (row["column"], row["code"]) == ("fee", "5")]
    assert (happy["label_vi"], happy["factor"], happy["counts_for"]) == (
        "Rất hài lòng",
        "procedures",
        "satisfied",
    )
    (beside,) = [row for row in book if (row["column"], row["code"]) == ("fee", "0")]
    assert (beside["label_en"], beside["counts_for"]) == ("Nothing to pay", "missing")


def test_the_code_book_says_when_a_question_is_asked(survey: Survey, tmp_path: Path) -> None:
    use(survey, questionnaire="service-19.v1")
    export_responses(survey, tmp_path / "out")
    book = table(tmp_path / "out" / "codebook.csv")
    assert any(row["only_if"] for row in book)


def test_an_office_without_answers_gives_headings(survey: Survey, tmp_path: Path) -> None:
    paths = export_responses(survey, tmp_path / "out")
    assert [path.name for path in paths] == [
        README,
        "codebook.csv",
        "comments.csv",
        "counter.v1.yaml",
        "plan-136-2022.yaml",
        "responses.csv",
    ]
    assert table(tmp_path / "out" / "responses.csv") == []


def test_an_empty_folder_is_filled_and_another_one_left_alone(
    survey: Survey, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    assert export_responses(survey, tmp_path / "empty")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(FolderInUse):
        export_responses(survey, tmp_path / "full")
    with pytest.raises(TargetExists):
        export_responses(survey, tmp_path / "file")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_where_it_cannot_be_written_nothing_is_left_behind(survey: Survey, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises((StoreFull, NoRights)):
        export_responses(survey, tmp_path / "file" / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "file"]
