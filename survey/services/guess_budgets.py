"""How many passwords may be tried: with a known device, from one source, for one name.

Each budget is a *level* that a try raises and that time lowers. Nothing is a lock: a device has a
budget of its own, a source that was quiet has one too, and a name that many guess at only makes
each try dearer. All of it is kept in memory, by keys that only this process can make of a name or
a source; a restart forgets it. The clock is one that nobody can set.
"""

import os
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from math import ceil
from threading import Lock
from time import monotonic

from survey.domain.errors import TooManyTries

# Tries at once, and the seconds until there is one more: 10 and 59 in an hour from one source, 5
# and 24 with one device, so that fewer than a hundred of ten thousand guesses are looked at.
SOURCE_TRIES, SOURCE_SECONDS = 10, 61.0
DEVICE_TRIES, DEVICE_SECONDS = 5, 150.0
# A name at which so many wrong passwords were tried in the last hour costs a source four tries a
# password instead of one: of a thousand sources each gets two, not ten.
NAME_TRIES, NAME_SECONDS = 20, 180.0
DEAR = 4
# Pressing as often as the page that says “busy” asks for makes nobody look like a machine.
NOISE_SECONDS = 5.0
NOISY = 20
# Whose password was looked at stands behind whoever had none for so long, whatever is left of the
# budget: a thousand sources would otherwise be quiet again before all have had their turn.
TURN_SECONDS = 600.0
# How long somebody who was sent away keeps his place before those who come only then: longer than
# the page asks him to wait. From ever new sources nobody has such a place.
PLACE_SECONDS = 60.0
# No level counts further: what was tried yesterday is forgotten within hours.
HIGHEST_LEVEL = 40.0
MOST_KEPT = 10_000


@dataclass(frozen=True, order=True)
class Rank:
    """Who is served first: the smallest of these."""

    is_stranger: bool
    turns: float = 0.0
    noise: int = 0
    since: float = 0.0


KNOWN = Rank(is_stranger=False)


class Levels:
    """Counts that go down by one in so many seconds; of the keys that were raised last."""

    def __init__(self, seconds: float, most: int = MOST_KEPT) -> None:
        self._seconds = seconds
        self._most = most
        self._empty_at: OrderedDict[bytes, float] = OrderedDict()

    def level(self, key: bytes, now: float) -> float:
        """Return the count of a key."""
        return max(0.0, self._empty_at.get(key, now) - now) / self._seconds

    def move(self, key: bytes, by: float, now: float) -> None:
        """Raise the count of a key, or lower it."""
        level = min(max(0.0, self.level(key, now) + by), HIGHEST_LEVEL)
        self._empty_at[key] = now + level * self._seconds
        self._empty_at.move_to_end(key)
        if len(self._empty_at) > self._most:
            self._empty_at.popitem(last=False)

    def wait(self, key: bytes, by: float, most: float, now: float) -> float:
        """Return the seconds until a count can be raised without being over the most."""
        return max(0.0, self.level(key, now) + by - most) * self._seconds


_Cost = tuple[Levels, bytes, float]


@dataclass(frozen=True)
class Spent:
    """A try that was let through: its rank among those who wait, what it cost, and its noise."""

    rank: Rank
    cost: tuple[_Cost, ...]
    noise: tuple[_Cost, ...] = ()


class GuessBudgets:
    """The budgets of one server, shared by all its threads."""

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self._clock = seconds
        self._secret = os.urandom(32)
        self._lock = Lock()
        self._devices = Levels(DEVICE_SECONDS)
        self._sources = Levels(SOURCE_SECONDS)
        self._names = Levels(NAME_SECONDS)
        self._noise = Levels(NOISE_SECONDS)
        self._turns = Levels(TURN_SECONDS)
        self._came = OrderedDict[bytes, float]()

    def spend(self, name: str, source: str, device: bytes | None) -> Spent:
        """Take a try from the budgets before its password is looked at; raise TooManyTries.

        Guesses sent all at once would otherwise overtake the count. A try that is refused costs
        nothing, so nobody can make somebody else's wait longer. `device` is None unless it has
        signed in to this account before.
        """
        now = self._clock()
        with self._lock:
            if device is not None and not self._devices.wait(device, 1, DEVICE_TRIES, now):
                self._devices.move(device, 1, now)
                return Spent(KNOWN, ((self._devices, device, 1),))
            return self._spend_of_source(self._key(name), self._key(source), now)

    def give_back(self, spent: Spent) -> None:
        """Return what a try cost whose password was not looked at."""
        self._lower(spent.cost)

    def succeeded(self, spent: Spent) -> None:
        """Return what a try cost whose password was right; pressing made no noise either."""
        self._lower((*spent.cost, *spent.noise))

    def is_noisy(self, source: str) -> bool:
        """Tell whether a source presses like a machine; it may press once in five seconds."""
        now = self._clock()
        with self._lock:
            return self._noise.level(self._key(source), now) >= NOISY

    def has_tries(self, device: bytes) -> bool:
        """Tell whether a device has tries left of its own budget."""
        now = self._clock()
        with self._lock:
            return not self._devices.wait(device, 1, DEVICE_TRIES, now)

    def _spend_of_source(self, name: bytes, source: bytes, now: float) -> Spent:
        noise = self._noise.level(source, now)
        self._noise.move(source, 1, now)
        price = DEAR if self._names.level(name, now) >= NAME_TRIES else 1
        wait = self._sources.wait(source, price, SOURCE_TRIES, now)
        if wait:
            raise TooManyTries(ceil(wait))
        turns = self._turns.level(source, now)
        rank = Rank(True, turns, int(noise), self._came_at(source, now))
        cost = (self._sources, source, price), (self._names, name, 1), (self._turns, source, 1)
        for levels, key, by in cost:
            levels.move(key, by, now)
        return Spent(rank, cost, ((self._noise, source, 1),))

    def _came_at(self, source: bytes, now: float) -> float:
        """Return when a source began to press, as far back as counts."""
        came = max(self._came.pop(source, now), now - PLACE_SECONDS)
        self._came[source] = came
        if len(self._came) > MOST_KEPT:
            self._came.popitem(last=False)
        return came

    def _lower(self, costs: tuple[_Cost, ...]) -> None:
        now = self._clock()
        with self._lock:
            for levels, key, by in costs:
                levels.move(key, -by, now)

    def _key(self, text: str) -> bytes:
        # People type passwords where a name belongs; neither is kept.
        return blake2b(text.encode(), digest_size=16, key=self._secret).digest()
