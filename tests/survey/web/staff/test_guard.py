"""No staff page without signing in, no change by GET or from another site."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.services.survey import Survey
from survey.web.staff.guard import OPEN_TO_ALL
from tests.database import dump
from tests.pages import LOOPBACK
from tests.survey.paper import emptied_box
from tests.survey.web.staff.desk import CSRF_FIELD, Desk

Route = tuple[str, str]


@pytest.fixture(autouse=True)
def batch(survey: Survey) -> str:
    """Make the batch that the addresses lead to: an unknown one would not be guarded either."""
    return emptied_box(survey, 5).number


def routes(app: Flask, code: str, method: str) -> list[Route]:
    """Return the endpoint and an address of every staff page that answers a method."""
    values = {
        "number": 1,
        "code": code,
        "token": "x",
        "kind": "json",
        "batch": "P-2026-001",
        "tablet": 1,
    }
    found = []
    with app.test_request_context(base_url=LOOPBACK):
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            if rule.endpoint.startswith("staff.") and method in (rule.methods or ()):
                needed = {name: values[name] for name in rule.arguments}
                found.append((rule.endpoint, adapter.build(rule.endpoint, needed)))
    return found


def test_every_page_but_the_way_in_asks_to_sign_in(
    app: Flask, client: FlaskClient, code: str
) -> None:
    looked_at = 0
    # Named here too: a page that is let in there by mistake is missed here.
    assert {"staff.sign_in", "staff.set_up"} == OPEN_TO_ALL
    for endpoint, path in routes(app, code, "GET"):
        if endpoint not in OPEN_TO_ALL:
            answer = client.get(path, base_url=LOOPBACK)
            assert answer.status_code == 303, path
            assert answer.headers["Location"] == f"/can-bo/dang-nhap?next={path}"
            looked_at += 1
    assert looked_at >= 10


@pytest.mark.parametrize("token", [None, "", "0" * 64, "é"])
def test_no_form_is_taken_without_the_token_of_this_browser(
    app: Flask, desk: Desk, survey: Survey, code: str, token: str | None
) -> None:
    before = dump(survey.settings.database)
    for _, path in routes(app, code, "POST"):
        fields = {} if token is None else {CSRF_FIELD: token}
        page = desk.pages.post(path, fields, 403)
        assert page.heading == "Trang đã cũ"
    assert dump(survey.settings.database) == before


def test_no_form_is_taken_with_the_token_of_another_browser(
    app: Flask, desk: Desk, survey: Survey, code: str
) -> None:
    stranger = app.test_client()
    token = Desk(type(desk.pages)(stranger)).csrf_token()
    for _, path in routes(app, code, "POST"):
        desk.pages.post(path, {CSRF_FIELD: token}, 403)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "null"},
    ],
)
def test_no_form_is_taken_from_another_site(
    app: Flask, desk: Desk, survey: Survey, code: str, headers: dict[str, str]
) -> None:
    fields, before = desk.with_token({}), dump(survey.settings.database)
    for _, path in routes(app, code, "POST"):
        desk.pages.post(path, fields, 403, headers=headers)
    assert dump(survey.settings.database) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://localhost"},
        {"Origin": "https://hailong.example.vn"},
    ],
)
def test_a_form_of_ours_is_taken_however_the_browser_names_its_origin(
    desk: Desk, headers: dict[str, str]
) -> None:
    fields = desk.with_token({})
    assert desk.pages.sent_on("/can-bo/quay/1/dong", fields, headers=headers)


def test_no_get_changes_anything(app: Flask, desk: Desk, survey: Survey, code: str) -> None:
    before = dump(survey.settings.database)
    for _, path in routes(app, code, "GET"):
        desk.client.get(path, base_url=LOOPBACK)
    assert dump(survey.settings.database) == before


def test_buttons_do_nothing_by_get(app: Flask, desk: Desk, code: str) -> None:
    readable = {path for _, path in routes(app, code, "GET")}
    for _, path in routes(app, code, "POST"):
        if path not in readable:
            assert "POST" in desk.get(path, 405).headers["Allow"]


def test_two_values_of_one_name_are_refused(desk: Desk) -> None:
    fields = desk.with_token({"name": ["Quầy 3", "Quầy 4"], "field": "Trẻ em", "place": "Tầng 1"})
    desk.pages.post("/can-bo/quay/them", fields, 400)


def test_staff_pages_are_not_compressed(desk: Desk) -> None:
    answer = desk.client.get("/can-bo/", base_url=LOOPBACK, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


def test_the_desk_has_one_address(client: FlaskClient) -> None:
    answer = client.get("/can-bo", base_url=LOOPBACK)
    assert answer.status_code == 308
    assert answer.headers["Location"].endswith("/can-bo/")
