"""A folder that only its owner reads, as far as the system and the disk know owners."""

import os
import stat
import subprocess
from contextlib import suppress
from pathlib import Path

from survey.domain.errors import OtherOwner

# Whoever owns it, on a Windows of any language: https://learn.microsoft.com/windows-server/identity/
# ad-ds/manage/understand-security-identifiers
_OWNER = "*S-1-3-4:(OI)(CI)F"
_ROOT = 0


def make_private_folder(path: Path) -> None:
    """Make a folder for its owner alone; what is written into it on Windows is so too."""
    path.mkdir(mode=0o700, parents=True)
    if os.name == "nt":
        # A disk without owners, as most sticks are, refuses; whoever asks is told so.
        with suppress(OSError):
            command = ["icacls", str(path), "/inheritance:r", "/grant:r", _OWNER]
            subprocess.run(command, check=False, capture_output=True)  # noqa: S603


def make_files_private(folder: Path) -> None:
    """Let only the owner read the files of a folder, also where they are moved from it."""
    for path in folder.iterdir():
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def refuse_root_on_others(folder: Path, account: int) -> None:
    """Refuse root a folder of somebody else, who could not read what root makes there.

    Raises OtherOwner.
    """
    if account == _ROOT and folder.exists() and folder.stat().st_uid != _ROOT:
        raise OtherOwner(str(folder.absolute()), owner_of(folder))


def owner_of(path: Path) -> str:
    """Return the name of the account that owns a file, or its number where it has no name."""
    try:
        return path.owner()
    except KeyError:
        return str(path.stat().st_uid)


def is_private(path: Path) -> bool:
    """Tell whether the system says that nobody else may read a file or enter a folder."""
    if os.name == "nt":
        return _has_one_entry(path)
    return stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def _has_one_entry(path: Path) -> bool:
    # Each who has a right stands on a line of his own; behind an empty line comes a count.
    with suppress(OSError):
        shown = subprocess.run(["icacls", str(path)], check=False, capture_output=True)  # noqa: S603, S607
        entries = shown.stdout.strip().split(b"\r\n\r\n")[0].splitlines()
        return shown.returncode == 0 and len(entries) == 1
    return False
