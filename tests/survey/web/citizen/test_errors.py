"""Whatever goes wrong: what happened, whether anything was stored, what to do."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from survey.app import create_app
from survey.domain.errors import KeysMissing
from survey.domain.modes import Mode
from survey.services.manage_places import close_service_point
from survey.services.print_posters import new_poster, withdraw_poster
from survey.services.survey import Survey
from survey.store.driver import sqlite3
from survey.store.engine import apply_settings, open_store
from tests.pages import LOOPBACK, Page, Pages, only, text_of
from tests.survey.conftest import ADDRESS, CONTACT, Clock
from tests.survey.web.citizen.stored import stored

NOTHING = "Chưa có gì được lưu."


def assert_says(page: Page, code: str, *words: str) -> None:
    for word in (code, *words):
        assert word in page.text, f"{word!r} is not said: {page.text}"
    assert not re.search(r"Traceback|survey/|\.py|sqlite|SELECT|Werkzeug|Flask", page.body)


ODD_CODES = ("/ABCDEFGH", "/favicon.ico", "/" + "a" * 1500, "/%F0%9F%98%80", "/%E2%80%AE")
ODD_SIGNS = ("/a%0d%0ab", "/%00", "/a%5Cb")


@pytest.mark.parametrize("path", [*ODD_CODES, *ODD_SIGNS])
def test_an_unknown_code_is_kindly_refused_and_not_repeated(pages: Pages, path: str) -> None:
    page = pages.get(path, 404)
    assert_says(page, "HL-POS-01", "gõ mã in trên đó", CONTACT)
    assert NOTHING not in page.text
    assert path[1:] not in page.body
    assert page.field("mã in dưới mã QR").get("value") == ""


def test_a_changed_sign_of_a_code_is_noticed(pages: Pages, code: str) -> None:
    changed = code[:-1] + ("0" if code[-1] != "0" else "1")
    pages.get(f"/{changed}", 404)


@pytest.mark.parametrize("path", ["/khong/co", "/../etc/passwd", "/%2e%2e/%2e%2e/x", "/cam-on/x"])
def test_an_unknown_page_is_a_page(pages: Pages, path: str) -> None:
    page = pages.get(path, 404)
    assert_says(page, "HL-WEB-04")
    assert NOTHING not in page.text
    assert "passwd" not in page.body


def test_a_typed_code_leads_to_its_page(pages: Pages, code: str) -> None:
    assert pages.sent_on(f"/?code={code[:4].lower()}-{code[4:]}") == f"/{code}"
    assert pages.sent_on(f"/?code={code}&lang=en") == f"/{code}?lang=en"
    assert pages.sent_on(f"/?code=HTTPS%3A%2F%2F{ADDRESS[8:]}%2F{code}%2F") == f"/{code}"


@pytest.mark.parametrize("end", ["/", ".", "%20", "./"])
def test_a_code_with_something_behind_it_leads_to_its_page(
    pages: Pages, code: str, end: str
) -> None:
    page = pages.get(f"/{code}{end}")
    assert page.by_id("answers").get("action") == f"/{code}?gui=1"


def test_what_other_pages_add_twice_to_an_address_changes_nothing(
    survey: Survey, pages: Pages, code: str
) -> None:
    added = "fbclid=a&fbclid=b&utm_source=x&utm_source="
    hidden = pages.get(f"/{code}?{added}").hidden
    sent = {**hidden, "signs": "5"}
    assert pages.sent_on(f"/{code}?gui=1&{added}", sent) == f"/cam-on?code={code}"
    assert pages.sent_on(f"/?{added}&code={code}") == f"/{code}"
    assert len(stored(survey)) == 1


@pytest.mark.parametrize("name", ["code", "lang", "look"])
def test_what_is_read_of_an_address_must_stand_there_once(
    pages: Pages, code: str, name: str
) -> None:
    pages.get(f"/{code}?{name}=vi&{name}=en", 400)


@pytest.mark.parametrize(("language", "error"), [("vi", "Lỗi: "), ("en", "Error: ")])
def test_the_title_says_first_that_answers_were_refused(
    pages: Pages, code: str, language: str, error: str
) -> None:
    page = pages.get(f"/{code}?lang={language}")
    assert not title_of(page).startswith(error)
    action = page.by_id("answers").attrib["action"]

    refused = pages.post(action, {**page.hidden, "signs": "9"}, 422)
    asked = pages.post(action, {**page.hidden, "signs": "5", "comment": "gọi 0912 345 678"})

    assert title_of(refused).startswith(error)
    assert title_of(asked).startswith(asked.heading)


def title_of(page: Page) -> str:
    return text_of(only(page.tree, "title"))


def test_a_phone_set_to_english_gets_vietnamese_until_somebody_asks(
    pages: Pages, code: str
) -> None:
    page = pages.get(f"/{code}", headers={"Accept-Language": "en"})
    assert page.language == "vi"


def test_a_mistyped_code_stands_there_to_be_corrected(pages: Pages) -> None:
    page = pages.get("/?code=7kq2%00m9xx%E2%80%AE", 404)
    assert_says(page, "HL-POS-01")
    assert page.field("mã in dưới mã QR").get("value") == "7kq2m9xx"


def test_a_withdrawn_poster_says_where_the_new_one_is(survey: Survey, pages: Pages) -> None:
    poster = new_poster(survey, 1)
    hidden = pages.get(f"/{poster.code}").hidden
    withdraw_poster(survey, poster.code, "dán ở quán")

    scanned = pages.get(f"/{poster.code}", 410)
    assert_says(scanned, "HL-POS-02", "quét mã mới tại quầy")
    assert NOTHING not in scanned.text
    assert_says(pages.post(f"/{poster.code}", {**hidden, "signs": "5"}, 410), "HL-POS-02", NOTHING)
    assert stored(survey) == []


def test_what_was_written_comes_back_from_a_poster_that_takes_no_more(
    survey: Survey, pages: Pages
) -> None:
    poster, words = new_poster(survey, 1).code, "Chờ lâu.\n<b>Hai</b> lần"
    sent = {**pages.get(f"/{poster}").hidden, "comment": words}
    withdraw_poster(survey, poster, "dán ở quán")
    page = pages.post(f"/{poster}", sent, 410)
    assert_says(page, "HL-POS-02", NOTHING)
    assert page.field("có thể chép lại").text == words

    unwritten = pages.post(f"/{poster}", {**sent, "comment": ""}, 410)
    assert not unwritten.tree.findall(".//textarea")


def test_on_a_device_of_the_office_no_words_come_back(survey: Survey, pages: Pages) -> None:
    code = new_poster(survey, 1, Mode.ASSISTED).code
    sent = {**pages.get(f"/{code}/tra-loi").hidden, "comment": "Chờ lâu."}
    withdraw_poster(survey, code)
    assert "Chờ lâu." not in pages.post(f"/{code}", sent, 410).body


def test_a_withdrawn_poster_without_a_new_one_sends_nobody_to_one(
    survey: Survey, pages: Pages, code: str
) -> None:
    withdraw_poster(survey, code)
    page = pages.get(f"/{code}", 410)
    assert_says(page, "HL-POS-06", "không còn dùng")
    assert "mã mới" not in page.text


def test_a_page_that_was_open_when_its_poster_went_is_looked_over_and_taken(
    survey: Survey, pages: Pages, code: str
) -> None:
    hidden = pages.get(f"/{code}").hidden
    withdraw_poster(survey, code)

    again = pages.post(f"/{code}", {**hidden, "signs": "9", "papers": "4"}, 422)
    english = pages.post(f"/{code}", {**again.hidden, **again.marked, "language": "en"})

    assert english.marked == {"papers": "4"}
    action = english.by_id("answers").attrib["action"]
    assert pages.sent_on(action, {**english.hidden, "signs": "5"}).startswith("/cam-on")
    assert len(stored(survey)) == 1


def test_a_retry_is_acknowledged_although_the_poster_is_gone(survey: Survey, pages: Pages) -> None:
    poster = new_poster(survey, 1)
    sent = {**pages.get(f"/{poster.code}").hidden, "signs": "5"}
    pages.sent_on(f"/{poster.code}", sent)
    withdraw_poster(survey, poster.code)

    assert pages.sent_on(f"/{poster.code}", sent) == f"/cam-on?code={poster.code}"


def test_a_closed_counter_is_no_error_to_a_visitor(
    survey: Survey, pages: Pages, code: str, clock: Clock
) -> None:
    close_service_point(survey, 1)
    page = pages.get(f"/{code}")
    assert_says(page, "HL-POS-03", CONTACT)
    assert NOTHING not in page.text


def test_answers_from_after_the_closing_are_not_taken(
    survey: Survey, pages: Pages, code: str, clock: Clock
) -> None:
    hidden = pages.get(f"/{code}").hidden
    clock.step(timedelta(days=-1))
    close_service_point(survey, 1)
    clock.pass_days(1)

    page = pages.post(f"/{code}", {**hidden, "signs": "5"}, 409)

    assert_says(page, "HL-POS-03", NOTHING)
    assert stored(survey) == []


@pytest.fixture
def hurried(survey: Survey) -> Iterator[Pages]:
    """Serve without waiting for a lock, instead of the five seconds of a real server."""
    store = open_store(survey.settings.database, never_wait)
    yield Pages(create_app(replace(survey, store=store)).test_client())
    store.close()


def never_wait(connection: sqlite3.Connection) -> None:
    apply_settings(connection)
    connection.execute("PRAGMA busy_timeout=0")


def test_a_locked_database_gives_everything_back_and_takes_it_later(
    survey: Survey, hurried: Pages, code: str
) -> None:
    sent = {**hurried.get(f"/{code}").hidden, "signs": "5", "comment": 'một\r\n"hai"'}
    with survey.store.writing():
        page = hurried.post(f"/{code}", sent, 503)

    assert_says(page, "HL-SUB-07", "CHƯA được lưu", "Bấm mấy lần cũng chỉ tính một phiếu")
    assert int(page.headers["Retry-After"]) > 0
    assert page.hidden == {**sent, "comment": 'một\n"hai"'}
    assert stored(survey) == []
    assert hurried.sent_on(f"/{code}", page.hidden) == f"/cam-on?code={code}"
    assert [row.comment for row in stored(survey)] == ['một\n"hai"']


def test_the_log_tells_once_that_nothing_is_stored_and_not_how_many_came(
    survey: Survey, hurried: Pages, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    sent = {**hurried.get(f"/{code}").hidden, "signs": "5"}
    for outage in (1, 2):
        with survey.store.writing():
            for _ in range(3):
                hurried.post(f"/{code}", sent, 503)
        hurried.sent_on(f"/{code}", sent)

        assert caplog.text.count("StoreBusy at ") == outage


def test_without_a_database_answers_are_given_back_and_pages_still_open(
    survey: Survey, pages: Pages, code: str, tmp_path: Path
) -> None:
    sent = {**pages.get(f"/{code}").hidden, "signs": "5"}
    survey.store.close()
    for file in survey.settings.data.glob(survey.settings.database.name + "*"):
        file.rename(tmp_path / file.name)

    assert pages.post(f"/{code}", sent, 503).hidden == sent
    assert pages.get(f"/{code}").hidden.keys() == {"visit"}
    assert_says(pages.get("/"), "Ông/Bà đang đứng trước áp phích nào?")


def test_a_broken_program_says_what_it_does_not_know(
    app: Flask, pages: Pages, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    sent = {**pages.get(f"/{code}").hidden, "signs": "5", "comment": "bí mật"}
    app.view_functions["citizen.send"] = app.view_functions["citizen.questions"] = broken

    with caplog.at_level(logging.DEBUG):
        posted = pages.post(f"/{code}", sent, 500)
        fetched = pages.get(f"/{code}", 500)

    assert_says(posted, "HL-SUB-08", "không biết chắc ý kiến đã được lưu hay chưa")
    assert posted.hidden == sent
    assert_says(fetched, "HL-WEB-50")
    assert "ZeroDivisionError" in caplog.text
    assert "test_errors.py" in caplog.text
    for secret in ("bí mật", "divided by", code, sent["visit"]):
        assert secret not in caplog.text


def test_a_refusal_that_no_page_expects_is_a_broken_program(app: Flask, pages: Pages) -> None:
    app.view_functions["citizen.start"] = without_keys
    assert_says(pages.get("/", 500), "HL-WEB-50")


def without_keys() -> str:
    raise KeysMissing("/secret/place")


def broken(code: str) -> str:
    return code * (1 // 0)


def test_a_hundred_fields_are_read(pages: Pages, code: str) -> None:
    pages.post(f"/{code}", {f"f{number}": "" for number in range(100)}, 400)


@pytest.mark.parametrize("query", ["lang=vi&lang=en", "code=A&code=B"])
def test_a_doubled_query_is_refused(pages: Pages, query: str) -> None:
    assert_says(pages.get(f"/?{query}", 400), "HL-WEB-01", NOTHING)


@pytest.mark.parametrize("query", ["x=%ED%A0%80", "x=%FF", "%91=%E1%BB", "lang=%FF", "look=%FF"])
def test_halves_of_characters_are_no_wish_of_anybody(pages: Pages, code: str, query: str) -> None:
    page = pages.get(f"/{code}?{query}")
    assert page.language == "vi"
    assert pages.sent_on(f"/{code}?{query}", {**page.hidden, "signs": "5"}).startswith("/cam-on")


def test_a_code_of_halves_of_characters_is_unknown(pages: Pages) -> None:
    assert_says(pages.get("/?code=%FF", 404), "HL-POS-01")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_a_wrong_method_is_told_the_right_ones(pages: Pages, code: str, method: str) -> None:
    page = pages.open(f"/{code}", method, 405)
    assert_says(page, "HL-WEB-05", NOTHING)
    assert set(page.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_head_is_get_without_a_body(pages: Pages, code: str) -> None:
    answer = pages.client.head(f"/{code}", base_url=LOOPBACK)
    assert (answer.status_code, answer.data) == (200, b"")


@pytest.mark.parametrize(
    "host", ["evil.example", "hailong.example.vn.evil.example", "[", "[::g]", ""]
)
def test_a_foreign_host_is_refused(pages: Pages, host: str) -> None:
    page = pages.open("/", "GET", 400, headers={"Host": host})
    assert_says(page, "HL-WEB-11", NOTHING, "địa chỉ in trên áp phích")


@pytest.mark.parametrize("host", ["hailong.example.vn", "localhost:8080", "127.0.0.1:1", "[::1]:9"])
def test_our_own_hosts_are_served(pages: Pages, host: str) -> None:
    pages.open("/", "GET", 200, headers={"Host": host})


def test_an_error_speaks_the_language_of_the_page(pages: Pages, code: str) -> None:
    page = pages.post(f"/{code}?lang=en", {"visit": "x"}, 400)
    assert_says(page, "HL-SUB-04", "Nothing was stored.")
    assert page.language == "en"
    assert_says(pages.get("/ABCDEFGH?lang=en", 404), "No poster has this code")


def test_no_error_sets_a_cookie_or_repeats_a_header(pages: Pages) -> None:
    headers = {"User-Agent": "markedagent", "X-Forwarded-For": "203.0.113.77", "Cookie": "a=mark"}
    page = pages.get("/ABCDEFGH", 404, headers=headers)
    for mark in ("markedagent", "203.0.113.77", "a=mark"):
        assert mark not in page.body
