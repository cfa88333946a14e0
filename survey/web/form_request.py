"""A request whose form is read once and strictly: what is damaged or too much of it is refused."""

from collections.abc import Mapping
from io import BytesIO
from urllib.parse import unquote_to_bytes

from flask import Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.formparser import FormDataParser
from werkzeug.utils import cached_property

from survey.limits import MOST_BODY_BYTES, MOST_FIELDS, MOST_UPLOAD_BYTES

# The one page that takes a file: that of case counts.
UPLOAD_PATH = "/can-bo/so-ho-so"

_FORM = "application/x-www-form-urlencoded"
_WITH_FILE = "multipart/form-data"


class FormRequest(Request):
    """A request of ours: it may bring a form, and to one page a file."""

    max_content_length = MOST_UPLOAD_BYTES
    # The reader that comes with Werkzeug would look for them.
    files = ImmutableMultiDict[str, object]()  # type: ignore[assignment]

    @cached_property
    def sent(self) -> Mapping[str, list[str]]:
        """Return the values that were sent, by the names of their fields; abort with what is wrong.

        That is 413 for too many or too long, 415 for another kind of content, and 400 for halves of
        a character and bytes that are no text, which would be guessed at further in.
        """
        if self.path == UPLOAD_PATH and self.mimetype == _WITH_FILE:
            return self._parts[0]
        body = self._body()
        if body and self.mimetype != _FORM:
            abort(415)
        if body.count(b"&") >= MOST_FIELDS:
            abort(413)
        try:
            return _values_by_name(body.decode())
        except UnicodeDecodeError:
            abort(400)

    @cached_property
    def _parts(self) -> tuple[dict[str, list[str]], dict[str, bytes]]:
        """Return the fields of a form that brings a file, and the files."""
        parser = FormDataParser(
            _memory, max_form_memory_size=None, silent=False, max_form_parts=MOST_FIELDS
        )
        body = self._body()
        try:
            _, fields, files = parser.parse(
                BytesIO(body), self.mimetype, len(body), self.mimetype_params
            )
        except ValueError:
            abort(400)
        content = {name: file.read() for name, file in files.items()}
        return fields.to_dict(flat=False), content

    def _body(self) -> bytes:
        body = self.get_data()  # raises 413
        if len(body) > MOST_BODY_BYTES and self.path != UPLOAD_PATH:
            abort(413)
        return body

    def uploaded(self, name: str) -> bytes:
        """Return the content of a file that was sent; empty where none was chosen."""
        is_with_file = self.path == UPLOAD_PATH and self.mimetype == _WITH_FILE
        return self._parts[1].get(name, b"") if is_with_file else b""

    @cached_property
    def form(self) -> MultiDict[str, str]:  # type: ignore[override]  # theirs cannot be changed
        """Return the same as Werkzeug and WTForms read it."""
        return MultiDict(self.sent)


def _memory(
    total_content_length: int | None,  # noqa: ARG001 (the signature is Werkzeug's)
    content_type: str | None,  # noqa: ARG001
    filename: str | None,  # noqa: ARG001
    content_length: int | None = None,  # noqa: ARG001
) -> BytesIO:
    # Theirs would put a large file onto the disk.
    return BytesIO()


def this_request() -> FormRequest:
    """Return the request itself: Flask's stand-in for it takes a microsecond at each look."""
    found: FormRequest = request._get_current_object()  # type: ignore[attr-defined]  # as documented
    return found


def sent_value(name: str) -> str | None:
    """Return what a form brings under a name; None also where the form is refused."""
    asked = this_request()
    if asked.method != "POST":
        return None
    try:
        values = asked.sent.get(name)
    except HTTPException:  # the page that says so has a language and a look too
        return None
    return values[0] if values else None


def _values_by_name(body: str) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for field in body.replace("+", " ").split("&"):
        if not field:
            continue
        name, _, value = field.partition("=")
        if "%" in field:
            name, value = unquote_to_bytes(name).decode(), unquote_to_bytes(value).decode()
        values.setdefault(name, []).append(value)
    return values
