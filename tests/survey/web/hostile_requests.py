"""Requests that no page of ours sends: drawn by a seed, whole, damaged and absurd.

Whatever a request says in places of which no page speaks carries a mark. Where the mark comes
back, a page repeats what a stranger has written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from random import Random
from urllib.parse import quote, unquote_to_bytes, urlencode
from wsgiref.types import WSGIEnvironment

from flask import Flask

MARK = "zqxj7"
FORM = "application/x-www-form-urlencoded"
METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "get", "FOO", "")
HOSTS = (
    "localhost", "localhost:80", "127.0.0.1", "hailong.example.vn", "[::1]", "[::1]:8080",
    f"{MARK}.example", "a" * 64 + ".vn", "a..b", ".", "", "[", "[g]", "localhost:x", "xn--a",
    "localhost@evil", "é.vn", "a\x00b", "localhost, localhost", "a" * 9000,
)  # fmt: skip
ORIGINS = ("null", "http://localhost", "http://[", f"https://{MARK}.example", "http://a..b", "")
ODD = (
    "%00", "%0d%0aX-Odd: 1", "..", "%2e%2e", "%5c", "\\", "%ff", "%ed%a0%80", "%E2%80%AE", "%",
    "%zz", "..%2f..%2fetc%2fpasswd", "💣", "'", '"><script>', "{{7*7}}", "%25s", "1' OR '1'='1",
    "9" * 40, "-1", "a" * 3000, ";", "//", ":", "~", "%20", "A" * 8, "٣",
)  # fmt: skip
TYPES = (
    FORM, f"{FORM}; charset=utf-16", f"{FORM}; charset={MARK}", "multipart/form-data",
    "multipart/form-data; boundary=x", "application/json", "text/plain", "", "x", "\x00",
)  # fmt: skip
BODIES = (
    b"", b"a=1&a=2", b"&" * 300, b"visit=%ff", b"visit=%ed%a0%80&comment=%00", b"\xff\xfe\x00",
    b"--x\r\nContent-Disposition: form-data; name=visit\r\n\r\na\r\n--x--\r\n", b"{}", b"=",
    b"x" * 70_000, b"comment=" + b"%E1%BB%87" * 3000, b"csrf_token=a&csrf_token=b",
    b"comment-cut=1&comment=" + b"a%40+" * 2000, "comment=\u0f71\u0f72".encode() * 2000,
)  # fmt: skip
# Fields of ours: what is written in them may come back in them.
FIELDS = (
    "visit", "comment", "comment-cut", "comment-seen", "lang", "switch", "look", "csrf_token",
    "name", "field", "place", "password", "again", "current", "next", "copies", "found", "reason",
    "seen", "sheet", "signs", "waiting", "code", "version", "token",
)  # fmt: skip
HEADERS: Mapping[str, Sequence[str]] = {
    "HTTP_ACCEPT_LANGUAGE": ("vi", "*;q=x", "en;q=0,," * 500, f"{MARK},;;q", "a-" * 4000),
    "HTTP_ACCEPT_ENCODING": ("br, gzip", "*;q=0", "gzip;q=" * 900, "\x00"),
    "HTTP_ACCEPT": ("*/*", f"text/{MARK};q=9", "/" * 3000),
    "HTTP_RANGE": ("bytes=0-", "bytes=9-1", "bytes=-", f"{MARK}=1-2", "bytes=" + "0-1," * 900),
    "HTTP_IF_RANGE": ('"a"', "x", "Sat, 99 Nov 2026"),
    "HTTP_IF_NONE_MATCH": ("*", '"a', 'W/"', "x," * 2000),
    "HTTP_IF_MODIFIED_SINCE": ("x", "Sat, 28 Nov 2026 25:61:00 GMT", "0", "9" * 400),
    "HTTP_IF_MATCH": ("*", '"'), "HTTP_IF_UNMODIFIED_SINCE": ("x",),
    "HTTP_COOKIE": ("hailong=x", f"a={MARK}", "=;;=", "hailong=" + "a" * 43, "é=\xff", "a;" * 3000),
    "HTTP_REFERER": (f"https://{MARK}.example/",), "HTTP_USER_AGENT": (MARK, ""),
    "HTTP_SEC_FETCH_SITE": ("same-origin", "cross-site", MARK),
    "HTTP_X_FORWARDED_FOR": (MARK, "1.2.3.4"), "HTTP_X_FORWARDED_HOST": (f"{MARK}.example",),
    "HTTP_X_FORWARDED_PROTO": ("https", MARK), "HTTP_TRANSFER_ENCODING": ("chunked",),
    "HTTP_X_HTTP_METHOD_OVERRIDE": ("DELETE",), "HTTP_AUTHORIZATION": ("Basic x", MARK),
    "HTTP_EXPECT": ("100-continue",), "HTTP_CONTENT_ENCODING": ("gzip",),
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What is true of an office: values for the parts of addresses, and a browser signed in."""

    values: Mapping[str, str]
    cookie: str
    token: str


@dataclass(frozen=True)
class Routes:
    """The addresses of an application, in parts."""

    patterns: Sequence[Sequence[tuple[bool, str]]]

    @classmethod
    def of(cls, app: Flask) -> "Routes":
        """Return those of an application."""
        return cls(
            [[part for part in rule._trace if part[1] != "|"] for rule in app.url_map.iter_rules()]
        )


def hostile_requests(routes: Routes, known: Known, seed: int) -> Iterator[WSGIEnvironment]:
    """Draw requests without end."""
    draw = Random(seed)
    while True:
        yield _request(draw, routes, known)


def _request(draw: Random, routes: Routes, known: Known) -> WSGIEnvironment:
    method = draw.choice(METHODS[:2] * 20 + METHODS)
    body = _body(draw, known) if method not in ("GET", "HEAD") or draw.random() < 0.1 else b""
    length = str(len(body))
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _path(draw, routes, known),
        "QUERY_STRING": _query(draw),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8080",
        "SERVER_PROTOCOL": draw.choice(("HTTP/1.1", "HTTP/1.0")),
        "REMOTE_ADDR": "192.0.2.7",
        "HTTP_HOST": draw.choice(HOSTS[:1] * 120 + HOSTS),
        "CONTENT_TYPE": draw.choice(TYPES[:1] * 60 + TYPES),
        "CONTENT_LENGTH": draw.choice((length,) * 60 + ("", "-1", "x", "0", "9" * 30)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": draw.choice(("http", "https")),
        "wsgi.input": BytesIO(body),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name in draw.sample(sorted(HEADERS), draw.choice((0, 0, 1, 2, 4))):
        environ[name] = draw.choice(HEADERS[name])
    # Whoever has signed in stays so: his requests go further.
    if draw.random() < 0.5 and "dang-xuat" not in environ["PATH_INFO"]:
        environ["HTTP_COOKIE"] = known.cookie
    if draw.random() < 0.4:
        environ["HTTP_ORIGIN"] = draw.choice(ORIGINS)
    return environ


def _path(draw: Random, routes: Routes, known: Known) -> str:
    parts = []
    for is_name, part in draw.choice(routes.patterns):
        value = known.values.get(part, "1") if is_name else part
        parts.append(_odd(draw) if is_name and draw.random() < 0.3 else value)
    path = "".join(parts)
    if draw.random() < 0.25:
        path = draw.choice(
            (path + "/" + _odd(draw), "/" + path, path.rstrip("/"), path + _odd(draw))
        )
    # As a server gives it: decoded, each byte a character.
    return _bytes_of(path).decode("latin-1")


def _bytes_of(path: str) -> bytes:

    return unquote_to_bytes(path.encode(errors="surrogatepass"))


def _odd(draw: Random) -> str:
    return draw.choice(ODD) + draw.choice(("", MARK))


def _query(draw: Random) -> str:
    kind = draw.random()
    if kind < 0.4:
        return ""
    if kind < 0.45:
        return f"{MARK}=" + "a" * 8000
    names = [draw.choice((*FIELDS[4:7], "done", "ky", "thang", MARK, "code")) for _ in range(2)]
    values = [draw.choice(("vi", "en", "", draw.choice(ODD))) for _ in names]
    pairs = [f"{name}={value}" for name, value in zip(names, values, strict=True)]
    return "&".join(pairs).encode().decode("latin-1")


def _body(draw: Random, known: Known) -> bytes:
    if draw.random() < 0.4:
        return draw.choice(BODIES)
    fields = {
        name: draw.choice(("", "1", "x" * draw.choice((1, 130, 9000)), draw.choice(ODD), "5"))
        for name in draw.sample(FIELDS, draw.randrange(6))
    }
    if draw.random() < 0.7:
        fields["csrf_token"] = known.token
    if draw.random() < 0.1:
        fields[MARK] = MARK
    return urlencode(fields, quote_via=quote, errors="surrogatepass").encode()
