"""Threads share one heap where that can be asked for."""

import subprocess
import sys

import pytest

THREADS = """
from threading import Thread
from survey.one_heap import use_one_heap
import ctypes, sys
if sys.argv[1] == "one":
    use_one_heap()
def take():
    ctypes.CDLL(None).malloc(1000)
for _ in range(4):
    thread = Thread(target=take)
    thread.start()
    thread.join()
ctypes.CDLL(None).malloc_stats()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks glibc")
@pytest.mark.parametrize(("heaps", "is_one"), [("one", True), ("each its own", False)])
def test_threads_share_one_heap(heaps: str, is_one: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", THREADS, heaps], capture_output=True, text=True, check=True
    )

    assert (done.stderr.count("Arena ") == 1) is is_one
