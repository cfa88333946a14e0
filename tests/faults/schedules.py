"""One schedule: what the network does, what the person does, and what came of it in the end."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random

from playwright.sync_api import Browser, Page

from tests.faults.network import Fault, FaultyNetwork
from tests.faults.office import OpenOffice, open_office
from tests.faults.people import PATIENCE_MS, Person, Sight, phone_of
from tests.faults.server import Installation, Server
from tests.faults.stored import stored_comments

USUAL = (
    Fault.DROP_REQUEST,
    Fault.DROP_REPLY,
    Fault.CUT_REPLY,
    Fault.DELAY,
    Fault.DUPLICATE,
    Fault.REORDER,
    Fault.NONE,
)
# Starting a server takes a second or two, so only some days are that bad.
KILLS = (Fault.KILL_BEFORE, Fault.KILL_AFTER)
EVERY_SO_MANY = 10
MOST_FAULTS = 5
MOST_PRESSES = 4


@dataclass(frozen=True)
class Schedule:
    """What will happen; the same for the same number."""

    number: int
    faults: tuple[Fault, ...]
    has_script: bool
    presses: int  # after which the person gives up
    is_calm_while_marking: bool = True


@dataclass(frozen=True)
class Outcome:
    """What the person saw, what is stored, and what is still on the phone.

    `unexpected` is what stood on a page that nobody expected.
    """

    schedule: Schedule
    told: tuple[Sight, ...]
    rows: int
    held: int
    unexpected: str = ""

    @property
    def breaches(self) -> list[str]:
        """Return each promise that was broken."""
        found = []
        if Sight.THANKS in self.told and self.rows != 1:
            found.append(f"thanked for {self.rows} rows")
        if Sight.KEPT in self.told and self.rows != 1:
            found.append(f"kept on the phone, and in the end {self.rows} rows")
        if self.rows > 1:
            found.append(f"counted {self.rows} times")
        if self.held:
            found.append("the phone still holds something")
        if Sight.PAGE in self.told:
            found.append(f"a page came that nobody expected: {self.unexpected}")
        if Sight.NOTHING in self.told:
            found.append("nothing was said for long")
        return found


def schedule(number: int) -> Schedule:
    """Draw a schedule."""
    chance = Random(number)
    faults = chance.choices(USUAL, k=chance.randint(1, MOST_FAULTS))
    if number % EVERY_SO_MANY == 0:
        faults[chance.randrange(len(faults))] = chance.choice(KILLS)
    return Schedule(
        number=number,
        faults=tuple(faults),
        has_script=chance.random() < 0.65,
        presses=chance.randint(1, MOST_PRESSES),
        is_calm_while_marking=chance.random() < 0.8,
    )


@dataclass
class Town:
    """An office whose server can be killed, and the bad network that leads to it."""

    installation: Installation
    office: OpenOffice
    server: Server

    def __post_init__(self) -> None:
        self.network = FaultyNetwork(self.server.port, self.is_stored, self.restart)

    def is_stored(self, comment: str) -> bool:
        """Tell whether a comment is in the database by now."""
        return self.rows(comment) > 0

    def rows(self, comment: str) -> int:
        """Return how often a comment is stored."""
        return stored_comments(self.office.database).count(comment)

    def restart(self) -> None:
        """Kill the server and start it again."""
        self.server.kill()
        self.server = self.installation.start(port=self.server.port)


@contextmanager
def open_town(installation: Installation) -> Iterator[Town]:
    """Open an office behind a bad network."""
    office = open_office(installation)
    town = Town(installation, office, installation.start())
    try:
        yield town
    finally:
        town.network.close()
        town.server.kill()


@contextmanager
def second_network(town: Town) -> Iterator[FaultyNetwork]:
    """Open another way to the same server."""
    other = FaultyNetwork(town.server.port, town.is_stored, town.restart)
    try:
        yield other
    finally:
        other.close()


def run(
    town: Town,
    page: Page,
    planned: Schedule,
    patience_ms: int = PATIENCE_MS,
    before_retry: Callable[[Person], None] = lambda _: None,
) -> Outcome:
    """Let one person go through one schedule, and the network come back in the end."""
    address = f"{town.network.address}/{town.office.code}"
    person = Person(page, address, f"khách {planned.number}", planned.has_script, patience_ms)
    person.open()
    if not planned.is_calm_while_marking:
        town.network.plan(planned.faults)
    person.mark()
    if planned.is_calm_while_marking:
        person.wait_for_the_queue()
        town.network.plan(planned.faults)
    for number in range(planned.presses):
        if number:
            before_retry(person)
        if person.press() is Sight.THANKS:
            break
    town.network.calm()
    held = person.come_back()
    rows = town.rows(person.comment)
    return Outcome(planned, tuple(person.told), rows, held, person.unexpected)


def run_all(town: Town, browser: Browser, schedules: Sequence[Schedule]) -> list[Outcome]:
    """Let one person after another go through the schedules.

    Most share one of two phones, as people do; a phone that must fetch the queue over the bad
    network is a new one.
    """
    outcomes = []
    with phone_of(browser, has_script=True) as scripted, phone_of(browser, has_script=False) as old:
        for planned in schedules:
            if planned.is_calm_while_marking:
                outcomes.append(run(town, scripted if planned.has_script else old, planned))
                continue
            with phone_of(browser, planned.has_script) as new:
                outcomes.append(run(town, new, planned))
    return outcomes
