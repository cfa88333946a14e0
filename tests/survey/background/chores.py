"""Tasks for the background process to be tried with."""

import os
import signal
import sys
import time
from pathlib import Path

_PATIENCE_SECONDS = 60.0


def process_number(*_why: int) -> int:
    """Return which process this is; other values make it another task."""
    return os.getpid()


def niceness() -> int:
    return os.nice(0)


def wait_for(gate: Path, diary: Path) -> int:
    """Write into the diary that it has begun, and return its process when the gate is there."""
    with diary.open("a", encoding="utf-8") as book:
        book.write(f"{os.getpid()}\n")
    last = time.monotonic() + _PATIENCE_SECONDS
    while not gate.exists() and time.monotonic() < last:
        time.sleep(0.01)
    return os.getpid()


def die() -> None:
    os.kill(os.getpid(), signal.SIGTERM if os.name == "nt" else signal.SIGKILL)


def say_and_raise(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()
    raise ValueError(words)


def run_out_of_memory() -> None:
    raise MemoryError


def many_bytes(size: int) -> bytes:
    return b"x" * size
