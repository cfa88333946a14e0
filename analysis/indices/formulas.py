"""The named formulas of an index; a plan names one of them.

``formula("pooled_share")(strata)`` is an `Estimate`. Each formula takes the strata of
`analysis.estimators.tables` and a confidence level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf, sqrt
from types import MappingProxyType
from typing import Protocol

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Estimate
from analysis.estimators.distributions import require_level
from analysis.estimators.linearisation import Linearised
from analysis.estimators.shares import (
    LEAST_FOR_INTERVAL,
    Ratio,
    pooled_ratio,
    precision,
    shrunken_interval,
)
from analysis.estimators.tables import Stratum

# Of the numbers of answers with how far they lie above the share: `docs/methods.md` says how often
# populations pass it.
LONG_AND_UNSATISFIED = -0.15


class Formula(Protocol):
    """Strata in, estimate out."""

    def __call__(self, strata: Sequence[Stratum], confidence_level: float = 0.95) -> Estimate:
        """Return the estimate of the domain that the strata hold."""
        ...


def pooled_share(strata: Sequence[Stratum], confidence_level: float = 0.95) -> Estimate:
    """Return satisfied answers as a share of valid answers, clustered by respondent.

    Parameters
    ----------
    strata : sequence of Stratum
        All strata of the sample, also those that the domain does not meet; satisfied answers of a
        respondent never exceed the valid ones.
    confidence_level : float
        Nominal two-sided coverage of the interval, between 0 and 1.

    Returns
    -------
    Estimate
        With the linearised standard error and Wilson's interval with a shrunken design effect.

    References
    ----------
    .. [1] R. S. Woodruff, J. Amer. Stat. Assoc. 66 (1971), 411-414.
    .. [2] C. Franco, R. J. A. Little, T. A. Louis, E. V. Slud, J. Surv. Stat. Methodol. 7 (2019),
       334-364.
    """
    ratio = pooled_ratio(strata)
    return estimate_of(ratio, "pooled_share", confidence_level, sampling_caveats(strata))


def estimate_of(
    ratio: Ratio | None,
    name: str,
    confidence_level: float = 0.95,
    caveats: Sequence[Caveat] = (),
) -> Estimate:
    """Return the estimate that a ratio gives by the formula `name`, with the default interval.

    `caveats` are what is already known to be doubtful; where nobody gave a valid answer there is
    nothing to doubt.
    """
    require_level(confidence_level)
    if ratio is None:
        return nobody(name)
    interval, n_effective = None, None
    if ratio.has_interval:
        worth = precision(ratio)
        interval = shrunken_interval(worth, confidence_level)
        n_effective = None if worth.n_effective == inf else worth.n_effective
    answers = ratio.total.answers
    return Estimate(
        estimate=ratio.share,
        standard_error=ratio.standard_error if interval else None,
        interval=interval,
        respondents=ratio.total.respondents,
        answers=answers,
        n_effective=n_effective,
        design_effect=answers / n_effective if n_effective else None,
        degrees_of_freedom=ratio.degrees_of_freedom,
        formula=name,
        caveats=(*map(Caveat, _doubts(ratio)), *caveats),
    )


def nobody(name: str) -> Estimate:
    """Return the estimate by the formula `name` where nobody gave a valid answer."""
    caveats = (Caveat(CaveatCode.NO_ANSWERS),)
    return Estimate(None, None, None, 0, 0, None, None, None, name, caveats)


FORMULAS: Mapping[str, Formula] = MappingProxyType({"pooled_share": pooled_share})


def formula(name: str) -> Formula:
    """Return the formula of this name.

    Raises
    ------
    ValueError
        If there is none.
    """
    if name not in FORMULAS:
        raise ValueError(f"formula must be one of {', '.join(sorted(FORMULAS))}: {name!r}")
    return FORMULAS[name]


def _doubts(ratio: Ratio) -> Iterator[CaveatCode]:
    """Yield why no error, or an error of 0, is shown, and whether it may be too small."""
    code = certainty(ratio, ratio.total.respondents, CaveatCode.NO_VARIATION)
    if code is not None:
        yield code
    if _is_long_and_unsatisfied(ratio):
        yield CaveatCode.LONG_AND_UNSATISFIED


def certainty(
    result: Ratio | Linearised, respondents: int, unvaried: CaveatCode
) -> CaveatCode | None:
    """Return why no error, or an error of 0, is shown; `unvaried` when no variance was seen."""
    if respondents < LEAST_FOR_INTERVAL:
        return CaveatCode.ONE_RESPONDENT
    if not result.has_interval:
        return CaveatCode.NO_DEGREES_OF_FREEDOM
    if result.is_full_count:
        return CaveatCode.FULL_COUNT
    return None if result.variance else unvaried


def _is_long_and_unsatisfied(ratio: Ratio) -> bool:
    """Return whether dissatisfaction comes from the longest responses; never where weights play."""
    total, share = ratio.total, ratio.share
    is_weighted = not (total.m == total.answers == total.independent)
    squares = total.yy - 2 * share * total.ym + share**2 * total.mm
    if is_weighted or not ratio.variance or squares <= 0:
        return False
    return (total.ym - share * total.mm) / sqrt(squares * total.mm) < LONG_AND_UNSATISFIED


def sampling_caveats(strata: Sequence[Stratum]) -> tuple[Caveat, ...]:
    """Return the doubts that come from how the respondents are spread over the strata."""
    caveats = []
    lonely = sum(s.sampled == 1 and s.fraction < 1 and s.moments.n == 1 for s in strata)
    if lonely:
        caveats.append(Caveat(CaveatCode.LONELY_STRATUM, {"strata": lonely}))
    cases = [s.population for s in strata if s.sampled == 0 and s.population]
    if cases:
        values = {"strata": len(cases), "cases": sum(cases)}
        caveats.append(Caveat(CaveatCode.EMPTY_STRATUM, values))
    return tuple(caveats)
