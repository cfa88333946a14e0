"""A citizen's phone without a browser: it opens a page, marks answers and sends the form."""

import gzip
import http.client
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
WAIT_SECONDS = 20


@dataclass(frozen=True)
class Reply:
    """What came back for one request."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Return the page as text, unpacked."""
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()

    @property
    def is_acknowledged(self) -> bool:
        """Tell whether the citizen is sent to the page of thanks."""
        return self.status == 303 and "/cam-on" in self.headers.get("location", "")


@dataclass
class Form:
    """The form of a citizen's page, as a browser reads it."""

    hidden: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def filled(self, comment: str, place: int = 0) -> list[tuple[str, str]]:
        """Return the pairs to send: the choice at `place` of each question, and a comment."""
        marked = [(name, offered[place % len(offered)]) for name, offered in self.choices.items()]
        return [*self.hidden.items(), *marked, ("comment", comment)]

    def as_it_came_back(self) -> list[tuple[str, str]]:
        """Return the pairs to send when the page itself carries what was marked."""
        # A browser drops the line break right after the tag and sends each one as CR LF.
        texts = (
            (name, text.removeprefix("\n").replace("\n", "\r\n"))
            for name, text in self.texts.items()
        )
        return [*self.hidden.items(), *texts]


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self._text_area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name = values.get("name", "")
        if not name:
            return
        if tag == "input" and values.get("type") == "hidden":
            self.form.hidden[name] = values.get("value", "")
        elif tag == "input" and values.get("type") == "radio":
            self.form.choices.setdefault(name, []).append(values.get("value", ""))
        elif tag == "textarea":
            self._text_area = name
            self.form.texts[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text_area = ""

    def handle_data(self, data: str) -> None:
        if self._text_area:
            self.form.texts[self._text_area] += data


def read_form(page: str) -> Form:
    """Return the fields of the form on a page."""
    reader = _FormReader()
    reader.feed(page)
    return reader.form


@dataclass(frozen=True)
class Phone:
    """One phone; `source` is the address of this machine that its connections come from."""

    port: int
    source: str = "127.0.0.1"
    headers: Mapping[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Reply:
        """Fetch a page."""
        return self.request("GET", path, headers=headers)

    def post(self, path: str, pairs: Sequence[tuple[str, str]]) -> Reply:
        """Send a form."""
        return self.request("POST", path, urlencode(pairs).encode(), FORM)

    def open(self, code: str) -> Form:
        """Open the page of a poster and return its form."""
        reply = self.get(f"/{code}")
        assert reply.status == 200, f"the page of the poster answered {reply.status}"
        return read_form(reply.text)

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=WAIT_SECONDS, source_address=(self.source, 0)
        )
        try:
            connection.request(method, path, body, {**self.headers, **(headers or {})})
            answer = connection.getresponse()
            found: dict[str, str] = {}
            for name, value in answer.getheaders():
                found[name.lower()] = ", ".join(filter(None, (found.get(name.lower()), value)))
            return Reply(answer.status, found, answer.read())
        finally:
            connection.close()
