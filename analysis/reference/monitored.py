"""Charts over months and their run lengths in the reference cases."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np

from analysis.estimators.control_charts import MonthlyShare, cusum, ewma, p_chart, standardised
from analysis.estimators.tables import Floats
from analysis.reference.options import Method, Results, option
from analysis.reference.run_lengths import cusum_run_length, ewma_run_length
from analysis.reference.tables import Inputs, Table, as_list, read_table


def _history(inputs: Inputs, folder: Path) -> list[MonthlyShare]:
    """Return the months of a case, in the order of its rows."""
    if "csv" in inputs:
        table = read_table(inputs, folder)
    else:
        lists = {name: tuple(map(str, as_list(inputs[name]))) for name in _COLUMNS}
        table = Table(lists, len(lists["index"]))
    rows = np.column_stack([table.numbers(name) for name in _COLUMNS])
    return [MonthlyShare(f"{place:06d}", *row) for place, row in enumerate(rows.tolist())]


_COLUMNS = ("index", "answers", "deff")


def _standardised(inputs: Inputs, folder: Path) -> Floats:
    return standardised(_history(inputs, folder), option(inputs, "baseline"))


def _p_chart(inputs: Inputs, folder: Path) -> Results:
    history, baseline = _history(inputs, folder), option(inputs, "baseline")
    chart = p_chart(history, baseline, option(inputs, "limit_sigma", 3.0))
    return {
        "z": standardised(history, baseline).tolist(),
        "lower": chart.lower.tolist(),
        "upper": chart.upper.tolist(),
        "signal": chart.signals.tolist(),
    }


def _ewma(inputs: Inputs, folder: Path) -> Results:
    z = _standardised(inputs, folder)
    chart = ewma(z, option(inputs, "lambda", 0.2), option(inputs, "L", 2.86))
    return {
        "z": z.tolist(),
        "ewma": chart.values.tolist(),
        "limit": chart.upper.tolist(),
        "signal": chart.signals.tolist(),
    }


def _cusum(inputs: Inputs, folder: Path) -> Results:
    z = _standardised(inputs, folder)
    chart = cusum(z, option(inputs, "k", 0.5), option(inputs, "h", 5.0))
    return {
        "z": z.tolist(),
        "upper": chart.upper.tolist(),
        "lower": chart.lower.tolist(),
        "signal": chart.signals.tolist(),
    }


def _arl_cusum(inputs: Inputs, _: Path) -> Results:
    allowance, limit = option(inputs, "k"), option(inputs, "h")
    two_sided = inputs.get("sided", "two") == "two"
    shift = option(inputs, "shift", 0.0)
    return {"arl": cusum_run_length(allowance, limit, shift, two_sided=two_sided)}


def _arl_ewma(inputs: Inputs, _: Path) -> Results:
    if inputs.get("sided", "two") != "two":
        raise ValueError(f"an EWMA is two-sided: {inputs['sided']}")
    smoothing, width = option(inputs, "lambda"), option(inputs, "L")
    exact = inputs.get("limits", "asymptotic") != "asymptotic"
    shift = option(inputs, "shift", 0.0)
    return {"arl": ewma_run_length(smoothing, width, shift, exact_limits=exact)}


MONITORED: Mapping[str, Method] = MappingProxyType(
    {
        "p_chart_deff": _p_chart,
        "ewma": _ewma,
        "cusum": _cusum,
        "arl_cusum": _arl_cusum,
        "arl_ewma": _arl_ewma,
    }
)
