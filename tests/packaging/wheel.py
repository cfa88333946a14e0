"""The wheel, built from what git knows, and an environment that has it and not the source."""

import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

from tests.architecture.sources import ROOT, files

PACKAGES = ("questionnaires", "analysis", "survey", "templates")
MODULES = ("wsgi.py",)


def build_wheel(folder: Path) -> Path:
    """Build the wheel from a copy of the files that git knows, away from what lies about."""
    source = folder / "source"
    for path in files():
        copied = source / path.relative_to(ROOT)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copied)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    built = subprocess.run(
        command, cwd=source, capture_output=True, text=True, check=False, timeout=300
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


def files_of_wheel(wheel: Path) -> set[str]:
    """Return the files of a wheel, without what the packing itself adds."""
    with zipfile.ZipFile(wheel) as packed:
        return {name for name in packed.namelist() if ".dist-info/" not in name}


def files_of_packages() -> set[str]:
    """Return the files in git that belong into the wheel."""
    paths = [path.relative_to(ROOT) for path in files()]
    return {str(path) for path in paths if path.parts[0] in (*PACKAGES, *MODULES)}


def install(wheel: Path, folder: Path) -> Path:
    """Install a wheel into a new environment and return the folder of its commands.

    What the wheel depends on is lent from this environment, where it was installed from the same
    pins; the editable install of the source is not lent along.
    """
    environment = folder / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", str(environment))
    python = environment / "bin" / "python"
    installer = [sys.executable, "-m", "pip", "--python", str(python)]
    run(*installer, "install", "--quiet", "--no-deps", "--no-index", "--no-compile", str(wheel))
    (site,) = environment.glob("lib/python*/site-packages")
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return environment / "bin"


def run(*command: str, cwd: Path | None = None) -> str:
    """Run a command and return what it prints; its refusal fails the test."""
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout
