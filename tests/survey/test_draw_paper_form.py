"""The paper twin says what the page says, on both sides of one sheet at most."""

from datetime import date
from functools import cache

import pypdfium2  # type: ignore[import-untyped]  # no stubs exist
import pytest

from questionnaires.model import Questionnaire
from questionnaires.published import load_questionnaire
from questionnaires.reader import read_questionnaire
from survey.services.draw_paper_form import PaperForm, draw_paper_form
from tests.architecture.sources import ROOT
from tests.browser.street import PICTURES as ARTEFACTS
from tests.templates.printed import Box, PrintedPage

SHORT, FULL = load_questionnaire("counter.v1"), load_questionnaire("service-19.v1")
EXAMPLE = ROOT / "docs" / "examples" / "somerville.v1.yaml"
LONG_NAME = (
    "Bộ phận tiếp nhận và trả kết quả giải quyết thủ tục hành chính lĩnh vực người có công, "
    "bảo trợ xã hội, trẻ em, bình đẳng"
)


def make_form(**changes: object) -> PaperForm:
    values: dict[str, object] = {
        "questionnaire": SHORT,
        "batch": "P-2026-007",
        "office": "Sở Lao động - Thương binh và Xã hội",
        "service_point": "Quầy 3: Việc làm",
        "place": "Tầng 1, giữa sảnh",
        "printed_on": date(2026, 2, 5),
        "contact": "Văn phòng Sở, phòng 102",
        "is_demo": False,
    }
    return PaperForm(**(values | changes))  # type: ignore[arg-type]  # keyword overrides


LONGEST = {"office": LONG_NAME, "service_point": LONG_NAME, "place": LONG_NAME,
           "contact": LONG_NAME, "is_demo": True}  # fmt: skip
UNBROKEN = {
    "office": "W" * 120,
    "service_point": "Ệ" * 80,
    "place": "x" * 120,
    "contact": "Ằ" * 200,
}


@cache
def drawn(form: PaperForm) -> bytes:
    return draw_paper_form(form)


def pages(form: PaperForm) -> list[PrintedPage]:
    pdf = drawn(form)
    return [PrintedPage(pdf, number) for number in range(len(pypdfium2.PdfDocument(pdf)))]


def text(form: PaperForm) -> str:
    return " ".join(page.text() for page in pages(form))


both = pytest.mark.parametrize("asked", [SHORT, FULL], ids=lambda asked: asked.name)


@pytest.mark.parametrize(("asked", "sides"), [(SHORT, 1), (FULL, 2)], ids=["short", "full"])
def test_a_form_is_one_sheet_of_a4(asked: Questionnaire, sides: int) -> None:
    found = pages(make_form(questionnaire=asked))
    assert len(found) == sides
    ARTEFACTS.mkdir(exist_ok=True)
    for number, page in enumerate(found, start=1):
        assert page.size_mm() == pytest.approx((210, 297), abs=0.01)
        page.image(100).save(ARTEFACTS / f"paper-{asked.name}-{number}.png")


@both
@pytest.mark.parametrize("names", [{}, LONGEST, UNBROKEN], ids=["usual", "longest", "unbroken"])
def test_whatever_the_names_are_it_stays_one_sheet_and_nothing_reaches_its_edge(
    asked: Questionnaire, names: dict[str, object]
) -> None:
    found = pages(make_form(questionnaire=asked, **names))
    assert len(found) <= 2
    printable = Box(5, 5, 205, 292)  # what an office printer reaches
    for page in found:
        assert all(letter.within(printable) for letter in page.letters())


@both
def test_no_letter_stands_on_another(asked: Questionnaire) -> None:
    for page in pages(make_form(questionnaire=asked)):
        assert page.letters_on_others() == []


@both
def test_every_question_stands_there_in_its_own_words_and_order(asked: Questionnaire) -> None:
    said = text(make_form(questionnaire=asked))
    places = [
        said.index(f"{number} {question.wording}".replace("\N{NO-BREAK SPACE}", " "))
        for number, question in enumerate(asked, start=1)
    ]
    assert places == sorted(places)
    assert str(asked.introduction) in said
    assert str(asked.comment) in said


@both
def test_every_item_has_the_signs_of_the_scale_in_the_official_order(asked: Questionnaire) -> None:
    said = text(make_form(questionnaire=asked))
    for item in asked.items:
        after = said[said.index(str(item.wording)) + len(str(item.wording)) :]
        offered = [choice for choice in item.choices if choice.value != "0"]
        assert after.split()[:5] == [choice.value for choice in offered] == list("12345")
        apart = item.choice("0")
        shown = "" if apart is None else f"0 {apart.label}"
        assert " ".join(after.split()[5:]).startswith(shown)


@both
def test_every_fact_has_its_choices_each_with_the_sign_that_is_typed(
    asked: Questionnaire,
) -> None:
    said = text(make_form(questionnaire=asked))
    for fact in asked.facts:
        offered = " ".join(f"{choice.value} {choice.label}" for choice in fact.choices)
        assert f"{fact.wording} {offered}" in said


@both
def test_the_scale_is_named_above_its_columns_on_every_side_that_has_items(
    asked: Questionnaire,
) -> None:
    names = ("Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng")
    for page in pages(make_form(questionnaire=asked)):
        said = page.text()
        if any(str(item.wording) in said for item in asked.items):
            assert all(name in said for name in names)


def test_it_says_where_it_is_from_and_what_becomes_of_it() -> None:
    said = text(make_form())
    for words in (
        "Ông/Bà có hài lòng không?",
        "Sở Lao động - Thương binh và Xã hội Quầy 3: Việc làm Tầng 1, giữa sảnh",
        "Xin đừng ghi tên, số điện thoại hay số hồ sơ.",
        "Trả lời hay không, trả lời thế nào cũng không ảnh hưởng đến việc của Ông/Bà.",
        "Mỗi câu gạch chéo (X) một ô.",
        "tự tay bỏ vào hòm phiếu, không đưa cho cán bộ",
        "Nét chữ có thể được nhận ra.",
        "Lô phiếu P-2026-007 · Bảng hỏi counter.v1 · Ngày in 05/02/2026",
        "Nơi chịu trách nhiệm: Sở Lao động - Thương binh và Xã hội. Văn phòng Sở, phòng 102",
    ):
        assert words in said


def test_only_a_sheet_with_two_sides_says_that_it_goes_on() -> None:
    short, full = pages(make_form()), pages(make_form(questionnaire=FULL))
    assert "Xin xem tiếp mặt sau" not in short[0].text()
    assert ["Xin xem tiếp mặt sau" in page.text() for page in full] == [True, False]
    assert "Trang 2/2" in full[1].text()


def test_no_sheet_of_a_batch_has_a_number_of_its_own() -> None:
    assert draw_paper_form(make_form()) == draw_paper_form(make_form())


def test_only_a_demo_says_that_it_is_made_up() -> None:
    assert "BẢN DÙNG THỬ" in text(make_form(is_demo=True))
    assert "BẢN DÙNG THỬ" not in text(make_form())


def test_what_the_office_left_open_leaves_no_empty_words() -> None:
    said = text(make_form(place="", contact=""))
    assert "Nơi chịu trách nhiệm" not in said


@pytest.mark.parametrize("name", ['#panic("x") $a_b$ *b*', "<b>Quầy</b> & \"'`\\", "\\u{41} // /*"])
def test_what_looks_like_markup_is_printed_as_text(name: str) -> None:
    assert name in text(make_form(service_point=name))


def test_a_questionnaire_of_somebody_else_is_printed_too() -> None:
    asked = read_questionnaire(EXAMPLE.read_bytes(), EXAMPLE.name)
    said = text(make_form(questionnaire=asked))
    assert all(str(question.wording) in said for question in asked)


def test_a_questionnaire_that_begins_with_facts_and_asks_no_words_is_printed() -> None:
    written = SHORT.text[: SHORT.text.index("\ncomment:")].replace("id: counter", "id: facts-first")
    head, items = written.split("questions:\n")
    start = items.index("  # Facts")
    moved = head + "questions:\n" + items[start:].rstrip() + "\n\n" + items[:start]
    moved = moved[: moved.index("introduction:")] + moved[moved.index("\nscale:") :]
    asked = read_questionnaire(moved, "facts-first")
    said = text(make_form(questionnaire=asked))
    assert "Vài câu hỏi thêm" not in said
    assert "Nét chữ" not in said
    assert "Ý kiến của Ông/Bà" in said
    assert said.index(str(asked.questions[0].wording)) < said.index(str(asked.items[0].wording))


@both
def test_a_copier_loses_nothing_because_there_is_no_colour(asked: Questionnaire) -> None:
    for page in pages(make_form(questionnaire=asked, is_demo=True)):
        red, green, blue = page.image(50).convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_only_our_own_fonts_are_used_and_all_are_in_the_file() -> None:
    for page in pages(make_form(questionnaire=FULL)):
        fonts = page.fonts()
        assert {name.split("+")[1].split("-")[0] for name in fonts} == {"BeVietnamPro"}
        assert all(fonts.values())
