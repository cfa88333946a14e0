"""Months as charts take them, from the strata of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.estimators.history import MonthlyShare
from analysis.estimators.tables import Stratum
from analysis.indices.formulas import pooled_share


def monthly_shares(months: Mapping[str, Sequence[Stratum]]) -> tuple[MonthlyShare, ...]:
    """Return the index, the answers and the design effect of each month, for charts.

    Parameters
    ----------
    months : Mapping of str to sequence of Stratum
        By name, such as ``2026-03``, in order: those of `analysis.units_of`.

    Returns
    -------
    tuple of MonthlyShare

    Raises
    ------
    ValueError
        If the answers of a month do not show their error: nobody, one person, or a full count.
    """
    return tuple(_month(name, strata) for name, strata in months.items())


def _month(name: str, strata: Sequence[Stratum]) -> MonthlyShare:
    found = pooled_share(strata)
    if found.estimate is None or found.design_effect is None:
        raise ValueError(f"months must each show their error; {name} does not: {found.in_short}")
    return MonthlyShare(name, found.estimate, found.answers, found.design_effect)
