"""What moved since another time, from figures that both reports show."""

from dataclasses import replace
from datetime import date
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.caveats import CaveatCode
from analysis.estimates import Interval
from analysis.estimators.bounds import CountedShares, counted_shares
from analysis.estimators.differences import METHOD, difference_interval, differences
from analysis.estimators.moments import Moments
from analysis.estimators.rows import Rows
from analysis.estimators.shares import shares_of
from analysis.estimators.strata import part_sums, single_stratum
from analysis.report.build import build_report
from analysis.report.findings.changes import Change, Movement, held_against
from analysis.report.findings.compared import (
    Reference,
    compared,
    definitions_of,
    wanted_references,
)
from analysis.report.model import Period, Report, Source
from questionnaires.months import Months, months_from
from questionnaires.partly_asked import partly_asked
from questionnaires.pooling import pooled
from questionnaires.reader import read_questionnaire
from tests.analysis.cases import make_answered, make_counts
from tests.analysis.forms import PLAN, SMALL
from tests.analysis.test_report_beside import office, published
from tests.analysis.test_report_build import SOURCE, make_responses

MANY, FEW = ("555--",), ("222--",)
MAY = Period(date(2026, 5, 1), date(2026, 5, 31))


def months(first: date, count: int) -> Period:
    found = months_from(first, count)
    return Period(found.begins, found.ends)


def answered(day: str, satisfied: int, others: int) -> tuple[list[str], list[str | None]]:
    return [*MANY * satisfied, *FEW * others], [day] * (satisfied + others)


def report_of_may(*parts: tuple[list[str], list[str | None]], period: Period = MAY) -> Report:
    packed = [each for rows, _ in parts for each in rows]
    days = [each for _, of_part in parts for each in of_part]
    return build_report(make_responses(*packed, days=days), PLAN, SOURCE, period)


def changes(report: Report, index: str = "service") -> dict[Reference, Change]:
    return {each.reference: each for each in report.findings_of(Change) if each.id == index}


def test_the_interval_of_a_difference_is_that_of_the_formula() -> None:
    # In R: a <- binom.test(45, 50)$conf.int; b <- binom.test(40, 50)$conf.int
    #       .1 - sqrt((.9 - a[1])^2 + (b[2] - .8)^2); .1 + sqrt((a[2] - .9)^2 + (.8 - b[1])^2)
    one = Interval(0.7818646336, 0.9667249064, 0.95, "clopper_pearson")
    other = Interval(0.6628168916, 0.8996977625, 0.95, "clopper_pearson")
    found = difference_interval(0.9, one, 0.8, other)
    assert found.low == pytest.approx(0.1 - hypot(0.1181353664, 0.0996977625))
    assert (found.low, found.high) == pytest.approx((-0.0545820451, 0.2525497242))
    assert (found.confidence_level, found.method) == (0.95, METHOD)


def test_intervals_of_two_levels_give_no_difference() -> None:
    one, other = Interval(0.1, 0.3, 0.95, ""), Interval(0.1, 0.3, 0.9, "")
    with pytest.raises(ValueError, match=r"one confidence level: 0\.95, 0\.9"):
        difference_interval(0.2, one, 0.2, other)


people = st.lists(st.integers(0, 3), min_size=2, max_size=30)


def counted(satisfied: list[int]) -> CountedShares:
    rows = Rows(satisfied, [3] * len(satisfied), items=3)
    return counted_shares(shares_of(part_sums([single_stratum(Moments.of(rows))])))


@given(people, people)
def test_it_is_the_interval_of_the_answers_themselves(ones: list[int], others: list[int]) -> None:
    every = counted(ones), counted(others)
    wanted = differences(*every)
    one, other = (
        Interval(float(low[0]), float(high[0]), 0.95, "")
        for low, high in (each.bounds(0.95) for each in every)
    )
    first, second = (float(each.shares[0]) for each in every)
    found = difference_interval(first, one, second, other)
    assert (found.low, found.high) == pytest.approx((wanted.low[0], wanted.high[0]), abs=1e-9)
    assert -1 <= found.low <= first - second <= found.high <= 1
    back = difference_interval(second, other, first, one)
    assert (back.low, back.high) == pytest.approx((-found.high, -found.low))


@pytest.mark.parametrize(
    ("period", "wanted"),
    [
        (months(date(2026, 3, 1), 1), {"BEFORE": (2026, 2, 1), "YEAR_EARLIER": (2025, 3, 1)}),
        (months(date(2026, 1, 1), 3), {"BEFORE": (2025, 10, 3), "YEAR_EARLIER": (2025, 1, 3)}),
        (months(date(2026, 1, 1), 12), {"BEFORE": (2025, 1, 12)}),
        # The year so far, the period of the plan, and months of neither kind.
        (months(date(2026, 1, 1), 5), {"YEAR_EARLIER": (2025, 1, 5)}),
        (months(date(2026, 1, 1), 6), {"BEFORE": (2025, 7, 6), "YEAR_EARLIER": (2025, 1, 6)}),
        (months(date(2026, 2, 1), 14), {}),
        (Period(date(2026, 3, 2), date(2026, 3, 31)), {}),
        (Period(date(2026, 3, 1)), {}),
        (Period(), {}),
        (months(date(1, 1, 1), 1), {}),
    ],
)
def test_a_period_is_held_against_these(
    period: Period, wanted: dict[str, tuple[int, int, int]]
) -> None:
    found = wanted_references(period, PLAN)
    assert found == {
        Reference(name): months_from(date(year, month, 1), count)
        for name, (year, month, count) in wanted.items()
    }


def test_a_report_of_a_file_is_held_against_its_other_months() -> None:
    report = report_of_may(
        answered("2026-05-04", 90, 10), answered("2026-04-04", 60, 40), answered("2025-05-04", 7, 2)
    )
    found = changes(report)
    before, year = found[Reference.BEFORE], found[Reference.YEAR_EARLIER]
    assert (before.period, before.name) == (months(date(2026, 4, 1), 1), "Sở thử")
    assert (before.earlier, before.difference) == pytest.approx((0.6, 0.3))
    assert before.interval is not None
    assert 0.1 < before.interval.low < 0.3 < before.interval.high < 0.5
    assert before.movement is Movement.HIGHER
    # Nine people a year before are too few.
    assert (year.difference, year.movement, year.name) == (None, None, "")
    (caveat,) = year.caveats
    assert caveat.code is CaveatCode.TOO_FEW_THEN
    assert caveat.values == {"begins": "2025-05-01", "ends": "2025-05-31"}


@pytest.mark.parametrize(
    ("satisfied", "movement"), [(60, Movement.LOWER), (88, Movement.UNDECIDED)]
)
def test_a_movement_is_told_where_chance_alone_does_not_reach(
    satisfied: int, movement: Movement
) -> None:
    then = answered("2026-04-04", 90, 10)
    report = report_of_may(answered("2026-05-04", satisfied, 100 - satisfied), then)
    assert changes(report)[Reference.BEFORE].movement is movement


def test_a_published_report_is_held_against_published_ones() -> None:
    responses = office({"A": (60, 60, 60)})
    january, february = published(responses, (1, 1), (2, 1))
    nothing = changes(january)[Reference.BEFORE]
    assert nothing.name == ""
    assert [caveat.code for caveat in nothing.caveats] == [CaveatCode.NOTHING_THEN]
    found = changes(february)[Reference.BEFORE]
    assert found.earlier == january.indices[0].estimate.estimate  # type: ignore[union-attr]
    assert found.difference == 0


def test_what_one_of_the_reports_does_not_show_is_not_compared() -> None:
    packed = [*["22---"] * 20, *["44---"] * 20]
    now = report_of_may((packed, ["2026-05-04"] * 40), answered("2026-04-04", 9, 2))
    months_before = compared(now)
    assert changes(now, "people")[Reference.BEFORE].difference is None
    hidden = replace(
        months_before,
        indices={
            name: replace(index, share=None, interval=None)
            for name, index in months_before.indices.items()
        },
    )
    (found, _) = held_against(
        build_report(make_responses(*packed), PLAN, SOURCE), [hidden]
    ).findings_of(Change)
    assert [caveat.code for caveat in found.caveats] == [CaveatCode.NO_FIGURE_TO_COMPARE]
    assert (found.reference, found.name) == (Reference.GIVEN, "Sở thử")


def test_months_of_unknown_cases_are_held_against_nothing() -> None:
    cells = [("a", f"2026-0{month}") for month in (4, 5) for _ in range(40)]
    responses = make_answered(cells, ["5544"] * 30 * 2 + ["2244"] * 20, ("service_point", "month"))
    counts = make_counts({("a", "2026-05"): 100}, ("service_point", "month"))
    report = build_report(responses, PLAN, Source("Sở thử", cases=counts), MAY)
    (caveat,) = changes(report)[Reference.BEFORE].caveats
    assert caveat.code is CaveatCode.CASES_UNKNOWN_THEN
    both = make_counts({("a", "2026-04"): 90, ("a", "2026-05"): 100}, ("service_point", "month"))
    weighted = build_report(responses, PLAN, Source("Sở thử", cases=both), MAY)
    assert changes(weighted)[Reference.BEFORE].difference is not None
    plain = build_report(responses, PLAN, SOURCE, MAY)
    given_one = held_against(weighted, [compared(plain)]).findings_of(Change)[-1]
    assert [each.code for each in given_one.caveats] == [CaveatCode.WEIGHTED_OTHERWISE_THEN]


def test_a_report_on_other_criteria_is_not_compared() -> None:
    packed = ["444--"] * 30 + ["222--"] * 10
    report = build_report(make_responses(*packed), PLAN, SOURCE)
    other = partly_asked(SMALL, ["fee"])
    then = replace(compared(report), indices={})
    (found, _) = held_against(report, [then]).findings_of(Change)
    assert [each.code for each in found.caveats] == [CaveatCode.ASKED_OTHERWISE_THEN]
    assert definitions_of(other, PLAN, report.items) != definitions_of(SMALL, PLAN, report.items)
    assert compared(report).period == Period()


def test_an_index_is_the_same_in_versions_that_ask_its_items_alike() -> None:
    text = SMALL.text.replace("version: 1", "version: 2")
    same = read_questionnaire(text, "small.v2.yaml")
    other = read_questionnaire(text.replace("Mức phí đúng", "Phí đúng"), "small.v2.yaml")
    scale = read_questionnaire(text.replace("vi: Bình thường", "vi: Tạm được"), "small.v2.yaml")
    packed = ["444--"] * 30 + ["222--"] * 10
    items = build_report(make_responses(*packed), PLAN, SOURCE).items
    wanted = definitions_of(SMALL, PLAN, items)
    assert definitions_of(same, PLAN, items) == wanted
    assert definitions_of(other, PLAN, items) != wanted
    assert definitions_of(scale, PLAN, items) != wanted
    # Read as one with a version that asks otherwise, and answered by nobody, it is still the same.
    every = pooled([SMALL, other])
    nobody = replace(items[2], id="fee", estimate=replace(items[2].estimate, respondents=0))  # type: ignore[type-var]
    of_small = [*items[:2], replace(items[2], id="fee.v1"), nobody]
    assert definitions_of(every, PLAN, of_small) == wanted
    assert set(definitions_of(SMALL, None, items)) == {"all"}
    assert Months(date(2026, 1, 1), date(2026, 6, 30)) == PLAN.months
