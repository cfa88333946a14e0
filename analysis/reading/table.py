"""Rows of text, some thousands at a time, become columns of codes; those that count, responses."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.account import Account, LeftOut
from analysis.case_counts import MONTH
from analysis.caveats import Caveat, CaveatCode, names_joined, other_questionnaires
from analysis.columns import SERVICE_POINT
from analysis.mapping import ColumnMapping, Confirmed
from analysis.reading.answers import AnswerColumn
from analysis.reading.bare_numbers import BareNumbers
from analysis.reading.blocks import Block
from analysis.reading.cells import ColumnCells
from analysis.reading.columns import LabelColumn
from analysis.reading.days import DayColumn
from analysis.reading.doubts import doubts_about_rows, doubts_about_sending, doubts_about_zeros
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.headings import DAY, MADE_UP, QUESTIONNAIRE, Columns
from analysis.reading.months import MonthColumn
from analysis.reading.notes import NotesColumn
from analysis.reading.programs import Added
from analysis.reading.records import OwnRecordColumn, RecordColumn, StatusColumn
from analysis.reading.rows import CountedRows, RowFilter, Sifting
from analysis.reading.same_rows import Identities, SameRows, sift_same
from analysis.reading.scales import faults_of_scale
from analysis.reading.summaries import (
    Named,
    RunningNumbers,
    TotalsColumn,
    are_blank,
    are_totals,
    is_total,
    may_be_total,
    sift_summaries,
)
from analysis.reading.text_tables import Piece
from analysis.reading.undated import possible_summaries
from analysis.reading.written_days import day_in
from analysis.reading.written_months import month_in
from analysis.responses import Answers, Days, Mask, Responses, blank_answers
from questionnaires.model import HELP, Questionnaire
from questionnaires.partly_asked import items_not_asked
from questionnaires.pooling import original_id

Column: TypeAlias = (
    AnswerColumn
    | LabelColumn
    | DayColumn
    | MonthColumn
    | StatusColumn
    | RecordColumn
    | NotesColumn
    | TotalsColumn
)


class _Dated:
    """A column of days and the rows whose day it tells."""

    def __init__(self, column: DayColumn, rows: CountedRows) -> None:
        self.column = column
        self.rows = rows
        self.days = column.days(rows)


@dataclass(frozen=True)
class Reading:
    """The responses of a file, and what else is worth knowing about it."""

    responses: Responses
    caveats: tuple[Caveat, ...]  # what was not read, left out or assumed
    columns: Columns  # which column was read as what
    account: Account  # which rows are responses, and why others are none
    numbers: NDArray[np.int64]  # of the row of each response in the file, rising
    mapping: ColumnMapping | None = None  # that said what is what, where there was one


class AnswerTable:
    """Takes rows as they are read; gives responses, or everything that is wrong with them."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        columns: Columns,
        same_rows: SameRows | None = None,
        confirmed: Container[Confirmed] = (),
    ) -> None:
        self.columns = columns
        self._questionnaire = questionnaire
        self._same_rows = same_rows
        self._confirmed = confirmed
        known, headings = columns.known, columns.headings
        self._filter = RowFilter(questionnaire.name, len(headings), known.get(QUESTIONNAIRE))
        self._answers = {
            name: AnswerColumn(
                questionnaire.question(name), headings[index], columns.meanings.get(name)
            )
            for name, index in columns.questions.items()
        }
        self._labels = {
            name: LabelColumn(headings[index])
            for name, index in known.items()
            if name not in {DAY, MONTH, QUESTIONNAIRE}
        }
        self._days = [
            DayColumn(
                headings[index],
                is_utc=columns.is_utc(index),
                is_month_first=columns.is_month_first(index),
            )
            for index in columns.days
        ]
        self._sent = _sending_column(columns)
        self._month = None if columns.month is None else MonthColumn(headings[columns.month])
        self._statuses = {
            columns.added[added]: StatusColumn(
                headings[columns.added[added]], reasons, columns.counted(added)
            )
            for added, reasons in columns.left_out.items()
        }
        self._own_record = None if columns.own_record is None else OwnRecordColumn()
        self._record = self._own_record or (
            RecordColumn() if Added.RECORD in columns.added else None
        )
        self._pages = {index: OwnRecordColumn() for index in columns.last_pages}
        self._totals = {
            index: RunningNumbers() if index == columns.running_number else TotalsColumn()
            for index in columns.before_questions
        }
        running = (each for each in self._totals.values() if isinstance(each, RunningNumbers))
        self._running = next(running, None)
        self._notes = {index: NotesColumn(headings[index]) for index in columns.notes}
        self._indexed = self._all_columns()

    def _all_columns(self) -> list[tuple[int, Column]]:
        columns = self.columns
        record = [] if self._record is None else [(columns.added[Added.RECORD], self._record)]
        month = [] if self._month is None else [(columns.known[MONTH], self._month)]
        sent = [] if self._sent is None else [(columns.added[Added.SENT], self._sent)]
        return [
            *((columns.questions[name], column) for name, column in self._answers.items()),
            *((columns.known[name], column) for name, column in self._labels.items()),
            *zip(columns.days, self._days, strict=True),
            *month,
            *sent,
            *self._pages.items(),
            *self._statuses.items(),
            *record,
            *self._totals.items(),
            *self._notes.items(),
        ]

    def add(self, piece: Piece) -> None:
        """Take some rows of the file."""
        first, rows = piece
        if isinstance(rows, Block):
            block = self._filter.passed_block(first, rows)
            self._take(len(block), block.cells)
        else:
            passed = self._filter.passed(first, rows)
            columns = list(zip(*passed, strict=True))
            self._take(len(passed), lambda index: ColumnCells.of(columns[index]))

    def _take(self, count: int, cells_of: Callable[[int], ColumnCells]) -> None:
        if count:
            for index, column in self._indexed:
                column.take(cells_of(index))

    def names(self) -> Iterator[str]:
        """Yield what stands where names and days are expected: beneath them, a legend may."""
        named: list[LabelColumn | DayColumn | TotalsColumn] = [*self._labels.values(), *self._days]
        for column in (*named, *self._totals.values()):
            yield from column.texts().values()

    def reading(self, name: str, faults: Sequence[Fault], nobodys: Sequence[int] = ()) -> Reading:
        """Return the responses of the file `name`; raise FaultyData with its other faults first.

        The rows with the numbers `nobodys` are left out.
        """
        faults = [*faults, *self._filter.faults()]
        rows = self._filter.counted()
        if not len(rows):
            raise FaultyData(name, faults)
        sifting = Sifting(rows, self._filter.left_out)
        answers = self._coded(len(rows))
        sifting.leave_out(LeftOut.SUMMARY, np.isin(rows.numbers, nobodys))
        faults += self._sift(sifting, answers)
        dated = list(self._dated(sifting.rows))
        responses = self._responses(answers, dated)
        identities = self._identities(len(rows))
        same, doubts = sift_same(sifting, responses, identities, self._same_rows)
        numbers = BareNumbers.of(self._answers.values(), sifting.rows, self._questionnaire.scale)
        faults += [*self._faults(sifting.rows, dated), *same, *numbers.faults()]
        if not (faults or sifting.rows.is_counted.any()):
            faults.append(Fault.of(Message.NONE_COUNTS))
        if faults:
            raise FaultyData(name, faults)
        return Reading(
            responses=sifting.selected(responses),
            caveats=(
                *self._caveats(dated),
                *numbers.doubts(),
                *doubts_about_zeros(self._answers.values(), sifting.rows),
                *doubts_about_rows(sifting.rows, responses, self._sending_days(sifting.rows)),
                *self._doubts_about_sending(sifting.rows),
                *doubts,
            ),
            columns=self.columns,
            account=sifting.account(),
            numbers=sifting.rows.numbers[sifting.rows.is_counted],
        )

    def _sending_days(self, rows: CountedRows) -> Days | None:
        return None if self._sent is None else self._sent.days(rows)

    def _doubts_about_sending(self, rows: CountedRows) -> Iterator[Caveat]:
        for index, column in self._pages.items():
            yield from doubts_about_sending(rows, column.numbers(), self.columns.headings[index])

    def _coded(self, count: int) -> Answers:
        answers = blank_answers(count, self._questionnaire)
        for question, column in self._answers.items():
            answers[:, self._questionnaire.position(question)] = column.codes()
        return answers

    def _sift(self, sifting: Sifting, answers: Answers) -> list[Fault]:
        """Leave out what is nobody's and what its program says does not count."""
        faults = sift_summaries(sifting, answers, [*self._answers.values()], self._named())
        for status in self._statuses.values():
            for reason, chosen in status.left_out():
                sifting.leave_out(reason, chosen)
        sifting.leave_out(LeftOut.UNANSWERED, self._are_unanswered(answers))
        if faults or Confirmed.UNDATED in self._confirmed:
            return faults
        return self._undated(sifting.rows)

    def _are_unanswered(self, answers: Answers) -> Mask:
        asked = [n for n, one in enumerate(self._questionnaire) if original_id(one.id) != HELP]
        return are_blank(answers[:, asked])

    def _undated(self, rows: CountedRows) -> list[Fault]:
        """Return the rows that look like summaries, as they lack day, number or a known point."""
        # What is no day is a fault of its own.
        marks = self._marks(bool, bool)
        labels = (column.labels() for column in self._labels.values())
        numbers = rows.where(possible_summaries(rows, marks, labels))
        return [Fault.of(Message.UNDATED_ROW, rows=numbers)] if numbers else []

    def _named(self) -> Named:
        """Return the rows that have the name of a total."""
        count = len(self._filter.counted())
        labels = [
            column.rows_with(are_totals(column.texts().values()))
            for column in self._labels.values()
        ]
        labels += [column.rows() for column in self._totals.values()]
        alone = self._alone(labels)
        by_name = _any_of(count, [*labels, alone])
        days = [column.rows_with(is_total) for column in self._dating]
        return Named(by_name, alone, _any_of(count, days), self._identified)

    def _alone(self, labels: Sequence[Mask]) -> Mask:
        """Return which rows have such a name as the only ones, and no number of a record."""
        alone = [
            by_name & column.stand_once()
            for by_name, column in zip(labels, self._labels.values(), strict=False)
        ]
        point = self._labels.get(SERVICE_POINT)
        if point is not None:
            alone.append(point.rows_with(may_be_total) & point.stand_once())
        alone += [each.alone() for each in self._totals.values() if each is not self._running]
        chosen = _any_of(len(self._filter.counted()), alone)
        return chosen if self._record is None else chosen & (self._record.keys() == 0)

    @property
    def _dating(self) -> list[DayColumn | MonthColumn]:
        return [*self._days, *(() if self._month is None else (self._month,))]

    def _identified(self) -> Mask:
        """Return which rows have a day or month, or a number that their program gave them."""
        marks = self._marks(
            lambda text: day_in(text) is not None, lambda text: month_in(text) is not None
        )
        return _any_of(len(self._filter.counted()), marks)

    def _marks(self, is_day: Callable[[str], bool], is_month: Callable[[str], bool]) -> list[Mask]:
        """Return which rows have such a day or month, which a number, and which a running one."""
        moments = [*self._days, *(() if self._sent is None else (self._sent,))]
        dated = [column.rows_with(is_day) for column in moments]
        if self._month is not None:
            dated.append(self._month.rows_with(is_month))
        marks = [_any_of(len(self._filter.counted()), dated)]
        if self._record is not None:
            marks.append(self._record.keys() != 0)
        if self._running is not None:
            marks.append(self._running.numbered())
        return marks

    def _dated(self, rows: CountedRows) -> Iterator[_Dated]:
        """Yield each column of days, with the rows whose day no surer column tells."""
        undated = np.ones(len(rows), np.bool_)
        for column in self._days:
            dated = _Dated(column, rows.only(undated))
            yield dated
            undated &= np.isnat(dated.days)

    def _responses(self, answers: Answers, dated: Sequence[_Dated]) -> Responses:
        """Return all rows as if each were a response."""
        labels = {label: column.labels() for label, column in self._labels.items()}
        made_up = labels.pop(MADE_UP, None)
        days = np.full(len(answers), "NaT", "datetime64[D]")
        if self._month is not None:
            days = self._month.months()
        for each in dated:
            days[each.rows.is_counted] = each.days[each.rows.is_counted]
        return Responses(
            questionnaire=self._questionnaire,
            answers=answers,
            labels=labels,
            days=days,
            is_made_up=made_up is not None and bool(set(made_up.names) - {"0"}),
        )

    def _identities(self, count: int) -> Identities:
        """Return what tells each row from the others."""
        moments = np.zeros(count, np.int64)
        for column in self._days:
            moments = np.where(moments == 0, column.moments(), moments)
        index = self.columns.added.get(Added.RECORD)
        return Identities(
            moments=moments,
            has_seconds=any(column.has_seconds for column in self._days),
            records=np.zeros(count, np.int64) if self._record is None else self._record.keys(),
            heading="" if index is None else self.columns.headings[index],
            is_numbered=self._own_record is not None
            or (self.columns.program is not None and self.columns.program.is_numbered),
            numbers=None if self._own_record is None else self._own_record.numbers(),
        )

    def _faults(self, rows: CountedRows, dated: Sequence[_Dated]) -> list[Fault]:
        scale = self._questionnaire.scale
        return [
            *(fault for column in self._answers.values() for fault in column.faults(rows)),
            *(fault for column in self._labels.values() for fault in column.faults(rows)),
            *(fault for column in self._statuses.values() for fault in column.faults(rows)),
            *self._faults_of_running_numbers(rows),
            *(fault for column in self._notes.values() for fault in column.faults(rows)),
            *(fault for each in dated for fault in self._faults_of_days(each)),
            *(self._month.faults(rows) if self._month else ()),
            *faults_of_scale(scale, self._answers.values(), rows),
        ]

    def _faults_of_running_numbers(self, rows: CountedRows) -> list[Fault]:
        index = self.columns.running_number
        if self._running is None or index is None:
            return []
        return self._running.faults(self.columns.headings[index], rows)

    def _faults_of_days(self, dated: _Dated) -> list[Fault]:
        doubt = dated.column.doubt(dated.rows, self._confirmed)
        return dated.column.faults(dated.rows) if doubt is None else [doubt]

    def _caveats(self, dated: Sequence[_Dated]) -> list[Caveat]:
        caveats: list[Caveat] = []
        if self._filter.others:
            caveats.append(other_questionnaires(self._filter.others))
        if self.columns.ignored:
            ignored = ", ".join(self.columns.ignored)
            caveats.append(Caveat(CaveatCode.COLUMNS_IGNORED, {"columns": ignored}))
        not_asked = items_not_asked(self._questionnaire)
        if not_asked:
            wordings = tuple(item.wording for item in not_asked)
            caveats.append(Caveat(CaveatCode.ITEMS_NOT_ASKED, {"questions": wordings}))
        absent = [fact for fact in self._questionnaire.facts if fact.id not in self._answers]
        if absent:
            wordings = tuple(question.wording for question in absent)
            caveats.append(Caveat(CaveatCode.FACTS_ABSENT, {"questions": wordings}))
        joined = [names for column in self._labels.values() for names in column.joined()]
        if joined:
            caveats.append(names_joined(joined))
        orders = (each.column.assumed_order(each.rows) for each in dated)
        caveats += [Caveat(order) for order in dict.fromkeys(orders) if order is not None]
        return caveats


def _sending_column(columns: Columns) -> DayColumn | None:
    index = columns.sending
    if index is None:
        return None
    return DayColumn(columns.headings[index], is_utc=columns.is_utc(index))


def _any_of(count: int, masks: Sequence[Mask]) -> Mask:
    """Return which of so many rows any of the masks has."""
    chosen: Mask = np.logical_or.reduce([np.zeros(count, np.bool_), *masks])
    return chosen
