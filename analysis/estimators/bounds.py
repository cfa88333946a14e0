"""Bounds, p values and needed respondents of pooled shares; k shares at once.

They are those of one more person (`analysis.estimators.one_more_person`), for answers of people
without number or of a part of known cases. One answer each of a few cases has exact ones instead.

Source of the rule for known cases: ours, by simulation (`docs/methods.md`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np

from analysis.estimators.distributions import require_level, require_target
from analysis.estimators.few_cases import METHOD as EXACT
from analysis.estimators.few_cases import FewCases
from analysis.estimators.moments import (
    CONSISTENT,
    RESPONDENTS,
)
from analysis.estimators.one_more_person import Samples, lower_bounds, tails
from analysis.estimators.rows import (
    Codes,
    Floats,
    Mask,
)
from analysis.estimators.shares import Shares
from analysis.estimators.strata import PartSums
from analysis.estimators.tables import PartTables

METHOD = "one_more_person"
# So many cases at most, of one answer each, are counted exactly.
MOST_EXACT = 1000
# A share that differs from a target by no more than this part equals it.
EQUAL = 1e-12
_ROUNDING = 1e-9


class UnknownItems(ValueError):
    """Bounds were asked for without the number of items, or without the table of counts."""


_NO_ITEMS = (
    "items must be known, the most answers that the form allows one person: a bound leaves room "
    "for one more person who answers everything, and the most that somebody happened to answer is "
    "too few where those who answer everything were not drawn"
)
_NO_TABLE = (
    "moments must hold their table of counts, as those made from rows do: sums alone do not tell "
    "how many respondents gave each kind of answers"
)


@dataclass(frozen=True, eq=False)
class Cases:
    """What is known of the cases that k samples were drawn from, in H strata.

    Where n of N cases answered, the distance from the share to its bound shrinks by the root of
    what is left, ``1 - n/N`` in the mean of the squared answers; the one more person does not
    shrink. And where all respondents weigh alike, no bound lies beyond what the unseen can change.
    """

    # Share of each stratum that answered, and `sum w^2 m^2` of each sample in it; (k, H).
    fractions: Floats
    squares: Floats
    # Units that answered in the strata that each sample meets, and the cases of these strata,
    # infinite when not known.
    answering: Floats
    cases: Floats
    # Whether all respondents weigh alike, (k,).
    is_even: Mask

    def at(self, rows: Codes) -> Cases:
        """Return those of some of the samples."""
        return Cases(
            self.fractions[rows],
            self.squares[rows],
            self.answering[rows],
            self.cases[rows],
            self.is_even[rows],
        )

    def left(self, growths: Floats) -> Floats:
        """Return the root of what is left when so many times the people have answered, (k,)."""
        part = np.maximum(0.0, 1 - self.fractions * growths[:, np.newaxis])
        with np.errstate(invalid="ignore"):
            mean = (part * self.squares).sum(axis=1) / self.squares.sum(axis=1)
        return np.sqrt(np.where(self.fractions.any(axis=1), mean, 1.0))

    def unseen(self, growths: Floats) -> Floats:
        """Return how many cases are left then; infinite where they do not bound the share."""
        left = np.maximum(0.0, self.cases - self.answering * growths)
        return np.where(self.is_even, left, inf)


@dataclass(frozen=True, eq=False)
class LowerSide:
    """k shares from below: bounds that they lie above, and what proves that they do."""

    samples: Samples
    cases: Cases
    respondents: Floats

    def at(self, rows: Codes) -> LowerSide:
        """Return some of the shares."""
        return LowerSide(self.samples.at(rows), self.cases.at(rows), self.respondents[rows])

    @cached_property
    def shares(self) -> Floats:
        """Satisfied over valid answers, shape (k,); NaN where nobody answered."""
        satisfied, valid = self.samples.totals
        with np.errstate(invalid="ignore"):
            return satisfied / valid

    def distances(self, alpha: float | Floats) -> Floats:
        """Return how far below the share each bound lies."""
        distances: Floats = self.shares - self.bounds(alpha)
        return distances

    def bounds(self, alpha: float | Floats) -> Floats:
        """Return the lower bounds, each wrong at most in a part `alpha` of samples."""
        left, reach, floor = self._limits(np.ones_like(self.shares))
        low, share = lower_bounds(self.samples, alpha), self.shares
        shrunk = share - left * (share - low) - (1 - left) * reach
        bounds = np.where(left == 1, low, np.where(left == 0, share, np.maximum(shrunk, floor)))
        return np.minimum(np.maximum(bounds, 0.0), share)

    def p_values(self, target: float, growths: Floats) -> Floats:
        """Return the error whose bound is `target`, were so many times the people to answer."""
        left, reach, floor = self._limits(growths)
        with np.errstate(divide="ignore", invalid="ignore"):
            goal = self.shares - (self.shares - target - (1 - left) * reach) / left
        # NaN in a full count, and where nobody answered.
        goal = np.clip(np.nan_to_num(np.where(left == 1, target, goal), nan=1.0), 0.0, 1.0)
        chance = tails(self.samples.grown(growths), goal)
        is_certain = (floor >= target) | ((left == 0) & (self.shares >= target))
        return np.where(is_certain, 0.0, chance)

    def more_needed(self, target: float, alpha: float) -> Floats:
        """Return the smallest number of further people with a p value of at most `alpha`, (k,).

        At least 1; infinite where the share does not exceed the target or cases run out before.
        """
        needed = np.full(len(self.shares), inf)
        # No number of people tells a share from a target that it differs from by rounding.
        rows = np.flatnonzero(self.shares > target * (1 + EQUAL))
        needed[rows] = self.at(rows)._needed(target, alpha)
        people = self.respondents * (self.cases.cases / np.maximum(self.cases.answering, 1) - 1)
        return np.where(needed < people, needed, inf)

    def _needed(self, target: float, alpha: float) -> Floats:
        """Return `more_needed` by doubling and halving; all shares exceed the target."""

        def settled(more: Floats) -> Mask:
            is_settled: Mask = self.p_values(target, 1 + more / self.respondents) <= alpha
            return is_settled

        low, high = np.zeros_like(self.shares), np.ones_like(self.shares)
        while not (done := settled(high)).all():
            low, high = np.where(done, low, high), np.where(done, high, 2 * high)
        while ((high - low) > np.maximum(1.0, _ROUNDING * high)).any():
            middle = np.floor((low + high) / 2)
            done = settled(middle)
            low, high = np.where(done, low, middle), np.where(done, middle, high)
        return np.maximum(1.0, high)

    def _limits(self, growths: Floats) -> tuple[Floats, Floats, Floats]:
        """Return what is left of the distance, the reach of one person, and the floor."""
        satisfied, valid = self.samples.totals
        extra, unseen = self.samples.extra, self.cases.unseen(growths)
        with np.errstate(divide="ignore", invalid="ignore"):
            reach = extra / (valid * growths)
            floor = satisfied * growths / (valid * growths + unseen * extra)
        return self.cases.left(growths), reach, np.nan_to_num(floor, nan=0.0)


@dataclass(frozen=True, eq=False)
class CountedShares:
    """k pooled shares with their bounds; NaN where nobody answered."""

    shares: Floats
    # Of satisfied answers and of unsatisfied ones.
    satisfied: LowerSide
    unsatisfied: LowerSide
    # Those that are counted exactly; None for the others.
    exact: list[FewCases | None]

    @property
    def methods(self) -> list[str]:
        """How the bounds of each are worked out."""
        return [METHOD if few is None else EXACT for few in self.exact]

    def bounds(self, confidence_level: float = 0.95) -> tuple[Floats, Floats]:
        """Return both ends of the default interval; one-sided, those of half the error."""
        require_level(confidence_level)
        alpha = (1 - confidence_level) / 2
        low = np.minimum(self.satisfied.bounds(alpha), self.shares)
        high = np.maximum(1 - self.unsatisfied.bounds(alpha), self.shares)
        is_full = self.satisfied.cases.left(np.ones_like(low)) == 0
        low, high = np.where(is_full, self.shares, low), np.where(is_full, self.shares, high)
        for at, few in enumerate(self.exact):
            if few is not None:
                interval = few.interval(confidence_level)
                low[at], high[at] = interval.low, interval.high
        return low, high

    def p_values(self, target: float) -> Floats:
        """Return the one-sided p value on the target's side of each share, shape (k,).

        It is at most alpha just when the bound of that error lies at the target or beyond.
        """
        require_target(target)
        above = self.shares >= target
        values = np.full_like(self.shares, np.nan)
        met, not_met = np.flatnonzero(above), np.flatnonzero(self.shares < target)
        values[met] = self.satisfied.at(met).p_values(target, np.ones(len(met)))
        values[not_met] = self.unsatisfied.at(not_met).p_values(1 - target, np.ones(len(not_met)))
        for at, few in enumerate(self.exact):
            if few is not None:
                values[at] = few.p_met(target) if above[at] else few.p_not_met(target)
        return values

    def more_needed(self, target: float, alpha: float, rows: Codes) -> Floats:
        """Return how many further respondents prove on which side of the target shares lie.

        The smallest whole number of people, all answering as before, for each of `rows`; infinite
        where the share is the target or the cases run out before.
        """
        require_target(target)
        met = self.satisfied.at(rows).more_needed(target, alpha)
        not_met = self.unsatisfied.at(rows).more_needed(1 - target, alpha)
        needed = np.where(self.shares[rows] > target, met, not_met)
        for at, row in enumerate(rows.tolist()):
            if (few := self.exact[row]) is not None:
                needed[at] = few.more_needed(target, alpha)
        return needed


def counted_shares(shares: Shares) -> CountedShares:
    """Return shares with their bounds.

    Raises
    ------
    UnknownItems
        If the most answers that the form allows are not known, or no table of counts is.
    """
    tables, _ = tables_with_items(shares.parts)
    above = shares.shares[shares.shares > 1]
    if above.size:
        raise ValueError(f"y must not exceed m in a share; y / m is {above[0]}")
    samples, cases = _samples(shares.parts, tables), _cases(shares, tables)
    people: Floats = shares.totals[:, RESPONDENTS]
    return CountedShares(
        shares.shares,
        LowerSide(samples, cases, people),
        LowerSide(samples.mirrored, cases, people),
        _few_cases(shares, tables, cases),
    )


def tables_with_items(parts: PartSums) -> tuple[PartTables, float]:
    """Return the tables of counts of parts, and the most answers that the form allows; 0 if empty.

    Raises UnknownItems if either is not known.
    """
    tables = parts.tables
    if tables is None:
        raise UnknownItems(_NO_TABLE)
    if len(tables.y) and tables.items is None:
        raise UnknownItems(_NO_ITEMS)
    return tables, tables.items or 0.0


def _samples(parts: PartSums, tables: PartTables) -> Samples:
    shape, weights = tables.respondents.shape, tables.weights
    largest, _ = _weights(parts, tables)
    return Samples(
        np.broadcast_to(weights * tables.y, shape),
        np.broadcast_to(weights * tables.m, shape),
        tables.respondents,
        largest * (tables.items or 0.0),
    )


def _cases(shares: Shares, tables: PartTables) -> Cases:
    known = np.broadcast_to(shares.parts.known, shares.fractions.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        cases = np.where(shares.fractions > 0, known / shares.fractions, inf)
    largest, least = _weights(shares.parts, tables)
    return Cases(
        shares.fractions,
        shares.parts.sums[:, :, CONSISTENT] + _squares_of_unmet(shares, tables),
        np.where(shares.could_meet, known, 0.0).sum(axis=1),
        np.where(shares.could_meet, cases, 0.0).sum(axis=1),
        least >= largest * (1 - _ROUNDING),
    )


def _weights(parts: PartSums, tables: PartTables) -> tuple[Floats, Floats]:
    """Return the largest and the least weight that somebody of each part can have."""
    is_kind = tables.respondents > 0
    largest = np.where(is_kind, tables.weights, 0.0).max(axis=1, initial=0.0)
    least = np.where(is_kind, tables.weights, inf).min(axis=1, initial=inf)
    if parts.unseen is None:
        return largest, least
    unseen = parts.unseen.of_parts
    lightest = np.where(unseen > 0, unseen, inf).min(axis=1)
    return np.maximum(largest, unseen.max(axis=1)), np.minimum(least, lightest)


def _squares_of_unmet(shares: Shares, tables: PartTables) -> Floats:
    """Return `w^2 m^2` of one person in each stratum that a part could have met and did not.

    Nearly all cases of the other strata may have answered: the distance to a bound that leaves room
    for such a person must not shrink as if these were all.
    """
    unseen = shares.parts.unseen
    if unseen is None:
        return np.zeros_like(shares.spread)
    weights = np.where(shares.meets, 0.0, unseen.of_parts)
    squares: Floats = (weights * (tables.items or 0.0)) ** 2
    return squares


def _few_cases(shares: Shares, tables: PartTables, cases: Cases) -> list[FewCases | None]:
    """Return which shares are one answer each of a part of few cases, all that there are.

    Those who left the item out are as unknown as those who were not drawn.
    """
    nothing: list[FewCases | None] = [None] * len(shares.shares)
    if tables.items != 1 or shares.fractions.shape[1] > 1:
        return nothing
    is_whole = (shares.totals[:, RESPONDENTS] == cases.answering) & cases.is_even
    is_part = (cases.answering < cases.cases) & (cases.cases <= MOST_EXACT)
    for at in np.flatnonzero(is_whole & is_part & ~np.isnan(shares.shares)).tolist():
        answered = int(shares.totals[at, RESPONDENTS])
        satisfied = float(shares.shares[at]) * answered
        if abs(satisfied - round(satisfied)) <= _ROUNDING * answered:
            nothing[at] = FewCases(round(satisfied), answered, round(cases.cases[at]))
    return nothing
