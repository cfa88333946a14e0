"""A small office in a folder of its own: two counters, a clock that stands still, no luck."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from shutil import copytree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.app import create_app
from survey.domain.places import ServicePoint
from survey.services.clock import VIETNAM
from survey.services.kiosk_pace import KioskPace
from survey.services.manage_places import add_service_point, overview_of
from survey.services.open_survey import create_survey, open_survey
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.settings import Settings
from tests.pages import Pages

OFFICE = "Sở Thử nghiệm tỉnh Điện Biên"
ADDRESS = "https://hailong.example.vn"
CONTACT = "Văn phòng Sở, 0215 000 000"


@dataclass
class Clock:
    """The clocks of a machine, which move only when a test moves them."""

    time: datetime = datetime(2026, 3, 2, 9, 41, 27, tzinfo=VIETNAM)
    counted: float = 100_000.0

    def now(self) -> datetime:
        """Return the time that it shows."""
        return self.time

    def elapsed(self) -> float:
        """Return the seconds that it has counted."""
        return self.counted

    def pass_time(self, by: timedelta) -> None:
        """Let time go by."""
        self.step(by)
        self.counted += by.total_seconds()

    def pass_days(self, days: float) -> None:
        """Let days go by."""
        self.pass_time(timedelta(days=days))

    def step(self, by: timedelta) -> None:
        """Set the clock, as somebody sets it, while no time goes by."""
        self.time += by


class Seconds:
    """The clock of a kiosk's pace, which counts up only when a test lets it."""

    now = 500.0

    def __call__(self) -> float:
        """Return the seconds that it has counted."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@dataclass(frozen=True)
class MadeOffice:
    """A folder to copy, and the luck that was left when it was made."""

    data: Path
    luck: tuple[object, ...]


@pytest.fixture(scope="session")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> MadeOffice:
    """Make once what every test gets a copy of: an office that is set up, with two counters."""
    data, random = tmp_path_factory.mktemp("office") / "data", Random(20260302)
    made = create_survey(Settings(data=data), Clock(), random.randbytes)
    set_up_office(made, OFFICE, ADDRESS, CONTACT)
    add_service_point(made, "Quầy 1: Người có công", "Người có công", "Tầng 1, nhà A")
    add_service_point(made, "Quầy 2: Việc làm", "Việc làm", "Tầng 2, nhà A")
    made.store.close()
    return MadeOffice(data, random.getstate())


@contextmanager
def opened_copy(office: MadeOffice, data: Path, clock: Clock) -> Iterator[Survey]:
    """Open a copy of an office, which goes on with the luck that was left."""
    random = Random()
    random.setstate(office.luck)
    copytree(office.data, data)
    opened = open_survey(Settings(data=data), clock, random.randbytes)
    with closing(opened.store):
        yield opened


@pytest.fixture
def survey(tmp_path: Path, clock: Clock, made_office: MadeOffice) -> Iterator[Survey]:
    """Open an office that is set up and has two counters."""
    with opened_copy(made_office, tmp_path / "data", clock) as opened:
        yield opened


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def paced(survey: Survey, seconds: Seconds) -> Survey:
    """Give the office with kiosks whose clock a test moves."""
    return replace(survey, kiosk_pace=KioskPace(seconds))


@pytest.fixture
def points(survey: Survey) -> tuple[ServicePoint, ServicePoint]:
    return overview_of(survey, 1).point, overview_of(survey, 2).point


@pytest.fixture
def code(survey: Survey) -> str:
    """Return the code of the first counter's poster."""
    return overview_of(survey, 1).active_posters[0].code


@pytest.fixture
def app(survey: Survey) -> Flask:
    return create_app(survey)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def pages(client: FlaskClient) -> Pages:
    """Give a browser that checks every page whole."""
    return Pages(client)
