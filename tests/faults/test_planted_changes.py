"""Each fault that is planted into our own lines is noticed by the test that promises it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.forked import ROOT
from tests.faults.planted.changes import CHANGES, Change

TESTS_FAILED = 1
SECONDS = 900
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the tree that can be broken; git tells some tests what is in it."""
    copy = shutil.copytree(ROOT, tmp_path_factory.mktemp("copy") / "tree", ignore=LEFT_OUT)
    subprocess.run(["git", "init", "--quiet"], cwd=copy, check=True)
    return copy


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.fault)
def test_a_planted_fault_still_fits_its_file_and_its_test(change: Change) -> None:
    file, _, name = change.test.partition("::")

    assert (ROOT / change.file).read_text("utf-8").count(change.before) == 1
    assert not name or re.search(rf"^def {name}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)


@pytest.mark.release
def test_without_a_fault_all_these_tests_pass(copy: Path) -> None:
    tested = run(copy, *{change.test for change in CHANGES})

    assert tested.returncode == 0, tested.stdout


@pytest.mark.release
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.fault)
def test_a_planted_fault_is_noticed(copy: Path, change: Change) -> None:
    file = copy / change.file
    sound = file.read_text("utf-8")
    file.write_text(sound.replace(change.before, change.after), "utf-8")
    try:
        tested = run(copy, change.test)
    finally:
        file.write_text(sound, "utf-8")

    assert tested.returncode == TESTS_FAILED, tested.stdout


def run(copy: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    """Run tests of the copy with the programs of the copy."""
    environment = os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests],
        cwd=copy,
        env=environment,
        timeout=SECONDS,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
