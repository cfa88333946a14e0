"""A request in the words of WSGI (PEP 3333)."""

import sys
from functools import lru_cache
from io import BytesIO
from wsgiref.types import WSGIEnvironment

from survey.serving.exchange import Scope

# A line that the application prints must reach the log of the server, whatever it says.
_ALWAYS = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}
_WITHOUT_PREFIX = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


def environ_of(scope: Scope) -> WSGIEnvironment:
    """Return the environ of a request, without its body and without where it came from."""
    name, port = _server_of(scope.server)
    environ = _ALWAYS | {
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": _as_latin(scope.path),
        "QUERY_STRING": _as_latin(scope.query_string),
        "SERVER_NAME": name,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.1" if scope.http_version == "1.1" else "HTTP/1.0",
        "wsgi.url_scheme": scope.scheme,
    }
    for header, value in scope.headers.items():
        name = _name_of(header)
        if name in environ:
            between = "; " if name == "HTTP_COOKIE" else ","
            environ[name] = f"{environ[name]}{between}{_as_latin(value)}"
        elif name:
            environ[name] = _as_latin(value)
    return environ


def add_body(environ: WSGIEnvironment, body: bytes) -> None:
    """Let the application read a body that is there."""
    environ["wsgi.input"] = BytesIO(body)


def add_address(environ: WSGIEnvironment, scope: Scope) -> None:
    """Let the application know where a request came from."""
    environ["REMOTE_ADDR"] = scope.client.rpartition(":")[0].strip("[]")


def _as_latin(text: str) -> str:
    # WSGI wants each byte as one character.
    return text if text.isascii() else text.encode().decode("latin-1")


@lru_cache(maxsize=64)
def _server_of(address: str) -> tuple[str, str]:
    name, _, port = address.rpartition(":")
    return name.strip("[]"), port


@lru_cache(maxsize=256)
def _name_of(header: str) -> str:
    """Return what WSGI calls a header; nothing when it must not be heard."""
    # With an underscore it would pass for one with a hyphen, which a proxy may vouch for.
    if "_" in header:
        return ""
    return _WITHOUT_PREFIX.get(header) or "HTTP_" + header.upper().replace("-", "_")
