"""Nu finds no fault in any page that the tests of pages have seen.

Those tests bring every page of citizens and of staff into every state that they know, so a new
state is validated without being named here.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.pages import KEEPS_PAGES
from tests.validity.nu import faults, missing

PAGES = ("tests/survey/web/citizen", "tests/survey/web/staff")
LEAST_PAGES = 250
FAULTY = (
    '<!doctype html><html lang="vi"><head><title>Một</title></head><body>'
    '<p id="a"><p id="a"><img src="x"><label for="b">Hai</label></body></html>'
)

pytestmark = pytest.mark.release


@pytest.fixture(autouse=True)
def _tools() -> None:
    # A release is not let out unvalidated, so a missing tool is a failure that says it skipped.
    if sentence := missing():
        pytest.fail(sentence, pytrace=False)


def test_no_page_in_any_state_has_a_fault(tmp_path: Path) -> None:
    see_all_pages(tmp_path)

    assert len(list(tmp_path.glob("*.html"))) >= LEAST_PAGES
    assert faults(tmp_path) == []


def test_a_faulty_page_is_found(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(FAULTY, "utf-8")
    said = " ".join(faults(tmp_path))
    for words in ("Duplicate ID", "alt", "for"):
        assert words in said


def see_all_pages(folder: Path) -> None:
    """Run the tests of pages so that each page they see is kept."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "not release", "-p", "no:cacheprovider",
         "-k", "not in_a_browser", *PAGES],
        cwd=ROOT, env={**os.environ, KEEPS_PAGES: str(folder)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
