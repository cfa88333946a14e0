"""``report.html``: the report as one page that stands alone, to be read, printed and kept."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup

from analysis.report.model import Report
from analysis.report.view import view_of
from templates.pages import render

POSITION = 1
MEDIA_TYPE = "text/html"


def write(report: Report, language: str) -> bytes:
    """Return the report as a page in UTF-8; it loads nothing and runs nothing."""
    # The stylesheet is ours and holds no sign that HTML would read.
    style = Markup(_style())  # noqa: S704
    page = render(
        "report/report.html", language, report=report, view=view_of(report, language), style=style
    )
    return page.encode()


def style_hash() -> str:
    """Return the source by which a content policy allows the page's one stylesheet."""
    return f"'sha256-{b64encode(sha256(_style().encode()).digest()).decode('ascii')}'"


@cache
def _style() -> str:
    return files("templates").joinpath("report", "report.css").read_text("utf-8")
