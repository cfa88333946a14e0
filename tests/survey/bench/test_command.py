"""`hailong bench` runs from end to end, and an installation is left as it was."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.survey.bench.rounds import NAMES
from tests.survey.commands.terminal import HAILONG

pytestmark = pytest.mark.server


def test_a_quick_run_measures_everything_and_leaves_nothing_behind(tmp_path: Path) -> None:
    raw, page, temporary = tmp_path / "raw.json", tmp_path / "page.md", tmp_path / "temporary"
    temporary.mkdir()
    environment = os.environ | {"TMPDIR": str(temporary), "HAILONG_DATA": str(tmp_path / "data")}

    done = subprocess.run(
        [HAILONG, "bench", "--quick", "--json", raw, "--into", page],
        env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    measured = json.loads(raw.read_text("utf-8"))
    (only,) = measured["rounds"]
    assert set(only) == set(NAMES)
    assert all(outcome["answered"] > 0 for outcome in only.values())
    assert measured["missing"] == 0
    assert "acknowledged answers that are missing | 0 | 0 | 0 | 0 | goal reached |" in (
        page.read_text("utf-8")
    )
    assert [*temporary.iterdir()] == []
    assert not (tmp_path / "data").exists()
