"""Spearman's correlation of ratings agrees with scipy, and is silent without spread."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr, ndtri
from scipy.stats import rankdata, spearmanr

from analysis.caveats import CaveatCode
from analysis.estimators.tests import spearman, spearman_interval
from analysis.indices.priorities import associations, foremost
from analysis.indices.ratings import Ratings
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


def drawn(shares: list[float], people: int, seed: int) -> Ratings:
    """Return the ratings of people who are unsatisfied with each item as often as it says."""
    random = np.random.default_rng(seed)
    mood = random.normal(size=(people, 1))
    chance = ndtr(np.sqrt(2) * ndtri(np.array(shares)) + mood)
    packed = (
        "".join("2" if bad else "4" for bad in row) for row in random.random(chance.shape) < chance
    )
    return make_ratings(*packed)


def test_the_foremost_item_is_proved_by_those_unsatisfied_with_one_alone() -> None:
    # Six are unsatisfied with the second alone: p = 1/64 twice, of 0.05 / 2.
    ratings = make_ratings(*["424"] * 6, *["222"] * 9)
    assert foremost(ratings, ratings.items) == (ratings.items[1],)
    ratings = make_ratings(*["424"] * 5, *["222"] * 9)
    assert foremost(ratings, ratings.items) == ratings.items


def test_only_items_that_are_asked_about_are_compared() -> None:
    ratings = make_ratings(*["424"] * 20)
    first, _, last = ratings.items
    assert foremost(ratings, (first, last)) == (first, last)
    assert foremost(ratings, (first,)) == (first,)
    assert foremost(ratings, ()) == ()


def test_the_item_that_leaves_most_unsatisfied_is_hardly_ever_missing() -> None:
    samples = [drawn([0.2, 0.19, 0.18], 300, seed) for seed in range(200)]
    missing = sum(ratings.items[0] not in foremost(ratings, ratings.items) for ratings in samples)
    # 5 % at most in the long run; of 200 samples 19 are a chance of one in a hundred.
    assert missing <= 19


def test_an_item_that_is_clearly_worse_stands_alone() -> None:
    samples = [drawn([0.4, 0.2, 0.15], 300, seed) for seed in range(20)]
    assert [foremost(each, each.items) for each in samples] == [each.items[:1] for each in samples]


def test_all_people_are_counted_however_many() -> None:
    packed = ["424"] * 6 + ["444"] * 70_000
    ratings = make_ratings(*packed, *["424"])
    assert foremost(ratings, ratings.items) == (ratings.items[1],)


@pytest.mark.parametrize("seed", range(4))
def test_items_that_other_samples_would_have_put_first_are_named(seed: int) -> None:
    random = np.random.default_rng(seed)
    ratings = drawn(random.uniform(0.1, 0.2, 3).tolist(), 400, seed)
    unsatisfied = ~ratings.satisfied
    first = np.zeros(3)
    for _ in range(200):
        again = random.integers(0, 400, 400)
        first[np.argmax(unsatisfied[:, again].sum(axis=1))] += 1
    often = {item for item, times in zip(ratings.items, first, strict=True) if times >= 20}
    assert often <= set(foremost(ratings, ratings.items))
