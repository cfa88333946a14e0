"""A simulation of guessing: attackers, an honest person and two hashing threads on one clock."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random

from survey.domain.errors import TooManyTries
from survey.limits import HASHING_THREADS, MOST_STRANGERS_WAITING, MOST_WAITING_FOR_HASHING
from survey.services.guess_budgets import GuessBudgets, Spent
from survey.services.hashing_pool import RETRY_SECONDS
from survey.services.waiting_room import WaitingRoom

# What one hash takes on a small machine.
HASH_SECONDS = 0.1


@dataclass(frozen=True)
class Person:
    """Who tries to sign in: the name that is typed, and what is known of the browser."""

    name: str
    source: str
    device: bytes | None = None
    is_right: bool = False


@dataclass
class Door:
    """The sign-in page of one server, whose clock only the simulation moves."""

    now: float = 0.0
    looked_at: int = 0
    opened_at: float | None = None
    hash_seconds: float = HASH_SECONDS
    _room: WaitingRoom[tuple[Person, Spent]] = field(init=False)
    _busy: list[tuple[float, int, Person, Spent]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.budgets = GuessBudgets(lambda: self.now)
        self._room = WaitingRoom(MOST_WAITING_FOR_HASHING, MOST_STRANGERS_WAITING)

    def press(self, person: Person) -> float | None:
        """Let somebody try; return the seconds that the page asks him to wait, if it does."""
        try:
            spent = self.budgets.spend(person.name, person.source, person.device)
        except TooManyTries as refused:
            return refused.seconds
        leaves = self._room.enter(spent.rank, (person, spent))
        self._call()
        if leaves is None:
            return None
        self.budgets.give_back(leaves[1])
        return RETRY_SECONDS if leaves[0] is person else None

    def let_pass(self, until: float) -> None:
        """Let the threads work until a moment."""
        while self._busy and self._busy[0][0] <= until:
            self.now, _, person, spent = heapq.heappop(self._busy)
            self.looked_at += 1
            if person.is_right:
                self.budgets.succeeded(spent)
                self.opened_at = self.opened_at or self.now
            self._call()
        self.now = until

    def _call(self) -> None:
        while len(self._busy) < HASHING_THREADS and len(self._room):
            person, spent = self._room.call_next() or (None, None)
            assert person is not None
            assert spent is not None
            ready = self.now + self.hash_seconds
            heapq.heappush(self._busy, (ready, next(self._numbers), person, spent))


@dataclass(frozen=True)
class Attack:
    """So many guesses a second, in turn from so many sources, at one name or at any."""

    rate: float
    sources: int
    name: str | None

    def guesses(self, random: Random) -> Iterator[tuple[float, Person]]:
        """Give who tries and when, without an end."""
        at = 0.0
        for number in count():
            at += random.expovariate(self.rate)
            name = self.name or f"name {random.random()}"
            yield at, Person(name, f"source {number % self.sources}")


def seconds_until_open(
    attack: Attack,
    honest: Person,
    begins: float,
    gives_up: float,
    hash_seconds: float = HASH_SECONDS,
) -> float:
    """Return how long the honest person waited who presses again whenever the page says so."""
    door, next_press = Door(hash_seconds=hash_seconds), begins
    for at, guesser in attack.guesses(Random(attack.sources)):
        while next_press <= at:
            door.let_pass(next_press)
            asked = door.press(honest)
            # Whoever was let in and had to leave for somebody else presses again as well.
            next_press += RETRY_SECONDS if asked is None else asked
        door.let_pass(at)
        if door.opened_at is not None:
            return door.opened_at - begins
        if at > begins + gives_up:
            return gives_up
        door.press(guesser)
    raise AssertionError("guesses never end")


def looked_at_in_an_hour(guessers: list[Person], guesses: int) -> int:
    """Return how many of the guesses, evenly spread over an hour, reach a thread."""
    door = Door()
    for number in range(guesses):
        door.let_pass(number * 3600 / guesses)
        door.press(guessers[number % len(guessers)])
    door.let_pass(3700)
    return door.looked_at
