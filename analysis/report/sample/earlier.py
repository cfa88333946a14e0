"""The reports that were published before a new one, and what it withholds because of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.attack import Floats, Mask
from analysis.disclosure.ledger import Ledger, Months, ReleasedLine, withheld_lines
from analysis.disclosure.thresholds import LEAST
from analysis.estimators.rows import Rows
from analysis.indices.satisfaction import satisfaction_rows
from analysis.report.model import Period, Report
from analysis.responses import MISSING, Labels, Responses
from questionnaires.model import Plan

# Of what may be expected in the rest of the plan: fewer may come than before.
CAUTION = 2
_YEAR = 12


class SubtractedReports(ValueError):
    """A report of the same period as an earlier one with a few people more or fewer.

    `people` says how many: who subtracts the two reads what they answered.
    """

    def __init__(self, period: Period, people: int) -> None:
        self.period, self.people = period, people
        super().__init__(f"responses must be those of the earlier report, not {people} others")


@dataclass(frozen=True)
class Asked:
    """Figures of a new report on the names of a list, in one index or to one question."""

    people: Floats  # shape (names, months): the last names may stand for those without one
    released: frozenset[ReleasedLine]  # before
    masked: frozenset[ReleasedLine]  # before and now
    whole: frozenset[Months]  # over which the figure of all names is known, before and now
    new: tuple[ReleasedLine, ...]


@dataclass(frozen=True)
class Earlier:
    """What readers know besides a new report: the reports before it, with everybody they speak of.

    `responses` are those of all the months of `reports` and of the plan so far.
    """

    responses: Responses
    reports: tuple[Report, ...]
    period: Period  # of the new report
    plan: Plan | None

    @cached_property
    def months(self) -> Labels:
        """The month of each response: the columns of all tables."""
        return self.responses.months

    def of_period(self, period: Period) -> Months:
        """Return the months of a period."""
        return self._where(
            (period.begins is None or first >= period.begins)
            and (period.ends is None or first <= period.ends)
            for first in self._firsts
        )

    def of_name(self, name: str, period: Period) -> Months:
        """Return the months of a period that a month's or a quarter's name means."""
        if "Q" not in name:
            return self.of_period(period) & self._where(each == name for each in self.months.names)
        year, quarter = name.split("-Q")
        meant = {
            f"{year}-{month:02}" for month in range(3 * int(quarter) - 2, 3 * int(quarter) + 1)
        }
        return self.of_period(period) & self._where(each in meant for each in self.months.names)

    def refuse_subtraction(self, people: int) -> None:
        """Raise SubtractedReports if the same months were reported of a few more or fewer."""
        for report in self.reports:
            others = abs(report.responses - people)
            if report.period == self.period and 0 < others < LEAST:
                raise SubtractedReports(self.period, others)

    @property
    def now(self) -> Months:
        """The months of the new report."""
        return self.of_period(self.period)

    def counted(self, codes: NDArray[np.int32], count: int) -> Floats:
        """Return how many people have each code in each month; -1 leaves one out."""
        width = len(self.months.names)
        known = (self.months.codes != MISSING) & (codes != MISSING)
        cells = codes[known].astype(np.int64) * width + self.months.codes[known]
        return np.bincount(cells, minlength=count * width).reshape(count, width).astype(np.float64)

    def rows(self, items: Sequence[str]) -> Rows:
        """Return satisfied and valid answers to the items, one row a response."""
        return satisfaction_rows(self.responses.answers, self.responses.questionnaire, items)

    def answering(self, items: Sequence[str]) -> Mask:
        """Return who gave a valid answer to one of the items."""
        return np.asarray(self.rows(items).m > 0, np.bool_)

    def withheld(self, asked: Asked) -> Mask:
        """Return which of the new lines are withheld, shape (n,)."""
        people = self.with_rest(asked.people)
        everything = self.plan_with_rest
        ledger = Ledger(people, asked.whole, asked.released, asked.masked)
        every = [ReleasedLine(name, everything) for name in range(len(people))]
        plan = [line for line in every if ledger.size(line) >= LEAST]
        return withheld_lines(ledger, asked.new, plan, everything if asked.whole else 0)

    def withholds_whole(self, answered: Mask, before: Iterable[Period]) -> bool:
        """Return whether figures of all who answered are withheld beside those of other periods."""
        everybody = np.where(answered, 0, MISSING).astype(np.int32)
        asked = Asked(
            people=self.counted(everybody, 1),
            released=frozenset(ReleasedLine(0, self.of_period(period)) for period in before),
            masked=frozenset(),
            whole=frozenset(),
            new=(ReleasedLine(0, self.now),),
        )
        return bool(self.withheld(asked).any())

    def with_rest(self, people: Floats) -> Floats:
        """Return people, shape (names, months), with one more month for the rest of the plan.

        Half of what may still be expected stands for it.
        """
        so_far, rest = self.plan_so_far
        pace = people[:, columns_of(so_far)].sum(axis=1) / max(1, so_far.bit_count())
        return np.column_stack((people, np.floor(pace * rest / CAUTION)))

    @cached_property
    def plan_so_far(self) -> tuple[Months, int]:
        """The months of the plan that there are, and how many are still to come.

        Outside a plan's period it is the calendar year that the report ends in.
        """
        last = self._firsts[-1]
        ends = last if self.period.ends is None else self.period.ends
        if self.plan is not None and ends in self.plan.months:
            whole = Period(self.plan.months.begins, self.plan.months.ends)
        else:
            whole = Period(date(ends.year, 1, 1), date(ends.year, _YEAR, 31))
        left = _month_number(whole.ends or last) - _month_number(max(last, ends))
        return self.of_period(whole), max(0, left)

    @property
    def plan_with_rest(self) -> Months:
        """The months of the plan, with one more after all others for those still to come."""
        so_far, rest = self.plan_so_far
        return so_far | (1 << len(self.months.names) if rest else 0)

    @cached_property
    def linked(self) -> Months:
        """The months of the new report and the plan, and those that a report joins to them."""
        linked = self.now | self.plan_so_far[0]
        of_reports = {self.of_period(report.period) for report in self.reports}
        while joined := {months for months in of_reports if months & linked and months & ~linked}:
            linked |= reduce(or_, joined)
        return linked

    @cached_property
    def _firsts(self) -> list[date]:
        return [date.fromisoformat(f"{name}-01") for name in self.months.names]

    def _where(self, is_in: Iterable[bool]) -> Months:
        return sum(1 << column for column, is_one in enumerate(is_in) if is_one)


def _month_number(day: date) -> int:
    return day.year * _YEAR + day.month


def columns_of(months: Months) -> list[int]:
    """Return the columns of months in a table."""
    return [column for column in range(months.bit_length()) if months >> column & 1]
