"""Importance against performance: which items to look at first, and where their numbers stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, hypot
from statistics import median

Point = tuple[float, float]

_LEAST_TO_COMPARE = 2
# Points between the middles of two numbers, or of a number and a dot, that touch neither.
_ROOM = 11.0
_DIRECTIONS = (
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, 1.0),
    (0.0, -1.0),
    (0.8, 0.8),
    (-0.8, 0.8),
    (0.8, -0.8),
    (-0.8, -0.8),
)
_OFFSETS = tuple((x * reach, y * reach) for reach in (11, 17, 23, 29) for x, y in _DIRECTIONS)


@dataclass(frozen=True)
class Dot:
    """An item: its number in the table, its share satisfied (0-1), its rank correlation (-1-1)."""

    number: str
    share: float
    correlation: float


def middle(dots: Sequence[Dot]) -> tuple[float, float]:
    """Return the median share and the median correlation of at least one dot."""
    return median(dot.share for dot in dots), median(dot.correlation for dot in dots)


def look_first(dots: Sequence[Dot]) -> tuple[Dot, ...]:
    """Return the dots below the median share and not below the median correlation."""
    if len(dots) < _LEAST_TO_COMPARE:
        return ()
    share, correlation = middle(dots)
    return tuple(
        dot for dot in dots if dot.share < share and dot.correlation >= max(correlation, 0)
    )


def ticks(values: Sequence[float]) -> tuple[float, ...]:
    """Return three to six round numbers from below the lowest to above the highest value."""
    low, high = min(values), max(values)
    step = next(
        size for size in (0.02, 0.05, 0.1, 0.2, 0.5) if ceil(high / size) - floor(low / size) <= 5
    )
    # Neither a share nor a correlation passes 1.
    last = min(max(ceil(high / step), floor(low / step) + 2), round(1 / step))
    first = min(floor(low / step), last - 2)
    return tuple(round(place * step, 2) for place in range(first, last + 1))


def label_places(dots: Sequence[Point]) -> tuple[Point, ...]:
    """Return where the number of each dot stands: the nearest place clear of dots and numbers."""
    placed: list[Point] = []
    for x, y in dots:
        taken = [*dots, *placed]
        around = [(x + right, y + up) for right, up in _OFFSETS]
        clear = (place for place in around if _distance(place, taken) >= _ROOM)
        crowded = max(around, key=lambda place: _distance(place, taken))
        placed.append(next(clear, crowded))
    return tuple(placed)


def _distance(place: Point, taken: Sequence[Point]) -> float:
    return min(hypot(place[0] - x, place[1] - y) for x, y in taken)
