"""A report on a phone, unfolded: nothing of it is wider than the screen."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from analysis.report.formats import FORMATS
from analysis.report.model import Report
from tests.analysis.forms import office_rows
from tests.analysis.small_report import report_of_rows

UNFOLD = "document.querySelectorAll('.fold').forEach((box) => { box.checked = true; })"
WIDTH = "document.documentElement.scrollWidth"
# As long as a name may be, without a blank.
LONGEST = "Quầy" * 125


def wide_report() -> Report:
    """Return a report with two indices, facts, and a service point of the longest name."""
    rows = [[LONGEST if cell == "Quầy 10" else cell for cell in row] for row in office_rows()]
    return report_of_rows(rows)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_of_it_is_wider_than_the_screen(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(FORMATS["html"].write(wide_report(), language))
    for width in (320, 360, 1280):
        with browser.new_context(viewport={"width": width, "height": 800}) as context:
            page = context.new_page()
            page.goto(file.as_uri())
            page.evaluate(UNFOLD)
            assert page.evaluate(WIDTH) == width
