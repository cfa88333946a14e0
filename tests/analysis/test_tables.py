"""Tables of counts and their sums, by cell and by stratum."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimators.moments import (
    COLUMNS,
    Moments,
    moments_by_cell,
)
from analysis.estimators.rows import Rows
from analysis.estimators.strata import (
    Stratum,
    part_sums,
    single_stratum,
    stratify,
)
from analysis.estimators.tables import Counts
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
        consistent=18,
    )


def test_weights_enter_sums_once_and_squares_twice():
    moments = Moments.of(Rows([1, 2], [2, 2], weights=[2, 3]))
    assert (moments.y, moments.m) == (8, 10)
    assert (moments.yy, moments.ym, moments.mm) == (4 + 36, 8 + 36, 16 + 36)
    assert moments.consistent == 52


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


def test_many_cells_of_which_few_are_met_are_counted_as_few_are():
    rows = Rows(np.array([1, 0, 2], np.uint8), np.array([1, 1, 2], np.uint8), items=2)
    many = moments_by_cell(rows, np.array([70_000, 3, 70_000]), 100_000)
    few = moments_by_cell(rows, np.array([1, 0, 1]), 2)
    assert (many[3], many[70_000]) == few
    assert counted(many[70_000]) == counted(few[1]) == {(1, 1, 1): 1, (2, 2, 1): 1}
    assert (many[0], many[0].counts.items) == (Moments(), 2)


def test_whole_numbers_of_one_byte_give_what_floats_give():
    y, m = np.array([200, 0, 7]), np.array([250, 3, 7])
    small = Rows(y.astype(np.uint8), m.astype(np.uint8), items=250)
    assert Moments.of(small) == Moments.of(Rows(y, m, items=250))
    assert small.y.dtype == small.m.dtype == np.float64


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


@pytest.mark.parametrize("scale", [1, 0.5, 60], ids=["counts", "fractions", "more than a few"])
def test_counting_kinds_gives_what_weights_of_one_give(scale: float) -> None:
    random = np.random.default_rng(5)
    m = random.integers(0, 7, 400)
    y = random.integers(0, m + 1)
    cells = random.integers(0, 4, 400)
    counted = moments_by_cell(Rows(y * scale, m * scale), cells, 5)
    summed = moments_by_cell(Rows(y * scale, m * scale, np.ones(400)), cells, 5)
    assert counted == summed
    assert counted[4] == Moments()


def counted(moments: Moments) -> dict[tuple[float, float, float], float]:
    """Return how many respondents gave each kind of answers, with their weight."""
    counts = moments.counts
    found = {}
    for *kind, people in zip(counts.y, counts.m, counts.weights, counts.respondents, strict=True):
        if people:
            found[tuple(kind)] = found.get(tuple(kind), 0) + people
    return found


def test_each_cell_remembers_how_many_gave_each_kind_of_answers() -> None:
    rows = Rows([2, 2, 0, 1], [3, 3, 3, 1])
    first, second, third = moments_by_cell(rows, np.array([0, 0, 0, 1]), 3)
    assert counted(first) == {(2, 3, 1): 2, (0, 3, 1): 1}
    assert counted(second) == {(1, 1, 1): 1}
    assert counted(third) == {}


def test_a_table_of_weighted_rows_holds_the_weight_of_each() -> None:
    rows = Rows([2, 2, 0], [3, 3, 3], weights=[1.5, 1.5, 4])
    first, second = moments_by_cell(rows, np.array([1, 1, 0]), 2)
    assert counted(first) == {(0, 3, 4): 1}
    assert counted(second) == {(2, 3, 1.5): 2}


def test_a_table_of_clusters_counts_clusters_with_their_largest_weight() -> None:
    rows = Rows([2, 1, 0], [3, 3, 3], [1, 2, 4], psus=["a", "b", "a"], items=9)
    moments = Moments.of(rows)
    # Three answers of weight 1 and three of weight 4 are as much as 3.75 of weight 4.
    assert counted(moments) == {(0.5, 3.75, 4): 1, (1, 3, 2): 1}
    assert moments.counts.items == 9


def test_an_expanded_stratum_has_the_weight_in_its_table() -> None:
    (stratum,) = stratify(Rows([1, 0], [1, 1]), np.array([0, 0]), (5,))
    assert counted(stratum.expanded().moments) == {(1, 1, 2.5): 1, (0, 1, 2.5): 1}


def test_tables_are_added_and_taken_out_with_their_sums() -> None:
    one, other = Moments.of(Rows([1], [2], items=2)), Moments.of(Rows([1, 3], [2, 3], items=4))
    assert counted(one + other) == {(1, 2, 1): 2, (3, 3, 1): 1}
    assert counted(one + other - one) == {(1, 2, 1): 1, (3, 3, 1): 1}
    assert (one + other).counts.items == 4
    assert counted(Moments() + one) == counted(one)
    assert (one + Moments(m=3)).counts is None
    assert "counts" not in repr(one)


def test_items_are_known_of_all_or_of_none() -> None:
    known, unknown = Moments.of(Rows([1], [2], items=2)), Moments.of(Rows([1], [2]))
    assert (known + unknown).counts.items is None


@pytest.mark.parametrize("items", [0, -1, float("nan"), float("inf")])
def test_a_number_of_items_that_is_none_is_refused(items) -> None:
    with pytest.raises(ValueError, match="items must be above 0 and finite"):
        Rows([0], [0], items=items)


def test_more_answers_than_items_are_refused_with_their_row() -> None:
    with pytest.raises(ValueError, match=r"allows, 3; 1 of 2 rows do, first row 1 with 4"):
        Rows([1, 1], [3, 4], items=3)
    with pytest.raises(ValueError, match=r"2 of 3 rows do, first row 0 with 6"):
        Rows([1, 1, 1], [3, 3, 3], psus=[7, 8, 7], items=5)


@pytest.mark.parametrize("respondents", [-1.0, 0.5, float("nan")])
def test_a_table_that_counts_parts_of_people_is_refused(respondents) -> None:
    columns = (np.ones(2), np.ones(2), np.array([1, respondents]), np.ones(2))
    with pytest.raises(ValueError, match=r"respondents must be whole numbers, .* first in row 1"):
        Moments.of_counts(Counts(*columns))


@given(answer_rows())
def test_the_sums_are_those_of_the_table(drawn) -> None:
    y, m = drawn
    moments = Moments.of(Rows(y, m))
    kinds = counted(moments).items()
    assert moments.yy == sum(people * y * y for (y, _, _), people in kinds)
    assert moments.ym == sum(people * y * m for (y, m, _), people in kinds)
    assert moments.n == sum(people for _, people in kinds)


def test_moments_are_a_row_of_their_columns() -> None:
    moments = Moments.of(Rows([2, 3, 0], [3, 3, 0]))
    assert dict(zip(COLUMNS, moments.as_row(), strict=True))["consistent"] == 18
    assert Moments.from_row(moments.as_row()) == moments


def test_more_units_than_the_population_holds_are_refused():
    with pytest.raises(ValueError, match=r"sampled must not exceed population; 5 units .* of 4"):
        Stratum(Moments(n=5), sampled=5, population=4)


def test_a_domain_larger_than_the_sample_is_refused():
    with pytest.raises(ValueError, match=r"moments\.n must not exceed sampled; 5 exceeds 4"):
        Stratum(Moments(n=5), sampled=4)


def test_the_sampled_fraction_is_zero_without_a_known_population():
    assert Stratum(Moments(), 5).fraction == 0
    assert Stratum(Moments(), 5, 20).fraction == 0.25
    assert Stratum(Moments(), 0, 0).fraction == 0


def test_a_domain_keeps_the_number_sampled_in_each_stratum():
    rows = Rows([1, 1, 0], [1, 1, 1])
    inside = np.array([True, False, False])
    first, second = stratify(rows, np.array([0, 0, 1]), (None, 9), inside)
    assert (first.sampled, first.moments.n, first.population) == (2, 1, None)
    assert (second.sampled, second.moments, second.population) == (1, Moments(), 9)


def test_strata_without_a_domain_hold_everybody():
    (only,) = stratify(Rows([1, 0], [1, 1]), np.array([0, 0]), (None,))
    assert only == single_stratum(Moments.of(Rows([1, 0], [1, 1])))[0]


def test_each_unit_of_an_expanded_stratum_stands_for_its_share_of_the_population():
    moments = Moments.of(Rows([1, 0], [1, 1]))
    expanded = Stratum(moments, sampled=4, population=10).expanded()
    assert expanded == Stratum(moments.weighted(2.5), 4, 10, unseen_weight=2.5)


def test_an_empty_stratum_expands_to_nothing():
    assert Stratum(Moments(), 0, 10).expanded().moments == Moments()


def test_a_stratum_of_unknown_population_cannot_be_expanded():
    with pytest.raises(ValueError, match="population must be known"):
        Stratum(Moments(), 1).expanded()


def test_a_population_without_limit_is_none_and_not_infinite() -> None:
    with pytest.raises(ValueError, match="population must be finite, or None without limit: inf"):
        Stratum(Moments(), 1, inf)


def test_parts_of_different_samples_are_not_put_together() -> None:
    one, other = Stratum(Moments(), 4), Stratum(Moments(), 5)
    with pytest.raises(ValueError, match="the same strata of one sample"):
        part_sums([[one], [other]])


def test_sums_alone_do_not_tell_how_many_units_have_an_answer():
    known = Moments.of(Rows([1, 0, 0], [2, 0, 1], [1, 1, 0], items=2))
    assert known.answering == 1
    with pytest.raises(ValueError, match="counts must be known"):
        _ = Moments.from_row(known.as_row()).answering
