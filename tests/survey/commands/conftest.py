"""A terminal for each test."""

from pathlib import Path

import pytest

from tests.survey.commands.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "data")
