"""Tables of counts: how many respondents gave each kind of answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from analysis.estimators.rows import Codes, Floats


def require_whole_counts(respondents: Floats) -> None:
    """Raise ValueError that names the first row with a number that counts nobody."""
    wrong = np.flatnonzero(~((respondents >= 0) & (respondents == np.floor(respondents))))
    if wrong.size:
        raise ValueError(
            f"respondents must be whole numbers, not below 0; {wrong.size} of {respondents.size} "
            f"are not, first in row {wrong[0]}: {respondents[wrong[0]]:g}"
        )


@dataclass(frozen=True, eq=False)
class Counts:
    """The table of counts of a cell: how many primary units gave each kind of answers.

    All columns have one entry a kind; a kind may have no respondent, or come more than once. Where
    weights differ inside a primary unit it has the largest, and as many answers as make up its
    weighted totals.
    """

    # Satisfied and valid answers of each respondent of the kind.
    y: Floats
    m: Floats
    # How many there are; below 0 for those that are taken out.
    respondents: Floats
    # Cases that each of them stands for.
    weights: Floats
    # The most valid answers that one can give, as in `Rows`.
    items: float | None = None


def joined(tables: Sequence[Counts]) -> Counts:
    """Return tables in one, in which each kind comes once."""
    columns = [(each.y, each.m, each.weights) for each in tables]
    kinds, kind = _different(np.concatenate([np.stack(each) for each in columns], axis=1))
    every = np.concatenate([each.respondents for each in tables])
    respondents = np.bincount(kind, every, kinds.shape[1]).astype(np.float64)
    kept = respondents != 0
    y, m, weights = kinds[:, kept]
    items = most_items(each.items for each in tables if len(each.y))
    return Counts(y, m, respondents[kept], weights, items)


def _different(kinds: Floats) -> tuple[Floats, Codes]:
    """Return the columns that differ, in order, and which of them each column is."""
    order = np.lexsort(kinds[::-1])
    rising = kinds[:, order]
    is_new = np.append(True, (np.diff(rising, axis=1) != 0).any(axis=0))[: len(order)]
    kind = np.empty(len(order), dtype=np.int64)
    kind[order] = np.cumsum(is_new) - 1
    return rising[:, is_new], kind


def most_items(items: Iterable[float | None]) -> float | None:
    """Return the longest form's number of items; None when one of them, or all, is not known."""
    every = list(items)
    known = [each for each in every if each is not None]
    return max(known) if known and len(known) == len(every) else None


@dataclass(frozen=True, eq=False)
class PartTables:
    """Tables of counts of k parts of one sample over the same J kinds of respondents."""

    # Of each kind, shape (J,).
    y: Floats
    m: Floats
    weights: Floats
    # Respondents of each part, shape (k, J).
    respondents: Floats
    # The most valid answers that one of them can give; None when not known.
    items: float | None


def part_tables(tables: Sequence[tuple[int, Counts]], parts: int) -> PartTables:
    """Return tables, each of one of so many parts, over the same kinds of respondents."""
    part = np.repeat(
        np.array([part for part, _ in tables], np.int64), [len(counts.y) for _, counts in tables]
    )
    y, m, weights, respondents = (
        np.concatenate([np.zeros(0), *(column_of(counts) for _, counts in tables)])
        for column_of in map(attrgetter, ("y", "m", "weights", "respondents"))
    )
    is_kind = (respondents != 0) & (m > 0) & (weights > 0)
    kinds, kind = _different(np.stack([y, m, weights])[:, is_kind])
    count = kinds.shape[1]
    table = np.bincount(part[is_kind] * count + kind, respondents[is_kind], parts * count)
    respondents = table.reshape(parts, count).astype(np.float64)
    y, m, weights = kinds
    items = most_items(counts.items for _, counts in tables)
    return PartTables(y, m, weights, respondents, items)
