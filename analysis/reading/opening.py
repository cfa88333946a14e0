"""A file of any kind as tables of text, or the reason why it cannot be read as one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from os import stat_result
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from analysis.reading.csv_files import csv_tables
from analysis.reading.damaged_letters import encoding_fault
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.text_tables import TextTable
from analysis.reading.workbooks import workbook_tables

_HEAD = 65_536
_ZIP = b"PK\x03\x04"
# What old Excel files and encrypted new ones are kept in, and the name of the latter's content.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK = "xl/workbook.xml"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")


@contextmanager
def opened(path: Path, sheet: str | None = None) -> Iterator[list[TextTable]]:
    """Give the tables that a CSV file or a workbook may be understood as.

    Raises FaultyData if it is of a kind that is not read, or if, while it is read, it changes or
    turns out not to be in UTF-8.
    """
    before = path.stat()
    fault = _fault_of_beginning(path)
    if fault is not None:
        raise FaultyData(path.name, [fault])
    try:
        if _is_workbook(path):
            with workbook_tables(path, sheet) as tables:
                yield tables
        else:
            yield csv_tables(path)
    except UnicodeDecodeError:
        raise FaultyData(path.name, [_fault_of_encoding(path)]) from None
    if _is_changed(before, path.stat()):
        raise FaultyData(path.name, [Fault.of(Message.CHANGED)])


def _is_changed(before: stat_result, after: stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)


def _is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_ZIP)) == _ZIP


def _fault_of_beginning(path: Path) -> Fault | None:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        return Fault.of(Message.EMPTY_FILE)
    if head.startswith(_ZIP):
        return _fault_of_zip(path, head)
    if head.startswith(_OLE):
        return Fault.of(Message.LOCKED if _ENCRYPTED in path.read_bytes() else Message.OLD_EXCEL)
    # Without a byte order mark UTF-16 is seen by the empty half of every Latin letter.
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) > len(head) / 10:
        return Fault.of(Message.UTF16)
    return Fault.of(Message.MARKUP) if start.lower().startswith(_MARKUP) else None


def _fault_of_zip(path: Path, head: bytes) -> Fault | None:
    if _OPEN_DOCUMENT in head[:200]:
        return Fault.of(Message.OPEN_DOCUMENT)
    try:
        with ZipFile(path) as archive:
            is_workbook = _WORKBOOK in archive.namelist()
    except BadZipFile:
        return Fault.of(Message.DAMAGED_WORKBOOK)
    return None if is_workbook else Fault.of(Message.ZIPPED)


def _fault_of_encoding(path: Path) -> Fault:
    """Return the fault of a file that is not UTF-8, naming the encoding that it looks like."""
    content = path.read_bytes()
    readable = content.decode(errors="replace").partition("\N{REPLACEMENT CHARACTER}")[0]
    row = readable.count("\n") + 1
    sample = content.split(b"\n", row - 1)[-1][:_HEAD].decode("latin-1")
    return encoding_fault(sample, row)
