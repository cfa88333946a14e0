"""The blocks of a document, one after the other, in the styles of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from docx.document import Document as Made
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.text.paragraph import Paragraph as MadeParagraph

from analysis.report.document import (
    Block,
    Bullets,
    Card,
    Definitions,
    Figure,
    Heading,
    Paragraph,
    Picture,
    Role,
    Table,
    Text,
)
from analysis.report.formats.docx.pictures import add_picture
from analysis.report.formats.docx.tables import write_table
from analysis.report.formats.docx.texts import add_text, in_words

STYLES = {
    Role.PLAIN: "Body Text",
    Role.NOTICE: "Notice",
    Role.ABOUT: "About",
    Role.DOUBT: "Doubt",
    Role.VERDICT: "Verdict",
    Role.SOURCE: "Remark",
    Role.REMARK: "Remark",
    Role.QUOTE: "Quote",
    Role.BLANK: "Body Text",
}


_JUSTIFIED = frozenset({"Body Text", "Doubt", "Remark", "Quote"})
_LINES_TO_FILL_IN = 3


def write_blocks(made: Made, blocks: Iterable[Block], language: str) -> None:
    """Write blocks at the end of the file."""
    for block in blocks:
        _WRITERS[type(block)](made, block, language)


def _write_lines(made: Made, lines: Sequence[Text], style: str, language: str) -> None:
    paragraph = made.add_paragraph(style=style)
    if style in _JUSTIFIED and (len(lines) > 1 or "\n" in in_words(lines[0])):
        _align_lines(paragraph)
    for number, line in enumerate(lines):
        if number:
            paragraph.add_run().add_break()
        add_text(paragraph, line, language)


def _align_lines(paragraph: MadeParagraph) -> None:
    """Let lines that are broken by hand begin alike, and stretch none."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    of_style = paragraph.style.paragraph_format if paragraph.style else None
    if of_style and of_style.first_line_indent:
        paragraph.paragraph_format.left_indent = of_style.first_line_indent
        paragraph.paragraph_format.first_line_indent = Mm(0)


def _write_paragraph(made: Made, block: Paragraph, language: str) -> None:
    # It is of the pictures in rows, which are left out.
    if block.role is not Role.SCALE:
        _write_lines(made, block.lines, STYLES[block.role], language)

    if block.role is Role.BLANK:
        for _ in range(_LINES_TO_FILL_IN):
            made.add_paragraph("\t", style="Line To Fill In")


def _write_heading(made: Made, block: Heading, language: str) -> None:
    _write_lines(made, (block.text,), "Heading 3", language)


def _write_picture(made: Made, block: Picture, _language: str) -> None:
    add_picture(made.add_paragraph(style="Figure"), block)


def _write_bullets(made: Made, block: Bullets, language: str) -> None:
    for item in block.items:
        _write_lines(made, (item,), "List Bullet", language)


def _write_definitions(made: Made, block: Definitions, language: str) -> None:
    for term, paragraphs in block.entries:
        _write_lines(made, (term,), "Term", language)
        write_blocks(made, paragraphs, language)


def _write_figure(made: Made, block: Figure, language: str) -> None:
    if block.caption:
        _write_lines(made, (block.caption,), "Caption", language)
    write_blocks(made, block.blocks, language)


def _write_card(made: Made, block: Card, language: str) -> None:
    first = len(made.paragraphs)
    _write_lines(made, (block.title,), "Heading 3", language)
    write_blocks(made, block.blocks, language)
    for paragraph in made.paragraphs[first:-1]:
        paragraph.paragraph_format.keep_with_next = True


_WRITERS: dict[type, Callable[[Made, Any, str], None]] = {
    Paragraph: _write_paragraph,
    Heading: _write_heading,
    Picture: _write_picture,
    Bullets: _write_bullets,
    Definitions: _write_definitions,
    Table: write_table,
    Figure: _write_figure,
    Card: _write_card,
}
