"""Comparisons, trends and adjusted p values of the reference cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from analysis.estimators.covariance import Design, Mask, Shares, domain_shares
from analysis.estimators.tests import adjust_p_values
from analysis.reference.domains import Cells, cells
from analysis.reference.linearised_tests import (
    compare_logits,
    compare_pairs,
    linear_contrast,
    logit_trend,
)
from analysis.reference.options import Method, Results
from analysis.reference.samples import Sample, read_sample
from analysis.reference.tables import Inputs, as_list, number


def _p_adjust(inputs: Inputs, _: Path) -> Results:
    given = [number(str(value)) for value in as_list(inputs["p"])]
    return {"adjusted": adjust_p_values(given, str(inputs["adjust"])).tolist()}


def _design(sample: Sample) -> Design:
    return Design(sample.rows, sample.codes, sample.populations)


def _domain(inputs: Inputs, sample: Sample) -> Mask | None:
    conditions = inputs.get("domain")
    return sample.where(conditions) if isinstance(conditions, Mapping) else None


def _columns(inputs: Inputs, sample: Sample, groups: Sequence[str]) -> list[str]:
    """Return the columns that a case compares by; groups alone name the column that holds them."""
    if "by" in inputs:
        return [str(name) for name in as_list(inputs["by"])]
    for name, values in sample.table.columns.items():
        if groups and set(groups) <= set(values):
            return [name]
    raise KeyError("by")


def _groups(inputs: Inputs, sample: Sample) -> tuple[list[str], Shares]:
    """Return the names of the groups of a case and their shares."""
    wanted = [str(name) for name in as_list(inputs.get("groups", []))]
    inside = _domain(inputs, sample)
    found = cells(sample, _columns(inputs, sample, wanted), inside)
    names = _names(found)
    chosen = [names.index(name) for name in wanted] if wanted else range(len(names))
    shares = domain_shares(_design(sample), [found.masks[place] for place in chosen])
    freedom = _design(sample).degrees_of_freedom(inside)
    picked = [names[place] for place in chosen]
    return picked, Shares(shares.estimates, shares.covariance, freedom)


def _names(found: Cells) -> list[str]:
    return [".".join(parts) for parts in zip(*found.labels.values(), strict=True)]


def _pairwise(inputs: Inputs, folder: Path) -> Results:
    names, shares = _groups(inputs, read_sample(inputs, folder))
    pairs = compare_pairs(shares)
    return {
        "pair": [[names[pair.first], names[pair.second]] for pair in pairs],
        "difference": [pair.comparison.difference for pair in pairs],
        "se": [pair.comparison.standard_error for pair in pairs],
        "t": [pair.comparison.statistic for pair in pairs],
        "df": shares.degrees_of_freedom,
        "p": [pair.comparison.p_value for pair in pairs],
        "holm": [pair.p_claim for pair in pairs],
        "bh": [pair.p_screening for pair in pairs],
    }


def _logits(inputs: Inputs, folder: Path) -> Results:
    _, shares = _groups(inputs, read_sample(inputs, folder))
    found = compare_logits(shares)
    return {
        "log_odds_difference": found.difference,
        "se": found.standard_error,
        "t": found.statistic,
        "df": found.degrees_of_freedom,
        "p": found.p_value,
    }


def _contrast(inputs: Inputs, folder: Path) -> Results:
    _, shares = _groups(inputs, read_sample(inputs, folder))
    weights = [number(str(value)) for value in as_list(inputs["contrast"])]
    found = linear_contrast(shares, weights)
    by = str(as_list(inputs["by"])[0])
    return {
        f"{by}_estimates": shares.estimates.tolist(),
        "slope": found.difference,
        "se": found.standard_error,
        "t": found.statistic,
        "df": found.degrees_of_freedom,
        "p": found.p_value,
    }


def _logit_trend(inputs: Inputs, folder: Path) -> Results:
    sample = read_sample(inputs, folder)
    times = sample.table.numbers(inputs["x"])[sample.kept]
    found = logit_trend(_design(sample), times, _domain(inputs, sample))
    return {
        "slope": found.difference,
        "se": found.standard_error,
        "t": found.statistic,
        "df": found.degrees_of_freedom,
        "p": found.p_value,
    }


COMPARISONS: Mapping[str, Method] = MappingProxyType(
    {
        "p_adjust": _p_adjust,
        "pairwise_comparison": _pairwise,
        "compare_logit": _logits,
        "trend_contrast": _contrast,
        "trend_logit": _logit_trend,
    }
)
