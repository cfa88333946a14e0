"""Margins: how many cases there are of each kind, which weights are to add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isclose, isfinite
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from analysis.caveats import Caveat, CaveatCode
from analysis.estimators.rows import Floats
from analysis.estimators.weights import MOST_OVER_MEAN

LEAST_IN_CELL = 5


@dataclass(frozen=True)
class Margin:
    """The known numbers of cases by one property, and the group that each respondent is in.

    Attributes
    ----------
    name : str
        Of the property, such as ``field``; errors name it.
    groups : tuple of str, length n
        The group of each respondent.
    totals : Mapping of str to float
        Cases of each group; above 0.

    Raises
    ------
    ValueError
        If a total is not above 0, a respondent's group has none, or a group has more respondents
        than cases.
    """

    name: str
    groups: tuple[str, ...]
    totals: Mapping[str, float]

    def __post_init__(self) -> None:
        object.__setattr__(self, "groups", tuple(self.groups))
        object.__setattr__(self, "totals", MappingProxyType(dict(self.totals)))
        for group, total in self.totals.items():
            if not (isfinite(total) and total > 0):
                raise ValueError(f"totals of {self.name} must be above 0; {group!r} has {total}")
        for group, count in self.respondents.items():
            if group not in self.totals:
                raise ValueError(
                    f"totals of {self.name} must hold the group of every respondent; "
                    f"{group!r} has none for {count} respondents"
                )
            if count > self.totals[group]:
                raise ValueError(
                    f"totals of {self.name} must not be below the respondents; "
                    f"{group!r} has {count} respondents and {self.totals[group]:g} cases"
                )

    @property
    def respondents(self) -> Counter[str]:
        """How many respondents each group has; groups that nobody is in are missing."""
        return Counter(self.groups)


def indicators(margins: Sequence[Margin], count: int) -> tuple[Floats, Floats]:
    """Return who of n respondents is in which of all k groups, shape (n, k), and their totals."""
    if not margins:
        raise ValueError("margins must not be empty: 0")
    columns, totals = [], []
    for margin in margins:
        if len(margin.groups) != count:
            raise ValueError(
                f"groups of {margin.name} must be {count} as the weights are: {len(margin.groups)}"
            )
        if empty := sorted(set(margin.totals) - set(margin.groups)):
            raise ValueError(
                f"totals of {margin.name} must be of groups with respondents; "
                f"nobody is in {', '.join(map(repr, empty))}"
            )
        groups = np.array(margin.groups)
        columns += [groups == group for group in margin.totals]
        totals += list(margin.totals.values())
    _require_same_sums(margins)
    return np.array(columns, dtype=np.float64).T, np.array(totals, dtype=np.float64)


def _require_same_sums(margins: Sequence[Margin]) -> None:
    sums = {margin.name: sum(margin.totals.values()) for margin in margins}
    first = sums[margins[0].name]
    if not all(isclose(first, other, rel_tol=1e-9) for other in sums.values()):
        listed = ", ".join(f"{name} {total:.12g}" for name, total in sums.items())
        raise ValueError(
            f"margins must add up to the same number of cases: {listed}; a group that nobody is in "
            "counts in none of them"
        )


def collapse_cells(margin: Margin) -> tuple[Margin, tuple[Caveat, ...]]:
    """Return the margin with groups of too few respondents put together, and the caveats.

    A group without any respondent is left out: nobody speaks for it.

    Source: J. J. Kim, L. Tompkins, J. Li, R. Valliant, Proc. Surv. Res. Methods, ASA (2005).
    """
    counts, caveats = margin.respondents, []
    answered = {group: total for group, total in margin.totals.items() if counts[group]}
    if silent := sorted(set(margin.totals) - set(answered)):
        cases = sum(margin.totals[group] for group in silent)
        values: dict[str, float | str] = {"strata": ", ".join(silent), "cases": cases}
        caveats.append(Caveat(CaveatCode.EMPTY_STRATUM, values))
    sizes = {group: CellSize(counts[group], cases) for group, cases in answered.items()}
    joined = put_together(sizes)
    if joined:
        name = " + ".join(sorted(joined))
        caveats.append(collapsed_cells(margin.name, name))
        answered = {group: total for group, total in answered.items() if group not in joined}
        answered[name] = sum(margin.totals[group] for group in joined)
    groups = tuple(name if group in joined else group for group in margin.groups)
    return Margin(margin.name, groups, answered), tuple(caveats)


def collapsed_cells(column: str, cells: str) -> Caveat:
    """Return the doubt that cells by one property are weighted together."""
    rule = {"least": LEAST_IN_CELL, "most": MOST_OVER_MEAN}
    return Caveat(CaveatCode.CELLS_COLLAPSED, {"margin": column, "cells": cells, **rule})


class CellSize(NamedTuple):
    """How many answered in a cell, and how many cases it has."""

    respondents: int
    cases: float

    def is_enough(self, most: float) -> bool:
        """Whether several people answered, and each stands for at most so many cases."""
        return self.respondents >= LEAST_IN_CELL and self.cases <= most * self.respondents


def largest_weight(sizes: Iterable[CellSize]) -> float:
    """Return how many cases one respondent may stand for: three times the mean over all cells."""
    total = together(sizes)
    return MOST_OVER_MEAN * total.cases / total.respondents if total.respondents else inf


def together(sizes: Iterable[CellSize]) -> CellSize:
    """Return several cells as one."""
    sizes = list(sizes)
    return CellSize(sum(n for n, _ in sizes), sum(cases for _, cases in sizes))


def put_together(sizes: Mapping[str, CellSize], most: float = inf) -> frozenset[str]:
    """Return which cells are to be weighted together: none or several.

    They are those where too few answered or each would stand for more than `most` cases, and while
    that is so of all of them together, the one of the others in which fewest answered.
    """
    rising = sorted(sizes, key=lambda cell: (sizes[cell].respondents, cell))
    joined = [cell for cell in rising if not sizes[cell].is_enough(most)]
    for cell in rising if joined else ():
        if cell not in joined and not together(sizes[one] for one in joined).is_enough(most):
            joined.append(cell)
    return frozenset(joined if len(joined) > 1 else ())
