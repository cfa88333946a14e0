"""The composition root: settings -> store -> services -> faces."""

import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask

from survey.services.offer_languages import unready_languages
from survey.services.open_survey import open_survey
from survey.services.seal_day import SealingClock
from survey.services.set_up_office import office
from survey.services.survey import Survey
from survey.settings import read_settings
from survey.web.citizen.routes import citizen
from survey.web.current import serve
from survey.web.errors import answer_errors
from survey.web.headers import add_headers
from survey.web.request_checks import check_requests
from survey.web.staff.routes import staff
from survey.worker import end_with_parent

_log = logging.getLogger(__name__)

_FOLDER = Path(__file__).parent


class Application(Flask):
    """The web application; what breaks in it is logged without anything of the request."""

    def log_exception(self, exc_info: Any) -> None:
        """Log what broke and where; Flask would log the address and the exception's words."""
        log_place(self.logger, exc_info[1])

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, whatever happens: a server logs what an application lets through."""
        try:
            return self.wsgi_app(environ, start_response)
        except Exception as error:  # the last place where it can be kept quiet
            log_place(self.logger, error)
        start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
        return [b"500\n"]


def create_app(survey: Survey | None = None) -> Flask:
    """Return the application of a survey; without one, of what the environment says."""
    survey = survey or _open_from_environment()
    address = office(survey).public_address
    app = Application("survey", root_path=str(_FOLDER), static_folder="static")
    app.secret_key = survey.keys.session
    serve(app, survey)
    check_requests(app, address)
    add_headers(app, address)
    answer_errors(app)
    app.register_blueprint(citizen)
    app.register_blueprint(staff)
    return app


def log_place(logger: logging.Logger, error: BaseException | None) -> None:
    """Log the kind of an error and the places that it came through, never its words.

    The words of an exception may hold what somebody answered or where he called from.
    """
    trace = None if error is None else error.__traceback__
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    logger.error("%s at %s", type(error).__name__, " < ".join(reversed(places)))


def _open_from_environment() -> Survey:
    # Without a time: the minute of a fault would tell when somebody answered.
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    survey = open_survey(read_settings(os.environ))
    for code in unready_languages(survey):
        _log.warning(
            "%s is not offered yet: hailong languages %s tells what is missing", code, code
        )
    SealingClock(survey).start()
    end_with_parent()
    return survey
