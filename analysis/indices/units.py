"""Units against each other: each against all the rest together, never a ranking.

With thirty respondents a unit, a ranking is mostly chance. So each unit is tested against the rest,
with a p value that holds for the whole list when something is claimed of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan, nan

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Estimate
from analysis.estimators.comparison import Comparison, score_comparison
from analysis.estimators.multiplicity import adjust_p_values
from analysis.estimators.ratio import pooled_ratio
from analysis.estimators.shrunken import DEFAULT_PRIOR, Prior
from analysis.indices.formulas import pooled_share
from analysis.indices.verdicts import LEAST_FOR_VERDICT
from analysis.moments import Moments
from analysis.strata import Stratum


@dataclass(frozen=True)
class UnitComparison:
    """One unit against all the others together.

    Attributes
    ----------
    unit : str
    estimate : Estimate
        Its pooled share, with interval and caveats.
    difference : float or None
        Its share less that of the rest, -1 to 1; None when either is unknown.
    p_value : float or None
        Two-sided, for this unit alone; None below five respondents in the unit or in the rest.
    p_claim : float or None
        Adjusted by Holm for all units: at most 0.05 when one may say that this unit differs.
    p_screening : float or None
        Adjusted by Benjamini and Hochberg: for deciding where to look.
    caveats : tuple of Caveat
        Why there is no p value.
    """

    unit: str
    estimate: Estimate
    difference: float | None
    p_value: float | None
    p_claim: float | None
    p_screening: float | None
    caveats: tuple[Caveat, ...] = ()

    def __str__(self) -> str:
        if self.difference is None or self.p_claim is None:
            return f"{self.unit}: {self.estimate.in_short}; not compared"
        return f"{self.unit}: {self.difference:+.4f} to the rest (p = {self.p_claim:.4g}, Holm)"


def compare_units(
    units: Mapping[str, Sequence[Stratum]], prior: Prior = DEFAULT_PRIOR
) -> tuple[UnitComparison, ...]:
    """Return each unit compared with the rest by the score test.

    Parameters
    ----------
    units : Mapping of str to sequence of Stratum
        Of at least two units without a respondent in common, each with the same strata of one
        sample in the same order.
    prior : Prior
        As in the default interval.

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
    .. [1] S. Holm, Scand. J. Stat. 6 (1979), 65-70.
    .. [2] D. J. Spiegelhalter, Stat. Med. 24 (2005), 1185-1202.
    """
    if len(units) < 2:
        raise ValueError(f"units must be at least two to compare: {len(units)}")
    parts = list(units.values())
    frames = {tuple((part.sampled, part.population) for part in strata) for strata in parts}
    if len(frames) > 1:
        raise ValueError("units must have the same strata of one sample, in the same order")
    rests = [_together([*parts[:place], *parts[place + 1 :]]) for place in range(len(parts))]
    pairs = zip(parts, rests, strict=True)
    tests = [_tested(strata, rest, prior) for strata, rest in pairs]
    p_values = [nan if test is None else test.p_value for test in tests]
    claims, screenings = (adjust_p_values(p_values, method) for method in ("holm", "BH"))
    return tuple(
        UnitComparison(
            unit=unit,
            estimate=pooled_share(parts[place]),
            difference=_difference(parts[place], rests[place]),
            p_value=_known(p_values[place]),
            p_claim=_known(float(claims[place])),
            p_screening=_known(float(screenings[place])),
            caveats=() if tests[place] else (_too_few(parts[place], rests[place]),),
        )
        for place, unit in enumerate(units)
    )


def _together(parts: Sequence[Sequence[Stratum]]) -> tuple[Stratum, ...]:
    """Return the strata of several units as of one."""
    return tuple(
        replace(same[0], moments=sum((part.moments for part in same), Moments()))
        for same in zip(*parts, strict=True)
    )


def _tested(strata: Sequence[Stratum], rest: Sequence[Stratum], prior: Prior) -> Comparison | None:
    one, other = pooled_ratio(strata), pooled_ratio(rest)
    if one is None or other is None or _fewer(strata, rest) < LEAST_FOR_VERDICT:
        return None
    if min(one.degrees_of_freedom, other.degrees_of_freedom) < 1:
        return None
    return score_comparison(one, other, prior)


def _difference(strata: Sequence[Stratum], rest: Sequence[Stratum]) -> float | None:
    one, other = pooled_ratio(strata), pooled_ratio(rest)
    return None if one is None or other is None else one.share - other.share


def _fewer(strata: Sequence[Stratum], rest: Sequence[Stratum]) -> int:
    return min(sum(part.moments.respondents for part in each) for each in (strata, rest))


def _too_few(strata: Sequence[Stratum], rest: Sequence[Stratum]) -> Caveat:
    few = _fewer(strata, rest)
    if few >= LEAST_FOR_VERDICT:
        return Caveat(CaveatCode.NO_DEGREES_OF_FREEDOM)
    return Caveat(CaveatCode.TOO_FEW, {"respondents": few, "least": LEAST_FOR_VERDICT})


def _known(value: float) -> float | None:
    return None if isnan(value) else value
