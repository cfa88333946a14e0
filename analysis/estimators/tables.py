"""Tables of counts: respondents by their satisfied and valid answers, the input of every estimator.

Rows (`y` satisfied of `m` valid answers, one row a respondent) become `Moments`, one for all or one
a cell with `moments_by_cell`; they remember the table that they are the sums of. Moments of cells
that share no primary unit are added with ``+``; ``-`` takes out again what was added, exactly when
the weights are whole numbers. A `Stratum` is the part of a domain (a counter, a month) that lies in
one sampling group, with the group's own size: leaving rows out instead would change the standard
error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, reduce
from math import inf
from operator import add, attrgetter

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]
Column = NDArray[np.float64] | NDArray[np.uint64] | NDArray[np.bool_]
# So many numbers are counted in less time than others are sorted.
_NEAR = 1 << 16
# Up to so many answers a person the kinds of rows are few enough to be counted one by one.
_FEW = 100


@dataclass(frozen=True, init=False, eq=False)
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
    items : float or None
        The most valid answers that the form allows a primary unit, above 0; None when not known,
        which leaves a share without bounds. Never the most that somebody gave: bounds would be
        wrong where those who answer everything were not drawn.

    Raises
    ------
    ValueError
        If shapes differ, a number is missing, infinite or below 0, or a primary unit has more
        answers than `items`.
    """

    weights: Floats | None
    psus: NDArray[np.generic] | None
    items: float | None
    # Small whole numbers stay what they are: a million of them as floats would take much memory.
    _y: Column
    _m: Column

    def __init__(
        self,
        y: ArrayLike,
        m: ArrayLike,
        weights: ArrayLike | None = None,
        psus: ArrayLike | None = None,
        items: float | None = None,
    ) -> None:
        columns = {
            "_y": _column_of("y", y),
            "_m": _column_of("m", m),
            "weights": None if weights is None else counts_of("weights", weights),
            "psus": None if psus is None else np.asarray(psus),
        }
        for name, column in columns.items():
            object.__setattr__(self, name, column)
            if column is not None and column.shape != self._y.shape:
                raise ValueError(
                    f"{name.strip('_')} must have the shape of y, {self._y.shape}: {column.shape}"
                )
        object.__setattr__(self, "items", items)
        if items is not None:
            self._require_at_most(items)

    def __len__(self) -> int:
        return len(self._y)

    @property
    def y(self) -> Floats:
        """Satisfied answers of each respondent, shape (n,)."""
        return self._y.astype(np.float64, copy=False)

    @property
    def m(self) -> Floats:
        """Valid answers of each respondent, shape (n,)."""
        return self._m.astype(np.float64, copy=False)

    def _require_at_most(self, items: float) -> None:
        if not 0 < items < np.inf:
            raise ValueError(f"items must be above 0 and finite: {items}")
        given = self._m if self.psus is None else np.bincount(self.units, self.m)[self.units]
        if given.max(initial=0) <= items:
            return
        wrong = np.flatnonzero(given > items)
        raise ValueError(
            f"m must not exceed items, the most answers that the form allows, {items:g}; "
            f"{wrong.size} of {given.size} rows do, first row {wrong[0]} with {given[wrong[0]]:g}"
        )

    @property
    def row_weights(self) -> Floats:
        """The weights, 1 for everybody where none were given."""
        return np.ones(len(self)) if self.weights is None else self.weights

    @cached_property
    def units(self) -> Codes:
        """The primary unit of each row, counted from 0; shape (n,)."""
        if self.psus is None:
            return np.arange(len(self), dtype=np.int64)
        units: Codes = np.unique(self.psus, return_inverse=True)[1].astype(np.int64)
        return units

    @cached_property
    def kinds(self) -> tuple[NDArray[np.int16], int, int] | None:
        """For each row ``y * width + m``, how many kinds there can be, and the width.

        None where rows are weighted, not their own units, or not of a few different kinds.
        """
        most = self._m.max(initial=0), self._y.max(initial=0)
        if self.weights is not None or self.psus is not None or max(most) > _FEW:
            return None
        y, m = _whole(self._y), _whole(self._m)
        if y is None or m is None:
            return None
        width = int(most[0]) + 1
        return y * width + m, (int(most[1]) + 1) * width, width

    def with_weights(self, weights: ArrayLike) -> Rows:
        """Return the same rows with other weights."""
        return Rows(self._y, self._m, weights, self.psus, self.items)

    def select(self, chosen: Mask) -> Rows:
        """Return the rows where `chosen`, shape (n,), is true."""
        return self if chosen.all() else self.at(np.flatnonzero(chosen))

    def at(self, positions: NDArray[np.int64]) -> Rows:
        """Return the rows at these positions."""
        weights = None if self.weights is None else self.weights[positions]
        psus = None if self.psus is None else self.psus[positions]
        return Rows(self._y[positions], self._m[positions], weights, psus, self.items)


def _column_of(name: str, values: ArrayLike) -> Column:
    """Return a column of small whole numbers as it is, any other as `counts_of` does."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "bu" and values.ndim == 1:
        return values
    return counts_of(name, values)


def counts_of(name: str, values: ArrayLike) -> Floats:
    """Return a column of numbers, or raise ValueError that names `name`, the row and the number."""
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


def require_whole_counts(respondents: Floats) -> None:
    """Raise ValueError that names the first row with a number that counts nobody."""
    wrong = np.flatnonzero(~((respondents >= 0) & (respondents == np.floor(respondents))))
    if wrong.size:
        raise ValueError(
            f"respondents must be whole numbers, not below 0; {wrong.size} of {respondents.size} "
            f"are not, first in row {wrong[0]}: {respondents[wrong[0]]:g}"
        )


def _whole(column: Column) -> NDArray[np.int16] | None:
    """Return a column of at most `_FEW` as whole numbers; None where one of them is none."""
    numbers = column.astype(np.int16)
    return numbers if column.dtype.kind in "bu" or np.array_equal(numbers, column) else None


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
    consistent : float
        ``sum w^2 m^2`` over respondents: the variance if the answers of a person always agreed.
    counts : Counts or None
        The table that they are the sums of; None when only the sums are known.
    """

    n: int = 0
    respondents: int = 0
    answers: int = 0
    y: float = 0
    m: float = 0
    yy: float = 0
    ym: float = 0
    mm: float = 0
    consistent: float = 0
    counts: Counts | None = field(default=None, repr=False, compare=False, kw_only=True)

    @classmethod
    def of(cls, rows: Rows) -> Moments:
        """Return the moments of all rows together."""
        return moments_by_cell(rows, np.zeros(len(rows), dtype=np.int64), 1)[0]

    @classmethod
    def of_counts(cls, counts: Counts) -> Moments:
        """Return the moments of a table of counts; ValueError if a number in it makes no sense."""
        require_whole_counts(counts.respondents)
        # Refuses what is below 0, infinite, or above the number of items.
        Rows(counts.y, counts.m, counts.weights, items=counts.items)
        added = _added(counts.y, counts.m, counts.weights)
        return cls.from_row([float(counts.respondents @ column) for column in added], counts)

    @classmethod
    def from_row(cls, row: Sequence[float], counts: Counts | None = None) -> Moments:
        """Return moments from their sums in the order of `as_row`."""
        n, respondents, answers, *sums = row
        return cls(int(n), int(respondents), int(answers), *sums, counts=counts)

    def as_row(self) -> tuple[float, ...]:
        """Return all sums in the order of the attributes, as a row of an array."""
        row: tuple[float, ...] = _ROW(self)
        return row

    @property
    def is_nobody(self) -> bool:
        """Whether there is nothing in them to add."""
        return not (self.n or self.m)

    def weighted(self, weight: float) -> Moments:
        """Return the moments as if each respondent had stood for `weight` times as many cases."""
        if not (np.isfinite(weight) and weight >= 0):
            raise ValueError(f"weight must be finite and not below 0: {weight}")
        if weight == 0:
            return Moments(n=self.n)
        powers = (0, 0, 0, 1, 1, 2, 2, 2, 2)
        row = [value * weight**power for value, power in zip(self.as_row(), powers, strict=True)]
        counts = self.counts and replace(self.counts, weights=self.counts.weights * weight)
        return Moments.from_row(row, counts)

    def __add__(self, other: Moments) -> Moments:
        return together([self, other])

    def __sub__(self, other: Moments) -> Moments:
        less = other.counts
        taken = less and replace(less, respondents=-less.respondents)
        row = [-value for value in other.as_row()]
        return together([self, Moments.from_row(row, taken)])


def together(every: Iterable[Moments]) -> Moments:
    """Return the sum of moments, with one table of counts where each of them has one."""
    known = [moments for moments in every if not moments.is_nobody]
    counts = [moments.counts for moments in known if moments.counts is not None]
    # Where nobody answered there may be no table, and nothing is missing.
    is_counted = all(moments.counts is not None or not moments.m for moments in known)
    # One after another: what `sum` gives for fractions depends on the version of Python.
    total = [reduce(add, sums) for sums in zip(*map(_ROW, [Moments(), *known]), strict=True)]
    return Moments.from_row(total, joined(counts) if counts and is_counted else None)


# Satisfied and valid answers, respondents, and weights of each kind.
_Columns = tuple[Floats, Floats, Floats, Floats]
COLUMNS = tuple(each.name for each in fields(Moments) if each.name != "counts")
_ROW = attrgetter(*COLUMNS)
# Their positions in a row.
N, RESPONDENTS, ANSWERS, Y, M, YY, YM, MM, CONSISTENT = range(9)
_OF_UNITS = (N, Y, M, YY, YM, MM)


def moments_by_cell(rows: Rows, cells: Codes, count: int) -> tuple[Moments, ...]:
    """Return the moments of each cell, with its table of counts.

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
    sums, of_cell, columns = _of_rows(rows, cells, count)

    def table(first: int, last: int) -> Counts:
        y, m, respondents, weights = (column[first:last] for column in columns)
        return Counts(y, m, respondents, weights, rows.items)

    found = [Moments(counts=table(0, 0))] * count
    # Where a sample is parted twice, most cells are nobody's.
    met = np.flatnonzero(sums[:, N])
    ends = [np.searchsorted(of_cell, met, side).tolist() for side in ("left", "right")]
    for cell, row, first, last in zip(met.tolist(), sums[met].tolist(), *ends, strict=True):
        found[cell] = Moments.from_row(row, table(first, last))
    return tuple(found)


def _of_rows(rows: Rows, cells: Codes, count: int) -> tuple[Floats, Codes, _Columns]:
    """Return the sums of each cell, shape (count, 9), and the table of all, by rising cell."""
    if rows.kinds is not None:
        return _of_kinds(*rows.kinds, cells, count)
    weights = rows.row_weights
    columns = _added(rows.y, rows.m, weights)
    sums = np.array([np.bincount(cells, column, count) for column in columns])
    table = (rows.y, rows.m, np.ones(len(rows)), weights)
    if rows.psus is not None:
        stride = rows.units.max(initial=0) + 1
        pairs, unit = np.unique(cells * stride + rows.units, return_inverse=True)
        y, m = (np.bincount(unit, columns[total]).astype(np.float64) for total in (Y, M))
        cells = pairs // stride
        for position, column in zip(_OF_UNITS, _of_a_unit(y, m), strict=True):
            sums[position] = np.bincount(cells, column, count)
        table = _of_units(y, m, unit, weights)
    order = np.argsort(cells, kind="stable")
    y, m, respondents, weights = (column[order] for column in table)
    return sums.T, cells[order], (y, m, respondents, weights)


def _of_kinds(
    kind: NDArray[np.int16], kinds: int, width: int, cells: Codes, count: int
) -> tuple[Floats, Codes, _Columns]:
    """Return the same from how many rows of each cell are of each kind."""
    found, people = _counted(cells * kinds + kind, count * kinds)
    of_cell, of_kind = np.divmod(found, kinds)
    y, m = (column.astype(np.float64) for column in np.divmod(of_kind, width))
    respondents, weights = people.astype(np.float64), np.ones(len(found))
    # Sums of whole numbers: exact in any order.
    added = (respondents * column for column in _added(y, m, weights))
    sums = np.array([np.bincount(of_cell, column, count) for column in added])
    return sums.T, of_cell, (y, m, respondents, weights)


def _counted(codes: Codes, most: int) -> tuple[Codes, Codes]:
    """Return the codes that occur, rising, and how often each does; all are below `most`."""
    if most > max(_NEAR, len(codes)):
        return np.unique(codes, return_counts=True)
    counts = np.bincount(codes, minlength=most)
    found = np.flatnonzero(counts)
    return found, counts[found]


def _of_units(y: Floats, m: Floats, unit: Codes, weights: Floats) -> _Columns:
    """Return the table of primary units with weighted totals `y` and `m`."""
    largest = np.zeros_like(y)
    np.maximum.at(largest, unit, weights)
    divisor = np.where(largest > 0, largest, 1.0)
    return y / divisor, m / divisor, np.ones_like(y), largest


def _added(y: Floats, m: Floats, weights: Floats) -> list[Floats]:
    """Return what a respondent adds to each of the sums, his own unit; each of the shape of `y`."""
    valid = ((m > 0) & (weights > 0)).astype(np.float64)
    n, *of_unit = _of_a_unit(weights * y, weights * m)
    return [n, valid, m * valid, *of_unit, (weights * m) ** 2]


def _of_a_unit(y: Floats, m: Floats) -> tuple[Floats, ...]:
    """Return what a primary unit adds, of weighted totals `y` and `m`, in the order `_OF_UNITS`."""
    return np.ones_like(y), y, m, y * y, y * m, m * m


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
        """Return the stratum with each unit standing for ``population / sampled`` cases."""
        if self.population is None:
            raise ValueError("population must be known to weight by it: None")
        weight = self.population / self.sampled if self.sampled else 0.0
        return replace(self, moments=self.moments.weighted(weight))


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


@dataclass(frozen=True, eq=False)
class PartSums:
    """Sums of k parts of one sample in its H strata, and their tables over all strata."""

    # `Moments.as_row` of each part in each stratum, shape (k, H, 9).
    sums: Floats
    # Primary units of each whole stratum, and the sampled share of its population: (H,) or (k, H).
    sampled: Floats
    fractions: Floats
    # None when only sums are known.
    tables: PartTables | None = None

    def column(self, position: int) -> Floats:
        """Return one of the sums of each part over all strata, shape (k,)."""
        total: Floats = self.sums[:, :, position].sum(axis=1)
        return total

    def at(self, part: int) -> PartSums:
        """Return one of the parts alone."""
        found, strata = self._as(lambda column: column[part : part + 1]), self.sums.shape[1]
        columns = (self.sampled, self.fractions)
        own = (np.broadcast_to(column, (len(self.sums), strata))[part] for column in columns)
        sampled, fractions = own
        return PartSums(found.sums, sampled, fractions, found.tables)

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
        return replace(self, sums=change(self.sums), tables=tables)


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
    )


def _is_same_frame(strata: Sequence[Stratum], others: Sequence[Stratum]) -> bool:
    return len(strata) == len(others) and all(
        one is other or (one.sampled, one.population) == (other.sampled, other.population)
        for one, other in zip(strata, others, strict=True)
    )


def _tables_of(cells: Sequence[tuple[int, Moments]], parts: int) -> PartTables | None:
    """Return the tables of so many parts; None where one of their cells has none."""
    # Where nobody answered there is nothing to count.
    answered = [(part, moments.counts) for part, moments in cells if moments.m > 0]
    tables = [(part, counts) for part, counts in answered if counts is not None]
    return part_tables(tables, parts) if len(tables) == len(answered) else None


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
