"""Where two entries differ, the paper decides."""

import pytest

from survey.domain.adjudication import READABLE, adjudicated, to_adjudicate
from survey.domain.drafts import Draft, Typed
from survey.domain.errors import CommentTooLong, IdentifiersFound, NotAdjudicated
from tests.survey.domain.paper import ASKED, BLANK, FULL, LAN, MAI, draft

FIRST = draft(answers=FULL, comment="Tốt")
SECOND = draft(answers="4" + FULL[1:-1] + "2", by=MAI)


def adjudicate(chosen: dict[str, str], comment: str = "Tốt", first: Draft = FIRST) -> Draft:
    return adjudicated(ASKED, first, SECOND, Typed(chosen, comment), LAN)


def test_only_the_questions_that_differ_are_asked() -> None:
    assert [question.id for question in to_adjudicate(ASKED, FIRST, SECOND)] == ["signs", "help"]


def test_what_stands_on_the_paper_counts_whoever_typed_it() -> None:
    assert adjudicate({"signs": "3", "help": "-"}) == draft(
        answers="3" + FULL[1:-1] + "-", comment="Tốt"
    )


def test_a_question_that_does_not_differ_stays_as_it_is() -> None:
    assert adjudicate({"signs": "4", "help": "1", "fee": "1"}).answers == "4" + FULL[1:]


@pytest.mark.parametrize(
    ("chosen", "missing"),
    [({}, ("signs", "help")), ({"signs": "5", "help": ""}, ("help",)),
     ({"signs": "0", "help": "2"}, ("signs",))],
)  # fmt: skip
def test_nothing_is_chosen_for_anybody(chosen: dict[str, str], missing: tuple[str, ...]) -> None:
    with pytest.raises(NotAdjudicated) as refused:
        adjudicate(chosen)
    assert refused.value.questions == missing


def test_words_are_checked_as_in_the_first_entry() -> None:
    right = {"signs": "5", "help": "1"}
    with pytest.raises(CommentTooLong):
        adjudicate(right, "x" * 2001)
    with pytest.raises(IdentifiersFound):
        adjudicate(right, "Gọi tôi 0912 345 678")
    one = draft(answers="5" + BLANK[1:], comment="Tốt")
    alone = adjudicated(ASKED, one, draft(answers=BLANK), Typed({"signs": "-"}, "Tốt"), LAN)
    assert (alone.answers, alone.comment) == (BLANK, "Tốt")


def test_what_is_left_of_a_sheet_but_help_is_blank() -> None:
    one = draft(answers="5" + BLANK[1:-1] + "2")
    read = adjudicated(ASKED, one, draft(answers=BLANK), Typed({"signs": "-", "help": "2"}), LAN)
    assert read.is_blank


@pytest.mark.parametrize("pair", [(FIRST, draft(is_spoiled=True)), (draft(is_spoiled=True), FIRST)])
def test_a_sheet_that_one_could_not_read_is_asked_about_as_a_whole(
    pair: tuple[Draft, Draft],
) -> None:
    assert to_adjudicate(ASKED, *pair) == ()
    read = adjudicated(ASKED, *pair, Typed({READABLE: "1"}, "Tốt"), LAN)
    assert read == FIRST
    assert adjudicated(ASKED, *pair, Typed({READABLE: "0"}), LAN) == draft(is_spoiled=True)
    for answer in ({}, {READABLE: "x"}):
        with pytest.raises(NotAdjudicated) as refused:
            adjudicated(ASKED, *pair, Typed(answer), LAN)
        assert refused.value.questions == (READABLE,)


def test_words_of_the_first_entry_are_not_asked_about_again() -> None:
    words = "Gọi tôi 0912 345 678"
    one = draft(answers="5" + BLANK[1:], comment=words)
    other = draft(answers="4" + BLANK[1:])
    assert adjudicated(ASKED, one, other, Typed({"signs": "5"}, words), LAN).comment == words
