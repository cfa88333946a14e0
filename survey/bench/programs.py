"""The programs that are measured beside each other: ``python -m survey.bench.programs NAME``.

All run on the same server, with the settings of the environment: `app` is ours, and so is
`without-waiting`, with SQLite's synchronous=NORMAL, which lets a power cut take what was
acknowledged: it is measured, and offered to nobody. `still` is ours while it publishes nothing.
"""

import os
import sys
from contextlib import closing

from flask import Flask

from questionnaires.published import load_questionnaire
from survey.app import create_app
from survey.background.tasks import BackgroundProcess
from survey.bench.processes import end_with_parent
from survey.commands.serve import serve
from survey.one_heap import use_one_heap
from survey.services.open_survey import open_survey
from survey.serving import server
from survey.settings import read_settings
from survey.store.engine import SETTINGS


def hello() -> Flask:
    """Return the least that Flask can do."""
    app = Flask("hello")

    @app.get("/")
    def page() -> str:
        return "hello"

    return app


def textbook_of_the_environment() -> Flask:
    """Return the textbook design with its database where the settings say."""
    # Not needed by ours, whose start is measured.
    from survey.bench.office import QUESTIONNAIRE  # noqa: PLC0415
    from survey.bench.textbook import database_in, textbook  # noqa: PLC0415

    return textbook(database_in(read_settings(os.environ)), load_questionnaire(QUESTIONNAIRE))


def do_not_wait() -> None:
    """Let this process's connections to a database not wait for the disk."""
    SETTINGS["synchronous"] = ("NORMAL", 1)


def serve_still() -> None:
    """Serve ours without what goes on by itself: reports that are due are not published."""
    settings = read_settings(os.environ)
    use_one_heap()
    with closing((survey := open_survey(settings)).store), closing(BackgroundProcess()) as aside:
        server.serve(create_app(survey, aside), settings.host, settings.port)


def serve_instead(program: Flask) -> None:
    """Serve a program in place of ours; only what the server itself refuses is still ours."""
    settings = read_settings(os.environ)
    with closing((survey := open_survey(settings)).store):
        app = create_app(survey)
        app.wsgi_app = program  # type: ignore[method-assign]  # as Flask advises
        server.serve(app, settings.host, settings.port)


def main() -> None:
    """Serve the program that is named, until it is ended."""
    end_with_parent()
    name = sys.argv[1]
    if name in PROGRAMS:
        serve_instead(PROGRAMS[name]())
        return
    if name == STILL:
        serve_still()
        return
    if name == WITHOUT_WAITING:
        do_not_wait()
    serve([])


APP, WITHOUT_WAITING, STILL = "app", "without-waiting", "still"
HELLO, TEXTBOOK = "hello", "textbook"
PROGRAMS = {HELLO: hello, TEXTBOOK: textbook_of_the_environment}

if __name__ == "__main__":
    main()
