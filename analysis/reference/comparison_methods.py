"""Comparisons, trends, other designs and means, as the reference cases name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analysis.estimators.linearisation import Linearised
from analysis.estimators.tests import Comparison, adjust_p_values
from analysis.reference.covariance import DomainShares, domain_shares
from analysis.reference.designs import (
    LonelyPolicy,
    jackknife_share,
    mean_of_criteria,
    ratio_with_lonely,
    two_stage_share,
    weighted_mean,
)
from analysis.reference.inputs import Inputs, present
from analysis.reference.linearised_tests import (
    compare_logits,
    compare_pairs,
    linear_contrast,
    logit_trend,
    one_sample_t,
    two_sample_t,
)
from analysis.reference.share_methods import Results, ends, estimated
from analysis.reference.tables import CaseTable

# A case of a refusal may leave out what it would have computed from.
LONELY_DATA = {
    "numerator": "y",
    "denominator": "m",
    "design": {"strata": "stratum", "weights": "w"},
}


def p_adjust(inputs: Inputs) -> Results:
    """Return adjusted p values."""
    adjusted = adjust_p_values(inputs.numbers("p"), str(inputs.values["adjust"]))
    return {"adjusted": adjusted.tolist()}


def pairwise(inputs: Inputs) -> Results:
    """Return each pair of groups compared."""
    names, shares = _groups(inputs)
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


def _groups(inputs: Inputs) -> tuple[list[str], DomainShares]:
    """Return the names of the groups of a case, all or those that it asks for, and their shares."""
    groups, sample = inputs.texts("groups"), inputs.sample
    cells = sample.cells(_columns(inputs, groups), inputs.domain)
    masks = {".".join(cell): mask for cell, mask in cells.items()}
    names = groups or list(masks)
    shares = domain_shares(sample.design, [masks[name] for name in names])
    degrees = sample.design.degrees_of_freedom(inputs.domain)
    return names, replace(shares, degrees_of_freedom=degrees)


def _columns(inputs: Inputs, groups: Sequence[str]) -> list[str]:
    """Return the columns that a case compares by; groups alone name the column that holds them."""
    if "by" in inputs.values:
        return inputs.texts("by")
    for name, values in inputs.table.columns.items():
        if groups and set(groups) <= set(values):
            return [name]
    raise KeyError("by")


def _tested(test: Comparison, name: str) -> dict[str, object]:
    return {
        name: test.difference,
        "se": test.standard_error,
        "t": test.statistic,
        "df": test.degrees_of_freedom,
        "p": test.p_value,
        "p_two_sided": test.p_value,
    }


def logits(inputs: Inputs) -> Results:
    """Return the log odds of two groups compared."""
    return _tested(compare_logits(_groups(inputs)[1]), "log_odds_difference")


def contrast(inputs: Inputs) -> Results:
    """Return a contrast of groups, and their shares."""
    shares = _groups(inputs)[1]
    test = linear_contrast(shares, inputs.numbers("contrast"))
    return {f"{inputs.texts('by')[0]}_estimates": shares.estimates.tolist()} | _tested(
        test, "slope"
    )


def trend(inputs: Inputs) -> Results:
    """Return a trend of log odds over rows."""
    sample = inputs.sample
    times = sample.table.numbers(inputs.values["x"])[sample.kept]
    return _tested(logit_trend(sample.design, times, inputs.domain), "slope")


def one_sample(inputs: Inputs) -> Results:
    """Return the t test of a share against a target."""
    return _tested(one_sample_t(inputs.ratio, inputs.number("target")), "estimate")


def two_sample(inputs: Inputs) -> Results:
    """Return the t test of a group against everybody else."""
    groups = inputs.object("groups")
    inside = inputs.sample.where({str(groups["column"]): groups["value"]})
    return _tested(two_sample_t(inputs.sample.design, inside), "difference")


def _linearised(result: Linearised, level: float) -> dict[str, object]:
    interval = result.interval(level) if result.degrees_of_freedom > 0 else None
    degrees = result.degrees_of_freedom
    return {
        "estimate": result.estimate,
        "se": result.standard_error,
        "df": degrees,
        **ends(interval, level),
    }


def jackknife(inputs: Inputs) -> Results:
    """Return a share with its jackknife error."""
    # With strata the cases take squares around the mean of the replicates.
    around_estimate = "strata" not in inputs.object("design")
    result = jackknife_share(inputs.sample.design, around_estimate=around_estimate)
    return _linearised(result, inputs.level)


def two_stage(inputs: Inputs) -> Results:
    """Return a share when sessions are drawn first and people second."""
    words = {key: value for key, value in inputs.object("design").items() if key != "stages"}
    sample = inputs.having(design=words).sample
    sessions = Inputs(inputs.object("sessions_in_population"), inputs.folder)
    names = sorted(set(sample.table.texts(words["strata"])))
    design = replace(sample.design, populations=[sessions.number(name) for name in names])
    drawn = np.bincount(design.units)[design.units]
    people = drawn * inputs.number("second_stage_population_multiple")
    return _linearised(two_stage_share(design, people), inputs.level)


def criteria(inputs: Inputs) -> Results:
    """Return the mean of criteria and the share of each."""
    rows = [inputs.having(item=item).sample.design.rows for item in inputs.items]
    result = mean_of_criteria(rows, inputs.sample.design)
    return {**_linearised(result.mean, inputs.level), "criteria": list(result.criteria)}


def lonely(inputs: Inputs) -> Results:
    """Return a share under a policy for strata of one unit, or the refusal of ``fail``."""
    sample = Inputs({**LONELY_DATA, **inputs.values}, inputs.folder).sample
    policy = LonelyPolicy(str(inputs.values.get("option", LonelyPolicy.ADJUST)))
    try:
        ratio = present(ratio_with_lonely(sample.strata(), policy))
    except ValueError as refusal:
        if policy is not LonelyPolicy.FAIL:
            raise
        return {"error": str(refusal)}
    return estimated(ratio)


def published_mean(inputs: Inputs) -> Results:
    """Return the mean of a variable that may stand in a second file, row by row."""
    files = inputs.texts("csv")
    tables = [CaseTable.read(inputs.folder / name) for name in files]
    columns = {name: texts for table in tables for name, texts in table.columns.items()}
    values = CaseTable(columns, tables[0].size).numbers(inputs.values["variable"])
    # The design needs answers of some kind; they are not looked at.
    ones = [1] * tables[0].size
    sample = inputs.having(numerator=ones, denominator=ones, csv=files[0]).sample
    return _linearised(weighted_mean(values, sample.design), inputs.level)
