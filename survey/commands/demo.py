"""`hailong demo`: a made-up office on data of its own, apart from any real one."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from analysis.report.formats import FORMATS, write_report
from analysis.report.stored import report_of
from survey.commands.links import has_staff, local_address, setup_link
from survey.commands.opening import settings_here
from survey.commands.refusals import refusals
from survey.commands.serve import print_links, run_server, with_free_port, with_options
from survey.commands.words import _, language, say
from survey.domain.publications import Publication
from survey.services.followed_plans import judged_plans
from survey.services.invite_staff import make_setup_link
from survey.services.make_cases import make_cases
from survey.services.make_demo import demo_days, follow_demo_plans, make_demo
from survey.services.open_survey import create_survey, open_survey
from survey.services.publish_report import due_periods, make_report, publish
from survey.services.publish_text import plan, questionnaire
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.publications import newest_publication
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
                run_server(survey, settings)


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
    # First, as it takes seconds: whoever sees a link opens it.
    report = _write_report(survey, settings)
    print_links(survey, settings)
    if not has_staff(survey):
        say("Set-up link for staff; good once, within one hour:")
        click.echo(setup_link(survey, make_setup_link(survey)))
    if report is not None:
        say("Report: %(path)s", path=report.resolve())
    say("Everything in this demonstration is made up.")


def _write_report(survey: Survey, settings: Settings) -> Path | None:
    """Publish the report of the plan that has ended, and write it; None where there is none.

    Whatever else is due the server publishes while it runs.
    """
    for period in due_periods(survey):
        if period in [plan.months for plan in judged_plans(survey)]:
            publish(survey, period, make_report(settings, period.begins, period.ends))
    found = _newest_verdict(survey)
    if found is None:
        return None
    texts = questionnaire(survey, found.questionnaire), plan(survey, found.plan)
    folder = settings.data / REPORT_FOLDER
    write_report(report_of(found.report, *texts), folder, tuple(FORMATS), language())
    return folder / "report.html"


def _newest_verdict(survey: Survey) -> Publication | None:
    with survey.store.reading() as connection:
        found = (newest_publication(connection, p.months) for p in judged_plans(survey)[::-1])
        return next((publication for publication in found if publication is not None), None)
