"""Columns of a reference case: of its CSV file, or the lists that stand in its inputs."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.estimators.rows import Floats

ABSENT = frozenset({"", "NA", "NaN"})

Json = object
Codes = NDArray[np.int64]


def number(text: str) -> float:
    """Return a cell as a number, NaN when it is empty or says so."""
    return nan if text.strip() in ABSENT else float(text)


def as_list(value: Json) -> list[Json]:
    """Return a list as it is and anything else as a list of one."""
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]


@dataclass(frozen=True)
class CaseTable:
    """Named columns of equal length: of a CSV file, or the lists that stand in the inputs."""

    columns: Mapping[str, tuple[str, ...]]
    size: int

    @classmethod
    def read(cls, path: Path) -> CaseTable:
        """Return the columns of a CSV file."""
        with path.open(encoding="utf-8-sig", newline="") as lines:
            heading, *rows = list(csv.reader(lines))
        return cls(dict(zip(heading, zip(*rows, strict=True), strict=True)), len(rows))

    def texts(self, source: Json) -> tuple[str, ...]:
        """Return a column by its name, or a list of as many values as there are rows."""
        if isinstance(source, str):
            return self.columns[source]
        values = tuple(str(value) for value in as_list(source))
        if len(values) != self.size:
            raise ValueError(f"a column has {len(values)} values for {self.size} rows")
        return values

    def numbers(self, source: Json) -> Floats:
        """Return a column as numbers, NaN where it is empty."""
        return np.array([number(text) for text in self.texts(source)], dtype=np.float64)

    def codes(self, source: Json) -> Codes:
        """Return a column as positions in its sorted values; a list of names is crossed."""
        names = as_list(source)
        if names and all(isinstance(name, str) and name in self.columns for name in names):
            joined = zip(*(self.columns[str(name)] for name in names), strict=True)
            texts = tuple("\x1f".join(parts) for parts in joined)
        else:
            texts = self.texts(source)
        return np.unique(np.array(texts), return_inverse=True)[1].astype(np.int64)
