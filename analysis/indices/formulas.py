"""The named formulas of an index; a plan names one of them.

``formula("pooled_share")(parts)`` is an `Estimate` of each part. Each formula takes the strata of
`analysis.estimators.strata` for each part of a sample, and a confidence level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isnan
from types import MappingProxyType
from typing import Protocol

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Estimate, Interval
from analysis.estimators.bounds import counted_shares
from analysis.estimators.distributions import require_level
from analysis.estimators.linearisation import Linearised
from analysis.estimators.shares import LEAST_FOR_INTERVAL, Ratio, Shares, shares_of
from analysis.estimators.strata import Stratum, part_sums


class Formula(Protocol):
    """Strata of parts in, estimates out."""

    def __call__(
        self, parts: Sequence[Sequence[Stratum]], confidence_level: float = 0.95
    ) -> tuple[Estimate, ...]:
        """Return the estimate of each part of one sample."""
        ...


def pooled_share(strata: Sequence[Stratum], confidence_level: float = 0.95) -> Estimate:
    """Return satisfied answers as a share of valid answers, clustered by respondent.

    Parameters
    ----------
    strata : sequence of Stratum
        All strata of the sample, also those that the domain does not meet; satisfied answers of a
        respondent never exceed the valid ones, and the number of items is known.
    confidence_level : float
        Nominal two-sided coverage of the interval, between 0 and 1.

    Returns
    -------
    Estimate
        With the linearised standard error, and the interval of one more person.

    Raises
    ------
    UnknownItems
        If the most answers that the form allows one person are not known.

    References
    ----------
    .. [1] R. S. Woodruff, J. Amer. Stat. Assoc. 66 (1971), 411-414.
    .. [2] N. Vlassis, P. S. Thomas, arXiv:2607.08415 (2026).
    """
    return pooled_shares([strata], confidence_level)[0]


def pooled_shares(
    parts: Sequence[Sequence[Stratum]], confidence_level: float = 0.95
) -> tuple[Estimate, ...]:
    """Return `pooled_share` of each part of one sample, such as its months, at once."""
    if not parts:
        return ()
    shares = shares_of(part_sums(parts))
    caveats = list(map(sampling_caveats, parts))
    return estimates_of(shares, "pooled_share", confidence_level, caveats)


def estimates_of(
    shares: Shares,
    name: str,
    confidence_level: float,
    caveats: Sequence[Sequence[Caveat]],
) -> tuple[Estimate, ...]:
    """Return the estimates that shares give by the formula `name`, with the default interval.

    `caveats` are what is already known to be doubtful of each; where nobody gave a valid answer
    there is nothing to doubt.
    """
    require_level(confidence_level)
    counted = counted_shares(shares)
    low, high = (ends.tolist() for ends in counted.bounds(confidence_level))
    columns = zip(low, high, counted.methods, caveats, strict=True)
    return tuple(
        _estimate(
            Ratio(shares.at(at)), Interval(least, most, confidence_level, method), name, known
        )
        if not isnan(least)
        else nobody(name)
        for at, (least, most, method, known) in enumerate(columns)
    )


def _estimate(ratio: Ratio, interval: Interval, name: str, caveats: Sequence[Caveat]) -> Estimate:
    shown = interval if ratio.has_interval else None
    is_known = shown is not None and ratio.degrees_of_freedom > 0
    answers = ratio.total.answers
    n_effective = ratio.n_effective if is_known and ratio.variance > 0 else None
    return Estimate(
        estimate=ratio.share,
        standard_error=ratio.standard_error if is_known or ratio.is_full_count else None,
        interval=shown,
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


FORMULAS: Mapping[str, Formula] = MappingProxyType({"pooled_share": pooled_shares})


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
    """Yield why no error, or an error of 0, is shown."""
    code = certainty(ratio, ratio.total.respondents, CaveatCode.NO_VARIATION)
    if code is not None:
        yield code


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
