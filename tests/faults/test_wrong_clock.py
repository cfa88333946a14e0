"""A machine whose clock was a year ahead: real server and commands, and no later day is spoilt."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from survey.services.clock import VIETNAM
from survey.services.manage_places import add_service_point, overview_of
from survey.services.open_survey import create_survey
from survey.services.set_up_office import set_up_office
from survey.settings import Settings
from survey.store.driver import sqlite3
from tests.faults.phone import Phone
from tests.faults.server import Installation, planted
from tests.survey.conftest import Clock

FILE = "PLANTED_CLOCK"
# Of one counter, where nobody answered on a day that is closed more than once.
DAYS = "SELECT day FROM inbox UNION ALL SELECT day FROM day_count WHERE responses = 1"
AHEAD = datetime(2027, 12, 9, 23, 59, 30, tzinfo=VIETNAM)
MIDNIGHT = datetime(2027, 12, 10, 0, 0, 30, tzinfo=VIETNAM)
RIGHT = datetime(2026, 12, 21, 9, tzinfo=VIETNAM)
# The server looks at its clock once a minute.
LOOK_SECONDS = 65


@dataclass(frozen=True)
class Machine:
    """A machine whose clock can be set while its programs run."""

    installation: Installation
    offset: Path
    code: str

    def show(self, moment: datetime) -> None:
        """Set the clock."""
        self.offset.write_text(str(moment.timestamp() - time.time()), "utf-8")

    def serve(self, answers: int, then: Callable[[], None] = lambda: None) -> str:
        """Start the server, let people answer, stop it; return what it printed."""
        with self.installation.start() as server:
            phone = Phone(server.port)
            for _ in range(answers):
                sent = phone.post(f"/{self.code}", phone.open(self.code).filled(""))
                assert sent.is_acknowledged
            then()
            server.stop()
            return server.printed()

    def days(self, query: str = DAYS) -> list[str]:
        """Return the days of all answers."""
        with closing(sqlite3.connect(self.installation.data / "hailong.sqlite3")) as connection:
            return sorted(row[0] for row in connection.execute(query))

    def closed(self) -> list[str]:
        """Return the days that are closed."""
        return self.days("SELECT day FROM day_seal")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Set an office up on a machine that is a year ahead already."""
    survey = create_survey(Settings(data=tmp_path / "data"), Clock(AHEAD))
    with closing(survey.store):
        set_up_office(survey, "Sở thử nghiệm", "https://thu.example.vn", "0215 000 000")
        add_service_point(survey, "Quầy 1", "Việc làm", "Tầng 1")
        code = overview_of(survey, 1).active_posters[0].code
    offset = tmp_path / "offset"
    installation = Installation(tmp_path, planted("moved_clock"), {FILE: str(offset)})
    made = Machine(installation, offset, code)
    made.show(AHEAD)
    return made


def test_a_year_ahead_over_a_midnight_spoils_no_later_day(machine: Machine) -> None:
    assert "Đồng hồ" not in machine.serve(1)
    machine.show(MIDNIGHT)
    assert machine.installation.run("seal").returncode == 0
    assert machine.closed() == ["2027-12-09"]
    set_right(machine)


@pytest.mark.release
def test_the_server_itself_closes_the_day_at_midnight(machine: Machine) -> None:
    machine.serve(1, then=lambda: time.sleep(30 + LOOK_SECONDS))
    assert machine.closed() == ["2027-12-09"]
    set_right(machine)


def set_right(machine: Machine) -> None:
    """Set the clock right, let two people answer, and hear what is told of the day to come."""
    machine.show(RIGHT)
    printed = machine.serve(2)
    assert "Đồng hồ của máy đang chỉ ngày 21/12/2026." in printed
    assert "đã có phiếu hoặc đã niêm phong, muộn nhất là 09/12/2027." in printed
    assert machine.days() == ["2026-12-21", "2026-12-21", "2027-12-09"]
    assert "HỎNG" in machine.installation.run("doctor").stdout
    assert machine.closed() == ["2027-12-09"]
