"""Spearman's correlation of ratings agrees with scipy, and is silent without spread."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata, spearmanr

from analysis.caveats import CaveatCode
from analysis.estimators.tests import spearman, spearman_interval
from analysis.indices.priorities import associations
from tests.analysis.test_means import make_ratings

packed_answers = st.lists(
    st.tuples(*[st.sampled_from("12345-")] * 3).map("".join), min_size=1, max_size=40
)


@given(packed_answers)
def test_the_correlation_is_that_of_ranks_with_ties(packed: list[str]) -> None:
    ratings = make_ratings(*packed)
    for place, found in enumerate(associations(ratings)):
        own = ratings.positions[place].astype(float)
        others = np.delete(ratings.positions, place, axis=0).astype(float)
        answered = (others > 0).sum(axis=0)
        both = (own > 0) & (answered > 0)
        mark, mean = own[both], others.sum(axis=0)[both] / answered[both]
        assert found.persons == both.sum()
        if len(set(mark)) < 2 or len(set(mean)) < 2:
            assert (found.correlation, found.interval) == (None, None)
            assert [caveat.code for caveat in found.caveats] == [CaveatCode.NO_ASSOCIATION]
        else:
            expected = np.corrcoef(rankdata(mark), rankdata(mean))[0, 1]
            assert found.correlation == pytest.approx(expected, abs=1e-12)


def test_a_table_of_counts_gives_scipys_correlation() -> None:
    table = np.array([[3.0, 1, 0], [0, 0, 0], [1, 4, 2], [0, 1, 6]])
    rows, columns = (
        np.repeat(each, table.astype(int).ravel()) for each in np.indices((4, 3)).reshape(2, -1)
    )
    assert spearman(table) == pytest.approx(spearmanr(rows, columns).statistic)


def test_people_not_satisfied_are_those_with_another_valid_answer() -> None:
    signs, courtesy, fee = associations(make_ratings("350", "252", "5--", "-43"))
    assert (signs.not_satisfied, courtesy.not_satisfied, fee.not_satisfied) == (2, 0, 2)


def test_the_interval_is_bonett_and_wrights() -> None:
    found = spearman_interval(0.5, 100)
    assert found is not None
    # tanh(atanh(0.5) -+ 1.959964 * sqrt(1.125 / 97))
    assert (found.low, found.high) == pytest.approx((0.32590, 0.64130), abs=1e-5)
    assert found.method == "fisher_z_bonett_wright"


@pytest.mark.parametrize(("correlation", "n"), [(0.5, 3), (1.0, 50), (-1.0, 50)])
def test_few_persons_and_perfect_order_have_no_interval(correlation: float, n: int) -> None:
    assert spearman_interval(correlation, n) is None


@given(st.floats(-0.999, 0.999), st.integers(4, 5000))
def test_an_interval_holds_its_correlation_and_stays_within_the_ends(r: float, n: int) -> None:
    found = spearman_interval(r, n)
    assert found is not None
    assert -1 <= found.low <= r <= found.high <= 1
