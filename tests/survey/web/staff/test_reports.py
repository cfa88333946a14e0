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
FEBRUARY = "ky=2026-02"
UNKNOWN = ("", "x", "2026-13", "2026-04", "2025", "9999", "2026-Q2", "%00", "1;drop table office")
FREE_DATES = (
    "tu=2026-02-01&den=2026-02-27",
    "tu=2026-03-01&den=2026-03-02",
    "tu=2026-03-01&den=2026-02-01",
    "tu=2026-01-01&den=2026-02-28",
    "tu=2026-04-01&den=2026-04-30",
    "tu=2026-02-30&den=2026-03-01",
    "tu=&den=",
    "tu=2026-02-01",
    "den=2026-02-28",
    "tu=hôm nay&den=%00",
    "tu=1900-01-01&den=9999-12-31",
)


@pytest.fixture(autouse=True)
def answers(survey: Survey) -> None:
    """Twelve responses in January, forty in February, nine in March."""
    for begins, number in ((date(2026, 1, 1), 12), (date(2026, 2, 1), 40), (date(2026, 3, 1), 9)):
        days = [begins + timedelta(days=place % 2) for place in range(number)]
        add_responses(survey, 1, days, lambda place: "2" if place == 3 else "5")


def test_without_a_choice_it_speaks_of_the_year_so_far(desk: Desk) -> None:
    page = desk.get(REPORT)
    assert "Năm 2026, đến nay" in page.text
    assert "61 phiếu." in page.text
    (chosen,) = [option for option in page.tree.iter("option") if "selected" in option.attrib]
    assert chosen.get("value") == "2026"


def test_both_days_belong_to_the_period(desk: Desk) -> None:
    page = desk.get(f"{REPORT}?{FEBRUARY}")
    assert "Tháng 2/2026" in page.text
    assert "Từ 01/02/2026 đến 28/02/2026" in page.text
    assert "40 phiếu." in page.text
    assert page.text.count("97,5% hài lòng") == 2


def test_only_the_plans_and_calendar_periods_can_be_chosen(desk: Desk) -> None:
    page = desk.get(REPORT)
    offered = [option.get("value") for option in page.tree.iter("option")]
    assert offered == ["plan", "2026", "2026-Q1", "2026-03", "2026-02", "2026-01"]
    groups = [group.get("label") for group in page.tree.iter("optgroup")]
    assert groups == ["Kế hoạch", "Năm", "Quý", "Tháng"]
    assert "date" not in {field.get("type") for field in page.tree.iter("input")}
    for key in offered:
        assert desk.get(f"{REPORT}?ky={key}").status == 200


@pytest.mark.parametrize("query", [*(f"ky={key}" for key in UNKNOWN), *FREE_DATES])
@pytest.mark.parametrize("path", [REPORT, f"{REPORT}/json", f"{REPORT}/html"])
def test_any_other_period_is_refused_with_reason_and_list(
    desk: Desk, path: str, query: str
) -> None:
    page = desk.get(f"{path}?{query}", 422)
    assert "Kỳ báo cáo: Hãy chọn một kỳ trong danh sách này." in page.text
    assert "Báo cáo chỉ lập cho trọn tháng, quý, năm" in page.text
    assert "phiếu." not in page.text
    assert "2026-Q1" in [option.get("value") for option in page.tree.iter("option")]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("tu=2026-02-01&den=2026-02-28", "Tháng 2/2026"),
        ("tu=2026-01-01&den=2026-03-31", "Quý 1/2026, đến nay"),
        ("tu=2026-01-01&den=2026-12-31", "Năm 2026, đến nay"),
    ],
)
def test_old_addresses_of_a_fixed_period_still_lead_there(
    desk: Desk, query: str, name: str
) -> None:
    assert name in desk.get(f"{REPORT}?{query}").text


def test_below_ten_people_only_their_number_is_given(desk: Desk) -> None:
    page = desk.get(f"{REPORT}?ky=2026-03")
    assert "% hài lòng" not in page.text
    assert "9 phiếu." in page.text
    assert "Mở báo cáo" not in page.links
    for kind in ("html", "csv", "json"):
        assert "% hài lòng" not in desk.get(f"{REPORT}/{kind}?ky=2026-03", 409).text


def test_a_period_without_responses_says_so(desk: Desk) -> None:
    page = desk.get(f"{REPORT}?ky=plan")
    assert "Kỳ này không có phiếu nào." in page.text
    assert "Mở báo cáo" not in page.links
    desk.get(f"{REPORT}/html?ky=plan", 409)


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
    lines = list(csv.DictReader(StringIO(table.data.decode("utf-8-sig")), delimiter=";"))
    assert {line["Hài lòng (%)"] for line in lines[:2]} == {"97,5"}


@pytest.mark.parametrize(("kind", "name"), [("csv", ".csv"), ("data", "-data.csv")])
def test_a_table_is_kept_under_a_name_that_tells_whom_it_is_for(
    desk: Desk, kind: str, name: str
) -> None:
    found = desk.client.get(f"{REPORT}/{kind}?{FEBRUARY}", base_url=LOOPBACK)
    kept = found.headers["Content-Disposition"]
    assert kept == f'attachment; filename="bao-cao-2026-02-01-2026-02-28{name}"'


def test_an_unknown_kind_of_file_is_not_found(desk: Desk) -> None:
    for kind in ("docx", "exe", "..%2f..%2fkeys.json"):
        desk.get(f"{REPORT}/{kind}?{FEBRUARY}", 404)


def test_it_speaks_english_when_asked(desk: Desk) -> None:
    page = desk.get(f"{REPORT}?{FEBRUARY}&lang=en")
    assert "97.5% satisfied; the target is 86.6%." in page.text
    report = desk.get(page.links["Open the report"])
    assert report.language == "en"
