"""Plans that are nobody's own: they say so, and ask for what the shipped plan asks."""

from datetime import date

import pytest

from questionnaires.model import Index
from questionnaires.months import months_from
from questionnaires.published import load_plan
from survey.domain.followed_plans import is_example
from survey.services.follow_example_plan import (
    MADE_UP,
    OF_DIEN_BIEN,
    Example,
    follow_example_plan,
)
from survey.services.publish_text import current_plan
from survey.services.set_up_office import office
from survey.services.survey import Survey

PERIOD = months_from(date(2025, 9, 1), 6)


@pytest.mark.parametrize("example", [MADE_UP, OF_DIEN_BIEN])
def test_it_asks_for_the_same_as_the_shipped_plan(survey: Survey, example: Example) -> None:
    def asked(index: Index) -> tuple[object, ...]:
        target = index.target and index.target.value
        return index.id, index.factors, index.formula, target

    follow_example_plan(survey, example, PERIOD)
    plan, shipped = current_plan(survey), load_plan("136-2022")
    assert [asked(index) for index in plan.indices] == [asked(index) for index in shipped.indices]
    assert plan.strata == shipped.strata
    assert plan.months == PERIOD
    assert is_example(plan)


@pytest.mark.parametrize("example", [MADE_UP, OF_DIEN_BIEN])
def test_it_calls_itself_an_example_wherever_it_is_named(survey: Survey, example: Example) -> None:
    follow_example_plan(survey, example, PERIOD)
    plan = current_plan(survey)
    assert office(survey).plan == plan.id == "vi-du-2025-09-2026-02"
    assert str(plan.title).startswith("Kế hoạch ví dụ")
    assert plan.title.in_language("en").text.startswith("Example plan")
    assert plan.document.startswith("Kế hoạch ví dụ")
    assert all(index.target and index.target.source.startswith("ví dụ") for index in plan.indices)


def test_that_of_the_demonstration_names_no_document(survey: Survey) -> None:
    follow_example_plan(survey, MADE_UP, PERIOD)
    plan = current_plan(survey)
    assert "không có thật" in str(plan.title)
    assert "136" not in plan.text
