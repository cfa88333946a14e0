"""Laws that hold whatever was answered: for the default interval and the named ones alike.

Samples are weighted, stratified, of finite populations and of parts of the sample.
"""

from dataclasses import replace
from itertools import pairwise
from math import isclose, nan

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis import decide, design_of, pooled_share, satisfaction_index, weighted_index
from analysis.estimates import Interval
from analysis.estimators.bounds import METHOD, counted_shares
from analysis.estimators.margins import Margin
from analysis.estimators.moments import Moments
from analysis.estimators.rows import Rows
from analysis.estimators.shares import pooled_ratio
from analysis.estimators.strata import Stratum, stratify
from analysis.reference.named_intervals import FORMULAS, named_interval
from tests.analysis.answers import Designed, answer_rows, designed_samples

DEFAULT = "default"
METHODS = (DEFAULT, *sorted(FORMULAS))
# Symmetric, as other programs print it.
LEAVES_THE_SCALE = {"t"}


def interval(method, ratio, level=0.95):
    """Return the interval of this name; None where there is none."""
    if ratio is None or not ratio.has_interval:
        return None
    if method == DEFAULT:
        low, high = counted_shares(ratio.shares).bounds(level)
        return Interval(float(low[0]), float(high[0]), level, METHOD)
    return named_interval(method, ratio, level)


def ends(strata):
    """Return the ends of each interval; no number where there is none."""
    ratio = pooled_ratio(strata)
    found = [interval(method, ratio) for method in METHODS]
    return np.array([(nan, nan) if one is None else (one.low, one.high) for one in found])


def same(one, other):
    return np.allclose(one, other, rtol=1e-7, atol=1e-9, equal_nan=True)


def other_rows(designed, rows, order=None):
    place = np.arange(len(rows.y)) if order is None else order
    return replace(designed, rows=rows, codes=designed.codes[place], domain=designed.domain[place])


@given(designed_samples(clusters=True))
def test_bounds_lie_within_the_scale_and_around_the_share(designed):
    ratio = pooled_ratio(designed.strata)
    for method in METHODS:
        found = interval(method, ratio)
        if found is not None:
            assert found.low <= ratio.share <= found.high
            assert method in LEAVES_THE_SCALE or (found.low >= 0 and found.high <= 1)


@given(designed_samples())
def test_a_higher_level_holds_the_interval_of_a_lower_one(designed):
    ratio = pooled_ratio(designed.strata)
    for method in METHODS:
        found = [interval(method, ratio, level) for level in (0.5, 0.8, 0.9, 0.95, 0.999)]
        for narrow, wide in pairwise(each for each in found if each is not None):
            assert wide.low <= narrow.low
            assert narrow.high <= wide.high


@given(designed_samples(), st.randoms())
def test_the_order_of_respondents_does_not_matter(designed, random):
    order = np.array(random.sample(range(len(designed.codes)), len(designed.codes)))
    rows = designed.rows
    shuffled = Rows(rows.y[order], rows.m[order], rows.weights[order], items=6)
    assert same(ends(designed.strata), ends(other_rows(designed, shuffled, order).strata))


@given(designed_samples(), st.sampled_from([0.001, 0.3, 2, 1000]))
def test_the_scale_of_the_weights_does_not_matter(designed, scale):
    rows = designed.rows
    scaled = other_rows(designed, Rows(rows.y, rows.m, rows.weights * scale, items=6))
    assert same(ends(designed.strata), ends(scaled.strata))


@given(designed_samples())
def test_unit_weights_equal_none(designed):
    rows = designed.rows
    ones = other_rows(designed, Rows(rows.y, rows.m, np.ones(len(rows.y)), items=6))
    none = other_rows(designed, Rows(rows.y, rows.m, items=6))
    assert np.array_equal(ends(ones.strata), ends(none.strata), equal_nan=True)


@given(designed_samples(), st.data())
def test_merging_the_moments_of_cells_equals_computing_together(designed, data):
    size = len(designed.codes)
    cells = np.array(data.draw(st.lists(st.integers(0, 2), min_size=size, max_size=size)))
    parts = [
        replace(designed, domain=designed.domain & (cells == cell)).strata for cell in range(3)
    ]
    merged = tuple(
        replace(same_stratum[0], moments=sum((each.moments for each in same_stratum), Moments()))
        for same_stratum in zip(*parts, strict=True)
    )
    assert same(ends(merged), ends(designed.strata))


@given(answer_rows(), answer_rows())
def test_taking_responses_out_again_equals_never_having_added_them(kept, withdrawn):
    one, other = (Moments.of(Rows(*each, items=6)) for each in (kept, withdrawn))
    left = one + other - other
    found, never = (ends((Stratum(sums, sums.n),)) for sums in (left, one))
    assert np.array_equal(found, never, equal_nan=True)


@given(designed_samples())
def test_a_census_has_no_sampling_error(designed):
    full = [Stratum(s.moments, s.sampled, s.sampled) for s in designed.strata]
    ratio = pooled_ratio(full)
    if ratio is not None and ratio.has_interval:
        assert ratio.standard_error == 0
        for found in (interval(method, ratio) for method in METHODS):
            assert found.low == found.high == ratio.share


@given(designed_samples(), st.sampled_from([0.01, 0.05, 0.2]), st.floats(0.02, 0.98))
def test_verdict_and_p_value_never_contradict_at_any_error(designed, alpha, target):
    decision = decide(designed.strata, target, alpha)
    if decision.p_value is not None:
        assert (decision.p_value <= alpha) == (decision.verdict in ("MET", "NOT_MET"))


@given(designed_samples(), st.floats(0.02, 0.98))
def test_the_verdict_is_that_of_the_printed_interval(designed, target):
    found, decision = pooled_share(designed.strata, 0.9), decide(designed.strata, target)
    if decision.deciding_bound is not None:
        assert decision.deciding_bound in (found.interval.low, found.interval.high)
        assert (decision.verdict == "MET") == (found.interval.low >= target)
        assert (decision.verdict == "NOT_MET") == (found.interval.high < target)


@st.composite
def margined(draw):
    """Draw respondents in two groups of at least five, with the cases of each."""
    y, m = draw(answer_rows(least=10, most=30))
    groups = ["a"] * 5 + ["b"] * 5
    groups += draw(st.lists(st.sampled_from("ab"), min_size=len(y) - 10, max_size=len(y) - 10))
    totals = {group: groups.count(group) * draw(st.floats(1, 9)) for group in "ab"}
    weights = draw(st.lists(st.sampled_from([0.5, 1, 3.7]), min_size=len(y), max_size=len(y)))
    return y, m, np.array(weights), Margin("field", tuple(groups), totals)


def weighted(y, m, weights, margin):
    design = design_of(y, m, 6)
    rows = Rows(y, m, weights, items=6)
    return weighted_index(replace(design, rows=rows), [margin])


@given(margined(), st.sampled_from([0.01, 5, 300]))
def test_calibrated_indices_ignore_the_scale_of_weights_and_of_cases(drawn, scale):
    y, m, weights, margin = drawn
    one = weighted(*drawn).estimate
    other = weighted(y, m, weights * scale, margin).estimate
    more = Margin(margin.name, margin.groups, {g: 9 * n for g, n in margin.totals.items()})
    third = weighted(y, m, weights, more).estimate
    for found in (other, third):
        assert (found.interval is None) == (one.interval is None)
        if one.interval is not None:
            assert isclose(found.estimate, one.estimate, rel_tol=1e-9)
            assert same(
                (found.interval.low, found.interval.high), (one.interval.low, one.interval.high)
            )


@given(margined(), st.randoms())
def test_calibrated_indices_ignore_the_order_of_respondents(drawn, random):
    y, m, weights, margin = drawn
    order = random.sample(range(len(y)), len(y))
    groups = tuple(margin.groups[place] for place in order)
    shuffled = Margin(margin.name, groups, margin.totals)
    one = weighted(*drawn).estimate
    other = weighted(y[order], m[order], weights[order], shuffled).estimate
    assert (one.interval is None) == (other.interval is None)
    if one.interval is not None:
        assert one.interval.low <= one.estimate <= one.interval.high
        assert 0 <= one.interval.low <= one.interval.high <= 1
        assert same(
            (one.interval.low, one.interval.high), (other.interval.low, other.interval.high)
        )


@given(margined(), st.floats(0.02, 0.98), st.sampled_from([0.01, 0.05]))
def test_calibrated_verdicts_and_p_values_never_contradict(drawn, target, alpha):
    decision = weighted(*drawn).verdict(target, alpha)
    if decision.p_value is not None:
        assert (decision.p_value <= alpha) == (decision.verdict in ("MET", "NOT_MET"))


@given(answer_rows(least=10))
def test_weighting_to_the_numbers_that_answered_changes_nothing(drawn):
    y, m = drawn
    groups = tuple("ab"[place % 2] for place in range(len(y)))
    margin = Margin("field", groups, {group: groups.count(group) for group in "ab"})
    assume(m.sum() > 0)
    found = weighted_index(design_of(y, m, 6), [margin])
    assert np.allclose(found.calibrated.weights, 1)
    assert isclose(found.estimate.estimate, satisfaction_index(y, m, 6).estimate)


@given(designed_samples())
def test_a_part_that_is_everybody_is_the_whole(designed):
    everybody = Designed(
        designed.rows, designed.codes, designed.populations, np.ones(len(designed.codes), bool)
    )
    whole = stratify(designed.rows, designed.codes, designed.populations)
    assert everybody.strata == whole
