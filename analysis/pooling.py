"""Why totals of answers give no interval, and how they are told from sums over respondents."""

from __future__ import annotations

from analysis.moments import Moments

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
ROUNDING = 1e-9


class PooledAnswers(ValueError):
    """An index was asked for without its respondents."""

    def __init__(self, found: str) -> None:
        super().__init__(f"{found}. {WHY} {INSTEAD}")


def require_respondents(total: Moments) -> None:
    """Raise PooledAnswers when sums cannot have come from respondents.

    Whatever the persons answered, ``sum m^2`` is at least ``(sum m)^2 / n``; totals of answers
    alone lack the squares, or the number of persons.
    """
    if total.mm * total.n < total.m**2 * (1 - ROUNDING):
        raise PooledAnswers(
            "mm must be the sum of squared valid answers over respondents, "
            f"at least m^2 / n; n is {total.n}, m {total.m:g} and mm {total.mm:g}"
        )
