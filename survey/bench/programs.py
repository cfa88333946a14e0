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
from survey.bench.office import QUESTIONNAIRE
from survey.bench.textbook import textbook
from survey.commands.serve import serve as hailong_serve
from survey.services.open_survey import create_survey
from survey.serving import server
from survey.settings import read_settings
from survey.store.engine import SETTINGS
from survey.web.current import serve as speak_for


def hello() -> Flask:
    """Return the least that Flask can do."""
    app = Flask("hello")

    @app.get("/")
    def page() -> str:
        return "hello"

    return app


def textbook_of_the_environment() -> Flask:
    """Return the textbook design with its database where the settings say."""
    settings = read_settings(os.environ)
    settings.data.mkdir(parents=True, exist_ok=True)
    return textbook(settings.data / "textbook.sqlite3", load_questionnaire(QUESTIONNAIRE))


def without_waiting() -> None:
    """Serve as ever, on a database that does not wait for the disk."""
    SETTINGS["synchronous"] = ("NORMAL", 1)
    hailong_serve([])


def main() -> None:
    """Serve the program that is named, until a signal comes."""
    name = sys.argv[1]
    if name == WITHOUT_WAITING:
        without_waiting()
    else:
        settings, app = read_settings(os.environ), PROGRAMS[name]()
        # The server speaks for an office when it refuses a request itself.
        with closing((survey := create_survey(settings)).store):
            speak_for(app, survey)
            server.serve(app, settings.host, settings.port)


WITHOUT_WAITING = "without-waiting"
PROGRAMS = {"hello": hello, "textbook": textbook_of_the_environment}

if __name__ == "__main__":
    main()
