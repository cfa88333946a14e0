"""What the intervals say of one sample: by the offered rule, or by a wrong one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from analysis.estimates import Interval
from analysis.estimators.shares import Precision, Ratio, pooled_ratio, precision, shrunken_interval
from analysis.estimators.tables import Moments, single_stratum

Rule = Callable[[Ratio], Precision]
# Two-sided levels of the interval that is drawn and of the one whose ends decide at 5 %.
DRAWN, DECIDING = 0.95, 0.90
IGNORANCE = Interval(0.0, 1.0, DRAWN, "none")


@dataclass(frozen=True)
class Bounds:
    """What is said of one sample.

    Attributes
    ----------
    drawn : Interval
        Two-sided, 95 %.
    deciding : float
        One-sided lower bound, 95 %: the target is met up to here.
    """

    drawn: Interval
    deciding: float


def pooled_answers(ratio: Ratio) -> Precision:
    """Return the precision as if every answer had come from another person.

    This is the common error, computed to show what it costs and offered nowhere.
    """
    return replace(precision(ratio), n_effective=float(ratio.total.answers))


def bounds(ratio: Ratio | None, rule: Rule = precision) -> Bounds:
    """Return the bounds of a sample; without an interval, [0, 1] and nothing is met."""
    if ratio is None or not ratio.has_interval:
        return Bounds(IGNORANCE, 0.0)
    found = rule(ratio)
    return Bounds(shrunken_interval(found, DRAWN), shrunken_interval(found, DECIDING).low)


def sampled_ratio(moments: Moments) -> Ratio | None:
    """Return the share in a simple random sample of people without limit."""
    return pooled_ratio(single_stratum(moments))
