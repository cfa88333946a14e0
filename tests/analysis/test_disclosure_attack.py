"""What readers can tell of hidden groups: of answers, and of people."""

import numpy as np

from analysis.disclosure.attack import ProtectedCells, Published, first_disclosure, matrix
from analysis.disclosure.published_lists import disclosed_group
from analysis.report.sample.lists import cells_of, lists_of, shown_lists
from tests.analysis.test_report_build import make_responses

ITEMS = [("signs", "courtesy", "fee")]


def disclosed(points: str, packed: list[str], hidden: str) -> str | None:
    """Return the service point of which too much is told when only these are hidden."""
    made = make_responses(*packed, points=list(points))
    lists = {"service_points": made.labels["service_point"]}
    cells = cells_of(made, ITEMS, lists)
    names = [lists["service_points"].names[group.name or 0] for group in cells.groups]
    index = disclosed_group(cells, np.array([name in hidden for name in names]))
    return None if index is None else names[index]


def test_a_single_hidden_group_is_told_by_subtraction() -> None:
    packed = ["522--", "255--"] * 32
    assert disclosed("a" * 4 + "b" * 60, packed, "a") == "a"
    assert disclosed("a" * 4 + "b" * 30 + "c" * 30, packed, "ab") is None


def test_two_groups_of_nine_people_together_are_told_though_their_answers_could_be_many() -> None:
    packed = ["522--", "255--"] * 24 + ["525--"]
    assert disclosed("a" * 4 + "b" * 5 + "c" * 40, packed, "ab") == "a"
    assert disclosed("a" * 4 + "b" * 6 + "c" * 39, packed, "ab") is None


def test_where_all_answers_agree_nothing_is_left_to_tell() -> None:
    assert disclosed("a" * 4 + "b" * 60, ["555--"] * 64, "ab") is None


def first_of_two(most: float, width: int = 2) -> int | None:
    """Return which of two cells of 20, their sum shown, can be narrowed below ten."""
    return first_disclosure(
        Published(
            cells=np.full(width, 20.0),
            most=np.full(width, most),
            shown=matrix(np.ones((1, width)), width),
            below=matrix([], width),
            limits=np.zeros(0),
        ),
        ProtectedCells(matrix(np.eye(2, width), width), np.full(2, 10.0), np.ones(width, np.bool_)),
    )


def test_cells_that_can_stand_in_for_each_other_are_not_disclosed() -> None:
    assert first_of_two(most=40) is None
    assert first_of_two(most=24) == 0


def test_without_a_solution_a_cell_counts_as_disclosed() -> None:
    assert first_of_two(most=19) == 0


def test_many_cells_are_attacked_like_few() -> None:
    assert first_of_two(most=40, width=10_000) is None


def test_items_that_no_index_pools_are_left_out() -> None:
    made = make_responses(*["522--"] * 30, points=["a"] * 30)
    cells = cells_of(made, [("signs",)], {"service_points": made.labels["service_point"]})
    assert (cells.valid.tolist(), cells.satisfied.tolist()) == ([[30]], [[30]])


def test_in_a_large_report_items_that_the_same_indices_pool_count_as_one() -> None:
    made = make_responses(*["522--"] * 30, points=["a"] * 30)
    cells = cells_of(made, [*ITEMS, ("courtesy", "fee")], lists_of(made), most_single_items=1)
    assert cells.blocks.tolist() == [[True, True], [False, True]]
    assert cells.valid.sum(axis=1).tolist() == [30, 60]


def test_where_nothing_is_secret_nothing_is_hidden() -> None:
    made = make_responses(*["522--"] * 30, points=["a"] * 30)
    shown = shown_lists(made, ITEMS, lists_of(made))
    assert not any(is_suppressed for is_suppressed, _ in shown["service_points"].values())
