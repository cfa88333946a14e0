"""What every address owes to every request, however odd: an answer that can be read."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import create_environ, run_wsgi_app

from survey.services.manage_places import overview
from survey.services.survey import Survey
from survey.web.headers import HEADERS
from tests.pages import LOOPBACK, Page, Pages
from tests.survey.conftest import ADDRESS

LONG = "a" * 64
UNREADABLE_HOSTS = (
    *(f"{LONG}.example", "a..b", ".", "", "[", "[::1", "[g]", "http://[", "a b", "a\x00b", "é.vn"),
    *("localhost:x", "localhost:999999", "localhost@evil", "localhost/evil", "a" * 400),
)
UNREADABLE_ORIGINS = ("http://[", "http://a..b", "", "http://", "x", "http://localhost:x", LONG * 9)


def addresses(survey: Survey, app: Flask) -> list[tuple[str, Rule]]:
    """Return an address for every route, and the route."""
    code = overview(survey)[0].active_posters[0].code
    values = {"number": "1", "code": code, "token": "x", "kind": "json", "batch": "P-2026-001"}
    values |= {"language": "vi", "questionnaire": "counter.v1", "name": "x.mp3"}
    values |= {"filename": "tokens.css", "tablet": "1"}
    found = []
    for rule in app.url_map.iter_rules():
        path = "".join(
            values.get(part, "1") if is_name else part
            for is_name, part in rule._trace
            if part != "|"
        )
        found.append((path, rule))
    return found


@pytest.fixture
def every_address(survey: Survey, app: Flask) -> list[tuple[str, Rule]]:
    return addresses(survey, app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a client that does not read the hosts itself."""
    return app.test_client(use_cookies=False)


def opened(client: FlaskClient, method: str, path: str, **headers: str) -> Page:
    return Pages(client).open(path, method, 400, headers=headers)


@pytest.mark.parametrize("path", ["/", "/ABCDEFGH", "/static/staff.css", "/can-bo/", "/x/y"])
@pytest.mark.parametrize("host", UNREADABLE_HOSTS)
def test_a_host_that_cannot_be_read_is_a_foreign_one(
    client: FlaskClient, path: str, host: str
) -> None:
    page = opened(client, "GET", path, Host=host)
    assert ("HL-WEB-21" if path == "/can-bo/" else "HL-WEB-11") in page.text
    assert LONG not in page.body


@pytest.mark.parametrize("origin", UNREADABLE_ORIGINS)
def test_an_origin_that_cannot_be_read_is_a_foreign_one(client: FlaskClient, origin: str) -> None:
    Pages(client).open("/can-bo/dang-nhap", "POST", 403, headers={"Origin": origin})


def test_staff_are_told_where_their_pages_are(client: FlaskClient) -> None:
    page = opened(client, "GET", "/can-bo/dang-nhap", Host="may-chu.lan")
    assert page.heading == "Địa chỉ này không phải là trang của cán bộ"
    assert "thêm /can-bo ở cuối" in page.text
    assert "phiếu khảo sát" not in page.text


@pytest.mark.parametrize("base", [LOOPBACK, "https://hailong.example.vn"])
@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/can-bo", "/can-bo/"),
        ("/can-bo?lang=en", "/can-bo/?lang=en"),
    ],
)
def test_one_is_led_on_within_this_server(
    client: FlaskClient, base: str, path: str, to: str
) -> None:
    answer = client.get(path, base_url=base)
    assert (answer.status_code, answer.headers["Location"]) == (308, to)
    assert answer.data == b""
    assert HEADERS.items() <= dict(answer.headers).items()


def test_two_slashes_lead_to_no_other_server(app: Flask) -> None:
    environ = create_environ("/", LOOPBACK) | {"PATH_INFO": "//evil.example//can-bo"}
    body, status, headers = run_wsgi_app(app, environ)
    assert status == "404 NOT FOUND"
    assert "Location" not in headers
    assert b"evil" not in b"".join(body)


def test_no_address_leads_to_a_whole_one(
    client: FlaskClient, every_address: list[tuple[str, Rule]]
) -> None:
    led = 0
    for path, _ in every_address:
        for asked in (path, path.rstrip("/") or "/"):
            for method in ("GET", "POST"):
                answer = client.open(asked, method=method, base_url=ADDRESS, buffered=True)
                place = answer.headers.get("Location", "/")
                assert place.startswith("/"), asked
                assert not place.startswith("//"), asked
                led += "Location" in answer.headers
    assert led > 20


def test_the_head_of_an_address_is_that_of_its_page(
    client: FlaskClient, every_address: list[tuple[str, Rule]]
) -> None:
    for path, _ in every_address:
        whole = client.get(path, base_url=LOOPBACK, buffered=True)
        head = client.head(path, base_url=LOOPBACK, buffered=True)
        assert head.status_code == whole.status_code, path
        assert head.data == b"", path
        assert set(dict(head.headers)) == set(dict(whole.headers)), path


def test_nothing_is_traced(client: FlaskClient, every_address: list[tuple[str, Rule]]) -> None:
    for path in ("/x/y/z", *(path for path, _ in every_address)):
        page = Pages(client).open(path, "TRACE", 405, headers={"X-Secret": "abc"})
        assert page.headers["Allow"] == "GET, HEAD, OPTIONS, POST"
        assert "abc" not in page.body
