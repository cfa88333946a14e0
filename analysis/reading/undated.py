"""Rows that lack the day or number that the others have: summaries, or responses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from analysis.reading.rows import CountedRows
from analysis.responses import MISSING, Labels, Mask


def possible_summaries(rows: CountedRows, marks: Sequence[Mask], labels: Iterable[Labels]) -> Mask:
    """Return which rows look like summaries of the others, such as largest values, shape (n,).

    They lack the day or number that most rows have, and name a service point that no row with all
    of these has; or they name none and have neither day nor number. Where some of the others name
    none either, only rows above or below all of them are meant.

    Parameters
    ----------
    rows : CountedRows
    marks : sequence of ndarray of bool, shape (n,)
        Which rows have a day, the number of a record, or a running number.
    labels : iterable of Labels
        The names in each column of them, such as service points.
    """
    counted = rows.is_counted
    usual = [mark for mark in marks if 2 * (mark & counted).sum() >= counted.sum()]
    whole = np.logical_and.reduce([counted, *usual])
    identified = counted & np.logical_or.reduce([~counted, *usual])
    if not usual or whole.sum() == counted.sum():
        return np.zeros(len(rows), np.bool_)
    is_named, is_known = np.zeros((2, len(rows)), np.bool_)
    for each in labels:
        has_name = each.codes != MISSING
        is_named |= has_name
        is_known |= has_name & np.isin(each.codes, each.codes[whole])
    unidentified = counted & ~identified
    chosen: Mask = counted & ~whole & is_named & ~is_known
    if is_named[identified].all():
        chosen |= unidentified & ~is_named
    # Where nothing of a service point is dated, nobody wrote its days.
    if chosen.sum() > whole.sum():
        return np.zeros(len(rows), np.bool_)
    if not chosen.any() and _are_at_an_end(unidentified, identified):
        chosen = unidentified & ~is_named
    return chosen


def _are_at_an_end(unidentified: Mask, identified: Mask) -> bool:
    """Return whether all rows without day and number stand above or below those with one."""
    indices = np.flatnonzero(identified)
    return not unidentified[indices[0] : indices[-1]].any()
