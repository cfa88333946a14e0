"""Rows of text, some thousands at a time, become columns of codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.caveats import Caveat, CaveatCode, names_joined, other_questionnaires
from analysis.reading.answers import AnswerColumn
from analysis.reading.blocks import Block
from analysis.reading.columns import DayColumn, LabelColumn
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.headings import DAY, MADE_UP, QUESTIONNAIRE, Columns
from analysis.reading.scales import faults_of_scale
from analysis.reading.text_tables import Piece, Rows
from analysis.responses import Responses, blank_answers
from analysis.texts import unguarded
from questionnaires.model import Questionnaire


@dataclass(frozen=True)
class Reading:
    """The responses of a file, and what else is worth knowing about it."""

    responses: Responses
    caveats: tuple[Caveat, ...]  # what was not read, left out or assumed
    columns: Columns  # which column was read as what


class _RowFilter:
    """Lets through the rows of this questionnaire, and remembers what it did not let through."""

    def __init__(self, name: str, columns: Columns) -> None:
        self._name = name
        self._width = len(columns.headings)
        self._index = columns.known.get(QUESTIONNAIRE)
        self._ragged: dict[int, list[int]] = {}
        self._numbers: list[NDArray[np.int64]] = []
        self.others: Counter[str] = Counter()

    @property
    def numbers(self) -> NDArray[np.int64]:
        """The number in the file of each row let through."""
        return np.concatenate([np.zeros(0, np.int64), *self._numbers])

    def passed(self, first: int, rows: Rows) -> Rows:
        """Return the rows that are responses; `first` is the number of the first one."""
        whole = [self._is_whole(number, row) for number, row in enumerate(rows, start=first)]
        indices = np.flatnonzero(whole)
        if self._index is not None:
            indices = indices[self._are_ours([rows[index][self._index] for index in indices])]
        self._numbers.append(indices + first)
        return rows if len(indices) == len(rows) else [rows[index] for index in indices]

    def passed_block(self, first: int, block: Block) -> Block:
        """Return the rows of a block that are responses; `first` is the number of the first one."""
        indices = np.flatnonzero(block.has_text)
        if self._index is not None and len(indices):
            indices = indices[self._are_ours(block.selected(indices).texts(self._index))]
        self._numbers.append(indices + first)
        return block.selected(indices)

    def _is_whole(self, number: int, row: Sequence[str]) -> bool:
        if any(row) and len(row) != self._width:
            self._ragged.setdefault(len(row), []).append(number)
        return any(row) and len(row) == self._width

    def _are_ours(self, names: Sequence[str]) -> NDArray[np.bool_]:
        """Return whether each name is ours; each different one is thought about once."""
        ours: dict[str, bool] = {}
        for cell, count in Counter(names).items():
            name = unguarded(cell.strip())
            ours[cell] = name in {"", self._name}
            if not ours[cell]:
                self.others[name] += count
        if all(ours.values()):
            return np.ones(len(names), np.bool_)
        return np.array([ours[name] for name in names])

    def faults(self) -> list[Fault]:
        """Return the rows of another width, or that no row was let through at all."""
        ragged = [
            Fault.of(Message.RAGGED, rows=rows, found=str(width), expected=str(self._width))
            for width, rows in self._ragged.items()
        ]
        if ragged or len(self.numbers):
            return ragged
        if not self.others:
            return [Fault.of(Message.NO_RESPONSES)]
        names = ", ".join(sorted(self.others))
        return [Fault.of(Message.OTHER_QUESTIONNAIRE, questionnaire=self._name, found=names)]


class AnswerTable:
    """Takes rows as they are read; gives responses, or everything that is wrong with them."""

    def __init__(self, questionnaire: Questionnaire, columns: Columns) -> None:
        self.columns = columns
        self._questionnaire = questionnaire
        self._rows = _RowFilter(questionnaire.name, columns)
        known, headings = columns.known, columns.headings
        self._answers = {
            name: AnswerColumn(questionnaire.question(name), headings[index])
            for name, index in columns.questions.items()
        }
        self._labels = {
            name: LabelColumn(headings[index])
            for name, index in known.items()
            if name not in {DAY, QUESTIONNAIRE}
        }
        self._days = DayColumn(headings[known[DAY]]) if DAY in known else None

    def add(self, piece: Piece) -> None:
        """Take some rows of the file."""
        first, rows = piece
        if isinstance(rows, Block):
            self._add_block(first, rows)
        else:
            self._add_rows(first, rows)

    def _add_rows(self, first: int, rows: Rows) -> None:
        passed = self._rows.passed(first, rows)
        if passed:
            cells = list(zip(*passed, strict=True))
            for index, column in self._indexed():
                column.take(cells[index])

    def _add_block(self, first: int, block: Block) -> None:
        passed = self._rows.passed_block(first, block)
        if len(passed):
            for index, column in self._indexed():
                column.take_block(passed, index)

    def _indexed(self) -> list[tuple[int, AnswerColumn | LabelColumn | DayColumn]]:
        known = self.columns.known
        return [
            *((self.columns.questions[name], column) for name, column in self._answers.items()),
            *((known[name], column) for name, column in self._labels.items()),
            *([] if self._days is None else [(known[DAY], self._days)]),
        ]

    def reading(self, name: str, faults: Sequence[Fault]) -> Reading:
        """Return the responses of the file `name`; raise FaultyData with its other faults first."""
        faults = [*faults, *self._faults()]
        if faults:
            raise FaultyData(name, faults)
        count = len(self._rows.numbers)
        answers = blank_answers(count, self._questionnaire)
        for question, column in self._answers.items():
            answers[:, self._questionnaire.position(question)] = column.codes()
        labels = {label: column.labels() for label, column in self._labels.items()}
        made_up = labels.pop(MADE_UP, None)
        undated = np.full(count, "NaT", "datetime64[D]")
        responses = Responses(
            questionnaire=self._questionnaire,
            answers=answers,
            labels=labels,
            days=undated if self._days is None else self._days.days(),
            is_made_up=made_up is not None and bool(set(made_up.names) - {"0"}),
        )
        return Reading(responses, tuple(self._caveats()), self.columns)

    def _faults(self) -> list[Fault]:
        numbers = self._rows.numbers
        columns = [column for _, column in self._indexed()] if len(numbers) else []
        of_cells = [fault for column in columns for fault in column.faults(numbers)]
        if len(numbers):
            scale, answers = self._questionnaire.scale, self._answers.values()
            of_cells += faults_of_scale(scale, answers, numbers)
        return self._rows.faults() + of_cells

    def _caveats(self) -> list[Caveat]:
        caveats: list[Caveat] = []
        if self._rows.others:
            caveats.append(other_questionnaires(self._rows.others))
        if self.columns.ignored:
            ignored = ", ".join(self.columns.ignored)
            caveats.append(Caveat(CaveatCode.COLUMNS_IGNORED, {"columns": ignored}))
        absent = [fact for fact in self._questionnaire.facts if fact.id not in self._answers]
        if absent:
            words = "; ".join(str(question.wording) for question in absent)
            caveats.append(Caveat(CaveatCode.FACTS_ABSENT, {"questions": words}))
        joined = [names for column in self._labels.values() for names in column.joined()]
        if joined:
            caveats.append(names_joined(joined))
        if self._days is not None and self._days.is_order_assumed:
            caveats.append(Caveat(CaveatCode.DAY_FIRST))
        return caveats
