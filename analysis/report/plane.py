"""Pictures with two scales: the area of the dots, and the numbers along two of its edges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.report.charts import FAINT, INK, LINE, POINTS_PER_INCH, WIDTH, figure_class

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Tick = tuple[float, str]
Onto = Callable[[float], float]
# Between the area of the dots and the numbers of the axes.
ROOM = 12


@dataclass(frozen=True)
class Scale:
    """One axis.

    Attributes
    ----------
    title : str
    ticks : sequence of (float, str)
        At least two places, lowest first, with their words; they enclose all dots.
    """

    title: str
    ticks: Sequence[Tick]

    def onto(self, low: float, high: float) -> Onto:
        """Return what turns a value into a place between `low` and `high`."""
        first, last = self.ticks[0][0], self.ticks[-1][0]
        return lambda value: low + (value - first) / (last - first) * (high - low)


@dataclass(frozen=True)
class Plane:
    """Where the dots may lie, in points from the left and from below.

    Attributes
    ----------
    height : float
        Of the whole picture, which is as wide as every other.
    left, right, bottom, top : float
        The area of the dots.
    """

    height: float
    left: float
    right: float
    bottom: float
    top: float

    @property
    def edge(self) -> float:
        """How high the line below the dots lies."""
        return self.bottom - ROOM

    def drawing(self) -> tuple[Figure, Axes]:
        """Return an empty picture, and what draws on it in points."""
        figure = figure_class()(figsize=(WIDTH / POINTS_PER_INCH, self.height / POINTS_PER_INCH))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(0, self.height)
        return figure, axes

    def across(self, scale: Scale) -> Onto:
        """Return what turns a value into a place from the left."""
        return scale.onto(self.left, self.right)

    def upwards(self, scale: Scale) -> Onto:
        """Return what turns a value into a place from below."""
        return scale.onto(self.bottom, self.top)

    def draw_edge(self, axes: Axes) -> None:
        """Draw the line below the dots."""
        reach = [self.left - ROOM, self.right + ROOM]
        axes.plot(reach, [self.edge, self.edge], color=LINE, linewidth=1)

    def draw_below(self, axes: Axes, scale: Scale) -> None:
        """Draw a scale along the line below the dots."""
        self.draw_edge(axes)
        for value, words in scale.ticks:
            place = self.across(scale)(value)
            axes.plot([place] * 2, [self.edge - 4, self.edge], color=LINE, linewidth=1)
            axes.text(place, self.edge - 7, words, size=9, color=FAINT, ha="center", va="top")
        place = self.right + ROOM
        axes.text(place, 6, scale.title, size=10, color=INK, ha="right", va="bottom")

    def draw_beside(self, axes: Axes, scale: Scale) -> None:
        """Draw a scale at the left of the dots, its title above them."""
        for value, words in scale.ticks:
            place = (self.left - ROOM - 4, self.upwards(scale)(value))
            axes.text(*place, words, size=9, color=FAINT, ha="right", va="center")
        axes.text(4, self.height - 4, scale.title, size=10, color=INK, ha="left", va="top")
