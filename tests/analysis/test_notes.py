"""What an office noted against a response is asked about."""

from pathlib import Path

import pytest

from analysis.reading import FaultyData, Reading, read_mapping, read_responses
from analysis.reading.faults import Message
from tests.analysis.forms import SMALL, written

ASKED = ["signs", "courtesy", "fee"]


def read(folder: Path, *notes: str, heading: str = "Ghi chú", mapping: str = "") -> Reading:
    table = [[*ASKED, heading], *([*"543", note] for note in notes)]
    said = read_mapping(mapping.encode(), "m.yaml", SMALL) if mapping else None
    return read_responses(written(folder, table), SMALL, mapping=said)


@pytest.mark.parametrize("heading", ["Ghi chú", "TRẠNG THÁI", "Hợp lệ", "Status"])
@pytest.mark.parametrize("note", ["Hủy", "phiếu không hợp lệ.", "test", "Trùng"])
def test_a_note_against_a_response_is_asked_about(tmp_path: Path, heading: str, note: str) -> None:
    with pytest.raises(FaultyData) as caught:
        read(tmp_path, "", note, "Có", note, heading=heading)
    (fault,) = caught.value.faults
    assert (fault.message, fault.column, fault.rows) == (Message.NOTE_AGAINST, heading, (3, 5))
    assert fault.values == {"value": note}


@pytest.mark.parametrize(
    "note", ["", "Hợp lệ", "Dân khen quầy 2", "hủy hẹn, đến lại chiều", "x" * 99]
)
def test_other_notes_are_not_read(tmp_path: Path, note: str) -> None:
    assert len(read(tmp_path, note, "").responses) == 2


@pytest.mark.parametrize(
    ("heading", "note"),
    [
        ("Kết quả kiểm phiếu", "loại"),
        ("Trạng thái xử lý", "Bỏ"),
        ("Nguồn", "Test"),
        ("", "hủy"),
        ("Nguồn", "“Phiếu thử”"),
        ("Phiếu hỏng", "x"),
        ("Loại bỏ", "1"),
        ("Hợp lệ?", "0"),
        ("Duyệt", "Không"),
    ],
)
def test_it_is_asked_about_in_any_column_not_read(tmp_path: Path, heading: str, note: str) -> None:
    with pytest.raises(FaultyData) as caught:
        read(tmp_path, "", note, heading=heading)
    (fault,) = caught.value.faults
    assert (fault.message, fault.column, fault.rows) == (Message.NOTE_AGAINST, heading, (3,))


def test_it_is_asked_about_beside_the_columns_of_a_survey_program(tmp_path: Path) -> None:
    table = [[*ASKED, "_uuid", "Ghi chú"], [*"543", "a", ""], [*"543", "b", "phiếu trùng"]]
    with pytest.raises(FaultyData):
        read_responses(written(tmp_path, table), SMALL)


@pytest.mark.parametrize(
    ("heading", "note"),
    [("Phiếu hỏng", "Không"), ("Lý do đến", "hỏng"), ("Hồ sơ", "Đã hủy"), ("Hợp lệ", "x")],
)
def test_what_may_speak_of_the_case_is_not_asked_about(
    tmp_path: Path, heading: str, note: str
) -> None:
    assert len(read(tmp_path, note, "", heading=heading).responses) == 2


def test_no_is_against_a_response_where_the_heading_asks_if_it_is_valid(tmp_path: Path) -> None:
    with pytest.raises(FaultyData):
        read(tmp_path, "Có", "Không", heading="Hợp lệ")
    assert len(read(tmp_path, "Có", "Không").responses) == 2


def test_under_another_heading_such_a_word_says_nothing(tmp_path: Path) -> None:
    assert len(read(tmp_path, "Không", heading="Có con nhỏ").responses) == 1


def test_whoever_says_that_the_column_is_none_has_all_counted(tmp_path: Path) -> None:
    said = "questionnaire: small.v1\ncolumns:\n  - {heading: Ghi chú, holds: none}\n"
    assert len(read(tmp_path, "Hủy", "", mapping=said).responses) == 2
