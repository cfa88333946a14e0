"""A server that starts loads what the first answer needs, and nothing that a clerk may ask for."""

import json
import subprocess
import sys

from tests.architecture.sources import ROOT

LATER = {"alembic", "fontTools", "matplotlib", "numpy", "PIL", "qrcode", "scipy", "typst", "zxcvbn"}
LOADED = """
import json, sys
import survey.commands.serve
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_a_start_waits_for_no_library_that_only_later_pages_need() -> None:
    asked = [sys.executable, "-c", LOADED]
    loaded = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)

    assert LATER & set(json.loads(loaded.stdout)) == set()
