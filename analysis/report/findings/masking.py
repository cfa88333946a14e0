"""Entries of few people near an end of the scale: only the end is shown, not the share."""

from __future__ import annotations

from dataclasses import replace

from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.thresholds import ENOUGH, ShownShare
from analysis.report.model import Entry


def masked(entry: Entry, end: ShownShare) -> Entry:
    """Return an entry without any figure that would give its share away."""
    estimate = entry.estimate
    if estimate is None:
        return entry
    return replace(
        entry,
        estimate=replace(
            estimate,
            estimate=None,
            standard_error=None,
            interval=None,
            n_effective=None,
            design_effect=None,
            degrees_of_freedom=None,
            caveats=(),
        ),
        caveats=(masked_at(end),),
        end=end,
    )


def lies_at(entry: Entry, end: ShownShare) -> bool:
    """Say whether the share of an entry lies at an end of the scale."""
    share = entry.estimate.estimate if entry.estimate else None
    low, high = end.reach
    return share is not None and low <= share <= high


def masked_at(end: ShownShare) -> Caveat:
    """Return the caveat of a share of which only the end is shown."""
    values: dict[str, float | str] = {"least": ENOUGH, "sign": end.sign, "end": end.value}
    return Caveat(CaveatCode.MASKED_END, values)
