"""Buttons that make something: pressed twice, or four times at once, they make one.

Each page gives its buttons a word of its own. What was made for a word is remembered here while
the server runs, for the last few hundred words; later presses of the same page are given it.
"""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import TypeVar

T = TypeVar("T")

MOST_REMEMBERED = 500


class Presses:
    """What was made, by the word of the button."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._lock = Lock()
        self._made: OrderedDict[str, Future[object]] = OrderedDict()

    def once(self, word: str, make: Callable[[], T]) -> T:
        """Return what `make` made for a word, now or before; what it raises is not remembered."""
        mine: Future[object] = Future()
        with self._lock:
            made = self._made.setdefault(word, mine)
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        if made is mine:
            self._make(word, mine, make)
        # One word stands for one button, and so for one kind of thing.
        return made.result()  # type: ignore[return-value]

    def _make(self, word: str, mine: Future[object], make: Callable[[], object]) -> None:
        try:
            mine.set_result(make())
        except BaseException as error:
            with self._lock:
                if self._made.get(word) is mine:
                    del self._made[word]
            mine.set_exception(error)
