"""What was released counts: which lines of a new report are withheld beside all earlier ones.

A list, such as the service points, is a table of people by name and month. Reports release sums of
its cells: a line is one name over the months of a period, and the figure of all responses is all
names over them. How many people a cell has is taken to be known; what they answered must not be
known of one to nine of them, nor of a line of which only an end of the scale was shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.attack import Floats, Mask
from analysis.disclosure.cuts import light_cut
from analysis.disclosure.suppression import suppress
from analysis.disclosure.thresholds import LEAST

# Months as the bits of a number: the first column of a table is 1, the next 2.
Months = int
Nodes = NDArray[np.int64]
# Its members are more than nine, but what all of them answered is theirs as if they were nine.
_AS_NINE = LEAST - 1
_GROUND = 0


@dataclass(frozen=True)
class ReleasedLine:
    """One name of a list over some months."""

    name: int
    months: Months


@dataclass(frozen=True)
class Ledger:
    """All that was released of a list so far."""

    people: Floats  # shape (names, months)
    whole: frozenset[Months] = frozenset()  # over which the figure of all names is known
    lines: frozenset[ReleasedLine] = frozenset()
    masked: frozenset[ReleasedLine] = frozenset()  # of which only an end was shown

    def with_whole(self, *months: Months) -> Ledger:
        """Return the ledger when the figure of all names is released too."""
        return replace(self, whole=self.whole.union(months))

    def with_lines(self, lines: Iterable[ReleasedLine]) -> Ledger:
        """Return the ledger when lines are released too."""
        return replace(self, lines=self.lines.union(lines))

    def size(self, line: ReleasedLine) -> float:
        """Return how many people a line has."""
        return float(self.people[line.name, _columns(line.months, self.people.shape[1])].sum())

    def disclosed(self) -> frozenset[int] | None:
        """Return the names of whose people few are told too much, or None.

        A combination of what was released is a sum of potentials: one number for each part of each
        line and for each part of the whole. It holds only those cells where these do not cancel,
        which are the cells of a cut; so few people can be told where a cut has few people.
        """
        network = _Network(self)
        side = network.light_side()
        return None if side is None else network.names_at(side)

    def without_lost(self) -> Ledger:
        """Return the ledger with what is disclosed already taken for people enough."""
        ledger = self
        while (side := (network := _Network(ledger)).light_side()) is not None:
            people = ledger.people.copy()
            names, months = network.cells[network.is_cut(side)].T
            people[names, months] = LEAST
            lost = set(names.tolist())
            masked = frozenset(line for line in ledger.masked if line.name not in lost)
            ledger = replace(ledger, people=people, masked=masked)
        return ledger


def withheld_lines(
    ledger: Ledger,
    new: Sequence[ReleasedLine],
    plan: Sequence[ReleasedLine],
    plan_whole: Months = 0,
) -> Mask:
    """Return which lines of a new report are withheld, shape (n,), the smallest first.

    Parameters
    ----------
    ledger : Ledger
        What was released before, with the whole of the new report.
    new : sequence of ReleasedLine
        What the new report could release.
    plan : sequence of ReleasedLine
        What the plan's report could release if its period ended with the months of the table:
        nothing new is released that would take one of these away.
    plan_whole : int
        The months over which that report would release the figure of all names; 0 for none.

    Returns
    -------
    ndarray of bool, shape (n,)

    Notes
    -----
    The plan has priority because its figures are those that an office is judged by.
    """
    known = ledger.without_lost()
    if plan_whole:
        known = known.with_whole(plan_whole)
    known = known.with_lines(_left(plan, _withheld(known, plan)))
    return _withheld(known, new)


def _left(lines: Sequence[ReleasedLine], hidden: Mask) -> list[ReleasedLine]:
    return [line for line, is_out in zip(lines, hidden.tolist(), strict=True) if not is_out]


def _withheld(known: Ledger, lines: Sequence[ReleasedLine]) -> Mask:
    """Return which lines cannot be released beside what is known."""
    sizes = np.array([known.size(line) for line in lines], np.float64)
    before = {line.name for line in known.lines}

    def audit(hidden: Mask) -> int | None:
        found = known.with_lines(_left(lines, hidden)).disclosed()
        if found is None or hidden.all():
            return None

        def order(at: int) -> tuple[bool, bool, float, int]:
            line = lines[at]
            # A name of which nothing is known yet can be in the dark together with others.
            return line.name not in found, line.name in before, float(sizes[at]), at

        return min(np.flatnonzero(~hidden).tolist(), key=order)

    def further(hidden: Mask, chosen: int) -> Mask:
        return np.asarray(hidden | (np.arange(len(lines)) == chosen), np.bool_)

    largest_first = np.lexsort((np.arange(len(lines)), -sizes)).tolist()
    return suppress(np.zeros(len(lines), np.bool_), audit, further, largest_first)


class _Network:
    """The parts of what is known, joined by the cells that they share; the rest is the ground."""

    def __init__(self, ledger: Ledger) -> None:
        people = ledger.people.copy()
        for line in ledger.masked:
            columns = _columns(line.months, people.shape[1])
            of_line = people[line.name, columns]
            if of_line.sum() > _AS_NINE:
                people[line.name, columns] = of_line * (_AS_NINE / of_line.sum())
        at_month, at_cell = _nodes(ledger)
        self.cells = np.argwhere((people > 0) & (at_cell != at_month))
        names, months = self.cells.T
        self._ends = np.column_stack((at_cell[names, months], at_month[months]))
        self._weights = people[names, months]

    def light_side(self) -> Mask | None:
        """Return the nodes on one side of a cut of few people, not that of the ground, or None."""
        side = light_cut(self._ends, self._weights, LEAST)
        return None if side is None else side != side[_GROUND]

    def is_cut(self, side: Mask) -> Mask:
        """Return which cells join the nodes of one side with the others."""
        ends = side[self._ends]
        return np.asarray(ends[:, 0] != ends[:, 1], np.bool_)

    def names_at(self, side: Mask) -> frozenset[int]:
        """Return the names that have cells at one of the nodes."""
        return frozenset(self.cells[side[self._ends].any(axis=1), 0].tolist())


def _nodes(ledger: Ledger) -> tuple[Nodes, Nodes]:
    """Return the part of the whole that each month is in, and that of its line of each cell."""
    width = ledger.people.shape[1]
    at_month = _parts(ledger.whole, width)
    at_cell = np.full(ledger.people.shape, _GROUND)
    sets: dict[int, list[Months]] = {}
    for line in ledger.lines:
        sets.setdefault(line.name, []).append(line.months)
    last = int(at_month.max(initial=_GROUND))
    for name, of_name in sets.items():
        parts = _parts(frozenset(of_name), width)
        at_cell[name] = np.where(parts == _GROUND, _GROUND, parts + last)
        last += int(parts.max())
    return at_month, at_cell


@lru_cache(maxsize=4096)
def _parts(sets: frozenset[Months], width: int) -> Nodes:
    """Return for each month which sets hold it, as a number that others have too; 0 for none."""
    held: dict[tuple[bool, ...], int] = {(False,) * len(sets): _GROUND}
    every = sorted(sets)
    by_month = [tuple(bool(months >> column & 1) for months in every) for column in range(width)]
    return np.array([held.setdefault(sets_of, len(held)) for sets_of in by_month], np.int64)


def _columns(months: Months, width: int) -> list[int]:
    return [column for column in range(width) if months >> column & 1]
