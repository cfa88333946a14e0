"""What every answer says to the browser, byte for byte, and how few bytes it takes."""

import gzip
import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from survey.app import create_app
from survey.services.publish_text import use
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.web.content_encoding import ContentEncoding, encoded_start
from survey.web.shelf import ReadyPage, Shelf, put_up_shelf
from templates.languages import LANGUAGES
from tests.pages import LOOPBACK, Pages
from tests.survey.conftest import ADDRESS, CONTACT, OFFICE

MOST_BYTES = 4096
MOST_UNCOMPRESSED = 14_600
COMPRESSED = {"Accept-Encoding": "gzip, deflate"}
# What the server puts in front of what the application says.
OF_THE_SERVER = b"HTTP/1.1 200 OK\r\nserver: granian\r\ndate: Sun, 22 Nov 2026 20:00:00 GMT\r\n\r\n"


def test_the_headers_of_a_citizens_page(pages: Pages, code: str) -> None:
    headers = dict(pages.get(f"/{code}", headers=COMPRESSED).headers)
    policy = headers.pop("Content-Security-Policy")
    assert re.sub(r"'sha256-[A-Za-z0-9+/]{43}='", "HASH", policy) == (
        "default-src 'none'; style-src HASH; img-src data:; script-src 'self' HASH; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    )
    del headers["Content-Length"]
    assert headers == {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Encoding": "gzip",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        "Cache-Control": "no-cache",
        "Strict-Transport-Security": "max-age=31536000",
    }


def test_without_https_nobody_is_told_to_insist_on_it(survey: Survey, code: str) -> None:
    set_up_office(survey, OFFICE, "http://192.0.2.7:8080", CONTACT)
    plain = Pages(create_app(survey).test_client(), secure=False)
    assert plain.get(f"/{code}").status == 200


@pytest.mark.parametrize("host", ["192.0.2.9", "10.0.0.5:8080", "[2001:db8::1]"])
def test_before_an_address_is_chosen_numbers_are_served(survey: Survey, host: str) -> None:
    set_up_office(survey, OFFICE, None, CONTACT)
    undecided = Pages(create_app(survey).test_client(), secure=False)
    undecided.get("/", headers={"Host": host})
    undecided.get("/", 400, headers={"Host": "evil.example"})


@pytest.fixture
def long_name(survey: Survey) -> None:
    """Let the office have a long name and a banner, which is the most that a page has to carry."""
    name = "Sở Lao động - Thương binh và Xã hội tỉnh Điện Biên"
    set_up_office(survey, name, ADDRESS, CONTACT, is_demo=True)


@pytest.mark.usefixtures("long_name")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("accepted", "most"),
    [("gzip", MOST_BYTES), ("br", MOST_BYTES), ("identity", MOST_UNCOMPRESSED)],
)
def test_the_first_view_is_one_small_answer(
    pages: Pages, code: str, language: str, accepted: str, most: int
) -> None:
    path = f"/{code}?lang={language}"
    answer = pages.client.get(path, headers={"Accept-Encoding": accepted}, base_url=LOOPBACK)

    loaded = [one for one in pages.get(path).tree.iter() if is_loaded(one.tag)]
    addresses = [one.get("href") or one.get("src") for one in loaded]
    assert [address for address in addresses if address] == ["data:,"]
    assert answer.headers.get("Content-Encoding", "identity") == accepted
    assert bytes_over_the_wire(answer) <= most


@pytest.mark.usefixtures("long_name")
@pytest.mark.parametrize(("accepted", "most"), [("gzip", 5250), ("br", 4700)])
def test_the_long_form_is_not_much_larger(
    survey: Survey, app: Flask, code: str, accepted: str, most: int
) -> None:
    use(survey, questionnaire="service-19.v1")
    put_up_shelf(app, Shelf(pack_at_once))
    accept = {"Accept-Encoding": accepted}
    answer = app.test_client().get(f"/{code}", headers=accept, base_url=LOOPBACK)
    assert bytes_over_the_wire(answer) <= most


def test_a_packed_page_is_one_member_and_the_same_page(pages: Pages, code: str) -> None:
    encoded = pages.client.get("/rieng-tu", headers=COMPRESSED, base_url=LOOPBACK)
    plain = pages.client.get("/rieng-tu", base_url=LOOPBACK)

    assert gzip.decompress(encoded.data) == plain.data
    assert encoded.data.count(b"\x1f\x8b\x08") == 1
    assert "Content-Encoding" not in plain.headers
    assert encoded.content_length == len(encoded.data)


@pytest.mark.parametrize("wish", ["gzip;q=0", "br;q=0", "identity", "deflate"])
def test_whoever_cannot_unpack_gets_it_unpacked(pages: Pages, wish: str) -> None:
    answer = pages.client.get("/", headers={"Accept-Encoding": wish}, base_url=LOOPBACK)
    assert answer.data.startswith(b"<!doctype html>")


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/{code}", 200), ("/cam-on", 200), ("/rieng-tu", 200), ("/ABCDEFGH", 404),
     ("/can-bo/dang-nhap", 200)],
)  # fmt: skip
def test_no_page_is_to_be_listed(pages: Pages, code: str, path: str, status: int) -> None:
    page = pages.get(path.format(code=code), status)
    said = {one.get("name"): one.get("content") for one in page.tree.iter("meta")}
    assert said["robots"] == "noindex"


def test_machines_may_read_every_page_and_so_learn_that_none_is_to_be_listed(pages: Pages) -> None:
    answer = pages.client.get("/robots.txt", base_url=LOOPBACK)
    assert answer.mimetype == "text/plain"
    assert answer.text.splitlines() == ["User-agent: *", "Disallow:"]


def test_a_stylesheet_is_served_with_the_same_headers(pages: Pages) -> None:
    answer = pages.client.get("/static/tokens.css", base_url=LOOPBACK)
    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()


def pack_at_once(page: ReadyPage, before: bytes, encoding: ContentEncoding) -> None:
    page.start = encoded_start(before, encoding)


def is_loaded(tag: str) -> bool:
    return tag in ("link", "script", "img", "iframe", "source", "object", "embed", "video", "audio")


def bytes_over_the_wire(answer: TestResponse) -> int:
    lines = (f"{name}: {value}\r\n" for name, value in answer.headers)
    return len(OF_THE_SERVER) + sum(len(line) for line in lines) + len(answer.data)
