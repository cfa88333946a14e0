"""The picture of months: a p' chart, each month's share between limits that know its size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.report.charts.drawing import BELOW, FAINT, INK, LINE, PAPER, Drawing, Lettering, Pen
from analysis.report.charts.plane import ROOM, Onto, Plane, Scale
from analysis.report.findings.months import Monitoring, WatchedMonth, month_number

_PLANE = Plane(height=250, left=48, margin=40, bottom=52, top=198)
# In the place of a month that takes part without its share being shown.
_NOT_SHOWN = "…"
_MOST_NAMED = 13
_QUARTERS = ("01", "04", "07", "10")
_JANUARY, _OCTOBER = "01", "10"


@dataclass(frozen=True)
class MonthLabels:
    """Words on the picture."""

    months: Mapping[str, str]  # of the months that are named, by their names in data
    level: str  # how high the baseline lies
    baseline: str  # what its months are called
    watched: str  # what the months after it are called


def months_svg(found: Monitoring, shares: Scale, labels: MonthLabels) -> bytes:
    """Return the picture of months, at least two of them with their share, as an SVG file."""
    drawing, months = _PLANE.drawing(), found.months
    upwards = _PLANE.upwards(shares)
    _PLANE.draw_edge(drawing)
    _PLANE.draw_beside(drawing, shares)
    _draw_months(drawing, months)
    if found.baseline is not None:
        _draw_baseline(drawing, upwards(found.baseline), labels.level)
    _draw_watch(drawing, months, labels)
    _draw_limits(drawing, months, upwards)
    _draw_dots(drawing, months, upwards, labels.months)
    return drawing.svg()


def _steps(months: Sequence[WatchedMonth]) -> list[int]:
    """Return how many months of the calendar each lies after the first."""
    numbers = [month_number(month.month) for month in months]
    return [number - numbers[0] for number in numbers]


def _across(months: Sequence[WatchedMonth]) -> list[float]:
    """Return how far from the left each month lies."""
    steps, width = _steps(months), _PLANE.right - _PLANE.left
    return [_PLANE.left + step / steps[-1] * width for step in steps]


def _draw_months(drawing: Drawing, months: Sequence[WatchedMonth]) -> None:
    edge, letters = _PLANE.edge, Lettering(9, FAINT, level="top")
    has_room = _steps(months)[-1] < _MOST_NAMED
    for x, month in zip(_across(months), months, strict=True):
        year, number = month.month.split("-")
        drawing.line([(x, edge - 3), (x, edge)], Pen(LINE))
        if has_room or number in _QUARTERS:
            drawing.write((x, edge - 6), number, letters)
        # A year that begins just before the next one has no room of its own.
        if number == _JANUARY or (month is months[0] and number <= _OCTOBER):
            drawing.write((x, edge - 19), year, letters)


def _draw_baseline(drawing: Drawing, middle: float, words: str) -> None:
    end = _PLANE.right
    drawing.line([(_PLANE.left - 6, middle), (end + 6, middle)], Pen(INK), BELOW)
    drawing.write((end + 9, middle), words, Lettering(8.5, FAINT, "left"))


def _draw_watch(drawing: Drawing, months: Sequence[WatchedMonth], labels: MonthLabels) -> None:
    """Divide the months of the baseline from those that are watched."""
    first = sum(month.is_baseline for month in months)
    if first == len(months):
        return
    across, top = _across(months), _PLANE.top + ROOM
    x = (across[first - 1] + across[first]) / 2
    drawing.line([(x, _PLANE.edge), (x, top + 12)], Pen(LINE, 0.8))
    right, left = (Lettering(8.5, FAINT, side, "bottom") for side in ("right", "left"))
    drawing.write((x - 4, top + 2), labels.baseline, right)
    drawing.write((x + 4, top + 2), labels.watched, left)


def _draw_limits(drawing: Drawing, months: Sequence[WatchedMonth], upwards: Onto) -> None:
    half = min(8.0, (_PLANE.right - _PLANE.left) / _steps(months)[-1] * 0.4)
    for x, month in zip(_across(months), months, strict=True):
        # At 0 and 100 % there is no limit to pass.
        for limit in (month.lower, month.upper):
            if limit is not None and 0 < limit < 1:
                y = upwards(limit)
                drawing.line([(x - half, y), (x + half, y)], Pen(FAINT))


def _draw_dots(
    drawing: Drawing, months: Sequence[WatchedMonth], upwards: Onto, names: Mapping[str, str]
) -> None:
    """Draw the months that show their share, a line between neighbours."""
    dots = [
        None if month.share is None else (x, upwards(month.share))
        for x, month in zip(_across(months), months, strict=True)
    ]
    for before, after in pairwise(dots):
        if before and after:
            drawing.line([before, after], Pen(LINE, 0.8), BELOW)
    for x, month, dot in zip(_across(months), months, dots, strict=True):
        if dot is None:
            drawing.write((x, _PLANE.edge + 6), _NOT_SHOWN, Lettering(10, INK, level="bottom"))
        else:
            _draw_dot(drawing, month, dot, names)


def _draw_dot(
    drawing: Drawing, month: WatchedMonth, dot: tuple[float, float], names: Mapping[str, str]
) -> None:
    x, y = dot
    drawing.dot((x, y), 6, PAPER if month.alarm is None else INK, INK)
    if month.month in names:
        is_low = month.is_outside and month.share is not None and month.share < (month.lower or 0.0)
        up, level = (-9, "top") if is_low else (9, "bottom")
        letters = Lettering(9, INK, level=level, paper=0.6)
        drawing.write((x, y + up), names[month.month], letters)
