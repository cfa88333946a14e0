"""The charts of a report's entries, as addresses that stand inside a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from markupsafe import Markup

from analysis.report.charts.shares import (
    Axis,
    DrawnShare,
    axis_for,
    row_svg,
    scale_svg,
    verdict_svg,
)
from analysis.report.model import Entry
from analysis.report.words import Words
from templates.languages import N_

_SAFE = " !$'()*+,-./:;=?@_~"


def common_axis(entries: Iterable[Entry]) -> Axis:
    """Return the axis on which all entries, their intervals and targets are seen."""
    return axis_for(value for entry in entries for value in _values(entry))


def row_picture(entry: Entry, axis: Axis) -> str:
    """Return the picture of an entry for a row of a table; empty where nothing is known."""
    mark = _mark(entry)
    return data_uri(row_svg(mark, axis, entry.target)) if mark else ""


def scale_picture(axis: Axis, words: Words) -> str:
    """Return the picture of the axis for the head of a table."""
    return data_uri(scale_svg(axis, _tick_labels(axis, words)))


def verdict_picture(entry: Entry, axis: Axis, words: Words) -> str:
    """Return the picture of a verdict; empty without an estimate or a target."""
    mark = _mark(entry)
    if mark is None or entry.target is None:
        return ""
    label = words.say(N_("target %(target)s"), target=words.target(entry.target))
    value = words.share(mark.share)
    target = (entry.target, label)
    return data_uri(verdict_svg(mark, axis, _tick_labels(axis, words), value, target))


def axis_in_words(axis: Axis, words: Words) -> str:
    """Return the sentence that says what part of the scale is shown."""
    return words.say(
        N_("The axis runs from %(low)s to %(high)s."),
        low=words.target(axis.low),
        high=words.target(1),
    )


def _values(entry: Entry) -> Sequence[float]:
    mark = _mark(entry)
    shown = (mark.share, mark.low, mark.bound) if mark else ()
    return [value for value in (*shown, entry.target) if value is not None]


def _mark(entry: Entry) -> DrawnShare | None:
    found = entry.estimate
    if found is None or found.estimate is None:
        return None
    interval, decision = found.interval, entry.decision
    return DrawnShare(
        share=found.estimate,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        bound=decision.deciding_bound if decision else None,
    )


def _tick_labels(axis: Axis, words: Words) -> list[str]:
    return [words.target(tick) for tick in axis.ticks]


def data_uri(svg: bytes) -> Markup:
    """Return the address of a picture that stands inside the page."""
    # Base64 would be longer; what HTML would read is not among the safe characters.
    return Markup(f"data:image/svg+xml,{quote(svg, safe=_SAFE)}")  # noqa: S704
