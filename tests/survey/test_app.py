"""The composition root: what breaks is logged without anything of the request."""

import logging
from typing import NoReturn

import pytest
from flask import Flask, request

SECRET = "203.0.113.7-bi-mat"


@pytest.fixture
def broken(app: Flask) -> Flask:
    """Return the application with a page that breaks, and whose error page breaks too."""

    @app.route("/hong/<path:rest>", methods=["GET", "POST"])
    def page(rest: str) -> NoReturn:
        raise RuntimeError(f"{rest} {request.remote_addr} {request.form}")

    def error_page(error: Exception) -> NoReturn:
        raise RuntimeError(str(error))

    app.register_error_handler(RuntimeError, error_page)
    return app


def test_what_breaks_is_logged_with_its_kind_and_place_only(
    broken: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    client = broken.test_client()
    with caplog.at_level(logging.DEBUG):
        response = client.get(f"/hong/{SECRET}?q={SECRET}", headers={"User-Agent": SECRET})
    assert response.status_code == 500
    assert "RuntimeError at test_app.py" in caplog.text
    assert SECRET not in caplog.text
    assert "Traceback" not in caplog.text
    assert SECRET not in response.text


def test_what_breaks_before_the_application_is_kept_quiet_too(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> NoReturn:
        raise RuntimeError(SECRET)

    app.wsgi_app = fail  # type: ignore[method-assign]
    with caplog.at_level(logging.DEBUG):
        response = app.test_client().get("/")
    assert response.status_code == 500
    assert SECRET not in caplog.text + response.text


def test_an_application_keeps_no_session_of_flasks(app: Flask) -> None:
    assert app.secret_key is None
    assert not app.debug
