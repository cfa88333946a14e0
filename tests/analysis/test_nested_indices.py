"""An index less one that it contains is known where both are shown: it tells of no few people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest

from analysis.columns import MODE
from analysis.disclosure.thresholds import LEAST
from analysis.report.build import build_report, build_report_beside
from analysis.report.findings import basis, too_few
from analysis.report.model import Group, Period, Report
from analysis.report.sample import withholding
from analysis.report.sample.differences import with_differences
from analysis.responses import Responses, labelled, unpacked
from questionnaires.model import Plan
from questionnaires.months import months_from
from questionnaires.published import load_questionnaire
from questionnaires.scoring import pack
from tests.analysis.forms import PLAN
from tests.analysis.test_report_beside import MIXED
from tests.analysis.test_report_build import SOURCE, make_responses

SEVERAL = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))
Counts = Mapping[str, Sequence[tuple[int, int]]]
Cell = tuple[str, int]  # service point and month


def office(counts: Counts) -> Responses:
    """Return the responses of each service point by month: all people, and who answered `signs`.

    The first index of the plan is of all items, the second of all but this.
    """
    rows = [
        ((row if place < asked else f"-{row[1:]}"), point, f"2026-{month:02}-03")
        for point, of_point in counts.items()
        for month, (people, asked) in enumerate(of_point, 1)
        for place, row in enumerate((MIXED * people)[:people])
    ]
    packed, points, days = zip(*rows, strict=True)
    return make_responses(*packed, points=list(points), days=list(days))


def published(
    responses: Responses, *periods: tuple[int, int], plans: Sequence[Plan] = (PLAN,) * 9
) -> list[Report]:
    reports: list[Report] = []
    for (first, count), plan in zip(periods, plans, strict=False):
        months = months_from(date(2026, first, 1), count)
        period = Period(months.begins, months.ends)
        reports.append(build_report_beside(reports, responses, plan, SOURCE, period))
    return reports


def shown(groups: Sequence[Group]) -> list[str]:
    return [group.id for group in groups if group.is_exact]


def test_what_one_person_alone_answered_at_a_point_is_not_told_by_two_indices() -> None:
    counts = {"A": [(30, 0), (30, 1), (30, 0)], "B": [(25, 12)] * 3, "C": [(40, 40)] * 3}
    january, both, february, quarter, march = published(office(counts), *SEVERAL)
    assert shown(january.service_points) == shown(march.service_points) == ["A", "B", "C"]
    # With A waits B, which would tell A by the whole.
    assert shown(february.service_points) == ["C"]
    assert shown(both.service_points) == ["C"]
    assert shown(quarter.service_points) == ["C"]


def test_where_both_indices_are_hidden_their_difference_costs_nothing() -> None:
    counts = {"A": [(5, 1)], "B": [(25, 24)], "C": [(40, 40)], "D": [(41, 40)]}
    (january,) = published(office(counts), (1, 1))
    assert shown(january.service_points) == ["C", "D"]


def test_where_nobody_answered_what_only_one_index_asks_nothing_waits() -> None:
    (january, *_) = published(office({"A": [(12, 0)] * 3, "B": [(40, 0)] * 3}), *SEVERAL)
    assert shown(january.service_points) == ["A", "B"]


def test_two_items_of_few_that_one_index_asks_beyond_another_are_not_told_together() -> None:
    asked, (wide, narrow) = load_questionnaire("counter.v1"), PLAN.indices
    plan = replace(
        PLAN,
        indices=(
            replace(wide, factors=("access", "procedures", "feedback")),
            replace(narrow, factors=("procedures",)),
        ),
    )
    # With the six who paid a fee, which both indices ask of, they are eleven.
    kinds = (["signs", "feedback_ways"], 5), (["fee", "papers"], 6), (["papers", "time_limit"], 40)
    packed = [
        pack(asked, dict.fromkeys(items, "4")) for items, count in kinds for _ in range(count)
    ]
    days = np.full(len(packed), "2026-01-03", "datetime64[D]")
    responses = Responses(asked, unpacked(packed, asked), {}, days)
    report = build_report(responses, plan, SOURCE)
    assert [index.is_exact for index in report.indices].count(True) == 1


def test_what_the_report_of_a_month_hides_later_lists_of_months_hide_too() -> None:
    counts = {"A": [(30, 20), (30, 4), (30, 20), (30, 20)]}
    reports = published(office(counts), (1, 1), (2, 1), (1, 3), (3, 1), (1, 4))
    _, february, quarter, _, four = reports
    assert [index.is_exact for index in february.indices] == [True, False]
    for report in (quarter, four):
        assert "2026-02" not in shown(report.months)


def test_a_later_list_of_months_tells_not_what_indices_of_two_plans_tell_together() -> None:
    people, everything = (replace(PLAN, indices=PLAN.indices[at : at + 1]) for at in (1, 0))
    responses = office({"A": [(30, 20), (30, 4), (30, 20)]})
    plans = (people, people, everything)
    _, february, quarter = published(responses, (1, 1), (2, 1), (1, 3), plans=plans)
    assert february.indices[0].is_exact
    assert quarter.indices[0].is_exact
    assert "2026-02" not in shown(quarter.months)


def test_what_no_plan_before_told_is_protected_still() -> None:
    people = replace(PLAN, indices=PLAN.indices[1:])
    counts = {"A": [(30, 2), (30, 3), (30, 20)], "B": [(30, 20)] * 3, "C": [(40, 40)] * 3}
    plans = (people, people, PLAN, PLAN)
    *_, march, quarter = published(office(counts), (1, 1), (2, 1), (3, 1), (1, 3), plans=plans)
    assert shown(march.service_points) == ["A", "B", "C"]
    # Less March it would be the five of January and February.
    assert shown(quarter.service_points) == ["C"]


def beside_a_busy_point(*, kiosk: int = 0, **own: Sequence[str]) -> Report:
    """Return the report of points, B too; so many of each answered at a kiosk."""
    rows = [
        (row, point, "kiosk" if place < kiosk else "poster")
        for point, of_point in own.items()
        for place, row in enumerate(of_point)
    ]
    rows += [(row, "B", way) for row in MIXED * 2 for way in ("kiosk", "poster")]
    packed, points, ways = zip(*rows, strict=True)
    responses = make_responses(*packed, points=list(points), days=["2026-01-03"] * len(rows))
    labels = {**responses.labels, MODE: labelled(list(ways))}
    (january,) = published(replace(responses, labels=labels), (1, 1))
    return january


def test_a_difference_of_ten_people_near_an_end_is_told() -> None:
    january = beside_a_busy_point(A=["442--", "424--"] * 6)
    assert shown(january.service_points) == ["A", "B"]


def test_an_end_of_one_index_leaves_the_difference_unknown() -> None:
    own = [*["444--"] * 14, *["442--"] * 4]
    a, _, c = beside_a_busy_point(A=own, C=own).service_points
    for point in (a, c):
        service, people = point.indices
        assert service.end is not None
        assert people.is_exact


def test_a_difference_that_leaves_few_of_them_no_room_waits() -> None:
    # All twelve are satisfied with the signs, so the five at the kiosk are.
    january = beside_a_busy_point(A=["442--", "424--"] * 6, kiosk=5)
    assert shown(january.service_points) == []


def test_an_index_less_all_that_it_contains_is_told_by_all_of_them() -> None:
    sums = with_differences({"all": "abcd", "one": "ab", "two": "c", "same": "bac"})
    assert list(sums) == [
        ("all",),
        ("one",),
        ("two",),
        ("same",),
        ("all", "one"),
        ("all", "one", "two"),
        ("all", "two"),
    ]
    found = {"".join(ids): "".join(sorted(items)) for ids, items in sums.items()}
    assert (found["allone"], found["allonetwo"], found["alltwo"]) == ("cd", "d", "abd")


def quiet_office(random: Random) -> Counts:
    """Return an office where a few people here and there answered what only one index asks."""
    return {
        f"Quầy {at}": [
            (count := random.randint(10, 40), random.choice([0, 1, 4, count // 2, count]))
            for _ in range(3)
        ]
        for at in range(random.randint(2, 4))
    }


def told(cells: Sequence[Cell], reports: Sequence[Report]) -> Iterator[list[bool]]:
    """Yield what cells the difference of the indices is told of."""
    for report in reports:
        assert report.period.begins is not None
        assert report.period.ends is not None
        months = range(report.period.begins.month, report.period.ends.month + 1)
        if all(index.is_exact for index in report.indices):
            yield [month in months for _, month in cells]
        for name in shown(report.service_points):
            yield [point == name and month in months for point, month in cells]
        for name in shown((*report.months, *report.quarters)):
            yield [
                month in months and name in {f"2026-{month:02}", "2026-Q1"} for _, month in cells
            ]


def few_told(counts: Counts) -> list[str]:
    """Return the service points and months of one to nine people that follow; told by rank."""
    reports = published(office(counts), *SEVERAL)
    sizes = {(p, at): n for p, of in counts.items() for at, (_, n) in enumerate(of, 1) if n}
    cells = list(sizes)
    known = np.array(list(told(cells, reports)), np.float64).reshape(-1, len(cells))
    rank = np.linalg.matrix_rank(known) if known.size else 0
    sums = {f"{p} {at}": [cell == (p, at) for cell in cells] for p, at in cells}
    sums |= {f"{at}": [cell[1] == at for cell in cells] for _, at in cells}
    return [
        name
        for name, wanted in sums.items()
        if np.dot(wanted, list(sizes.values())) < LEAST
        and np.linalg.matrix_rank(np.vstack((known, wanted))) == rank
    ]


@pytest.mark.parametrize("seed", range(12))
def test_no_difference_of_indices_tells_of_few(seed: int) -> None:
    assert few_told(quiet_office(Random(seed))) == []


def test_indices_audited_each_alone_tell_of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    def alone(indices: Mapping[str, Sequence[str]]) -> dict[tuple[str, ...], Sequence[str]]:
        return {(index,): items for index, items in indices.items()}

    for module in (basis, too_few, withholding):
        monkeypatch.setattr(module, "with_differences", alone)
    assert any(few_told(quiet_office(Random(seed))) for seed in range(6))
