"""What every service works with: the store, the keys, the clock and randomness."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from survey.services.clock import Clock
from survey.services.clock_watch import ClockWatch
from survey.services.directory import DirectoryKeeper
from survey.services.guess_budgets import GuessBudgets
from survey.services.hashing_pool import HashingPool
from survey.services.keys import Keys
from survey.services.kiosk_pace import KioskPace
from survey.services.making import Making
from survey.services.recent_sendings import RecentSendings
from survey.services.slow_work import SlowWork
from survey.services.staff_sessions import StaffSessions
from survey.services.waiting_enrolments import WaitingEnrolments
from survey.settings import Settings
from survey.store.engine import Store


@dataclass(frozen=True)
class Survey:
    """One office's survey, open for work."""

    store: Store
    keys: Keys
    clock: Clock
    random_bytes: Callable[[int], bytes]
    settings: Settings
    directory: DirectoryKeeper
    # The copy of the database as it was, where opening this has brought it up to date.
    before_upgrade: Path | None = None
    kiosk_pace: KioskPace = field(default_factory=KioskPace)
    recent: RecentSendings = field(default_factory=RecentSendings)
    guesses: GuessBudgets = field(default_factory=GuessBudgets)
    hashing: HashingPool = field(default_factory=HashingPool)
    watch: ClockWatch = field(default_factory=ClockWatch)
    slow_work: SlowWork = field(default_factory=SlowWork)
    sessions: StaffSessions = field(default_factory=StaffSessions)
    enrolments: WaitingEnrolments = field(default_factory=WaitingEnrolments)
    making: Making = field(default_factory=Making)
    filing: Making = field(default_factory=Making)  # of the files of published reports

    def now(self) -> datetime:
        """Return the present moment in Vietnam."""
        return self.clock.now()

    def today(self) -> date:
        """Return the day that it is in Vietnam."""
        return self.now().date()
