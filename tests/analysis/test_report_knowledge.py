"""What readers can tell of hidden groups: of answers, and of people."""

import numpy as np

from analysis.report.cells import cells_of
from analysis.report.hiding import shown_lists
from analysis.report.knowledge import Secrets, exposed_group
from analysis.report.lists import lists_of
from tests.analysis.test_report_build import make_responses

ITEMS = [("signs", "courtesy", "fee")]


def exposed(points: str, packed: list[str], hidden: str) -> str | None:
    """Return the service point of which too much is told when only these are hidden."""
    made = make_responses(*packed, points=list(points))
    lists = {"service_points": made.labels["service_point"]}
    cells = cells_of(made, ITEMS, lists)
    names = [lists["service_points"].names[part.place or 0] for part in cells.parts]
    people = cells.by_group(cells.respondents)
    place = exposed_group(
        cells,
        np.array([name in hidden for name in names]),
        Secrets((people > 0) & (people < 10), cells.ends()),
    )
    return None if place is None else names[place]


def test_a_single_hidden_group_is_told_by_subtraction() -> None:
    packed = ["522--", "255--"] * 32
    assert exposed("a" * 4 + "b" * 60, packed, "a") == "a"
    assert exposed("a" * 4 + "b" * 30 + "c" * 30, packed, "ab") is None


def test_two_groups_of_nine_people_together_are_told_though_their_answers_could_be_many() -> None:
    packed = ["522--", "255--"] * 24 + ["525--"]
    assert exposed("a" * 4 + "b" * 5 + "c" * 40, packed, "ab") == "a"
    assert exposed("a" * 4 + "b" * 6 + "c" * 39, packed, "ab") is None


def test_where_all_answers_agree_nothing_is_left_to_tell() -> None:
    assert exposed("a" * 4 + "b" * 60, ["555--"] * 64, "ab") is None


def test_items_that_no_index_pools_are_left_out() -> None:
    made = make_responses(*["522--"] * 30, points=["a"] * 30)
    cells = cells_of(made, [("signs",)], {"service_points": made.labels["service_point"]})
    assert (cells.valid.tolist(), cells.satisfied.tolist()) == ([[30]], [[30]])


def test_in_a_large_report_items_that_the_same_indices_pool_count_as_one(monkeypatch) -> None:
    monkeypatch.setattr("analysis.report.cells._MOST_SINGLE", 1)
    made = make_responses(*["522--"] * 30, points=["a"] * 30)
    cells = cells_of(made, [*ITEMS, ("courtesy", "fee")], lists_of(made))
    assert cells.blocks.tolist() == [[True, True], [False, True]]
    assert cells.valid.sum(axis=1).tolist() == [30, 60]
    found = shown_lists(made, ITEMS, lists_of(made))
    assert not found["service_points"].hidden.any()
