"""Columns of a reference case: from its CSV file, or from the lists that stand in its inputs."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Json = object
Inputs = Mapping[str, Json]

ABSENT = frozenset({"", "NA", "NaN"})


@dataclass(frozen=True)
class Table:
    """Named columns of equal length.

    Attributes
    ----------
    columns : Mapping of str to tuple of str
    size : int
        Rows.
    """

    columns: Mapping[str, tuple[str, ...]]
    size: int

    def texts(self, source: Json) -> tuple[str, ...]:
        """Return a column by its name, or a list of as many values as there are rows.

        Raises
        ------
        KeyError, ValueError
            If there is no such column, or the list has another length.
        """
        if isinstance(source, str):
            return self.columns[source]
        values = tuple(str(value) for value in as_list(source))
        if len(values) != self.size:
            raise ValueError(f"a column has {len(values)} values for {self.size} rows")
        return values

    def numbers(self, source: Json) -> NDArray[np.float64]:
        """Return a column as numbers, NaN where it is empty."""
        return np.array([number(text) for text in self.texts(source)], dtype=np.float64)

    def codes(self, source: Json) -> NDArray[np.int64]:
        """Return a column as positions in its sorted values; a list of names is crossed."""
        names = as_list(source)
        if names and all(isinstance(name, str) and name in self.columns for name in names):
            joined = zip(*(self.columns[str(name)] for name in names), strict=True)
            texts = tuple("\x1f".join(parts) for parts in joined)
        else:
            texts = self.texts(source)
        return np.unique(np.array(texts), return_inverse=True)[1].astype(np.int64)


def number(text: str) -> float:
    """Return a cell as a number, NaN when it is empty or says so."""
    return nan if text.strip() in ABSENT else float(text)


def as_list(value: Json) -> list[Json]:
    """Return a list as it is and anything else as a list of one."""
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]


def read_table(inputs: Inputs, folder: Path) -> Table:
    """Return the table of a case, its CSV looked for in `folder`."""
    name = inputs.get("csv")
    if name is None:
        return _inline(inputs)
    with (folder / str(name)).open(encoding="utf-8-sig", newline="") as lines:
        heading, *rows = list(csv.reader(lines))
    columns = dict(zip(heading, zip(*rows, strict=True), strict=True))
    return Table(columns, len(rows))


def _inline(inputs: Inputs) -> Table:
    lists = {name: as_list(value) for name, value in inputs.items() if name != "design"}
    size = len(lists["y"])
    columns = {
        name: tuple(str(value) for value in values)
        for name, values in lists.items()
        if len(values) == size
    }
    return Table(columns, size)
