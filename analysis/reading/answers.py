"""A column of answers to one question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from analysis.reading.cells import ColumnCells
from analysis.reading.damaged_letters import damage_of
from analysis.reading.faults import Fault, Message, listed
from analysis.reading.meanings import CONTRADICTION, IN_WORDS, TWO_MEANINGS, WRONG, CodeOfCell
from analysis.reading.programs import MADE_UP_CODE
from analysis.reading.rows import CountedRows
from analysis.responses import Answers
from analysis.texts import is_error_value
from questionnaires.model import NOT_APPLICABLE, Question

_WITHOUT_TAG = np.array(
    [code if code >= WRONG else code % IN_WORDS for code in range(256)], np.uint8
)


class AnswerColumn:
    """Reads the cells of one question."""

    def __init__(
        self, question: Question, heading: str, meanings: Mapping[str, str] | None = None
    ) -> None:
        self.question = question
        self.heading = heading
        self._code_of = CodeOfCell(question, meanings)
        self._chunks: list[Answers] = []
        self._taken = 0
        self._wrong: dict[tuple[str, int], list[int]] = {}

    def take(self, cells: ColumnCells) -> None:
        """Read the next cells."""
        codes = np.array([self._code_of[cell] for cell in cells.different], np.uint8)
        of_rows = np.take(codes, cells.which)
        if (codes >= WRONG).any():
            for row in np.flatnonzero(of_rows >= WRONG).tolist():
                wrong = (cells.different[cells.which[row]].strip(), int(of_rows[row]))
                self._wrong.setdefault(wrong, []).append(self._taken + row)
        self._chunks.append(of_rows)
        self._taken += len(of_rows)

    def codes(self) -> Answers:
        """Return the codes of all answers, shape (n,)."""
        codes: Answers = np.take(_WITHOUT_TAG, self.tagged_codes())
        return codes

    def tagged_codes(self) -> Answers:
        """Return the same with those marked that were given in words, shape (n,)."""
        self._chunks = [np.concatenate(self._chunks)]
        return self._chunks[0]

    @property
    def tells_direction(self) -> bool:
        """Whether a cell with number and words shows which way the numbers of the scale run."""
        return self._code_of.tells_direction

    def zeros(self, rows: CountedRows) -> list[int]:
        """Return the numbers of the rows where a bare 0 may stand for “does not apply”.

        Under the id of the question our codes stand, and a 0 is certain.
        """
        if self.heading == self.question.id or not self._code_of.has_zero:
            return []
        return rows.where(self.tagged_codes() == ord(NOT_APPLICABLE))

    def wrong_rows(self, is_meant: Callable[[str], bool]) -> list[int]:
        """Return the indices of the rows whose cell is no answer but a text that is meant."""
        found = (rows for (text, _), rows in self._wrong.items() if is_meant(text))
        return [row for rows in found for row in rows]

    def faults(self, rows: CountedRows) -> list[Fault]:
        """Return each text that is no answer, with the rows that have it and count."""
        numbers = {wrong: rows.at(indices) for wrong, indices in self._wrong.items()}
        return [self._fault(*wrong, found) for wrong, found in numbers.items() if found]

    def _fault(self, text: str, code: int, rows: Sequence[int]) -> Fault:
        if is_error_value(text):
            return Fault.of(Message.ERROR_VALUE, self.heading, rows, value=text)
        if code == TWO_MEANINGS:
            return Fault.of(Message.TWO_MEANINGS, self.heading, rows, value=text)
        if code == CONTRADICTION:
            return Fault.of(Message.CONTRADICTION, self.heading, rows, value=text)
        if MADE_UP_CODE.fullmatch(text):
            return Fault.of(Message.MADE_UP_CODE, self.heading, rows, value=text)
        damage = damage_of(text)
        if damage:
            return Fault.of(damage, self.heading, rows, value=text)
        known = listed(self.question.choices)
        return Fault.of(Message.UNKNOWN_ANSWER, self.heading, rows, value=text, known=known)
