"""Margins: how many cases there are of each kind, which weights are to add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose, isfinite
from types import MappingProxyType

import numpy as np

from analysis.caveats import Caveat, CaveatCode
from analysis.estimators.tables import Floats

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
        raise ValueError(f"margins must add up to the same number of cases: {listed}")


def collapse_thin_cells(margin: Margin) -> tuple[Margin, Caveat | None]:
    """Return the margin with groups of fewer than five respondents put together, and the caveat.

    If together they are still too few, the smallest of the other groups joins them, and so on;
    a group may have no respondent.

    Source: J. J. Kim, L. Tompkins, J. Li, R. Valliant, Proc. Surv. Res. Methods, ASA (2005).
    """
    counts = margin.respondents
    joined = thin_together({group: counts[group] for group in margin.totals})
    if not joined:
        return margin, None
    name = " + ".join(sorted(joined))
    totals = {group: total for group, total in margin.totals.items() if group not in joined}
    totals[name] = sum(margin.totals[group] for group in joined)
    groups = tuple(name if group in joined else group for group in margin.groups)
    values: dict[str, float | str] = {"least": LEAST_IN_CELL, "cells": name, "margin": margin.name}
    return Margin(margin.name, groups, totals), Caveat(CaveatCode.CELLS_COLLAPSED, values)


def thin_together(sizes: Mapping[str, int]) -> frozenset[str]:
    """Return which groups, by respondents, `collapse_thin_cells` puts together: none or several."""
    rising = sorted(sizes, key=lambda group: (sizes[group], group))
    joined = {group for group in rising if sizes[group] < LEAST_IN_CELL}
    for group in rising:
        if joined and sum(sizes[one] for one in joined) < LEAST_IN_CELL:
            joined.add(group)
    return frozenset(joined if len(joined) > 1 else ())
