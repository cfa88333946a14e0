"""What a machine says of itself, so that a test may let another one speak."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter
from typing import Protocol

from survey.store.disk import MOUNTS

_FLUSHES = 15
_BLOCK = b"\0" * 4096
# Windows has no flush of the content alone.
_flush = getattr(os, "fdatasync", os.fsync)


class DiskUsage(Protocol):
    """How large a disk is, and how much of it is free, in bytes."""

    @property
    def total(self) -> int:
        """All of it."""

    @property
    def free(self) -> int:
        """What may still be written."""


def flush_seconds(folder: Path) -> float:
    """Return how long the disk of a folder mostly takes to keep a block for certain."""
    with TemporaryFile(dir=folder, buffering=0) as file:
        return median(_flushed(file.fileno()) for _ in range(_FLUSHES))


def _flushed(file: int) -> float:
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, _BLOCK)
    begun = perf_counter()
    _flush(file)
    return perf_counter() - begun


@dataclass(frozen=True)
class Machine:
    """What is asked of the machine on which the program runs."""

    mounts: Path = MOUNTS
    disk_usage: Callable[[Path], DiskUsage] = shutil.disk_usage
    flush_seconds: Callable[[Path], float] = flush_seconds
