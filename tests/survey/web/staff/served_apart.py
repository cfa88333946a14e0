"""A process that serves staff and prints which of the heavy libraries it has loaded by then."""

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from werkzeug.test import TestResponse

from survey.app import create_app
from survey.background.tasks import BackgroundProcess
from survey.services.keep_staff import start_session
from survey.services.open_survey import open_survey
from survey.settings import Settings
from tests.pages import LOOPBACK, Pages
from tests.survey.conftest import Clock
from tests.survey.paper import make_account
from tests.survey.web.staff.desk import COOKIE, Desk

HEAVY = {"matplotlib", "scipy", "typst"}
NOT_YET = (202, 503)


def main(data: str) -> None:
    """Have every kind of file made by a background process."""
    survey = open_survey(Settings(data=Path(data)), Clock())
    session = start_session(survey, make_account(survey, "lan")).token
    with closing(survey.store), closing(BackgroundProcess()) as background:
        desk = Desk(Pages(create_app(survey, background).test_client()))
        desk.client.set_cookie(COOKIE, session, path="/")
        for path in ("ap-phich/in", "lo-phieu/P-2026-001/in"):
            made(lambda path=path: desk.download(f"/can-bo/{path}"))
        for path in ("", "bao-cao", "bao-cao?ky=2026-02"):
            desk.get(f"/can-bo/{path}")
        for kind in ("html", "csv", "json"):
            path = f"/can-bo/bao-cao/{kind}?ky=2026-02"
            made(lambda path=path: desk.client.get(path, base_url=LOOPBACK))
    sys.stdout.write(f"{sorted({name.partition('.')[0] for name in sys.modules} & HEAVY)}\n")


def made(ask: Callable[[], TestResponse]) -> None:
    """Ask for a file until it is made: a busy machine takes long."""
    while (answer := ask()).status_code in NOT_YET:
        pass
    assert answer.status_code == 200, answer.status


if __name__ == "__main__":
    main(*sys.argv[1:])
