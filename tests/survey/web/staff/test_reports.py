"""The report of a period, from its dates to the files."""

import csv
import json
from datetime import date, timedelta
from io import StringIO

import pytest

from survey.services.survey import Survey
from tests.pages import LOOPBACK
from tests.survey.answers import add_responses
from tests.survey.web.staff.desk import Desk

REPORT = "/can-bo/bao-cao"
FEBRUARY = "tu=2026-02-01&den=2026-02-28"


@pytest.fixture(autouse=True)
def answers(survey: Survey) -> None:
    """Twelve responses in January, forty in February, nine in March."""
    for begins, number in ((date(2026, 1, 1), 12), (date(2026, 2, 1), 40), (date(2026, 3, 1), 9)):
        days = [begins + timedelta(days=place % 2) for place in range(number)]
        add_responses(survey, 1, days, lambda place: "2" if place == 3 else "5")


def test_without_dates_it_speaks_of_the_year_so_far(desk: Desk) -> None:
    page = desk.get(REPORT)
    assert "Từ 01/01/2026 đến 02/03/2026" in page.text
    assert "61 phiếu." in page.text
    assert page.field("Từ ngày").get("value") == "2026-01-01"


def test_both_days_belong_to_the_period(desk: Desk) -> None:
    page = desk.get(f"{REPORT}?{FEBRUARY}")
    assert "Từ 01/02/2026 đến 28/02/2026" in page.text
    assert "40 phiếu." in page.text
    assert page.text.count("97,5% hài lòng") == 2


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("tu=2026-03-01&den=2026-02-01", "Đến hết ngày: Ngày cuối đang trước ngày đầu."),
        ("tu=2026-02-01&den=9999-12-31", "Đến hết ngày: Hãy chọn ngày trong năm nay"),
        ("tu=1900-01-01&den=2026-02-01", "Từ ngày: Hãy chọn ngày từ năm 2000"),
        ("tu=2026-02-30&den=2026-03-01", "Từ ngày: Hãy chọn ngày, ví dụ"),
        ("tu=2025-02-29&den=2026-03-01", "Từ ngày: Hãy chọn ngày, ví dụ"),
        ("tu=&den=", "Từ ngày: Hãy chọn ngày, ví dụ"),
        ("tu=2026-02-01", "Đến hết ngày: Hãy chọn ngày, ví dụ"),
        ("tu=hôm nay&den=%00", "Từ ngày: Hãy chọn ngày, ví dụ"),
        ("tu=1;drop table office&den=0", "Từ ngày: Hãy chọn ngày, ví dụ"),
        ("tu=0000-00-00&den=99999-01-01", "Từ ngày: Hãy chọn ngày, ví dụ"),
    ],
)
@pytest.mark.parametrize("path", [REPORT, f"{REPORT}/json", f"{REPORT}/html"])
def test_dates_that_make_no_period_are_named(desk: Desk, path: str, query: str, said: str) -> None:
    page = desk.get(f"{path}?{query}", 422)
    assert said in page.text
    assert "phiếu." not in page.text


def test_a_leap_day_is_a_day(desk: Desk) -> None:
    assert desk.get(f"{REPORT}?tu=2024-02-29&den=2026-02-28").status == 200


@pytest.mark.parametrize(
    ("query", "number"),
    [("tu=2026-03-01&den=2026-03-02", 9), ("tu=2026-02-03&den=2026-02-28", 0)],
)
def test_below_ten_people_only_their_number_is_given(desk: Desk, query: str, number: int) -> None:
    page = desk.get(f"{REPORT}?{query}")
    assert "% hài lòng" not in page.text
    assert ("9 phiếu." if number else "Kỳ này không có phiếu nào.") in page.text
    assert "Mở báo cáo" not in page.links
    for kind in ("html", "csv", "json"):
        page = desk.get(f"{REPORT}/{kind}?{query}", 409)
        assert "% hài lòng" not in page.text


def test_the_report_opens_as_a_page_that_stands_alone(desk: Desk) -> None:
    page = desk.get(desk.get(f"{REPORT}?{FEBRUARY}").links["Mở báo cáo"])
    assert "97,5%" in page.text
    assert not list(page.tree.iter("link"))


def test_the_numbers_are_the_same_for_programs(desk: Desk) -> None:
    links = desk.get(f"{REPORT}?{FEBRUARY}").links
    found = desk.client.get(links["Số liệu dạng JSON"], base_url=LOOPBACK)
    assert found.headers["Content-Disposition"] == (
        'attachment; filename="bao-cao-2026-02-01-2026-02-28.json"'
    )
    written = json.loads(found.data)
    assert written["respondents"] == 40
    assert [one["estimate"] for one in written["indices"]] == [0.975, 0.975]
    assert written["period"]["begins"] == "2026-02-01"
    table = desk.client.get(links["Số liệu dạng CSV"], base_url=LOOPBACK)
    lines = list(csv.DictReader(StringIO(table.data.decode("utf-8-sig"))))
    assert {line["estimate"] for line in lines if line["id"] == "settlement"} >= {"0.975"}


def test_an_unknown_kind_of_file_is_not_found(desk: Desk) -> None:
    for kind in ("docx", "exe", "..%2f..%2fkeys.json"):
        desk.get(f"{REPORT}/{kind}?{FEBRUARY}", 404)


def test_the_usual_periods_are_one_touch_away(desk: Desk) -> None:
    links = desk.get(REPORT).links
    assert links["Tháng này"] == f"{REPORT}?tu=2026-03-01&den=2026-03-02"
    assert links["Quý này"] == links["Năm nay"] == f"{REPORT}?tu=2026-01-01&den=2026-03-02"
    assert desk.get(links["Kỳ của kế hoạch"]).status == 200


def test_it_speaks_english_when_asked(desk: Desk) -> None:
    page = desk.get(f"{REPORT}?{FEBRUARY}&lang=en")
    assert "97.5% satisfied; the target is 86.6%." in page.text
    report = desk.get(page.links["Open the report"])
    assert report.language == "en"
