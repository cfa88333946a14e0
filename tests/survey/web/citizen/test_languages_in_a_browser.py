"""Five languages on the narrowest telephone, and the letters that only one of them needs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from survey.app import create_app
from survey.services.survey import Survey
from templates.language_files import use_office_files
from tests.browser.serving import served
from tests.survey.web.citizen.made_up_office import ask_in_it
from tests.templates.made_up_language import catalogue_text, made_up_words

NARROW = ViewportSize(width=320, height=640)
TOUCH_PX = 44
FILLED = ("blt", "hmn", "kjg")


@pytest.fixture
def address(survey: Survey) -> Iterator[str]:
    """Serve an office whose three prepared languages are filled, though with words of none."""
    survey.settings.languages.mkdir()
    for language in FILLED:
        path = survey.settings.languages / f"citizen.{language}.po"
        # A telephone loads letters only where a page has some of them.
        words = {**made_up_words(), "We do not know who answers": "ꪼꪕꪒꪾ"}
        path.write_text(catalogue_text(words), "utf-8")
        ask_in_it(survey, language=language)
    use_office_files(survey.settings.languages)
    with served(create_app(survey)) as address:
        yield address
    use_office_files(None)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=NARROW, has_touch=True, java_script_enabled=False) as made:
        yield made.new_page()


def test_every_language_can_be_touched_on_the_narrowest_telephone(
    phone: Page, address: str, code: str
) -> None:
    phone.goto(f"{address}/{code}")
    buttons = phone.locator("button[name=language]")
    boxes = [one.bounding_box() for one in buttons.all()]
    assert len(boxes) == 4
    for box in boxes:
        assert box is not None
        assert box["height"] >= TOUCH_PX
        assert box["width"] >= TOUCH_PX
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW["width"]


def test_a_touch_changes_the_language_and_keeps_the_marks(
    phone: Page, address: str, code: str
) -> None:
    phone.goto(f"{address}/{code}")
    phone.get_by_role("radio").nth(3).check()
    for name, language in (("Hmôngz", "hmn"), ("Tiếng Khơ Mú", "kjg"), ("English", "en")):
        phone.get_by_role("button", name=name).tap()
        expect(phone.locator("html")).to_have_attribute("lang", language)
        expect(phone.get_by_role("radio").nth(3)).to_be_checked()


def test_only_thai_loads_its_letters(phone: Page, address: str, code: str) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    blocked: list[str] = []
    phone.on("console", lambda message: blocked.append(message.text))
    for language in ("vi", "en", "hmn", "kjg"):
        phone.goto(f"{address}/{code}?lang={language}")
    assert not any("phong-chu" in path for path in asked)

    with phone.expect_response("**/phong-chu/blt") as letters:
        phone.goto(f"{address}/{code}?lang=blt")

    assert letters.value.ok
    assert blocked == []
