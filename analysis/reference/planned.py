"""Sample sizes, and exact tests and intervals of one item, in the reference cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from analysis.estimates import Interval
from analysis.estimators.intervals import hypergeometric_exact, hypergeometric_midp
from analysis.estimators.sample_size import (
    AnswerModel,
    PowerTarget,
    SampleSize,
    least_all_satisfied,
    sample_size_margin,
    sample_size_simple,
)
from analysis.reference.options import Method, Results, option
from analysis.reference.proportions import exact_target_test, score_target_test
from analysis.reference.tables import Inputs


def _model(inputs: Inputs) -> AnswerModel:
    return AnswerModel(option(inputs, "items", 1.0), option(inputs, "icc", 0.0))


def _population(inputs: Inputs) -> float | None:
    return None if inputs.get("N") is None else option(inputs, "N")


def _sizes(size: SampleSize, model: AnswerModel) -> dict[str, object]:
    return {
        "deff": model.design_effect,
        "respondents_infinite": size.unlimited,
        "respondents": size.respondents,
        "respondents_ceiling": size.people,
    }


def _target_size(inputs: Inputs, _: Path) -> Results:
    shares = option(inputs, "target"), option(inputs, "true_index")
    aim = PowerTarget(*shares, option(inputs, "alpha", 0.05), option(inputs, "power", 0.8))
    model = _model(inputs)
    size = sample_size_simple(aim, model, _population(inputs))
    return {"n_eff": aim.effective_answers, **_sizes(size, model)}


def _margin_size(inputs: Inputs, _: Path) -> Results:
    model, level = _model(inputs), option(inputs, "level", 0.95)
    wanted = option(inputs, "index"), option(inputs, "margin")
    return _sizes(sample_size_margin(*wanted, model, level, _population(inputs)), model)


def _least(inputs: Inputs, _: Path) -> Results:
    found = least_all_satisfied(option(inputs, "target"), option(inputs, "alpha", 0.05))
    return {"exact": found.exact, "wilson": found.wilson, "shrunken": found.shrunken}


def _counts(inputs: Inputs) -> tuple[int, int]:
    return int(option(inputs, "x")), int(option(inputs, "n"))


def _exact_test(inputs: Inputs, _: Path) -> Results:
    test = exact_target_test(*_counts(inputs), option(inputs, "target"))
    return {"p_greater": test.p_greater, "p_less": test.p_less}


def _score_test(inputs: Inputs, _: Path) -> Results:
    test = score_target_test(option(inputs, "x"), option(inputs, "n"), option(inputs, "target"))
    return {"z": test.statistic, "p_greater": test.p_greater, "p_less": test.p_less}


def _hypergeometric(compute: Callable[[int, int, int, float], Interval]) -> Method:
    def method(inputs: Inputs, _: Path) -> Results:
        population = int(option(inputs, "N"))
        interval = compute(*_counts(inputs), population, option(inputs, "level", 0.95))
        return {
            "lower_count": round(interval.low * population),
            "upper_count": round(interval.high * population),
            "lower": interval.low,
            "upper": interval.high,
        }

    return method


PLANNED: Mapping[str, Method] = MappingProxyType(
    {
        "sample_size_target": _target_size,
        "sample_size_margin": _margin_size,
        "min_n_all_satisfied": _least,
        "target_exact_binomial": _exact_test,
        "target_score_binomial": _score_test,
        "hypergeometric_exact": _hypergeometric(hypergeometric_exact),
        "hypergeometric_midp": _hypergeometric(hypergeometric_midp),
    }
)
