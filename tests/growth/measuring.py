"""How the time that reading a text takes grows with its length."""

from collections.abc import Callable, Sequence
from time import thread_time

Reading = Callable[[str], object]

# Twice the length may take twice the time; a square takes four times. What lies between is noise.
MOST_PER_DOUBLING = 2.6
# Below this the clock of a busy machine tells nothing about growth.
_LEAST_SECONDS = 0.002
_ENOUGH_SECONDS = 0.008
# Growth shows in the last doublings; in the first ones what a call costs at all hides it.
_LAST = 2
_TRIES = 3


def repeated(unit: str, length: int) -> str:
    """Return a text of about a length that says the same over and over, and breaks off nowhere.

    A half word at its end could be one with which a rule begins to read the whole text.
    """
    return unit * max(1, length // len(unit))


def seconds(read: Reading, text: str, tries: int = _TRIES) -> float:
    """Return the processor's time that reading takes, the least of some tries."""
    return min(_once(read, text) for _ in range(tries))


def growth(read: Reading, unit: str, lengths: Sequence[int]) -> float:
    """Return by how much a reading takes longer for each doubling of a repeated text.

    A growth that looks too fast is measured again: another program may have been in the way, for
    as long as several tries take.
    """
    found = _growth(read, unit, lengths, 1)
    for _ in range(_TRIES):
        if found < MOST_PER_DOUBLING:
            break
        found = min(found, _growth(read, unit, lengths, _TRIES))
    return found


def _growth(read: Reading, unit: str, lengths: Sequence[int], tries: int) -> float:
    taken: list[float] = []
    for length in lengths:
        taken.append(seconds(read, repeated(unit, length), tries))
        # Longer ones would show the same, and take minutes where it is a square.
        if len(taken) > _LAST and taken[-1] > _ENOUGH_SECONDS:
            break
    if taken[-1] < _LEAST_SECONDS:
        return 1.0
    return float((taken[-1] / taken[-1 - _LAST]) ** (1 / _LAST))


def _once(read: Reading, text: str) -> float:
    begun = thread_time()
    read(text)
    return thread_time() - begun
