"""The picture of importance against performance: numbered dots, those to look at first filled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.report.charts import (
    FAINT,
    INK,
    LINE,
    PAPER,
    WIDTH,
    svg_of,
)
from analysis.report.importance import Dot, label_places, look_first, middle
from analysis.report.plane import ROOM, Plane, Scale

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PLANE = Plane(height=270, left=46, right=WIDTH - 16, bottom=56, top=236)


def importance_svg(dots: Sequence[Dot], shares: Scale, correlations: Scale) -> bytes:
    """Return the picture of at least one dot as an SVG file, dashed lines at both medians."""
    figure, axes = _PLANE.drawing()
    _PLANE.draw_below(axes, shares)
    _PLANE.draw_beside(axes, correlations)
    across, upwards = _PLANE.across(shares), _PLANE.upwards(correlations)
    share, correlation = middle(dots)
    _draw_dashed(axes, [across(share)] * 2, [_PLANE.edge, _PLANE.top + ROOM])
    _draw_dashed(axes, [_PLANE.left - ROOM, _PLANE.right + ROOM], [upwards(correlation)] * 2)
    _draw_dots(axes, dots, [(across(dot.share), upwards(dot.correlation)) for dot in dots])
    return svg_of(figure)


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
