"""Posters from the desk: printed, withdrawn after a question, tried without storing."""

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pypdfium2
import pytest
from flask import Flask

from survey.services.manage_places import close_service_point, overview_of
from survey.services.print_posters import codes_in_use, find_poster, withdraw_poster
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.store.responses import read_responses
from tests.pages import LOOPBACK
from tests.survey.conftest import CONTACT, OFFICE
from tests.survey.web.staff.desk import COOKIE, Desk


def pages_of(body: bytes) -> int:
    with pypdfium2.PdfDocument(BytesIO(body)) as document:
        return len(document)


@pytest.mark.parametrize(
    ("path", "number"), [("ap-phich/in", 2), ("quay/1/in", 1), ("ap-phich/{code}/in", 1)]
)
def test_a_button_gives_the_posters_as_a_file(
    desk: Desk, code: str, path: str, number: int
) -> None:
    answer = desk.download(f"/can-bo/{path.format(code=code)}")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="ap-phich')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert pages_of(answer.data) == number


def test_a_foreign_host_does_not_get_onto_a_poster(desk: Desk) -> None:
    answer = desk.download("/can-bo/ap-phich/in", headers={"X-Forwarded-Host": "evil.example"})
    with pypdfium2.PdfDocument(BytesIO(answer.data)) as document:
        words = document[0].get_textpage().get_text_range()
    assert "hailong.example.vn" in words
    assert "evil" not in words


@pytest.mark.parametrize("path", ["ap-phich/in", "quay/1/in"])
@pytest.mark.parametrize("address", [None, "http://127.0.0.1:8080"])
def test_without_a_public_address_it_says_what_to_do(
    desk: Desk, survey: Survey, code: str, path: str, address: str | None
) -> None:
    set_up_office(survey, OFFICE, address, CONTACT)
    page = desk.send(f"/can-bo/{path}", 409)
    assert "chưa có địa chỉ công khai" in page.text
    assert find_poster(survey, code).printed_on is None


def test_withdrawing_asks_first_and_then_says_so(desk: Desk, survey: Survey, code: str) -> None:
    path = f"/can-bo/ap-phich/{code}/thu-hoi"
    assert "áp phích không còn dùng. Tờ này không thể dùng lại." in desk.get(path).text
    assert not find_poster(survey, code).is_withdrawn
    page = desk.get(desk.go(path))
    assert "Đã thu hồi." in page.text
    assert "thu hồi ngày 02/03/2026" in page.text
    assert desk.client.get(f"/{code}", base_url=LOOPBACK).status_code == 410


def test_a_service_point_without_a_poster_offers_a_new_one(
    desk: Desk, survey: Survey, code: str
) -> None:
    withdraw_poster(survey, code)
    assert "Hãy tạo áp phích mới." in desk.get("/can-bo/quay/1").text
    page = desk.get(desk.go("/can-bo/quay/1/ap-phich-moi"))
    assert "Đã tạo áp phích mới" in page.text
    assert overview_of(survey, 1).active_posters[0].code in page.text


def test_what_cannot_be_printed_is_said(desk: Desk, survey: Survey, code: str) -> None:
    withdraw_poster(survey, code)
    assert "đã thu hồi" in desk.send(f"/can-bo/ap-phich/{code}/in", 409).text
    assert "Không có gì để in" in desk.send("/can-bo/quay/1/in", 409).text
    close_service_point(survey, 2)
    assert "Không có gì để in" in desk.send("/can-bo/ap-phich/in", 409).text
    second = overview_of(survey, 2).posters[0].code
    assert "đang đóng" in desk.send(f"/can-bo/ap-phich/{second}/in", 409).text
    assert "đang đóng" in desk.send("/can-bo/quay/2/ap-phich-moi", 409).text
    assert codes_in_use(survey) == ()


@pytest.mark.parametrize("code", ["00000000", "x", "7KQ2M9XT7KQ2M9XT", "é"])
@pytest.mark.parametrize("act", ["in", "thu-hoi"])
def test_an_unknown_code_is_not_found(desk: Desk, code: str, act: str) -> None:
    desk.send(f"/can-bo/ap-phich/{code}/{act}", 404)


def test_a_trial_is_stored_nowhere(desk: Desk, survey: Survey, code: str) -> None:
    page = desk.get("/can-bo/quay/1/dung-thu")
    assert "Dùng thử: không lưu gì." in page.text
    items = [one.get("name", "") for one in page.tree.iter("input") if one.get("value") == "5"]
    fields = page.hidden | dict.fromkeys(items, "5")
    assert desk.pages.sent_on(f"/{code}", fields) == "/cam-on/dung-thu"
    with survey.store.reading() as connection:
        assert list(read_responses(connection)) == []


def test_a_trial_sets_no_cookie_for_citizens(desk: Desk, code: str) -> None:
    desk.get("/can-bo/quay/1/dung-thu")
    assert "Set-Cookie" not in desk.pages.get(f"/{code}").headers


@pytest.mark.parametrize("button", ["ap-phich-moi", "may-tinh-bang", "ho-tro"])
def test_four_presses_of_a_button_make_one_code(
    app: Flask, desk: Desk, survey: Survey, session: str, button: str
) -> None:
    fields = desk.with_token({"press": "0123456789abcdef"})

    def press(_: int) -> str:
        client = app.test_client()
        client.set_cookie(COOKIE, session, path="/can-bo")
        pages = type(desk.pages)(client)
        return pages.sent_on(f"/can-bo/quay/1/{button}", fields)

    before = codes_of(survey)
    with ThreadPoolExecutor(4) as people:
        assert len(set(people.map(press, range(4)))) == 1
    assert len(codes_of(survey) - before) == 1
    assert desk.go(f"/can-bo/quay/1/{button}")
    assert len(codes_of(survey) - before) == 2


def codes_of(survey: Survey) -> set[str]:
    found = overview_of(survey, 1)
    return {code.code for code in (*found.posters, *found.device_codes)}


def test_each_page_gives_its_buttons_words_of_their_own(desk: Desk) -> None:
    once, again = (desk.get("/can-bo/quay/1").body for _ in range(2))
    words = re.findall('name="press" value="([0-9a-f]{16})"', once + again)
    assert len(words) == len(set(words)) == 6


def test_a_misused_poster_is_withdrawn_at_once_and_the_reason_is_kept(
    desk: Desk, survey: Survey, code: str
) -> None:
    hidden = desk.pages.get(f"/{code}").hidden
    path = f"/can-bo/ap-phich/{code}/thu-hoi"
    page = desk.get(desk.go(path, misuse="  Bị chép, dán ở\u202e quán "))

    assert "bị lạm dụng: Bị chép, dán ở quán" in page.text
    assert find_poster(survey, code).misuse == "Bị chép, dán ở quán"
    answer = desk.client.post(f"/{code}", data={**hidden, "signs": "5"}, base_url=LOOPBACK)
    assert answer.status_code == 410


def test_a_withdrawn_poster_takes_pages_that_were_open(
    desk: Desk, survey: Survey, code: str
) -> None:
    hidden = desk.pages.get(f"/{code}").hidden
    desk.go(f"/can-bo/ap-phich/{code}/thu-hoi", misuse=" ")
    assert find_poster(survey, code).misuse == ""
    assert desk.pages.sent_on(f"/{code}", {**hidden, "signs": "5"}).startswith("/cam-on")


def test_a_reason_that_says_nothing_or_too_much_withdraws_nothing(
    desk: Desk, survey: Survey, code: str
) -> None:
    for meaningless in (".", "sai", "1234567890 !!"):
        page = desk.send(f"/can-bo/ap-phich/{code}/thu-hoi", misuse=meaningless)
        assert page.status == 422
        assert "Hãy ghi rõ bị lạm dụng thế nào" in page.text
    page = desk.send(f"/can-bo/ap-phich/{code}/thu-hoi", misuse="x" * 201)
    assert page.field("lạm dụng").get("aria-invalid") == "true"
    assert not find_poster(survey, code).is_withdrawn


def test_withdrawing_the_only_poster_warns(desk: Desk, survey: Survey, code: str) -> None:
    warning = "Đây là áp phích duy nhất đang dùng ở quầy."
    assert warning in desk.get(f"/can-bo/ap-phich/{code}/thu-hoi").text
    desk.go("/can-bo/quay/1/ap-phich-moi")
    assert warning not in desk.get(f"/can-bo/ap-phich/{code}/thu-hoi").text
