"""Who may import whom stands in setup.cfg; here it is held."""

import re
import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import files

ROOT = Path(__file__).parents[2]
ANOTHER_SQLITE = re.compile(r"^\s*(import|from) (py)?sqlite3(?!\.dump)\b", re.MULTILINE)
_FAULTS, _STORE = ROOT / "tests" / "faults", ROOT / "tests" / "survey" / "store"
# They show what becomes of data under another one, which works in a process of its own.
OF_ANOTHER = {
    _FAULTS / "planted" / "old_sqlite.py",
    _FAULTS / "test_checkpoints.py",
    _STORE / "other_library.py",
}


def test_every_import_contract_is_kept() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_tests_open_databases_with_the_library_that_the_program_chose() -> None:
    sources = {*files("tests", ".py"), *files("bench", ".py")} - OF_ANOTHER
    assert [path for path in sources if ANOTHER_SQLITE.search(path.read_text("utf-8"))] == []
