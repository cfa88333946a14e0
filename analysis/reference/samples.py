"""The sample that the inputs of a reference case describe: rows, strata, domains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.estimators.tables import Floats, Rows, Stratum, moments_by_cell, stratify
from analysis.reference.tables import ABSENT, Inputs, Json, Table, as_list, number, read_table

DESIGN_WORDS = frozenset({"strata", "weights", "population", "clusters", "rows", "full_count"})
LIKERT_COLUMN = re.compile(r"q\d+")
SATISFIED_FROM = 4

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Sample:
    """The rows of a case with their design.

    Attributes
    ----------
    table : Table
        Its columns, for domains.
    rows : Rows
        One a respondent, in the table's order; without rows that the long form leaves out.
    kept : ndarray of int, shape (n,)
        The row of the table that each row comes from.
    codes : ndarray of int, shape (n,)
        Stratum of each row.
    populations : tuple of float or None
        Of each stratum.
    """

    table: Table
    rows: Rows
    kept: NDArray[np.int64]
    codes: NDArray[np.int64]
    populations: tuple[float | None, ...]

    def strata(self, domain: Mask | None = None) -> tuple[Stratum, ...]:
        """Return the strata of a domain (of everybody when None)."""
        return stratify(self.rows, self.codes, self.populations, domain)

    def where(self, conditions: Mapping[str, Json]) -> Mask:
        """Return the rows in which each column has the value, or one of the values, asked for."""
        inside = np.ones(len(self.kept), dtype=np.bool_)
        for column, wanted in conditions.items():
            texts = self.table.texts(column)
            keys = {_key(str(value)) for value in as_list(wanted)}
            inside &= np.array([_key(texts[row]) in keys for row in self.kept], dtype=np.bool_)
        return inside


def _key(text: str) -> float | str:
    """Return what two spellings of the same value share: 3, 3.0 and "3" are one month."""
    try:
        return float(text)
    except ValueError:
        return text


def read_sample(inputs: Inputs, folder: Path) -> Sample:
    """Return the sample of a case.

    Raises
    ------
    KeyError, ValueError
        If a column is missing or the design has a word that is not known.
    """
    table = read_table(inputs, folder)
    design = inputs.get("design") or {}
    if not isinstance(design, Mapping):
        raise ValueError(f"design must be an object: {design!r}")
    if unknown := set(design) - DESIGN_WORDS:
        raise ValueError(f"unknown words in the design: {', '.join(sorted(unknown))}")
    y, m = _answers(inputs, table)
    kept = np.arange(table.size)
    if design.get("rows") == "answers":
        kept, y, m = _long(y, m, one_each="clusters" not in design)
    codes = table.codes(design["strata"]) if "strata" in design else np.zeros(table.size, np.int64)
    rows = Rows(y, m, psus=_units(table, design, codes, kept))
    units = [moments.n for moments in moments_by_cell(rows, codes[kept], _count(codes))]
    populations = tuple(units) if design.get("full_count") else _populations(inputs, table, codes)
    if "weights" in design:
        weights = table.numbers(design["weights"])[kept]
    else:
        weights = _implied_weights(units, populations)[codes[kept]]
    return Sample(table, replace(rows, weights=weights), kept, codes[kept], populations)


def _count(codes: NDArray[np.int64]) -> int:
    return int(codes.max(initial=0)) + 1


def _implied_weights(units: list[int], populations: tuple[float | None, ...]) -> Floats:
    """Return what a unit stands for, as R takes it when populations come without weights."""
    pairs = zip(units, populations, strict=True)
    return np.array([population / n if n and population else 1.0 for n, population in pairs])


def _answers(inputs: Inputs, table: Table) -> tuple[Floats, Floats]:
    """Return satisfied and valid answers of each row of the table."""
    if "numerator" in inputs:
        pair = (inputs["numerator"], inputs["denominator"])
        y, m = (np.nan_to_num(table.numbers(name)) for name in pair)
        return y, m
    if "y" in inputs:
        return table.numbers("y"), table.numbers("m")
    marks = [_marks(table, name) for name in _items(inputs, table)]
    satisfied = sum((mark[0] for mark in marks), np.zeros(table.size))
    valid = sum((mark[1] for mark in marks), np.zeros(table.size))
    return satisfied, valid


def _items(inputs: Inputs, table: Table) -> Iterable[str]:
    if "item" in inputs:
        return [str(inputs["item"])]
    items = inputs.get("items", "all")
    if items == "all":
        return [name for name in table.columns if LIKERT_COLUMN.fullmatch(name)]
    return [str(item) for item in as_list(items)]


def _marks(table: Table, item: str) -> tuple[Floats, Floats]:
    """Return where an item was satisfied and where valid: 1-5 of a scale, or a plain 0 or 1."""
    values = table.numbers(item)
    if not LIKERT_COLUMN.fullmatch(item) and not np.nanmax(values, initial=0) > 1:
        return np.nan_to_num(values), (~np.isnan(values)).astype(np.float64)
    return (values >= SATISFIED_FROM).astype(np.float64), (values >= 1).astype(np.float64)


def _long(y: Floats, m: Floats, *, one_each: bool) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Return the rows of the long form, where who answered nothing is missing.

    Answers of one row stay together unless each is a unit of its own: their totals are the same.
    """
    if not one_each:
        kept = np.flatnonzero(m > 0)
        return kept, y[kept], m[kept]
    kept = np.repeat(np.arange(len(m)), m.astype(np.int64))
    first = np.concatenate([np.arange(int(count)) for count in m]) if len(kept) else np.zeros(0)
    return kept, (first < y[kept]).astype(np.float64), np.ones(len(kept))


def _units(
    table: Table, design: Mapping[str, Json], codes: NDArray[np.int64], kept: NDArray[np.int64]
) -> NDArray[np.int64] | None:
    """Return the clusters, those of different strata kept apart even if they share a name."""
    if "clusters" not in design:
        return None
    clusters = table.codes(design["clusters"])
    units: NDArray[np.int64] = codes * (clusters.max(initial=0) + 1) + clusters
    return units[kept]


def _populations(
    inputs: Inputs, table: Table, codes: NDArray[np.int64]
) -> tuple[float | None, ...]:
    design = inputs.get("design") or {}
    count = _count(codes)
    if isinstance(design, Mapping) and "population" in design:
        column = table.numbers(design["population"])
        return tuple(_only(column[codes == code]) for code in range(count))
    size = inputs.get("N")
    whole = None if size is None or str(size) in ABSENT else number(str(size))
    return (whole,) * count


def _only(values: Floats) -> float:
    if len(set(values.tolist())) != 1:
        raise ValueError(f"a stratum must have one population: {sorted(set(values.tolist()))}")
    return float(values[0])
