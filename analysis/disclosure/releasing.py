"""Which cells of a table are shown: small ones never, and none that the others would tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from analysis.disclosure.audit import Equations, Hidden, equations, first_narrowed
from analysis.disclosure.tables import Floats, Groups, Known, Table, table_of
from analysis.disclosure.thresholds import LEAST, ShownShare, shown_share

# Of cells with totals: beyond it the audit takes minutes, and no cheaper rule is a proof.
MOST_CELLS = 400
HIDDEN = "…"


class TableTooLarge(ValueError):
    """A table with more cells than can be audited."""


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
        Respondents, with the totals of `table_of`; NaN where hidden. All hidden cells look alike.
    level : Level
        ``COARSER`` when only totals are left, ``NOTHING`` when everything is hidden.
    least : int
    """

    counts: Floats
    level: Level
    least: int

    @property
    def hidden(self) -> Hidden:
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
        The hierarchy on an axis, as `table_of` takes it.
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
    if table.counts.size > MOST_CELLS:
        raise TableTooLarge(f"at most {MOST_CELLS} cells with totals: {table.counts.size}")
    told = equations(table, earlier)
    small = _small(told, least)
    small[table.levels.ravel() == 0] |= np.broadcast_to(secret, np.shape(counts)).ravel()
    hidden = _complemented(table, told, small, least).reshape(table.counts.shape)
    shown = np.where(hidden, np.nan, told.counts.reshape(table.counts.shape))
    return Release(shown, _level(table, hidden), least)


def _small(told: Equations, least: int) -> Hidden:
    return (told.counts > 0) & (told.counts < least)


def _complemented(table: Table, told: Equations, small: Hidden, least: int) -> Hidden:
    """Return the small cells and as many others as the audit asks for."""
    hidden = small.copy()
    choosable = ~_told_by_zero(table)
    while (exposed := first_narrowed(told, hidden, least)) is not None:
        candidates = choosable & ~hidden
        if not candidates.any():
            return np.ones_like(hidden)
        hidden[_next_hidden(table, told, hidden, candidates, exposed)] = True
    return _without_needless(told, hidden, small, least)


def _without_needless(told: Equations, hidden: Hidden, small: Hidden, least: int) -> Hidden:
    """Return what must stay hidden when cells that others protect by now are shown again."""
    added = np.flatnonzero(hidden & ~small)
    # The largest first: their numbers say most.
    for cell in added[np.argsort(-told.counts[added], kind="stable")].tolist():
        hidden[cell] = False
        hidden[cell] = first_narrowed(told, hidden, least) is not None
    return hidden


def _told_by_zero(table: Table) -> Hidden:
    """Return the cells that a total of 0 tells anyway; hiding them would hide nothing."""
    told = np.zeros(table.counts.size, np.bool_)
    for each in table.sums:
        told[list(each.parts)] |= table.counts.flat[each.total] == 0
    return told


def _next_hidden(
    table: Table, told: Equations, hidden: Hidden, candidates: Hidden, exposed: int
) -> int:
    """Return the cell whose hiding protects the exposed one at the lowest price."""
    lines = told.matrix[: len(table.sums)] != 0
    in_line = lines[:, hidden].sum(axis=1)
    # A hidden cell alone in its line is told by subtraction.
    beside = candidates & lines[(in_line == 1) | lines[:, exposed]].any(axis=0)
    chosen = np.flatnonzero(beside if beside.any() else candidates)
    levels = table.levels.ravel()
    order = (
        told.counts[chosen],
        told.counts[chosen] == 0,
        lines[in_line == 0][:, chosen].sum(axis=0) - lines[in_line == 1][:, chosen].sum(axis=0),
        np.abs(levels[chosen] - levels[exposed]),
        chosen == table.grand_total,
    )
    return int(chosen[np.lexsort(order)[0]])


def _level(table: Table, hidden: Hidden) -> Level:
    if hidden.all():
        return Level.NOTHING
    return Level.COARSER if hidden[table.levels == 0].all() else Level.DETAILED


def _in_words(value: float) -> str:
    return HIDDEN if np.isnan(value) else f"{value:.0f}"
