"""A report has every number prepared, and shows nothing that it may not."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from analysis.caveats import CaveatCode
from analysis.disclosure.thresholds import LEAST, ShownShare
from analysis.estimates import Verdict
from analysis.estimators.strata import stratify_answering
from analysis.indices.satisfaction import satisfaction_rows
from analysis.reading import read_responses
from analysis.report.build import build_report
from analysis.report.findings.facts import Fact
from analysis.report.model import Group, Period, PeriodEndsFirst, Report, Source
from analysis.report.sample.groups import sample_of
from analysis.responses import Responses, labelled, unpacked
from tests.analysis.forms import PLAN, SMALL, office_rows, written

SOURCE = Source("Sở thử")


def make_responses(
    *packed: str, points: list[str | None] | None = None, days: list[str | None] | None = None
) -> Responses:
    return Responses(
        questionnaire=SMALL,
        answers=unpacked(packed, SMALL),
        labels={} if points is None else {"service_point": labelled(points)},
        days=np.array(days or [None] * len(packed), "datetime64[D]"),
    )


def report_of(*packed: str, **marks: list[str | None]) -> Report:
    return build_report(make_responses(*packed, **marks), None, SOURCE)


def codes(report: Report) -> list[CaveatCode]:
    return [caveat.code for caveat in report.caveats]


@pytest.fixture(scope="module")
def responses(tmp_path_factory: pytest.TempPathFactory) -> Responses:
    path = written(tmp_path_factory.mktemp("data"), office_rows())
    return read_responses(path, SMALL).responses


@pytest.fixture(scope="module")
def report(responses: Responses) -> Report:
    return build_report(responses, PLAN, SOURCE)


def test_counts_are_those_of_the_answers() -> None:
    report = report_of(*["54---", "3-0--", "-----"] * 6)
    (every,) = report.indices
    assert (report.responses, report.answers) == (18, 18)
    assert (every.id, every.formula) == ("all", "pooled_share")
    assert every.estimate is not None
    assert (every.estimate.respondents, every.estimate.answers) == (12, 18)
    assert every.estimate.estimate == pytest.approx(2 / 3)


def test_self_selection_is_the_first_doubt_of_every_report(report: Report) -> None:
    assert codes(report_of("54---"))[0] is CaveatCode.SELF_SELECTED
    assert codes(report)[:2] == [CaveatCode.MADE_UP, CaveatCode.SELF_SELECTED]


@pytest.mark.parametrize("packed", [(), ("-----", "--0--") * 5])
def test_without_a_valid_answer_there_is_no_figure(packed: tuple[str, ...]) -> None:
    report = report_of(*packed)
    for entry in (*report.indices, *report.factors, *report.items):
        assert entry.estimate is not None
        assert entry.estimate.estimate is None
        assert entry.estimate.interval is None
        assert [caveat.code for caveat in entry.caveats] == [CaveatCode.NO_ANSWERS]


def test_without_a_response_a_plan_has_no_verdict_but_too_few() -> None:
    report = build_report(make_responses(points=[]), PLAN, SOURCE)
    decision = report.indices[0].decision
    assert decision is not None
    assert decision.verdict is Verdict.TOO_FEW
    assert report.service_points == report.months == ()


def test_the_indices_are_the_plans_with_target_and_source(report: Report) -> None:
    service, people = report.indices
    assert (service.target, service.target_source) == (0.80, "Kế hoạch thử, mục 1")
    assert service.decision is not None
    assert (people.target, people.decision) == (None, None)


def test_strata_are_those_of_the_plan(report: Report, responses: Responses) -> None:
    rows = satisfaction_rows(responses.answers, SMALL, ("courtesy", "fee"))
    points = responses.labels["service_point"]
    expected = stratify_answering(rows, points.codes.astype(np.int64), [None] * len(points.names))
    assert sample_of(responses, PLAN.strata).strata(("courtesy", "fee")) == expected
    # One of them is withheld, and errors by service point would tell of it.
    assert (report.strata, CaveatCode.STRATA_WITHHELD in codes(report)) == ((), True)


def test_where_nothing_is_withheld_errors_go_by_the_strata_of_the_plan() -> None:
    packed, points = ["525--"] * 100, ["a"] * 50 + ["b"] * 50
    report = build_report(make_responses(*packed, points=list(points)), PLAN, SOURCE)
    assert report.strata == ("service_point",)
    assert CaveatCode.STRATA_WITHHELD not in codes(report)


def test_of_a_single_service_point_nothing_is_withheld_from_the_errors() -> None:
    # Its shares are masked; the errors of one group are those of all.
    report = build_report(make_responses(*["555--"] * 20, points=["a"] * 20), PLAN, SOURCE)
    assert report.service_points[0].indices[0].end is not None
    assert report.strata == ("service_point",)
    assert CaveatCode.STRATA_WITHHELD not in codes(report)


def test_a_service_point_is_a_domain_of_the_whole_sample(responses: Responses) -> None:
    months = responses.months
    rows = satisfaction_rows(responses.answers, SMALL, ("signs",))
    points = responses.labels["service_point"]
    sample = sample_of(responses, PLAN.strata)
    for place, found in enumerate(sample.strata_by_label(("signs",), months)):
        expected = stratify_answering(
            rows, points.codes.astype(np.int64), [None] * len(points.names), months.codes == place
        )
        assert found == expected


def test_two_strata_columns_make_a_group_of_each_pair() -> None:
    responses = make_responses("5----", "4----", "3----", points=["a", "a", "b"])
    both = responses.labels | {"ward": labelled(["x", "y", "y"])}
    crossed = Responses(SMALL, responses.answers, both, responses.days)
    assert sample_of(crossed, ("service_point", "ward")).count == 3


def test_missing_strata_columns_are_said_and_make_one_group() -> None:
    report = build_report(make_responses("5----", "4----"), PLAN, SOURCE)
    assert CaveatCode.NO_STRATA in codes(report)
    assert report.strata == ()


def test_responses_without_a_stratum_form_one_and_are_counted() -> None:
    responses = make_responses("5----", "4----", "4----", points=["a", None, "a"])
    report = build_report(responses, PLAN, SOURCE)
    assert CaveatCode.NO_STRATUM_NAME in codes(report)
    assert sample_of(responses, PLAN.strata).count == 2


def test_below_ten_responses_only_their_number_is_shown(report: Report) -> None:
    shown = {group.id: group for group in report.service_points}
    assert list(shown) == ["Quầy 2", "Quầy 10", "Quầy lưu động"]
    few = shown["Quầy lưu động"]
    assert few.responses == 4
    assert few.caveats[0].code is CaveatCode.FEW_RESPONSES
    assert [entry.estimate for entry in few.indices] == [None, None]
    assert [entry.decision for entry in few.indices] == [None, None]
    assert few.indices[0].target == 0.80
    assert all(entry.estimate for entry in shown["Quầy 2"].indices)


@pytest.mark.parametrize(("count", "is_shown"), [(LEAST - 1, False), (LEAST, True)])
def test_the_line_is_drawn_at_ten(count: int, is_shown: bool) -> None:
    report = report_of(*["5----"] * count, points=["a"] * count)
    (group,) = report.service_points
    assert (group.indices[0].estimate is not None) == is_shown
    assert (group.caveats == ()) == is_shown


def test_a_share_that_few_of_many_answered_is_hidden_too() -> None:
    report = report_of(*["-----"] * 12, *["5----"] * 9, points=["a"] * 21)
    (group,) = report.service_points
    assert isinstance(group, Group)
    assert (group.responses, group.caveats) == (21, ())
    assert group.indices[0].estimate is None


def test_months_are_calendar_months_in_order(report: Report) -> None:
    assert [month.id for month in report.months] == [f"2026-0{m}" for m in range(1, 7)]
    assert sum(month.responses for month in report.months) == report.responses


def test_a_period_takes_both_its_days_and_leaves_out_the_undated() -> None:
    days = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", None]
    responses = make_responses(*["5----"] * 5, days=days)
    period = Period(date(2026, 3, 2), date(2026, 3, 3))
    report = build_report(responses, None, SOURCE, period)
    assert report.responses == 2
    assert (report.first_day, report.last_day) == (date(2026, 3, 2), date(2026, 3, 3))
    assert CaveatCode.NO_DATE in codes(report)


@pytest.mark.parametrize(
    ("period", "count"),
    [(Period(begins=date(2026, 3, 2)), 3), (Period(ends=date(2026, 3, 2)), 2), (Period(), 4)],
)
def test_a_period_may_be_open(period: Period, count: int) -> None:
    days = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"]
    responses = make_responses(*["5----"] * 4, days=list(days))
    assert build_report(responses, None, SOURCE, period).responses == count


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(PeriodEndsFirst):
        Period(date(2026, 3, 2), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("begins", "ends", "is_fixed"),
    [
        ("2026-03-01", "2026-03-31", True),
        ("2028-02-01", "2028-02-29", True),
        ("2026-04-01", "2026-06-30", True),
        ("2026-01-01", "2026-12-31", True),
        ("2026-01-01", "2026-06-30", True),
        ("2026-07-01", "2026-12-31", False),
        ("2026-02-01", "2026-04-30", False),
        ("2026-03-01", "2026-03-30", False),
        ("2026-03-02", "2026-03-31", False),
        (None, "2026-03-31", False),
        ("2026-03-01", None, False),
        (None, None, True),
    ],
)
def test_a_period_that_is_no_calendar_one_nor_the_plans_is_not_to_be_published_beside_others(
    begins: str | None, ends: str | None, is_fixed: bool
) -> None:
    period = Period(*(None if day is None else date.fromisoformat(day) for day in (begins, ends)))
    report = build_report(make_responses(points=[]), PLAN, SOURCE, period)
    assert (CaveatCode.PERIOD_NOT_FIXED not in codes(report)) == is_fixed


def test_several_ways_of_answering_are_named() -> None:
    made = make_responses(*["5----", "2----"] * 30)
    mode = {"mode": labelled(["poster", "phone"] * 30)}
    report = build_report(Responses(SMALL, made.answers, mode, made.days), None, SOURCE)
    (caveat,) = [c for c in report.caveats if c.code is CaveatCode.MODES_TOGETHER]
    assert caveat.values == {"modes": "phone, poster"}
    assert [group.id for group in report.modes] == ["phone", "poster"]
    assert CaveatCode.MODES_TOGETHER not in codes(report_of("5----"))


def test_quarters_are_calendar_quarters_in_order() -> None:
    days = ["2026-04-01", "2025-12-31", "2026-03-31", None, "2026-01-01"]
    report = report_of(*["5----"] * 5, days=days)
    assert [(group.id, group.responses) for group in report.quarters] == [
        ("2025-Q4", 1),
        ("2026-Q1", 2),
        ("2026-Q2", 1),
    ]


def test_responses_outside_the_plans_period_are_counted_and_said() -> None:
    responses = make_responses(
        "5----", "5----", "5----", points=["a"] * 3, days=["2025-12-31", "2026-01-01", None]
    )
    report = build_report(responses, PLAN, SOURCE)
    (caveat,) = [c for c in report.caveats if c.code is CaveatCode.OUTSIDE_PLAN]
    assert caveat.values == {"responses": 1, "begins": "2026-01-01", "ends": "2026-06-30"}
    assert report.responses == 3


def test_a_conditional_fact_counts_only_where_its_condition_holds() -> None:
    packed = ["---11"] * 31 + ["---2-"] * 25 + ["---22"] * 3 + ["----1"] * 2 + ["---12"] * 24
    late, letter = report_of(*packed).findings_of(Fact)
    assert (late.asked, late.answered, late.is_conditional) == (85, 83, False)
    assert [(a.count, a.share) for a in late.answers] == [
        (55, ShownShare(0.6626506024)),
        (28, ShownShare(0.3373493976)),
    ]
    assert (letter.asked, letter.answered, letter.is_conditional) == (55, 55, True)
    assert [answer.count for answer in letter.answers] == [31, 24]


def test_the_share_of_an_answer_has_its_exact_interval() -> None:
    late, letter = report_of(*["---11"] * 55, *["---2-"] * 28).findings_of(Fact)
    yes, no = (answer.interval for answer in late.answers)
    assert yes is not None
    assert no is not None
    # In R: binom.test(55, 83)$conf.int
    assert (yes.low, yes.high) == pytest.approx((0.5505006408, 0.7628137981))
    assert (no.low, no.high) == pytest.approx((1 - yes.high, 1 - yes.low))
    # Whoever was asked gave the one answer, so that there is nothing to say of the other.
    assert [answer.count for answer in letter.answers] == [55, 0]
    assert next(a.interval and a.interval.high for a in letter.answers) == 1


def test_an_answer_that_is_not_counted_has_no_interval() -> None:
    late, _ = report_of(*["---2-"] * 80, *["---1-"] * 3).findings_of(Fact)
    assert [(answer.count, answer.interval) for answer in late.answers] == [(None, None)] * 2


def test_of_a_fact_that_few_answered_nothing_is_shown() -> None:
    late, letter = report_of(*["---1-"] * 9).findings_of(Fact)
    assert (late.answered, late.answers) == (None, ())
    assert late.caveats[0].code is CaveatCode.FEW_RESPONSES
    assert (letter.asked, letter.answered) == (None, None)


def test_what_is_known_of_the_file_stays_among_the_doubts(tmp_path: Path) -> None:
    path = written(tmp_path, [["e-mail", "signs", "courtesy", "fee"], ["a@b", *"543"]])
    reading = read_responses(path, SMALL)
    report = build_report(reading.responses, None, SOURCE, caveats=reading.caveats)
    assert codes(report)[-2:] == [CaveatCode.COLUMNS_IGNORED, CaveatCode.FACTS_ABSENT]
