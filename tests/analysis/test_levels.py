"""The levels of each item: they add up, and are published once, of each month."""

from dataclasses import replace
from datetime import date

import pytest

from analysis.caveats import CaveatCode
from analysis.indices.means import FORMULAS
from analysis.report.build import build_report, build_report_beside
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.findings.levels import ItemLevels
from analysis.report.model import Period, Report, Source
from questionnaires.months import months_from
from tests.analysis.cases import make_answered, make_counts
from tests.analysis.forms import PLAN, SMALL
from tests.analysis.test_report_beside import office, published
from tests.analysis.test_report_build import SOURCE, make_responses

# Ten people, repeated: of the second item nobody is at the middle, of the third nobody below.
TEN = ("115--", "224--", "324--", "414--", "424--", "424--", "515--", "525--", "525--", "525--")
# 150 people: 5, 2, 4, 67 and 72 at the levels of the first item.
MARKS = "1" * 5 + "2" * 2 + "3" * 4 + "4" * 67 + "5" * 72
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def report_of(*packed: str) -> Report:
    count = len(packed)
    responses = make_responses(*packed, points=["a"] * count, days=["2026-03-02"] * count)
    return build_report(responses, PLAN, Source("Sở thử"))


def counts(report: Report, item: str) -> list[int | None]:
    (found,) = [each for each in report.findings_of(ItemLevels) if each.id == item]
    return [level.count for level in found.levels]


def codes(report: Report) -> list[list[CaveatCode]]:
    return [[each.code for each in found.caveats] for found in report.findings_of(ItemLevels)]


def test_levels_are_counted_from_the_worst_and_add_up_to_the_share() -> None:
    report = report_of(*TEN * 20)
    assert counts(report, "signs") == [20, 20, 20, 60, 80]
    assert counts(report, "courtesy") == [60, 140, 0, 0, 0]
    for found, entry in zip(report.findings_of(ItemLevels), report.items, strict=True):
        assert entry.estimate is not None
        assert found.answered == entry.estimate.respondents
        assert found.satisfied is not None
        assert found.share_of(found.satisfied) == entry.estimate.estimate
        halves = [found.count_of(is_satisfied=each) for each in (True, False)]
        assert sum(filter(None, halves)) == found.answered
        shown = [level.count for level in found.levels if level.is_satisfied]
        assert sum(filter(None, shown)) == found.satisfied
    assert codes(report) == [[], [], []]


def test_an_answer_that_does_not_apply_is_at_no_level() -> None:
    report = report_of(*["550--"] * 30, *["354--"] * 30, *["45---"] * 30)
    (*_, fee) = report.findings_of(ItemLevels)
    assert (fee.answered, fee.satisfied) == (30, 30)


def test_small_counts_are_hidden_and_said_to_be() -> None:
    report = report_of(*TEN * 20, *["225--"] * 3)
    fee = report_of(*TEN * 20, *["221--"] * 3)
    assert counts(report, "signs") == [20, 23, 20, 60, 80]
    assert counts(fee, "fee")[:3] == [None] * 3
    assert codes(fee)[2] == [CaveatCode.COUNTS_HIDDEN]
    found = fee.findings_of(ItemLevels)[2]
    assert (found.answered, found.satisfied) == (203, 200)
    assert found.share_of(None) is None


def test_of_few_people_nothing_is_counted() -> None:
    report = report_of(*TEN[:9])
    assert [found.levels for found in report.findings_of(ItemLevels)] == [(), (), ()]
    assert codes(report) == [[CaveatCode.FEW_RESPONSES]] * 3
    (found, *_) = report.findings_of(ItemLevels)
    assert found.count_of(is_satisfied=True) is None
    assert found.share_of(3) is None


def test_where_nobody_answered_there_are_no_levels() -> None:
    assert [found.levels for found in report_of().findings_of(ItemLevels)] == [(), (), ()]


def test_of_an_item_of_few_people_neither_levels_nor_a_mean_of_marks_are_told() -> None:
    report = report_of(*["22---"] * 20, *["44---"] * 20, *["455--"] * 5)
    assert codes(report)[2] == [CaveatCode.FEW_RESPONSES]
    for index in report.findings_of(IndexFormulas):
        means = {f.formula for f in index.figures if f.estimate is not None}
        assert means == {"pooled_share", "wholly_satisfied"}


def formulas_of(report: Report) -> list[set[str]]:
    """Return of each index the formulas under which it has a figure."""
    return [
        {f.formula for f in index.figures if f.estimate is not None}
        for index in report.findings_of(IndexFormulas)
    ]


OF_ONE = replace(PLAN, indices=(replace(PLAN.indices[0], factors=("place",)), *PLAN.indices[1:]))
OF_SHARES = set(FORMULAS) - {"mean_of_maximum", "mean_rescaled"}


def test_a_mean_of_the_marks_of_one_criterion_does_not_tell_its_levels() -> None:
    packed = [f"{mark}{other}4--" for mark, other in zip(MARKS, "12345" * 30, strict=True)]
    days = ["2026-03-02"] * len(packed)
    responses = make_responses(*packed, points=["a"] * len(packed), days=days)
    report = build_report(responses, OF_ONE, Source("Sở thử"))
    assert counts(report, "signs") == [None, None, None, 67, 72]
    assert formulas_of(report) == [OF_SHARES, set(FORMULAS)]
    (*_, mean) = report.findings_of(IndexFormulas)[0].figures
    assert [caveat.code for caveat in mean.caveats] == [CaveatCode.HIDDEN_TO_PROTECT_OTHERS]


def test_where_all_levels_are_told_so_is_the_mean_of_the_marks_of_one_criterion() -> None:
    responses = office({"A": (60,) * 6}, TEN)
    reports: list[Report] = []
    for months in (months_from(date(2026, 1, 1), 3), months_from(date(2026, 1, 1), 6)):
        period = Period(months.begins, months.ends)
        reports.append(build_report_beside(reports, responses, OF_ONE, SOURCE, period))
    quarter, plan = reports
    assert None not in counts(plan, "signs")
    assert formulas_of(plan)[0] == set(FORMULAS)
    # The levels of a quarter are not told at all.
    assert formulas_of(quarter)[0] == OF_SHARES
    assert formulas_of(quarter)[1] == set(FORMULAS)


def test_people_of_a_weighted_report_are_counted_alike() -> None:
    cells = [(name,) for name in "abc" for _ in range(60)]
    packed = [f"{level}4---" for _ in "abc" for level in "22444555444" * 6][:180]
    cases = make_counts({("a",): 120, ("b",): 180, ("c",): 400})
    report = build_report(make_answered(cells, packed), PLAN, Source("Sở thử", cases=cases))
    signs, entry = report.findings_of(ItemLevels)[0], report.items[0]
    assert sum(level.count or 0 for level in signs.levels) == 180
    assert entry.unweighted == pytest.approx(signs.share_of(signs.satisfied))
    assert codes(report)[0] == [CaveatCode.COUNTED_ALIKE]


def test_beside_withheld_figures_without_weights_no_levels_are_told() -> None:
    cells = [("a",)] * 60 + [("b",)] * 12
    packed = ["44---", "22---"] * 30 + ["55---"] * 12
    cases = make_counts({("a",): 120, ("b",): 180})
    report = build_report(make_answered(cells, packed), PLAN, Source("Sở thử", cases=cases))
    assert report.withholds_unweighted
    assert codes(report) == [[CaveatCode.PLAIN_WITHHELD]] * 3


def test_levels_are_published_with_the_whole_period_of_the_plan_alone() -> None:
    responses = office({"A": (60, 60, 60, 60, 60, 60)}, TEN)
    january, quarter, plan = published(responses, (1, 1), (1, 3), (1, 6))
    assert codes(january) == codes(quarter) == [[CaveatCode.LEVELS_TOLD_ONCE]] * 3
    assert counts(plan, "signs") == [36, 36, 36, 108, 144]


def test_a_year_that_holds_a_plan_does_not_tell_its_levels_again() -> None:
    responses = office({"A": (60,) * 12}, TEN)
    plan, year = published(responses, (1, 6), (1, 12))
    assert codes(plan) == [[], [], []]
    assert codes(year) == [[CaveatCode.LEVELS_TOLD_ONCE]] * 3
    (alone,) = published(responses, (1, 12))
    assert counts(alone, "signs") == [72, 72, 72, 216, 288]


def test_a_period_without_an_end_is_no_year() -> None:
    responses = office({"A": (60, 60)}, TEN)
    report = build_report_beside([], responses, PLAN, SOURCE, Period(date(2026, 1, 1)))
    assert codes(report) == [[CaveatCode.LEVELS_TOLD_ONCE]] * 3


def test_a_further_report_hides_what_the_first_one_hid() -> None:
    responses = office({"A": (60,) * 12}, TEN)
    (first,) = published(responses, (1, 12))
    before = replace(
        first,
        findings=tuple(
            replace(
                found,
                levels=tuple(
                    replace(level, count=None if level.value in "45" else level.count)
                    for level in found.levels
                ),
            )
            if isinstance(found, ItemLevels) and found.id == "signs"
            else found
            for found in first.findings
        ),
    )
    for earlier in ([before], [first, before], [before, first]):
        again = build_report_beside(earlier, responses, PLAN, SOURCE, YEAR)
        assert counts(again, "signs") == [72, 72, 72, None, None]
    assert build_report_beside([first], responses, PLAN, SOURCE, YEAR) == first


def test_a_first_report_without_levels_keeps_nothing_back() -> None:
    responses = office({"A": (60,) * 12}, TEN)
    (first,) = published(responses, (1, 12))
    old = replace(first, findings=tuple(f for f in first.findings if not isinstance(f, ItemLevels)))
    assert build_report_beside([old], responses, PLAN, SOURCE, YEAR) == first


def test_the_levels_stand_in_the_questionnaires_order() -> None:
    report = report_of(*TEN * 20)
    scale = [choice.value for choice in SMALL.scale.choices]
    for found in report.findings_of(ItemLevels):
        assert [level.value for level in found.levels] == scale
    assert months_from(date(2026, 1, 1), 6) == PLAN.months
