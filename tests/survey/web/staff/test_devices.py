"""Codes for tablets and for help by staff: made, shown on screen, never printed, withdrawn."""

import pytest

from survey.domain.modes import Mode
from survey.services.manage_places import close_service_point, overview_of
from survey.services.print_posters import find_poster, new_poster, withdraw_poster
from survey.services.qr import draw_qr
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from tests.pages import LOOPBACK
from tests.survey.conftest import ADDRESS, CONTACT, OFFICE
from tests.survey.tablets import enrolled
from tests.survey.web.staff.desk import Desk

BUTTONS = {Mode.KIOSK: "may-tinh-bang", Mode.ASSISTED: "ho-tro"}


@pytest.mark.parametrize("mode", list(BUTTONS))
def test_a_button_makes_a_code_and_shows_its_address(
    desk: Desk, survey: Survey, mode: Mode
) -> None:
    to = desk.go(f"/can-bo/quay/1/{BUTTONS[mode]}")
    (made,) = overview_of(survey, 1).device_codes
    assert made.mode is mode
    assert to == f"/can-bo/may/{made.code}"
    page = desk.get(to)
    assert f"{ADDRESS}/{made.code}" in page.text
    has_qr = draw_qr(f"{ADDRESS}/{made.code}").svg in page.body
    assert has_qr is ("Không in" in page.text) is (mode is Mode.ASSISTED)
    assert made.code in desk.get("/can-bo/quay/1").text


def test_a_service_point_without_devices_says_whom_they_are_for(desk: Desk) -> None:
    page = desk.get("/can-bo/quay/1")
    assert "Dành cho người không có điện thoại" in page.text
    assert "Thêm máy tính bảng tại quầy" in page.text
    assert "Thêm mã để cán bộ hỗ trợ" in page.text


def test_a_closed_service_point_gets_no_device(desk: Desk, survey: Survey) -> None:
    close_service_point(survey, 1)
    assert "Mở lại" in desk.send("/can-bo/quay/1/may-tinh-bang", 409).text
    assert overview_of(survey, 1).device_codes == ()


@pytest.mark.parametrize("mode", list(BUTTONS))
def test_a_code_of_a_device_is_not_printed(desk: Desk, survey: Survey, mode: Mode) -> None:
    made = new_poster(survey, 1, mode)
    page = desk.send(f"/can-bo/ap-phich/{made.code}/in", 409)
    assert "mã này để mở trên máy" in page.text
    assert find_poster(survey, made.code).printed_on is None


def test_a_code_is_withdrawn_after_a_question(desk: Desk, survey: Survey) -> None:
    made = new_poster(survey, 1, Mode.KIOSK)
    path = f"/can-bo/ap-phich/{made.code}/thu-hoi"
    asked = desk.get(path)
    assert "không nhận ý kiến nữa" in asked.text
    assert "tường" not in asked.text
    page = desk.get(desk.go(path))
    assert "Đã thu hồi. Máy ấy không nhận ý kiến nữa." in page.text
    assert desk.client.get(f"/{made.code}", base_url=LOOPBACK).status_code == 410
    shown = desk.get(f"/can-bo/may/{made.code}")
    assert "thu hồi ngày 02/03/2026" in shown.text
    assert ADDRESS not in shown.text


def test_only_codes_of_devices_have_such_a_page(desk: Desk, code: str) -> None:
    desk.get(f"/can-bo/may/{code}", 404)
    desk.get("/can-bo/may/nothing", 404)


def test_without_a_public_address_it_says_that_no_tablet_can_open_it(
    desk: Desk, survey: Survey
) -> None:
    made = new_poster(survey, 1, Mode.KIOSK)
    assert "chưa có địa chỉ công khai" not in desk.get(f"/can-bo/may/{made.code}").text
    set_up_office(survey, OFFICE, None, CONTACT)
    assert "chưa có địa chỉ công khai" in desk.get(f"/can-bo/may/{made.code}").text


def test_where_only_a_tablet_takes_answers_nobody_says_that_none_are_taken(
    desk: Desk, survey: Survey, code: str
) -> None:
    withdraw_poster(survey, code)
    assert "chưa ai trả lời được" in desk.get("/can-bo/quay/1").text
    assert "Tạo áp phích mới cho" in desk.get("/can-bo/").text
    kiosk = new_poster(survey, 1, Mode.KIOSK).code
    assert "chưa ai trả lời được" in desk.get("/can-bo/quay/1").text
    enrolled(survey, kiosk)
    page = desk.get("/can-bo/quay/1")
    assert "chưa ai trả lời được" not in page.text
    assert "người có điện thoại chưa trả lời được" in page.text
    assert "Tạo áp phích mới cho" not in desk.get("/can-bo/").text
