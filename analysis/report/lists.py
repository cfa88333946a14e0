"""The lists of a report: the ways in which it parts its responses."""

from __future__ import annotations

import numpy as np

from analysis.responses import FIELD, MISSING, MODE, SERVICE_POINT, Labels, Responses

_COLUMNS = {"modes": MODE, "fields": FIELD, "service_points": SERVICE_POINT}


def lists_of(responses: Responses) -> dict[str, Labels]:
    """Return the lists by their names in a report, the one to keep longest last."""
    nothing = Labels((), np.full(len(responses), MISSING, np.int32))
    named = {name: responses.labels.get(column, nothing) for name, column in _COLUMNS.items()}
    return {
        "modes": named["modes"],
        "quarters": responses.quarters,
        "fields": named["fields"],
        "months": responses.months,
        "service_points": named["service_points"],
    }
