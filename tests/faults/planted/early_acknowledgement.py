"""A server that thanks the citizen first and stores the answers a moment later."""

import io
import threading
import time
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask

import survey.app
from survey.cli import main

PAUSE_SECONDS = 1.0


class EarlyAcknowledgement:
    """The application, answering each sent form before it has read it."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST":
            return self.application(environ, start)
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        kept = {**environ, "wsgi.input": io.BytesIO(body)}
        threading.Thread(target=self._store_later, args=(kept,), daemon=True).start()
        start("303 SEE OTHER", [("Location", "/cam-on"), ("Content-Length", "0")])
        return [b""]

    def _store_later(self, environ: WSGIEnvironment) -> None:
        time.sleep(PAUSE_SECONDS)
        list(self.application(environ, lambda *_: lambda _: None))


_create_app = survey.app.create_app


def create_app(*arguments: Any, **named: Any) -> Flask:
    """Return the application with the fault round it."""
    app = _create_app(*arguments, **named)
    app.wsgi_app = EarlyAcknowledgement(app.wsgi_app)  # type: ignore[assignment, method-assign]
    return app


survey.app.create_app = create_app

if __name__ == "__main__":
    main()
