"""Reports of periods that are over are published at the terminal too."""

from contextlib import closing
from datetime import timedelta

from questionnaires.months import Months, calendar_months
from survey.domain.places import ServicePoint
from survey.services.find_due_reports import release_state
from survey.services.follow_example_plan import OF_DIEN_BIEN, publish_example_plan
from survey.services.manage_places import add_service_point
from survey.services.open_survey import open_survey
from survey.services.order_report import order_report
from survey.services.seal_day import seal_closed_days
from survey.services.set_up_office import office
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.driver import sqlite3
from survey.store.publications import published_periods
from tests.survey.answers import add_responses
from tests.survey.commands.terminal import Terminal, refused


def answered_last_month(survey: Survey) -> tuple[Months, ServicePoint]:
    """Let ten people answer in the month that is over, and ten today; return month and counter."""
    today = survey.today()
    month = calendar_months(today.replace(day=1) - timedelta(days=1), 1)
    point = add_service_point(survey, "Quầy 1", "Hộ tịch", "Tầng 1")
    add_responses(survey, point.id, [*[month.begins] * 10, *[today] * 10])
    return month, point


def test_a_new_office_has_no_report_to_publish(terminal: Terminal) -> None:
    terminal.init()
    done = terminal.run("release")
    assert done.returncode == 0
    assert "No report is due" in done.stdout


def test_the_month_that_is_over_is_published_once(terminal: Terminal) -> None:
    terminal.init()
    with closing((survey := open_survey(Settings(data=terminal.data))).store):
        month, _ = answered_last_month(survey)
    first, second = (terminal.run("release", HAILONG_LANGUAGE="vi") for _ in range(2))
    assert f"{month.ends:%d/%m/%Y}" in first.stdout
    assert "Đã công bố báo cáo từ" in first.stdout
    assert "Không có báo cáo nào đến hạn" in second.stdout
    survey = open_survey(Settings(data=terminal.data))
    with closing(survey.store), survey.store.reading() as connection:
        assert month in published_periods(connection)


def test_a_plan_of_months_that_are_published_is_followed_only_when_somebody_agrees(
    terminal: Terminal,
) -> None:
    terminal.init()
    with closing((survey := open_survey(Settings(data=terminal.data))).store):
        month, _ = answered_last_month(survey)
        before = office(survey).plan
        name = publish_example_plan(survey, OF_DIEN_BIEN, month)
    terminal.run("release")
    period = f"{month.begins:%m/%Y}-{month.ends:%m/%Y}"
    for arguments in (("publish", "--use", name), ("init", "--plan-period", period)):
        asked = terminal.run(*arguments)
        assert f"Figures of {month}, which are of the period of plan {name}" in asked.stdout
        assert refused(asked) == "The plan in use stays as it was."
        assert f"plan {before}." in terminal.run("publish").stdout
    assert f"plan {name}." in terminal.run("publish", "--use", name, typed="y\n").stdout
    again = terminal.run("publish", "--use", name)
    assert (again.returncode, "Figures of" in again.stdout) == (0, False)


def test_an_order_is_done_and_one_that_would_tell_of_a_few_is_given_up(terminal: Terminal) -> None:
    terminal.init()
    with closing((survey := open_survey(Settings(data=terminal.data))).store):
        month, point = answered_last_month(survey)
        terminal.run("release")
        order_report(survey, month)
        assert "Published" in terminal.run("release").stdout
        add_responses(survey, point.id, [month.begins] * 2)
        seal_closed_days(survey)
        order_report(survey, month)
        refused = terminal.run("release")
        assert refused.returncode == 1
        assert "is not made anew: a few people more or fewer" in refused.stderr
        assert release_state(survey).wanted == ()


def test_a_period_that_breaks_the_program_is_told_and_the_others_go_on(terminal: Terminal) -> None:
    terminal.init()
    with closing((survey := open_survey(Settings(data=terminal.data))).store):
        today = survey.today()
        month = calendar_months(today.replace(day=1) - timedelta(days=1), 1)
        before = calendar_months(month.begins - timedelta(days=1), 1)
        point = add_service_point(survey, "Quầy 1", "Hộ tịch", "Tầng 1")
        for day in (before.begins, month.begins, today):
            add_responses(survey, point.id, [day] * 12)
        seal_closed_days(survey)
    # Written by hand into the database: nothing that the program can have made of a form.
    with closing(sqlite3.connect(Settings(data=terminal.data).database)) as file, file:
        file.execute("UPDATE response SET answers = 'x' WHERE month = ?", (str(month.begins),))
    done = terminal.run("release")
    assert done.returncode == 1
    # The month before is in no broken period; each one that ends with the month is.
    assert f"to {before.ends.day} {before.ends:%B %Y}" in done.stdout
    broken = done.stderr.splitlines()
    assert broken
    for sentence in broken:
        assert "could not be made: something broke in the program (ValueError)" in sentence
        assert f"to {month.ends.day} {month.ends:%B %Y}" in sentence
    with closing((survey := open_survey(Settings(data=terminal.data))).store):
        assert month in release_state(survey).due
