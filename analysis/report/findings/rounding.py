"""Figures for programs that say no more than the page, where more would tell what is held back.

Numbers of answers are whole. With weights, a share in full digits is an equation for them that
often has a single solution: the answers of a service point whose result is held back. Rounded,
it has several.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields, is_dataclass, replace
from math import floor, log10
from typing import Any

from analysis.report.model import Entry, Report

DIGITS = 3  # of a share, as 86.6 % has; above 1, of the whole number
_MOST = 5  # of a share that lies beside a mark
_ERROR = 0.05  # what a p value is held against

# Beyond these a number goes by what else was worked out at once, what is held back too.
_EXACT_DIGITS = 10
# Of what is printed with two; all digits of a rank correlation would fit few sets of answers.
_FEWER_DIGITS = {"correlation": 3, "correlation_interval": 3}
# Texts that a report is made by.
_AS_THEY_ARE = frozenset({"questionnaire", "plan", "source"})

# Follows from whole numbers that stand beside it, or was chosen and not measured.
_PLAIN = frozenset(
    {"coverage", "weight", "largest_over_mean", "target", "confidence_level", "points"}
)


def without_noise(report: Report) -> Report:
    """Return a report with the digits of its numbers that are exact.

    Bounds of many shares are solved at once, and sums are taken in the order of the groups, so the
    last digits of what is shown depend on what is not; a hash of them would confirm a guess of it.
    """
    exact: Report = _exact(report, _EXACT_DIGITS)
    return exact


def _exact(value: Any, digits: int) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{digits}g}")
    if type(value) is tuple:
        return tuple(_exact(each, digits) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    old = {f.name: getattr(value, f.name) for f in fields(value) if f.init}
    new = {
        name: _exact(of, _FEWER_DIGITS.get(name, digits))
        for name, of in old.items()
        if name not in _AS_THEY_ARE
    }
    changed = {name: of for name, of in new.items() if of is not old[name]}
    return replace(value, **changed) if changed else value


def marks_of(report: Report) -> frozenset[float] | None:
    """Return what no figure may be rounded onto or across; None where figures stay in full."""
    return marks_beside(report.indices) if report.withholds_unweighted else None


def marks_beside(indices: Iterable[Entry]) -> frozenset[float]:
    """Return what no figure beside these indices may be rounded onto or across."""
    targets = (entry.target for entry in indices if entry.target is not None)
    return frozenset((0.0, _ERROR, 1.0, *targets))


def rounded(name: str, value: object, marks: Collection[float]) -> object:
    """Return the value of a field, and of all inside it, with the digits that may be told."""
    if isinstance(value, dict):
        return {inner: rounded(inner, each, marks) for inner, each in value.items()}
    if isinstance(value, list):
        return [rounded(name, each, marks) for each in value]
    if not isinstance(value, float) or name in _PLAIN:
        return value
    return round_beside(value, marks)


def round_beside(value: float, marks: Collection[float]) -> float:
    """Return a figure with the digits that may be told."""
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
