"""Which shares of all responses would tell of few, beside those of all reports together.

Items, factors and indices are sums of items, in one report and in those before it, where an index
may have been of other items. So all of them are sums of cells, each an item in a month.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np

from analysis.disclosure.attack import Floats, Mask
from analysis.disclosure.ledger import Months
from analysis.disclosure.sums import Cells, KnownSums
from analysis.disclosure.thresholds import LEAST
from analysis.report.findings.estimates import Share, factor_shares, index_shares, item_shares
from analysis.report.model import Entry, Report
from analysis.report.sample.differences import with_differences
from analysis.report.sample.earlier import Earlier, columns_of
from analysis.report.sample.withholding import Showable
from analysis.responses import MISSING
from questionnaires.pooling import original_id

Levels = Sequence[Sequence[Share]]


def unsafe_shares(
    earlier: Earlier, levels: Levels, hidden: Collection[frozenset[str]]
) -> list[frozenset[str]]:
    """Return the sets of items whose share would let that of few people in a month follow.

    `levels` are the shares of the new report, the items first and the indices last; those that are
    hidden in any case tell nothing. Indices are kept longest, and what the plan's report could show
    if its period ended now is not taken away from it.
    """
    known = _Known(earlier, levels)
    return [
        frozenset(items)
        for items in known.shares
        if frozenset(items) not in hidden and not known.add_if_safe(items, earlier.now)
    ]


def unsafe_months(
    earlier: Earlier,
    levels: Levels,
    hidden: Collection[frozenset[str]],
    lists: Showable,
) -> frozenset[str]:
    """Return which months and quarters of a new report's lists would let such a share follow.

    `lists` is what they could show. What the report of a month hides the lists of a later one must
    not tell.
    """
    known = _Known(earlier, levels)
    for items in known.shares:
        if frozenset(items) not in hidden:
            known.add(items, earlier.now)
    return frozenset(
        name
        for name, (is_out, ends) in lists.items()
        for share, end in zip(levels[-1], ends, strict=True)
        if not is_out
        and end is None
        and frozenset(share.items) not in hidden
        and not known.add_if_safe(share.items, earlier.of_name(name, earlier.period))
    )


class _Known:
    """What readers know before a new report, and what the plan's report could tell them."""

    def __init__(self, earlier: Earlier, levels: Levels) -> None:
        self._table = table = _ItemsByMonth(earlier)
        of_shares = [share.items for shares in levels for share in shares]
        indices = {share.id: share.items for share in levels[-1]}
        few = table.few([*of_shares, *with_differences(indices).values()])
        self._sums = KnownSums(table.count, [*few])
        for items, asked, months in _released(earlier):
            self._sums.add(table.cells(items, asked, months))
        self.shares = [  # the one to keep longest first
            share.items
            for shares in reversed(levels)
            for share in sorted(shares, key=lambda share: -table.people(share.items).sum())
        ]
        for items in self.shares:
            if table.people(items)[columns_of(earlier.plan_with_rest)].sum() >= LEAST:
                self.add_if_safe(items, earlier.plan_with_rest)

    def add(self, items: Sequence[str], months: Months) -> None:
        """Add a share of the new report."""
        self._sums.add(self._table.cells(items, self._table.items, months))

    def add_if_safe(self, items: Sequence[str], months: Months) -> bool:
        """Add a share unless that of few people would follow; tell whether it is added."""
        return self._sums.add_if_safe(self._table.cells(items, self._table.items, months))


def _released(earlier: Earlier) -> Iterator[tuple[Sequence[str], Collection[str], Months]]:
    """Yield the items of each share that was shown before, all items asked then, and the months."""
    for report in earlier.reports:
        asked = [item.id for item in report.questionnaire.items]
        period = earlier.of_period(report.period)
        for shares, entries in _levels_of(report):
            items = {share.id: share.items for share in shares}
            for entry in entries:
                if entry.is_exact and entry.id in items:
                    yield items[entry.id], asked, period
        indices = {s.id: s.items for s in index_shares(report.questionnaire, report.plan)}
        for group in (*report.months, *report.quarters):
            for entry in group.indices:
                if entry.is_exact and entry.id in indices:
                    months = earlier.of_name(group.id, report.period)
                    yield indices[entry.id], asked, months


def _levels_of(report: Report) -> Iterator[tuple[Sequence[Share], Sequence[Entry]]]:
    asked = report.questionnaire
    yield item_shares(asked), report.items
    yield factor_shares(asked), report.factors
    yield index_shares(asked, report.plan), report.indices


class _ItemsByMonth:
    """How many people answered each item in each month, the rest of the plan being one more."""

    def __init__(self, earlier: Earlier) -> None:
        self._earlier = earlier
        self.items = [item.id for item in earlier.responses.questionnaire.items]
        self._people = np.array([self.people([name]) for name in self.items])
        self.count = self._people.size

    def people(self, items: Sequence[str]) -> Floats:
        """Return how many answered one of the items, by month."""
        answered = self._earlier.answering(items)
        codes = np.where(answered, 0, MISSING).astype(np.int32)
        people: Floats = self._earlier.with_rest(self._earlier.counted(codes, 1))[0]
        return people

    def cells(self, items: Sequence[str], asked: Collection[str], months: Months) -> Mask:
        """Return which cells a share is the sum of, in one row.

        `asked` are all items of its report: one of them that was asked in other words since, or
        before, is also what stands apart today.
        """
        originals = {original_id(name) for name in items}
        is_in = [
            name in items or (original_id(name) in originals and name not in asked)
            for name in self.items
        ]
        is_month = np.zeros(self._people.shape[1], np.bool_)
        is_month[columns_of(months)] = True
        return np.asarray((np.outer(is_in, is_month) & (self._people > 0)).ravel(), np.bool_)

    def few(self, shares: Iterable[Sequence[str]]) -> Iterator[Cells]:
        """Yield the cells of each share of one to nine people in months that follow each other."""
        for items in shares:
            people = self.people(items)
            for first in np.flatnonzero(people).tolist():
                for last in range(first, len(people)):
                    if people[first : last + 1].sum() >= LEAST:
                        break
                    months = sum(1 << column for column in range(first, last + 1))
                    yield np.flatnonzero(self.cells(items, self.items, months))
