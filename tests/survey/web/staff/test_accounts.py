"""Setting up, signing in and out, and what the cookie says of itself."""

from dataclasses import replace
from datetime import timedelta
from typing import NoReturn

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.app import create_app
from survey.domain.errors import SignInBusy
from survey.services.hashing_pool import HashingPool
from survey.services.invite_staff import make_renewal_link, make_setup_link
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from tests.pages import LOOPBACK, Pages, text_of
from tests.survey.conftest import CONTACT, OFFICE, Clock
from tests.survey.web.staff.desk import COOKIE, DESK, DEVICE, NAME, PASSWORD, Desk

SIGN_IN = "/can-bo/dang-nhap"


@pytest.fixture
def visitor(client: FlaskClient) -> Desk:
    """Open a browser in which nobody has signed in."""
    return Desk(Pages(client))


def test_the_link_of_init_leads_to_a_desk(survey: Survey, visitor: Desk) -> None:
    link = f"/can-bo/thiet-lap/{make_setup_link(survey)}"
    assert visitor.get(link).heading == "Tài khoản cán bộ"
    assert visitor.go(link, name=NAME, password=PASSWORD, again=PASSWORD) == DESK
    assert visitor.get().heading == "Bàn làm việc"
    assert "đã dùng" in visitor.get(link, 404).heading


def test_mistakes_of_a_new_account_are_named_and_the_name_is_kept(
    survey: Survey, visitor: Desk
) -> None:
    link = f"/can-bo/thiet-lap/{make_setup_link(survey)}"
    page = visitor.send(link, name=NAME, password="ngắn", again="khác")
    assert page.field("Tên").get("value") == NAME
    assert page.field("Mật khẩu").get("value") in (None, "")
    assert "Mật khẩu: Cần từ 12 ký tự trở lên." in page.text
    assert "Hai lần nhập mật khẩu không giống nhau." in page.text


@pytest.mark.parametrize("token", ["x", "A" * 43, "..", "%00", "é"])
def test_a_link_that_was_never_given_says_so(visitor: Desk, token: str) -> None:
    assert "hailong init --new-link" in visitor.get(f"/can-bo/thiet-lap/{token}", 404).text


def test_signing_in_leads_on_to_the_page_that_was_asked_for(visitor: Desk, session: str) -> None:
    asked = visitor.pages.sent_on("/can-bo/quay/1")
    page = visitor.get(asked)
    fields = {"name": NAME, "password": PASSWORD, "next": page.hidden["next"]}
    assert visitor.go(asked, **fields) == "/can-bo/quay/1"
    assert visitor.get("/can-bo/quay/1").heading == "Quầy 1: Người có công"


@pytest.mark.parametrize(
    "asked",
    [
        "/can-bo/bao-cao?ky=2026-Q1",
        "/can-bo/bao-cao/html?ky=2026-Q1",
        "/can-bo/bao-cao?ky=2026-01_2026-05&lan=2",
        "/can-bo/bao-cao?ky=plan",
        "/can-bo/bao-cao?tu=2026-01-01&den=2026-03-31",
        "/can-bo/y-kien?thang=2026-03",
    ],
)
def test_signing_in_leads_on_to_the_period_that_was_asked_for(
    visitor: Desk, session: str, asked: str
) -> None:
    page = visitor.get(visitor.pages.sent_on(asked))
    fields = {"name": NAME, "password": PASSWORD, "next": page.hidden["next"]}
    assert visitor.go(SIGN_IN, **fields) == asked


@pytest.mark.parametrize(
    "query", ["?ky=//evil.example", "?ky=%0d%0a", "?evil=1", "?ky=", "?lang=//e", "?ky=1%26x=2"]
)
def test_what_is_no_period_is_not_carried_on(visitor: Desk, query: str) -> None:
    page = visitor.get(visitor.pages.sent_on(f"/can-bo/bao-cao{query}"))
    assert page.hidden["next"] == "/can-bo/bao-cao"


@pytest.mark.parametrize(
    ("pressed", "leads_to"),
    [("/can-bo/quay/1/sua", "/can-bo/quay/1/sua"), (f"{DESK}quay/1/dong", "")],
)
def test_whoever_was_signed_out_meanwhile_comes_back_to_the_form(
    visitor: Desk, session: str, pressed: str, leads_to: str
) -> None:
    page = visitor.get(visitor.go(pressed, name="Quầy 1"))
    assert page.hidden["next"] == leads_to
    assert (
        "Xin đăng nhập lại: đã lâu không thao tác hoặc máy chủ vừa khởi động lại. "
        "Việc vừa bấm chưa được lưu." in page.text
    )
    fields = {"name": NAME, "password": PASSWORD, "next": page.hidden["next"]}
    assert visitor.go(SIGN_IN, **fields) == (leads_to or DESK)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "/can-bo/bao-cao?ky=2026-Q1&to=//evil.example",
        "/can-bo/bao-cao?next=//evil.example",
        "/can-bo/bao-cao?ky=2026-Q1\r\nSet-Cookie: a=b",
        "/can-bo/bao-cao?ky=2026-Q1#x",
        "//evil.example/can-bo/?ky=2026-Q1",
        "https://evil.example/?ky=2026-Q1",
        "//evil.example",
        "https://evil.example",
        "/can-bo//evil.example/../..\\",
        "/\\evil.example",
        "javascript:alert(1)",
        "/can-bo/\r\nSet-Cookie: a=b",
        "/7KQ2M9XT",
        "/can-bo/bao-cao?ky=1",
    ],
)
def test_signing_in_never_leads_elsewhere(visitor: Desk, session: str, elsewhere: str) -> None:
    assert visitor.go(SIGN_IN, name=NAME, password=PASSWORD, next=elsewhere) == DESK


def test_an_unknown_name_and_a_wrong_password_get_the_same_page(
    visitor: Desk, session: str
) -> None:
    wrong = visitor.send(SIGN_IN, 401, name=NAME, password="một câu sai hẳn")
    unknown = visitor.send(SIGN_IN, 401, name="Không", password=PASSWORD)
    assert wrong.body.replace(NAME, "Không") == unknown.body
    assert "Tên và mật khẩu không khớp." in wrong.text


@pytest.mark.parametrize("name", [NAME, "Không"])
def test_too_many_tries_have_to_wait_and_are_told_how_long(
    visitor: Desk, session: str, name: str
) -> None:
    for _ in range(10):
        visitor.send(SIGN_IN, 401, name=name, password="một câu sai hẳn")
    page = visitor.send(SIGN_IN, 429, name=name, password=PASSWORD)
    seconds = int(page.headers["Retry-After"])
    assert 0 < seconds <= 61
    assert f"Xin đợi {seconds} giây rồi thử lại." in page.text
    assert page.field("Tên").get("value") == name


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("", PASSWORD, "Không để trống dòng này."),
        ("x" * 61, PASSWORD, "Dòng này quá dài."),
        (NAME, "", "Hãy nhập mật khẩu."),
        (NAME, "x" * 129, "nhiều nhất là 128 ký tự"),
        (NAME, "x" * 50_000, "nhiều nhất là 128 ký tự"),
    ],
)
def test_a_form_that_cannot_be_right_is_not_looked_up(
    visitor: Desk, name: str, password: str, said: str
) -> None:
    assert said in visitor.send(SIGN_IN, name=name, password=password).text


def test_signing_in_changes_the_cookie(visitor: Desk, session: str) -> None:
    visitor.get(SIGN_IN)
    before = visitor.client.get_cookie(COOKIE)
    visitor.go(SIGN_IN, name=NAME, password=PASSWORD)
    after = visitor.client.get_cookie(COOKIE)
    assert before is not None
    assert after is not None
    assert before.value != after.value


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(
    desk: Desk, session: str
) -> None:
    assert desk.go("/can-bo/dang-xuat") == SIGN_IN
    desk.client.set_cookie(COOKIE, session, secure=True)
    assert desk.pages.sent_on(DESK).startswith(SIGN_IN)


def test_another_password_asks_everybody_to_sign_in_again(desk: Desk) -> None:
    new = "một câu khác hẳn"
    after = desk.go("/can-bo/mat-khau", current=PASSWORD, password=new, again=new)
    assert "Đã đổi mật khẩu." in desk.get(after).text
    assert desk.pages.sent_on(DESK).startswith(SIGN_IN)
    assert desk.go(SIGN_IN, name=NAME, password=new) == DESK


def test_another_password_names_what_is_wrong(desk: Desk) -> None:
    new = "một câu khác hẳn"
    page = desk.send("/can-bo/mat-khau", current="sai", password=new, again=new)
    assert "Mật khẩu hiện tại: Đây không phải mật khẩu hiện tại." in page.text
    page = desk.send("/can-bo/mat-khau", current=PASSWORD, password="matkhau12345", again="")
    assert "nhiều người hay dùng" in page.text


def test_guessing_the_present_password_has_to_wait_too(desk: Desk) -> None:
    new = "một câu khác hẳn"
    for _ in range(15):
        desk.send("/can-bo/mat-khau", current="sai", password=new, again=new)
    page = desk.send("/can-bo/mat-khau", current=PASSWORD, password=new, again=new)
    assert "Xin đợi" in page.text
    assert int(page.headers["Retry-After"]) > 0


def test_what_is_pressed_after_the_session_ended_is_not_done_and_said_so(
    desk: Desk, survey: Survey, clock: Clock
) -> None:
    fields = desk.with_token({})
    clock.pass_time(timedelta(minutes=31))
    after = desk.pages.sent_on("/can-bo/quay/1/dong", fields)
    assert "chưa được lưu" in desk.get(after).text


def test_the_cookie_is_of_this_host_alone_and_goes_to_no_script(visitor: Desk) -> None:
    cookie = visitor.get(SIGN_IN).headers["Set-Cookie"]
    value, *attributes = cookie.split("; ")
    assert value.startswith(f"{COOKIE}=")
    assert len(value) == len(COOKIE) + 1 + 43
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=Strict", "Secure"]


def test_a_device_is_known_after_a_sign_in_and_only_then(
    visitor: Desk, survey: Survey, session: str
) -> None:
    visitor.send(SIGN_IN, 401, name=NAME, password="một câu sai hẳn")
    assert visitor.client.get_cookie(DEVICE) is None
    visitor.go(SIGN_IN, name=NAME, password=PASSWORD)
    device = visitor.client.get_cookie(DEVICE)
    assert device is not None
    assert (device.path, device.secure, device.http_only) == ("/", True, True)
    assert device.same_site == "Strict"
    assert device.max_age == 400 * 24 * 3600
    visitor.client.delete_cookie(COOKIE)
    assert visitor.pages.sent_on(DESK).startswith(SIGN_IN), "it opens nothing"


def test_a_known_device_signs_in_while_its_network_has_to_wait(
    visitor: Desk, app: Flask, session: str
) -> None:
    visitor.go(SIGN_IN, name=NAME, password=PASSWORD)
    visitor.go("/can-bo/dang-xuat")
    guesser = Desk(Pages(app.test_client()))
    for _ in range(10):
        guesser.send(SIGN_IN, 401, name=NAME, password="một câu sai hẳn")
    guesser.send(SIGN_IN, 429, name=NAME, password=PASSWORD)
    assert visitor.go(SIGN_IN, name=NAME, password=PASSWORD) == DESK


class FullPool(HashingPool):
    """A pool in which more urgent ones always wait."""

    def run(self, *_: object) -> NoReturn:
        raise SignInBusy(5)


def test_when_hashing_is_busy_every_form_asks_kindly_to_press_again(
    survey: Survey, session: str
) -> None:
    busy = Desk(Pages(create_app(replace(survey, hashing=FullPool())).test_client()))
    new = "một câu khác hẳn"
    page = busy.send(SIGN_IN, 503, name=NAME, password=PASSWORD)
    assert "bấm lại sau 5 giây" in page.text
    assert page.headers["Retry-After"] == "5"
    assert page.field("Tên").get("value") == NAME
    link = f"/can-bo/thiet-lap/{make_setup_link(survey)}"
    assert "bấm lại sau 5 giây" in busy.send(link, name="Minh", password=new, again=new).text
    renewal = f"/can-bo/thiet-lap/{make_renewal_link(survey, NAME)}"
    assert "bấm lại sau 5 giây" in busy.send(renewal, password=new, again=new).text
    busy.client.set_cookie(COOKIE, session)
    page = busy.send("/can-bo/mat-khau", current=PASSWORD, password=new, again=new)
    assert "bấm lại sau 5 giây" in page.text


def test_a_link_for_a_new_account_refuses_a_name_that_is_there_and_stays_good(
    visitor: Desk, survey: Survey, session: str
) -> None:
    link = f"/can-bo/thiet-lap/{make_setup_link(survey)}"
    new = "một câu khác hẳn"
    page = visitor.send(link, name=NAME.upper(), password=new, again=new)
    assert "Tên này đã có người dùng." in page.text
    assert "liên kết vẫn còn dùng được" in page.text
    assert visitor.go(link, name="Minh", password=new, again=new) == DESK


def test_a_link_that_renews_says_whom_and_the_desk_tells_it(
    visitor: Desk, survey: Survey, session: str
) -> None:
    link = f"/can-bo/thiet-lap/{make_renewal_link(survey, NAME)}"
    page = visitor.get(link)
    assert page.heading == f"Đặt lại mật khẩu của {NAME}"
    assert "đã từng được đặt lại" not in page.text
    page = visitor.send(link, password=f"{NAME} 0912345678", again="")
    assert "Có tên mà đồng nghiệp" in page.text
    assert visitor.go(link, password="một câu khác hẳn", again="một câu khác hẳn") == DESK
    told = "Mật khẩu của tài khoản này đã được đặt lại ngày 02/03/2026"
    assert told in visitor.get().text
    again = f"/can-bo/thiet-lap/{make_renewal_link(survey, NAME)}"
    assert "đã từng được đặt lại bằng liên kết ngày 02/03/2026" in visitor.get(again).text
    assert "đã dùng" in visitor.get(link, 404).heading


def test_every_page_says_who_is_signed_in(desk: Desk) -> None:
    for path in (DESK, "/can-bo/mat-khau", "/can-bo/quay/1"):
        (who,) = [one for one in desk.get(path).tree.iter("li") if one.get("class") == "who"]
        assert NAME in text_of(who)
        assert "Đăng xuất" in text_of(who)


def test_without_https_the_cookie_says_nothing_of_it(survey: Survey) -> None:
    set_up_office(survey, OFFICE, "http://192.0.2.7:8080", CONTACT)
    answer = create_app(survey).test_client().get(SIGN_IN, base_url=LOOPBACK)
    assert answer.headers["Set-Cookie"].startswith("hailong=")
    assert "Secure" not in answer.headers["Set-Cookie"]


def test_a_known_cookie_is_not_sent_again(desk: Desk) -> None:
    assert "Set-Cookie" not in desk.get().headers


@pytest.mark.parametrize("cookie", ["", "x", "A" * 43, "../../etc", "A" * 4000])
def test_a_made_up_cookie_opens_nothing(visitor: Desk, cookie: str) -> None:
    visitor.client.set_cookie(COOKIE, cookie, secure=True)
    assert visitor.pages.sent_on(DESK).startswith(SIGN_IN)
