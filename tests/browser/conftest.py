"""One street for all stories; each counts what it adds."""

from collections.abc import Iterator

import pytest

from tests.browser.street import Street, open_street
from tests.faults.server import Installation


@pytest.fixture(scope="package")
def busy_street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    with open_street(Installation(tmp_path_factory.mktemp("street"))) as opened:
        yield opened


@pytest.fixture
def street(busy_street: Street) -> Street:
    busy_street.relay.forget()
    return busy_street
