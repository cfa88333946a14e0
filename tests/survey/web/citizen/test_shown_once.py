"""What a device without script gets back after a sending: a page that nobody finds again."""

import pytest
from flask import Flask, Response

from survey.domain.modes import Mode
from survey.services.print_posters import new_poster
from survey.services.survey import Survey
from survey.web.citizen.shown_once import KEPT_SECONDS, MOST_KEPT, ShownOnce, show_pages_once
from tests.pages import Pages, text_of
from tests.survey.conftest import Seconds

SENT = {"signs": "2", "comment": "Chờ lâu", "switch": "large"}


@pytest.fixture
def assisted(survey: Survey) -> str:
    return new_poster(survey, 1, Mode.ASSISTED).code


def test_what_was_sent_is_shown_at_another_address_and_only_once(
    pages: Pages, assisted: str
) -> None:
    asked = pages.get(f"/{assisted}/tra-loi?lang=en")
    assert asked.hidden["no-script"] == "1"

    to = pages.sent_on(f"/{assisted}?lang=en", {**asked.hidden, **SENT})

    assert to.startswith(f"/{assisted}/tra-loi?lang=en&look=large&trang=")
    shown = pages.get(to)
    assert (shown.marked, text_of(shown.by_id("comment"))) == ({"signs": "2"}, "Chờ lâu")
    assert shown.headers["Cache-Control"] == "no-store"
    again = pages.get(to)
    assert (again.marked, text_of(again.by_id("comment"))) == ({}, "")
    assert (again.language, again.hidden["look"]) == ("en", "large")
    assert again.hidden["visit"] != shown.hidden["visit"]


def test_what_is_refused_is_shown_as_a_refusal(pages: Pages, assisted: str) -> None:
    asked = pages.get(f"/{assisted}/tra-loi")
    to = pages.sent_on(f"/{assisted}", {**asked.hidden, "signs": "9"})
    assert pages.get(to, 422).hidden["no-script"] == "1"
    pages.get(to)


def test_no_other_page_is_led_on(pages: Pages, code: str) -> None:
    asked = pages.get(f"/{code}")
    assert "no-script" not in asked.hidden
    pages.post(f"/{code}", {**asked.hidden, **SENT, "no-script": "1"})


def test_a_page_that_nobody_fetches_is_forgotten(
    app: Flask, pages: Pages, assisted: str, seconds: Seconds
) -> None:
    show_pages_once(app, ShownOnce(seconds))
    sent = {**pages.get(f"/{assisted}/tra-loi").hidden, **SENT}
    to = [pages.sent_on(f"/{assisted}", sent) for _ in range(2)]
    seconds.now += KEPT_SECONDS - 1
    assert pages.get(to[0]).marked
    seconds.now += 1
    assert not pages.get(to[1]).marked


def test_the_oldest_page_gives_way_to_many() -> None:
    kept, pages = ShownOnce(), [Response() for _ in range(MOST_KEPT + 1)]
    names = [kept.keep(page) for page in pages]
    assert kept.take(names[0]) is None
    assert [kept.take(name) for name in names[1:]] == pages[1:]
