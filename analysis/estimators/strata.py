"""Strata of a sample, and sums of many parts of it at once.

A `Stratum` is the part of a domain (a counter, a month) that lies in one sampling group, with the
group's own size: leaving rows out instead would change the standard error.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from analysis.estimators.moments import COLUMNS, Moments, moments_by_cell
from analysis.estimators.rows import Codes, Floats, Mask, Rows
from analysis.estimators.tables import PartTables, part_tables


@dataclass(frozen=True)
class Stratum:
    """One sampling group as an estimator sees it.

    Attributes
    ----------
    moments : Moments
        Of the part of the domain that lies in this stratum.
    sampled : int
        Primary units drawn in the whole stratum; 0 for a stratum that nobody answered in.
    population : float or None
        Primary units that there are in the whole stratum; None when unknown or without limit.
    unseen_weight : float
        What somebody of this stratum stands for who could belong to the domain and was not drawn;
        0 where nobody could, and where it is not known.
    answering : int or None
        Those of the sampled that gave a valid answer to what is estimated, in the domain or not;
        None: all of them.

    Raises
    ------
    ValueError
        If more units were sampled than there are, or the domain holds more than were sampled.

    References
    ----------
    .. [1] C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling (1992).
    """

    moments: Moments
    sampled: int
    population: float | None = None
    unseen_weight: float = 0.0
    answering: int | None = None

    def __post_init__(self) -> None:
        if self.moments.n > self.sampled:
            raise ValueError(
                f"moments.n must not exceed sampled; {self.moments.n} exceeds {self.sampled}"
            )
        if self.population is not None and not self.sampled <= self.population:
            raise ValueError(
                "sampled must not exceed population; "
                f"{self.sampled} units were sampled of {self.population:g}"
            )
        if self.population == inf:
            raise ValueError("population must be finite, or None without limit: inf")

    @property
    def fraction(self) -> float:
        """Share of the population that answered, 0 when the population has no limit.

        Who left everything blank is as unknown as who was not drawn.
        """
        return self.known / self.population if self.population else 0.0

    @property
    def known(self) -> int:
        """Primary units of the whole stratum with a valid answer."""
        return self.sampled if self.answering is None else self.answering

    def expanded(self) -> Stratum:
        """Return the stratum with each unit standing for ``population / sampled`` cases."""
        if self.population is None:
            raise ValueError("population must be known to weight by it: None")
        weight = self.population / self.sampled if self.sampled else 0.0
        return replace(self, moments=self.moments.weighted(weight), unseen_weight=weight)


def single_stratum(moments: Moments, population: float | None = None) -> tuple[Stratum, ...]:
    """Return the one stratum of a sample that is itself the whole domain."""
    return (Stratum(moments, moments.n, population),)


def stratify(
    rows: Rows,
    codes: Codes,
    populations: Sequence[float | None],
    domain: Mask | None = None,
) -> tuple[Stratum, ...]:
    """Return the strata of a sample, with the moments of a domain.

    Parameters
    ----------
    rows : Rows
        All n rows of the sample, in the domain or not.
    codes : ndarray of int, shape (n,)
        The stratum of each row, an index of `populations`.
    populations : sequence of float or None, length H
        Primary units of each stratum; None when unknown.
    domain : ndarray of bool, shape (n,), or None
        Which rows belong to the domain; None for all.

    Returns
    -------
    tuple of Stratum, length H

    Raises
    ------
    ValueError
        If a stratum has more sampled units than there are, or the codes do not fit the rows or
        the populations.
    """
    require_codes(codes, len(rows), len(populations))
    whole = moments_by_cell(rows, codes, len(populations))
    if domain is None:
        parts = whole
    else:
        parts = moments_by_cell(rows.select(domain), codes[domain], len(populations))
    return tuple(
        Stratum(part, full.n, population)
        for part, full, population in zip(parts, whole, populations, strict=True)
    )


def stratify_answering(
    rows: Rows,
    codes: Codes,
    populations: Sequence[float | None],
    domain: Mask | None = None,
) -> tuple[Stratum, ...]:
    """Return the strata as `stratify` does, where who left everything blank was not reached.

    What he would have said is as unknown as of those who were not drawn, so that the finite
    population correction counts people with a valid answer. R's counts everybody drawn.
    """
    strata = stratify(rows, codes, populations, domain)
    whole = moments_by_cell(rows, codes, len(populations))
    pairs = zip(strata, whole, strict=True)
    return tuple(replace(stratum, answering=full.answering) for stratum, full in pairs)


def require_codes(codes: Codes, rows: int, strata: int) -> None:
    """Raise ValueError unless there is one code a row, each that of a stratum."""
    if codes.shape != (rows,):
        raise ValueError(f"codes must be one a row, {rows}: {codes.shape}")
    wrong = np.flatnonzero((codes < 0) | (codes >= strata))
    if wrong.size:
        raise ValueError(
            f"codes must be from 0 to {strata - 1}, an index of populations; "
            f"row {wrong[0]} has {codes[wrong[0]]}"
        )


@dataclass(frozen=True, eq=False)
class Unseen:
    """Who could belong to each of k parts without having been drawn."""

    # What a person of each stratum stands for, shape (H,).
    weights: Floats
    # Strata that could have such a person, of how many parts together; 0 where none, (k, H).
    strata: Floats

    @property
    def of_parts(self) -> Floats:
        """The weights that each part could have, shape (k, H); 0 where it could not."""
        return np.where(self.strata > 0, self.weights, 0.0)


@dataclass(frozen=True, eq=False)
class PartSums:
    """Sums of k parts of one sample in its H strata, and their tables over all strata."""

    # `Moments.as_row` of each part in each stratum, shape (k, H, 9).
    sums: Floats
    # Primary units of each whole stratum, and the share of its population that answered: (H,) or
    # (k, H).
    sampled: Floats
    fractions: Floats
    # None when only sums are known.
    tables: PartTables | None = None
    # None where weights are not those of strata.
    unseen: Unseen | None = None
    # Units of each whole stratum with a valid answer, as `sampled`; None: all of them.
    answering: Floats | None = None

    @property
    def known(self) -> Floats:
        """Units of each whole stratum with a valid answer."""
        return self.sampled if self.answering is None else self.answering

    def column(self, position: int) -> Floats:
        """Return one of the sums of each part over all strata, shape (k,)."""
        total: Floats = self.sums[:, :, position].sum(axis=1)
        return total

    def at(self, part: int) -> PartSums:
        """Return one of the parts alone."""
        found, strata = self._as(lambda column: column[part : part + 1]), self.sums.shape[1]
        columns = (self.sampled, self.fractions, self.known)
        own = (np.broadcast_to(column, (len(self.sums), strata))[part] for column in columns)
        sampled, fractions, known = own
        return replace(found, sampled=sampled, fractions=fractions, answering=known)

    def first(self, count: int) -> PartSums:
        """Return so many of the parts."""
        return self._as(lambda column: column[:count])

    def rests(self) -> PartSums:
        """Return for each part all the other parts together."""
        return self._as(lambda column: column.sum(axis=0) - column)

    def without(self, part: int) -> PartSums:
        """Return the parts except one."""
        return self._as(lambda column: np.delete(column, part, axis=0))

    def together(self) -> PartSums:
        """Return all parts as one."""
        return self._as(lambda column: column.sum(axis=0, keepdims=True))

    def _as(self, change: Callable[[Floats], Floats]) -> PartSums:
        known = self.tables
        tables = known and replace(known, respondents=change(known.respondents))
        could = self.unseen
        unseen = could and replace(could, strata=change(could.strata))
        return replace(self, sums=change(self.sums), tables=tables, unseen=unseen)


def part_sums(parts: Sequence[Sequence[Stratum]]) -> PartSums:
    """Return the sums of at least one part; their strata must be those of one sample."""
    if not parts:
        raise ValueError("parts must be at least one: 0")
    first = parts[0]
    if not all(_is_same_frame(strata, first) for strata in parts):
        raise ValueError("parts must have the same strata of one sample, in the same order")
    met = [
        (part, at, stratum.moments)
        for part, strata in enumerate(parts)
        for at, stratum in enumerate(strata)
        if not stratum.moments.is_nobody
    ]
    sums = np.zeros((len(parts), len(first), len(COLUMNS)))
    for part, at, moments in met:
        sums[part, at] = moments.as_row()
    return PartSums(
        sums,
        np.array([stratum.sampled for stratum in first], dtype=np.float64),
        np.array([stratum.fraction for stratum in first], dtype=np.float64),
        _tables_of([(part, moments) for part, _, moments in met], len(parts)),
        _unseen(parts),
        np.array([stratum.known for stratum in first], dtype=np.float64),
    )


def _unseen(parts: Sequence[Sequence[Stratum]]) -> Unseen | None:
    weights = np.array([[stratum.unseen_weight for stratum in strata] for strata in parts])
    if not weights.any():
        return None
    return Unseen(weights.max(axis=0), (weights > 0).astype(np.float64))


def _is_same_frame(strata: Sequence[Stratum], others: Sequence[Stratum]) -> bool:
    return len(strata) == len(others) and all(
        one is other
        or (one.sampled, one.population, one.known)
        == (other.sampled, other.population, other.known)
        for one, other in zip(strata, others, strict=True)
    )


def _tables_of(cells: Sequence[tuple[int, Moments]], parts: int) -> PartTables | None:
    """Return the tables of so many parts; None where one of their cells has none."""
    # Where nobody answered there is nothing to count.
    answered = [(part, moments.counts) for part, moments in cells if moments.m > 0]
    tables = [(part, counts) for part, counts in answered if counts is not None]
    return part_tables(tables, parts) if len(tables) == len(answered) else None
