"""What answers mean: indices of satisfaction with their intervals and verdicts.

The names that a notebook needs are here; they load when first used, so that importing the package
costs nothing. `docs/notebook.md` shows them at work.

* A table: `read_responses`, `satisfaction_rows`, `answers_by_respondent`.
* An index and its verdict: `satisfaction_index`, `satisfaction_verdict`, `Sampling`.
* The same by service point, field or month: `design_of`, `units_of`, `strata_of`, then
  `pooled_share` and `decide`, or `compare_units`.
* Weights that meet known numbers of cases: `Margin`, `weighted_index`, `trim_weights`.
* Watching months: `monthly_shares`, `baseline_of`, `standardised`, `p_chart`, `ewma`, `cusum`.
* Planning: `PowerTarget`, `AnswerModel`, `sample_size_target`, `customary_sample_size`.
* What may be shown of few respondents: `release`.
* Sums that are kept instead of answers: `Rows`, `Moments`, `moments_by_cell`, `stratify`.
"""

from __future__ import annotations

from importlib import import_module

_NAMES = {
    "analysis.caveats": "Caveat CaveatCode",
    "analysis.disclosure.releasing": "Release release",
    "analysis.disclosure.tables": "Known",
    "analysis.estimates": "Decision Estimate Interval Verdict",
    "analysis.estimators.control_charts": "baseline_of cusum ewma p_chart standardised",
    "analysis.estimators.margins": "Margin",
    "analysis.estimators.sample_size": (
        "AnswerModel PowerTarget customary_sample_size sample_size_target"
    ),
    "analysis.estimators.intervals": "wilson",
    "analysis.estimators.weights": "trim_weights",
    "analysis.indices.formulas": "formula pooled_share",
    "analysis.indices.months": "monthly_shares",
    "analysis.indices.respondents": (
        "answers_by_respondent satisfaction_index satisfaction_verdict strata_of units_of"
    ),
    "analysis.indices.sampling": "Sampling design_of",
    "analysis.indices.satisfaction": "satisfaction_rows",
    "analysis.indices.units": "compare_units",
    "analysis.indices.verdicts": "decide",
    "analysis.indices.weighted": "weighted_index",
    "analysis.estimators.tables": (
        "Moments PooledAnswers Rows Stratum moments_by_cell single_stratum stratify"
    ),
    "analysis.reading.reader": "read_responses",
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names.split()}
__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
