"""A recorded question is heard where no phone has a voice for its language."""

import pytest
from playwright.sync_api import Browser, Page, expect

from survey.services.find_sounds import SOUNDS
from survey.services.survey import Survey
from tests.browser.looks import EASY, passed_on, pressed


@pytest.fixture(autouse=True)
def recordings(survey: Survey) -> None:
    """Record the second question of the short form, twice."""
    folder = survey.settings.languages / SOUNDS / "vi" / "counter.v1"
    folder.mkdir(parents=True)
    for name in ("papers.mp3", "papers.ogg"):
        (folder / name).write_bytes(b"a sound")


def test_a_recording_needs_no_voice_and_is_fetched_only_when_it_is_wanted(
    browser: Browser, address: str, code: str
) -> None:
    with browser.new_context(has_touch=True) as context:
        page = context.new_page()
        heard = requests_for_sound(page)
        page.goto(f"{address}/{code}")
        pressed(EASY)(page)
        button = page.locator("button.listen:visible")
        expect(button).to_have_count(0)
        passed_on(1)(page)
        expect(button).to_have_text("Nghe")
        assert heard == []

        with page.expect_response("**/nghe/**") as answer:
            button.tap()

    assert answer.value.ok
    # One of the two, whichever this browser can play; the policy of the page lets it in.
    (asked,) = {address.rpartition("/")[2] for address in heard}
    assert asked in ("papers.mp3", "papers.ogg")


def requests_for_sound(page: Page) -> list[str]:
    heard: list[str] = []
    page.on(
        "request", lambda request: heard.append(request.url) if "/nghe/" in request.url else None
    )
    return heard
