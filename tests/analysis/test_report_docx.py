"""The document of Word is laid out as Decree 30/2020/NĐ-CP wants it, and made to be edited."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as Made
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from analysis.letterhead import BLANK, Letterhead
from analysis.report.document import (
    Block,
    Bullets,
    Card,
    Cell,
    Chapter,
    Column,
    Definitions,
    Document,
    Figure,
    Heading,
    Paragraph,
    Picture,
    Role,
    Row,
    RowGroup,
    Run,
    Section,
    Table,
    Text,
)
from analysis.report.formats.docx import write
from analysis.report.formats.docx.blocks import STYLES
from analysis.report.formats.docx.tables import WIDTH_MM, column_widths
from analysis.report.formats.docx.writing import written
from analysis.report.sections import document_of
from analysis.report.sections.official import official_of
from tests import letterheads
from tests.analysis.small_report import small_report
from tests.analysis.test_report_build import report_of

REPORT = small_report()
OFFICE = replace(letterheads.OFFICE, recipients=("Sở Nội vụ", "Lưu: VT, VP"))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="30"><path d="M0 0h9v9z"/></svg>'
HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "{ PAGE } \\* MERGEFORMAT DDEAUTO cmd",
    "<w:fldSimple w:instr='DATE'/>&amp;]]>",
    "a\x00b\x1b\x07c\ufffe\ud800d",
    "\u202eđảo ngược\u2066",
    "http://evil.example/ mailto:a@b.c",
    "tên" * 170,
)
# A field that a reader's program would follow or fill in, or what it would load.
ACTIVE = re.compile(
    b"w:hyperlink|w:instrText|w:fldChar|altChunk|oleObject|attachedTemplate|External|vbaProject"
)


def made_of(content: bytes) -> Made:
    return docx.Document(BytesIO(content))


@pytest.fixture(scope="module")
def content() -> bytes:
    return write(REPORT, "vi", OFFICE)


@pytest.fixture(scope="module")
def made(content: bytes) -> Made:
    return made_of(content)


def part(content: bytes, name: str) -> str:
    with ZipFile(BytesIO(content)) as file:
        return file.read(name).decode()


def lines(made: Made, style: str) -> list[str]:
    return [each.text for each in made.paragraphs if each.style and each.style.name == style]


def document_with(*blocks: Block, name: str = "Sở", title: Text = "Mục") -> Document:
    section = Section("a", title, blocks, label="1.")
    annex = replace(section, label="Phụ lục I")
    return replace(
        document_of(REPORT, "vi"),
        name=name,
        chapters=(Chapter("I.", "Chương", (section,)),),
        annexes=(annex,),
    )


def written_with(*blocks: Block, letterhead: Letterhead = OFFICE, **named: str) -> bytes:
    return written(document_with(*blocks, **named), official_of(REPORT, "vi", letterhead))


def test_the_head_says_who_reports_under_which_number_where_and_when(made: Made) -> None:
    head = made.tables[0]
    agency, nation, number, place = (cell.text for row in head.rows for cell in row.cells)
    assert (
        agency.strip().replace("\xa0", " ")
        == "UBND TỈNH ĐIỆN BIÊN\nSỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"
    )
    assert nation.strip() == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    assert number == "Số: 05/BC-SLĐTBXH"
    assert place == "Điện Biên, ngày 05 tháng 02 năm 2022"
    bold = [line.runs[0].bold for line in head.cell(0, 0).paragraphs if line.runs]
    assert bold == [None, True]
    assert all(run.italic for run in head.cell(1, 1).paragraphs[0].runs)


def test_the_title_and_its_subject_stand_in_the_middle(made: Made) -> None:
    assert lines(made, "Title") == ["BÁO CÁO"]
    subject, period = lines(made, "Subtitle")
    assert subject == "Kết quả đo lường sự hài lòng của người dân, tổ chức"
    assert period.startswith("từ ")
    for name in ("Title", "Subtitle"):
        style = made.styles[name]
        assert style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert style.font.bold


def test_the_only_addressee_stands_beside_the_word(made: Made) -> None:
    assert lines(made, "Addressed To") == ["Kính gửi: Ủy ban nhân dân tỉnh Điện Biên."]
    assert lines(made, "Addressee") == []
    font = made.styles["Addressed To"].font
    assert (font.size.pt, font.bold, font.italic) == (13, None, None)


def test_several_addressees_have_a_line_each_below_the_word() -> None:
    several = replace(OFFICE, addressees=("UBND tỉnh", "Sở Nội vụ"))
    found = made_of(write(REPORT, "vi", several))
    assert lines(found, "Addressed To") == ["Kính gửi:"]
    assert lines(found, "Addressee") == ["- UBND tỉnh;", "- Sở Nội vụ."]


def test_a_report_to_nobody_has_no_line_for_it(made: Made) -> None:
    found = made_of(write(REPORT, "vi", replace(OFFICE, addressees=())))
    assert len(found.paragraphs) == len(made.paragraphs) - 1
    assert not any("Kính gửi" in line.text for line in found.paragraphs)


def test_the_foot_says_to_whom_it_goes_and_leaves_room_to_sign(made: Made) -> None:
    foot = next(table for table in made.tables if "Nơi nhận:" in table.cell(0, 0).text)
    recipients, signature = foot.row_cells(0)
    assert recipients.text == "Nơi nhận:\n- Sở Nội vụ;\n- Lưu: VT, VP."
    signed = signature.text.split("\n")
    assert signed[:2] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert signed[2:-1] == [""] * 4
    assert signed[-1] == "Nguyễn Văn A"


def test_what_is_not_known_is_left_as_a_blank_in_brackets() -> None:
    found = made_of(write(REPORT, "vi", BLANK))
    assert "[tên cơ quan]" in found.tables[0].cell(0, 0).text
    assert "Số: […]/BC-[…]" in found.tables[0].cell(1, 0).text


def test_an_english_report_has_no_national_heading_and_is_marked_as_english() -> None:
    found = made_of(write(REPORT, "en", OFFICE))
    assert found.tables[0].cell(0, 1).text == ""
    assert lines(found, "Title") == ["REPORT"]
    styles = found.styles.element.xpath("w:docDefaults//w:lang")[0]
    assert styles.get(qn("w:val")) == "en-GB"
    agency = found.tables[0].cell(0, 0).paragraphs[0].runs[0]
    assert agency.element.rPr.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


def test_the_page_is_that_of_the_decree(made: Made) -> None:
    page = made.sections[0]
    assert page.page_width.mm == pytest.approx(210, abs=0.1)
    assert page.page_height.mm == pytest.approx(297, abs=0.1)
    assert page.left_margin.mm == pytest.approx(30, abs=0.1)
    assert page.right_margin.mm == pytest.approx(15, abs=0.1)
    assert page.top_margin.mm == page.bottom_margin.mm == pytest.approx(20, abs=0.1)


def test_the_number_of_the_page_is_the_only_field_of_the_header_and_not_on_the_first(
    made: Made, content: bytes
) -> None:
    page = made.sections[0]
    assert page.different_first_page_header_footer
    assert page.first_page_header.is_linked_to_previous
    (number,) = page.header.paragraphs
    assert number.style
    assert number.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    with ZipFile(BytesIO(content)) as file:
        fields = [name for name in file.namelist() if b"fldSimple" in file.read(name)]
        assert fields == ["word/header.xml"]
        named = {name: ACTIVE.findall(file.read(name)) for name in file.namelist()}
    # That of the contents.
    assert {name for name, found in named.items() if found} == {"word/document.xml"}


def fields_of(content: bytes) -> list[str]:
    return [each.text for each in made_of(content).element.body.iter(qn("w:instrText"))]


def words_in(element: BaseOxmlElement) -> str:
    return "".join(each.text for each in element.iter(qn("w:t")))


def links_of(content: bytes) -> list[tuple[str, str]]:
    links = made_of(content).element.body.iter(qn("w:hyperlink"))
    return [(link.get(qn("w:anchor")), words_in(link)) for link in links]


def test_the_contents_are_a_field_filled_in_with_headings_that_they_lead_to(
    made: Made, content: bytes
) -> None:
    body = made.element.body
    assert fields_of(content) == ['TOC \\o "1-1" \\h \\z \\u']
    marks = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert marks == ["begin", "separate", "end"]
    # No word processor asks whether to renew it.
    assert "w:dirty" not in part(content, "word/document.xml")
    assert "updateFields" not in part(content, "word/settings.xml")
    document = document_of(REPORT, "vi")
    chapters = [f"{chapter.label} {chapter.title}" for chapter in document.chapters]
    annexes = [f"{annex.label}. {annex.title}" for annex in document.annexes]
    links = links_of(content)
    assert [words for _, words in links] == [*chapters, *annexes]
    marked = {
        mark.get(qn("w:name")): words_in(mark.getparent())
        for mark in body.iter(qn("w:bookmarkStart"))
    }
    for anchor, words in links:
        assert words.lower().endswith(marked[anchor].lower())
    assert lines(made, "TOC Heading") == ["Mục lục"]
    assert lines(made, "toc 1")[0] == chapters[0]


def test_where_tables_fill_many_pages_the_contents_name_the_sections_too() -> None:
    section = Section("a", Run("Mục", "en"), (table_of(120),), label="1.")
    document = replace(
        document_with(),
        chapters=(Chapter("I.", "Chương", (section,) * 7),),
    )
    content = written(document, official_of(REPORT, "vi", OFFICE))
    assert fields_of(content) == ['TOC \\o "1-2" \\h \\z \\u']
    assert [words for _, words in links_of(content)] == [
        "I. Chương",
        *["1. Mục"] * 7,
        "Phụ lục I. Mục",
    ]
    assert len(lines(made_of(content), "toc 2")) == 7


def test_a_short_report_has_no_contents() -> None:
    content = write(report_of(), "vi", BLANK)
    assert not fields_of(content)
    assert not links_of(content)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_headings_are_text_in_the_contents_too(text: str) -> None:
    section = Section("a", text, (), label="1.")
    document = replace(document_with(title=text), chapters=(Chapter("I.", text, (section,) * 7),))
    content = written(document, official_of(REPORT, "vi", OFFICE))
    assert fields_of(content) == ['TOC \\o "1-1" \\h \\z \\u']
    assert [anchor for anchor, _ in links_of(content)] == ["_Toc1", "_Toc9"]
    links = made_of(content).element.body.iter(qn("w:hyperlink"))
    assert all([*link.keys()] == [qn("w:anchor")] for link in links)


def test_every_script_is_set_in_times_and_no_font_comes_from_a_theme(content: bytes) -> None:
    styles = part(content, "word/styles.xml")
    (fonts,) = re.findall("<w:rFonts [^>]*/>", styles)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        assert f'w:{script}="Times New Roman"' in fonts
    assert "Theme" not in styles
    assert "rFonts" not in part(content, "word/document.xml")
    assert 'w:lang w:val="vi-VN"' in styles


def test_headings_are_styles_that_are_numbered_as_the_document_says(made: Made) -> None:
    document = document_of(REPORT, "vi")
    assert lines(made, "Heading 1") == [chapter.title for chapter in document.chapters]
    sections = [each for chapter in document.chapters for each in chapter.sections]
    assert len(lines(made, "Heading 2")) == len(sections)
    annexes = lines(made, "Annex Heading")
    assert annexes == [f"\n{each.title}".upper() for each in document.annexes]
    # The word processor counts: what it begins with is what the document is numbered by.
    levels = made.part.numbering_part.element.xpath("w:abstractNum/w:lvl")
    counted = {
        each.find(qn("w:pStyle")).get(qn("w:val")): (
            each.find(qn("w:numFmt")).get(qn("w:val")),
            each.find(qn("w:lvlText")).get(qn("w:val")),
        )
        for each in levels
    }
    assert counted["Heading1"] == ("upperRoman", "%1.")
    assert counted["Heading2"] == ("decimal", "%2.")
    assert counted["AnnexHeading"] == ("upperRoman", "Phụ lục %1")
    assert [chapter.label for chapter in document.chapters] == ["I.", "II.", "III.", "IV."][
        : len(document.chapters)
    ]
    for chapter in document.chapters:
        labels = [section.label for section in chapter.sections]
        assert labels == [f"{number}." for number in range(1, len(labels) + 1)]
    assert document.annexes[0].label == "Phụ lục I"


def test_an_annex_begins_on_a_page_of_its_own(made: Made) -> None:
    assert made.styles["Annex Heading"].paragraph_format.page_break_before


def test_tables_repeat_their_headings_and_break_in_no_row(made: Made) -> None:
    reports = [each for each in made.tables if each.style and each.style.name == "Report Table"]
    assert len(reports) > 5
    for table in reports:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert sum(column.width.mm for column in table.columns) == pytest.approx(WIDTH_MM, abs=1)


def keeps(table: docx.table.Table) -> list[bool]:
    rows = [[p for cell in row.cells for p in cell.paragraphs] for row in table.rows]
    return [all(bool(p.paragraph_format.keep_with_next) for p in row) for row in rows]


def table_of(rows: int, **named: object) -> Table:
    columns = (Column("Quầy", "words"), Column("Số phiếu", "count"))
    made_rows = [Row.of(f"Quầy {number}", f"{number}") for number in range(rows)]
    return replace(Table.of(columns, made_rows, "fact"), **named)


def test_a_heading_has_two_lines_where_there_is_room() -> None:
    columns = [Column("Tiêu chí", "words"), *[Column("Rất không hài lòng")] * 4]
    rows = [Row.of("Thời hạn giải quyết " * 6, *["7"] * 4)]
    _, *levels = column_widths(Table.of(columns, rows, "fact"))
    # "Rất không" in bold Times of 11 points, and what stands around it.
    assert min(levels) >= 20


def test_a_short_table_keeps_together_and_a_long_one_ends_with_two_rows() -> None:
    short = made_of(written_with(table_of(6))).tables[1]
    assert keeps(short) == [True] * 6 + [False]
    long = made_of(written_with(table_of(40))).tables[1]
    assert keeps(long)[1:] == [False] * 38 + [True, False]


def test_a_table_has_its_rows_titles_notes_and_marks() -> None:
    caption = Cell("Bảng", ("Ghi chú của bảng",))
    rows = (
        Row((Cell("Quầy 1", ("ghi chú",)), Cell("12", ("±1",))), is_marked=True),
        Row.of("Quầy 2", "3"),
    )
    found = made_of(written_with(table_of(1, caption=caption, groups=(RowGroup(rows, "Nhóm"),))))
    table = found.tables[1]
    assert [cell.text for cell in table.rows[1].cells] == ["Nhóm", "Nhóm"]
    assert table.cell(1, 0).paragraphs[0].paragraph_format.keep_with_next
    assert table.cell(2, 0).text == "Quầy 1\nghi chú"
    assert table.cell(2, 0).paragraphs[0].runs[0].bold
    assert table.cell(3, 0).paragraphs[0].runs[0].bold is None
    assert table.cell(2, 1).paragraphs[1].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert lines(found, "Caption")[0] == "Bảng"
    assert "Ghi chú của bảng" in lines(found, "Remark")
    assert 'w:tblCaption w:val="Bảng"' in part(
        written_with(table_of(1, caption=caption)), "word/document.xml"
    )


def test_a_table_without_rows_is_its_caption_alone() -> None:
    found = made_of(written_with(replace(table_of(0), caption=Cell("Không có gì"))))
    assert lines(found, "Caption") == ["Không có gì"] * 2
    assert len(found.tables) == 2


def test_pictures_within_rows_are_left_out_with_their_column() -> None:
    columns = (Column("Quầy", "words"), Column(Picture(SVG, "từ 70%"), "picture"))
    rows = [Row.of("Quầy 1", Picture(SVG))]
    table = made_of(written_with(Table.of(columns, rows, "fact"))).tables[1]
    assert len(table.columns) == 1
    assert not table._tbl.xpath(".//w:drawing")


def test_a_heading_that_is_a_picture_is_said_in_words() -> None:
    columns = (Column("Quầy", "words"), Column(Picture(SVG, "từ 70%"), "number"))
    table = made_of(written_with(Table.of(columns, [Row.of("a", "b")], "fact"))).tables[1]
    assert table.cell(0, 1).text == "từ 70%"


@pytest.mark.parametrize(
    "words", [["x"], ["Quầy " * 40], ["1" * 500], ["a", "Một câu dài " * 20, "12,5%", "b"]]
)
def test_columns_are_as_wide_as_the_text_together(words: list[str]) -> None:
    columns = [Column("Tên", "words" if at == 0 else "number") for at in range(len(words))]
    widths = column_widths(Table.of(columns, [Row.of(*words)], "fact"))
    assert sum(widths) == pytest.approx(WIDTH_MM)
    assert min(widths) > 0


def test_every_picture_has_words_or_is_told_to_be_passed_over(content: bytes) -> None:
    pictures = made_of(content).element.body.xpath(".//wp:docPr")
    assert pictures
    assert all(each.get("descr") for each in pictures)
    silent = part(written_with(Picture(SVG)), "word/document.xml")
    assert "decorative" in silent
    assert 'descr=""' in silent


def test_no_picture_is_wider_than_the_text(made: Made) -> None:
    assert all(shape.width <= Mm(WIDTH_MM) for shape in made.inline_shapes)


def test_every_kind_of_block_is_written_in_its_style() -> None:
    strong = (Run("đậm", is_strong=True), " ", Run("0a1b", is_code=True), Run("word", "en"))
    found = made_of(
        written_with(
            Heading("Tiểu mục"),
            Paragraph(("dòng 1", strong)),
            Paragraph(("kết luận",), Role.VERDICT),
            Bullets(("một", "hai")),
            Definitions((("Từ", (Paragraph(("nghĩa",)),)),)),
            Figure("Hình", (Picture(SVG, "hình"), Paragraph(("chú thích",), Role.REMARK))),
            Card("Chỉ số", "met", (Paragraph(("✓ Đạt",), Role.VERDICT), Picture(SVG, "hình"))),
        )
    )
    assert lines(found, "Heading 3")[:2] == ["Tiểu mục", "Chỉ số"]
    assert lines(found, "Body Text")[:2] == ["dòng 1\nđậm 0a1bword", "nghĩa"]
    assert lines(found, "Verdict")[:2] == ["kết luận", "✓ Đạt"]
    assert lines(found, "List Bullet")[:2] == ["một", "hai"]
    assert lines(found, "Term")[:1] == ["Từ"]
    assert lines(found, "Caption")[:1] == ["Hình"]
    assert lines(found, "Remark")[:1] == ["chú thích"]
    body = next(each for each in found.paragraphs if each.text.startswith("dòng 1"))
    assert [run.bold for run in body.runs if run.text == "đậm"] == [True]
    card = next(each for each in found.paragraphs if each.text == "Chỉ số")
    assert card.paragraph_format.keep_with_next


def test_every_role_of_a_paragraph_has_a_style_that_is_there(made: Made) -> None:
    assert set(STYLES) == set(Role) - {Role.SCALE}
    assert set(STYLES.values()) <= {style.name for style in made.styles}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_and_nothing_else(text: str) -> None:
    office = Letterhead(
        **dict.fromkeys(
            ("superior", "agency", "abbreviation", "place", "authority", "signer_title", "signer"),
            text,
        ),
        addressees=(text, text),
        recipients=(text,),
    )
    table = Table.of((Column(text, "words"),), [Row.of(Cell(text, (text,)))], "fact", Cell(text))
    content = written_with(
        Paragraph((text, Run(text, "en"))),
        Figure(text, (Picture(SVG, text), table)),
        Definitions(((text, (Paragraph((text,), Role.QUOTE),)),)),
        letterhead=office,
        name=text,
        title=text,
    )
    found = made_of(content)
    document = part(content, "word/document.xml")
    assert not ACTIVE.search(document.encode())
    assert "fldSimple" not in document.replace("&lt;w:fldSimple", "")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069\ufffe]", document)
    seen = re.sub("[\x00-\x1f\u202e\u2066\ufffe\ud800]", "", text)
    assert found.tables[1].cell(1, 0).paragraphs[0].text == seen
    with ZipFile(BytesIO(content)) as file:
        assert b"http://evil" not in file.read("word/_rels/document.xml.rels")


def test_the_file_says_what_it_is_and_of_which_report(made: Made, content: bytes) -> None:
    known = made.core_properties
    assert known.title.startswith("Kết quả đo lường sự hài lòng của người dân, tổ chức, từ ")
    assert (known.author, known.language) == (OFFICE.agency, "vi-VN")
    fingerprint = document_of(REPORT, "vi").fingerprint
    assert fingerprint
    assert 'name="hailong-fingerprint"' in part(content, "docProps/custom.xml")
    assert f">{fingerprint}<" in part(content, "docProps/custom.xml")


def test_a_report_that_may_not_be_told_from_others_carries_no_fingerprint() -> None:
    document = replace(document_with(), fingerprint=None)
    content = written(document, official_of(REPORT, "vi", BLANK))
    assert "docProps/custom.xml" not in ZipFile(BytesIO(content)).namelist()


def test_the_bytes_tell_no_hour(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as file:
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "dcterms" not in part(content, "docProps/core.xml").replace("xmlns:dcterms", "")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("count", [0, 1, 9, 10])
def test_a_report_of_nobody_or_of_few_is_a_document_too(count: int, language: str) -> None:
    found = made_of(write(report_of(*["555--"] * count), language, BLANK))
    assert lines(found, "Heading 1")
    assert lines(found, "Annex Heading")


def test_lines_that_are_broken_by_hand_are_not_stretched() -> None:
    found = made_of(written_with(Paragraph(("một", "hai")), Paragraph(("một",))))
    two, one, *_ = (each for each in found.paragraphs if each.text in {"một\nhai", "một"})
    assert two.alignment == WD_ALIGN_PARAGRAPH.LEFT
    assert one.alignment is None
    # All begin where the first line of a paragraph does.
    assert (
        two.paragraph_format.left_indent
        == found.styles["Body Text"].paragraph_format.first_line_indent
    )
    assert two.paragraph_format.first_line_indent == 0


def test_a_text_with_an_end_of_line_in_it_is_not_stretched() -> None:
    quoted = Paragraph(("một\nhai",), Role.QUOTE)
    found = next(p for p in made_of(written_with(quoted)).paragraphs if p.text == "một\nhai")
    assert found.alignment == WD_ALIGN_PARAGRAPH.LEFT


def test_the_scale_of_pictures_in_rows_goes_with_them_and_lines_are_left_to_fill_in() -> None:
    found = made_of(
        written_with(Paragraph(("từ 70%",), Role.SCALE), Paragraph(("Biện pháp:",), Role.BLANK))
    )
    assert "từ 70%" not in [each.text for each in found.paragraphs]
    assert lines(found, "Body Text")[:1] == ["Biện pháp:"]
    # Once in the chapter and once in the annex.
    assert lines(found, "Line To Fill In") == ["\t"] * 6


def test_no_interval_below_a_number_is_broken() -> None:
    columns = (Column("Tiêu chí", "words"), Column("Hệ số"))
    rows = [Row.of("Một tiêu chí có lời rất dài " * 3, Cell("0,40", ("(−0,24 – 0,53)",)))]
    _, number = column_widths(Table.of(columns, rows, "fact"))
    assert number > 25


def test_where_there_is_no_room_long_names_give_way_to_headings() -> None:
    columns = (Column("Criterion", "words"), *[Column("Dissatisfied", "count")] * 5)
    rows = [Row.of("A criterion that is long to read " * 3, *["1,234"] * 5)]
    _, *counts = column_widths(Table.of(columns, rows, "fact"))
    # 21.2 mm in the letters of Times.
    assert min(counts) > 21.2


def test_headings_in_english_leave_each_other_room() -> None:
    titles = ("Answered", "Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied")
    columns = [Column("Criterion", "words"), *[Column(title, "count") for title in titles]]
    columns.append(Column("Very satisfied", "count"))
    rows = [Row.of("A criterion that is long to read " * 3, *["143"] * 6)]
    _, *counts = column_widths(Table.of(columns, rows, "fact"))
    in_times = (16.6, 18.3, 19.0, 13.2, 15.3, 14.8)
    assert all(has >= needs + 2.2 for has, needs in zip(counts, in_times, strict=True))


def test_no_word_of_a_bold_heading_is_broken() -> None:
    # 13.3 mm in the letters of Times at 11 points, with what is left free beside it.
    columns = (Column("Tiêu chí", "words"), *[Column("Không hài lòng", "count")] * 6)
    rows = [Row.of("Một tiêu chí có lời rất dài " * 3, *["12"] * 6)]
    _, *counts = column_widths(Table.of(columns, rows, "fact"))
    assert min(counts) > 13.3


def test_a_figure_without_a_sentence_leaves_no_empty_line() -> None:
    found = made_of(written_with(Figure("", (table_of(2),))))
    assert lines(found, "Caption") == []
