"""A report shows each index under each formula, and what to look at first, but nothing of a few."""

import json
from dataclasses import replace

import pytest

from analysis.caveats import CaveatCode
from analysis.estimates import Verdict
from analysis.indices.means import FORMULAS
from analysis.report.build import build_report
from analysis.report.charts.plane import Scale, label_points, ticks
from analysis.report.charts.priorities import ItemDot, priorities_svg
from analysis.report.document import Paragraph
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.findings.priorities import Priority
from analysis.report.formats.json import write as report_json
from analysis.report.model import Report, Source
from analysis.report.sections import document_of
from analysis.report.sections.page import Page
from analysis.report.sections.priorities import sentence_of
from analysis.report.words import Words
from questionnaires.model import Wording
from tests.analysis.cases import make_answered, make_counts
from tests.analysis.documents import caption, first_part, pictures, plain, rows, table
from tests.analysis.forms import PLAN, SMALL, office_rows
from tests.analysis.small_report import small_report
from tests.analysis.test_report_build import make_responses

DOTS = (ItemDot(1, 0.7, 0.6, True), ItemDot(2, 0.8, 0.2, False), ItemDot(3, 0.9, 0.4, False))


def report_of(*packed: str) -> Report:
    count = len(packed)
    responses = make_responses(*packed, points=["a"] * count, days=["2026-03-02"] * count)
    return build_report(responses, PLAN, Source("Sở thử"))


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
    figure = report.findings_of(IndexFormulas)[0].figures[0]
    assert figure.estimate is not None
    assert figure.estimate.estimate is not None
    assert figure.deciding_bound is not None
    is_above = figure.estimate.estimate >= 0.80
    assert (figure.deciding_bound < figure.estimate.estimate) == is_above


def test_formulas_that_the_target_was_not_set_for_have_an_interval_and_no_verdict(
    report: Report,
) -> None:
    for figure in report.findings_of(IndexFormulas)[0].figures[1:]:
        assert figure.estimate is not None
        assert figure.estimate.interval is not None
        assert (figure.verdict, figure.deciding_bound) == (None, None)


def test_a_share_without_an_interval_proves_nothing() -> None:
    cells = [("a", "2026-03")] * 12 + [("b", "2026-03")] * 6
    packed = ["545"] * 6 + ["222"] * 6 + ["---"] * 6
    responses = make_answered(cells, packed, ("service_point", "month"))
    counts = make_counts({("a",): 12, ("b",): 50})
    report = build_report(responses, PLAN, Source("Sở thử", cases=counts))
    share = report.findings_of(IndexFormulas)[0].figures[0]
    assert share.estimate is not None
    assert (share.estimate.estimate, share.estimate.interval) == (0.5, None)
    assert (share.verdict, share.deciding_bound) == (Verdict.UNDECIDED, None)


def test_below_ten_respondents_no_formula_and_no_priority_is_shown() -> None:
    report = report_of(*["543--"] * 9)
    figures = [figure for found in report.findings_of(IndexFormulas) for figure in found.figures]
    assert {(figure.estimate, figure.verdict) for figure in figures} == {(None, None)}
    for found in (*figures, *report.findings_of(Priority)):
        assert [caveat.code for caveat in found.caveats] == [CaveatCode.FEW_RESPONSES]
    assert {item.not_satisfied for item in report.findings_of(Priority)} == {None}
    names = [section.id for section in document_of(report, "en").sections]
    assert names == ["survey", "verdicts", "notes", "provenance"]


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
    assert CaveatCode.FEW_TOGETHER in {caveat.code for caveat in signs.caveats}


def test_a_correlation_has_few_digits(report: Report) -> None:
    for item in report.findings_of(Priority):
        assert item.correlation_interval
        for number in (item.correlation, item.correlation_interval.low):
            assert number == float(f"{number:.3g}")


def test_items_stand_in_order_of_people_not_satisfied(report: Report) -> None:
    counts = [item.not_satisfied or 0 for item in report.findings_of(Priority)]
    assert counts == sorted(counts, reverse=True)


def test_the_page_says_that_figures_without_formula_cannot_be_compared(report: Report) -> None:
    blocks = first_part(report, "formulas")
    assert "cannot be compared" in caption(blocks)
    found = table(blocks)
    assert [column.heading for column in found.columns[1:]] == ["Index 1 against 80%", "Index 2"]
    (own,) = [row for group in found.groups for row in group.rows if row.is_marked]
    assert plain(own.cells[0].text) == "Share of satisfied answers – the formula of this report"
    assert plain(own.cells[0].notes[0]).startswith("“Satisfied” and “very satisfied” among")


def test_without_any_figure_there_is_no_such_sentence() -> None:
    blocks = first_part(report_of(*["-----"] * 12), "formulas")
    assert caption(blocks) == ""
    assert {row[1] for row in rows(table(blocks))} == {"…"}


def marked(report: Report) -> list[str]:
    shown = rows(table(first_part(report, "priorities")))
    return [row[0] for row in shown if row[0].startswith("●")]


def test_one_criterion_that_leaves_more_unsatisfied_is_named_alone() -> None:
    report = report_of(*["254--"] * 30, *["554--"] * 30)
    assert caption(first_part(report, "priorities")) == (
        "Look first at “Signs are clear” (people not satisfied: 30)."
    )
    assert marked(report) == ["● 1. Signs are clear.\N{NO-BREAK SPACE}*"]
    found = json.loads(report_json(report, "en"))["priorities"]
    assert [item["stands_out"] for item in found] == [True, False, False]


def test_criteria_that_chance_cannot_tell_apart_are_all_named() -> None:
    items = tuple(f"i{number}" for number in range(4))
    found = [Priority(item, Wording({"en": item.upper()}), (), not_satisfied=9) for item in items]
    found[:2] = [replace(item, stands_out=True) for item in found[:2]]
    page = Page(small_report(), Words("en"))
    assert sentence_of(found, page) == (
        "Look first at these, which chance alone may put in this order: “I0” (people not"
        " satisfied: 9); “I1” (people not satisfied: 9)."
    )


def test_where_more_than_half_may_be_first_none_stands_out() -> None:
    report = report_of(*["254--"] * 20, *["524--"] * 22, *["555--"] * 30)
    blocks = first_part(report, "priorities")
    assert caption(blocks).startswith("No criterion stands out")
    assert marked(report) == []
    assert len(pictures(blocks)) == 1


def test_criteria_whose_marks_are_all_alike_have_no_picture() -> None:
    blocks = first_part(report_of(*["544--"] * 12), "priorities")
    assert pictures(blocks) == []
    assert caption(blocks).startswith("Nobody was less than satisfied")
    remarks = [plain(line) for b in blocks if isinstance(b, Paragraph) for line in b.lines]
    assert sum(remark.startswith("* ") for remark in remarks) == 1


def test_one_criterion_alone_is_not_compared() -> None:
    blocks = first_part(report_of(*["5----"] * 12), "priorities")
    assert caption(blocks) == "Too few answers to compare the criteria."


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
