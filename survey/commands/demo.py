"""`hailong demo`: a made-up office on data of its own, apart from any real one."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from analysis.case_counts import CaseCounts
from analysis.reading import read_cases
from analysis.report.formats import FORMATS, write_report
from survey.commands.links import has_staff, local_address, setup_link
from survey.commands.opening import settings_here
from survey.commands.refusals import refusals
from survey.commands.serve import print_links, run_server, with_free_port, with_options
from survey.commands.words import _, language, say
from survey.services.follow_example_plan import follow_example_plan
from survey.services.invite_staff import make_setup_link
from survey.services.make_cases import made_up_cases
from survey.services.make_demo import demo_days, make_demo
from survey.services.open_survey import create_survey, open_survey
from survey.services.produce_report import produce_report
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.serving_lock import take_serving_lock

FOLDER = "demo"
REPORT_FOLDER = "report"
CASES_FILE = "cases.csv"
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
                _say_where(survey, settings)
                run_server(survey, settings)


def _make(settings: Settings) -> None:
    """Make the data aside and move it in place whole: a try that is stopped leaves nothing."""
    aside = settings.data.with_name(f"{FOLDER}-unfinished")
    shutil.rmtree(aside, ignore_errors=True)
    with closing((survey := create_survey(replace(settings, data=aside))).store):
        set_up_office(survey, OFFICE, None, CONTACT, is_demo=True)
        days = demo_days(survey.today())
        follow_example_plan(survey, days[0])
        with click.progressbar(days, label=_("Making up half a year of answers")) as shown:
            make_demo(survey, shown)
    aside.rename(settings.data)


def _say_where(survey: Survey, settings: Settings) -> None:
    # First, as it takes seconds: whoever sees a link opens it.
    report = _write_report(survey, settings).resolve()
    print_links(survey, settings)
    if not has_staff(survey):
        say("Set-up link for staff; good once, within one hour:")
        click.echo(setup_link(survey, make_setup_link(survey)))
    say("Report: %(path)s", path=report)
    say("Everything in this demonstration is made up.")


def _write_report(survey: Survey, settings: Settings) -> Path:
    folder = settings.data / REPORT_FOLDER
    report = produce_report(survey, cases=_cases(survey, folder / CASES_FILE))
    write_report(report, folder, tuple(FORMATS), language())
    return folder / "report.html"


def _cases(survey: Survey, path: Path) -> CaseCounts | None:
    """Write made-up case counts as a file like any office's, and read it; None without answers."""
    written = made_up_cases(survey)
    if written is None:
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written.encode())
    return read_cases(path)
