"""Comparisons of shares, adjusted p values, trends."""

from math import inf, isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import satisfaction_index
from analysis.estimators.bounds import counted_shares
from analysis.estimators.differences import differences, slope_weights
from analysis.estimators.linearisation import Design
from analysis.estimators.rows import Rows
from analysis.estimators.shares import shares_of
from analysis.estimators.strata import part_sums, stratify
from analysis.estimators.tests import METHODS, adjust_p_values, t_comparison
from analysis.reference.covariance import DomainShares, domain_shares
from analysis.reference.linearised_tests import (
    compare_logits,
    compare_pairs,
    linear_contrast,
    logit_trend,
)
from bench.simulation.populations import HiddenCritics
from tests.analysis.answers import answer_rows

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def two_units(one, other, m=4):
    codes = np.repeat([0, 1], [len(one), len(other)])
    rows = Rows([*one, *other], [m] * len(codes), items=m)
    return [stratify(rows, codes, (None, None), codes == unit) for unit in (0, 1)]


def compared(one, other, m=4, level=0.95):
    parts = [counted_shares(shares_of(part_sums([part]))) for part in two_units(one, other, m)]
    return differences(*parts, level)


def sample(seed=1, n=60):
    random = np.random.default_rng(seed)
    m = random.integers(1, 6, n)
    rows = Rows(random.binomial(m, 0.8), m, random.uniform(1, 3, n))
    return Design(rows, random.integers(0, 3, n), (None, 200.0, 90.0)), random.integers(0, 4, n)


def shares(estimates, errors, freedom=20):
    return DomainShares(np.array(estimates), np.diag(np.array(errors) ** 2), freedom)


@given(P_VALUES, st.sampled_from(METHODS))
def test_an_adjusted_p_value_is_never_below_the_p_value_nor_above_one(p_values, method):
    adjusted = adjust_p_values(p_values, method)
    assert (adjusted >= np.array(p_values) * (1 - 1e-12)).all()
    assert (adjusted <= 1).all()


@given(P_VALUES)
def test_claims_are_adjusted_more_than_screenings_and_less_than_by_bonferroni(p_values):
    bonferroni, holm, screening = (
        adjust_p_values(p_values, m) for m in ("bonferroni", "holm", "BH")
    )
    assert (screening <= holm + 1e-12).all()
    assert (holm <= bonferroni + 1e-12).all()


@given(st.permutations([0.001, 0.02, 0.02, 0.3, 0.9]), st.sampled_from(METHODS))
def test_the_order_of_the_p_values_does_not_matter(p_values, method):
    adjusted = dict(zip(p_values, adjust_p_values(p_values, method), strict=True))
    again = dict(zip(sorted(p_values), adjust_p_values(sorted(p_values), method), strict=True))
    assert adjusted == again


def test_a_test_that_was_not_possible_does_not_count():
    adjusted = adjust_p_values([0.01, nan, 0.04])
    assert adjusted[[0, 2]].tolist() == pytest.approx([0.02, 0.04])
    assert isnan(adjusted[1])
    assert adjust_p_values([]).size == 0


@pytest.mark.parametrize(
    ("p_values", "method", "said"),
    [
        ([0.1, 1.1], "holm", "p_values must lie within .* 1.1"),
        ([-0.1], "BH", "p_values must lie within"),
        ([0.1], "guess", "method must be one of holm, .*: 'guess'"),
    ],
)
def test_p_values_and_methods_that_are_none_are_refused(p_values, method, said):
    with pytest.raises(ValueError, match=said):
        adjust_p_values(p_values, method)


def test_a_difference_holds_where_it_exceeds_the_distances_to_both_bounds():
    one, other = [4] * 40 + [2] * 3, [4] * 30 + [1] * 10
    found = compared(one, other)
    (a, b) = (satisfaction_index(y, [4] * len(y), 4) for y in (one, other))
    below = np.hypot(a.estimate - a.interval.low, b.interval.high - b.estimate)
    above = np.hypot(a.interval.high - a.estimate, b.estimate - b.interval.low)
    assert found.differences[0] == pytest.approx(a.estimate - b.estimate)
    assert found.low[0] == pytest.approx(found.differences[0] - below)
    assert found.high[0] == pytest.approx(found.differences[0] + above)
    at_its_own_level = compared(one, other, level=1 - found.p_values[0])
    assert at_its_own_level.low[0] == pytest.approx(0, abs=1e-8)


@given(answer_rows(least=10), answer_rows(least=10))
def test_interval_and_p_value_of_a_difference_never_contradict(one, other):
    y, m = (np.concatenate(columns) for columns in zip(one, other, strict=True))
    codes, rows = np.repeat([0, 1], [len(one[0]), len(other[0])]), Rows(y, m, items=6)
    parts = [
        counted_shares(shares_of(part_sums([stratify(rows, codes * 0, (None,), codes == unit)])))
        for unit in (0, 1)
    ]
    found = differences(*parts)
    if not np.isnan(found.differences[0]):
        holds_none = bool(found.low[0] <= 0 <= found.high[0])
        assert holds_none == (found.p_values[0] > 0.05)
        assert found.low[0] <= found.differences[0] <= found.high[0]


def test_equal_units_do_not_differ_even_when_all_are_satisfied():
    for y in ([4, 4, 4], [4, 2, 3]):
        found = compared(y, y)
        assert found.p_values[0] == 1
        assert found.low[0] < 0 < found.high[0]


def test_without_answers_nothing_is_compared():
    rows = Rows([0, 0, 1], [0, 0, 1], items=1)
    nobody, somebody = (
        counted_shares(shares_of(part_sums([stratify(rows, np.zeros(3, int), (None,), part)])))
        for part in (np.array([True, True, False]), np.array([False, False, True]))
    )
    found = differences(nobody, somebody)
    assert np.isnan([found.differences[0], found.low[0], found.p_values[0]]).all()


def test_units_that_are_all_alike_are_hardly_ever_told_apart():
    random, claims, runs = np.random.default_rng(4), 0, 150
    population = HiddenCritics()
    for _ in range(runs):
        (y, m), (v, n) = (population.answers(0.9, people, random) for people in (30, 100))
        codes = np.repeat([0, 1], [30, 100])
        rows = Rows(np.concatenate([y, v]), np.concatenate([m, n]), items=22)
        parts = [stratify(rows, codes * 0, (None,), codes == unit) for unit in (0, 1)]
        found = differences(*(counted_shares(shares_of(part_sums([part]))) for part in parts))
        claims += found.p_values[0] <= 0.05
    assert claims <= 15


def test_many_agreeing_answers_of_a_person_prove_no_more_than_one():
    few = compared([1] * 9 + [0], [1] * 6 + [0] * 4, 1)
    many = compared([22] * 9 + [0], [22] * 6 + [0] * 4, 22)
    assert many.p_values == pytest.approx(few.p_values)


@pytest.mark.parametrize(
    ("difference", "error", "statistic", "p_value"),
    [
        (0.1, 0, inf, 0),
        (-0.1, 0, -inf, 0),
        (0, 0, 0, 1),
        (nan, 0, nan, nan),
        (0, nan, nan, nan),
    ],
)
def test_without_an_error_a_difference_is_certain_or_unknown(difference, error, statistic, p_value):
    found = t_comparison(difference, error, 5)
    assert found.statistic == pytest.approx(statistic, nan_ok=True)
    assert found.p_value == pytest.approx(p_value, nan_ok=True)


def test_a_comparison_reads_as_a_sentence():
    assert str(t_comparison(0.05, 0.02, 20)) == "+0.0500 (p = 0.02123)"


def test_pairs_come_in_order_with_both_adjustments():
    pairs = compare_pairs(shares([0.9, 0.8, nan], [0.02, 0.03, nan]))
    assert [(pair.first, pair.second) for pair in pairs] == [(0, 1), (0, 2), (1, 2)]
    assert pairs[0].comparison.standard_error == pytest.approx((0.02**2 + 0.03**2) ** 0.5)
    assert pairs[0].p_claim == pairs[0].p_screening == pairs[0].comparison.p_value
    assert isnan(pairs[1].p_claim)


def test_one_unit_cannot_be_compared_with_itself():
    with pytest.raises(ValueError, match="at least two to compare: 1"):
        compare_pairs(shares([0.9], [0.1]))


def test_a_part_compared_with_its_whole_shares_its_people():
    design, groups = sample()
    part, whole = groups == 0, np.ones(60, dtype=bool)
    found = domain_shares(design, [part, whole])
    (pair,) = compare_pairs(found)
    variances = found.covariance
    expected = variances[0, 0] + variances[1, 1] - 2 * variances[0, 1]
    assert variances[0, 1] > 0
    assert pair.comparison.standard_error**2 == pytest.approx(expected)
    same = compare_pairs(domain_shares(design, [whole, whole]))[0].comparison
    assert (same.difference, same.standard_error) == (0, pytest.approx(0, abs=1e-9))


def test_degrees_of_freedom_are_units_less_strata_of_a_domain():
    design, _ = sample()
    assert design.degrees_of_freedom() == 57
    rows = Rows([1] * 6, [1] * 6, psus=[1, 1, 2, 2, 3, 3])
    clustered = Design(rows, np.array([0, 0, 0, 0, 1, 1]), (None, None))
    assert clustered.degrees_of_freedom() == 1
    assert clustered.degrees_of_freedom(np.array([True] * 4 + [False] * 2)) == 1


def test_log_odds_are_compared_and_need_finite_ones():
    found = compare_logits(shares([0.9, 0.8], [0.02, 0.03]))
    assert found.difference == pytest.approx(np.log(9) - np.log(4))
    assert found.standard_error == pytest.approx(((0.02 / 0.09) ** 2 + (0.03 / 0.16) ** 2) ** 0.5)
    for wrong in (0.0, 1.0, nan):
        with pytest.raises(ValueError, match="log odds need shares above 0 and below 1"):
            compare_logits(shares([0.9, wrong], [0.02, 0.03]))


def test_a_contrast_over_months_is_their_slope():
    found = linear_contrast(shares([0.80, 0.82, 0.84], [0.01] * 3), slope_weights([1, 2, 3]))
    assert found.difference == pytest.approx(0.02)
    assert found.standard_error == pytest.approx(0.01 * 0.5**0.5)


@pytest.mark.parametrize(
    ("weights", "said"),
    [([1, -1, 0], "one for each of 2 shares: 3"), ([1, 1], "must add up to 0: 2"), ([nan, 1], "0")],
)
def test_what_is_no_contrast_is_refused(weights, said):
    with pytest.raises(ValueError, match=said):
        linear_contrast(shares([0.9, 0.8], [0.1, 0.1]), weights)


@pytest.mark.parametrize(("times", "said"), [([1], "at least two"), ([2, 1], "must rise")])
def test_a_trend_needs_times_in_order(times, said):
    with pytest.raises(ValueError, match=said):
        slope_weights(times)


def test_the_logit_trend_over_two_times_is_the_difference_of_log_odds():
    design, _ = sample()
    times = np.array([0, 1] * 30)
    found = logit_trend(design, times)
    pair = compare_logits(domain_shares(design, [times == 1, times == 0]))
    assert found.difference == pytest.approx(pair.difference)
    assert found.standard_error == pytest.approx(pair.standard_error)
    assert found.degrees_of_freedom == pair.degrees_of_freedom - 1
    later = logit_trend(design, 2000 + 2 * times)
    assert (later.difference * 2, later.p_value) == pytest.approx((found.difference, found.p_value))


def test_the_logit_trend_of_a_domain_forgets_the_others():
    design, groups = sample()
    times = np.array([0, 1] * 30)
    inside = groups < 2
    found = logit_trend(design, times, inside)
    masks = [inside & (times == 1), inside & (times == 0)]
    pair = compare_logits(domain_shares(design, masks))
    assert found.standard_error == pytest.approx(pair.standard_error)


@pytest.mark.parametrize(
    ("y", "times", "said"),
    [
        ([1, 0, 1], [1, 1, 1], "at least two different"),
        ([1, 0, 1], [1, 2], "one for each of 3 rows"),
        ([1, 0, 1], [1, 2, nan], "one for each of 3 rows"),
        ([1, 1, 1], [1, 2, 3], "needs satisfied and unsatisfied answers; the share is 1"),
        ([0, 0, 1], [1, 2, 3], "no finite trend fits best"),
        ([1, 1, 0], [1, 2, 2], "no finite trend fits best"),
    ],
)
def test_where_no_trend_can_be_told_the_reason_is(y, times, said):
    design = Design(Rows(y, [1, 1, 1]), np.zeros(3, dtype=np.int64), (None,))
    with pytest.raises(ValueError, match=said):
        logit_trend(design, times)
