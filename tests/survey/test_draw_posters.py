"""A poster is read by a camera, fits its page and says what it must, whatever the names are."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from xml.etree import ElementTree

import pypdfium2  # type: ignore[import-untyped]  # no stubs exist
import pytest

from survey.services.draw_posters import PosterSheet, draw_posters
from templates.languages import translations
from templates.typesetting import TEMPLATES
from tests.templates.printed import Box, PrintedPage

LINK = "https://hailong.example.gov.vn/7KQ2M9XT"
LONG_NAME = (
    "Bộ phận tiếp nhận và trả kết quả giải quyết thủ tục hành chính lĩnh vực người có công, "
    "bảo trợ xã hội, trẻ em, bình đẳng"
)


def make_sheet(**changes: object) -> PosterSheet:
    values: dict[str, object] = {
        "link": LINK,
        "code": "7KQ2M9XT",
        "office": "Sở Lao động - Thương binh và Xã hội",
        "service_point": "Quầy 3 – Việc làm",
        "place": "Tầng 1, Trung tâm Phục vụ hành chính công",
        "questionnaire": "counter v1",
        "minutes": 2,
        "printed_on": date(2026, 2, 5),
        "damage_contact": "Văn phòng Sở, phòng 102",
        "is_demo": False,
    }
    return PosterSheet(**(values | changes))  # type: ignore[arg-type]  # keyword overrides


LONGEST = make_sheet(
    office=LONG_NAME,
    service_point=LONG_NAME,
    place=LONG_NAME,
    damage_contact=LONG_NAME,
    link="https://khao-sat-hai-long.motcua.soldtbxh.example.gov.vn/7KQ2M9XT",
    is_demo=True,
)
UNBROKEN = make_sheet(
    office="W" * 120, service_point="Ệ" * 120, place="x" * 120, damage_contact="Ằ" * 120
)


@cache
def drawn(sheet: PosterSheet) -> bytes:
    return draw_posters([sheet])


def printed(sheet: PosterSheet) -> PrintedPage:
    return PrintedPage(drawn(sheet))


@pytest.mark.parametrize("dpi", [36, 72, 150, 300])
@pytest.mark.parametrize(
    "link",
    [
        LINK,
        "http://127.0.0.1:8080/7KQ2M9XT",
        "https://a.vn/00000000",
        LONGEST.link,
        "https://hailong.example.gov.vn/mot-cua/khao-sat/su-hai-long/7KQ2M9XT",
    ],
)
def test_a_camera_reads_exactly_the_link(link: str, dpi: int) -> None:
    assert [each.text for each in printed(make_sheet(link=link)).codes(dpi)] == [link]


def test_every_poster_of_a_batch_carries_its_own_link_and_names() -> None:
    sheets = [make_sheet(link=f"{LINK}{i}", service_point=f"Quầy số {i}") for i in range(12)]
    pdf = draw_posters(sheets)
    for number, sheet in enumerate(sheets):
        page = PrintedPage(pdf, number)
        assert [each.text for each in page.codes(72)] == [sheet.link]
        assert sheet.service_point in page.text()


any_length = pytest.mark.parametrize(
    "sheet", [make_sheet(), LONGEST, UNBROKEN], ids=["usual", "longest", "unbroken"]
)


@any_length
def test_the_code_is_96_mm_wide_and_nothing_stands_in_its_white_border(sheet: PosterSheet) -> None:
    page = printed(sheet)
    (code,) = page.codes(300)
    module = (code.black.right - code.black.left) / code.modules
    assert module * (code.modules + 8) == pytest.approx(96, abs=0.3)
    whole = code.black.widened(4 * module)
    assert [letter for letter in page.letters() if letter.meets(whole)] == []


@any_length
def test_a_poster_is_one_a4_page_and_nothing_reaches_its_edge(sheet: PosterSheet) -> None:
    pdf = draw_posters([sheet, sheet])
    assert len(pypdfium2.PdfDocument(pdf)) == 2
    page = PrintedPage(pdf, 1)
    assert page.size_mm() == pytest.approx((210, 297), abs=0.01)
    printable = Box(5, 5, 205, 292)  # what an office printer reaches
    assert all(letter.within(printable) for letter in page.letters())


@any_length
def test_no_letter_stands_on_another(sheet: PosterSheet) -> None:
    assert printed(sheet).letters_on_others() == []


def test_long_names_are_printed_in_full() -> None:
    text = printed(LONGEST).text().replace(" ", "")
    assert text.count(LONG_NAME.replace(" ", "")) == 4
    assert LONGEST.link.removeprefix("https://") in text
    unbroken = printed(UNBROKEN).text().replace(" ", "")
    assert all(letter * 120 in unbroken for letter in "WỆxẰ")


def test_the_poster_says_where_it_hangs_and_how_to_tell_of_damage() -> None:
    text = printed(make_sheet()).text()
    for words in (
        "Ông/Bà có hài lòng không?",
        "Are you satisfied?",
        "Quầy 3 – Việc làm Sở Lao động - Thương binh và Xã hội Tầng 1,",
        "hailong.example.gov.vn/7KQ2M9XT",
        "Khoảng 2 phút",
        "About 2 minutes.",
        "Không bao giờ hỏi Số CCCD, mã OTP. Không đòi tiền.",
        "Mã áp phích / Poster code: 7KQ2M9XT",
        "Bảng hỏi / Questionnaire: counter v1",
        "Ngày in / Printed on: 05/02/2026",
        "xin báo / Damaged or in the wrong place? Tell: Văn phòng Sở, phòng 102",
    ):
        assert words in text


@pytest.mark.parametrize(("minutes", "said"), [(1, "Khoảng một phút"), (5, "Khoảng 5 phút")])
def test_the_poster_says_how_long_its_own_questionnaire_takes(minutes: int, said: str) -> None:
    assert said in printed(make_sheet(minutes=minutes)).text()


def test_the_drawing_of_answering_marks_none_of_them() -> None:
    drawing = ElementTree.parse(TEMPLATES / "posters" / "answer.svg").getroot()  # noqa: S314 - ours
    circles = [one.attrib for one in drawing.iter() if one.tag.endswith("circle")]
    bars = [one.attrib for one in drawing.iter() if one.tag.endswith("rect")][1:]
    for drawn_alike in (circles, bars):
        assert len(drawn_alike) == 5
        looks = [{k: v for k, v in one.items() if k not in ("cy", "y")} for one in drawn_alike]
        assert all(look == looks[0] for look in looks)
    assert "fill" not in circles[0]


def test_the_third_step_names_the_button_as_the_page_does() -> None:
    button = translations("vi").gettext("Send answers")
    assert f"3. Bấm “{button}” Press “Send answers”" in printed(make_sheet()).text()


def test_words_of_two_syllables_are_not_parted_at_the_end_of_a_line() -> None:
    lines = printed(make_sheet()).lines()
    assert lines[lines.index("Ông/Bà có") + 1] == "hài lòng không?"
    assert not {"hài", "điện", "câu trả", "một"} & {line.split(" ")[-1] for line in lines[:-2]}


def test_only_a_demo_poster_says_that_it_is_made_up() -> None:
    assert "BẢN DÙNG THỬ" in printed(make_sheet(is_demo=True)).text()
    assert "BẢN DÙNG THỬ" not in printed(make_sheet()).text()


def test_what_the_office_left_open_leaves_no_empty_line() -> None:
    lines = printed(make_sheet(place="", damage_contact="")).lines()
    assert "Tell:" not in lines[-1]
    assert lines[2] == "Ông/Bà có"


def test_an_unprotected_address_keeps_its_scheme_in_words() -> None:
    page = printed(make_sheet(link="http://10.0.0.5:8080/7KQ2M9XT"))
    assert "http://10.0.0.5:8080/7KQ2M9XT" in page.text()


@pytest.mark.parametrize(
    "name",
    ['#panic("x") $a_b$ *b* @preview/x:1', "<b>Quầy</b> & \"'`\\", "]} // /* {{ x }} \\u{41}"],
)
def test_what_looks_like_markup_is_printed_as_text(name: str) -> None:
    assert name in printed(make_sheet(service_point=name)).text()


def test_decomposed_letters_are_printed_composed() -> None:
    name = unicodedata.normalize("NFD", "Quầy Bảo hiểm thất nghiệp")
    raw = pypdfium2.PdfDocument(draw_posters([make_sheet(service_point=name)]))
    text = raw[0].get_textpage().get_text_range()
    assert "Quầy Bảo hiểm thất nghiệp" in text


def test_letters_of_neighbouring_languages_are_printed() -> None:
    page = printed(make_sheet(service_point="Buôn Ƀuôr, Čư̆ M’gar"))
    assert "Buôn Ƀuôr, Čư̆ M’gar" in page.text()


def test_a_sign_without_letter_in_our_fonts_does_not_stop_the_printing() -> None:
    page = printed(make_sheet(service_point="Quầy 😀\N{RIGHT-TO-LEFT OVERRIDE}\0 中", place="🎉"))
    assert "Quầy �" in page.text()
    assert page.text().count("�") == 1


def test_only_our_own_fonts_are_used_and_all_are_in_the_file() -> None:
    fonts = printed(make_sheet(place="Ƀ")).fonts()
    families = {name.split("+")[1].split("-")[0] for name in fonts}
    assert families == {"BeVietnamPro", "NotoSans"}
    assert all(fonts.values())


def test_the_same_posters_are_the_same_bytes() -> None:
    assert draw_posters([make_sheet(), LONGEST]) == draw_posters([make_sheet(), LONGEST])


def test_eight_posters_can_be_drawn_at_once() -> None:
    sheets = [make_sheet(service_point=f"Quầy {i}") for i in range(8)]
    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(lambda sheet: draw_posters([sheet]), sheets))
    assert drawn == [draw_posters([sheet]) for sheet in sheets]


def test_no_posters_make_no_pdf() -> None:
    with pytest.raises(ValueError, match="sheets must not be empty"):
        draw_posters([])
