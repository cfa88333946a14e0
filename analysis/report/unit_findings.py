"""What a report finds when it holds service points against each other."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.caveats import Caveat
from analysis.estimates import Estimate
from analysis.indices.units import UnitStanding
from questionnaires.model import Wording


@dataclass(frozen=True)
class ComparedUnit:
    """A service point against the rest.

    Attributes
    ----------
    estimate : Estimate
        As the table of service points shows it.
    standing : UnitStanding
        By name, with what is proved of it.
    """

    estimate: Estimate
    standing: UnitStanding


@dataclass(frozen=True)
class UnitComparisons:
    """The service points in one index, those only whose results are shown.

    Attributes
    ----------
    id, title : str, Wording
        Of the index.
    centre : float or None
        Share of all service points together that do not differ, 0-1; None where nothing is
        compared.
    units : tuple of ComparedUnit
        In the order of the report; empty where nothing is compared.
    caveats : tuple of Caveat
    """

    id: str
    title: Wording
    centre: float | None
    units: tuple[ComparedUnit, ...]
    caveats: tuple[Caveat, ...]
