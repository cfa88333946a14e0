"""What the reference cases of weights and of named intervals are here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import inf
from pathlib import Path
from types import MappingProxyType

import numpy as np

from analysis.estimators.calibration import Adjustment, Distance, calibrated_ratio
from analysis.estimators.margins import Margin
from analysis.estimators.tables import Floats
from analysis.estimators.weights import kish_effective_sample, trim_weights
from analysis.reference.named_intervals import named_interval
from analysis.reference.options import Method, Results, option
from analysis.reference.results import (
    design_of,
    ends_of,
    object_of,
    present,
    ratio_of,
    ratio_results,
)
from analysis.reference.samples import Sample, read_sample
from analysis.reference.shares import t_interval
from analysis.reference.tables import Inputs, as_list, read_table


def _named(method: str, inputs: Inputs, folder: Path) -> Results:
    ratio, level = ratio_of(inputs, folder), option(inputs, "level", 0.95)
    interval = named_interval(method, ratio, level)
    sizes = {"n_eff": ratio.n_effective, "rows": ratio.total.answers}
    return {**ratio_results(ratio), **sizes, **ends_of(interval, level)}


def _margins(inputs: Inputs, sample: Sample) -> list[Margin]:
    found = []
    margins = object_of(inputs, "margins")
    for name in margins:
        totals = object_of(margins, name)
        texts = sample.table.texts(name)
        groups = tuple(texts[row] for row in sample.kept)
        cases = {group: option(totals, group) for group in totals}
        found.append(Margin(name, groups, cases))
    return found


def _calibrated(distance: Distance, inputs: Inputs, folder: Path) -> Results:
    sample, level = read_sample(inputs, folder), option(inputs, "level", 0.95)
    adjustment = Adjustment(distance, _bounds(inputs))
    found = calibrated_ratio(design_of(sample), _margins(inputs, sample), adjustment)
    ratio = present(found.ratio)
    interval = t_interval(ratio, level) if ratio.degrees_of_freedom > 0 else None
    weights = {"weights": found.weights.tolist()}
    return {**ratio_results(ratio), **weights, **ends_of(interval, level)}


def _bounds(inputs: Inputs) -> tuple[float, float] | None:
    if inputs.get("bounds") is None:
        return None
    low, high = (float(str(end)) for end in as_list(inputs["bounds"]))
    return low, high


def _weights(inputs: Inputs, folder: Path) -> Floats:
    weights = inputs["weights"]
    if isinstance(weights, str):
        return read_table(inputs, folder).numbers(weights)
    return np.array([float(str(weight)) for weight in as_list(weights)])


def _kish(inputs: Inputs, folder: Path) -> Results:
    found = kish_effective_sample(_weights(inputs, folder))
    return {"n_eff": found.n_effective, "deff_w": found.design_effect}


def _trim(inputs: Inputs, folder: Path) -> Results:
    upper, lower = option(inputs, "upper", inf), option(inputs, "lower", 0.0)
    strict = bool(inputs.get("strict", False))
    weights = trim_weights(_weights(inputs, folder), upper, lower, strict=strict)
    return {"weights": weights.tolist(), "sum": float(weights.sum())}


WEIGHTING: Mapping[str, Method] = MappingProxyType(
    {
        "ciprop_logit": partial(_named, "logit"),
        "ciprop_xlogit": partial(_named, "logit"),
        "ciprop_likelihood": partial(_named, "likelihood"),
        "ciprop_asin": partial(_named, "asin"),
        "ciprop_beta": partial(_named, "korn_graubard"),
        "ciprop_mean": partial(_named, "t"),
        "ciprop_wilson": partial(_named, "wilson"),
        "poststratify": partial(_calibrated, Distance.RAKING),
        "rake": partial(_calibrated, Distance.RAKING),
        "calibrate_linear": partial(_calibrated, Distance.LINEAR),
        "calibrate_raking": partial(_calibrated, Distance.RAKING),
        "calibrate_logit": partial(_calibrated, Distance.LOGIT),
        "kish_effective_sample": _kish,
        "trim_weights": _trim,
    }
)
