"""Whether the numbers of forms tell them apart, or begin again: at each point, day or box."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

NO_NUMBER = -1
_LONGEST = 60
_LAST_DIGITS = re.compile(r"(\d{1,9})(?:[.,]0{1,6})?\D{0,3}$")
# Runs of numbers so long are no record that was entered twice.
_SHORTEST_RUN = 2

Numbers = NDArray[np.int64]


def number_in(cell: str) -> int:
    """Return the last number in what a form is called by, such as 12 of "P-012"; -1 for none."""
    found = _LAST_DIGITS.search(cell[-_LONGEST:].strip())
    return int(found[1]) if found else NO_NUMBER


def begin_again(numbers: Numbers, groups: Iterable[NDArray[np.int32]]) -> bool:
    """Return whether numbers begin again, down the table or in each group of its rows.

    Parameters
    ----------
    numbers : ndarray of int64, shape (n,)
        Of the rows of a table in their order, -1 where there is none; one has some.
    groups : iterable of ndarray of int32, shape (n,)
        Codes of points, days and the like, -1 where there is none.
    """
    is_numbered = numbers != NO_NUMBER
    if _run_again(numbers[is_numbered]):
        return True
    chosen = ((codes[is_numbered], numbers[is_numbered]) for codes in groups)
    return any(_number_each_group(codes, found) for codes, found in chosen)


def _run_again(numbers: Numbers) -> bool:
    """Return whether rising runs all begin with the least number, and several go on."""
    starts = np.concatenate([[0], np.flatnonzero(np.diff(numbers) <= 0) + 1])
    lengths = np.diff([*starts, len(numbers)])
    begin_alike = (numbers[starts] == numbers.min()).all()
    return bool(begin_alike and (lengths >= _SHORTEST_RUN).sum() > 1)


def _number_each_group(codes: NDArray[np.int32], numbers: Numbers) -> bool:
    """Return whether each of several groups has its own numbers from the same one on."""
    _, group, counts = np.unique(codes, return_inverse=True, return_counts=True)
    if len(counts) < 2:
        return False
    least, most = (np.zeros(len(counts), np.int64) for _ in range(2))
    least[:] = np.iinfo(np.int64).max
    np.minimum.at(least, group, numbers)
    np.maximum.at(most, group, numbers)
    is_dense = 2 * counts > most - least
    return bool((least == least[0]).all() and is_dense.all())
