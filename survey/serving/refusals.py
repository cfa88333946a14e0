"""What the server itself says when a request does not get as far as the application."""

from collections.abc import Mapping
from enum import Enum

from flask import Flask

from survey.serving.answers import Answer
from survey.web import notices
from survey.web.errors import notice_page
from survey.web.headers import completed


class Refusal(Enum):
    """Why a request got no further."""

    UNREADABLE = notices.BAD_REQUEST
    LATE = notices.TOO_LATE
    WITHOUT_LENGTH = notices.WITHOUT_LENGTH
    TOO_LARGE = notices.TOO_LARGE
    BUSY = notices.UNAVAILABLE


Refusals = Mapping[Refusal, Answer]

# What is still on its way would be taken for the next request.
_LAST = ("Connection", "close")


def prepare_refusals(app: Flask) -> Refusals:
    """Return the pages of an application that say why; made once, for they must cost nothing."""
    return {refusal: _prepared(app, refusal) for refusal in Refusal}


def _prepared(app: Flask, refusal: Refusal) -> Answer:
    with app.test_request_context():
        page = app.process_response(notice_page(refusal.value))
    headers = completed(app, [*page.headers.items()])
    if refusal is not Refusal.BUSY:
        headers.append(_LAST)
    return Answer(page.status_code, headers, page.get_data())
