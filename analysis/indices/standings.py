"""Where units stand: below the rest, above it, or not to be told from it. Never a ranking.

One very low unit makes all the others look high against a rest that holds it. So the unit that
differs most is set aside and the others are compared anew, until no difference holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from analysis.caveats import Caveat
from analysis.estimators.many_shares import Cells, M, Y, cells_of
from analysis.estimators.shrunken import DEFAULT_PRIOR, Prior
from analysis.estimators.tables import Floats, Stratum
from analysis.estimators.tests import AgainstRest, adjust_p_values, score_against_rest
from analysis.indices.units import known, why_not_compared
from analysis.indices.verdicts import LEAST_FOR_VERDICT

# How likely is a single false claim in the whole list, at most.
ERROR = 0.05
_PAIR = 2


class Standing(StrEnum):
    """What the answers prove about a unit and the rest."""

    LOWER = "LOWER"
    UNDECIDED = "UNDECIDED"
    HIGHER = "HIGHER"


@dataclass(frozen=True)
class UnitStanding:
    """One unit against the units that it was last compared with.

    Attributes
    ----------
    unit : str
    standing : Standing
        LOWER or HIGHER only where `p_claim` is at most 0.05.
    n_effective : float or None
        Effective number of answers that the test used, infinite in a full count; None where
        nobody answered.
    difference : float or None
        Share of the unit less that of the rest, -1 to 1.
    p_value : float or None
        Two-sided, for this unit alone; None below five respondents in the unit or in the rest.
    p_claim : float or None
        Adjusted by Holm for all units that were compared together, and never below that of a unit
        set aside earlier.
    p_screening : float or None
        Adjusted by Benjamini and Hochberg: for deciding where to look.
    rest : tuple of str
        The units that it was compared with.
    caveats : tuple of Caveat
        Why there is no p value.
    """

    unit: str
    standing: Standing
    n_effective: float | None
    difference: float | None
    p_value: float | None
    p_claim: float | None
    p_screening: float | None
    rest: tuple[str, ...]
    caveats: tuple[Caveat, ...] = ()

    def __str__(self) -> str:
        if self.difference is None or self.p_claim is None:
            return f"{self.unit}: not compared"
        how = f"{self.difference:+.4f} to the rest, p = {self.p_claim:.4g}, Holm"
        return f"{self.unit}: {self.standing} ({how})"


@dataclass(frozen=True)
class Standings:
    """All units of a list.

    Attributes
    ----------
    units : tuple of UnitStanding
        In the order in which they were given.
    centre : float or None
        Share of all units together that were not set aside, 0-1; None when nobody answered.
    """

    units: tuple[UnitStanding, ...]
    centre: float | None

    def __str__(self) -> str:
        return "\n".join(map(str, self.units))


def standings(units: Mapping[str, Sequence[Stratum]], prior: Prior = DEFAULT_PRIOR) -> Standings:
    """Return which units lie below or above the rest, as far as that is proved.

    Parameters
    ----------
    units : Mapping of str to sequence of Stratum
        As in `analysis.indices.units.compare_units`, which is the first step of it.
    prior : Prior
        As in the default interval.

    Returns
    -------
    Standings

    Raises
    ------
    ValueError
        If there is one unit only, or the strata of two units are not those of one sample.

    References
    ----------
    .. [1] S. Holm, Scand. J. Stat. 6 (1979), 65-70.
    .. [2] B. Rosner, Technometrics 25 (1983), 165-172 (setting aside one after another).
    """
    if len(units) < _PAIR:
        raise ValueError(f"units must be at least two to compare: {len(units)}")
    names, cells = list(units), cells_of(list(units.values()))
    placed: dict[str, UnitStanding] = {}
    floor = 0.0
    while True:
        found = score_against_rest(cells, LEAST_FOR_VERDICT, prior)
        claims = np.maximum(adjust_p_values(found.p_values, "holm"), floor)
        furthest = _furthest(found)
        # Of two, both differ if one does, and the other has nothing left to be compared with.
        is_last = len(names) == _PAIR or not claims[furthest] <= ERROR
        for place in range(len(names)) if is_last else (furthest,):
            placed[names[place]] = _standing(names, found, claims, place)
        if is_last:
            return Standings(tuple(placed[name] for name in units), _centre(cells))
        floor = float(claims[furthest])
        names = [*names[:furthest], *names[furthest + 1 :]]
        cells = cells.without(furthest)


def _furthest(found: AgainstRest) -> int:
    """Return the place of the least p value; the larger difference where several are 0."""
    p_values = np.nan_to_num(found.p_values, nan=1.0)
    return int(np.lexsort((-np.abs(found.differences), p_values))[0])


def _standing(names: Sequence[str], found: AgainstRest, claims: Floats, place: int) -> UnitStanding:
    difference = found.differences[place]
    standing = Standing.UNDECIDED
    if claims[place] <= ERROR:
        standing = Standing.HIGHER if difference > 0 else Standing.LOWER
    return UnitStanding(
        unit=names[place],
        standing=standing,
        n_effective=known(found.ones.n_effective[place]),
        difference=known(difference),
        p_value=known(found.p_values[place]),
        p_claim=known(claims[place]),
        p_screening=known(adjust_p_values(found.p_values, "BH")[place]),
        rest=tuple(name for name in names if name != names[place]),
        caveats=why_not_compared(found, place),
    )


def _centre(cells: Cells) -> float | None:
    total = cells.together()
    size = total.column(M)[0]
    return float(total.column(Y)[0] / size) if size else None
