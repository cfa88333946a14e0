"""A server on this machine, for a browser to open its pages."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.browser.serving import served


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Serve the survey on a port of this machine."""
    with served(app) as address:
        yield address
