"""What each method of the reference cases is in this package."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import nan
from pathlib import Path
from types import MappingProxyType

from analysis.estimates import Interval, Verdict
from analysis.estimators.intervals import wilson
from analysis.estimators.shares import (
    Prior,
    Ratio,
    TargetTest,
    pooled_ratio,
    precision,
    score_test,
    shrunken_interval,
)
from analysis.indices.verdicts import decide
from analysis.reference.comparisons import COMPARISONS
from analysis.reference.designs import DESIGNS
from analysis.reference.domains import cells, domain_results
from analysis.reference.monitored import MONITORED
from analysis.reference.options import Method, Results, option
from analysis.reference.planned import PLANNED
from analysis.reference.proportions import (
    agresti_coull,
    clopper_pearson,
    finite_size,
    jeffreys,
    mid_p,
    wilson_fpc,
)
from analysis.reference.samples import Mask, Sample, read_sample
from analysis.reference.shares import design_effects, t_interval, t_test
from analysis.reference.tables import Inputs, as_list
from analysis.reference.weighting import WEIGHTING

WORDS = {Verdict.MET: "met", Verdict.NOT_MET: "not met", Verdict.UNDECIDED: "not enough evidence"}


def _ends(interval: Interval) -> dict[str, object]:
    level = interval.confidence_level
    return {"lower": interval.low, "upper": interval.high, "level": level}


def _binomial(compute: Callable[[float, float, float], Interval]) -> Method:
    def method(inputs: Inputs, _: Path) -> Results:
        level = option(inputs, "level", 0.95)
        return _ends(compute(option(inputs, "x"), option(inputs, "n"), level))

    return method


def _wilson_fpc(inputs: Inputs, _: Path) -> Results:
    n, population = option(inputs, "n"), option(inputs, "N")
    interval = wilson_fpc(option(inputs, "x"), n, population, option(inputs, "level", 0.95))
    return {"n_eff": finite_size(n, population), **_ends(interval)}


def domain_of(inputs: Inputs, sample: Sample) -> Mask | None:
    """Return the rows of the domain that a case asks for, None for all."""
    conditions = inputs.get("domain")
    return sample.where(conditions) if isinstance(conditions, Mapping) else None


def _ratio(inputs: Inputs, folder: Path) -> tuple[Sample, Mask | None, Ratio]:
    sample = read_sample(inputs, folder)
    domain = domain_of(inputs, sample)
    ratio = pooled_ratio(sample.strata(domain))
    if ratio is None:
        raise ValueError("there is no valid answer")
    return sample, domain, ratio


def _share(inputs: Inputs, folder: Path) -> Results:
    sample, domain, ratio = _ratio(inputs, folder)
    rows = sample.rows if domain is None else sample.rows.select(domain)
    effects = design_effects(ratio)
    df = ratio.degrees_of_freedom
    level = option(inputs, "level", 0.95)
    interval = t_interval(ratio, level) if df > 0 else Interval(nan, nan, level, "t")
    return {
        "estimate": ratio.share,
        "se": ratio.standard_error,
        "df": df,
        "n": len(rows.y),
        "answers": float(rows.m.sum()),
        "satisfied": float(rows.y.sum()),
        "deff": effects.without_replacement,
        "deff_replace": effects.with_replacement,
        **_ends(interval),
    }


def _domain(inputs: Inputs, folder: Path) -> Results:
    if "by" not in inputs:
        return _share(inputs, folder)
    sample = read_sample(inputs, folder)
    names = [str(name) for name in as_list(inputs["by"])]
    return domain_results(sample, cells(sample, names, domain_of(inputs, sample)))


def _test_results(test: TargetTest, df: float) -> Results:
    ends = {"p_greater": test.p_greater, "p_less": test.p_less}
    return {"t": test.statistic, "df": df, **ends}


def _target_t(inputs: Inputs, folder: Path) -> Results:
    ratio = _ratio(inputs, folder)[2]
    return _test_results(t_test(ratio, option(inputs, "target")), ratio.degrees_of_freedom)


def _target_score(inputs: Inputs, folder: Path) -> Results:
    ratio = _ratio(inputs, folder)[2]
    size, df = ratio.n_effective, ratio.degrees_of_freedom
    test = score_test(ratio.share, size, df, option(inputs, "target"))
    return {"n_eff": size, **_test_results(test, df)}


def prior_of(inputs: Inputs) -> Prior:
    """Return the prior of a case, ours where it names none."""
    return Prior(option(inputs, "d0", 4.0), option(inputs, "rho0", 1.0))


def shrunken_results(ratio: Ratio, prior: Prior, level: float) -> Results:
    """Return the default interval with what it was made of."""
    found = precision(ratio, prior)
    return {
        "estimate": found.share,
        "d": found.informative,
        "lambda": found.trust,
        "n_eff": found.n_effective,
        "df": found.degrees_of_freedom,
        **_ends(shrunken_interval(found, level)),
    }


def _shrunken(inputs: Inputs, folder: Path) -> Results:
    ratio = _ratio(inputs, folder)[2]
    return shrunken_results(ratio, prior_of(inputs), option(inputs, "level", 0.95))


def _verdict(inputs: Inputs, folder: Path) -> Results:
    sample, domain, ratio = _ratio(inputs, folder)
    target, alpha, prior = option(inputs, "target"), option(inputs, "alpha", 0.05), prior_of(inputs)
    decision = decide(sample.strata(domain), target, alpha, prior)
    found = precision(ratio, prior)
    test = score_test(found.share, found.n_effective, found.degrees_of_freedom, target)
    bounds = shrunken_interval(found, 1 - 2 * alpha)
    return {
        "estimate": found.share,
        "n_eff": found.n_effective,
        "df": found.degrees_of_freedom,
        "t": test.statistic,
        "p_met": test.p_greater,
        "p_not_met": test.p_less,
        "lower_onesided": bounds.low,
        "upper_onesided": bounds.high,
        "verdict": WORDS.get(decision.verdict, str(decision.verdict)),
    }


def _degenerate(inputs: Inputs, folder: Path) -> Results:
    ratio = _ratio(inputs, folder)[2]
    prior = prior_of(inputs)
    levels = {"shrunk90": 0.90, "shrunk95": 0.95, "shrunk99": 0.99}
    shrunken = {key: shrunken_results(ratio, prior, level) for key, level in levels.items()}
    return {**_share(inputs, folder), **shrunken}


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "wilson": _binomial(wilson),
        "agresti_coull": _binomial(agresti_coull),
        "jeffreys": _binomial(jeffreys),
        "clopper_pearson": _binomial(clopper_pearson),
        "mid_p": _binomial(mid_p),
        "wilson_fpc": _wilson_fpc,
        "item_share": _share,
        "index_ratio": _share,
        "factor_index_ratio": _share,
        "design_effect": _share,
        "domain_index": _domain,
        "degenerate_domain": _degenerate,
        "degenerate_index": _degenerate,
        "wilson_shrunk_deff": _shrunken,
        "target_index_t": _target_t,
        "target_index_score": _target_score,
        "verdict": _verdict,
        **COMPARISONS,
        **MONITORED,
        **PLANNED,
        **DESIGNS,
        **WEIGHTING,
    }
)
