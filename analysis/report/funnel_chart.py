"""The funnel plot: shares against how much they rest on, between the limits of chance.

It stands instead of a ranking: a unit with few answers may lie far from the others by chance alone,
and the funnel is wide there (Spiegelhalter, Stat. Med. 24 (2005), 1185-1202).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, log10
from typing import TYPE_CHECKING

import numpy as np

from analysis.estimators.funnel import LEVELS, limits
from analysis.report.charts import (
    FAINT,
    INK,
    LINE,
    PAPER,
    WIDTH,
    svg_of,
)
from analysis.report.importance import Point, label_places
from analysis.report.plane import Plane, Scale

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PLANE = Plane(height=290, left=46, right=WIDTH - 44, bottom=58, top=256)
_STEPS = 120
_LINE = 11
_BESIDE = 8


@dataclass(frozen=True)
class FunnelDot:
    """A unit on the picture.

    Attributes
    ----------
    number : str
        In the table.
    size : float
        Effective number of answers, above 0.
    share : float
        0-1.
    name : str
        Words beside its number; empty for a unit within the limits.
    is_claimed : bool
        Whether it is proved to differ: then the dot is filled.
    """

    number: str
    size: float
    share: float
    name: str = ""
    is_claimed: bool = False


@dataclass(frozen=True)
class Funnel:
    """What the picture shows.

    Attributes
    ----------
    dots : sequence of FunnelDot
        At least one.
    centre : float
        Share in the middle of the funnel, 0-1.
    centre_words : str
    level_words : sequence of str
        At the ends of the limits, one for each of `LEVELS`.
    sizes, shares : Scale
        Axes; `sizes` has its ticks at decimal logarithms.
    """

    dots: Sequence[FunnelDot]
    centre: float
    centre_words: str
    level_words: Sequence[str]
    sizes: Scale
    shares: Scale


def funnel_svg(funnel: Funnel) -> bytes:
    """Return the picture as an SVG file."""
    figure, axes = _PLANE.drawing()
    _PLANE.draw_below(axes, funnel.sizes)
    _PLANE.draw_beside(axes, funnel.shares)
    _draw_limits(axes, funnel)
    _draw_dots(axes, funnel)
    return svg_of(figure)


def _draw_limits(axes: Axes, funnel: Funnel) -> None:
    across, upwards = _PLANE.across(funnel.sizes), _PLANE.upwards(funnel.shares)
    first, last = funnel.sizes.ticks[0][0], funnel.sizes.ticks[-1][0]
    lowest, highest = funnel.shares.ticks[0][0], funnel.shares.ticks[-1][0]
    places = np.linspace(first, last, _STEPS)
    middle = upwards(funnel.centre)
    axes.plot([_PLANE.left, _PLANE.right], [middle, middle], color=INK, linewidth=1)
    ends = [middle]
    for level, dashes in zip(LEVELS, ((3, 2), (1, 2)), strict=True):
        for edge in limits(funnel.centre, 10**places, level):
            # At 0 and 100 %, and beyond the picture, there is no limit to draw.
            inside = (edge > 0) & (edge < 1) & (edge >= lowest) & (edge <= highest)
            points = zip(places[inside].tolist(), edge[inside].tolist(), strict=True)
            line = [(across(x), upwards(y)) for x, y in points]
            axes.plot(*zip(*line, strict=True), color=FAINT, linewidth=1, dashes=dashes)
        lower = limits(funnel.centre, np.array([10**last]), level)[0]
        ends.append(upwards(float(lower[0])))
    _draw_ends(axes, ends, (funnel.centre_words, *funnel.level_words))


def _draw_ends(axes: Axes, places: Sequence[float], labels: Sequence[str]) -> None:
    """Name the lines at their right ends, from the top down, clear of each other."""
    free = inf
    for place, label in zip(places, labels, strict=True):
        free = min(place, free - _LINE)
        axes.text(_PLANE.right + 5, free, label, size=8.5, color=FAINT, ha="left", va="center")


def _draw_dots(axes: Axes, funnel: Funnel) -> None:
    across, upwards = _PLANE.across(funnel.sizes), _PLANE.upwards(funnel.shares)
    places = [(across(log10(dot.size)), upwards(dot.share)) for dot in funnel.dots]
    taken: list[Point] = []
    for dot, (x, y), number in zip(funnel.dots, places, label_places(places), strict=True):
        fill = INK if dot.is_claimed else PAPER
        axes.plot([x], [y], "o", color=fill, markeredgecolor=INK, markersize=6, zorder=3)
        if dot.name:
            taken.append(_draw_name(axes, dot, (x, y), taken))
        else:
            axes.plot([x, number[0]], [y, number[1]], color=LINE, linewidth=0.5, zorder=1)
            _write(axes, number, dot.number, "center", FAINT)


def _draw_name(axes: Axes, dot: FunnelDot, place: Point, taken: Sequence[Point]) -> Point:
    """Write a name towards the middle of the picture, on a line of its own; return where."""
    x, up = place
    is_left = x < (_PLANE.left + _PLANE.right) / 2
    while any(abs(up - other) < _LINE for _, other in taken):
        up -= 1
    beside = x + (_BESIDE if is_left else -_BESIDE)
    axes.plot([x, beside], [place[1], up], color=LINE, linewidth=0.5, zorder=1)
    _write(axes, (beside, up), f"{dot.number}. {dot.name}", "left" if is_left else "right", INK)
    return x, up


def _write(axes: Axes, place: Point, words: str, side: str, ink: str) -> None:
    text = axes.text(*place, words, size=9.5, color=ink, ha=side, va="center")
    text.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 0.6})
    text.set_zorder(2)
