"""What a report hides of a service point or a month cannot be worked out from what it shows."""

import json
from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog

from analysis.caveats import CaveatCode
from analysis.disclosure.lists import Tally, hidden_in_list
from analysis.report.build import build_report
from analysis.report.csv_file import report_csv
from analysis.report.entries import LEAST_TO_SHOW
from analysis.report.html_file import report_html
from analysis.report.json_file import report_json
from analysis.report.model import Report
from analysis.responses import MISSING, Labels, Responses
from tests.analysis.forms import PLAN, SMALL
from tests.analysis.test_report_build import SOURCE, make_responses, report_of

ITEMS = {"service": [0, 1, 2], "people": [1, 2]}
DIMENSIONS = {"service_points": "Quầy", "months": "2026"}


def office(seed: int) -> Responses:
    """Return the responses of an office with busy and quiet service points and months."""
    random = Random(seed)
    points = [f"Quầy {place}" for place in range(random.randint(1, 7))]
    often = [random.choice([1, 3, 20]) for _ in points]
    quiet = random.choice([1, 5])
    packed, where, days = [], [], []
    for _ in range(random.randint(20, 160)):
        good = random.random() < random.choice([0.6, 0.97])
        packed.append("".join(random.choice("45" if good else "2345-") for _ in "123") + "--")
        named = random.random() > 0.02 * (seed % 2)
        where.append(random.choices(points, often)[0] if named else None)
        days.append(f"2026-0{random.choices([1, 2, 3, 4], [9, 9, 9, quiet])[0]}-03")
    return make_responses(*packed, points=where, days=list(days))


def cells(responses: Responses, dimension: str) -> Labels:
    return responses.labels["service_point"] if dimension == "service_points" else responses.months


def exposures(responses: Responses, dimension: str, hidden: set[str]) -> list[str]:
    """Return the hidden results that subtraction from the shown ones tells or nearly tells.

    The reader is given more than a report says: how many valid answers each hidden cell has.
    """
    labels, found = cells(responses, dimension), []
    for index, items in ITEMS.items():
        answers = responses.answers[:, items]
        valid = np.isin(answers, [ord(sign) for sign in "12345"])
        satisfied = np.isin(answers, [ord(sign) for sign in "45"])
        if satisfied.sum() in {0, valid.sum()} or valid.any(axis=1).sum() < LEAST_TO_SHOW:
            continue  # The figure of all responses tells it, whatever else is hidden.
        unshown = [labels.codes == labels.names.index(name) for name in sorted(hidden)]
        unshown.append(labels.codes == MISSING)
        asked = [int(valid[chosen].sum()) for chosen in unshown]
        left = sum(satisfied[chosen].sum() for chosen in unshown)
        people = sum(valid[chosen].any(axis=1).sum() for chosen in unshown)
        for place, _ in enumerate(unshown):
            few = int(valid[unshown[place]].any(axis=1).sum())
            if not 0 < few < LEAST_TO_SHOW:
                continue
            if people < LEAST_TO_SHOW or _width(asked, left, place) < 1:
                found.append(f"{dimension} {index} {place}")
    return found


def _width(asked: list[int], left: int, place: int) -> float:
    direction = np.arange(len(asked)) == place
    known = {
        "A_eq": np.ones((1, len(asked))),
        "b_eq": [left],
        "bounds": [(0, count) for count in asked],
    }
    low, high = linprog(direction * 1.0, **known), linprog(direction * -1.0, **known)
    return float(-high.fun - low.fun)


def hidden_in(report: Report, dimension: str) -> set[str]:
    """Return the names whose results the JSON holds back, after checking that it holds back all."""
    groups = json.loads(report_json(report, "vi"))[dimension]
    hidden = {g["id"] for g in groups if any(e["estimate"] is None for e in g["indices"])}
    for group in groups:
        if group["id"] in hidden:
            assert {e["estimate"] for e in group["indices"]} == {None}
            assert {e["answers"] for e in group["indices"]} == {None}
    return hidden


@pytest.mark.parametrize("seed", range(40))
def test_no_hidden_result_is_told_by_the_shown_ones(seed: int) -> None:
    responses = office(seed)
    report = build_report(responses, PLAN, SOURCE)
    for dimension in DIMENSIONS:
        hidden = hidden_in(report, dimension)
        assert exposures(responses, dimension, hidden) == []


def test_hiding_only_where_few_answered_would_tell_them() -> None:
    found = []
    for responses in map(office, range(40)):
        for dimension in DIMENSIONS:
            labels = cells(responses, dimension)
            counts = np.bincount(labels.codes[labels.codes != MISSING], minlength=1)
            few = {
                name
                for name, count in zip(labels.names, counts, strict=False)
                if 0 < count < LEAST_TO_SHOW
            }
            found += exposures(responses, dimension, few)
    assert len(found) > 10


def test_the_smallest_other_result_is_hidden_and_says_why() -> None:
    marks = ["5----", "2----"]
    report = report_of(*marks * 41, points=["a"] * 4 + ["b"] * 30 + ["c"] * 48)
    few, protects, shown = report.service_points
    assert [group.responses for group in report.service_points] == [4, 30, 48]
    assert few.caveats[0].code is CaveatCode.FEW_RESPONSES
    assert protects.caveats[0].code is CaveatCode.HIDDEN_TO_PROTECT_OTHERS
    assert protects.indices[0].caveats == protects.caveats
    assert protects.indices[0].estimate is None
    assert shown.indices[0].estimate is not None
    assert report.indices[0].estimate is not None


def test_every_format_says_why_a_result_is_hidden() -> None:
    report = report_of(*["5----", "2----"] * 41, points=["a"] * 4 + ["b"] * 30 + ["c"] * 48)
    reason = "giữ kín ở chỗ khác"
    for render in (report_html, report_csv, report_json):
        assert reason in render(report, "vi").decode()
    assert "worked out by subtraction" in report_html(report, "en").decode()


def test_all_results_of_a_cell_are_hidden_when_few_answered_one_of_them() -> None:
    packed = ["5----"] * 15 + ["444--"] * 9 + ["2----", "435--"] * 30
    responses = make_responses(*packed, points=["a"] * 24 + ["b"] * 60)
    first, second = build_report(responses, PLAN, SOURCE).service_points
    codes = [[caveat.code for caveat in entry.caveats] for entry in first.indices]
    assert codes == [[CaveatCode.HIDDEN_TO_PROTECT_OTHERS], [CaveatCode.FEW_RESPONSES]]
    assert first.caveats == ()
    assert [entry.estimate for entry in (*first.indices, *second.indices)] == [None] * 4


def test_the_few_without_a_service_point_are_protected_too() -> None:
    report = report_of(*["5----", "2----"] * 30, points=[None] * 4 + ["a"] * 20 + ["b"] * 36)
    first, second = report.service_points
    assert first.indices[0].estimate is None
    assert second.indices[0].estimate is not None


def tally(*counts: float, rest: float = 0, least: float = LEAST_TO_SHOW) -> Tally:
    return Tally(np.array(counts, np.float64), rest, least)


def hidden(*responses: int, kinds: tuple[Tally, ...] = (), rest: int = 0) -> list[int]:
    found = hidden_in_list(responses, [tally(*responses, rest=rest)], kinds)
    return np.flatnonzero(found).tolist()


@pytest.mark.parametrize(
    ("responses", "expected"),
    [
        ((), []),
        ((10, 20), []),
        ((4, 0, 30, 20), [0, 3]),
        ((4, 5, 30), [0, 1, 2]),
        ((4, 6, 30), [0, 1]),
        ((9,), [0]),
        ((4, 3), [0, 1]),
    ],
)
def test_hidden_cells_have_ten_respondents_together(
    responses: tuple[int, ...], expected: list[int]
) -> None:
    assert hidden(*responses) == expected


def test_hidden_cells_are_not_all_of_one_kind() -> None:
    unsatisfied = tally(0, 0, 5, 0, least=1)
    assert hidden(4, 12, 40, 20, kinds=(unsatisfied,)) == [0, 2]
    assert hidden(4, 12, 40, 20, kinds=(tally(0, 0, 0, 0, least=1),)) == [0, 1]


def test_what_belongs_to_no_cell_counts_as_a_hidden_one() -> None:
    assert hidden(4, 20, 30, rest=6) == [0]
    assert hidden(15, 20, rest=6) == [0]
    assert hidden(15, 20, rest=12) == []


def test_a_cell_that_only_blanks_came_from_needs_no_protection() -> None:
    found = hidden_in_list([4, 30], [tally(0, 30)])
    assert found.tolist() == [True, False]


def test_the_questionnaire_of_these_tests_has_the_items_that_they_count() -> None:
    assert [item.id for item in SMALL.items] == ["signs", "courtesy", "fee"]
