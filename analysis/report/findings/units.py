"""Service points against the rest, in each index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Estimate
from analysis.indices.units import UnitStanding, standings
from analysis.report.findings.basis import Basis, Parts
from analysis.report.findings.estimates import Share
from analysis.report.model import Group
from questionnaires.model import Wording

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
    pairs = zip(basis.indices, basis.shown_parts(_LIST), strict=True)
    for position, (share, parts) in enumerate(pairs):
        yield _compared(share, _estimates(groups, position), parts)


def _compared(share: Share, estimates: dict[str, Estimate], parts: Parts) -> UnitComparisons:
    if len(parts) < _LEAST:
        nothing = (Caveat(CaveatCode.TOO_FEW_TO_COMPARE),)
        return UnitComparisons(share.id, share.title, None, (), nothing)
    against_rest = standings(parts)
    units = tuple(ComparedUnit(estimates[unit.unit], unit) for unit in against_rest.units)
    return UnitComparisons(share.id, share.title, against_rest.centre, units, ())


def _estimates(groups: Sequence[Group], position: int) -> dict[str, Estimate]:
    entries = ((group.id, group.indices[position].estimate) for group in groups)
    return {name: estimate for name, estimate in entries if estimate is not None}
