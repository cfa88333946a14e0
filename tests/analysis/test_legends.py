"""Rows that number the columns are nobody's; a legend of other numbers is not read past."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis.account import LeftOut
from analysis.reading import FaultyData, Reading, read_cases, read_mapping, read_responses
from analysis.reading.faults import Message
from tests.analysis.forms import SMALL, table, written
from tests.analysis.workbooks import workbook

OFFICE = ["STT", "Quầy", "signs", "courtesy", "fee"]
PEOPLE = [["1", "Quầy 1", *"543"], ["2", "Quầy 2", *"543"]]


def read(folder: Path, *rows: Sequence[str]) -> Reading:
    return read_responses(written(folder, rows), SMALL)


@pytest.mark.parametrize(
    "numbers",
    [
        ["1", "2", "3", "4", "5"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["A", "B", "1", "2", "3"],
        ["a", "b", "(1)", "(2)", "(3)"],
        ["[1]", "[2]", "[3]", "[4]", "[5]"],
    ],
)
def test_a_row_that_numbers_the_columns_is_nobodys(tmp_path: Path, numbers: list[str]) -> None:
    reading = read(tmp_path, OFFICE, numbers, *PEOPLE)
    assert len(reading.responses) == 2
    assert reading.responses.labels["service_point"].names == ("Quầy 1", "Quầy 2")
    (left_out,) = reading.account.left_out
    assert (left_out.reason, left_out.numbers) == (LeftOut.SUMMARY, "2")
    # Further down it is somebody's, or wrong.
    if numbers[0] == "1":
        assert len(read(tmp_path, OFFICE, *PEOPLE, numbers).responses) == 3


def test_so_is_one_in_a_workbook_under_a_title(tmp_path: Path) -> None:
    rows = [["BIỂU TỔNG HỢP"], [], OFFICE, [1, 2, 3, 4, 5], [1, "Quầy 1", 5, 4, 3]]
    reading = read_responses(workbook(tmp_path, Phiếu=rows), SMALL)
    assert len(reading.responses) == 1
    assert reading.account.left_out[-1].numbers == "4"


@pytest.mark.parametrize(
    "rows",
    [
        [OFFICE, ["1", "2", *"345"], ["2", "2", *"555"]],
        [OFFICE, ["1", "2", *"344"], ["2", "1", *"555"]],
        [["STT", "signs", "courtesy", "fee"], [*"1234"], [*"2555"]],
    ],
    ids=["a place called 2", "no running numbers", "no names"],
)
def test_a_person_may_have_such_answers(tmp_path: Path, rows: list[list[str]]) -> None:
    assert len(read(tmp_path, *rows).responses) == 2


def test_columns_of_case_counts_may_be_numbered(tmp_path: Path) -> None:
    rows = [["Quầy", "Tháng", "Số hồ sơ"], ["(1)", "(2)", "(3)"], ["Quầy 1", "01/2026", "7"]]
    path = tmp_path / "hồ sơ.csv"
    path.write_text(table(rows), "utf-8")
    assert [row.cases for row in read_cases(path).rows] == [7]


LEGENDS = [
    "(1: Rất hài lòng - 5: Rất không hài lòng)",
    "Thang điểm: 1 = Rất hài lòng; 2 = Hài lòng",
    "Ghi chú: 5 là rất không hài lòng",
    "1 – Very satisfied, 5 – Very dissatisfied",
    "Từ 1 (rất hài lòng) đến 5 (rất không hài lòng)",
    "1: tốt nhất, 5: kém nhất",
    "Mức 1 là hài lòng nhất",
]


@pytest.mark.parametrize("legend", LEGENDS)
@pytest.mark.parametrize("place", ["above", "below", "beside", "under", "in names"])
def test_a_legend_that_turns_the_scale_is_refused(tmp_path: Path, legend: str, place: str) -> None:
    rows = {
        "above": [[legend], OFFICE, *PEOPLE],
        "below": [OFFICE, [legend, "", "", "", ""], *PEOPLE],
        "beside": [[*OFFICE, legend], *PEOPLE],
        "under": [OFFICE, *PEOPLE * 3, [], [legend]],
        "in names": [OFFICE, *PEOPLE * 3, ["", legend]],
    }[place]
    with pytest.raises(FaultyData) as caught:
        read_responses(workbook(tmp_path, Phiếu=rows), SMALL)
    (fault,) = caught.value.faults
    assert (fault.message, fault.values["value"]) == (Message.OTHER_NUMBERS, legend)


@pytest.mark.parametrize(
    "legend", [[["1", "Rất hài lòng"], ["5", "Rất không hài lòng"]], [[LEGENDS[0]]]]
)
def test_so_is_one_on_another_sheet(tmp_path: Path, legend: list[list[str]]) -> None:
    path = workbook(tmp_path, Phiếu=[OFFICE, *PEOPLE], Chú=legend)
    with pytest.raises(FaultyData) as caught:
        read_responses(path, SMALL)
    assert {fault.message for fault in caught.value.faults} == {Message.OTHER_NUMBERS}


def test_another_sheet_may_say_the_same_or_something_else(tmp_path: Path) -> None:
    other = [["5", "tốt nhất"], ["1", "kém nhất"], ["2", "ngày", "x"], ["", ""], ["12", "Tổng"]]
    path = workbook(tmp_path, Phiếu=[OFFICE, *PEOPLE], Chú=other)
    assert len(read_responses(path, SMALL).responses) == 2


@pytest.mark.parametrize(
    "legend",
    ["(1: Rất không hài lòng - 5: Rất hài lòng)", "Quý 1: Rất bận", "Mẫu số 5 - Hài lòng", "1 - 5"],
)
def test_a_legend_that_says_the_same_or_something_else_is_read_past(
    tmp_path: Path, legend: str
) -> None:
    rows = [OFFICE, [legend, "", "", "", ""], *PEOPLE]
    if "Mẫu" in legend:
        rows[1][0] = "Mẫu số 4 - Hài lòng"
    assert len(read(tmp_path, *rows).responses) == 2


def test_a_legend_of_numbers_matters_not_where_words_stand(tmp_path: Path) -> None:
    words = ["1", "Quầy 1", "Rất hài lòng", "Hài lòng", "Bình thường"]
    reading = read(tmp_path, OFFICE, [LEGENDS[0], "", "", "", ""], words)
    assert [bytes(row).decode() for row in reading.responses.answers] == ["543--"]


def test_a_mapping_says_more_than_a_legend(tmp_path: Path) -> None:
    pairs = zip("12345", "54321", strict=True)
    said = "".join(
        f'  - question: scale\n    cell: "{cell}"\n    answer: "{code}"\n' for cell, code in pairs
    )
    columns = "".join(
        f'  - heading: "{name}"\n    holds: {name}\n' for name in ("signs", "courtesy", "fee")
    )
    mapping = read_mapping(
        f"questionnaire: small.v1\ncolumns:\n{columns}answers:\n{said}".encode(), "m.yaml", SMALL
    )
    path = written(tmp_path, [OFFICE, [LEGENDS[0], "", "", "", ""], *PEOPLE])
    reading = read_responses(path, SMALL, mapping=mapping)
    assert [bytes(row).decode() for row in reading.responses.answers] == ["123--"] * 2
