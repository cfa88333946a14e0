from math import inf, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimators.intervals import wilson
from analysis.estimators.shares import score_bounds
from analysis.reference.proportions import (
    agresti_coull,
    clopper_pearson,
    finite_size,
    jeffreys,
    mid_p,
    wilson_fpc,
)

METHODS = [wilson, agresti_coull, jeffreys, clopper_pearson, mid_p]
WITHIN = [wilson, jeffreys, clopper_pearson, mid_p]


@st.composite
def counts(draw):
    n = draw(st.integers(1, 3000))
    return draw(st.integers(0, n)), n


@pytest.mark.parametrize("method", METHODS)
@given(drawn=counts(), level=st.sampled_from([0.5, 0.9, 0.95, 0.999]))
def test_the_interval_holds_the_share_and_is_no_point(method, drawn, level):
    satisfied, n = drawn
    interval = method(satisfied, n, level)
    assert interval.low <= satisfied / n <= interval.high
    assert interval.high - interval.low > 0.0001
    assert interval.confidence_level == level
    assert interval.method == method.__name__


@pytest.mark.parametrize("method", WITHIN)
@given(drawn=counts())
def test_the_interval_stays_within_zero_and_one(method, drawn):
    interval = method(*drawn)
    assert 0 <= interval.low <= interval.high <= 1


@pytest.mark.parametrize("method", METHODS)
@given(drawn=counts())
def test_swapping_satisfied_and_unsatisfied_mirrors_the_interval(method, drawn):
    satisfied, n = drawn
    one, other = method(satisfied, n), method(n - satisfied, n)
    assert isclose(one.low, 1 - other.high, abs_tol=1e-9)


@pytest.mark.parametrize("method", WITHIN)
def test_none_and_all_satisfied_end_exactly_at_zero_and_one(method):
    assert method(0, 7).low == 0
    assert method(7, 7).high == 1
    assert 0 < method(0, 7).high < 0.5
    assert 0.5 < method(7, 7).low < 1


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("satisfied", "n", "level", "message"),
    [
        (0, 0, 0.95, "n must be above 0 and finite: 0"),
        (3, 2, 0.95, r"satisfied must lie within \[0, n\]: 3 of 2"),
        (-1, 2, 0.95, "satisfied must lie within"),
        (float("nan"), 2, 0.95, "satisfied must lie within"),
        (1, float("nan"), 0.95, "n must be above 0 and finite: nan"),
        (1, 2, 1, "confidence_level must lie between 0 and 1: 1"),
        (1, 2, 0, "confidence_level must lie between 0 and 1: 0"),
    ],
)
def test_arguments_out_of_range_are_refused(method, satisfied, n, level, message):
    with pytest.raises(ValueError, match=message):
        method(satisfied, n, level)


@pytest.mark.parametrize(("satisfied", "n"), [(1.5, 3), (1, 3.5)])
def test_mid_p_refuses_a_broken_count(satisfied, n):
    with pytest.raises(ValueError, match="satisfied and n must be whole numbers"):
        mid_p(satisfied, n)


def test_a_published_share_may_be_no_whole_number_of_people():
    assert wilson(0.9541 * 80, 80).low == pytest.approx(0.8839, abs=5e-5)


def test_everybody_asked_leaves_no_chance():
    assert finite_size(60, 60) == inf
    interval = wilson_fpc(27, 60, 60)
    assert interval.low == interval.high == 27 / 60


def test_a_sample_of_one_in_two_is_narrower_than_one_without_limit():
    finite, infinite = wilson_fpc(27, 30, 60), wilson(27, 30)
    assert infinite.low < finite.low < 0.9 < finite.high < infinite.high


def test_a_sample_larger_than_its_population_is_refused():
    with pytest.raises(ValueError, match="n must not exceed population; 30 exceeds 29"):
        wilson_fpc(27, 30, 29)


@given(st.floats(0, 1), st.floats(0.01, 1e15), st.floats(0.1, 50))
def test_score_bounds_enclose_the_share_at_any_size(share, n_effective, quantile):
    low, high = score_bounds(share, n_effective, quantile)
    assert 0 <= low <= share <= high <= 1
