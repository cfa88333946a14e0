"""Units against each other: each against all the rest together, never a ranking.

With thirty respondents a unit, a ranking is mostly chance. So each unit is tested against the rest,
with a p value that holds for the whole list when something is claimed of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isnan

import numpy as np

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import LEAST_RESPONDENTS, Estimate, Interval
from analysis.estimators.bounds import counted_shares
from analysis.estimators.differences import METHOD, Differences, differences
from analysis.estimators.moments import ANSWERS, RESPONDENTS
from analysis.estimators.rows import Floats
from analysis.estimators.shares import Ratio, shares_of
from analysis.estimators.strata import (
    PartSums,
    Stratum,
    part_sums,
)
from analysis.estimators.tests import adjust_p_values
from analysis.indices.formulas import pooled_shares

# How likely is a single false claim in the whole list, at most.
ERROR = 0.05
LEVEL = 0.95
_PAIR = 2


@dataclass(frozen=True)
class UnitComparison:
    """One unit against all the others together; its caveats say why there is no p value."""

    unit: str
    estimate: Estimate
    # Share less that of the rest, -1 to 1; None when either is unknown.
    difference: float | None
    # Of the difference, at 95 %, for this unit alone; None where there is no p value.
    interval: Interval | None
    # Two-sided, for this unit alone; None below ten respondents in the unit or in the rest.
    p_value: float | None
    # Adjusted by Holm for all units: at most 0.05 when one may say that this unit differs.
    p_claim: float | None
    # Adjusted by Benjamini and Hochberg: for deciding where to look.
    p_screening: float | None
    caveats: tuple[Caveat, ...] = ()

    def __str__(self) -> str:
        if self.difference is None or self.p_claim is None:
            return f"{self.unit}: {self.estimate.in_short}; not compared"
        return f"{self.unit}: {self.difference:+.4f} to the rest (p = {self.p_claim:.4g}, Holm)"


def compare_units(units: Mapping[str, Sequence[Stratum]]) -> tuple[UnitComparison, ...]:
    """Return each unit compared with the rest, by the bounds of both.

    Parameters
    ----------
    units : Mapping of str to sequence of Stratum
        Of at least two units without a respondent in common, each with the same strata of one
        sample in the same order.

    Returns
    -------
    tuple of UnitComparison
        In the order of `units`.

    Raises
    ------
    ValueError
        If there is one unit only, or the strata of two units are not those of one sample.

    References
    ----------
    .. [1] G. Y. Zou, A. Donner, Stat. Med. 27 (2008), 1693-1702.
    .. [2] S. Holm, Scand. J. Stat. 6 (1979), 65-70.
    """
    compared = _against_rest(_cells(list(units.values())), len(units))
    claims, screenings = (compared.adjusted(method) for method in ("holm", "BH"))
    return tuple(
        UnitComparison(
            unit=unit,
            estimate=estimate,
            difference=_known(compared.found.differences[index]),
            interval=compared.interval(index),
            p_value=_known(compared.p_values[index]),
            p_claim=_known(claims[index]),
            p_screening=_known(screenings[index]),
            caveats=compared.caveats(index),
        )
        for index, (unit, estimate) in enumerate(
            zip(units, pooled_shares(list(units.values())), strict=True)
        )
    )


@dataclass(frozen=True, eq=False)
class _AgainstRest:
    """Each of k units, all the others together, and their difference; NaN where unknown."""

    found: Differences
    # Two-sided; NaN below ten respondents in a unit or its rest.
    p_values: Floats
    # Of the unit or of its rest, whichever are fewer.
    respondents: Floats
    # Answers over the design effect of all together, for a picture; NaN without any.
    sizes: Floats

    def adjusted(self, method: str, further: int = 0) -> Floats:
        """Return the p values for all comparisons, `further` ones without a difference too."""
        every = adjust_p_values(np.append(self.p_values, np.ones(further)), method)
        return every[: len(self.p_values)]

    def interval(self, index: int) -> Interval | None:
        """Return the interval of a difference; None where it is not judged."""
        if isnan(self.p_values[index]):
            return None
        ends = float(self.found.low[index]), float(self.found.high[index])
        return Interval(*ends, LEVEL, METHOD)

    def caveats(self, index: int) -> tuple[Caveat, ...]:
        """Return why a unit has no p value; nothing where it has one."""
        if not isnan(self.p_values[index]):
            return ()
        values = {"respondents": int(self.respondents[index]), "least": LEAST_RESPONDENTS}
        return (Caveat(CaveatCode.TOO_FEW, values),)


def _against_rest(cells: PartSums, count: int) -> _AgainstRest:
    """Return the first `count` parts, each against all others."""
    ones, rests = (shares_of(parts.first(count)) for parts in (cells, cells.rests()))
    found = differences(counted_shares(ones), counted_shares(rests), LEVEL)
    people = (shares.totals[:, RESPONDENTS] for shares in (ones, rests))
    respondents: Floats = np.minimum(*people)
    p_values = np.where(respondents < LEAST_RESPONDENTS, np.nan, found.p_values)
    return _AgainstRest(found, p_values, respondents, _sizes(cells)[:count])


def _sizes(cells: PartSums) -> Floats:
    """Return the effective number of answers of each part, by the design effect of all."""
    answers = cells.column(ANSWERS)
    together = Ratio(shares_of(cells.together()))
    everybody = together.total
    if not everybody.respondents:
        return np.full_like(answers, np.nan)
    # Where all are alike a person counts once.
    effect = everybody.answers / everybody.respondents
    if together.variance and 0 < together.share < 1:
        effect = everybody.answers / together.n_effective
    return np.where(answers > 0, answers / effect, np.nan)


def _cells(parts: Sequence[Sequence[Stratum]]) -> PartSums:
    if len(parts) < _PAIR:
        raise ValueError(f"units must be at least two to compare: {len(parts)}")
    return part_sums(parts)


def _known(value: float) -> float | None:
    return None if isnan(value) else float(value)


class Standing(StrEnum):
    """What the answers prove about a unit and the rest."""

    LOWER = "LOWER"
    UNDECIDED = "UNDECIDED"
    HIGHER = "HIGHER"


@dataclass(frozen=True)
class UnitStanding:
    """One unit against the units that it was last compared with, whose names are in `rest`.

    It is LOWER or HIGHER only where `p_claim` is at most 0.05. The p values are those of
    `UnitComparison`, but `p_claim` is never below that of a unit set aside earlier. `n_effective`,
    for the picture, is by the design effect of all together; None where nobody answered.
    """

    unit: str
    standing: Standing
    n_effective: float | None
    difference: float | None
    interval: Interval | None
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
    """All units of a list, in the order in which they were given.

    `centre` is the share of all that do not differ together, of two units that of both; None when
    nobody answered.
    """

    units: tuple[UnitStanding, ...]
    centre: float | None
    aside: tuple[str, ...] = ()  # those set aside, in order

    def __str__(self) -> str:
        return "\n".join(map(str, self.units))


def standings(
    units: Mapping[str, Sequence[Stratum]], others: Sequence[Stratum] = (), further: int = 0
) -> Standings:
    """Return which units lie below or above the rest, as far as that is proved.

    One very low unit makes all the others look high against a rest that holds it. So the unit that
    differs most is set aside and the others are compared anew, until no difference holds.

    `others` belong to the rest of each unit, and are neither judged nor set aside: people of no
    unit, and units of which nothing may be told. Claims hold for so many `further` comparisons,
    such as those of these units.

    Sources: S. Holm, Scand. J. Stat. 6 (1979), 65-70; B. Rosner, Technometrics 25 (1983), 165-172
    (setting aside one after another).
    """
    names, cells = list(units), _cells([*units.values(), *([others] if others else [])])
    settled: dict[str, UnitStanding] = {}
    aside: list[str] = []
    floor = 0.0
    while True:
        compared = _against_rest(cells, len(names))
        claims = np.maximum(compared.adjusted("holm", further), floor)
        furthest = _furthest(compared)
        # Of two, both differ if one does, and the other has nothing left to be compared with.
        is_last = len(cells.sums) == _PAIR or not claims[furthest] <= ERROR
        for index in range(len(names)) if is_last else (furthest,):
            screening = float(compared.adjusted("BH", further)[index])
            p_values = (float(compared.p_values[index]), float(claims[index]), screening)
            settled[names[index]] = _standing(names, index, compared, p_values)
        if is_last:
            found = tuple(settled[name] for name in units)
            # Beside others than units the last one that differs belongs to no centre either.
            differs = len(names) == 1 and claims[furthest] <= ERROR
            return Standings(
                found, _centre(cells.without(furthest) if differs else cells), tuple(aside)
            )
        floor = float(claims[furthest])
        aside.append(names.pop(furthest))
        cells = cells.without(furthest)


def standing_of(unit: Sequence[Stratum], rest: Sequence[Stratum], comparisons: int) -> Standing:
    """Return where a unit of at least ten respondents stands against a rest of as many.

    Claims hold for so many `comparisons`, by Bonferroni's inequality.
    """
    ones, rests = (counted_shares(shares_of(part_sums([parts]))) for parts in (unit, rest))
    (low, high), (least, most) = (each.bounds(1 - ERROR / comparisons) for each in (ones, rests))
    found = ones.shares - rests.shares
    # As `differences` has it, without the p values.
    if found > np.hypot(ones.shares - low, most - rests.shares):
        return Standing.HIGHER
    is_lower = -found > np.hypot(high - ones.shares, rests.shares - least)
    return Standing.LOWER if is_lower else Standing.UNDECIDED


def _furthest(compared: _AgainstRest) -> int:
    """Return the index of the least p value; of the larger difference where several are alike."""
    p_values = np.nan_to_num(compared.p_values, nan=1.0)
    return int(np.lexsort((-np.abs(compared.found.differences), p_values))[0])


def _standing(
    names: Sequence[str],
    index: int,
    compared: _AgainstRest,
    p_values: tuple[float, float, float],
) -> UnitStanding:
    """Return the standing by p values: of the unit alone, for claims, for screening."""
    difference, claim = compared.found.differences[index], p_values[1]
    standing = Standing.UNDECIDED
    if claim <= ERROR:
        standing = Standing.HIGHER if difference > 0 else Standing.LOWER
    p_value, p_claim, p_screening = map(_known, p_values)
    return UnitStanding(
        unit=names[index],
        standing=standing,
        n_effective=_known(compared.sizes[index]),
        difference=_known(difference),
        interval=compared.interval(index),
        p_value=p_value,
        p_claim=p_claim,
        p_screening=p_screening,
        rest=tuple(name for name in names if name != names[index]),
        caveats=compared.caveats(index),
    )


def _centre(cells: PartSums) -> float | None:
    return _known(shares_of(cells.together()).shares[0])
