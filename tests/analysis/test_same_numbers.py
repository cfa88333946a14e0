"""Every format says the numbers of the report: each is read back by another library."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from html.parser import HTMLParser

import pypdfium2
import pytest
from docx import Document

from analysis.report.formats import FORMATS
from analysis.report.model import Entry, Report
from analysis.report.words import Words
from tests.analysis.read_workbook import opened
from tests.analysis.small_report import small_report

WORDS = Words("vi")


@pytest.fixture(scope="module")
def report() -> Report:
    return small_report()


class Texts(HTMLParser):
    """The texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def of_page(content: bytes) -> str:
    reader = Texts()
    reader.feed(content.decode())
    return " ".join(reader.found)


def of_letter(content: bytes) -> str:
    body = Document(io.BytesIO(content)).element.body
    return " ".join(text for text in body.itertext())


def of_pdf(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


PRINTED: dict[str, Callable[[bytes], str]] = {"html": of_page, "docx": of_letter, "pdf": of_pdf}


def entries(report: Report) -> Iterator[Entry]:
    """Yield what has an exact figure, of all responses and of each group."""
    groups = [group for groups in report.lists.values() for group in groups]
    every = [*report.indices, *report.factors, *report.items]
    every += [entry for group in groups for entry in group.indices]
    return (entry for entry in every if entry.is_exact)


def figures(entry: Entry) -> tuple[float, float, float]:
    """Return the share and both ends of its interval."""
    found = entry.estimate
    assert found is not None
    assert found.estimate is not None
    assert found.interval is not None
    return found.estimate, found.interval.low, found.interval.high


@pytest.mark.parametrize("name", PRINTED)
def test_what_is_printed_is_what_the_report_holds(report: Report, name: str) -> None:
    said = re.sub(r"\s", "", PRINTED[name](FORMATS[name].write(report, "vi")))

    for entry in entries(report):
        share, *_ = figures(entry)
        assert WORDS.share(share, *entry.printed_together) in said


def numbers_of_workbook(content: bytes) -> set[float]:
    cells = (cell for sheet in opened(content) for row in sheet.iter_rows() for cell in row)
    return {cell.value for cell in cells if isinstance(cell.value, float)}


def numbers_of_data(content: bytes) -> set[float]:
    rows = csv.DictReader(io.StringIO(content.decode(), newline=""))
    names = ("estimate", "low", "high")
    return {float(row[name]) for row in rows for name in names if row[name]}


def numbers_of_json(content: bytes) -> set[float]:
    found: set[float] = set()
    json.loads(content, parse_float=lambda text: found.add(float(text)))
    return found


NUMBERS = {"xlsx": numbers_of_workbook, "data": numbers_of_data, "json": numbers_of_json}


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_for_programs_are_those_of_the_report(report: Report, name: str) -> None:
    found = NUMBERS[name](FORMATS[name].write(report, "vi"))

    assert {number for entry in entries(report) for number in figures(entry)} <= found


def beside(entry: Entry, report: Report) -> Sequence[float | Decimal]:
    """Return what a number is printed beside: of a part, no target."""
    is_whole = any(entry is index for index in report.indices)
    return entry.printed_together if is_whole else entry.measured_together


def test_the_table_for_people_has_the_printed_numbers(report: Report) -> None:
    text = FORMATS["csv"].write(report, "vi").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    shown = [row[4:7] for row in rows[1:] if row[4]]
    assert len({*rows[0]}) == len(rows[0])

    expected = [
        [WORDS.share(number, *beside(entry, report)).removesuffix("%") for number in figures(entry)]
        for entry in entries(report)
    ]
    assert shown == expected


def test_every_format_is_read_back() -> None:
    assert {*PRINTED, *NUMBERS, "csv"} == set(FORMATS)
