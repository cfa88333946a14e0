"""Pages that are ready: made once, made again when they show something else, never too many."""

import time
from collections.abc import Callable

import brotli
import pytest

from survey.services.directory import Directory
from survey.web.content_encoding import ContentEncoding
from survey.web.shelf import Packer, PageText, ReadyPage, Shelf

BROTLI = ContentEncoding.BROTLI
TEXT = "".join(f"<p>{n * n} có hài lòng không?</p>" for n in range(200)) + "<b>[here]</b>\n"


def directory() -> Directory:
    return Directory(None, {}, {}, {}, {}, None, ())


@pytest.fixture
def made() -> list[str]:
    """Give the list of what was rendered."""
    return []


def making(made: list[str], name: str) -> Callable[[], PageText]:
    def make() -> PageText:
        made.append(name)
        return PageText.of(name, None)

    return make


def not_now(_page: ReadyPage, _before: bytes, _encoding: ContentEncoding) -> None:
    """Leave a page as it was packed at once."""


def test_what_is_asked_in_the_same_words_is_found_until_the_directory_changes(
    made: list[str],
) -> None:
    shelf, before, after = Shelf(not_now), directory(), directory()
    kept = shelf.keep(before, "asked", "shown", making(made, "page"), BROTLI)

    assert shelf.find(before, "asked") is kept
    assert shelf.find(before, "something else") is None
    assert shelf.find(after, "asked") is None


def test_a_page_that_shows_the_same_is_not_made_again(made: list[str]) -> None:
    shelf, after = Shelf(not_now), directory()
    kept = shelf.keep(directory(), "asked", "shown", making(made, "page"), BROTLI)

    assert shelf.keep(after, "asked", "shown", making(made, "page"), BROTLI) is kept
    assert shelf.find(after, "asked") is kept
    assert made == ["page"]


def test_a_page_that_shows_something_else_is_made_anew(made: list[str]) -> None:
    shelf, after = Shelf(not_now), directory()
    shelf.keep(directory(), "asked", "shown", making(made, "old"), BROTLI)
    shelf.keep(after, "asked", "shown otherwise", making(made, "new"), BROTLI)

    page = shelf.find(after, "asked")
    assert page is not None
    assert brotli.decompress(page.answer().get_data()) == b"new"


def test_more_than_it_holds_push_out_the_oldest(made: list[str]) -> None:
    shelf, same = Shelf(not_now, most_pages=2), directory()
    for name in "abca":
        shelf.keep(same, name, name, making(made, name), BROTLI)

    assert "".join(made) == "abca"
    assert shelf.find(same, "b") is None
    assert shelf.find(same, "c") is not None


def test_what_differs_stands_at_the_last_place_that_reads_so() -> None:
    text = PageText.of("[here] one [here] two", "[here]")
    assert (text.before, text.after) == (b"[here] one ", b" two")


@pytest.mark.parametrize("place", [None, "[there]"])
def test_a_page_without_such_a_place_is_whole(place: str | None) -> None:
    text = PageText.of("một trang\n", place)
    assert (text.before + text.after).decode() == "một trang\n"
    assert text.after


def test_a_page_is_sent_at_once_and_a_smaller_one_as_soon_as_there_is_one() -> None:
    shelf = Shelf(Packer().pack_later)
    page = shelf.keep(directory(), "", "", lambda: PageText.of(TEXT, "[here]"), BROTLI)
    at_once = page.start

    gives_up = time.monotonic() + 30
    while page.start is at_once:
        assert time.monotonic() < gives_up
    assert len(page.start.ended_with(b"x")) <= len(at_once.ended_with(b"x"))
    for start in (at_once, page.start):
        whole = brotli.decompress(start.ended_with(b"token" + page.after))
        assert whole.decode() == TEXT.replace("[here]", "token")
