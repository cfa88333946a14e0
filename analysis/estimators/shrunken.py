"""The default interval: Wilson's, with a design effect shrunken towards "one person counts once".

Near 100 % a handful of respondents carry all the dissatisfaction, so the estimated variance is
itself a small-sample number, and too small just when the share came out too high. The estimate is
therefore mixed with a cautious prior, the more so the fewer respondents tell anything about it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import fsum, inf

from analysis.estimates import Interval
from analysis.estimators.distributions import require_target, t_quantile
from analysis.estimators.proportions import score_bounds
from analysis.estimators.ratio import Ratio, TargetTest, Term, target_test

METHOD = "wilson_shrunk_design_effect"


@dataclass(frozen=True)
class Prior:
    """What is believed about clustering before looking.

    Attributes
    ----------
    d0 : float
        Informative respondents that the prior is worth; not below 0.
    rho0 : float
        Assumed agreement of a person's answers, 0 none to 1 full. Below 1 the interval is too
        narrow unless the agreement is known to be low.

    Raises
    ------
    ValueError
        If a value is outside its range.
    """

    d0: float = 4.0
    rho0: float = 1.0

    def __post_init__(self) -> None:
        if not self.d0 >= 0:
            raise ValueError(f"d0 must not be below 0: {self.d0}")
        if not 0 <= self.rho0 <= 1:
            raise ValueError(f"rho0 must lie within [0, 1]: {self.rho0}")


DEFAULT_PRIOR = Prior()


@dataclass(frozen=True)
class Precision:
    """How much a share is worth.

    Attributes
    ----------
    share : float
        Within [0, 1].
    informative : float
        Effective number (Kish's) of respondents with an unsatisfied, or with a satisfied answer,
        whichever is less: d.
    trust : float
        Part of the estimated variance in the mixture, 0-1: lambda.
    n_effective : float
        Effective number of answers, above 0; infinite in a full count.
    degrees_of_freedom : float
    """

    share: float
    informative: float
    trust: float
    n_effective: float
    degrees_of_freedom: float


def precision(ratio: Ratio, prior: Prior = DEFAULT_PRIOR, growth: float = 1.0) -> Precision:
    """Return the shrunken effective size of a share, or what it would be of a larger sample.

    ``1 / n_effective = trust * v / (R (1 - R)) + (1 - trust) * prior``, where the prior is the
    value if answers were independent plus `rho0` times the way to "all answers of a person agree",
    and ``trust = d / (d + d0)``, or 0 when R is 0 or 1 or no variance was seen.

    Parameters
    ----------
    ratio : Ratio
        Its share must lie within [0, 1].
    prior : Prior
    growth : float
        At least 1. Each stratum is thought to have this many times its units, answering alike, but
        never more than its population: its terms are divided by its own growth, its sampled
        fraction is multiplied by it, and d and the degrees of freedom grow in proportion.

    Raises
    ------
    ValueError
        If the share is above 1.

    References
    ----------
    .. [1] C. Franco, R. J. A. Little, T. A. Louis, E. V. Slud, J. Surv. Stat. Methodol. 7 (2019),
       334-364.
    """
    share = ratio.share
    if not share <= 1:
        raise ValueError(f"y must not exceed m in a share; y / m is {share}")
    growths = [min(growth, 1 / term.fraction) if term.fraction else growth for term in ratio.terms]

    def total(part: Callable[[Term], float]) -> float:
        pairs = zip(ratio.terms, growths, strict=True)
        # Exact: the built-in sum rounds otherwise from one Python to the next.
        return fsum((1 - min(1.0, term.fraction * g)) / g * part(term) for term, g in pairs)

    respondents = fsum(t.respondents * g for t, g in zip(ratio.terms, growths, strict=True))
    informative = _informative(ratio) * respondents / ratio.total.respondents
    variance = total(lambda term: term.variance)
    independent = total(lambda term: term.independent)
    consistent = total(lambda term: term.consistent)
    inverse = independent + prior.rho0 * (consistent - independent)
    trust = 0.0
    if variance and 0 < share < 1:
        trust = informative / (informative + prior.d0)
        inverse = trust * variance / (share * (1 - share)) + (1 - trust) * inverse
    units = fsum(t.n * g for t, g in zip(ratio.terms, growths, strict=True))
    return Precision(
        share=share,
        informative=informative,
        trust=trust,
        n_effective=1 / inverse if inverse else inf,
        degrees_of_freedom=units - len(ratio.terms),
    )


def _informative(ratio: Ratio) -> float:
    total = ratio.total
    if not (total.unsatisfied and total.satisfied):
        return 0.0
    return min(
        total.unsatisfied**2 / total.unsatisfied_squares,
        total.satisfied**2 / total.satisfied_squares,
    )


def shrunken_interval(found: Precision, confidence_level: float = 0.95) -> Interval:
    """Return the default interval; its one-sided bounds are those of twice the error.

    Parameters
    ----------
    found : Precision
        With degrees of freedom above 0.
    confidence_level : float
        Nominal two-sided coverage, between 0 and 1.

    Returns
    -------
    Interval
        Within [0, 1] and around the share; a point only in a full count.

    References
    ----------
    .. [1] E. B. Wilson, J. Amer. Stat. Assoc. 22 (1927), 209-212.
    .. [2] N. Dean, M. Pagano, J. Surv. Stat. Methodol. 3 (2015), 484-503.
    """
    quantile = t_quantile(confidence_level, found.degrees_of_freedom)
    low, high = score_bounds(found.share, found.n_effective, quantile)
    return Interval(low, high, confidence_level, METHOD)


def score_test(
    share: float, n_effective: float, degrees_of_freedom: float, target: float
) -> TargetTest:
    """Return the test of a share against `target` with the variance that the target implies.

    It rejects exactly when the one-sided bound of the interval from the same `n_effective` lies
    beyond the target.

    Raises
    ------
    ValueError
        If the target is not between 0 and 1.
    """
    require_target(target)
    error = 0.0 if n_effective == inf else (target * (1 - target) / n_effective) ** 0.5
    return target_test(share - target, error, degrees_of_freedom)
