"""What the case counts add to ``report.json``."""

from __future__ import annotations

from analysis.report.json_values import Value
from analysis.report.model import Coverage, NonresponseSensitivity, Population, WeightGroup


def coverage_value(coverage: Coverage | None) -> Value:
    """Return cases and the share of them that answered; both null where not known."""
    return {
        "cases": coverage.cases if coverage else None,
        "coverage": coverage.share if coverage else None,
    }


def silent_value(lower: NonresponseSensitivity | None) -> Value | None:
    """Return an index as it would be if the silent were less satisfied; null unless asked for."""
    return None if lower is None else {"points": lower.difference, "estimate": lower.estimate}


def weights_value(population: Population | None) -> Value | None:
    """Return how responses were weighted, so that each weight can be checked; null without."""
    if population is None:
        return None
    counts = population.counts
    return {
        "name": "cases_per_response",
        "source": counts.name,
        "sha256": counts.sha256,
        "is_made_up": counts.is_made_up,
        "columns": list(counts.columns),
        "months": list(population.months),
        "cells": [_cell(group, counts.columns) for group in population.groups],
    }


def _cell(group: WeightGroup, columns: tuple[str, ...]) -> Value:
    return {
        "of": [dict(zip(columns, cell.names, strict=True)) for cell in group.cells],
        "cases": group.cases,
        "responses": group.responses,
        "weight": group.weight,
    }
