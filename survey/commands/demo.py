"""`hailong demo`: a made-up office on data of its own, apart from any real one."""

import shutil
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial

import click

from survey.background import Background
from survey.commands.links import has_staff, local_address, setup_link
from survey.commands.opening import settings_here
from survey.commands.refusals import refusals
from survey.commands.serve import print_links, run_server, with_free_port, with_options
from survey.commands.words import _, language, say
from survey.domain.errors import BackgroundFull, NotStored, StillWorking, TaskFailed
from survey.limits import TASK_SECONDS
from survey.services.find_due_reports import due_periods
from survey.services.followed_plans import judged_plans
from survey.services.invite_staff import make_setup_link
from survey.services.make_cases import make_cases
from survey.services.make_demo import demo_days, follow_demo_plans, make_demo
from survey.services.open_survey import create_survey, open_survey
from survey.services.publish_report import publish_due
from survey.services.read_publications import all_editions
from survey.services.report_files import write_report_files
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.serving_lock import take_serving_lock

FOLDER = "demo"
REPORT_FOLDER = "report"
OFFICE = "Cơ quan mẫu (số liệu giả định)"
CONTACT = "Cơ quan mẫu, không có thật"


@click.command(help=_("Serve a made-up office on data of its own, apart from any real one."))
@click.option("--host", help=_("Network address to listen on; usually 127.0.0.1."))
@click.option("--port", type=click.IntRange(0, 65535), help=_("Port to listen on; 0: a free one."))
def demo(host: str | None, port: int | None) -> None:
    """Serve the demonstration until a signal comes."""
    with refusals():
        settings = with_options(settings_here(), host, port)
        settings = replace(settings, data=settings.data / FOLDER)
        if not settings.database.exists():
            _make(settings)
        with take_serving_lock(settings.database):
            settings = with_free_port(settings)
            with closing((survey := open_survey(settings)).store):
                set_up_office(survey, OFFICE, local_address(settings), CONTACT, is_demo=True)
                make_cases(survey)
                _say_where(survey, settings)
                run_server(survey, settings, partial(_tell_of_report, survey))


def _make(settings: Settings) -> None:
    """Make the data aside and move it in place whole: a try that is stopped leaves nothing."""
    aside = settings.data.with_name(f"{FOLDER}-unfinished")
    shutil.rmtree(aside, ignore_errors=True)
    with closing((survey := create_survey(replace(settings, data=aside))).store):
        set_up_office(survey, OFFICE, None, CONTACT, is_demo=True)
        follow_demo_plans(survey)
        days = demo_days(survey.today())
        with click.progressbar(days, label=_("Making up half a year of answers")) as shown:
            make_demo(survey, shown)
    aside.rename(settings.data)


def _say_where(survey: Survey, settings: Settings) -> None:
    print_links(survey, settings)
    if not has_staff(survey):
        say("Set-up link for staff; good once, within one hour:")
        click.echo(setup_link(survey, make_setup_link(survey)))
    say("Everything in this demonstration is made up.")


def _tell_of_report(survey: Survey, background: Background) -> None:
    """Publish the report of the plan that has ended, write it to a folder and say where.

    It takes seconds, so nobody waits for it. A server that is stopped meanwhile gives it up; what
    else is due it publishes while it runs.
    """
    plans = [plan.months for plan in judged_plans(survey)]
    with suppress(BackgroundFull, NotStored, StillWorking, TaskFailed):
        for period in due_periods(survey):
            if period in plans:
                publish_due(survey, background, period)
        judged = [one for one in all_editions(survey) if one.period in plans]
        if judged:
            newest = max(judged, key=lambda one: (one.period.ends, one.number))
            folder = survey.settings.data / REPORT_FOLDER
            page = background.result(
                TASK_SECONDS, write_report_files, survey.settings, newest, folder, language()
            )
            say("Report: %(path)s", path=page.resolve())
