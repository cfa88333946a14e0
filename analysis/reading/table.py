"""Rows of text, some thousands at a time, become columns of codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from analysis.caveats import Caveat, CaveatCode, other_questionnaires
from analysis.reading.answers import AnswerColumn
from analysis.reading.blocks import Block
from analysis.reading.days import DayColumn
from analysis.reading.faults import Fault
from analysis.reading.headings import DAY, MADE_UP, QUESTIONNAIRE, Columns
from analysis.reading.labels import LabelColumn
from analysis.reading.rows import Rows, RowSieve
from analysis.responses import Answers, Days, Responses, blank_answers
from questionnaires.model import Questionnaire


@dataclass(frozen=True)
class Reading:
    """What came of reading a file.

    Attributes
    ----------
    responses : Responses
    caveats : tuple of Caveat
        What was not read, left out or assumed.
    columns : Columns
        Which column was read as what.
    """

    responses: Responses
    caveats: tuple[Caveat, ...]
    columns: Columns


class _Column(Protocol):
    def take(self, cells: Sequence[str]) -> None: ...

    def faults(self, rows: NDArray[np.int64]) -> list[Fault]: ...


class Table:
    """Takes rows as they are read; gives responses, or everything that is wrong with them."""

    def __init__(self, questionnaire: Questionnaire, columns: Columns) -> None:
        self._questionnaire = questionnaire
        self._layout = columns
        self._sieve = RowSieve(questionnaire.name, columns)
        known, headings = columns.known, columns.headings
        self._answers = {
            name: AnswerColumn(questionnaire.question(name), headings[place])
            for name, place in columns.questions.items()
        }
        self._labels = {
            name: LabelColumn(headings[place])
            for name, place in known.items()
            if name not in {DAY, QUESTIONNAIRE}
        }
        self._days = {DAY: DayColumn(headings[known[DAY]])} if DAY in known else {}

    def add(self, first: int, rows: Rows) -> None:
        """Take rows; `first` is the number of the first one in the file."""
        passed = self._sieve.passed(first, rows)
        if passed:
            cells = list(zip(*passed, strict=True))
            places = {**self._layout.questions, **self._layout.known}
            for name, column in self._columns().items():
                column.take(cells[places[name]])

    def add_block(self, first: int, block: Block) -> None:
        """Take rows of a block; `first` is the number of the first one in the file."""
        passed = self._sieve.passed_block(first, block)
        if not len(passed):
            return
        for name, place in self._layout.questions.items():
            signs = passed.signs(place)
            if signs is None:
                self._answers[name].take(passed.texts(place))
            else:
                self._answers[name].take_signs(signs)
        marks: dict[str, _Column] = {**self._labels, **self._days}
        for name, column in marks.items():
            column.take(passed.texts(self._layout.known[name]))

    def _columns(self) -> dict[str, _Column]:
        return {**self._answers, **self._labels, **self._days}

    def faults(self) -> list[Fault]:
        """Return what is wrong with the rows taken so far."""
        numbers = self._sieve.numbers
        of_cells = (column.faults(numbers) for column in self._columns().values() if len(numbers))
        return [*self._sieve.faults(), *(fault for faults in of_cells for fault in faults)]

    def reading(self) -> Reading:
        """Return the responses of faultless rows."""
        labels = {name: column.labels() for name, column in self._labels.items()}
        made_up = labels.pop(MADE_UP, None)
        responses = Responses(
            questionnaire=self._questionnaire,
            answers=self._matrix(),
            labels=labels,
            days=self._days_of_rows(),
            is_made_up=made_up is not None and bool(set(made_up.names) - {"0"}),
        )
        return Reading(responses, tuple(self._caveats()), self._layout)

    def _matrix(self) -> Answers:
        answers = blank_answers(len(self._sieve.numbers), self._questionnaire)
        for name, column in self._answers.items():
            answers[:, self._questionnaire.position(name)] = column.codes()
        return answers

    def _days_of_rows(self) -> Days:
        if DAY in self._days:
            return self._days[DAY].days()
        return np.full(len(self._sieve.numbers), "NaT", "datetime64[D]")

    def _caveats(self) -> list[Caveat]:
        found: list[Caveat] = []
        if self._sieve.others:
            found.append(other_questionnaires(self._sieve.others))
        if self._layout.ignored:
            ignored = ", ".join(self._layout.ignored)
            found.append(Caveat(CaveatCode.COLUMNS_IGNORED, {"columns": ignored}))
        absent = [q for q in self._questionnaire.facts if q.id not in self._answers]
        if absent:
            words = "; ".join(str(question.wording) for question in absent)
            found.append(Caveat(CaveatCode.FACTS_ABSENT, {"questions": words}))
        if any(column.is_order_assumed for column in self._days.values()):
            found.append(Caveat(CaveatCode.DAY_FIRST))
        return found
