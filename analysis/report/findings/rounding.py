"""Figures for programs that say no more than the page, where more would tell what is held back.

Numbers of answers are whole. With weights, a share in full digits is an equation for them that
often has a single solution: the answers of a service point whose result is held back. Rounded,
it has several.
"""

from __future__ import annotations

from collections.abc import Collection
from math import floor, log10

from analysis.report.model import Report

DIGITS = 3  # of a share, as 86.6 % has; above 1, of the whole number
_MOST = 5  # of a share that lies beside a mark
_ERROR = 0.05  # what a p value is held against

# Follows from whole numbers that stand beside it, or was chosen and not measured.
_PLAIN = frozenset(
    {"coverage", "weight", "largest_over_mean", "target", "confidence_level", "points"}
)


def marks_of(report: Report) -> frozenset[float] | None:
    """Return what no figure may be rounded onto or across; None where figures stay in full."""
    if not report.withholds_unweighted:
        return None
    targets = (entry.target for entry in report.indices if entry.target is not None)
    return frozenset((0.0, _ERROR, 1.0, *targets))


def rounded(name: str, value: object, marks: Collection[float]) -> object:
    """Return the value of a field, and of all inside it, with the digits that may be told."""
    if isinstance(value, dict):
        return {inner: rounded(inner, each, marks) for inner, each in value.items()}
    if isinstance(value, list):
        return [rounded(name, each, marks) for each in value]
    if not isinstance(value, float) or name in _PLAIN:
        return value
    if abs(value) >= 1:
        return round(value, DIGITS - 1 - floor(log10(abs(value))))
    shorter = value
    for digits in range(DIGITS, _MOST + 1):
        shorter = round(value, digits)
        if all(_side(shorter, mark) == _side(value, mark) for mark in marks):
            break
    return shorter


def _side(value: float, mark: float) -> int:
    """Return whether a value is below a mark, on it or above: -1, 0, 1."""
    return (value > mark) - (value < mark)
