"""A look as a field carries it: every one comes back, and nonsense is the usual look."""

import re
from itertools import product

import pytest

from survey.web.look import Look, Shade, read_look
from survey.web.stylesheet import STATIC, inline_stylesheet, stylesheet_hash

LOOKS = [Look(*parts) for parts in product((False, True), (False, True), (None, *Shade))]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.written or "usual")
def test_every_look_comes_back_as_it_was_written(look: Look) -> None:
    assert read_look(look.written) == look


def test_the_usual_look_is_written_as_nothing() -> None:
    assert Look().written == ""
    assert Look(is_easy=True).parameter is None
    assert Look(is_easy=True, is_large=True, shade=Shade.DARK).parameter == "large-dark"


@pytest.mark.parametrize("written", ["", "-", "x", "EASY", "easy large", "x" * 5000, "dễ"])
def test_words_that_are_not_ours_say_nothing(written: str) -> None:
    assert read_look(written) == Look()


@pytest.mark.parametrize(("there", "back"), [("easy", "whole"), ("large", "medium")])
def test_a_button_leads_there_however_often_and_its_like_leads_back(there: str, back: str) -> None:
    once = Look(shade=Shade.DARK).switched(there)
    assert once.switched(there) == once
    assert once.switched(back) == Look(shade=Shade.DARK)


def test_dark_and_light_exclude_each_other() -> None:
    assert Look().switched("dark").switched("light") == Look(shade=Shade.LIGHT)


def test_each_look_has_a_stylesheet_of_its_own_without_what_it_does_not_use() -> None:
    assert len({stylesheet_hash(look) for look in LOOKS}) == len(LOOKS)
    usual, dark = inline_stylesheet(Look()), inline_stylesheet(Look(shade=Shade.DARK))
    assert ":target" not in usual
    assert "(prefers-color-scheme:dark)" in usual
    assert "@media (prefers-contrast" not in dark
    for look in LOOKS:
        sheet = inline_stylesheet(look)
        assert "--soft" not in sheet, "the citizen's pages use no such token"
        assert "var(--touch)" not in sheet, "a token that never changes stands as its value"
        assert sheet.count("{") == sheet.count("}")


@pytest.mark.parametrize("name", ["kiosk", "handed"])
def test_a_further_stylesheet_names_only_tokens_that_every_page_defines(name: str) -> None:
    named = set(re.findall(r"var\((--[a-z-]+)\)", (STATIC / f"{name}.css").read_text("utf-8")))
    for look in LOOKS:
        assert named <= set(re.findall(r"(--[a-z-]+):", inline_stylesheet(look)))
