"""A column of answers to one question: codes or labels, in any language of the questionnaire."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.names import folded
from analysis.reading.blocks import Block
from analysis.reading.faults import Fault, Message
from analysis.reading.programs import MADE_UP_CODE, NOT_ASKED
from analysis.responses import Answers
from analysis.texts import unguarded
from questionnaires.composing import without_shapeless
from questionnaires.model import BLANK, Question

# Bytes that no packed response has stand for cells that mean nothing, until the end of the file.
_UNKNOWN = 255
_TWO_MEANINGS = 254


class _CodeOfCell(dict[str, int]):
    """Cell as written -> code of the answer; each different cell is thought about once."""

    def __init__(self, question: Question) -> None:
        super().__init__({"": ord(BLANK), BLANK: ord(BLANK)})
        self._codes = {choice.value: ord(choice.value) for choice in question.choices}
        self._labels: dict[str, int] = {}
        for choice in question.choices:
            for label in choice.label.texts.values():
                code = self._labels.setdefault(folded(label), ord(choice.value))
                if code != ord(choice.value):
                    self._labels[folded(label)] = _TWO_MEANINGS
        # LimeSurvey's code of yes and no.
        self._labels |= {
            word[0]: self._labels[word] for word in ("yes", "no") if word in self._labels
        }

    def __missing__(self, cell: str) -> int:
        text = unguarded(without_shapeless(cell).strip())
        self[cell] = self._code(text) if text else ord(BLANK)
        return self[cell]

    def _code(self, text: str) -> int:
        codes = (self._codes.get(text), self._labels.get(folded(text)))
        meanings = {code for code in codes if code is not None}
        if not meanings:
            return ord(BLANK) if text.casefold() == NOT_ASKED else _UNKNOWN
        return meanings.pop() if len(meanings) == 1 else _TWO_MEANINGS


class AnswerColumn:
    """Reads the cells of one question."""

    def __init__(self, question: Question, heading: str) -> None:
        self._question = question
        self._heading = heading
        self._code_of = _CodeOfCell(question)
        # One byte of UTF-8 that is a text of its own is ASCII; 0 stands for an empty cell.
        cells = ["", *map(chr, range(1, 128))]
        self._code_of_byte = np.array([self._code_of[cell] for cell in cells], np.uint8)
        self._chunks: list[Answers] = []
        self._taken = 0
        self._wrong: dict[tuple[str, int], list[int]] = {}

    def take(self, cells: Sequence[str]) -> None:
        """Read the next cells."""
        codes = np.frombuffer(bytes(map(self._code_of.__getitem__, cells)), np.uint8)
        self._keep(codes, cells.__getitem__)

    def take_block(self, block: Block, index: int) -> None:
        """Read the next cells from a column of a block."""
        single = block.single_bytes(index)
        if single is None:
            self.take(block.texts(index))
        else:
            self._keep(np.take(self._code_of_byte, single), lambda row: chr(single[row]))

    def _keep(self, codes: Answers, cell_of: Callable[[int], str]) -> None:
        for row in np.flatnonzero(codes >= _TWO_MEANINGS).tolist():
            wrong = (cell_of(row).strip(), int(codes[row]))
            self._wrong.setdefault(wrong, []).append(self._taken + row)
        self._chunks.append(codes)
        self._taken += len(codes)

    def codes(self) -> Answers:
        """Return the codes of all answers, shape (n,)."""
        return np.concatenate(self._chunks)

    def faults(self, rows: NDArray[np.int64]) -> list[Fault]:
        """Return each text that is no answer, with the rows that have it."""
        return [
            self._fault(text, code, rows[indices].tolist())
            for (text, code), indices in self._wrong.items()
        ]

    def _fault(self, text: str, code: int, rows: Sequence[int]) -> Fault:
        if code == _TWO_MEANINGS:
            return Fault.of(Message.TWO_MEANINGS, self._heading, rows, value=text)
        if MADE_UP_CODE.fullmatch(text):
            return Fault.of(Message.MADE_UP_CODE, self._heading, rows, value=text)
        known = ", ".join(f"{choice.value} ({choice.label})" for choice in self._question.choices)
        return Fault.of(Message.UNKNOWN_ANSWER, self._heading, rows, value=text, known=known)
