"""A document of a report and the words around it -> the bytes of a file of Word."""

from __future__ import annotations

from docx.document import Document as Made

from analysis.report.document import Document, Section
from analysis.report.formats.docx.blocks import write_blocks
from analysis.report.formats.docx.contents import mark_headings, write_contents
from analysis.report.formats.docx.frame import write_head, write_signature
from analysis.report.formats.docx.package import describe, opened, packed, set_annex_word
from analysis.report.formats.docx.texts import add_text, in_words
from analysis.report.sections.official import Official


def written(document: Document, official: Official) -> bytes:
    """Return the file."""
    made = opened(document.language)
    write_head(made, official, document.language)
    _write_front(made, document)
    write_contents(made, document, official.contents_title)
    for chapter in document.chapters:
        add_text(made.add_paragraph(style="Heading 1"), chapter.title, document.language)
        for section in chapter.sections:
            _write_section(made, section, document.language)
    write_signature(made, official, document.language)
    for annex in document.annexes:
        _write_annex(made, annex, document.language)
    mark_headings(made)
    describe(made, document, official)
    return packed(made)


def _write_front(made: Made, document: Document) -> None:
    around = [document.notice, document.about]
    write_blocks(made, [block for block in around if block], document.language)


def _write_section(made: Made, section: Section, language: str) -> None:
    add_text(made.add_paragraph(style="Heading 2"), section.title, language)
    write_blocks(made, section.blocks, language)


def _write_annex(made: Made, annex: Section, language: str) -> None:
    """Write an annex on a page of its own; its number stands above its title."""
    set_annex_word(made, annex.label)
    heading = made.add_paragraph(style="Annex Heading")
    heading.add_run().add_break()
    heading.add_run(in_words(annex.title).upper())
    write_blocks(made, annex.blocks, language)
