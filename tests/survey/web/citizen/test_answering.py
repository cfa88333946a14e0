"""From the poster to the thanks page, and back where something is missing."""

from xml.etree.ElementTree import Element

import pytest

from questionnaires.model import Questionnaire
from survey.domain.places import ServicePoint
from survey.services.open_visit import open_trial
from survey.services.publish_text import current_questionnaire, use
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from templates.languages import translations
from tests.pages import Page, Pages, text_of
from tests.survey.conftest import CONTACT, OFFICE, Clock
from tests.survey.web.citizen.stored import Stored, stored


@pytest.fixture
def asked(survey: Survey) -> Questionnaire:
    return current_questionnaire(survey)


def test_the_page_names_office_counter_and_place(
    pages: Pages, code: str, points: tuple[ServicePoint, ServicePoint]
) -> None:
    page = pages.get(f"/{code}")

    assert OFFICE in page.text
    assert f"Phiếu này hỏi về {points[0].name}, {points[0].place}." in page.text
    assert page.heading == points[0].name
    assert page.links["Không hỏi tên, không biết ai trả lời"] == "/rieng-tu"


def test_a_code_is_read_as_people_type_it(pages: Pages, code: str) -> None:
    typed = f"{code[:4]}-{code[4:]}".lower()
    assert pages.get(f"/{typed}").by_id("answers").get("action") == f"/{code}?gui=1"


@pytest.mark.parametrize("name", ["counter.v1", "service-19.v1"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_question_offers_its_choices_in_their_order(
    survey: Survey, pages: Pages, code: str, name: str, language: str
) -> None:
    use(survey, questionnaire=name)

    asked = current_questionnaire(survey)
    total = len(asked.questions)

    page = pages.get(f"/{code}?lang={language}")

    assert [read(group) for group in page.tree.iter("fieldset")] == [
        (
            f"{number}/{total} {question.wording.in_language(language)}",
            [(question.id, value) for value in (*(c.value for c in question.choices), "")],
            [
                *(str(choice.label.in_language(language)) for choice in question.choices),
                translations(language).gettext("Clear this question"),
            ],
        )
        for number, question in enumerate(asked, 1)
    ]


@pytest.mark.parametrize("look", ["", "easy"])
def test_a_mark_that_is_taken_back_leaves_the_others(
    survey: Survey, pages: Pages, code: str, look: str
) -> None:
    fields = {**pages.get(f"/{code}").hidden, "signs": "", "papers": "4", "look": look}

    again = pages.post(f"/{code}", {**fields, "switch": "large"})
    assert again.marked == {"papers": "4"}

    pages.sent_on(f"/{code}", fields)
    assert [one.answers.strip("-") for one in stored(survey)] == ["4"]
    assert stored(survey)[0].answers.startswith("-4")


def test_taking_every_mark_back_is_marking_nothing(pages: Pages, code: str) -> None:
    page = pages.post(f"/{code}", {**pages.get(f"/{code}").hidden, "signs": ""}, 422)
    assert "chưa chọn" in page.text


@pytest.mark.parametrize("look", ["", "easy"])
def test_whether_somebody_helped_alone_is_marking_nothing(
    survey: Survey, pages: Pages, code: str, look: str
) -> None:
    sent = {**pages.get(f"/{code}").hidden, "help": "2", "look": look}

    page = pages.post(f"/{code}", sent, 422)

    assert "chưa chọn" in page.text
    assert page.marked == {"help": "2"}
    assert stored(survey) == []


def test_an_answer_is_stored_and_thanked_for(
    survey: Survey, pages: Pages, code: str, asked: Questionnaire
) -> None:
    page = pages.get(f"/{code}")
    answers = {question.id: question.choices[-1].value for question in asked}

    after = pages.sent_on(f"/{code}", {**page.hidden, **answers, "comment": "Tốt lắm"})

    assert stored(survey) == [Stored(1, "vi", "".join(answers.values()), "Tốt lắm")]
    assert after == f"/cam-on?code={code}"
    thanks = pages.get(after)
    assert thanks.heading == "Cảm ơn Ông/Bà"
    assert CONTACT in thanks.text


def test_a_page_sent_twice_is_one_response(survey: Survey, pages: Pages, code: str) -> None:
    sent = {**pages.get(f"/{code}").hidden, "signs": "1"}

    marked = [sent, sent, {**sent, "signs": "2"}, {**sent, "comment": "Tốt"}, sent]
    thanks, again = f"/cam-on?code={code}", f"/cam-on?code={code}&truoc=1"
    assert [pages.sent_on(f"/{code}", one) for one in marked] == [
        thanks, thanks, again, again, thanks,
    ]  # fmt: skip
    assert "Đã lưu ý kiến của Ông/Bà." in pages.get(thanks).text
    assert len(stored(survey)) == 1


def test_a_page_that_was_sent_and_is_found_empty_is_answered_as_sent(
    pages: Pages, code: str
) -> None:
    empty = pages.get(f"/{code}").hidden
    assert "chưa chọn" in pages.post(f"/{code}", empty, 422).text
    pages.sent_on(f"/{code}", {**empty, "signs": "1"})
    assert pages.sent_on(f"/{code}", empty) == f"/cam-on?code={code}&truoc=1"


@pytest.mark.parametrize(
    ("language", "kept", "thanks"),
    [
        ("vi", "Lần gửi đầu được giữ.", ("Đã lưu", "Cảm ơn", "Thế là xong", "cộng chung")),
        ("en", "What was sent first is kept.", ("saved", "Thank", "That is all", "counted")),
    ],
)
def test_who_changes_a_page_that_was_sent_reads_no_word_that_this_is_stored(
    pages: Pages, code: str, language: str, kept: str, thanks: tuple[str, ...]
) -> None:
    sent = {**pages.get(f"/{code}").hidden, "signs": "1"}
    path = f"/{code}" if language == "vi" else f"/{code}?lang={language}"
    usual = pages.get(pages.sent_on(path, sent)).text

    again = pages.get(pages.sent_on(path, {**sent, "signs": "5"})).text

    assert kept in again
    assert kept not in usual
    for words in thanks:
        assert words not in again


def test_the_worst_marks_travel_just_as_the_best_ones(
    survey: Survey, pages: Pages, code: str, asked: Questionnaire
) -> None:
    for value in ("1", "5"):
        marks = {item.id: value for item in asked.items}
        sent = {**pages.get(f"/{code}").hidden, **marks}
        assert pages.sent_on(f"/{code}", sent) == f"/cam-on?code={code}"
    assert sorted(row.answers[0] for row in stored(survey)) == ["1", "5"]


def test_another_language_keeps_marks_words_and_the_visit(
    survey: Survey, pages: Pages, code: str
) -> None:
    marks = {"signs": "2", "papers": "5", "comment": "Hai dòng\r\nđây"}
    vietnamese = pages.get(f"/{code}")

    english = pages.post(f"/{code}", {**vietnamese.hidden, **marks, "language": "en"})

    assert english.language == "en"
    assert english.marked == {"signs": "2", "papers": "5"}
    assert words_in(english) == "Hai dòng\nđây"
    assert stored(survey) == []
    action = english.by_id("answers").attrib["action"]
    assert pages.sent_on(action, {**english.hidden, **marks}) == f"/cam-on?code={code}&lang=en"
    pages.sent_on(f"/{code}", {**vietnamese.hidden, **marks})
    assert [row.language for row in stored(survey)] == ["en"]


def test_return_presses_a_button_that_brings_the_page_back_as_it_is(
    survey: Survey, pages: Pages, code: str
) -> None:
    page = pages.get(f"/{code}?lang=en")
    first = next(page.tree.iter("button"))
    pressed = {first.attrib["name"]: first.attrib["value"]}

    again = pages.post(f"/{code}?lang=en", {**page.hidden, **pressed, "signs": "2"})

    assert first in list(page.by_id("answers").iter("button"))
    assert (again.language, again.marked) == ("en", {"signs": "2"})
    assert again.hidden["visit"] == page.hidden["visit"]
    assert stored(survey) == []


def test_an_unknown_language_is_vietnamese(pages: Pages, code: str) -> None:
    assert pages.get(f"/{code}?lang=xx").language == "vi"


def test_a_form_without_any_answer_says_what_to_do(survey: Survey, pages: Pages, code: str) -> None:
    page = pages.post(f"/{code}", {**pages.get(f"/{code}").hidden, "comment": " "}, 422)

    assert "chọn một câu trả lời hoặc viết vài lời" in page.text
    assert "HL-SUB" not in page.text
    assert page.links["Đến câu đầu tiên"] == "#signs"
    assert stored(survey) == []


def test_a_comment_alone_is_kept(survey: Survey, pages: Pages, code: str) -> None:
    sent = {**pages.get(f"/{code}").hidden, "comment": "chỉ có lời"}
    assert pages.sent_on(f"/{code}", sent) == f"/cam-on?code={code}"
    assert [(row.answers.strip("-"), row.comment) for row in stored(survey)] == [("", "chỉ có lời")]


@pytest.mark.parametrize("value", ["0", "6", "-1", "1e9", "5 5", "５", "true", "x" * 3000])
def test_a_value_that_is_not_offered_is_shown_where_it_stands(
    survey: Survey, pages: Pages, code: str, value: str
) -> None:
    sent = {**pages.get(f"/{code}").hidden, "papers": value, "signs": "4"}

    page = pages.post(f"/{code}", sent, 422)

    assert "Chưa có gì được lưu." in page.text
    assert "HL-SUB-02" in page.text
    assert page.by_id("papers").get("aria-describedby") == "papers-fault"
    assert "#papers" in page.links.values()
    assert page.marked == {"signs": "4"}
    assert stored(survey) == []


def test_two_answers_to_one_question_are_asked_about(pages: Pages, code: str) -> None:
    sent = {**pages.get(f"/{code}").hidden, "signs": ["1", "5"]}
    page = pages.post(f"/{code}", sent, 422)
    assert text_of(page.by_id("signs-fault")) == "Xin chỉ chọn một câu trả lời."


def test_an_answer_may_stand_among_blanks(survey: Survey, pages: Pages, code: str) -> None:
    pages.sent_on(f"/{code}", {**pages.get(f"/{code}").hidden, "signs": " 5 "})
    assert stored(survey)[0].answers[0] == "5"


def test_a_comment_that_is_too_long_is_counted_and_kept(
    survey: Survey, pages: Pages, code: str
) -> None:
    words = "ơ" * 2001
    sent = {**pages.get(f"/{code}").hidden, "signs": "5", "comment": words}

    page = pages.post(f"/{code}", sent, 422)

    assert "HL-SUB-03" in page.text
    assert "Ông/Bà đã viết 2.001 ký tự; nhiều nhất là 2.000 ký tự, thừa 1 ký tự." in page.text
    assert page.links["Lời góp ý"] == "#comment"
    assert words_in(page) == words
    assert page.marked == {"signs": "5"}
    assert stored(survey) == []


@pytest.mark.parametrize("change", [{}, {"language": "vi"}])
def test_of_a_comment_without_end_the_beginning_is_shown_again_and_the_page_says_so(
    survey: Survey, pages: Pages, code: str, change: dict[str, str]
) -> None:
    sent = {**pages.get(f"/{code}").hidden, "signs": "5", "comment": "ơ" * 9_000} | change

    page = pages.post(f"/{code}", sent, 200 if change else 422)

    assert words_in(page) == "ơ" * 8_000
    fault = text_of(page.by_id("comment-fault"))
    assert fault.endswith("Trang này chỉ hiện lại 8.000 ký tự đầu của lời góp ý.")
    assert ("Ông/Bà đã viết 9.000 ký tự" in fault) is not bool(change)
    assert page.marked == {"signs": "5"}
    assert stored(survey) == []


def test_as_much_as_could_be_kept_when_composed_is_shown_whole(pages: Pages, code: str) -> None:
    words = "ơ" * 8_000
    page = pages.post(f"/{code}", {**pages.get(f"/{code}").hidden, "comment": words}, 422)
    assert words_in(page) == words
    assert "Trang này chỉ hiện lại" not in page.text


def test_hidden_and_turning_signs_are_gone_and_letters_are_composed(
    survey: Survey, pages: Pages, code: str
) -> None:
    comment = "a\0b \u202eđảo\u202c He\u0302\u0300 \U0001f600"
    hidden = pages.get(f"/{code}").hidden

    refused = pages.post(f"/{code}", {**hidden, "signs": "9", "comment": comment}, 422)
    pages.sent_on(f"/{code}", {**hidden, "signs": "5", "comment": comment})

    assert words_in(refused) == "ab đảo Hề \U0001f600"
    assert stored(survey)[0].comment == "ab đảo Hề \U0001f600"


@pytest.mark.parametrize(
    "words", ["</textarea><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"]
)
def test_what_a_citizen_writes_is_only_text(pages: Pages, code: str, words: str) -> None:
    sent = {**pages.get(f"/{code}").hidden, "signs": "9"}
    harmless = pages.post(f"/{code}", {**sent, "comment": "x"}, 422)
    page = pages.post(f"/{code}", {**sent, "comment": words}, 422)

    assert words_in(page) == words
    assert len(list(page.tree.iter())) == len(list(harmless.tree.iter()))


@pytest.mark.parametrize("token", ["", "x", "é", "." * 5000])
def test_an_altered_visit_comes_back_with_a_fresh_one(
    survey: Survey, pages: Pages, code: str, token: str
) -> None:
    page = pages.post(f"/{code}", {"visit": token, "signs": "3"}, 400)

    assert "HL-SUB-04" in page.text
    assert page.marked == {"signs": "3"}
    assert stored(survey) == []
    assert pages.sent_on(f"/{code}", {**page.hidden, **page.marked}) == f"/cam-on?code={code}"


def test_a_page_of_last_month_is_asked_again(
    survey: Survey, pages: Pages, code: str, clock: Clock
) -> None:
    old = pages.get(f"/{code}").hidden
    clock.pass_days(31)
    use(survey, questionnaire="service-19.v1")

    page = pages.post(f"/{code}", {**old, "signs": "3", "comment": "lời cũ"}, 409)

    assert "HL-SUB-05" in page.text
    assert page.marked == {"signs": "3"}
    assert "premises" in {one.get("name") for one in page.tree.iter("input")}
    assert words_in(page) == "lời cũ"
    assert pages.sent_on(f"/{code}", {**page.hidden, **page.marked}) == f"/cam-on?code={code}"


def test_a_page_that_is_still_open_is_taken_under_its_own_questions(
    survey: Survey, pages: Pages, code: str, asked: Questionnaire
) -> None:
    open_page = pages.get(f"/{code}").hidden
    use(survey, questionnaire="service-19.v1")

    assert pages.sent_on(f"/{code}", {**open_page, "signs": "3"}) == f"/cam-on?code={code}"
    assert len(stored(survey)[0].answers) == len(asked.questions)


def test_a_trial_says_so_and_stores_nothing(survey: Survey, pages: Pages) -> None:
    trial = open_trial(survey, 1, "vi")
    path = f"/{trial.visit.poster}"

    shown = pages.post(path, {"visit": trial.token, "signs": "5", "language": "en"})
    after = pages.sent_on(path, {"visit": trial.token, "signs": "5"})

    assert "Trial: nothing is stored." in shown.text
    assert after == "/cam-on/dung-thu"
    assert pages.get(after).heading == "Đã dùng thử xong: không lưu gì"
    assert stored(survey) == []


def test_every_page_of_a_demonstration_says_that_it_is_made_up(
    survey: Survey, pages: Pages, code: str
) -> None:
    set_up_office(survey, OFFICE, "https://hailong.example.vn", CONTACT, is_demo=True)

    shown = [pages.get(path) for path in ("/", f"/{code}", "/cam-on", "/rieng-tu")]
    shown += [pages.get("/khong/co", 404), pages.post(f"/{code}", {}, 400)]

    assert all("mọi số liệu ở đây là giả định" in page.text for page in shown)


def read(group: Element) -> tuple[str, list[tuple[str, str]], list[str]]:
    """Return the words, the values and the labels of a question on a page."""
    radios = [(one.attrib["name"], one.attrib["value"]) for one in group.iter("input")]
    return text_of(group[0]), radios, [text_of(label) for label in group.iter("label")]


def words_in(page: Page) -> str:
    return page.by_id("comment").text or ""
