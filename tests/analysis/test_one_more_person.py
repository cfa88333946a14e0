"""The bounds of one more person: laws that hold whatever was answered, and known values."""

from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimators.bounds import counted_shares
from analysis.estimators.moments import Moments
from analysis.estimators.one_more_person import Samples, lower_bounds, tails, upper_bounds
from analysis.estimators.rows import Rows
from analysis.estimators.shares import shares_of
from analysis.estimators.strata import part_sums, single_stratum
from analysis.reference.proportions import clopper_pearson
from tests.analysis.answers import answer_rows

ITEMS = 6


def ends(y, m, *, weights=None, items=ITEMS, population=None, level=0.9):
    rows = Rows(y, m, weights, items=items)
    strata = single_stratum(Moments.of(rows), population)
    low, high = counted_shares(shares_of(part_sums([strata]))).bounds(level)
    return float(low[0]), float(high[0])


@st.composite
def one_more_satisfied(draw):
    """Draw answers with weights and cases, and the same with one more of them satisfied."""
    y, m = draw(answer_rows())
    better = np.flatnonzero(y < m)
    if not len(better):
        y = np.zeros_like(m)
        better = np.flatnonzero(m)
    more = y.copy()
    if len(better):
        more[draw(st.sampled_from(better.tolist()))] += 1
    size = len(m)
    weights = draw(st.lists(st.sampled_from([0.5, 1.0, 3.7]), min_size=size, max_size=size))
    population = draw(st.sampled_from([None, size, size * 1.5, size * 40]))
    return y, more, m, weights if population is None else None, population


@given(one_more_satisfied())
def test_a_satisfied_answer_more_never_lowers_a_bound(drawn) -> None:
    y, more, m, weights, population = drawn
    before, after = (ends(each, m, weights=weights, population=population) for each in (y, more))
    if not np.isnan(before).any():
        assert np.all(np.array(after) >= np.array(before) - 1e-9)


@given(st.integers(1, 400), st.data(), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_with_one_answer_a_person_they_are_those_of_clopper_and_pearson(n, data, level) -> None:
    satisfied = data.draw(st.integers(0, n))
    exact = clopper_pearson(satisfied, n, level)
    found = ends(np.arange(n) < satisfied, np.ones(n), items=1, level=level)
    assert found == pytest.approx((exact.low, exact.high), abs=1e-10)


@given(answer_rows())
def test_a_longer_form_never_gives_a_narrower_interval(drawn) -> None:
    narrow, wide = ends(*drawn), ends(*drawn, items=2 * ITEMS)
    if not np.isnan(narrow).any():
        assert wide[0] <= narrow[0]
        assert narrow[1] <= wide[1]


def test_where_all_are_satisfied_the_bound_solves_a_product() -> None:
    m = [6, 4, 1, 6, 2]
    low, high = ends(m, m)
    assert high == 1
    assert prod(1 / (1 + (1 - low) * each / (low * ITEMS)) for each in m) == pytest.approx(0.05)


def test_one_respondent_is_known_in_closed_form() -> None:
    samples = Samples(np.array([[3.0]]), np.array([[4.0]]), np.ones((1, 1)), np.array([6.0]))
    assert lower_bounds(samples, 0.05)[0] == pytest.approx(0.05 * 3 / (0.95 * 6 + 0.05 * 4))


def test_without_a_satisfied_answer_or_anybody_nothing_is_bounded() -> None:
    nothing = np.zeros((2, 1))
    samples = Samples(nothing, np.array([[4.0], [0.0]]), np.ones((2, 1)), np.array([6.0, 0.0]))
    assert lower_bounds(samples, 0.05).tolist() == [0, 0]
    assert tails(samples, np.array([0.5, 0.5])).tolist() == [1, 1]
    assert upper_bounds(samples, 0.05)[1] == 1


def test_beyond_the_scale_the_p_value_is_nought_or_one() -> None:
    samples = Samples(np.array([[3.0]]), np.array([[4.0]]), np.ones((1, 1)), np.array([6.0]))
    assert [float(tails(samples, np.array([p]))[0]) for p in (0.0, 1.0)] == [0, 1]


def test_many_samples_of_different_size_are_each_what_they_are_alone() -> None:
    generator = np.random.default_rng(3)
    kinds = np.array([(y, m) for m in range(1, 10) for y in range(m + 1)], float).T
    counts = generator.poisson(0.05 * 9 ** generator.random((700, 1)), (700, kinds.shape[1]))
    columns = [np.broadcast_to(column, counts.shape) for column in kinds]
    samples = Samples(*columns, counts.astype(float), np.full(700, 9.0))
    together = lower_bounds(samples, 0.05)
    alone = [lower_bounds(samples.at(np.array([row])), 0.05)[0] for row in range(0, 700, 50)]
    assert together[::50] == pytest.approx(alone, abs=1e-11)
    at_bounds = tails(samples, together)
    is_some = (samples.respondents * samples.satisfied).sum(axis=1) > 0
    assert at_bounds[is_some] == pytest.approx(0.05, abs=1e-8)


def test_kinds_of_other_samples_keep_no_curve_from_its_saddle() -> None:
    # A pole of the second sample's content people lies before the first one's saddle.
    columns = np.array([[3.0, 0, 22], [3.0, 0, 22]]), np.array([[4.0, 5, 22], [4.0, 5, 22]])
    both = Samples(*columns, np.array([[1.0, 9, 0], [1.0, 1, 30]]), np.array([22.0, 22]))
    ((_, parts),) = both.parts()
    assert not parts.valid[parts.respondents == 0].any()
    assert not parts.satisfied[parts.respondents == 0].any()


@pytest.mark.parametrize("alpha", [0, 0.5, -1, float("nan")])
def test_an_error_that_is_none_is_refused(alpha) -> None:
    samples = Samples(np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1)), np.ones(1))
    with pytest.raises(ValueError, match=r"alpha must lie between 0 and 0\.5"):
        lower_bounds(samples, alpha)
