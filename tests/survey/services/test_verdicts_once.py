"""Whoever looks every month is told no verdict before the plan's period is over."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from analysis.report.stored import stored
from questionnaires.months import Months
from questionnaires.published import load_plan
from survey.services.find_due_reports import due_periods
from survey.services.publication_cases import report_to_publish
from survey.services.publish_report import make_report, publish
from survey.services.publish_text import publish_plan, use
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock

PLAN = Months(date(2026, 3, 1), date(2026, 5, 31))


def verdicts(report: bytes) -> list[str]:
    """Return every verdict in what is kept of a report, wherever it stands."""

    def found(value: object) -> Iterator[str]:
        if isinstance(value, list):
            for each in value:
                yield from found(each)
        elif isinstance(value, dict):
            for name, each in value.items():
                if name == "verdict" and each is not None:
                    yield str(each)
                yield from found(each)

    return list(found(json.loads(report)))


@pytest.fixture
def planned(survey: Survey) -> Survey:
    """Give an office whose plan is of three months."""
    text = load_plan("136-2022").text.replace("id: 136-2022", "id: own-2026", 1)
    text = text.replace("begins: 2022-01-01", "begins: 2026-03-01", 1)
    text = text.replace("ends: 2022-12-31", "ends: 2026-05-31", 1)
    use(survey, plan=publish_plan(survey, text.encode(), "own-2026.yaml"))
    return survey


def test_no_verdict_is_spoken_before_the_end_of_the_plan(planned: Survey, clock: Clock) -> None:
    looked: dict[Months, list[str]] = {}
    for month in (3, 4, 5):
        # Everybody is satisfied: each look would say that the target is met.
        days = [date(2026, month, 3) + timedelta(days=place % 20) for place in range(60)]
        add_responses(planned, 1, days)
        clock.pass_days((date(2026, month + 1, 2) - clock.time.date()).days)
        seal_closed_days(planned)
        add_responses(planned, 1, [planned.today()] * 10)
        while due := due_periods(planned):
            made = make_report(planned.settings, due[0].begins, due[0].ends)
            looked[due[0]] = verdicts(publish(planned, due[0], made).report)
    assert len(looked) >= 5
    assert "MET" in looked.pop(PLAN)
    assert [found for found in looked.values() if found] == []
    # The same look says it where a report does not wait for the end.
    march = Months(date(2026, 3, 1), date(2026, 3, 31))
    assert "MET" in verdicts(stored(report_to_publish(planned, march)))
