"""Two-sided t tests as other survey programs print them; verdicts use the score test instead."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from analysis.estimators.covariance import Design, Mask, domain_shares
from analysis.estimators.distributions import require_target
from analysis.estimators.ratio import Ratio, target_test


@dataclass(frozen=True)
class DifferenceTest:
    """A difference of shares and whether chance alone would explain it.

    Attributes
    ----------
    difference : float
        As proportions.
    statistic : float
        Difference over its standard error; infinite when no variance was seen.
    degrees_of_freedom : int
        One less than the design has, as in regression with an intercept and one slope.
    p_two_sided : float
    """

    difference: float
    statistic: float
    degrees_of_freedom: int
    p_two_sided: float


def one_sample_t(ratio: Ratio, target: float) -> DifferenceTest:
    """Return the test of a share against `target`, between 0 and 1.

    Raises
    ------
    ValueError
        If `target` is outside its range or the design has fewer than 2 degrees of freedom.

    References
    ----------
    .. [1] T. Lumley, Complex Surveys (2010).
    """
    require_target(target)
    return _test(ratio.share - target, ratio.standard_error, ratio.degrees_of_freedom)


def two_sample_t(design: Design, inside: Mask) -> DifferenceTest:
    """Return the test of the share of a group less that of everybody else.

    Parameters
    ----------
    design : Design
    inside : ndarray of bool, shape (n,)
        Which rows belong to the group.

    Raises
    ------
    ValueError
        If either side has no valid answer, or fewer than 2 degrees of freedom are there.
    """
    for name, mask in (("inside", inside), ("outside", ~inside)):
        answers = float((design.rows.row_weights * design.rows.m)[mask].sum())
        if not answers > 0:
            raise ValueError(f"both groups must have valid answers; {name} has {answers:g}")
    shares = domain_shares(design, (inside, ~inside))
    (own, both), (_, other) = shares.covariance.tolist()
    # Of equal shares without spread, rounding may leave a variance just below 0.
    error = sqrt(max(0.0, own + other - 2 * both))
    difference = float(shares.estimates[0] - shares.estimates[1])
    return _test(difference, error, design.degrees_of_freedom())


def _test(difference: float, error: float, degrees_of_freedom: int) -> DifferenceTest:
    left = degrees_of_freedom - 1
    if left < 1:
        raise ValueError(f"degrees_of_freedom must be at least 2: {degrees_of_freedom}")
    if not error and not difference:
        return DifferenceTest(0.0, 0.0, left, 1.0)
    test = target_test(difference, error, left)
    return DifferenceTest(difference, test.statistic, left, 2 * min(test.p_greater, test.p_less))
