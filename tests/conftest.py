"""What all tests share: how many examples are drawn, one browser, and the marks that it takes.

Drawn examples are few and the same in every run, many and always new ones in a release.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.browser.chromium import chromium

# Examples take what they take on a busy machine; a slow one is no wrong one.
settings.register_profile("commit", max_examples=30, deadline=None, derandomize=True)
settings.register_profile("release", max_examples=1000, deadline=None, database=None)
settings.load_profile("commit")

# Here stand the tests of the packages all of whose branches must run; elsewhere counting them
# would only cost time.
COUNTED = [
    Path(__file__).parent / name
    for name in ("analysis", "reference", "questionnaires", "survey/domain")
]
SERVERS = {"installation", "street", "town"}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the one browser of a run; each test opens a context of its own."""
    with chromium() as running:
        yield running


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test by the fixtures that it asks for and by where it stands."""
    asked = set(getattr(item, "fixturenames", ()))
    if "browser" in asked:
        item.add_marker("browser")
    if asked & SERVERS:
        item.add_marker("server")
    if not any(item.path.is_relative_to(folder) for folder in COUNTED):
        item.add_marker("no_cover")
