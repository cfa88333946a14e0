"""Those who wait for the one thread that writes: in order, and never more than a number."""

from collections import deque
from collections.abc import Callable
from threading import Condition
from typing import Generic, TypeVar

from survey.domain.errors import StoreBusy

Item = TypeVar("Item")


class WaitingLine(Generic[Item]):
    """A line that many threads join and one thread serves."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._items: deque[Item] = deque()
        self._changed = Condition()
        self._is_closed = False

    def join(self, item: Item) -> int:
        """Wait at the end of the line and return how many wait; who serves is not yet called.

        Raises StoreBusy when the line is too long or closed.
        """
        with self._changed:
            if self._is_closed:
                raise StoreBusy("nothing is written any more")
            if len(self._items) >= self._longest:
                raise StoreBusy("too many wait already")
            self._items.append(item)
            return len(self._items)

    def call(self) -> None:
        """Call who serves the line."""
        with self._changed:
            self._changed.notify()

    def next(self, patience: float | None) -> Item | None:
        """Return who is first; None when nobody came in so many seconds, or nobody will."""
        with self._changed:
            self._changed.wait_for(lambda: self._items or self._is_closed, patience)
            return self._items.popleft() if self._items else None

    def next_while(self, belongs: Callable[[Item], bool], most: int) -> list[Item]:
        """Return who is first now and belongs, with all behind who do too, up to a number."""
        with self._changed:
            found: list[Item] = []
            while self._items and len(found) < most and belongs(self._items[0]):
                found.append(self._items.popleft())
            return found

    @property
    def is_over(self) -> bool:
        """Whether the line is closed and has been served."""
        with self._changed:
            return self._is_closed and not self._items

    def close(self) -> None:
        """Let nobody join any more; who waits is served."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
