"""The first page answers: are the targets met, and what is to be done next."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask

from analysis.commands.sentences import edges
from questionnaires.months import calendar_months, months_from
from survey.app import create_app
from survey.background import RunHere
from survey.domain.case_counts import CaseCell
from survey.domain.errors import FewOthers, StoreFull, SurveyError, TaskFailed, TaskTooLong
from survey.domain.modes import Mode
from survey.domain.places import Office
from survey.domain.restorations import Restoration
from survey.services.find_due_reports import due_periods, release_state
from survey.services.follow_example_plan import MADE_UP, follow_example_plan
from survey.services.import_cases import examine_counts, import_cases
from survey.services.keep_restorations import add_restoration
from survey.services.making import failure_of
from survey.services.manage_places import close_service_point, overview
from survey.services.order_report import order_report
from survey.services.print_posters import print_posters, withdraw_poster
from survey.services.publish_report import publish_wanted
from survey.services.publish_text import use
from survey.services.read_publications import all_editions, published_report
from survey.services.seal_day import seal_closed_days
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.web.staff.steps import next_steps
from survey.web.staff.verdicts import verdict_lines
from templates.pages import environment
from tests.pages import Page, text_of
from tests.survey.answers import add_responses
from tests.survey.conftest import CONTACT, OFFICE, Clock
from tests.survey.publishing import publish_all
from tests.survey.web.staff.desk import Desk

TODAY = date(2026, 3, 2)
FEBRUARY = months_from(date(2026, 2, 1), 1)
OTHER_DAYS = "vì vậy không kết luận đạt hay chưa đạt"
TOGETHER = "Phiếu đến bằng nhiều cách trả lời, ở đây gộp chung; báo cáo nêu riêng từng cách."


@pytest.fixture
def plan_of_the_year(survey: Survey) -> None:
    follow_example_plan(survey, MADE_UP, calendar_months(date(2026, 1, 1), 12))


def steps(page: Page) -> list[str]:
    """Return what the page says is to be done."""
    lists = list(page.tree.iter("ol"))
    return [text_of(entry) for entry in lists[0].iter("li")] if lists else []


def rows(page: Page) -> list[list[str]]:
    """Return the words of each line of the table."""
    body = next(page.tree.iter("tbody"))
    return [[text_of(cell) for cell in row] for row in body.iter("tr")]


def answered(survey: Survey, month: int, number: int, dissatisfied: int = 0) -> None:
    """Let people answer in a month of the year."""
    days = [date(2026, month, 5) + timedelta(days=place % 20) for place in range(number)]
    add_responses(survey, 1, days, lambda place: "2" if place < dissatisfied else "5")


def follow_ended_plan(survey: Survey) -> None:
    """Follow a plan of twelve months that ended with February."""
    follow_example_plan(survey, MADE_UP, months_from(date(2025, 3, 1), 12))


@pytest.mark.parametrize(
    ("dissatisfied", "said"),
    [(1, "✓ Đạt."), (5, "✓ Đạt."), (60, "✕ Chưa đạt.")],
)
def test_a_plan_that_is_over_has_its_verdicts_first_in_words_with_number_and_interval(
    desk: Desk, survey: Survey, dissatisfied: int, said: str
) -> None:
    follow_ended_plan(survey)
    answered(survey, 2, 200, dissatisfied)
    publish_all(survey)
    page = desk.get()
    # Twice for the plan; the year so far and the month count the same responses.
    assert page.text.count(said) == 2
    assert page.text.count("% hài lòng;") == 2
    share = f"{(1 - dissatisfied / 200) * 100:.1f}".replace(".", ",")
    assert f"{said} {share}% hài lòng; mục tiêu là 90%." in page.text
    assert f"{said} {share}% hài lòng; mục tiêu là 86,6%." in page.text
    assert "Chưa hết kỳ" not in page.text
    assert "Kế hoạch 03/2025 – 02/2026" in page.text
    assert "Từ 01/03/2025 đến 28/02/2026: 200 phiếu. Công bố ngày 02/03/2026." in page.text
    assert OTHER_DAYS not in page.text


def test_a_plan_chosen_when_its_figures_were_published_says_so_beside_each_verdict(
    desk: Desk, survey: Survey
) -> None:
    answered(survey, 2, 200, 5)
    publish_all(survey)
    follow_example_plan(survey, MADE_UP, FEBRUARY)
    (order,) = release_state(survey).ordered
    assert publish_wanted(survey, RunHere(), order)
    late = "được chọn trong phần mềm khi số liệu của thời gian 01/02/2026 – 28/02/2026 đã công bố"
    for page in (desk.get(), desk.get("/can-bo/bao-cao")):
        assert page.text.count("✓ Đạt.") == page.text.count(late) == 2


@pytest.mark.usefixtures("plan_of_the_year")
def test_before_the_plan_is_over_there_are_figures_and_no_verdict(
    desk: Desk, survey: Survey
) -> None:
    answered(survey, 1, 40)
    answered(survey, 2, 40, 2)
    publish_all(survey)
    page = desk.get()
    assert "Chưa hết kỳ. 97,5% hài lòng; mục tiêu là 90%." in page.text
    assert "Chưa hết kỳ. 95,0% hài lòng; mục tiêu là 86,6%." in page.text
    assert "Năm 2026, đến hết tháng 02/2026" in page.text
    assert page.text.count("Mục tiêu lấy từ kế hoạch ví dụ") == 2
    assert "Tháng 02/2026" in page.text
    assert "Có thêm khoảng" in page.text
    assert "hết kỳ kế hoạch mới kết luận đạt hay chưa đạt." in page.text
    assert not any(said in page.text for said in ("✓", "✕", "Đạt", "Chưa đạt", "Độ tin cậy 95%"))
    assert any("Mời thêm người trả lời." in step for step in steps(page))
    assert not {"verdict-met", "verdict-not-met"} & {
        name for one in page.tree.iter() for name in (one.get("class") or "").split()
    }


def test_a_part_of_a_plan_that_is_over_asks_for_no_more_people(desk: Desk, survey: Survey) -> None:
    follow_ended_plan(survey)
    answered(survey, 1, 200, 1)
    answered(survey, 2, 40, 2)
    publish_all(survey)
    page = desk.get()
    assert "Một phần của kỳ. 95,0% hài lòng; mục tiêu là 90%." in page.text
    assert "thêm khoảng" not in page.text


def test_a_month_of_a_plan_that_is_over_by_now_is_not_called_too_early(
    survey: Survey,
) -> None:
    follow_example_plan(survey, MADE_UP, months_from(date(2026, 1, 1), 3))
    answered(survey, 1, 40, 3)
    answered(survey, 2, 40, 3)
    publish_all(survey)
    (january,) = [one for one in all_editions(survey) if one.period.ends == date(2026, 1, 31)]
    report = published_report(survey, january)
    before, after = (
        verdict_lines(report, "vi", today)[0] for today in (date(2026, 3, 31), date(2026, 4, 1))
    )
    assert (before.word, after.word) == ("Period not over", "Part of the period")
    assert before.figures
    assert after.figures
    assert (before.figures.is_open, after.figures.is_open) == (True, False)


def test_a_share_of_every_case_has_no_interval() -> None:
    lines = verdict_lines(edges()["census"], "en", TODAY)
    macros = vars(environment("en").get_template("staff/_verdicts.html").module)
    said = str(macros["verdicts"](lines, None))
    assert said.count("no sampling error") == len(lines)
    assert "confidence" not in said


def test_nothing_that_a_running_month_says_is_on_the_desk(desk: Desk, survey: Survey) -> None:
    answered(survey, 1, 40)
    publish_all(survey)
    before = desk.get().text
    add_responses(survey, 1, [survey.today()] * 30, lambda _: "1")
    assert desk.get().text == before


def test_what_the_desk_shows_equals_the_report_that_was_kept(desk: Desk, survey: Survey) -> None:
    # Two counters of different size and contentment: weighted and unweighted shares differ.
    answered(survey, 2, 60, 2)
    add_responses(survey, 2, [date(2026, 2, 3)] * 20, lambda place: "2" if place < 7 else "5")
    publish_all(survey)
    (edition,) = [one for one in all_editions(survey) if one.period.begins == date(2026, 2, 1)]
    report = published_report(survey, edition)
    share = report.indices[0].estimate
    assert share
    assert share.estimate
    assert f"{share.estimate * 100:.1f}".replace(".", ",") + "% hài lòng" in desk.get().text
    written = desk.get("/can-bo/bao-cao/html?ky=2026-02").text
    assert f"{share.estimate * 100:.1f}".replace(".", ",") + "%" in written


def test_responses_of_other_days_than_the_plans_have_figures_and_no_verdict(
    desk: Desk, survey: Survey
) -> None:
    answered(survey, 2, 200, 5)
    publish_all(survey)
    for page in (desk.get(), desk.get("/can-bo/bao-cao?ky=2026-02")):
        assert "từ 01/01/2022 đến 31/12/2022" in page.text
        assert OTHER_DAYS in page.text
        assert "97,5% hài lòng; mục tiêu là 90%." in page.text
        assert not any(said in page.text for said in ("✓", "✕", "Đạt", "Chưa hết kỳ"))
    assert any(step.startswith("Dùng kế hoạch của thời gian này") for step in steps(desk.get()))


def test_before_the_first_report_a_plan_of_this_time_is_asked_for_too(
    desk: Desk, survey: Survey
) -> None:
    assert any(step.startswith("Dùng kế hoạch của thời gian này") for step in steps(desk.get()))
    follow_example_plan(survey, MADE_UP, months_from(date(2026, 4, 1), 6))
    assert not any("hailong publish" in step for step in steps(desk.get()))


@pytest.mark.parametrize(("people", "is_told"), [(0, False), (9, True), (10, False)])
def test_a_plan_that_ended_with_too_few_answers_is_told(
    desk: Desk, survey: Survey, people: int, is_told: bool
) -> None:
    follow_ended_plan(survey)
    if people:
        answered(survey, 2, people)
    seal_closed_days(survey)
    for page in (desk.get(), desk.get("/can-bo/bao-cao")):
        said = "Kỳ kế hoạch, các tháng 03/2025 – 02/2026, đã hết mà chưa đủ mười người trả lời"
        assert (said in page.text) is is_told


def test_a_plan_that_would_part_a_few_from_published_reports_has_none_and_says_so(
    desk: Desk, survey: Survey
) -> None:
    add_responses(survey, 1, [date(2025, 12, 3)] * 30)
    answered(survey, 1, 5)
    answered(survey, 2, 30)
    publish_all(survey)
    follow_example_plan(survey, MADE_UP, months_from(date(2025, 12, 1), 2))
    assert due_periods(survey) == ()
    for page in (desk.get(), desk.get("/can-bo/bao-cao")):
        assert "Kỳ kế hoạch, các tháng 12/2025 – 01/2026, đã hết nhưng không có báo" in page.text


def test_a_year_that_reaches_before_the_plan_asks_for_no_other_plan(
    desk: Desk, survey: Survey
) -> None:
    follow_example_plan(survey, MADE_UP, months_from(date(2026, 2, 1), 6))
    answered(survey, 1, 20)
    answered(survey, 2, 20)
    publish_all(survey)
    page = desk.get()
    assert OTHER_DAYS in page.text
    assert not any("hailong publish" in step for step in steps(page))


@pytest.mark.parametrize("mode", [Mode.POSTER, Mode.PAPER])
def test_ways_of_answering_are_not_put_together_without_a_word(
    desk: Desk, survey: Survey, mode: Mode
) -> None:
    answered(survey, 2, 20)
    add_responses(survey, 1, [date(2026, 2, 3)] * 12, mode=mode)
    publish_all(survey)
    pages = (desk.get(), desk.get("/can-bo/bao-cao"))
    assert [TOGETHER in page.text for page in pages] == [mode is Mode.PAPER] * 2


def test_responses_that_no_figure_counts_are_named_with_their_version(
    desk: Desk, survey: Survey
) -> None:
    answered(survey, 2, 20)
    use(survey, questionnaire="service-19.v1")
    answered(survey, 2, 11)
    publish_all(survey)
    for page in (desk.get(), desk.get("/can-bo/bao-cao?ky=2026-02")):
        assert "Không tính 11 phiếu trả lời theo mẫu phiếu khác (service-19.v1)." in page.text


OF_OTHER_MONTHS = "Mỗi báo cáo tính phiếu của những tháng riêng"
WEIGHTED = "chỉ báo cáo “Kế hoạch 12/2025 – 02/2026” tính mỗi quầy theo số hồ sơ"


@pytest.mark.parametrize("months", [(2,), (1, 2)])
@pytest.mark.parametrize("is_weighted", [False, True])
def test_the_desk_says_why_figures_of_its_reports_differ(
    desk: Desk, survey: Survey, months: tuple[int, ...], is_weighted: bool
) -> None:
    plan = months_from(date(2025, 12, 1), 3)
    follow_example_plan(survey, MADE_UP, plan)
    for month in months:
        answered(survey, month, 60, 12)
        add_responses(
            survey, 2, [date(2026, month, 3)] * 60, lambda place: "2" if place < 21 else "5"
        )
    if is_weighted:
        every = [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
        cells = {CaseCell(point, month): 300 * point for point in (1, 2) for month in every}
        import_cases(survey, cells, "Lan", examine_counts(survey, cells).mark)
    publish_all(survey)
    text = desk.get().text
    assert (OF_OTHER_MONTHS in text) == (len(months) > 1)
    assert (WEIGHTED in text) == (is_weighted and len(months) > 1)


def test_a_new_office_is_told_when_its_first_report_comes_and_why_not_before(
    desk: Desk, survey: Survey
) -> None:
    add_responses(survey, 1, [TODAY - timedelta(days=1)] * 9)
    for page in (desk.get(), desk.get("/can-bo/bao-cao")):
        assert "Chưa có báo cáo nào được công bố." in page.text
        assert "Báo cáo tiếp theo: tháng 03/2026, công bố khi tháng đã hết" in page.text
        assert "sẽ biết người ấy trả lời gì" in page.text
        assert "% hài lòng" not in page.text


def test_a_report_that_is_being_made_is_named(desk: Desk, survey: Survey) -> None:
    answered(survey, 2, 20)
    seal_closed_days(survey)
    add_responses(survey, 1, [survey.today()] * 10)
    for page in (desk.get(), desk.get("/can-bo/bao-cao")):
        (waiting,) = re.findall("Báo cáo đang chờ đến lượt lập: ([^.]*)[.]", page.text)
        assert "Tháng 02/2026" in waiting.split("; ")
        assert len(waiting.split("; ")) > 1
        assert "Báo cáo tiếp theo" not in page.text
        assert "% hài lòng" not in page.text
    survey.making.begin(FEBRUARY)
    for page in (desk.get(), desk.get("/can-bo/bao-cao")):
        assert "Báo cáo đang được lập: Tháng 02/2026." in page.text
        assert page.text.count("Tháng 02/2026") == 1


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StoreFull(), "Chưa lưu được gì: ổ đĩa đã đầy hoặc không cho ghi"),
        (TaskTooLong(300.0), "Việc lập đã bị dừng sau 5 phút."),
        (TaskFailed("PublicationAltered"), "Một báo cáo trước không còn đúng như khi lập"),
        (TaskFailed("FewOthers"), "thêm hoặc bớt một vài người trả lời"),
        (FewOthers(FEBRUARY.begins, FEBRUARY.ends), "thêm hoặc bớt một vài người trả lời"),
        (TaskFailed("KeyError"), "Có lỗi trong lúc lập. Máy chủ tự thử lại mười phút một lần."),
    ],
)
def test_a_report_that_cannot_be_made_says_why_and_what_to_do(
    desk: Desk, survey: Survey, error: SurveyError, said: str
) -> None:
    answered(survey, 2, 20)
    seal_closed_days(survey)
    add_responses(survey, 1, [survey.today()] * 10)
    survey.making.begin(FEBRUARY)
    survey.making.end(FEBRUARY, failure_of(error))
    for page in (desk.get(), desk.get("/can-bo/bao-cao")):
        (fault,) = [text_of(one) for one in page.tree.iter("div") if one.get("class") == "faults"]
        assert said in fault
        assert "Tháng 02/2026." in fault
        assert "đang được lập" not in page.text


def test_a_report_that_was_altered_is_named_and_not_shown(desk: Desk, survey: Survey) -> None:
    answered(survey, 1, 20)
    answered(survey, 2, 20)
    publish_all(survey)
    with survey.store.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE publication SET report = CAST('{}' AS BLOB) WHERE begins = '2026-02-01'"
        )
    page = desk.get()
    assert "Không hiện báo cáo lần 1 của kỳ này" in page.text
    assert page.text.count("% hài lòng") == 2


def test_a_report_with_an_altered_day_is_named_wherever_it_stands(
    desk: Desk, survey: Survey
) -> None:
    answered(survey, 2, 20)
    publish_all(survey)
    order_report(survey, FEBRUARY)
    for wanted in release_state(survey).wanted:
        publish_wanted(survey, RunHere(), wanted)
    with survey.store.writing() as connection:
        connection.exec_driver_sql("UPDATE publication SET made_on = 'x' WHERE number = 2")
    for path in ("/can-bo/", "/can-bo/bao-cao?ky=2026-02"):
        assert "Không hiện báo cáo lần 2 của kỳ này" in desk.get(path).text
    assert "Không lập lại được báo cáo lần 2" in desk.get("/can-bo/so-ho-so").text
    with survey.store.writing() as connection:
        connection.exec_driver_sql("UPDATE publication SET begins = 'x' WHERE number = 2")
    for path in ("/can-bo/", "/can-bo/bao-cao?ky=2026-02", "/can-bo/so-ho-so"):
        assert "đã bị xóa khỏi cơ sở dữ liệu, bị sửa hoặc bị thêm vào" in desk.get(path).text


def test_what_a_copy_that_was_put_back_lacks_is_told_and_not_made(
    desk: Desk, survey: Survey
) -> None:
    add_restoration(survey.settings, Restoration(date(2026, 2, 20), date(2026, 3, 1)))
    answered(survey, 2, 20)
    seal_closed_days(survey)
    add_responses(survey, 1, [survey.today()] * 10)
    for page in (desk.get(), desk.get("/can-bo/bao-cao")):
        (fault,) = [text_of(one) for one in page.tree.iter("div") if one.get("class") == "faults"]
        assert "Ngày 01/03/2026, cơ sở dữ liệu đã được khôi phục từ bản sao lưu ngày" in fault
        assert "không lập báo cáo của kỳ nào có tháng 02/2026" in fault


def test_a_broken_file_of_copies_that_were_put_back_is_told(desk: Desk, survey: Survey) -> None:
    survey.settings.restorations.write_text("[[")
    for page in (desk.get(), desk.get("/can-bo/bao-cao"), desk.get("/can-bo/so-ho-so")):
        assert "không đọc được tệp restored.json trong thư mục dữ liệu" in page.text


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM publication WHERE begins = '2026-01-01'", "ngay trước hoặc sau báo cáo"),
        ("DELETE FROM publication", "các báo cáo đã công bố đã bị xóa khỏi cơ sở dữ liệu"),
        ("UPDATE published_text SET text = 'x' WHERE kind = 'plan'", "Chưa lập báo cáo nào: "),
        ("UPDATE followed_plan SET plan = 'x'", "danh sách kế hoạch cơ quan đã theo không còn"),
        ("DELETE FROM followed_plan", "danh sách kế hoạch cơ quan đã theo không còn"),
    ],
)
def test_a_deleted_report_and_an_altered_plan_are_told(
    desk: Desk, survey: Survey, damage: str, said: str
) -> None:
    answered(survey, 2, 20)
    publish_all(survey)
    assert "Chưa lập báo cáo nào" not in desk.get().text
    with survey.store.writing() as connection:
        connection.exec_driver_sql(damage)
    for page in (desk.get(), desk.get("/can-bo/bao-cao")):
        assert said in page.text


def test_a_report_by_an_altered_plan_is_named_and_not_shown(desk: Desk, survey: Survey) -> None:
    answered(survey, 2, 20)
    publish_all(survey)
    with survey.store.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE published_text SET sha256 = replace(sha256, 'a', 'b') WHERE kind = 'plan'"
        )
    page = desk.get()
    assert "không còn được lưu đúng như khi ban hành" in page.text
    assert "% hài lòng" not in page.text
    desk.get("/can-bo/bao-cao/json?ky=2026-02", 409)


def test_the_table_counts_closed_days_and_shows_nothing_else_of_answers(
    desk: Desk, survey: Survey, code: str
) -> None:
    add_responses(survey, 1, [TODAY, TODAY, date(2026, 3, 1), date(2026, 2, 27)])
    add_responses(survey, 1, [date(2026, 3, 1)], mode=Mode.PAPER)
    seal_closed_days(survey)
    page = desk.get()
    first, second = rows(page)
    assert first == [
        "Quầy 1: Người có công Tầng 1, nhà A", "Người có công", "2", code, "Dùng thử",
    ]  # fmt: skip
    assert second[2] == "0"
    assert "Tháng 03/2026: 2 phiếu, tính đến hết ngày 01/03/2026" in page.text
    assert "Phiếu giấy: 1; Áp phích mã QR tại quầy: 1." in page.text


def test_on_the_first_of_a_month_no_day_of_it_is_closed(desk: Desk, clock: Clock) -> None:
    clock.pass_days(-1)
    assert "Tháng 03/2026: chưa chốt ngày nào" in desk.get().text


def test_a_new_office_is_told_its_first_steps(survey: Survey, desk: Desk) -> None:
    set_up_office(survey, OFFICE, None, CONTACT)
    follow_example_plan(survey, MADE_UP, months_from(date(2026, 1, 1), 12))
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


def test_when_all_is_well_there_is_nothing_to_do(desk: Desk, survey: Survey) -> None:
    follow_ended_plan(survey)
    print_posters(survey, None, RunHere())
    answered(survey, 2, 300, 3)
    publish_all(survey)
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
