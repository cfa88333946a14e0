"""Who follows a plan when figures of its months are published reads so beside its verdict."""

import json
from datetime import date, timedelta

from questionnaires.months import Months, months_from
from survey.background import RunHere
from survey.domain.publications import Context, Publication
from survey.services.find_due_reports import release_state
from survey.services.followed_plans import known_before
from survey.services.publish_report import MadeReport, publish, publish_wanted
from survey.services.publish_text import plan, use
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from survey.store.publications import publications_of
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock
from tests.survey.publishing import empty_report
from tests.survey.services.test_followed_plans import follow

SPRING = months_from(date(2026, 3, 1), 3)
MARCH = months_from(date(2026, 3, 1), 1)


def pass_months(survey: Survey, clock: Clock, count: int) -> None:
    """Let sixty people answer in each of the months from now on, and publish what is due."""
    for _ in range(count):
        day = survey.today()
        add_responses(survey, 1, [day] * 60)
        next_month = months_from(day.replace(day=1), 1).ends + timedelta(days=2)
        clock.pass_days((next_month - day).days)
        add_responses(survey, 1, [survey.today()] * 10)
        publish_what_is_wanted(survey)


def publish_what_is_wanted(survey: Survey) -> None:
    seal_closed_days(survey)
    while wanted := release_state(survey).wanted:
        assert publish_wanted(survey, RunHere(), wanted[0])


def last_of(survey: Survey, period: Months) -> Publication:
    with survey.store.reading() as connection:
        return publications_of(connection, period)[-1]


def judged(kept: Publication) -> list[tuple[str, dict[str, str] | None]]:
    """Return each verdict with the doubt about the choice of its plan."""
    indices = [one for one in json.loads(kept.report)["report"]["indices"] if one["decision"]]
    late = [
        {one["code"]: one["values"] for one in entry["caveats"]}.get("PLAN_CHOSEN_LATE")
        for entry in indices
    ]
    return [(one["decision"]["verdict"], doubt) for one, doubt in zip(indices, late, strict=True)]


def test_a_plan_of_months_that_are_published_has_a_doubt_beside_each_verdict(
    survey: Survey, clock: Clock
) -> None:
    pass_months(survey, clock, 4)
    follow(survey, "two", months_from(date(2026, 4, 1), 2))
    publish_what_is_wanted(survey)
    known = {"begins": "2026-04-01", "ends": "2026-05-31"}
    kept = last_of(survey, months_from(date(2026, 4, 1), 2))
    assert (kept.number, judged(kept)) == (1, [("MET", known)] * 2)


def test_a_report_made_anew_for_its_plan_has_it_too(survey: Survey, clock: Clock) -> None:
    pass_months(survey, clock, 2)
    follow(survey, "march", MARCH)
    publish_what_is_wanted(survey)
    kept = last_of(survey, MARCH)
    known = {"begins": "2026-03-01", "ends": "2026-03-31"}
    assert (kept.number, judged(kept)) == (2, [("MET", known)] * 2)


def test_one_month_that_was_known_is_enough(survey: Survey, clock: Clock) -> None:
    pass_months(survey, clock, 1)
    follow(survey, "spring", SPRING)
    pass_months(survey, clock, 2)
    doubt = {"begins": "2026-03-01", "ends": "2026-03-31"}
    assert judged(last_of(survey, SPRING)) == [("MET", doubt)] * 2


def test_a_plan_that_was_there_before_its_figures_has_none(survey: Survey, clock: Clock) -> None:
    follow(survey, "spring", SPRING)
    pass_months(survey, clock, 3)
    assert judged(last_of(survey, SPRING)) == [("MET", None)] * 2


def test_who_goes_back_to_a_plan_chooses_it_when_he_goes_back(survey: Survey, clock: Clock) -> None:
    follow(survey, "harder", SPRING)
    follow(survey, "easier", SPRING)
    pass_months(survey, clock, 2)
    assert known_before(survey, plan(survey, "easier")) is None
    use(survey, plan="harder")
    pass_months(survey, clock, 1)
    doubt = {"begins": "2026-03-01", "ends": "2026-04-30"}
    assert judged(last_of(survey, SPRING)) == [("MET", doubt)] * 2


def test_of_reports_before_plans_were_remembered_the_plan_that_each_was_made_by_counts(
    survey: Survey,
) -> None:
    for name in ("spring", "easier"):
        follow(survey, name, SPRING)
    context = Context({}, survey.directory.current().hashes("counter.v1", "spring"))
    publish(survey, MARCH, MadeReport(empty_report(MARCH), "counter.v1", "spring", "", context))
    assert known_before(survey, plan(survey, "spring")) is None
    assert known_before(survey, plan(survey, "easier")) == MARCH
