"""What programs ask of the operating system, as strace writes it down."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.faults.forked import Origin

# All that can change a file, tell where a write goes, or make a change last; and what is sent.
SEEN = (
    "open,openat,creat,lseek,write,writev,pwrite64,pwritev,pwritev2,ftruncate,truncate,fallocate,"
    "unlink,unlinkat,rename,renameat,renameat2,link,linkat,mkdir,mkdirat,rmdir,fsync,fdatasync,"
    "sync_file_range,copy_file_range,sendfile,sendto,sendmsg"
)
MOST_BYTES_OF_A_CALL = 8 * 1024 * 1024
PATIENCE_SECONDS = 60

LINE = re.compile(r"(\d+) +(.*)")
CALL = re.compile(r"(\w+)\((.*)\) += (-?\d+)(.*)", re.DOTALL)
RESUMED = re.compile(r"<\.\.\. \w+ resumed>(.*)", re.DOTALL)
UNFINISHED = "<unfinished ...>"


@dataclass(frozen=True)
class Call:
    """A call that succeeded; `began` is the place in the trace at which it was asked for."""

    place: int
    began: int
    thread: int
    name: str
    arguments: str
    result: int
    opened: str = ""


@cache
def why_no_strace() -> str:
    """Return why system calls cannot be written down here, or nothing."""
    strace = shutil.which("strace")
    if strace is None:
        return "strace is missing: apt-get install strace"
    tried = subprocess.run(
        [strace, "-f", "-o", "/dev/null", "true"], check=False, stderr=subprocess.DEVNULL
    )
    return "" if tried.returncode == 0 else "this machine does not let strace see another process"


def need_strace(request: pytest.FixtureRequest) -> None:
    """Leave a test out where there is no strace, and let it fail where a release is tried."""
    why = why_no_strace()
    if why and request.node.get_closest_marker("release"):
        pytest.fail(f"a release is not tried without it: {why}")
    if why:
        pytest.skip(why)


class TracedOrigin(Origin):
    """A process that is forked from, and all of whose forks are traced."""

    def __init__(self, folder: Path) -> None:
        self.trace = folder / "trace"
        told = ("-o", str(self.trace), "-e", f"trace={SEEN}", "-s", str(MOST_BYTES_OF_A_CALL))
        super().__init__(("strace", "-f", "-q", "-yy", "-xx", "--seccomp-bpf", *told))

    def wait_for_exit(self, process: int) -> None:
        """Return when the end of a process is written down."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        sign = re.compile(rf"^{process} +\+\+\+ (exited|killed)".encode(), re.MULTILINE)
        while not sign.search(self.trace.read_bytes()):
            assert time.monotonic() < deadline, f"the end of {process} was not traced"
            time.sleep(0.02)


def read_trace(trace: Path) -> Iterator[Call]:
    """Give what succeeded, in the order in which it ended."""
    begun: dict[int, tuple[int, str]] = {}
    with trace.open(encoding="ascii") as lines:
        for place, line in enumerate(lines):
            found = LINE.match(line)
            assert found, line[:200]
            thread, text = int(found[1]), found[2]
            began = place
            if resumed := RESUMED.match(text):
                began, start = begun.pop(thread)
                text = start + resumed[1]
            elif text.endswith(UNFINISHED):
                begun[thread] = place, text.removesuffix(UNFINISHED).rstrip()
                continue
            if (call := CALL.match(text)) and int(call[3]) >= 0:
                name, arguments, result, opened = call.groups()
                yield Call(place, began, thread, name, arguments, int(result), opened)
