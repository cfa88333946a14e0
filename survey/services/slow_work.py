"""What takes long on the loop is done one after the other, so that what is quick goes between.

A comment of the longest kind is read for milliseconds, and so is a page made that is shown again
with its faults. Sixty of either at once would keep everybody behind them waiting. Reading comes
first: refused pages, which anybody can ask for without end, do not hold up what is to be kept.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from typing import TypeAlias

from survey.domain.errors import StoreBusy
from survey.limits import MOST_READINGS_FIRST, MOST_WAITING_SLOW
from survey.waiting import is_aside, result_of, when_free

_Line: TypeAlias = deque[Future[None]]


class SlowWork:
    """The turns of those whose work takes long; on other threads than the loop's nobody waits."""

    def __init__(self, most_waiting: int = MOST_WAITING_SLOW) -> None:
        self._most_waiting = most_waiting
        self._readings: _Line = deque()
        self._showings: _Line = deque()
        self._readings_first = 0
        self._is_taken = False

    def reading_turn(self) -> AbstractContextManager[None]:
        """Take a turn to read, for work that waits for nothing; StoreBusy when too many wait."""
        return self._turn(self._readings)

    def showing_turn(self) -> AbstractContextManager[None]:
        """Take a turn to make a page that is shown again, after those who read; also StoreBusy."""
        return self._turn(self._showings)

    @contextmanager
    def _turn(self, line: _Line) -> Iterator[None]:
        if not is_aside():
            yield
            return
        self._wait(line)
        try:
            yield
        finally:
            # First come those whom the loop has in hand by now.
            when_free(self._pass_on)

    def _wait(self, line: _Line) -> None:
        if not self._is_taken:
            self._is_taken = True
            return
        if len(line) >= self._most_waiting:
            raise StoreBusy("too many slow ones wait already")
        mine: Future[None] = Future()
        line.append(mine)
        try:
            result_of(mine)
        except BaseException:  # nobody is there any more who would take this turn
            if mine in line:
                line.remove(mine)
            else:
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        line = self._next_line()
        if line:
            line.popleft().set_result(None)
        else:
            self._is_taken = False

    def _next_line(self) -> _Line:
        # Whoever reads comes first, but pages are made however many read.
        if self._readings and (self._readings_first < MOST_READINGS_FIRST or not self._showings):
            self._readings_first += 1
            return self._readings
        self._readings_first = 0
        return self._showings
