"""Rows that have neither a day nor a number, where the others do: summaries, or responses."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from analysis.reading.rows import CountedRows
from analysis.responses import MISSING, Labels, Mask


def possible_summaries(rows: CountedRows, is_identified: Mask, labels: Iterable[Labels]) -> Mask:
    """Return which rows look like summaries of the others, such as largest values, shape (n,).

    They have no day and no number, and no name in common with the rows that have one. Where some
    of those have no name either, only the rows above or below all of them do.

    Parameters
    ----------
    rows : CountedRows
    is_identified : ndarray of bool, shape (n,)
        Which rows have a day, or the number of a record.
    labels : iterable of Labels
        The names in each column of them, such as service points.
    """
    identified = rows.is_counted & is_identified
    undated = rows.is_counted & ~is_identified
    is_named, is_known = np.zeros((2, len(rows)), np.bool_)
    for each in labels:
        has_name = each.codes != MISSING
        is_named |= has_name
        is_known |= has_name & np.isin(each.codes, each.codes[identified])
    everybody_is_named = bool(is_named[identified].all())
    chosen: Mask = undated & ~is_known & (is_named | everybody_is_named)
    # Where nothing of a service point is dated, nobody wrote its days.
    if chosen.sum() > identified.sum():
        return np.zeros(len(rows), np.bool_)
    if not chosen.any() and _are_at_an_end(undated, identified):
        chosen = undated & ~is_named
    return chosen


def _are_at_an_end(undated: Mask, identified: Mask) -> bool:
    """Return whether all rows without a day stand above or below those that have one."""
    indices = np.flatnonzero(identified)
    return bool(len(indices)) and not undated[indices[0] : indices[-1]].any()
