"""Charts, run lengths, sample sizes and one item exactly, as the reference cases name them."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

import numpy as np

from analysis.estimates import Interval
from analysis.estimators.control_charts import MonthlyShare, cusum, ewma, p_chart, standardised
from analysis.estimators.distributions import normal_quantile, t_quantile
from analysis.estimators.sample_size import (
    AnswerModel,
    PowerTarget,
    SampleSize,
    least_all_satisfied,
    sample_size_margin,
    sample_size_simple,
)
from analysis.reference.inputs import Inputs
from analysis.reference.proportions import exact_target_test, score_target_test
from analysis.reference.run_lengths import cusum_run_length, ewma_run_length
from analysis.reference.share_methods import Method, Results

ROUNDING = 1e-9
_MONTH_COLUMNS = ("index", "answers", "deff")


def _history(inputs: Inputs) -> list[MonthlyShare]:
    """Return the months of a case, in the order of its rows."""
    source = inputs.table.numbers if "csv" in inputs.values else inputs.numbers
    rows = np.column_stack([source(name) for name in _MONTH_COLUMNS]).tolist()
    return [MonthlyShare(f"{number:06d}", *row) for number, row in enumerate(rows)]


def months_p_chart(inputs: Inputs) -> Results:
    """Return the p' chart of months."""
    history, baseline = _history(inputs), inputs.number("baseline")
    chart = p_chart(history, baseline, inputs.number("limit_sigma", 3.0))
    return {
        "z": standardised(history, baseline).tolist(),
        "lower": chart.lower.tolist(),
        "upper": chart.upper.tolist(),
        "signal": chart.signals.tolist(),
    }


def months_ewma(inputs: Inputs) -> Results:
    """Return the EWMA of months."""
    z = standardised(_history(inputs), inputs.number("baseline"))
    chart = ewma(z, inputs.number("lambda", 0.2), inputs.number("L", 2.86))
    return {
        "z": z.tolist(),
        "ewma": chart.values.tolist(),
        "limit": chart.upper.tolist(),
        "signal": chart.signals.tolist(),
    }


def months_cusum(inputs: Inputs) -> Results:
    """Return the CUSUM of months."""
    z = standardised(_history(inputs), inputs.number("baseline"))
    chart = cusum(z, inputs.number("k", 0.5), inputs.number("h", 5.0))
    return {
        "z": z.tolist(),
        "upper": chart.upper.tolist(),
        "lower": chart.lower.tolist(),
        "signal": chart.signals.tolist(),
    }


def arl_cusum(inputs: Inputs) -> Results:
    """Return the average run length of a CUSUM."""
    limits, shift = (inputs.number("k"), inputs.number("h")), inputs.number("shift", 0.0)
    two_sided = inputs.values.get("sided", "two") == "two"
    return {"arl": cusum_run_length(*limits, shift, two_sided=two_sided)}


def arl_ewma(inputs: Inputs) -> Results:
    """Return the average run length of an EWMA."""
    if (sided := inputs.values.get("sided", "two")) != "two":
        raise ValueError(f"an EWMA is two-sided: {sided}")
    limits, shift = (inputs.number("lambda"), inputs.number("L")), inputs.number("shift", 0.0)
    exact = inputs.values.get("limits", "asymptotic") != "asymptotic"
    return {"arl": ewma_run_length(*limits, shift, exact_limits=exact)}


def target_size(inputs: Inputs) -> Results:
    """Return the textbook's sample size for a target."""
    shares = inputs.number("target"), inputs.number("true_index")
    aim = PowerTarget(*shares, inputs.number("alpha", 0.05), inputs.number("power", 0.8))
    size = sample_size_simple(aim, _model(inputs), _population(inputs))
    return {"n_eff": aim.effective_answers, **_sizes(size, _model(inputs))}


def margin_size(inputs: Inputs) -> Results:
    """Return the sample size for a margin."""
    wanted, model = (inputs.number("index"), inputs.number("margin")), _model(inputs)
    size = sample_size_margin(*wanted, model, inputs.level, _population(inputs))
    return _sizes(size, model)


def _model(inputs: Inputs) -> AnswerModel:
    return AnswerModel(inputs.number("items", 1.0), inputs.number("icc", 0.0))


def _population(inputs: Inputs) -> float | None:
    return None if inputs.values.get("N") is None else inputs.number("N")


def _sizes(size: SampleSize, model: AnswerModel) -> dict[str, object]:
    return {
        "deff": model.design_effect,
        "respondents_infinite": size.unlimited,
        "respondents": size.respondents,
        "respondents_ceiling": size.people,
    }


def least_size(inputs: Inputs) -> Results:
    """Return the least samples that prove a target."""
    target, alpha = inputs.number("target"), inputs.number("alpha", 0.05)
    exact, level = least_all_satisfied(target, alpha), 1 - 2 * alpha
    odds, shrunken = target / (1 - target), 2
    # With all satisfied both are Wilson's, with the normal quantile and with Student's.
    wilson = max(1, ceil(normal_quantile(level) ** 2 * odds - ROUNDING))
    while shrunken < t_quantile(level, shrunken - 1) ** 2 * odds:
        shrunken += 1
    return {"exact": exact, "wilson": wilson, "shrunken": shrunken}


def exact_test(inputs: Inputs) -> Results:
    """Return the exact test of one proportion against a target."""
    x, n = int(inputs.number("x")), int(inputs.number("n"))
    test = exact_target_test(x, n, inputs.number("target"))
    return {"p_greater": test.p_greater, "p_less": test.p_less}


def score_test(inputs: Inputs) -> Results:
    """Return the score test of one proportion against a target."""
    x, n, target = (inputs.number(name) for name in ("x", "n", "target"))
    test = score_target_test(x, n, target)
    return {"z": test.statistic, "p_greater": test.p_greater, "p_less": test.p_less}


def hypergeometric(compute: Callable[[int, int, int, float], Interval]) -> Method:
    """Return the method of an interval in a small population."""

    def method(inputs: Inputs) -> Results:
        x, n, population = (int(inputs.number(name)) for name in ("x", "n", "N"))
        interval = compute(x, n, population, inputs.level)
        return {
            "lower_count": round(interval.low * population),
            "upper_count": round(interval.high * population),
            "lower": interval.low,
            "upper": interval.high,
        }

    return method
