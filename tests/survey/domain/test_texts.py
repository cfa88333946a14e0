"""What people type: kept as they meant it, harmless to whoever reads it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.errors import BadText, CommentTooLong, TextFault
from survey.domain.texts import LONGEST_COMMENT, clean_comment, clean_line

any_text = st.text(st.characters(exclude_categories=()), max_size=200)


def test_a_comment_keeps_its_words_lines_and_signs() -> None:
    comment = 'Cán bộ rất nhiệt tình 😊\n\n<b>=1+1</b> & "cảm ơn"'
    assert clean_comment(comment) == comment


def test_letters_of_two_signs_become_letters_of_one() -> None:
    decomposed = unicodedata.normalize("NFD", "Điện Biên ệ ữ")
    assert clean_comment(decomposed) == "Điện Biên ệ ữ"
    assert clean_line(decomposed, 20) == "Điện Biên ệ ữ"


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"])
def test_every_end_of_line_is_one(ending: str) -> None:
    assert clean_comment(f"một{ending}hai") == "một\nhai"
    assert clean_line(f"một{ending}hai", 20) == "một hai"


@pytest.mark.parametrize(
    "hidden", ["\0", "\x07", "\x1b", "\x7f", "\u202e", "\u2066", "\u200f", "\u061c", "\ud800"]
)
def test_hidden_and_turning_signs_are_left_out(hidden: str) -> None:
    assert clean_comment(f"tốt{hidden} lắm") == "tốt lắm"
    assert clean_line(f"tốt{hidden} lắm", 20) == "tốt lắm"


def test_signs_that_hold_an_emoji_together_are_kept() -> None:
    family = "👩\u200d👧"
    assert clean_comment(family) == family


@pytest.mark.parametrize(
    "shapeless", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u3164", "\ufe0f", "\U000e0100"]
)
def test_names_that_look_the_same_are_the_same(shapeless: str) -> None:
    assert clean_line(f"Nguyễn {shapeless}Thị Lan{shapeless}", 60) == "Nguyễn Thị Lan"


@pytest.mark.parametrize("blank", ["", "   ", "\n\t\r\n", "\0\u202e", "\u200b", " \u2060\u00ad"])
def test_a_comment_of_nothing_is_no_comment(blank: str) -> None:
    assert clean_comment(blank) == ""


def test_a_comment_of_2000_signs_is_taken_and_one_more_is_not() -> None:
    assert len(clean_comment("ệ" * LONGEST_COMMENT)) == LONGEST_COMMENT
    with pytest.raises(CommentTooLong) as refused:
        clean_comment("ệ" * (LONGEST_COMMENT + 1))
    assert (refused.value.length, refused.value.longest) == (2001, 2000)


def test_what_can_never_be_short_enough_is_refused_before_it_is_read() -> None:
    hidden = "\0" * (4 * LONGEST_COMMENT + 1)
    with pytest.raises(CommentTooLong) as refused:
        clean_comment(hidden)
    assert refused.value.length == len(hidden)
    with pytest.raises(BadText):
        clean_line("\0" * 81, 20)
    assert clean_comment(hidden[1:]) == ""


def test_of_marks_without_end_on_a_letter_thirty_are_kept() -> None:
    assert clean_comment("a" + "\u0316" * 40 + "b") == "a" + "\u0316" * 30 + "b"
    assert clean_comment("\u0f73" * 31 + "b") == "\u0f71" * 30 + "\u0f72" * 30 + "b"


def test_a_comment_is_measured_as_it_is_kept() -> None:
    decomposed = unicodedata.normalize("NFD", "ệ" * LONGEST_COMMENT)
    assert len(clean_comment(f"  {decomposed}\0 ")) == LONGEST_COMMENT


@given(any_text)
def test_a_cleaned_comment_is_clean_and_can_be_written_to_a_file(text: str) -> None:
    comment = clean_comment(text)
    assert clean_comment(comment) == comment
    assert unicodedata.is_normalized("NFC", comment)
    comment.encode()


def test_a_line_is_trimmed_and_its_spaces_folded() -> None:
    assert clean_line("  Quầy\t số\u00a0\n 1 ", 20) == "Quầy số 1"


@pytest.mark.parametrize("blank", ["", "  ", "\n", "\0"])
def test_a_line_of_nothing_is_refused(blank: str) -> None:
    with pytest.raises(BadText) as refused:
        clean_line(blank, 20)
    assert refused.value.fault is TextFault.EMPTY


def test_a_line_may_be_as_long_as_the_longest_and_no_longer() -> None:
    assert clean_line("a" * 20, 20) == "a" * 20
    with pytest.raises(BadText) as refused:
        clean_line("a" * 21, 20)
    assert refused.value.fault is TextFault.TOO_LONG


@given(any_text)
def test_a_cleaned_line_is_one_line(text: str) -> None:
    try:
        line = clean_line(text, 200)
    except BadText:
        return
    assert line.splitlines() == [line]
    assert clean_line(line, 200) == line
