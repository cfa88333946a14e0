"""The folder of a bench goes with it, and with the next one where it was killed."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from survey.bench.folder import bench_folder
from tests.architecture.sources import ROOT

HOLD = """
import sys
from survey.bench.folder import bench_folder
with bench_folder() as folder:
    (folder / "office").mkdir()
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_a_folder_is_left_alone_while_its_bench_runs_and_goes_after_a_kill(
    temporary: Path,
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        folder = Path(other.stdout.readline().decode().strip())
        with bench_folder():
            assert (folder / "office").exists()
        other.kill()
    assert folder.exists()
    with bench_folder() as own:
        assert [*temporary.iterdir()] == [own]
    assert [*temporary.iterdir()] == []
