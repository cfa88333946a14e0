"""A database that does not keep what it acknowledges is not served from."""

import pytest

from tests.faults.office import open_office
from tests.faults.refusal import assert_one_clear_sentence
from tests.faults.server import Installation, planted


@pytest.mark.parametrize("level", ["off", "normal"])
def test_a_connection_that_is_not_fully_synchronous_stops_the_start(
    installation: Installation, level: str
) -> None:
    open_office(installation)
    unsafe = Installation(installation.folder, planted(f"synchronous_{level}"))

    refused = unsafe.run("serve", "--port", "0", seconds=30)

    assert_one_clear_sentence(refused, "synchronous")
