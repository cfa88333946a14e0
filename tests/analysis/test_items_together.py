"""Items, factors and indices of all reports together tell of no item that few answered."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest

from analysis.disclosure.thresholds import LEAST
from analysis.report.build import build_report_beside
from analysis.report.model import Period, Report
from analysis.responses import Responses
from questionnaires.months import months_from
from tests.analysis.forms import PLAN, SMALL
from tests.analysis.test_report_build import SOURCE, make_responses

ITEMS = ("signs", "courtesy", "fee")
OF = {
    **{item: {item} for item in ITEMS},
    "place": {"signs"},
    "people": {"courtesy", "fee"},
    "service": set(ITEMS),
}
MONTHS = 3
Cell = tuple[str, int]


def office(random: Random) -> Responses:
    """Return what some people answered, many of them not every question."""
    rows = []
    for month in range(1, MONTHS + 1):
        asked = [random.choice([0.15, 0.5, 1.0]) for _ in ITEMS]
        for _ in range(random.randint(14, 30)):
            marks = [random.choice("4521") if random.random() < one else "-" for one in asked]
            rows.append(("".join(marks) + "--", f"2026-{month:02}-05"))
    packed, days = zip(*rows, strict=True)
    return make_responses(*packed, days=list(days))


def published(responses: Responses) -> list[Report]:
    """Return the reports of each month and of the year so far, one after another."""
    reports: list[Report] = []
    for last in range(1, MONTHS + 1):
        for first in dict.fromkeys((1, last)):
            months = months_from(date(2026, first, 1), last - first + 1)
            period = Period(months.begins, months.ends)
            so_far = responses.days <= np.datetime64(months.ends)
            seen = responses.selected(np.asarray(so_far, np.bool_))
            reports.append(build_report_beside(reports, seen, PLAN, SOURCE, period))
    return reports


def figures(cells: Sequence[Cell], reports: Sequence[Report]) -> Iterator[list[bool]]:
    for report in reports:
        assert report.period.begins is not None
        assert report.period.ends is not None
        months = range(report.period.begins.month, report.period.ends.month + 1)
        for entry in (*report.items, *report.factors, *report.indices):
            if entry.is_exact:
                yield [item in OF[entry.id] and month in months for item, month in cells]


def few_told(responses: Responses, reports: Sequence[Report]) -> list[Cell]:
    """Return the cells of one to nine people that follow from the reports; told by rank."""
    answers = {item: responses.column(item) != ord("-") for item in ITEMS}
    months = np.array([day.month for day in responses.days.astype(object)])
    sizes = {
        (item, month): int((answers[item] & (months == month)).sum())
        for item in ITEMS
        for month in range(1, MONTHS + 1)
    }
    cells = [cell for cell, size in sizes.items() if size]
    known = np.array(list(figures(cells, reports)), np.float64)
    rank = np.linalg.matrix_rank(known)
    return [
        cell
        for at, cell in enumerate(cells)
        if sizes[cell] < LEAST
        and np.linalg.matrix_rank(np.vstack((known, np.eye(len(cells))[at]))) == rank
    ]


@pytest.mark.parametrize("seed", range(12))
def test_no_item_of_few_people_in_a_month_follows(seed: int) -> None:
    responses = office(Random(seed))
    assert few_told(responses, published(responses)) == []


def test_each_report_alone_tells_of_few() -> None:
    told = []
    for seed in range(12):
        responses = office(Random(seed))
        alone = [
            build_report_beside([], responses, PLAN, SOURCE, report.period)
            for report in published(responses)
        ]
        told += few_told(responses, alone)
    assert told


def test_an_index_that_is_withheld_stands_in_no_list() -> None:
    # Three answered what the second index asks in February, thirty in January.
    rows = [("244--", "2026-01-05")] * 30 + [("2----", "2026-02-05")] * 27
    rows += [("424--", "2026-02-05")] * 3
    packed, days = zip(*rows, strict=True)
    points = ["A", "B"] * (len(rows) // 2)
    responses = make_responses(*packed, points=list(points), days=list(days))
    reports: list[Report] = []
    for first, count in ((1, 1), (2, 1), (1, 2)):
        months = months_from(date(2026, first, 1), count)
        period = Period(months.begins, months.ends)
        reports.append(build_report_beside(reports, responses, PLAN, SOURCE, period))
    withheld = [report for report in reports if not report.indices[1].is_exact]
    assert withheld
    for report in withheld:
        groups = [group for groups in report.lists.values() for group in groups]
        assert groups
        assert not any(group.indices[1].is_exact or group.indices[1].end for group in groups)


def test_an_index_of_other_items_before_counts_too() -> None:
    # An office that follows another plan for a period that has a report already.
    rows = [("42---", "2026-01-05"), ("24---", "2026-01-05")] * 15 + [("424--", "2026-01-05")] * 4
    packed, days = zip(*rows, strict=True)
    responses = make_responses(*packed, days=list(days))
    period = Period(date(2026, 1, 1), date(2026, 1, 31))
    first = build_report_beside([], responses, PLAN, SOURCE, period)
    assert not first.items[2].is_exact
    own = replace(PLAN, id="own", indices=(replace(PLAN.indices[0], id="own", factors=("place",)),))
    second = build_report_beside([first], responses, own, SOURCE, period)
    known = [
        (entry.id, entry.is_exact)
        for report in (first, second)
        for entry in (*report.items, *report.factors, *report.indices)
    ]
    # Of the two that answered few and its factor's other item one at most follows.
    assert ("fee", True) not in known
    assert not {("courtesy", True), ("people", True)} <= set(known)


def test_the_form_is_the_one_that_is_counted() -> None:
    assert tuple(item.id for item in SMALL.items) == ITEMS
