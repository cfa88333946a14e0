"""Which groups of a list show a result, when the result of all together is shown.

A list with its total is a table of one axis, where the audit by linear programming has a known
answer: a hidden part can be what the total leaves it when the others are as low, or as high, as
they can be. So a list of any length needs no solver.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.thresholds import LEAST

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]
_TOLERANCE = 1e-6


class Rule(Protocol):
    """What the hidden groups of a list must fulfil."""

    def keeps(self, hidden: Mask) -> bool:
        """Return whether what is shown tells no secret when these are hidden."""
        ...


@dataclass(frozen=True)
class Tally:
    """People, whose hidden groups must be enough together where one of them has few.

    Attributes
    ----------
    counts : ndarray of float, shape (g,)
        Not below 0.
    rest : float
        Counted in the total but in no group, such as responses without a date.
    least : float
        What the hidden ones must have together, if the total has it.
    """

    counts: Floats
    rest: float = 0
    least: float = LEAST

    def keeps(self, hidden: Mask) -> bool:
        """Return whether no sum of few people is told."""
        every = np.append(self.counts, self.rest)
        if not ((every > 0) & (every < self.least)).any():
            return True
        together = float(self.counts[hidden].sum()) + self.rest
        return bool(together >= min(self.least, every.sum()) - _TOLERANCE)


@dataclass(frozen=True)
class Room:
    """Answers of which several numbers must remain possible; the last is the rest's.

    Attributes
    ----------
    counts : ndarray of float, shape (g + 1,)
        As they are: of each group, and of what is counted in the total but in no group.
    low, high : ndarray of float, shape (g + 1,)
        Between what a group is shown to be that is not hidden: twice its count, or an interval.
    most : ndarray of float, shape (g + 1,)
        What a hidden group could have at most.
    apart : ndarray of float, shape (g + 1,)
        How far the lowest and the highest possible number must lie apart; 0 asks for nothing.
    """

    counts: Floats
    low: Floats
    high: Floats
    most: Floats
    apart: Floats

    def keeps(self, hidden: Mask) -> bool:
        """Return whether each number can be as low and as high as it must."""
        unknown = np.append(hidden, True)
        low, high = np.where(unknown, 0, self.low), np.where(unknown, self.most, self.high)
        total = self.counts.sum()
        lowest = np.maximum(low, total - (high.sum() - high))
        highest = np.minimum(high, total - (low.sum() - low))
        return bool((highest - lowest >= self.apart - _TOLERANCE).all())


def hidden_in_list(sizes: Sequence[float], hidden: Mask, rules: Sequence[Rule]) -> Mask:
    """Return which groups of a list must not show their results.

    Parameters
    ----------
    sizes : sequence of float, length g
        Responses; groups with fewer are hidden first, those without any never.
    hidden : ndarray of bool, shape (g,)
        What is hidden in any case.
    rules : sequence of Rule
        What they ask for even when everything is hidden cannot be had, and is not looked for.

    Returns
    -------
    ndarray of bool, shape (g,)
    """
    chosen = hidden.copy()
    order = np.argsort(sizes, kind="stable").tolist()
    added = [place for place in order if sizes[place] and not hidden[place]]
    for count, place in enumerate(added):
        if all(rule.keeps(chosen) for rule in rules):
            added = added[:count]
            break
        chosen[place] = True
    # What was hidden on the way and turned out not to be needed is shown again.
    for place in added:
        chosen[place] = False
        chosen[place] = not all(rule.keeps(chosen) for rule in rules)
    return chosen
