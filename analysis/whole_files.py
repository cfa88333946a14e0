"""Files that are there whole or not at all."""

import os
from collections.abc import Mapping
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, or put it in place of an older one, at once; raise OSError.

    Whatever happens on the way, under this name there is the whole new file or what was there
    before.
    """
    write_together({path: content})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write files, or put them in place of older ones, all or none; raise OSError with its file.

    A kill between two of the renames at the end is all that can leave some new and some old.
    """
    beside = {path: path.with_name(f"{path.name}.{os.getpid()}.part") for path in files}
    path = Path()
    try:
        for path, content in files.items():
            beside[path].write_bytes(content)
        for path in filter(Path.exists, files):
            # On Windows a program that has it open keeps it from being replaced.
            path.open("r+b").close()
        for path in files:
            beside[path].replace(path)
    except OSError as fault:
        fault.filename = str(path)  # a full disk names none
        raise
    finally:
        for part in beside.values():
            part.unlink(missing_ok=True)
