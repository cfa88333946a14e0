"""Units against each other: each against all the rest together, never a ranking.

With thirty respondents a unit, a ranking is mostly chance. So each unit is tested against the rest,
with a p value that holds for the whole list when something is claimed of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Estimate
from analysis.estimators.many_shares import cells_of
from analysis.estimators.shrunken import DEFAULT_PRIOR, Prior
from analysis.estimators.tables import Stratum
from analysis.estimators.tests import AgainstRest, adjust_p_values, score_against_rest
from analysis.indices.formulas import pooled_share
from analysis.indices.verdicts import LEAST_FOR_VERDICT


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
    found = score_against_rest(cells_of(parts), LEAST_FOR_VERDICT, prior)
    claims, screenings = (adjust_p_values(found.p_values, method) for method in ("holm", "BH"))
    return tuple(
        UnitComparison(
            unit=unit,
            estimate=pooled_share(parts[place]),
            difference=known(found.differences[place]),
            p_value=known(found.p_values[place]),
            p_claim=known(claims[place]),
            p_screening=known(screenings[place]),
            caveats=why_not_compared(found, place),
        )
        for place, unit in enumerate(units)
    )


def why_not_compared(found: AgainstRest, place: int) -> tuple[Caveat, ...]:
    """Return why a part has no p value; nothing where it has one."""
    if not isnan(found.p_values[place]):
        return ()
    few = int(min(found.ones.respondents[place], found.rests.respondents[place]))
    if few >= LEAST_FOR_VERDICT:
        return (Caveat(CaveatCode.NO_DEGREES_OF_FREEDOM),)
    return (Caveat(CaveatCode.TOO_FEW, {"respondents": few, "least": LEAST_FOR_VERDICT}),)


def known(value: float) -> float | None:
    """Return a number, None in place of NaN."""
    return None if isnan(value) else float(value)
