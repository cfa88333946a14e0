"""A language is shown whole, is offered only when it is, and what is not in it says so."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

import pytest
from flask.testing import FlaskClient

from questionnaires.months import calendar_months
from survey.app import create_app
from survey.services.export_responses import export_responses
from survey.services.manage_places import close_service_point
from survey.services.print_posters import new_poster, withdraw_poster
from survey.services.publish_text import use
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from templates.language_files import use_office_files
from tests.pages import LOOPBACK, Page, Pages
from tests.survey.conftest import Clock
from tests.survey.publishing import keep_empty_report
from tests.survey.web.citizen.made_up_office import (
    ask_in_it,
    fill_pages,
    foreign_words,
    marked_words,
)
from tests.survey.web.citizen.stored import stored
from tests.templates.made_up_language import CODE, NAME

LANG = f"?lang={CODE}"


@pytest.fixture(autouse=True)
def only_here() -> Iterator[None]:
    """Let no other test meet the languages of this one."""
    yield
    use_office_files(None)


@pytest.fixture
def words(survey: Survey) -> Mapping[str, str]:
    """Fill all files of the language."""
    fill_pages(survey)
    return ask_in_it(survey)


def offered(page: Page) -> list[str]:
    """Return the languages whose buttons or links a page has."""
    row = next(page.tree.iter("nav"))
    named = (one for one in row.iter("button") if one.get("name") == "language")
    buttons = (one.get("value", "") for one in named)
    links = (one.get("hreflang", "") for one in row.iter("a"))
    return [*buttons, *links]


def assert_spoken(page: Page) -> None:
    assert page.language == CODE
    assert foreign_words(page) == []
    assert page.text.count("Qaa") > 1, "the page says something"


SIMPLE = ["/", "/cam-on", "/cam-on/dung-thu", "/rieng-tu"]


@pytest.mark.parametrize("path", SIMPLE)
def test_every_page_speaks_a_complete_language(
    words: Mapping[str, str], pages: Pages, path: str
) -> None:
    page = pages.get(path + LANG)
    assert_spoken(page)
    assert offered(page) == ["vi", "en"]


def test_the_questions_are_asked_in_a_complete_language(
    words: Mapping[str, str], pages: Pages, code: str
) -> None:
    page = pages.get(f"/{code}{LANG}")
    assert_spoken(page)
    said = {place for place in words if place != "title" and not place.startswith("factor.")}
    assert {place for place in said if words[place] not in page.text} == set()
    assert [each for each in marked_words(page, "vi") if "Quầy 1" in each]


REFUSED = [
    ({}, 422),
    ({"signs": "9"}, 422),
    ({"signs": "5", "comment": "x" * 2001}, 422),
    ({"signs": "5", "visit": "lost"}, 400),
    ({"language": CODE}, 200),
    ({"switch": "easy"}, 200),
    ({"switch": "easy", "signs": "9"}, 200),
    ({"switch": "dark"}, 200),
]


@pytest.mark.parametrize(("sent", "status"), REFUSED)
def test_a_page_that_comes_back_speaks_it_too(
    words: Mapping[str, str], pages: Pages, code: str, sent: dict[str, str], status: int
) -> None:
    hidden = pages.get(f"/{code}{LANG}").hidden
    assert_spoken(pages.post(f"/{code}{LANG}", {**hidden, **sent}, status))


def test_a_notice_speaks_it_too(
    survey: Survey, words: Mapping[str, str], pages: Pages, code: str
) -> None:
    gone = new_poster(survey, 1).code
    withdraw_poster(survey, gone)
    close_service_point(survey, 2)
    for path, status in (("/no/such", 404), ("/00000000", 404), (f"/{gone}", 410)):
        assert_spoken(pages.get(path + LANG, status))
    assert_spoken(pages.open(f"/cam-on{LANG}", "PUT", 405))
    assert_spoken(pages.post(f"/{code}{LANG}", {"comment": "x" * 70_000}, 413))


def test_a_page_about_a_lost_database_speaks_it_too(
    survey: Survey, words: Mapping[str, str], pages: Pages, code: str
) -> None:
    sent = {**pages.get(f"/{code}{LANG}").hidden, "signs": "5"}
    survey.store.close()
    survey.settings.database.rename(survey.settings.data / "elsewhere")
    assert_spoken(pages.post(f"/{code}{LANG}", sent, 503))


def test_it_is_offered_under_its_own_name(
    words: Mapping[str, str], pages: Pages, code: str
) -> None:
    page = pages.get(f"/{code}")
    assert offered(page) == ["en", CODE]
    assert NAME in marked_words(page, CODE)
    assert offered(pages.get("/cam-on?lang=en")) == ["vi", CODE]


def test_changing_to_it_keeps_the_marks_and_the_visit(
    survey: Survey, words: Mapping[str, str], pages: Pages, code: str
) -> None:
    opened = pages.get(f"/{code}")
    marks = {"signs": "2", "comment": "Lời"}
    changed = pages.post(f"/{code}", {**opened.hidden, **marks, "language": CODE})
    assert_spoken(changed)
    assert changed.marked == {"signs": "2"}
    assert stored(survey) == []
    assert f"lang={CODE}" in pages.sent_on(f"/{code}{LANG}", {**changed.hidden, **marks})
    pages.sent_on(f"/{code}", {**opened.hidden, **marks})
    assert [(row.language, row.answers[0]) for row in stored(survey)] == [(CODE, "2")]


def test_the_export_names_the_language(
    survey: Survey, words: Mapping[str, str], pages: Pages, code: str, clock: Clock
) -> None:
    pages.sent_on(f"/{code}", {**pages.get(f"/{code}{LANG}").hidden, "signs": "5"})
    keep_empty_report(survey, calendar_months(survey.today(), 1))
    clock.pass_days(1)
    seal_closed_days(survey)
    export_responses(survey, survey.settings.data / "out")
    table = (survey.settings.data / "out" / "responses.csv").read_text("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table))
    assert row["language"] == CODE


def not_offered(pages: Pages, code: str) -> None:
    assert offered(pages.get(f"/{code}")) == ["en"]
    for path in (f"/{code}", *SIMPLE):
        assert pages.get(path + LANG).language == "vi"


@pytest.mark.parametrize("sentence", ["Send answers", "Send again"])
def test_a_language_whose_pages_lack_a_sentence_is_not_offered(
    survey: Survey, pages: Pages, code: str, sentence: str
) -> None:
    ask_made_up(survey, pages_without=sentence)
    not_offered(pages, code)


@pytest.mark.parametrize("place", ["question.signs", "question.fee.0", "scale.3", "comment"])
def test_a_language_in_which_a_question_cannot_be_asked_is_not_offered(
    survey: Survey, pages: Pages, code: str, place: str
) -> None:
    ask_made_up(survey, asked_without=place)
    not_offered(pages, code)


def ask_made_up(
    survey: Survey, pages_without: str | None = None, asked_without: str | None = None
) -> None:
    fill_pages(survey, pages_without)
    ask_in_it(survey, asked_without)


def test_a_damaged_catalogue_is_not_offered_and_stops_nothing(
    survey: Survey, words: Mapping[str, str], pages: Pages, code: str
) -> None:
    (survey.settings.languages / f"citizen.{CODE}.po").write_bytes(b'msgid "\xff')
    use_office_files(survey.settings.languages)
    not_offered(pages, code)


@pytest.mark.parametrize("language", ["blt", "hmn", "kjg"])
def test_a_prepared_language_is_not_offered(pages: Pages, code: str, language: str) -> None:
    assert offered(pages.get(f"/{code}")) == ["en"]
    assert pages.get(f"/{code}?lang={language}").language == "vi"


def test_the_answers_of_a_language_that_is_not_spoken_are_those_of_vietnamese(
    survey: Survey, pages: Pages, code: str
) -> None:
    page = pages.get(f"/{code}?lang=blt")
    pages.sent_on(f"/{code}?lang=blt", {**page.hidden, "signs": "5"})
    assert [row.language for row in stored(survey)] == ["vi"]


def test_a_button_of_a_language_that_is_offered_no_longer_sends_nothing(
    survey: Survey, words: Mapping[str, str], pages: Pages, code: str
) -> None:
    opened = pages.get(f"/{code}")
    use(survey, questionnaire="counter.v1")
    page = pages.post(f"/{code}", {**opened.hidden, "signs": "5", "language": CODE})
    assert page.language == "vi"
    assert page.marked == {"signs": "5"}
    assert stored(survey) == []


def test_what_a_page_of_before_lacks_is_marked_as_vietnamese(
    survey: Survey, pages: Pages, code: str
) -> None:
    opened = pages.get(f"/{code}")
    fill_pages(survey)
    ask_in_it(survey)
    page = pages.post(f"/{code}", {**opened.hidden, "language": CODE})
    assert_spoken(page)
    marked = marked_words(page, "vi")
    for words in ("Rất hài lòng", "Không phải nộp", "Ông/Bà tự trả lời phiếu này"):
        assert any(words in each for each in marked), words


def test_an_english_page_marks_what_is_vietnamese(pages: Pages, code: str) -> None:
    for path in (f"/{code}?lang=en", "/cam-on?lang=en", "/rieng-tu?lang=en"):
        assert any("Sở Thử nghiệm" in each or "0215" in each
                   for each in marked_words(pages.get(path), "vi"))  # fmt: skip


def test_staff_pages_stay_in_the_languages_of_the_program(
    words: Mapping[str, str], pages: Pages
) -> None:
    page = pages.get(f"/can-bo/dang-nhap{LANG}")
    assert page.language == "vi"
    assert pages.get(f"/can-bo/khong-co{LANG}", 404).language == "vi"


def test_a_page_loads_letters_only_in_their_language(
    survey: Survey, words: Mapping[str, str], client: FlaskClient, pages: Pages
) -> None:
    register = survey.settings.languages / "languages.toml"
    font = (
        f'[{CODE}.font]\nfamily = "Noto Sans Tai Viet"\nletters = "U+AA80-AADF"\n'
        'file = "noto-sans-tai-viet/noto-sans-tai-viet-tai-viet-400-normal.woff2"\n'
    )
    register.write_text(register.read_text("utf-8") + font, "utf-8")
    use_office_files(survey.settings.languages)

    page, other = pages.get(f"/cam-on{LANG}"), pages.get("/cam-on")

    assert "; font-src 'self'" in page.headers["Content-Security-Policy"]
    assert f"url(/phong-chu/{CODE})" in page.body
    assert "font-src" not in other.headers["Content-Security-Policy"]
    assert "@font-face" not in other.body
    assert marked_words(other, CODE) == [f"Tiếng bịa {NAME}"]
    with client.get(f"/phong-chu/{CODE}", base_url=LOOPBACK) as answer:
        assert answer.data[:4] == b"wOF2"
        assert answer.headers["Content-Type"] == "font/woff2"
        assert "max-age=2592000" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/phong-chu/vi", "/phong-chu/xx", "/phong-chu/..%2fkeys"])
def test_where_no_letters_are_needed_there_are_none(pages: Pages, path: str) -> None:
    pages.get(path, 404)


def test_thai_has_its_letters(client: FlaskClient) -> None:
    with client.get("/phong-chu/blt", base_url=LOOPBACK) as answer:
        assert answer.data[:4] == b"wOF2"


def test_the_languages_of_one_office_are_not_those_of_another(
    survey: Survey, words: Mapping[str, str], code: str
) -> None:
    use_office_files(None)
    page = Pages(create_app(survey).test_client()).get(f"/{code}")
    assert offered(page) == ["en"]
