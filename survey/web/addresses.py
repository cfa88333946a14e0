"""Hosts and origins as requests name them, read without raising: anybody may write anything there.

The libraries raise for some of them, in places where no page can be made of it.
"""

import re
from wsgiref.types import WSGIEnvironment

# Stands for a Host that nobody can have; no name ends so (RFC 6761).
UNREADABLE = "unreadable.invalid"
_LONGEST_HOST = 300
_HOST = (
    r"(?P<name>\[[0-9a-f:.]{2,45}\]|[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,126})"
    r"(?::[0-9]{1,5})?"
)
_WHOLE_HOST = re.compile(_HOST, re.IGNORECASE | re.ASCII)
_ORIGIN = re.compile(rf"https?://(?P<host>{_HOST})", re.IGNORECASE | re.ASCII)


def with_readable_host(environ: WSGIEnvironment) -> WSGIEnvironment:
    """Return a request whose Host can be read; a stranger's is refused like any foreign one."""
    host = environ.get("HTTP_HOST")
    if host is None or _host(host) is not None:
        return environ
    return environ | {"HTTP_HOST": UNREADABLE}


def host_name(host: str) -> str:
    """Return the name in a host, without port and brackets; nothing if it is none."""
    found = _host(host)
    return "" if found is None else found["name"].strip("[]").lower()


def host_of_origin(origin: str) -> str:
    """Return the host of an origin, with its port if it names one; nothing if it is none."""
    found = _ORIGIN.fullmatch(origin) if len(origin) <= _LONGEST_HOST else None
    return "" if found is None else found["host"].lower()


def _host(host: str) -> re.Match[str] | None:
    return _WHOLE_HOST.fullmatch(host) if len(host) <= _LONGEST_HOST else None
