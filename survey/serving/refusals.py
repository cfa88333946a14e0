"""What the server itself says when a request does not get as far as the application."""

from collections.abc import Mapping
from enum import Enum

from flask import Flask

from survey.serving.answers import Answer
from survey.web import notices
from survey.web.errors import notice_page
from survey.web.headers import STAFF_PATH, completed


class Refusal(Enum):
    """Why a request got no further."""

    UNREADABLE = notices.BAD_REQUEST
    LATE = notices.TOO_LATE
    STOPPING = notices.STOPPING
    WITHOUT_LENGTH = notices.WITHOUT_LENGTH
    TOO_LARGE = notices.TOO_LARGE
    BUSY = notices.UNAVAILABLE
    TOO_MANY_SIGN_INS = notices.TOO_MANY_SIGN_INS


Refusals = Mapping[Refusal, Answer]

# What is said of whole requests, and to staff alone.
_FOR_STAFF = (Refusal.BUSY, Refusal.TOO_MANY_SIGN_INS)
# What is still on its way would be taken for the next request.
_LAST = ("Connection", "close")


def prepare_refusals(app: Flask) -> Refusals:
    """Return the pages of an application that say why; made once, for they must cost nothing."""
    return {refusal: _prepared(app, refusal) for refusal in Refusal}


def _prepared(app: Flask, refusal: Refusal) -> Answer:
    path = STAFF_PATH if refusal in _FOR_STAFF else "/"
    with app.test_request_context(path):
        page = app.process_response(notice_page(refusal.value))
    headers = completed(app, [*page.headers.items()])
    if refusal not in _FOR_STAFF:
        headers.append(_LAST)
    return Answer(page.status_code, headers, page.get_data())
