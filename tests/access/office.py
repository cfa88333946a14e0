"""An office with a poster in each state, served on a port of this machine."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random

from survey.app import create_app
from survey.domain.modes import Mode
from survey.services.manage_places import add_service_point, close_service_point, overview_of
from survey.services.open_survey import create_survey
from survey.services.open_visit import open_trial
from survey.services.print_posters import new_poster, withdraw_poster
from survey.services.publish_text import use
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.driver import sqlite3
from survey.store.engine import apply_settings, open_store
from tests.browser.serving import served
from tests.survey.conftest import Clock
from tests.survey.tablets import enrolled

OPEN_POINT, CLOSED_POINT = 1, 2


@dataclass(frozen=True)
class Office:
    """What the states of the pages are made of."""

    survey: Survey = field(repr=False)
    address: str
    clock: Clock
    code: str
    withdrawn_code: str
    closed_code: str
    kiosk_code: str
    kiosk_key: str
    assisted_code: str

    def trial_token(self, language: str) -> str:
        """Return the visit of a trial."""
        return open_trial(self.survey, OPEN_POINT, language).token

    def locked(self) -> AbstractContextManager[object]:
        """Hold the database, so that nothing can be stored."""
        return self.survey.store.writing()

    @contextmanager
    def a_month_later(self) -> Iterator[None]:
        """Let the clock show a time at which pages of now are too old."""
        self.clock.step(timedelta(days=31))
        yield
        self.clock.step(timedelta(days=-31))

    @contextmanager
    def asking(self, questionnaire: str) -> Iterator[None]:
        """Use another questionnaire for a while."""
        use(self.survey, questionnaire=questionnaire)
        yield
        use(self.survey, questionnaire="counter.v1")


@contextmanager
def open_office(folder: Path) -> Iterator[Office]:
    """Set up an office and serve it."""
    clock = Clock()
    survey = _set_up(folder, clock)
    withdrawn = new_poster(survey, OPEN_POINT).code
    withdraw_poster(survey, withdrawn)
    # A server that waits for a lock would make every page about one take five seconds.
    hurried = replace(survey, store=open_store(survey.settings.database, _never_wait))
    kiosk = new_poster(survey, OPEN_POINT, Mode.KIOSK).code
    with served(create_app(hurried)) as address:
        yield Office(
            survey,
            address,
            clock,
            _code_of(survey, OPEN_POINT),
            withdrawn,
            _code_of(survey, CLOSED_POINT),
            kiosk,
            enrolled(survey, kiosk),
            new_poster(survey, OPEN_POINT, Mode.ASSISTED).code,
        )
        hurried.store.close()
        survey.store.close()


def _set_up(folder: Path, clock: Clock) -> Survey:
    survey = create_survey(Settings(data=folder / "data"), clock, Random(20260302).randbytes)
    set_up_office(survey, "Sở Thử nghiệm tỉnh Điện Biên", None, "Văn phòng Sở, 0215 000 000")
    add_service_point(survey, "Quầy 1: Người có công", "Người có công", "Tầng 1, nhà A")
    add_service_point(survey, "Quầy 2: Việc làm", "Việc làm", "Tầng 2, nhà A")
    close_service_point(survey, CLOSED_POINT)
    return survey


def _code_of(survey: Survey, point: int) -> str:
    return overview_of(survey, point).active_posters[0].code


def _never_wait(connection: sqlite3.Connection) -> None:
    apply_settings(connection)
    connection.execute("PRAGMA busy_timeout=0")
