"""An index whose respondents are weighted to known numbers of cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Decision, Estimate
from analysis.estimators.calibration import RAKING, Adjustment, Calibrated, calibrated_ratio
from analysis.estimators.linearisation import Design
from analysis.estimators.margins import Margin, collapse_cells
from analysis.estimators.shares import Ratio
from analysis.estimators.weights import (
    EffectiveSample,
    kish_effective_sample,
    largest_over_mean,
    uneven_weights,
)
from analysis.indices.formulas import estimates_of, nobody, sampling_caveats
from analysis.indices.respondents import strata_of
from analysis.indices.verdicts import decide_ratio

FORMULA = "pooled_share"


@dataclass(frozen=True)
class WeightedIndex:
    """An index from calibrated weights."""

    # Its standard error knows of the calibration.
    estimate: Estimate
    # The weights, and the ratio for named intervals and tests.
    calibrated: Calibrated
    # As met: without silent groups, others put together, which caveats of the estimate say.
    margins: tuple[Margin, ...]
    # What the inequality of the weights leaves of the sample, by Kish.
    worth: EffectiveSample

    def verdict(self, target: float, alpha: float = 0.05) -> Decision:
        """Return what the weighted answers prove about a target, between 0 and 1."""
        return decide_ratio(self.calibrated.ratio, target, alpha)

    def __str__(self) -> str:
        times = largest_over_mean(self.calibrated.weights)
        worth = f"worth {self.worth.n_effective:.1f} equal weights (Kish)"
        return f"{self.estimate}\n{worth}, the largest weight {times:.1f} times the mean"


def weighted_index(
    design: Design,
    margins: Sequence[Margin],
    adjustment: Adjustment = RAKING,
    confidence_level: float = 0.95,
) -> WeightedIndex:
    """Return the index under weights that meet the margins; one margin is post-stratification.

    Groups with fewer than five respondents, or whose respondents would each stand for more than
    three times the mean, are weighted together; a group that nobody answered in is left out.

    Parameters
    ----------
    design : Design
        Of `analysis.design_of`.
    margins : sequence of Margin
        Known numbers of cases; all add up to the same, without groups that nobody answered in.
    adjustment : Adjustment
        How far weights may move.
    confidence_level : float
        Nominal two-sided coverage of the interval, between 0 and 1.

    Raises
    ------
    ValueError
        If the margins do not fit the respondents or each other, or no weights meet them.

    References
    ----------
    .. [1] J.-C. Deville, C.-E. Särndal, J. Amer. Stat. Assoc. 87 (1992), 376-382.
    """
    collapsed = [collapse_cells(margin) for margin in margins]
    kept = tuple(margin for margin, _ in collapsed)
    caveats = [caveat for _, doubts in collapsed for caveat in doubts]
    caveats += sampling_caveats(strata_of(design))
    calibrated = calibrated_ratio(design, kept, adjustment)
    caveats += uneven_weights(calibrated.weights[design.rows.m > 0])
    caveats += [doubt for doubt in design.caveats if doubt.code is CaveatCode.WEIGHTS_TRIMMED]
    estimate = _estimate(calibrated.ratio, confidence_level, caveats)
    return WeightedIndex(estimate, calibrated, kept, kish_effective_sample(calibrated.weights))


def _estimate(ratio: Ratio | None, level: float, caveats: Sequence[Caveat]) -> Estimate:
    if ratio is None:
        return nobody(FORMULA)
    return estimates_of(ratio.shares, FORMULA, level, [caveats])[0]
