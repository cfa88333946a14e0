from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimators.shares import Prior, pooled_ratio, precision, score_test, shrunken_interval
from analysis.estimators.tables import Moments, Rows, Stratum, single_stratum
from tests.analysis.answers import alike, designed_samples, sample


def test_everybody_satisfied_counts_each_person_once():
    found = precision(pooled_ratio(alike(22, 22, 30)))
    assert (found.trust, found.informative, found.n_effective) == (0, 0, pytest.approx(30))


def test_one_unsatisfied_answer_is_trusted_by_a_fifth():
    found = precision(pooled_ratio(sample([10] * 19 + [9], [10] * 20)))
    assert (found.informative, found.trust) == (1, pytest.approx(0.2))
    # R's plain effective size is 199; the reference case says 24.387.
    assert found.n_effective == pytest.approx(24.3872549019608)


def test_the_rarer_kind_of_answer_informs():
    found = precision(pooled_ratio(sample([2, 2, 2, 0, 1], [2] * 5)))
    assert found.informative == 2


def test_without_a_prior_the_estimated_variance_is_taken_as_it_is():
    ratio = pooled_ratio(sample([2, 1, 2, 0, 1], [2] * 5))
    found = precision(ratio, Prior(d0=0))
    assert found.trust == 1
    assert found.n_effective == pytest.approx(ratio.n_effective)


def test_without_assumed_agreement_the_prior_takes_answers_as_independent():
    found = precision(pooled_ratio(alike(5, 5, 8)), Prior(rho0=0))
    assert found.n_effective == pytest.approx(40)


def test_people_who_agree_exactly_are_no_proof_of_no_variance():
    found = precision(pooled_ratio(alike(1, 2, 8)))
    assert (found.trust, found.n_effective) == (0, pytest.approx(8))


def test_a_full_count_leaves_the_point():
    found = precision(pooled_ratio(sample([2, 1, 0], [2] * 3, population=3)))
    interval = shrunken_interval(found)
    assert found.n_effective == inf
    assert interval.low == interval.high == 0.5


@pytest.mark.parametrize("prior", [{"d0": -1}, {"rho0": 1.1}, {"rho0": float("nan")}])
def test_a_prior_out_of_range_is_refused(prior):
    with pytest.raises(ValueError, match="must"):
        Prior(**prior)


def test_a_ratio_above_one_is_no_share():
    with pytest.raises(ValueError, match=r"y must not exceed m in a share; y / m is 1\.5"):
        precision(pooled_ratio(sample([3, 3], [2, 2])))


@given(designed_samples(), st.floats(1, 50))
def test_a_larger_sample_is_never_worth_less(designed, growth):
    ratio = pooled_ratio(designed.strata)
    if ratio:
        now, later = precision(ratio), precision(ratio, growth=growth)
        assert later.n_effective >= now.n_effective * (1 - 1e-9)
        assert later.degrees_of_freedom >= now.degrees_of_freedom


def test_twice_the_sample_has_half_the_variance_and_twice_the_informed():
    ratio = pooled_ratio(sample([2, 1, 2, 0, 1], [2] * 5))
    now, twice = precision(ratio, Prior(d0=0)), precision(ratio, Prior(d0=0), growth=2)
    assert twice.n_effective == pytest.approx(2 * now.n_effective)
    assert twice.informative == 2 * now.informative
    assert twice.degrees_of_freedom == 9


def test_a_stratum_stops_growing_when_all_its_cases_are_in():
    small = Stratum(Moments.of(Rows([1, 0, 1], [1] * 3)), 3, 6)
    large = Stratum(Moments.of(Rows([1, 0, 1], [1] * 3)), 3, 600)
    grown = precision(pooled_ratio((small, large)), growth=4)
    assert grown.degrees_of_freedom == 6 + 12 - 2
    assert precision(pooled_ratio((small, large)), growth=inf).n_effective == inf


@given(designed_samples(), st.floats(0.01, 0.99), st.sampled_from([0.8, 0.9, 0.95]))
def test_the_score_test_rejects_just_when_the_bound_is_passed(designed, target, level):
    ratio = pooled_ratio(designed.strata)
    if ratio is None or ratio.degrees_of_freedom < 1 or abs(ratio.share - target) < 1e-9:
        return
    found = precision(ratio)
    test = score_test(found.share, found.n_effective, found.degrees_of_freedom, target)
    interval, alpha = shrunken_interval(found, level), (1 - level) / 2
    if abs(interval.low - target) > 1e-9:
        assert (test.p_greater <= alpha) == (interval.low >= target)
    if abs(interval.high - target) > 1e-9:
        assert (test.p_less <= alpha) == (interval.high < target)


def test_a_single_item_with_many_respondents_is_wilson_with_t():
    y = [1] * 900 + [0] * 100
    ratio = pooled_ratio(single_stratum(Moments.of(Rows(y, [1] * 1000))))
    assert precision(ratio).n_effective == pytest.approx(1000, rel=0.001)
