"""Versions of a questionnaire are read as one: what they ask in the same words is one question."""

from dataclasses import replace

import pytest

from questionnaires.model import Choice, QuestionKind, Questionnaire, Wording
from questionnaires.pooling import (
    PooledQuestionnaire,
    can_be_pooled,
    original_id,
    pooled,
    versions_of,
)
from questionnaires.published import load_questionnaire
from tests.analysis.forms import SMALL

FIRST = load_questionnaire("counter.v1")
AN_ITEM = FIRST.items[0]


def version(number: int, **changed: object) -> Questionnaire:
    return replace(FIRST, version=number, sha256=str(number), **changed)


def with_question(number: int, old: str, **changed: object) -> Questionnaire:
    questions = tuple(replace(q, **changed) if q.id == old else q for q in FIRST.questions)
    return version(number, questions=questions)


def test_one_version_is_itself() -> None:
    assert pooled([FIRST]) is FIRST
    assert versions_of(FIRST) == (FIRST,)


def test_a_language_more_changes_nothing() -> None:
    said = Wording({**AN_ITEM.wording.texts, "blt": "ꪼ"})
    second = with_question(2, AN_ITEM.id, wording=said)
    both = pooled([FIRST, second])
    assert isinstance(both, PooledQuestionnaire)
    assert both.name == "counter.v2+counter.v1"
    assert both.questions == second.questions
    assert both.factors == second.factors
    assert both.apart == ()
    assert both.together == both.questions
    assert versions_of(both) == (second, FIRST)
    assert both.asked[0] == both.asked[1] == tuple(q.id for q in FIRST)
    assert hash(both) == hash(pooled([second, FIRST]))


def test_an_item_in_other_words_stands_apart_in_its_factor() -> None:
    second = with_question(2, AN_ITEM.id, wording=Wording({"vi": "Lời khác", "en": "Other words"}))
    both = pooled([FIRST, second])
    assert isinstance(both, PooledQuestionnaire)
    (apart,) = both.apart
    assert apart.id == f"{AN_ITEM.id}.v1"
    assert str(apart.wording) == f"{AN_ITEM.wording} (phiên bản 1)"
    assert apart.wording.texts["en"].endswith("(version 1)")
    assert original_id(apart.id) == AN_ITEM.id
    factor = both.factor_of(apart.id)
    assert factor.items == (*FIRST.factor_of(AN_ITEM.id).items, apart.id)
    assert both.asked == (
        tuple(q.id for q in FIRST),
        (apart.id, *(q.id for q in FIRST.questions[1:])),
    )
    assert [q.id for q in both.together] == [q.id for q in FIRST.questions[1:]]
    # Nobody was asked both.
    assert both.most_answers(factor.items) == len(factor.items) - 1


def test_an_item_of_another_factor_stands_apart() -> None:
    one, other = FIRST.factors[0], FIRST.factors[1]
    factors = (
        replace(one, items=one.items[1:]),
        replace(other, items=(one.items[0], *other.items)),
        *FIRST.factors[2:],
    )
    both = pooled([FIRST, version(2, factors=factors)])
    assert [question.id for question in both.apart] == [f"{one.items[0]}.v1"]


def test_a_longer_version_asks_most() -> None:
    added = replace(AN_ITEM, id="added")
    factors = (
        replace(FIRST.factors[0], items=(*FIRST.factors[0].items, "added")),
        *FIRST.factors[1:],
    )
    longer = version(2, questions=(*FIRST.questions, added), factors=factors)
    both = pooled([FIRST, longer])
    every = [item.id for item in both.items]
    assert both.most_answers(every) == len(every) == len(FIRST.items) + 1
    assert FIRST.most_answers(every) == len(every)


def test_not_applicable_may_be_offered_by_one_version_alone() -> None:
    choice = Choice("0", Wording({"vi": "Không phải nộp"}))
    item = next(item for item in FIRST.items if "0" not in item.values)
    second = with_question(2, item.id, choices=(*item.choices, choice))
    for versions in ([FIRST, second], [version(3), second]):
        both = pooled(versions)
        assert both.question(item.id).values == item.values | {"0"}
        assert both.apart == ()


def test_a_question_that_hangs_on_one_that_stands_apart_does_so_too() -> None:
    questions = tuple(
        replace(q, wording=Wording({"vi": "Lời khác"})) if q.id == "late" else q
        for q in SMALL.questions
    )
    both = pooled([SMALL, replace(SMALL, version=2, questions=questions)])
    late, letter = both.apart
    assert (late.id, letter.id) == ("late.v1", "letter.v1")
    assert letter.only_if.question == "late.v1"
    assert both.question("letter").only_if.question == "late"
    assert letter.kind is QuestionKind.FACT


def test_marks_of_another_scale_cannot_be_read_as_one() -> None:
    scale = replace(FIRST.scale, satisfied=frozenset("5"))
    other = version(2, scale=scale)
    assert not can_be_pooled(FIRST, other)
    assert not can_be_pooled(FIRST, replace(FIRST, id="another"))
    with pytest.raises(ValueError, match="versions must be of counter, with one scale"):
        pooled([FIRST, other])
