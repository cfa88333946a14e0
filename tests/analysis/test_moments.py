import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimators.tables import Moments, Rows, moments_by_cell
from tests.analysis.answers import answer_rows


def test_the_sums_of_three_respondents_are_those_of_a_hand_count():
    moments = Moments.of(Rows([2, 3, 0], [3, 3, 0]))
    assert moments == Moments(
        n=3,
        respondents=2,
        answers=6,
        y=5,
        m=6,
        yy=13,
        ym=15,
        mm=18,
        independent=6,
        consistent=18,
        unsatisfied=1,
        unsatisfied_squares=1,
        satisfied=2,
        satisfied_squares=2,
    )


def test_weights_enter_sums_once_and_squares_twice():
    moments = Moments.of(Rows([1, 2], [2, 2], weights=[2, 3]))
    assert (moments.y, moments.m) == (8, 10)
    assert (moments.yy, moments.ym, moments.mm) == (4 + 36, 8 + 36, 16 + 36)
    assert (moments.independent, moments.consistent) == (4 * 2 + 9 * 2, 52)
    assert (moments.unsatisfied, moments.unsatisfied_squares) == (2, 4)
    assert (moments.satisfied, moments.satisfied_squares) == (5, 13)


def test_a_respondent_of_weight_zero_is_a_unit_but_no_respondent():
    moments = Moments.of(Rows([1, 1], [1, 2], weights=[1, 0]))
    assert (moments.n, moments.respondents, moments.answers) == (2, 1, 1)


def test_respondents_of_one_cluster_are_one_unit():
    moments = Moments.of(Rows([1, 2, 2], [2, 2, 2], psus=["a", "b", "a"]))
    assert (moments.n, moments.respondents) == (2, 3)
    assert (moments.yy, moments.ym, moments.mm) == (9 + 4, 12 + 4, 16 + 4)
    assert moments.consistent == 12


def test_no_rows_have_zero_moments():
    assert Moments.of(Rows([], [])) == Moments()
    assert Moments.of(Rows([], [], psus=[])) == Moments()


def test_a_cell_without_rows_has_zero_moments():
    cells = moments_by_cell(Rows([1, 0], [1, 1]), np.array([2, 0]), 3)
    assert cells[1] == Moments()
    assert (cells[0].y, cells[2].y) == (0, 1)


def test_a_cluster_that_meets_two_cells_counts_in_both():
    rows = Rows([1, 0, 1], [1, 1, 1], psus=[7, 7, 7])
    assert [cell.n for cell in moments_by_cell(rows, np.array([0, 1, 1]), 2)] == [1, 1]


@given(answer_rows(), st.data())
def test_moments_of_cells_add_up_to_those_of_all(drawn, data):
    y, m = drawn
    cells = np.array(data.draw(st.lists(st.integers(0, 3), min_size=len(y), max_size=len(y))))
    parts = moments_by_cell(Rows(y, m), cells, 4)
    assert sum(parts, Moments()) == Moments.of(Rows(y, m))


@given(answer_rows(), answer_rows())
def test_subtracting_equals_never_having_added(first, second):
    one, other = Moments.of(Rows(*first)), Moments.of(Rows(*second))
    assert one + other - other == one


@given(answer_rows(), st.permutations(range(30)))
def test_the_order_of_respondents_does_not_matter(drawn, order):
    y, m = drawn
    shuffled = [place for place in order if place < len(y)]
    assert Moments.of(Rows(y[shuffled], m[shuffled])) == Moments.of(Rows(y, m))


@given(answer_rows())
def test_unit_weights_equal_none(drawn):
    y, m = drawn
    assert Moments.of(Rows(y, m, np.ones(len(y)))) == Moments.of(Rows(y, m))


@given(answer_rows())
def test_clusters_of_one_equal_none(drawn):
    y, m = drawn
    assert Moments.of(Rows(y, m, psus=np.arange(len(y)))) == Moments.of(Rows(y, m))


@given(answer_rows(), st.sampled_from([0, 0.5, 1, 3]))
def test_a_common_weight_may_come_before_or_after_the_sums(drawn, weight):
    y, m = drawn
    before = Moments.of(Rows(y, m, np.full(len(y), weight)))
    assert Moments.of(Rows(y, m)).weighted(weight) == before


@pytest.mark.parametrize("weight", [-1, float("nan"), float("inf")])
def test_moments_refuse_a_weight_that_is_none(weight):
    with pytest.raises(ValueError, match="weight must be finite and not below 0"):
        Moments().weighted(weight)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1, -1], [1, 1]), "y must be finite and not below 0; 1 of 2 are not, first in row 1"),
        (([1], [float("nan")]), "m must be finite"),
        (([1], [1], [float("inf")]), "weights must be finite"),
        (([1], [1, 1]), r"m must have the shape of y, \(1,\): \(2,\)"),
        (([1], [1], [1, 1]), "weights must have the shape of y"),
        (([1], [1], None, [1, 2]), "psus must have the shape of y"),
        (([[1]], [[1]]), "y must be one column; it has 2 dimensions"),
    ],
)
def test_rows_refuse_what_is_no_count(arguments, message):
    with pytest.raises(ValueError, match=message):
        Rows(*arguments)


def test_selected_rows_keep_their_weights_and_clusters():
    rows = Rows([1, 2], [2, 2], [3, 4], ["a", "b"]).select(np.array([False, True]))
    assert (rows.y[0], rows.weights[0], rows.psus[0]) == (2, 4, "b")
