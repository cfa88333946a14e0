"""A file with faults is refused whole, and every fault is told with its place."""

import unicodedata
from pathlib import Path

import pytest

from analysis.reading import FaultyData, read_responses
from analysis.reading.columns import MOST_NAMES
from analysis.reading.faults import MOST_SENTENCES, Fault, Message
from questionnaires.model import Questionnaire
from questionnaires.published import load_questionnaire
from questionnaires.reader import read_questionnaire
from templates.languages import LANGUAGES, translations
from tests.analysis.forms import QUESTIONS, SMALL, plain, written

VIETNAMESE = translations("vi").gettext
TCVN3 = "BiÓn hiÖu râ rµng, dÔ thÊy,C«ng chøc lÞch sù,Møc phÝ ®óng quy ®Þnh"


def refused(path: Path) -> FaultyData:
    with pytest.raises(FaultyData) as caught:
        read_responses(path, SMALL)
    return caught.value


def messages(path: Path) -> list[Message]:
    return [fault.message for fault in refused(path).faults]


def windows_1258(text: str) -> bytes:
    """Write Vietnamese as old Windows does: the tone after the vowel, as a sign of its own."""
    apart = unicodedata.normalize("NFD", text)
    for letter in "âêôăơưÂÊÔĂƠƯ":
        apart = apart.replace(unicodedata.normalize("NFD", letter), letter)
    return apart.encode("cp1258", errors="ignore")


def test_several_faults_are_told_at_once_with_row_and_column(tmp_path: Path) -> None:
    rows = [
        ["service_point", "day", "signs", "courtesy", "fee", "Biển hiệu rõ ràng, dễ thấy"],
        ["Quầy 1", "2026-02-05", "5", "6", "0", "5"],
        ["=HYPERLINK(1)", "hôm qua", "５", "6", "Hài lòng lắm", "5"],
        ["Quầy 1", "2026-02-05", "5", "5", "5", "5", "5"],
    ]
    fault = refused(written(tmp_path, rows))
    scale = (
        "1 (Very dissatisfied), 2 (Dissatisfied), 3 (Neutral), 4 (Satisfied), 5 (Very satisfied)"
    )
    unknown = "is not an answer to this question. Its answers are"
    assert str(fault).splitlines() == [
        "phiếu.csv was not read, and nothing was stored. Faults: 7",
        "Column “Biển hiệu rõ ràng, dễ thấy”: Two columns are the same: this one and “signs”.",
        "Row 4: This row has 7 cells; the heading has 6.",
        f"Row 3, column “signs”: “５” {unknown}: {scale}.",
        f"Row 2, 3, column “courtesy”: “6” {unknown}: {scale}.",
        f"Row 3, column “fee”: “Hài lòng lắm” {unknown}: {scale}, 0 (Nothing to pay).",
        f"Row 3, column “service_point”: {Message.FORMULA % {'value': '=HYPERLINK(1)'}}",
        "Row 3, column “day”: “hôm qua” is not a date; write 2026-02-05 or 05/02/2026.",
    ]
    assert fault.in_words(VIETNAMESE).startswith(
        "Chưa đọc tệp phiếu.csv, chưa lưu gì cả. Số lỗi: 7\n"
        "Cột “Biển hiệu rõ ràng, dễ thấy”: Hai cột trùng nhau"
    )


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf \r\n\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert messages(path) == [Message.EMPTY_FILE]


def test_headings_alone_are_refused(tmp_path: Path) -> None:
    assert messages(written(tmp_path, plain())) == [Message.NO_RESPONSES]


def test_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"PK\x03\x04 and so on")
    assert messages(path) == [Message.DAMAGED_WORKBOOK]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_refused_with_the_way_out(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, plain("54321"), encoding=encoding)
    assert messages(path) == [Message.UTF16]
    assert "CSV UTF-8" in refused(path).in_words(VIETNAMESE)


def test_windows_1258_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(windows_1258("signs,courtesy,fee\nRất hài lòng,Hài lòng,Không phải nộp\n"))
    (fault,) = refused(path).faults
    assert (fault.message, fault.rows) == (Message.WINDOWS_1258, (2,))


def test_tcvn3_is_recognised_in_its_own_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TCVN3.encode("latin-1") + b"\n5,4,3\n")
    assert messages(path) == [Message.TCVN3]


def test_tcvn3_is_recognised_where_a_program_took_it_for_latin(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TCVN3 + "\n5,4,3\n", "utf-8")
    (fault,) = refused(path).faults
    assert fault.message is Message.TCVN3
    assert "UniKey" in fault.in_words(VIETNAMESE)


def test_another_encoding_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"signs,courtesy,fee\n5,4,3 \xff\n")
    assert messages(path) == [Message.NOT_UTF8]


def test_a_bad_byte_far_down_is_found_in_its_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"signs,courtesy,fee\n" + b"5,4,3\n" * 50_000 + b"5,4,\xff\n")
    assert refused(path).faults[0].rows == (50_002,)


def test_separators_that_explain_the_heading_alike_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("signs;x,courtesy\n5,4\n")
    assert messages(path) == [Message.SEPARATOR]


def test_a_file_about_something_else_lists_what_it_misses(tmp_path: Path) -> None:
    path = written(tmp_path, [["name", "price"], ["tea", "3"]])
    assert messages(path) == [Message.MISSING_COLUMN] * 3


def test_a_missing_question_is_told_beside_the_faults_of_cells(tmp_path: Path) -> None:
    path = written(tmp_path, plain("59", heading=["signs", "fee"]))
    assert messages(path) == [Message.MISSING_COLUMN, Message.UNKNOWN_ANSWER]


@pytest.mark.parametrize("end", ['5,4,"3\n', '5,4,"3"x\n'])
def test_broken_quotation_marks_are_refused(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("signs,courtesy,fee\n5,4,3\n" + end)
    assert refused(path).faults[0].in_words(lambda words: words) == (
        "In or before line 3 a quotation mark is not closed or stands inside a cell."
    )


def test_a_heading_with_broken_quotation_marks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('signs,courtesy,"fee\n5,4,3\n')
    assert messages(path)[0] in {Message.MISSING_COLUMN, Message.BROKEN_QUOTES}


def test_no_row_of_this_questionnaire_is_a_fault(tmp_path: Path) -> None:
    path = written(tmp_path, [["questionnaire", "signs", "courtesy", "fee"], ["b.v1", *"543"]])
    (fault,) = refused(path).faults
    assert fault.in_words(lambda words: words) == (
        "No row belongs to the questionnaire small.v1; the file has answers to b.v1."
    )


def test_long_rows_alone_are_no_second_fault(tmp_path: Path) -> None:
    found = messages(written(tmp_path, plain("543211", "5432111")))
    assert found == [Message.RAGGED, Message.RAGGED]


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (["31/12/2026", "12/31/2026"], Message.TWO_DATE_ORDERS),
        (["30/02/2026"], Message.NOT_A_DATE),
        (["5/2/26"], Message.SHORT_YEAR),
        (["2026-13-01"], Message.NOT_A_DATE),
        (["46063"], Message.SPREADSHEET_DAY),
        (["2202-03-01", "2026-03-02"], Message.UNLIKELY_YEAR),
        (["01/03/1899"], Message.UNLIKELY_YEAR),
        (["01/03/2569"], Message.UNLIKELY_YEAR),
        (["2026-05-02", "13/02/2026"], Message.YEAR_FIRST_AND_LAST),
        (["02/05/2026", "02/12/2026", "13/02/2026"], Message.DAYS_TURNED),
    ],
)
def test_bad_dates_are_refused(tmp_path: Path, days: list[str], message: Message) -> None:
    rows = [["day", "signs", "courtesy", "fee"], *([day, *"543"] for day in days)]
    assert messages(written(tmp_path, rows)) == [message]


def test_many_rows_with_one_fault_are_one_sentence(tmp_path: Path) -> None:
    (fault,) = refused(written(tmp_path, plain(*["5x5--"] * 40))).faults
    assert fault.in_words(VIETNAMESE).startswith(
        "Hàng 2, 3, 4, 5, 6 … (40 hàng), cột “courtesy”: “x” không phải là câu trả lời"
    )


def test_of_very_many_faults_the_first_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    rows = [QUESTIONS, *(["5"] * (len(QUESTIONS) + 1 + i) for i in range(MOST_SENTENCES + 5))]
    lines = str(refused(written(tmp_path, rows))).splitlines()
    assert len(lines) == MOST_SENTENCES + 2
    assert lines[-1] == "… and 5 more."


def test_many_faults_of_one_cause_are_one_sentence(tmp_path: Path) -> None:
    counter = load_questionnaire("counter.v1")
    items = [item.id for item in counter.items]
    turned = ["1 - Rất hài lòng", "5 - Rất không hài lòng"] * 20
    path = written(tmp_path, [items, *([text] * len(items) for text in turned)])
    with pytest.raises(FaultyData) as caught:
        read_responses(path, counter)
    assert len(caught.value.faults) == 2 * len(items)
    heading, sentence = caught.value.in_words(VIETNAMESE).splitlines()
    assert heading == "Chưa đọc tệp phiếu.csv, chưa lưu gì cả. Số lỗi: 1"
    assert sentence == (
        "Hàng 2, 3, 4, 5, 6 … (40 hàng), các cột “signs”, “papers”, “fee”, “time_limit”, “courtesy”"
        " … (còn 4 nữa): “1 - Rất hài lòng” có số chỉ một câu trả lời nhưng chữ lại chỉ câu trả lời"
        " khác. Hãy chỉ ghi chữ, hoặc ghi rõ nghĩa của nó trong tệp khớp cột."
        " Cũng vậy: “5 - Rất không hài lòng”."
    )
    full = caught.value.in_full(VIETNAMESE).splitlines()
    assert len(full) == 2 + 2 * len(items)
    assert full[2] == (
        "– Hàng 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40,"
        " cột “signs”: “1 - Rất hài lòng”"
    )


def test_questions_without_a_column_are_one_sentence_that_leads_to_a_mapping(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, [["Quầy", "Thái độ"], ["1", "Tốt"]])
    with pytest.raises(FaultyData) as caught:
        read_responses(path, load_questionnaire("counter.v1"))
    (sentence,) = caught.value.in_words(VIETNAMESE).splitlines()[1:]
    assert "(signs). Nếu cột ấy mang tên khác, hãy lập tệp khớp cột bằng lệnh map." in sentence
    assert sentence.endswith("… (còn 3 nữa).")


def test_one_scale_in_words_and_numbers_in_many_columns_is_one_sentence(tmp_path: Path) -> None:
    counter = load_questionnaire("counter.v1")
    items = [item.id for item in counter.items]
    rows = [["Rất hài lòng"] * len(items), ["4"] * len(items), ["2"] * len(items)]
    with pytest.raises(FaultyData) as caught:
        read_responses(written(tmp_path, [items, *rows]), counter)
    assert len(caught.value.in_words(VIETNAMESE).splitlines()) == 2
    assert caught.value.in_full(VIETNAMESE).splitlines()[2] == "– Hàng 3-4, cột “signs”"


def test_long_and_unprintable_texts_are_shown_short_and_safe() -> None:
    fault = Fault.of(Message.NOT_A_DATE, "a\0b", [2], value="\x1b[31m" + "x" * 500)
    words = fault.in_words(lambda words: words)
    assert "a�b" in words
    assert "\x1b" not in words
    assert len(words) < 300


def changed(old: str, new: str) -> Questionnaire:
    assert old in SMALL.text
    return read_questionnaire(SMALL.text.replace(old, new), "changed.yaml")


def test_a_label_that_is_also_another_answers_code_is_refused(tmp_path: Path) -> None:
    questionnaire = changed("{vi: Không phải nộp, en: Nothing to pay}", '{vi: "3"}')
    with pytest.raises(FaultyData) as caught:
        read_responses(written(tmp_path, plain("35355")), questionnaire)
    assert caught.value.faults[0].message is Message.TWO_MEANINGS


def test_labels_that_differ_in_case_alone_are_refused_where_they_are_used(tmp_path: Path) -> None:
    questionnaire = changed("{vi: Không phải nộp, en: Nothing to pay}", "{vi: hài lòng}")
    with pytest.raises(FaultyData) as caught:
        read_responses(
            written(tmp_path, [["signs", "courtesy", "fee"], ["5", "5", "Hài lòng"]]), questionnaire
        )
    assert [fault.message for fault in caught.value.faults] == [Message.TWO_MEANINGS]


def test_wording_that_two_questions_share_names_neither(tmp_path: Path) -> None:
    questionnaire = changed("Công chức lịch sự.", '"biển hiệu rõ ràng, dễ thấy"')
    heading = ["Biển hiệu rõ ràng, dễ thấy", "courtesy", "fee"]
    with pytest.raises(FaultyData) as caught:
        read_responses(written(tmp_path, plain("543", heading=heading)), questionnaire)
    assert [fault.message for fault in caught.value.faults] == [Message.MISSING_COLUMN]


def test_a_questionnaire_without_a_comment_ignores_that_column(tmp_path: Path) -> None:
    questionnaire = changed("comment: {vi: Góp ý thêm, en: Anything else?}\n", "")
    heading = ["signs", "courtesy", "fee", "Góp ý thêm", ""]
    reading = read_responses(written(tmp_path, plain("543xy", heading=heading)), questionnaire)
    assert reading.caveats[0].values == {"columns": "Góp ý thêm"}


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_responses(tmp_path / "none.csv", SMALL)


@pytest.mark.parametrize("more", [0, 1])
def test_a_column_with_more_names_than_any_office_has_is_refused(tmp_path: Path, more: int) -> None:
    names = [f"Quầy {number}" for number in range(MOST_NAMES + more)]
    # A name that is spelt in two ways is one.
    rows = [["Quầy", *QUESTIONS[:3]], *([name, *"543"] for name in [*names, "quầy  0"])]
    path = written(tmp_path, rows)
    if not more:
        assert len(read_responses(path, SMALL).responses) == MOST_NAMES + 1
        return
    (fault,) = refused(path).faults
    assert fault.in_words(VIETNAMESE) == (
        "Cột “Quầy”: Có 501 tên khác nhau, quá 500. Đây có đúng là cột tên (quầy, lĩnh vực) không?"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_and_answers_are_named_in_the_language_of_the_fault(
    tmp_path: Path, language: str
) -> None:
    asked = load_questionnaire("counter.v1")
    missing, *others = asked.items
    path = written(tmp_path, [[item.id for item in others], *[["9"] * len(others)] * 3])
    with pytest.raises(FaultyData) as caught:
        read_responses(path, asked)
    gettext = translations(language).gettext
    for said in (caught.value.in_words(gettext), caught.value.in_full(gettext)):
        assert str(missing.wording.in_language(language)) in said
        for choice in others[0].choices:
            assert f"{choice.value} ({choice.label.in_language(language)})" in said
