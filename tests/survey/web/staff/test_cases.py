"""Case counts at the desk: looked at, stored whole, replaced knowingly, undone whole."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from questionnaires.months import Months, months_from
from survey.background import RunHere
from survey.domain.case_counts import CaseCell
from survey.limits import MOST_BODY_BYTES, MOST_UPLOAD_BYTES
from survey.services.find_due_reports import release_state
from survey.services.import_cases import case_imports, examine_counts, import_cases
from survey.services.manage_places import close_service_point
from survey.services.publish_report import make_report, publish, publish_wanted
from survey.services.survey import Survey
from tests.pages import LOOPBACK, Page
from tests.survey.answers import add_responses
from tests.survey.services.test_followed_plans import follow
from tests.survey.web.staff.desk import Desk

CASES = "/can-bo/so-ho-so"
ONE, TWO = "Quầy 1: Người có công", "Quầy 2: Việc làm"
FILE = f"Quầy,Tháng,Số hồ sơ\n{ONE},01/2026,1200\n{TWO},01/2026,30\n"
JANUARY = months_from(date(2026, 1, 1), 1)
TWO_MONTHS = {"begins": "2026-01-01", "ends": "2026-02-28"}


def look_at(desk: Desk, text: str | bytes, status: int = 200) -> Page:
    content = text.encode() if isinstance(text, str) else text
    return desk.send(CASES, status, file=(BytesIO(content), "ho-so.csv"))  # type: ignore[arg-type]


def store(desk: Desk, page: Page) -> str:
    return desk.go(CASES, **page.hidden)


def answer(survey: Survey, point: int, count: int) -> None:
    days = [date(2026, 1, 3) + timedelta(days=n % 20) for n in range(count)]
    add_responses(survey, point, days, lambda place: "2" if place < 3 else "5")


def test_an_office_without_counts_is_told_how_to_begin(desk: Desk) -> None:
    page = desk.get(CASES)
    assert page.heading == "Số hồ sơ đã tiếp nhận"
    assert "Chưa có lần nào. Xin tải tệp mẫu" in page.text
    assert "Chưa có tháng nào đã hết mà có phiếu." in page.text


def test_a_file_is_shown_before_it_is_stored(desk: Desk, survey: Survey) -> None:
    page = look_at(desk, FILE)
    assert "01/2026 2 1.230" in page.text
    assert "Chưa lưu gì." in page.text
    assert case_imports(survey) == ()
    assert store(desk, page) == f"{CASES}?done=imported"
    after = desk.get(f"{CASES}?done=imported")
    assert "Đã lưu, và dùng từ bây giờ." in after.text
    assert "1 Lan, 02/03/2026 01/2026 1.230 đang dùng" in after.text
    (stored,) = case_imports(survey)
    assert stored.counts == {CaseCell(1, JANUARY.begins): 1200, CaseCell(2, JANUARY.begins): 30}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FILE.replace(ONE, "Quầy 1"), f"tên “Quầy 1”; gần giống nhất là “{ONE}”."),
        (FILE.replace("30\n", "ba chục\n"), "Hàng 3, cột “Số hồ sơ”"),
        (FILE.replace(TWO, ONE), "Hàng 2, 3"),
        (FILE.replace("01/2026,30", "03/2026,30"), "Hàng 3: Tháng 03/2026 chưa hết"),
        ("\x00\x01\x02", "UTF-16"),
    ],
)  # fmt: skip
def test_every_fault_is_told_by_its_row_and_nothing_is_stored(
    desk: Desk, survey: Survey, text: str, said: str
) -> None:
    page = look_at(desk, text, 422)
    assert "Chưa lưu gì. Xin sửa những chỗ sau trong tệp rồi gửi lại:" in page.text
    assert said in page.text
    assert case_imports(survey) == ()


def test_a_month_of_an_unlikely_year_is_asked_about_or_refused(desk: Desk, survey: Survey) -> None:
    answer(survey, 1, 3)
    asked = "không thuộc kỳ kế hoạch nào: 01/2016. Xin xem lại năm"
    assert asked in look_at(desk, FILE.replace("01/2026,30", "01/2016,30")).text
    refused = look_at(desk, FILE.replace("01/2026,30", "05/1926,30"), 422)
    assert "Hàng 3, cột “Tháng”: “05/1926”" in refused.text


def test_of_very_many_faults_the_first_are_told(desk: Desk) -> None:
    rows = "".join(f"Bàn số {number * 7919},01/2026,3\n" for number in range(230))
    page = look_at(desk, f"Quầy,Tháng,Số hồ sơ\n{rows}", 422)
    assert "… và 30 chỗ nữa." in page.text or "và 30" in page.text


def test_without_a_file_nothing_is_looked_at(desk: Desk) -> None:
    assert "Xin chọn một tệp trước." in look_at(desk, "", 422).text
    assert "Xin chọn một tệp trước." in desk.send(CASES, 422).text


def test_a_corrected_count_replaces_only_when_the_button_says_so(
    desk: Desk, survey: Survey
) -> None:
    store(desk, look_at(desk, FILE))
    page = look_at(desk, FILE.replace("1200", "1300"))
    assert f"{ONE}, 01/2026: đã nhập 1.200, trong tệp này 1.300" in page.text
    assert "Lưu và thay 1 số đã nhập" in page.text
    store(desk, page)
    listed = desk.get(CASES).text
    assert "2 Lan, 02/03/2026 01/2026 1.330 đang dùng" in listed
    assert "lần nhập sau đã thay" in listed
    assert desk.go(f"{CASES}/2/bo") == f"{CASES}?done=undone"
    assert "Lan bỏ ngày 02/03/2026" in desk.get(CASES).text
    assert case_imports(survey)[0].is_undone


def test_the_same_file_again_has_no_button(desk: Desk) -> None:
    store(desk, look_at(desk, FILE))
    page = look_at(desk, FILE)
    assert "Những số này đã có sẵn" in page.text
    assert "counts" not in page.hidden


def test_what_changed_meanwhile_is_shown_again(desk: Desk, survey: Survey) -> None:
    page = look_at(desk, FILE)
    counts = {CaseCell(1, JANUARY.begins): 7}
    import_cases(survey, counts, "Nam", examine_counts(survey, counts).mark)
    again = desk.send(CASES, 409, **page.hidden)
    assert "trong lúc đó có người vừa nhập" in again.text
    assert f"{ONE}, 01/2026: đã nhập 7, trong tệp này 1.200" in again.text
    store(desk, again)
    assert len(case_imports(survey)) == 2


@pytest.mark.parametrize("counts", ["", "x", "1.2026-01.5 ", "99.2026-01.5", "1.2026-03.5"])
def test_a_form_that_we_did_not_make_is_refused(desk: Desk, survey: Survey, counts: str) -> None:
    fields = desk.with_token({"counts": counts, "mark": "x"})
    assert desk.client.post(CASES, data=fields, base_url=LOOPBACK).status_code == 400
    assert case_imports(survey) == ()


def test_made_up_counts_stay_made_up(desk: Desk, survey: Survey) -> None:
    store(desk, look_at(desk, f"Quầy,Tháng,Số hồ sơ,made_up\n{ONE},01/2026,12,1\n"))
    assert case_imports(survey)[0].is_made_up


def test_fewer_cases_than_responses_are_said_and_may_be_stored(desk: Desk, survey: Survey) -> None:
    answer(survey, 2, 31)
    page = look_at(desk, FILE)
    assert f"{TWO}, 01/2026: 30 hồ sơ, 31 phiếu" in page.text
    store(desk, page)
    assert f"01/2026 1.230 31 ít hồ sơ hơn số phiếu: {TWO}" in desk.get(CASES).text


def test_the_file_to_fill_in_has_what_is_missing(desk: Desk, survey: Survey) -> None:
    answer(survey, 1, 3)
    store(desk, look_at(desk, f"Quầy,Tháng,Số hồ sơ\n{TWO},01/2026,30\n"))
    assert f"01/2026 30 3 còn thiếu: {ONE}" in desk.get(CASES).text
    given = desk.client.get(f"{CASES}/mau", base_url=LOOPBACK)
    assert 'filename="so-ho-so.xlsx"' in given.headers["Content-Disposition"]
    sheet = load_workbook(BytesIO(given.data)).worksheets[0]
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    assert rows == [("Quầy", "Tháng", "Số hồ sơ"), (ONE, "01/2026", None)]


def test_every_month_of_a_plan_that_was_answered_in_is_to_be_counted(
    desk: Desk, survey: Survey
) -> None:
    follow(survey, "winter", Months(date(2025, 12, 1), date(2026, 3, 31)))
    answer(survey, 1, 3)
    page = desk.get(CASES)
    assert "02/2026 – 0 chưa có số hồ sơ 01/2026 – 3 chưa có số hồ sơ 12/2025 – 0" in page.text


def test_the_file_has_a_closed_counter_that_was_answered_at(desk: Desk, survey: Survey) -> None:
    answer(survey, 1, 3)
    close_service_point(survey, 1)
    given = desk.client.get(f"{CASES}/mau", base_url=LOOPBACK)
    sheet = load_workbook(BytesIO(given.data)).worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [ONE, TWO]


def test_the_file_of_an_office_that_lacks_nothing_is_of_the_last_month(desk: Desk) -> None:
    given = desk.client.get(f"{CASES}/mau", base_url=LOOPBACK)
    sheet = load_workbook(BytesIO(given.data)).worksheets[0]
    assert [row[1].value for row in sheet.iter_rows()] == ["Tháng", "02/2026", "02/2026"]


def test_the_file_as_it_was_given_is_understood_when_it_is_filled_in(desk: Desk) -> None:
    book = load_workbook(BytesIO(desk.client.get(f"{CASES}/mau", base_url=LOOPBACK).data))
    for cases, row in enumerate(book.worksheets[0].iter_rows(min_row=2), 5):
        row[2].value = cases
    filled = BytesIO()
    book.save(filled)
    assert "02/2026 2 11" in look_at(desk, filled.getvalue()).text


def test_a_report_made_before_the_counts_is_made_anew_with_them(desk: Desk, survey: Survey) -> None:
    plan = Months(JANUARY.begins, date(2026, 2, 28))
    follow(survey, "two-months", plan)
    answer(survey, 1, 14)
    answer(survey, 2, 14)
    for period in (plan, JANUARY):
        publish(survey, period, make_report(survey.settings, period.begins, period.ends))
    text = FILE + f"{ONE},02/2026,0\n{TWO},02/2026,0\n"
    store(desk, look_at(desk, text))
    page = desk.get(CASES)
    weighted = "trọng số cho các chỉ số chung theo số hồ sơ (chỉ một lần)"
    assert f"01/2026 – 02/2026 {weighted}" in page.text
    assert "01/2026 tỷ lệ hồ sơ có ý kiến" in page.text
    assert desk.go(f"{CASES}/lap-lai", **TWO_MONTHS) == f"{CASES}?done=ordered"
    (order,) = release_state(survey).ordered
    second = publish_wanted(survey, RunHere(), order)
    assert second is not None
    assert second.reason == "Có số hồ sơ được nhập sau khi báo cáo trước đã lập."
    assert b'"population":{' in second.report
    assert "01/2026 – 02/2026" not in desk.get(CASES).text.partition("Từng tháng")[0]
    assert desk.go(f"{CASES}/lap-lai", **TWO_MONTHS) == CASES  # nothing is left to be made anew


def test_an_altered_report_is_named_and_the_others_may_be_made_anew(
    desk: Desk, survey: Survey
) -> None:
    plan = Months(JANUARY.begins, date(2026, 2, 28))
    follow(survey, "two-months", plan)
    answer(survey, 1, 14)
    for period in (plan, JANUARY):
        publish(survey, period, make_report(survey.settings, period.begins, period.ends))
    store(desk, look_at(desk, FILE))
    with survey.store.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE publication SET report = CAST('{}' AS BLOB) WHERE ends = '2026-02-28'"
        )
    page = desk.get(CASES)
    assert "báo cáo lần 1 của kỳ 01/2026 – 02/2026: nội dung đang lưu không còn đúng" in page.text
    assert "01/2026 tỷ lệ hồ sơ có ý kiến" in page.text
    assert desk.go(f"{CASES}/lap-lai", **TWO_MONTHS) == CASES


def test_a_report_that_is_ordered_waits_where_everybody_sees_it(desk: Desk, survey: Survey) -> None:
    plan = Months(JANUARY.begins, date(2026, 2, 28))
    follow(survey, "two-months", plan)
    answer(survey, 1, 14)
    publish(survey, plan, make_report(survey.settings, plan.begins, plan.ends))
    store(desk, look_at(desk, FILE))
    for _ in range(2):
        assert desk.go(f"{CASES}/lap-lai", **TWO_MONTHS) == f"{CASES}?done=ordered"
    page = desk.get(f"{CASES}?done=ordered")
    assert "Đã yêu cầu lập lại." in page.text
    assert "đã yêu cầu, sẽ được tự động lập" in page.text
    for text in (page.text, desk.get().text, desk.get("/can-bo/bao-cao").text):
        assert "Báo cáo đang chờ đến lượt lập: Kế hoạch 01/2026 – 02/2026" in text
    assert [one.period for one in release_state(survey).ordered] == [plan]


def test_an_import_that_never_was_is_not_found(desk: Desk) -> None:
    answer = desk.client.post(f"{CASES}/7/bo", data=desk.with_token({}), base_url=LOOPBACK)
    assert answer.status_code == 404


def test_a_large_file_is_taken_there_and_a_larger_one_nowhere(desk: Desk) -> None:
    large = FILE + " " * 2 * MOST_BODY_BYTES
    assert "1.230" in look_at(desk, large).text
    too_large = desk.client.post(
        CASES,
        data=b"x" * (MOST_UPLOAD_BYTES + 1),
        content_type="multipart/form-data; boundary=x",
        base_url=LOOPBACK,
    )
    assert too_large.status_code == 413
    elsewhere = desk.with_token({"name": "x" * MOST_BODY_BYTES})
    assert (
        desk.client.post("/can-bo/quay/them", data=elsewhere, base_url=LOOPBACK).status_code == 413
    )


def test_no_other_page_takes_a_file(desk: Desk) -> None:
    fields = desk.with_token({"file": (BytesIO(b"x"), "x.csv")})
    sent = desk.client.post("/can-bo/quay/them", data=fields, base_url=LOOPBACK)
    assert sent.status_code == 415


def test_a_damaged_body_with_a_file_is_refused(desk: Desk) -> None:
    answer = desk.client.post(
        CASES, data=b"--x\r\nnothing", content_type="multipart/form-data", base_url=LOOPBACK
    )
    assert answer.status_code == 400
