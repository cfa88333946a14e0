"""Why an index is never worked out from answers without their respondents."""

from __future__ import annotations

import numpy as np

from analysis.estimators.moments import MM, M, N
from analysis.estimators.rows import Floats

WHY = (
    "The answers of one person resemble each other and must not count as independent: an interval "
    'from pooled answers that says "95 %" covers the truth 40 to 55 % of the time with 22 '
    "questions, however many answers there are."
)
INSTEAD = (
    "Give one row a respondent (satisfied answers, valid answers), as analysis.satisfaction_index "
    "takes them, or Moments made from such rows. One question that was asked once of each person "
    "is no index: analysis.wilson(satisfied, respondents)."
)
SLACK = 1e-9


class PooledAnswers(ValueError):
    """An index was asked for without its respondents."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"{problem}. {WHY} {INSTEAD}")


def require_respondents(totals: Floats) -> None:
    """Raise PooledAnswers when sums, shape (k, 9), cannot have come from respondents.

    Whatever the persons answered, ``sum m^2`` is at least ``(sum m)^2 / n``; totals of answers
    alone lack the squares, or the number of persons.
    """
    n, m, mm = totals[:, N], totals[:, M], totals[:, MM]
    pooled = np.flatnonzero(mm * n < m**2 * (1 - SLACK))
    if pooled.size:
        at = pooled[0]
        raise PooledAnswers(
            "mm must be the sum of squared valid answers over respondents, "
            f"at least m^2 / n; n is {n[at]:g}, m {m[at]:g} and mm {mm[at]:g}"
        )
