"""Letters and their marks become one character, in no time."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from questionnaires.composing import MOST_MARKS, composed, with_few_marks


@given(st.text(max_size=40))
def test_a_text_without_too_many_marks_is_composed_as_unicode_says(text: str) -> None:
    assert with_few_marks(text) == text
    assert composed(text) == unicodedata.normalize("NFC", text)


def test_marks_after_the_thirtieth_are_left_out() -> None:
    assert (
        with_few_marks("ế" + "\u0301" * 31 + "e\u0301") == "ế" + "\u0301" * MOST_MARKS + "e\u0301"
    )
