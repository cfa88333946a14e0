"""The cells that several rows of ``report.csv`` have in common."""

from __future__ import annotations

from analysis.estimates import Estimate

Row = dict[str, object]


def estimate_cells(found: Estimate | None) -> Row:
    """Return an estimate; nothing where nothing may be shown."""
    if found is None:
        return {}
    row: Row = {
        "estimate": found.estimate,
        "standard_error": found.standard_error,
        "respondents": found.respondents,
        "answers": found.answers,
        "n_effective": found.n_effective,
        "design_effect": found.design_effect,
    }
    interval = found.interval
    return (
        row
        if interval is None
        else row
        | {
            "confidence_level": interval.confidence_level,
            "low": interval.low,
            "high": interval.high,
            "method": interval.method,
        }
    )
