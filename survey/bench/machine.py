"""What the machine is and does while it is measured: its disk, its load, its memory."""

import os
import platform
from importlib.metadata import version
from pathlib import Path
from time import perf_counter, sleep

from survey.store.driver import sqlite3

_BLOCK = b"\0" * 4096
_FLUSHING_SECONDS = 0.3
_LISTENING_SECONDS = 0.3
_PROCESSES = Path("/proc")

# Windows has no flush of the content alone.
_flush = getattr(os, "fdatasync", os.fsync)


def flushes_a_second(folder: Path, seconds: float = _FLUSHING_SECONDS) -> float:
    """Return how often a second the disk of a folder takes one block and says that it has it."""
    path = folder / "flushed"
    with path.open("wb", buffering=0) as file:
        began, count = perf_counter(), 0
        while perf_counter() - began < seconds:
            file.seek(0)
            file.write(_BLOCK)
            _flush(file.fileno())
            count += 1
        rate = count / (perf_counter() - began)
    path.unlink()
    return rate


def busy_share(seconds: float = _LISTENING_SECONDS) -> float | None:
    """Return which share of the processors works while we do not; None where nobody tells."""
    before = _processor_times()
    sleep(seconds)
    after = _processor_times()
    if before is None or after is None or after[1] == before[1]:
        return None
    return 1 - (after[0] - before[0]) / (after[1] - before[1])


def _processor_times() -> tuple[int, int] | None:
    """Return the idle and all time of the processors so far, in ticks; Linux alone tells."""
    try:
        line = (_PROCESSES / "stat").read_text("ascii").splitlines()[0]
    except OSError:
        return None
    # user, nice, system, idle, iowait, irq, softirq, steal: what follows is counted in user.
    times = [int(field) for field in line.split()[1:9]]
    return times[3] + times[4], sum(times)


def load_average() -> float | None:
    """Return how many processes wanted a processor in the last minute; None on Windows."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def memory_of(process_id: int) -> int | None:
    """Return the bytes of a process and its descendants, shared ones divided; Linux alone tells."""
    try:
        return sum(map(_proportional, _family(process_id)))
    except OSError:
        return None


def _family(process_id: int) -> list[int]:
    family = [process_id]
    for one in family:
        for task in (_PROCESSES / str(one) / "task").iterdir():
            family += map(int, (task / "children").read_text("ascii").split())
    return family


def _proportional(process_id: int) -> int:
    lines = (_PROCESSES / str(process_id) / "smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def described() -> dict[str, str]:
    """Return the machine and the versions in general words, without a name or a path."""
    memory = _memory_gigabytes()
    machine = f"{os.cpu_count()} processors ({platform.machine()})"
    return {
        "machine": machine if memory is None else f"{machine}, {memory:.0f} GB of memory",
        "system": platform.system(),
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        **{name: version(name) for name in ("granian", "flask", "sqlalchemy", "hailong")},
    }


def _memory_gigabytes() -> float | None:
    if not hasattr(os, "sysconf"):
        return None
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
