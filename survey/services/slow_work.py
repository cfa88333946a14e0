"""What takes long on the loop is done one after the other, so that what is quick goes between.

A comment of the longest kind is read for milliseconds, and so is a page made that is shown again
with its faults. Sixty of either at once would keep everybody behind them waiting.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager

from survey.domain.errors import StoreBusy
from survey.limits import MOST_WAITING_SLOW
from survey.waiting import is_aside, result_of, when_free


class SlowWork:
    """The turns of those whose work takes long; on other threads than the loop's nobody waits."""

    def __init__(self, most_waiting: int = MOST_WAITING_SLOW) -> None:
        self._most_waiting = most_waiting
        self._waiting: deque[Future[None]] = deque()
        self._is_taken = False

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Take a turn, for work that waits for nothing; raise StoreBusy when too many wait."""
        if not is_aside():
            yield
            return
        self._wait()
        try:
            yield
        finally:
            # First come those whom the loop has in hand by now.
            when_free(self._pass_on)

    def _wait(self) -> None:
        if not self._is_taken:
            self._is_taken = True
            return
        if len(self._waiting) >= self._most_waiting:
            raise StoreBusy("too many slow ones wait already")
        mine: Future[None] = Future()
        self._waiting.append(mine)
        try:
            result_of(mine)
        except BaseException:  # nobody is there any more who would take this turn
            if mine in self._waiting:
                self._waiting.remove(mine)
            else:
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        if self._waiting:
            self._waiting.popleft().set_result(None)
        else:
            self._is_taken = False
