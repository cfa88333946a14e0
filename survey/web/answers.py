"""Answers that are sent again and again: their headers are written once."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from wsgiref.types import WSGIEnvironment

from flask import Response, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from survey.web.content_encoding import ContentEncoding, accepted_encoding


class PreparedAnswer(Response):
    """A whole page as it travels: nothing is added to it but its length."""

    automatically_set_content_length = False

    def __init__(self, body: bytes, headers: Sequence[tuple[str, str]], status: int = 200) -> None:
        super().__init__((body,), status)
        self._length = len(body)
        self._headers = headers

    def get_wsgi_response(
        self, environ: WSGIEnvironment
    ) -> tuple[Iterable[bytes], str, list[tuple[str, str]]]:
        """Return what the server sends; Flask's own way reads each header three times."""
        headers = [*self._headers, ("Content-Length", str(self._length))]
        return self.get_app_iter(environ), self.status, headers


def see_other(address: str) -> PreparedAnswer:
    """Send a browser on to another page; nobody reads a page that says so."""
    return PreparedAnswer(b"", [("Location", address)], 303)


def wished_encoding() -> ContentEncoding:
    """Return how the browser that asks likes a page to travel."""
    return _wished(request.headers.get("Accept-Encoding", ""))


# Browsers send a handful of different wishes.
@lru_cache(maxsize=32)
def _wished(header: str) -> ContentEncoding:
    return accepted_encoding(parse_accept_header(header, Accept))
