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

import lazy_loader

# The names stand in the stub beside this file, where editors and type checkers read them too.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
