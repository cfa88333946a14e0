"""Staff pages as somebody uses them: forms are sent with the mark that the page gave them."""

from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.pages import LOOPBACK, Fields, Page, Pages

NAME = "Lan"
PASSWORD = "một câu thật dài"
COOKIE = "__Host-hailong"
DEVICE = "__Host-hailong-may"
DESK = "/can-bo/"
CSRF_FIELD = "csrf_token"


@dataclass(frozen=True)
class Desk:
    """A browser at the staff pages."""

    pages: Pages

    @property
    def client(self) -> FlaskClient:
        """The client below, for what is no page."""
        return self.pages.client

    def get(self, path: str = DESK, status: int = 200) -> Page:
        """Open a page."""
        return self.pages.get(path, status)

    def send(self, path: str, status: int = 422, **fields: str) -> Page:
        """Send a form that comes back as a page."""
        return self.pages.post(path, self.with_token(fields), status)

    def go(self, path: str, **fields: str) -> str:
        """Send a form, and return where it leads."""
        return self.pages.sent_on(path, self.with_token(fields))

    def download(self, path: str, **options: Any) -> TestResponse:
        """Press a button that gives a file."""
        return self.client.post(path, data=self.with_token({}), base_url=LOOPBACK, **options)

    def with_token(self, fields: Fields) -> dict[str, Any]:
        """Return the fields with the CSRF token of this browser."""
        return {CSRF_FIELD: self.csrf_token(), **fields}

    def csrf_token(self) -> str:
        """Return this browser's CSRF token; every page has it but some before sign-in."""
        answer = self.client.get("/can-bo/mat-khau", base_url=LOOPBACK, follow_redirects=True)
        return answer.text.split(f'name="{CSRF_FIELD}" value="')[1].split('"')[0]
