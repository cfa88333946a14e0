"""Numbers that an office gave its forms tell copies, unless they begin again."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis.account import LeftOut
from analysis.caveats import CaveatCode
from analysis.reading import FaultyData, Reading, read_mapping, read_responses
from analysis.reading.faults import Fault, Message
from analysis.reading.headings import OWN_RECORDS
from analysis.reading.numbering import number_in
from analysis.reading.same_rows import SameRows
from tests.analysis.forms import SMALL, written

HEAD = ["Mã phiếu", "Quầy", "Ngày", "signs", "courtesy", "fee"]
OTHERS = ["555", "444", "333", "222", "111", "545", "454"]


def read(
    folder: Path, *rows: Sequence[str], same_rows: SameRows | None = None, mapping: str = ""
) -> Reading:
    said = read_mapping(mapping.encode(), "m.yaml", SMALL) if mapping else None
    return read_responses(written(folder, rows), SMALL, same_rows=same_rows, mapping=said)


def faults(folder: Path, *rows: Sequence[str]) -> list[Fault]:
    with pytest.raises(FaultyData) as caught:
        read(folder, *rows)
    return list(caught.value.faults)


def left_out(reading: Reading) -> dict[LeftOut, str]:
    return {each.reason: each.numbers for each in reading.account.left_out}


def begins_again(reading: Reading) -> bool:
    return CaveatCode.NUMBERS_BEGIN_AGAIN in {each.code for each in reading.caveats}


def form(number: object, ratings: str, point: str = "Quầy 1", day: str = "2026-03-02") -> list[str]:
    return [str(number), point, day, *ratings]


@pytest.mark.parametrize("heading", OWN_RECORDS)
def test_a_form_that_stands_there_again_counts_once(tmp_path: Path, heading: str) -> None:
    rows = [form(f"P-{number:03}", "555") for number in range(1, 8)]
    reading = read(tmp_path, [heading.title(), *HEAD[1:]], *rows, rows[2], rows[6])
    assert len(reading.responses) == 7
    assert left_out(reading) == {LeftOut.SENT_AGAIN: "9-10"}
    assert not begins_again(reading)


def test_a_form_that_was_changed_is_asked_about(tmp_path: Path) -> None:
    rows = [form(number, ratings) for number, ratings in enumerate(OTHERS, start=1)]
    (fault,) = faults(tmp_path, HEAD, *rows, form(3, "111"))
    assert (fault.message, fault.column, fault.rows) == (Message.SAME_RECORD, "Mã phiếu", (4, 9))
    kept = read(tmp_path, HEAD, *rows, form(3, "111"), same_rows=SameRows.KEEP)
    assert len(kept.responses) == 8


@pytest.mark.parametrize("is_mixed", [False, True])
def test_numbers_that_begin_again_at_each_service_point_leave_nobody_out(
    tmp_path: Path, is_mixed: bool
) -> None:
    rows = [form(number, each) for number, each in enumerate(OTHERS, start=1)]
    rows += [form(number, "555", "Quầy 2") for number in (1, 2)]
    rows = sorted(rows, key=lambda row: row[3:]) if is_mixed else rows
    reading = read(tmp_path, HEAD, *rows)
    assert len(reading.responses) == 9
    assert begins_again(reading)


def test_numbers_that_begin_again_each_day_leave_nobody_out(tmp_path: Path) -> None:
    days = [f"2026-03-{day:02}" for day in (2, 2, 2, 2, 3, 4, 4)]
    rows = [form(n, "555", day=day) for n, day in zip((3, 1, 2, 4, 1, 2, 1), days, strict=True)]
    assert len(read(tmp_path, HEAD, *rows).responses) == 7


def test_numbers_that_begin_again_down_the_table_leave_nobody_out(tmp_path: Path) -> None:
    head = ["STT phiếu", *HEAD[3:]]
    rows = [[str(number % 10 + 1), *f"55{5 - number // 17}"] for number in range(20)]
    reading = read(tmp_path, head, *rows)
    assert len(reading.responses) == 20
    assert begins_again(reading)


def test_a_code_that_all_forms_share_is_no_number_of_theirs(tmp_path: Path) -> None:
    reading = read(tmp_path, HEAD, *(form("M01", each) for each in OTHERS))
    assert len(reading.responses) == len(OTHERS)
    assert begins_again(reading)


def test_numbers_that_begin_again_beside_the_same_answers_are_asked_about(tmp_path: Path) -> None:
    rows = [[str(number), "5", "5", "5"] for number in (1, 2, 3)] * 2
    head = ["Số phiếu", *HEAD[3:]]
    (fault,) = faults(tmp_path, head, *rows)
    assert (fault.message, fault.rows) == (Message.SAME_NUMBERS, (5, 6, 7))
    assert fault.values == {"pairs": "2 = 5, 3 = 6, 4 = 7"}
    assert len(read(tmp_path, head, *rows, same_rows=SameRows.DROP).responses) == 3
    kept = read(tmp_path, head, *rows, same_rows=SameRows.KEEP)
    assert len(kept.responses) == 6
    assert begins_again(kept)


def test_one_form_entered_twice_is_no_second_table(tmp_path: Path) -> None:
    rows = [form(1, "555"), *(form(n, each) for n, each in enumerate(OTHERS, start=1))]
    assert left_out(read(tmp_path, HEAD, *rows)) == {LeftOut.SENT_AGAIN: "3"}


def test_forms_without_a_number_are_others(tmp_path: Path) -> None:
    rows = [form("", "555"), form("", "555"), form("x", "555"), form("x", "555")]
    assert len(read(tmp_path, HEAD, *rows).responses) == 4


def test_a_number_with_a_character_that_nobody_sees_is_the_same(tmp_path: Path) -> None:
    rows = [form("P-1", "555"), form("P-1\x07", "555"), form("P-2", "555")]
    assert left_out(read(tmp_path, HEAD, *rows)) == {LeftOut.SENT_AGAIN: "3"}


def test_a_total_may_stand_under_the_numbers_of_forms(tmp_path: Path) -> None:
    rows = [form(number, "555") for number in (1, 2)]
    reading = read(tmp_path, HEAD, *rows, ["Tổng cộng", "", "", "10", "10", "10"])
    assert left_out(reading) == {LeftOut.SUMMARY: "4"}


def test_whoever_says_that_a_column_is_none_has_no_copies_left_out(tmp_path: Path) -> None:
    said = "questionnaire: small.v1\ncolumns:\n  - {heading: Mã phiếu, holds: none}\n"
    rows = [form(number, "555") for number in (1, 2, 2)]
    assert len(read(tmp_path, HEAD, *rows, mapping=said).responses) == 3


@pytest.mark.parametrize(
    ("cell", "number"),
    [("7", 7), ("P-012", 12), ("12/2026-0045", 45), ("7.0", 7), ("12 (bổ sung)", -1), ("", -1)],
)
def test_the_number_of_a_form_is_the_last_in_what_it_is_called_by(cell: str, number: int) -> None:
    assert number_in(cell) == number
