"""How respondents were sampled: from a table with one row a respondent to a `Design`."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.caveats import Caveat, CaveatCode
from analysis.estimators.linearisation import Design
from analysis.estimators.moments import moments_by_cell
from analysis.estimators.pooled_answers import PooledAnswers
from analysis.estimators.rows import (
    Floats,
    Rows,
    counts_of,
)
from analysis.estimators.weights import largest_over_mean, trim_weights, uneven_weights

# No questionnaire asks so much; a larger number is a total over persons.
MOST_ANSWERS = 200

Codes = NDArray[np.int64]
Labels = Iterable[Hashable]


@dataclass(frozen=True)
class Sampling:
    """How the respondents of a table were drawn; what is not known is left out.

    Attributes
    ----------
    weights : array_like of float, shape (n,), or None
        Cases that each respondent stands for, not below 0. None: the cases of the group divided by
        its respondents where `populations` are known, else 1.
    strata : iterable of n names, or None
        The sampling group of each respondent; None when all are one group.
    populations : Mapping of name to float, float or None
        Cases of each group, or of all when there are no `strata`; None when unknown. A group that
        nobody answered in belongs here too.
    clusters : iterable of n codes, or None
        The session, household or person that each row belongs to; None when each row is its own.
        Numbers in `populations` then are of clusters, and so is the number of items: the most
        answers that all of a cluster together may give.
    trim_at : float or None
        The most that a weight may be, in mean weights, above 1: what is larger is cut to it and the
        difference shared out evenly, with a caveat. None: weights are taken as they are.
    """

    weights: ArrayLike | None = None
    strata: Labels | None = None
    populations: Mapping[str, float] | float | None = None
    clusters: Labels | None = None
    trim_at: float | None = None

    def __post_init__(self) -> None:
        if self.trim_at is not None and not 1 < self.trim_at < np.inf:
            raise ValueError(f"trim_at must be above 1, in mean weights: {self.trim_at}")


UNKNOWN = Sampling()


def design_of(
    satisfied: ArrayLike, answered: ArrayLike, items: float, sampling: Sampling = UNKNOWN
) -> Design:
    """Return the rows of a table with how they were drawn; arguments as in the index."""
    y, m = _answers(satisfied, answered)
    _require_items(items)
    if sampling.clusters is None:
        _require_row("answered", m, m > items, f"at most the {items:g} items of the form")
    codes, names = _groups(sampling.strata, len(y))
    names, populations = _populations(sampling, names)
    clusters = _clusters(sampling.clusters, codes, names)
    weights = None if sampling.weights is None else counts_of("weights", sampling.weights)
    if weights is not None and weights.shape != y.shape:
        raise ValueError(f"weights must be one a respondent, {len(y)}: {len(weights)}")
    design = Design(Rows(y, m, weights, clusters, items), codes, populations)
    if weights is None and sampling.populations is not None:
        expanded = Rows(y, m, _cases_each(design, names), clusters, items)
        design = Design(expanded, codes, populations)
    return _trimmed(design, sampling.trim_at)


def _trimmed(design: Design, most: float | None) -> Design:
    """Return a design with its weights cut where that is asked for, and what is to say of them."""
    rows, weights = design.rows, design.rows.row_weights
    if most is None or not weights.any():
        return replace(design, caveats=uneven_weights(weights[rows.m > 0]))
    upper = most * float(weights.mean())
    cut = int((weights > upper).sum())
    if not cut:
        return design
    values = {"weights": cut, "most": most, "times": round(largest_over_mean(weights), 1)}
    trimmed = rows.with_weights(trim_weights(weights, upper))
    return replace(design, rows=trimmed, caveats=(Caveat(CaveatCode.WEIGHTS_TRIMMED, values),))


def _answers(satisfied: ArrayLike, answered: ArrayLike) -> tuple[Floats, Floats]:
    if np.ndim(satisfied) == 0 or np.ndim(answered) == 0:
        raise PooledAnswers(
            f"satisfied and answered must be one row a respondent: {satisfied!r} of {answered!r}"
        )
    y, m = counts_of("satisfied", satisfied), counts_of("answered", answered)
    if y.shape != m.shape:
        raise ValueError(f"answered must be one a respondent, {len(y)}: {len(m)}")
    for name, column in (("satisfied", y), ("answered", m)):
        _require_row(name, column, column != np.floor(column), "whole numbers of answers")
    _require_row("satisfied", y, y > m, "at most the valid answers of the person")
    many = np.flatnonzero(m > MOST_ANSWERS)
    if many.size:
        row = f"row {many[0]} has {m[many[0]]:g}"
        raise PooledAnswers(f"answered must be of one person, at most {MOST_ANSWERS}: {row}")
    return y, m


def _require_items(items: object) -> None:
    """Raise ValueError unless `items` is a number of items."""
    if not (isinstance(items, int | float | np.integer) and 0 < items < np.inf):
        raise ValueError(
            "items must be the number of items of the form, the most answers that one person may "
            f"give, not the most that somebody gave: {items!r}"
        )


def _require_row(name: str, column: Floats, is_wrong: NDArray[np.bool_], rule: str) -> None:
    wrong = np.flatnonzero(is_wrong)
    if wrong.size:
        rows = f"{wrong.size} of {column.size} are not, first in row {wrong[0]}"
        raise ValueError(f"{name} must be {rule}; {rows}: {column[wrong[0]]:g}")


def is_missing(label: Hashable) -> bool:
    """Return whether a label is None or NaN."""
    # Nothing but a missing value differs from itself.
    return label is None or label != label  # noqa: PLR0124


def codes_of(name: str, labels: Labels, count: int) -> Codes:
    """Return the index of each label among the different ones, as they first come."""
    given, indices = list(labels), dict[Hashable, int]()
    if len(given) != count:
        raise ValueError(f"{name} must be one a row, {count}: {len(given)}")
    for row, label in enumerate(given):
        if is_missing(label):
            raise ValueError(f"{name} must not be missing; row {row} has {label}")
    codes = [indices.setdefault(label, len(indices)) for label in given]
    return np.array(codes, dtype=np.int64)


def _groups(strata: Labels | None, count: int) -> tuple[Codes, list[str]]:
    if strata is None:
        return np.zeros(count, dtype=np.int64), [""]
    given = list(strata)
    return codes_of("strata", given, count), [str(label) for label in dict.fromkeys(given)]


def _populations(
    sampling: Sampling, names: list[str]
) -> tuple[list[str], tuple[float | None, ...]]:
    """Return the groups, those without respondents last, with the cases of each."""
    known = sampling.populations
    if known is None:
        return names, (None,) * len(names)
    if not isinstance(known, Mapping):
        if sampling.strata is not None:
            raise ValueError(f"populations must name the cases of each of the strata: {known}")
        known = {"": known}
    cases = {str(name): number for name, number in known.items()}
    unknown = [name for name in names if name not in cases]
    if unknown:
        raise ValueError(f"populations must hold the group of every respondent: {unknown[0]!r}")
    for name, number in cases.items():
        if not (np.isfinite(number) and number >= 0):
            raise ValueError(f"populations must be finite and not below 0; {name!r} has {number}")
    every = [*names, *(name for name in cases if name not in names)]
    return every, tuple(cases[name] for name in every)


def _clusters(given: Labels | None, codes: Codes, names: list[str]) -> Codes | None:
    """Return the cluster of each row; each lies in one group."""
    if given is None:
        return None
    clusters = codes_of("clusters", given, len(codes))
    group = np.full(len(codes), -1)
    group[clusters] = codes
    wrong = np.flatnonzero(group[clusters] != codes)
    if wrong.size:
        row = int(wrong[0])
        groups = f"{names[codes[row]]!r} and {names[group[clusters[row]]]!r}"
        raise ValueError(f"clusters must lie in one stratum; that of row {row} is in {groups}")
    return clusters


def _cases_each(design: Design, names: list[str]) -> Floats:
    """Return how many cases each respondent stands for in a group of known size."""
    cells = moments_by_cell(design.rows, design.codes, len(names))
    pairs = zip(names, cells, design.populations, strict=True)
    shares = [_share(name, cell.n, population) for name, cell, population in pairs]
    weights: Floats = np.array(shares, dtype=np.float64)[design.codes]
    return weights


def _share(name: str, sampled: int, population: float | None) -> float:
    cases = population or 0.0
    if sampled > cases:
        group = f" of {name!r}" if name else ""
        raise ValueError(
            f"populations must not be below the respondents{group}; {sampled} answered of {cases:g}"
        )
    return cases / sampled if sampled else 0.0
