"""The different cells of columns whose meaning is not known yet, and what they look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from analysis.names import folded, name_in
from analysis.reading.judging_words import is_judging
from analysis.reading.meanings import IN_WORDS, WRONG, CodeOfCell
from analysis.reading.summaries import is_odd_number, is_signature, is_total
from analysis.reading.written_days import day_in
from analysis.texts import is_error_value
from questionnaires.checks import LONGEST_TEXT
from questionnaires.model import BLANK, NOT_APPLICABLE
from questionnaires.places import is_unfit

# Different cells of a column that are told; a column with more is no column of answers.
MOST_CELLS = 60
_MOST_PARTS = 10  # one in so many cells may be a sum or a mean below the answers
_BARE = {BLANK, NOT_APPLICABLE}


class Look(Enum):
    """What the cells of a column look like."""

    EMPTY = auto()
    DAYS = auto()
    RATINGS = auto()  # answers on a scale, in words or numbers
    FEW = auto()  # few different texts, such as names of places or answers of another kind
    MANY = auto()


@dataclass(frozen=True)
class DifferentCells:
    """How often each different cell stands in a column; no more than some are counted."""

    counts: Mapping[str, int]  # in the order of the file, spelt as first met
    is_whole: bool  # whether these are all that there are

    @classmethod
    def of(cls, cells: Mapping[str, int]) -> DifferentCells:
        """Return the cells of a column as they are written, without empty ones."""
        spelt, counts = dict[str, str](), Counter[str]()
        for cell, count in cells.items():
            if text := name_in(cell):
                counts[spelt.setdefault(folded(text), text)] += count
        return cls(counts, len(cells) <= MOST_CELLS)

    def look(self, code_of: CodeOfCell) -> Look:
        """Return what the cells look like; `code_of` knows the answers of the scale."""
        texts = [*self.counts]
        if not texts:
            return Look.EMPTY
        if self.mostly(day_in):
            return Look.DAYS
        if not self.is_whole:
            return Look.MANY
        return Look.RATINGS if self._are_ratings(code_of) else Look.FEW

    def mostly(self, found_in: Callable[[str], object | None]) -> bool:
        """Return whether something is found in four of five cells, and in one at least."""
        found = sum(found_in(text) is not None for text in self.counts)
        return bool(found) and 5 * found >= 4 * len(self.counts)

    def _are_ratings(self, code_of: CodeOfCell) -> bool:
        counts = {t: count for t, count in self.counts.items() if not self._is_nobodys(t)}
        if [*counts] == [str(number) for number in range(1, len(counts) + 1)]:
            # Rows that are numbered from 1 are no ratings.
            return set(counts.values()) != {1}
        rated = sum(
            count
            for text, count in counts.items()
            if is_judging(text) or (code_of[text] < WRONG and chr(code_of[text]) not in _BARE)
        )
        return 2 * rated >= sum(counts.values())

    def uncertain(self, code_of: CodeOfCell) -> list[str]:
        """Return the cells that are no answers, and bare numbers where others answer in words.

        Not those that belong to no person: totals, means, signatures, errors of a spreadsheet.
        """
        codes = {text: code_of[text] for text in self.counts if not self._is_nobodys(text)}
        has_words = any(
            IN_WORDS <= code < WRONG or (code >= WRONG and not text.isdecimal())
            for text, code in codes.items()
        )
        return [
            text
            for text, code in codes.items()
            if code >= WRONG or (has_words and _is_bare(text, code))
        ]

    @property
    def numbers(self) -> list[str]:
        """The cells that are whole numbers and nothing else."""
        return [text for text in self.counts if text.isdecimal() and not self._is_nobodys(text)]

    def _is_nobodys(self, text: str) -> bool:
        if len(text) > LONGEST_TEXT or any(map(is_unfit, text)):
            return True
        if is_odd_number(text):
            odd = sum(count for each, count in self.counts.items() if is_odd_number(each))
            return _MOST_PARTS * odd <= sum(self.counts.values())
        # "Trung bình" is what some call a mean, and others an answer.
        is_sum = is_total(text) and not is_judging(text)
        return is_sum or is_signature(text) or is_error_value(text)


def _is_bare(text: str, code: int) -> bool:
    """Return whether an answer is a number alone, that says nothing of which way a scale runs."""
    is_word = code >= IN_WORDS or any(map(str.isalpha, text))
    return not is_word and chr(code) not in _BARE


def cells_of_columns(
    rows: Iterable[Sequence[str]], columns: Iterable[int]
) -> dict[int, DifferentCells]:
    """Return the different cells of some columns, of rows as wide as they are."""
    counts: dict[int, dict[str, int]] = {column: {} for column in columns}
    for row in rows:
        for column, cells in counts.items():
            if column < len(row) and (cell := row[column]):
                if cell in cells:
                    cells[cell] += 1
                elif len(cells) <= MOST_CELLS:
                    cells[cell] = 1
    return {column: DifferentCells.of(cells) for column, cells in counts.items()}
