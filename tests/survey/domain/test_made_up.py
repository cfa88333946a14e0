"""The made-up people of the demonstration."""

from random import Random

import pytest

from questionnaires.model import NOT_APPLICABLE, Questionnaire
from questionnaires.published import load_questionnaire
from survey.domain.made_up import (
    COMMENTS,
    PLACES,
    made_up_answers,
    made_up_comment,
    number_of_answers,
)

PEOPLE = 3000


def marks(questionnaire: Questionnaire, contentment: float) -> list[list[bool]]:
    random = Random(1)
    people = []
    for _ in range(PEOPLE):
        answers = made_up_answers(questionnaire, contentment, random)
        people.append(
            [
                answers[item.id] in questionnaire.scale.satisfied
                for item in questionnaire.items
                if answers.get(item.id, NOT_APPLICABLE) != NOT_APPLICABLE
            ]
        )
    return people


def agreement(people: list[list[bool]]) -> float:
    """Return the correlation of two marks of one person, from all pairs."""
    everything = [mark for person in people for mark in person]
    share = sum(everything) / len(everything)
    products = pairs = 0.0
    for person in people:
        for i, first in enumerate(person):
            for second in person[i + 1 :]:
                products += (first - share) * (second - share)
                pairs += 1
    return products / pairs / (share * (1 - share))


@pytest.mark.parametrize("name", ["counter.v1", "service-19.v1"])
def test_made_up_people_agree_with_themselves_about_half(name: str) -> None:
    people = marks(load_questionnaire(name), contentment=0.0)
    assert 0.4 < agreement(people) < 0.6


def test_a_more_content_place_has_a_higher_share() -> None:
    counter = load_questionnaire("counter.v1")
    shares = []
    for contentment in (-0.5, 0.0, 0.5):
        everything = [mark for person in marks(counter, contentment) for mark in person]
        shares.append(sum(everything) / len(everything))
    assert shares == sorted(shares)
    assert 0.7 < shares[0] < shares[2] < 0.99


def test_every_made_up_answer_is_one_that_is_offered() -> None:
    questionnaire = load_questionnaire("service-19.v1")
    random = Random(2)
    seen = set()
    for _ in range(500):
        for question, value in made_up_answers(questionnaire, 0.0, random).items():
            assert questionnaire.question(question).choice(value)
            seen.add(question)
    assert seen == {question.id for question in questionnaire.questions}


def test_only_those_concerned_answer_a_conditional_question() -> None:
    questionnaire = load_questionnaire("service-19.v1")
    conditional = [q for q in questionnaire.questions if q.only_if]
    random = Random(3)
    for _ in range(300):
        answers = made_up_answers(questionnaire, 0.0, random)
        for question in conditional:
            if question.id in answers:
                assert question.only_if is not None
                assert answers[question.only_if.question] in question.only_if.values
    assert conditional


def test_arrivals_of_a_day_have_the_expected_mean() -> None:
    random = Random(4)
    days = [number_of_answers(4.0, random) for _ in range(2000)]
    assert 3.8 < sum(days) / len(days) < 4.2
    assert number_of_answers(0.0, random) == 0


def test_most_people_write_nothing() -> None:
    random = Random(5)
    comments = [made_up_comment(random) for _ in range(1000)]
    assert 0.03 < sum(map(bool, comments)) / 1000 < 0.1
    assert set(filter(None, comments)) <= set(COMMENTS)


def test_the_same_seed_makes_the_same_people() -> None:
    questionnaire = load_questionnaire("counter.v1")
    assert made_up_answers(questionnaire, 0.1, Random(6)) == made_up_answers(
        questionnaire, 0.1, Random(6)
    )


def test_places_cover_several_fields_and_one_is_too_small_to_publish() -> None:
    assert len({place.field for place in PLACES}) > 4
    assert min(place.answers_a_day for place in PLACES) * 130 < 10
