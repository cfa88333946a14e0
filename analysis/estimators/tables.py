"""Tables of counts: respondents by their satisfied and valid answers, the input of every estimator.

Rows (`y` satisfied of `m` valid answers, one row a respondent) become `Moments`, one for all or one
a cell with `moments_by_cell`. Moments of cells that share no primary unit are added with ``+``;
``-`` takes out again what was added, exactly when the weights are whole numbers. A `Stratum` is the
part of a domain (a counter, a month) that lies in one sampling group, with the group's own size:
leaving rows out instead would change the standard error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf
from operator import add, sub

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
# Up to so many answers a person the kinds of rows are few enough to be counted one by one.
_FEW = 100


@dataclass(frozen=True)
class Rows:
    """One row a respondent.

    Attributes
    ----------
    y, m : ndarray of float, shape (n,)
        Satisfied answers, and valid answers, of each respondent; finite, not below 0.
    weights : ndarray of float, shape (n,), or None
        Cases that the respondent stands for; finite, not below 0. None is 1 for everybody.
    psus : ndarray, shape (n,), or None
        Codes of the primary sampling units, such as sessions; None when each row is its own.

    Raises
    ------
    ValueError
        If shapes differ or a number is missing, infinite or below 0.
    """

    y: Floats
    m: Floats
    weights: Floats | None = None
    psus: NDArray[np.generic] | None = None
    # As they came: whole numbers need not be looked for again among floats.
    _given: tuple[ArrayLike, ArrayLike] = field(init=False, repr=False, compare=False)

    def __init__(
        self,
        y: ArrayLike,
        m: ArrayLike,
        weights: ArrayLike | None = None,
        psus: ArrayLike | None = None,
    ) -> None:
        object.__setattr__(self, "y", counts_of("y", y))
        object.__setattr__(self, "m", counts_of("m", m))
        object.__setattr__(self, "_given", (y, m))
        given = None if weights is None else counts_of("weights", weights)
        object.__setattr__(self, "weights", given)
        object.__setattr__(self, "psus", None if psus is None else np.asarray(psus))
        for name in ("m", "weights", "psus"):
            column = getattr(self, name)
            if column is not None and column.shape != self.y.shape:
                raise ValueError(f"{name} must have the shape of y, {self.y.shape}: {column.shape}")

    @property
    def row_weights(self) -> Floats:
        """The weights, 1 for everybody where none were given."""
        return np.ones_like(self.y) if self.weights is None else self.weights

    @cached_property
    def kinds(self) -> tuple[NDArray[np.int32], int, int] | None:
        """For each row ``y * width + m``, how many kinds there can be, and the width.

        None where rows are weighted, not their own units, or not of a few different kinds.
        """
        most = self.m.max(initial=0), self.y.max(initial=0)
        if self.weights is not None or self.psus is not None or max(most) > _FEW:
            return None
        y, m = _whole(self._given[0], self.y), _whole(self._given[1], self.m)
        if y is None or m is None:
            return None
        width = int(most[0]) + 1
        return y * width + m, (int(most[1]) + 1) * width, width

    def select(self, chosen: NDArray[np.bool_]) -> Rows:
        """Return the rows where `chosen`, shape (n,), is true."""
        if chosen.all():
            return self
        weights = None if self.weights is None else self.weights[chosen]
        psus = None if self.psus is None else self.psus[chosen]
        return Rows(self.y[chosen], self.m[chosen], weights, psus)


def counts_of(name: str, values: ArrayLike) -> Floats:
    """Return a column of numbers.

    Raises
    ------
    ValueError
        If it is no column, or a number is missing, infinite or below 0; it names `name`, the row
        and the number.
    """
    column = np.asarray(values, dtype=np.float64)
    if column.ndim != 1:
        raise ValueError(f"{name} must be one column; it has {column.ndim} dimensions")
    # No number is neither below nor above; two passes without a further column.
    if not (column.min(initial=0) >= 0 and column.max(initial=0) < np.inf):
        wrong = np.flatnonzero(~(np.isfinite(column) & (column >= 0)))
        raise ValueError(
            f"{name} must be finite and not below 0; {wrong.size} of {column.size} are not, "
            f"first in row {wrong[0]}: {column[wrong[0]]}"
        )
    return column


def _whole(given: ArrayLike, column: Floats) -> NDArray[np.int32] | None:
    """Return a column of small numbers as whole ones; None where one of them is none."""
    if isinstance(given, np.ndarray) and given.dtype.kind in "biu":
        return given.astype(np.int32)
    numbers = column.astype(np.int32)
    return numbers if np.array_equal(numbers, column) else None


@dataclass(frozen=True)
class Moments:
    """Sums of one cell.

    Attributes
    ----------
    n : int
        Primary units that meet the cell, also those without a valid answer.
    respondents, answers : int
        People with a valid answer and a weight above 0; their valid answers, unweighted.
    y, m : float
        ``sum w y`` and ``sum w m``.
    yy, ym, mm : float
        Sums over primary units of the squares and products of their totals of ``w y`` and ``w m``.
    independent, consistent : float
        ``sum w^2 m`` and ``sum w^2 m^2`` over respondents: the variance if the answers of a person
        were independent, and if they always agreed.
    unsatisfied, unsatisfied_squares : float
        ``sum w`` and ``sum w^2`` over respondents with at least one unsatisfied answer.
    satisfied, satisfied_squares : float
        The same over respondents with at least one satisfied answer.
    """

    n: int = 0
    respondents: int = 0
    answers: int = 0
    y: float = 0
    m: float = 0
    yy: float = 0
    ym: float = 0
    mm: float = 0
    independent: float = 0
    consistent: float = 0
    unsatisfied: float = 0
    unsatisfied_squares: float = 0
    satisfied: float = 0
    satisfied_squares: float = 0

    @classmethod
    def of(cls, rows: Rows) -> Moments:
        """Return the moments of all rows together."""
        return moments_by_cell(rows, np.zeros(len(rows.y), dtype=np.int64), 1)[0]

    def weighted(self, weight: float) -> Moments:
        """Return the moments as if each respondent had stood for `weight` times as many cases.

        Raises
        ------
        ValueError
            If `weight` is below 0 or not finite.
        """
        if not (np.isfinite(weight) and weight >= 0):
            raise ValueError(f"weight must be finite and not below 0: {weight}")
        if weight == 0:
            return Moments(n=self.n)
        powers = (1, 1, 2, 2, 2, 2, 2, 1, 2, 1, 2)
        sums = zip(self._sums(), powers, strict=True)
        scaled = (value * weight**power for value, power in sums)
        return Moments(self.n, self.respondents, self.answers, *scaled)

    def as_row(self) -> tuple[float, ...]:
        """Return all sums in the order of the attributes, as a row of an array."""
        return (self.n, self.respondents, self.answers, *self._sums())

    def __add__(self, other: Moments) -> Moments:
        return Moments(
            self.n + other.n,
            self.respondents + other.respondents,
            self.answers + other.answers,
            *map(add, self._sums(), other._sums()),
        )

    def __sub__(self, other: Moments) -> Moments:
        return Moments(
            self.n - other.n,
            self.respondents - other.respondents,
            self.answers - other.answers,
            *map(sub, self._sums(), other._sums()),
        )

    def _sums(self) -> tuple[float, ...]:
        return (
            self.y,
            self.m,
            self.yy,
            self.ym,
            self.mm,
            self.independent,
            self.consistent,
            self.unsatisfied,
            self.unsatisfied_squares,
            self.satisfied,
            self.satisfied_squares,
        )


def moments_by_cell(rows: Rows, cells: NDArray[np.int64], count: int) -> tuple[Moments, ...]:
    """Return the moments of each cell.

    Parameters
    ----------
    rows : Rows
        n rows.
    cells : ndarray of int, shape (n,)
        The cell of each row, from 0 to ``count - 1``.
    count : int
        How many cells there are; a cell without rows gets zero moments.

    Returns
    -------
    tuple of Moments, length `count`
        A primary unit counts in each cell that it meets.
    """
    if rows.kinds is not None:
        return _moments_of_kinds(*rows.kinds, cells, count)
    weights = rows.row_weights
    valid = (rows.m > 0) & (weights > 0)
    unit_cells, y, m = _unit_totals(rows, weights, cells)
    unsatisfied = weights * (valid & (rows.y < rows.m))
    satisfied = weights * (valid & (rows.y > 0))
    by_unit = (np.ones_like(y), y, m, y * y, y * m, m * m)
    by_row = (
        valid,
        rows.m * valid,
        weights**2 * rows.m,
        (weights * rows.m) ** 2,
        unsatisfied,
        unsatisfied**2,
        satisfied,
        satisfied**2,
    )
    n, *squares = (np.bincount(unit_cells, column, count) for column in by_unit)
    respondents, answers, *rest = (np.bincount(cells, column, count) for column in by_row)
    counts = (column.astype(np.int64) for column in (n, respondents, answers))
    columns = [column.tolist() for column in (*counts, *squares, *rest)]
    return tuple(Moments(*values) for values in zip(*columns, strict=True))


def _moments_of_kinds(
    kind: NDArray[np.int32], kinds: int, width: int, cells: NDArray[np.int64], count: int
) -> tuple[Moments, ...]:
    """Return the moments from how many rows of each kind a cell has: one pass, exact."""
    table = np.bincount(cells * kinds + kind, minlength=count * kinds).reshape(count, kinds)
    y, m = np.divmod(np.arange(kinds), width)
    valid = m > 0
    powers = (valid, m * valid, y, m, y * y, y * m, m * m, m, m * m)
    someone = (valid & (y < m), valid & (y < m), valid & (y > 0), valid & (y > 0))
    n = table.sum(axis=1).tolist()
    respondents, answers, *sums = ((table @ column).tolist() for column in (*powers, *someone))
    floats = ([float(value) for value in column] for column in sums)
    return tuple(Moments(*values) for values in zip(n, respondents, answers, *floats, strict=True))


def _unit_totals(
    rows: Rows, weights: Floats, cells: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Return cell, weighted y and weighted m of each primary unit within each cell."""
    y, m = weights * rows.y, weights * rows.m
    if rows.psus is None:
        return cells, y, m
    codes = np.unique(rows.psus, return_inverse=True)[1].astype(np.int64)
    stride = codes.max(initial=0) + 1
    pairs, unit = np.unique(cells * stride + codes, return_inverse=True)
    totals = (np.bincount(unit, column, len(pairs)).astype(np.float64) for column in (y, m))
    unit_y, unit_m = totals
    return pairs // stride, unit_y, unit_m


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
        """Share of the population that was sampled, 0 when the population has no limit."""
        return self.sampled / self.population if self.population else 0.0

    def expanded(self) -> Stratum:
        """Return the stratum with each unit standing for ``population / sampled`` cases.

        Raises
        ------
        ValueError
            If the population is unknown.
        """
        if self.population is None:
            raise ValueError("population must be known to weight by it: None")
        weight = self.population / self.sampled if self.sampled else 0.0
        return replace(self, moments=self.moments.weighted(weight))


def single_stratum(moments: Moments, population: float | None = None) -> tuple[Stratum, ...]:
    """Return the one stratum of a sample that is itself the whole domain."""
    return (Stratum(moments, moments.n, population),)


def stratify(
    rows: Rows,
    codes: NDArray[np.int64],
    populations: Sequence[float | None],
    domain: NDArray[np.bool_] | None = None,
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
    require_codes(codes, len(rows.y), len(populations))
    whole = moments_by_cell(rows, codes, len(populations))
    if domain is None:
        parts = whole
    else:
        parts = moments_by_cell(rows.select(domain), codes[domain], len(populations))
    return tuple(
        Stratum(part, full.n, population)
        for part, full, population in zip(parts, whole, populations, strict=True)
    )


def require_codes(codes: NDArray[np.int64], rows: int, strata: int) -> None:
    """Raise ValueError unless there is one code a row, each that of a stratum."""
    if codes.shape != (rows,):
        raise ValueError(f"codes must be one a row, {rows}: {codes.shape}")
    wrong = np.flatnonzero((codes < 0) | (codes >= strata))
    if wrong.size:
        raise ValueError(
            f"codes must be from 0 to {strata - 1}, an index of populations; "
            f"row {wrong[0]} has {codes[wrong[0]]}"
        )


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

    def __init__(self, found: str) -> None:
        super().__init__(f"{found}. {WHY} {INSTEAD}")


def require_respondents(total: Moments) -> None:
    """Raise PooledAnswers when sums cannot have come from respondents.

    Whatever the persons answered, ``sum m^2`` is at least ``(sum m)^2 / n``; totals of answers
    alone lack the squares, or the number of persons.
    """
    if total.mm * total.n < total.m**2 * (1 - SLACK):
        raise PooledAnswers(
            "mm must be the sum of squared valid answers over respondents, "
            f"at least m^2 / n; n is {total.n}, m {total.m:g} and mm {total.mm:g}"
        )
