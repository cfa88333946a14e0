"""The states in which a citizen can find a page: one entry each, and how it is reached."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode
from urllib.request import urlopen

from playwright.sync_api import Page

from survey.domain.tablets import KEY
from tests.access.office import Office

SUBMIT = """([action, fields]) => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = action;
    for (const [name, value] of Object.entries(fields)) {
        const field = form.appendChild(document.createElement('textarea'));
        field.name = name;
        field.value = value;
    }
    document.body.append(form);
    form.submit();
}"""
KEEP = "([name, key]) => localStorage.setItem(name, key)"
VISIT = re.compile('name="visit" value="([^"]+)"')
TELLING = "Gọi tôi 0912 345 678,\nxe 27B1-123.45."
MARKED = {"signs": "5", "papers": "1"}


@dataclass(frozen=True)
class Visitor:
    """A browser, the office that it looks at, the language and the look that were chosen.

    `look` is what a page carries of the buttons that were pressed.
    """

    page: Page
    office: Office
    language: str
    look: str

    def open(self, path: str) -> None:
        """Open a page of the office, as the links of a page in this look lead to it."""
        query = {"lang": self.language, **({"look": self.look} if self.look else {})}
        sign = "&" if "?" in path else "?"
        self.page.goto(f"{self.office.address}{path}{sign}{urlencode(query)}")

    def send(self, path: str, fields: Mapping[str, str]) -> None:
        """Send a form from a page of the office, whichever is open."""
        if not self.page.url.startswith(self.office.address):
            self.open("/cam-on")
        action = f"{self.office.address}{path}?lang={self.language}"
        with self.page.expect_navigation():
            self.page.evaluate(SUBMIT, [action, {"look": self.look, **fields}])

    def open_form(self) -> None:
        """Open the page of the poster in the chosen look."""
        if self.look:
            self.send(self.poster, {**self.visit(self.poster), **self.look_again})
        else:
            self.open(self.poster)

    def answer(self, **fields: str) -> None:
        """Send answers as from the page of the poster."""
        self.send(self.poster, {**self.visit(self.poster), **fields})

    @property
    def poster(self) -> str:
        """The path that a poster leads to."""
        return f"/{self.office.code}"

    @property
    def kiosk(self) -> str:
        """The path that a tablet at the counter has open."""
        return f"/{self.office.kiosk_code}"

    @contextmanager
    def enrolled(self) -> Iterator[None]:
        """Let the browser keep the key of the tablet for a while."""
        self.open("/cam-on")
        self.page.evaluate(KEEP, [f"tablet-{self.office.kiosk_code}", self.office.kiosk_key])
        yield
        self.page.evaluate("localStorage.clear()")

    @property
    def look_again(self) -> dict[str, str]:
        """Return what shows the page again instead of sending the answers."""
        return {"language": self.language}

    def visit(self, path: str, sent: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the visit of a page of questions, opened beside the browser."""
        body = None if sent is None else urlencode(sent).encode()
        with urlopen(f"{self.office.address}{path}?lang={self.language}", body) as answer:  # noqa: S310 - an address of this machine
            found = VISIT.search(answer.read().decode())
        assert found, f"{path} has no visit"
        return {"visit": found[1]}


State = Callable[[Visitor], None]


def form(visitor: Visitor) -> None:
    visitor.open_form()


def long_form(visitor: Visitor) -> None:
    with visitor.office.asking("service-19.v1"):
        visitor.open_form()


def trial(visitor: Visitor) -> None:
    token = visitor.office.trial_token(visitor.language)
    visitor.send(visitor.poster, {"visit": token, **visitor.look_again})


def nothing_chosen(visitor: Visitor) -> None:
    visitor.answer(comment="")


def faults(visitor: Visitor) -> None:
    visitor.answer(signs="9", papers="5", comment="")


def long_comment(visitor: Visitor) -> None:
    visitor.answer(**MARKED, comment="dài " * 600)


def warning(visitor: Visitor) -> None:
    visitor.answer(**MARKED, comment=TELLING)


def expired(visitor: Visitor) -> None:
    opened = visitor.visit(visitor.poster)
    with visitor.office.a_month_later():
        visitor.send(visitor.poster, {**opened, **MARKED, "comment": "lời cũ"})


def not_stored(visitor: Visitor) -> None:
    opened = visitor.visit(visitor.poster)
    with visitor.office.locked():
        visitor.send(visitor.poster, {**opened, **MARKED, "comment": "giữ lại"})


def kiosk_start(visitor: Visitor) -> None:
    with visitor.enrolled():
        visitor.open(visitor.kiosk)


def kiosk_form(visitor: Visitor) -> None:
    visitor.send(f"{visitor.kiosk}/tra-loi", {KEY: visitor.office.kiosk_key})


def assisted_form(visitor: Visitor) -> None:
    visitor.open(f"/{visitor.office.assisted_code}/tra-loi")


def assisted_warning(visitor: Visitor) -> None:
    device = f"/{visitor.office.assisted_code}"
    fields = {**visitor.visit(f"{device}/tra-loi"), **MARKED, "comment": TELLING}
    visitor.send(device, fields)


def kiosk_too_soon(visitor: Visitor) -> None:
    key = {KEY: visitor.office.kiosk_key}
    opened = visitor.visit(f"{visitor.kiosk}/tra-loi", key)
    visitor.send(visitor.kiosk, {**opened, **key, **MARKED, "comment": ""})
    if "/cam-on" in visitor.page.url:
        kiosk_too_soon(visitor)


def tablet_unknown(visitor: Visitor) -> None:
    visitor.send(f"{visitor.kiosk}/tra-loi", {KEY: "0" * 64})


def enrolment_refused(visitor: Visitor) -> None:
    visitor.send(f"{visitor.kiosk}/ghi-danh", {KEY: "0" * 64, "code": "ABCDEFGH"})


@dataclass(frozen=True)
class At:
    """The state of a page without questions, which has an address of its own."""

    path: str

    def __call__(self, visitor: Visitor) -> None:
        """Open the page."""
        office = visitor.office
        codes = {
            "withdrawn": office.withdrawn_code,
            "closed": office.closed_code,
            "kiosk": office.kiosk_code,
            "assisted": office.assisted_code,
        }
        visitor.open(self.path.format(**codes))


STATES: Mapping[str, State] = {
    "start": At("/"),
    "form": form,
    "long form": long_form,
    "trial": trial,
    "nothing chosen": nothing_chosen,
    "faults": faults,
    "comment too long": long_comment,
    "warning": warning,
    "expired": expired,
    "not stored": not_stored,
    "thanks": At("/cam-on"),
    "tried": At("/cam-on/dung-thu"),
    "privacy": At("/rieng-tu"),
    "unknown code": At("/ABCDEFGH"),
    "mistyped code": At("/?code=ABCDEFGH"),
    "unknown page": At("/khong/co"),
    "withdrawn": At("/{withdrawn}"),
    "closed": At("/{closed}"),
    "kiosk's start": kiosk_start,
    "kiosk's address on a phone": At("/{kiosk}"),
    "enrolling a tablet": At("/{kiosk}/ghi-danh"),
    "tablet not enrolled": enrolment_refused,
    "tablet unknown": tablet_unknown,
    "kiosk's form": kiosk_form,
    "kiosk's answer too soon": kiosk_too_soon,
    "kiosk's thanks": At("/cam-on/may-tai-quay?code={kiosk}"),
    "clerk's start": At("/{assisted}"),
    "handing over": At("/{assisted}/dua-may"),
    "assisted form": assisted_form,
    "assisted warning": assisted_warning,
    "assisted, stopped": At("/cam-on/da-xoa?code={assisted}"),
    "assisted thanks": At("/cam-on/tra-may?code={assisted}"),
}
