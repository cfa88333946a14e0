"""A server with one more page that breaks, and whose exception tells all about the request."""

from typing import Any, NoReturn

from flask import Flask, request

import survey.app
from survey.cli import main

_create_app = survey.app.create_app


def create_app(*arguments: Any, **named: Any) -> Flask:
    """Return the application with the breaking page added."""
    app = _create_app(*arguments, **named)

    @app.route("/trang-hong", methods=["GET", "POST"])
    def broken_page() -> NoReturn:
        raise RuntimeError(
            f"{request.remote_addr} {request.full_path} {dict(request.headers)} {request.form}"
        )

    return app


survey.app.create_app = create_app

if __name__ == "__main__":
    main()
