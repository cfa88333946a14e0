"""The plan of a period that is over keeps its verdict, whatever is followed by then."""

from datetime import date

import pytest

from questionnaires.months import Months, months_from
from questionnaires.published import load_plan
from survey.background import RunHere
from survey.domain.errors import FollowedPlansAltered, NotSetUp, PlanJudged
from survey.domain.findings import Verdict
from survey.domain.publications import Context
from survey.services.examine_installation import examine
from survey.services.find_due_reports import release_state
from survey.services.followed_plans import judged_plans, plan_of
from survey.services.installation import Installation
from survey.services.open_survey import create_survey, survey_to_read
from survey.services.order_report import PLAN_CAME, order_report
from survey.services.publish_report import MadeReport, publish, publish_wanted
from survey.services.publish_text import publish_plan, use
from survey.services.survey import Survey
from survey.settings import Settings
from tests.survey.answers import add_responses
from tests.survey.publishing import empty_report, publish_all
from tests.survey.services.test_verdicts_once import verdicts

FEBRUARY = months_from(date(2026, 2, 1), 1)
SPRING = months_from(date(2026, 3, 1), 3)


def follow(survey: Survey, name: str, period: Months) -> None:
    text = load_plan("136-2022").text
    for old, new in (
        ("id: 136-2022", f"id: {name}"),
        ("begins: 2022-01-01", f"begins: {period.begins}"),
        ("ends: 2022-12-31", f"ends: {period.ends}"),
    ):
        text = text.replace(old, new, 1)
    use(survey, plan=publish_plan(survey, text.encode(), "own.yaml"))


def names(survey: Survey) -> list[str]:
    return [plan.id for plan in judged_plans(survey)]


def test_the_plan_before_is_judged_beside_the_present_one(survey: Survey) -> None:
    follow(survey, "february", FEBRUARY)
    follow(survey, "spring", SPRING)
    assert names(survey) == ["136-2022", "february", "spring"]
    assert plan_of(survey, FEBRUARY).id == "february"
    assert plan_of(survey, months_from(date(2026, 4, 1), 1)).id == "spring"


def test_followed_again_without_a_change_nothing_is_written(survey: Survey) -> None:
    use(survey, plan="136-2022")
    use(survey, questionnaire="service-19.v1")
    assert names(survey) == ["136-2022"]


def test_a_month_that_has_a_verdict_goes_to_no_other_plan(survey: Survey) -> None:
    follow(survey, "year", months_from(date(2026, 1, 1), 12))
    follow(survey, "february", FEBRUARY)
    made = empty_report(FEBRUARY)
    context = Context({}, survey.directory.current().hashes("counter.v1", "february"))
    publish(survey, FEBRUARY, MadeReport(made, "counter.v1", "february", "", context))
    with pytest.raises(PlanJudged) as refused:
        follow(survey, "easier", months_from(date(2026, 1, 1), 12))
    assert (refused.value.name, refused.value.other) == ("easier", "february")
    with pytest.raises(PlanJudged):
        use(survey, plan="year")
    assert survey.directory.current().followed_plan().id == "february"
    use(survey, plan="february")


def test_a_plan_of_a_period_that_was_published_before_has_its_report_made_anew(
    survey: Survey,
) -> None:
    add_responses(survey, 1, [date(2026, 2, 3)] * 60)
    publish_all(survey)
    follow(survey, "february", FEBRUARY)
    (order,) = release_state(survey).ordered
    assert (order.period, order.reason) == (FEBRUARY, PLAN_CAME)
    kept = publish_wanted(survey, RunHere(), order)
    assert kept is not None
    assert (kept.number, kept.plan) == (2, "february")
    assert "MET" in verdicts(kept.report)
    use(survey, plan="february")
    assert release_state(survey).wanted == ()


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM followed_plan",
        "UPDATE followed_plan SET plan = 'none'",
        "DELETE FROM followed_plan WHERE plan = '136-2022'",
        "UPDATE followed_plan SET plan = 'spring' WHERE plan = 'february'",
        "INSERT INTO followed_plan (number, plan) VALUES (0, 'spring')",
    ],
)
def test_a_list_of_plans_that_was_altered_is_told_and_nothing_is_published(
    survey: Survey, change: str
) -> None:
    follow(survey, "february", FEBRUARY)
    add_responses(survey, 1, [date(2026, 2, 3)] * 60)
    publish_all(survey)
    follow(survey, "spring", SPRING)
    order_report(survey, FEBRUARY)
    assert release_state(survey).wanted
    with survey.store.writing() as connection:
        connection.exec_driver_sql(change)
    with survey_to_read(survey.settings) as fresh:
        state = release_state(fresh)
    assert state.wanted == ()
    with pytest.raises(FollowedPlansAltered):
        state.refuse_damage()
    found = dict(examine(Installation(survey.settings, survey.clock)))["Questionnaires and plans"]
    assert found.verdict is Verdict.FAILS
    assert "followed" in found.seen


def test_before_a_verdict_a_plan_may_be_replaced(survey: Survey) -> None:
    follow(survey, "february", FEBRUARY)
    follow(survey, "year", months_from(date(2026, 1, 1), 12))
    assert names(survey) == ["136-2022", "year"]


def test_without_an_office_there_is_no_plan(tmp_path) -> None:
    survey = create_survey(Settings(data=tmp_path / "data"))
    with pytest.raises(NotSetUp):
        judged_plans(survey)
    survey.store.close()
