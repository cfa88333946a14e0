"""The report of one small made-up table, as files: what the snapshots hold.

After a wanted change: ``python -m tests.analysis.small_report``; the commit says what changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.commands.report import report_of_file
from analysis.report.formats import FORMATS
from analysis.report.model import Period, Report
from analysis.report.stored import fingerprint
from tests.analysis.forms import PLAN, SMALL, office_rows, written
from tests.analysis.read_workbook import as_text

SNAPSHOTS = Path(__file__).parents[1] / "snapshots" / "report"
LANGUAGE = "vi"
# What is packed is read first.
_READ = {"xlsx": as_text}
# What a PDF and a document of Word say is what the page says.
SNAPPED = tuple(name for name in FORMATS if name not in {"pdf", "docx"})
# Tests of charts look at the pictures.
_PICTURE = re.compile(rb"data:image/svg\+xml,[^\"]+")
# The last digits of a number are the processor's.
_LONG_NUMBER = re.compile(rb"\d\.\d{13,}(?:e-?\d+)?")


def small_report() -> Report:
    """Return the report, without the version that made it."""
    return replace(report_of_rows(office_rows()), software="hailong")


def report_of_rows(rows: Iterable[Sequence[object]]) -> Report:
    """Return the report of a table."""
    with TemporaryDirectory() as folder:
        path = written(Path(folder), rows)
        return report_of_file(path, SMALL, PLAN, Period())


def snapshot_of(name: str) -> Path:
    """Return the file that holds what a format says; of a packed one it is what a reader finds."""
    file = FORMATS[name].file
    return SNAPSHOTS / (f"{file}.txt" if name in _READ else file)


def small_file(report: Report, name: str) -> bytes:
    """Return the report in one format, with short numbers, no pictures and plain line ends."""
    written_out = _READ.get(name, bytes)(FORMATS[name].write(report, LANGUAGE))
    without_pictures = _PICTURE.sub(b"picture", written_out)
    # It is that of all digits.
    without_pictures = without_pictures.replace(str(fingerprint(report)).encode(), b"fingerprint")
    return _LONG_NUMBER.sub(_shortened, without_pictures).replace(b"\r\n", b"\n")


def _shortened(number: re.Match[bytes]) -> bytes:
    return b"%.12g" % float(number[0])


if __name__ == "__main__":
    for each in SNAPPED:
        snapshot_of(each).write_bytes(small_file(small_report(), each))
