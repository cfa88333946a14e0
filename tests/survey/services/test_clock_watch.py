"""What clocks do to an office: who is asked, and on which days answers lie in the end."""

import time as time_module
from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from shutil import copytree

import pytest

from survey.domain.believable_clock import Doubt
from survey.domain.errors import ClockMoved
from survey.services.ask_about_clock import clock_state, confirm_clock, doubt_about_clock
from survey.services.clock import MACHINE_CLOCK, VIETNAM
from survey.services.manage_places import add_service_point, overview_of
from survey.services.open_survey import create_survey, open_survey
from survey.services.open_visit import open_visit
from survey.services.seal_day import seal_closed_days
from survey.services.set_up_office import set_up_office
from survey.services.submit_response import submit_response
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.clock_days import sealed_counts
from survey.store.driver import sqlite3
from survey.store.responses import count_inbox_before, read_inbox, read_responses
from tests.survey.conftest import Clock, MadeOffice

HOURS, DAYS = timedelta(hours=1), timedelta(days=1)
BEFORE_ALL, AFTER_ALL = date(2020, 1, 1), date(9999, 12, 31)


@dataclass
class Machine:
    """A machine that serves an office; its clock is looked at four times a day."""

    settings: Settings
    clock: Clock
    random: Random
    asked: int = 0  # how often somebody found a question who had not found one before
    _is_doubted: bool = False
    _survey: Survey | None = field(default=None, repr=False)

    @property
    def survey(self) -> Survey:
        """The survey, opened when it is not."""
        if self._survey is None:
            self._survey = open_survey(self.settings, self.clock, self.random.randbytes)
            self.look()
        return self._survey

    def look(self) -> None:
        """Look at the clock as the server does every minute."""
        seal_closed_days(self.survey)
        is_doubted = doubt_about_clock(self.survey) is not None
        self.asked += is_doubted and not self._is_doubted
        self._is_doubted = is_doubted

    def work(self, days: int = 1) -> None:
        """Let days pass on each of which somebody answers."""
        for quarter in range(4 * days):
            if quarter % 4 == 1:
                self.answer()
            self.idle(1 / 4)

    def answer(self) -> None:
        """Let somebody answer now."""
        code = overview_of(self.survey, 1).active_posters[0].code
        opened = open_visit(self.survey, code, "vi")
        item = opened.questionnaire.items[0].id
        submit_response(self.survey, code, opened.visit, {item: ["5"]}, "")

    def idle(self, days: float) -> None:
        """Let days pass on which nobody comes."""
        for _ in range(int(4 * days)):
            self.clock.pass_days(1 / 4)
            self.look()

    def set_back_after_midnight(self, by: timedelta) -> None:
        """Wait until a quarter past midnight, and set the clock back."""
        midnight = datetime.combine(self.survey.today() + DAYS, time(0, 15), VIETNAM)
        self.clock.pass_time(midnight - self.clock.time)
        self.look()
        self.step(-by)

    def sleep(self, days: float) -> None:
        """Close the lid: both clocks go on."""
        self.clock.pass_days(days)
        self.look()

    def stop(self, days: float = 0) -> None:
        """Stop the server, and start it some days later."""
        self.close()
        self.clock.pass_days(days)
        self.look()

    def step(self, by: timedelta) -> None:
        """Set the clock while the server runs."""
        self.clock.step(by)
        self.look()

    def start_at(self, moment: datetime) -> None:
        """Stop the server, set the clock, start."""
        self.close()
        self.clock.time = moment
        self.look()

    def confirm(self) -> None:
        """Call the clock right."""
        confirm_clock(self.survey, self.survey.today())
        self.look()

    def close(self) -> None:
        """Stop the server."""
        if self._survey is not None:
            self._survey.store.close()
            self._survey = None

    def days(self) -> list[date]:
        """Return the days of all answers: as counted of the closed ones, as kept of the others."""
        with self.survey.store.reading() as connection:
            sealed = Counter(sealed_counts(connection, BEFORE_ALL)).elements()
            days = sorted([*sealed, *(one.day for one in read_inbox(connection))])
            assert len(days) == len(list(read_responses(connection)))
            return days

    def open_days(self) -> list[date]:
        """Return the days that are not closed."""
        with self.survey.store.reading() as connection:
            return list(count_inbox_before(connection, AFTER_ALL))


@pytest.fixture
def machine(tmp_path: Path, clock: Clock, made_office: MadeOffice) -> Machine:
    random = Random()
    random.setstate(made_office.luck)
    copytree(made_office.data, tmp_path / "data")
    made = Machine(Settings(data=tmp_path / "data"), clock, random)
    made.look()
    return made


MONDAY = date(2026, 3, 2)
Story = Callable[[Machine], None]
NEEDLESS: dict[str, Story] = {
    "a working week": lambda m: m.work(5),
    "a long weekend with the lid closed": lambda m: m.sleep(4),
    "two months with the lid closed": lambda m: m.sleep(60),
    "a long weekend without answers": lambda m: m.idle(4),
    "Tết, switched off": lambda m: m.stop(14),
    "forty days in repair": lambda m: m.stop(40),
    "a restart": lambda m: m.stop(),
    "a time zone that is wrong in the clock itself": lambda m: m.step(7 * HOURS),
    "a day ahead": lambda m: m.step(35 * HOURS),
    "an hour back after midnight": lambda m: m.set_back_after_midnight(HOURS),
}


@pytest.mark.parametrize("story", NEEDLESS.values(), ids=NEEDLESS.keys())
def test_nobody_is_asked_without_need(machine: Machine, story: Story) -> None:
    machine.work()
    story(machine)
    machine.work(2)
    assert machine.asked == 0
    assert machine.open_days() in ([], [machine.survey.today()])


def put_right(machine: Machine) -> None:
    """Set the clock to what it would show if nobody had set it, a day after the start."""
    passed = timedelta(seconds=machine.clock.counted - Clock().counted)
    machine.clock.time = Clock().time + passed
    machine.look()


JUMPS: dict[str, Story] = {
    "37 hours ahead": lambda m: m.step(37 * HOURS),
    "37 hours back": lambda m: m.step(-37 * HOURS),
    "three days ahead": lambda m: m.step(3 * DAYS),
    "a year ahead": lambda m: m.step(365 * DAYS),
    "ten years ahead": lambda m: m.step(3652 * DAYS),
    "ten years back": lambda m: m.step(-3652 * DAYS),
    "to the year 1970": lambda m: m.step(datetime(1970, 1, 1, 7, tzinfo=VIETNAM) - m.clock.time),
    "to the year 2036": lambda m: m.step(datetime(2036, 2, 7, 6, tzinfo=VIETNAM) - m.clock.time),
    "to the year 9999": lambda m: m.step(datetime(9999, 12, 1, tzinfo=VIETNAM) - m.clock.time),
    "a year ahead at a start": lambda m: m.start_at(m.clock.time + 365 * DAYS),
    "46 days ahead at a start": lambda m: m.start_at(m.clock.time + 46 * DAYS),
    "ten days back at a start": lambda m: m.start_at(m.clock.time - 10 * DAYS),
    "no battery: 2010 at a start": lambda m: m.start_at(datetime(2010, 1, 1, 7, tzinfo=VIETNAM)),
}


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS.keys())
def test_a_clock_that_jumps_closes_nothing_until_it_is_right(machine: Machine, jump: Story) -> None:
    machine.work(3)
    closed = machine.open_days()
    jump(machine)
    machine.work()
    assert machine.asked == 1
    assert closed == [] != machine.open_days()
    put_right(machine)
    machine.work(2)
    assert machine.asked == 1
    assert clock_state(machine.survey).doubt is None
    # Four days before, one of which was under the wrong clock, and two after.
    assert len(machine.days()) == 6
    wanted = {MONDAY + days * DAYS for days in (0, 1, 2, 4, 5)}
    assert wanted <= set(machine.days())
    assert not wanted & set(machine.open_days())


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS.keys())
def test_whoever_calls_the_clock_right_is_asked_once(machine: Machine, jump: Story) -> None:
    machine.work(3)
    jump(machine)
    if machine.survey.today().year in (1970, 2010, 2016, 9999):
        with pytest.raises(ClockMoved):
            machine.confirm()
        return
    machine.confirm()
    machine.stop()
    machine.work(2)
    assert machine.asked == 1
    assert machine.open_days() in ([], [machine.survey.today()])


def test_who_was_away_for_46_days_is_asked_and_answers_are_taken(machine: Machine) -> None:
    machine.work()
    machine.stop(46)
    machine.work(2)
    assert machine.asked == 1
    assert machine.open_days() == [MONDAY + 47 * DAYS, MONDAY + 48 * DAYS]
    machine.confirm()
    assert machine.open_days() == []
    machine.work(2)
    assert machine.asked == 1


def test_another_process_is_told_what_was_called_right_here(machine: Machine) -> None:
    machine.work()
    machine.step(3 * DAYS)
    command = open_survey(machine.settings, machine.clock)
    assert doubt_about_clock(command) is not None
    confirm_clock(command, command.today())
    command.store.close()
    machine.work()
    assert machine.asked == 1
    assert clock_state(machine.survey).is_well


def test_what_is_called_right_is_what_was_shown(machine: Machine) -> None:
    machine.step(3 * DAYS)
    with pytest.raises(ClockMoved):
        confirm_clock(machine.survey, MONDAY)
    assert doubt_about_clock(machine.survey) is not None


def test_a_machine_that_learns_the_time_after_its_start_is_not_asked_about(
    machine: Machine,
) -> None:
    machine.work()
    right = machine.clock.time + 10 * DAYS
    machine.clock.counted = 30.0
    # As systemd does it: from when it was stopped, until the network says better.
    machine.start_at(machine.clock.time)
    machine.clock.time = right
    machine.look()
    assert machine.asked == 0


def test_a_restart_ends_no_doubt(machine: Machine) -> None:
    machine.work()
    machine.step(3 * DAYS)
    machine.stop()
    machine.work()
    machine.stop(3)
    assert machine.asked == 1
    assert machine.open_days() == [MONDAY + 4 * DAYS]
    machine.confirm()
    assert machine.open_days() == []


def test_a_doubt_that_cannot_be_written_down_is_written_later(machine: Machine) -> None:
    machine.work()
    with closing(sqlite3.connect(machine.settings.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        machine.step(3 * DAYS)
        assert machine.asked == 1
        other.execute("ROLLBACK")
    machine.look()
    machine.stop()
    assert doubt_about_clock(machine.survey) is not None


def test_an_hour_back_at_midnight_reopens_no_day(machine: Machine) -> None:
    machine.work()
    machine.answer()
    machine.set_back_after_midnight(HOURS)
    machine.answer()
    assert machine.days() == [MONDAY, MONDAY + DAYS, MONDAY + 2 * DAYS]
    machine.work(2)
    assert machine.asked == 0


def test_a_day_that_was_closed_too_early_takes_its_own_answers(machine: Machine) -> None:
    machine.work()
    machine.answer()
    machine.step(30 * HOURS)
    assert machine.open_days() == []
    machine.step(-30 * HOURS)
    for _ in range(20):
        machine.answer()
    assert machine.open_days() == [MONDAY + DAYS]
    machine.work(2)
    assert machine.days().count(MONDAY + DAYS) == 22
    assert MONDAY + DAYS not in machine.open_days()
    with closing(sqlite3.connect(machine.settings.database)) as connection:
        rows = connection.execute("SELECT month, key FROM response").fetchall()
    assert rows == sorted(rows)


def test_answers_on_their_way_at_midnight_are_on_one_of_the_two_days(machine: Machine) -> None:
    machine.clock.pass_time(datetime(2026, 3, 2, 23, 59, 59, tzinfo=VIETNAM) - machine.clock.time)
    with ThreadPoolExecutor(8) as people:
        sent = [people.submit(machine.answer) for _ in range(60)]
        wait(sent, return_when=FIRST_COMPLETED)
        machine.clock.pass_time(timedelta(seconds=1))
        machine.look()
    assert all(each.exception() is None for each in sent)
    days = machine.days()
    assert len(days) == 60
    assert set(days) <= {MONDAY, MONDAY + DAYS}
    machine.look()
    assert MONDAY not in machine.open_days()


@pytest.mark.skipif(not hasattr(time_module, "tzset"), reason="this system sets no time zone so")
@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Ho_Chi_Minh", "Mars/Phobos"])
def test_the_time_zone_of_the_machine_is_not_looked_at(
    monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    before = MACHINE_CLOCK.now()
    monkeypatch.setenv("TZ", zone)
    time_module.tzset()
    try:
        assert timedelta() <= MACHINE_CLOCK.now() - before < timedelta(minutes=1)
        assert MACHINE_CLOCK.now().utcoffset() == 7 * HOURS
    finally:
        monkeypatch.undo()
        time_module.tzset()


def test_a_clock_of_the_machine_beyond_all_years_can_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The system's clock, not ours: it can show more than Python's calendar has.
    monkeypatch.setattr(time_module, "time", lambda: 1e12)
    assert MACHINE_CLOCK.now().year == 2100


def fresh_machine(folder: Path, shown: datetime) -> Machine:
    """Set an office up on a machine that shows this moment."""
    survey = create_survey(Settings(data=folder / "data"), Clock(shown))
    set_up_office(survey, "Sở", "https://a.example.vn", "0215")
    add_service_point(survey, "Quầy 1", "Việc làm", "Tầng 1")
    survey.store.close()
    return Machine(survey.settings, Clock(shown), Random(7))


def test_a_year_ahead_over_a_midnight_spoils_no_later_day(tmp_path: Path) -> None:
    machine = fresh_machine(tmp_path, datetime(2027, 12, 9, 23, 59, 30, tzinfo=VIETNAM))
    machine.answer()
    machine.sleep(1 / 24)
    assert (machine.asked, machine.open_days()) == (0, [])
    machine.start_at(datetime(2026, 12, 21, 9, tzinfo=VIETNAM))
    machine.answer()
    machine.answer()
    ahead, right = date(2027, 12, 9), date(2026, 12, 21)
    assert machine.days() == [right, right, ahead]
    state = clock_state(machine.survey)
    assert state.doubt == Doubt(right, ahead + DAYS)
    assert state.future_days == (ahead,)
    machine.confirm()
    machine.work(2)
    assert machine.days() == [right, right, right, right + DAYS, ahead]
    assert machine.open_days() == []
    assert machine.asked == 1
