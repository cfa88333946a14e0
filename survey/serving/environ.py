"""A request in the words of WSGI (PEP 3333)."""

import sys
from io import BytesIO
from wsgiref.types import WSGIEnvironment

from survey.serving.exchange import Scope

# A line that the application prints must reach the log of the server, whatever it says.
_ERRORS = sys.stderr

_WITHOUT_PREFIX = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


def environ_of(scope: Scope, body: bytes, *, address: str | None = None) -> WSGIEnvironment:
    """Return the environ of a request whose body is there.

    Only with an `address` does the application learn where the request came from.
    """
    name, _, port = scope.server.rpartition(":")
    environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _as_latin(scope.path),
        "QUERY_STRING": _as_latin(scope.query_string),
        "SERVER_NAME": name.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.1" if scope.http_version == "1.1" else "HTTP/1.0",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": _ERRORS,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    _add_headers(environ, scope)
    if address is not None:
        environ["REMOTE_ADDR"] = address
    return environ


def address_of(scope: Scope) -> str:
    """Return where a request came from, without the port."""
    return scope.client.rpartition(":")[0].strip("[]")


def _as_latin(text: str) -> str:
    # WSGI wants each byte as one character.
    return text if text.isascii() else text.encode().decode("latin-1")


def _add_headers(environ: WSGIEnvironment, scope: Scope) -> None:
    for header, value in scope.headers.items():
        # With an underscore it would pass for one with a hyphen, which a proxy may vouch for.
        if "_" in header:
            continue
        name = _WITHOUT_PREFIX.get(header) or "HTTP_" + header.upper().replace("-", "_")
        said = _as_latin(value)
        if name in environ:
            said = f"{environ[name]}{'; ' if header == 'cookie' else ','}{said}"
        environ[name] = said
