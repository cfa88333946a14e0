"""A disk that fills up and is freed again: a real small one, or a database that may not grow."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.faults.server import Installation, planted

MEGABYTES = 6
# Mounting is for root; the other kind of disk stands in for it everywhere.
MAY_MOUNT = os.geteuid() == 0 and os.access("/bin/mount", os.X_OK)
SIGN = "PLANTED_FULL_DISK"


class Disk(Protocol):
    """Something to install on that can be full."""

    @property
    def installation(self) -> Installation:
        """What is installed there."""

    def fill(self) -> None:
        """Leave no room."""

    def free(self) -> None:
        """Make room again."""


@dataclass(frozen=True)
class SmallFileSystem:
    """A file system of a few megabytes in memory."""

    installation: Installation
    folder: Path

    def fill(self, left: int = 0) -> None:
        """Leave no room, or so many bytes."""
        with (self.folder / "ballast").open("wb", buffering=0) as file:
            with suppress(OSError):
                while file.write(b"\0" * 4096):
                    pass
            file.truncate(max(0, file.tell() - left))

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Let nothing be written meanwhile."""
        self._mount_again("ro")
        try:
            yield
        finally:
            self._mount_again("rw")

    def _mount_again(self, way: str) -> None:
        subprocess.run(["/bin/mount", "-o", f"remount,{way}", str(self.folder)], check=True)

    def free(self) -> None:
        (self.folder / "ballast").unlink(missing_ok=True)


@dataclass(frozen=True)
class DatabaseThatMayNotGrow:
    """A planted driver that refuses new pages while a file exists."""

    installation: Installation
    sign: Path

    def fill(self) -> None:
        self.sign.touch()

    def free(self) -> None:
        self.sign.unlink(missing_ok=True)


@contextmanager
def small_file_system(folder: Path) -> Iterator[SmallFileSystem]:
    """Mount a small file system for the data of an installation."""
    place = folder / "small"
    place.mkdir()
    size = ["-o", f"size={MEGABYTES}m"]
    subprocess.run(["/bin/mount", "-t", "tmpfs", *size, "tmpfs", str(place)], check=True)
    try:
        data = {"HAILONG_DATA": str(place / "data")}
        yield SmallFileSystem(Installation(folder, settings=data), place)
    finally:
        subprocess.run(["/bin/umount", "--lazy", str(place)], check=True)


@contextmanager
def database_that_may_not_grow(folder: Path) -> Iterator[Disk]:
    """Give an installation whose database can be told not to grow."""
    sign = folder / "full"
    installation = Installation(folder, planted("full_disk"), settings={SIGN: str(sign)})
    yield DatabaseThatMayNotGrow(installation, sign)


MakeDisk = Callable[[Path], AbstractContextManager[Disk]]
KINDS: dict[str, MakeDisk] = {"a database that may not grow": database_that_may_not_grow}
if MAY_MOUNT:
    KINDS["a full file system"] = small_file_system
