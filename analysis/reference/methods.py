"""What each method of the reference cases is in this package."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from analysis.estimators.calibration import Distance
from analysis.estimators.intervals import hypergeometric_exact, hypergeometric_midp, wilson
from analysis.reference import comparison_methods as comparisons
from analysis.reference import planning_methods as planning
from analysis.reference import share_methods as shares
from analysis.reference.bound_methods import bounds_of_counts
from analysis.reference.proportions import agresti_coull, clopper_pearson, jeffreys, mid_p
from analysis.reference.share_methods import Method

METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "wilson": shares.of_one_item(wilson),
        "agresti_coull": shares.of_one_item(agresti_coull),
        "jeffreys": shares.of_one_item(jeffreys),
        "clopper_pearson": shares.of_one_item(clopper_pearson),
        "mid_p": shares.of_one_item(mid_p),
        "wilson_fpc": shares.in_finite_population,
        "item_share": shares.share,
        "index_ratio": shares.share,
        "factor_index_ratio": shares.share,
        "design_effect": shares.share,
        "domain_index": shares.domain_share,
        "degenerate_domain": shares.degenerate,
        "degenerate_index": shares.degenerate,
        "wilson_shrunk_deff": shares.shrunken,
        "target_index_t": shares.target_t,
        "target_index_score": shares.target_score,
        "verdict": shares.verdict,
        "ciprop_logit": shares.named("logit"),
        "ciprop_xlogit": shares.named("logit"),
        "ciprop_likelihood": shares.named("likelihood"),
        "ciprop_asin": shares.named("asin"),
        "ciprop_beta": shares.named("korn_graubard"),
        "ciprop_mean": shares.named("t"),
        "ciprop_wilson": shares.named("wilson"),
        "poststratify": shares.calibrated(Distance.RAKING),
        "rake": shares.calibrated(Distance.RAKING),
        "calibrate_linear": shares.calibrated(Distance.LINEAR),
        "calibrate_raking": shares.calibrated(Distance.RAKING),
        "calibrate_logit": shares.calibrated(Distance.LOGIT),
        "kish_effective_sample": shares.kish,
        "trim_weights": shares.trimmed,
        "p_adjust": comparisons.p_adjust,
        "pairwise_comparison": comparisons.pairwise,
        "compare_logit": comparisons.logits,
        "trend_contrast": comparisons.contrast,
        "trend_logit": comparisons.trend,
        "svyttest_one_sample": comparisons.one_sample,
        "svyttest_two_sample": comparisons.two_sample,
        "jackknife_index": comparisons.jackknife,
        "two_stage_index": comparisons.two_stage,
        "mean_of_criteria": comparisons.criteria,
        "lonely_psu": comparisons.lonely,
        "published_mean": comparisons.published_mean,
        "p_chart_deff": planning.months_p_chart,
        "ewma": planning.months_ewma,
        "cusum": planning.months_cusum,
        "arl_cusum": planning.arl_cusum,
        "arl_ewma": planning.arl_ewma,
        "sample_size_target": planning.target_size,
        "sample_size_margin": planning.margin_size,
        "one_more_person": bounds_of_counts,
        "min_n_all_satisfied": planning.least_size,
        "target_exact_binomial": planning.exact_test,
        "target_score_binomial": planning.score_test,
        "hypergeometric_exact": planning.hypergeometric(hypergeometric_exact),
        "hypergeometric_midp": planning.hypergeometric(hypergeometric_midp),
    }
)
