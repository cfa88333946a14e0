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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.caveats import Caveat as Caveat
    from analysis.caveats import CaveatCode as CaveatCode
    from analysis.disclosure.releasing import Release as Release
    from analysis.disclosure.releasing import release as release
    from analysis.disclosure.tables import Known as Known
    from analysis.estimates import Decision as Decision
    from analysis.estimates import Estimate as Estimate
    from analysis.estimates import Interval as Interval
    from analysis.estimates import Verdict as Verdict
    from analysis.estimators.control_charts import baseline_of as baseline_of
    from analysis.estimators.control_charts import cusum as cusum
    from analysis.estimators.control_charts import ewma as ewma
    from analysis.estimators.control_charts import p_chart as p_chart
    from analysis.estimators.control_charts import standardised as standardised
    from analysis.estimators.intervals import wilson as wilson
    from analysis.estimators.margins import Margin as Margin
    from analysis.estimators.sample_size import AnswerModel as AnswerModel
    from analysis.estimators.sample_size import PowerTarget as PowerTarget
    from analysis.estimators.sample_size import customary_sample_size as customary_sample_size
    from analysis.estimators.sample_size import sample_size_target as sample_size_target
    from analysis.estimators.tables import Moments as Moments
    from analysis.estimators.tables import PooledAnswers as PooledAnswers
    from analysis.estimators.tables import Rows as Rows
    from analysis.estimators.tables import Stratum as Stratum
    from analysis.estimators.tables import moments_by_cell as moments_by_cell
    from analysis.estimators.tables import single_stratum as single_stratum
    from analysis.estimators.tables import stratify as stratify
    from analysis.estimators.weights import trim_weights as trim_weights
    from analysis.indices.formulas import formula as formula
    from analysis.indices.formulas import pooled_share as pooled_share
    from analysis.indices.months import monthly_shares as monthly_shares
    from analysis.indices.respondents import answers_by_respondent as answers_by_respondent
    from analysis.indices.respondents import satisfaction_index as satisfaction_index
    from analysis.indices.respondents import satisfaction_verdict as satisfaction_verdict
    from analysis.indices.respondents import strata_of as strata_of
    from analysis.indices.respondents import units_of as units_of
    from analysis.indices.sampling import Sampling as Sampling
    from analysis.indices.sampling import design_of as design_of
    from analysis.indices.satisfaction import satisfaction_rows as satisfaction_rows
    from analysis.indices.units import compare_units as compare_units
    from analysis.indices.verdicts import decide as decide
    from analysis.indices.weighted import weighted_index as weighted_index
    from analysis.reading.reader import read_responses as read_responses

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
