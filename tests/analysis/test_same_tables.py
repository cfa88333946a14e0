"""What stands in a table is the same in every format: counts, shares, intervals, differences."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import docx
import html5lib
import pypdfium2
import pytest
from openpyxl import load_workbook

from analysis.estimates import Interval
from analysis.report.document import Column, Figure, Row, Table
from analysis.report.findings.changes import Change, Movement
from analysis.report.findings.compared import Reference
from analysis.report.findings.facts import Fact
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.findings.levels import ItemLevels
from analysis.report.findings.priorities import Priority
from analysis.report.findings.units import UnitComparisons
from analysis.report.formats import FORMATS
from analysis.report.model import Coverage, Period, Report
from analysis.report.sections import document_of
from analysis.report.words import Words
from tests.analysis.documents import plain
from tests.analysis.small_report import small_report

WORDS = Words("vi")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def report() -> Report:
    """Return a report with cases of its service points, and an index that has moved."""
    made = small_report()
    points = tuple(
        replace(point, coverage=Coverage(point.responses, 3 * point.responses + at))
        for at, point in enumerate(made.service_points)
    )
    moved = Change(
        *("service", made.indices[0].title, Reference.BEFORE),
        Period(date(2025, 7, 1), date(2025, 12, 31)),
        "",
        *(0.915, -0.0305, Interval(-0.0517, 0.0024, 0.95, ""), Movement.UNDECIDED),
    )
    return replace(made, service_points=points, findings=(*made.findings, moved))


def numbers(text: str) -> list[str]:
    return NUMBER.findall(text)


def tables(report: Report) -> Iterator[tuple[str, Table]]:
    """Yield the tables of the document with the sections that they are in."""
    for section in document_of(report, "vi").sections:
        for block in section.blocks:
            parts = block.blocks if isinstance(block, Figure) else (block,)
            found = (part for part in parts if isinstance(part, Table) and part.groups)
            yield from ((section.id, table.without("picture")) for table in found)


def row_numbers(row: Row) -> list[str]:
    texts = (text for cell in row.cells for text in (cell.text, *cell.notes))
    return [number for text in texts for number in numbers(plain(text))]


def heading(column: Column) -> str:
    return plain(column.heading) if isinstance(column.heading, str | tuple) else ""


def told(table: Table) -> list[str]:
    """Return the numbers of a table, its headings first."""
    found = [number for column in table.columns for number in numbers(heading(column))]
    for group in table.groups:
        found += numbers(group.title)
        found += [number for row in group.rows for number in row_numbers(row)]
    return found


def of_word(content: bytes) -> list[list[str]]:
    made = docx.Document(io.BytesIO(content))
    found = []
    for table in (each for each in made.tables if each.style and each.style.name == "Report Table"):
        # A title over all columns is one cell that the library tells once a column.
        cells = (list(dict.fromkeys(cell._tc for cell in row.cells)) for row in table.rows)
        texts = ("\n".join(p.text for p in tc.p_lst) for row in cells for tc in row)
        found.append([number for text in texts for number in numbers(text)])
    return found


def of_page(content: bytes) -> list[list[str]]:
    page = html5lib.parse(content.decode())
    found = []
    for table in page.iter(f"{XHTML}table"):
        cells = (each for each in table.iter() if each.tag in {f"{XHTML}td", f"{XHTML}th"})
        found.append([n for cell in cells for n in numbers(" ".join(cell.itertext()))])
    return found


def test_the_tables_of_word_and_of_the_page_are_those_of_the_document(report: Report) -> None:
    expected = [told(table) for _, table in tables(report)]

    assert len(expected) == 10
    assert of_word(FORMATS["docx"].write(report, "vi")) == expected
    assert of_page(FORMATS["html"].write(report, "vi")) == expected


def test_the_pdf_has_every_number_of_the_tables(report: Report) -> None:
    pages = pypdfium2.PdfDocument(FORMATS["pdf"].write(report, "vi"))
    said = "\n".join(page.get_textpage().get_text_range() for page in pages)
    expected = Counter(number for _, table in tables(report) for number in told(table))

    assert not expected - Counter(numbers(said))


def printed(report: Report) -> Iterator[tuple[str, str]]:
    """Yield what each finding comes to in words, with the section of its table."""
    yield from (("service-points", words) for words in printed_points(report))
    yield from (("standings", words) for words in printed_standings(report))
    yield from (("levels", words) for words in printed_levels(report))
    yield from (("facts", words) for words in printed_facts(report))
    yield from (("priorities", words) for words in printed_priorities(report))


def printed_points(report: Report) -> Iterator[str]:
    for point in report.service_points:
        assert point.coverage
        shares = [
            f"{WORDS.share(e.estimate.estimate, *e.measured_together)}"
            f" {WORDS.interval(e.estimate.interval, *e.measured_together)}"
            for e in point.indices
            if e.estimate and e.estimate.estimate is not None and e.estimate.interval
        ]
        counted = f"{WORDS.number(point.responses)} {WORDS.number(point.coverage.cases)}"
        share = WORDS.share(point.coverage.share or 0)
        yield " ".join((point.id, *shares, counted, share))


def printed_levels(report: Report) -> Iterator[str]:
    for item in report.findings_of(ItemLevels):
        counts = [level.count for level in item.levels]
        cells = [f"{c} {WORDS.share(item.share_of(c) or 0)}" for c in counts if c is not None]
        yield " ".join((str(item.answered), *cells))


def printed_facts(report: Report) -> Iterator[str]:
    for fact in report.findings_of(Fact):
        for answer in fact.answers:
            cells = [] if answer.count is None else [WORDS.number(answer.count)]
            cells += [WORDS.end(answer.share)] if answer.share else []
            cells += [WORDS.interval(answer.interval)] if answer.interval else []
            yield " ".join(cells)


def printed_priorities(report: Report) -> Iterator[str]:
    for item in report.findings_of(Priority):
        assert item.not_satisfied is not None
        assert item.correlation is not None
        assert item.correlation_interval
        ends = (item.correlation_interval.low, item.correlation_interval.high)
        cells = [WORDS.number(number, 2) for number in (item.correlation, *ends)]
        yield " ".join((WORDS.number(item.not_satisfied), *cells))


def printed_standings(report: Report) -> Iterator[str]:
    for found in report.findings_of(UnitComparisons):
        for unit in found.units:
            test = unit.test
            if test and test.difference is not None and test.interval:
                reach = (test.interval.low, test.interval.high)
                cells = [WORDS.points(each) for each in (test.difference, *reach)]
                yield " ".join((unit.unit, *cells, WORDS.p_value(test.p_claim or 0)))


def test_every_finding_has_its_row_in_the_document(report: Report) -> None:
    rows = {
        (name, *row_numbers(row)) for name, t in tables(report) for g in t.groups for row in g.rows
    }
    # The numbers by which tables count their rows.
    rows |= {(name, *found[1:]) for name, *found in rows}
    expected = [(name, *numbers(words)) for name, words in printed(report)]

    assert {name for name, *_ in expected} == {
        *("service-points", "levels", "facts", "priorities", "standings")
    }
    assert [each for each in expected if each not in rows] == []


def test_the_formulas_have_their_results_side_by_side(report: Report) -> None:
    (table,) = (table for name, table in tables(report) if name == "formulas")
    rows = [row_numbers(row) for group in table.groups for row in group.rows]
    for index in report.findings_of(IndexFormulas):
        target = [] if index.target is None else [Decimal(str(index.target))]
        for row, figure in zip(rows, index.figures, strict=True):
            assert figure.estimate
            assert figure.estimate.estimate is not None
            assert figure.estimate.interval
            reach = figure.estimate.interval
            beside = (*target, figure.estimate.estimate, reach.low, reach.high)
            said = f"{WORDS.share(beside[len(target)], *beside)} {WORDS.interval(reach, *beside)}"
            assert " ".join(numbers(said)) in " ".join(row)


def values(report: Report) -> Iterator[float]:
    """Yield the numbers of the findings."""
    for item in report.findings_of(ItemLevels):
        yield from (each for each in (item.answered, *(lv.count for lv in item.levels)) if each)
        yield from (share for lv in item.levels if (share := item.share_of(lv.count)))
    for fact in report.findings_of(Fact):
        for answer in fact.answers:
            yield from [answer.count] if answer.count else []
            yield from (answer.interval.low, answer.interval.high) if answer.interval else []
    for index in report.findings_of(IndexFormulas):
        for figure in index.figures:
            if figure.estimate and figure.estimate.estimate:
                yield figure.estimate.estimate
    for item in report.findings_of(Priority):
        yield from [item.not_satisfied or 0, item.correlation or 0]
    for point in report.service_points:
        assert point.coverage
        yield from (point.responses, point.coverage.cases)


def differences(report: Report) -> Iterator[float]:
    found = [unit.test for each in report.findings_of(UnitComparisons) for unit in each.units]
    for each in (*filter(None, found), *report.findings_of(Change)):
        if each.difference is not None and each.interval:
            yield from (each.difference, each.interval.low, each.interval.high)


def is_there(number: float, found: set[float]) -> bool:
    return any(number == pytest.approx(each, rel=1e-9, abs=1e-12) for each in found)


def of_data(content: bytes) -> set[float]:
    rows = csv.DictReader(io.StringIO(content.decode(), newline=""))
    left_out = {"part_name", "questionnaire", "first_day", "last_day", "fingerprint"}
    cells = (cell for row in rows for name, cell in row.items() if name not in left_out)
    return {float(cell) for cell in cells if re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell)}


def of_json(content: bytes) -> set[float]:
    found: set[float] = set()
    for parse in ("parse_float", "parse_int"):
        json.loads(content, **{parse: lambda text: found.add(float(text))})
    return found


def of_workbook(content: bytes) -> set[float]:
    sheets = load_workbook(io.BytesIO(content))
    cells = (cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row)
    return {float(value) for value in cells if isinstance(value, int | float)}


@pytest.mark.parametrize(
    ("name", "read", "of_a_point"),
    [("data", of_data, 1), ("json", of_json, 1), ("xlsx", of_workbook, 100)],
)
def test_programs_find_every_number_of_the_findings(
    report: Report, name: str, read: object, of_a_point: int
) -> None:
    assert callable(read)
    found = read(FORMATS[name].write(report, "vi"))
    wanted = [*values(report), *(of_a_point * each for each in differences(report))]

    assert len(wanted) > 60
    assert [number for number in wanted if not is_there(number, found)] == []
