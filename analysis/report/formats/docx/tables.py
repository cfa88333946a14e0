"""Tables: headings on every page, rows that stay whole, columns as wide as what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import combining, normalize

from docx.document import Document as Made
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as MadeTable
from docx.table import _Cell as MadeCell
from docx.table import _Row as MadeRow

from analysis.report.document import Cell, Column, Picture, Row, RowGroup, Table
from analysis.report.formats.docx.texts import add_text, in_words

WIDTH_MM = 165
# A table of more rows may end on another page than it begins on.
_MOST_TOGETHER = 14
_NARROWEST_MM, _NARROWEST_WORDS_MM = 12.0, 45.0
_CHARACTER_MM, _AROUND_MM = 1.9, 2.5
# Headings are bold; in Times letters differ in width, told in parts of the 11 points of a heading.
_EM_MM = 3.88
_NARROW = frozenset("fijlrst.,:;()[]-–/ ")
_NARROW_EM, _USUAL_EM, _CAPITAL_EM = 0.36, 0.53, 0.75
_LONGEST_UNBROKEN_NOTE, _OF_A_NOTE = 18, 0.85
_WORDS = "words"
_NUMBERS = frozenset({"number", "interval", "count"})


def write_table(made: Made, block: Table, language: str) -> None:
    """Write a table below its caption; pictures within rows, which repeat numbers, are left out."""
    shown = block.without("picture")
    if shown.caption:
        add_text(made.add_paragraph(style="Caption"), shown.caption.text, language)
        for note in shown.caption.notes:
            paragraph = made.add_paragraph(style="Remark")
            paragraph.paragraph_format.keep_with_next = True
            add_text(paragraph, note, language)
    if shown.groups:
        _write_rows(made.add_table(0, len(shown.columns), "Report Table"), shown, language)
        # Two tables without a paragraph between them would become one.
        made.add_paragraph(style="Gap")


def _write_rows(made: MadeTable, table: Table, language: str) -> None:
    made.autofit = False
    if table.caption:
        _describe(made, in_words(table.caption.text))
    # Every row that is added takes the widths of the columns.
    for column, width in zip(made.columns, column_widths(table), strict=True):
        column.width = Mm(width)
    _write_headings(made.add_row(), table.columns, language)
    for group in table.groups:
        _write_group(made, group, table.columns, language)
    _keep_together(list(made.rows))


def column_widths(table: Table) -> list[float]:
    """Return how wide each column is in millimetres; together they are as wide as the text.

    Where all that stands in them has not room, each gets what no word and no number of it is
    broken in, and those whose texts are longest get the rest.
    """
    least = [_least_width(table, at) for at in range(len(table.columns))]
    wished = [max(low, _wished_width(table, at)) for at, low in enumerate(least)]
    if sum(wished) > WIDTH_MM:
        wanting = [wish - low for wish, low in zip(wished, least, strict=True)]
        given = max(WIDTH_MM - sum(least), 0) / (sum(wanting) or 1)
        wished = [low + given * want for low, want in zip(least, wanting, strict=True)]
    return [width * WIDTH_MM / sum(wished) for width in wished]


def _least_width(table: Table, at: int) -> float:
    column, texts = table.columns[at], _texts(table, at)
    pieces = texts if column.holds in _NUMBERS else " ".join(texts).split()
    narrowest = _NARROWEST_WORDS_MM if column.holds == _WORDS else _NARROWEST_MM
    notes = _notes(table, at) if column.holds in _NUMBERS else []
    return max(narrowest, _width(pieces), _heading_width(column), _OF_A_NOTE * _width(notes))


def _heading_width(column: Column) -> float:
    """Return the width in which no word of a heading is broken."""
    widest = max(map(_bold_width, _heading(column).split()), default=0.0)
    return widest * _EM_MM + _AROUND_MM


def _bold_width(word: str) -> float:
    letters = (letter for letter in normalize("NFD", word) if not combining(letter))
    return sum(
        _NARROW_EM if letter in _NARROW else _CAPITAL_EM if _is_wide(letter) else _USUAL_EM
        for letter in letters
    )


def _is_wide(letter: str) -> bool:
    return letter.isupper() or letter in "mw%"


def _wished_width(table: Table, at: int) -> float:
    """Return the width in which no cell is broken, but no more than half of the table.

    A heading is not to be higher than two lines either.
    """
    longest = max(_width(_texts(table, at)), _low_heading_width(table.columns[at]))
    return min(longest, WIDTH_MM / 2)


def _low_heading_width(column: Column) -> float:
    """Return the width in which a heading has at most two lines."""
    words = _heading(column).split()
    splits = (
        max(_bold_width(" ".join(words[:at])), _bold_width(" ".join(words[at:])))
        for at in range(1, len(words) + 1)
    )
    return min(splits, default=0.0) * _EM_MM + _AROUND_MM


def _texts(table: Table, at: int) -> list[str]:
    rows = [row for group in table.groups for row in group.rows]
    return [in_words(cell.text) for row in rows for cell in row.cells[at : at + 1]]


def _notes(table: Table, at: int) -> list[str]:
    """Return what stands in small letters below the numbers of a column, and is not too long."""
    rows = [row for group in table.groups for row in group.rows]
    notes = [note for row in rows for cell in row.cells[at : at + 1] for note in cell.notes]
    return [words for words in map(in_words, notes) if len(words) <= _LONGEST_UNBROKEN_NOTE]


def _width(pieces: Iterable[str]) -> float:
    return max(map(len, pieces), default=0) * _CHARACTER_MM + _AROUND_MM


def _heading(column: Column) -> str:
    heading = column.heading
    return heading.words if isinstance(heading, Picture) else in_words(heading)


def _write_headings(row: MadeRow, columns: Sequence[Column], language: str) -> None:
    """Write the headings, which are repeated on every page that the table reaches."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, column in zip(row.cells, columns, strict=True):
        cell.paragraphs[0].style = "Table Heading"
        heading = column.heading
        words = heading.words if isinstance(heading, Picture) else heading
        add_text(cell.paragraphs[0], words, language)


def _write_group(
    made: MadeTable, group: RowGroup, columns: Sequence[Column], language: str
) -> None:
    if group.title:
        cells = made.add_row().cells
        merged = cells[0].merge(cells[-1])
        _write_cell(merged, Cell(group.title), "Table Text", language, is_strong=True)
        merged.paragraphs[0].paragraph_format.keep_with_next = True
    for row in group.rows:
        _write_row(made.add_row(), row, columns, language)


def _write_row(made: MadeRow, row: Row, columns: Sequence[Column], language: str) -> None:
    is_strong = row.leads or row.is_marked
    for cell, content, column in zip(made.cells, row.cells, columns, strict=False):
        style = "Table Number" if column.holds in _NUMBERS else "Table Text"
        _write_cell(cell, content, style, language, is_strong=is_strong)


def _write_cell(
    cell: MadeCell, content: Cell, style: str, language: str, *, is_strong: bool
) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    add_text(paragraph, content.text, language)
    for run in paragraph.runs:
        run.bold = run.bold or is_strong or None
    for note in content.notes:
        below = cell.add_paragraph(style="Table Note")
        below.alignment = paragraph.style.paragraph_format.alignment
        add_text(below, note, language)


def _keep_together(rows: Sequence[MadeRow]) -> None:
    """Let no page end in a short table, or before the last row of a long one."""
    for row in rows:
        keep_whole(row)
    for row in rows[:-1] if len(rows) <= _MOST_TOGETHER else rows[-2:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def keep_whole(row: MadeRow) -> None:
    """Let no page end within a row."""
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _describe(made: MadeTable, words: str) -> None:
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), words)
    made._tbl.tblPr.append(described)
