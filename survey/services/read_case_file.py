"""A file of case counts as rows, read by the background process."""
# ruff: noqa: PLC0415 (what reads workbooks takes long to import, and only that process needs it)

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.case_counts import MONTH, CaseRow
from analysis.columns import SERVICE_POINT
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.written_months import month_in
from survey.domain.case_counts import FileCount

_NEEDED = {SERVICE_POINT: Message.NO_POINT_COLUMN, MONTH: Message.NO_MONTH_COLUMN}


@dataclass(frozen=True)
class ReadFile:
    """The rows of a file, and what is wrong with it beside the names and months that they have."""

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
    from analysis.reading.cases import FaultyCases

    try:
        counts = read_cases(path)
    except FaultyCases as error:
        return _read(error.columns, error.rows, error.faults)
    except FaultyData as error:
        return ReadFile((), error.faults)
    return _read(counts.columns, counts.rows, is_made_up=counts.is_made_up)


def _read(
    columns: Sequence[str],
    rows: Iterable[CaseRow],
    faults: Iterable[Fault] = (),
    *,
    is_made_up: bool = False,
) -> ReadFile:
    absent = [Fault.of(message) for column, message in _NEEDED.items() if column not in columns]
    if MONTH not in columns:
        # Without its months a counter stands there once for each of them.
        faults = [fault for fault in faults if fault.message is not Message.CELL_TWICE]
    named = tuple(_counts(columns, rows)) if SERVICE_POINT in columns else ()
    return ReadFile(named, (*absent, *faults), is_made_up)


def _counts(columns: Sequence[str], rows: Iterable[CaseRow]) -> Iterator[FileCount]:
    for row in rows:
        of = dict(zip(columns, row.names, strict=True))
        yield FileCount(row.row, of[SERVICE_POINT], month_in(of.get(MONTH, "")), row.cases)
