"""Service points against the rest, in each index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Estimate
from analysis.indices.units import UnitStanding, standings
from analysis.report.findings.basis import Basis
from analysis.report.findings.estimates import Share
from analysis.report.sample.groups import Strata
from questionnaires.model import Wording

Parts = Mapping[str, Strata]

_LIST = "service_points"
_LEAST = 2


@dataclass(frozen=True)
class ComparedUnit:
    """A service point against the rest: its estimate as the table shows it, and its standing."""

    estimate: Estimate
    standing: UnitStanding


@dataclass(frozen=True)
class UnitComparisons:
    """The service points in one index, those only whose results are shown."""

    id: str  # of the index, as the title
    title: Wording
    # Share of all service points together that do not differ; None where nothing is compared.
    centre: float | None
    units: tuple[ComparedUnit, ...]  # in the order of the report
    caveats: tuple[Caveat, ...]


def find(basis: Basis) -> Iterator[UnitComparisons]:
    """Yield for each index where the service points stand."""
    groups = basis.groups[_LIST]
    pairs = zip(basis.shares, basis.shown_parts(_LIST), strict=True)
    for position, (share, parts) in enumerate(pairs):
        estimates = {group.id: group.indices[position].estimate for group in groups}
        yield _compared(share, estimates, parts)


def _compared(
    share: Share, estimates: Mapping[str, Estimate | None], parts: Parts
) -> UnitComparisons:
    if len(parts) < _LEAST:
        nothing = (Caveat(CaveatCode.TOO_FEW_TO_COMPARE),)
        return UnitComparisons(share.id, share.title, None, (), nothing)
    against_rest = standings(parts)
    units = tuple(
        ComparedUnit(estimate, unit)
        for unit in against_rest.units
        if (estimate := estimates[unit.unit])
    )
    return UnitComparisons(share.id, share.title, against_rest.centre, units, ())
