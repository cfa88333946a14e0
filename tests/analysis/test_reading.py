"""Files of answers are read as they come from people and programs."""

import tracemalloc
import unicodedata
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from analysis.caveats import CaveatCode
from analysis.reading import FaultyData, Reading, read_responses
from analysis.reading.csv_files import CsvRows, csv_table, rows_of
from analysis.reading.headings import HeadingReader
from analysis.reading.reader import read_tables
from tests.analysis.forms import COLUMNS, QUESTIONS, SMALL, plain, written


def read(path: Path) -> Reading:
    return read_responses(path, SMALL, ["ward"])


def packed(reading: Reading) -> list[str]:
    return [bytes(row).decode() for row in reading.responses.answers]


def codes(reading: Reading) -> set[CaveatCode]:
    return {caveat.code for caveat in reading.caveats}


def test_plain_columns_of_codes_are_read_by_the_ids_of_the_questions(tmp_path: Path) -> None:
    reading = read(written(tmp_path, plain("54021", "3-512")))
    assert packed(reading) == ["54021", "3-512"]
    assert reading.caveats == ()
    assert np.isnat(reading.responses.days).all()


def test_a_column_may_have_the_name_that_the_questionnaire_gives_it(tmp_path: Path) -> None:
    heading = ["SIGNS", " Courtesy ", "q3"]
    reading = read(written(tmp_path, plain("543", heading=heading)))
    assert packed(reading) == ["543--"]


def test_a_google_forms_export_in_vietnamese_is_read(tmp_path: Path) -> None:
    heading = [
        "Dấu thời gian",
        "Địa chỉ email",
        "Đánh giá của Ông/Bà [1. Biển hiệu rõ ràng, dễ thấy]",
        "Đánh giá của Ông/Bà [Công chức lịch sự.]",
        "Câu 3: Mức phí đúng quy định",
        "Kết quả có bị trễ hẹn không?",
        "Góp ý thêm",
    ]
    rows = [
        heading,
        [
            "22/11/2026 14:03:22",
            "an@vi.du",
            "Rất hài lòng",
            "Hài lòng",
            "Không phải nộp",
            "Không",
            "=x",
        ],
        ["1/2/2026 9:00:00", "", "bình  thường", "Không hài lòng", "", "Có", ""],
    ]
    reading = read(written(tmp_path, rows))
    assert packed(reading) == ["5402-", "32-1-"]
    assert reading.responses.days.astype(str).tolist() == ["2026-11-22", "2026-02-01"]
    ignored, absent = reading.caveats
    assert (ignored.code, ignored.values) == (
        CaveatCode.COLUMNS_IGNORED,
        {"columns": "Địa chỉ email"},
    )
    assert absent.values_in("vi") == {"questions": "Có nhận được thư xin lỗi không?"}


def test_headings_match_however_their_letters_are_composed(tmp_path: Path) -> None:
    heading = [
        unicodedata.normalize("NFD", "BIỂN HIỆU RÕ RÀNG, DỄ THẤY"),
        "Công  chức lịch sự",
        "Mưc´ phi đúng quy định",
    ]
    # Both ways of placing a tone in "hòa" are in use; so is a mark typed after its word.
    heading[2] = unicodedata.normalize("NFD", "Mức phí đúng quy định.")
    reading = read(written(tmp_path, plain("543", heading=heading)))
    assert packed(reading) == ["543--"]


def test_english_words_of_the_questionnaire_are_read_too(tmp_path: Path) -> None:
    rows = [
        ["Timestamp", "Signs are clear", "Officials are polite", "The fee is right"],
        ["2/13/2026 1:00:00", "Very satisfied", "neutral", "Nothing to pay"],
        ["3/4/2026 1:00:00", "satisfied", "Very dissatisfied", "5"],
    ]
    reading = read(written(tmp_path, rows))
    assert packed(reading) == ["530--", "415--"]
    assert reading.responses.days.astype(str).tolist() == ["2026-02-13", "2026-03-04"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_each_separator_is_found(tmp_path: Path, separator: str, encoding: str) -> None:
    rows = [["signs", "Công chức lịch sự.", "fee", "note, or; so"], ["5", "4", "3", "a"]]
    path = written(tmp_path, rows, separator, encoding)
    assert packed(read(path)) == ["543--"]


def test_our_own_columns_are_read(tmp_path: Path) -> None:
    rows = [
        [*COLUMNS, "plan", "language", "ward", *QUESTIONS],
        ["2026-03-02", "Quầy 2", "Việc làm", "poster", "small.v1", 1, "p", "vi", "A", *"54021"],
        ["2026-03-03", "quầy  2", "Việc làm", "kiosk", "small.v1", 1, "p", "vi", "", *"4----"],
        ["", "'-Quầy", "", "poster", "", 1, "p", "vi", "B", *"1----"],
    ]
    reading = read(written(tmp_path, rows))
    labels = reading.responses.labels
    assert labels["service_point"].names == ("-Quầy", "Quầy 2")
    assert labels["service_point"].codes.tolist() == [1, 1, 0]
    assert labels["field"].codes.tolist() == [0, 0, -1]
    assert labels["ward"].codes.tolist() == [0, -1, 1]
    assert set(labels) == {"service_point", "field", "mode", "ward"}
    assert reading.responses.is_made_up
    assert reading.responses.days.astype(str).tolist() == ["2026-03-02", "2026-03-03", "NaT"]
    joined, undated = reading.caveats
    assert joined.values == {"names": "“Quầy 2” = “quầy 2”"}
    assert (undated.code, undated.values["rows"]) == (CaveatCode.UNDATED_ROWS, "4")


def test_a_zero_in_the_column_says_that_nothing_is_made_up(tmp_path: Path) -> None:
    rows = [["signs", "courtesy", "fee", "made_up"], ["5", "5", "5", "0"]]
    assert not read(written(tmp_path, rows)).responses.is_made_up


def test_rows_of_other_questionnaires_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [
        ["questionnaire", "signs", "courtesy", "fee"],
        ["small.v1", "5", "4", "3"],
        ["small.v2", "x", "y", "z"],
        ["other.v1", "x", "y", "z"],
        ["small.v2", "x", "y", "z"],
    ]
    reading = read(written(tmp_path, rows))
    assert packed(reading) == ["543--"]
    assert reading.caveats[0].values == {"responses": 3, "names": "other.v1, small.v2"}


def test_blank_cells_are_read_as_such(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("signs,courtesy,fee\n5,4,3\n ,-,3\n")
    assert packed(read(path)) == ["543--", "--3--"]


def test_rows_are_read_in_pieces_as_if_in_one(tmp_path: Path) -> None:
    answers = [f"{1 + i % 5}{1 + i % 3}3-{'-' if i % 2 else '1'}" for i in range(11)]
    path = written(tmp_path, plain(*answers))
    rows = CsvRows(path, ",", len(QUESTIONS))
    source = csv_table(rows, list(QUESTIONS), partial(rows_of, size=3))
    reading = read_tables(path, HeadingReader(SMALL, ()), [source])
    assert packed(reading) == answers


def test_a_cell_may_hold_line_breaks_and_quotation_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('signs,courtesy,fee,comment\n5,4,3,"a ""b""\nc"\n1,1,1,\n')
    assert packed(read(path)) == ["543--", "111--"]


def test_dates_that_could_be_read_two_ways_have_the_day_first_and_a_caveat(tmp_path: Path) -> None:
    rows = [["day", "signs", "courtesy", "fee"], ["05/02/2026", *"543"], ["1.3.2026", *"543"]]
    reading = read(written(tmp_path, rows))
    assert reading.responses.days.astype(str).tolist() == ["2026-02-05", "2026-03-01"]
    assert codes(reading) == {CaveatCode.FACTS_ABSENT, CaveatCode.DAY_FIRST}


@pytest.mark.parametrize(
    "stamp",
    ["14:03:22 22/11/2026", "2026/11/22 2:03:22 CH GMT+7", "2026-11-22T14:03:22", "2026-11-22"],
)
def test_only_the_day_of_a_time_stamp_stays(tmp_path: Path, stamp: str) -> None:
    rows = [["Ngày", "signs", "courtesy", "fee"], [stamp, *"543"]]
    reading = read(written(tmp_path, rows))
    assert reading.responses.days.astype(str).tolist() == ["2026-11-22"]


def test_responses_of_one_day_share_it(tmp_path: Path) -> None:
    rows = [["day", "signs", "courtesy", "fee"], *([["2026-11-22", *"543"]] * 3)]
    days = read(written(tmp_path, rows)).responses.days
    assert days.astype(str).tolist() == ["2026-11-22"] * 3


def test_of_many_names_in_two_spellings_the_first_are_named(tmp_path: Path) -> None:
    rows = [["signs", "courtesy", "fee", "service_point"]]
    rows += [[*"543", f"{word} {number}"] for number in range(12) for word in ("Xã", "xã")]
    (joined,) = (c for c in read(written(tmp_path, rows)).caveats if "names" in c.values)
    assert joined.code is CaveatCode.NAMES_JOINED
    assert str(joined.values["names"]).endswith("“Xã 9” = “xã 9”; …")


def test_two_byte_order_marks_hide_no_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    mark = "\N{ZERO WIDTH NO-BREAK SPACE}"
    path.write_text(f"{mark}{mark}service_point,sig\u200bns,courtesy,fee\nQuầy 1,5,4\xad,3\n")
    reading = read(path)
    assert packed(reading) == ["543--"]
    assert reading.responses.labels["service_point"].names == ("Quầy 1",)


def test_a_hundred_thousand_names_are_refused_in_little_memory(tmp_path: Path) -> None:
    rows = [["signs", "courtesy", "fee", "service_point"]]
    rows += [[*"543", f"Quầy số {number}"] for number in range(100_000)]
    path = written(tmp_path, rows)
    tracemalloc.start()
    with pytest.raises(FaultyData, match="100000 different names"):
        read(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 150_000_000


@pytest.mark.parametrize(
    "number", ["1.", "1.1.", "1.1", "I.1.", "II.2 ", "a)", "Câu 3:", "Câu hỏi 3.", "Q1.", "IV -"]
)
def test_a_number_before_a_heading_says_nothing(tmp_path: Path, number: str) -> None:
    heading = [f"{number} Biển hiệu rõ ràng, dễ thấy", "courtesy", "fee"]
    assert packed(read(written(tmp_path, plain("543", heading=heading)))) == ["543--"]
