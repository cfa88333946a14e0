"""Reports published in a test's own process."""

import json
from hashlib import sha256

from questionnaires.months import Months
from survey.background import RunHere
from survey.domain.publications import Context, Record, publication
from survey.services.find_due_reports import due_periods
from survey.services.publish_report import publish_due
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from survey.store.installation import last_publication
from survey.store.publications import add_publication
from tests.survey.answers import add_responses


def publish_all(survey: Survey) -> tuple[Months, ...]:
    """Close what is over, let ten people answer today, publish what is due and return it."""
    seal_closed_days(survey)
    add_responses(survey, 1, [survey.today()] * 10)
    due = due_periods(survey)
    for period in due:
        publish_due(survey, RunHere(), period)
    return due


def empty_report(period: Months) -> bytes:
    """Return a report of a period that says nothing, for a test that asks only for its period."""
    days = {"begins": str(period.begins), "ends": str(period.ends)}
    return json.dumps({"report": {"period": days}}).encode()


def keep_empty_report(survey: Survey, period: Months) -> None:
    """Let a period be published for a test that asks only whether it is."""
    report = empty_report(period)
    hashes = survey.directory.current().hashes("counter.v1", "")
    context = Context({}, hashes).written()
    digest = sha256(report).hexdigest()
    with survey.store.writing() as connection:
        last = last_publication(connection)
        record = Record(
            period, 1, survey.today(), "", "counter.v1", "", "test", digest, context, last
        )
        add_publication(connection, publication(record, report))
