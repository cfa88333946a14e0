"""What every answer says to the browser: a policy, no memory, no sources, fewer bytes."""

from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, Response, request

from survey.web.addresses import host_name
from survey.web.answers import PreparedAnswer, wished_encoding
from survey.web.content_encoding import WORTH_ENCODING, ContentEncoding, encoded
from survey.web.look import Look
from survey.web.stylesheet import stylesheet_hash

Headers = list[tuple[str, str]]

_ALWAYS = "headers"
_ALLOWED = "form-action 'self'; base-uri 'none'"
_OFF = "camera=(), microphone=(), geolocation=()"
_ONE_YEAR = "max-age=31536000"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": _OFF,
    "Cache-Control": "no-store",
}
STAFF_POLICY = (
    f"default-src 'none'; style-src 'self'; img-src 'self' data:; {_ALLOWED}; "
    "frame-ancestors 'none'"
)
STAFF_PATH = "/can-bo"
_PACKABLE = ("text/html", "text/css", "text/javascript")


def every_header() -> list[tuple[str, str]]:
    """Return the headers of an answer that nothing else can be said of."""
    return [*HEADERS.items(), ("Content-Security-Policy", STAFF_POLICY)]


def standalone_policy(look: Look, *further: str) -> str:
    """Return the policy of a page that carries its stylesheet inside; `further` lets more in."""
    # The only picture is the icon: an empty one, so that no browser asks for another.
    sources = (f"style-src {stylesheet_hash(look)}", "img-src data:", *further)
    # The start of a kiosk holds the others in a frame; no other page of ours may hold any.
    return f"default-src 'none'; {'; '.join(sources)}; {_ALLOWED}; frame-ancestors 'self'"


def add_headers(app: Flask, public_address: str | None) -> None:
    """Send the headers with every answer of an application."""
    always = every_header()
    if urlsplit(public_address or "").scheme == "https":
        always.append(("Strict-Transport-Security", _ONE_YEAR))
    app.extensions[_ALWAYS] = [(name.lower(), (name, value)) for name, value in always]
    app.after_request(lambda response: _packed(_led_on(response)))
    inner = app.wsgi_app

    # On the list that the server is given: Flask's object would read each header several times.
    def complete(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: Headers, *error: Any) -> Callable[[bytes], object]:
            return start_response(status, completed(app, headers), *error)

        return inner(environ, start)

    app.wsgi_app = complete  # type: ignore[method-assign]


def completed(app: Flask, headers: Headers) -> Headers:
    """Return the headers of an answer with those that every answer of an application has."""
    said = {name.lower() for name, _ in headers}
    always: list[tuple[str, tuple[str, str]]] = app.extensions[_ALWAYS]
    return headers + [header for name, header in always if name not in said]


def trusted_hosts(public_address: str | None) -> list[str]:
    """Return the host names under which this server may be asked for."""
    public = urlsplit(public_address or "").hostname
    return [name for name in (public, "localhost", "127.0.0.1", "::1") if name]


def is_known_host(host: str, public_address: str | None) -> bool:
    """Say whether a page may be served under this name.

    A stranger's name that leads here could carry the office's pages into his own address. Before
    the office has named its address, numbers are let in too, so that it can be tried on a network.
    """
    name = host_name(host)
    if name in trusted_hosts(public_address):
        return True
    return public_address is None and _is_number(name)


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _led_on(response: Response) -> Response:
    """Lead on within this server whatever it is called outside, with nothing to read on the way.

    Behind a proxy this program sees neither the name nor the https of the browser's address.
    """
    if "Location" not in response.headers:
        return response
    parts = urlsplit(response.headers["Location"])
    query = f"?{parts.query}" if parts.query else ""
    response.location = f"/{parts.path.lstrip('/')}{query}"
    response.set_data(b"")
    return response


def _packed(response: Response) -> Response:
    if isinstance(response, PreparedAnswer) or response.mimetype not in _PACKABLE:
        return response
    response.headers["Vary"] = "Accept-Encoding"
    # Staff pages are left as they are: compressed together with what a stranger can make them
    # repeat, the token of a form could be guessed from their length.
    if request.path.startswith(STAFF_PATH) or response.content_encoding or request.range:
        return response
    encoding = wished_encoding()
    response.direct_passthrough = False
    body = response.get_data()
    if encoding is not ContentEncoding.NONE and len(body) >= WORTH_ENCODING:
        response.set_data(encoded(body, encoding))
        response.content_encoding = encoding
    return response
