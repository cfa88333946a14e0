"""One question a screen: the same questions, the same order, the same weight for every mark."""

from math import inf
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from questionnaires.model import Questionnaire
from survey.services.publish_text import current_questionnaire, use
from survey.services.survey import Survey
from tests.pages import LOOPBACK, Page, Pages, text_of

SHAPES = "{http://www.w3.org/2000/svg}"
SCALE = ["1", "2", "3", "4", "5"]


def eased(pages: Pages, code: str, marks: dict[str, str] | None = None, **more: str) -> Page:
    sent = {**pages.get(f"/{code}").hidden, **(marks or {}), "switch": "easy", **more}
    return pages.post(f"/{code}", sent)


def screens(page: Page) -> list[Element]:
    """Return the screens in the order of their numbers; the last one has none."""
    return sorted(page.tree.iter("section"), key=number)


def number(screen: Element) -> float:
    numbers = [text_of(next(one.iter("b"))) for one in screen.iter("legend")]
    return int(numbers[0].split("/")[0]) if numbers else inf


def shown(page: Page) -> str:
    """Return the screen that is seen without a target: the last one in the page."""
    return list(page.tree.iter("section"))[-1].attrib["id"]


def name_of(group: Element) -> str:
    return next(one.attrib["name"] for one in group.iter("input"))


def values(group: Element) -> list[str]:
    return [one.attrib["value"] for one in group.iter("input") if one.get("type") == "radio"]


@pytest.fixture(params=["counter.v1", "service-19.v1"])
def asked(request: pytest.FixtureRequest, survey: Survey) -> Questionnaire:
    use(survey, questionnaire=request.param)
    return current_questionnaire(survey)


def test_every_question_has_its_screen_in_its_order_and_a_last_one_sends(
    pages: Pages, code: str, asked: Questionnaire
) -> None:
    page = eased(pages, code)

    ids = [question.id for question in asked]
    assert [one.get("id") for one in screens(page)] == [*ids, "the-end"]
    for place, question in enumerate(asked, start=1):
        said = text_of(page.by_id(f"{question.id}-wording"))
        assert said == f"{place}/{len(ids)} {question.wording}"
    assert "Gửi ý kiến" in text_of(screens(page)[-1])
    assert page.by_id("comment") is not None


def test_the_ways_on_and_back_lead_through_all_screens(
    pages: Pages, code: str, asked: Questionnaire
) -> None:
    page = eased(pages, code)
    ids = [one.attrib["id"] for one in screens(page)]
    for place, screen in enumerate(screens(page)):
        ways = {text_of(one): one.attrib["href"] for one in screen.iter("a")}
        assert ways.get("Quay lại") == (f"#{ids[place - 1]}" if place else None)
        after = f"#{ids[place + 1]}" if place + 1 < len(ids) else None
        assert ways.get("Tiếp Bỏ qua") == after


def test_a_scale_of_five_has_a_face_beside_each_word_and_facts_have_none(
    pages: Pages, code: str, asked: Questionnaire
) -> None:
    page = eased(pages, code)
    for question in asked:
        screen = page.by_id(question.id)
        *rows, taken_back = screen.iter("label")
        assert text_of(taken_back) == "Bỏ chọn câu này"
        assert [text_of(row) for row in rows] == [str(one.label) for one in question.choices]
        faces = [[use.attrib["href"] for use in row.iter(f"{SHAPES}use")] for row in rows]
        expected = [
            [f"#face-{one.value}"] if question in asked.items and one.value in SCALE else []
            for one in question.choices
        ]
        assert faces == expected


def test_the_five_faces_have_one_size_line_and_colour(pages: Pages, code: str) -> None:
    page = eased(pages, code)
    faces = list(page.tree.iter(f"{SHAPES}symbol"))
    assert [one.get("id") for one in faces] == [f"face-{level}" for level in SCALE]
    assert len({one.get("viewBox") for one in faces}) == 1
    heads = [one.find(f"{SHAPES}circle") for one in faces]
    assert len({tuple(sorted(one.attrib.items())) for one in heads if one is not None}) == 1
    drawn = [one.find(f"{SHAPES}path") for one in faces]
    lines = [one.attrib for one in drawn if one is not None]
    assert [set(one) for one in lines] == [{"d"}] * 5, "no colour, no width of its own"
    assert len({one["d"] for one in lines}) == 5


@pytest.mark.parametrize("switch", ["easy", "whole"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_scale_has_one_order_everywhere_and_nothing_is_marked_in_advance(
    pages: Pages, code: str, asked: Questionnaire, switch: str, language: str
) -> None:
    fresh = pages.get(f"/{code}?lang={language}")
    page = pages.post(f"/{code}?lang={language}", {**fresh.hidden, "switch": switch})
    for one in (fresh, page):
        assert one.marked == {}
        offered = {name_of(group): values(group) for group in one.tree.iter("fieldset")}
        assert set(offered) == {question.id for question in asked}
        levels = [[value for value in offered[item.id] if value] for item in asked.items]
        assert all(offer in (SCALE, [*SCALE, "0"]) for offer in levels)


@pytest.mark.parametrize("look", ["", "easy"])
def test_no_question_appears_because_of_a_mark(
    pages: Pages, code: str, asked: Questionnaire, look: str
) -> None:
    bodies = []
    for value in SCALE:
        marks = {item.id: value for item in asked.items}
        sent = {**pages.get(f"/{code}").hidden, **marks, "look": look, "language": "vi"}
        page = pages.post(f"/{code}", sent)
        visit = page.hidden["visit"]
        assert page.marked == marks
        bodies.append(page.body.replace(" checked", "").replace(visit, ""))
    assert len(set(bodies)) == 1


@pytest.mark.parametrize(
    ("marks", "screen"),
    [
        ({}, "signs"),
        ({"signs": "1"}, "papers"),
        ({"papers": "5"}, "fee"),
        ({"signs": "3", "guidance": "3"}, "on_time"),
        ({"help": "2"}, "the-end"),
    ],
)
def test_the_screens_go_on_where_the_marks_end(
    pages: Pages, code: str, marks: dict[str, str], screen: str
) -> None:
    assert shown(eased(pages, code, marks)) == screen


def test_a_fault_is_shown_on_the_screen_that_it_concerns(pages: Pages, code: str) -> None:
    sent = {
        **pages.get(f"/{code}").hidden,
        "look": "easy",
        "courtesy": "9",
        "fee": "x",
        "signs": "4",
    }

    page = pages.post(f"/{code}", sent, 422)

    assert shown(page) == "fee"
    assert {"#fee", "#courtesy"} <= set(page.links.values())
    for name in ("fee", "courtesy"):
        (group,) = page.by_id(name).iter("fieldset")
        assert group.get("aria-describedby") == f"{name}-fault"
    assert page.marked == {"signs": "4"}


@pytest.mark.parametrize(
    ("change", "status", "screen"),
    [
        ({}, 422, "signs"),
        ({"signs": "4", "comment": "ơ" * 2001}, 422, "the-end"),
        ({"signs": "4", "visit": "x"}, 400, "the-end"),
    ],
    ids=["nothing chosen", "long comment", "altered visit"],
)
def test_a_refusal_opens_at_the_screen_that_mends_it(
    pages: Pages, code: str, change: dict[str, str], status: int, screen: str
) -> None:
    sent = {**pages.get(f"/{code}").hidden, "look": "easy", **change}
    page = pages.post(f"/{code}", sent, status)

    assert shown(page) == screen
    notice = next(one for one in page.tree.iter() if one.get("role") == "alert")
    assert {one.attrib["href"] for one in notice.iter("a")} <= {f"#{screen}"}


def test_the_buttons_of_a_screen_lead_back_to_it(pages: Pages, code: str) -> None:
    page = eased(pages, code)
    for screen in screens(page):
        named = [one for one in screen.iter("button") if one.get("name")]
        ways = {one.attrib["formaction"] for one in named}
        assert ways == {f"/{code}?gui=1#{screen.get('id')}"}


def test_return_goes_on_and_does_not_send_half_a_form(pages: Pages, code: str) -> None:
    first = next(iter(eased(pages, code).tree.iter("button")))
    assert (first.get("name"), first.get("value")) == ("switch", "easy")


def test_the_screens_load_two_scripts_and_nothing_else(pages: Pages, code: str) -> None:
    page = eased(pages, code)
    queue, listen = (one.get("src", "") for one in page.tree.iter("script"))
    assert queue.startswith("/cho/vi.js?")
    assert listen == "/static/listen.js"
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self'; connect-src 'self'; " in policy
    assert "media-src" not in policy, "there is no recording"


@pytest.fixture
def recordings(survey: Survey) -> Path:
    """Put recordings of one question and of the comment into the office's folder."""
    beside = survey.settings.languages
    folder = beside / "sounds" / "vi" / "counter.v1"
    folder.mkdir(parents=True)
    for name in ("papers.mp3", "papers.ogg", "comment.ogg", "notes.txt", "Bad Name.ogg"):
        (folder / name).write_bytes(b"sound of " + name.encode())
    (beside / "secret.ogg").write_bytes(b"secret")
    return beside


def test_a_recording_is_offered_on_its_screen_in_its_language(
    pages: Pages, code: str, recordings: Path
) -> None:
    page = eased(pages, code)

    offered = {one.attrib["id"]: one.attrib.get("data-sound") for one in screens(page)}
    assert {name: sound for name, sound in offered.items() if sound} == {
        "papers": "/nghe/vi/counter.v1/papers.mp3 /nghe/vi/counter.v1/papers.ogg",
        "the-end": "/nghe/vi/counter.v1/comment.ogg",
    }
    assert "media-src 'self'; " in page.headers["Content-Security-Policy"]
    english = pages.post(f"/{code}", {**page.hidden, "language": "en"})
    assert not any("data-sound" in one.attrib for one in screens(english))


def test_a_recording_is_served_and_nothing_beside_it(pages: Pages, recordings: Path) -> None:
    answer = pages.client.get("/nghe/vi/counter.v1/papers.ogg", base_url=LOOPBACK)
    assert (answer.status_code, answer.data) == (200, b"sound of papers.ogg")
    assert answer.mimetype == "audio/ogg"
    answer.close()
    outside = ("%2e%2e/%2e%2e/secret.ogg", "vi/%2e%2e/%2e%2e/secret.ogg", "vi/%2e%2e/secret.ogg")
    for path in ("vi/counter.v1/fee.ogg", "xx/counter.v1/papers.ogg", *outside):
        pages.get(f"/nghe/{path}", 404)
    pages.get("/nghe/vi/counter.v1/notes.txt", 404)
