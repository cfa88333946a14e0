"""Exact tests and intervals of one item."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimators.intervals import hypergeometric_exact, hypergeometric_midp, wilson
from analysis.reference.proportions import exact_target_test, score_target_test


def test_the_exact_test_sums_the_binomial():
    test = exact_target_test(8, 10, 0.9)
    terms = [comb(10, x) * 0.9**x * 0.1 ** (10 - x) for x in range(11)]
    assert test.p_greater == pytest.approx(sum(terms[8:]))
    assert test.p_less == pytest.approx(sum(terms[:9]))


def test_at_none_and_at_all_one_side_is_certain():
    assert exact_target_test(0, 5, 0.9).p_greater == 1
    assert exact_target_test(5, 5, 0.9).p_less == 1


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_score_test_rejects_just_when_wilsons_bound_passes_the_target(counts):
    test = score_target_test(*counts, 0.85)
    bounds = wilson(*counts, 0.9)
    assert (test.p_greater <= 0.05) == (bounds.low >= 0.85)
    assert (test.p_less <= 0.05) == (bounds.high <= 0.85)


def tails(satisfied, n, population, cases):
    chances = [
        comb(cases, x) * comb(population - cases, n - x) / comb(population, n) for x in range(n + 1)
    ]
    return sum(chances[satisfied:]), sum(chances[: satisfied + 1]), chances[satisfied]


@pytest.mark.parametrize(("satisfied", "n", "population"), [(9, 10, 30), (0, 5, 12), (7, 7, 20)])
def test_exact_intervals_hold_every_count_that_is_not_too_rare(satisfied, n, population):
    for compute, own in ((hypergeometric_exact, 0.0), (hypergeometric_midp, 0.5)):
        held = []
        for cases in range(satisfied, population - n + satisfied + 1):
            many, few, here = tails(satisfied, n, population, cases)
            if min(many, few) - own * here > 0.025:
                held.append(cases)
        interval = compute(satisfied, n, population)
        assert interval.low == min(held) / population
        assert interval.high == max(held) / population


def test_half_the_probability_makes_a_shorter_interval():
    exact, half = hypergeometric_exact(27, 30, 60), hypergeometric_midp(27, 30, 60)
    assert exact.low <= half.low <= half.high <= exact.high
    assert (exact.method, half.method) == ("hypergeometric_exact", "hypergeometric_midp")


def test_a_full_count_is_a_point():
    for compute in (hypergeometric_exact, hypergeometric_midp):
        assert (compute(9, 10, 10).low, compute(9, 10, 10).high) == (0.9, 0.9)


@pytest.mark.parametrize(
    ("attempt", "said"),
    [
        (lambda: exact_target_test(3, 0, 0.9), "n must be above 0"),
        (lambda: exact_target_test(6, 5, 0.9), "satisfied must lie within"),
        (lambda: exact_target_test(2.5, 5, 0.9), "whole numbers"),
        (lambda: score_target_test(2, 5, 90), "target must lie between 0 and 1: 90"),
        (lambda: score_target_test(2, 5, 0), "target must lie between 0 and 1: 0"),
        (lambda: hypergeometric_exact(2, 5, 4), "population must be a whole number, at least n"),
        (lambda: hypergeometric_midp(2, 5, 9.5), "population must be a whole number"),
        (lambda: hypergeometric_midp(2, 5, 9, 95), "confidence_level must lie between 0 and 1"),
    ],
)
def test_counts_and_targets_that_are_none_are_refused(attempt, said):
    with pytest.raises(ValueError, match=said):
        attempt()
