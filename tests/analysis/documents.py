"""What a report says, as tests read it: the sections of its document."""

from analysis.report import document
from analysis.report.document import Paragraph, Picture, Role, Section, Table, Text, runs
from analysis.report.model import Report
from analysis.report.sections import document_of


def plain(text: Text) -> str:
    """Return the words of a text."""
    return "".join(run.text for run in runs(text))


def section_of(report: Report, name: str, language: str = "en") -> Section | None:
    """Return the section of this id; None where the report has none."""
    sections = document_of(report, language).sections
    return next((section for section in sections if section.id == name), None)


def first_part(report: Report, name: str, language: str = "en") -> list[object]:
    """Return the blocks of a section's first index, in order, those of its figure among them."""
    section = section_of(report, name, language)
    assert section
    blocks = section.blocks
    headings = [i for i, block in enumerate(blocks) if isinstance(block, document.Heading)]
    if headings:
        blocks = blocks[headings[0] + 1 : [*headings, len(blocks)][1]]
    return [part for block in blocks for part in (block, *getattr(block, "blocks", ()))]


def caption(blocks: list[object]) -> str:
    """Return the sentence of the first figure."""
    return next(plain(block.caption) for block in blocks if isinstance(block, document.Figure))


def sentences(blocks: list[object]) -> list[str]:
    """Return the paragraphs that are no remarks below a table or a picture."""
    return [
        "\n".join(map(plain, block.lines))
        for block in blocks
        if isinstance(block, Paragraph) and block.role not in {Role.REMARK, Role.SCALE}
    ]


def pictures(blocks: list[object]) -> list[Picture]:
    """Return the pictures that are not in tables."""
    return [block for block in blocks if isinstance(block, Picture)]


def table(blocks: list[object]) -> Table:
    """Return the first table."""
    return next(block for block in blocks if isinstance(block, Table))


def rows(found: Table) -> list[list[str]]:
    """Return the words of each row's cells, without the notes."""
    return [
        [plain(cell.text) for cell in row.cells] for group in found.groups for row in group.rows
    ]
