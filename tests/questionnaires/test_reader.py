"""A fit file becomes values that say the same."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest

from questionnaires.model import Condition, QuestionKind, Target
from questionnaires.reader import read_plan, read_questionnaire
from tests.questionnaires.files import PLAN, SMALL, small, spoilt


def test_a_questionnaire_says_what_its_file_says() -> None:
    questionnaire = small()

    assert questionnaire.name == "small.v1"
    assert str(questionnaire.title) == "Phiếu nhỏ"
    assert [item.id for item in questionnaire.items] == ["signs", "chairs", "courtesy"]
    assert [fact.id for fact in questionnaire.facts] == ["late", "apology"]
    assert questionnaire.factor_of("chairs").id == "place"
    assert questionnaire.scale.satisfied == {"3"}
    assert questionnaire.comment is not None
    assert questionnaire.introduction is None
    assert questionnaire.question("signs").number == 16


def test_an_item_offers_the_scale_and_then_what_is_beside_the_point() -> None:
    chairs = small().question("chairs")

    assert chairs.kind is QuestionKind.ITEM
    assert [choice.value for choice in chairs.choices] == ["1", "2", "3", "0"]
    assert str(chairs.choices[-1].label) == "Không ngồi"


def test_a_fact_offers_its_own_choices_and_keeps_its_condition() -> None:
    questionnaire = small()

    assert [choice.value for choice in questionnaire.question("late").choices] == ["1", "2", "0"]
    assert questionnaire.question("apology").only_if == Condition("late", frozenset({"1"}))


def test_wording_says_which_language_it_is_really_in() -> None:
    questionnaire = small()

    assert questionnaire.question("courtesy").wording.in_language("en").language == "en"
    assert questionnaire.question("signs").wording.in_language("en").language == "vi"


def test_folded_lines_become_one_paragraph() -> None:
    assert str(small().question("courtesy").wording) == "Thái độ lịch sự"


def test_comment_and_introduction_may_be_left_out_or_given() -> None:
    silent = read_questionnaire(spoilt(SMALL, ("comment: {vi: Góp ý}\n", "")), "silent")
    greeting = read_questionnaire(SMALL + "introduction: {vi: Chào}\n", "greeting")

    assert silent.comment is None
    assert str(greeting.introduction) == "Chào"


def test_a_column_is_the_heading_in_somebody_elses_table() -> None:
    text = spoilt(SMALL, ("number: 16", "column: X1"))

    assert read_questionnaire(text, "columns").question("signs").column == "X1"


@pytest.mark.parametrize("word", ["NO", "yes", "on", "1:30", "0o17", "2022-01-31", "1_000", ".nan"])
def test_what_other_readers_turn_into_numbers_stays_text(word: str) -> None:
    text = spoilt(SMALL, ("Biển hiệu", word))

    assert str(read_questionnaire(text, "words").question("signs").wording) == word


def test_the_hash_is_that_of_the_bytes_as_published() -> None:
    expected = sha256(SMALL.encode()).hexdigest()

    assert read_questionnaire(SMALL, "text").sha256 == expected
    assert read_questionnaire(SMALL.encode(), "bytes").sha256 == expected
    assert read_questionnaire(SMALL.encode(), "bytes").text == SMALL


@pytest.mark.parametrize("line_break", ["\r\n", "\r"])
def test_other_line_breaks_are_read_and_hashed_as_they_are(line_break: str) -> None:
    text = SMALL.replace("\n", line_break)

    assert read_questionnaire(text, "windows").questions == small().questions
    assert read_questionnaire(text, "windows").text == text
    assert read_questionnaire(text, "windows").sha256 != small().sha256


def test_a_plan_says_what_its_file_says() -> None:
    plan = read_plan(PLAN, "plan.yaml", small())

    assert (plan.id, plan.begins, plan.ends) == ("1-2030", date(2030, 1, 1), date(2030, 12, 31))
    assert plan.strata == ("service_point",)
    assert plan.indices[0].target == Target(0.9, "Mục 1")
    assert plan.indices[1].target is None
    assert plan.indices[0].items(small()) == ("signs", "chairs", "courtesy")
    assert plan.sha256 == sha256(PLAN.encode()).hexdigest()


def test_a_plan_is_read_without_any_questionnaire() -> None:
    text = spoilt(PLAN, ("[place, people]", "[elsewhere]"))

    assert read_plan(text, "plan.yaml").indices[0].factors == ("elsewhere",)


def test_a_plan_without_strata_takes_everybody_as_one_group() -> None:
    assert read_plan(spoilt(PLAN, ("[service_point]", "[]")), "plan.yaml").strata == ()


def test_a_name_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="nobody"):
        small().question("nobody")
    with pytest.raises(KeyError, match="late"):
        small().factor_of("late")


def test_questions_have_a_place_in_a_packed_response() -> None:
    questionnaire = small()

    assert [questionnaire.position(q.id) for q in questionnaire] == [0, 1, 2, 3, 4]
    assert questionnaire.question("signs").choice("9") is None


def test_wordings_can_be_looked_up_and_printed() -> None:
    wording = small().title

    assert {wording: 1}[small().title] == 1
    assert str(wording.in_language("en")) == "Small form"
