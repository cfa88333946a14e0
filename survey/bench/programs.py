"""The programs that ours is measured beside: ``python -m survey.bench.programs NAME``.

They run as ours does, on the same server and with the settings of the environment.
`without-waiting` is ours with SQLite's synchronous=NORMAL, which lets a power cut take what was
acknowledged: it is measured, and offered to nobody.
"""

import os
import sys
from contextlib import closing

from flask import Flask

from questionnaires.published import load_questionnaire
from survey.app import create_app
from survey.bench.office import QUESTIONNAIRE
from survey.bench.textbook import textbook
from survey.commands.serve import serve
from survey.services.open_survey import open_survey
from survey.serving import server
from survey.settings import Settings, read_settings
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
    database = read_settings(os.environ).data / "textbook.sqlite3"
    return textbook(database, load_questionnaire(QUESTIONNAIRE))


def do_not_wait() -> None:
    """Let this process's connections to a database not wait for the disk."""
    SETTINGS["synchronous"] = ("NORMAL", 1)


def main() -> None:
    """Serve the program that is named, until a signal comes."""
    name = sys.argv[1]
    if name == WITHOUT_WAITING:
        do_not_wait()
        serve([])
    else:
        serve_instead(PROGRAMS[name](), read_settings(os.environ))


def serve_instead(program: Flask, settings: Settings) -> None:
    """Serve a program in place of ours; only what the server itself refuses is still ours."""
    with closing((survey := open_survey(settings)).store):
        app = create_app(survey)
        app.wsgi_app = program  # type: ignore[method-assign]  # as Flask advises
        server.serve(app, settings.host, settings.port)


WITHOUT_WAITING = "without-waiting"
PROGRAMS = {"hello": hello, "textbook": textbook_of_the_environment}

if __name__ == "__main__":
    main()
