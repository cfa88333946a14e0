"""Thin cells go together: months first, then fields, then service points."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.estimators.margins import LEAST_IN_CELL
from analysis.report.sample.weighting import Joined, collapsed


def test_enough_everywhere_leaves_each_cell_alone() -> None:
    groups, joined = collapsed({("a", "1"): 5, ("a", "2"): 9, ("b", "1"): 5})
    assert groups == [[("a", "1")], [("a", "2")], [("b", "1")]]
    assert joined == []


def test_a_thin_month_goes_with_the_smallest_other_month_of_its_service_point() -> None:
    groups, joined = collapsed({("a", "1"): 4, ("a", "2"): 9, ("a", "3"): 6, ("b", "1"): 5})
    assert groups == [[("a", "1"), ("a", "3")], [("a", "2")], [("b", "1")]]
    assert joined == [Joined(1, ("a",), ("1", "3"))]


def test_a_field_whose_months_are_too_few_together_goes_with_another_field_there() -> None:
    cells = {("a", "x", "1"): 2, ("a", "x", "2"): 1, ("a", "y", "1"): 5, ("a", "y", "2"): 6}
    groups, joined = collapsed(cells | {("b", "x", "1"): 9})
    assert [set(group) for group in groups] == [set(cells), {("b", "x", "1")}]
    assert joined == [Joined(1, ("a",), ("x", "y"))]


def test_a_thin_service_point_goes_whole_with_another_and_one_without_answers_stays_apart() -> None:
    cells = {("a", "1"): 1, ("a", "2"): 2, ("b", "1"): 7, ("b", "2"): 7, ("c", "1"): 8}
    groups, joined = collapsed(cells | {("d", "1"): 0, ("d", "2"): 0})
    assert groups == [
        [("d", "1"), ("d", "2")],
        [("a", "1"), ("a", "2"), ("c", "1")],
        [("b", "1")],
        [("b", "2")],
    ]
    assert joined == [Joined(0, (), ("a", "c"))]


def test_a_month_that_nobody_answered_in_goes_with_another_of_its_service_point() -> None:
    groups, _ = collapsed({("a", "1"): 0, ("a", "2"): 6, ("a", "3"): 7})
    assert groups == [[("a", "1"), ("a", "2")], [("a", "3")]]


def test_too_few_in_all_are_one_group() -> None:
    groups, joined = collapsed({("a",): 1, ("b",): 2})
    assert groups == [[("a",), ("b",)]]
    assert joined == [Joined(0, (), ("a", "b"))]
    assert collapsed({("a",): 1}) == ([[("a",)]], [])


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.sampled_from("123")),
        st.integers(0, 12),
        min_size=1,
    )
)
def test_each_cell_is_in_one_group_and_none_is_thin_unless_all_are(cells) -> None:
    groups, _ = collapsed(cells)
    assert sorted(cell for group in groups for cell in group) == sorted(cells)
    sizes = [sum(cells[cell] for cell in group) for group in groups]
    if sum(sizes) >= LEAST_IN_CELL:
        assert all(size == 0 or size >= LEAST_IN_CELL for size in sizes)
