"""One office and one page for all that is looked at."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.access.office import Office, open_office


@pytest.fixture(scope="package")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture(scope="package")
def page(browser: Browser) -> Iterator[Page]:
    """Give one page for all: what it showed before is gone when it shows something else."""
    with browser.new_context(locale="vi-VN") as context:
        yield context.new_page()
