"""A questionnaire of which nobody was asked some items is the published one without them."""

import pytest

from questionnaires.partly_asked import items_not_asked, partly_asked, whole_of
from tests.analysis.forms import PLAN, SMALL


def test_what_nobody_was_asked_is_in_no_factor_and_no_index() -> None:
    asked = partly_asked(SMALL, ["fee"])
    assert [question.id for question in asked] == ["signs", "courtesy", "late", "letter"]
    assert [factor.items for factor in asked.factors] == [("signs",), ("courtesy",)]
    assert PLAN.indices[0].items(asked) == ("signs", "courtesy")
    assert [item.id for item in items_not_asked(asked)] == ["fee"]


def test_a_factor_of_which_nothing_was_asked_is_left_out() -> None:
    asked = partly_asked(SMALL, {"courtesy", "fee"})
    assert [factor.id for factor in asked.factors] == ["place"]


def test_it_keeps_the_name_and_the_text_of_the_published_one() -> None:
    asked = partly_asked(SMALL, ["fee"])
    assert (asked.name, asked.sha256, asked.text) == (SMALL.name, SMALL.sha256, SMALL.text)
    assert whole_of(asked) is SMALL
    assert len({asked, SMALL, partly_asked(SMALL, ["signs"])}) == 3


def test_a_questionnaire_that_was_asked_whole_stays_itself() -> None:
    assert partly_asked(SMALL, ()) is SMALL
    assert whole_of(SMALL) is SMALL
    assert items_not_asked(SMALL) == ()


@pytest.mark.parametrize("wrong", ["late", "speed"])
def test_only_items_can_have_been_left_out(wrong: str) -> None:
    with pytest.raises(ValueError, match=f"items of small.v1: .*{wrong}"):
        partly_asked(SMALL, ["fee", wrong])
