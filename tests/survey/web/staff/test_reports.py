"""The report of a period, from its dates to the files."""

import csv
import json
import re
from datetime import date, timedelta
from io import StringIO

import pytest

from questionnaires.months import months_from
from survey.services.follow_example_plan import MADE_UP, follow_example_plan
from survey.services.publish_report import make_report, publish
from survey.services.survey import Survey
from tests.pages import LOOPBACK
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock, MadeOffice, opened_copy
from tests.survey.publishing import publish_all
from tests.survey.web.staff.desk import Desk

REPORT = "/can-bo/bao-cao"
# What is new on each page.
PRESSED = re.compile(rb'name="csrf_token" value="[^"]*"')
FEBRUARY = "ky=2026-02"
UNKNOWN = (
    "",
    "x",
    "plan",
    "2026",
    "2026-Q1",
    "2026-03",
    "2026-13",
    "2026-04",
    "2025",
    "9999",
    "2026-Q2",
    "%00",
    "1;drop table office",
)
FREE_DATES = (
    "tu=2026-02-01&den=2026-02-27",
    "tu=2026-03-01&den=2026-03-02",
    "tu=2026-03-01&den=2026-02-01",
    "tu=2026-04-01&den=2026-04-30",
    "tu=2026-02-30&den=2026-03-01",
    "tu=&den=",
    "tu=2026-02-01",
    "den=2026-02-28",
    "tu=hôm nay&den=%00",
    "tu=1900-01-01&den=9999-12-31",
)


@pytest.fixture(scope="module")
def staffed_office(
    staffed_office: MadeOffice, tmp_path_factory: pytest.TempPathFactory
) -> MadeOffice:
    """Make once an office that has published: 12 responses in January, 40 in February, 19 later."""
    data = tmp_path_factory.mktemp("published") / "data"
    with opened_copy(staffed_office, data, Clock()) as survey:
        _answer_and_publish(survey)
    return MadeOffice(data, staffed_office.luck)


def _answer_and_publish(survey: Survey) -> None:
    for begins, number in ((date(2026, 1, 1), 12), (date(2026, 2, 1), 40), (date(2026, 3, 1), 9)):
        days = [begins + timedelta(days=place % 2) for place in range(number)]
        add_responses(survey, 1, days, lambda place: "2" if place == 3 else "5")
    publish_all(survey)


def test_without_a_choice_it_speaks_of_the_year_so_far(desk: Desk) -> None:
    page = desk.get(REPORT)
    assert "Năm 2026, đến hết tháng 02/2026" in page.text
    assert "Từ 01/01/2026 đến 28/02/2026: 52 phiếu." in page.text
    (chosen,) = [option for option in page.tree.iter("option") if "selected" in option.attrib]
    assert chosen.get("value") == "2026-01_2026-02"


def test_a_published_month_is_shown(desk: Desk) -> None:
    page = desk.get(f"{REPORT}?{FEBRUARY}")
    assert "Tháng 02/2026" in page.text
    assert "Từ 01/02/2026 đến 28/02/2026: 40 phiếu. Công bố ngày 02/03/2026." in page.text
    assert page.text.count("97,5% hài lòng") == 2


def test_a_month_may_be_written_by_its_first_and_last_month(desk: Desk) -> None:
    page = desk.get(f"{REPORT}?ky=2026-02_2026-02")
    assert "Từ 01/02/2026 đến 28/02/2026: 40 phiếu." in page.text
    (chosen,) = [option for option in page.tree.iter("option") if "selected" in option.attrib]
    assert chosen.get("value") == "2026-02"
    desk.get(f"{REPORT}?ky=2026-03_2026-03", 422)


def test_only_what_is_published_can_be_chosen(desk: Desk) -> None:
    page = desk.get(REPORT)
    offered = [option.get("value") for option in page.tree.iter("option")]
    assert offered == ["2026-01_2026-02", "2026-02", "2026-01"]
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
    assert "Báo cáo chỉ công bố cho trọn tháng, quý, năm đã hết" in page.text
    assert "Công bố ngày" not in page.text
    assert "2026-01" in [option.get("value") for option in page.tree.iter("option")]


def test_old_addresses_of_a_published_period_still_lead_there(desk: Desk) -> None:
    assert "Tháng 02/2026" in desk.get(f"{REPORT}?tu=2026-02-01&den=2026-02-28").text


def test_the_plans_period_is_counted_while_it_runs_and_no_more(desk: Desk, survey: Survey) -> None:
    follow_example_plan(survey, MADE_UP, months_from(date(2026, 1, 1), 12))
    page = desk.get(f"{REPORT}?ky=plan")
    assert "Kế hoạch 01/2026 – 12/2026 (đang diễn ra)" in page.text
    assert "Từ 01/01/2026 đến 31/12/2026. Tính đến hết ngày 01/03/2026" in page.text
    assert "là ngày đã chốt gần nhất: 57 phiếu. Áp phích mã QR tại quầy: 57." in page.text
    assert "% hài lòng" not in page.text
    assert "Mở báo cáo" not in page.links
    for kind in ("html", "csv", "json", "data"):
        assert "% hài lòng" not in desk.get(f"{REPORT}/{kind}?ky=plan", 409).text


def test_what_is_shown_never_follows_an_answer(desk: Desk, survey: Survey) -> None:
    paths = ("", "?ky=2026-02", "/json", "/data", "/csv", "/html")

    def shown() -> list[bytes]:
        found = (desk.client.get(f"{REPORT}{path}", base_url=LOOPBACK).data for path in paths)
        return [PRESSED.sub(b"", each) for each in found]

    shown()  # from then on all files are there, and the page says nothing of them
    before = shown()
    add_responses(survey, 1, [survey.today()] * 3, lambda _: "1")
    assert shown() == before


def test_a_further_report_shows_its_reason_and_the_first_can_be_opened(
    desk: Desk, survey: Survey
) -> None:
    made = make_report(survey.settings, date(2026, 2, 1), date(2026, 2, 28))
    publish(survey, months_from(date(2026, 2, 1), 1), made, "Số hồ sơ đến muộn")
    page = desk.get(f"{REPORT}?{FEBRUARY}")
    assert "Báo cáo lần 2 của kỳ này, lập lại vì: Số hồ sơ đến muộn" in page.text
    first = desk.get(page.links["Lần 1"])
    assert "lập lại vì" not in first.text.split("Các lần báo cáo")[0]
    assert "Lần 2" in first.links
    found = desk.client.get(first.links["Số liệu dạng CSV"], base_url=LOOPBACK)
    assert "2026-02-28.csv" in found.headers["Content-Disposition"]
    found = desk.client.get(page.links["Số liệu dạng CSV"], base_url=LOOPBACK)
    assert "2026-02-28-2.csv" in found.headers["Content-Disposition"]


@pytest.mark.parametrize("number", ["3", "0", "x", "%00"])
def test_a_number_that_there_is_not_is_refused(desk: Desk, number: str) -> None:
    for path in (REPORT, f"{REPORT}/json"):
        page = desk.get(f"{path}?{FEBRUARY}&lan={number}", 422)
        assert "Kỳ này không có báo cáo lần ấy" in page.text


def test_an_altered_report_is_refused_by_its_name(desk: Desk, survey: Survey) -> None:
    with survey.store.writing() as connection:
        connection.exec_driver_sql("UPDATE publication SET report = CAST('{}' AS BLOB)")
    for kind in ("html", "csv", "json", "data"):
        page = desk.get(f"{REPORT}/{kind}?{FEBRUARY}", 409)
        assert "Không hiện báo cáo lần 1 của kỳ này" in page.text
    assert "khôi phục bản sao lưu" in desk.get(f"{REPORT}?{FEBRUARY}").text


def test_without_any_report_the_page_says_when_the_first_one_comes(
    desk: Desk, survey: Survey
) -> None:
    with survey.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM publication")
        connection.exec_driver_sql("DELETE FROM inbox")
        connection.exec_driver_sql("DELETE FROM response")
    page = desk.get(REPORT)
    assert "Chưa có báo cáo nào được công bố." in page.text
    assert not list(page.tree.iter("option"))
    desk.get(f"{REPORT}/json", 409)


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
    found = desk.client.get(f"{REPORT}/{kind}?{FEBRUARY}&lang=en", base_url=LOOPBACK)
    kept = found.headers["Content-Disposition"]
    assert kept == f'attachment; filename="bao-cao-2026-02-01-2026-02-28-en{name}"'


def test_an_unknown_kind_of_file_is_not_found(desk: Desk) -> None:
    for kind in ("doc", "exe", "..%2f..%2fkeys.json"):
        desk.get(f"{REPORT}/{kind}?{FEBRUARY}", 404)


def test_it_speaks_english_when_asked(desk: Desk) -> None:
    page = desk.get(f"{REPORT}?{FEBRUARY}&lang=en")
    assert "97.5% satisfied; the target is 86.6%." in page.text
    report = desk.get(page.links["Open the report"])
    assert report.language == "en"
