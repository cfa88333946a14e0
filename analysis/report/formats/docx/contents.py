"""The contents: a field that the word processor renews, filled in with the headings.

Besides the page's number it is the only field, and asks for nothing when the file is opened. Only
a word processor knows on which page a heading stands: the numbers come when the field is renewed,
and until then each line leads to its heading.
"""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document as Made
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from analysis.report.document import Document, Table, Text, runs
from analysis.report.formats.docx.texts import add_text

# What is shorter is seen through without.
_FEWEST_SECTIONS = 8
# So many rows fill so many pages that each section is worth a line.
_MANY_ROWS = 100
_HEADINGS = frozenset({"Heading 1", "Heading 2", "Annex Heading"})


def write_contents(made: Made, document: Document, title: str) -> None:
    """Write the contents of a report that is not short."""
    if len(document.sections) < _FEWEST_SECTIONS:
        return
    depth = 2 if _rows_of(document) > _MANY_ROWS else 1
    made.add_paragraph(title, style="TOC Heading")
    begin = made.add_paragraph(style="toc 1")
    _add_mark(begin, "begin")
    asked = OxmlElement("w:instrText")
    asked.text = f'TOC \\o "1-{depth}" \\h \\z \\u'
    begin.add_run()._r.append(asked)
    _add_mark(begin, "separate")
    line = begin
    for number, (level, heading) in enumerate(_headings(document)):
        if level <= depth:
            line = made.add_paragraph(style=f"toc {level}") if number else begin
            _add_link(line, number, heading, document.language)
    _add_mark(line, "end")


def mark_headings(made: Made) -> None:
    """Let the lines of the contents lead to the headings, which are in the same order."""
    headings = (each for each in made.paragraphs if each.style and each.style.name in _HEADINGS)
    for number, heading in enumerate(headings):
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:name"), _bookmark(number))
        for mark in (start, end):
            mark.set(qn("w:id"), str(number))
        heading._p.insert_element_before(start, "w:r")
        heading._p.append(end)


def _headings(document: Document) -> Iterator[tuple[int, Text]]:
    """Yield each heading with its level."""
    for chapter in document.chapters:
        yield 1, f"{chapter.label} {chapter.title}"
        for section in chapter.sections:
            yield 2, (f"{section.label} ", *runs(section.title))
    for annex in document.annexes:
        yield 1, (f"{annex.label}. ", *runs(annex.title))


def _rows_of(document: Document) -> int:
    sections = (section for chapter in document.chapters for section in chapter.sections)
    blocks = (block for section in sections for block in section.blocks)
    parts = (part for block in blocks for part in (block, *getattr(block, "blocks", ())))
    tables = (part for part in parts if isinstance(part, Table))
    return sum(len(group.rows) for table in tables for group in table.groups)


def _add_link(line: Paragraph, number: int, heading: Text, language: str) -> None:
    """Add words that lead to a heading of the same document."""
    before = len(line.runs)
    add_text(line, heading, language)
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), _bookmark(number))
    added = line.runs[before:]
    added[0]._r.addprevious(link)
    for run in added:
        link.append(run._r)


def _add_mark(line: Paragraph, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    line.add_run()._r.append(mark)


def _bookmark(number: int) -> str:
    return f"_Toc{number + 1}"
