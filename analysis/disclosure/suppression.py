"""Complementary suppression: what else is hidden until nothing protected can be worked out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from analysis.disclosure.attack import Mask

Audit = Callable[[Mask], int | None]
Further = Callable[[Mask, int], Mask | None]


def suppress(primary: Mask, audit: Audit, further: Further, order: Sequence[int]) -> Mask:
    """Return what is hidden: `primary`, and of the rest what it takes until an audit accepts it.

    Parameters
    ----------
    primary : ndarray of bool, shape (n,)
        What is hidden in any case.
    audit : callable
        Returns the index of something disclosed when this is hidden; None when nothing is.
    further : callable
        Returns what is hidden next to protect it; None when nothing is left that would help, and
        then everything is hidden.
    order : sequence of int
        In which what was added is shown again, if it turned out to be redundant.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    suppressed = primary
    while (disclosed := audit(suppressed)) is not None:
        more = further(suppressed, disclosed)
        if more is None:
            return np.ones_like(primary)
        suppressed = more
    added = suppressed & ~primary
    for index in order:
        if added[index]:
            without = suppressed & (np.arange(len(primary)) != index)
            suppressed = without if audit(without) is None else suppressed
    return suppressed
