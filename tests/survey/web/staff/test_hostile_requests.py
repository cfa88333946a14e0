"""No request, however hostile, breaks a page, learns what is inside, or is repeated."""

import re
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import run_wsgi_app

from survey.services.survey import Survey
from survey.web.headers import HEADERS
from tests.survey.paper import emptied_box
from tests.survey.web.hostile_requests import MARK, Known, Routes, hostile_requests
from tests.survey.web.staff.desk import COOKIE, Desk

PROGRAM = re.escape(f"{Path(__file__).parents[4]}/".encode())
INSIDE = re.compile(
    rb"Traceback|site-packages|sqlite|sqlalchemy|SELECT |INSERT |\.py\b|[Ww]erkzeug|[Ff]lask"
    rb"|jinja|/tmp|/home|HTTPException|Python/|" + PROGRAM
)
DOSE, PART, PARTS = 500, 5000, 20


@pytest.fixture
def known(survey: Survey, session: str, desk: Desk, code: str) -> Known:
    values = {"code": code, "batch": emptied_box(survey, 5).number, "language": "vi"}
    values |= {"kind": "json", "questionnaire": "counter.v1", "name": "x.mp3", "token": "x"}
    return Known(values | {"filename": "staff.css"}, f"{COOKIE}={session}", desk.csrf_token())


def test_five_hundred_hostile_requests_break_nothing(
    app: Flask, known: Known, client: FlaskClient
) -> None:
    statuses = answered(app, known, 20260302, DOSE)
    assert len(statuses) > 8
    assert client.get("/", base_url="http://localhost").status_code == 200


@pytest.mark.release
@pytest.mark.parametrize("part", range(PARTS))
def test_a_hundred_thousand_break_nothing(app: Flask, known: Known, part: int) -> None:
    print(f"\npart {part}: {answered(app, known, part, PART)}")  # noqa: T201


def answered(app: Flask, known: Known, seed: int, count: int) -> Counter[int]:
    """Send so many requests; return how often each status came."""
    statuses = Counter[int]()
    for number, environ in enumerate(islice(hostile_requests(Routes.of(app), known, seed), count)):
        told = f"request {number} of {seed}: {environ['REQUEST_METHOD']} {environ['PATH_INFO']!r}"
        pieces, status, headers = run_wsgi_app(app, environ, buffered=True)
        body = b"".join(pieces)
        statuses[int(status[:3])] += 1
        assert int(status[:3]) < 500, told
        assert HEADERS.keys() <= dict(headers).keys(), told
        assert "Content-Security-Policy" in headers, told
        found = INSIDE.search(body)
        assert found is None, f"{told} is told {found}"
        assert MARK.encode() not in body, told
        # Where to go after signing in is a field of ours; 308 names the same address, tidied.
        said = [re.sub("next=[A-Za-z0-9_./-]*", "", value) for _, value in headers]
        said = [] if status.startswith("308") else said
        assert not [value for value in said if MARK in value], told
        assert headers.get("Location", "/")[:2] not in ("//", "ht"), told
        assert environ["REQUEST_METHOD"] != "HEAD" or body == b"", told
    return statuses
