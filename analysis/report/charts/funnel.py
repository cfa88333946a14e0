"""The funnel plot: shares against how much they rest on, between the limits of chance.

It stands instead of a ranking: a unit with few answers may lie far from the others by chance alone,
and the funnel is wide there (Spiegelhalter, Stat. Med. 24 (2005), 1185-1202).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import floor, inf, log10

import numpy as np

from analysis.estimators.control_charts import FUNNEL_LEVELS, funnel_limits, is_outside_funnel
from analysis.report.charts.drawing import (
    BELOW,
    FAINT,
    INK,
    LINE,
    PAPER,
    Drawing,
    Lettering,
    Pen,
    Point,
)
from analysis.report.charts.plane import Plane, Scale, label_points

_PLANE = Plane(height=290, left=46, margin=44, bottom=58, top=256)
_STEPS = 60
_LINE = 11
_BESIDE = 8
_MOST_TICKS = 6
# So many characters of a name fit beside a dot.
_MOST_CHARACTERS = 20
# Of more dots only those have a label that stand out: the numbers of all would hide each other.
_MOST_NUMBERED = 30
_THIN = Pen(LINE, 0.5)


@dataclass(frozen=True)
class FunnelDot:
    """A unit on the picture."""

    number: int  # in the table
    size: float  # the effective number of answers, above 0
    share: float
    name: str
    is_claimed: bool = False  # whether it is proved to differ: then it is filled


@dataclass(frozen=True)
class Funnel:
    """What the picture shows: at least one dot, and the share in the middle of the funnel.

    `level_words` stand at the ends of the limits, one for each of `FUNNEL_LEVELS`; `sizes` has its
    ticks at decimal logarithms.
    """

    dots: Sequence[FunnelDot]
    centre: float
    centre_words: str
    level_words: Sequence[str]
    sizes: Scale
    shares: Scale


def funnel_svg(funnel: Funnel) -> bytes:
    """Return the picture as an SVG file."""
    drawing = _PLANE.drawing()
    _PLANE.draw_below(drawing, funnel.sizes)
    _PLANE.draw_beside(drawing, funnel.shares)
    _draw_limits(drawing, funnel)
    _draw_dots(drawing, funnel)
    return drawing.svg()


def size_ticks(values: Sequence[float]) -> tuple[float, ...]:
    """Return two to six numbers 1, 2, 5, 10, …, from below the least value to above the most."""
    low, high = min(values), max(values)
    every = [
        step * 10.0**power
        for power in range(floor(log10(low)) - 1, floor(log10(high)) + 2)
        for step in (1, 2, 5)
    ]
    first = max(tick for tick in every if tick <= low)
    last = min(tick for tick in every if tick > high)
    inside = [tick for tick in every if first <= tick <= last]
    if len(inside) <= _MOST_TICKS:
        return tuple(inside)
    tens = [tick for tick in inside if round(log10(tick), 9).is_integer()]
    return tuple(sorted({first, *tens[-_MOST_TICKS + 2 :], last}))


def _draw_limits(drawing: Drawing, funnel: Funnel) -> None:
    across, upwards = _PLANE.across(funnel.sizes), _PLANE.upwards(funnel.shares)
    first, last = funnel.sizes.ticks[0][0], funnel.sizes.ticks[-1][0]
    lowest, highest = funnel.shares.ticks[0][0], funnel.shares.ticks[-1][0]
    sizes = np.linspace(first, last, _STEPS)
    middle = upwards(funnel.centre)
    drawing.line([(_PLANE.left, middle), (_PLANE.right, middle)], Pen(INK))
    ends = [middle]
    for level, dashes in zip(FUNNEL_LEVELS, ((3, 2), (1, 2)), strict=True):
        for edge in funnel_limits(funnel.centre, 10**sizes, level):
            # At 0 and 100 %, and beyond the picture, there is no limit to draw.
            inside = (edge > 0) & (edge < 1) & (edge >= lowest) & (edge <= highest)
            points = zip(sizes[inside].tolist(), edge[inside].tolist(), strict=True)
            drawing.line([(across(x), upwards(y)) for x, y in points], Pen(FAINT, dashes=dashes))
        lower = funnel_limits(funnel.centre, np.array([10**last]), level)[0]
        ends.append(upwards(float(lower[0])))
    _draw_ends(drawing, ends, (funnel.centre_words, *funnel.level_words))


def _draw_ends(drawing: Drawing, ends: Sequence[float], labels: Sequence[str]) -> None:
    """Name the lines at their right ends, from the top down, clear of each other."""
    free = inf
    for end, label in zip(ends, labels, strict=True):
        free = min(end, free - _LINE)
        drawing.write((_PLANE.right + 5, free), label, Lettering(8.5, FAINT, "left"))


def _draw_dots(drawing: Drawing, funnel: Funnel) -> None:
    across, upwards = _PLANE.across(funnel.sizes), _PLANE.upwards(funnel.shares)
    points = [(across(log10(dot.size)), upwards(dot.share)) for dot in funnel.dots]
    is_crowded = len(points) > _MOST_NUMBERED
    shared = _shared_beginning([dot.name for dot in funnel.dots])
    taken: list[Point] = []
    for dot, point, number in zip(funnel.dots, points, label_points(points), strict=True):
        drawing.dot(point, 4 if is_crowded else 6, INK if dot.is_claimed else PAPER, INK)
        if dot.is_claimed or (not is_crowded and _is_outside(dot, funnel)):
            taken.append(_draw_name(drawing, dot, point, (taken, shared)))
        elif not is_crowded or _is_outside(dot, funnel):
            drawing.line([point, number], _THIN, BELOW)
            drawing.write(number, str(dot.number), Lettering(9.5, FAINT, paper=0.6))


def _is_outside(dot: FunnelDot, funnel: Funnel) -> bool:
    return is_outside_funnel(funnel.centre, dot.size, dot.share)


def _shared_beginning(names: Sequence[str]) -> int:
    """Return how many characters all names begin with alike, up to a blank."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in alike).rfind(" ") + 1 if len(names) > 1 else 0


def _draw_name(
    drawing: Drawing, dot: FunnelDot, point: Point, beside_names: tuple[Sequence[Point], int]
) -> Point:
    """Write a name towards the middle of the picture, on a line of its own; return where."""
    (x, up), (taken, shared) = point, beside_names
    is_left = x < (_PLANE.left + _PLANE.right) / 2
    while any(abs(up - other) < _LINE for _, other in taken):
        up -= 1
    beside = x + (_BESIDE if is_left else -_BESIDE)
    drawing.line([point, (beside, up)], _THIN, BELOW)
    letters = Lettering(9.5, INK, "left" if is_left else "right", paper=0.6)
    name = dot.name
    if len(name) > _MOST_CHARACTERS and shared:
        name = f"…{name[shared:]}"
    if len(name) > _MOST_CHARACTERS:
        name = f"{name[: _MOST_CHARACTERS - 1].rstrip()}…"
    drawing.write((beside, up), f"{dot.number}. {name}", letters)
    return x, up
