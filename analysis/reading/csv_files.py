"""A CSV file as rows of text, or the reason why it cannot be read as one."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TextIO

from analysis.reading.faults import Fault, FaultyData, Message

Rows = list[list[str]]

# In a spreadsheet the heading is row 1.
FIRST_ROW = 2
SEPARATORS = (",", ";", "\t")
_HEAD = 65_536
# The letters with a tone that TCVN3 has where Latin-1 has symbols: à ả ã á ạ, ă â đ ê ô ơ ư, ằ-ắ.
TCVN3_AS_LATIN1 = re.compile("[\xa8-\xae\xb5-\xb9\xbb-\xbe]")
# Windows-1258 writes a tone as a character of its own after the vowel.
_VOWEL_AND_TONE_AS_LATIN1 = re.compile("[aeiouyAEIOUYâãêôõýÂÃÊÔÕÝ][ÌÒÞìò]")


@contextmanager
def checked(path: Path) -> Iterator[None]:
    """Raise FaultyData if the file is empty, a workbook or, while it is read, not in UTF-8."""
    fault = _fault_of_beginning(path)
    if fault is not None:
        raise FaultyData(path.name, [fault])
    try:
        yield
    except UnicodeDecodeError:
        raise FaultyData(path.name, [_fault_of_encoding(path)]) from None


def first_row(path: Path, separator: str) -> list[str]:
    """Return the cells of the heading; none where its quotation marks are broken."""
    with _opened(path) as file:
        try:
            return next(csv.reader(file, delimiter=separator, strict=True), [])
        except csv.Error:
            return []


def sample_rows(path: Path, separator: str, count: int) -> Rows:
    """Return the first rows below the heading."""
    with _opened(path) as file:
        return list(islice(csv.reader(file, delimiter=separator), 1, count))


def rows_below(path: Path, separator: str, faults: list[Fault]) -> Iterator[list[str]]:
    """Yield the rows below the heading; a broken quotation mark ends them and joins the faults."""
    with _opened(path) as file:
        reader = csv.reader(file, delimiter=separator, strict=True)
        try:
            yield from islice(reader, 1, None)
        except csv.Error:
            faults.append(Fault.of(Message.BROKEN_QUOTES, line=str(reader.line_num)))


def _opened(path: Path) -> TextIO:
    # Without a byte order mark, and with the line ends that the csv module wants to see.
    return path.open(encoding="utf-8-sig", newline="")


def _fault_of_beginning(path: Path) -> Fault | None:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        return Fault.of(Message.EMPTY_FILE)
    if head.startswith(b"PK\x03\x04"):
        return Fault.of(Message.ZIPPED)
    # Without a byte order mark UTF-16 is seen by the empty half of every Latin letter.
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) > len(head) / 10:
        return Fault.of(Message.UTF16)
    return None


def _fault_of_encoding(path: Path) -> Fault:
    """Return the fault of a file that is not UTF-8, naming the encoding that it looks like."""
    content = path.read_bytes()
    readable = content.decode(errors="replace").partition("\N{REPLACEMENT CHARACTER}")[0]
    row = readable.count("\n") + 1
    sample = content.split(b"\n", row - 1)[-1][:_HEAD].decode("latin-1")
    tones = len(_VOWEL_AND_TONE_AS_LATIN1.findall(sample))
    letters = len(TCVN3_AS_LATIN1.findall(sample))
    if tones == letters == 0:
        return Fault.of(Message.NOT_UTF8, rows=[row])
    return Fault.of(Message.WINDOWS_1258 if tones >= letters else Message.TCVN3, rows=[row])
