"""The Nu Html Checker: fetched once into a cache of this folder, run by Java without a network."""

import json
import shutil
import subprocess
from pathlib import Path

VERSION = "26.9.27"
CACHE = Path(__file__).parents[2] / ".cache" / f"vnu-{VERSION}"
JAR = CACHE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
TOOLS = {"java": "default-jre-headless", "npm": "npm"}
PATIENCE_SECONDS = 600
# Advice that does not fit: a screen of one question is headed by its legend, and a day that is far
# away is given back as it was typed.
NOT_HEEDED = ("Section lacks heading.", "Year may be mistyped.")


def missing() -> str:
    """Return in one line what has to be installed; nothing if all is there."""
    lacking = [package for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if not lacking:
        return ""
    return f"SKIPPED: the Nu validator needs: apt-get install -y {' '.join(lacking)}"


def faults(folder: Path) -> list[str]:
    """Return what the validator says of the pages in a folder, each thing once."""
    _fetch()
    told = _run(
        "java", "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always", str(folder)
    )
    messages = json.loads(told)["messages"]
    lines = {
        f"{one['message']} {one.get('extract', '')!r}"
        for one in messages
        if not any(advice in one["message"] for advice in NOT_HEEDED)
    }
    return sorted(lines)


def _fetch() -> None:
    if not JAR.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        # Its own script would look for a Java; nothing of it is run.
        _run("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund",
             "--prefix", str(CACHE), f"vnu-jar@{VERSION}")  # fmt: skip


def _run(*command: str) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS
    )
    assert done.returncode == 0, f"{command[0]} failed: {done.stderr[-2000:]}"
    return done.stdout
