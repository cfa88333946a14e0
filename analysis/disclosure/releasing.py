"""Which cells of a table are shown: small ones never, and none that the others would tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from analysis.disclosure.attack import Floats, Mask
from analysis.disclosure.suppression import suppress
from analysis.disclosure.tables import CountTable, Groups, Known, disclosed_cell, table_of
from analysis.disclosure.thresholds import LEAST, ShownShare, shown_share

HIDDEN = "…"


class Level(StrEnum):
    """How much of a table is left."""

    DETAILED = "detailed"
    COARSER = "coarser"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Release:
    """A table as it may be shown.

    Attributes
    ----------
    counts : ndarray of float, shape (d1 + totals, d2 + totals, ...)
        Respondents, with the subtotals and the total of each axis; NaN where hidden. All hidden
        cells look alike.
    level : Level
        ``COARSER`` when only totals are left, ``NOTHING`` when everything is hidden.
    least : int
    """

    counts: Floats
    level: Level
    least: int

    @property
    def hidden(self) -> Mask:
        """Whether each cell is hidden."""
        return np.isnan(self.counts)

    def share(self, part: tuple[int, ...], whole: tuple[int, ...]) -> ShownShare | None:
        """Return the share of one cell in another; None when one is hidden or the whole is 0."""
        count, of = float(self.counts[part]), float(self.counts[whole])
        return None if np.isnan(count + of) or of == 0 else shown_share(count, of)

    def __str__(self) -> str:
        rows = self.counts.reshape(-1, self.counts.shape[-1]).tolist()
        return "\n".join(" ".join(f"{_in_words(value):>6}" for value in row) for row in rows)


def release(
    counts: ArrayLike,
    groups: Groups | None = None,
    earlier: Sequence[Known] = (),
    least: int = LEAST,
    secret: ArrayLike = False,
) -> Release:
    """Return a table of respondents with what must be hidden hidden.

    Hidden are the cells and totals of 1 to ``least - 1``, and of the others as many, chosen
    greedily, as it takes until linear programming shows that no hidden cell can be narrowed to an
    interval narrower than `least` from all that is shown. Totals go after the cells they sum, the
    grand total last: what cannot be shown in detail becomes a coarser table, or nothing.

    Parameters
    ----------
    counts : array_like of int, one axis or more
        Respondents without totals; whole numbers, not below 0.
    groups : mapping of int to sequence of sequences of int, or None
        For an axis, the indices that make up each group of a hierarchy, such as the service points
        of each unit; together they name every index once. Each group gets a subtotal.
    earlier : sequence of Known
        What was released before, as sums over `counts`.
    least : int
        Respondents that a cell must have; 10 or more.
    secret : array_like of bool, shape of `counts`
        Cells to hide whatever they count, such as a zero that would say what all of a few did.

    Returns
    -------
    Release

    Raises
    ------
    ValueError
        If `least` is below 10, or the counts, groups or earlier figures are not as they must be.
    TableTooLarge
        If the table has more than 400 cells with totals.

    Notes
    -----
    The audit treats counts as real numbers of at least 0 and supposes readers who know no answers
    but what is shown. A zero may be shown.

    References
    ----------
    .. [1] A. Hundepool et al., Statistical Disclosure Control, Wiley 2012.
    """
    if least < LEAST:
        raise ValueError(f"least must be {LEAST} or more: {least}")
    table = table_of(counts, groups)
    equations = table.equations(earlier)
    primary = (table.cells > 0) & (table.cells < least)
    primary[table.levels.ravel() == 0] |= np.broadcast_to(secret, np.shape(counts)).ravel()
    hidden = suppress(
        primary,
        partial(disclosed_cell, table, equations, least),
        partial(_further, table, ~_disclosed_by_zero(table)),
        # The largest first: their numbers say most.
        np.argsort(-table.cells, kind="stable").tolist(),
    ).reshape(table.counts.shape)
    return Release(np.where(hidden, np.nan, table.counts), _level(table, hidden), least)


def _disclosed_by_zero(table: CountTable) -> Mask:
    """Return the cells below a total of 0, which is known to leave 0 for each of them."""
    is_zero = (table.sums < 0) @ table.cells == 0
    return np.asarray((table.sums[is_zero] > 0).any(axis=0), np.bool_)


def _further(table: CountTable, choosable: Mask, hidden: Mask, disclosed: int) -> Mask | None:
    """Return the hidden cells with the one that protects the disclosed one at the lowest price."""
    candidates = choosable & ~hidden
    if not candidates.any():
        return None
    lines = table.sums != 0
    hidden_in_line = lines[:, hidden].sum(axis=1)
    single, without = lines[hidden_in_line == 1], lines[hidden_in_line == 0]
    # A hidden cell alone in its line is told by subtraction.
    to_mend = lines[(hidden_in_line == 1) | lines[:, disclosed]].any(axis=0)
    beside = candidates & to_mend
    chosen = np.flatnonzero(beside if beside.any() else candidates)
    counts, levels = table.cells[chosen], table.levels.ravel()
    order = (
        counts,
        counts == 0,
        without[:, chosen].sum(axis=0) - single[:, chosen].sum(axis=0),
        np.abs(levels[chosen] - levels[disclosed]),
        chosen == len(hidden) - 1,
    )
    return np.asarray(hidden | (np.arange(len(hidden)) == chosen[np.lexsort(order)[0]]), np.bool_)


def _level(table: CountTable, hidden: Mask) -> Level:
    if hidden.all():
        return Level.NOTHING
    return Level.COARSER if hidden[table.levels == 0].all() else Level.DETAILED


def _in_words(value: float) -> str:
    return HIDDEN if np.isnan(value) else f"{value:.0f}"
