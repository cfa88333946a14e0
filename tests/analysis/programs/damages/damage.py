"""What a damage is, and which files it can happen to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.analysis.programs.files import COMMENT, File

# A file and a number, which chooses the row that is met, become the damaged file: it says who may
# be read, whether it may be read or refused at all, and what must be told.
Does = Callable[[File, int], File]


@dataclass(frozen=True)
class Damage:
    """Something that happens to files of some kind."""

    does: Does
    fits: Callable[[File], bool]


def is_any(_file: File) -> bool:
    """Return that every file may meet it."""
    return True


def is_text(file: File) -> bool:
    """Return whether the file is lines of text."""
    return file.suffix == ".csv"


def is_sheet(file: File) -> bool:
    """Return whether a spreadsheet opens the file."""
    return file.suffix in {".csv", ".xlsx"}


def is_typed(file: File) -> bool:
    """Return whether people typed the table, round which they write what they like."""
    return file.has("number", COMMENT)


def is_typed_text(file: File) -> bool:
    """Return whether people typed the table, and a spreadsheet wrote it as text."""
    return is_typed(file) and is_text(file)


def is_in_words(file: File) -> bool:
    """Return whether a spreadsheet opens the file and answers stand in it in words."""
    return is_sheet(file) and bool(file.words)


def is_vietnamese(file: File) -> bool:
    """Return whether answers stand in it in Vietnamese."""
    return is_sheet(file) and file.words == "vi"


def is_in_codes(file: File) -> bool:
    """Return whether a spreadsheet opens the file and answers stand in it as codes."""
    return is_sheet(file) and not file.words
