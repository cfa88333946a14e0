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
    POINTS_PER_INCH,
    WIDTH,
    figure_class,
    svg_of,
)
from analysis.report.importance import Point, label_places
from analysis.report.importance_chart import Scale

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEIGHT = 290
_LEFT, _RIGHT = 46, WIDTH - 44
_BOTTOM, _TOP = 58, _HEIGHT - 34
_ROOM = 12
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
    figure = figure_class()(figsize=(WIDTH / POINTS_PER_INCH, _HEIGHT / POINTS_PER_INCH))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, _HEIGHT)
    _draw_scales(axes, funnel)
    _draw_limits(axes, funnel)
    _draw_dots(axes, funnel)
    return svg_of(figure)


def _draw_scales(axes: Axes, funnel: Funnel) -> None:
    across, upwards = funnel.sizes.onto(_LEFT, _RIGHT), funnel.shares.onto(_BOTTOM, _TOP)
    edge = _BOTTOM - _ROOM
    axes.plot([_LEFT - _ROOM, _RIGHT + _ROOM], [edge, edge], color=LINE, linewidth=1)
    for value, words in funnel.sizes.ticks:
        axes.plot([across(value)] * 2, [edge - 4, edge], color=LINE, linewidth=1)
        axes.text(across(value), edge - 7, words, size=9, color=FAINT, ha="center", va="top")
    for value, words in funnel.shares.ticks:
        place = (_LEFT - _ROOM - 4, upwards(value))
        axes.text(*place, words, size=9, color=FAINT, ha="right", va="center")
    axes.text(_RIGHT + _ROOM, 6, funnel.sizes.title, size=10, color=INK, ha="right", va="bottom")
    axes.text(4, _HEIGHT - 4, funnel.shares.title, size=10, color=INK, ha="left", va="top")


def _draw_limits(axes: Axes, funnel: Funnel) -> None:
    across, upwards = funnel.sizes.onto(_LEFT, _RIGHT), funnel.shares.onto(_BOTTOM, _TOP)
    first, last = funnel.sizes.ticks[0][0], funnel.sizes.ticks[-1][0]
    lowest, highest = funnel.shares.ticks[0][0], funnel.shares.ticks[-1][0]
    places = np.linspace(first, last, _STEPS)
    middle = upwards(funnel.centre)
    axes.plot([_LEFT, _RIGHT], [middle, middle], color=INK, linewidth=1)
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
        axes.text(_RIGHT + 5, free, label, size=8.5, color=FAINT, ha="left", va="center")


def _draw_dots(axes: Axes, funnel: Funnel) -> None:
    across, upwards = funnel.sizes.onto(_LEFT, _RIGHT), funnel.shares.onto(_BOTTOM, _TOP)
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
    is_left = x < (_LEFT + _RIGHT) / 2
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
