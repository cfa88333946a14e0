"""Letters and their marks become one character, in no time."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.composing import MOST_MARKS, composed, with_few_marks, without_shapeless


@given(st.text(max_size=40))
def test_a_text_without_too_many_marks_is_composed_as_unicode_says(text: str) -> None:
    assert with_few_marks(text) == text
    assert composed(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("shapeless", ["\0", "\x07", "\x1b", "\x7f", "\x80", "\u200b"])
def test_characters_that_nobody_sees_are_left_out(shapeless: str) -> None:
    for text in ("Quay 1", "Quầy 1"):
        assert without_shapeless(f"{shapeless}{text[:3]}{shapeless}{text[3:]}") == text


def test_spaces_of_any_kind_have_a_shape() -> None:
    assert without_shapeless("a \t\n\x0b\x1f\x85\xa0b") == "a \t\n\x0b\x1f\x85\xa0b"


def test_marks_after_the_thirtieth_are_left_out() -> None:
    assert (
        with_few_marks("ế" + "\u0301" * 31 + "e\u0301") == "ế" + "\u0301" * MOST_MARKS + "e\u0301"
    )
