"""Which plan a period is judged by, of all those that the office followed."""

from collections.abc import Iterable
from datetime import date

from questionnaires.model import Plan
from questionnaires.months import Months
from survey.domain import followed_plans as rules
from survey.services.directory import Directory
from survey.services.survey import Survey
from survey.store import responses
from survey.store.engine import Transaction
from survey.store.office import find_office, followed_plans
from survey.store.publications import followed_when_made, last_context
from survey.store.published_texts import Kind, published_names


def judged_plans(survey: Survey) -> tuple[Plan, ...]:
    """Return the plans whose whole periods get a verdict, the present one last."""
    return rules.judged_plans(_followed(survey))


def plan_of(survey: Survey, period: Months) -> Plan:
    """Return the plan whose targets stand beside the figures of a period."""
    with survey.store.reading() as connection:
        counts = responses.count_by_month(connection)
    first = min((month for month, n in counts.items() if n and month in period), default=date.min)
    return rules.plan_of(period, _followed(survey), first)


def replaced_plans(survey: Survey) -> tuple[Plan, ...]:
    """Return the plans that get no verdict, as the present one has months of theirs."""
    *before, present = _followed(survey)
    return rules.replaced_by(present, rules.judged_plans(before))


def is_unanswered(survey: Survey, plan: Plan) -> bool:
    """Tell whether a plan's period was over before anybody answered."""
    with survey.store.reading() as connection:
        months = [month for month, n in responses.count_by_month(connection).items() if n]
    return plan.ends < min(months, default=survey.today())


def known_before(survey: Survey, plan: Plan) -> Months | None:
    """Return the months of a plan that were published when it was not the one to judge them.

    From the first to the last of them; None: it was chosen before anything was known.
    """
    directory = survey.directory.current()
    with survey.store.reading() as connection:
        made = followed_when_made(connection)
    before = [
        period
        for period, names in made
        if rules.overlap(period, plan.months)
        and plan not in rules.judged_plans(_read(directory, names))
    ]
    if not before:
        return None
    begins, ends = min(one.begins for one in before), max(one.ends for one in before)
    return Months(max(begins, plan.months.begins), min(ends, plan.months.ends))


def are_altered(connection: Transaction) -> bool:
    """Tell whether the list of plans is not what reports know of it, or names none that there is.

    The last one is that of the office, too.
    """
    office, followed = find_office(connection), followed_plans(connection)
    if office is None:
        return False
    is_of_office = followed[-1:] == (office.plan,)
    are_published = set(followed) <= set(published_names(connection, Kind.PLAN))
    last = last_context(connection)
    return not (is_of_office and are_published and (last is None or last.is_followed_by(followed)))


def _followed(survey: Survey) -> list[Plan]:
    directory = survey.directory.current()
    present = directory.entered_office().plan
    return _read(directory, directory.followed) or _read(directory, [present])


def _read(directory: Directory, names: Iterable[str]) -> list[Plan]:
    # What is not there was altered, which is told; pages need a plan all the same.
    return [directory.plan(name) for name in names if (Kind.PLAN, name) in directory.texts]
