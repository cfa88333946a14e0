"""An installation of its own for each test."""

from pathlib import Path

import pytest

from tests.faults.server import Installation


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path)
