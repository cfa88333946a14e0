"""Files that take long: what staff see while they are made, and when they cannot be."""

import subprocess
import sys
from collections.abc import Callable, Hashable
from datetime import date
from typing import TypeVar

import pytest
from flask import Flask

from analysis.report.formats import FORMATS
from survey.app import create_app
from survey.background import RunHere
from survey.domain.errors import (
    BackgroundFull,
    StillWorking,
    SurveyError,
    TaskFailed,
    TaskTooLong,
)
from survey.services.keep_batches import new_batch
from survey.services.kept_files import file_report
from survey.services.making import Failure
from survey.services.print_posters import find_poster
from survey.services.read_publications import all_editions
from survey.services.survey import Survey
from tests.architecture.sources import ROOT
from tests.pages import LOOPBACK, Page
from tests.survey.answers import add_responses
from tests.survey.publishing import publish_all
from tests.survey.web.staff import served_apart
from tests.survey.web.staff.desk import Desk

T = TypeVar("T")

REPORT = "/can-bo/bao-cao/html?ky=2026-02"


class Unable:
    """A background that refuses, until nothing is in its way."""

    def __init__(self) -> None:
        self.refusal: SurveyError | None = None

    def result(self, patience: float, task: Callable[..., T], *arguments: Hashable) -> T:
        if self.refusal is not None:
            raise self.refusal
        return RunHere().result(patience, task, *arguments)

    def close(self) -> None:
        """Nothing waits here."""


@pytest.fixture
def background() -> Unable:
    return Unable()


@pytest.fixture
def app(survey: Survey, background: Unable) -> Flask:
    return create_app(survey, background)


@pytest.fixture
def february(survey: Survey) -> None:
    """Publish the report of February."""
    add_responses(survey, 1, [date(2026, 2, 1)] * 40, lambda _: "5")
    publish_all(survey)


@pytest.fixture
def batch(survey: Survey) -> str:
    return new_batch(survey, 1, 50).number


@pytest.mark.parametrize(
    ("refusal", "status", "words"),
    [
        (BackgroundFull(), 503, "Máy đang làm việc khác"),
        (StillWorking(), 503, "Tệp chưa làm xong"),
        (TaskTooLong(300), 503, "Sau 5 phút chưa xong, máy đã dừng."),
        (TaskFailed(), 500, "Không làm được tệp"),
    ],
)
def test_a_file_that_cannot_be_given_says_why(
    desk: Desk, background: Unable, refusal: SurveyError, status: int, words: str
) -> None:
    background.refusal = refusal
    for path in ("ap-phich/in", "quay/1/in"):
        page = desk.send(f"/can-bo/{path}", status)
        assert words in page.text
        assert "Chưa có gì bị thay đổi." in page.text


def test_what_could_not_be_printed_does_not_count_as_printed(
    desk: Desk, survey: Survey, code: str, batch: str, background: Unable
) -> None:
    paths = [f"/can-bo/{path}/in" for path in ("ap-phich", f"ap-phich/{code}", f"lo-phieu/{batch}")]
    background.refusal = BackgroundFull()
    for path in paths:
        desk.send(path, 503)
    assert find_poster(survey, code).printed_on is None
    background.refusal = None
    for path in paths:
        assert desk.download(path).data.startswith(b"%PDF")
    assert find_poster(survey, code).printed_on is not None


@pytest.mark.parametrize("refusal", [BackgroundFull(), StillWorking()])
def test_when_to_press_again_is_said_to_programs_too(
    desk: Desk, background: Unable, refusal: SurveyError
) -> None:
    background.refusal = refusal
    assert int(desk.download("/can-bo/ap-phich/in").headers["Retry-After"]) > 0


@pytest.mark.usefixtures("february")
@pytest.mark.parametrize(
    ("kind", "promise", "refusal"),
    [
        ("html", "làm xong thì báo cáo tự mở ra", StillWorking()),
        ("html", "làm xong thì báo cáo tự mở ra", BackgroundFull()),
        ("csv", "làm xong thì tệp tự tải về", StillWorking()),
    ],
)
def test_a_report_in_the_making_is_looked_for_again_by_the_page_itself(
    desk: Desk, background: Unable, kind: str, promise: str, refusal: SurveyError
) -> None:
    background.refusal = refusal
    page = desk.get(f"/can-bo/bao-cao/{kind}?ky=2026-02", 202)
    assert promise in page.text
    assert "Tháng 02/2026" in page.text
    assert int(page.headers["Refresh"]) > 0
    assert "script" not in {element.tag for element in page.tree.iter()}
    background.refusal = None
    made = desk.client.get(page.links["Xem đã xong chưa"], base_url=LOOPBACK)
    assert made.status_code == 200
    assert "Refresh" not in made.headers


@pytest.mark.usefixtures("february")
def test_a_report_that_cannot_be_made_is_not_asked_for_again_by_the_page(
    desk: Desk, background: Unable
) -> None:
    for refusal, status in ((TaskFailed(), 500), (TaskTooLong(1), 503)):
        background.refusal = refusal
        page: Page = desk.get(REPORT, status)
        assert "Refresh" not in page.headers


@pytest.mark.server
@pytest.mark.usefixtures("february")
def test_the_serving_process_never_loads_what_heavy_work_needs(survey: Survey, batch: str) -> None:
    assert batch == "P-2026-001"
    arguments = [sys.executable, "-m", served_apart.__name__, str(survey.settings.data)]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("[]\n", 0), done.stderr


@pytest.mark.usefixtures("february")
def test_a_file_that_is_made_is_given_without_computing(
    desk: Desk, background: Unable, survey: Survey
) -> None:
    (edition,) = (one for one in all_editions(survey) if one.period.begins == date(2026, 2, 1))
    file_report(survey, RunHere(), 0, edition, "vi")
    background.refusal = BackgroundFull()

    assert "Báo cáo mức độ hài lòng" in desk.get(REPORT).text
    assert desk.client.get("/can-bo/bao-cao/xlsx?ky=2026-02", base_url=LOOPBACK).data[:2] == b"PK"


@pytest.mark.usefixtures("february")
def test_the_report_page_says_how_far_its_files_are(desk: Desk, survey: Survey) -> None:
    (edition,) = (one for one in all_editions(survey) if one.period.begins == date(2026, 2, 1))
    path = "/can-bo/bao-cao?ky=2026-02"
    assert f"đã xong 0 trong {len(FORMATS)}" in desk.get(path).text
    survey.filing.end(edition.period, Failure.DISK)
    assert "Ổ đĩa đầy" in desk.get(path).text
    file_report(survey, RunHere(), 0, edition, "vi")
    page = desk.get(path)
    assert "đã xong" not in page.text
    assert "Ổ đĩa đầy" not in page.text
    assert "Số liệu dạng Excel" in page.links
