"""Suppression in a line, a published total with its parts, where no solver is needed.

In a table of one axis the attack by linear programming has a known answer: a hidden part can be
what the total leaves it when the others are as low, or as high, as they can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.attack import TOLERANCE, Floats, Mask
from analysis.disclosure.cells import Cells
from analysis.disclosure.suppression import suppress
from analysis.disclosure.thresholds import LEAST, ONE_ANSWER, masked_end


@dataclass(frozen=True)
class MinimumCount:
    """Hidden groups must have enough people together where one of them has few."""

    counts: Floats  # shape (g,), not below 0
    rest: float = 0  # counted in the total but in no group, such as responses without a date

    def is_satisfied(self, hidden: Mask) -> bool:
        """Return whether no sum of few people is told when these are hidden."""
        every = np.append(self.counts, self.rest)
        if not ((every > 0) & (every < LEAST)).any():
            return True
        together = float(self.counts[hidden].sum()) + self.rest
        return bool(together >= min(LEAST, every.sum()) - TOLERANCE)


@dataclass(frozen=True)
class IntervalRule:
    """The lowest and the highest that each number of answers could be must lie far enough apart.

    All are arrays of shape (g + 1,); the last is what is counted in the total but in no group.
    """

    counts: Floats  # as they are
    low: Floats  # of a group that is not hidden it is shown to lie between `low`
    high: Floats  # and `high`
    most: Floats  # what a hidden group could have at most
    apart: Floats  # how far apart; 0 for any

    def is_satisfied(self, hidden: Mask) -> bool:
        """Return whether each number can be as low and as high as it must."""
        unknown = np.append(hidden, True)
        low, high = np.where(unknown, 0, self.low), np.where(unknown, self.most, self.high)
        total = self.counts.sum()
        lowest = np.maximum(low, total - (high.sum() - high))
        highest = np.minimum(high, total - (low.sum() - low))
        return bool((highest - lowest >= self.apart - TOLERANCE).all())


Rule = MinimumCount | IntervalRule
# The parts of a line, as indices of groups.
Parts = NDArray[np.intp]


def suppressed_in_line(sizes: Floats, hidden: Mask, rules: Sequence[Rule]) -> Mask:
    """Return which parts of a line must not show their results, the smallest first.

    `hidden` are those in any case; parts without responses never are.
    """
    order = [part for part in np.argsort(sizes, kind="stable").tolist() if sizes[part]]

    def audit(suppressed: Mask) -> int | None:
        return None if all(rule.is_satisfied(suppressed) for rule in rules) else 0

    def further(suppressed: Mask, _: int) -> Mask | None:
        left = [part for part in order if not suppressed[part]]
        return suppressed | (np.arange(len(sizes)) == left[0]) if left else None

    return suppress(hidden, audit, further, order)


def suppressed_along_lines(cells: Cells, hidden: Mask) -> Mask:
    """Return the groups to suppress so that no total less its shown parts tells another."""
    ruled = [(total, parts, _rules(total, parts, cells)) for total, parts in _lines(cells)]
    masked = cells.masked.any(axis=0)
    before = None
    # Hiding in one line can open another.
    while before is None or (before != hidden).any():
        before = hidden
        for total, parts, rules in ruled:
            if total is None or not (hidden | masked)[total]:
                hidden = hidden.copy()
                hidden[parts] |= suppressed_in_line(cells.sizes[parts], hidden[parts], rules)
    return hidden


def _lines(cells: Cells) -> Iterator[tuple[int | None, Parts]]:
    """Yield each group with those of a finer list, then None, for the whole, with each list."""
    common = (cells.members * 1.0) @ cells.members.T
    lists = np.array([group.list_name for group in cells.groups])
    named = np.array([group.name is not None for group in cells.groups], np.bool_)
    every = dict.fromkeys(lists.tolist())
    for total in np.flatnonzero(named).tolist():
        for name in every:
            parts = np.flatnonzero((common[total] > 0) & (lists == name) & named)
            is_nested = bool((common[total, parts] == common.diagonal()[parts]).all())
            if name != lists[total] and is_nested and len(parts):
                yield total, parts
    for name in every:
        yield None, np.flatnonzero((lists == name) & named)


def _rules(total: int | None, parts: Parts, cells: Cells) -> list[Rule]:
    """Return what the hidden parts of a line must fulfil in each index."""
    outside = ~cells.members[parts].any(axis=0)
    rest = outside if total is None else outside & cells.members[total]
    members = np.vstack((cells.members[parts], rest))
    rules: list[Rule] = []
    for index, people in enumerate(cells.respondents @ members.T):
        rules.append(MinimumCount(people[:-1], float(people[-1])))
        rules.append(_interval_rule(parts, cells, index, members))
    return rules


def _interval_rule(parts: Parts, cells: Cells, index: int, members: Mask) -> IntervalRule:
    satisfied, most = cells.blocks[index] @ np.stack((cells.satisfied, cells.valid)) @ members.T
    people = cells.respondents[index] @ members.T
    ends = [cells.ends[index][part] for part in parts.tolist()]
    ends.append(masked_end(satisfied[-1] / max(most[-1], 1), people[-1]) if people[-1] else None)
    low, high = satisfied.copy(), satisfied.copy()
    for part, end in enumerate(ends):
        if end is not None:
            low[part], high[part] = end.counts(most[part])
    is_few = (people > 0) & (people < LEAST)
    wanted = np.where(is_few, LEAST, [0 if end is None else ONE_ANSWER for end in ends])
    # More than the total leaves cannot be had.
    lowest = np.maximum(np.where(is_few, 0, low), satisfied.sum() - (most.sum() - most))
    highest = np.minimum(np.where(is_few, most, high), satisfied.sum())
    return IntervalRule(satisfied, low, high, most, np.minimum(wanted, highest - lowest))
