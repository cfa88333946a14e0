"""Bad input, one kind after another, over every public function that can be given it.

Each refusal names the argument, the rule and the value.
"""

from math import inf, nan
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from analysis import (
    AnswerModel,
    Margin,
    PowerTarget,
    Sampling,
    answers_by_respondent,
    baseline_of,
    compare_units,
    cusum,
    decide,
    design_of,
    ewma,
    monthly_shares,
    p_chart,
    pooled_share,
    sample_size_target,
    satisfaction_index,
    satisfaction_rows,
    satisfaction_verdict,
    standardised,
    trim_weights,
    units_of,
    weighted_index,
    wilson,
)
from analysis.__main__ import main
from analysis.caveats import CaveatCode
from analysis.estimates import Interval
from analysis.estimators.calibration import calibrate, calibrated_ratio
from analysis.estimators.control_charts import MonthlyShare, ewma_limits
from analysis.estimators.differences import slope_weights
from analysis.estimators.intervals import hypergeometric_exact, hypergeometric_midp
from analysis.estimators.linearisation import Design, sum_of_ratios
from analysis.estimators.rows import Rows
from analysis.estimators.sample_size import (
    customary_sample_size,
    least_all_satisfied,
    sample_size_margin,
    target_power,
)
from analysis.estimators.shares import pooled_ratio
from analysis.estimators.strata import (
    Stratum,
    single_stratum,
    stratify,
)
from analysis.estimators.tests import spearman_interval
from analysis.estimators.weights import kish_effective_sample
from analysis.indices.formulas import estimates_of
from analysis.indices.means import FORMULAS
from analysis.indices.priorities import associations
from analysis.indices.ratings import ratings_of
from analysis.indices.verdicts import bound_verdict, decide_ratio
from analysis.reading import FaultyData, read_responses
from analysis.reading.faults import Message
from analysis.reference import proportions
from analysis.reference.covariance import domain_shares
from analysis.reference.designs import jackknife_share, two_stage_share, weighted_mean
from analysis.reference.linearised_tests import compare_pairs, one_sample_t, two_sample_t
from analysis.reference.named_intervals import named_interval, t_interval, t_test
from analysis.reference.proportions import exact_target_test, score_target_test
from analysis.reference.run_lengths import cusum_run_length, ewma_run_length
from analysis.reference.shrunken import precision, score_test, shrunken_interval
from questionnaires.faults import FaultyFile
from questionnaires.reader import read_plan
from tests.analysis.answers import sample
from tests.analysis.forms import SMALL

Y, M = [3, 5, 4, 5, 2, 5], [5] * 6
STRATA = sample(Y, M)
RATIO = pooled_ratio(STRATA)
NOBODY = sample([0], [0])
ONE_GROUP = np.zeros(6, np.int64)
DESIGN = Design(Rows(Y, M, items=5), ONE_GROUP, (None,))
ANSWERS = np.array([[ord(sign) for sign in row] for row in ["35-1-", "44213", "5551-"]], np.uint8)
RATINGS = ratings_of(ANSWERS, SMALL, [item.id for item in SMALL.items])
NO_RATINGS = ratings_of(ANSWERS[:0], SMALL, [item.id for item in SMALL.items])
EVERYBODY = Margin("all", ("a",) * 6, {"a": 60})


def linear(populations=(None,)):
    y, m = np.array([Y], float), np.array([M], float)
    return sum_of_ratios(y, m, (1,), Design(Rows(Y, M), ONE_GROUP, populations))


LEVELS = {
    "satisfaction_index": lambda level: satisfaction_index(Y, M, 5, confidence_level=level),
    "pooled_share": lambda level: pooled_share(STRATA, level),
    "pooled_share of nobody": lambda level: pooled_share(NOBODY, level),
    "estimates_of": lambda level: estimates_of(RATIO.shares, "x", level, [()]),
    "weighted_index": lambda level: weighted_index(DESIGN, [EVERYBODY], confidence_level=level),
    "shrunken_interval": lambda level: shrunken_interval(precision(STRATA), level),
    "t_interval": lambda level: t_interval(RATIO, level),
    "named_interval": lambda level: named_interval("logit", RATIO, level),
    "a linearised interval": lambda level: linear().interval(level),
    "a full count": lambda level: linear((6,)).interval(level),
    "a mean": lambda level: weighted_mean(Y, DESIGN).interval(level),
    "spearman_interval": lambda level: spearman_interval(0.5, 50, level),
    "spearman_interval of three": lambda level: spearman_interval(0.5, 3, level),
    "associations": lambda level: associations(RATINGS, level),
    "associations of nobody": lambda level: associations(NO_RATINGS, level),
    "sample_size_margin": lambda level: sample_size_margin(0.9, 0.05, AnswerModel(), level),
    "wilson_fpc": lambda level: proportions.wilson_fpc(3, 5, 9, level),
    "hypergeometric_exact": lambda level: hypergeometric_exact(3, 5, 9, level),
    "hypergeometric_midp": lambda level: hypergeometric_midp(3, 5, 9, level),
} | {
    f"{name} of {told}": lambda level, name=name, ratings=ratings: FORMULAS[name](ratings, level)
    for name in FORMULAS
    for told, ratings in (("some", RATINGS), ("nobody", NO_RATINGS))
}
LEVELS |= {
    name: lambda level, name=name: getattr(proportions, name)(3, 5, level)
    for name in ("agresti_coull", "jeffreys", "clopper_pearson", "mid_p")
} | {"wilson": lambda level: wilson(3, 5, level)}


@pytest.mark.parametrize("level", [95, 0, 1, nan])
@pytest.mark.parametrize("name", LEVELS)
def test_a_level_that_is_no_share_is_refused(name, level):
    with pytest.raises(ValueError, match=f"confidence_level must lie between 0 and 1: {level}"):
        LEVELS[name](level)


TARGETS = {
    "satisfaction_verdict": lambda target: satisfaction_verdict(Y, M, 5, target),
    "decide": lambda target: decide(STRATA, target),
    "decide about nobody": lambda target: decide(NOBODY, target),
    "decide_ratio": lambda target: decide_ratio(RATIO, target),
    "a weighted verdict": lambda target: weighted_index(DESIGN, [EVERYBODY]).verdict(target),
    "bound_verdict": lambda target: bound_verdict(Interval(0.8, 0.9, 0.9, "t"), target),
    "score_test": lambda target: score_test(0.9, 20, 5, target),
    "score_test of a full count": lambda target: score_test(0.9, inf, 5, target),
    "t_test": lambda target: t_test(RATIO, target),
    "one_sample_t": lambda target: one_sample_t(RATIO, target),
    "exact_target_test": lambda target: exact_target_test(3, 5, target),
    "score_target_test": lambda target: score_target_test(3, 5, target),
    "PowerTarget": lambda target: PowerTarget(target, 0.93),
    "least_all_satisfied": least_all_satisfied,
}


@pytest.mark.parametrize("target", [0, 1, 90, -0.1, nan])
@pytest.mark.parametrize("name", TARGETS)
def test_a_target_that_is_no_share_is_refused(name, target):
    with pytest.raises(ValueError, match=f"target must lie between 0 and 1: {target}"):
        TARGETS[name](target)


def test_a_target_in_percent_is_refused_in_a_plan_and_on_the_command_line():
    plan = Path("questionnaires/plans/136-2022.yaml").read_text(encoding="utf-8")
    with pytest.raises(FaultyFile, match="90"):
        read_plan(plan.replace("0.90", "90"), "plan.yaml")
    result = CliRunner().invoke(main, ["sample-size", "--target", "90", "--expected", "0.95"])
    assert result.exit_code == 2
    assert "--target" in result.output
    assert "giá trị đã nhập là 90." in result.output


@pytest.mark.parametrize("alpha", [0, 0.5, 5, nan])
def test_a_chance_of_error_that_is_none_is_refused(alpha):
    for ask in (
        lambda: decide(STRATA, 0.9, alpha),
        lambda: decide(NOBODY, 0.9, alpha),
        lambda: weighted_index(DESIGN, [EVERYBODY]).verdict(0.9, alpha),
    ):
        with pytest.raises(ValueError, match=rf"alpha must lie between 0 and 0\.5: {alpha}"):
            ask()


GROUPS = list("aaabbb")
TOO_MANY = "sampled must not exceed population; 6 .*were sampled of 5"
SMALLER = {
    "Stratum": (lambda: Stratum(STRATA[0].moments, 6, 5), TOO_MANY),
    "single_stratum": (lambda: single_stratum(STRATA[0].moments, 5), TOO_MANY),
    "stratify": (lambda: stratify(Rows(Y, M), ONE_GROUP, (5,)), TOO_MANY),
    "domain_shares": (
        lambda: domain_shares(Design(Rows(Y, M), ONE_GROUP, (5,)), [np.ones(6, bool)]),
        TOO_MANY,
    ),
    "calibrated_ratio": (
        lambda: calibrated_ratio(Design(Rows(Y, M), ONE_GROUP, (5,)), [EVERYBODY]),
        TOO_MANY,
    ),
    "jackknife_share": (
        lambda: jackknife_share(Design(Rows(Y, M), ONE_GROUP, (5,))),
        TOO_MANY,
    ),
    "two_stage_share": (
        lambda: two_stage_share(Design(Rows(Y, M), ONE_GROUP, (5,)), [9] * 6),
        TOO_MANY,
    ),
    "people of a session": (
        lambda: two_stage_share(Design(Rows(Y, M, psus=[0] * 6), ONE_GROUP, (5,)), [5] * 6),
        "people must not be fewer than the respondents of the session; row 0 has 5 for 6",
    ),
    "sum_of_ratios": (lambda: linear((5,)), TOO_MANY),
    "satisfaction_index": (
        lambda: satisfaction_index(Y, M, 5, Sampling(populations=5)),
        "populations must not be below the respondents; 6 answered of 5",
    ),
    "with weights": (
        lambda: satisfaction_index(Y, M, 5, Sampling(weights=[1] * 6, populations=5)),
        TOO_MANY,
    ),
    "a group": (
        lambda: satisfaction_index(Y, M, 5, Sampling(strata=GROUPS, populations={"a": 9, "b": 2})),
        "populations must not be below the respondents of 'b'; 3 answered of 2",
    ),
    "Margin": (
        lambda: Margin("field", ("a",) * 6, {"a": 5}),
        "totals of field must not be below the respondents; 'a' has 6 respondents and 5 cases",
    ),
    "wilson_fpc": (
        lambda: proportions.wilson_fpc(3, 6, 5),
        "n must not exceed population; 6 exceeds 5",
    ),
    "wilson_fpc of an unknown number": (
        lambda: proportions.wilson_fpc(3, 6, nan),
        "n must not exceed population; 6 exceeds nan",
    ),
    "finite_size of nobody": (lambda: proportions.finite_size(0, 5), "n must be above 0: 0"),
    "hypergeometric_exact": (
        lambda: hypergeometric_exact(3, 6, 5),
        "population must be a whole number, at least n = 6: 5",
    ),
    "hypergeometric_midp": (
        lambda: hypergeometric_midp(3, 6, nan),
        "population must be a whole number, at least n = 6: nan",
    ),
    "target_power": (
        lambda: target_power(PowerTarget(0.9, 0.93), AnswerModel(), 6, 5),
        "respondents must not exceed population; 6 exceeds 5",
    ),
    "sample_size_target": (
        lambda: sample_size_target(PowerTarget(0.9, 0.93), AnswerModel(), 0),
        "population must be at least 1: 0",
    ),
    "customary_sample_size": (
        lambda: customary_sample_size(nan),
        "population must be at least 1: nan",
    ),
    "without limit": (
        lambda: Stratum(STRATA[0].moments, 6, inf),
        "population must be finite, or None without limit: inf",
    ),
    "ratings": (
        lambda: FORMULAS["mean_rescaled"](
            ratings_of(ANSWERS, SMALL, ["signs"], np.zeros(3, np.int64), (2,)), 0.95
        ),
        "sampled must not exceed population; 3 respondents were sampled of 2",
    ),
}


@pytest.mark.parametrize("name", SMALLER)
def test_more_respondents_than_cases_are_refused(name):
    ask, said = SMALLER[name]
    with pytest.raises(ValueError, match=said):
        ask()


WEIGHTED = {
    "Rows": lambda weights: Rows(Y, M, weights),
    "satisfaction_rows": lambda w: satisfaction_rows(ANSWERS, SMALL, ["signs"], w[:3]),
    "satisfaction_index": lambda w: satisfaction_index(Y, M, 5, Sampling(weights=w)),
    "kish_effective_sample": kish_effective_sample,
    "trim_weights": lambda weights: trim_weights(weights, 3),
    "calibrate": lambda weights: calibrate(weights, [EVERYBODY]),
}


@pytest.mark.parametrize("wrong", [-2.0, nan, inf])
@pytest.mark.parametrize("name", WEIGHTED)
def test_negative_and_missing_weights_are_refused_with_their_row(name, wrong):
    rule = f"weights must be finite and not below 0; 1 of . are not, first in row 1: {wrong}"
    with pytest.raises(ValueError, match=rule):
        WEIGHTED[name](np.array([1, wrong, 1, 1, 1, 1]))


@pytest.mark.parametrize("weight", [-1, nan])
def test_kept_sums_take_no_weight_that_is_none(weight):
    with pytest.raises(ValueError, match=f"weight must be finite and not below 0: {weight}"):
        STRATA[0].moments.weighted(weight)


def calibrating(margins):
    return (
        lambda: calibrate([1] * 6, margins),
        lambda: calibrated_ratio(DESIGN, margins),
        lambda: weighted_index(design_of(Y * 2, M * 2, 5), [*map(doubled, margins)]),
    )


def doubled(margin):
    """Return the margin of twice the respondents, so that no group is thin."""
    return Margin(margin.name, margin.groups * 2, margin.totals)


FIELD = Margin("field", tuple("aaabbb"), {"a": 40, "b": 60})


@pytest.mark.parametrize(
    ("margins", "said"),
    [
        (
            [FIELD, Margin("office", tuple("xyxyxy"), {"x": 40, "y": 50})],
            "margins must add up to the same number of cases: field 100, office 90",
        ),
        (
            [FIELD, Margin("again", FIELD.groups, {"a": 50, "b": 50})],
            "margins must be within reach of the weights; .* misses a total of",
        ),
    ],
)
def test_margins_that_do_not_add_up_are_refused(margins, said):
    for ask in calibrating(margins):
        with pytest.raises(ValueError, match=said):
            ask()


def test_margins_that_no_respondent_meets_are_refused_or_left_out_with_a_caveat():
    margin = Margin("field", tuple("aaabbb"), {"a": 40, "b": 60, "z": 7})
    for ask in calibrating([margin])[:2]:
        with pytest.raises(ValueError, match=r"totals of field .* nobody is in 'z'"):
            ask()
    found = weighted_index(design_of(Y * 2, M * 2, 5), [doubled(margin)]).estimate
    assert [caveat.code for caveat in found.caveats] == [CaveatCode.EMPTY_STRATUM]


@pytest.mark.parametrize(
    ("totals", "said"),
    [
        ({"a": -1, "b": 9}, "totals of field must be above 0; 'a' has -1"),
        ({"a": nan, "b": 9}, "totals of field must be above 0; 'a' has nan"),
        ({"b": 9}, "totals of field must hold the group of every respondent; 'a' has none for 3"),
    ],
)
def test_totals_that_are_none_are_refused(totals, said):
    with pytest.raises(ValueError, match=said):
        Margin("field", tuple("aaabbb"), totals)


def test_margins_of_other_people_are_refused():
    with pytest.raises(ValueError, match="groups of field must be 6 as the weights are: 12"):
        calibrate([1] * 6, [doubled(FIELD)])
    with pytest.raises(ValueError, match="margins must not be empty: 0"):
        weighted_index(DESIGN, [])


def month(name):
    return MonthlyShare(name, 0.9, 400, 4.0)


BACKWARDS = [month("2026-02"), month("2026-01")]


@pytest.mark.parametrize(
    "ask", [baseline_of, lambda h: standardised(h, 0.9), lambda h: p_chart(h, 0.9)]
)
def test_months_out_of_order_are_refused(ask):
    with pytest.raises(ValueError, match="months must be in order; 2026-01 follows 2026-02"):
        ask(BACKWARDS)
    with pytest.raises(ValueError, match="months must be in order; 2026-02 follows 2026-02"):
        ask([month("2026-02"), month("2026-02")])
    with pytest.raises(ValueError, match="history must hold at least one month"):
        ask([])


def test_times_out_of_order_make_no_slope():
    with pytest.raises(ValueError, match=r"times must rise: \[2.0, 1.0\]"):
        slope_weights([2, 1])


def test_months_given_backwards_are_put_in_order_where_only_names_are_given():
    parts = units_of(design_of(Y, M, 5), ["2026-02"] * 3 + ["2026-01"] * 3)
    assert [each.month for each in monthly_shares(parts)] == ["2026-01", "2026-02"]


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: ewma([nan]), "values must be finite"),
        (lambda: cusum([inf]), "values must be finite"),
        (lambda: ewma_limits([1], 2, 3), "smoothing must lie above 0 and not above 1: 2"),
        (lambda: cusum_run_length(shift=nan), "shift must be finite: nan"),
        (lambda: ewma_run_length(shift=inf), "shift must be finite: inf"),
        (lambda: p_chart([month("2026-01")], 90), "baseline must lie between 0 and 1: 90"),
    ],
)
def test_charts_of_nothing_are_refused(ask, said):
    with pytest.raises(ValueError, match=said):
        ask()


def test_one_unit_only_is_compared_with_nobody():
    with pytest.raises(ValueError, match="units must be at least two to compare: 1"):
        compare_units({"Quầy 1": STRATA})
    with pytest.raises(ValueError, match="shares must be at least two to compare: 1"):
        compare_pairs(domain_shares(DESIGN, [np.ones(6, bool)]))
    with pytest.raises(ValueError, match="both groups must have valid answers; outside has 0"):
        two_sample_t(DESIGN, np.ones(6, bool))


def test_units_that_are_all_equal_do_not_differ():
    design = design_of([5] * 20, [5] * 20, 5)
    halves = np.arange(20) < 10
    units = compare_units(units_of(design, halves))
    assert [(each.difference, each.p_value, each.p_claim) for each in units] == [(0, 1, 1)] * 2
    (pair,) = compare_pairs(domain_shares(design, [halves, ~halves]))
    assert (pair.comparison.statistic, pair.comparison.p_value, pair.p_claim) == (0, 1, 1)
    test = two_sample_t(design, halves)
    assert (test.statistic, test.p_value) == (0, 1)


def test_a_stratum_of_one_respondent_is_told_by_every_formula():
    strata = stratify(Rows(Y, M, items=5), np.array([0, 0, 0, 0, 0, 1]), (None, None))
    assert CaveatCode.LONELY_STRATUM in [each.code for each in pooled_share(strata).caveats]
    ratings = ratings_of(ANSWERS, SMALL, ["signs", "fee"], np.array([0, 0, 1]), (None, None))
    for name, formula in FORMULAS.items():
        codes = [caveat.code for caveat in formula(ratings, 0.95).caveats]
        assert CaveatCode.LONELY_STRATUM in codes, name
    counted = ratings_of(ANSWERS, SMALL, ["signs", "fee"], np.array([0, 0, 1]), (None, 1))
    codes = [caveat.code for caveat in FORMULAS["mean_rescaled"](counted, 0.95).caveats]
    assert CaveatCode.LONELY_STRATUM not in codes


@pytest.mark.parametrize("ending", ["", "\n", "\n\n"])
def test_a_file_of_headings_alone_is_refused(tmp_path, ending):
    path = tmp_path / "phiếu.csv"
    path.write_text("day,signs,courtesy,fee" + ending, encoding="utf-8")
    with pytest.raises(FaultyData, match=Message.NO_RESPONSES):
        read_responses(path, SMALL)


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([0, 0, 0, 0, 0, 1], r"codes must be from 0 to 0, an index of populations; row 5 has 1"),
        ([0, 0, 0, 0, 0, -1], "row 5 has -1"),
        ([0, 0], r"codes must be one a row, 6: \(2,\)"),
    ],
)
def test_codes_of_no_stratum_are_refused(codes, said):
    for ask in (
        lambda: stratify(Rows(Y, M), np.array(codes), (None,)),
        lambda: Design(Rows(Y, M), np.array(codes), (None,)),
    ):
        with pytest.raises(ValueError, match=said):
            ask()


@pytest.mark.parametrize(
    ("satisfied", "answered", "sampling", "said"),
    [
        ([1, nan], [2, 2], {}, "satisfied must be finite and not below 0; 1 of 2 .* row 1: nan"),
        ([1, 1], [2, -2], {}, "answered must be finite and not below 0; .* row 1: -2"),
        ([1, 1], [2], {}, "answered must be one a respondent, 2: 1"),
        ([3], [2], {}, "satisfied must be at most the valid answers of the person; .* row 0: 3"),
        ([0.9], [1], {}, r"satisfied must be whole numbers of answers; .* row 0: 0\.9"),
        ([1], [1.5], {}, r"answered must be whole numbers of answers; .* row 0: 1\.5"),
        ([[1]], [[1]], {}, "satisfied must be one column; it has 2 dimensions"),
        ([1, 1], [2, 2], {"weights": [1]}, "weights must be one a respondent, 2: 1"),
        ([1, 1], [2, 2], {"strata": ["a"]}, "strata must be one a row, 2: 1"),
        ([1, 1], [2, 2], {"strata": ["a", None]}, "strata must not be missing; row 1 has None"),
        ([1, 1], [2, 2], {"clusters": [7, nan]}, "clusters must not be missing; row 1 has nan"),
        (
            [1, 1],
            [2, 2],
            {"strata": "ab", "clusters": [7, 7]},
            "clusters must lie in one stratum; that of row 0 is in 'a' and 'b'",
        ),
        (
            [1, 1],
            [2, 2],
            {"strata": "ab", "populations": {"a": 9}},
            "populations must hold the group of every respondent: 'b'",
        ),
        (
            [1, 1],
            [2, 2],
            {"strata": "ab", "populations": 9},
            "populations must name the cases of each of the strata: 9",
        ),
        (
            [1, 1],
            [2, 2],
            {"strata": "ab", "populations": {"a": 9, "b": nan}},
            "populations must be finite and not below 0; 'b' has nan",
        ),
        ([1], [2], {"populations": -1}, "populations must be finite and not below 0; '' has -1"),
    ],
)
def test_a_table_that_cannot_be_is_refused(satisfied, answered, sampling, said):
    with pytest.raises(ValueError, match=said):
        satisfaction_index(satisfied, answered, 5, Sampling(**sampling))


def test_a_table_with_one_row_an_answer_holds_ones_and_noughts():
    with pytest.raises(ValueError, match="satisfied must be 1, 0 or NaN; row 1 has 5"):
        answers_by_respondent(["p", "p"], [1, 5])
    with pytest.raises(ValueError, match="respondents must not be missing; row 1 has None"):
        answers_by_respondent(["p", None], [1, 0])
    with pytest.raises(ValueError, match="respondents must be one a row, 2: 1"):
        answers_by_respondent(["p"], [1, 0])


def test_labels_of_other_rows_are_refused():
    with pytest.raises(ValueError, match="labels must be one a respondent, 6: 2"):
        units_of(DESIGN, ["a", "b"])


@pytest.mark.parametrize("satisfied", [nan, -1, 6])
def test_counts_that_are_none_are_refused(satisfied):
    with pytest.raises(ValueError, match=rf"satisfied must lie within \[0, n\]: {satisfied} of 5"):
        wilson(satisfied, 5)


def test_nobody_is_no_data_and_never_a_share():
    empty = satisfaction_index([], [], 5)
    assert (empty.estimate, empty.interval) == (None, None)
    assert [caveat.code for caveat in empty.caveats] == [CaveatCode.NO_ANSWERS]
    assert satisfaction_index([], [], 5, Sampling(strata=[], populations={"a": 5})).estimate is None
