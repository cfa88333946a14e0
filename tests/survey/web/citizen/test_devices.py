"""A kiosk and a device that a clerk hands over: what each shows, stores, refuses and leaves."""

import pytest

from survey.app import create_app
from survey.domain.modes import Mode
from survey.domain.tablets import KEY
from survey.services.kiosk_pace import PAUSE_SECONDS
from survey.services.manage_places import close_service_point
from survey.services.print_posters import new_poster, withdraw_poster
from survey.services.survey import Survey
from survey.store.responses import read_responses
from survey.web.citizen.shown_once import UNSCRIPTED
from tests.pages import LOOPBACK, Page, Pages, only, text_of
from tests.survey.conftest import OFFICE, Seconds
from tests.survey.tablets import enrolled, key_of

SHARED = (Mode.KIOSK, Mode.ASSISTED)
DONE = {Mode.KIOSK: "may-tai-quay", Mode.ASSISTED: "tra-may"}


@pytest.fixture
def pages(paced: Survey) -> Pages:
    return Pages(create_app(paced).test_client())


@pytest.fixture
def kiosk(survey: Survey) -> str:
    return code_of(survey, Mode.KIOSK)


@pytest.fixture
def assisted(survey: Survey) -> str:
    return code_of(survey, Mode.ASSISTED)


def code_of(survey: Survey, mode: Mode) -> str:
    """Return the code of a device, for which a tablet is enrolled if it is a kiosk."""
    made = new_poster(survey, 1, mode)
    if mode is Mode.KIOSK:
        enrolled(survey, made.code)
    return made.code


def stored(survey: Survey) -> list[tuple[str, str]]:
    with survey.store.reading() as connection:
        return sorted((one.mode, one.language) for one in read_responses(connection))


def asked(pages: Pages, code: str, query: str = "") -> Page:
    """Return the page of questions, as a tablet or another device of the office gets it."""
    path = f"/{code}/tra-loi?{query}"
    if pages.client.get(path, base_url=LOOPBACK).status_code == 200:
        return pages.get(path)
    return pages.post(path, {KEY: key_of(code)})


def opened(pages: Pages, code: str, query: str = "") -> dict[str, str]:
    """Return what such a page carries, with the key that a script of a tablet fills in."""
    return with_key(code, asked(pages, code, query).hidden)


def with_key(code: str, hidden: dict[str, str]) -> dict[str, str]:
    return {**hidden, KEY: key_of(code)} if KEY in hidden else hidden


def scripted(page: Page) -> dict[str, str]:
    """Return what a page carries in a browser that runs scripts."""
    return {name: value for name, value in page.hidden.items() if name != UNSCRIPTED}


def words_of_buttons(page: Page) -> list[str]:
    return [text_of(one) for one in page.tree.iter("button")]


def test_a_kiosk_begins_with_where_it_stands_and_one_button_for_each_language(
    pages: Pages, kiosk: str
) -> None:
    page = pages.get(f"/{kiosk}")
    for words in (OFFICE, "Quầy 1: Người có công"):
        assert words in page.text
    assert words_of_buttons(page) == ["Bắt đầu", "English", "Về màn hình đầu"]
    assert list(page.tree.iter("fieldset")) == []
    assert page.headers["Cache-Control"] == "no-store"


def test_a_kiosk_starts_as_it_was_set_up_whatever_the_person_before_has_chosen(
    pages: Pages, kiosk: str
) -> None:
    begun = pages.get(f"/{kiosk}?look=large-dark")
    assert begun.hidden["look"] == "easy"
    assert only(begun.tree, "style").text == only(pages.get(f"/{kiosk}").tree, "style").text


def test_a_kiosk_asks_one_by_one_and_the_whole_form_is_one_touch_away(
    pages: Pages, kiosk: str
) -> None:
    sent = opened(pages, kiosk, f"look={pages.get(f'/{kiosk}').hidden['look']}")
    assert sent["look"] == "easy"
    whole = pages.post(f"/{kiosk}", {**sent, "signs": "2", "switch": "whole"})
    assert "look" not in whole.hidden
    assert whole.marked == {"signs": "2"}


def test_a_clerk_reads_three_sentences_and_chooses_language_and_look(
    pages: Pages, assisted: str
) -> None:
    page = pages.get(f"/{assisted}")
    assert len(list(page.tree.iter("li"))) == 3
    assert page.marked == {"lang": "vi", "look": "easy"}
    assert "Đưa máy cho Ông/Bà" in words_of_buttons(page)
    handed = pages.get(f"/{assisted}/dua-may?lang=en&look=easy")
    assert handed.language == "en"
    assert handed.heading == "This screen is for you alone"
    assert handed.hidden == {"lang": "en", "look": "easy"}
    assert pages.get(f"/{assisted}/dua-may?lang=vi&look=").hidden == {}


def test_who_does_not_want_to_send_stops_and_is_told_that_nothing_is_left(
    pages: Pages, assisted: str, kiosk: str
) -> None:
    form = asked(pages, assisted, "lang=en")
    stopped = pages.get(form.links["Stop and delete"])
    assert stopped.heading == "Stopped and deleted"
    assert "Nothing was sent" in stopped.text
    assert stopped.links["For staff: the next person"] == f"/{assisted}"
    assert "Dừng và xóa" not in asked(pages, kiosk).links


def test_who_stops_while_answers_are_under_way_is_not_told_that_nothing_was_sent(
    pages: Pages, assisted: str
) -> None:
    ways = [one.get("data-sending") for one in asked(pages, assisted, "lang=en").tree.iter("a")]
    (way,) = filter(None, ways)
    stopped = pages.get(way)
    assert stopped.heading == "Stopped and deleted"
    assert "may have been saved already" in stopped.text
    assert "Nothing was sent" not in stopped.text


@pytest.mark.parametrize("look", ["", "easy"])
def test_a_person_who_is_helped_is_not_asked_about_it(
    pages: Pages, kiosk: str, assisted: str, look: str
) -> None:
    helped, alone = (asked(pages, code, f"look={look}") for code in (assisted, kiosk))
    assert "có người giúp" in alone.text
    assert "có người giúp" not in helped.text
    assert ("1/11" in alone.text, "1/10" in helped.text, "10/10" in helped.text) == (True,) * 3
    given_back = pages.post(f"/{assisted}", {**scripted(helped), "signs": "9"}, 422)
    assert "có người giúp" not in given_back.text


def test_answers_without_the_question_about_help_stand_at_their_questions(
    survey: Survey, pages: Pages, assisted: str
) -> None:
    pages.sent_on(f"/{assisted}", {**opened(pages, assisted), "signs": "1", "visits": "4"})
    with survey.store.reading() as connection:
        [kept] = read_responses(connection)
    assert kept.answers == "1" + "-" * 8 + "4" + "-"


@pytest.mark.parametrize("mode", SHARED)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_answer_is_stored_with_its_way_and_thanked_for(
    survey: Survey, pages: Pages, mode: Mode, language: str
) -> None:
    code = code_of(survey, mode)
    sent = {**opened(pages, code, f"lang={language}"), "signs": "1"}
    after = pages.sent_on(f"/{code}?lang={language}", sent)
    assert after.startswith(f"/cam-on/{DONE[mode]}?code={code}")
    assert stored(survey) == [(mode, language)]
    done = pages.get(after)
    assert done.language == language
    assert done.hidden == {}


def test_a_kiosk_returns_to_its_start_without_a_script(pages: Pages, kiosk: str) -> None:
    done = pages.get(f"/cam-on/may-tai-quay?code={kiosk}&lang=en")
    assert done.headers["Refresh"] == f"8; url=/{kiosk}"
    assert "Refresh" not in pages.get("/cam-on/may-tai-quay?code=nothing").headers
    assert "Refresh" not in pages.get(f"/cam-on/tra-may?code={kiosk}").headers


@pytest.mark.parametrize("mode", SHARED)
@pytest.mark.parametrize("look", ["", "easy"])
def test_the_questions_leave_nothing_on_the_device(
    survey: Survey, pages: Pages, mode: Mode, look: str
) -> None:
    code = code_of(survey, mode)
    page = asked(pages, code, f"look={look}")
    sent = with_key(code, scripted(page))
    again = pages.post(f"/{code}", {**sent, "signs": "2", "switch": "large"})
    wrong = pages.post(f"/{code}", {**sent, "signs": "9"}, 422)
    for one in (page, again, wrong):
        assert one.headers["Cache-Control"] == "no-store"
        assert one.by_id("answers").get("autocomplete") == "off"
        loaded = {script.get("src") for script in one.tree.iter("script")}
        handed = ["/static/quiet.js", "/static/handed.js"] if mode is Mode.ASSISTED else []
        assert loaded == {"/static/send.js", *handed, *(["/static/listen.js"] if look else [])}
        assert "/rieng-tu" not in one.links.values()


@pytest.mark.parametrize("mode", SHARED)
def test_on_a_device_of_the_office_nothing_is_kept_for_later(
    survey: Survey, pages: Pages, mode: Mode
) -> None:
    page = asked(pages, code_of(survey, mode))
    assert "/cho/" not in page.body
    assert "localStorage" not in page.body


def test_a_poster_loads_no_script_of_a_device(pages: Pages, code: str) -> None:
    page = pages.get(f"/{code}")
    assert not [one for one in page.tree.iter("script") if "src" in one.attrib]
    assert "autocomplete" not in page.by_id("answers").attrib


@pytest.mark.parametrize("mode", SHARED)
def test_an_old_page_sent_again_shows_no_marks_of_who_has_left(
    survey: Survey, pages: Pages, mode: Mode
) -> None:
    code = code_of(survey, mode)
    sent = {**opened(pages, code), "signs": "1"}
    pages.sent_on(f"/{code}", sent)
    for more in ({"switch": "large"}, {"language": "vi"}, {"papers": "9"}):
        assert pages.sent_on(f"/{code}", {**sent, **more}) == f"/{code}"


def test_the_second_person_within_thirty_seconds_keeps_everything_and_sends_later(
    survey: Survey, pages: Pages, kiosk: str, seconds: Seconds
) -> None:
    pages.sent_on(f"/{kiosk}", {**opened(pages, kiosk), "signs": "1"})
    sent = {**opened(pages, kiosk), "signs": "5", "comment": "Tốt"}
    seconds.now += 12
    page = pages.post(f"/{kiosk}", sent, 429)
    assert page.headers["Retry-After"] == "18"
    assert "Xin chờ 18 giây" in page.text
    assert "CHƯA được lưu" in page.text
    assert page.marked == {"signs": "5"}
    assert text_of(page.by_id("comment")) == "Tốt"
    assert len(stored(survey)) == 1
    seconds.now += 18
    pages.sent_on(f"/{kiosk}", with_key(kiosk, {**page.hidden, **page.marked, "comment": "Tốt"}))
    assert len(stored(survey)) == 2


def test_the_wait_is_told_in_english_too(pages: Pages, kiosk: str) -> None:
    pages.sent_on(f"/{kiosk}", {**opened(pages, kiosk), "signs": "1"})
    page = pages.post(f"/{kiosk}?lang=en", {**opened(pages, kiosk), "signs": "5"}, 429)
    assert f"Please wait {PAUSE_SECONDS} seconds" in page.text


def test_the_same_visit_sent_again_is_told_as_received(
    survey: Survey, pages: Pages, kiosk: str
) -> None:
    sent = {**opened(pages, kiosk), "signs": "1"}
    assert len({pages.sent_on(f"/{kiosk}", sent) for _ in range(3)}) == 1
    assert len(stored(survey)) == 1


@pytest.mark.parametrize("mode", SHARED)
@pytest.mark.parametrize("path", ["", "/tra-loi"])
def test_a_withdrawn_code_opens_nothing(
    survey: Survey, pages: Pages, mode: Mode, path: str
) -> None:
    code = code_of(survey, mode)
    sent = {**opened(pages, code), "signs": "1"}
    withdraw_poster(survey, code)
    pages.get(f"/{code}{path}", 410)
    pages.get(f"/{code}/ghi-danh", 410)
    pages.post(f"/{code}", sent, 410)
    assert stored(survey) == []


def test_a_closed_counter_asks_on_no_device(survey: Survey, pages: Pages, kiosk: str) -> None:
    close_service_point(survey, 1)
    assert pages.get(f"/{kiosk}").heading == "Quầy này hiện không lấy ý kiến"


@pytest.mark.parametrize("path", ["dua-may", "tra-loi", "ghi-danh"])
def test_a_poster_has_no_pages_of_a_device(pages: Pages, code: str, path: str) -> None:
    assert pages.sent_on(f"/{code}/{path}?lang=en") == f"/{code}?lang=en"


def test_a_kiosk_is_handed_to_nobody(pages: Pages, kiosk: str) -> None:
    assert pages.sent_on(f"/{kiosk}/dua-may") == f"/{kiosk}"


def test_only_the_start_of_a_kiosk_may_hold_a_frame(
    pages: Pages, kiosk: str, assisted: str, code: str
) -> None:
    def may_frame(path: str) -> bool:
        return "frame-src 'self'" in pages.get(path).headers["Content-Security-Policy"]

    assert may_frame(f"/{kiosk}")
    others = (f"/{kiosk}/ghi-danh", f"/{assisted}", f"/{code}", "/rieng-tu")
    assert not any(map(may_frame, others))
    assert "frame-src" not in asked(pages, kiosk).headers["Content-Security-Policy"]
    scripts = [one.get("src") for one in pages.get(f"/{kiosk}").tree.iter("script")]
    assert scripts == ["/static/tablet.js", "/static/quiet.js", "/static/kiosk.js"]


def test_the_page_of_what_is_kept_leads_back_to_the_device(pages: Pages, kiosk: str) -> None:
    link = pages.get(f"/{kiosk}").links["Xem thông tin nào được lưu"]
    assert pages.get(link).links["Quay lại"] == f"/{kiosk}"
    assert "Quay lại" not in pages.get("/rieng-tu").links
