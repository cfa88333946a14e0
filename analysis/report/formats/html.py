"""``report.html``: the report as one page that stands alone, to be read, printed and kept."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from urllib.parse import quote

from markupsafe import Markup

from analysis.letterhead import BLANK, Letterhead
from analysis.report.document import runs
from analysis.report.model import Report
from analysis.report.sections import document_of
from templates.pages import render

POSITION = 1
MEDIA_TYPE = "text/html"
# Of those that HTML would read none is left as it is.
_LEFT_AS_THEY_ARE = " !$'()*+,-./:;=?@_~"


def write(report: Report, language: str, _letterhead: Letterhead = BLANK) -> bytes:
    """Return the report as a page in UTF-8; it loads nothing and runs nothing."""
    page = render(
        "report/report.html",
        language,
        document=document_of(report, language),
        # The stylesheet is ours and holds no character that HTML would read.
        style=Markup(_style()),  # noqa: S704
        kind=lambda block: type(block).__name__.lower(),
        runs=runs,
        data_uri=data_uri,
    )
    return page.encode()


def data_uri(svg: bytes) -> Markup:
    """Return the address of a picture that stands inside the page; base64 would be longer."""
    return Markup(f"data:image/svg+xml,{quote(svg, safe=_LEFT_AS_THEY_ARE)}")  # noqa: S704


def style_hash() -> str:
    """Return the source by which a content policy allows the page's one stylesheet."""
    return f"'sha256-{b64encode(sha256(_style().encode()).digest()).decode('ascii')}'"


@cache
def _style() -> str:
    return files("templates").joinpath("report", "report.css").read_text("utf-8")
