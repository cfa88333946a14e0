"""What stands above and below a report, laid out as Decree 30/2020/NĐ-CP wants it."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as Made
from docx.shared import Length, Mm, Pt
from docx.table import Table
from docx.table import _Cell as MadeCell
from docx.text.paragraph import Paragraph

from analysis.report.document import Text, runs
from analysis.report.formats.docx.tables import keep_whole
from analysis.report.formats.docx.texts import add_text
from analysis.report.sections.official import Official

_AGENCY_MM, _NATION_MM = 62, 103
_RECIPIENTS_MM, _SIGNATURE_MM = 80, 85
# What is left free on both sides of a line, so that it is as long as the decree wants.
_BESIDE_AGENCY_LINE_MM, _BESIDE_MOTTO_LINE_MM, _BESIDE_SUBJECT_LINE_MM = 18, 21, 57
_SMALLER = Pt(12)
_LINES_TO_SIGN = 4


def write_head(made: Made, official: Official, language: str) -> None:
    """Write who reports, under which number, where and when, and what it is."""
    head = _two_columns(made, 2, _AGENCY_MM, _NATION_MM)
    agency, nation = (_Lines(cell, language) for cell in head.row_cells(0))
    agency.add(official.superior, _SMALLER)
    agency.add(official.agency, _SMALLER, is_bold=True)
    agency.add_line(_BESIDE_AGENCY_LINE_MM)
    for line, size in zip(official.nation, (_SMALLER, None), strict=False):
        nation.add(line, size, is_bold=True)
    if official.nation:
        nation.add_line(_BESIDE_MOTTO_LINE_MM)
    number, place = (_Lines(cell, language) for cell in head.row_cells(1))
    number.add(official.number)
    place.add(official.place_and_day, is_italic=True)
    _write_title(made, official)
    _write_addressees(made, official, language)


def _write_title(made: Made, official: Official) -> None:
    made.add_paragraph(official.kind, style="Title")
    made.add_paragraph(official.subject, style="Subtitle")
    made.add_paragraph(official.period, style="Subtitle")
    _leave_free(made.add_paragraph(style="Letterhead Line"), _BESIDE_SUBJECT_LINE_MM)


def _write_addressees(made: Made, official: Official, language: str) -> None:
    title, lines = official.addressees_title, official.addressees
    if len(lines) == 1:
        add_text(made.add_paragraph(style="Addressed To"), (title, " ", *runs(lines[0])), language)
    elif lines:
        made.add_paragraph(title, style="Addressed To")
        for line in lines:
            add_text(made.add_paragraph(style="Addressee"), line, language)


def write_signature(made: Made, official: Official, language: str) -> None:
    """Write to whom the report is sent, and the place to sign it."""
    # Nobody signs a page that says nothing.
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    made.add_paragraph(style="Letterhead").paragraph_format.keep_with_next = True
    foot = _two_columns(made, 1, _RECIPIENTS_MM, _SIGNATURE_MM)
    left, right = (_Lines(cell, language) for cell in foot.row_cells(0))
    left.add(official.recipients_title, style="Recipients Title")
    for recipient in official.recipients:
        left.add(recipient, style="Recipients")
    for line in official.signature:
        right.add(line, is_bold=True)
    for _ in range(_LINES_TO_SIGN):
        right.add("")
    right.add(official.signer, is_bold=True)
    keep_whole(foot.rows[0])


def _two_columns(made: Made, rows: int, *widths_mm: int) -> Table:
    table: Table = made.add_table(rows, len(widths_mm))
    table.autofit = False
    # One word processor reads the width of the column, another that of each cell.
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


@dataclass
class _Lines:
    """Paragraphs of a cell, one after the other."""

    cell: MadeCell
    language: str
    is_begun: bool = False

    def add(
        self,
        text: Text,
        size: Length | None = None,
        style: str = "Letterhead",
        *,
        is_bold: bool = False,
        is_italic: bool = False,
    ) -> None:
        paragraph = self._next(style)
        add_text(paragraph, text, self.language)
        for run in paragraph.runs:
            run.font.size = size
            run.bold = is_bold or None
            run.italic = is_italic or None

    def add_line(self, beside_mm: int) -> None:
        """Add a line with so much free on both sides."""
        _leave_free(self._next("Letterhead Line"), beside_mm)

    def _next(self, style: str) -> Paragraph:
        # A cell is never without a paragraph.
        added: Paragraph
        added = self.cell.add_paragraph() if self.is_begun else self.cell.paragraphs[0]
        added.style = style
        self.is_begun = True
        return added


def _leave_free(paragraph: Paragraph, beside_mm: int) -> None:
    paragraph.paragraph_format.left_indent = Mm(beside_mm)
    paragraph.paragraph_format.right_indent = Mm(beside_mm)
