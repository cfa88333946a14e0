"""The words around a report are those of Decree 30/2020/NĐ-CP; what is not known is a blank."""

from dataclasses import replace
from datetime import date

import pytest

from analysis.letterhead import BLANK
from analysis.report.document import Text, runs
from analysis.report.sections.official import Official, official_of
from tests import letterheads
from tests.analysis.small_report import small_report

REPORT = small_report()
OFFICE = replace(letterheads.OFFICE, recipients=("Ban Giám đốc Sở;", "Lưu: VT, VP"))


def words(text: Text) -> str:
    return "".join(run.text for run in runs(text))


def around(language: str = "vi", **changed: object) -> Official:
    return official_of(REPORT, language, replace(OFFICE, **changed))


def test_what_the_office_says_stands_in_its_official_form() -> None:
    found = around()
    assert found.nation == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    assert words(found.superior) == "UBND TỈNH ĐIỆN BIÊN"
    assert words(found.agency).replace("\xa0", " ") == "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"
    assert words(found.number) == "Số: 05/BC-SLĐTBXH"
    assert words(found.place_and_day) == "Điện Biên, ngày 05 tháng 02 năm 2022"
    assert found.kind == "BÁO CÁO"
    assert found.subject == "Kết quả đo lường sự hài lòng của người dân, tổ chức"
    assert [words(line) for line in found.signature] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert words(found.signer) == "Nguyễn Văn A"
    assert [words(line) for line in found.recipients] == ["- Ban Giám đốc Sở;", "- Lưu: VT, VP."]


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ([], []),
        (["Ủy ban nhân dân tỉnh Điện Biên"], ["Ủy ban nhân dân tỉnh Điện Biên."]),
        (
            ["UBND tỉnh.", "Sở Nội vụ.", "Bộ Nội vụ;"],
            ["- UBND tỉnh;", "- Sở Nội vụ;", "- Bộ Nội vụ."],
        ),
    ],
)
def test_addressees_end_in_semicolons_and_the_last_in_a_full_stop(
    given: list[str], lines: list[str]
) -> None:
    found = around(addressees=tuple(given))
    assert found.addressees_title == "Kính gửi:"
    assert [words(line) for line in found.addressees] == lines


@pytest.mark.parametrize(
    ("agency", "lines"),
    [
        (
            "Sở Lao động - Thương binh và Xã hội",
            ["SỞ\xa0LAO\xa0ĐỘNG\xa0-", "THƯƠNG\xa0BINH\xa0VÀ\xa0XÃ\xa0HỘI"],
        ),
        ("Sở Nội vụ", ["SỞ", "NỘI", "VỤ"]),
        (
            "Sở Y tế - Bộ phận tiếp nhận và trả kết quả",
            ["SỞ\xa0Y\xa0TẾ\xa0-", *["BỘ", "PHẬN", "TIẾP", "NHẬN", "VÀ", "TRẢ", "KẾT", "QUẢ"]],
        ),
    ],
)
def test_a_line_of_the_agency_ends_after_a_dash(agency: str, lines: list[str]) -> None:
    assert words(around(agency=agency).agency).split(" ") == lines


@pytest.mark.parametrize(
    ("number", "day", "number_words", "day_words"),
    [
        (9, date(2022, 3, 9), "09", "ngày 09 tháng 3 năm 2022"),
        (10, date(2022, 10, 10), "10", "ngày 10 tháng 10 năm 2022"),
        (136, date(2022, 1, 19), "136", "ngày 19 tháng 01 năm 2022"),
    ],
)
def test_small_numbers_are_led_by_a_zero(
    number: int, day: date, number_words: str, day_words: str
) -> None:
    found = around(number=number, day=day)
    assert words(found.number) == f"Số: {number_words}/BC-SLĐTBXH"
    assert words(found.place_and_day) == f"Điện Biên, {day_words}"


def test_what_the_office_has_not_said_is_a_blank() -> None:
    found = official_of(REPORT, "vi", BLANK)
    assert words(found.superior) == "[cơ quan chủ quản]"
    assert words(found.agency) == "[tên cơ quan]"
    assert words(found.number) == "Số: […]/BC-[…]"
    assert words(found.place_and_day) == "[địa danh], ngày […] tháng […] năm […]"
    assert [words(line) for line in found.signature] == ["[chức vụ người ký]"]
    assert words(found.signer) == "[họ và tên người ký]"
    told = [words(line) for line in found.recipients]
    assert told == ["- [cơ quan, đơn vị nhận];", "- Lưu: VT, […]."]


def test_a_report_for_reading_is_filed_nowhere_unless_its_office_says_so() -> None:
    told = official_of(REPORT, "en", BLANK).recipients
    assert [words(line) for line in told] == ["- [to whom it is sent];"]


def test_an_english_report_has_no_national_heading() -> None:
    found = around("en")
    assert found.nation == ()
    assert found.kind == "REPORT"
    assert words(found.number) == "No.: 05/BC-SLĐTBXH"
    assert words(found.place_and_day).startswith("Điện Biên, ")
    assert words(official_of(REPORT, "en", BLANK).place_and_day) == "[place of the agency], […]"


def test_the_words_of_the_office_are_vietnamese_whatever_the_report_is_in() -> None:
    found = around("en")
    lists = [*found.addressees, *found.signature, *found.recipients]
    texts = [found.superior, found.agency, found.signer, *lists]
    assert {run.language for text in texts for run in runs(text)} == {"vi"}
