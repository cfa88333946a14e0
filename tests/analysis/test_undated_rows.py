"""Rows without a day or number: summaries are refused, responses counted and named."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis.account import LeftOut
from analysis.caveats import CaveatCode
from analysis.mapping import ColumnMapping, Confirmed
from analysis.reading import FaultyData, Reading, read_responses
from analysis.reading.faults import Fault, Message
from tests.analysis.forms import SMALL, written

OFFICE = ["Quầy", "Ngày", "signs", "courtesy", "fee"]
PERSON = ["Quầy 1", "2026-03-02", *"543"]
OTHER = ["Quầy 2", "2026-03-03", *"222"]
CONFIRMED = ColumnMapping("khop-cot.yaml", "0" * 64, None, (), confirmed=(Confirmed.UNDATED,))


def read(folder: Path, *rows: Sequence[str], mapping: ColumnMapping | None = None) -> Reading:
    return read_responses(written(folder, rows), SMALL, mapping=mapping)


def faults(folder: Path, *rows: Sequence[str]) -> list[Fault]:
    with pytest.raises(FaultyData) as caught:
        read(folder, *rows)
    return list(caught.value.faults)


def rows_doubted(reading: Reading) -> dict[CaveatCode, object]:
    return {each.code: each.values["rows"] for each in reading.caveats if "rows" in each.values}


@pytest.mark.parametrize("name", ["Phiếu tốt nhất", "Kết quả", ""])
def test_a_summary_in_whole_numbers_is_asked_about(tmp_path: Path, name: str) -> None:
    summary = [name, "", *"555"]
    (fault,) = faults(tmp_path, OFFICE, PERSON, OTHER, summary)
    assert (fault.message, fault.rows) == (Message.UNDATED_ROW, (4,))
    (fault,) = faults(tmp_path, OFFICE, summary, PERSON, OTHER)
    assert fault.rows == (2,)
    # Beside a response without a day it is none the less a summary.
    (fault,) = faults(tmp_path, OFFICE, PERSON, ["Quầy 2", "", *"333"], OTHER, summary)
    assert fault.rows == (5,)


@pytest.mark.parametrize(
    "name", ["Cao nhất", "Thấp nhất", "Số phiếu hài lòng", "TB Quầy 1", "Điểm TB chung", "Max"]
)
def test_a_row_that_calls_itself_a_summary_is_left_out(tmp_path: Path, name: str) -> None:
    reading = read(tmp_path, OFFICE, PERSON, OTHER, [name, "", *"555"])
    assert len(reading.responses) == 2
    assert {each.reason: each.numbers for each in reading.account.left_out} == {
        LeftOut.SUMMARY: "4"
    }


def test_without_days_a_summary_of_a_service_point_is_asked_about(tmp_path: Path) -> None:
    rows = [["Quầy", *OFFICE[2:]], ["Quầy 1", *"543"], ["TB Quầy 1", *"543"]]
    (fault,) = faults(tmp_path, *rows)
    assert (fault.message, fault.rows) == (Message.TOTAL_OR_RESPONSE, (3,))
    rows[2][0] = "TB Quầy 9"
    assert len(read(tmp_path, *rows).responses) == 2


def test_running_numbers_tell_people_from_summaries_as_days_do(tmp_path: Path) -> None:
    head = ["STT", "Họ tên", *OFFICE[2:]]
    people = [["1", "An", *"543"], ["2", "Bình", *"222"]]
    (fault,) = faults(tmp_path, head, *people, ["", "Chung", *"444"])
    assert (fault.message, fault.rows) == (Message.UNDATED_ROW, (4,))
    assert len(read(tmp_path, head, *people, ["3", "Chung", *"444"]).responses) == 3


@pytest.mark.parametrize("row", [["", "Kết quả", "2026-03-31", *"444"], ["4", "Chung", "", *"444"]])
def test_a_day_or_a_number_alone_makes_no_response_of_an_unknown_point(
    tmp_path: Path, row: list[str]
) -> None:
    head = ["STT", *OFFICE]
    rows = [[str(number), *PERSON] for number in (1, 2, 3)]
    (fault,) = faults(tmp_path, head, *rows, row)
    assert (fault.message, fault.rows) == (Message.UNDATED_ROW, (5,))
    for whole in (["4", "Quầy 9", "2026-03-31", *"444"], [row[0], "Quầy 1", *row[2:]]):
        assert len(read(tmp_path, head, *rows, whole).responses) == 4


@pytest.mark.parametrize("word", ["VD", "I", " mẫu "])
def test_words_among_running_numbers_are_asked_about(tmp_path: Path, word: str) -> None:
    head = ["STT", *OFFICE]
    rows = [["1", *PERSON], ["2", *OTHER]]
    (fault,) = faults(tmp_path, head, [word, *PERSON], *rows)
    assert (fault.message, fault.column, fault.rows) == (Message.WORDS_FOR_NUMBER, "STT", (2,))
    for number in ("", "1a"):
        assert len(read(tmp_path, head, [number, *PERSON], *rows).responses) == 3
    # Where such words are the rule they number the rows.
    assert len(read(tmp_path, head, ["A", *PERSON], ["B", *PERSON], ["1", *OTHER]).responses) == 3


def test_where_most_rows_lack_a_mark_none_is_a_summary(tmp_path: Path) -> None:
    head = ["STT", *OFFICE]
    rows = [[n, "Quầy 1", "", *"543"] for n in "12"] + [["", *OTHER]] * 2
    assert len(read(tmp_path, head, *rows).responses) == 4


def test_numbers_that_few_rows_have_tell_nothing(tmp_path: Path) -> None:
    head = ["STT", *OFFICE]
    rows = [["1", *PERSON], ["", *PERSON], ["", *PERSON], ["", "Quầy 9", *PERSON[1:]]]
    assert len(read(tmp_path, head, *rows).responses) == 4


def test_where_many_name_no_service_point_a_summary_stands_below_them(tmp_path: Path) -> None:
    nameless, summary = ["", "2026-03-04", *"444"], ["", "", *"555"]
    (fault,) = faults(tmp_path, OFFICE, nameless, PERSON, OTHER, PERSON, summary, summary)
    assert fault.rows == (6, 7)
    reading = read(tmp_path, OFFICE, PERSON, summary, nameless)
    assert rows_doubted(reading) == {
        CaveatCode.UNDATED_ROWS: "3",
        CaveatCode.NAMELESS_ROWS: "3-4",
    }


def test_responses_without_a_day_at_a_known_service_point_count_and_are_named(
    tmp_path: Path,
) -> None:
    undated = ["Quầy 1", "", *"444"]
    reading = read(tmp_path, OFFICE, PERSON, OTHER, undated, undated)
    assert len(reading.responses) == 4
    assert rows_doubted(reading) == {CaveatCode.UNDATED_ROWS: "4-5"}


def test_a_service_point_that_never_writes_the_day_is_none_the_less_one(tmp_path: Path) -> None:
    reading = read(tmp_path, OFFICE, PERSON, *[["Quầy 3", "", *"444"]] * 2)
    assert len(reading.responses) == 3
    assert rows_doubted(reading) == {CaveatCode.UNDATED_ROWS: "3-4"}


def test_a_row_whose_day_is_none_has_that_fault_alone(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, OFFICE, PERSON, ["Quầy 9", "hôm qua", *"444"])
    assert fault.message is Message.NOT_A_DATE


def test_whoever_confirms_that_such_rows_are_responses_has_them_counted(tmp_path: Path) -> None:
    summary = ["Kết quả", "", *"555"]
    reading = read(tmp_path, OFFICE, PERSON, OTHER, summary, mapping=CONFIRMED)
    assert len(reading.responses) == 3
    assert rows_doubted(reading) == {CaveatCode.UNDATED_ROWS: "4"}


def test_a_day_after_that_of_sending_is_named(tmp_path: Path) -> None:
    head = ["today", "_submission_time", "_uuid", *OFFICE[2:]]
    rows = [
        ["2026-03-10", "2026-03-10T02:00:00", "a", *"555"],
        ["2026-03-11", "2026-03-10T02:00:00", "b", *"555"],
        ["2026-03-11", "2026-03-10T18:00:00", "c", *"555"],
        ["2026-03-11", "", "d", *"555"],
    ]
    assert rows_doubted(read(tmp_path, head, *rows)) == {CaveatCode.CLOCK_AHEAD: "3"}
