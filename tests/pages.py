"""Pages as a browser gets them; each one is checked whole before a test looks at it."""

import gzip
import os
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import brotli
import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.web.headers import HEADERS
from templates.language_files import language_files
from tests.page_elements import assert_elements_stand_where_they_may, is_control, is_hidden

LOOPBACK = "http://localhost"
STAFF_PATH = "/can-bo"
ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "srcset")
REFERENCES = ("for", "form", "aria-describedby", "aria-labelledby", "aria-controls", "list")
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
# The folder in which every page that a test has seen is kept for a validator; usually none.
KEEPS_PAGES = "PAGES_KEPT_IN"
Fields = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Page:
    """One answer of the server, read as HTML."""

    path: str
    status: int
    headers: Mapping[str, str]
    body: str
    tree: Element

    @property
    def text(self) -> str:
        """All words of the page, spaces folded; not the stylesheet."""
        return " ".join(text_of(only(self.tree, "body")).split())

    @property
    def heading(self) -> str:
        """The words of the one h1."""
        return text_of(only(self.tree, "h1"))

    @property
    def language(self) -> str:
        """The language that the page says it is in."""
        return self.tree.get("lang", "")

    @property
    def hidden(self) -> dict[str, str]:
        """What the forms of the page carry unseen."""
        found = self.tree.iter("input")
        return {one.get("name", ""): one.get("value", "") for one in found if is_hidden(one)}

    @property
    def marked(self) -> dict[str, str]:
        """The radios that are marked, by name."""
        found = self.tree.iter("input")
        return {
            one.get("name", ""): one.get("value", "") for one in found if "checked" in one.attrib
        }

    @property
    def links(self) -> dict[str, str]:
        """Where each link leads, by its words."""
        found = (one for one in self.tree.iter("a") if "href" in one.attrib)
        return {text_of(one): one.attrib["href"] for one in found}

    def field(self, label: str) -> Element:
        """Return the control that a label with these words belongs to."""
        for one in self.tree.iter("label"):
            if label in text_of(one):
                inside = next((found for found in one.iter() if is_control(found)), None)
                return self.by_id(one.attrib["for"]) if inside is None else inside
        raise AssertionError(f"{self.path} has no label with {label!r}")

    def by_id(self, name: str) -> Element:
        """Return the element of this id."""
        for one in self.tree.iter():
            if one.get("id") == name:
                return one
        raise AssertionError(f"{self.path} has no element with the id {name!r}")


@dataclass
class Pages:
    """A browser without script; `secure` says that the office's address begins with https."""

    client: FlaskClient
    secure: bool = True

    def get(self, path: str, status: int = 200, **options: Any) -> Page:
        """Fetch a page and check it."""
        return self.open(path, "GET", status, **options)

    def post(self, path: str, fields: Fields, status: int = 200, **options: Any) -> Page:
        """Send a form, get a page and check it."""
        return self.open(path, "POST", status, data=dict(fields), **options)

    def sent_on(self, path: str, fields: Fields | None = None, **options: Any) -> str:
        """Return where the server sends the browser, which it must do with 303."""
        method = "GET" if fields is None else "POST"
        answer = self.client.open(path, method=method, data=fields, base_url=LOOPBACK, **options)
        assert answer.status_code == 303, f"{path} answered {answer.status_code}"
        assert_headers(path, dict(answer.headers), secure=self.secure)
        return str(answer.headers["Location"])

    def open(self, path: str, method: str, status: int, **options: Any) -> Page:
        """Fetch a page by any method and check it."""
        answer = self.client.open(path, method=method, **{"base_url": LOOPBACK, **options})
        body = unpacked(answer)
        assert answer.status_code == status, f"{path} answered {answer.status_code}: {body[:3000]}"
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        page = Page(path, answer.status_code, dict(answer.headers), body, parse(body))
        assert_headers(path, dict(answer.headers), secure=self.secure)
        assert_whole(page)
        keep_for_validator(page)
        return page


def keep_for_validator(page: Page) -> None:
    """Keep a page in the folder that the environment names, if it names one."""
    folder = os.environ.get(KEEPS_PAGES)
    if folder:
        name = sha256(page.body.encode()).hexdigest()[:20]
        (Path(folder) / f"{name}.html").write_text(page.body, "utf-8")


def unpacked(answer: TestResponse) -> str:
    """Return the text of an answer, however it travelled."""
    return UNPACK[answer.headers.get("Content-Encoding", "identity")](answer.data).decode()


def parse(body: str) -> Element:
    """Return the page as a tree; any fault of its HTML raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(body)
    assert isinstance(tree, Element)
    return tree


def assert_headers(path: str, headers: Mapping[str, str], *, secure: bool) -> None:
    """Check what every answer says to the browser."""
    for name, value in HEADERS.items():
        # A citizen's questions are found again by going back, and never without asking otherwise.
        allowed = {value, "no-cache"} if name == "Cache-Control" else {value}
        assert headers.get(name) in allowed, f"{path}: {name} is {headers.get(name)}"
    assert ("Strict-Transport-Security" in headers) is secure
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; "), policy
    assert "style-src " in policy, policy
    assert "unsafe" not in policy
    if not path.startswith(STAFF_PATH):
        assert "Set-Cookie" not in headers, f"{path} sets a cookie"
        assert headers.get("Vary") in (None, "Accept-Encoding"), headers.get("Vary")


def assert_whole(page: Page) -> None:
    """Check all that a page owes to everybody, whatever it is about."""
    assert page.language in language_files().register.languages
    title = text_of(only(page.tree, "title"))
    # One word in whatever language says first that answers were refused.
    assert re.match(rf"(\S+ )?{re.escape(page.heading)}", title)
    _assert_style_is_named(page)
    _assert_nothing_runs(page)
    _assert_nothing_is_foreign(page)
    _assert_ids_are_unique_and_found(page)
    _assert_controls_have_names(page)
    _assert_headings_descend(page)
    assert_elements_stand_where_they_may(page.tree)


def only(tree: Element, tag: str) -> Element:
    """Return the one element of a kind."""
    found = list(tree.iter(tag))
    assert len(found) == 1, f"{len(found)} elements {tag}, not one"
    return found[0]


def text_of(element: Element) -> str:
    """Return the words inside an element."""
    return " ".join("".join(element.itertext()).split())


def _assert_style_is_named(page: Page) -> None:
    policy = page.headers["Content-Security-Policy"]
    sources = re.findall(r"style-src ([^;]*);", policy)[0].split()
    found = [(style.text or "").encode() for style in page.tree.iter("style")]
    hashes = {f"'sha256-{b64encode(sha256(one).digest()).decode()}'" for one in found}
    assert set(sources) == (hashes or {"'self'"}), policy


def _assert_nothing_runs(page: Page) -> None:
    for one in page.tree.iter():
        if one.tag == "script":
            _assert_script_is_named(one, page.headers["Content-Security-Policy"])
        for name in one.attrib:
            assert not name.startswith("on"), f"a handler {name} on {one.tag}"
            assert name != "style", f"a style on {one.tag}"


def _assert_script_is_named(script: Element, policy: str) -> None:
    """Let in files of ours, and inside only a script that the policy names by its hash."""
    if script.get("src"):
        assert not script.text, "a script with words of its own beside its file"
        assert "script-src 'self'" in policy
        return
    digest = b64encode(sha256((script.text or "").encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in policy, "a script in the page"


def _assert_nothing_is_foreign(page: Page) -> None:
    for one in page.tree.iter():
        for name in ADDRESSES:
            address = one.get(name, "")
            if one.tag == "object" or name != "data":
                assert not re.match(r"\s*(javascript|vbscript):", address, re.IGNORECASE)
                host = urlsplit(urljoin(LOOPBACK, address)).netloc
                is_left = one.tag == "a" and address.startswith(("tel:", "mailto:"))
                is_inside = address.startswith("data:") or host == urlsplit(LOOPBACK).netloc
                assert is_inside or is_left, f"{one.tag} leads to {address}"


def _assert_ids_are_unique_and_found(page: Page) -> None:
    ids = Counter(one.attrib["id"] for one in page.tree.iter() if "id" in one.attrib)
    assert not [name for name, times in ids.items() if times > 1], f"ids twice: {ids}"
    for one in page.tree.iter():
        for name in _referred(one):
            assert name in ids, f"{one.tag} refers to {name!r}, which is not there"
        if one.tag == "label" and "for" in one.attrib:
            assert is_control(page.by_id(one.attrib["for"])), "a label of what nobody fills in"


def _referred(element: Element) -> Iterator[str]:
    for attribute in REFERENCES:
        yield from element.get(attribute, "").split()
    if element.get("href", "").startswith("#"):
        yield element.attrib["href"][1:]


def is_group(element: Element) -> bool:
    """Tell whether an element groups controls under a name."""
    return element.tag == "fieldset" or element.get("role") == "group"


def _assert_controls_have_names(page: Page) -> None:
    labelled = {id(one) for label in page.tree.iter("label") for one in label.iter()}
    pointed_at = {label.get("for") for label in page.tree.iter("label")}
    groups = [one for one in page.tree.iter() if is_group(one)]
    grouped = {id(one) for group in groups for one in group.iter()}
    for one in page.tree.iter():
        if is_control(one):
            has_label = id(one) in labelled or one.get("id") in pointed_at
            assert has_label, f"no label for {one.tag} {one.get('name')}"
        if one.tag == "input" and one.get("type") == "radio":
            assert id(one) in grouped, f"{one.get('name')} stands in no group"
        if one.tag in ("button", "a", "legend", "label", "title", "h1", "h2", "h3", "th"):
            pictures = "".join(image.get("alt", "") for image in one.iter("img"))
            is_named = text_of(one) or pictures or "aria-hidden" in one.attrib
            assert is_named, f"an empty {one.tag}"
        if one.tag == "img":
            assert "alt" in one.attrib, "an image without its words"
    for group in page.tree.iter("fieldset"):
        assert group[0].tag == "legend", "a fieldset begins with its legend"


def _assert_headings_descend(page: Page) -> None:
    only(page.tree, "h1")
    levels = [int(one.tag[1]) for one in page.tree.iter() if re.fullmatch("h[1-6]", str(one.tag))]
    for above, below in pairwise(levels):
        assert below <= above + 1, f"h{above} is followed by h{below}"
