"""What to look at first: the items that leave most people unsatisfied, as far as it is proved.

Beside it stands how far an item goes with the rest. An association is no cause: people who are
content rate everything well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Interval
from analysis.estimators.distributions import require_level
from analysis.estimators.rows import Floats
from analysis.estimators.tests import spearman, spearman_interval
from analysis.indices.ratings import Ratings

Counts = NDArray[np.int64]
# How likely is the item that leaves most people unsatisfied not among the foremost, at most.
ERROR = 0.05
# Respondents whose answers are multiplied at once: a million at once would take much memory.
_AT_ONCE = 65_536


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
    sums = _sums(ratings)
    return tuple(
        _association(ratings, item, sums, confidence_level) for item in range(len(ratings.items))
    )


def foremost(ratings: Ratings, items: Sequence[str]) -> tuple[str, ...]:
    """Return the items of which each may be the one that leaves most people unsatisfied.

    An item is not among them where another is proved to leave more unsatisfied, by the sign test
    on the people who are unsatisfied with one of the two and not with the other. With `n` items
    each test has an error of ``0.05 / (n - 1)``, so that the one which leaves most unsatisfied is
    missing in at most one of twenty samples. Persons count alike.

    Sources: Q. McNemar, Psychometrika 12 (1947), 153-157; S. S. Gupta, Technometrics 7 (1965),
    225-245 (a subset that holds the best).
    """
    from scipy.special import betainc  # noqa: PLC0415 (importing it takes long)

    chosen = [ratings.items.index(item) for item in items]
    both = _unsatisfied_with_both(ratings, chosen)
    alone = np.diag(both)[:, np.newaxis] - both
    # How likely so many are unsatisfied with the first alone, where one or the other is as likely:
    # a binomial tail. It is 1 for nobody.
    p_values = betainc(alone, alone.T + 1, 0.5)
    is_proved = p_values <= ERROR / max(1, len(items) - 1)
    return tuple(item for at, item in enumerate(items) if not is_proved[:, at].any())


def _unsatisfied_with_both(ratings: Ratings, chosen: Sequence[int]) -> Floats:
    """Return how many are unsatisfied with both of each two items, shape (k, k)."""
    both = np.zeros((len(chosen), len(chosen)))
    for start in range(0, ratings.positions.shape[1], _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        positions, satisfied = ratings.positions[chosen, part], ratings.satisfied[chosen, part]
        unsatisfied = ((positions > 0) & ~satisfied).astype(np.float32)
        both += unsatisfied @ unsatisfied.T
    return both


def _sums(ratings: Ratings) -> Counts:
    """Return for each person the sum of all ratings, times the items plus 1, and their number."""
    stride = len(ratings.items) + 1
    sums = np.zeros(ratings.positions.shape[1], np.int64)
    for positions, valid in zip(ratings.positions, ratings.valid, strict=True):
        sums += positions.astype(np.int32) * stride + valid
    return sums


def _association(ratings: Ratings, item: int, sums: Counts, confidence_level: float) -> Association:
    table, own = _table(ratings, item, sums), ratings.positions[item]
    correlation, persons = spearman(table), int(table.sum())
    interval, code = None, CaveatCode.NO_ASSOCIATION
    if correlation is not None:
        interval = spearman_interval(correlation, persons, confidence_level)
        code = CaveatCode.ASSOCIATION
    return Association(
        item=ratings.items[item],
        not_satisfied=int(np.count_nonzero((own > 0) & ~ratings.satisfied[item])),
        correlation=correlation,
        interval=interval,
        persons=persons,
        caveats=(Caveat(code),),
    )


def _table(ratings: Ratings, item: int, sums: Counts) -> Floats:
    """Return how many persons have each rating and each mean of other ratings, both ascending.

    There are few different means however many persons there are, which spares sorting the persons.
    """
    rows, stride = ratings.levels + 1, len(ratings.items) + 1
    width = (len(ratings.items) * ratings.levels + 1) * stride
    counted = np.bincount(ratings.positions[item] * np.int64(width) + sums, minlength=rows * width)
    # Of those who rated the item and others: the sum and the number of these others.
    rating, every = np.divmod(np.flatnonzero(counted), width)
    total, others = every // stride - rating, every % stride - 1
    is_person = (rating > 0) & (others > 0)
    rating, total, others = rating[is_person], total[is_person], others[is_person]
    means, column = np.unique(total / others, return_inverse=True)
    persons = counted[counted > 0][is_person]
    table = np.bincount(rating * len(means) + column, persons, rows * len(means))
    return table.reshape(rows, len(means)).astype(np.float64)
