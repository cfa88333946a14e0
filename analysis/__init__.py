"""What answers mean: indices of satisfaction with their intervals and verdicts.

The names that a notebook needs are here; they load when first used, so that importing the package
costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.caveats import Caveat, CaveatCode
    from analysis.disclosure.releasing import Release, release
    from analysis.disclosure.tables import Known
    from analysis.estimates import Decision, Estimate, Interval, Verdict
    from analysis.indices.formulas import formula, pooled_share
    from analysis.indices.satisfaction import satisfaction_rows
    from analysis.indices.verdicts import decide
    from analysis.moments import Moments, Rows, moments_by_cell
    from analysis.strata import Stratum, single_stratum, stratify

_HOMES = {
    "Caveat": "analysis.caveats",
    "CaveatCode": "analysis.caveats",
    "Decision": "analysis.estimates",
    "Estimate": "analysis.estimates",
    "Interval": "analysis.estimates",
    "Known": "analysis.disclosure.tables",
    "Moments": "analysis.moments",
    "Release": "analysis.disclosure.releasing",
    "Rows": "analysis.moments",
    "Stratum": "analysis.strata",
    "Verdict": "analysis.estimates",
    "decide": "analysis.indices.verdicts",
    "formula": "analysis.indices.formulas",
    "moments_by_cell": "analysis.moments",
    "pooled_share": "analysis.indices.formulas",
    "release": "analysis.disclosure.releasing",
    "satisfaction_rows": "analysis.indices.satisfaction",
    "single_stratum": "analysis.strata",
    "stratify": "analysis.strata",
}

__all__ = [
    "Caveat",
    "CaveatCode",
    "Decision",
    "Estimate",
    "Interval",
    "Known",
    "Moments",
    "Release",
    "Rows",
    "Stratum",
    "Verdict",
    "decide",
    "formula",
    "moments_by_cell",
    "pooled_share",
    "release",
    "satisfaction_rows",
    "single_stratum",
    "stratify",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
