"""What a mapping file says of a table: a value, told wherever a report says where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from questionnaires.model import Questionnaire

# Stands for all items, which share a scale.
SCALE = "scale"


class Confirmed(StrEnum):
    """What looks wrong in a table, and of which the office says that it is right."""

    UNDATED = "undated"  # rows without a day or number are responses
    DAYS = "days"  # days are as they are written


@dataclass(frozen=True)
class MappedColumn:
    """What one column is.

    Attributes
    ----------
    heading : str
        As the mapping has it.
    holds : str or None
        The id of a question or the name of a column; None for one that is not read.
    line : int
        Of the mapping.
    """

    heading: str
    holds: str | None
    line: int


@dataclass(frozen=True)
class MappedCell:
    """Which answer one cell is.

    Attributes
    ----------
    question : str
        The id of a question, or ``scale`` for all items.
    cell, answer : str
        The cell as it is written, and the code of the answer.
    """

    question: str
    cell: str
    answer: str


@dataclass(frozen=True)
class ColumnMapping:
    """What a mapping file says of a table.

    Attributes
    ----------
    name, sha256 : str
        Of the mapping file; the hash in hexadecimal.
    sheet : str or None
        The sheet of a workbook; None where none is named.
    columns : tuple of MappedColumn
    answers : tuple of MappedCell
    not_asked : tuple of str
        Ids of items that nobody was asked.
    confirmed : tuple of Confirmed
        What looks wrong and is right.
    """

    name: str
    sha256: str
    sheet: str | None
    columns: tuple[MappedColumn, ...]
    answers: tuple[MappedCell, ...] = ()
    not_asked: tuple[str, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()

    def meanings(self, questionnaire: Questionnaire) -> Mapping[str, Mapping[str, str]]:
        """Return by the id of a question the answers that cells are."""
        meanings: dict[str, dict[str, str]] = {}
        for each in self.answers:
            for question in questions_of(each.question, questionnaire):
                meanings.setdefault(question, {})[each.cell] = each.answer
        return meanings


def questions_of(name: str, questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the ids of the questions that a name in a mapping stands for."""
    return tuple(item.id for item in questionnaire.items) if name == SCALE else (name,)
