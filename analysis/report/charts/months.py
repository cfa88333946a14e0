"""The picture of months: a p' chart, each month's share between limits that know its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.report.charts.drawing import (
    BELOW,
    FAINT,
    INK,
    LINE,
    PAPER,
    WIDTH,
    Drawing,
    Lettering,
    Pen,
)
from analysis.report.charts.plane import ROOM, Onto, Plane, Scale

_PLANE = Plane(height=250, left=48, right=WIDTH - 40, bottom=52, top=198)
_MOST_NAMED = 13
_QUARTER = 3


@dataclass(frozen=True)
class MonthDot:
    """A month on the picture; `index` counts the months of the calendar.

    `lower` and `upper` are its limits, both None where there are none. `month` and `year` stand
    below it; `year` is empty but for the first month and each January, `name` but for those named.
    """

    index: int
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
    """What the picture shows: at least two dots, in order; `centre` is the baseline, or None."""

    dots: Sequence[MonthDot]
    shares: Scale
    centre: float | None
    centre_words: str
    baseline_words: str
    watched_words: str


def months_svg(picture: MonthsPicture) -> bytes:
    """Return the picture as an SVG file."""
    drawing = _PLANE.drawing()
    across, upwards = _across(picture.dots), _PLANE.upwards(picture.shares)
    _PLANE.draw_edge(drawing)
    _PLANE.draw_beside(drawing, picture.shares)
    _draw_months(drawing, picture.dots, across)
    _draw_baseline(drawing, picture, upwards)
    _draw_watch(drawing, picture, across)
    _draw_limits(drawing, picture.dots, across, upwards)
    _draw_dots(drawing, picture.dots, across, upwards)
    return drawing.svg()


def _across(dots: Sequence[MonthDot]) -> Onto:
    first, last, left = dots[0].index, dots[-1].index, _PLANE.left
    return lambda index: left + (index - first) / (last - first) * (_PLANE.right - left)


def _draw_months(drawing: Drawing, dots: Sequence[MonthDot], across: Onto) -> None:
    edge, letters = _PLANE.edge, Lettering(9, FAINT, level="top")
    step = 1 if dots[-1].index - dots[0].index < _MOST_NAMED else _QUARTER
    for dot in dots:
        x = across(dot.index)
        drawing.line([(x, edge - 3), (x, edge)], Pen(LINE))
        if step == 1 or dot.index % step == 1:
            drawing.write((x, edge - 6), dot.month, letters)
        if dot.year:
            drawing.write((x, edge - 19), dot.year, letters)


def _draw_baseline(drawing: Drawing, picture: MonthsPicture, upwards: Onto) -> None:
    if picture.centre is None:
        return
    middle, end = upwards(picture.centre), _PLANE.right
    drawing.line([(_PLANE.left - 6, middle), (end + 6, middle)], Pen(INK), BELOW)
    drawing.write((end + 9, middle), picture.centre_words, Lettering(8.5, FAINT, "left"))


def _draw_watch(drawing: Drawing, picture: MonthsPicture, across: Onto) -> None:
    """Divide the months of the baseline from those that are watched."""
    watched = [dot.index for dot in picture.dots if dot.is_watched]
    if not watched:
        return
    before = max(dot.index for dot in picture.dots if not dot.is_watched)
    x, top = (across(before) + across(watched[0])) / 2, _PLANE.top + ROOM
    drawing.line([(x, _PLANE.edge), (x, top + 12)], Pen(LINE, 0.8))
    right, left = (Lettering(8.5, FAINT, side, "bottom") for side in ("right", "left"))
    drawing.write((x - 4, top + 2), picture.baseline_words, right)
    drawing.write((x + 4, top + 2), picture.watched_words, left)


def _draw_limits(drawing: Drawing, dots: Sequence[MonthDot], across: Onto, upwards: Onto) -> None:
    half = min(8.0, (across(dots[0].index + 1) - _PLANE.left) * 0.4)
    for dot in dots:
        # At 0 and 100 % there is no limit to pass.
        for limit in (dot.lower, dot.upper):
            if limit is not None and 0 < limit < 1:
                x, y = across(dot.index), upwards(limit)
                drawing.line([(x - half, y), (x + half, y)], Pen(FAINT))


def _draw_dots(drawing: Drawing, dots: Sequence[MonthDot], across: Onto, upwards: Onto) -> None:
    points = [(across(dot.index), upwards(dot.share)) for dot in dots]
    drawing.line(points, Pen(LINE, 0.8), BELOW)
    for dot, (x, y) in zip(dots, points, strict=True):
        drawing.dot((x, y), 6, INK if dot.is_alarm else PAPER, INK)
        if dot.name:
            up, level = (-9, "top") if _is_low(dot) else (9, "bottom")
            drawing.write((x, y + up), dot.name, Lettering(9, INK, level=level, paper=0.6))


def _is_low(dot: MonthDot) -> bool:
    limits = (dot.lower, dot.upper)
    return all(limit is not None and dot.share < limit for limit in limits)
