"""What a report says, block by block: it knows no finding and no format.

A section makes it, a format prints it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True)
class Run:
    """Words that look alike; `language` is empty where it is that of the document."""

    text: str
    language: str = ""
    is_code: bool = False
    is_strong: bool = False


Text = str | Run | tuple[str | Run, ...]


def runs(text: Text) -> tuple[Run, ...]:
    """Return a text as its runs, for a format to print one after the other."""
    parts = text if isinstance(text, tuple) else (text,)
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


class Role(StrEnum):
    """What a paragraph is for."""

    PLAIN = "plain"
    NOTICE = "made-up"  # what nobody may overlook
    ABOUT = "about"  # below the title: of what, when and how many
    DOUBT = "first-doubt"  # to be read with what follows
    VERDICT = "said"  # in the largest letters
    SOURCE = "source"
    REMARK = "axis"  # below a table or a picture, in small letters
    SCALE = "axis scale"  # of pictures in the rows of the table above, where these are printed
    QUOTE = "note"  # lines of somebody else's
    BLANK = "blank"  # what the office writes in by hand, for formats that are edited or signed


@dataclass(frozen=True)
class Paragraph:
    """Text, each on a line of its own."""

    lines: tuple[Text, ...]
    role: Role = Role.PLAIN


@dataclass(frozen=True)
class Heading:
    """A heading below that of the section."""

    text: Text


@dataclass(frozen=True)
class Picture:
    """An SVG file and what it shows; no words for one that repeats the numbers beside it."""

    svg: bytes
    words: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list of sentences."""

    items: tuple[Text, ...]


@dataclass(frozen=True)
class Definitions:
    """Terms, and what is said of each."""

    entries: tuple[tuple[str, tuple[Paragraph, ...]], ...]


@dataclass(frozen=True)
class Cell:
    """A text with smaller notes below it, or a picture, or nothing."""

    text: Text = ""
    notes: tuple[Text, ...] = ()
    picture: Picture | None = None


Holds = Literal["words", "number", "interval", "count", "picture", "verdict"]


@dataclass(frozen=True)
class Column:
    """A column and its heading; where a table is too wide, its cells may carry its title."""

    heading: Text | Picture
    holds: Holds = "number"
    names_cells: bool = False


@dataclass(frozen=True)
class Row:
    """Cells; the first names the row. One that leads names those below it, too."""

    cells: tuple[Cell, ...]
    leads: bool = False
    is_marked: bool = False

    @classmethod
    def of(cls, *cells: Cell | Picture | Text, leads: bool = False, is_marked: bool = False) -> Row:
        """Return a row of cells, pictures and texts."""
        return cls(tuple(map(_cell, cells)), leads, is_marked)


def _cell(content: Cell | Picture | Text) -> Cell:
    if isinstance(content, Picture):
        return Cell(picture=content)
    return content if isinstance(content, Cell) else Cell(content)


@dataclass(frozen=True)
class RowGroup:
    """Rows below a title, which may be missing."""

    rows: tuple[Row, ...]
    title: str = ""


# How a table is laid out where it is too wide for a page.
Layout = Literal[
    "estimates",  # a picture of each row, its numbers around it
    "estimates labelled",  # the numbers below each other, each with its name
    "estimates formulas",  # long names, the numbers below them
    "fact",  # never too wide
]


@dataclass(frozen=True)
class Table:
    """Rows under columns; only its caption where it has no rows."""

    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    layout: Layout
    caption: Cell | None = None

    @classmethod
    def of(
        cls,
        columns: Sequence[Column],
        rows: Sequence[Row],
        layout: Layout,
        caption: Cell | None = None,
    ) -> Table:
        """Return a table of rows; cells beyond the columns are left out."""
        cut = tuple(replace(row, cells=row.cells[: len(columns)]) for row in rows)
        return cls(tuple(columns), (RowGroup(cut),) if cut else (), layout, caption)

    def without(self, holds: Holds) -> Table:
        """Return the table without the columns that hold something."""
        kept = [at for at, column in enumerate(self.columns) if column.holds != holds]
        groups = (
            replace(
                group,
                rows=tuple(
                    replace(row, cells=tuple(row.cells[at] for at in kept)) for row in group.rows
                ),
            )
            for group in self.groups
        )
        return replace(self, columns=tuple(self.columns[at] for at in kept), groups=tuple(groups))

    @classmethod
    def labelled(cls, titles: Sequence[str], groups: Iterable[RowGroup]) -> Table:
        """Return a table of numbers; where it is too wide each number has its title."""
        name, *others = titles
        columns = (Column(title, names_cells=True) for title in others)
        return cls((Column(name, "words"), *columns), tuple(groups), "estimates labelled")


@dataclass(frozen=True)
class Figure:
    """What belongs together, under the sentence that it comes to, which may be missing."""

    caption: Text
    blocks: tuple[Paragraph | Picture | Table, ...]


@dataclass(frozen=True)
class Card:
    """A verdict at the head of the report; `mark` is its name."""

    title: Text
    mark: str
    blocks: tuple[Paragraph | Picture, ...]


Block = Paragraph | Heading | Picture | Bullets | Definitions | Table | Figure | Card


class Part(StrEnum):
    """Where in a report a section stands, in this order."""

    FRONT = "front"  # the first two pages, for who reads no further
    BODY = "body"
    ANNEX = "annex"  # how, by what rule and from where


@dataclass(frozen=True)
class Section:
    """Blocks under a heading; `id` is unique and stays.

    `label` is its number in its chapter, "1.", or among the annexes, "Annex I".
    """

    id: str
    title: Text
    blocks: tuple[Block, ...]
    part: Part = Part.BODY
    label: str = ""


@dataclass(frozen=True)
class Chapter:
    """Sections under one of the headings of an official report; `label` is its number, "I."."""

    label: str
    title: str
    sections: tuple[Section, ...]

    @property
    def part(self) -> Part:
        """The part of the report that it belongs to, with all its sections."""
        return self.sections[0].part


@dataclass(frozen=True)
class Document:
    """A whole report; `name` is that of the office or file.

    `fingerprint` tells the report from every other one; formats carry it for programs to read.
    """

    language: str
    title: str
    name: str
    fingerprint: str | None
    notice: Paragraph | None
    about: Paragraph
    chapters: tuple[Chapter, ...]
    annexes: tuple[Section, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """Those of all chapters, and the annexes."""
        return (*(each for chapter in self.chapters for each in chapter.sections), *self.annexes)
