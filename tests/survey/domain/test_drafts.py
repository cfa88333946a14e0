"""Sheets as typed: read, sampled, compared."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.drafts import (
    Typed,
    compared,
    differing,
    read_sheet,
    sample,
    sample_size,
    spoiled,
)
from survey.domain.errors import CommentTooLong, IdentifiersFound, InvalidAnswers
from survey.domain.identifiers import comment_digest
from tests.survey.domain.paper import ASKED, BLANK, FULL, LAN, MAI, QUESTIONS, draft

SIGNS = dict(zip((question.id for question in ASKED), FULL, strict=True))


def rank(sheet: int) -> bytes:
    return sha256(b"secret %d" % sheet).digest()


def test_a_sheet_is_read_as_it_was_typed() -> None:
    read = read_sheet(ASKED, 3, Typed(SIGNS, " Tốt "), LAN)
    assert read == draft(3, FULL, "Tốt")


@pytest.mark.parametrize("blank", ["", " "])
def test_nothing_and_a_space_are_blank(blank: str) -> None:
    read = read_sheet(ASKED, 1, Typed({**SIGNS, "signs": blank}), LAN)
    assert read.answers == "-" + FULL[1:]
    assert not read.is_blank


@pytest.mark.parametrize("marked", [{}, {"help": "2"}])
def test_a_sheet_without_an_answer_is_blank_and_no_fault(marked: dict[str, str]) -> None:
    read = read_sheet(ASKED, 1, Typed(dict.fromkeys(SIGNS, "") | marked), LAN)
    assert read.is_blank
    assert read.answers == BLANK


def test_a_sign_that_is_not_offered_is_refused_with_its_question() -> None:
    with pytest.raises(InvalidAnswers) as refused:
        read_sheet(ASKED, 1, Typed({**SIGNS, "signs": "0", "fee": "6", "help": "５"}), LAN)
    assert set(refused.value.faults) == {"signs", "fee", "help"}


def test_words_without_a_mark_are_kept_and_count_as_no_answer() -> None:
    alone = read_sheet(ASKED, 1, Typed({}, "Chờ lâu"), LAN)
    assert (alone.answers, alone.comment) == (BLANK, "Chờ lâu")
    assert alone.is_blank
    assert alone.is_kept
    assert not read_sheet(ASKED, 1, Typed({}), LAN).is_kept
    assert not draft(answers=FULL, is_spoiled=True).is_kept


def test_a_comment_that_is_too_long_is_refused() -> None:
    with pytest.raises(CommentTooLong):
        read_sheet(ASKED, 1, Typed(SIGNS, "x" * 2001), LAN)


def test_words_that_tell_who_wrote_them_are_asked_about_once() -> None:
    words = "Gọi tôi 0912 345 678"
    with pytest.raises(IdentifiersFound):
        read_sheet(ASKED, 1, Typed(SIGNS, words), LAN)
    with pytest.raises(IdentifiersFound):
        read_sheet(ASKED, 1, Typed(SIGNS, words, comment_digest("Gọi tôi 0912 345 679")), LAN)
    assert read_sheet(ASKED, 1, Typed(SIGNS, words, comment_digest(words)), LAN).comment == words


def test_a_spoiled_sheet_has_no_answers_and_is_not_blank() -> None:
    found = spoiled(4, ASKED, LAN)
    assert found == draft(4, is_spoiled=True)
    assert not found.is_blank


def test_two_drafts_say_the_same_whoever_typed_them() -> None:
    assert draft(1).says_the_same(draft(1, by=MAI))
    assert not draft(1).says_the_same(draft(2))
    assert not draft(1).says_the_same(draft(1, comment="Tốt"))


def test_a_draft_does_not_show_its_content_in_a_log() -> None:
    assert FULL not in repr(draft(comment="bí mật"))
    assert "bí mật" not in repr(draft(comment="bí mật"))
    assert "bí mật" not in repr(Typed({"signs": "bí mật"}, "bí mật"))


@pytest.mark.parametrize(
    ("sheets", "twice"), [(0, 0), (1, 1), (5, 5), (6, 5), (50, 5), (51, 6), (100, 10), (101, 11)]
)
def test_every_tenth_sheet_and_at_least_five_are_typed_twice(sheets: int, twice: int) -> None:
    assert sample_size(sheets) == twice


@given(st.integers(0, 200))
def test_the_sample_is_drawn_once_from_the_sheets_that_are_there(sheets: int) -> None:
    drawn = sample(range(1, sheets + 1), rank)
    assert drawn == sample(reversed(range(1, sheets + 1)), rank)
    assert list(drawn) == sorted(set(drawn))
    assert len(drawn) == sample_size(sheets)
    assert set(drawn) <= set(range(1, sheets + 1))


def test_the_sample_is_not_the_first_sheets_of_the_pile() -> None:
    assert sample(range(1, 101), rank) != tuple(range(1, 11))


def test_differing_answers_are_found_by_their_place() -> None:
    assert differing(draft(answers=FULL), draft(answers="4" + FULL[1:-1] + "-")) == (0, 10)
    assert differing(draft(), draft()) == ()


def test_a_sheet_that_one_could_not_read_differs_in_every_question() -> None:
    pair = draft(is_spoiled=True), draft()
    assert differing(*pair) == differing(*reversed(pair)) == tuple(range(QUESTIONS))
    assert compared(*pair) == QUESTIONS


def test_a_sheet_that_nobody_could_read_compares_nothing() -> None:
    pair = draft(is_spoiled=True), draft(is_spoiled=True)
    assert differing(*pair) == ()
    assert compared(*pair) == 0
