"""The bounds of one more person, from tables of counts as a file of cases has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from analysis.estimators.bounds import counted_shares
from analysis.estimators.moments import Moments
from analysis.estimators.shares import shares_of
from analysis.estimators.strata import part_sums, single_stratum
from analysis.estimators.tables import Counts
from analysis.reference.inputs import Inputs
from analysis.reference.share_methods import Results
from analysis.reference.tables import as_list

METHOD = "one_more_person"
EXPECTED = ("share", "lower", "upper", "lower_one_sided95", "upper_one_sided95")
TOLERANCE = 1e-6
_ONE_SIDED = 0.90


def as_case(entry: object) -> object:
    """Return an entry of a plain list as a case; what is no object stays as it is."""
    if not isinstance(entry, Mapping):
        return entry
    expected = {name: entry[name] for name in EXPECTED if name in entry}
    tolerance = {"relative": 0.0, "absolute": TOLERANCE}
    case = {"id": entry.get("id", "?"), "method": METHOD, "tolerance": tolerance}
    return {**case, "inputs": dict(entry), "expected": expected}


def bounds_of_counts(inputs: Inputs) -> Results:
    """Return the share of a table of counts with its bounds."""
    rows = np.array(as_list(inputs.values["counts"]), dtype=np.float64).reshape(-1, 3)
    y, m, respondents = rows.T
    weights = inputs.numbers("weights") if "weights" in inputs.values else np.ones_like(y)
    moments = Moments.of_counts(Counts(y, m, respondents, weights, inputs.number("items")))
    population = inputs.number("population") if "population" in inputs.values else None
    found = counted_shares(shares_of(part_sums([single_stratum(moments, population)])))
    # The rule is asked for, also where single answers of few cases have exact bounds.
    found = replace(found, exact=[None])
    low, high = found.bounds(inputs.number("confidence_level"))
    least, most = found.bounds(_ONE_SIDED)
    values = (found.shares, low, high, least, most)
    return {name: float(value[0]) for name, value in zip(EXPECTED, values, strict=True)}
