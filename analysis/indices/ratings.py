"""The ratings of respondents: which position on the scale each answer took.

The formulas of `analysis.indices.means` and the associations of `analysis.indices.priorities` need
more of an answer than whether it is satisfied; this is what they take.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.estimators.linearisation import Design
from analysis.estimators.rows import (
    Codes,
    Mask,
    Rows,
)
from analysis.estimators.strata import Stratum, stratify_answering
from analysis.indices.satisfaction import SATISFIED, Answers, worth_of
from questionnaires.model import Questionnaire


@dataclass(frozen=True)
class Ratings:
    """Answers of n respondents to k items, with the sampling group of each respondent."""

    # Id of each item, and of the factor that it belongs to.
    items: tuple[str, ...]
    factors: tuple[str, ...]
    # Answers on the scale, at least 2.
    levels: int
    # Of the answer on the scale, 1 (worst) to `levels` (best), 0 without a valid one; (k, n).
    positions: NDArray[np.uint8]
    # Whether the answer counts as satisfied, shape (k, n).
    satisfied: Mask
    # The sampling group of each respondent, and the cases of each group, None when unknown.
    codes: Codes
    populations: tuple[float | None, ...]
    # Whether each respondent stands for ``cases / respondents`` of the group.
    is_weighted: bool = False
    # How many of some items one form asks, whoever answered them.
    most_answers: Callable[[Sequence[str]], int] = len

    @cached_property
    def valid(self) -> Mask:
        """Whether there is a valid answer, shape (k, n)."""
        return self.positions > 0

    @cached_property
    def rows(self) -> Rows:
        """Satisfied and valid answers, one row a respondent."""
        return self.rows_of(self.items)

    def rows_of(self, items: Sequence[str]) -> Rows:
        """Return satisfied and valid answers to some of the items, one row a respondent."""
        small = np.min_scalar_type(len(items))
        y, m = (np.zeros(len(self.codes), small) for _ in range(2))
        for item in map(self.items.index, items):
            y += self.satisfied[item]
            m += self.valid[item]
        return Rows(y, m, items=self.most_answers(items) or None)

    @property
    def design(self) -> Design:
        """The sampling groups, with the weight of a respondent of each."""
        if not self.is_weighted:
            return Design(self.rows, self.codes, self.populations)
        sampled = np.bincount(self.codes, minlength=len(self.populations)).tolist()
        pairs = zip(self.populations, sampled, strict=True)
        weights = [(cases or 0.0) / count if count else 0.0 for cases, count in pairs]
        return Design(self.rows, self.codes, self.populations, weights)

    def strata(self, rows: Rows) -> tuple[Stratum, ...]:
        """Return the strata of `rows`, one row a respondent, weighted where the ratings are."""
        strata = stratify_answering(rows, self.codes, self.populations)
        return tuple(stratum.expanded() for stratum in strata) if self.is_weighted else strata

    def of_items(self, items: Sequence[str]) -> Ratings:
        """Return the ratings of some of the items; ValueError for one that is not here."""
        chosen = [self.items.index(item) for item in items]
        return replace(
            self,
            items=tuple(self.items[index] for index in chosen),
            factors=tuple(self.factors[index] for index in chosen),
            positions=self.positions[chosen],
            satisfied=self.satisfied[chosen],
        )


def ratings_of(
    answers: Answers,
    questionnaire: Questionnaire,
    items: Sequence[str],
    codes: Codes | None = None,
    populations: Sequence[float | None] = (None,),
) -> Ratings:
    """Return the ratings that respondents gave to `items`; arguments as in `satisfaction_rows`.

    `codes`, the sampling group of each respondent, are indices of `populations`; None is one group.
    """
    table = np.zeros(256, np.uint8)
    for position, choice in enumerate(questionnaire.scale.choices, start=1):
        table[ord(choice.value)] = position
    positions = np.zeros((len(items), len(answers)), np.uint8)
    satisfied = np.zeros((len(items), len(answers)), np.bool_)
    for row, item in enumerate(items):
        worth = worth_of(answers, questionnaire, questionnaire.question(item))
        column = np.take(table, answers[:, questionnaire.position(item)])
        np.multiply(column, worth > 0, out=positions[row])
        np.equal(worth, SATISFIED, out=satisfied[row])
    return Ratings(
        items=tuple(items),
        factors=tuple(questionnaire.factor_of(item).id for item in items),
        levels=len(questionnaire.scale.choices),
        positions=positions,
        satisfied=satisfied,
        codes=np.zeros(len(answers), np.int64) if codes is None else codes,
        populations=tuple(populations),
        most_answers=questionnaire.most_answers,
    )
