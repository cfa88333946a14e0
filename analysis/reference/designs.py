"""What the reference cases of other designs, means and t tests are here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from analysis.estimators.tables import Rows
from analysis.reference.linearised_tests import one_sample_t, two_sample_t
from analysis.reference.lonely import LonelyPolicy, ratio_with_lonely
from analysis.reference.means import mean_of_criteria, weighted_mean
from analysis.reference.options import Method, Results, option
from analysis.reference.replication import jackknife_share
from analysis.reference.results import (
    design_of,
    linearised_results,
    object_of,
    present,
    ratio_of,
    ratio_results,
)
from analysis.reference.samples import read_sample
from analysis.reference.tables import Inputs, Table, as_list, read_table
from analysis.reference.two_stage import two_stage_share

# A case of a refusal may leave out what it would have computed from.
LONELY_DATA: Mapping[str, object] = MappingProxyType(
    {"numerator": "y", "denominator": "m", "design": {"strata": "stratum", "weights": "w"}}
)


def _jackknife(inputs: Inputs, folder: Path) -> Results:
    # With strata the cases take squares around the mean of the replicates.
    around_estimate = "strata" not in object_of(inputs, "design")
    design = design_of(read_sample(inputs, folder))
    found = jackknife_share(design, around_estimate=around_estimate)
    return linearised_results(found, option(inputs, "level", 0.95))


def _two_stage(inputs: Inputs, folder: Path) -> Results:
    words = {key: value for key, value in object_of(inputs, "design").items() if key != "stages"}
    sample = read_sample({**inputs, "design": words}, folder)
    strata = sample.table.texts(words["strata"])
    sessions = object_of(inputs, "sessions_in_population")
    populations = tuple(option(sessions, name) for name in sorted(set(strata)))
    design = replace(design_of(sample), populations=populations)
    drawn = np.bincount(design.units)[design.units]
    people = drawn * option(inputs, "second_stage_population_multiple")
    return linearised_results(two_stage_share(design, people), option(inputs, "level", 0.95))


def _criteria(inputs: Inputs, folder: Path) -> Results:
    sample = read_sample(inputs, folder)
    rows = [_criterion(inputs, item, folder) for item in _items(inputs, sample.table)]
    found = mean_of_criteria(rows, design_of(sample))
    level = option(inputs, "level", 0.95)
    return {**linearised_results(found.mean, level), "criteria": list(found.criteria)}


def _items(inputs: Inputs, table: Table) -> list[str]:
    wanted = inputs.get("items", "all")
    if wanted != "all":
        return [str(item) for item in as_list(wanted)]
    return [name for name in table.columns if name[:1] == "q" and name[1:].isdigit()]


def _criterion(inputs: Inputs, item: str, folder: Path) -> Rows:
    return read_sample({**inputs, "item": item}, folder).rows


def _lonely(inputs: Inputs, folder: Path) -> Results:
    sample = read_sample({**LONELY_DATA, **inputs}, folder)
    policy = LonelyPolicy(str(inputs.get("option", LonelyPolicy.ADJUST)))
    if policy is not LonelyPolicy.FAIL:
        return ratio_results(present(ratio_with_lonely(sample.strata(), policy)))
    try:
        return ratio_results(present(ratio_with_lonely(sample.strata(), policy)))
    except ValueError as refusal:
        return {"error": str(refusal)}


def _one_sample(inputs: Inputs, folder: Path) -> Results:
    test = one_sample_t(ratio_of(inputs, folder), option(inputs, "target"))
    return {
        "t": test.statistic,
        "df": test.degrees_of_freedom,
        "p_two_sided": test.p_value,
        "estimate": test.difference,
    }


def _two_sample(inputs: Inputs, folder: Path) -> Results:
    sample, groups = read_sample(inputs, folder), object_of(inputs, "groups")
    inside = sample.where({str(groups["column"]): groups["value"]})
    test = two_sample_t(design_of(sample), inside)
    return {
        "difference": test.difference,
        "t": test.statistic,
        "df": test.degrees_of_freedom,
        "p": test.p_value,
    }


def _published(inputs: Inputs, folder: Path) -> Results:
    """Return the mean of a variable that may stand in a second file, row by row."""
    files = as_list(inputs["csv"])
    tables = [read_table({"csv": name}, folder) for name in files]
    columns = {name: texts for table in tables for name, texts in table.columns.items()}
    values = Table(columns, tables[0].size).numbers(inputs["variable"])
    # The design needs answers of some kind; they are not looked at.
    ones = {"numerator": [1] * tables[0].size, "denominator": [1] * tables[0].size}
    sample = read_sample({**inputs, **ones, "csv": files[0]}, folder)
    return linearised_results(
        weighted_mean(values, design_of(sample)), option(inputs, "level", 0.95)
    )


DESIGNS: Mapping[str, Method] = MappingProxyType(
    {
        "jackknife_index": _jackknife,
        "two_stage_index": _two_stage,
        "mean_of_criteria": _criteria,
        "lonely_psu": _lonely,
        "svyttest_one_sample": _one_sample,
        "svyttest_two_sample": _two_sample,
        "published_mean": _published,
    }
)
