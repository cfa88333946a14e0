"""Which service points or months show a result, when the result of all together is shown.

A list with its total is a table of one axis, where the audit by linear programming has a known
answer: if at least two cells are hidden, each can be anything from 0 to what the hidden cells have
together; a single one is told by subtraction. So a list of any length needs no solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure import LEAST

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Tally:
    """Something counted in each cell of a list.

    Attributes
    ----------
    counts : ndarray of float, shape (g,)
        Not below 0.
    rest : float
        Counted in the total but in no cell, such as responses without a date.
    least : float
        What the hidden cells must have together.
    """

    counts: NDArray[np.float64]
    rest: float
    least: float

    def keeps(self, hidden: Mask) -> bool:
        """Return whether the total and the shown cells tell of no hidden cell alone."""
        together = float(self.counts[hidden].sum()) + self.rest
        cells = int(hidden.sum()) + (self.rest > 0)
        return bool(cells > 1 and together >= self.least)


def hidden_in_list(
    responses: Sequence[int],
    respondents: Iterable[Tally],
    kinds: Iterable[Tally] = (),
    least: int = LEAST,
) -> Mask:
    """Return which cells of a list must not show their results.

    Parameters
    ----------
    responses : sequence of int, length g
        In each cell; below `least` it is hidden, and cells with fewer are hidden first.
    respondents : iterable of Tally
        Those of each result (each index), with `least` as the least; a cell with 1 to
        ``least - 1`` of one is hidden with all its results, lest one result tell another.
    kinds : iterable of Tally
        Other things that hidden cells must have together, such as satisfied and unsatisfied
        people: if all were satisfied, each would be known to be.
    least : int

    Returns
    -------
    ndarray of bool, shape (g,)
        What the total itself has too little of cannot be protected; then everything is hidden
        where one cell must be.
    """
    counted, sizes = list(respondents), np.asarray(responses)
    small = (sizes > 0) & (sizes < least)
    for tally in counted:
        small |= (tally.counts > 0) & (tally.counts < least)
    is_something_hidden = any(tally.counts[small].any() for tally in counted)
    is_rest_told = any(0 < tally.rest < least for tally in counted)
    if not is_something_hidden and not is_rest_told:
        return small
    rules = [rule for rule in (*counted, *kinds) if rule.counts.sum() + rule.rest >= rule.least]
    order = [place for place in np.argsort(sizes, kind="stable").tolist() if sizes[place]]
    return _complemented(small, order, rules)


def _complemented(small: Mask, order: Sequence[int], rules: Sequence[Tally]) -> Mask:
    """Return the small cells and, in the order given, as many others as the rules ask for."""
    hidden = small.copy()
    added = [place for place in order if not hidden[place]]
    for count, place in enumerate(added):
        if all(rule.keeps(hidden) for rule in rules):
            added = added[:count]
            break
        hidden[place] = True
    # What was hidden on the way and turned out not to be needed is shown again.
    for place in added:
        hidden[place] = False
        hidden[place] = not all(rule.keeps(hidden) for rule in rules)
    return hidden
