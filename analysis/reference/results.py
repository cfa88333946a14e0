"""Parts that several methods of the reference cases share."""

from __future__ import annotations

from collections.abc import Mapping
from math import nan
from pathlib import Path

from analysis.estimates import Interval
from analysis.estimators.covariance import Design
from analysis.estimators.shares import Ratio, pooled_ratio
from analysis.reference.means import Linearised
from analysis.reference.samples import Sample, read_sample
from analysis.reference.tables import Inputs


def design_of(sample: Sample) -> Design:
    """Return the design of a sample."""
    return Design(sample.rows, sample.codes, sample.populations)


def object_of(inputs: Inputs, name: str) -> Inputs:
    """Return an input that is an object; TypeError if it is something else."""
    value = inputs[name]
    if not isinstance(value, Mapping):
        raise TypeError(f"{name} must be an object: {value!r}")
    return value


def ratio_of(inputs: Inputs, folder: Path) -> Ratio:
    """Return the share that a case asks for."""
    sample = read_sample(inputs, folder)
    domain = sample.where(object_of(inputs, "domain")) if inputs.get("domain") else None
    return present(pooled_ratio(sample.strata(domain)))


def present(ratio: Ratio | None) -> Ratio:
    """Return the share, or raise ValueError where there is none."""
    if ratio is None:
        raise ValueError("there is no valid answer")
    return ratio


def ends_of(interval: Interval | None, level: float) -> dict[str, object]:
    """Return the ends of an interval, NaN without one."""
    low, high = (nan, nan) if interval is None else (interval.low, interval.high)
    return {"lower": low, "upper": high, "level": level}


def ratio_results(ratio: Ratio) -> dict[str, object]:
    """Return what every case of a share compares."""
    return {
        "estimate": ratio.share,
        "se": ratio.standard_error,
        "df": ratio.degrees_of_freedom,
    }


def linearised_results(found: Linearised, level: float) -> dict[str, object]:
    """Return what every case of a linearised number compares."""
    interval = found.interval(level) if found.degrees_of_freedom > 0 else None
    return {
        "estimate": found.estimate,
        "se": found.standard_error,
        "df": found.degrees_of_freedom,
        **ends_of(interval, level),
    }
