"""What a reference case is computed from: numbers, columns, and the sample that they describe."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from analysis.estimators.linearisation import Design
from analysis.estimators.moments import moments_by_cell
from analysis.estimators.rows import (
    Floats,
    Mask,
    Rows,
)
from analysis.estimators.shares import Ratio, pooled_ratio
from analysis.estimators.strata import Stratum, stratify
from analysis.reference.tables import ABSENT, CaseTable, Codes, Json, as_list, number

DESIGN_WORDS = frozenset({"strata", "weights", "population", "clusters", "rows", "full_count"})
LIKERT_COLUMN = re.compile(r"q\d+")
SATISFIED_FROM = 4


@dataclass(frozen=True)
class CaseSample:
    """The n rows of a case with their design.

    One row a respondent, in the order of the table; `kept` has the row of the table that each comes
    from, for the long form leaves some out.
    """

    table: CaseTable
    kept: Codes
    design: Design

    def strata(self, domain: Mask | None = None) -> tuple[Stratum, ...]:
        """Return the strata of a domain (of everybody when None)."""
        return stratify(self.design.rows, self.design.codes, self.design.populations, domain)

    def texts(self, column: str) -> list[str]:
        """Return a column of the table, a value for each row of the sample."""
        texts = self.table.texts(column)
        return [texts[row] for row in self.kept]

    def where(self, conditions: Mapping[str, Json]) -> Mask:
        """Return the rows in which each column has the value, or one of the values, asked for."""
        inside = np.ones(len(self.kept), dtype=np.bool_)
        for column, wanted in conditions.items():
            keys = {_key(str(value)) for value in as_list(wanted)}
            inside &= np.array([_key(text) in keys for text in self.texts(column)], dtype=np.bool_)
        return inside

    def cells(self, columns: Sequence[str], inside: Mask | None) -> dict[tuple[str, ...], Mask]:
        """Return the rows of each cell that meets a domain; the first column runs fastest."""
        texts = zip(*map(self.texts, columns), strict=True)
        keep = np.ones(len(self.kept), dtype=np.bool_) if inside is None else inside
        rows = [row if kept else None for row, kept in zip(texts, keep, strict=True)]
        met = {row for row in rows if row is not None}
        rising = sorted(met, key=lambda cell: [_order(value) for value in reversed(cell)])
        return {cell: np.array([row == cell for row in rows], dtype=np.bool_) for cell in rising}


def _key(text: str) -> float | str:
    """Return what two spellings of the same value share: 3, 3.0 and "3" are one month."""
    try:
        return float(text)
    except ValueError:
        return text


def _order(text: str) -> tuple[bool, float, str]:
    key = _key(text)
    return (False, key, "") if isinstance(key, float) else (True, 0.0, key)


@dataclass(frozen=True)
class Inputs:
    """The inputs of a case, and the folder of its CSV file."""

    values: Mapping[str, Json]
    folder: Path

    def number(self, name: str, default: float | None = None) -> float:
        """Return a number; one that is absent or null is `default`, without one a KeyError."""
        value = self.values.get(name)
        if value is None:
            if default is None:
                raise KeyError(name)
            return default
        return float(str(value))

    def numbers(self, name: str) -> Floats:
        """Return a list of numbers, or a column of the table by its name."""
        value = self.values[name]
        if isinstance(value, str):
            return self.table.numbers(value)
        return np.array([number(str(each)) for each in as_list(value)], dtype=np.float64)

    def texts(self, name: str) -> list[str]:
        """Return a list of words; one that is absent is empty."""
        return [str(value) for value in as_list(self.values.get(name, []))]

    def object(self, name: str) -> Mapping[str, Json]:
        """Return an input that is an object; TypeError if it is something else."""
        value = self.values[name]
        if not isinstance(value, Mapping):
            raise TypeError(f"{name} must be an object: {value!r}")
        return value

    def having(self, **values: Json) -> Inputs:
        """Return the inputs with some of them changed."""
        return replace(self, values={**self.values, **values})

    @property
    def level(self) -> float:
        """Two-sided confidence level."""
        return self.number("level", 0.95)

    @cached_property
    def table(self) -> CaseTable:
        """The columns of the case."""
        if self.values.get("csv") is not None:
            return CaseTable.read(self.folder / str(self.values["csv"]))
        lists = {name: as_list(value) for name, value in self.values.items() if name != "design"}
        size = len(lists["y"])
        pairs = ((name, values) for name, values in lists.items() if len(values) == size)
        return CaseTable({name: tuple(map(str, values)) for name, values in pairs}, size)

    @cached_property
    def sample(self) -> CaseSample:
        """The sample of the case."""
        return _sample(self)

    @property
    def domain(self) -> Mask | None:
        """The rows of the domain that the case asks for, None for all."""
        return self.sample.where(self.object("domain")) if self.values.get("domain") else None

    @cached_property
    def ratio(self) -> Ratio:
        """The share that the case asks for; ValueError where there is none."""
        return present(pooled_ratio(self.strata))

    @property
    def strata(self) -> tuple[Stratum, ...]:
        """The strata of the domain."""
        return self.sample.strata(self.domain)

    @property
    def items(self) -> list[str]:
        """The columns of the items: those that are named, or all of a questionnaire."""
        if self.values.get("items", "all") == "all":
            return [name for name in self.table.columns if LIKERT_COLUMN.fullmatch(name)]
        return self.texts("items")


def present(ratio: Ratio | None) -> Ratio:
    """Return a share, or raise ValueError where there is none."""
    if ratio is None:
        raise ValueError("there is no valid answer")
    return ratio


def _sample(inputs: Inputs) -> CaseSample:
    table = inputs.table
    words = inputs.object("design") if inputs.values.get("design") else {}
    if unknown := set(words) - DESIGN_WORDS:
        raise ValueError(f"unknown words in the design: {', '.join(sorted(unknown))}")
    y, m = _answers(inputs)
    kept = np.arange(table.size)
    if words.get("rows") == "answers":
        kept, y, m = _long(y, m, one_each="clusters" not in words)
    codes = table.codes(words["strata"]) if "strata" in words else np.zeros(table.size, np.int64)
    rows = Rows(y, m, psus=_units(table, words, codes, kept))
    units = [each.n for each in moments_by_cell(rows, codes[kept], int(codes.max(initial=0)) + 1)]
    populations: Sequence[float | None] = units
    if not words.get("full_count"):
        populations = _populations(inputs, words.get("population"), codes)
    if "weights" in words:
        weights = table.numbers(words["weights"])[kept]
    else:
        weights = _implied_weights(units, populations)[codes[kept]]
    return CaseSample(table, kept, Design(rows.with_weights(weights), codes[kept], populations))


def _populations(inputs: Inputs, source: Json, codes: Codes) -> list[float | None]:
    """Return the population of each stratum: of its column, or the one of the case."""
    count = int(codes.max(initial=0)) + 1
    if source is not None:
        column = inputs.table.numbers(source)
        return [_only(column[codes == code]) for code in range(count)]
    size = inputs.values.get("N")
    return [None if size is None or str(size) in ABSENT else number(str(size))] * count


def _only(values: Floats) -> float:
    if len(set(values.tolist())) != 1:
        raise ValueError(f"a stratum must have one population: {sorted(set(values.tolist()))}")
    return float(values[0])


def _implied_weights(units: Sequence[int], populations: Sequence[float | None]) -> Floats:
    """Return what a unit stands for, as R takes it when populations come without weights."""
    pairs = zip(units, populations, strict=True)
    return np.array([population / n if n and population else 1.0 for n, population in pairs])


def _answers(inputs: Inputs) -> tuple[Floats, Floats]:
    """Return satisfied and valid answers of each row of the table."""
    table, values = inputs.table, inputs.values
    if "numerator" in values:
        y, m = (np.nan_to_num(table.numbers(values[name])) for name in ("numerator", "denominator"))
        return y, m
    if "y" in values:
        return table.numbers("y"), table.numbers("m")
    items = [str(values["item"])] if "item" in values else inputs.items
    answers = np.array([_item(table, name) for name in items]).reshape(-1, 2, table.size)
    satisfied, valid = answers.sum(axis=0)
    return satisfied, valid


def _item(table: CaseTable, item: str) -> tuple[Floats, Floats]:
    """Return where an item was satisfied and where valid: 1-5 of a scale, or a plain 0 or 1."""
    values = table.numbers(item)
    if not LIKERT_COLUMN.fullmatch(item) and not np.nanmax(values, initial=0) > 1:
        return np.nan_to_num(values), (~np.isnan(values)).astype(np.float64)
    return (values >= SATISFIED_FROM).astype(np.float64), (values >= 1).astype(np.float64)


def _long(y: Floats, m: Floats, *, one_each: bool) -> tuple[Codes, Floats, Floats]:
    """Return the rows of the long form, where who answered nothing is missing.

    Answers of one row stay together unless each is a unit of its own: their totals are the same.
    """
    if not one_each:
        kept = np.flatnonzero(m > 0)
        return kept, y[kept], m[kept]
    kept = np.repeat(np.arange(len(m)), m.astype(np.int64))
    first = np.concatenate([np.arange(int(count)) for count in m]) if len(kept) else np.zeros(0)
    return kept, (first < y[kept]).astype(np.float64), np.ones(len(kept))


def _units(table: CaseTable, design: Mapping[str, Json], codes: Codes, kept: Codes) -> Codes | None:
    """Return the clusters, those of different strata kept apart even if they share a name."""
    if "clusters" not in design:
        return None
    clusters = table.codes(design["clusters"])
    units: Codes = codes * (clusters.max(initial=0) + 1) + clusters
    return units[kept]
