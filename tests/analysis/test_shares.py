"""The share with its error and the default interval: one, and many at once."""

from math import inf, isclose, isnan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimators.moments import Moments
from analysis.estimators.rows import Rows
from analysis.estimators.shares import pooled_ratio, shares_of
from analysis.estimators.strata import (
    PartSums,
    Stratum,
    part_sums,
    single_stratum,
    stratify,
)
from analysis.reference.named_intervals import design_effects, t_interval, t_test
from analysis.reference.shrunken import (
    Prior,
    precision,
    precisions,
    score_test,
    shrunken_interval,
    target_test,
)
from tests.analysis.answers import alike, designed_samples, sample, textbook_ratio


def same_as_the_textbook(designed):
    """Compare; a variance that is 0 but for rounding may come out as 0 here."""
    expected, ratio = textbook_ratio(designed), pooled_ratio(designed.strata)
    if expected is None:
        return ratio is None
    share, error = expected
    return isclose(ratio.share, share, abs_tol=1e-12) and isclose(
        ratio.standard_error, error, rel_tol=1e-6, abs_tol=1e-7
    )


@given(designed_samples())
def test_share_and_error_are_those_of_the_definition_row_by_row(designed):
    assert same_as_the_textbook(designed)


@given(designed_samples(clusters=True))
def test_clusters_enter_the_error_by_their_totals(designed):
    assert same_as_the_textbook(designed)


@given(designed_samples())
def test_the_scale_of_the_weights_does_not_matter(designed):
    larger = Rows(designed.rows.y, designed.rows.m, designed.rows.row_weights * 3.1)
    one = pooled_ratio(designed.strata)
    other = pooled_ratio(stratify(larger, designed.codes, designed.populations, designed.domain))
    assert (one is None) == (other is None)
    if one and other:
        assert isclose(one.share, other.share)
        assert isclose(one.standard_error, other.standard_error, abs_tol=1e-12)


def test_a_lonely_stratum_is_centred_at_the_overall_share():
    # R 4.2.2, survey 4.1.1, options(survey.lonely.psu = "adjust"): tests/reference/cases.json.
    table = np.genfromtxt("tests/reference/lonely.csv", delimiter=",", names=True, dtype=None)
    codes = np.unique(table["stratum"], return_inverse=True)[1]
    rows = Rows(table["y"], table["m"], table["w"])
    ratio = pooled_ratio(stratify(rows, codes, (None,) * (codes.max() + 1)))
    assert ratio.share == pytest.approx(0.777777777777778, abs=1e-12)
    assert ratio.standard_error == pytest.approx(0.0516264836527292, abs=1e-12)
    assert ratio.degrees_of_freedom == 10


def test_a_lonely_stratum_that_is_its_whole_population_adds_no_error():
    counted = Stratum(Moments.of(Rows([0], [4])), 1, 1)
    ratio = pooled_ratio((*sample([1, 2, 1], [2] * 3), counted))
    assert ratio.shares.fractions.tolist() == [[0, 1]]
    assert ratio.variance == ratio.shares.spread[0, 0] > 0


@pytest.mark.parametrize("strata", [(), alike(0, 0, 3), (Stratum(Moments(), 4),)])
def test_there_is_no_share_of_no_answers(strata):
    assert pooled_ratio(strata) is None


def test_only_weights_of_zero_are_no_answers():
    assert pooled_ratio((Stratum(Moments.of(Rows([1], [2], [0])), 1),)) is None


@pytest.mark.parametrize("share", [(1, 3), (2, 3), (1, 7)])
def test_respondents_who_agree_exactly_leave_no_rounding_error(share):
    assert pooled_ratio(alike(*share, 1001)).variance == 0


def test_one_deviating_answer_among_a_million_people_is_no_rounding_error():
    million = Moments.of(Rows([22], [22])).weighted(1)
    for _ in range(20):
        million += million
    ratio = pooled_ratio((Stratum(million + Moments.of(Rows([21], [22])), 2**20 + 1),))
    n = 2**20 + 1
    assert ratio.standard_error == pytest.approx(sqrt(1 - 1 / n) / (22 * n) * sqrt(n / (n - 1)))


def test_no_variance_makes_the_effective_size_infinite():
    assert pooled_ratio(alike(1, 2, 5)).n_effective == inf


def test_the_t_interval_may_pass_one_and_is_symmetric():
    ratio = pooled_ratio(sample([3, 3, 3, 3, 2], [3] * 5))
    interval = t_interval(ratio)
    assert interval.high > 1
    assert interval.low + interval.high == pytest.approx(2 * ratio.share)
    assert interval.method == "t"


def test_the_two_tails_of_a_test_add_up_to_one():
    test = t_test(pooled_ratio(sample([3, 2, 1, 3, 2], [3] * 5)), 0.9)
    assert test.statistic < 0
    assert test.p_greater + test.p_less == pytest.approx(1)


@pytest.mark.parametrize(
    ("distance", "expected"), [(0.1, (inf, 0, 1)), (0.0, (inf, 0, 1)), (-0.1, (-inf, 1, 0))]
)
def test_without_error_the_test_is_certain_and_reaching_is_enough(distance, expected):
    test = target_test(distance, 0.0, 10)
    assert (test.statistic, test.p_greater, test.p_less) == expected


def test_a_simple_sample_of_single_answers_has_design_effect_one():
    ratio = pooled_ratio(sample([1, 0, 1, 1, 0, 1], [1] * 6))
    assert design_effects(ratio).with_replacement == pytest.approx(1)


def test_a_sample_that_is_everybody_has_no_simple_error_to_compare_with():
    ratio = pooled_ratio(sample([1, 0, 1], [1] * 3))
    assert design_effects(ratio).without_replacement == inf


def test_no_variance_at_all_has_no_design_effect():
    effects = design_effects(pooled_ratio(alike(2, 2, 4)))
    assert isnan(effects.with_replacement)


def test_weights_that_add_up_to_less_than_the_answers_have_no_design_effect():
    moments = Moments.of(Rows([1, 0, 1], [1] * 3, [0.5] * 3))
    effects = design_effects(pooled_ratio((Stratum(moments, 3),)))
    assert isnan(effects.without_replacement)
    assert effects.with_replacement == pytest.approx(1)


def test_one_answer_has_no_design_effect():
    effects = design_effects(pooled_ratio(sample([1], [1])))
    assert isnan(effects.without_replacement)
    assert isnan(effects.with_replacement)


def test_everybody_satisfied_counts_each_person_once():
    found = precision(alike(22, 22, 30))
    assert (found.trust, found.informative, found.n_effective) == (0, 0, pytest.approx(30))


def test_one_unsatisfied_answer_is_trusted_by_a_fifth():
    found = precision(sample([10] * 19 + [9], [10] * 20))
    assert (found.informative, found.trust) == (1, pytest.approx(0.2))
    # R's plain effective size is 199; the reference case says 24.387.
    assert found.n_effective == pytest.approx(24.3872549019608)


def test_the_rarer_kind_of_answer_informs():
    found = precision(sample([2, 2, 2, 0, 1], [2] * 5))
    assert found.informative == 2


def test_who_weighs_more_informs_as_kish_counts():
    found = precision(single_stratum(Moments.of(Rows([1, 0, 2, 2, 2], [2] * 5, [2, 3, 1, 4, 4]))))
    assert found.informative == pytest.approx((2 + 3) ** 2 / (4 + 9))


def test_without_a_prior_the_estimated_variance_is_taken_as_it_is():
    strata = sample([2, 1, 2, 0, 1], [2] * 5)
    found = precision(strata, Prior(d0=0))
    assert found.trust == 1
    assert found.n_effective == pytest.approx(pooled_ratio(strata).n_effective)


def test_without_assumed_agreement_the_prior_takes_answers_as_independent():
    found = precision(alike(5, 5, 8), Prior(rho0=0))
    assert found.n_effective == pytest.approx(40)


def test_people_who_agree_exactly_are_no_proof_of_no_variance():
    found = precision(alike(1, 2, 8))
    assert (found.trust, found.n_effective) == (0, pytest.approx(8))


def test_a_full_count_leaves_the_point():
    found = precision(sample([2, 1, 0], [2] * 3, population=3))
    interval = shrunken_interval(found)
    assert found.n_effective == inf
    assert interval.low == interval.high == 0.5


@pytest.mark.parametrize("prior", [{"d0": -1}, {"rho0": 1.1}, {"rho0": float("nan")}])
def test_a_prior_out_of_range_is_refused(prior):
    with pytest.raises(ValueError, match="must"):
        Prior(**prior)


def test_a_ratio_above_one_is_no_share():
    with pytest.raises(ValueError, match=r"y must not exceed m in a share; y / m is 1\.5"):
        precision(sample([3, 3], [2, 2]))


@given(designed_samples(), st.floats(0.01, 0.99), st.sampled_from([0.8, 0.9, 0.95]))
def test_the_score_test_rejects_just_when_the_bound_is_passed(designed, target, level):
    ratio = pooled_ratio(designed.strata)
    if ratio is None or ratio.degrees_of_freedom < 1 or abs(ratio.share - target) < 1e-9:
        return
    found = precision(designed.strata)
    test = score_test(found.share, found.n_effective, found.degrees_of_freedom, target)
    interval, alpha = shrunken_interval(found, level), (1 - level) / 2
    if abs(interval.low - target) > 1e-9:
        assert (test.p_greater <= alpha) == (interval.low >= target)
    if abs(interval.high - target) > 1e-9:
        assert (test.p_less <= alpha) == (interval.high < target)


def test_a_single_item_with_many_respondents_is_wilson_with_t():
    y = [1] * 900 + [0] * 100
    strata = single_stratum(Moments.of(Rows(y, [1] * 1000)))
    assert precision(strata).n_effective == pytest.approx(1000, rel=0.001)


def three_parts(designed, seed: int):
    """Return the strata of three parts of a sample."""
    labels = np.random.default_rng(seed).integers(0, 3, len(designed.codes))
    return [
        stratify(designed.rows, designed.codes, designed.populations, labels == part)
        for part in range(3)
    ]


@given(designed_samples(), st.integers(0, 10_000))
def test_many_shares_are_each_what_it_is_alone(designed, seed: int) -> None:
    parts = three_parts(designed, seed)
    shares = shares_of(part_sums(parts))
    together = precisions(parts)
    for k, part in enumerate(parts):
        one = pooled_ratio(part)
        if one is None:
            assert isnan(shares.shares[k])
            continue
        alone = precision(part)
        assert (shares.shares[k], shares.variances[k]) == (one.share, one.variance)
        assert shares.has_interval[k] == one.has_interval
        assert together.n_effective[k] == alone.n_effective
        assert together.degrees_of_freedom[k] == alone.degrees_of_freedom


@given(designed_samples(), st.integers(0, 10_000), st.floats(0.01, 0.99))
def test_many_bounds_and_tests_are_each_what_it_is_alone(designed, seed, target) -> None:
    parts = three_parts(designed, seed)
    found = precisions(parts)
    (low, high), p_values = found.bounds(0.9), found.p_values(target)
    for k, part in enumerate(parts):
        one = pooled_ratio(part)
        if one is None or one.degrees_of_freedom < 1:
            continue
        alone = precision(part)
        interval = shrunken_interval(alone, 0.9)
        assert (low[k], high[k]) == (interval.low, interval.high)
        test = score_test(alone.share, alone.n_effective, alone.degrees_of_freedom, target)
        tail = test.p_greater if alone.share >= target else test.p_less
        assert p_values[k] == pytest.approx(tail, rel=1e-9)


def test_where_nobody_answered_many_shares_have_no_number() -> None:
    nobody, person = [Stratum(Moments(), 3)], [Stratum(Moments.of(Rows([1], [2])), 3)]
    found = precisions([nobody, person])
    assert np.isnan([found.shares[0], found.bounds()[0][0], found.p_values(0.9)[0]]).all()
    assert np.isnan(found.bounds()[1]).all()


def test_parts_may_have_strata_of_their_own() -> None:
    rows = [Moments.of(Rows([1, 0, 1], [1] * 3)).as_row()] * 2
    parts = PartSums(np.array(rows)[:, np.newaxis], np.array([[3], [3]]), np.array([[0.0], [1.0]]))
    shares = shares_of(parts)
    assert shares.is_full_count.tolist() == [False, True]
