"""Files that once gave a wrong number in silence, each with what is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from analysis.columns import SERVICE_POINT
from analysis.commands.report import report_of_file
from analysis.reading import FaultyData, Reading
from analysis.report.model import Coverage, Period
from tests.analysis.forms import SMALL, table
from tests.analysis.programs.exports import google_forms, kobotoolbox, limesurvey, ours
from tests.analysis.programs.files import DAY, POINT, File, Row
from tests.analysis.programs.law import outcome, rows_told, words_of
from tests.analysis.programs.people import Person

BEST, WORST = "555--", "111--"


def people(*kinds: tuple[int, str], moment: str = "2022-03-10T10:00:05") -> list[Person]:
    """Return so many people of each kind, a minute after each other."""
    first = datetime.fromisoformat(moment)
    packed = [each for count, each in kinds for _ in range(count)]
    return [
        Person(first + timedelta(minutes=number), "Quầy 1", each)
        for number, each in enumerate(packed)
    ]


def read(file: File) -> Reading:
    found = outcome(file)
    assert isinstance(found, Reading), str(found)
    return found


def share(reading: Reading) -> float:
    """Return satisfied answers over valid ones."""
    answers = reading.responses.answers[:, :3]
    return float(np.isin(answers, [52, 53]).sum() / np.isin(answers, range(49, 54)).sum())


def points(reading: Reading) -> Counter[str]:
    labels = reading.responses.labels[SERVICE_POINT]
    return Counter(labels.names[code] for code in labels.codes.tolist() if code >= 0)


def months(reading: Reading) -> set[str]:
    return set(reading.responses.months.names)


def uncounted(file: File, role: str, cell: str, first: int) -> File:
    """Return the file with a cell of its last rows changed."""
    rows = [
        row if number < first else row.with_cell(file.column(role), cell)
        for number, row in enumerate(file.rows)
    ]
    return replace(file, rows=tuple(rows))


def test_words_at_the_ends_alone_do_not_tell_which_way_a_scale_runs() -> None:
    # 1 is the good end: six are "very satisfied", thirteen wrote 2, one is "very dissatisfied".
    file = google_forms(people((6, BEST), (13, "222--"), (1, WORST)), "vi")
    halves = file.with_answers(lambda cell: "2" if cell == "Không hài lòng" else cell)
    assert isinstance(outcome(halves), FaultyData)


def test_a_response_that_a_phone_sent_again_counts_once() -> None:
    file = kobotoolbox(people((1, WORST), (18, BEST)), "")
    again = [file.rows[0], file.rows[-1], file.rows[-1]]
    found = read(replace(file, rows=(*file.rows, *again)))
    assert len(found.responses) == 19
    assert share(found) == pytest.approx(18 / 19)
    assert rows_told(found) == {21, 22, 23}


def test_responses_that_the_office_did_not_approve_do_not_count() -> None:
    file = kobotoolbox(people((18, BEST), (6, WORST)), "")
    found = read(uncounted(file, "status", "validation_status_not_approved", 18))
    assert (len(found.responses), share(found)) == (18, 1)
    assert rows_told(found) == set(range(20, 26))


@pytest.mark.parametrize("moment", [None, "1980-01-01 00:00:00"])
def test_responses_that_were_never_sent_do_not_count(moment: str | None) -> None:
    file = limesurvey(people((18, BEST), (12, WORST)), "")
    file = file.with_cells(DAY, lambda _person, cell: moment or cell)
    found = read(uncounted(uncounted(file, DAY, "", 18), "lastpage", "1", 18))
    assert (len(found.responses), share(found)) == (18, 1)
    assert rows_told(found) == set(range(20, 32))


def test_the_day_is_the_one_in_vietnam() -> None:
    morning = people((15, BEST), moment="2022-04-01T06:40:05")
    google = google_forms(morning, "en").with_cells(
        DAY, lambda _person, _cell: "2022/03/31 5:00:00 PM GMT-8"
    )
    iso = ours(morning, DAY).with_cells(DAY, lambda _person, _cell: "2022-03-31T23:30:00Z")
    for file in (google, iso, kobotoolbox(morning, "")):
        found = read(file)
        assert (len(found.responses), months(found)) == (15, {"2022-04"})


def test_the_day_is_that_of_the_answer_and_not_of_its_upload() -> None:
    file = kobotoolbox(people((15, BEST), moment="2022-03-29T10:00:05"), "")
    assert months(read(file.with_cells("sent", lambda *_: "2022-04-03T02:00:00"))) == {"2022-03"}


def test_days_half_turned_by_a_spreadsheet_are_refused() -> None:
    file = ours(people((30, BEST)), DAY)
    days = ["2022-05-02"] * 10 + ["13/02/2022"] * 10 + ["2022-12-02"] * 10
    rows = [row.with_cell(0, day) for row, day in zip(file.rows, days, strict=True)]
    assert isinstance(outcome(replace(file, rows=tuple(rows))), FaultyData)


def test_rows_that_are_nobody_do_not_count() -> None:
    file = ours(people((12, BEST), (12, WORST)), DAY)
    nobody = [
        _nobody(file, {POINT: "Trung bình"} | dict.fromkeys(file.questions, "3")),
        _nobody(file, {POINT: "Tổng cộng"} | dict.fromkeys(file.questions, "")),
        *[_nobody(file, {DAY: " "})] * 3,
    ]
    found = outcome(replace(file, rows=(*file.rows, *nobody)))
    if isinstance(found, FaultyData):
        assert {number for fault in found.faults for number in fault.rows} <= {26, 27}
    else:
        assert (len(found.responses), share(found), points(found)) == (24, 0.5, {"Quầy 1": 24})


def _nobody(file: File, cells: dict[str, str]) -> Row:
    return Row(tuple(cells.get(role, "") for role in file.roles), None)


NAMES = ["Hòa Bình", "Hoà Bình", "Quầy 2", "Quầy 2\N{ZERO WIDTH SPACE}"]


def alike(counts: Sequence[int]) -> File:
    named = [name for name, count in zip(NAMES, counts, strict=True) for _ in range(count)]
    file = ours(people((len(named), BEST)), DAY)
    index = file.column(POINT)
    rows = [row.with_cell(index, name) for row, name in zip(file.rows, named, strict=True)]
    return replace(file, rows=tuple(rows))


def test_one_name_in_two_spellings_is_one_service_point() -> None:
    assert sorted(points(read(alike([10, 10, 10, 10]))).values()) == [20, 20]


def test_cases_of_one_name_in_two_spellings_count_once(tmp_path: Path) -> None:
    counted = [
        ["Quầy", "Tháng", "Số hồ sơ"],
        ["Hòa Bình", "03/2022", 300],
        ["Quầy 2", "03/2022", 900],
    ]
    cases = tmp_path / "cases.csv"
    cases.write_text(table(counted), "utf-8")
    data = alike([15, 15, 30, 0]).write(tmp_path)
    report = report_of_file(data, SMALL, None, Period(), cases)
    assert report.coverage == Coverage(60, 1200)
    assert [group.coverage for group in report.service_points] == [
        Coverage(30, 300),
        Coverage(30, 900),
    ]


def test_two_byte_order_marks_hide_no_heading() -> None:
    file = alike([12, 0, 12, 0])
    assert points(read(replace(file, marks="\ufeff\ufeff"))) == {"Hòa Bình": 12, "Quầy 2": 12}


@pytest.mark.parametrize("name", ["Qu?y ti?p nh?n", "Quáº§y tráº£ káº¿t quáº£", "QuÇy mét cöa"])
def test_names_that_lost_their_letters_are_told_of(name: str) -> None:
    file = ours(people((12, BEST)), DAY).with_cells(POINT, lambda *_: name)
    found = outcome(file)
    if isinstance(found, Reading):
        assert POINT in words_of(found.caveats)


def test_files_that_are_whole_are_not_refused() -> None:
    file = ours(people((10, "444--"), (10, WORST)), DAY)
    assert share(read(file.with_answers(lambda cell: cell and f"{cell}.0"))) == 0.5
    short = [replace(row, cells=row.cells[:-2]) for row in file.rows[:17]]
    assert len(read(replace(file, rows=(*short, *file.rows[17:]))).responses) == 20
    told = replace(file, separator=";", above=("sep=;",), counts_above=False)
    assert len(read(told).responses) == 20
