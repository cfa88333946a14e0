"""The parts that several values of ``report.json`` have in common."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.caveats import Caveat
from analysis.disclosure.thresholds import ShownShare
from analysis.estimates import Estimate, Interval
from analysis.report.words import Words

Value = dict[str, object]


def estimate_value(estimate: Estimate | None) -> Value:
    """Return an estimate; every key is there, null, where nothing may be shown."""
    return {
        "estimate": estimate.estimate if estimate else None,
        "standard_error": estimate.standard_error if estimate else None,
        "interval": interval_value(estimate.interval if estimate else None),
        "respondents": estimate.respondents if estimate else None,
        "answers": estimate.answers if estimate else None,
        "n_effective": estimate.n_effective if estimate else None,
        "design_effect": estimate.design_effect if estimate else None,
    }


def interval_value(interval: Interval | None) -> Value | None:
    """Return an interval, null where there is none."""
    if interval is None:
        return None
    return {
        "confidence_level": interval.confidence_level,
        "low": interval.low,
        "high": interval.high,
        "method": interval.method,
    }


def end_value(end: ShownShare | None) -> Value | None:
    """Return the end of the scale that stands for a share, null where none does."""
    return None if end is None else {"sign": end.sign, "value": end.value}


def caveat_values(caveats: Sequence[Caveat], words: Words) -> list[Value]:
    """Return doubts by code and in words."""
    return [{"code": caveat.code.value, "text": words.caveat(caveat)} for caveat in caveats]
