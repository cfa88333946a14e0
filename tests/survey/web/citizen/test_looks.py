"""One by one, large, dark, light: the page remembers, and no mark is lost."""

from itertools import permutations

import pytest

from survey.services.open_visit import open_trial
from survey.services.survey import Survey
from tests.pages import LOOPBACK, Page, Pages, text_of
from tests.survey.conftest import Clock
from tests.survey.web.citizen.stored import stored

MARKS = {"signs": "2", "papers": "5", "help": "1"}
WORDS = "Hai dòng\r\nđây"
WAYS = ("easy", "large", "dark")


def switched(pages: Pages, code: str, page: Page, **button: str) -> Page:
    sent = {**page.hidden, **page.marked, "comment": words_in(page).replace("\n", "\r\n"), **button}
    return pages.post(f"/{code}", sent)


def words_in(page: Page) -> str:
    return page.by_id("comment").text or ""


def buttons(page: Page) -> set[str]:
    return {text_of(one) for one in page.tree.iter("button") if one.get("name") == "switch"} - {""}


@pytest.fixture
def marked(pages: Pages, code: str) -> Page:
    """Give a page with marks and words, in its usual look."""
    fresh = pages.get(f"/{code}")
    sent = {**fresh.hidden, **MARKS, "comment": WORDS, "switch": "whole"}
    return pages.post(f"/{code}", sent)


def test_a_fresh_page_carries_no_look_and_offers_all(pages: Pages, code: str) -> None:
    page = pages.get(f"/{code}?look=easy-large-dark")
    assert set(page.hidden) == {"visit"}
    assert buttons(page) == {"Nghe đọc", "Chữ to", "Nền tối", "Nền sáng"}


@pytest.mark.parametrize("look", ["easy", "large-dark"])
def test_a_page_that_a_button_has_brought_is_found_again_in_its_look(
    pages: Pages, code: str, marked: Page, look: str
) -> None:
    page = marked
    for way in look.split("-"):
        page = switched(pages, code, page, switch=way)
    address = page.by_id("answers").get("action")
    assert address == f"/{code}?look={look}&gui=1"
    found = pages.get(address)
    assert (found.hidden["look"], found.marked) == (look, {})
    assert found.by_id("answers").get("action") == address
    assert found.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("order", list(permutations(WAYS)), ids="-".join)
def test_looks_add_up_in_any_order_and_keep_marks_words_and_the_visit(
    survey: Survey, pages: Pages, code: str, marked: Page, order: tuple[str, ...]
) -> None:
    page = marked
    for way in order:
        page = switched(pages, code, page, switch=way)
        assert page.marked == MARKS
        assert words_in(page) == WORDS.replace("\r", "")
        assert page.hidden["visit"] == marked.hidden["visit"]
    assert page.hidden["look"] == "easy-large-dark"
    assert buttons(page) == {"Cả phiếu", "Chữ vừa", "Nền sáng"}
    assert stored(survey) == []


def test_the_way_back_leaves_no_trace(pages: Pages, code: str, marked: Page) -> None:
    page = marked
    for way in ("easy", "large", "medium", "whole"):
        page = switched(pages, code, page, switch=way)
    assert page.hidden == marked.hidden
    assert page.body == marked.body


def test_another_language_keeps_the_look_and_the_marks(
    pages: Pages, code: str, marked: Page
) -> None:
    dark = switched(pages, code, switched(pages, code, marked, switch="easy"), switch="dark")
    english = switched(pages, code, dark, language="en")

    assert english.language == "en"
    assert english.hidden["look"] == "easy-dark"
    assert english.marked == MARKS
    assert "Whole" in buttons(english)


@pytest.mark.parametrize(
    "refused",
    [({"papers": "9"}, 422), ({"comment": "ơ" * 2001}, 422), ({"visit": "x"}, 400)],
    ids=["fault", "long comment", "altered visit"],
)
@pytest.mark.parametrize("look", ["easy", "large-dark", "easy-large-light"])
def test_what_comes_back_to_be_looked_over_keeps_its_look(
    pages: Pages, code: str, marked: Page, look: str, refused: tuple[dict[str, str], int]
) -> None:
    change, status = refused
    page = pages.post(f"/{code}", {**marked.hidden, **MARKS, "look": look, **change}, status)
    assert page.hidden["look"] == look
    assert page.marked == {name: MARKS[name] for name in MARKS if name not in change}


def test_a_page_of_last_month_keeps_its_look(
    pages: Pages, code: str, marked: Page, clock: Clock
) -> None:
    clock.pass_days(31)
    page = pages.post(f"/{code}", {**marked.hidden, **MARKS, "look": "easy-dark"}, 409)
    assert (page.hidden["look"], page.marked) == ("easy-dark", MARKS)


def test_without_a_database_the_look_is_kept_and_can_be_changed(
    survey: Survey, pages: Pages, code: str, marked: Page
) -> None:
    sent = {**marked.hidden, **MARKS, "look": "large-dark"}
    survey.store.close()
    survey.settings.database.unlink()

    page = pages.post(f"/{code}", sent, 503)
    assert page.hidden == sent
    assert "color-scheme:dark" in page.body

    again = pages.post(f"/{code}", {**sent, "switch": "easy"})
    assert again.marked == MARKS
    assert "switch" not in again.hidden


def test_a_trial_has_all_looks_too(survey: Survey, pages: Pages) -> None:
    trial = open_trial(survey, 1, "vi")
    path = f"/{trial.visit.poster}"
    page = pages.post(path, {"visit": trial.token, **MARKS, "switch": "easy"})

    assert "Dùng thử: không lưu gì." in page.text
    assert page.marked == MARKS
    after = pages.sent_on(path, {**page.hidden, **page.marked})
    assert after == "/cam-on/dung-thu"
    assert stored(survey) == []


def test_an_answer_counts_the_same_in_every_look(
    survey: Survey, pages: Pages, code: str, marked: Page
) -> None:
    sent = {**marked.hidden, **MARKS, "comment": WORDS}
    for look in ("", "easy", "easy-large-dark"):
        pages.sent_on(f"/{code}", {**sent, "look": look})
    assert len(stored(survey)) == 1


def test_large_and_dark_letters_stay_until_the_last_page(
    pages: Pages, code: str, marked: Page
) -> None:
    sent = {**marked.hidden, **MARKS, "look": "easy-large-dark", "visit": marked.hidden["visit"]}
    after = pages.sent_on(f"/{code}?lang=en", sent)

    assert after == f"/cam-on?code={code}&lang=en&look=large-dark"
    thanks = pages.get(after)
    assert "color-scheme:dark" in thanks.body
    assert thanks.links["See what is kept"] == "/rieng-tu?lang=en&look=large-dark"
    assert thanks.links["Tiếng Việt"] == f"?lang=vi&code={code}&look=large-dark"


@pytest.mark.parametrize("name", ["look", "switch"])
def test_a_doubled_look_is_not_guessed_at(pages: Pages, code: str, marked: Page, name: str) -> None:
    page = pages.post(f"/{code}", {**marked.hidden, **MARKS, name: ["easy", "dark"]}, 400)
    assert "HL-WEB-01" in page.text


@pytest.mark.parametrize("written", ["x", "easy large", "</style><script>", "ơ" * 5000])
def test_a_damaged_look_is_the_usual_one(
    pages: Pages, code: str, marked: Page, written: str
) -> None:
    page = pages.post(f"/{code}", {**marked.hidden, **MARKS, "look": written, "language": "vi"})
    assert set(page.hidden) == {"visit"}
    assert page.marked == MARKS


def test_an_unknown_switch_is_a_sending(
    survey: Survey, pages: Pages, code: str, marked: Page
) -> None:
    pages.sent_on(f"/{code}", {**marked.hidden, **MARKS, "switch": "nonsense"})
    assert len(stored(survey)) == 1


def test_a_page_too_large_to_be_read_still_has_a_look(pages: Pages, code: str) -> None:
    page = pages.post(f"/{code}?look=dark", {"comment": "x" * 100_000}, 413)
    assert "color-scheme:dark" in page.body


@pytest.mark.parametrize("look", ["", "easy", "dark"])
def test_a_page_of_questions_is_found_again_by_going_back(
    pages: Pages, code: str, marked: Page, look: str
) -> None:
    sent = {**marked.hidden, **MARKS, "look": look}
    for change, status in (({"switch": "large"}, 200), ({"papers": "9"}, 422)):
        answer = pages.client.post(f"/{code}", data={**sent, **change}, base_url=LOOPBACK)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (status, "no-cache")
