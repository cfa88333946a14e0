"""A server that prints where each request comes from, as a careless line of debugging does."""

from typing import Any

from flask import Flask, request

import survey.app
from survey.cli import main

_create_app = survey.app.create_app


def create_app(*arguments: Any, **named: Any) -> Flask:
    """Return the application with the careless line in it."""
    app = _create_app(*arguments, **named)

    @app.before_request
    def print_the_address() -> None:
        print(request.remote_addr, flush=True)  # noqa: T201 - this is the fault

    return app


survey.app.create_app = create_app

if __name__ == "__main__":
    main()
