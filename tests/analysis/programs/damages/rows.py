"""Rows that are nobody's, and responses that do not count or count once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from analysis.reading.same_blocks import MANY_ROWS
from tests.analysis.programs.damages.damage import (
    Damage,
    Does,
    is_sheet,
    is_typed,
)
from tests.analysis.programs.files import DAY, POINT, File, Row, answer_in
from tests.analysis.programs.people import Person

_NO_DAY = "1980-01-01 00:00:00"


def _empty_row(file: File, number: int) -> File:
    return _with_nobody(file, number, ("",) * len(file.roles))


def _row_of_spaces(file: File, number: int) -> File:
    return _with_nobody(file, number, (" ", *[""] * (len(file.roles) - 2), "  "))


def _with_nobody(file: File, number: int, cells: tuple[str, ...]) -> File:
    index = number % (len(file.rows) + 1)
    return replace(file, rows=(*file.rows[:index], Row(cells, None), *file.rows[index:]))


def _number_alone(file: File, _number: int) -> File:
    return _below(file, {"number": str(len(file.rows) + 1)})


def _totals(file: File, _number: int) -> File:
    sums = dict.fromkeys(file.questions, str(4 * len(file.rows) + 1))
    return _below(file, sums | {POINT: "Tổng cộng"}).refusable()


def _total_like_an_answer(file: File, _number: int) -> File:
    sums = {POINT: "Tổng số", "signs": answer_in(file.words, "signs", "3")}
    return _below(file, sums).refusable()


def _most_frequent_answers(file: File, number: int) -> File:
    name = ("Hay gặp nhất", "Quầy tốt nhất", "TB Quầy 1", "Số phiếu hài lòng", "")[number % 5]
    answers = {question: answer_in(file.words, question, "5") for question in ("signs", "courtesy")}
    return _below(file, answers | {POINT: name}).refusable()


def _averages(file: File, _number: int) -> File:
    averages = dict.fromkeys(file.questions, "3,75")
    return _below(file, averages | {POINT: "Trung bình"}).refusable()


def _who_made_it(file: File, _number: int) -> File:
    return _below(file, {"number": "Người lập biểu"}).refusable()


def _signatures(file: File, number: int) -> File:
    signed = _below(file, {"signs": "Điện Biên, ngày 30 tháng 6 năm 2026"})
    signed = _below(signed, {"number": "Nơi nhận:", "courtesy": "NGƯỜI LẬP BIỂU"})
    return _below(signed, {"courtesy": ("(Ký, ghi rõ họ tên)", "Lò Văn A")[number % 2]})


def _headings_again(file: File, number: int) -> File:
    index = number % len(file.rows)
    again = Row(file.headings, None, is_told=True)
    return replace(file, rows=(*file.rows[:index], again, *file.rows[index:])).refusable()


def _columns_numbered(file: File, number: int) -> File:
    form = ("{}", "({})")[number % 2]
    cells = tuple(form.format(column) for column in range(1, len(file.roles) + 1))
    return replace(file, rows=(Row(cells, None, is_told=True), *file.rows)).refusable()


def _below(file: File, cells: Mapping[str, str]) -> File:
    """Return the file with a row of nobody below the others, which has to be told of."""
    row = tuple(cells.get(role, "") for role in file.roles)
    return replace(file, rows=(*file.rows, Row(row, None, is_told=True)))


def _not_sent(day: str) -> Does:
    return lambda file, number: _uncounted(file, number, {DAY: day, "lastpage": "1"})


def _not_sent_without_days(file: File, number: int) -> File:
    for role in (DAY, "start", "end"):
        file = file.with_cells(role, lambda _person, _cell: _NO_DAY)
    undated = replace(file, is_dated=False)
    return _uncounted(undated, number, {DAY: "", "lastpage": "1"})


def _not_approved(file: File, number: int) -> File:
    status = "Not approved" if file.words else "validation_status_not_approved"
    return _uncounted(file, number, {"status": status})


def _unknown_status(file: File, number: int) -> File:
    index = number % len(file.rows)
    row = file.rows[index].with_cell(file.column("status"), "Đang xem")
    return file.with_row(index, row).refused()


def _approved(file: File, number: int) -> File:
    index = number % len(file.rows)
    status = "Approved" if file.words else "validation_status_approved"
    return file.with_row(index, file.rows[index].with_cell(file.column("status"), status))


def _uncounted(file: File, number: int, cells: Mapping[str, str]) -> File:
    """Return the file with a row that is then nobody's, and has to be told of.

    Not of a file that nobody can read: what is wrong with it may stand in that very row.
    """
    if not file.may_be_read:
        return file
    index = number % len(file.rows)
    row = file.rows[index]
    for role, cell in cells.items():
        row = row.with_cell(file.column(role), cell)
    return file.with_row(index, replace(row, person=None, is_told=True)).refusable()


def _sent_twice(file: File, number: int) -> File:
    row = file.rows[number % len(file.rows)]
    again = replace(row, person=None, is_told=True)
    if file.has("index"):
        again = again.with_cell(file.column("number"), str(990 + number % 9))
        again = again.with_cell(file.column("index"), str(len(file.rows) + 1))
    return replace(file, rows=(*file.rows, again)).refusable()


def _example(file: File, number: int) -> File:
    row = file.rows[number % len(file.rows)]
    example = replace(row.with_cell(file.column("number"), "Ví dụ"), person=None, is_told=True)
    return replace(file, rows=(example, *file.rows)).refusable()


def _note_against(file: File, number: int) -> File:
    index, note = number % len(file.rows), file.column("comment")
    headings = (*file.headings[:note], "Ghi chú", *file.headings[note + 1 :])
    row = file.rows[index].with_cell(note, ("Hủy", "Phiếu không hợp lệ.")[number % 2])
    return replace(file, headings=headings).with_row(index, replace(row, person=None)).refused()


def _form_typed_twice(file: File, number: int) -> File:
    again = replace(file.rows[number % len(file.rows)], person=None, is_told=True)
    rows = (*file.rows, again)
    return replace(file, headings=_numbering_forms(file), rows=rows).refusable()


def _forms_numbered_again(file: File, number: int) -> File:
    """Return the file of two boxes of forms, each of which was numbered from 1 on."""
    half, column = len(file.rows) // 2, file.column("number")
    rows = [row.with_cell(column, str(n % half + 1)) for n, row in enumerate(file.rows)]
    return replace(file, headings=_numbering_forms(file), rows=tuple(rows)).refusable()


def _numbering_forms(file: File) -> tuple[str, ...]:
    column = file.column("number")
    return (*file.headings[:column], "Mã phiếu", *file.headings[column + 1 :])


def _two_alike(file: File, number: int) -> File:
    return replace(file, rows=(*file.rows, file.rows[number % len(file.rows)]))


def _pasted_twice(file: File, _number: int) -> File:
    """Return the file of so many people that nobody takes a second table of them for others."""
    many = _many_rows(file)
    return replace(file, rows=(*file.rows, *many, *many)).refused() if many else file


def _pasted_twice_and_sorted(file: File, _number: int) -> File:
    many = _many_rows(file)
    rows = sorted([*file.rows, *many] * 2, key=lambda row: row.cells)
    return replace(file, rows=tuple(rows)).refused() if many else file


def _many_rows(file: File) -> list[Row]:
    """Return what people would have answered in other weeks too; nothing of a damaged file."""
    day = file.column(DAY)
    rows = [row for row in file.rows if row.person and row.cells[day] == _day_of(row.person, 0)]
    if not (rows and file.may_be_read):
        return []
    return [
        row.with_cell(day, _day_of(row.person, week))
        for week in range(1, MANY_ROWS // len(rows) + 2)
        for row in rows
        if row.person
    ]


def _day_of(each: Person, week: int) -> str:
    return f"{each.moment + timedelta(weeks=week):%Y-%m-%d}"


def _was_sent(file: File) -> bool:
    return file.has("lastpage")


def _has_status(file: File) -> bool:
    return file.has("status")


def _has_many_typed(file: File) -> bool:
    return is_typed(file) and len(file.rows) > 1


def _tells_responses(file: File) -> bool:
    """Return whether the program gives each response a number or a moment of its own."""
    return file.has("id") or file.has("email")


def _tells_no_responses(file: File) -> bool:
    return file.has(DAY) and not _tells_responses(file) and not file.has("number")


DAMAGES = {
    "an empty row": Damage(_empty_row, is_sheet),
    "a row of spaces": Damage(_row_of_spaces, is_sheet),
    "a row with a number alone": Damage(_number_alone, is_typed),
    "a row of totals": Damage(_totals, is_typed),
    "a row of totals that could be answers": Damage(_total_like_an_answer, is_typed),
    "a row of the most frequent answers": Damage(_most_frequent_answers, is_typed),
    "a row of averages": Damage(_averages, is_typed),
    "signatures below the table": Damage(_signatures, is_typed),
    "headings that stand there again": Damage(_headings_again, is_sheet),
    "a row that numbers the columns": Damage(_columns_numbered, is_typed),
    "a line of who made the table": Damage(_who_made_it, is_typed),
    "a response that was not sent": Damage(_not_sent(""), _was_sent),
    "a response that was not sent, as N/A": Damage(_not_sent("N/A"), _was_sent),
    "a survey without days, a response not sent": Damage(_not_sent_without_days, _was_sent),
    "a response that was not approved": Damage(_not_approved, _has_status),
    "a word that tells not whether a response counts": Damage(_unknown_status, _has_status),
    "a response that was approved": Damage(_approved, _has_status),
    "a response sent twice": Damage(_sent_twice, _tells_responses),
    "an example above the rows": Damage(_example, is_typed),
    "a note that a form does not count": Damage(_note_against, is_typed),
    "a form typed twice under its number": Damage(_form_typed_twice, is_typed),
    "forms numbered from 1 on twice": Damage(_forms_numbered_again, _has_many_typed),
    "a table pasted twice": Damage(_pasted_twice, _tells_no_responses),
    "a table pasted twice and sorted": Damage(_pasted_twice_and_sorted, _tells_no_responses),
    "two people of one day who answered alike": Damage(_two_alike, _tells_no_responses),
}
