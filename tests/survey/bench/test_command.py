"""`hailong bench` runs from end to end, an installation is left as it was, and no program stays."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.survey.bench.rounds import NAMES
from tests.survey.commands.terminal import HAILONG

pytestmark = pytest.mark.server

BENCH = """
import time
from survey.bench.processes import running
with running("survey.bench.phones", "1", "1") as phones:
    print(phones.pid, flush=True)
    time.sleep(60)
"""


def test_a_quick_run_measures_everything_and_leaves_nothing_behind(tmp_path: Path) -> None:
    page, temporary = tmp_path / "page.md", tmp_path / "temporary"
    temporary.mkdir()
    environment = os.environ | {"TMPDIR": str(temporary), "HAILONG_DATA": str(tmp_path / "data")}

    done = subprocess.run(
        [HAILONG, "bench", "--quick", "--into", page],
        env=environment, capture_output=True, text=True, check=False, timeout=1800,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    told = page.read_text("utf-8")
    assert [name for name in NAMES if f"\n| {name} | " not in told] == []
    assert "∞" not in told
    assert "acknowledged answers that are missing | 0 | 0 | 0 | 0 | goal reached |" in told
    assert [*temporary.iterdir()] == []
    assert not (tmp_path / "data").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_program_of_the_bench_ends_with_it_however_it_ends() -> None:
    with subprocess.Popen([sys.executable, "-c", BENCH], cwd=ROOT, stdout=subprocess.PIPE) as bench:
        assert bench.stdout is not None
        program = Path("/proc", bench.stdout.readline().decode().strip())
        assert program.exists()
        bench.kill()
    last = time.monotonic() + 60
    while program.exists() and "(zombie)" not in (program / "status").read_text():
        assert time.monotonic() < last
        time.sleep(0.02)
