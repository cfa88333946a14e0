"""A disk that loses what was not flushed: its state after a power cut at any call of a trace."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.faults.flushed_files import Cut, File, Write
from tests.faults.system_calls import Call

# Mapped into memory; after a cut SQLite makes it anew.
SHARED_MEMORY = "-shm"
DELETED = "(deleted)"
LEFT_OUT = (SHARED_MEMORY, DELETED)

DESCRIPTOR = re.compile(r"(\d+)<([^>]*)>")
PATH = re.compile(r'(?:(?:\d+|AT_FDCWD)<([^>]*)>, )?"([^"]*)"')
TEXT = re.compile(r'"([^"]*)"(\.\.\.)?')

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Renaming:
    """A change of what names there are: a file comes (nothing `before`), goes or moves."""

    before: str
    after: str
    file: File

    def apply(self, names: dict[str, File]) -> None:
        """Do it."""
        names.pop(self.before, None)
        if self.after:
            names[self.after] = self.file

    @property
    def folder(self) -> str:
        """Return the folder whose flush makes it last."""
        return str(Path(self.after or self.before).parent)


class Disk:
    """The files of one folder and of all below it, as a trace changes them.

    What is there in the beginning is on the disk. A flush of a file makes its bytes last, a flush
    of a folder its names, and nothing else does.
    """

    def __init__(self, folder: Path, files: Files) -> None:
        self.folder = folder
        self._is_about = about(folder)
        self._flushed = {str(folder / name): File(bytearray(files[name])) for name in files}
        self._names = dict(self._flushed)
        self._waiting: list[Renaming] = []
        self._positions: dict[tuple[int, int], int] = {}
        self._acts: dict[str, Callable[[Call], bool]] = {
            **dict.fromkeys(("open", "openat"), self._open),
            "lseek": self._seek,
            **dict.fromkeys(("write", "writev", "pwrite64"), self._write),
            "ftruncate": self._cut,
            **dict.fromkeys(("fsync", "fdatasync"), self._flush),
            **dict.fromkeys(("unlink", "unlinkat"), self._rename),
            **dict.fromkeys(("rename", "renameat", "renameat2"), self._rename),
            "link": self._link,
            **dict.fromkeys(("mkdir", "mkdirat", "rmdir"), lambda _: False),
        }

    def apply(self, call: Call) -> bool:
        """Do what a call did; tell whether what a cut leaves may be another now."""
        if not self._is_about(call.arguments):
            return False
        act = self._acts.get(call.name)
        assert act, f"this disk does not know what {call.name} does to it"
        return act(call)

    def live(self) -> Files:
        """Return every file as a program reads it now."""
        return {self._inside(name): file.whole() for name, file in self._names.items()}

    def without_the_rest(self) -> Files:
        """Return the files when all that was not flushed is lost."""
        return {self._inside(name): bytes(file.flushed) for name, file in self._flushed.items()}

    def with_half_of_the_rest(self, chance: Random) -> Files:
        """Return the files when about half of what was not flushed is lost.

        File systems keep the changes of names in their order: a beginning of them is kept.
        """
        names = dict(self._flushed)
        for change in self._waiting[: chance.randint(0, len(self._waiting))]:
            change.apply(names)
        return {self._inside(name): file.half(chance) for name, file in names.items()}

    def _inside(self, name: str) -> str:
        return str(Path(name).relative_to(self.folder))

    def _rename(self, call: Call) -> bool:
        before, *after = _paths(call)
        if before not in self._names:  # a folder
            return False
        return self._change_names(Renaming(before, "".join(after), self._names[before]))

    def _link(self, call: Call) -> bool:
        before, after = _paths(call)
        return self._change_names(Renaming("", after, self._names[before]))

    def _change_names(self, change: Renaming) -> bool:
        change.apply(self._names)
        self._waiting.append(change)
        return True

    def _open(self, call: Call) -> bool:
        self._positions[call.thread, call.result] = 0
        (path,) = _paths(call)
        if path.endswith(SHARED_MEMORY):
            return False
        known = self._names.get(path)
        if known is None:
            is_made = "O_CREAT" in call.arguments
            return is_made and self._change_names(Renaming("", path, File()))
        if "O_TRUNC" in call.arguments:
            known.waiting.append(Cut(call.place, 0))
        return "O_TRUNC" in call.arguments

    def _seek(self, call: Call) -> bool:
        descriptor, _ = _descriptor(call)
        self._positions[call.thread, descriptor] = call.result
        return False

    def _write(self, call: Call) -> bool:
        descriptor, path = _descriptor(call)
        data = b"".join(_bytes(found) for found in TEXT.finditer(call.arguments))[: call.result]
        if call.name == "pwrite64":
            offset = _last_number(call)
        else:
            offset = self._positions.get((call.thread, descriptor), 0)
            self._positions[call.thread, descriptor] = offset + call.result
        return self._add(path, Write(call.place, offset, data))

    def _cut(self, call: Call) -> bool:
        return self._add(_descriptor(call)[1], Cut(call.place, _last_number(call)))

    def _add(self, path: str, change: Write | Cut) -> bool:
        if path.endswith(LEFT_OUT):
            return False
        self._names[path].waiting.append(change)
        return True

    def _flush(self, call: Call) -> bool:
        _, path = _descriptor(call)
        if path.endswith(LEFT_OUT):
            return False
        if path in self._names:
            self._names[path].flush(call.began)
        else:
            self._flush_folder(path)
        return True

    def _flush_folder(self, folder: str) -> None:
        for change in self._waiting:
            if change.folder == folder:
                change.apply(self._flushed)
        self._waiting = [change for change in self._waiting if change.folder != folder]


def files_in(folder: Path) -> Files:
    """Return the files of a folder and of all below it that outlive the programs that use them."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(SHARED_MEMORY)
    }


def about(folder: Path) -> Callable[[str], bool]:
    """Return what tells whether a call with such arguments is about a folder or what is in it."""
    path = re.escape(hex_of(str(folder)))
    begins = re.compile(rf'(?:\d+<|(?:AT_FDCWD<[^>]*>, )?"){path}(?:\\x2f|[">])')
    return lambda arguments: begins.match(arguments) is not None


def hex_of(text: str) -> str:
    """Return a text as it stands in a trace."""
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def _bytes(found: re.Match[str]) -> bytes:
    assert not found[2], "the trace does not have all bytes of a call"
    return bytes.fromhex(found[1].replace("\\x", ""))


def _paths(call: Call) -> list[str]:
    """Return the paths that a call names, each from the folder that it may be said to begin in."""
    return [
        str(Path(_decoded(found[1] or ""), _decoded(found[2])))
        for found in PATH.finditer(call.arguments)
    ]


def _decoded(text: str) -> str:
    return bytes.fromhex(text.replace("\\x", "")).decode()


def _descriptor(call: Call) -> tuple[int, str]:
    found = DESCRIPTOR.match(call.arguments)
    assert found, call.arguments[:200]
    path = _decoded(found[2])
    is_gone = call.arguments[found.end() :].startswith(DELETED)
    return int(found[1]), path + DELETED * is_gone


def _last_number(call: Call) -> int:
    return int(call.arguments.rsplit(", ", 1)[1])
