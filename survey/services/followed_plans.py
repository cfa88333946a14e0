"""Which plan a period is judged by, of all those that the office followed."""

from questionnaires.model import Plan
from questionnaires.months import Months
from survey.domain import followed_plans
from survey.services.survey import Survey
from survey.store import responses


def judged_plans(survey: Survey) -> tuple[Plan, ...]:
    """Return the plans whose whole periods get a verdict, the present one last."""
    return followed_plans.judged_plans(_followed(survey))


def plan_of(survey: Survey, period: Months) -> Plan:
    """Return the plan whose targets stand beside the figures of a period."""
    return followed_plans.plan_of(period, _followed(survey))


def replaced_plans(survey: Survey) -> tuple[Plan, ...]:
    """Return the plans that get no verdict, as the present one has months of theirs."""
    *before, present = _followed(survey)
    return followed_plans.replaced_by(present, followed_plans.judged_plans(before))


def is_unanswered(survey: Survey, plan: Plan) -> bool:
    """Tell whether a plan's period was over before anybody answered."""
    with survey.store.reading() as connection:
        months = [month for month, n in responses.count_by_month(connection).items() if n]
    return plan.ends < min(months, default=survey.today())


def _followed(survey: Survey) -> list[Plan]:
    directory = survey.directory.current()
    directory.entered_office()  # raises NotSetUp
    return [directory.plan(name) for name in directory.followed]
