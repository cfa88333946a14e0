"""An Excel workbook (.xlsx) as tables of text: values, not formulas, and no more than a limit."""

from __future__ import annotations

import re
import warnings
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Protocol, TypeVar
from zipfile import BadZipFile, ZipFile, ZipInfo

from analysis.names import is_same_name
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.merged_cells import MergedCells, filled
from analysis.reading.text_tables import HEADS, SAMPLE, Piece, TextTable, possible_headings

# A hundred thousand responses to thirty questions are three million cells, some 150 MB.
MOST_BYTES = 500_000_000
MOST_CELLS = 5_000_000
# Texts of cells are kept in memory; a comment of each of these people has 300 letters.
MOST_TEXT = 100_000_000
MOST_TEXTS = 1_000_000
# What describes a workbook beside its cells, such as its styles, openpyxl holds whole.
MOST_DESCRIPTION = 20_000_000
# A file may claim that a row is the four thousand millionth.
_MOST_EMPTY = 100_000
# Rows of text held at a time.
_CHUNK = 5_000
_PART = 1_000_000
# What is looked for is not longer, so that none of it is missed between two parts.
_LONGEST_TAG = 500
# Excel keeps 32,767 characters in a cell and 16,384 cells in a row. openpyxl holds one row, or one
# of the texts, at a time, and far more memory than its bytes.
_MOST_PARTS_OF_ROW = 10
_MOST_PARTS_OF_TEXT = 1
_CELL = re.compile(rb"<c[ />]")
_ROW = re.compile(rb"<row[ />]")
_HIDDEN_ROW = re.compile(rb'<row\s[^>]*\bhidden="(?:1|true)"[^>]*>')
_NUMBER = re.compile(rb'\sr="(\d{1,9})"')
_TEXT_BEGINS = re.compile(rb"<si[ />]")
_FORMULA = re.compile(rb"<f[ />]")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_MARKUP = (".xml", ".rels")
_TEXTS = "sharedStrings.xml"
_DESCRIPTIONS = ("styles.xml", "workbook.xml", "[Content_Types].xml", ".rels", "docProps/")
_RULES_OF_MARKUP = b"<!DOCTYPE"
_UNCALCULATED = "n"
# How Excel writes characters that XML has not, and the line that begins such a code as text.
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f]|005[Ff])_")
# What openpyxl and the libraries below it raise for parts that are missing or nonsense.
_DAMAGE = (
    *(BadZipFile, zlib.error, EOFError, SyntaxError, LookupError, NotImplementedError),
    *(ValueError, TypeError, AttributeError, OverflowError, RuntimeError),
)


class _Cell(Protocol):
    value: object
    data_type: str


class _RawSheet(Protocol):
    """What openpyxl gives for a sheet that is only read."""

    title: str
    sheet_state: str
    _worksheet_path: str

    def reset_dimensions(self) -> None: ...
    def iter_rows(self, *, max_col: int | None) -> Iterator[Sequence[_Cell]]: ...


class _Book(Protocol):
    worksheets: Sequence[_RawSheet]

    def __getitem__(self, title: str) -> _RawSheet: ...


class _Taking(Protocol):
    """What some bytes tell, piece by piece."""

    is_crowded: bool

    def take(self, text: bytes) -> None: ...


@dataclass
class Content:
    """What the bytes of a sheet tell before it is read."""

    cells: int = 0
    has_formulas: bool = False
    merged: list[MergedCells] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)  # numbers of rows, filtered ones among them
    is_crowded: bool = False  # whether a cell or a row holds more than any spreadsheet allows
    _parts_of_row: int = 0

    def take(self, text: bytes) -> None:
        """Add what some more bytes tell."""
        self.cells += len(_CELL.findall(text))
        self.has_formulas |= _FORMULA.search(text) is not None
        self.merged += [MergedCells.at(ref.decode()) for ref in _MERGED.findall(text)]
        numbers = map(_NUMBER.search, _HIDDEN_ROW.findall(text))
        self.hidden += [int(found[1]) for found in numbers if found]
        self._parts_of_row = 0 if _ROW.search(text) else self._parts_of_row + 1
        # A part without any markup is of one text.
        is_text = len(text) >= _PART and b"<" not in text
        self.is_crowded |= is_text or self._parts_of_row > _MOST_PARTS_OF_ROW


@dataclass
class _Texts:
    """What the bytes of the list of texts tell, to which cells refer."""

    count: int = 0
    is_crowded: bool = False
    _parts_of_text: int = 0

    def take(self, text: bytes) -> None:
        """Add what some more bytes tell."""
        begun = len(_TEXT_BEGINS.findall(text))
        self.count += begun
        self._parts_of_text = 0 if begun else self._parts_of_text + 1
        self.is_crowded |= self._parts_of_text > _MOST_PARTS_OF_TEXT


@contextmanager
def workbook_tables(path: Path, wanted: str | None = None) -> Iterator[list[TextTable]]:
    """Give the sheets of a workbook that are seen, below each row that may have their headings.

    Only the one called `wanted` where there is a name. Raises FaultyData.
    """
    contents = _contents(path)
    with _loaded(path, data_only=True) as book, _loaded(path, data_only=False) as formulas:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        chosen = [each for each in sheets if wanted is None or is_same_name(each.title, wanted)]
        if not chosen:
            known = ", ".join(f"“{sheet.title}”" for sheet in sheets)
            fault = Fault.of(Message.NO_SHEET, value=wanted or "", known=known)
            raise FaultyData(path.name, [fault])
        hidden = tuple(each.title for each in book.worksheets if each not in sheets)
        tables = (_Sheet(path, each, formulas, contents).tables() for each in chosen)
        yield [replace(table, hidden_sheets=hidden) for table in chain(*tables)]


def _faulty(path: Path, message: Message) -> FaultyData:
    return FaultyData(path.name, [Fault.of(message)])


@contextmanager
def _undamaged(path: Path) -> Iterator[None]:
    """Raise FaultyData where openpyxl cannot make sense of a workbook."""
    try:
        with warnings.catch_warnings():
            # Styles and extensions that it leaves out are nothing to us.
            warnings.simplefilter("ignore")
            yield
    except FaultyData:
        raise
    except _DAMAGE:
        raise _faulty(path, Message.DAMAGED_WORKBOOK) from None


def _contents(path: Path) -> dict[str, Content]:
    """Return what the bytes of each sheet tell; raise FaultyData where they are too many."""
    with _undamaged(path), ZipFile(path) as archive:
        parts = archive.infolist()
        names = [part.filename for part in parts if part.filename.endswith(_MARKUP)]
        if any(_is_large(part) for part in parts) or sum(p.file_size for p in parts) > MOST_BYTES:
            raise _faulty(path, Message.LARGE_WORKBOOK)
        if any(_has_rules(archive, name) for name in names):
            raise _faulty(path, Message.DAMAGED_WORKBOOK)
        texts = [_taken(archive, name, _Texts()) for name in names if name.endswith(_TEXTS)]
        contents = {name: content_of(archive, name) for name in names if "sheets/" in name}
    taken: list[_Taking] = [*texts, *contents.values()]
    if any(each.is_crowded for each in taken):
        raise _faulty(path, Message.LARGE_CELL)
    cells = sum(content.cells for content in contents.values())
    if cells > MOST_CELLS or sum(each.count for each in texts) > MOST_TEXTS:
        raise _faulty(path, Message.LARGE_WORKBOOK)
    return contents


def _is_large(part: ZipInfo) -> bool:
    """Return whether a part that is held whole is larger than those of offices are."""
    if part.filename.endswith(_TEXTS):
        return part.file_size > MOST_TEXT
    is_description = any(name in part.filename for name in _DESCRIPTIONS)
    return is_description and part.file_size > MOST_DESCRIPTION


def _has_rules(archive: ZipFile, name: str) -> bool:
    # Such rules can make a few bytes stand for very many; no spreadsheet program writes them.
    with archive.open(name) as file:
        return _RULES_OF_MARKUP in file.read(_PART)


@contextmanager
def _loaded(path: Path, *, data_only: bool) -> Iterator[_Book]:
    # Importing it takes a third of a second.
    from openpyxl import load_workbook  # noqa: PLC0415

    with path.open("rb") as file:
        with _undamaged(path):
            book: _Book = load_workbook(file, read_only=True, data_only=data_only, keep_links=False)
        yield book


@dataclass(frozen=True)
class _Body:
    """What stands below the headings of a table."""

    heading_row: int
    headings: Sequence[str]
    merged: Sequence[MergedCells]  # that have one value for several rows


class _Sheet:
    """One sheet of a workbook as rows of text."""

    def __init__(
        self, path: Path, sheet: _RawSheet, formulas: _Book, contents: Mapping[str, Content]
    ) -> None:
        self._path = path
        self._sheet = sheet
        self._with_formulas = formulas[sheet.title]
        self._content = contents[sheet._worksheet_path]

    def tables(self) -> list[TextTable]:
        """Return the sheet below each row that may have its headings."""
        heads = [_without_end(row) for row in islice(self._rows(), HEADS)]
        return [self._table(*each) for each in possible_headings(heads or [[]])]

    def _table(self, heading_row: int, headings: Sequence[str], upper: Sequence[str]) -> TextTable:
        merged = [each for each in self._content.merged if each.last_row > heading_row]
        below = [each for each in merged if each.first_row > heading_row and each.is_in_one_column]
        others = ", ".join(each.ref for each in merged if each not in below)
        faults = [Fault.of(Message.MERGED, cells=others)] if others else []
        body = _Body(heading_row, headings, below)
        return TextTable(
            headings,
            pieces=lambda: self._pieces(body, faults),
            sample=lambda: list(islice(self._rows_of(body, None), SAMPLE)),
            faults=faults,
            heading_row=heading_row,
            upper=upper,
            sheet=self._sheet.title,
            hidden_rows=tuple(row for row in self._content.hidden if row > heading_row),
            merged=below,
        )

    def _rows_of(self, body: _Body, width: int | None) -> Iterator[list[str]]:
        rows = islice(self._rows(width), body.heading_row, None)
        return filled(rows, body.heading_row + 1, body.merged) if body.merged else rows

    def _pieces(self, body: _Body, faults: list[Fault]) -> Iterator[Piece]:
        if self._content.has_formulas:
            faults.extend(self._uncalculated(body.heading_row, body.headings))
        rows, number = self._rows_of(body, len(body.headings)), body.heading_row + 1
        while piece := list(islice(rows, _CHUNK)):
            yield number, piece
            number += len(piece)

    def _rows(self, width: int | None = None) -> Iterator[list[str]]:
        return ([_text(cell.value) for cell in row] for row in self._cells(self._sheet, width))

    def _cells(self, sheet: _RawSheet, width: int | None) -> Iterator[Sequence[_Cell]]:
        # What a file says about its size may be wrong.
        sheet.reset_dimensions()
        with _undamaged(self._path):
            yield from self._without_gaps(sheet.iter_rows(max_col=width))

    def _without_gaps(self, rows: Iterator[Sequence[_Cell]]) -> Iterator[Sequence[_Cell]]:
        """Yield the rows; raise FaultyData where very many in a row are empty."""
        empty = 0
        for row in rows:
            empty = 0 if any(cell.value is not None for cell in row) else empty + 1
            if empty > _MOST_EMPTY:
                raise _faulty(self._path, Message.LARGE_WORKBOOK)
            yield row

    def _uncalculated(self, heading_row: int, headings: Sequence[str]) -> list[Fault]:
        """Return the columns with formulas whose value the file does not hold."""
        rows: dict[int, list[int]] = {}
        sheets = (self._sheet, self._with_formulas)
        pairs = zip(*(self._cells(sheet, len(headings)) for sheet in sheets), strict=True)
        for number, (values, formulas) in enumerate(islice(pairs, heading_row, None), start=1):
            for index, (value, formula) in enumerate(zip(values, formulas, strict=True)):
                is_empty = value.value is None and value.data_type == _UNCALCULATED
                if is_empty and formula.data_type == "f":
                    rows.setdefault(index, []).append(heading_row + number)
        return [
            Fault.of(Message.UNCALCULATED, headings[index], numbers)
            for index, numbers in rows.items()
        ]


def content_of(archive: ZipFile, part: str) -> Content:
    """Return what the bytes of a sheet tell, read in pieces."""
    return _taken(archive, part, Content())


_Kind = TypeVar("_Kind", bound=_Taking)


def _taken(archive: ZipFile, part: str, content: _Kind) -> _Kind:
    """Let `content` take the bytes of a part, in pieces that cut no tag."""
    rest = b""
    with archive.open(part) as file:
        while read := file.read(_PART):
            text = rest + read
            # A tag that may be cut is looked at with the next part.
            cut = text.rfind(b"<", max(0, len(text) - _LONGEST_TAG))
            text, rest = (text[:cut], text[cut:]) if cut > 0 else (text, b"")
            content.take(text)
    content.take(rest)
    return content


def _without_end(row: Sequence[str]) -> list[str]:
    """Return the cells up to the last one that is not empty."""
    last = max((index for index, text in enumerate(row) if text.strip()), default=-1)
    return list(row[: last + 1])


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        # A day without a time is a moment at midnight to Excel.
        return (
            value.isoformat(timespec="seconds") if value.time() != time() else f"{value:%Y-%m-%d}"
        )
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
