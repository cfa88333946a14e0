"""A report shows each index under each formula, and what to look at first, but nothing of a few."""

import json

import pytest

from analysis.caveats import CaveatCode
from analysis.estimates import Verdict
from analysis.indices.means import FORMULAS
from analysis.report.build import build_report
from analysis.report.charts.plane import Scale, label_points, ticks
from analysis.report.charts.priorities import ItemDot, look_first, priorities_svg
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.findings.priorities import Priority
from analysis.report.formats.json import write as report_json
from analysis.report.model import Report, Source
from tests.analysis.documents import caption, first_part, pictures, plain, rows, table
from tests.analysis.forms import PLAN, SMALL, office_rows
from tests.analysis.small_report import small_report
from tests.analysis.test_report_build import make_responses

DOTS = (ItemDot(1, 0.7, 0.6), ItemDot(2, 0.8, 0.2), ItemDot(3, 0.9, 0.4))


def report_of(*packed: str) -> Report:
    return build_report(make_responses(*packed, points=["a"] * len(packed)), PLAN, Source("Sở thử"))


@pytest.fixture(scope="module")
def report() -> Report:
    return small_report()


def test_the_plans_formula_is_marked_and_agrees_with_the_headline(report: Report) -> None:
    for index, found in zip(report.indices, report.findings_of(IndexFormulas), strict=True):
        assert [figure.formula for figure in found.figures] == list(FORMULAS)
        (own,) = [figure for figure in found.figures if figure.is_own]
        assert own.formula == index.formula
        assert own.estimate == index.estimate
        if index.decision:
            assert own.verdict == index.decision.verdict
            assert own.deciding_bound == pytest.approx(index.decision.deciding_bound)
        else:
            assert (own.verdict, own.deciding_bound) == (None, None)


def test_the_bound_is_the_one_on_the_targets_side(report: Report) -> None:
    for figure in report.findings_of(IndexFormulas)[0].figures:
        assert figure.estimate is not None
        assert figure.estimate.estimate is not None
        assert figure.deciding_bound is not None
        is_above = figure.estimate.estimate >= 0.80
        assert (figure.deciding_bound < figure.estimate.estimate) == is_above


def test_a_mean_without_an_interval_proves_nothing() -> None:
    figures = {
        figure.formula: figure
        for figure in report_of(*["444--"] * 12).findings_of(IndexFormulas)[0].figures
    }
    mean = figures["mean_of_maximum"]
    assert (mean.verdict, mean.deciding_bound) == (Verdict.UNDECIDED, None)


def test_below_ten_respondents_no_formula_and_no_priority_is_shown() -> None:
    report = report_of(*["543--"] * 9)
    figures = [figure for found in report.findings_of(IndexFormulas) for figure in found.figures]
    assert {(figure.estimate, figure.verdict) for figure in figures} == {(None, None)}
    for found in (*figures, *report.findings_of(Priority)):
        assert [caveat.code for caveat in found.caveats] == [CaveatCode.FEW_RESPONSES]
    assert {item.not_satisfied for item in report.findings_of(Priority)} == {None}
    shown = rows(table(first_part(report, "priorities")))
    assert {tuple(row[1:]) for row in shown} == {("…", "…", "…")}


def test_an_item_that_few_answered_comes_last_and_is_null() -> None:
    report = report_of(*["54---", "24---"] * 8, *["--2--"] * 9)
    assert [item.id for item in report.findings_of(Priority)] == ["signs", "courtesy", "fee"]
    value = json.loads(report_json(report, "vi"))["priorities"][-1]
    assert (value["estimate"], value["interval"], value["not_satisfied"]) == (None, None, None)
    assert value["association"]["estimate"] is None


def test_a_correlation_that_rests_on_few_is_hidden_alone() -> None:
    report = report_of(*["5----", "2----", "-4---"] * 8, *["54---", "22---"] * 3)
    signs = report.findings_of(Priority)[0]
    assert (signs.id, signs.not_satisfied) == ("signs", 11)
    assert (signs.correlation, signs.persons) == (None, None)
    assert CaveatCode.FEW_RESPONSES in {caveat.code for caveat in signs.caveats}


def test_items_stand_in_order_of_people_not_satisfied(report: Report) -> None:
    counts = [item.not_satisfied or 0 for item in report.findings_of(Priority)]
    assert counts == sorted(counts, reverse=True)


def test_the_page_says_that_figures_without_formula_cannot_be_compared(report: Report) -> None:
    blocks = first_part(report, "formulas")
    assert "cannot be compared" in caption(blocks)
    found = table(blocks)
    assert found.columns[-1].heading == "Against 80%"
    (own,) = [row for group in found.groups for row in group.rows if row.is_marked]
    assert plain(own.cells[0].text) == "Share of satisfied answers – the formula of this report"
    assert plain(own.cells[0].notes[0]).endswith(" pooled_share")


def test_without_any_figure_there_is_no_such_sentence() -> None:
    blocks = first_part(report_of(), "formulas")
    assert caption(blocks) == ""
    assert {row[1] for row in rows(table(blocks))} == {"…"}


def test_the_title_of_the_picture_is_its_sentence(report: Report) -> None:
    blocks = first_part(report, "priorities")
    first = [row for row in rows(table(blocks)) if row[0].startswith("●")]
    assert len(pictures(blocks)) == 1
    assert caption(blocks).startswith("Look first at: “")
    assert first[0][1] in caption(blocks)


def test_criteria_that_cannot_be_compared_have_no_picture() -> None:
    blocks = first_part(report_of(*["544--"] * 12), "priorities")
    assert pictures(blocks) == []
    assert caption(blocks) == "Too few answers to compare the criteria."


def test_no_criterion_may_stand_out() -> None:
    blocks = first_part(report_of(*["42---", "24---"] * 10), "priorities")
    assert caption(blocks).startswith("No criterion")
    assert pictures(blocks)


def test_first_are_those_below_the_middle_that_go_with_the_rest() -> None:
    assert look_first(DOTS) == (DOTS[0],)
    assert look_first(DOTS[:1]) == ()
    against = (ItemDot(1, 0.7, -0.2), ItemDot(2, 0.9, -0.4))
    assert look_first(against) == ()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.71, 0.93], (0.7, 0.75, 0.8, 0.85, 0.9, 0.95)),
        ([1.0, 1.0], (0.96, 0.98, 1.0)),
        ([-1.0, 1.0], (-1.0, -0.5, 0.0, 0.5, 1.0)),
    ],
)
def test_ticks_are_round_and_enclose_the_values(
    values: list[float], expected: tuple[float, ...]
) -> None:
    assert ticks(values) == expected


def test_numbers_of_close_dots_stand_apart() -> None:
    points = label_points([(100.0, 100.0), (101.0, 100.0), (102.0, 101.0)])
    assert len(set(points)) == 3
    crowd = label_points([(100.0, 100.0)] * 60)
    assert len(crowd) == 60


def test_the_picture_is_the_same_each_time() -> None:
    across = Scale("hài lòng", [(0.7, "70%"), (0.9, "90%")])
    upwards = Scale("liên hệ", [(0.2, "0,2"), (0.6, "0,6")])
    assert priorities_svg(DOTS, across, upwards) == priorities_svg(DOTS, across, upwards)


def test_the_small_table_is_the_one_of_the_snapshots(report: Report) -> None:
    assert report.questionnaire is SMALL
    assert report.responses == len(office_rows()) - 1
