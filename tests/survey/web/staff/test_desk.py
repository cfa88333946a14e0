"""The first page answers: are the targets met, and what is to be done next."""

from datetime import date, timedelta

import pytest
from flask import Flask

from questionnaires.months import calendar_months
from survey.app import create_app
from survey.background import RunHere
from survey.domain.modes import Mode
from survey.domain.places import Office
from survey.services.follow_example_plan import MADE_UP, follow_example_plan
from survey.services.manage_places import close_service_point, overview
from survey.services.print_posters import print_posters, withdraw_poster
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.web.staff.steps import next_steps
from tests.pages import Page, text_of
from tests.survey.answers import add_responses
from tests.survey.conftest import CONTACT, OFFICE
from tests.survey.web.staff.desk import Desk

TODAY = date(2026, 3, 2)
OTHER_DAYS = "vì vậy không kết luận đạt hay chưa đạt"
TOGETHER = "Phiếu đến bằng nhiều cách trả lời, ở đây gộp chung; báo cáo nêu riêng từng cách."


@pytest.fixture
def plan_of_the_year(survey: Survey) -> None:
    follow_example_plan(survey, MADE_UP, calendar_months(date(2026, 1, 1), 12))


def days(number: int) -> list[date]:
    return [date(2026, 1, 5) + timedelta(days=place % 50) for place in range(number)]


def steps(page: Page) -> list[str]:
    """Return what the page says is to be done."""
    lists = list(page.tree.iter("ol"))
    return [text_of(entry) for entry in lists[0].iter("li")] if lists else []


def rows(page: Page) -> list[list[str]]:
    """Return the words of each line of the table."""
    body = next(page.tree.iter("tbody"))
    return [[text_of(cell) for cell in row] for row in body.iter("tr")]


@pytest.mark.usefixtures("plan_of_the_year")
@pytest.mark.parametrize(
    ("dissatisfied", "said"),
    [(1, "✓ Đạt."), (5, "✓ Đạt."), (60, "✕ Chưa đạt.")],
)
def test_both_targets_have_a_verdict_in_words_with_number_and_interval(
    desk: Desk, survey: Survey, dissatisfied: int, said: str
) -> None:
    add_responses(survey, 1, days(200), lambda place: "2" if place < dissatisfied else "5")
    page = desk.get()
    assert page.text.count(said) == 2
    share = f"{(1 - dissatisfied / 200) * 100:.1f}".replace(".", ",")
    assert f"{said} {share}% hài lòng; mục tiêu là 90%." in page.text
    assert f"{said} {share}% hài lòng; mục tiêu là 86,6%." in page.text
    assert page.text.count("Khoảng tin cậy 95%: từ ") == 2
    assert "Kỳ của kế hoạch, đến nay: 200 phiếu." in page.text
    assert OTHER_DAYS not in page.text


def test_responses_of_other_days_than_the_plans_have_figures_and_no_verdict(
    desk: Desk, survey: Survey
) -> None:
    add_responses(survey, 1, days(200), lambda place: "2" if place < 5 else "5")
    for page in (desk.get(), desk.get("/can-bo/bao-cao?ky=2026")):
        assert page.text.count("từ 01/01/2022 đến 31/12/2022") == 1
        assert page.text.count(OTHER_DAYS) == 1
        assert "97,5% hài lòng; mục tiêu là 90%." in page.text
        assert page.text.count("Khoảng tin cậy 95%: từ ") == 2
        assert not any(said in page.text for said in ("✓", "✕", "Đạt", "Độ tin cậy 95%"))
    assert "Năm 2026, đến nay: 200 phiếu." in desk.get().text
    assert steps(desk.get())[-1].startswith("Dùng kế hoạch của thời gian này")


def test_few_responses_of_other_days_than_the_plans_have_no_figure(
    desk: Desk, survey: Survey
) -> None:
    add_responses(survey, 1, days(9))
    page = desk.get()
    assert page.text.count("9 người trả lời; mục tiêu là") == 2
    assert "% hài lòng" not in page.text
    assert OTHER_DAYS in page.text


def test_ways_of_answering_are_not_put_together_without_a_word(desk: Desk, survey: Survey) -> None:
    add_responses(survey, 1, days(20))
    pages = (desk.get, lambda: desk.get("/can-bo/bao-cao?ky=2026"))
    assert [TOGETHER in page().text for page in pages] == [False, False]
    add_responses(survey, 1, days(1), mode=Mode.PAPER)
    assert [TOGETHER in page().text for page in pages] == [True, True]


@pytest.mark.usefixtures("plan_of_the_year")
def test_without_enough_evidence_it_says_how_many_more_people_would_settle_it(
    desk: Desk, survey: Survey
) -> None:
    add_responses(survey, 1, days(40), lambda place: "2" if place < 2 else "5")
    page = desk.get()
    assert "? Chưa đủ căn cứ. 95,0% hài lòng; mục tiêu là 90%." in page.text
    assert "Cần thêm khoảng" in page.text
    assert any("Mời thêm người trả lời." in step for step in steps(page))


@pytest.mark.usefixtures("plan_of_the_year")
@pytest.mark.parametrize("number", [0, 1, 9])
def test_below_ten_people_only_their_number_is_shown(
    desk: Desk, survey: Survey, number: int
) -> None:
    if number:
        add_responses(survey, 1, days(number), lambda place: "1" if place else "5")
    page = desk.get()
    assert page.text.count(f"– Quá ít người trả lời. {number} người trả lời") == 2
    assert "Khoảng tin cậy" not in page.text
    assert "% hài lòng" not in page.text


def test_the_table_counts_today_and_this_month_and_shows_nothing_else_of_answers(
    desk: Desk, survey: Survey, code: str
) -> None:
    add_responses(survey, 1, [TODAY, TODAY, date(2026, 3, 1), date(2026, 2, 27)])
    first, second = rows(desk.get())
    assert first == [
        "Quầy 1: Người có công Tầng 1, nhà A", "Người có công", "2", "3", code, "Dùng thử",
    ]  # fmt: skip
    assert second[2:4] == ["0", "0"]


def test_a_new_office_is_told_its_first_steps(survey: Survey, desk: Desk) -> None:
    set_up_office(survey, OFFICE, None, CONTACT)
    assert [step.split(".")[0] for step in steps(desk.get())] == [
        "Nhập địa chỉ công khai bằng lệnh hailong init",
        "In áp phích",
        "Mời thêm người trả lời",
    ]


def test_an_office_without_service_points_is_led_to_the_first_one(
    desk: Desk, survey: Survey
) -> None:
    with survey.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM poster")
        connection.exec_driver_sql("DELETE FROM service_point")
    page = desk.get()
    assert steps(page)[0].startswith("Thêm quầy đầu tiên.")
    assert page.links["Thêm quầy đầu tiên."] == "/can-bo/quay/them"
    assert not list(page.tree.iter("table"))


@pytest.mark.parametrize("address", ["http://192.0.2.7:8080", "http://hailong.example"])
def test_an_address_without_https_is_named_as_a_risk(survey: Survey, address: str) -> None:
    set_up_office(survey, OFFICE, address, CONTACT)
    office = Office(OFFICE, address, CONTACT, "counter.v1", "136-2022", is_demo=False)
    with create_app(survey).test_request_context("/can-bo/"):
        said = [step.what for step in next_steps(office, overview(survey), ())]
    assert said[0] == "Chuyển khảo sát sang HTTPS."


def test_an_open_service_point_without_a_poster_is_named(
    desk: Desk, survey: Survey, code: str
) -> None:
    withdraw_poster(survey, code)
    assert steps(desk.get())[0].startswith("Tạo áp phích mới cho Quầy 1: Người có công.")
    close_service_point(survey, 1)
    assert not any("Tạo áp phích" in step for step in steps(desk.get()))


def test_posters_are_asked_for_until_they_are_printed(desk: Desk, survey: Survey) -> None:
    assert steps(desk.get())[0].startswith("In áp phích. Còn 2 tờ chưa in.")
    print_posters(survey, None, RunHere())
    assert not any("In áp phích" in step for step in steps(desk.get()))


@pytest.mark.usefixtures("plan_of_the_year")
def test_when_all_is_well_there_is_nothing_to_do(desk: Desk, survey: Survey) -> None:
    print_posters(survey, None, RunHere())
    add_responses(survey, 1, days(300), lambda place: "2" if place < 3 else "5")
    page = desk.get()
    assert steps(page) == []
    assert "Không có việc gì." in page.text


def test_a_closed_service_point_is_said_to_be_closed(desk: Desk, survey: Survey) -> None:
    close_service_point(survey, 1)
    last = rows(desk.get())[-1]
    assert "đóng từ 02/03/2026" in last[0]
    assert last[-1] == "–"


def test_every_page_of_a_demo_says_that_it_is_made_up(desk: Desk, survey: Survey) -> None:
    set_up_office(survey, OFFICE, "https://hailong.example.vn", CONTACT, is_demo=True)
    for path in ("", "quay/1", "quay/them", "bao-cao", "y-kien", "mat-khau", "x", "dang-nhap"):
        page = desk.get(f"/can-bo/{path}", 404 if path == "x" else 200)
        assert "giả định" in page.text, path


def test_a_chosen_language_is_carried_on_without_a_cookie(desk: Desk) -> None:
    page = desk.get("/can-bo/?lang=en")
    assert (page.language, page.heading) == ("en", "Desk")
    assert page.links["Report"] == "/can-bo/bao-cao?lang=en"
    assert page.links["Tiếng Việt"] == "?lang=vi"
    assert "Set-Cookie" not in page.headers


def test_nothing_of_the_address_is_taken_as_an_order(desk: Desk) -> None:
    page = desk.get("/can-bo/?_external=1&_scheme=javascript&_anchor=x&lang=en")
    assert page.links["Tiếng Việt"].startswith("?")


def test_the_desk_stands_behind_the_sign_in(app: Flask) -> None:
    answer = app.test_client().get("/can-bo/", base_url="http://localhost")
    assert answer.status_code == 303
