"""Shares of the cells of a table with the covariances between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from analysis.estimators.covariance import Design, domain_shares
from analysis.estimators.shares import pooled_ratio
from analysis.reference.samples import Mask, Sample


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
    design = Design(sample.rows, sample.codes, sample.populations)
    return {
        "domain": next(iter(found.labels.values())),
        **found.labels,
        "estimate": [nan if ratio is None else ratio.share for ratio in ratios],
        "se": [nan if ratio is None else ratio.standard_error for ratio in ratios],
        "cov": domain_shares(design, found.masks).covariance.tolist(),
    }
