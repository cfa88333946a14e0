"""Whether the disk lets a database be kept: over a network, a flush is but a word."""

import os
import sys
from pathlib import Path

from survey.domain.errors import NoRights, StoreFull, StoreMissing, StoreOnNetwork

MOUNTS = Path("/proc/self/mounts")
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW

# Some of them lock, some flush, none is known to do both as SQLite needs it.
NETWORK_FILE_SYSTEMS = {
    *("9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "lustre", "ncpfs"),
    *("nfs", "nfs4", "smb3", "smbfs", "vboxsf"),
    *("fuse.ceph", "fuse.curlftpfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse"),
    *("fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
}


def refuse_network_disk(path: Path) -> None:
    """Raise StoreOnNetwork for a file that lies on another machine, where that can be seen."""
    kind = network_disk(path, MOUNTS)
    if kind is not None:
        raise StoreOnNetwork(kind)


def refuse_unwritable(path: Path) -> None:
    """Raise StoreMissing, NoRights or StoreFull for a file that SQLite could not write to.

    It would open it to read, and refuse the first answer.
    """
    try:
        if not path.is_file():
            raise StoreMissing("there is no database at this place")
    except PermissionError:
        raise NoRights(str(path)) from None
    except OSError:
        raise StoreFull("the file cannot be opened for writing") from None
    # Asked and not tried: closing a file drops every lock that this process has on it, also those
    # by which SQLite tells other programs that the database is in use.
    if os.access(path, os.R_OK | os.W_OK):
        return
    if _is_mounted_to_read(path):
        raise StoreFull("the disk does not let anybody write")
    raise NoRights(str(path))


def _is_mounted_to_read(path: Path) -> bool:
    if sys.platform == "win32":
        return False
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def network_disk(path: Path, mounts: Path = MOUNTS) -> str | None:
    """Return the kind of the network disk that a file lies on; None: on one of this machine.

    None too on a system that does not tell (macOS).
    """
    if sys.platform == "win32":
        return _remote_drive(path)
    kind = _file_system(path.resolve(), mounts)
    return kind if kind in NETWORK_FILE_SYSTEMS else None


def _file_system(path: Path, mounts: Path) -> str:
    """Return the type of what is mounted closest above a path, the last of several."""
    try:
        lines = mounts.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    found, length = "", 0
    for line in lines:
        _, place, kind, *_rest = line.split(" ")
        # Spaces and tabs in it are written as \\040 and \\011.
        place = place.encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")
        if path.is_relative_to(place) and len(place) >= length:
            found, length = kind, len(place)
    return found


def _remote_drive(path: Path) -> str | None:
    import ctypes  # noqa: PLC0415 - for one system

    drive = path.absolute().drive
    if drive.startswith("\\\\"):
        return drive
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - other systems have none
    return drive if kernel.GetDriveTypeW(drive + "\\") == _REMOTE_DRIVE else None
