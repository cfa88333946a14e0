"""A few places to wait in: the most urgent goes first, and when all are taken the least leaves."""

from bisect import insort
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from survey.services.guess_budgets import Rank

T = TypeVar("T")


@dataclass(order=True, frozen=True)
class _Place(Generic[T]):
    rank: Rank
    number: int  # of two who are equally urgent, who came first
    one: T = field(compare=False)


class WaitingRoom(Generic[T]):
    """Who waits, in order; strangers may take only some of the places."""

    def __init__(self, most: int, most_strangers: int) -> None:
        self._most = most
        self._most_strangers = most_strangers
        self._places: list[_Place[T]] = []
        self._entered = 0

    def __len__(self) -> int:
        return len(self._places)

    def enter(self, rank: Rank, one: T) -> T | None:
        """Give somebody a place; return who has to leave for it, perhaps the same."""
        self._entered += 1
        insort(self._places, _Place(rank, self._entered, one))
        strangers = sum(place.rank.is_stranger for place in self._places)
        if len(self._places) > self._most or strangers > self._most_strangers:
            return self._places.pop().one
        return None

    def call_next(self) -> T | None:
        """Return who has waited long enough; None when nobody waits."""
        return self._places.pop(0).one if self._places else None
