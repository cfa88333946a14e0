"""The files of this house, as git knows them or would take them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def _listed() -> tuple[Path, ...]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    paths = (ROOT / name for name in listed.split("\0") if name)
    # A file that was deleted but not yet committed is listed still.
    return tuple(sorted(path for path in paths if path.is_file()))


def files(folder: str = "", suffix: str = "") -> list[Path]:
    """Return the files below a folder whose names end in a suffix."""
    return [
        path
        for path in _listed()
        if path.is_relative_to(ROOT / folder) and path.name.endswith(suffix)
    ]
