"""The picture of importance against performance: numbered dots, those to look at first filled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.report.charts import (
    FAINT,
    INK,
    LINE,
    PAPER,
    POINTS_PER_INCH,
    WIDTH,
    figure_class,
    svg_of,
)
from analysis.report.importance import Dot, label_places, look_first, middle

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEIGHT = 270
_LEFT, _RIGHT = 46, WIDTH - 16
_BOTTOM, _TOP = 56, _HEIGHT - 34
# Between the area of the dots and the numbers of the axes.
_ROOM = 12
Tick = tuple[float, str]


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

    def onto(self, low: float, high: float) -> Callable[[float], float]:
        """Return what turns a value into a place between `low` and `high`."""
        first, last = self.ticks[0][0], self.ticks[-1][0]
        return lambda value: low + (value - first) / (last - first) * (high - low)


def importance_svg(dots: Sequence[Dot], shares: Scale, correlations: Scale) -> bytes:
    """Return the picture of at least one dot as an SVG file, dashed lines at both medians."""
    size = (WIDTH / POINTS_PER_INCH, _HEIGHT / POINTS_PER_INCH)
    figure = figure_class()(figsize=size)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, _HEIGHT)
    _draw_scales(axes, shares, correlations)
    across, upwards = shares.onto(_LEFT, _RIGHT), correlations.onto(_BOTTOM, _TOP)
    share, correlation = middle(dots)
    _draw_dashed(axes, [across(share)] * 2, [_BOTTOM - _ROOM, _TOP + _ROOM])
    _draw_dashed(axes, [_LEFT - _ROOM, _RIGHT + _ROOM], [upwards(correlation)] * 2)
    _draw_dots(axes, dots, [(across(dot.share), upwards(dot.correlation)) for dot in dots])
    return svg_of(figure)


def _draw_scales(axes: Axes, shares: Scale, correlations: Scale) -> None:
    across, upwards = shares.onto(_LEFT, _RIGHT), correlations.onto(_BOTTOM, _TOP)
    edge = _BOTTOM - _ROOM
    axes.plot([_LEFT - _ROOM, _RIGHT + _ROOM], [edge, edge], color=LINE, linewidth=1)
    for value, words in shares.ticks:
        axes.plot([across(value)] * 2, [edge - 4, edge], color=LINE, linewidth=1)
        axes.text(across(value), edge - 7, words, size=9, color=FAINT, ha="center", va="top")
    for value, words in correlations.ticks:
        place = (_LEFT - _ROOM - 4, upwards(value))
        axes.text(*place, words, size=9, color=FAINT, ha="right", va="center")
    axes.text(_RIGHT + _ROOM, 6, shares.title, size=10, color=INK, ha="right", va="bottom")
    axes.text(4, _HEIGHT - 4, correlations.title, size=10, color=INK, ha="left", va="top")


def _draw_dashed(axes: Axes, across: Sequence[float], upwards: Sequence[float]) -> None:
    axes.plot(across, upwards, color=LINE, linewidth=0.8, dashes=(3, 2))


def _draw_dots(axes: Axes, dots: Sequence[Dot], places: Sequence[tuple[float, float]]) -> None:
    first = look_first(dots)
    for dot, (x, y), (right, up) in zip(dots, places, label_places(places), strict=True):
        is_first = dot in first
        axes.plot([x, right], [y, up], color=LINE, linewidth=0.5, zorder=1)
        fill, ink = (INK, INK) if is_first else (PAPER, FAINT)
        axes.plot([x], [y], "o", color=fill, markeredgecolor=ink, markersize=6, zorder=3)
        size = 10.5 if is_first else 9
        words = axes.text(right, up, dot.number, size=size, color=ink, ha="center", va="center")
        words.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 0.6})
        words.set_zorder(2)
