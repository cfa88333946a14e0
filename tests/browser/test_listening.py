"""Questions are read aloud where the phone has a voice for it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looks import EASY, marked, passed_on, pressed
from tests.browser.street import Street, phone

# What a phone brings along: headless Chromium has no voice, so it is given some that write down
# what they would say. Only the browser's own part is stood in for.
VOICES = """
(languages) => {
    window.said = [];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    const speech = new EventTarget();
    let voices = languages.map(lang => ({ lang, name: lang }));
    speech.getVoices = () => voices;
    speech.cancel = () => window.said.push(["stop"]);
    speech.speak = one => { window.said.push([one.lang, one.text]); window.last = one; };
    speech.come = lang => {
        voices = [{ lang }];
        speech.dispatchEvent(new Event("voiceschanged"));
    };
    Object.defineProperty(window, "speechSynthesis", { value: speech });
}
"""
UNHEARD = "trang không đọc thành tiếng được"


@contextmanager
def easy_page(street: Street, browser: Browser, *voices: str) -> Iterator[Page]:
    with phone(browser, with_script=True) as page:
        page.add_init_script(f"({VOICES})({json.dumps(voices)})")
        page.goto(f"{street.relay.address}/{street.office.code}")
        pressed(EASY)(page)
        yield page


def button(page: Page) -> Any:
    return page.locator("button.listen:visible")


def listen(page: Page) -> None:
    """Touch the button, and wait until it is being read."""
    button(page).tap()
    expect(button(page)).to_have_text("Dừng")


def said(page: Page) -> list[list[str]]:
    heard: list[list[str]] = page.evaluate("window.said.filter(one => one.length > 1)")
    return heard


@pytest.mark.parametrize("voice", ["vi-VN", "vi_VN", "vi"])
def test_a_voice_reads_the_question_and_its_choices_in_order(
    street: Street, browser: Browser, voice: str
) -> None:
    with easy_page(street, browser, "en-US", voice) as page:
        passed_on(2)(page)
        listen(page)

        assert said(page) == [
            [voice, "Mức phí/lệ phí người dân phải nộp là đúng quy định."],
            [voice, "Rất không hài lòng"],
            [voice, "Không hài lòng"],
            [voice, "Bình thường"],
            [voice, "Hài lòng"],
            [voice, "Rất hài lòng"],
            [voice, "Không phải nộp"],
        ]


def test_the_first_screen_is_read_with_its_introduction_and_the_last_with_its_warning(
    street: Street, browser: Browser
) -> None:
    with easy_page(street, browser, "vi-VN") as page:
        listen(page)
        assert said(page)[0][1].startswith("Trong lần giao dịch hôm nay")
        assert len(said(page)) == 7
        passed_on(11)(page)
        page.evaluate("window.said.length = 0")
        listen(page)
        assert [words.split()[0] for _, words in said(page)] == ["Ông/Bà", "Cơ"]


@pytest.mark.parametrize("voices", [(), ("en-US",), ("de-DE", "vie")])
def test_without_a_voice_of_the_language_there_is_no_button(
    street: Street, browser: Browser, voices: tuple[str, ...]
) -> None:
    with easy_page(street, browser, *voices) as page:
        expect(page.locator("section:visible")).to_have_count(1)
        expect(button(page)).to_have_count(0)
        expect(page.get_by_text(UNHEARD)).to_be_visible()
        page.evaluate("speechSynthesis.come('vi-VN')")
        expect(page.get_by_text(UNHEARD)).to_be_hidden()


def test_without_a_script_there_is_no_button(street: Street, browser: Browser) -> None:
    with phone(browser) as page:
        page.goto(f"{street.relay.address}/{street.office.code}")
        pressed(EASY)(page)
        expect(page.locator("section:visible")).to_have_count(1)
        expect(button(page)).to_have_count(0)
        expect(page.get_by_text(UNHEARD)).to_be_visible()


def test_a_voice_that_comes_late_brings_the_button(street: Street, browser: Browser) -> None:
    with easy_page(street, browser) as page:
        expect(button(page)).to_have_count(0)
        page.evaluate("speechSynthesis.come('vi-VN')")
        expect(button(page)).to_have_text("Nghe")


def test_the_same_button_stops_and_another_screen_too(street: Street, browser: Browser) -> None:
    with easy_page(street, browser, "vi-VN") as page:
        listen(page)
        expect(page.get_by_text(UNHEARD)).to_be_hidden()
        button(page).tap()
        expect(button(page)).to_have_text("Nghe")
        listen(page)
        passed_on(1)(page)
        expect(button(page)).to_have_text("Nghe")
        page.wait_for_function("window.said.at(-1)[0] === 'stop'")
        listen(page)
        page.evaluate("window.last.onend()")
        expect(button(page)).to_have_text("Nghe")


def test_listening_marks_nothing_and_sends_nothing(street: Street, browser: Browser) -> None:
    with easy_page(street, browser, "vi-VN") as page:
        marked(2)(page)
        listen(page)
        expect(page.locator("input:checked")).to_have_count(1)
        assert street.relay.requests("POST") == [f"POST /{street.office.code}?gui=1 HTTP/1.1"]
