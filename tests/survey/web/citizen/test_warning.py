"""Words that tell who wrote them are shown before anything is stored, and their writer decides."""

import logging
from time import thread_time

import pytest

from survey.services.open_visit import open_trial
from survey.services.survey import Survey
from tests.pages import Page, Pages, text_of
from tests.survey.conftest import Clock
from tests.survey.web.citizen.stored import stored

COMMENT = "Cán bộ tốt, gọi tôi 0912 345 678 nhé.\r\nXe 27B1-123.45 gửi ở cổng."
KEPT = "Cán bộ tốt, gọi tôi 0912 345 678 nhé.\nXe 27B1-123.45 gửi ở cổng."
WITHOUT = "Cán bộ tốt, gọi tôi nhé.\nXe gửi ở cổng."
CUT = {"comment-cut": "1"}


@pytest.fixture
def sent(pages: Pages, code: str) -> dict[str, str]:
    return {**pages.get(f"/{code}").hidden, "signs": "2", "comment": COMMENT}


@pytest.fixture
def warned(pages: Pages, code: str, sent: dict[str, str]) -> Page:
    return pages.post(f"/{code}", sent)


def test_the_words_are_shown_with_what_was_found_and_nothing_is_stored(
    survey: Survey, warned: Page
) -> None:
    assert "Lời góp ý có thể cho biết Ông/Bà là ai" in warned.text
    assert "Chưa có gì được lưu." in warned.text
    assert "HL-SUB-09" in warned.text
    assert "trông giống: số điện thoại, biển số xe." in warned.text
    assert marks(warned) == ["0912 345 678", "27B1-123.45"]
    assert warned.marked == {"signs": "2"}
    assert warned.by_id("comment").text == KEPT
    assert buttons(warned) == ["Xóa những chỗ này rồi gửi", "Gửi nguyên văn"] * 2
    assert stored(survey) == []


def test_in_english_it_says_the_same(pages: Pages, code: str, sent: dict[str, str]) -> None:
    page = pages.post(f"/{code}?lang=en", sent)

    assert page.language == "en"
    assert "looks like this: phone number, number plate." in page.text
    assert "Nothing was stored." in page.text
    assert buttons(page) == ["Remove these and send", "Send as written"] * 2


def test_one_touch_removes_what_was_found(
    survey: Survey, pages: Pages, code: str, warned: Page
) -> None:
    assert pages.sent_on(f"/{code}", {**as_it_is(warned), **CUT}) == f"/cam-on?code={code}"
    assert [row.comment for row in stored(survey)] == [WITHOUT]


def test_one_touch_sends_it_as_written(
    survey: Survey, pages: Pages, code: str, warned: Page
) -> None:
    assert pages.sent_on(f"/{code}", as_it_is(warned)) == f"/cam-on?code={code}"
    assert [row.comment for row in stored(survey)] == [KEPT]


def test_words_that_are_too_long_are_not_looked_through(
    survey: Survey, pages: Pages, code: str, warned: Page
) -> None:
    endless = "a@ " * 10_000 + "x@y.vn " + "b.vn " * 4_000
    begun = thread_time()
    again = pages.post(f"/{code}", {**as_it_is(warned), "comment": endless, **CUT}, 422)
    assert thread_time() - begun < 1
    assert "HL-SUB-03" in again.text
    assert stored(survey) == []


@pytest.mark.parametrize("words", ["Cán bộ tốt.", ""])
def test_words_that_were_changed_by_hand_are_taken_when_they_tell_nothing(
    survey: Survey, pages: Pages, code: str, warned: Page, words: str
) -> None:
    pages.sent_on(f"/{code}", {**as_it_is(warned), "comment": words})
    assert [row.comment for row in stored(survey)] == [words]


def test_words_that_were_changed_are_looked_at_again(
    survey: Survey, pages: Pages, code: str, warned: Page
) -> None:
    changed = {**as_it_is(warned), "comment": "thư cho ten@gmail.com"}

    again = pages.post(f"/{code}", changed)

    assert marks(again) == ["ten@gmail.com"]
    assert stored(survey) == []
    pages.sent_on(f"/{code}", {**as_it_is(again), **CUT})
    assert [row.comment for row in stored(survey)] == ["thư cho"]


def test_a_comment_that_tells_nothing_is_not_asked_about(
    survey: Survey, pages: Pages, code: str, sent: dict[str, str]
) -> None:
    harmless = "Chờ 45 phút ngày 05/02/2026, nộp 150.000 đồng, thủ tục 1.010801."
    pages.sent_on(f"/{code}", {**sent, "comment": harmless})
    assert [row.comment for row in stored(survey)] == [harmless]


def test_faults_are_asked_about_first(pages: Pages, code: str, sent: dict[str, str]) -> None:
    page = pages.post(f"/{code}", {**sent, "signs": "9"}, 422)
    assert "HL-SUB-02" in page.text
    assert "HL-SUB-09" not in page.text
    nothing = pages.post(f"/{code}", {**sent, "signs": "", "comment": ""}, 422)
    assert "chọn một câu trả lời hoặc viết vài lời" in nothing.text


@pytest.mark.parametrize("first", [0, 1], ids=["as written", "without"])
def test_however_often_it_is_sent_it_counts_once_and_the_first_decides(
    survey: Survey, pages: Pages, code: str, warned: Page, first: int
) -> None:
    ways = [as_it_is(warned), {**as_it_is(warned), **CUT}]
    from_the_page_before = {**as_it_is(warned), "comment-seen": ""}
    thanks = [f"/cam-on?code={code}&truoc=1"] * 2
    thanks[first] = f"/cam-on?code={code}"

    assert pages.sent_on(f"/{code}", ways[first]) == f"/cam-on?code={code}"
    for sent, after in zip((*ways, from_the_page_before), (*thanks, thanks[0]), strict=True):
        assert pages.sent_on(f"/{code}", sent) == after
    assert [row.comment for row in stored(survey)] == [(KEPT, WITHOUT)[first]]


def test_another_language_keeps_the_words_and_asks_again_before_storing(
    survey: Survey, pages: Pages, code: str, warned: Page
) -> None:
    english = pages.post(f"/{code}", {**as_it_is(warned), "language": "en"})
    assert english.by_id("comment").text == KEPT
    assert english.marked == {"signs": "2"}

    fields = {**english.hidden, **english.marked, "comment": COMMENT}
    asked = pages.post(english.by_id("answers").attrib["action"], fields)

    assert marks(asked) == ["0912 345 678", "27B1-123.45"]
    assert stored(survey) == []


def test_a_trial_shows_the_step_too(survey: Survey, pages: Pages) -> None:
    trial = open_trial(survey, 1, "vi")
    path, fields = f"/{trial.visit.poster}", {"visit": trial.token, "signs": "5"}

    page = pages.post(path, {**fields, "comment": COMMENT})

    assert marks(page) == ["0912 345 678", "27B1-123.45"]
    assert "Dùng thử: không lưu gì." in page.text
    assert pages.sent_on(path, {**as_it_is(page), **CUT}) == "/cam-on/dung-thu"
    assert stored(survey) == []


def test_an_old_page_is_asked_again_before_its_words_are(
    survey: Survey, pages: Pages, code: str, sent: dict[str, str], clock: Clock
) -> None:
    clock.pass_days(31)
    page = pages.post(f"/{code}", sent, 409)
    assert "HL-SUB-05" in page.text
    assert marks(pages.post(f"/{code}", as_it_is(page))) == ["0912 345 678", "27B1-123.45"]
    assert stored(survey) == []


def test_words_with_markup_are_shown_as_words(
    pages: Pages, code: str, sent: dict[str, str]
) -> None:
    page = pages.post(f"/{code}", {**sent, "comment": "<b>0912345678</b> <script>x</script>"})
    assert marks(page) == ["0912345678"]
    assert "<b>0912345678</b> <script>x</script>" in page.text


def test_nothing_of_the_words_is_logged(
    pages: Pages, code: str, sent: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        pages.post(f"/{code}", sent)
    assert "0912" not in caplog.text


@pytest.mark.parametrize("name", ["comment-seen", "comment-cut"])
def test_a_doubled_field_of_the_step_is_not_guessed_at(
    pages: Pages, code: str, sent: dict[str, str], name: str
) -> None:
    assert "HL-WEB-01" in pages.post(f"/{code}", {**sent, name: ["1", "2"]}, 400).text


def marks(page: Page) -> list[str]:
    return [text_of(one) for one in page.tree.iter("mark")]


def buttons(page: Page) -> list[str]:
    """Return the words of the buttons that send, without those that change the look."""
    named = [(one.get("name"), text_of(one)) for one in page.tree.iter("button")]
    return [words for name, words in named if name not in ("switch", "language")]


def as_it_is(page: Page) -> dict[str, str]:
    """Return what a plain button of the page sends when nothing is changed."""
    words = (page.by_id("comment").text or "").replace("\n", "\r\n")
    return {**page.hidden, **page.marked, "comment": words}
