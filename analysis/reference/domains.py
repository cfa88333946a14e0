"""Shares of the cells of a table with the covariances between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from analysis.estimators.ratio import pooled_ratio
from analysis.moments import Floats
from analysis.reference.samples import Mask, Sample
from analysis.strata import Stratum


@dataclass(frozen=True)
class Cells:
    """Cells in the order of the cases: sorted, the first column running fastest.

    Attributes
    ----------
    labels : Mapping of str to list of str
        Value of each column, a cell at a time.
    masks : list of ndarray of bool
        Rows of each cell.
    """

    labels: Mapping[str, list[str]]
    masks: list[Mask]


def cells(sample: Sample, columns: Sequence[str], inside: Mask | None = None) -> Cells:
    """Return the cells that hold any row, or any row inside a domain."""
    texts = [[sample.table.texts(name)[row] for row in sample.kept] for name in columns]
    rows: list[tuple[str, ...] | None] = list(zip(*texts, strict=True))
    if inside is not None:
        rows = [row if keep else None for row, keep in zip(rows, inside, strict=True)]
    present = {row for row in rows if row is not None}
    keys = sorted(present, key=lambda key: [_order(value) for value in reversed(key)])
    masks = [np.array([row == key for row in rows], dtype=np.bool_) for key in keys]
    labels = {name: [key[i] for key in keys] for i, name in enumerate(columns)}
    return Cells(labels, masks)


def _order(value: str) -> tuple[bool, float, str]:
    try:
        return (False, float(value), "")
    except ValueError:
        return (True, 0.0, value)


def domain_results(sample: Sample, found: Cells) -> dict[str, object]:
    """Return the share and standard error of each cell, and the covariance matrix."""
    ratios = [pooled_ratio(sample.strata(mask)) for mask in found.masks]
    residuals = np.array([_residuals(sample, mask) for mask in found.masks])
    return {
        "domain": next(iter(found.labels.values())),
        **found.labels,
        "estimate": [nan if ratio is None else ratio.share for ratio in ratios],
        "se": [nan if ratio is None else ratio.standard_error for ratio in ratios],
        "cov": _covariance(sample, residuals).tolist(),
    }


def _residuals(sample: Sample, mask: Mask) -> Floats:
    """Return the linearised residual of each row for the share of a domain, 0 outside it."""
    rows = sample.rows
    y, m = (column * rows.row_weights * mask for column in (rows.y, rows.m))
    size = m.sum()
    return (y - y.sum() / size * m) / size if size else np.full_like(y, nan)


def _covariance(sample: Sample, residuals: Floats) -> Floats:
    units = sample.rows.psus
    _, unit = np.unique(
        np.arange(len(sample.codes)) if units is None else units, return_inverse=True
    )
    totals = np.array([np.bincount(unit, row) for row in residuals])
    stratum_of_unit = np.zeros(totals.shape[1], dtype=np.int64)
    stratum_of_unit[unit] = sample.codes
    matrix = np.zeros((len(residuals), len(residuals)))
    for code, stratum in enumerate(sample.strata()):
        part = totals[:, stratum_of_unit == code]
        matrix += _scale(stratum) * (_centred(part) @ _centred(part).T)
    return matrix


def _scale(stratum: Stratum) -> float:
    n = stratum.sampled
    return (1 - stratum.fraction) * (n / (n - 1) if n > 1 else 1)


def _centred(part: Floats) -> Floats:
    return part - part.mean(axis=1, keepdims=True) if part.shape[1] > 1 else part
