"""The page fetcher finds each of the faults that it is there for."""

from base64 import b64encode
from hashlib import sha256

import pytest
from html5lib.html5parser import ParseError

from survey.web.headers import HEADERS
from tests.pages import Page, assert_headers, assert_whole, parse

STYLE = "p{margin:0}"
DIGEST = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{DIGEST}'; base-uri 'none'"
GOOD = (
    '<!doctype html><html lang="vi"><head><title>Một · Sở</title><style>p{margin:0}</style></head>'
    '<body><h1>Một</h1><form action="/x"><fieldset id="a"><legend>Hỏi</legend>'
    '<label><input type="radio" name="a" value="1"> Có</label></fieldset>'
    '<label for="b">Lời</label><textarea id="b" name="b"></textarea><button>Gửi</button></form>'
    '<p><a href="#a">Lên</a></p></body></html>'
)
FAULTS = {
    "an element that is not closed": ("</fieldset>", ""),
    "a title of something else": ("<title>Một", "<title>Hai"),
    "a second h1": ("<p>", "<h1>Hai</h1><p>"),
    "a level left out": ("<p>", "<h3>Sâu</h3><p>"),
    "no language": (' lang="vi"', ""),
    "an id twice": ('<p><a href="#a">', '<p id="b"><a href="#a">'),
    "a link to nowhere": ('href="#a"', 'href="#c"'),
    "a label of nothing": ('for="b"', 'for="c"'),
    "a field without a label": ('<label for="b">Lời</label>', ""),
    "a radio outside a question": ("<button>", '<label><input type="radio">x</label><button>'),
    "a question without its words first": ("<legend>Hỏi</legend>", "<p>Hỏi</p>"),
    "a button without words": ("Gửi</button>", "</button>"),
    "a handler": ("<button>", '<button onclick="x()">'),
    "a style on an element": ("<button>", '<button style="top:0">'),
    "a script inside": ("<p>", "<script>x()</script><p>"),
    "another stylesheet": (STYLE, "p{margin:1px}"),
    "something of another host": ("<p>", '<img alt="" src="//evil.example/x"><p>'),
    "a link that is a script": ('href="#a"', 'href="javascript:x()"'),
    "a label of what nobody fills in": ('for="b"', 'for="a"'),
    "a button in a link": ("<p>", '<p><a href="#a"><button>x</button></a>'),
    "a block inside words": ("<h1>Một</h1>", "<h1><div>Một</div></h1>"),
    "an entry of no list": ("<p>", "<li>Một</li><p>"),
    "a day that there is not": ("<p>", '<label><input type="date" value="2026-13-30">x</label><p>'),
    "a hidden drawing": ("<p>", "<svg hidden></svg><p>"),
    "an anchor without a link": ("<p>", "<a>Một</a><p>"),
    "an attribute that nobody knows": ("<button>", '<button aria-labeledby="a">'),
    "an empty id": ("<p>", '<p id="">'),
    "a form that goes elsewhere": ('action="/x"', 'action="https://evil.example/"'),
}


def page(body: str) -> Page:
    return Page("/x", 200, {"Content-Security-Policy": POLICY}, body, parse(body))


def test_a_good_page_passes() -> None:
    assert_whole(page(GOOD))


@pytest.mark.parametrize(("old", "new"), FAULTS.values(), ids=FAULTS.keys())
def test_a_faulty_page_is_found(old: str, new: str) -> None:
    assert old in GOOD
    with pytest.raises((AssertionError, ParseError)):
        assert_whole(page(GOOD.replace(old, new, 1)))


@pytest.mark.parametrize(
    "changed",
    [
        {"Set-Cookie": "a=b"},
        {"Vary": "Cookie"},
        {"Cache-Control": "public"},
        {"Content-Security-Policy": "default-src 'self'"},
        {"Content-Security-Policy": f"{POLICY}; script-src 'unsafe-inline'"},
        {"Strict-Transport-Security": "max-age=1"},
    ],
    ids=str,
)
def test_a_faulty_header_is_found(changed: dict[str, str]) -> None:
    good = {**HEADERS, "Content-Security-Policy": POLICY}
    assert_headers("/x", good, secure=False)
    with pytest.raises(AssertionError):
        assert_headers("/x", {**good, **changed}, secure=False)
