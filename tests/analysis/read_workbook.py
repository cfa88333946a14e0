"""A workbook as tests read it."""

from __future__ import annotations

import io
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook


def opened(content: bytes) -> Workbook:
    """Return a workbook as another library reads it, with formulas where there are any."""
    return load_workbook(io.BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    """Return the files that a workbook is packed of."""
    with ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def as_text(content: bytes) -> bytes:
    """Return what each cell of each sheet holds, and how its number is shown."""
    lines = []
    for sheet in opened(content):
        lines.append(f"= {sheet.title}")
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            shown = "" if cell.number_format == "General" else f" [{cell.number_format}]"
            lines.append(f"{cell.coordinate} {cell.value}{shown}")
    return "".join(f"{line}\n" for line in lines).encode()
