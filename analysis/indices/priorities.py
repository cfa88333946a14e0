"""What to look at first: how many an item leaves unsatisfied, and how far it goes with the rest.

An association is no cause: people who are content rate everything well.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Interval
from analysis.estimators.distributions import require_level
from analysis.estimators.tables import Floats
from analysis.estimators.tests import spearman, spearman_interval
from analysis.indices.ratings import Ratings

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Association:
    """How an item's rating goes with the mean of the person's other ratings.

    `not_satisfied` counts the persons whose valid answer is not one of the satisfied ones,
    `persons` those who answered the item and at least one other. The correlation is None when one
    side does not vary; its interval is None then and where it would be a point.
    """

    item: str
    not_satisfied: int
    correlation: float | None
    interval: Interval | None
    persons: int
    caveats: tuple[Caveat, ...]


def associations(ratings: Ratings, confidence_level: float = 0.95) -> tuple[Association, ...]:
    """Return the association of each item with the mean of the person's other items.

    Persons count alike, whatever sampling group they are in.

    Sources: C. Spearman, Am. J. Psychol. 15 (1904), 72-101; D. G. Bonett, T. A. Wright,
    Psychometrika 65 (2000), 23-28.
    """
    require_level(confidence_level)
    total = ratings.positions.sum(axis=0, dtype=np.int64)
    valid = ratings.valid.sum(axis=0, dtype=np.int64)
    return tuple(
        _association(ratings, item, (total, valid), confidence_level)
        for item in range(len(ratings.items))
    )


def _association(
    ratings: Ratings, item: int, others: tuple[Counts, Counts], confidence_level: float
) -> Association:
    own, (total, valid) = ratings.positions[item], others
    both = (own > 0) & (valid > 1)
    rating = own[both].astype(np.int64)
    correlation = spearman(_table(ratings, rating, total[both] - rating, valid[both] - 1))
    interval, code = None, CaveatCode.NO_ASSOCIATION
    if correlation is not None:
        interval = spearman_interval(correlation, len(rating), confidence_level)
        code = CaveatCode.ASSOCIATION
    return Association(
        item=ratings.items[item],
        not_satisfied=int(np.count_nonzero((own > 0) & ~ratings.satisfied[item])),
        correlation=correlation,
        interval=interval,
        persons=len(rating),
        caveats=(Caveat(code),),
    )


def _table(ratings: Ratings, rating: Counts, total: Counts, others: Counts) -> Floats:
    """Return how many persons have each rating and each mean of other ratings, both ascending.

    There are few different means however many persons there are, which spares sorting the persons.
    """
    rows, stride = ratings.levels + 1, len(ratings.items) + 1
    width = (len(ratings.items) * ratings.levels + 1) * stride
    counts = np.bincount(rating * width + total * stride + others, minlength=rows * width)
    by_pair = counts.reshape(rows, width).astype(np.float64)
    pairs = np.flatnonzero(by_pair.any(axis=0))
    means, column = np.unique((pairs // stride) / (pairs % stride), return_inverse=True)
    table = np.zeros((rows, len(means)))
    for row in range(rows):
        table[row] = np.bincount(column, by_pair[row, pairs], len(means))
    return table
