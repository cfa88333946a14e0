"""Refuse requests that no page needs to see: too big, with a damaged form or for another host."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial

from flask import Flask, abort
from werkzeug.exceptions import MethodNotAllowed, RequestURITooLarge, SecurityError

from survey.limits import LONGEST_QUERY
from survey.web.form_request import this_request
from survey.web.headers import is_known_host

_METHODS = ("GET", "HEAD", "OPTIONS", "POST")


def check_requests(app: Flask, public_address: str | None) -> None:
    """Refuse such requests before any view of the application runs."""
    # An office is asked for under one name or two.
    is_known = lru_cache(maxsize=16)(partial(is_known_host, public_address=public_address))

    @app.before_request
    def check() -> None:
        asked = this_request()
        if asked.method == "TRACE":
            # No page answers it; of those that do not exist it is not said either.
            raise MethodNotAllowed(_METHODS)
        if not is_known(asked.host):
            raise SecurityError("another host's name")
        if len(asked.query_string) > LONGEST_QUERY:
            raise RequestURITooLarge
        if asked.method == "POST":
            _ = asked.sent  # raises what is wrong with it


def refuse_doubled(sent: Mapping[str, Sequence[str]], names: Iterable[str] | None = None) -> None:
    """Answer 400 when a parameter came twice: two programs would read two different values.

    Only those of the `names` may not, where some are given.
    """
    for name in sent if names is None else names:
        if len(sent.get(name, ())) > 1:
            abort(400)
