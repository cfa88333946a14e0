"""Which shares of all responses would tell of few, beside those of all reports together.

Items, factors and indices are sums of items, in one report and in those before it, where an index
may have been of other items. So all of them are sums of cells, each an item in a month.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from analysis.disclosure.attack import Floats, Mask
from analysis.disclosure.ledger import Months
from analysis.disclosure.sums import Cells, KnownSums
from analysis.disclosure.thresholds import LEAST
from analysis.report.findings.estimates import Share, factor_shares, index_shares, item_shares
from analysis.report.model import Entry, Report
from analysis.report.sample.earlier import Earlier, columns_of
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
    table = _ItemsByMonth(earlier)
    sums = KnownSums(table.count, [*table.few(levels)])
    for items, asked, months in _released(earlier):
        sums.add(table.cells(items, asked, months))
    asked = table.items
    shares = [
        share.items
        for shares in reversed(levels)
        for share in sorted(shares, key=lambda share: -table.people(share.items).sum())
    ]
    for items in shares:
        if table.people(items)[columns_of(earlier.plan_with_rest)].sum() >= LEAST:
            sums.add_if_safe(table.cells(items, asked, earlier.plan_with_rest))
    return [
        frozenset(items)
        for items in shares
        if frozenset(items) not in hidden
        and not sums.add_if_safe(table.cells(items, asked, earlier.now))
    ]


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

    def few(self, levels: Levels) -> Iterator[Cells]:
        """Yield the cells of each share of one to nine people in months that follow each other."""
        for share in (share for shares in levels for share in shares):
            people = self.people(share.items)
            for first in np.flatnonzero(people).tolist():
                for last in range(first, len(people)):
                    if people[first : last + 1].sum() >= LEAST:
                        break
                    months = sum(1 << column for column in range(first, last + 1))
                    yield np.flatnonzero(self.cells(share.items, self.items, months))
