"""Whether rows come in pairs throughout, as where a table was pasted twice and then sorted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from analysis.reading.row_hashes import Hashes
from analysis.reading.rows import CountedRows
from analysis.responses import Mask

# How often a table may have been pasted.
_TIMES = (2, 3)
# People may come in pairs by chance; by one grouping, in one file of ten thousand at most.
_CHANCE = 1e-4


@dataclass(frozen=True)
class RepeatedRows:
    """Rows that say what others say, shape (n,), their numbers, and how often each stands there."""

    copies: Mask
    rows: list[int]
    times: int


def repeated_rows(
    hashes: Hashes, rows: CountedRows, groupings: Iterable[NDArray[np.integer]] = ()
) -> RepeatedRows | None:
    """Return the rows that count and are copies, where nearly all rows have some; or None.

    Those of one group of a grouping are enough, such as of one month: `groupings` have the group of
    each row, and rows that say the same are of one group. Where people answer independently, how
    many of them say one thing is a Poisson variable, mixed or not. If it is not zero, it is a
    multiple of m with a probability of 1/m at most, whatever its mean: so many different contents
    can hardly all come in pairs.
    """
    indices = np.flatnonzero(rows.is_counted)
    _, first, contents, counts = np.unique(
        hashes[indices], return_index=True, return_inverse=True, return_counts=True
    )
    whole = np.zeros(len(rows), np.int64)
    groups = [grouping[indices[first]] for grouping in (whole, *groupings)]
    for times in _TIMES:
        chosen = np.logical_or.reduce([_in_repeated_groups(counts, each, times) for each in groups])
        if chosen.any():
            is_copy = chosen[contents] & (
                _places(contents, counts) >= np.ceil(counts / times)[contents]
            )
            copies = np.zeros(len(rows), np.bool_)
            copies[indices[is_copy]] = True
            return RepeatedRows(copies, rows.where(copies), times)
    return None


def _in_repeated_groups(counts: NDArray[np.int64], groups: NDArray[np.integer], times: int) -> Mask:
    """Return which contents are of a group that stands there so many times throughout."""
    names, group_of = np.unique(groups, return_inverse=True)
    contents = np.bincount(group_of, minlength=len(names))
    multiples = np.bincount(group_of[counts % times == 0], minlength=len(names))
    hardly = log(_CHANCE / max(len(names), 1))
    repeated = [
        _log_chance(found, of, 1 / times) < hardly
        for found, of in zip(multiples.tolist(), contents.tolist(), strict=True)
    ]
    return np.array(repeated, np.bool_)[group_of]


def _log_chance(found: int, of: int, chance: float) -> float:
    """Return a bound on the log probability that at least so many of independent events happen.

    Each has at most the probability `chance`. The bound is Chernoff's; it is exact for all of them.
    """
    if found <= chance * of:
        return 0.0
    share = found / of
    rest = (1 - share) * log((1 - share) / (1 - chance)) if share < 1 else 0.0
    return -of * (share * log(share / chance) + rest)


def _places(contents: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return for each row how many rows above it have the same content."""
    ordered = np.argsort(contents, kind="stable")
    places = np.empty(len(contents), np.int64)
    places[ordered] = np.arange(len(contents)) - (np.cumsum(counts) - counts)[contents[ordered]]
    return places
