"""Pictures with two scales: the area of the dots, the numbers along two of its edges, labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, hypot

from analysis.report.charts.drawing import (
    FAINT,
    INK,
    LINE,
    WIDTH,
    Drawing,
    Lettering,
    Pen,
    Point,
)

Tick = tuple[float, str]
Onto = Callable[[float], float]
# Between the area of the dots and the numbers of the axes.
ROOM = 12
# Points between the middles of two numbers, or of a number and a dot, that touch neither.
_CLEAR = 11.0
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
class Scale:
    """One axis: its title, and at least two values with their words that enclose all dots."""

    title: str
    ticks: Sequence[Tick]

    def onto(self, low: float, high: float) -> Onto:
        """Return what turns a value into a position between `low` and `high`."""
        first, last = self.ticks[0][0], self.ticks[-1][0]
        return lambda value: low + (value - first) / (last - first) * (high - low)


@dataclass(frozen=True)
class Plane:
    """Where the dots may lie, in points from the left and from below.

    `height` is that of the whole picture, which is as wide as every other.
    """

    height: float
    left: float
    margin: float  # right of the dots
    bottom: float
    top: float

    @property
    def right(self) -> float:
        """How far from the left the dots may lie."""
        return WIDTH - self.margin

    @property
    def edge(self) -> float:
        """How high the line below the dots lies."""
        return self.bottom - ROOM

    def drawing(self) -> Drawing:
        """Return an empty picture."""
        return Drawing(WIDTH, self.height)

    def across(self, scale: Scale) -> Onto:
        """Return what turns a value into a position from the left."""
        return scale.onto(self.left, self.right)

    def upwards(self, scale: Scale) -> Onto:
        """Return what turns a value into a position from below."""
        return scale.onto(self.bottom, self.top)

    def draw_edge(self, drawing: Drawing) -> None:
        """Draw the line below the dots."""
        drawing.line([(self.left - ROOM, self.edge), (self.right + ROOM, self.edge)], Pen(LINE))

    def draw_below(self, drawing: Drawing, scale: Scale) -> None:
        """Draw a scale along the line below the dots."""
        self.draw_edge(drawing)
        for value, words in scale.ticks:
            x = self.across(scale)(value)
            drawing.line([(x, self.edge - 4), (x, self.edge)], Pen(LINE))
            drawing.write((x, self.edge - 7), words, Lettering(9, FAINT, level="top"))
        drawing.write((self.right + ROOM, 6), scale.title, Lettering(10, INK, "right", "bottom"))

    def draw_beside(self, drawing: Drawing, scale: Scale) -> None:
        """Draw a scale at the left of the dots, its title above them."""
        for value, words in scale.ticks:
            point = (self.left - ROOM - 4, self.upwards(scale)(value))
            drawing.write(point, words, Lettering(9, FAINT, "right"))
        drawing.write((4, self.height - 4), scale.title, Lettering(10, INK, "left", "top"))


def ticks(values: Sequence[float]) -> tuple[float, ...]:
    """Return three to six round numbers from below the lowest to above the highest value."""
    low, high = min(values), max(values)
    step = next(
        size for size in (0.02, 0.05, 0.1, 0.2, 0.5) if ceil(high / size) - floor(low / size) <= 5
    )
    # Neither a share nor a correlation passes 1.
    last = min(max(ceil(high / step), floor(low / step) + 2), round(1 / step))
    first = min(floor(low / step), last - 2)
    return tuple(round(count * step, 2) for count in range(first, last + 1))


def label_points(dots: Sequence[Point]) -> tuple[Point, ...]:
    """Return where the number of each dot stands: the nearest point clear of dots and numbers."""
    placed: list[Point] = []
    for x, y in dots:
        taken = [*dots, *placed]
        around = [(x + right, y + up) for right, up in _OFFSETS]
        clear = (point for point in around if _distance(point, taken) >= _CLEAR)
        crowded = max(around, key=lambda point: _distance(point, taken))
        placed.append(next(clear, crowded))
    return tuple(placed)


def _distance(point: Point, taken: Sequence[Point]) -> float:
    return min(hypot(point[0] - x, point[1] - y) for x, y in taken)
