"""The report on paper: laid out as an official document, tagged, and for archives."""

from __future__ import annotations

import ctypes
import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from analysis.commands.sentences import edges
from analysis.letterhead import BLANK
from analysis.report.build import build_report
from analysis.report.formats.pdf import write
from analysis.report.model import Report, Source
from analysis.report.stored import fingerprint
from tests.analysis.forms import PLAN, office_rows
from tests.analysis.small_report import report_of_rows, small_report
from tests.analysis.test_report_build import make_responses
from tests.letterheads import OFFICE
from tests.templates.printed import PrintedPage

LETTERHEAD = replace(
    OFFICE,
    day=date(2026, 7, 6),
    signer="Nguyễn Văn Bình",
    recipients=("UBND tỉnh", "Lưu: VT, VP"),
)
MARGINS_MM = {"left": 30, "right": 15, "top": 20, "bottom": 20}


class PrintedReport:
    """A PDF as its readers have it."""

    def __init__(self, pdf: bytes) -> None:
        self.bytes = pdf
        self._file = pypdfium2.PdfDocument(pdf)
        self.pages = [PrintedPage(pdf, number) for number in range(len(self._file))]
        self.text = " ".join(page.text() for page in self.pages)
        self.metadata = self._file.get_metadata_dict()
        self.bookmarks = [(mark.level, mark.get_title()) for mark in self._file.get_toc()]
        self.is_tagged = bool(pdfium.FPDFCatalog_IsTagged(self._file.raw))

    @property
    def language(self) -> str:
        """The language that the file says it is in."""
        size = pdfium.FPDFCatalog_GetLanguage(self._file.raw, None, 0)
        room = (ctypes.c_ushort * size)()
        pdfium.FPDFCatalog_GetLanguage(self._file.raw, room, size)
        return bytes(room).decode("utf-16-le").strip("\0 ")

    def page_with(self, words: str) -> int:
        """Return on which page words stand first, from 1."""
        return next(n for n, page in enumerate(self.pages, start=1) if words in page.text())


@pytest.fixture(scope="module")
def report() -> Report:
    return small_report()


@pytest.fixture(scope="module")
def printed(report: Report) -> PrintedReport:
    return PrintedReport(write(report, "vi", LETTERHEAD))


@pytest.fixture(scope="module")
def english(report: Report) -> PrintedReport:
    return PrintedReport(write(report, "en", LETTERHEAD))


def test_the_first_page_begins_as_the_decree_wants_it(printed: PrintedReport) -> None:
    first = printed.pages[0].text()
    for words in (
        "UBND TỈNH ĐIỆN BIÊN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Số: 05/BC-SLĐTBXH",
        "Điện Biên, ngày 06 tháng 7 năm 2026",
        "BÁO CÁO Kết quả đo lường sự hài lòng của người dân, tổ chức",
        "đến 27/06/2026 Kính gửi: Ủy ban nhân dân tỉnh Điện Biên. SỐ LIỆU",
    ):
        assert words in first


def test_several_addressees_have_a_line_each_below_the_word(report: Report) -> None:
    several = replace(LETTERHEAD, addressees=("UBND tỉnh", "Sở Nội vụ"))
    lines = PrintedReport(write(report, "vi", several)).pages[0].lines()
    at = lines.index("Kính gửi:")
    assert lines[at + 1 : at + 3] == ["- UBND tỉnh;", "- Sở Nội vụ."]


def test_what_nobody_said_is_a_blank_to_fill_in(report: Report) -> None:
    first = PrintedReport(write(report, "vi", BLANK)).pages[0].text()
    assert "Kính gửi" not in first
    assert "[cơ quan chủ quản]" in first
    assert "Số: […]/BC-[…]" in first
    assert "[địa danh], ngày […] tháng […] năm […]" in first


def test_the_signature_stands_before_the_annexes_with_a_place_for_the_digital_one(
    printed: PrintedReport,
) -> None:
    page = printed.page_with("Nguyễn Văn Bình")
    words = printed.pages[page - 1].text()
    assert "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Vị trí chữ ký số của cơ quan Nguyễn Văn Bình" in words
    assert "Nơi nhận: - UBND tỉnh; - Lưu: VT, VP." in words
    after = printed.pages[page].lines()
    assert after[:2] == [str(page + 1), "Phụ lục I"]


def test_a_signature_never_stands_alone_on_a_page(report: Report) -> None:
    long = replace(LETTERHEAD, recipients=tuple(f"Đơn vị {number}" for number in range(40)))
    printed = PrintedReport(write(report, "vi", long))
    page = printed.pages[printed.page_with("Nơi nhận:") - 1]
    assert "Biện pháp của cơ quan" in page.text()


def test_a_verdict_that_says_nothing_goes_with_the_signature() -> None:
    long = replace(LETTERHEAD, recipients=tuple(f"Đơn vị {number}" for number in range(40)))
    printed = PrintedReport(write(edges()["nobody"], "vi", long))
    assert "Quá ít người trả lời" in printed.pages[printed.page_with("Nơi nhận:") - 1].text()


def test_each_annex_begins_a_page(printed: PrintedReport) -> None:
    begun = [line for page in printed.pages if (line := page.lines()[1]).startswith("Phụ lục")]
    marks = [title.split(".")[0] for _, title in printed.bookmarks if title.startswith("Phụ lục")]
    assert begun == marks
    assert begun[:2] == ["Phụ lục I", "Phụ lục II"]


def test_pages_are_numbered_in_the_top_margin_from_the_second_on(printed: PrintedReport) -> None:
    first, *others = (page.lines()[0] for page in printed.pages)
    assert not first.isdigit()
    assert others == [str(number) for number in range(2, len(printed.pages) + 1)]


def test_chapters_have_capitals_and_their_sections_numbers(printed: PrintedReport) -> None:
    chapters = [title for level, title in printed.bookmarks if level == 0]
    assert chapters[0].startswith("I. ")
    assert chapters[0].isupper()
    assert next(title for level, title in printed.bookmarks if level == 1).startswith("1. ")


def test_a_long_report_has_contents_that_name_the_pages(printed: PrintedReport) -> None:
    first = printed.pages[0].text()
    assert "Mục lục" in first
    listed = dict(re.findall(r"(Phụ lục [IVX]+)\. [^.]*[ .]+(\d+)", first))
    begun = {page.lines()[1]: page.lines()[0] for page in printed.pages[1:]}
    assert listed
    assert listed == {name: begun[name] for name in listed}


def test_a_short_report_has_none() -> None:
    few = build_report(make_responses(*["5555-"] * 3), PLAN, Source("Sở thử"))
    printed = PrintedReport(write(few, "vi", BLANK))
    assert "Mục lục" not in printed.text
    assert len(printed.pages) <= 4


def test_made_up_data_are_marked_on_every_page(printed: PrintedReport) -> None:
    assert all("SỐ LIỆU GIẢ ĐỊNH" in page.lines()[-1] for page in printed.pages)


def test_real_data_are_not(report: Report) -> None:
    real = PrintedReport(write(replace(report, is_made_up=False), "vi", BLANK))
    assert "SỐ LIỆU GIẢ ĐỊNH" not in real.text


def test_the_file_is_tagged_and_for_archives(printed: PrintedReport) -> None:
    assert printed.is_tagged
    assert printed.bytes.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2" in printed.bytes
    assert b"<pdfaid:conformance>A" in printed.bytes
    assert b"<pdfuaid:part>1" in printed.bytes


def test_the_file_says_its_title_its_language_and_whose_it_is(
    printed: PrintedReport, english: PrintedReport, report: Report
) -> None:
    assert printed.metadata["Title"] == f"Báo cáo mức độ hài lòng – {LETTERHEAD.agency}"
    assert printed.metadata["Author"] == LETTERHEAD.agency
    assert printed.metadata["Keywords"] == f"hailong-fingerprint:{fingerprint(report)}"
    assert (printed.language, english.language) == ("vi", "en")


def test_the_file_says_the_day_of_the_document_and_not_that_of_its_making(
    printed: PrintedReport, report: Report
) -> None:
    assert printed.metadata["CreationDate"].startswith("D:20260706")
    undated = PrintedReport(write(report, "vi", BLANK))
    assert report.last_day
    assert undated.metadata["CreationDate"].startswith(f"D:{report.last_day:%Y%m%d}")


def test_only_our_fonts_are_used_and_each_is_in_the_file(printed: PrintedReport) -> None:
    fonts = [font for page in printed.pages for font in page.fonts().items()]
    assert all(is_embedded for _, is_embedded in fonts)
    families = {re.sub("^[A-Z]{6}\\+", "", name).split("-")[0] for name, _ in fonts}
    assert families <= {"LiberationSerif", "NotoSans"}


def test_nothing_runs_into_the_margins_or_over_other_words(printed: PrintedReport) -> None:
    for page in printed.pages:
        width, _ = page.size_mm()
        # Spaces at the ends of lines are as high as nothing.
        boxes = [box for box in page.letters() if box.top - box.bottom > 0.3]
        assert min(box.left for box in boxes) >= MARGINS_MM["left"] - 0.5
        assert max(box.right for box in boxes) <= width - MARGINS_MM["right"] + 0.5
        assert page.letters_on_others() == []


def test_an_english_report_has_the_same_frame_without_the_national_heading(
    english: PrintedReport,
) -> None:
    first = english.pages[0].text()
    assert "CỘNG HÒA" not in first
    assert "REPORT" in first
    assert "Place of the agency’s digital signature" in english.text


def test_a_long_table_repeats_its_headings() -> None:
    rows = office_rows(400)
    many = [[*row[:1], f"Quầy {at % 60}", *row[2:]] if at else row for at, row in enumerate(rows)]
    printed = PrintedReport(write(report_of_rows(many), "vi", BLANK))
    page = printed.page_with("Quầy 59")
    assert page > printed.page_with("Quầy 2 ")
    assert "Chỉ số 1" in printed.pages[page - 1].text()


HOSTILE = '#panic("x") $a$ *b* _c_ `d` @e <f> \\ [g] // h ~ =HYPERLINK("http://x")'


def test_names_are_printed_and_never_obeyed() -> None:
    rows = [[*row[:1], HOSTILE, *row[2:]] if row[1] == "Quầy 2" else row for row in office_rows()]
    letterhead = replace(LETTERHEAD, signer=HOSTILE, addressees=(HOSTILE,), recipients=(HOSTILE,))
    printed = PrintedReport(write(report_of_rows(rows), "vi", letterhead))
    told = printed.text.replace(" ", "")
    assert told.count(HOSTILE.replace(" ", "")) >= 4
    assert not re.search(
        rb"/(URI|JavaScript|JS|Launch|GoToR|AcroForm|EmbeddedFile)\b", printed.bytes
    )


def test_a_name_of_five_hundred_letters_stays_on_the_paper() -> None:
    rows = [[*row[:1], "ộ" * 500, *row[2:]] if row[1] == "Quầy 2" else row for row in office_rows()]
    test_nothing_runs_into_the_margins_or_over_other_words(
        PrintedReport(write(report_of_rows(rows), "vi", BLANK))
    )


def test_letters_that_no_font_has_keep_names_apart() -> None:
    rows = [[*row[:1], "😀 中 ●", *row[2:]] if row[1] == "Quầy 2" else row for row in office_rows()]
    text = PrintedReport(write(report_of_rows(rows), "vi", BLANK)).text
    assert "[U+1F600] [U+4E2D] ●" in text
    assert "được in bằng mã số" in text


def test_nothing_is_said_of_fonts_where_they_have_every_letter(printed: PrintedReport) -> None:
    assert "được in bằng mã số" not in printed.text
