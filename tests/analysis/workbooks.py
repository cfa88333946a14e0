"""Workbooks of Excel, written as a test needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook


def workbook(folder: Path, **sheets: Iterable[Sequence[object]]) -> Path:
    """Write a workbook with these sheets of rows."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path = folder / "phiếu.xlsx"
    book.save(path)
    return path


def with_parts(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Replace parts of a workbook by other bytes."""
    with ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in (content | parts).items():
            archive.writestr(name, text)
    return path
