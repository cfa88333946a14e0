"""What a screen reader is given: names, roles, states and errors of the main pages, as text.

After a wanted change: ``python -m tests.access.trees``, then read what has changed.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Page

from tests.access.office import Office, open_office
from tests.access.showing import show
from tests.access.sights import Sight
from tests.browser.chromium import chromium

SNAPSHOTS = Path(__file__).parents[1] / "snapshots" / "access"
# By the name of its file: the state of the page, and its look.
PICTURED = {
    "form": ("form", "normal"),
    "one-by-one": ("form", "one by one"),
    "faults": ("faults", "normal"),
    "faults-one-by-one": ("faults", "one by one"),
    "nothing-chosen": ("nothing chosen", "normal"),
    "warning": ("warning", "normal"),
    "thanks": ("thanks", "normal"),
}


def tree(page: Page, office: Office, state: str, look: str) -> str:
    """Return the accessibility tree of a page in Vietnamese, as text."""
    show(page, office, Sight(state, "vi", look, "360 px"))
    return page.locator("body").aria_snapshot() + "\n"


def file_of(name: str) -> Path:
    """Return where an agreed tree is kept."""
    return SNAPSHOTS / f"{name}.yaml"


def write_all() -> None:
    """Write the trees as they are now."""
    SNAPSHOTS.mkdir(exist_ok=True)
    temporary = tempfile.TemporaryDirectory()
    with temporary as folder, open_office(Path(folder)) as office, chromium() as browser:
        page = browser.new_page(locale="vi-VN")
        for name, (state, look) in PICTURED.items():
            file_of(name).write_text(tree(page, office, state, look), "utf-8")


if __name__ == "__main__":
    write_all()
