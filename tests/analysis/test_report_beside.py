"""A report that is published beside others withholds what they would tell together."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import sqrt

import pytest

from analysis.caveats import CaveatCode
from analysis.report.build import build_report_beside
from analysis.report.findings.changes import Change
from analysis.report.findings.facts import Fact
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.formats.csv import write as report_csv
from analysis.report.formats.html import write as report_html
from analysis.report.formats.json import write as report_json
from analysis.report.model import Coverage, Period, Report
from analysis.report.sample.earlier import Earlier, SubtractedReports
from analysis.report.stored import report_of, stored
from analysis.responses import Responses
from questionnaires.months import months_from
from tests.analysis.cases import make_counts
from tests.analysis.forms import PLAN
from tests.analysis.test_report_build import SOURCE, make_responses

# Six of ten are satisfied, far from the ends of the scale.
MIXED = ("44421", "22212", "44412", "21222", "44421", "24412", "42422", "44412", "12222", "44422")
Counts = Mapping[str, Sequence[int]]


def office(counts: Counts, mixed: Sequence[str] = MIXED) -> Responses:
    """Return the responses of service points, by their numbers in each month from January on."""
    rows = [
        (mixed[place % len(mixed)], point, f"2026-{month:02}-03")
        for point, of_point in counts.items()
        for month, count in enumerate(of_point, 1)
        for place in range(count)
    ]
    packed, points, days = zip(*rows, strict=True)
    return make_responses(*packed, points=list(points), days=list(days))


def published(responses: Responses, *periods: tuple[int, int]) -> list[Report]:
    """Return the reports of periods, as first month and number of months, one after another."""
    reports: list[Report] = []
    for first, count in periods:
        months = months_from(date(2026, first, 1), count)
        period = Period(months.begins, months.ends)
        reports.append(build_report_beside(reports, responses, PLAN, SOURCE, period))
    return reports


def shown(report: Report, name: str = "service_points") -> list[str]:
    return [group.id for group in report.lists[name] if group.is_exact]


def test_months_that_a_report_joins_to_the_plan_count_too() -> None:
    responses = office({"A": (30,) * 4})
    reports = tuple(published(responses, (3, 2)))
    plan = replace(PLAN, begins=date(2026, 4, 1), ends=date(2026, 6, 30))
    earlier = Earlier(responses, reports, Period(date(2026, 4, 1), date(2026, 4, 30)), plan)
    assert earlier.linked == 0b1100


def test_what_was_said_of_another_questionnaire_s_people_gives_up_nobody() -> None:
    responses, others = office({"A": (40, 1)}), office({"A": (0, 20)})
    another = replace(others.questionnaire, id="another")
    (january,) = published(responses, (1, 1))
    (february,) = published(replace(others, questionnaire=another), (2, 1))
    assert all(item.is_exact for item in (*january.items, *february.items))
    two_months = Period(date(2026, 1, 1), date(2026, 2, 28))
    so_far = build_report_beside([january, february], responses, PLAN, SOURCE, two_months)
    # Less January's it would be what one person answered.
    assert not any(entry.is_exact for entry in (*so_far.items, *so_far.indices))


def test_the_error_of_a_criterion_tells_no_service_point_of_it() -> None:
    (january,) = published(office({"A": (12,), "B": (30,)}), (1, 1))
    assert shown(january) == ["A", "B"]
    assert january.strata == ()
    found = [item.estimate for item in january.items]
    # As of 42 people of one group: in two, each number of satisfied answers has its own error.
    expected = [sqrt(p * (1 - p) / 41) for each in found if each and (p := each.estimate)]
    assert [each.standard_error for each in found if each] == pytest.approx(expected)


def as_given_and_weighted() -> tuple[Report, Report]:
    """Return the report of two service points beside no other, without weights and with them."""
    responses = office({"A": (12,), "B": (30,)})
    months = months_from(date(2026, 1, 1), 1)
    by_month = {("A", "2026-01"): 40, ("B", "2026-01"): 900}
    counted = make_counts(by_month, ("service_point", "month"), made_up=True)
    plain = replace(SOURCE, counted=counted)
    cases = make_counts({("A",): 40, ("B",): 900}, made_up=True)
    one, other = (
        build_report_beside([], responses, PLAN, source, Period(months.begins, months.ends))
        for source in (plain, replace(plain, cases=cases))
    )
    return one, other


def test_of_a_published_report_the_indices_alone_are_weighted() -> None:
    plain, weighted = as_given_and_weighted()
    # Two equations of two service points, with weights and without, would tell each criterion.
    lists = ("factors", "items", "service_points", "fields", "modes", "months", "quarters")
    assert [getattr(weighted, name) for name in lists] == [getattr(plain, name) for name in lists]
    apart = (Change, IndexFormulas)
    for of_plain, of_weighted in zip(plain.findings, weighted.findings, strict=True):
        assert isinstance(of_plain, apart) or of_plain == of_weighted
    for of_plain, of_weighted in zip(
        plain.findings_of(IndexFormulas), weighted.findings_of(IndexFormulas), strict=True
    ):
        estimates = [figure.estimate for figure in of_plain.figures]
        assert [figure.estimate for figure in of_weighted.figures] == estimates
        # One that is not weighted could contradict the verdict of the index, which is.
        assert not any(figure.verdict for figure in of_weighted.figures)
    (a, b), weights = plain.service_points, (40 / 12, 900 / 30)
    for at, (index, without) in enumerate(zip(weighted.indices, plain.indices, strict=True)):
        lines = [point.indices[at].estimate for point in (a, b)]
        valid = [w * line.answers for w, line in zip(weights, lines, strict=True) if line]
        satisfied = [v * (line.estimate or 0) for v, line in zip(valid, lines, strict=True) if line]
        assert index.estimate
        assert without.estimate
        assert index.estimate.estimate == pytest.approx(sum(satisfied) / sum(valid))
        assert index.unweighted == without.estimate.estimate != index.estimate.estimate


def test_a_report_with_weighted_indices_says_what_is_weighted() -> None:
    plain, weighted = as_given_and_weighted()
    assert (plain.weights_indices_alone, weighted.weights_indices_alone) == (False, True)
    told = [caveat.code for caveat in weighted.caveats]
    assert told.count(CaveatCode.CASES_MADE_UP) == 1
    assert CaveatCode.CASES_WITHOUT_MONTHS not in told
    assert weighted.coverage == plain.coverage == Coverage(42, 940)
    assert weighted.case_months == ("2026-01",)
    assert weighted.case_counts == plain.case_counts
    page, before = (report_html(report, "en").decode() for report in (weighted, plain))
    sentences = {
        "weighted to all cases": 2,
        "do not add up to the indices at the head": 3,
        "All figures of this table are of the answers as given": 1,
        "That is so of the indices alone.": 1,
        "The indices alone are weighted to the cases": 1,
    }
    assert {each: page.count(each) for each in sentences} == sentences
    assert not any(each in before for each in sentences)
    weights = json.loads(report_json(weighted, "en"))["provenance"]["methods"]["weights"]
    assert weights["of"] == "indices"
    assert "The indices alone are weighted" in report_csv(weighted, "en").decode()
    assert report_of(stored(weighted), weighted.questionnaire, weighted.plan) == weighted


def test_a_quarter_less_its_months_tells_no_month_of_few() -> None:
    responses = office({"A": (30, 30, 5), "B": (40, 40, 40), "C": (35, 35, 35)})
    january, february, quarter = published(responses, (1, 1), (2, 1), (1, 3))
    assert shown(january) == ["A", "B", "C"]
    # March of A would be the quarter less two months; it waits for the months that follow.
    assert shown(february) == ["A", "B", "C"]
    # With it waits C, or the quarter's total less the others would be A's.
    assert shown(quarter) == ["B"]
    withheld = next(group for group in quarter.service_points if group.id == "A")
    assert [caveat.code for caveat in withheld.caveats] == [
        CaveatCode.DISCLOSIVE_WITH_EARLIER_REPORTS
    ]
    assert "Chưa thể nêu" in report_html(quarter, "vi").decode()


def test_the_period_of_the_plan_is_told_of_whom_a_month_was_few() -> None:
    responses = office({"A": (9, 30, 4), "B": (40, 40, 40), "C": (35, 35, 35)})
    *months, plan = published(responses, (1, 1), (2, 1), (3, 1), (1, 6))
    assert shown(plan) == ["A", "B", "C"]
    # January and March together are enough, one of them would not be; C waits with them.
    assert [shown(report) for report in months] == [["B"], ["A", "B", "C"], ["B"]]


def test_months_of_a_quarter_are_told_as_they_were_published() -> None:
    # February was too few to be published: nor does the quarter tell January and March.
    responses = office({"A": (15, 3, 15), "B": (20, 2, 20)})
    (january, quarter) = published(responses, (1, 1), (1, 3))
    assert shown(january, "months") == ["2026-01"]
    assert shown(quarter, "months") == []


def test_a_criterion_of_few_in_one_month_is_not_told_by_the_others() -> None:
    # Only three answered the last criterion in February.
    answers = [*["444--"] * 9, *["242--"] * 6]
    responses = office({"A": (15, 0, 15)}, answers)
    few = office({"A": (0, 15)}, [*["24---"] * 12, *["244--"] * 3])
    packed = [bytes(row).decode() for row in (*responses.answers, *few.answers)]
    days = [str(day) for day in (*responses.days, *few.days)]
    together = make_responses(*packed, points=["A"] * 45, days=days)
    january, march, quarter = published(together, (1, 1), (3, 1), (1, 3))
    items = [[item.is_exact for item in report.items] for report in (january, march, quarter)]
    assert [of_report[2] for of_report in items].count(True) == 2
    hidden = next(r.items[2] for r in (january, march, quarter) if not r.items[2].is_exact)
    assert hidden.caveats[0].code is CaveatCode.DISCLOSIVE_WITH_EARLIER_REPORTS
    assert all(of_report[0] for of_report in items)


def test_an_index_that_is_withheld_is_told_by_no_other_formula() -> None:
    # Only three answered what the second index asks in February.
    many, few = [*["444--"] * 9, *["242--"] * 6], [*["2----"] * 12, *["444--"] * 3]
    parts = office({"A": (15, 0, 15)}, many), office({"A": (0, 15)}, few)
    packed = [bytes(row).decode() for part in parts for row in part.answers]
    days = [str(day) for part in parts for day in part.days]
    responses = make_responses(*packed, points=["A"] * 45, days=days)
    reports = published(responses, (1, 1), (3, 1), (1, 3))
    withheld = [
        (found, figures)
        for report in reports
        for found, figures in zip(report.indices, report.findings_of(IndexFormulas), strict=True)
        if not found.is_exact
    ]
    assert withheld
    assert all(figure.estimate is None for _, found in withheld for figure in found.figures)


@pytest.mark.parametrize("in_february", ["2----", "22---"], ids=["nobody", "later"])
def test_an_index_that_nobody_answered_is_published_and_says_so(in_february: str) -> None:
    one, other = office({"A": (30, 0)}, ["4----"]), office({"A": (0, 30)}, [in_february])
    packed = [bytes(row).decode() for part in (one, other) for row in part.answers]
    days = [str(day) for part in (one, other) for day in part.days]
    responses = make_responses(*packed, points=["A"] * 60, days=days)
    january, *_ = published(responses, (1, 1), (2, 1), (1, 2))
    service, people = january.indices
    assert service.is_exact
    assert [caveat.code for caveat in people.caveats] == [CaveatCode.NO_ANSWERS]
    assert "Nobody gave a valid answer here" in report_html(january, "en").decode()


def late(report: Report) -> list[int | None]:
    fact = next(fact for fact in report.findings_of(Fact) if fact.id == "late")
    return [answer.count for answer in fact.answers]


def test_an_answer_that_few_gave_in_a_month_is_not_told_by_the_others() -> None:
    many, few = ["4441-", "2222-"], [*["4441-"] * 2, *["2422-"] * 28]
    one, other = office({"A": (60, 0, 60)}, many), office({"A": (0, 30)}, few)
    packed = [bytes(row).decode() for row in (*one.answers, *other.answers)]
    days = [str(day) for day in (*one.days, *other.days)]
    responses = make_responses(*packed, points=["A"] * 150, days=days)
    reports = published(responses, (1, 1), (2, 1), (3, 1), (1, 3))
    assert [late(report)[0] for report in reports].count(None) == 2
    assert late(reports[1]) == [None, None]


def test_a_further_report_of_the_same_people_shows_the_same_lines() -> None:
    responses = office({"A": (30, 30, 5), "B": (40, 40, 40), "C": (35, 35, 35)})
    *_, february, again = published(responses, (1, 1), (2, 1), (2, 1))
    assert again == february


def test_a_further_report_of_a_few_people_more_is_refused() -> None:
    first = office({"A": (30, 30), "B": (40, 40)})
    (january,) = published(first, (1, 1))
    more = office({"A": (33, 30), "B": (40, 40)})
    with pytest.raises(SubtractedReports, match="3") as refused:
        build_report_beside([january], more, PLAN, SOURCE, january.period)
    assert refused.value.people == 3


def test_a_renamed_service_point_is_known_under_its_new_name() -> None:
    responses = office({"A": (30, 30, 5), "B": (40, 40, 40), "C": (35, 35, 35)})
    names = {"service_points": {"A": "Z"}}
    january, february = published(responses, (1, 1), (2, 1))
    before = [
        replace(
            report,
            service_points=tuple(
                replace(group, id=names["service_points"].get(group.id, group.id))
                for group in report.service_points
            ),
        )
        for report in (january, february)
    ]
    period = Period(date(2026, 1, 1), date(2026, 3, 31))
    quarter = build_report_beside(before, responses, PLAN, SOURCE, period)
    assert shown(quarter) == shown(published(responses, (1, 1), (2, 1), (1, 3))[-1])


def test_a_report_on_other_indices_may_have_told_as_much() -> None:
    responses = office({"A": (30, 30, 5), "B": (40, 40, 40), "C": (35, 35, 35)})
    before = [
        replace(
            report,
            indices=tuple(replace(entry, id=f"old-{entry.id}") for entry in report.indices),
            service_points=tuple(
                replace(g, indices=tuple(replace(e, id=f"old-{e.id}") for e in g.indices))
                for g in report.service_points
            ),
        )
        for report in published(responses, (1, 1), (2, 1))
    ]
    period = Period(date(2026, 1, 1), date(2026, 3, 31))
    quarter = build_report_beside(before, responses, PLAN, SOURCE, period)
    assert shown(quarter) == shown(published(responses, (1, 1), (2, 1), (1, 3))[-1])


def test_outside_a_plan_the_calendar_year_has_priority() -> None:
    responses = office({"A": (30, 30, 5), "B": (40, 40, 40)})
    period = Period(date(2026, 3, 1), date(2026, 3, 31))
    assert Earlier(responses, (), period, None).plan_so_far == (0b111, 9)
    assert Earlier(responses, (), period, PLAN).plan_so_far == (0b111, 3)
    over = Period(date(2026, 7, 1), date(2026, 7, 31))
    assert Earlier(responses, (), over, PLAN).plan_so_far == (0b111, 5)
    assert Earlier(responses, (), Period(), PLAN).now == 0b111


def test_a_share_of_which_an_end_was_shown_is_not_told_by_subtraction() -> None:
    # In January all of A are satisfied, which thirty people share; later they are as others.
    january = [("444--" if row < 30 else MIXED[row % 10], "A", 1 + row // 30) for row in range(60)]
    others = [(MIXED[row % 10], "B", 1 + row // 40) for row in range(80)]
    packed, points, months = zip(*january, *others, strict=True)
    days = [f"2026-{month:02}-03" for month in months]
    responses = make_responses(*packed, points=list(points), days=days)
    first, *later = published(responses, (1, 1), (2, 1), (1, 2))
    end = next(group for group in first.service_points if group.id == "A").indices[0].end
    assert end is not None
    assert sum("A" in shown(report) for report in later) == 1


def test_a_report_of_few_and_a_month_of_few_tell_nothing_that_counts() -> None:
    responses = office({"A": (5, 30, 6), "B": (3, 30, 20)})
    few, quarter, again = published(responses, (1, 1), (1, 3), (1, 3))
    assert [entry.is_exact for entry in few.indices] == [False, False]
    assert any(not group.is_exact for group in quarter.months)
    assert again == quarter
