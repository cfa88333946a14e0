"""What a report says, block by block: it knows no finding and no format.

A section makes it, a format prints it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


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
    QUOTE = "note"  # lines of somebody else's


@dataclass(frozen=True)
class Paragraph:
    """Text, each on a line of its own."""

    kind: ClassVar = "paragraph"
    lines: tuple[Text, ...]
    role: Role = Role.PLAIN


@dataclass(frozen=True)
class Heading:
    """A heading below that of the section."""

    kind: ClassVar = "heading"
    text: Text


@dataclass(frozen=True)
class Picture:
    """An SVG file and what it shows; no words for one that repeats the numbers beside it."""

    kind: ClassVar = "picture"
    svg: bytes
    words: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list of sentences."""

    kind: ClassVar = "bullets"
    items: tuple[Text, ...]


@dataclass(frozen=True)
class Definitions:
    """Terms, and what is said of each."""

    kind: ClassVar = "definitions"
    entries: tuple[tuple[str, tuple[Paragraph, ...]], ...]


@dataclass(frozen=True)
class Cell:
    """A text with smaller notes below it, or a picture, or nothing."""

    text: Text = ""
    notes: tuple[Text, ...] = ()
    picture: Picture | None = None


class Holds(StrEnum):
    """What a column holds."""

    WORDS = "words"
    NUMBER = "number"
    INTERVAL = "interval"
    COUNT = "count"
    PICTURE = "picture"
    VERDICT = "verdict"


@dataclass(frozen=True)
class Column:
    """A column and its heading; where a table is too wide, its cells may carry its title."""

    heading: Cell
    holds: Holds = Holds.NUMBER
    names_cells: bool = False


@dataclass(frozen=True)
class Row:
    """Cells; the first names the row. One that leads names those below it, too."""

    cells: tuple[Cell, ...]
    leads: bool = False
    is_marked: bool = False


@dataclass(frozen=True)
class RowGroup:
    """Rows below a title, which may be missing."""

    rows: tuple[Row, ...]
    title: str = ""


class Layout(StrEnum):
    """How a table is laid out where it is too wide for a page."""

    ESTIMATES = "estimates"  # a picture of each row, its numbers around it
    LABELLED = "estimates labelled"  # the numbers below each other, each with its name
    FORMULAS = "estimates formulas"  # long names, the numbers below them
    NARROW = "fact"  # never too wide


@dataclass(frozen=True)
class Table:
    """Rows under columns; only its caption where it has no rows."""

    kind: ClassVar = "table"
    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    layout: Layout
    caption: Cell | None = None


@dataclass(frozen=True)
class Figure:
    """What belongs together, under the sentence that it comes to."""

    kind: ClassVar = "figure"
    caption: Text
    blocks: tuple[Paragraph | Picture | Table, ...]


@dataclass(frozen=True)
class Card:
    """A verdict at the head of the report; `mark` is its name."""

    kind: ClassVar = "card"
    title: Text
    mark: str
    blocks: tuple[Paragraph | Picture, ...]


Block = Paragraph | Heading | Picture | Bullets | Definitions | Table | Figure | Card


@dataclass(frozen=True)
class Section:
    """Blocks under a heading; `id` is unique and stays."""

    id: str
    title: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A whole report; `name` is that of the office or file, `head` stands around the title."""

    language: str
    title: str
    name: str
    notice: Paragraph | None
    about: Paragraph
    sections: tuple[Section, ...]
