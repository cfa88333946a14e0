"""Zones, days of upload, and days that spreadsheets rewrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.analysis.programs.damages.damage import Damage, Does, is_text, is_typed_text
from tests.analysis.programs.exports import google_stamp
from tests.analysis.programs.files import DAY, MONTH, POINT, File
from tests.analysis.programs.people import Person

_TO_UTC = timedelta(hours=-7)
# The year, the others of which cannot be of a survey.
_YEAR, _IMPOSSIBLE = "2026", ("2202", "1899", "2569", "206")


def _california(file: File, _number: int) -> File:
    return file.with_cells(DAY, lambda each, _cell: google_stamp(each, file.words, -8))


def _utc(file: File, _number: int) -> File:
    return file.with_cells(DAY, lambda each, _cell: f"{each.moment + _TO_UTC:%Y-%m-%dT%H:%M:%SZ}")


def _early_in_utc(file: File, number: int) -> File:
    return _utc(_at_hour(file, 6), number)


def _at_hour(file: File, hour: int) -> File:
    """Return the file of people who answered at another hour of their day."""
    rows = [
        replace(row, person=_moved(row.person, hour)) if row.person else row for row in file.rows
    ]
    return replace(file, rows=tuple(rows))


def _moved(each: Person, hour: int) -> Person:
    return replace(each, moment=each.moment.replace(hour=hour))


def _zone_of_two_places(file: File, number: int) -> File:
    named = file.with_cells(DAY, lambda each, _cell: f"{each.moment:%Y-%m-%d %H:%M:%S} PST")
    rows = [replace(row, is_told=True) if row.person else row for row in named.rows]
    return replace(named, rows=tuple(rows)).refused()


def _uploaded_later(file: File, number: int) -> File:
    later = timedelta(days=5 + number % 30)
    return file.with_cells("sent", lambda each, _cell: f"{each.moment + later:%Y-%m-%dT%H:%M:%S}")


def _upload_alone(file: File, _number: int) -> File:
    """Return the file of a form that asked for no "start", "end" and "today"."""
    file = _at_hour(file, 6).with_cells(
        "sent", lambda each, _cell: f"{each.moment + _TO_UTC:%Y-%m-%dT%H:%M:%S}"
    )
    first = file.column(POINT)
    return replace(
        file,
        roles=file.roles[first:],
        headings=file.headings[first:],
        rows=tuple(replace(row, cells=row.cells[first:]) for row in file.rows),
    )


def _half_turned(file: File, _number: int) -> File:
    """Return what a spreadsheet with American settings leaves of days before months."""
    days = [each.moment.day for each in file.people]
    if min(days) > 12 or max(days) <= 12:
        return file
    return file.with_cells(
        DAY, lambda each, cell: f"{each.moment:%Y-%d-%m}" if each.moment.day <= 12 else cell
    ).refused()


def _written(pattern: str) -> Does:
    return lambda file, _number: file.with_cells(
        DAY, lambda each, _cell: format(each.moment, pattern)
    ).refusable()


def _year(year: str) -> Does:
    def does(file: File, number: int) -> File:
        index = number % len(file.rows)
        row = file.rows[index]
        cell = row.cells[file.column(DAY)]
        wrong = replace(row.with_cell(file.column(DAY), cell.replace(_YEAR, year)), is_told=True)
        return file.with_row(index, wrong).refused() if _YEAR in cell else file

    return does


def _months_of_a_spreadsheet(file: File, number: int) -> File:
    """Return what a spreadsheet makes of 2026-03 where it opens the file and keeps it as text."""
    pattern = ("%b-%y", "Thg%m-%y")[number % 2]
    return file.with_cells(MONTH, lambda each, _cell: format(each.moment, pattern))


def _is_google(file: File) -> bool:
    return file.has("email")


def _is_text_without_ids(file: File) -> bool:
    return is_text(file) and file.has(DAY) and not file.has("id")


def _has_upload(file: File) -> bool:
    return file.has("sent")


def _has_start(file: File) -> bool:
    return file.has("sent", "start")


DAMAGES = {
    "moments of another zone": Damage(_california, _is_google),
    "moments in UTC": Damage(_utc, _is_text_without_ids),
    "early answers, in UTC the day before": Damage(_early_in_utc, _is_text_without_ids),
    "a zone that two places call so": Damage(_zone_of_two_places, _is_text_without_ids),
    "answers uploaded days later": Damage(_uploaded_later, _has_start),
    "moments of upload alone, in UTC the day before": Damage(_upload_alone, _has_start),
    "days half turned by a spreadsheet": Damage(_half_turned, is_typed_text),
    "years of two digits": Damage(_written("%d/%m/%y"), is_typed_text),
    "months as a spreadsheet writes them": Damage(
        _months_of_a_spreadsheet, lambda file: is_text(file) and file.has(MONTH)
    ),
    "names of months": Damage(_written("%d-%b-%y"), is_typed_text),
    "months in Vietnamese": Damage(_written("%d tháng %m, %Y"), is_typed_text),
    **{f"the year {year} once": Damage(_year(year), _is_text_without_ids) for year in _IMPOSSIBLE},
}
