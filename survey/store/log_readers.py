"""Who reads an older state of a database just now, and so keeps its log from being emptied."""

import os
from pathlib import Path

# Where Linux tells who holds which bytes of which file. Elsewhere nothing tells it.
_LOCKS = Path("/proc/locks")
# Whoever reads holds one of these bytes of the file that all share beside the log.
_FIRST_BYTE, _LAST_BYTE = 123, 127


def log_readers(database: Path, locks: Path = _LOCKS) -> tuple[str, ...]:
    """Return the other programs that read now, by name and number; none where none can be told."""
    try:
        inode = database.with_name(database.name + "-shm").stat().st_ino
        lines = locks.read_text("ascii").splitlines()
    except OSError:
        return ()
    holders = {_reader(line.split(), inode) for line in lines} - {None, os.getpid()}
    return tuple(sorted(_named(process) for process in holders if process is not None))


def _reader(words: list[str], inode: int) -> int | None:
    # 7: POSIX  ADVISORY  READ 4242 08:01:131077 124 124
    if len(words) != 8 or words[1] != "POSIX" or words[3] != "READ":
        return None
    _, _, _, _, process, file, first, last = words
    is_ours = file.rpartition(":")[2] == str(inode)
    if not is_ours or last == "EOF" or int(last) < _FIRST_BYTE or int(first) > _LAST_BYTE:
        return None
    return int(process)


def _named(process: int) -> str:
    try:
        name = Path("/proc", str(process), "comm").read_text("utf-8", "replace").strip()
    except OSError:
        name = "?"
    return f"{name} ({process})"
