"""Tablets on the desk: a code that enrols one, the list of them, and taking one out of it."""

import re

import pytest

from survey.domain.modes import Mode
from survey.services.enrol_tablets import enrol_tablet, tablets_of
from survey.services.manage_places import close_service_point
from survey.services.print_posters import new_poster, withdraw_poster
from survey.services.survey import Survey
from tests.pages import LOOPBACK, Page
from tests.survey.conftest import ADDRESS
from tests.survey.tablets import enrolled, key_called
from tests.survey.web.staff.desk import Desk

SHOWN = re.compile("[0-9A-Z]{4} [0-9A-Z]{4}")


@pytest.fixture
def kiosk(survey: Survey) -> str:
    return new_poster(survey, 1, Mode.KIOSK).code


def typed_on(page: Page) -> str:
    (found,) = SHOWN.findall(page.text)
    return found


def get_code(desk: Desk, kiosk: str, name: str) -> Page:
    return desk.send(f"/can-bo/may/{kiosk}/ghi-danh", 200, name=name)


def test_the_desk_names_the_codes_that_have_no_tablet_yet(
    desk: Desk, survey: Survey, kiosk: str
) -> None:
    page = desk.get()
    assert page.links[f"Ghi danh máy tính bảng của mã {kiosk}."] == f"/can-bo/may/{kiosk}"
    assert "chưa ghi danh máy nào" in desk.get("/can-bo/quay/1").text
    assert "Chưa ghi danh máy tính bảng nào" in desk.get(f"/can-bo/may/{kiosk}").text
    enrolled(survey, kiosk, "Cạnh cửa vào")
    assert "Ghi danh máy tính bảng" not in desk.get().text
    assert "Cạnh cửa vào" in desk.get("/can-bo/quay/1").text


@pytest.mark.parametrize("end", [withdraw_poster, lambda survey, _: close_service_point(survey, 1)])
def test_a_code_out_of_use_needs_no_tablet(
    desk: Desk, survey: Survey, kiosk: str, end: object
) -> None:
    assert callable(end)
    end(survey, kiosk)
    assert "Ghi danh máy tính bảng" not in desk.get().text


def test_staff_name_a_tablet_and_get_a_code_that_enrols_it(
    desk: Desk, survey: Survey, kiosk: str
) -> None:
    form = desk.get(f"/can-bo/may/{kiosk}/ghi-danh")
    assert form.field("Tên máy tính bảng").get("value") == "Máy tính bảng 1"
    page = get_code(desk, kiosk, "Cạnh cửa vào")
    assert page.heading == "Mã ghi danh “Cạnh cửa vào”"
    assert f"{ADDRESS}/{kiosk}" in page.text
    enrol_tablet(survey, kiosk, typed_on(page), key_called("máy"))
    listed = desk.get(f"/can-bo/may/{kiosk}")
    assert "Cạnh cửa vào" in listed.text
    assert "02/03/2026" in listed.text
    again = desk.get(f"/can-bo/may/{kiosk}/ghi-danh")
    assert again.field("Tên máy tính bảng").get("value") == "Máy tính bảng 2"


def test_the_code_stands_in_no_address_and_is_shown_once(desk: Desk, kiosk: str) -> None:
    typed = typed_on(get_code(desk, kiosk, "Máy 1"))
    for path in ("", f"may/{kiosk}", f"may/{kiosk}/ghi-danh", "quay/1"):
        assert typed not in desk.get(f"/can-bo/{path}").text


@pytest.mark.parametrize(
    ("name", "fault"),
    [("", "Không để trống"), ("máy 1", "đã có máy tính bảng mang tên ấy"), ("x" * 61, "dài")],
)
def test_a_name_that_cannot_be_taken_is_explained(
    desk: Desk, survey: Survey, kiosk: str, name: str, fault: str
) -> None:
    enrolled(survey, kiosk, "Máy 1")
    page = desk.send(f"/can-bo/may/{kiosk}/ghi-danh", 422, name=name)
    assert fault in page.text
    assert page.field("Tên máy tính bảng").get("value") == name


def test_a_tablet_is_removed_at_once(desk: Desk, survey: Survey, kiosk: str) -> None:
    enrolled(survey, kiosk, "Máy 1")
    enrolled(survey, kiosk, "Máy 2")
    first, second = tablets_of(survey, kiosk)
    to = desk.go(f"/can-bo/may/{kiosk}/go/{first.id}")
    page = desk.get(to)
    assert "Đã gỡ" in page.text
    assert "Máy 1" not in page.text
    assert tablets_of(survey, kiosk) == (second,)
    assert desk.go(f"/can-bo/may/{kiosk}/go/{first.id}") == to


def test_a_withdrawn_code_enrols_nothing_and_shows_no_tablets(
    desk: Desk, survey: Survey, kiosk: str
) -> None:
    enrolled(survey, kiosk, "Máy 1")
    withdraw_poster(survey, kiosk)
    assert desk.go(f"/can-bo/may/{kiosk}/ghi-danh", name="Máy 2") == f"/can-bo/may/{kiosk}"
    assert "Máy 1" not in desk.get(f"/can-bo/may/{kiosk}").text


def test_only_the_code_of_a_kiosk_has_tablets(desk: Desk, survey: Survey, code: str) -> None:
    assisted = new_poster(survey, 1, Mode.ASSISTED).code
    for other in (code, "nothing"):
        desk.get(f"/can-bo/may/{other}/ghi-danh", 404)
    desk.send(f"/can-bo/may/{assisted}/ghi-danh", 404, name="Máy 1")
    desk.send(f"/can-bo/may/{code}/go/1", 404)


def test_a_stranger_gets_no_code(survey: Survey, kiosk: str, desk: Desk) -> None:
    other = desk.client.application.test_client()
    for path in (f"/can-bo/may/{kiosk}/ghi-danh", f"/can-bo/may/{kiosk}/go/1"):
        answer = other.post(path, data={"name": "Máy 1"}, base_url=LOOPBACK)
        assert answer.status_code == 403
    assert other.get(f"/can-bo/may/{kiosk}/ghi-danh", base_url=LOOPBACK).status_code == 303
