"""Importance against performance: numbered dots, those to look at first filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.report.charts.drawing import BELOW, FAINT, INK, LINE, PAPER, Lettering, Pen
from analysis.report.charts.plane import Plane, Scale, label_points

_PLANE = Plane(height=270, left=46, margin=16, bottom=56, top=236)


@dataclass(frozen=True)
class ItemDot:
    """An item: its number in the table, its share satisfied (0-1), its rank correlation (-1-1)."""

    number: int
    share: float
    correlation: float
    stands_out: bool


def priorities_svg(dots: Sequence[ItemDot], shares: Scale, correlations: Scale) -> bytes:
    """Return the picture of at least one dot as an SVG file."""
    drawing = _PLANE.drawing()
    _PLANE.draw_below(drawing, shares)
    _PLANE.draw_beside(drawing, correlations)
    across, upwards = _PLANE.across(shares), _PLANE.upwards(correlations)
    points = [(across(dot.share), upwards(dot.correlation)) for dot in dots]
    for dot, point, number in zip(dots, points, label_points(points), strict=True):
        fill, ink, size = (INK, INK, 10.5) if dot.stands_out else (PAPER, FAINT, 9)
        drawing.line([point, number], Pen(LINE, 0.5), BELOW)
        drawing.dot(point, 6, fill, ink)
        drawing.write(number, str(dot.number), Lettering(size, ink, paper=0.6))
    return drawing.svg()
