"""Case counts are taken whole or not at all, replaced only when agreed to, and undone whole."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from analysis.reading.faults import Message
from questionnaires.months import months_from
from survey.domain.case_counts import CaseCell, CaseImport, FileCount
from survey.domain.errors import CountsMoved, UnknownImport
from survey.services.follow_example_plan import MADE_UP, follow_example_plan
from survey.services.import_cases import (
    Examined,
    case_imports,
    examine_counts,
    examine_file,
    import_cases,
    undo_import,
)
from survey.services.publication_cases import counts_of
from survey.services.read_case_file import ReadFile, read_case_file, read_case_path
from survey.services.survey import Survey
from tests.survey.answers import add_responses

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
CELL = CaseCell(1, JANUARY)
ONE, TWO = "Quầy 1: Người có công", "Quầy 2: Việc làm"
FILE = f"Quầy,Tháng,Số hồ sơ\n{ONE},01/2026,12\n{TWO},2026-02,30\n"


def took(survey: Survey, counts: dict[CaseCell, int]) -> CaseImport:
    return import_cases(survey, counts, "chị Lan", examine_counts(survey, counts).mark)


def in_force(survey: Survey) -> dict[tuple[str, ...], int]:
    found = counts_of(survey, months_from(JANUARY, 12))
    return {} if found is None else {row.names: row.cases for row in found.rows}


def test_a_csv_file_and_a_workbook_have_the_same_rows(tmp_path: Path) -> None:
    book = Workbook()
    for line in FILE.splitlines():
        book.active.append(line.split(","))  # type: ignore[union-attr]  # a new book has a sheet
    book.save(tmp_path / "cases.xlsx")
    rows = (FileCount(2, ONE, JANUARY, 12), FileCount(3, TWO, FEBRUARY, 30))
    assert read_case_file(FILE.encode()).rows == rows
    assert read_case_path(tmp_path / "cases.xlsx").rows == rows


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Lĩnh vực,Tháng,Số hồ sơ\nViệc làm,01/2026,3\n", Message.NO_POINT_COLUMN),
        (f"Quầy,Số hồ sơ\n{ONE},3\n", Message.NO_MONTH_COLUMN),
        (f"Quầy,Tháng,Số hồ sơ\n{ONE},01/2026,ba\n", Message.NOT_A_COUNT),
        (
            f"Quầy,Tháng,Số hồ sơ\n{ONE},01/2026,3\n{ONE.lower()},2026-01,4\n",
            Message.CELL_TWICE,
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_why(survey: Survey, text: str, message: Message) -> None:
    found = examine_file(survey, read_case_file(text.encode()))
    assert [fault.message for fault in found.faults] == [message]


def test_all_that_is_wrong_with_a_file_is_said_at_once(survey: Survey) -> None:
    text = (
        f"Quầy,Tháng,Số hồ sơ\nQuầy 1,01/2026,ba\n{ONE},x,3\nBưu điện,03/2026,\nQuầy 9,04/2026,5\n"
    )
    found = examine_file(survey, read_case_file(text.encode()))
    assert [(fault.message, fault.rows) for fault in found.faults] == [
        (Message.NOT_A_COUNT, (2,)),
        (Message.NEAR_POINT, (2,)),
        (Message.NOT_A_MONTH, (3,)),
        (Message.NO_COUNT, (4,)),
        (Message.UNKNOWN_POINT, (5,)),
        (Message.MONTH_NOT_OVER, (5,)),
    ]


def test_a_file_without_months_is_told_which_counters_there_are_not(survey: Survey) -> None:
    text = f"Quầy,Số hồ sơ\n{ONE},3\n{ONE},4\nBưu điện,5\n"
    found = examine_file(survey, read_case_file(text.encode()))
    assert [fault.message for fault in found.faults] == [
        Message.NO_MONTH_COLUMN,
        Message.UNKNOWN_POINT,
    ]


def test_a_month_without_responses_or_plan_is_doubted(survey: Survey) -> None:
    follow_example_plan(survey, MADE_UP, months_from(date(2025, 12, 1), 3))
    add_responses(survey, 1, [date(2025, 11, 5)])
    months = [date(2016, 1, 1), date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1)]
    found = examine_counts(survey, {CaseCell(1, month): 5 for month in months})
    assert found.unlikely_months == (date(2016, 1, 1), date(2025, 10, 1))


def test_a_file_is_looked_through_before_anything_is_stored(survey: Survey) -> None:
    add_responses(survey, 1, [date(2026, 1, 5)] * 13)
    found = examine_file(survey, read_case_file(FILE.encode()))
    assert found.counts == {CELL: 12, CaseCell(2, FEBRUARY): 30}
    assert found.sums == {JANUARY: (1, 12), FEBRUARY: (1, 30)}
    assert found.cases == 42
    assert [(one.cell, one.responses) for one in found.shortfalls] == [(CELL, 13)]
    assert case_imports(survey) == ()


def test_a_file_with_one_wrong_row_has_no_way_in(survey: Survey) -> None:
    rows = [FileCount(2, ONE, JANUARY, 3), FileCount(3, "Quầy 2: Việc lm", JANUARY, 3)]
    assert [
        fault.values["near"] for fault in examine_file(survey, ReadFile(tuple(rows))).faults
    ] == [TWO]


def test_what_is_taken_is_what_was_shown(survey: Survey) -> None:
    taken = took(survey, {CELL: 12})
    assert case_imports(survey) == (taken,)
    assert (taken.number, taken.made_by, taken.made_on) == (1, "chị Lan", survey.today())
    assert in_force(survey) == {(ONE, "2026-01"): 12}


def test_an_earlier_count_is_replaced_only_by_who_saw_that_it_would_be(survey: Survey) -> None:
    seen = examine_counts(survey, {CELL: 13})
    took(survey, {CELL: 12})
    with pytest.raises(CountsMoved):
        import_cases(survey, {CELL: 13}, "anh Nam", seen.mark)
    assert in_force(survey) == {(ONE, "2026-01"): 12}
    shown = examine_counts(survey, {CELL: 13})
    assert [(one.before, one.after) for one in shown.changes] == [(12, 13)]
    import_cases(survey, {CELL: 13}, "anh Nam", shown.mark)
    assert in_force(survey) == {(ONE, "2026-01"): 13}
    assert [one.number for one in case_imports(survey)] == [2, 1]


def test_the_same_file_again_has_nothing_new(survey: Survey) -> None:
    took(survey, {CELL: 12})
    assert examine_counts(survey, {CELL: 12}).is_known
    assert not examine_counts(survey, {CELL: 12, CaseCell(2, JANUARY): 1}).is_known


def test_undoing_an_import_brings_back_the_counts_before_it(survey: Survey) -> None:
    took(survey, {CELL: 12})
    took(survey, {CELL: 13, CaseCell(2, FEBRUARY): 4})
    undo_import(survey, 2, "anh Nam")
    undo_import(survey, 2, "chị Lan")  # pressed by two at once: the first one stays
    assert in_force(survey) == {(ONE, "2026-01"): 12}
    latest = case_imports(survey)[0]
    assert (latest.undone_by, latest.undone_on) == ("anh Nam", survey.today())
    assert latest.cases == 17


def test_an_import_that_never_was_cannot_be_undone(survey: Survey) -> None:
    with pytest.raises(UnknownImport):
        undo_import(survey, 1, "anh Nam")


@pytest.mark.parametrize(
    "counts", [{}, {CaseCell(9, JANUARY): 1}, {CaseCell(1, date(2026, 3, 1)): 1}]
)
def test_counts_that_fit_no_service_point_or_no_month_that_is_over_are_refused(
    survey: Survey, counts: dict[CaseCell, int]
) -> None:
    with pytest.raises(CountsMoved):
        examine_counts(survey, counts)


def test_a_period_without_counts_has_none(survey: Survey) -> None:
    took(survey, {CELL: 12})
    assert counts_of(survey, months_from(FEBRUARY, 1)) is None


def test_the_source_of_counts_names_the_imports_that_are_in_force(survey: Survey) -> None:
    took(survey, {CELL: 12})
    took(survey, {CELL: 13})
    counts = {CaseCell(2, JANUARY): 1}
    mark = examine_counts(survey, counts).mark
    import_cases(survey, counts, "demo", mark, is_made_up=True)
    found = counts_of(survey, months_from(JANUARY, 1))
    assert found is not None
    assert found.name == "Số hồ sơ đã nhập, lần 2, 3"
    assert found.is_made_up


def test_an_examination_without_anything_to_say_is_empty() -> None:
    assert Examined({}).changes == ()
