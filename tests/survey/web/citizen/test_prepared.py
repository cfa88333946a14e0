"""The first view: made once, encoded once, and for everybody a visit of his own."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.services.manage_places import (
    close_service_point,
    open_service_point,
    overview_of,
    rename_service_point,
)
from survey.services.publish_text import use
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.web.shelf import Shelf, put_up_shelf
from tests.pages import LOOPBACK, Pages, only, text_of, unpacked
from tests.survey.conftest import ADDRESS, CONTACT

PATHS_OF_A_COUNTER = ("/cam-on", "/rieng-tu", "/cam-on/tra-may", "/cam-on/may-tai-quay")
NEXT = re.compile('name="luot" value="([^"]+)"')
VISIT = re.compile('name="visit" value="([^"]+)"')
ACCEPTED = ("br", "gzip", "identity")


def fetched(client: FlaskClient, path: str, accepted: str) -> TestResponse:
    return client.get(path, headers={"Accept-Encoding": accepted}, base_url=LOOPBACK)


@pytest.mark.parametrize("path", ["/{code}", "/", "/cam-on?code={code}", "/rieng-tu?code={code}"])
def test_a_page_that_is_opened_twice_is_packed_once(
    app: Flask, client: FlaskClient, code: str, path: str
) -> None:
    packed: list[bytes] = []
    put_up_shelf(app, Shelf(lambda _page, before, _encoding: packed.append(before)))

    for _ in range(2):
        fetched(client, path.format(code=code), "br")

    assert len(packed) == 1


@pytest.mark.parametrize("path", PATHS_OF_A_COUNTER)
def test_the_band_names_the_counter_as_it_is_called_now(
    survey: Survey, pages: Pages, code: str, path: str
) -> None:
    for name in ("Quầy 1: Người có công", "Quầy 1: Việc làm"):
        rename_service_point(survey, 1, name, "Người có công", "Tầng 1")
        assert name in text_of(only(pages.get(f"{path}?code={code}").tree, "header"))
    assert "Khảo sát" in text_of(only(pages.get(f"{path}?code=ABCDEFGH").tree, "header"))


def test_two_openings_differ_in_nothing_but_their_visit(client: FlaskClient, code: str) -> None:
    pages = [unpacked(fetched(client, f"/{code}", way)) for way in (*ACCEPTED, *ACCEPTED)]

    visits = [VISIT.findall(page) for page in pages]
    assert all(len(found) == 1 for found in visits)
    assert len({found[0] for found in visits}) == len(pages)
    assert len({VISIT.sub("", page) for page in pages}) == 1


@pytest.mark.parametrize("accepted", ACCEPTED)
def test_the_answer_says_how_it_is_packed_and_how_long_it_is(
    client: FlaskClient, code: str, accepted: str
) -> None:
    answer = fetched(client, f"/{code}", accepted)

    assert answer.headers.get("Content-Encoding", "identity") == accepted
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.content_length == len(answer.data)


def test_head_says_the_same_and_sends_nothing(client: FlaskClient, code: str) -> None:
    accepted = {"Accept-Encoding": "br"}
    head = client.head(f"/{code}", headers=accepted, base_url=LOOPBACK)
    get = client.get(f"/{code}", headers=accepted, base_url=LOOPBACK)

    assert head.data == b""
    assert head.headers == get.headers


def test_what_changes_at_the_office_shows_at_once(survey: Survey, pages: Pages, code: str) -> None:
    assert "Sở Mới" not in pages.get(f"/{code}").text

    set_up_office(survey, "Sở Mới", ADDRESS, CONTACT)
    assert "Sở Mới" in pages.get(f"/{code}").text

    use(survey, questionnaire="service-19.v1")
    assert "premises" in {one.get("name") for one in pages.get(f"/{code}").tree.iter("input")}

    close_service_point(survey, 1)
    assert "HL-POS-03" in pages.get(f"/{code}").text
    open_service_point(survey, 1)
    assert pages.get(f"/{code}").by_id("answers") is not None


def test_each_poster_and_each_language_has_its_own_page(
    survey: Survey, pages: Pages, code: str
) -> None:
    other = overview_of(survey, 2).active_posters[0].code
    assert pages.get(f"/{other}").by_id("answers").get("action") == f"/{other}?gui=1"
    assert pages.get(f"/{code}?lang=en").by_id("answers").get("action") == f"/{code}?lang=en&gui=1"
    assert pages.get(f"/{code}").by_id("answers").get("action") == f"/{code}?gui=1"


def test_a_server_under_a_path_of_its_own_says_so_in_its_addresses(
    client: FlaskClient, code: str
) -> None:
    plain = client.get(f"/{code}", base_url=LOOPBACK).text
    below = client.get(f"/{code}", base_url=f"{LOOPBACK}/khao-sat").text

    assert f'action="/{code}?gui=1"' in plain
    assert f'action="/khao-sat/{code}?gui=1"' in below


def test_two_pages_of_thanks_differ_in_nothing_but_the_next_visit(
    client: FlaskClient, code: str
) -> None:
    path = f"/cam-on?code={code}&lang=en"
    pages = [unpacked(fetched(client, path, way)) for way in (*ACCEPTED, *ACCEPTED)]

    assert len({NEXT.findall(page)[0] for page in pages}) == len(pages)
    assert len({NEXT.sub("", page) for page in pages}) == 1


def test_pages_of_the_same_words_tell_their_posters_and_looks_apart(
    pages: Pages, code: str, survey: Survey
) -> None:
    other = overview_of(survey, 2).active_posters[0].code
    for one in (code, other, code):
        assert f'action="/{one}"' in pages.get(f"/cam-on?code={one}").body
        assert f"code={one}" in pages.get(f"/cam-on/dung-thu?code={one}").body
    assert "look=dark" in pages.get(f"/cam-on?code={code}&look=dark").body
    assert "look=dark" not in pages.get(f"/cam-on?code={code}").body


def test_a_renamed_office_shows_on_every_page(survey: Survey, pages: Pages, code: str) -> None:
    paths = ("/", f"/cam-on?code={code}", "/rieng-tu", "/cam-on/dung-thu")
    for path in paths:
        pages.get(path)

    set_up_office(survey, "Sở Mới", ADDRESS, CONTACT)
    for path in paths:
        assert "Sở Mới</title>" in pages.get(path).body
