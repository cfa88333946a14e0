"""What lists that overlap tell together: service points, their fields and ways of answering."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations as choices_of

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.attack import Mask
from analysis.disclosure.ledger import Months
from analysis.disclosure.room import SatisfiedAnswers, ShownSum, figures_without_room
from analysis.disclosure.sums import Cells, KnownSums
from analysis.disclosure.thresholds import LEAST, masked_end
from analysis.estimators.rows import Rows
from analysis.report.sample.earlier import CAUTION, Earlier
from analysis.report.sample.groups import combinations
from analysis.report.sample.lists import lists_of
from analysis.responses import MISSING

# The one to keep longest first.
LISTS = ("service_points", "fields", "modes")
# The list of a figure of all responses.
EVERYBODY = ""
# With more cells each figure takes tenths of a second, and a year has thousands of figures.
MOST_CELLS = 5000
# With more each linear programme takes tenths of a second, of which there may be hundreds.
MOST_CELLS_FOR_BOUNDS = 500


@dataclass(frozen=True, order=True)
class ListLine:
    """The figure of one name of a list, or of everybody, over some months."""

    list_name: str
    name: int
    months: Months


class OverlappingLists:
    """How many people there are of each service point, field, way of answering and month."""

    def __init__(self, earlier: Earlier, rows: Rows, *, has_ends: bool = True) -> None:
        self._has_ends = has_ends
        labels = lists_of(earlier.responses)
        columns = [*(labels[name].with_nameless() for name in LISTS), earlier.months]
        names, cell_of = combinations(columns, len(earlier.responses))
        people, satisfied, answers = (
            np.bincount(cell_of, each, len(names)).astype(np.float64)
            for each in (rows.m > 0, rows.y, rows.m)
        )
        linked = _has(earlier.linked, names[:, -1]) & (people > 0)
        self._names, self.people = names[linked], people[linked]
        self._satisfied, self._answers = satisfied[linked], answers[linked]
        self._add_rest(earlier)

    def _add_rest(self, earlier: Earlier) -> None:
        """Add who may be expected in the rest of the plan's period, as one more month."""
        so_far, rest = earlier.plan_so_far
        of_plan = _has(so_far, self._names[:, -1])
        if not rest or not of_plan.any():
            return
        names, which = np.unique(self._names[of_plan, :-1], axis=0, return_inverse=True)
        pace = np.bincount(which.reshape(-1), self.people[of_plan]) / so_far.bit_count()
        month = np.full((len(names), 1), len(earlier.months.names), np.int64)
        self._names = np.concatenate((self._names, np.concatenate((names, month), axis=1)))
        to_come = np.maximum(1, np.floor(pace * rest / CAUTION))
        self.people = np.concatenate((self.people, to_come))
        nothing = np.zeros(len(names))
        self._satisfied = np.concatenate((self._satisfied, nothing))
        self._answers = np.concatenate((self._answers, nothing))

    @property
    def answers(self) -> SatisfiedAnswers:
        """What the people of each cell answered."""
        return SatisfiedAnswers(self._satisfied, self._answers, self.people)

    def cells(self, line: ListLine) -> Mask:
        """Return which cells a figure is the sum of, shape (c,)."""
        inside = _has(line.months, self._names[:, -1])
        if line.list_name == EVERYBODY:
            return inside
        return np.asarray(inside & (self._names[:, LISTS.index(line.list_name)] == line.name))

    def size(self, line: ListLine) -> float:
        """Return how many people a figure speaks of."""
        return float(self.people[self.cells(line)].sum())

    def figure(self, line: ListLine) -> ShownSum:
        """Return what is shown of a line, if anything is: its sum, or the end that it lies at."""
        cells = self.cells(line)
        satisfied, answers = self._satisfied[cells].sum(), self._answers[cells].sum()
        if line.list_name == EVERYBODY or not answers or not self._has_ends:
            return ShownSum(cells)
        return ShownSum(cells, masked_end(float(satisfied / answers), self.size(line)))

    def lines(self, list_name: str, months: Months) -> Iterator[ListLine]:
        """Yield a line for each name of a list that has cells."""
        for name in np.unique(self._names[:, LISTS.index(list_name)]).tolist():
            yield ListLine(list_name, name, months)

    @cached_property
    def few(self) -> list[Cells]:
        """The sums of one to nine people that have a name.

        Those of each name, of each two together and of all three, in a month and in several that
        follow each other.
        """
        sums = {
            tuple(cells)
            for size in range(1, len(LISTS) + 1)
            for chosen in choices_of(range(len(LISTS)), size)
            for members in _groups(self._names[:, chosen])
            for cells in self._few_of(members)
        }
        return [np.array(cells, np.int64) for cells in sorted(sums)]

    def _few_of(self, members: Cells) -> Iterator[list[int]]:
        """Yield the cells of few people in months of some cells that follow each other."""
        ordered = members[np.argsort(self._names[members, -1], kind="stable")]
        months, people = self._names[ordered, -1], self.people[ordered]
        starts = np.flatnonzero(np.diff(months, prepend=-1))
        ends = np.append(starts[1:], len(ordered))
        for at, start in enumerate(starts.tolist()):
            for end in ends[at:].tolist():
                if people[start:end].sum() >= LEAST:
                    break
                yield sorted(ordered[start:end].tolist())


def unsafe_lines(
    lists: OverlappingLists,
    known: Iterable[ListLine],
    masked: Iterable[ListLine],
    plan: Months,
    new: Sequence[ListLine],
) -> set[ListLine]:
    """Return which lines of a new report would tell of few people beside all that is known.

    Parameters
    ----------
    lists : OverlappingLists
    known : iterable of ListLine
        What was released before, with the whole of the new report.
    masked : iterable of ListLine
        Of which only an end of the scale was shown, before and now.
    plan : int
        The months that the plan's report would tell of: nothing new is released that would take a
        line of it away.
    new : sequence of ListLine
        What the new report could release, the one to keep longest first.

    Returns
    -------
    set of ListLine
    """
    if len(lists.people) > MOST_CELLS:
        return {line for line in new if line.list_name in LISTS[1:]}
    protected = [*lists.few, *(np.flatnonzero(lists.cells(line)) for line in masked)]
    sums = KnownSums(len(lists.people), [cells for cells in protected if len(cells)])
    for line in known:
        sums.add(lists.cells(line))
    for line in (ListLine(EVERYBODY, 0, plan), *_of_plan(lists, plan)):
        if lists.size(line) >= LEAST:
            sums.add_if_safe(lists.cells(line))
    return {line for line in new if not sums.add_if_safe(lists.cells(line))}


def lines_without_room(
    lists: OverlappingLists, known: Sequence[ListLine], new: Sequence[ListLine]
) -> set[ListLine]:
    """Return which lines of a new report would leave what few people answered no room.

    So too that of a group of which only an end is shown. `known` and `new` are as for
    `unsafe_lines`, with the lines of which only an end is shown.
    """
    if len(lists.people) > MOST_CELLS_FOR_BOUNDS:
        return set()
    before, now = [*map(lists.figure, known)], [*map(lists.figure, new)]
    masked = [np.flatnonzero(figure.cells) for figure in (*before, *now) if figure.end]
    out = figures_without_room(lists.answers, [*lists.few, *masked], before, now)
    return {line for line, is_out in zip(new, out.tolist(), strict=True) if is_out}


def _of_plan(lists: OverlappingLists, plan: Months) -> Iterator[ListLine]:
    for name in LISTS:
        yield from sorted(lists.lines(name, plan), key=lists.size, reverse=True)


def _has(months: Months, columns: NDArray[np.int64]) -> Mask:
    """Return which columns are among the months; those without a month are not."""
    width = int(columns.max(initial=0)) + 1
    is_in = np.array([months >> column & 1 for column in range(width)], np.bool_)
    return np.asarray(is_in[columns] & (columns != MISSING), np.bool_)


def _groups(names: NDArray[np.int64]) -> list[Cells]:
    """Return the rows of each combination of names."""
    _, which = np.unique(names, axis=0, return_inverse=True)
    which = which.reshape(-1)
    order = np.argsort(which, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(which[order])) + 1)
