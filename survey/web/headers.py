"""What every answer says to the browser: a policy, no memory, no sources, fewer bytes."""

import gzip
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, Response, request

from survey.web.stylesheet import stylesheet_hash

_ALLOWED = "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_OFF = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
_ONE_YEAR = "max-age=31536000"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": _OFF,
    "Cache-Control": "no-store",
}
STAFF_POLICY = f"default-src 'none'; style-src 'self'; {_ALLOWED}"
STAFF_PATH = "/can-bo"
# Less is not worth the work, and the header that tells of it.
_WORTH_PACKING = 512


def standalone_policy() -> str:
    """Return the policy of a page that carries its stylesheet inside."""
    return f"default-src 'none'; style-src {stylesheet_hash()}; {_ALLOWED}"


def add_headers(app: Flask, public_address: str | None) -> None:
    """Send the headers with every answer of an application."""
    secure = urlsplit(public_address or "").scheme == "https"

    @app.after_request
    def complete(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", STAFF_POLICY)
        if secure:
            response.headers["Strict-Transport-Security"] = _ONE_YEAR
        return _packed(response)


def trusted_hosts(public_address: str | None) -> list[str]:
    """Return the host names under which this server may be asked for."""
    public = urlsplit(public_address or "").hostname
    return [name for name in (public, "localhost", "127.0.0.1", "::1") if name]


def is_known_host(host: str, public_address: str | None) -> bool:
    """Say whether a page may be served under this name.

    A stranger's name that leads here could carry the office's pages into his own address. Before
    the office has named its address, numbers are let in too, so that it can be tried on a network.
    """
    name = urlsplit(f"//{host}").hostname or ""
    if name in trusted_hosts(public_address):
        return True
    return public_address is None and _is_number(name)


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _packed(response: Response) -> Response:
    if response.mimetype not in ("text/html", "text/css") or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    # Staff pages are left as they are: compressed together with what a stranger can make them
    # repeat, the token of a form could be guessed from their length.
    if request.path.startswith(STAFF_PATH) or not request.accept_encodings["gzip"]:
        return response
    body = response.get_data()
    if len(body) >= _WORTH_PACKING:
        response.set_data(gzip.compress(body, compresslevel=9, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
