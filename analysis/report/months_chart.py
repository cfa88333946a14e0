"""The picture of months: a p' chart, each month's share between limits that know its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.report.charts import (
    FAINT,
    INK,
    LINE,
    PAPER,
    WIDTH,
    svg_of,
)
from analysis.report.plane import ROOM, Onto, Plane, Scale

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PLANE = Plane(height=250, left=48, right=WIDTH - 40, bottom=52, top=198)
_MOST_NAMED = 13
_QUARTER = 3


@dataclass(frozen=True)
class MonthDot:
    """A month on the picture.

    Attributes
    ----------
    place : int
        Its number in the calendar, one more each month.
    share : float
        0-1.
    lower, upper : float or None
        Limits; both None where there are none.
    month, year : str
        Words below it; `year` is empty but for the first month and each January.
    is_watched, is_alarm : bool
    name : str
        Words at the dot; empty for most.
    """

    place: int
    share: float
    lower: float | None
    upper: float | None
    month: str
    year: str
    is_watched: bool
    is_alarm: bool
    name: str = ""


@dataclass(frozen=True)
class MonthsPicture:
    """What the picture shows.

    Attributes
    ----------
    dots : sequence of MonthDot
        At least two, in order.
    shares : Scale
    centre : float or None
        The usual level.
    centre_words, usual_words, watched_words : str
    """

    dots: Sequence[MonthDot]
    shares: Scale
    centre: float | None
    centre_words: str
    usual_words: str
    watched_words: str


def months_svg(picture: MonthsPicture) -> bytes:
    """Return the picture as an SVG file."""
    figure, axes = _PLANE.drawing()
    across, upwards = _across(picture.dots), _PLANE.upwards(picture.shares)
    _PLANE.draw_edge(axes)
    _PLANE.draw_beside(axes, picture.shares)
    _draw_months(axes, picture.dots, across)
    _draw_level(axes, picture, upwards)
    _draw_watch(axes, picture, across)
    _draw_limits(axes, picture.dots, across, upwards)
    _draw_dots(axes, picture.dots, across, upwards)
    return svg_of(figure)


def _across(dots: Sequence[MonthDot]) -> Onto:
    first, last, left = dots[0].place, dots[-1].place, _PLANE.left
    return lambda place: left + (place - first) / (last - first) * (_PLANE.right - left)


def _draw_months(axes: Axes, dots: Sequence[MonthDot], across: Onto) -> None:
    edge = _PLANE.edge
    step = 1 if dots[-1].place - dots[0].place < _MOST_NAMED else _QUARTER
    for dot in dots:
        x = across(dot.place)
        axes.plot([x, x], [edge - 3, edge], color=LINE, linewidth=1)
        if step == 1 or dot.place % step == 1:
            axes.text(x, edge - 6, dot.month, size=9, color=FAINT, ha="center", va="top")
        if dot.year:
            axes.text(x, edge - 19, dot.year, size=9, color=FAINT, ha="center", va="top")


def _draw_level(axes: Axes, picture: MonthsPicture, upwards: Onto) -> None:
    if picture.centre is None:
        return
    middle, end = upwards(picture.centre), _PLANE.right
    axes.plot([_PLANE.left - 6, end + 6], [middle, middle], color=INK, linewidth=1, zorder=1)
    words = axes.text(end + 9, middle, picture.centre_words, size=8.5, color=FAINT)
    words.set(ha="left", va="center")


def _draw_watch(axes: Axes, picture: MonthsPicture, across: Onto) -> None:
    """Divide the months of the usual level from those that are watched."""
    watched = [dot.place for dot in picture.dots if dot.is_watched]
    if not watched:
        return
    before = max(dot.place for dot in picture.dots if not dot.is_watched)
    x, top = (across(before) + across(watched[0])) / 2, _PLANE.top + ROOM
    axes.plot([x, x], [_PLANE.edge, top + 12], color=LINE, linewidth=0.8)
    axes.text(x - 4, top + 2, picture.usual_words, size=8.5, color=FAINT, ha="right", va="bottom")
    axes.text(x + 4, top + 2, picture.watched_words, size=8.5, color=FAINT, ha="left", va="bottom")


def _draw_limits(axes: Axes, dots: Sequence[MonthDot], across: Onto, upwards: Onto) -> None:
    half = min(8.0, (across(dots[0].place + 1) - _PLANE.left) * 0.4)
    for dot in dots:
        # At 0 and 100 % there is no limit to pass.
        for limit in (dot.lower, dot.upper):
            if limit is not None and 0 < limit < 1:
                x, y = across(dot.place), upwards(limit)
                axes.plot([x - half, x + half], [y, y], color=FAINT, linewidth=1)


def _draw_dots(axes: Axes, dots: Sequence[MonthDot], across: Onto, upwards: Onto) -> None:
    places = [(across(dot.place), upwards(dot.share)) for dot in dots]
    axes.plot(*zip(*places, strict=True), color=LINE, linewidth=0.8, zorder=1)
    for dot, (x, y) in zip(dots, places, strict=True):
        fill = INK if dot.is_alarm else PAPER
        axes.plot([x], [y], "o", color=fill, markeredgecolor=INK, markersize=6, zorder=3)
        if dot.name:
            up, side = (-9, "top") if _is_low(dot) else (9, "bottom")
            text = axes.text(x, y + up, dot.name, size=9, color=INK, ha="center", va=side)
            text.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 0.6})
            text.set_zorder(2)


def _is_low(dot: MonthDot) -> bool:
    limits = (dot.lower, dot.upper)
    return all(limit is not None and dot.share < limit for limit in limits)
