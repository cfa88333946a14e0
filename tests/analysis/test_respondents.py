"""From a table with one row a respondent to an index, its verdict and its parts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import (
    Margin,
    Sampling,
    answers_by_respondent,
    decide,
    design_of,
    monthly_shares,
    pooled_share,
    satisfaction_index,
    satisfaction_verdict,
    strata_of,
    trim_weights,
    units_of,
    weighted_index,
)
from analysis.caveats import CaveatCode
from analysis.estimates import Verdict
from analysis.estimators.calibration import calibrated_ratio
from analysis.estimators.rows import Rows
from analysis.estimators.strata import stratify
from tests.analysis.answers import answer_rows, sample

Y, M = [9, 8, 9, 5, 9, 7, 9, 9], [9, 9, 9, 8, 9, 9, 9, 9]
GROUPS = list("aabbbbbc")
CASES = {"a": 30, "b": 40, "c": 5, "d": 100}


def codes_of(estimate):
    return [caveat.code for caveat in estimate.caveats]


@given(answer_rows())
def test_two_columns_give_the_index_of_their_sums(drawn):
    strata = sample(*drawn, items=6)
    assert satisfaction_index(*drawn, 6) == pooled_share(strata)
    assert satisfaction_index(*drawn, 6, confidence_level=0.8) == pooled_share(strata, 0.8)
    assert satisfaction_verdict(*drawn, 6, 0.9) == decide(strata, 0.9)


def test_groups_of_known_size_weight_their_respondents():
    found = satisfaction_index(Y, M, 9, Sampling(strata=GROUPS, populations=CASES))
    codes = np.array([0, 0, 1, 1, 1, 1, 1, 2])
    weights = np.array([15, 8, 5])[codes]
    strata = stratify(Rows(Y, M, weights, items=9), codes, (30, 40, 5, 100))
    assert found == pooled_share(strata)
    assert codes_of(found) == [CaveatCode.LONELY_STRATUM, CaveatCode.EMPTY_STRATUM]
    assert "nothing about their cases, 100 in all" in str(found)


def test_given_weights_are_taken_as_they_are():
    weighted = Sampling(weights=range(1, 9), strata=GROUPS, populations=CASES)
    codes = np.array([0, 0, 1, 1, 1, 1, 1, 2])
    strata = stratify(Rows(Y, M, np.arange(1, 9), items=9), codes, (30, 40, 5, 100))
    assert satisfaction_index(Y, M, 9, weighted) == pooled_share(strata)


def test_one_number_is_the_population_of_all():
    found = satisfaction_index(Y, M, 9, Sampling(populations=8))
    assert codes_of(found) == [CaveatCode.FULL_COUNT]
    assert satisfaction_verdict(Y * 2, M * 2, 9, 0.9, Sampling(populations=16)).verdict == "MET"


def test_rows_of_one_cluster_are_one_unit():
    rows = Rows(Y, M, psus=[0, 0, 1, 1, 2, 2, 3, 3], items=18)
    clustered = satisfaction_index(Y, M, 18, Sampling(clusters="wwxxyyzz"))
    assert clustered == pooled_share(stratify(rows, np.zeros(8, np.int64), (None,)))
    assert clustered.degrees_of_freedom == 3


def test_the_parts_of_a_design_keep_the_size_of_its_groups():
    design = design_of(Y, M, 9, Sampling(strata=GROUPS))
    parts = units_of(design, ["Quầy 10", "Quầy 2", None, float("nan"), *["Quầy 2"] * 4])
    assert list(parts) == ["Quầy 2", "Quầy 10"]
    assert [part.sampled for part in parts["Quầy 10"]] == [2, 5, 1]
    assert [part.moments.n for part in parts["Quầy 2"]] == [1, 3, 1]
    assert parts["Quầy 10"] == strata_of(design, np.arange(8) == 0)


@given(answer_rows(), st.randoms())
def test_a_table_with_one_row_an_answer_comes_to_the_same(drawn, random):
    y, m = drawn
    answers = [(i, place < y[i]) for i in range(len(y)) for place in range(m[i])]
    answers += [(i, float("nan")) for i in range(len(y))]
    random.shuffle(answers)
    people, satisfied = zip(*answers, strict=True)
    assert satisfaction_index(*answers_by_respondent(people, satisfied), 6) == pooled_share(
        sample(*drawn, items=6)
    )


def test_weights_that_meet_margins_give_an_index_with_its_interval():
    margin = Margin("field", tuple("aaaaabbbbbbc"), {"a": 60, "b": 40, "c": 3})
    y, m = [4, 5, 3, 5, 5, 2, 4, 5, 5, 1, 5, 5], [5] * 12
    found = weighted_index(design_of(y, m, 5), [margin])
    merged = Margin("field", (*["a + c"] * 5, *"bbbbbb", "a + c"), {"b": 40, "a + c": 63})
    ratio = calibrated_ratio(design_of(y, m, 5), [merged]).ratio
    assert found.estimate.estimate == pytest.approx(ratio.share)
    assert found.estimate.standard_error == pytest.approx(ratio.standard_error)
    assert found.estimate.interval.low < ratio.share < found.estimate.interval.high
    assert codes_of(found.estimate) == [CaveatCode.CELLS_COLLAPSED]
    assert found.margins == (merged,)
    assert found.verdict(0.3).verdict is Verdict.MET
    worth = f"worth {found.worth.n_effective:.1f} equal weights (Kish)"
    assert str(found).endswith(f"{worth}, the largest weight 1.2 times the mean")


HEAVY = [1, 1, 1, 1, 1, 1, 1, 29]


def test_given_weights_that_are_very_uneven_are_kept_and_a_caveat_says_so():
    found = satisfaction_index(Y, M, 9, Sampling(HEAVY))
    decision = satisfaction_verdict(Y, M, 9, 0.9, Sampling(HEAVY))
    assert found.estimate == pytest.approx(np.dot(HEAVY, Y) / np.dot(HEAVY, M))
    for caveats in (found.caveats, decision.caveats):
        (caveat,) = [each for each in caveats if each.code is CaveatCode.UNEVEN_WEIGHTS]
        assert dict(caveat.values) == {"times": 6.4}


def test_a_heavy_person_who_answered_nothing_makes_no_weights_uneven():
    found = satisfaction_index([*Y[:-1], 0], [*M[:-1], 0], 9, Sampling(HEAVY))
    assert CaveatCode.UNEVEN_WEIGHTS not in codes_of(found)


@pytest.mark.parametrize("weights", [HEAVY, None])
def test_weights_are_cut_only_when_asked_and_a_caveat_says_so(weights):
    groups = {"strata": list("aaaaaaab"), "populations": {"a": 7, "b": 29}}
    sampling = Sampling(weights, **groups, trim_at=3)
    found = satisfaction_index(Y, M, 9, sampling)
    trimmed = trim_weights(HEAVY, 3 * 4.5)
    assert found.estimate == pytest.approx(np.dot(trimmed, Y) / np.dot(trimmed, M))
    (caveat,) = [each for each in found.caveats if each.code is CaveatCode.WEIGHTS_TRIMMED]
    assert dict(caveat.values) == {"weights": 1, "most": 3, "times": 6.4}
    assert caveat in satisfaction_verdict(Y, M, 9, 0.9, sampling).caveats


def test_weights_that_are_even_enough_are_not_cut():
    even = Sampling([1, 1, 1, 1, 2, 2, 2, 2], trim_at=3)
    plain = Sampling([1, 1, 1, 1, 2, 2, 2, 2])
    assert satisfaction_index(Y, M, 9, even) == satisfaction_index(Y, M, 9, plain)
    nobody = Sampling([0] * 8, trim_at=3)
    assert satisfaction_index(Y, M, 9, nobody).estimate is None


@pytest.mark.parametrize("most", [1, 0.5, -3, np.inf, np.nan])
def test_a_bound_of_weights_is_above_their_mean(most):
    with pytest.raises(ValueError, match="trim_at must be above 1, in mean weights"):
        Sampling(HEAVY, trim_at=most)


def test_weights_that_were_cut_before_they_meet_margins_are_said_to_be_so():
    design = design_of(Y * 2, M * 2, 9, Sampling(HEAVY * 2, trim_at=3))
    margin = Margin("field", tuple("aaaaaaab" * 2), {"a": 140, "b": 20})
    found = weighted_index(design, [margin])
    assert CaveatCode.WEIGHTS_TRIMMED in codes_of(found.estimate)


def test_weights_of_equal_groups_change_nothing():
    everybody = Margin("all", ("a",) * 8, {"a": 80})
    weighted = weighted_index(design_of(Y, M, 9), [everybody]).estimate
    plain = satisfaction_index(Y, M, 9)
    assert weighted.estimate == pytest.approx(plain.estimate)
    assert weighted.interval.low == pytest.approx(plain.interval.low)
    assert weighted.interval.high == pytest.approx(plain.interval.high)


def test_months_come_in_order_with_what_charts_need():
    months = ["2026-02"] * 4 + ["2026-01"] * 4
    first, second = monthly_shares(units_of(design_of(Y, M, 9), months))
    assert (first.month, second.month) == ("2026-01", "2026-02")
    assert first.share == pytest.approx(34 / 36)
    assert (first.answers, first.weight) == (36, 36)


@pytest.mark.parametrize("items", [None, 0, float("nan"), float("inf"), "9", Sampling()])
def test_a_number_of_items_that_is_none_is_refused_with_what_it_is(items):
    with pytest.raises(ValueError, match=r"items must be the number of items .* somebody gave"):
        satisfaction_index(Y, M, items)


def test_more_answers_than_items_are_refused_with_their_row():
    with pytest.raises(ValueError, match=r"answered must be at most the 8 items .* row 0: 9"):
        satisfaction_index(Y, M, 8)


def test_one_weight_far_above_the_others_decides_alone():
    weights = Sampling(weights=[1] * 30 + [10_000])
    found = satisfaction_index([9] * 31, [9] * 31, 9, weights)
    assert found.interval.low == pytest.approx(0.025, abs=0.003)
