"""Thin cells and heavy ones go together: months first, then fields, then service points."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.estimators.margins import LEAST_IN_CELL, MOST_OVER_MEAN, CellSize
from analysis.report.sample.weighting import Joined, collapsed


def alike(responses):
    """Return cells whose responses stand for ten cases each; a silent one has ten."""
    return {names: CellSize(count, 10 * max(count, 1)) for names, count in responses.items()}


def sized(**cells):
    return {tuple(name.split("_")): CellSize(*size) for name, size in cells.items()}


def test_enough_everywhere_leaves_each_cell_alone() -> None:
    groups, joined = collapsed(alike({("a", "1"): 5, ("a", "2"): 9, ("b", "1"): 5}))
    assert groups == [[("a", "1")], [("a", "2")], [("b", "1")]]
    assert joined == []


def test_a_thin_month_goes_with_the_smallest_other_month_of_its_service_point() -> None:
    cells = alike({("a", "1"): 4, ("a", "2"): 9, ("a", "3"): 6, ("b", "1"): 5})
    groups, joined = collapsed(cells)
    assert groups == [[("a", "1"), ("a", "3")], [("a", "2")], [("b", "1")]]
    assert joined == [Joined(1, ("a",), ("1", "3"))]


def test_a_field_whose_months_are_too_few_together_goes_with_another_field_there() -> None:
    cells = {("a", "x", "1"): 2, ("a", "x", "2"): 1, ("a", "y", "1"): 5, ("a", "y", "2"): 6}
    groups, joined = collapsed(alike(cells | {("b", "x", "1"): 9}))
    assert [set(group) for group in groups] == [set(cells), {("b", "x", "1")}]
    assert joined == [Joined(1, ("a",), ("x", "y"))]


def test_a_thin_service_point_goes_whole_with_another_and_one_without_answers_stays_apart() -> None:
    cells = {("a", "1"): 1, ("a", "2"): 2, ("b", "1"): 7, ("b", "2"): 7, ("c", "1"): 8}
    groups, joined = collapsed(alike(cells | {("d", "1"): 0, ("d", "2"): 0}))
    assert groups == [
        [("d", "1"), ("d", "2")],
        [("a", "1"), ("a", "2"), ("c", "1")],
        [("b", "1")],
        [("b", "2")],
    ]
    assert joined == [Joined(0, (), ("a", "c"))]


def test_a_month_that_nobody_answered_in_goes_with_another_of_its_service_point() -> None:
    groups, _ = collapsed(alike({("a", "1"): 0, ("a", "2"): 6, ("a", "3"): 7}))
    assert groups == [[("a", "1"), ("a", "2")], [("a", "3")]]


def test_too_few_in_all_are_one_group() -> None:
    groups, joined = collapsed(alike({("a",): 1, ("b",): 2}))
    assert groups == [[("a",), ("b",)]]
    assert joined == [Joined(0, (), ("a", "b"))]
    assert collapsed(alike({("a",): 1})) == ([[("a",)]], [])


def test_a_month_whose_people_would_weigh_too_much_goes_with_another_one_there() -> None:
    # The mean is 500 cases of 100 people; of the first month each would stand for 20.
    cells = sized(a_1=(5, 100), a_2=(20, 100), a_3=(30, 100), b_1=(45, 200))
    groups, joined = collapsed(cells)
    assert groups == [[("a", "1"), ("a", "2")], [("a", "3")], [("b", "1")]]
    assert joined == [Joined(1, ("a",), ("1", "2"))]


def test_others_join_until_the_weight_is_small_enough() -> None:
    cells = sized(p_a=(5, 200), p_b=(6, 30), p_c=(14, 50), p_d=(75, 120))
    groups, joined = collapsed(cells)
    assert groups == [[("p", "a"), ("p", "b"), ("p", "c")], [("p", "d")]]
    assert joined == [Joined(1, ("p",), ("a", "b", "c"))]


def test_a_service_point_that_was_badly_reached_keeps_its_weight() -> None:
    cells = sized(a=(200, 300), b=(30, 9_000), c=(60, 120))
    assert collapsed(cells) == ([[("a",)], [("b",)], [("c",)]], [])


def test_just_three_times_the_mean_is_no_more_than_that() -> None:
    cells = sized(p_a=(10, 300), p_b=(90, 700))
    assert collapsed(cells) == ([[("p", "a")], [("p", "b")]], [])


def test_cases_that_nobody_answered_in_are_in_no_mean() -> None:
    silent = sized(z_a=(0, 10_000))
    cells = sized(p_a=(10, 350), p_b=(90, 650))
    assert collapsed(cells | silent)[0] == [[("z", "a")], [("p", "a"), ("p", "b")]]


CELLS = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.sampled_from("123")),
    st.builds(CellSize, st.integers(0, 12), st.integers(12, 400)),
    min_size=1,
)


@given(CELLS)
def test_each_cell_is_in_one_group_that_weighs_no_more_than_it_may(cells) -> None:
    groups, _ = collapsed(cells)
    assert sorted(cell for group in groups for cell in group) == sorted(cells)
    sizes = [
        (sum(cells[cell].respondents for cell in group), sum(cells[cell].cases for cell in group))
        for group in groups
    ]
    answered = [(people, cases) for people, cases in sizes if people]
    everybody = sum(people for people, _ in answered)
    most = MOST_OVER_MEAN * sum(cases for _, cases in answered)
    heavy = [
        group
        for group, (people, cases) in zip(groups, sizes, strict=True)
        if people and cases * everybody > most * people * (1 + 1e-12)
    ]
    # Only whole service points may weigh more.
    for group in heavy:
        names = {cell[0] for cell in group}
        assert set(group) == {cell for cell in cells if cell[0] in names}
    if everybody >= LEAST_IN_CELL:
        assert all(people >= LEAST_IN_CELL for people, _ in answered)


@given(CELLS, st.randoms(use_true_random=False))
def test_the_order_of_the_cells_changes_no_group(cells, random) -> None:
    shuffled = list(cells.items())
    random.shuffle(shuffled)
    groups = {frozenset(group) for group in collapsed(cells)[0]}
    assert groups == {frozenset(group) for group in collapsed(dict(shuffled))[0]}
