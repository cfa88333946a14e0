"""A request whose form is read once and strictly: what is damaged or too much of it is refused."""

from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from flask import Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.utils import cached_property

from survey.limits import MOST_FIELDS

_FORM = "application/x-www-form-urlencoded"
_NOTHING: Mapping[str, str] = {}


class FormRequest(Request):
    """A request of ours: it may bring a form, but never a file."""

    # The reader that comes with Werkzeug would look for them.
    files = ImmutableMultiDict[str, object]()  # type: ignore[assignment]

    @cached_property
    def form(self) -> MultiDict[str, str]:  # type: ignore[override]  # theirs cannot be changed
        """Return the fields that were sent; abort with what is wrong with them.

        413 for too many or too long, 415 for another kind of content, and 400 for halves of a
        character and bytes that are no text, which would be guessed at further in.
        """
        body = self.get_data()  # raises 413 over MAX_CONTENT_LENGTH
        if body and self.mimetype != _FORM:
            abort(415)
        if body.count(b"&") >= MOST_FIELDS:
            abort(413)
        try:
            parts = body.decode().replace("+", " ").split("&")
            return MultiDict([_field(part) for part in parts if part])
        except UnicodeDecodeError:
            abort(400)


def _field(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    if "%" in part:
        return unquote_to_bytes(name).decode(), unquote_to_bytes(value).decode()
    return name, value


def sent_fields() -> Mapping[str, str]:
    """Return what this request brings; nothing where it is refused for what it brings."""
    if request.method != "POST":
        return _NOTHING
    try:
        return request.form
    except HTTPException:  # the page that says so has a language and a look too
        return _NOTHING
