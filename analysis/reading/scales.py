"""Whether the answers on a scale tell which way it runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from analysis.reading.answers import AnswerColumn
from analysis.reading.faults import Fault, Message, listed
from analysis.reading.meanings import IN_WORDS, WRONG
from analysis.reading.rows import CountedRows
from questionnaires.model import QuestionKind, Scale


class _ItemColumn:
    """The answers to one item, those in words apart from bare numbers."""

    def __init__(self, column: AnswerColumn, scale: Scale, rows: CountedRows) -> None:
        self._column = column
        self.heading = column.heading
        codes = column.tagged_codes()
        counts = np.bincount(codes[rows.is_counted], minlength=WRONG)
        values = [choice.value for choice in scale.choices]
        self.numbers = {value for value in values if counts[ord(value)]}
        self.tells_direction = column.tells_direction
        self.words = {chr(code - IN_WORDS) for code in range(IN_WORDS, WRONG) if counts[code]}

    @property
    def is_mixed(self) -> bool:
        """Whether words and bare numbers stand here, and nothing tells which way these run."""
        return bool(self.words and self.numbers) and not self.tells_direction

    def number_rows(self, rows: CountedRows) -> list[int]:
        """Return the numbers of the rows that have a bare number."""
        return rows.where(np.isin(self._column.tagged_codes(), [*map(ord, self.numbers)]))


def faults_of_scale(
    scale: Scale, columns: Iterable[AnswerColumn], rows: CountedRows
) -> list[Fault]:
    """Return where words and bare numbers stand in one scale, so that its direction is unknown.

    Programs write the words of a scale that has some at its ends alone, and numbers between, which
    may run from the best to the worst. Such words and numbers may also stand in columns apart.
    Where a cell has number and words ("5 - Very satisfied"), the numbers run as ours do.
    """
    items = [
        _ItemColumn(column, scale, rows)
        for column in columns
        if column.question.kind is QuestionKind.ITEM
    ]
    words = set[str]().union(*(item.words for item in items))
    mixed = [item for item in items if item.is_mixed]
    tells_direction = any(item.tells_direction for item in items)
    if not (mixed or tells_direction) and _is_labelled_at_its_ends(scale, words, items):
        mixed = [item for item in items if item.numbers]
    numbers = ", ".join(sorted(set[str]().union(*(item.numbers for item in mixed))))
    return [
        Fault.of(
            Message.WORDS_AND_NUMBERS,
            item.heading,
            item.number_rows(rows),
            words=listed((each for each in scale.choices if each.value in words), "“{label}”"),
            numbers=numbers,
        )
        for item in mixed
    ]


def _is_labelled_at_its_ends(scale: Scale, words: set[str], items: Sequence[_ItemColumn]) -> bool:
    """Return whether the ends of the scale stand in words alone, and only they do."""
    numbers = set[str]().union(*(item.numbers for item in items))
    ends = {scale.choices[0].value, scale.choices[-1].value}
    return bool(words and numbers) and words <= ends and not numbers & ends
