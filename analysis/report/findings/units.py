"""Service points against the rest, in each index."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Estimate
from analysis.indices.units import standings
from analysis.report.findings.estimates import Share
from analysis.report.findings.shown import Parts
from analysis.report.model import Group
from analysis.report.unit_findings import ComparedUnit, UnitComparisons

_LEAST = 2


def comparisons(
    shares: Sequence[Share], groups: Sequence[Group], parts: Sequence[Parts]
) -> tuple[UnitComparisons, ...]:
    """Return for each share where the groups stand; `parts` are the shown ones of each share."""
    return tuple(
        _compared(share, _estimates(groups, place), shown)
        for place, (share, shown) in enumerate(zip(shares, parts, strict=True))
    )


def _compared(share: Share, estimates: dict[str, Estimate], parts: Parts) -> UnitComparisons:
    if len(parts) < _LEAST:
        nothing = (Caveat(CaveatCode.TOO_FEW_TO_COMPARE),)
        return UnitComparisons(share.id, share.title, None, (), nothing)
    found = standings(parts)
    units = tuple(ComparedUnit(estimates[unit.unit], unit) for unit in found.units)
    return UnitComparisons(share.id, share.title, found.centre, units, ())


def _estimates(groups: Sequence[Group], place: int) -> dict[str, Estimate]:
    entries = ((group.id, group.indices[place].estimate) for group in groups)
    return {name: estimate for name, estimate in entries if estimate is not None}
