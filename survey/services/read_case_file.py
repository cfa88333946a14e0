"""A file of case counts as rows, read by the background process."""
# ruff: noqa: PLC0415 (what reads workbooks takes long to import, and only that process needs it)

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.case_counts import MONTH, CaseCounts
from analysis.columns import SERVICE_POINT
from analysis.reading.faults import Fault, FaultyData, Message
from survey.domain.case_counts import FileCount


@dataclass(frozen=True)
class ReadFile:
    """The rows of a file, or everything that is wrong with it."""

    rows: tuple[FileCount, ...]
    faults: tuple[Fault, ...] = ()
    is_made_up: bool = False


def read_case_file(content: bytes) -> ReadFile:
    """Return the rows of a workbook or a CSV file; a task of the background process."""
    with TemporaryDirectory(prefix="hailong-") as folder:
        # What it is called outside says nothing of what it is.
        path = Path(folder, "cases")
        path.write_bytes(content)
        return read_case_path(path)


def read_case_path(path: Path) -> ReadFile:
    """Return the rows of a file; raise OSError if it cannot be read."""
    from analysis.reading import read_cases

    try:
        counts = read_cases(path)
    except FaultyData as error:
        return ReadFile((), error.faults)
    absent = [
        message
        for column, message in (
            (SERVICE_POINT, Message.NO_POINT_COLUMN),
            (MONTH, Message.NO_MONTH_COLUMN),
        )
        if column not in counts.columns
    ]
    if absent:
        return ReadFile((), tuple(map(Fault.of, absent)))
    return ReadFile(_rows(counts), is_made_up=counts.is_made_up)


def _rows(counts: CaseCounts) -> tuple[FileCount, ...]:
    point, month = counts.columns.index(SERVICE_POINT), counts.columns.index(MONTH)
    return tuple(
        FileCount(
            row.row, row.names[point], date.fromisoformat(f"{row.names[month]}-01"), row.cases
        )
        for row in counts.rows
    )
