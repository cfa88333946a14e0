from math import inf, sqrt

import numpy as np
import pytest

from analysis.estimators.linearisation import Design, Linearised
from analysis.estimators.rows import Rows
from analysis.estimators.shares import pooled_ratio
from analysis.estimators.strata import stratify
from analysis.reference.cases import run_case
from analysis.reference.designs import (
    LonelyPolicy,
    jackknife_share,
    mean_of_criteria,
    ratio_with_lonely,
    two_stage_share,
    weighted_mean,
)
from analysis.reference.linearised_tests import one_sample_t, two_sample_t
from tests.analysis.answers import sample

Y, M = [4, 5, 2, 5, 3, 5], [5, 5, 4, 5, 5, 5]


def design(y=Y, m=M, *, codes=None, populations=(None,), **rest):
    strata = np.zeros(len(y), np.int64) if codes is None else np.array(codes)
    return Design(Rows(y, m, **rest), strata, populations)


def strata(**given):
    made = design(**given)
    return stratify(made.rows, made.codes, made.populations)


def test_an_unweighted_mean_has_the_textbook_error():
    values = [-3.0, 1, 2, 8, 4, 6]
    found = weighted_mean(values, design())
    assert found.estimate == pytest.approx(3)
    assert found.standard_error == pytest.approx(np.std(values, ddof=1) / sqrt(6))
    assert found.degrees_of_freedom == 5
    assert found.interval().low == pytest.approx(3 - 2.570581836 * found.standard_error)


@pytest.mark.parametrize(
    ("values", "weights", "said"),
    [
        ([1, 2], None, r"values must have the shape \(6,\): \(2,\)"),
        ([1, 2, 3, 4, 5, np.inf], None, "values must be finite; 1 of 6 are not"),
        ([1] * 6, [0] * 6, "weights must add up to more than 0: 0"),
    ],
)
def test_a_mean_of_nothing_is_refused(values, weights, said):
    with pytest.raises(ValueError, match=said):
        weighted_mean(values, design(weights=weights))


def test_an_interval_needs_degrees_of_freedom():
    with pytest.raises(ValueError, match="degrees_of_freedom must be above 0: 0"):
        Linearised(0.5, 0.1, 0).interval()


def test_criteria_count_alike_however_many_answered():
    first, second = Rows([1, 1, 0, 1, 0, 1], [1] * 6), Rows([0, 0, 0, 0, 1, 0], [0] * 4 + [1, 1])
    found = mean_of_criteria([first, second], design())
    assert found.criteria == pytest.approx((4 / 6, 1 / 2))
    assert found.mean.estimate == pytest.approx((4 / 6 + 1 / 2) / 2)


def test_one_criterion_is_its_own_mean():
    found = mean_of_criteria([Rows(Y, M)], design()).mean
    ratio = pooled_ratio(strata())
    assert (found.estimate, found.standard_error) == pytest.approx(
        (ratio.share, ratio.standard_error)
    )


@pytest.mark.parametrize(
    ("criteria", "said"),
    [
        ([], "criteria must not be empty"),
        ([Rows([0] * 6, [0] * 6)], "criteria must have valid answers; number 0 has 0"),
    ],
)
def test_criteria_that_nobody_answered_are_refused(criteria, said):
    with pytest.raises(ValueError, match=said):
        mean_of_criteria(criteria, design())


LONELY = {"codes": [0, 0, 1, 1, 1, 2], "populations": (40, 60, 10)}


def test_each_policy_counts_a_lonely_stratum_in_its_own_way():
    made = strata(**LONELY)
    variance = {
        policy: ratio_with_lonely(made, policy).variance for policy in list(LonelyPolicy)[:4]
    }
    shares = pooled_ratio(made).shares
    known = sum((1 - shares.fractions[0, :2]) * shares.spread[0, :2])
    assert variance["remove"] == variance["certainty"] == pytest.approx(known)
    assert variance["average"] == pytest.approx(known * 3 / 2)
    assert variance["adjust"] == pooled_ratio(made).variance


def test_the_policy_of_refusal_names_how_many_are_lonely():
    with pytest.raises(ValueError, match="at least 2 sampled units; 1 of 3 have 1"):
        ratio_with_lonely(strata(**LONELY), LonelyPolicy.FAIL)


def test_no_policy_matters_where_no_stratum_is_lonely():
    treated = ratio_with_lonely(strata(), LonelyPolicy.FAIL)
    assert treated.variance == pooled_ratio(strata()).variance
    blank = strata(y=[0, 0], m=[0, 0])
    assert ratio_with_lonely(blank, LonelyPolicy.FAIL) is None


def test_an_average_of_lonely_strata_alone_is_refused():
    made = strata(y=[1, 2], m=[3, 3], codes=[0, 1], populations=(None, None))
    with pytest.raises(ValueError, match="average needs a stratum"):
        ratio_with_lonely(made, LonelyPolicy.AVERAGE)


def test_the_jackknife_leaves_out_one_after_another():
    found = jackknife_share(design(), around_estimate=True)
    left = [(sum(Y) - y) / (sum(M) - m) for y, m in zip(Y, M, strict=True)]
    squares = sum((share - sum(Y) / sum(M)) ** 2 for share in left)
    assert found.standard_error == pytest.approx(sqrt(5 / 6 * squares))


def test_the_jackknife_of_a_full_count_has_no_error():
    assert jackknife_share(design(populations=(6,))).standard_error == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"codes": [0] * 5 + [1], "populations": (None, None)}, "at least 2 primary units; 1 have"),
        ({"y": [3, 0], "m": [5, 0]}, "valid answers must be left without any one unit"),
    ],
)
def test_a_jackknife_that_cannot_be_is_refused(given, said):
    with pytest.raises(ValueError, match=said):
        jackknife_share(design(**given))


SESSIONS = {"psus": [0, 0, 1, 1, 2, 3], "populations": (8,)}


def test_the_second_stage_only_adds_to_the_error():
    made = design(**SESSIONS)
    drawn = np.array([2, 2, 2, 2, 1, 1])
    whole, part = two_stage_share(made, drawn), two_stage_share(made, drawn * 10)
    assert whole.estimate == part.estimate == pytest.approx(24 / 29)
    assert whole.standard_error < part.standard_error
    assert whole.degrees_of_freedom == 3


def test_fully_counted_sessions_are_one_stage_of_clusters():
    made = strata(**SESSIONS)
    found = two_stage_share(design(**SESSIONS), [2, 2, 2, 2, 1, 1])
    assert found.standard_error == pytest.approx(pooled_ratio(made).standard_error)


@pytest.mark.parametrize(
    ("given", "people", "said"),
    [
        ({**SESSIONS, "populations": (None,)}, [5] * 6, "must be known at the first stage"),
        ({**SESSIONS, "populations": (3,)}, [5] * 6, "4 units were sampled of 3"),
        (SESSIONS, [5] * 5, r"people must have the shape \(6,\): \(5,\)"),
        (SESSIONS, [5, 5, 1, 5, 5, 5], "row 2 has 1 for 2"),
        ({**SESSIONS, "y": [0] * 6, "m": [0] * 6}, [5] * 6, "m must hold valid answers: 0"),
    ],
)
def test_two_stages_that_cannot_be_are_refused(given, people, said):
    with pytest.raises(ValueError, match=said):
        two_stage_share(design(**given), people)


def test_a_share_that_is_the_target_is_no_difference():
    ratio = pooled_ratio(sample([1, 0, 1, 0], [1, 1, 1, 1]))
    test = one_sample_t(ratio, 0.5)
    assert (test.difference, test.statistic, test.p_value) == (0, 0, 1)


def test_without_variance_another_target_is_certainly_missed():
    test = one_sample_t(pooled_ratio(sample([1, 1, 1], [1, 1, 1])), 0.9)
    assert (test.statistic, test.p_value) == (inf, 0)
    same = one_sample_t(pooled_ratio(sample([1, 1, 1], [2, 2, 2])), 0.5)
    assert (same.statistic, same.p_value) == (0, 1)


def test_two_groups_turned_round_differ_by_the_sign_alone():
    inside = np.array([True, True, False, False, True, False])
    one, other = two_sample_t(design(), inside), two_sample_t(design(), ~inside)
    assert one.difference == pytest.approx(-other.difference)
    assert one.p_value == pytest.approx(other.p_value)


@pytest.mark.parametrize("target", [0, 1, 90])
def test_a_target_in_percent_is_refused(target):
    with pytest.raises(ValueError, match=f"target must lie between 0 and 1: {target}"):
        one_sample_t(pooled_ratio(sample(Y, M)), target)


def test_tests_need_respondents():
    with pytest.raises(ValueError, match="degrees_of_freedom must be at least 2: 1"):
        one_sample_t(pooled_ratio(sample([1, 0], [1, 1])), 0.9)
    with pytest.raises(ValueError, match="both groups must have valid answers; outside has 0"):
        two_sample_t(design(), np.ones(6, dtype=np.bool_))


CLOSE = {"relative": 1e-9, "absolute": 1e-9}


def agrees(method, inputs, expected, folder):
    case = {"id": "made", "method": method, "inputs": inputs, "expected": expected}
    return run_case({**case, "tolerance": CLOSE}, folder)


PAIR = {"numerator": "y", "denominator": "m"}
SMALL = {"y": Y, "m": M, "g": list("aabbbb"), "design": {}}


@pytest.mark.parametrize(
    ("method", "inputs", "expected"),
    [
        ("ciprop_wilson", {"y": [1, 1], "m": [1, 1], "design": {}}, {"lower": "NaN", "rows": 2}),
        ("ciprop_mean", {**SMALL, "domain": {"g": "b"}}, {"estimate": 15 / 19, "df": 3}),
        ("kish_effective_sample", {"weights": [1, 1, 1]}, {"n_eff": 3, "deff_w": 1}),
        ("trim_weights", {"weights": [1, 2, 9], "upper": 7}, {"weights": [2, 3, 7], "sum": 12}),
        (
            "calibrate_raking",
            {"y": 1, "m": 2, "g": "a", "design": {}, "margins": {"g": {"a": 7}}},
            {"estimate": 0.5, "weights": 7, "lower": "NaN"},
        ),
        (
            "lonely_psu",
            {**SMALL, **PAIR, "option": "fail"},
            {"df": 5},
        ),
        ("jackknife_index", SMALL, {"estimate": 24 / 29}),
    ],
)
def test_cases_over_other_data_are_run(tmp_path, method, inputs, expected):
    assert agrees(method, inputs, expected, tmp_path).reasons == ()


def test_chosen_items_are_the_criteria_and_a_single_row_has_no_interval(tmp_path):
    (tmp_path / "one.csv").write_text("q1,q2,extra\n5,3,9\n", encoding="utf-8")
    inputs = {"csv": "one.csv", "items": ["q1", "q2"], "design": {}}
    wanted = {"estimate": 0.5, "criteria": [1, 0], "lower": "NaN"}
    assert agrees("mean_of_criteria", inputs, wanted, tmp_path).reasons == ()


@pytest.mark.parametrize(
    ("method", "inputs", "reason"),
    [
        ("poststratify", {**SMALL, "margins": [1]}, "margins must be an object"),
        ("ciprop_logit", {"y": 0, "m": 0}, "there is no valid answer"),
        ("kish_effective_sample", {}, "KeyError: 'weights'"),
        (
            "lonely_psu",
            {**PAIR, "y": 1, "m": 2, "design": {}, "option": "average"},
            "average needs",
        ),
    ],
)
def test_a_fault_in_a_case_is_its_reason(tmp_path, method, inputs, reason):
    assert reason in agrees(method, inputs, {"estimate": 1}, tmp_path).reasons[0]
