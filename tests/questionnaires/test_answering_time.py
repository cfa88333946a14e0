"""How long answering takes is said honestly, for each questionnaire by its own length."""

from dataclasses import replace

import pytest

from questionnaires.answering_time import minutes_to_answer
from questionnaires.published import load_questionnaire


@pytest.mark.parametrize(("name", "minutes"), [("counter.v1", 2), ("service-19.v1", 5)])
def test_a_published_questionnaire_takes_as_long_as_reading_it(name: str, minutes: int) -> None:
    assert minutes_to_answer(load_questionnaire(name)) == minutes


def test_the_shortest_takes_a_minute() -> None:
    asked = load_questionnaire("counter.v1")
    assert minutes_to_answer(replace(asked, questions=asked.questions[:1])) == 1
