"""Pictures of one share: a dot with its interval on an axis that shows the target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor

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

_ROW_WIDTH, _ROW_HEIGHT = 170, 24
# A scale without targets, and what each target adds above it.
_SCALE_HEIGHT, _TARGET_HEIGHT = 18, 12
# Beside the axis on both sides, so that a dot at 100 % and the numbers at the ends are whole.
_ROOM = 0.09


@dataclass(frozen=True)
class Axis:
    """The part of 0-1 that a chart shows: from `low` to 1."""

    low: float

    @property
    def ticks(self) -> tuple[float, ...]:
        """The values that are numbered, five at most."""
        tenths = round((1 - self.low) * 10)
        step = next(size for size in (1, 2, 5) if tenths / size <= 4 or size == 5)
        return tuple((10 - back) / 10 for back in range(tenths - tenths % step, -1, -step))

    def across(self, value: float, width: float) -> float:
        """Return how far from the left a value lies in a picture of this width."""
        return (self.part(value) + _ROOM) / (1 + 2 * _ROOM) * width

    def part(self, value: float) -> float:
        """Return how far along the axis a value lies: 0 where it begins, 1 where it ends."""
        return (value - self.low) / (1 - self.low)


@dataclass(frozen=True)
class DrawnShare:
    """What is drawn of one estimate, each a proportion; None is not drawn."""

    share: float
    low: float | None = None
    high: float | None = None
    bound: float | None = None


# A share, and what is aimed at.
Line = tuple[DrawnShare | None, float | None]


def axis_for(values: Iterable[float]) -> Axis:
    """Return the axis that shows all values, from 70 % unless one lies lower."""
    lowest = min(values, default=1.0)
    return Axis(min(0.7, max(0.0, floor(lowest * 10 - 1e-9) / 10)))


def row_svg(lines: Sequence[Line], axis: Axis) -> bytes:
    """Return the picture that stands in a row of a table: shares with their targets, line by line.

    The dot of the first is filled, those of others are not. A report has hundreds of them: plain
    SVG takes a thousandth of the time of a drawing.
    """
    parts: list[str] = []
    for at, (drawn, target) in enumerate(lines):
        top, bottom = (_ROW_HEIGHT * edge / len(lines) for edge in (at, at + 1))
        if target is not None:
            line = f"M{_x(target, axis)} {top:g}V{bottom:g}"
            parts.append(f"<path stroke='{LINE}' stroke-dasharray='3 2' d='{line}'/>")
        if drawn is not None:
            parts += _line(drawn, axis, (top + bottom) / 2, INK if at == 0 else PAPER)
    size = (
        f"width='{_ROW_WIDTH}pt' height='{_ROW_HEIGHT}pt' viewBox='0 0 {_ROW_WIDTH} {_ROW_HEIGHT}'"
    )
    head = f"<svg xmlns='http://www.w3.org/2000/svg' {size} stroke='{INK}'>"
    return "".join([head, *parts, "</svg>"]).encode()


def _line(drawn: DrawnShare, axis: Axis, middle: float, fill: str) -> Iterator[str]:
    if drawn.low is not None and drawn.high is not None:
        line = f"M{_x(drawn.low, axis)} {middle:g}H{_x(drawn.high, axis)}"
        yield f"<path stroke-width='1.4' stroke-linecap='square' d='{line}'/>"
    dot = f"cx='{_x(drawn.share, axis)}' cy='{middle:g}' r='3.5'"
    yield f"<circle {dot} fill='{fill}' stroke='{INK}'/>"


def _x(value: float, axis: Axis) -> str:
    return f"{axis.across(value, _ROW_WIDTH):.2f}"


def scale_svg(
    axis: Axis, labels: Sequence[str], targets: Sequence[tuple[float, str]] = ()
) -> bytes:
    """Return the numbers of the axis, for the head of a table.

    `labels` are those of its ticks; each target stands above them on a line of its own.
    """
    drawing = Drawing(_ROW_WIDTH, _SCALE_HEIGHT + _TARGET_HEIGHT * len(targets))
    for at, (value, words) in enumerate(targets):
        x, level = axis.across(value, _ROW_WIDTH), _SCALE_HEIGHT + _TARGET_HEIGHT * at
        drawing.line([(x, _SCALE_HEIGHT - 2), (x, level)], Pen(LINE, dashes=(3, 2)), BELOW)
        drawing.write((x, level + 1), words, Lettering(9, INK, _side(value, axis), "bottom", 0.6))
    ends = [(axis.across(value, _ROW_WIDTH), 1.0) for value in (axis.low, 1)]
    drawing.line(ends, Pen(LINE))
    for tick, label in zip(axis.ticks, labels, strict=True):
        x = axis.across(tick, _ROW_WIDTH)
        drawing.line([(x, 1), (x, 4)], Pen(LINE))
        drawing.write((x, 6), label, Lettering(9, FAINT, level="bottom"))
    return drawing.svg()


def verdict_svg(
    drawn: DrawnShare, axis: Axis, labels: Sequence[str], value: str, target: tuple[float, str]
) -> bytes:
    """Return the picture of one verdict.

    `labels` are the words at the ticks of the axis, `value` those at the dot; `target` is a
    proportion with the words at its line.
    """
    drawing = Drawing(WIDTH, 92)
    aim, words = target
    x = axis.across(aim, WIDTH)
    drawing.line([(x, 20), (x, 74)], Pen(INK, 1.2, dashes=(4.8, 2.4)))
    drawing.write((x, 77), words, Lettering(11, INK, _side(aim, axis), "bottom"))
    drawing.line([(axis.across(end, WIDTH), 20) for end in (axis.low, 1)], Pen(LINE))
    for tick, label in zip(axis.ticks, labels, strict=True):
        x = axis.across(tick, WIDTH)
        drawing.line([(x, 17), (x, 20)], Pen(LINE))
        drawing.write((x, 13), label, Lettering(10, FAINT, level="top"))
    _draw_share(drawing, drawn, axis, 38)
    letters = Lettering(12, INK, _side(drawn.share, axis), "bottom", paper=1.5)
    drawing.write((axis.across(drawn.share, WIDTH), 47), value, letters)
    return drawing.svg()


def _side(value: float, axis: Axis) -> str:
    """Return how words lie about a value, so that they stay inside the picture."""
    part = axis.part(value)
    if part < 0.15:
        return "left"
    return "right" if part > 0.85 else "center"


def _draw_share(drawing: Drawing, drawn: DrawnShare, axis: Axis, height: float) -> None:
    x = axis.across(drawn.share, WIDTH)
    if drawn.low is not None and drawn.high is not None:
        ends = [(axis.across(end, WIDTH), height) for end in (drawn.low, drawn.high)]
        drawing.line(ends, Pen(INK, 1.4))
    if drawn.bound is not None:
        bound = axis.across(drawn.bound, WIDTH)
        drawing.line([(x, height), (bound, height)], Pen(INK, 4, is_blunt=True))
        drawing.line([(bound, height - 6), (bound, height + 6)], Pen(INK, 1.6))
    drawing.dot((x, height), 7, INK)
