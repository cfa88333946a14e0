"""The demonstration office: half a year of answers that nobody gave, from a seeded model."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from questionnaires.model import Questionnaire
from questionnaires.months import Months, calendar_months, months_from
from questionnaires.scoring import pack
from survey.domain.made_up import (
    PLACES,
    MadeUpPlace,
    made_up_answers,
    made_up_comment,
    number_of_answers,
)
from survey.domain.modes import Mode
from survey.domain.places import Office, ServicePoint
from survey.domain.responses import Response
from survey.services.follow_example_plan import MADE_UP, follow_example_plan
from survey.services.followed_plans import plan_of
from survey.services.manage_places import add_service_point
from survey.services.publish_text import questionnaire
from survey.services.seal_day import seal_closed_days
from survey.services.set_up_office import office
from survey.services.survey import Survey
from survey.store import responses

MONTHS = 6
SEED = 136
SATURDAY = 5


@dataclass(frozen=True)
class DemoPeriods:
    """Two plans one after the other: that of the half year that has just ended, and the next."""

    ended: Months
    running: Months


def demo_periods(today: date) -> DemoPeriods:
    """Return the half year that ended with the last month, and the one that runs."""
    this_month = calendar_months(today, 1).begins
    first = date(
        this_month.year - (this_month.month <= MONTHS), (this_month.month - MONTHS - 1) % 12 + 1, 1
    )
    return DemoPeriods(months_from(first, MONTHS), months_from(this_month, MONTHS))


def demo_days(today: date) -> list[date]:
    """Return the days of the plan that has ended and of the running one so far."""
    first = demo_periods(today).ended.begins
    return [first + timedelta(days=number) for number in range((today - first).days + 1)]


def follow_demo_plans(survey: Survey) -> None:
    """Follow one example plan after the other: one has its verdict, the other has none yet."""
    periods = demo_periods(survey.today())
    for period in (periods.ended, periods.running):
        follow_example_plan(survey, MADE_UP, period)


def make_demo(survey: Survey, days: Iterable[date]) -> None:
    """Fill an empty demonstration office with service points and made-up answers."""
    # Not for secrets: a seed makes the same people each time, so that pictures stay comparable.
    random = Random(SEED)  # noqa: S311
    host = office(survey)
    asked = questionnaire(survey, host.questionnaire)
    points = [(add_service_point(survey, p.name, p.field, p.place), p) for p in PLACES]
    for day in days:
        if day.weekday() >= SATURDAY:
            continue
        followed = plan_of(survey, calendar_months(day, 1)).id
        with survey.store.writing() as connection:
            for point, place in points:
                empty = replace(_empty_response(host, point, day), plan=followed)
                for answers in _people(asked, place, random):
                    responses.add_to_inbox(
                        connection,
                        replace(
                            empty,
                            key=random.randbytes(16),
                            answers=answers,
                            comment=made_up_comment(random),
                        ),
                    )
    seal_closed_days(survey)


def _people(asked: Questionnaire, place: MadeUpPlace, random: Random) -> Iterator[str]:
    """Give the packed answers of those who answer in one day at one place."""
    for _ in range(number_of_answers(place.answers_a_day, random)):
        answers = made_up_answers(asked, place.contentment, random)
        if answers:
            yield pack(asked, answers)


def _empty_response(host: Office, point: ServicePoint, day: date) -> Response:
    return Response(
        key=b"",
        day=day,
        service_point=point.id,
        field=point.field,
        mode=Mode.POSTER,
        questionnaire=host.questionnaire,
        plan=host.plan,
        language="vi",
        answers="",
        comment="",
    )
