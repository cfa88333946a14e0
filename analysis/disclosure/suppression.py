"""Complementary suppression: what else is hidden until nothing protected can be worked out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from analysis.disclosure.attack import Mask

# Returns the index of something disclosed when this is hidden; None when nothing is.
Audit = Callable[[Mask], int | None]
# Returns what is hidden next to protect it; None when nothing would help, and all is hidden.
Further = Callable[[Mask, int], Mask | None]


def suppress(primary: Mask, audit: Audit, further: Further, order: Sequence[int]) -> Mask:
    """Return what is hidden: `primary`, and of the rest what it takes until the audit accepts it.

    What was added is shown again in the given order, as far as it turned out to be redundant.
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
