"""What all tests share: how many examples are drawn, one browser, and the marks that it takes.

Drawn examples are few and the same in every run, many and always new ones in a release.
"""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.browser.chromium import chromium

# Examples take what they take on a busy machine; a slow one is no wrong one.
settings.register_profile("commit", max_examples=30, deadline=None, derandomize=True)
settings.register_profile("release", max_examples=1000, deadline=None, database=None)
settings.load_profile("commit")

SERVERS = {"installation", "street", "town"}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the one browser of a run; each test opens a context of its own."""
    with chromium() as running:
        yield running


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test by the fixtures that it asks for."""
    asked = set(getattr(item, "fixturenames", ()))
    if "browser" in asked:
        item.add_marker("browser")
    if asked & SERVERS:
        item.add_marker("server")
