"""Which plan a period is judged by, of all those that the office followed."""

from questionnaires.model import Plan
from questionnaires.months import Months
from survey.domain import followed_plans
from survey.services.survey import Survey


def judged_plans(survey: Survey) -> tuple[Plan, ...]:
    """Return the plans whose whole periods get a verdict, the present one last."""
    return followed_plans.judged_plans(_followed(survey))


def plan_of(survey: Survey, period: Months) -> Plan:
    """Return the plan whose targets stand beside the figures of a period."""
    return followed_plans.plan_of(period, _followed(survey))


def _followed(survey: Survey) -> list[Plan]:
    directory = survey.directory.current()
    directory.entered_office()  # raises NotSetUp
    return [directory.plan(name) for name in directory.followed]
