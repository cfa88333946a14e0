"""The made-up plan of the demonstration."""

from datetime import date

import pytest

from questionnaires.model import Index
from questionnaires.published import load_plan
from survey.services.follow_example_plan import follow_example_plan
from survey.services.make_demo import demo_days
from survey.services.publish_text import current_plan
from survey.services.set_up_office import office
from survey.services.survey import Survey


def test_it_asks_for_the_same_as_the_shipped_plan(survey: Survey) -> None:
    def asked(index: Index) -> tuple[object, ...]:
        target = index.target and index.target.value
        return index.id, index.factors, index.formula, target

    follow_example_plan(survey, date(2025, 9, 1))
    plan, shipped = current_plan(survey), load_plan("136-2022")
    assert [asked(index) for index in plan.indices] == [asked(index) for index in shipped.indices]
    assert plan.strata == shipped.strata


def test_it_calls_itself_an_example_and_names_no_document(survey: Survey) -> None:
    follow_example_plan(survey, date(2025, 9, 1))
    plan = current_plan(survey)
    assert office(survey).plan == plan.id == "vi-du-2025"
    assert str(plan.title).startswith("Kế hoạch ví dụ, không có thật")
    assert plan.title.in_language("en").text.startswith("Example plan, made up")
    assert "136" not in plan.text
    sources = {index.target.source for index in plan.indices if index.target}
    assert sources == {"ví dụ, không có thật"}


@pytest.mark.parametrize("today", [date(2026, 3, 2), date(2026, 11, 29), date(2028, 2, 29)])
def test_it_holds_for_whole_months_from_the_first_answers_to_months_after_today(
    survey: Survey, today: date
) -> None:
    days = demo_days(today)
    follow_example_plan(survey, days[0])
    plan = current_plan(survey)
    assert (plan.begins.day, plan.begins.month) == (1, days[0].month)
    assert (plan.ends - plan.begins).days in {364, 365}
    assert plan.begins <= days[0]
    assert (plan.ends - today).days > 150
