"""The composition root: settings -> store -> services -> faces."""

import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask

from survey.background import Background, RunHere
from survey.background.tasks import BackgroundProcess
from survey.quiet_log import log_place
from survey.services.ask_about_clock import clock_state
from survey.services.filing_clock import FilingClock
from survey.services.offer_languages import unready_languages
from survey.services.open_survey import open_survey
from survey.services.publishing_clock import PublishingClock
from survey.services.seal_day import DOUBTED, SealingClock
from survey.services.set_up_office import office
from survey.services.survey import Survey
from survey.settings import read_settings
from survey.web.addresses import with_readable_host
from survey.web.citizen.routes import citizen
from survey.web.citizen.shown_once import show_pages_once
from survey.web.current import serve
from survey.web.errors import answer_errors
from survey.web.form_request import FormRequest
from survey.web.headers import add_headers, every_header
from survey.web.request_checks import check_requests
from survey.web.shelf import put_up_shelf
from survey.web.staff.routes import staff

_log = logging.getLogger(__name__)

_FOLDER = Path(__file__).parent


class Application(Flask):
    """The web application; what breaks in it is logged without anything of the request."""

    request_class = FormRequest

    def log_exception(self, exc_info: Any) -> None:
        """Log what broke and where; Flask would log the address and the exception's words."""
        log_place(self.logger, exc_info[1])

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return a view as it is: none of ours is asynchronous, and Flask asks that each time."""
        return func

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, whatever happens: a server logs what an application lets through."""
        try:
            return self.wsgi_app(with_readable_host(environ), start_response)
        except Exception as error:  # the last place where it can be kept quiet
            log_place(self.logger, error)
        start_response(
            "500 Internal Server Error", [*every_header(), ("Content-Type", "text/plain")]
        )
        return [b"500\n"]


def create_app(survey: Survey | None = None, background: Background | None = None) -> Flask:
    """Return the application of a survey; without one, of what the environment says.

    Heavy work is done by `background`; without one, by a process of its own where the survey is
    that of the environment, and here otherwise.
    """
    if survey is None:
        background = background or BackgroundProcess()
        survey = _open_from_environment()
    address = office(survey).public_address
    app = Application("survey", root_path=str(_FOLDER), static_folder="static")
    serve(app, survey, background or RunHere())
    put_up_shelf(app)
    show_pages_once(app)
    check_requests(app, address)
    add_headers(app, address)
    answer_errors(app)
    app.register_blueprint(citizen)
    app.register_blueprint(staff)
    return app


@dataclass(frozen=True)
class Clocks:
    """What goes on for as long as a survey is served."""

    sealing: SealingClock
    publishing: PublishingClock
    filing: FilingClock
    background: Background  # where reports are made that are published, and their files

    def start(self) -> None:
        """Begin."""
        self.sealing.start()
        self.publishing.start()
        self.filing.start()

    def stop(self) -> None:
        """End, and give up what is being made."""
        self.filing.stop()
        self.publishing.stop()
        self.filing.join()
        self.sealing.stop()


def begin_to_serve(survey: Survey) -> Clocks:
    """Do what goes on for as long as a survey is served; return what ends it.

    Reports are published by a background process of their own: a year takes long, and whoever opens
    a report that is there already does not wait for it.
    """
    # Without a time: the minute of a fault would tell when somebody answered.
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    for code in unready_languages(survey):
        _log.warning(
            "%s is not offered yet: hailong languages %s tells what is missing", code, code
        )
    background = BackgroundProcess()
    publishing, filing = PublishingClock(survey, background), FilingClock(survey, background)
    clocks = Clocks(SealingClock(survey), publishing, filing, background)
    clocks.start()
    return clocks


def _open_from_environment() -> Survey:
    survey = open_survey(read_settings(os.environ))
    _warn_of_upgrade(survey)
    _warn_of_clock(survey)
    begin_to_serve(survey)
    return survey


def _warn_of_upgrade(survey: Survey) -> None:
    if survey.before_upgrade is not None:
        _log.warning(
            "%s is the database before the upgrade; the next good backup removes it",
            survey.before_upgrade.name,
        )


def _warn_of_clock(survey: Survey) -> None:
    state = clock_state(survey)
    if state.doubt is not None:
        _log.warning("%s", DOUBTED)
    elif state.future_days:
        _log.warning("days in the future have answers: see “hailong clock”")
