"""Exports of other survey programs are read, and only what they tell for certain."""

import sys
from datetime import date
from pathlib import Path

import pandas
import pyreadstat
import pytest

from analysis.account import LeftOut
from analysis.caveats import CaveatCode
from analysis.reading import FaultyData, Reading, read_responses
from analysis.reading.faults import Message
from questionnaires.reader import read_questionnaire
from tests.analysis.forms import SMALL, written


def read(path: Path) -> Reading:
    return read_responses(path, SMALL)


def packed(reading: Reading) -> list[str]:
    return [bytes(row).decode() for row in reading.responses.answers]


def days(reading: Reading) -> list[str]:
    return reading.responses.days.astype(str).tolist()


def ignored(reading: Reading) -> str:
    (caveat,) = (c for c in reading.caveats if c.code is CaveatCode.COLUMNS_IGNORED)
    return str(caveat.values["columns"])


def left_out(reading: Reading) -> dict[LeftOut, str]:
    return {each.reason: each.numbers for each in reading.account.left_out}


def messages(path: Path) -> list[Message]:
    with pytest.raises(FaultyData) as caught:
        read(path)
    return [fault.message for fault in caught.value.faults]


LIMESURVEY = {
    "codes": ["id", "submitdate", "G01Q01[signs]", "G01Q01[courtesy]", "Q3", "late"],
    "codes and text": [
        "id. Response ID",
        "submitdate. Date submitted",
        "G01Q01[SQ001]. Đánh giá của Ông/Bà [Biển hiệu rõ ràng, dễ thấy.]",
        "G01Q01[SQ002]. Đánh giá của Ông/Bà [Công chức lịch sự.]",
        "G01Q02. Mức phí đúng quy định.",
        "late. Quá hạn?",
    ],
    "full text": [
        "Response ID",
        "Date submitted",
        "Đánh giá [Biển hiệu rõ ràng, dễ thấy.]",
        "Đánh giá [Công chức lịch sự.]",
        "Mức phí đúng quy định.",
        "Kết quả có bị trễ hẹn không?",
    ],
}


@pytest.mark.parametrize("heading", LIMESURVEY.values(), ids=LIMESURVEY)
@pytest.mark.parametrize(
    "answers",
    [("5", "4", "0", "N"), ("Rất hài lòng", "Hài lòng", "Không phải nộp", "Không")],
    ids=["codes", "full answers"],
)
def test_each_kind_of_limesurvey_export_is_read(
    tmp_path: Path, heading: list[str], answers: tuple[str, ...]
) -> None:
    worst = "1" if answers[0] == "5" else "Rất không hài lòng"
    rows = [
        heading,
        ["1", "2026-11-22 14:03:22", *answers],
        ["2", "1980-01-01 00:00:00", worst, "", "N/A", ""],
        ["3", "N/A", worst, "", "", ""],
    ]
    reading = read(written(tmp_path, rows))
    assert packed(reading) == ["5402-", "1----"]
    assert days(reading) == ["2026-11-22", "NaT"]
    assert left_out(reading) == {LeftOut.NOT_SENT: "4"}
    assert not reading.columns.ignored


@pytest.mark.parametrize("heading", ["lastpage", "Last page", "lastpage. Last page"])
def test_without_moments_of_sending_rows_that_end_early_are_named(
    tmp_path: Path, heading: str
) -> None:
    head = ["id", heading, "signs", "courtesy", "fee"]
    rows = [[str(number), "4", *"543"] for number in range(1, 41)]
    begun = [["41", "2", *"54", ""], ["42", "", "5", "", ""]]
    reading = read(written(tmp_path, [head, *rows, *begun]))
    (caveat,) = (c for c in reading.caveats if c.code is CaveatCode.PERHAPS_UNSENT)
    assert caveat.values == {"column": heading, "responses": 2, "rows": "42-43"}
    empty = [[row[0], "", *row[2:]] for row in rows]
    sent = [[*head, "submitdate"], *([*row, "2026-11-22 14:03:22"] for row in [*rows, *begun])]
    for table in ([head, *rows], [head, *empty], sent):
        codes = {each.code for each in read(written(tmp_path, table)).caveats}
        assert CaveatCode.PERHAPS_UNSENT not in codes


def test_a_question_may_be_called_like_a_column_that_a_program_adds(tmp_path: Path) -> None:
    text = SMALL.text.replace("column: Q3", "column: id")
    rows = [["id", "submitdate", "signs", "courtesy"], ["3", "2026-11-22 14:03:22", "5", "4"]]
    reading = read_responses(written(tmp_path, rows), read_questionnaire(text, "small.yaml"))
    assert packed(reading) == ["543--"]


@pytest.mark.parametrize("code", ["A1", "AO05", "option_2"])
def test_a_code_that_a_program_made_up_is_never_guessed(tmp_path: Path, code: str) -> None:
    rows = [["G01Q01[signs]", "courtesy", "fee"], [code, "5", "5"]]
    assert messages(written(tmp_path, rows)) == [Message.MADE_UP_CODE]


KOBO_ADDED = ["_id", "_uuid", "_validation_status", "_notes", "_index", "meta/instanceID"]


@pytest.mark.parametrize(
    "heading",
    [
        ["signs", "courtesy", "fee"],
        ["place/signs", "people/inner/courtesy", "people/fee"],
        ["Nơi chốn/Biển hiệu rõ ràng, dễ thấy.", "Con người/Công chức lịch sự.", "Q3"],
    ],
    ids=["values", "values with groups", "labels with groups"],
)
def test_each_kind_of_kobotoolbox_export_is_read(tmp_path: Path, heading: list[str]) -> None:
    rows = [
        ["start", "end", *heading, "_submission_time", *KOBO_ADDED],
        ["2026-11-20T9:00", "", "5", "Hài lòng", "0", "2026-11-22T14:03:22", "1", "2", "", *"456"],
    ]
    reading = read(written(tmp_path, rows, ";"))
    assert packed(reading) == ["540--"]
    assert days(reading) == ["2026-11-20"]
    not_read = {"_id", "_notes", "_index", "meta/instanceID"}
    assert set(ignored(reading).split(", ")) == not_read


def test_a_column_of_days_of_its_own_goes_before_the_time_of_sending(tmp_path: Path) -> None:
    rows = [
        ["_submission_time", "day", "signs", "courtesy", "fee"],
        ["2026-11-22T14:03:22", "2026-11-20", *"543"],
    ]
    reading = read(written(tmp_path, rows))
    assert days(reading) == ["2026-11-20"]
    assert not reading.columns.ignored


def spss(folder: Path, **options: object) -> Path:
    path = folder / "phiếu.sav"
    frame = pandas.DataFrame(
        {
            "day": [date(2026, 11, 22), None, date(2026, 11, 23)],
            "signs": [5.0, 1.0, 5.0],
            "v2": [1.0, float("nan"), 1.0],
            "fee": ["4", "", "4"],
            "weight": [1.5, 2.5, 1.5],
        }
    )
    labels = {"v2": {1.0: "Rất hài lòng", 5.0: "Rất không hài lòng"}}
    heads = {"v2": "Công chức lịch sự."}
    pyreadstat.write_sav(
        frame, str(path), column_labels=heads, variable_value_labels=labels, **options
    )
    return path


def test_a_file_of_spss_is_read_by_names_and_labels(tmp_path: Path) -> None:
    reading = read(spss(tmp_path))
    # The scale of the second variable runs the other way; its labels say so.
    assert packed(reading) == ["554--", "1----", "554--"]
    assert days(reading) == ["2026-11-22", "NaT", "2026-11-23"]
    assert ignored(reading) == "weight"


def test_faults_of_a_file_of_spss_name_the_case(tmp_path: Path) -> None:
    frame = pandas.DataFrame({"signs": [5.0, 9.0], "courtesy": [5.0, 2.5], "fee": [5.0, 5.0]})
    path = tmp_path / "a.SAV"
    pyreadstat.write_sav(frame, str(path))
    with pytest.raises(FaultyData) as caught:
        read(path)
    places = [(fault.column, fault.rows, fault.values["value"]) for fault in caught.value.faults]
    assert places == [("signs", (2,), "9"), ("courtesy", (2,), "2.5")]


def test_a_file_of_spss_about_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(pandas.DataFrame({"price": [1.0]}), str(path))
    assert messages(path) == [Message.MISSING_COLUMN] * 3


def test_what_only_calls_itself_a_file_of_spss_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    path.write_text("signs,courtesy,fee\n5,4,3\n")
    assert messages(path) == [Message.NOT_SPSS]


def test_without_the_package_for_spss_it_is_said_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = spss(tmp_path)
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(FaultyData, match=r'pip install "hailong\[spss\]"'):
        read(path)


def test_a_scale_of_spss_with_words_at_its_ends_is_read_the_way_it_runs(tmp_path: Path) -> None:
    frame = pandas.DataFrame({name: [1.0, 2.0, 5.0] for name in ("signs", "courtesy", "fee")})
    ends = {1.0: "Rất hài lòng", 5.0: "Rất không hài lòng"}
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(frame, str(path), variable_value_labels=dict.fromkeys(frame, ends))
    assert packed(read(path)) == ["555--", "444--", "111--"]


def test_one_word_of_spss_against_the_codes_makes_its_numbers_no_answers(tmp_path: Path) -> None:
    frame = pandas.DataFrame({name: [2.0, 2.0] for name in ("signs", "courtesy", "fee")})
    path = tmp_path / "a.sav"
    labels = {"signs": {1.0: "Rất hài lòng"}, "courtesy": {5.0: "Rất hài lòng"}}
    pyreadstat.write_sav(frame, str(path), variable_value_labels=labels)
    with pytest.raises(FaultyData) as caught:
        read(path)
    (fault,) = caught.value.faults
    assert (fault.column, fault.values["value"]) == ("signs", "2 = ?")
