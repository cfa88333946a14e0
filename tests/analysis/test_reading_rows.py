"""Which rows of a file are responses; the others are left out, counted and named by their rows."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis.account import LeftOut
from analysis.caveats import CaveatCode
from analysis.reading import FaultyData, Reading, read_responses
from analysis.reading.faults import Fault, Message
from analysis.reading.same_rows import SameRows
from questionnaires.published import load_questionnaire
from questionnaires.scoring import pack
from tests.analysis.forms import SMALL, written

OFFICE = ["service_point", "day", "signs", "courtesy", "fee", "late", "letter"]
PERSON = ["Quầy 1", "2026-03-02", *"5431", ""]
KOBO = ["start", "end", "today", "signs", "courtesy", "fee", "_id", "_uuid", "_validation_status"]
NOT_APPROVED = [
    *("validation_status_not_approved", "Not Approved", "On Hold", "Không duyệt", "rejected"),
    "{'uid': 'validation_status_not_approved'; 'label': 'Not Approved'}",
]
LIMESURVEY = ["id", "submitdate", "signs", "courtesy", "fee"]
GOOGLE = ["Timestamp", "signs", "courtesy", "fee"]


def read(
    folder: Path, *rows: Sequence[str], separator: str = ",", same_rows: SameRows | None = None
) -> Reading:
    return read_responses(written(folder, rows, separator), SMALL, same_rows=same_rows)


def faults(folder: Path, *rows: Sequence[str], same_rows: SameRows | None = None) -> list[Fault]:
    with pytest.raises(FaultyData) as caught:
        read(folder, *rows, same_rows=same_rows)
    return list(caught.value.faults)


def left_out(reading: Reading) -> dict[LeftOut, str]:
    return {each.reason: each.numbers for each in reading.account.left_out}


def kobo(uuid: str, ratings: str = "555", status: str = "", second: int = 0) -> list[str]:
    moment = f"2026-03-10T10:03:{second:02}.000+07:00"
    return [moment, moment, "2026-03-10", *ratings, f"9{uuid}", uuid, status]


@pytest.mark.parametrize(
    "row",
    [
        ["", "", "", "", "", "", ""],
        [" ", " ", "", "", "", "", ""],
        ["Quầy 1", "", "", "", "", "", ""],
        ["Quầy 1", "2026-03-02", "", "-", " ", "", ""],
        ["Người lập biểu", "", "", "", "", "", ""],
        ["Điện Biên, ngày 30 tháng 6", "ngày mai", "", "", "", "", ""],
    ],
)
def test_a_row_without_any_answer_is_nobodys(tmp_path: Path, row: list[str]) -> None:
    reading = read(tmp_path, OFFICE, PERSON, row, PERSON)
    assert len(reading.responses) == 2
    assert reading.responses.labels["service_point"].names == ("Quầy 1",)
    reason = LeftOut.UNANSWERED if any(row) else LeftOut.EMPTY
    assert left_out(reading) == {reason: "3"}


def test_rows_with_a_number_typed_beforehand_are_nobodys(tmp_path: Path) -> None:
    rows = [[str(number), *("543" if number < 4 else ("", "", ""))] for number in range(1, 9)]
    reading = read(tmp_path, ["STT", "signs", "courtesy", "fee"], *rows)
    assert len(reading.responses) == 3
    assert left_out(reading) == {LeftOut.UNANSWERED: "5-9"}


def test_whether_somebody_helped_alone_is_no_answer(tmp_path: Path) -> None:
    asked = load_questionnaire("counter.v1")
    marked = ({"signs": "5", "help": "2"}, {"help": "2"}, {"visits": "3", "help": "1"})
    rows = [list(pack(asked, each)) for each in marked]
    path = written(tmp_path, [[question.id for question in asked], *rows])
    reading = read_responses(path, asked)
    assert len(reading.responses) == 2
    assert left_out(reading) == {LeftOut.UNANSWERED: "3"}


def test_an_answer_to_a_fact_alone_is_somebodys(tmp_path: Path) -> None:
    assert len(read(tmp_path, OFFICE, ["", "", "", "", "", "1", ""]).responses) == 1


@pytest.mark.parametrize(
    "name", ["Trung bình", "TỔNG CỘNG:", "Tổng số", "Total", "Điểm trung bình"]
)
@pytest.mark.parametrize("column", ["service_point", "Ngày", "Họ tên"])
def test_a_row_that_calls_itself_a_total_is_left_out(
    tmp_path: Path, name: str, column: str
) -> None:
    rows = [
        [column, "signs", "courtesy", "fee"],
        ["", *"543"],
        [name, "8", *"44"],
        [name, *"93", "7"],
    ]
    reading = read(tmp_path, *rows)
    assert len(reading.responses) == 1
    assert left_out(reading) == {LeftOut.SUMMARY: "3-4"}


@pytest.mark.parametrize("name", ["Trung Bình", "Tổng cộng"])
def test_a_place_may_have_the_name_of_a_total(tmp_path: Path, name: str) -> None:
    place = [name, "2026-03-03", *"5431", ""]
    reading = read(tmp_path, OFFICE, PERSON, place, place)
    assert reading.responses.labels["service_point"].names == ("Quầy 1", name)
    assert not reading.account.left_out
    columns = ["commune", *KOBO]
    reading = read(tmp_path, columns, [name, "", "", "", *kobo("a")[3:]])
    assert len(reading.responses) == 1


def test_a_total_has_no_day_where_everybody_else_has_one(tmp_path: Path) -> None:
    reading = read(tmp_path, OFFICE, PERSON, PERSON, ["Trung bình", "", *"4331", ""])
    assert left_out(reading) == {LeftOut.SUMMARY: "4"}
    reading = read(tmp_path, OFFICE, PERSON, PERSON, ["", "Trung bình", *"4331", ""])
    assert left_out(reading) == {LeftOut.SUMMARY: "4"}


def test_a_row_that_may_be_a_total_or_a_response_is_asked_about(tmp_path: Path) -> None:
    total = ["Trung Bình", "", *"4331", ""]
    for others in (["Quầy 1", "", *"5431", ""], ["Trung Bình", "2026-03-02", *"5431", ""]):
        (fault,) = faults(tmp_path, OFFICE, PERSON, others, total)
        assert (fault.message, fault.rows) == (Message.TOTAL_OR_RESPONSE, (4,))
    (fault,) = faults(tmp_path, OFFICE, total, total)
    assert fault.rows == (2, 3)


@pytest.mark.parametrize(
    "name",
    [
        *("Đánh giá chung", "Tổng hợp", "Toàn huyện", "Bình quân chung", "TB chung", "Trung Bình"),
        *("Kết luận Quầy 1", "(ví dụ) Quầy 1", "Quầy 1 (TB)", "VD: Quầy 1", "Mẫu"),
        *("Đánh giá chung toàn huyện", "Tổng cộng"),
    ],
)
def test_a_dated_row_called_like_a_total_is_asked_about_where_it_is_alone(
    tmp_path: Path, name: str
) -> None:
    row = [name, "2026-03-31", *"5431", ""]
    (fault,) = faults(tmp_path, OFFICE, PERSON, PERSON, row)
    assert (fault.message, fault.rows) == (Message.TOTAL_OR_RESPONSE, (4,))
    reading = read(tmp_path, OFFICE, PERSON, row, row)
    assert reading.responses.labels["service_point"].names == tuple(sorted(("Quầy 1", name)))
    assert not reading.account.left_out


def test_a_counter_called_as_summaries_are_has_several_rows(tmp_path: Path) -> None:
    head, row = ["Quầy", *OFFICE[2:]], ["Tổng hợp", *"5431", ""]
    others = [["Quầy 1", *PERSON[2:]], ["", *PERSON[2:]], ["", *PERSON[2:]]]
    assert len(read(tmp_path, head, *others, row, row).responses) == 5
    (fault,) = faults(tmp_path, head, *others, row)
    assert (fault.message, fault.rows) == (Message.TOTAL_OR_RESPONSE, (5,))


def test_a_dated_row_is_asked_about_for_a_total_in_a_column_that_is_not_read(
    tmp_path: Path,
) -> None:
    head = ["Họ tên", *OFFICE]
    rows = [["An", *PERSON], ["Bình", *PERSON]]
    (fault,) = faults(tmp_path, head, *rows, ["Tổng cộng", *PERSON])
    assert (fault.message, fault.rows) == (Message.TOTAL_OR_RESPONSE, (4,))
    # Of something else one person may say that it is average.
    for others in ([["Trung bình", *PERSON]], [["Tổng cộng", *PERSON]] * 2):
        assert len(read(tmp_path, head, *rows, *others).responses) == 2 + len(others)


def test_a_wrong_answer_at_a_place_called_like_a_total_is_a_fault(tmp_path: Path) -> None:
    place = ["Trung Bình", "2026-03-02", *"5431", ""]
    (fault,) = faults(tmp_path, OFFICE, place, [*place[:2], *"549", "1", ""])
    assert (fault.message, fault.rows) == (Message.UNKNOWN_ANSWER, (3,))


def test_a_service_point_whose_name_begins_like_a_total_is_none(tmp_path: Path) -> None:
    reading = read(tmp_path, OFFICE, ["Tổng đài", *PERSON[1:]])
    assert reading.responses.labels["service_point"].names == ("Tổng đài",)


@pytest.mark.parametrize("word", ["Thủ trưởng đơn vị", "Người lập biểu", "Tổng"])
def test_signatures_under_the_answers_are_nobodys(tmp_path: Path, word: str) -> None:
    reading = read(tmp_path, OFFICE, PERSON, ["", "", "", "", word, "", ""])
    assert left_out(reading) == {LeftOut.SUMMARY: "3"}


SIGNED = [
    ["", "", "", "", "Điện Biên, ngày 30 tháng 6 năm 2026", "", ""],
    ["Nơi nhận:", "", "", "NGƯỜI LẬP BIỂU", "", "KT. CHỦ TỊCH", ""],
    ["- Như trên;", "", "", "(Ký, ghi rõ họ tên)", "", "PHÓ CHỦ TỊCH", ""],
    ["- Lưu: VT.", "", "", "", "", "", ""],
    ["", "", "", "Lò Văn A", "", "Quàng Thị B", ""],
]


def test_what_stands_below_a_signature_is_nobodys(tmp_path: Path) -> None:
    reading = read(tmp_path, OFFICE, PERSON, *SIGNED)
    assert len(reading.responses) == 1
    assert left_out(reading) == {LeftOut.UNANSWERED: "6", LeftOut.SUMMARY: "3-5, 7"}
    # Whoever answers below is somebody again, and a wrong answer of theirs is told.
    wrong = ["Quầy 2", "2026-03-02", *"9431", ""]
    assert len(read(tmp_path, OFFICE, PERSON, *SIGNED, PERSON).responses) == 2
    (fault,) = faults(tmp_path, OFFICE, PERSON, *SIGNED, PERSON, wrong)
    assert (fault.message, fault.rows) == (Message.UNKNOWN_ANSWER, (9,))


@pytest.mark.parametrize(
    "heading",
    [
        OFFICE,
        ["Quầy", "Ngày", *[str(SMALL.question(name).wording) for name in OFFICE[2:]]],
    ],
)
def test_headings_that_stand_there_again_are_nobodys(tmp_path: Path, heading: list[str]) -> None:
    reading = read(tmp_path, OFFICE, PERSON, heading, PERSON, ["", "", *heading[2:]], PERSON)
    assert len(reading.responses) == 3
    assert left_out(reading) == {LeftOut.SUMMARY: "3, 5"}


def test_one_heading_among_answers_is_a_wrong_answer(tmp_path: Path) -> None:
    row = ["Quầy 1", "2026-03-02", "5", "courtesy", "4", "2", ""]
    (fault,) = faults(tmp_path, OFFICE, PERSON, row)
    assert (fault.message, fault.column) == (Message.UNKNOWN_ANSWER, "courtesy")


def test_such_a_word_beside_an_answer_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, OFFICE, ["", "", "5", "", "Thủ trưởng đơn vị", "", ""])
    assert fault.message is Message.UNKNOWN_ANSWER


@pytest.mark.parametrize(
    "error", ["#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"]
)
def test_an_error_of_a_spreadsheet_is_no_value(tmp_path: Path, error: str) -> None:
    rows = [
        [error, *PERSON[1:]],
        [PERSON[0], error, *PERSON[2:]],
        [*PERSON[:2], error, *PERSON[3:]],
    ]
    found = faults(tmp_path, OFFICE, PERSON, *rows)
    assert {(fault.message, fault.column, fault.rows) for fault in found} == {
        (Message.ERROR_VALUE, column, (row,))
        for row, column in enumerate(("service_point", "day", "signs"), start=3)
    }


def test_a_row_of_sums_or_means_without_a_name_is_asked_about(tmp_path: Path) -> None:
    rows = [PERSON] * 3
    (fault,) = faults(tmp_path, OFFICE, *rows, ["", "", "4,27", "4.5", "4", "", ""])
    assert (fault.message, fault.rows) == (Message.ROW_OF_NUMBERS, (5,))
    (fault,) = faults(tmp_path, OFFICE, *rows, ["", "", "120", "118", "", "", ""])
    assert (fault.message, fault.rows) == (Message.ROW_OF_NUMBERS, (5,))


def test_a_scale_of_other_numbers_is_no_table_of_sums(tmp_path: Path) -> None:
    rows = [["", "", *"5431", ""], ["", "", "10", "20", "30", "", ""]]
    found = faults(tmp_path, OFFICE, *rows)
    assert [fault.message for fault in found] == [Message.UNKNOWN_ANSWER] * 3


def test_what_was_not_sent_is_left_out_also_where_no_dates_are_kept(tmp_path: Path) -> None:
    sent = ["1", "1980-01-01 00:00:00", *"555"]
    reading = read(tmp_path, LIMESURVEY, sent, ["2", "", *"1", "", ""], ["3", "N/A", *"111"])
    assert len(reading.responses) == 1
    assert left_out(reading) == {LeftOut.NOT_SENT: "3-4"}


@pytest.mark.parametrize("status", ["Từ chối", "NOT_APPROVED ", *NOT_APPROVED])
def test_what_the_office_did_not_approve_is_left_out(tmp_path: Path, status: str) -> None:
    rows = [kobo("a", status="Approved"), kobo("b"), kobo("c", "111", status)]
    reading = read(tmp_path, KOBO, *rows, separator=";")
    assert len(reading.responses) == 2
    assert left_out(reading) == {LeftOut.NOT_APPROVED: "4"}


def test_moments_of_answering_are_not_read_where_a_column_has_the_day(tmp_path: Path) -> None:
    reading = read(tmp_path, ["Ngày", *KOBO], ["2026-03-09", *kobo("a")])
    assert reading.responses.days.astype(str).tolist() == ["2026-03-09"]
    assert {"start", "end", "today"} < set(reading.columns.ignored)


def test_what_odk_calls_rejected_is_left_out(tmp_path: Path) -> None:
    head = ["SubmissionDate", "signs", "courtesy", "fee", "KEY", "ReviewState"]
    rows = [
        ["2026-03-31T18:00:00.000Z", *"555", f"uuid:{i}", state]
        for i, state in enumerate(["", "rejected", "edited", "approved", "hasIssues"])
    ]
    reading = read(tmp_path, head, *rows)
    assert left_out(reading) == {LeftOut.NOT_APPROVED: "3, 6"}
    assert reading.responses.days.astype(str).tolist() == ["2026-04-01"] * 3
    rows[3][5] = "đang xem"
    (fault,) = faults(tmp_path, head, *rows)
    assert (fault.message, fault.column, fault.rows) == (Message.UNKNOWN_STATUS, head[5], (5,))


QUALTRICS = ["EndDate", "Status", "Finished", "RecordedDate", "ResponseId", *OFFICE[2:5]]
COUNTED = ["0", "IP Address", "4", "Imported", "16", "Offline", "EX", "EX Offline"]
TRIALS = [
    *("1", "Survey Preview", "2", "Survey Test", "8", "Spam", "9", "Survey Preview Spam", "12"),
    *("Imported Spam", "17", "Offline Survey Preview", "40", "EX Spam", "256", "Synthetic"),
]


@pytest.mark.parametrize("status", [*COUNTED, *TRIALS])
def test_each_type_of_qualtrics_counts_or_is_a_trial(tmp_path: Path, status: str) -> None:
    day = "2026-03-02 10:00:07"
    rows = [
        [day, each, "1", day, f"R_{each}", *"555"] for each in dict.fromkeys(("IP Address", status))
    ]
    reading = read(tmp_path, QUALTRICS, *rows)
    assert left_out(reading) == ({LeftOut.TRIAL: "3"} if status in TRIALS else {})


@pytest.mark.parametrize(("column", "word"), [(1, "Chờ"), (1, "77"), (2, "Một phần")])
def test_a_word_that_qualtrics_does_not_write_is_refused(
    tmp_path: Path, column: int, word: str
) -> None:
    row = ["2026-03-02 10:00:07", "0", "1", "2026-03-02 10:00:07", "R_1", *"555"]
    other = [*row[:4], "R_2", *"555"]
    (fault,) = faults(tmp_path, QUALTRICS, row, [*other[:column], word, *other[column + 1 :]])
    assert (fault.message, fault.values) == (Message.UNKNOWN_STATUS, {"value": word})
    assert (fault.column, fault.rows) == (QUALTRICS[column], (3,))
    # The words that the refusal advises are understood.
    for advised, count in (("Approved", 2), ("Not approved", 1), ("", 2)):
        mended = [*other[:column], advised, *other[column + 1 :]]
        assert len(read(tmp_path, QUALTRICS, row, mended).responses) == count


def test_previews_unfinished_responses_and_more_headings_of_qualtrics_are_left_out(
    tmp_path: Path,
) -> None:
    added = ["EndDate", "Status", "Finished", "RecordedDate", "ResponseId"]
    day = "2026-03-02 10:00:07"
    reading = read(
        tmp_path,
        [*added, "signs", "courtesy", "fee"],
        ["End Date", "Response Type", "Finished", "Recorded Date", "Response ID", "Q", "Q", "Q"],
        ['{"ImportId":"endDate"}', '{"ImportId":"status"}', "", "", "", "a", "b", "c"],
        [day, "IP Address", "True", day, "R_1", *"555"],
        [day, "Survey Preview", "True", day, "R_2", *"111"],
        [day, "0", "False", day, "R_3", "1", "", ""],
    )
    assert len(reading.responses) == 1
    assert left_out(reading) == {
        LeftOut.SUMMARY: "2-3",
        LeftOut.TRIAL: "5",
        LeftOut.NOT_SENT: "6",
    }


@pytest.mark.parametrize("status", ["Pending", "Chưa duyệt", "validation_status_maybe"])
def test_a_word_that_may_mean_approved_or_not_is_refused(tmp_path: Path, status: str) -> None:
    known = kobo("a", status="Đã duyệt")
    rows = [KOBO, known, kobo("b", "111", status), kobo("c", "411", status)]
    (fault,) = faults(tmp_path, *rows)
    assert (fault.message, fault.column) == (Message.UNKNOWN_STATUS, "_validation_status")
    assert (fault.rows, fault.values) == ((3, 4), {"value": status})


def test_a_file_in_which_nothing_counts_is_refused(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, LIMESURVEY, ["1", "", *"555"], ["2", "", *"555"])
    assert fault.message is Message.NONE_COUNTS


def test_faults_of_rows_that_do_not_count_do_not_matter(tmp_path: Path) -> None:
    rows = [["1", "2026-03-02 10:00:00", *"555"], ["2", "", "x", "=1", "9"]]
    assert len(read(tmp_path, LIMESURVEY, *rows).responses) == 1


def test_a_record_sent_again_counts_once(tmp_path: Path) -> None:
    rows = [kobo("a"), kobo("b", "111"), kobo("b", "111"), kobo("a"), kobo("b", "111")]
    reading = read(tmp_path, KOBO, *rows, separator=";")
    assert [bytes(row).decode() for row in reading.responses.answers] == ["555--", "111--"]
    assert left_out(reading) == {LeftOut.SENT_AGAIN: "4-6"}


def test_records_of_one_number_that_differ_are_asked_about(tmp_path: Path) -> None:
    rows = [kobo("a"), kobo("b"), kobo("a", "155"), kobo("a")]
    (fault,) = faults(tmp_path, KOBO, *rows, same_rows=SameRows.DROP)
    assert (fault.message, fault.column, fault.rows) == (Message.SAME_RECORD, "_uuid", (2, 4))
    reading = read(tmp_path, KOBO, *rows, same_rows=SameRows.KEEP)
    assert len(reading.responses) == 3
    assert left_out(reading) == {LeftOut.SENT_AGAIN: "5"}


def test_numbers_of_two_surveys_in_one_file_are_no_proof_of_a_copy(tmp_path: Path) -> None:
    first, second = "2026-03-02 10:00:01", "2026-03-02 11:00:05"
    rows = [["7", first, *"555"], ["7", second, *"555"]]
    (fault,) = faults(tmp_path, LIMESURVEY, *rows)
    assert (fault.message, fault.rows) == (Message.SAME_RECORD, (2, 3))
    assert len(read(tmp_path, LIMESURVEY, *rows, same_rows=SameRows.KEEP).responses) == 2
    again = read(tmp_path, LIMESURVEY, rows[0], rows[0])
    assert left_out(again) == {LeftOut.SENT_AGAIN: "3"}


def test_equal_moments_and_answers_are_asked_about(tmp_path: Path) -> None:
    rows = [
        ["3/13/2026 10:00:07", *"555"],
        ["3/13/2026 10:00:07", *"554"],
        ["", *"555"],
        ["", *"555"],
        ["3/13/2026 10:00:09", *"555"],
        ["3/13/2026 10:00:07", *"555"],
    ]
    (fault,) = faults(tmp_path, GOOGLE, *rows)
    assert (fault.message, fault.rows, fault.values) == (
        Message.SAME_ROWS,
        (7,),
        {"pairs": "2 = 7"},
    )
    dropped = read(tmp_path, GOOGLE, *rows, same_rows=SameRows.DROP)
    assert left_out(dropped) == {LeftOut.SAME: "7"}
    kept = read(tmp_path, GOOGLE, *rows, same_rows=SameRows.KEEP)
    assert len(kept.responses) == 6
    assert kept.caveats[-1].code is CaveatCode.SAME_RESPONSES
    assert kept.caveats[-1].values == {"responses": 1, "rows": "7"}


def test_moments_that_tell_no_second_prove_nothing_and_are_told(tmp_path: Path) -> None:
    rows = [["2026/03/13 10:00:00 AM GMT+7", *"555"]] * 3
    reading = read(tmp_path, GOOGLE, *rows)
    assert len(reading.responses) == 3
    assert reading.caveats[-1].values == {"responses": 2, "rows": "3-4"}


def test_two_people_of_one_day_may_answer_alike(tmp_path: Path) -> None:
    reading = read(tmp_path, OFFICE, PERSON, PERSON)
    assert len(reading.responses) == 2
    assert reading.account.left_out == ()
    assert CaveatCode.SAME_RESPONSES not in {caveat.code for caveat in reading.caveats}


def test_empty_cells_that_are_left_off_at_the_end_are_empty(tmp_path: Path) -> None:
    reading = read(tmp_path, OFFICE, PERSON, PERSON[:-1], PERSON[:-2], [*PERSON, "", " "])
    assert [bytes(row).decode() for row in reading.responses.answers] == [
        *("5431-", "5431-", "543--", "5431-")
    ]


def test_a_row_that_a_line_break_cut_in_two_is_refused(tmp_path: Path) -> None:
    found = faults(tmp_path, OFFICE, PERSON, PERSON[:5], ["x", "1", ""], PERSON)
    assert [(fault.message, fault.rows) for fault in found] == [(Message.CUT_ROW, (3, 4))]


def test_each_row_that_was_cut_is_shown_with_its_other_half(tmp_path: Path) -> None:
    cut = [PERSON, PERSON[:5], ["x", "1", ""]]
    with pytest.raises(FaultyData) as caught:
        read(tmp_path, OFFICE, *cut * 4)
    sentences = caught.value.in_words(str).splitlines()[1:]
    assert len(sentences) == 4
    for first, sentence in zip((3, 6, 9, 12), sentences, strict=True):
        assert f"{first}, {first + 1}" in sentence


def test_the_account_adds_up(tmp_path: Path) -> None:
    rows = [PERSON, [], ["Tổng", "", "9", "8", "7", "", ""], PERSON, [" "]]
    account = read(tmp_path, OFFICE, *rows).account
    assert (account.responses, account.rows) == (2, 4)
    assert [each.reason for each in account.left_out] == [
        *(LeftOut.EMPTY, LeftOut.UNANSWERED, LeftOut.SUMMARY)
    ]
    assert [each.count for each in account.told] == [1, 1]


def test_rows_of_other_questionnaires_are_in_the_account(tmp_path: Path) -> None:
    rows = [["small.v1", *"543"], ["small.v2", *"543"], ["small.v2", *"543"], ["", *"543"]]
    reading = read(tmp_path, ["questionnaire", "signs", "courtesy", "fee"], *rows)
    assert left_out(reading) == {LeftOut.OTHER_QUESTIONNAIRE: "3-4"}
