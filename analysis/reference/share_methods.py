"""Shares, their intervals, tests and weights, as the reference cases name them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf, nan

from analysis.estimates import Interval, Verdict
from analysis.estimators.calibration import Adjustment, Distance, calibrated_ratio
from analysis.estimators.margins import Margin
from analysis.estimators.shares import Ratio, pooled_ratio
from analysis.estimators.weights import kish_effective_sample, trim_weights
from analysis.indices.verdicts import bound_verdict
from analysis.reference.covariance import domain_shares
from analysis.reference.inputs import Inputs, present
from analysis.reference.named_intervals import design_effects, named_interval, t_interval, t_test
from analysis.reference.proportions import finite_size, wilson_fpc
from analysis.reference.shrunken import (
    Precision,
    Prior,
    TargetTest,
    precision,
    score_test,
    shrunken_interval,
)

Results = Mapping[str, object]
Method = Callable[[Inputs], Results]

WORDS = {Verdict.MET: "met", Verdict.NOT_MET: "not met", Verdict.UNDECIDED: "not enough evidence"}


def ends(interval: Interval | None, level: float) -> dict[str, object]:
    """Return the ends of an interval, NaN without one."""
    low, high = (nan, nan) if interval is None else (interval.low, interval.high)
    return {"lower": low, "upper": high, "level": level}


def of_one_item(compute: Callable[[float, float, float], Interval]) -> Method:
    """Return the method of an interval of one proportion."""
    return lambda inputs: ends(
        compute(inputs.number("x"), inputs.number("n"), inputs.level), inputs.level
    )


def in_finite_population(inputs: Inputs) -> Results:
    """Return Wilson's interval in a finite population."""
    x, n, population = (inputs.number(name) for name in ("x", "n", "N"))
    interval = wilson_fpc(x, n, population, inputs.level)
    return {"n_eff": finite_size(n, population), **ends(interval, inputs.level)}


def share(inputs: Inputs) -> dict[str, object]:
    """Return a pooled share with its t interval and design effects."""
    rows, ratio = inputs.sample.design.rows, inputs.ratio
    inside = rows if inputs.domain is None else rows.select(inputs.domain)
    effects = design_effects(ratio)
    return {
        **estimated(ratio),
        "n": len(inside.y),
        "answers": float(inside.m.sum()),
        "satisfied": float(inside.y.sum()),
        "deff": effects.without_replacement,
        "deff_replace": effects.with_replacement,
        **_t_ends(ratio, inputs.level),
    }


def estimated(ratio: Ratio) -> dict[str, object]:
    """Return a share with its linearised error."""
    degrees = ratio.degrees_of_freedom
    return {"estimate": ratio.share, "se": ratio.standard_error, "df": degrees}


def _t_ends(ratio: Ratio, level: float) -> dict[str, object]:
    return ends(t_interval(ratio, level) if ratio.degrees_of_freedom > 0 else None, level)


def domain_share(inputs: Inputs) -> Results:
    """Return the share of a domain, or those of the cells of a table with their covariances."""
    if "by" not in inputs.values:
        return share(inputs)
    sample, columns = inputs.sample, inputs.texts("by")
    cells = sample.cells(columns, inputs.domain)
    labels = {name: [cell[at] for cell in cells] for at, name in enumerate(columns)}
    ratios = [pooled_ratio(sample.strata(mask)) for mask in cells.values()]
    return {
        "domain": labels[columns[0]],
        **labels,
        "estimate": [nan if ratio is None else ratio.share for ratio in ratios],
        "se": [nan if ratio is None else ratio.standard_error for ratio in ratios],
        "cov": domain_shares(sample.design, list(cells.values())).covariance.tolist(),
    }


def target_t(inputs: Inputs) -> Results:
    """Return the t test of a share against a target."""
    ratio = inputs.ratio
    return _tested(t_test(ratio, inputs.number("target")), ratio.degrees_of_freedom)


def target_score(inputs: Inputs) -> Results:
    """Return the score test of a share against a target, with the estimated effective size."""
    ratio = inputs.ratio
    size, degrees = ratio.n_effective, ratio.degrees_of_freedom
    test = score_test(ratio.share, size, degrees, inputs.number("target"))
    return {"n_eff": size, **_tested(test, degrees)}


def _tested(test: TargetTest, degrees: float) -> Results:
    tails = {"p_greater": test.p_greater, "p_less": test.p_less}
    return {"t": test.statistic, "df": degrees, **tails}


def shrunken(inputs: Inputs) -> Results:
    """Return Wilson's interval with a shrunken design effect, and what it was made of."""
    worth = precision(inputs.strata, _prior(inputs))
    return {
        **_worth(worth),
        "d": worth.informative,
        "lambda": worth.trust,
        **ends(shrunken_interval(worth, inputs.level), inputs.level),
    }


def _prior(inputs: Inputs) -> Prior:
    return Prior(inputs.number("d0", 4.0), inputs.number("rho0", 1.0))


def _worth(worth: Precision) -> dict[str, object]:
    size, degrees = worth.n_effective, worth.degrees_of_freedom
    return {"estimate": worth.share, "n_eff": size, "df": degrees}


def degenerate(inputs: Inputs) -> Results:
    """Return a share with the shrunken intervals at three levels."""
    levels = {"shrunk90": 0.90, "shrunk95": 0.95, "shrunk99": 0.99}
    return share(inputs) | {key: shrunken(inputs.having(level=at)) for key, at in levels.items()}


def verdict(inputs: Inputs) -> Results:
    """Return the verdict of the shrunken interval with its bounds and p values."""
    target, alpha = inputs.number("target"), inputs.number("alpha", 0.05)
    worth = precision(inputs.strata, _prior(inputs))
    test = score_test(worth.share, worth.n_effective, worth.degrees_of_freedom, target)
    bounds = shrunken_interval(worth, 1 - 2 * alpha)
    reached = bound_verdict(bounds, target)
    return {
        **_worth(worth),
        "t": test.statistic,
        "p_met": test.p_greater,
        "p_not_met": test.p_less,
        "lower_onesided": bounds.low,
        "upper_onesided": bounds.high,
        "verdict": WORDS[reached],
    }


def named(name: str) -> Method:
    """Return the method of an interval by name."""

    def method(inputs: Inputs) -> Results:
        ratio = inputs.ratio
        sizes = {"n_eff": ratio.n_effective, "rows": ratio.total.answers}
        interval = named_interval(name, ratio, inputs.level)
        return {**estimated(ratio), **sizes, **ends(interval, inputs.level)}

    return method


def calibrated(distance: Distance) -> Method:
    """Return the method of a share under calibrated weights."""

    def method(inputs: Inputs) -> Results:
        margins = [_margin(inputs, name) for name in inputs.object("margins")]
        adjustment = Adjustment(distance, _bounds(inputs))
        result = calibrated_ratio(inputs.sample.design, margins, adjustment)
        ratio, weights = present(result.ratio), result.weights.tolist()
        return {**estimated(ratio), "weights": weights, **_t_ends(ratio, inputs.level)}

    return method


def _bounds(inputs: Inputs) -> tuple[float, float] | None:
    if inputs.values.get("bounds") is None:
        return None
    low, high = inputs.numbers("bounds").tolist()
    return low, high


def _margin(inputs: Inputs, name: str) -> Margin:
    margins = Inputs(inputs.object("margins"), inputs.folder)
    cases = Inputs(margins.object(name), inputs.folder)
    totals = {group: cases.number(group) for group in cases.values}
    return Margin(name, tuple(inputs.sample.texts(name)), totals)


def kish(inputs: Inputs) -> Results:
    """Return Kish's effective sample size."""
    worth = kish_effective_sample(inputs.numbers("weights"))
    return {"n_eff": worth.n_effective, "deff_w": worth.design_effect}


def trimmed(inputs: Inputs) -> Results:
    """Return trimmed weights."""
    bounds = inputs.number("upper", inf), inputs.number("lower", 0.0)
    strict = bool(inputs.values.get("strict", False))
    weights = trim_weights(inputs.numbers("weights"), *bounds, strict=strict)
    return {"weights": weights.tolist(), "sum": float(weights.sum())}
