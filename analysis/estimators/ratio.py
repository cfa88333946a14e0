"""The pooled share and its linearised variance.

The answers of one person are never counted as independent: the variance is that of the totals of
primary units (respondents, or the sessions that they came in).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, inf, nan, sqrt

from analysis.estimates import Interval
from analysis.estimators.distributions import require_target, t_quantile, t_tail
from analysis.estimators.tables import Moments, Stratum, require_respondents

# Below this part of the sums that it is the difference of, a variance is rounding: one deviating
# answer among a thousand million respondents is still far above it.
ROUNDING = 1e-12


@dataclass(frozen=True)
class Term:
    """What one stratum adds to the variance of the share, before the finite population correction.

    Attributes
    ----------
    n, respondents : int
        Primary units and respondents of the domain in this stratum.
    fraction : float
        Share of the stratum's population that was sampled, 0 without limit, 1 in a full count.
    variance : float
        As estimated.
    independent, consistent : float
        ``1 / n_effective`` if all answers were independent, and if each person's always agreed.
    """

    n: int
    respondents: int
    fraction: float
    variance: float
    independent: float
    consistent: float


@dataclass(frozen=True)
class Ratio:
    """A pooled share with what its variance consists of.

    Attributes
    ----------
    share : float
        ``sum w y / sum w m``.
    total : Moments
        Of the domain, over all strata.
    terms : tuple of Term
        One for each stratum that the domain meets.
    """

    share: float
    total: Moments
    terms: tuple[Term, ...]

    @property
    def degrees_of_freedom(self) -> int:
        """Primary units that meet the domain less strata that meet it."""
        return self.total.n - len(self.terms)

    @property
    def variance(self) -> float:
        """Linearised variance of the share, finite population correction included."""
        return fsum((1 - term.fraction) * term.variance for term in self.terms)

    @property
    def standard_error(self) -> float:
        """Root of the variance."""
        return sqrt(self.variance)

    @property
    def n_effective(self) -> float:
        """Effective number of answers as estimated, infinite when no variance was seen."""
        return self.share * (1 - self.share) / self.variance if self.variance else inf

    @property
    def is_full_count(self) -> bool:
        """Whether everybody was asked in each stratum that the domain meets."""
        return all(term.fraction == 1 for term in self.terms)


def pooled_ratio(strata: Sequence[Stratum]) -> Ratio | None:
    """Return ``sum w y / sum w m`` with its variance terms.

    A stratum with a single sampled unit (unless it is the whole population) is centred at the
    overall share, which overstates rather than hides its part.

    Parameters
    ----------
    strata : sequence of Stratum
        All strata of the sample, also those that the domain does not meet.

    Returns
    -------
    Ratio or None
        None when no answer counts: nobody, only blanks, or only weights of 0.

    Raises
    ------
    PooledAnswers
        If the sums are totals of answers, without their respondents.

    References
    ----------
    .. [1] R. S. Woodruff, J. Amer. Stat. Assoc. 66 (1971), 411-414.
    .. [2] D. A. Binder, Int. Stat. Rev. 51 (1983), 279-292.
    """
    total = sum((stratum.moments for stratum in strata), Moments())
    if not total.m > 0:
        return None
    require_respondents(total)
    share = total.y / total.m
    terms = tuple(_term(stratum, share, total.m) for stratum in strata if stratum.moments.n)
    return Ratio(share, total, terms)


def _term(stratum: Stratum, share: float, size: float) -> Term:
    moments, sampled = stratum.moments, stratum.sampled
    squares = moments.yy - 2 * share * moments.ym + share**2 * moments.mm
    if sampled > 1:
        squares -= (moments.y - share * moments.m) ** 2 / sampled
        squares *= sampled / (sampled - 1)
    if squares <= ROUNDING * (moments.yy + share**2 * moments.mm):
        squares = 0.0
    return Term(
        n=moments.n,
        respondents=moments.respondents,
        fraction=stratum.fraction,
        variance=squares / size**2,
        independent=moments.independent / size**2,
        consistent=moments.consistent / size**2,
    )


def t_interval(ratio: Ratio, confidence_level: float = 0.95) -> Interval:
    """Return the symmetric interval of the linearised standard error; it may leave [0, 1].

    Degrees of freedom must be above 0. Near 0 or 1 it is far too narrow: offered for comparison
    with other programs only.
    """
    half = t_quantile(confidence_level, ratio.degrees_of_freedom) * ratio.standard_error
    return Interval(ratio.share - half, ratio.share + half, confidence_level, "t")


@dataclass(frozen=True)
class TargetTest:
    """A one-sided test of a share against a target, both ways.

    Attributes
    ----------
    statistic : float
        Above 0 when the share is above the target; infinite when nothing is left to chance.
    p_greater, p_less : float
        Probability of such a statistic or a more extreme one if the true share is at most, or at
        least, the target.
    """

    statistic: float
    p_greater: float
    p_less: float


def target_test(distance: float, standard_error: float, degrees_of_freedom: float) -> TargetTest:
    """Return the test of `distance` from the target; without error, reaching it is certain."""
    if standard_error == 0:
        reached = float(distance >= 0)
        return TargetTest(inf if reached else -inf, 1 - reached, reached)
    statistic = distance / standard_error
    greater = t_tail(statistic, degrees_of_freedom)
    return TargetTest(statistic, greater, t_tail(-statistic, degrees_of_freedom))


def t_test(ratio: Ratio, target: float) -> TargetTest:
    """Return the t test of the share against `target`, with the linearised standard error.

    Raises
    ------
    ValueError
        If the target is not between 0 and 1.
    """
    require_target(target)
    return target_test(ratio.share - target, ratio.standard_error, ratio.degrees_of_freedom)


@dataclass(frozen=True)
class DesignEffects:
    """Variance relative to a simple random sample of as many answers.

    Attributes
    ----------
    without_replacement : float
        R's ``deff``; NaN when the weights add up to fewer cases than there are answers.
    with_replacement : float
        R's ``deff="replace"``.
    """

    without_replacement: float
    with_replacement: float


def design_effects(ratio: Ratio) -> DesignEffects:
    """Return the design effects over answers; infinite where a simple sample would have no error.

    References
    ----------
    .. [1] L. Kish, Survey Sampling (1965).
    .. [2] T. Lumley, Complex Surveys (2010).
    """
    answers, cases = ratio.total.answers, ratio.total.m
    if answers < 2:
        return DesignEffects(nan, nan)
    simple = ratio.share * (1 - ratio.share) / (answers - 1)
    left = 1 - answers / cases
    without = nan if left < 0 else _quotient(ratio.variance, simple * left)
    return DesignEffects(without, _quotient(ratio.variance, simple))


def _quotient(variance: float, simple: float) -> float:
    if simple:
        return variance / simple
    return inf if variance else nan
