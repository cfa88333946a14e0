"""A report that comes back as a file: which fingerprint it carries, and what it says where."""
# ruff: noqa: PLC0415 (what reads workbooks takes long to import, and few files are one)

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from zipfile import BadZipFile, ZipFile

_NAMED = re.compile(r"hailong-fingerprint.{0,400}?([0-9a-f]{64})", re.DOTALL)
_IN_JSON = re.compile(r'"fingerprint": *"([0-9a-f]{64})"')
_LAST_CELL = re.compile(r"[,;\t]\"?([0-9a-f]{64})\"?\r?$", re.MULTILINE)
_PROPERTIES = "docProps/custom.xml"
# Of the files of a packed one; ours have a hundredth of it.
_MOST_BYTES = 32 * 1024 * 1024


def told_fingerprint(content: bytes) -> str | None:
    """Return the fingerprint that a file of a report carries; None where there is none."""
    text = _packed_properties(content) if content.startswith(b"PK") else content.decode("latin-1")
    for pattern in (_NAMED, _IN_JSON, _LAST_CELL):
        if found := pattern.search(text):
            return found[1]
    return None


def values_of(content: bytes) -> dict[str, object] | None:
    """Return what a file says at each place of it; None where its places cannot be read.

    Pictures, letters and PDFs are not read: of those only all bytes tell.
    """
    with suppress(ValueError, KeyError, BadZipFile, csv.Error):
        if content.startswith(b"PK"):
            return dict(_cells(content))
        if not content.startswith(b"%PDF"):
            text = content.decode("utf-8-sig")
            return dict(_read(text))
    return None


def _packed_properties(content: bytes) -> str:
    with suppress(BadZipFile, KeyError), ZipFile(io.BytesIO(content)) as packed:
        if packed.getinfo(_PROPERTIES).file_size < _MOST_BYTES:
            return packed.read(_PROPERTIES).decode("utf-8", "replace")
    return ""


def _read(text: str) -> Iterator[tuple[str, object]]:
    if text.startswith("{"):
        return _leaves("", json.loads(text))
    if text.lstrip().startswith("<"):
        return _words(text)
    return _table(text)


def _leaves(place: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _leaves(f"{place}.{name}".lstrip("."), each)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _leaves(f"{place}[{number}]", each)
    else:
        yield place, value


def _table(text: str) -> Iterator[tuple[str, object]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    for number, row in enumerate(rows, 2):
        for name, value in row.items():
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
