"""What brings the queue into a page, and how it is served: small, named, kept for long."""

import re
from html import unescape

import pytest

from survey.services.open_visit import open_trial
from survey.services.survey import Survey
from templates.languages import LANGUAGES, translations
from tests.pages import LOOPBACK, Page, Pages

FOR_A_YEAR = "public, max-age=31536000, immutable"
WORKER = "/cho/nen.js"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_view_names_the_queue_and_loads_nothing(
    pages: Pages, code: str, language: str
) -> None:
    page = pages.get(f"/{code}?lang={language}")
    (loader,) = page.tree.iter("script")
    assert "src" not in loader.attrib
    assert "onclick=" in (loader.text or "")
    assert address_in(page).startswith(f"/cho/{language}.js?")


@pytest.mark.parametrize("path", ["/", "/cam-on", "/rieng-tu", "/khong-co"])
def test_any_other_page_asks_only_whether_something_waits(pages: Pages, path: str) -> None:
    page = pages.get(path, 404 if path == "/khong-co" else 200)
    (loader,) = page.tree.iter("script")
    assert "localStorage.kept&&" in (loader.text or "")
    assert "onclick" not in (loader.text or "")


def test_a_page_that_brings_marks_back_says_so_to_the_queue(pages: Pages, code: str) -> None:
    first = pages.get(f"/{code}")
    again = pages.post(f"/{code}", {**first.hidden, "switch": "large"})
    (queue,) = again.tree.iter("script")
    assert queue.get("src") == address_in(first)


def test_trials_and_staff_pages_have_no_queue(survey: Survey, pages: Pages, code: str) -> None:
    token = open_trial(survey, 1, "vi").token
    whole = pages.post(f"/{code}", {"visit": token, "switch": "large"})
    eased = pages.post(f"/{code}", {"visit": token, "switch": "easy"})

    assert list(whole.tree.iter("script")) == []
    assert "connect-src" not in whole.headers["Content-Security-Policy"]
    assert [one.get("src") for one in eased.tree.iter("script")] == ["/static/listen.js"]
    assert list(pages.get("/can-bo/khong-co", 404).tree.iter("script")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_queue_speaks_the_language_of_the_page(pages: Pages, code: str, language: str) -> None:
    page = pages.get(f"/{code}?lang={language}")
    script = fetched(pages, address_in(page))
    for words in ("Sending…", "Send now", "Delete from this phone"):
        assert translations(language).gettext(words) in script


def test_the_queue_is_kept_for_long_under_the_address_of_its_content(
    pages: Pages, code: str
) -> None:
    address = address_in(pages.get(f"/{code}"))
    assert header(pages, address, "Cache-Control") == FOR_A_YEAR
    # An old page asks with the address of an old content; nobody may keep the new one under it.
    assert header(pages, address[:-1] + "-", "Cache-Control") == "no-store"
    assert header(pages, address.split("?")[0], "Cache-Control") == "no-store"


def test_the_worker_may_speak_to_this_server_alone(pages: Pages) -> None:
    assert header(pages, WORKER, "Content-Security-Policy") == (
        "default-src 'none'; connect-src 'self'"
    )
    script = fetched(pages, WORKER)
    assert "Đang gửi" not in script
    assert 'addEventListener("fetch"' not in script
    assert "caches" not in script


def test_in_an_unknown_language_there_is_no_queue(pages: Pages) -> None:
    pages.get("/cho/xx.js", 404)


def address_in(page: Page) -> str:
    (address,) = re.findall(r'"(/cho/[^"]+)"', unescape(page.body))
    return str(address)


def fetched(pages: Pages, address: str) -> str:
    answer = pages.client.get(address, base_url=LOOPBACK)
    assert answer.mimetype == "text/javascript"
    return answer.get_data(as_text=True)


def header(pages: Pages, address: str, name: str) -> str | None:
    return pages.client.get(address, base_url=LOOPBACK).headers.get(name)
