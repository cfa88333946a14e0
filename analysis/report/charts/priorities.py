"""Importance against performance: numbered dots, those to look at first filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from analysis.report.charts.drawing import BELOW, FAINT, INK, LINE, PAPER, Lettering, Pen
from analysis.report.charts.plane import ROOM, Plane, Scale, label_points

_PLANE = Plane(height=270, left=46, margin=16, bottom=56, top=236)
_LEAST_TO_COMPARE = 2
_DASHED = Pen(LINE, 0.8, (2.4, 1.6))


@dataclass(frozen=True)
class ItemDot:
    """An item: its number in the table, its share satisfied (0-1), its rank correlation (-1-1)."""

    number: int
    share: float
    correlation: float


def look_first(dots: Sequence[ItemDot]) -> tuple[ItemDot, ...]:
    """Return the dots below the median share and not below the median correlation."""
    if len(dots) < _LEAST_TO_COMPARE:
        return ()
    share, correlation = _medians(dots)
    return tuple(
        dot for dot in dots if dot.share < share and dot.correlation >= max(correlation, 0)
    )


def priorities_svg(dots: Sequence[ItemDot], shares: Scale, correlations: Scale) -> bytes:
    """Return the picture of at least one dot as an SVG file, dashed lines at both medians."""
    drawing = _PLANE.drawing()
    _PLANE.draw_below(drawing, shares)
    _PLANE.draw_beside(drawing, correlations)
    across, upwards = _PLANE.across(shares), _PLANE.upwards(correlations)
    share, correlation = _medians(dots)
    x, y = across(share), upwards(correlation)
    drawing.line([(x, _PLANE.edge), (x, _PLANE.top + ROOM)], _DASHED)
    drawing.line([(_PLANE.left - ROOM, y), (_PLANE.right + ROOM, y)], _DASHED)
    points = [(across(dot.share), upwards(dot.correlation)) for dot in dots]
    first = look_first(dots)
    for dot, point, number in zip(dots, points, label_points(points), strict=True):
        fill, ink, size = (INK, INK, 10.5) if dot in first else (PAPER, FAINT, 9)
        drawing.line([point, number], Pen(LINE, 0.5), BELOW)
        drawing.dot(point, 6, fill, ink)
        drawing.write(number, str(dot.number), Lettering(size, ink, paper=0.6))
    return drawing.svg()


def _medians(dots: Sequence[ItemDot]) -> tuple[float, float]:
    return median(dot.share for dot in dots), median(dot.correlation for dot in dots)
