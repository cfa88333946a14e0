"""A network that presses “sign in” like a machine is answered before a page is made for it."""

from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.services.keep_staff import start_session
from survey.services.known_devices import with_account
from survey.services.survey import Survey
from survey.web.staff.noisy_sources import is_noise
from tests.survey.paper import make_account
from tests.survey.serving.served import Caller, Reply, served
from tests.survey.web.staff.desk import DEVICE

SIGN_IN = "/can-bo/dang-nhap"
LOCAL = "127.0.0.0/24"


@pytest.fixture
def noisy(survey: Survey) -> Survey:
    """Let somebody of this machine's network press again and again."""
    for number in range(30):
        survey.guesses.give_back(survey.guesses.spend(f"name {number}", LOCAL, None))
    return survey


def pressed(port: int, path: str = SIGN_IN, cookie: str = "") -> Reply:
    body = urlencode({"name": "Lan", "password": "sai"}).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with Caller(port) as caller:
        return caller.send(head.encode() + body).reply()


def test_it_is_told_to_wait_and_others_are_not(app: Flask, noisy: Survey) -> None:
    account = make_account(noisy, "Lan")
    device = f"{DEVICE}={with_account(noisy, '', account)}"
    with served(app) as server:
        refused = pressed(server.port)
        known = pressed(server.port, cookie=device)
        elsewhere = pressed(server.port, path="/can-bo/dang-xuat")
        with Caller(server.port) as caller:
            head = f"GET {SIGN_IN} HTTP/1.1\r\nHost: localhost\r\n\r\n"
            page = caller.send(head.encode()).reply()
    assert refused.status == 429
    assert int(refused.headers["retry-after"]) > 0
    assert "Có quá nhiều lần đăng nhập từ mạng này" in refused.text
    assert "phiếu khảo sát" not in refused.text
    # Forms of no page of ours: they came through to the application.
    assert (known.status, elsewhere.status, page.status) == (403, 403, 200)


def test_a_session_alone_makes_no_device_known(noisy: Survey, client: FlaskClient) -> None:
    session = start_session(noisy, make_account(noisy, "Lan")).token
    asked = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": SIGN_IN,
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_COOKIE": f"__Host-hailong={session}; {DEVICE}={session}",
    }
    assert is_noise(noisy, asked)
    assert not is_noise(noisy, asked | {"REMOTE_ADDR": "192.0.2.1"})
