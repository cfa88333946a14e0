"""A table whose parts do not add up to its total cannot be printed, in any format."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.report.findings.facts import Fact
from analysis.report.findings.levels import ItemLevels
from analysis.report.model import Coverage, Report
from analysis.report.sections import document_of
from analysis.report.sections.sums import PartsDoNotAddUp, require_sum
from tests.analysis.documents import plain, rows, section_of, table
from tests.analysis.small_report import small_report

counts = st.lists(st.integers(0, 500), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def report() -> Report:
    return small_report()


@given(counts)
def test_parts_that_are_all_shown_are_the_total(parts: list[int]) -> None:
    require_sum("answers", sum(parts), parts)
    for total in (sum(parts) - 1, sum(parts) + 1):
        with pytest.raises(PartsDoNotAddUp, match=f"parts of answers must add up to {total}"):
            require_sum("answers", total, parts)


@given(counts, st.integers(0, 50))
def test_parts_of_which_some_are_hidden_leave_no_less_than_nobody(
    parts: list[int], rest: int
) -> None:
    require_sum("answers", sum(parts) + rest, [*parts, None])
    require_sum("answers", None, parts)
    with pytest.raises(PartsDoNotAddUp, match=r"parts of answers must not exceed .*…"):
        require_sum("answers", sum(parts) - 1, [*parts, None])


def test_no_parts_are_nobody() -> None:
    require_sum("answers", 0, [])
    with pytest.raises(PartsDoNotAddUp, match="add up to 5: nothing"):
        require_sum("answers", 5, [])


Wrong = Callable[[Report], Report]


def with_finding(report: Report, old: object, new: object) -> Report:
    findings = tuple(new if found is old else found for found in report.findings)
    return replace(report, findings=findings)


def more_answered(report: Report) -> Report:
    item = report.findings_of(ItemLevels)[0]
    return with_finding(report, item, replace(item, answered=(item.answered or 0) + 1))


def fewer_satisfied(report: Report) -> Report:
    item = report.findings_of(ItemLevels)[0]
    return with_finding(report, item, replace(item, satisfied=(item.satisfied or 0) - 1))


def more_at_a_level(report: Report) -> Report:
    item = report.findings_of(ItemLevels)[0]
    last = replace(item.levels[-1], count=(item.levels[-1].count or 0) + 1)
    return with_finding(report, item, replace(item, levels=(*item.levels[:-1], last)))


def one_fact_less(report: Report) -> Report:
    fact = report.findings_of(Fact)[0]
    return with_finding(report, fact, replace(fact, answered=(fact.answered or 0) - 1))


def a_service_point_of_all(report: Report) -> Report:
    first, *others = report.service_points
    return replace(report, service_points=(replace(first, responses=report.responses), *others))


@pytest.mark.parametrize(
    "wrong",
    [more_answered, fewer_satisfied, more_at_a_level, one_fact_less, a_service_point_of_all],
)
def test_a_report_that_does_not_add_up_is_not_printed(report: Report, wrong: Wrong) -> None:
    document_of(report, "vi")
    with pytest.raises(PartsDoNotAddUp, match=r"parts of \S+"):
        document_of(wrong(report), "vi")


def test_more_cases_by_service_point_than_there_are_are_not_printed(report: Report) -> None:
    groups = tuple(
        replace(group, coverage=Coverage(group.responses, 10**6)) for group in report.service_points
    )
    # Without the cases of the whole there is nothing to hold them against.
    document_of(replace(report, service_points=groups), "vi")


def test_the_table_of_levels_has_counts_with_their_shares(report: Report) -> None:
    section = section_of(report, "levels")
    assert section
    found = table(list(section.blocks))
    assert [plain(column.heading) for column in found.columns] == [  # type: ignore[arg-type]
        *("Criterion", "Answered", "Very dissatisfied", "Dissatisfied", "Neutral"),
        *("Satisfied", "Very satisfied"),
    ]
    assert [group.title for group in found.groups] == ["Place", "People"]
    assert rows(found)[0] == ["Signs are clear.", "204", "0", "13", "11", "90", "90"]
    assert [cell.notes for cell in found.groups[0].rows[0].cells[2:4]] == [("0.0%",), ("6.4%",)]
    assert rows(found)[1][2:5] == ["…"] * 3


def test_where_no_levels_are_told_the_section_says_why(report: Report) -> None:
    nothing = replace(report, findings=())
    section = section_of(nothing, "levels", "vi")
    assert section
    assert "phiên bản trước của chương trình lưu" in str(section.blocks)
    items = [
        replace(item, levels=(), answered=None, satisfied=None, caveats=report.items[0].caveats)
        for item in report.findings_of(ItemLevels)
    ]
    first = replace(report, findings=(items[0], *report.findings_of(ItemLevels)[1:]))
    assert section_of(first, "levels")
