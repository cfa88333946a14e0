"""What answers mean: indices of satisfaction with their intervals and verdicts.

The names that a notebook needs are here; they load when first used, so that importing the package
costs nothing. `docs/notebook.md` shows them at work.

* A table: `read_responses`, `satisfaction_rows`, `answers_by_respondent`.
* An index and its verdict: `satisfaction_index`, `satisfaction_verdict`, `Sampling`.
* The same by service point, field or month: `design_of`, `units_of`, `strata_of`, then
  `pooled_share` and `decide`, or `compare_units`.
* Weights that meet known numbers of cases: `Margin`, `weighted_index`, `trim_weights`.
* Watching months: `monthly_shares`, `baseline_of`, `standardised`, `p_chart`, `ewma`, `cusum`.
* Planning: `Goal`, `Form`, `sample_size_target`, `customary_sample_size`.
* What may be shown of few respondents: `release`.
* Sums that are kept instead of answers: `Rows`, `Moments`, `moments_by_cell`, `stratify`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.caveats import Caveat, CaveatCode
    from analysis.disclosure.releasing import Release, release
    from analysis.disclosure.tables import Known
    from analysis.estimates import Decision, Estimate, Interval, Verdict
    from analysis.estimators.goals import Form, Goal
    from analysis.estimators.history import baseline_of, standardised
    from analysis.estimators.margins import Margin
    from analysis.estimators.monitoring import cusum, ewma, p_chart
    from analysis.estimators.planning import customary_sample_size, sample_size_target
    from analysis.estimators.proportions import wilson
    from analysis.estimators.weights import trim_weights
    from analysis.indices.formulas import formula, pooled_share
    from analysis.indices.months import monthly_shares
    from analysis.indices.respondents import (
        answers_by_respondent,
        satisfaction_index,
        satisfaction_verdict,
        strata_of,
        units_of,
    )
    from analysis.indices.sampling import Sampling, design_of
    from analysis.indices.satisfaction import satisfaction_rows
    from analysis.indices.units import compare_units
    from analysis.indices.verdicts import decide
    from analysis.indices.weighted import weighted_index
    from analysis.moments import Moments, Rows, moments_by_cell
    from analysis.pooling import PooledAnswers
    from analysis.reading.reader import read_responses
    from analysis.strata import Stratum, single_stratum, stratify

_HOMES = {
    "Caveat": "analysis.caveats",
    "CaveatCode": "analysis.caveats",
    "Decision": "analysis.estimates",
    "Estimate": "analysis.estimates",
    "Form": "analysis.estimators.goals",
    "Goal": "analysis.estimators.goals",
    "Interval": "analysis.estimates",
    "Known": "analysis.disclosure.tables",
    "Margin": "analysis.estimators.margins",
    "Moments": "analysis.moments",
    "PooledAnswers": "analysis.pooling",
    "Release": "analysis.disclosure.releasing",
    "Rows": "analysis.moments",
    "Sampling": "analysis.indices.sampling",
    "Stratum": "analysis.strata",
    "Verdict": "analysis.estimates",
    "answers_by_respondent": "analysis.indices.respondents",
    "baseline_of": "analysis.estimators.history",
    "compare_units": "analysis.indices.units",
    "customary_sample_size": "analysis.estimators.planning",
    "cusum": "analysis.estimators.monitoring",
    "decide": "analysis.indices.verdicts",
    "design_of": "analysis.indices.sampling",
    "ewma": "analysis.estimators.monitoring",
    "formula": "analysis.indices.formulas",
    "moments_by_cell": "analysis.moments",
    "monthly_shares": "analysis.indices.months",
    "p_chart": "analysis.estimators.monitoring",
    "pooled_share": "analysis.indices.formulas",
    "read_responses": "analysis.reading.reader",
    "release": "analysis.disclosure.releasing",
    "sample_size_target": "analysis.estimators.planning",
    "satisfaction_index": "analysis.indices.respondents",
    "satisfaction_rows": "analysis.indices.satisfaction",
    "satisfaction_verdict": "analysis.indices.respondents",
    "single_stratum": "analysis.strata",
    "standardised": "analysis.estimators.history",
    "strata_of": "analysis.indices.respondents",
    "stratify": "analysis.strata",
    "trim_weights": "analysis.estimators.weights",
    "units_of": "analysis.indices.respondents",
    "weighted_index": "analysis.indices.weighted",
    "wilson": "analysis.estimators.proportions",
}

__all__ = [
    "Caveat",
    "CaveatCode",
    "Decision",
    "Estimate",
    "Form",
    "Goal",
    "Interval",
    "Known",
    "Margin",
    "Moments",
    "PooledAnswers",
    "Release",
    "Rows",
    "Sampling",
    "Stratum",
    "Verdict",
    "answers_by_respondent",
    "baseline_of",
    "compare_units",
    "customary_sample_size",
    "cusum",
    "decide",
    "design_of",
    "ewma",
    "formula",
    "moments_by_cell",
    "monthly_shares",
    "p_chart",
    "pooled_share",
    "read_responses",
    "release",
    "sample_size_target",
    "satisfaction_index",
    "satisfaction_rows",
    "satisfaction_verdict",
    "single_stratum",
    "standardised",
    "strata_of",
    "stratify",
    "trim_weights",
    "units_of",
    "weighted_index",
    "wilson",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
