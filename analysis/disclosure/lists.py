"""Which groups of lists that are shown together, with the whole, must not show their results."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.attack import Mask
from analysis.disclosure.cells import Cells
from analysis.disclosure.lines import suppressed_along_lines
from analysis.disclosure.published_lists import disclosed_group
from analysis.disclosure.suppression import suppress
from analysis.disclosure.thresholds import LEAST

Attack = Callable[[Cells, Mask, Mask | None], int | None]
# Of a figure, in a sum of figures that comes near to another.
_A_PART = 0.1
# Beyond so many cells the programmes take minutes, and no cheaper rule is a proof.
MOST_CELLS = 5000
# So many groups are hidden one by one before whole lists are, each out of so many tried alone.
STEPS, _TRIES = 10, 5


def suppressed_groups(
    cells: Cells,
    attack: Attack = disclosed_group,
    most_cells: int = MOST_CELLS,
    steps: int = STEPS,
) -> Mask:
    """Return which groups, shape (g,), must not show their results; the last list is kept longest.

    Suppression along lines comes first, as it is quick; `attack` finds what they still disclose.
    """
    if not (cells.few | cells.masked).any():
        return cells.primary
    if len(cells.responses) > most_cells:
        last = cells.of_list(cells.groups[-1].list_name)
        return suppressed_along_lines(cells, cells.primary | ~last)
    along_lines = suppressed_along_lines(cells, cells.primary)

    def audit(hidden: Mask) -> int | None:
        # With everything hidden only the whole is told, which is shown in any case.
        return None if hidden.all() else attack(cells, hidden, None)

    def further(hidden: Mask, disclosed: int) -> Mask:
        if (hidden & ~along_lines).sum() < steps:
            return _with_a_group(cells, hidden, disclosed, attack)
        # All of the first list that still shows something.
        return hidden | cells.of_list(cells.groups[int(np.argmin(hidden))].list_name)

    # The largest are shown again first: most people are waiting for their results.
    order = np.argsort(-cells.sizes, kind="stable").tolist()
    return suppress(along_lines, audit, further, order)


def _with_a_group(cells: Cells, hidden: Mask, disclosed: int, attack: Attack) -> Mask:
    """Return the hidden groups with one more.

    It is one that by itself protects the disclosed group, else the first, in this order: those
    whose figures tell most of it, those of its own list, those that can stand in for it, the small.
    """
    every = np.arange(len(hidden))
    shown = np.flatnonzero(~hidden)
    is_other = ~cells.of_list(cells.groups[disclosed].list_name)
    telling = _tells(cells, shown, disclosed)
    is_like = _stands_in(cells, disclosed, is_other)
    order = np.lexsort((cells.sizes[shown], ~is_like[shown], is_other[shown], ~telling))
    tried = [hidden | (every == group) for group in shown[order][:_TRIES].tolist()]
    protecting = (more for more in tried if attack(cells, more, every == disclosed) is None)
    return next(protecting, tried[0])


def _tells(cells: Cells, shown: NDArray[np.intp], disclosed: int) -> Mask:
    """Return which of the shown groups make up the sum that comes nearest to the disclosed one."""
    size = np.sqrt(cells.responses)
    rows = np.vstack((size, *(cells.members[shown] * size))).astype(np.float64)
    wanted = np.asarray(cells.members[disclosed] * size, np.float64)
    parts = np.linalg.lstsq(rows.T, wanted, rcond=None)[0]
    return np.asarray(np.abs(parts[1:]) > _A_PART, np.bool_)


def _stands_in(cells: Cells, disclosed: int, is_other: Mask) -> Mask:
    """Return which groups have answers of both kinds that could as well be the disclosed one's.

    They are those under the same names of all other lists: of the same field, in the same months.
    """
    names = [column.tobytes() for column in cells.members[is_other].T]
    wanted = {names[cell] for cell in np.flatnonzero(cells.members[disclosed]).tolist()}
    alike = cells.members & np.array([name in wanted for name in names])
    satisfied = cells.satisfied.sum(axis=0)
    kinds = np.array([satisfied, cells.valid.sum(axis=0) - satisfied])
    room = np.minimum(LEAST, cells.members[disclosed] @ cells.valid.sum(axis=0))
    return np.asarray(((kinds @ alike.T) >= room).all(axis=0), np.bool_)
