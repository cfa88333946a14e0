"""A batch of paper forms from the counter's page to the sign-off, and what goes wrong between."""

from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]  # no stubs exist
import pytest

from survey.domain.modes import Mode
from survey.domain.progress import Stage
from survey.services.batch_progress import progress
from survey.services.keep_batches import new_batch, stop_entry
from survey.services.keep_staff import start_session
from survey.services.manage_places import close_service_point
from survey.services.publish_text import current_questionnaire, use
from survey.services.survey import Survey
from survey.services.type_sheets import undo_last_sheet
from survey.store.responses import read_responses
from survey.web.headers import STAFF_POLICY
from tests.pages import Page
from tests.survey.paper import FULL, SPOILED, emptied_box, make_account, type_first, type_second
from tests.survey.web.staff.desk import COOKIE, NAME, Desk

FIRST = "P-2026-001"
BATCH = f"/can-bo/lo-phieu/{FIRST}"
LAN = 1
OTHER = "4" + FULL[1:]
TELLING = "Gọi tôi 0912 345 678"
HOSTILE = "<svg onload=alert(1)>{{ 7*7 }} %(name)s"


@pytest.fixture
def mai(survey: Survey, desk: Desk) -> int:
    """Make a second account, so that somebody else can type a second time."""
    make_account(survey, "Mai")
    return 2


def signs(survey: Survey, answers: str, sheet: int, comment: str = "") -> dict[str, str]:
    """Return a sheet as the form sends it."""
    asked = current_questionnaire(survey)
    fields = {
        f"q-{question.id}": sign.replace("-", "")
        for question, sign in zip(asked.questions, answers, strict=True)
    }
    return {"sheet": str(sheet), "comment": comment, **fields}


def sign_in_as_mai(survey: Survey, desk: Desk) -> None:
    session = start_session(survey, make_account(survey, "Mai")).token
    desk.client.set_cookie(COOKIE, session)


def typed_once(survey: Survey, sheets: int) -> None:
    batch = emptied_box(survey, sheets)
    for sheet in range(1, sheets + 1):
        type_first(survey, batch.number, sheet, FULL, LAN)


def stage(survey: Survey) -> Stage:
    return progress(survey, FIRST).stage


def stored(survey: Survey) -> list[str]:
    with survey.store.reading() as connection:
        found = list(read_responses(connection))
    assert {one.mode for one in found} <= {Mode.PAPER}
    return sorted(one.answers for one in found)


def test_a_counter_without_batches_says_what_they_are_for(desk: Desk) -> None:
    page = desk.get("/can-bo/quay/1")
    assert "Chưa có phiếu giấy." in page.text
    assert page.links["In phiếu giấy"] == "/can-bo/quay/1/phieu-giay"


def test_a_batch_is_made_and_printed(desk: Desk) -> None:
    page = desk.get(desk.go("/can-bo/quay/1/phieu-giay", copies="50"))
    assert page.heading == f"Lô phiếu {FIRST}"
    assert "Đã tạo lô." in page.text
    answer = desk.download(f"{BATCH}/in")
    with pypdfium2.PdfDocument(BytesIO(answer.data)) as document:
        assert FIRST in document[0].get_textpage().get_text_range()
    assert answer.headers["Content-Disposition"] == f'attachment; filename="phieu-{FIRST}.pdf"'


def test_a_batch_is_typed_typed_again_and_signed_off(desk: Desk, survey: Survey, mai: int) -> None:
    new_batch(survey, 1, 50)
    sheets = list(enumerate((FULL, OTHER, "-" * 11), start=1))
    desk.go(f"{BATCH}/dem", found="3")
    for sheet, answers in sheets:
        assert desk.get(f"{BATCH}/nhap").heading == f"Tờ {sheet} trên 3"
        desk.go(f"{BATCH}/nhap", **signs(survey, answers, sheet))
    sign_in_as_mai(survey, desk)
    for sheet, answers in sheets:
        assert f"Nhập lần hai tờ {sheet} " in desk.get(f"{BATCH}/nhap-lai").heading
        desk.go(f"{BATCH}/nhap-lai", **signs(survey, answers, sheet))
    page = desk.get(f"{BATCH}/ky-chot")
    assert "trong đó phiếu trả lời 2" in page.text
    assert "Bấm nút là Mai ký xác nhận" in page.text
    page = desk.get(desk.go(f"{BATCH}/ky-chot", seen=page.hidden["seen"]))
    assert "Mai ký chốt ngày 02/03/2026." in page.text
    assert stored(survey) == [OTHER, FULL]


@pytest.mark.parametrize("copies", ["", "0", "-1", "1001", "10 000", "1e3", "５０", "x", "9" * 40])
def test_a_number_of_copies_that_cannot_be_is_refused(
    desk: Desk, survey: Survey, copies: str
) -> None:
    page = desk.send("/can-bo/quay/1/phieu-giay", copies=copies)
    assert "Số bản: Hãy ghi một số nguyên từ 1 đến 1000." in page.text
    assert page.field("Số bản").get("value") == copies
    assert "Chưa có phiếu giấy." in desk.get("/can-bo/quay/1").text


def test_a_closed_counter_gets_no_new_batch_and_keeps_its_own(desk: Desk, survey: Survey) -> None:
    emptied_box(survey, 1)
    close_service_point(survey, 1)
    assert "đang đóng" in desk.get("/can-bo/quay/1/phieu-giay").text
    assert "đang đóng" in desk.send("/can-bo/quay/1/phieu-giay", 409, copies="5").text
    assert FIRST in desk.get("/can-bo/quay/1").text
    desk.go(f"{BATCH}/nhap", **signs(survey, FULL, 1))


@pytest.mark.parametrize("found", ["", "x", "2001", "-1"])
def test_sheets_that_cannot_have_been_counted_are_refused(
    desk: Desk, survey: Survey, found: str
) -> None:
    new_batch(survey, 1, 50)
    page = desk.send(f"{BATCH}/dem", found=found)
    assert "Số tờ trong hòm: Hãy ghi một số nguyên từ 0 đến 2000." in page.text
    assert stage(survey) is Stage.PRINTED


def test_counting_below_what_is_typed_is_refused(desk: Desk, survey: Survey) -> None:
    typed_once(survey, 3)
    assert "Đã nhập 3 tờ rồi." in desk.send(f"{BATCH}/dem", found="2").text


def test_a_wrong_sign_is_refused_at_its_field_and_nothing_is_lost(
    desk: Desk, survey: Survey
) -> None:
    emptied_box(survey, 2)
    sent = signs(survey, FULL, 1, HOSTILE) | {"q-signs": "0", "q-fee": "7"}
    page = desk.send(f"{BATCH}/nhap", **sent)
    assert page.by_id("q-signs").get("value") == "0"
    assert page.by_id("q-signs").get("aria-invalid") == "true"
    assert "Hãy gõ một trong các số: 1, 2, 3, 4, 5." in page.text
    assert "Hãy gõ một trong các số: 1, 2, 3, 4, 5, 0." in page.text
    assert page.by_id("q-papers").get("value") == "5"
    assert page.by_id("q-papers").get("aria-invalid") is None
    assert (page.by_id("comment").text or "").strip() == HOSTILE
    assert progress(survey, FIRST).first == {}


def test_words_alone_are_taken_and_too_many_refused_and_kept(desk: Desk, survey: Survey) -> None:
    emptied_box(survey, 2)
    page = desk.send(f"{BATCH}/nhap", **signs(survey, FULL, 1, "x" * 2001))
    assert "Lời ghi có 2001 ký tự; nhiều nhất là 2000." in page.text
    assert (page.by_id("comment").text or "").strip() == "x" * 2001
    desk.go(f"{BATCH}/nhap", **signs(survey, "-" * 11, 1, "Chờ lâu"))
    assert progress(survey, FIRST).first[1].content == (False, "-" * 11, "Chờ lâu")


def test_a_spoiled_sheet_is_counted_whatever_was_typed(desk: Desk, survey: Survey) -> None:
    emptied_box(survey, 2)
    desk.go(f"{BATCH}/nhap", **signs(survey, FULL, 1, "x"), spoiled="1")
    assert progress(survey, FIRST).first[1].content == (True, "-" * 11, "")


def test_a_sheet_sent_again_is_one_and_another_under_its_number_is_not_taken(
    desk: Desk, survey: Survey
) -> None:
    emptied_box(survey, 3)
    for _ in range(2):
        assert desk.go(f"{BATCH}/nhap", **signs(survey, FULL, 1)) == f"{BATCH}/nhap"
    page = desk.send(f"{BATCH}/nhap", 409, **signs(survey, OTHER, 1))
    assert "Chưa lưu: tờ này vừa được nhập" in page.text
    assert page.heading == "Tờ 2 trên 3"
    assert page.by_id("q-signs").get("value") == "4"
    assert progress(survey, FIRST).first[1].answers == FULL


@pytest.mark.parametrize("sheet", ["", "0", "-1", "9" * 40, "x", "２"])
def test_a_sheet_without_its_number_is_not_taken(desk: Desk, survey: Survey, sheet: str) -> None:
    emptied_box(survey, 3)
    desk.send(f"{BATCH}/nhap", 409, **(signs(survey, FULL, 1) | {"sheet": sheet}))
    assert progress(survey, FIRST).first == {}


def test_the_last_sheet_is_taken_back_to_be_typed_anew(desk: Desk, survey: Survey) -> None:
    emptied_box(survey, 3)
    assert "Nhập lại tờ" not in desk.get(f"{BATCH}/nhap").text
    desk.go(f"{BATCH}/nhap", **signs(survey, FULL, 1))
    assert "Nhập lại tờ 1" in desk.get(f"{BATCH}/nhap").text
    desk.go(f"{BATCH}/nhap/lai-to-cuoi", sheet="1")
    assert desk.get(f"{BATCH}/nhap").heading == "Tờ 1 trên 3"


def test_after_the_last_sheet_the_batch_goes_on(desk: Desk, survey: Survey) -> None:
    emptied_box(survey, 1)
    desk.go(f"{BATCH}/nhap", **signs(survey, FULL, 1))
    assert desk.pages.sent_on(f"{BATCH}/nhap") == BATCH
    assert "Nhập lại tờ 1" in desk.get(BATCH).text
    assert desk.go(f"{BATCH}/nhap", **signs(survey, OTHER, 2)) == f"{BATCH}?done=moved-on"
    assert "đã sang bước khác" in desk.get(f"{BATCH}?done=moved-on").text


def test_a_pile_that_ends_early_needs_a_reason_at_the_sign_off(desk: Desk, survey: Survey) -> None:
    emptied_box(survey, 2)
    page = desk.get(desk.go(f"{BATCH}/het"))
    assert "không hỏi thêm tờ nào nữa" in page.text
    page = desk.get(f"{BATCH}/ky-chot")
    assert "Số tờ đã nhập không bằng số tờ có trong hòm." in page.text
    seen = page.hidden["seen"]
    page = desk.send(f"{BATCH}/ky-chot", seen=seen, reason="")
    assert "hãy ghi vì sao" in page.text
    page = desk.send(f"{BATCH}/ky-chot", seen=seen, reason="x" * 301)
    assert "Dòng này quá dài." in page.text
    page = desk.get(desk.go(f"{BATCH}/ky-chot", seen=seen, reason=HOSTILE))
    assert f"Vì sao số không khớp: {HOSTILE}" in page.text


def test_more_sheets_than_were_printed_need_a_reason(desk: Desk, survey: Survey) -> None:
    emptied_box(survey, 51)
    stop_entry(survey, FIRST)
    assert "nhiều tờ hơn số đã in" in desk.get(f"{BATCH}/ky-chot").text


def test_totals_that_changed_are_shown_anew_and_not_signed(
    desk: Desk, survey: Survey, mai: int
) -> None:
    emptied_box(survey, 3)
    stop_entry(survey, FIRST)
    page = desk.send(f"{BATCH}/ky-chot", 409, seen="0/0/0/0/0/0/0/0", reason="vì sao")
    assert "vừa có người nhập thêm" in page.text
    assert stage(survey) is Stage.SIGN_OFF


def test_signed_twice_it_is_stored_once(desk: Desk, survey: Survey, mai: int) -> None:
    typed_once(survey, 2)
    for sheet in (1, 2):
        type_second(survey, FIRST, sheet, FULL, mai)
    seen = desk.get(f"{BATCH}/ky-chot").hidden["seen"]
    for _ in range(2):
        assert desk.go(f"{BATCH}/ky-chot", seen=seen) == f"{BATCH}?done=signed"
    assert stored(survey) == [FULL] * 2


def test_who_typed_first_is_told_that_somebody_else_types_again(
    desk: Desk, survey: Survey, mai: int
) -> None:
    typed_once(survey, 2)
    page = desk.get(f"{BATCH}/nhap-lai")
    assert page.heading == "Người khác nhập lần hai"
    assert "Còn 2 tờ phải nhập lần hai." in page.text
    desk.send(f"{BATCH}/nhap-lai", 409, **signs(survey, FULL, 1))
    assert progress(survey, FIRST).second == {}


def test_who_has_the_only_account_is_told_that_it_will_be_said(desk: Desk, survey: Survey) -> None:
    typed_once(survey, 1)
    page = desk.get(f"{BATCH}/nhap-lai")
    assert "Cơ quan chỉ có một tài khoản" in page.text
    desk.go(f"{BATCH}/nhap-lai", **signs(survey, FULL, 1))
    assert "Cả hai lần do cùng một người nhập." in desk.get(f"{BATCH}/ky-chot").text


def test_the_second_entry_shows_nothing_of_the_first(desk: Desk, survey: Survey, mai: int) -> None:
    typed_once(survey, 2)
    sign_in_as_mai(survey, desk)
    page = desk.get(f"{BATCH}/nhap-lai")
    typed = [one for one in page.tree.iter("input") if one.get("name", "").startswith("q-")]
    assert {one.get("value") for one in typed} == {""}
    page = desk.get(desk.go(f"{BATCH}/nhap-lai", **signs(survey, OTHER, 1)))
    assert "Nhập lại tờ 1" in page.text
    desk.go(f"{BATCH}/nhap-lai/lai-to-cuoi", sheet="1")
    assert progress(survey, FIRST).second == {}
    assert "Nhập lại tờ" not in desk.get(f"{BATCH}/nhap-lai?vua=99").text


def test_too_many_differences_ask_for_the_whole_batch(desk: Desk, survey: Survey, mai: int) -> None:
    typed_once(survey, 6)
    for sheet in progress(survey, FIRST).sample:
        type_second(survey, FIRST, sheet, OTHER, mai)
    page = desk.get(BATCH)
    assert "5 trên 55 câu trả lời khác nhau (9,1%), quá 2%" in page.text
    assert "Đã nhập lần hai 5 trong 6 tờ." in page.text


def test_differences_are_adjudicated_side_by_side_and_nothing_is_chosen_beforehand(
    desk: Desk, survey: Survey, mai: int
) -> None:
    typed_once(survey, 5)
    for sheet in progress(survey, FIRST).sample:
        type_second(survey, FIRST, sheet, OTHER if sheet == 3 else FULL, mai)
    assert "1 trên 55 câu nhập hai lần khác nhau (1,8%)" in desk.get(BATCH).text
    page = desk.get(f"{BATCH}/doi-chieu")
    assert page.heading == "Chỗ khác nhau ở tờ 3"
    assert "5 Rất hài lòng 4 Hài lòng Trên giấy" in page.text
    assert [one for one in page.tree.iter("option") if "selected" in one.attrib] == []
    page = desk.send(f"{BATCH}/doi-chieu", sheet="3", comment="")
    assert "Hãy chọn điều ghi trên giấy." in page.text
    page = desk.send(f"{BATCH}/doi-chieu", **{"sheet": "3", "q-signs": "2", "comment": "x" * 2001})
    assert "nhiều nhất là 2000" in page.text
    page = desk.send(f"{BATCH}/doi-chieu", **{"sheet": "3", "q-signs": "2", "comment": TELLING})
    assert "có thể để lộ người viết: 0912 345 678." in page.text
    assert page.hidden["comment-seen"]
    desk.go(f"{BATCH}/doi-chieu", **{"sheet": "3", "q-signs": "2", "comment": "Tốt"})
    assert desk.pages.sent_on(f"{BATCH}/doi-chieu") == f"{BATCH}?done=settled"
    assert progress(survey, FIRST).final()[2].content == (False, "2" + FULL[1:], "Tốt")


def test_a_sheet_that_one_found_spoiled_is_asked_about_as_a_whole(
    desk: Desk, survey: Survey, mai: int
) -> None:
    emptied_box(survey, 1)
    type_first(survey, FIRST, 1, SPOILED, LAN)
    type_second(survey, FIRST, 1, FULL, mai)
    page = desk.get(f"{BATCH}/doi-chieu")
    assert "Tờ hỏng Đọc được Trên giấy" in page.text
    page = desk.send(f"{BATCH}/doi-chieu", sheet="1", comment="")
    assert "Hãy chọn điều ghi trên giấy." in page.text
    desk.go(f"{BATCH}/doi-chieu", **{"sheet": "1", "q-readable": "1", "comment": "Tốt"})
    assert progress(survey, FIRST).final()[0].content == (False, FULL, "Tốt")


def test_giving_up_asks_first_and_then_says_so(desk: Desk, survey: Survey) -> None:
    typed_once(survey, 2)
    assert "Đã nhập 2 tờ. Phần này sẽ bị xóa" in desk.get(f"{BATCH}/bo").text
    assert stage(survey) is Stage.SECOND_ENTRY
    page = desk.get(desk.go(f"{BATCH}/bo"))
    assert "Đã bỏ lô." in page.text
    assert stage(survey) is Stage.ABANDONED
    assert "không có gì để bỏ" in desk.get(f"{BATCH}/bo").text
    for path in ("nhap", "nhap-lai"):
        assert desk.pages.sent_on(f"{BATCH}/{path}") == BATCH
        sent = desk.go(f"{BATCH}/{path}", **signs(survey, OTHER, 9))
        assert sent == f"{BATCH}?done=moved-on"
        assert desk.go(f"{BATCH}/{path}/lai-to-cuoi", sheet="2") == f"{BATCH}?done=moved-on"
    for path in ("dem", "het", "in", "doi-chieu", "ky-chot"):
        fields = {"found": "9", "sheet": "1", "seen": ""}
        assert desk.go(f"{BATCH}/{path}", **fields) == f"{BATCH}?done=moved-on"


def test_a_signed_batch_cannot_be_given_up(desk: Desk, survey: Survey) -> None:
    emptied_box(survey, 0)
    desk.go(f"{BATCH}/ky-chot", seen=desk.get(f"{BATCH}/ky-chot").hidden["seen"])
    assert desk.go(f"{BATCH}/bo") == f"{BATCH}?done=moved-on"
    assert desk.pages.sent_on(f"{BATCH}/doi-chieu") == f"{BATCH}?done=moved-on"
    assert desk.pages.sent_on(f"{BATCH}/ky-chot") == f"{BATCH}?done=moved-on"


def test_what_moved_on_while_somebody_typed_is_said(desk: Desk, survey: Survey, mai: int) -> None:
    typed_once(survey, 1)
    type_second(survey, FIRST, 1, FULL, mai)
    for path in ("nhap", "nhap-lai", "doi-chieu"):
        sent = desk.go(f"{BATCH}/{path}", **signs(survey, OTHER, 1))
        assert sent == f"{BATCH}?done=moved-on", path


def test_the_desk_reminds_of_a_batch_that_is_begun_and_not_signed(
    desk: Desk, survey: Survey
) -> None:
    emptied_box(survey, 2)
    assert FIRST not in desk.get().text
    type_first(survey, FIRST, 1, FULL, LAN)
    assert f"Nhập xong và ký chốt lô phiếu {FIRST}." in desk.get().text
    undo_last_sheet(survey, FIRST, 1)
    assert FIRST not in desk.get().text


def test_sheets_are_typed_to_the_questionnaire_that_is_printed_on_them(
    desk: Desk, survey: Survey
) -> None:
    emptied_box(survey, 2)
    use(survey, questionnaire="service-19.v1")
    page = desk.get(f"{BATCH}/nhap")
    assert len([one for one in page.tree.iter("input") if one.get("maxlength") == "1"]) == 11


def test_only_the_pages_that_are_typed_on_may_run_our_own_script(
    desk: Desk, survey: Survey, mai: int
) -> None:
    emptied_box(survey, 1)
    policies = [desk.get(f"{BATCH}/nhap").headers["Content-Security-Policy"]]
    type_first(survey, FIRST, 1, FULL, LAN)
    sign_in_as_mai(survey, desk)
    policies.append(desk.get(f"{BATCH}/nhap-lai").headers["Content-Security-Policy"])
    assert set(policies) == {f"{STAFF_POLICY}; script-src 'self'; connect-src 'self'"}
    for path in (BATCH, f"{BATCH}/dem", "/can-bo/", "/can-bo/quay/1"):
        assert desk.get(path).headers["Content-Security-Policy"] == STAFF_POLICY


@pytest.mark.parametrize("number", ["P-2026-002", "x", "0", "%00", "P-2026-001'", "9" * 400])
@pytest.mark.parametrize(
    "rest", ["", "/dem", "/nhap", "/nhap-lai", "/doi-chieu", "/ky-chot", "/bo"]
)
def test_an_unknown_batch_is_not_found(desk: Desk, survey: Survey, number: str, rest: str) -> None:
    emptied_box(survey, 1)
    page = desk.get(f"/can-bo/lo-phieu/{number}{rest}", 404)
    assert page.heading == "Không có trang này"


@pytest.mark.parametrize("what", ["in", "het", "nhap", "nhap-lai", "bo", "ky-chot", "doi-chieu"])
def test_nothing_is_done_to_an_unknown_batch(desk: Desk, what: str) -> None:
    desk.send(f"/can-bo/lo-phieu/P-2026-001/{what}", 404)


def test_every_page_of_a_batch_is_there_in_english_too(
    desk: Desk, survey: Survey, mai: int
) -> None:
    def in_english(rest: str) -> Page:
        page = desk.get(f"{BATCH}{rest}?lang=en")
        assert page.language == "en"
        return page

    emptied_box(survey, 1)
    assert "Type sheet 1" in in_english("").text
    assert in_english("/nhap").heading == "Sheet 1 of 1"
    assert "1 Very dissatisfied 2 Dissatisfied" in in_english("/nhap").text
    type_first(survey, FIRST, 1, FULL, LAN)
    type_second(survey, FIRST, 1, OTHER, mai)
    assert "differ (9.1%)" in in_english("").text
    assert "5 Very satisfied 4 Satisfied" in in_english("/doi-chieu").text
    # Once in the head of the page, as who is signed in; never as who typed.
    assert in_english("/doi-chieu").text.count(f"{NAME} ") == 1
