"""A report that comes back as a file: which fingerprint it carries, and what it says where."""
# ruff: noqa: PLC0415 (what reads workbooks takes long to import, and few files are one)

import csv
import io
import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import suppress
from enum import Enum
from html.parser import HTMLParser
from itertools import zip_longest
from math import isclose
from zipfile import BadZipFile, ZipFile

_NAMED = re.compile(r"hailong-fingerprint.{0,400}?([0-9a-f]{64})", re.DOTALL)
_IN_JSON = re.compile(r'"fingerprint": *"([0-9a-f]{64})"')
_LAST_CELL = re.compile(r"[,;\t]\"?([0-9a-f]{64})\"?\r?$", re.MULTILINE)
_PROPERTIES = "docProps/custom.xml"
_NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]+)?(e[+-]?[0-9]{1,3})?", re.IGNORECASE)
# They keep fifteen digits of a number.
_SPREADSHEET_PRECISION = 1e-14
# Of the files of a packed one; ours have a hundredth of it.
_MOST_BYTES = 32 * 1024 * 1024


class Kind(Enum):
    """What a file is, and so what can be read of it; told by a part of its media type."""

    PACKED = "openxmlformats"
    PDF = "pdf"
    PAGE = "html"
    JSON = "json"
    TABLE = "csv"

    @property
    def is_all_read(self) -> bool:
        """Tell whether all that people see of it is in the values that are read.

        Styles, pictures and hidden cells make a page or a workbook show something else.
        """
        return self in (Kind.JSON, Kind.TABLE)


_BEGINNINGS = {b"PK": Kind.PACKED, b"%PDF": Kind.PDF, b"<": Kind.PAGE, b"{": Kind.JSON}


def kind_of(content: bytes) -> Kind:
    """Return what a file is by its beginning; tables begin with any letters."""
    beginning = content[:64].removeprefix(BOM_UTF8).lstrip()
    kinds = (kind for mark, kind in _BEGINNINGS.items() if beginning.startswith(mark))
    return next(kinds, Kind.TABLE)


def told_fingerprint(content: bytes) -> str | None:
    """Return the fingerprint that a file of a report carries; None where there is none."""
    is_packed = kind_of(content) is Kind.PACKED
    text = _packed_properties(content) if is_packed else content.decode("latin-1")
    for pattern in (_NAMED, _IN_JSON, _LAST_CELL):
        if found := pattern.search(text):
            return found[1]
    return None


def values_of(content: bytes) -> dict[str, object] | None:
    """Return what a file says at each place of it; None where its places cannot be read.

    Pictures, letters and PDFs are not read: of those only all bytes tell.
    """
    kind = kind_of(content)
    with suppress(ValueError, KeyError, BadZipFile, csv.Error):
        if kind is Kind.PACKED:
            return _each_once(_cells(content))
        if kind is not Kind.PDF:
            return _each_once(_read(kind, content.decode("utf-8-sig")))
    return None


def _each_once(values: Iterable[tuple[str, object]]) -> dict[str, object]:
    """Return values by their places; raise ValueError where one place says two things.

    Which of both people see depends on the program that they open the file with.
    """
    found: dict[str, object] = {}
    for place, value in values:
        if place in found:
            raise ValueError(f"twice in the file: {place}")
        found[place] = value
    return found


def is_same(one: object, other: object) -> bool:
    """Tell whether two values say the same; spreadsheets save 93,0 as 93 or 93.0."""
    first, second = _number(one), _number(other)
    if first is None or second is None:
        return one == other
    return isclose(first, second, rel_tol=_SPREADSHEET_PRECISION)


def _number(value: object) -> float | None:
    """Return a number, also one that a table writes; no cell of ours has marks of thousands."""
    if isinstance(value, int | float):
        return float(value)
    is_number = isinstance(value, str) and _NUMBER.fullmatch(value)
    return float(str(value).replace(",", ".")) if is_number else None


def _packed_properties(content: bytes) -> str:
    with suppress(BadZipFile, KeyError), ZipFile(io.BytesIO(content)) as packed:
        if packed.getinfo(_PROPERTIES).file_size < _MOST_BYTES:
            return packed.read(_PROPERTIES).decode("utf-8", "replace")
    return ""


def _read(kind: Kind, text: str) -> Iterator[tuple[str, object]]:
    if kind is Kind.JSON:
        return _leaves("", json.loads(text, object_pairs_hook=_each_once))
    return _words(text) if kind is Kind.PAGE else _table(text)


def _leaves(place: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict) and value:
        for name, each in value.items():
            yield from _leaves(f"{place}.{name}".lstrip("."), each)
    elif isinstance(value, list) and value:
        for number, each in enumerate(value):
            yield from _leaves(f"{place}[{number}]", each)
    else:
        yield place, value


def _table(text: str) -> Iterator[tuple[str, object]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = filter(None, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    names = next(rows, [])
    for number, row in enumerate(rows, 2):
        for name, value in zip_longest(names, row, fillvalue=""):
            if value:
                yield f"{number}, {name}", value


class _Texts(HTMLParser):
    """The texts of a page in their order, but those of its stylesheet."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._is_style = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        """Note where a stylesheet begins."""
        self._is_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        """Note where it ends."""
        self._is_style = False

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        if data.strip() and not self._is_style:
            self.found.append(" ".join(data.split()))


def _words(page: str) -> Iterator[tuple[str, object]]:
    reader = _Texts()
    reader.feed(page)
    return ((str(number), text) for number, text in enumerate(reader.found, 1))


def _cells(content: bytes) -> Iterator[tuple[str, object]]:
    from openpyxl import load_workbook

    with ZipFile(io.BytesIO(content)) as packed:
        packed.getinfo("xl/workbook.xml")
        if sum(part.file_size for part in packed.infolist()) > _MOST_BYTES:
            raise ValueError("no report of ours is so large")
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value not in (None, ""):
                    yield f"{sheet.title}!{cell.coordinate}", cell.value
